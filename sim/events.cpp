// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/dmath.h"
#include "sim/footprint.h"
#include "sim/play.h"

namespace tailcast {
namespace {

int index_of(const Play& play, const std::string& name) { return name == "road" ? kGroundId : find_thing(play.things, name); }

bool is_touching(const Play& play, const std::string& a, const std::string& b) {
  const int i = index_of(play, a), j = index_of(play, b);
  const auto found = play.touched.find({std::max(i, j), std::min(i, j)});
  return found != play.touched.end() && found->second == play.now;
}

double gap_between(const Play& play, const std::string& a, const std::string& b) {
  const int i = find_thing(play.things, a), j = find_thing(play.things, b);
  if (i < 0 || j < 0) return 1e30;
  const auto outline = [&](int k) {
    const auto& thing = play.things[static_cast<std::size_t>(k)];
    return footprint_of(thing.box, thing.pose);
  };
  return distance_between(outline(i), outline(j));
}

bool holds(const Play& play, Trigger&, const AtTime& at) { return play.now >= at.time; }
bool holds(const Play& play, Trigger&, const OnContact& on) { return is_touching(play, on.a, on.b); }
bool holds(const Play& play, Trigger&, const OnDistance& on) { return gap_between(play, on.a, on.b) < on.below; }
bool holds(const Play& play, Trigger& trigger, const OnTimeToCollision& on) {
  const double gap = gap_between(play, on.a, on.b);
  const double closing = trigger.gap ? (*trigger.gap - gap) / to_seconds(kTick) : 0.0;
  trigger.gap = gap;
  return gap == 0 || (closing > 0 && gap < on.below * closing);
}

Quat world_from_heading(const Play& play, const Thing& thing) {
  if (thing.role == BodyRole::Held) return play.things[static_cast<std::size_t>(thing.carrier)].pose.rotation;
  if (thing.role == BodyRole::Loose) return rotation_about(Vec3::UnitZ(), thing.heading);
  return rotation_about(Vec3::UnitZ(), yaw_of(thing.pose.rotation));
}

Thing* thing_of(Play& play, const std::string& name) {
  const int index = find_thing(play.things, name);
  return index < 0 ? nullptr : &play.things[static_cast<std::size_t>(index)];
}

// The drivers that an action on that actor speaks to: the ego's frame and its body move as one.
std::vector<Driver*> drivers_of(Play& play, const std::string& name) {
  std::vector<Driver*> drivers;
  if (name == "ego") drivers.push_back(&play.ego);
  if (Thing* thing = thing_of(play, name); thing != nullptr && thing->role == BodyRole::Driven) drivers.push_back(&thing->driver);
  return drivers;
}

void push(Play& play, Thing& thing, const Vec3& push, const Vec3& spin) {
  const Quat world_from_own = world_from_heading(play, thing);
  const Twist change{world_from_own * push, world_from_own * spin};
  if (thing.role == BodyRole::Loose) {
    play.world->change_velocity(thing.body, change);
    return;
  }
  const Twist twist = twist_of(play, thing);
  thing.heading = yaw_of(world_from_own);
  set_loose(play, thing, {twist.linear + change.linear, twist.angular + change.angular});
}

// Its driver has no say any more: brakes, tyres and what it tows have.
void skid(Play& play, Thing& thing, double deceleration, double grip) {
  if (thing.role == BodyRole::Driven) {
    thing.heading = yaw_of(thing.pose.rotation);
    set_loose(play, thing, twist_of(play, thing));
  }
  if (thing.role != BodyRole::Loose) return;
  play.world->brake(thing.body, deceleration, grip);
  constexpr double kGravity = 9.81;
  if (deceleration >= grip * kGravity) thing.rolls = false;
}

const char* act(Play& play, const Release& action) {
  Thing* thing = thing_of(play, action.actor);
  if (thing == nullptr) return "release";
  if (thing->tower >= 0) play.world->uncouple(thing->body);
  push(play, *thing, action.push, action.spin);
  return "release";
}
const char* act(Play& play, const Push& action) {
  if (Thing* thing = thing_of(play, action.actor)) push(play, *thing, action.push, action.spin);
  return "push";
}
const char* act(Play& play, const Brake& action) {
  if (!action.grip)
    for (Driver* driver : drivers_of(play, action.actor)) brake(*driver, action.deceleration);
  else if (Thing* thing = thing_of(play, action.actor))
    skid(play, *thing, action.deceleration, *action.grip);
  return "brake";
}
const char* act(Play& play, const SetSpeed& action) {
  for (Driver* driver : drivers_of(play, action.actor)) set_speed(*driver, action.speed, action.acceleration);
  return "set_speed";
}
const char* act(Play& play, const ChangeLane& action) {
  const double d = lateral_of(play.stage, action.lane, 0);
  for (Driver* driver : drivers_of(play, action.actor)) change_lane(*driver, d, action.duration);
  return "change_lane";
}
const char* act(Play& play, const Walk& action) {
  Thing* thing = thing_of(play, action.actor);
  if (thing != nullptr && thing->role == BodyRole::Driven && !thing->is_ego) {
    // From where its frame is: a turned person keeps its place in it.
    const Pose frame = frame_of(thing->driver, play.stage);
    walk(thing->driver, frame, action.heading, action.speed, action.acceleration);
  }
  return "walk";
}

void fire(Play& play, const Event& event) {
  for (const auto& action : event.actions) {
    const char* kind = std::visit([&](const auto& a) { return act(play, a); }, action);
    const std::string& subject = std::visit([](const auto& a) -> const std::string& { return a.actor; }, action);
    play.log.push_back({play.now, kind, subject, ""});
  }
}

}  // namespace

void fire_events(Play& play) {
  for (auto& trigger : play.triggers) {
    if (trigger.fired) continue;
    const Condition& condition = trigger.event->condition;
    if (!trigger.due && std::visit([&](const auto& when) { return holds(play, trigger, when); }, condition.when))
      trigger.due = play.now + condition.delay;
    if (!trigger.due || play.now < *trigger.due) continue;
    trigger.fired = true;
    fire(play, *trigger.event);
  }
}

}  // namespace tailcast
