// SPDX-License-Identifier: Apache-2.0
#include "sim/play.h"

#include <algorithm>

#include "core/dmath.h"
#include "sim/links.h"

namespace tailcast {
namespace {

constexpr Nanoseconds kApart = kSecond / 10;  // a contact that comes again within this is the same one
// m/s that a blow must give it: a person is thrown by little; what is driven holds its course against more.
constexpr double kLoosensStanding = 0.5, kLoosensDriven = 1.5;

constexpr double kReachOfFeet = 0.4;  // m above the origin: what of the limbs may meet the ground
constexpr double kClimb = 2;          // m/s

Thing& at(Play& play, int index) { return play.things[static_cast<std::size_t>(index)]; }

Pose driven_pose(const Play& play, const Thing& thing) {
  Pose pose = frame_of(thing.driver, play.stage) * thing.frame_from_root;
  pose.translation.z() += thing.lift;
  return pose;
}

// m: how far the lowest vertex of the limbs that swing is above the ground.
double foot_clearance(const Play& play, const Thing& thing, const Pose& pose) {
  const Gait gait{thing.driver.travelled, thing.driver.speed, 0};
  double least = 1e30;
  for (const auto& link : thing.asset->links) {
    if (link.joint.kind != Joint::Kind::Swing && link.joint.kind != Joint::Kind::Cycle) continue;
    const Pose world_from_link = pose * root_from_link(*thing.asset, link, gait);
    for (const auto& v : link.mesh->vertices) {
      const Vec3 p = world_from_link * v.cast<double>();
      if (p.z() < pose.translation.z() + kReachOfFeet) least = std::min(least, p.z() - play.stage.ground.height(p.x(), p.y()));
    }
  }
  return least;
}

// The body rises and falls so that the foot that carries it stays on the ground, and takes a kerb in the time of a step.
void keep_feet_on_ground(const Play& play, Thing& thing, double dt) {
  if (thing.driver.speed <= 0 || !thing.driver.footing.walks) return;
  const double clearance = foot_clearance(play, thing, driven_pose(play, thing));
  if (clearance < kReachOfFeet) thing.lift -= std::clamp(clearance, -kClimb * dt, kClimb * dt);
}

bool comes_loose(const Thing& thing, double impulse) {
  if (thing.is_ego) return false;
  const double change = impulse / thing.asset->mass;
  if (thing.role == BodyRole::Standing) return change > kLoosensStanding;
  return thing.role == BodyRole::Driven && change > (thing.driver.footing.walks ? kLoosensStanding : kLoosensDriven);
}

void loosen(Play& play, Thing& thing) {
  thing.heading = yaw_of(thing.pose.rotation);
  set_loose(play, thing, twist_of(play, thing));
  play.log.push_back({play.now + kTick, "struck", thing.name, ""});
}

void note_contact(Play& play, const Contact& contact) {
  const Pair pair{contact.a, contact.b};
  const Nanoseconds now = play.now + kTick;
  const auto [entry, is_new] = play.touched.try_emplace(pair, now);
  if (is_new || now - entry->second > kApart) play.log.push_back({now, "contact", name_of(play, contact.a), name_of(play, contact.b)});
  entry->second = now;
  for (const int side : {contact.a, contact.b})
    if (side >= 0 && comes_loose(at(play, side), contact.impulse)) loosen(play, at(play, side));
}

// Where each driven or held thing is at the end of the tick. Carriers before their cargo.
std::vector<Pose> goals_of(const Play& play) {
  std::vector<Pose> goals;
  for (const auto& thing : play.things) goals.push_back(thing.role == BodyRole::Driven ? driven_pose(play, thing) : thing.pose);
  return goals;
}

// Of the link that carries it, in its carrier's root.
Pose seat_of(const Play& play, const Thing& thing, double u) {
  const Thing& carrier = play.things[static_cast<std::size_t>(thing.carrier)];
  Gait gait = gait_of(play, carrier);
  gait.travelled -= (1 - u) * carrier.rolled;
  return root_from_link(*carrier.asset, carrier.asset->links[thing.carrier_link], gait);
}

// `u`: how much of the tick is over, 0 to 1; the carriers' wheels turn in it.
void carry(const Play& play, std::vector<Pose>& poses, double u) {
  // Cargo may lie on cargo: as many passes as the pile is high, a few at most.
  constexpr int kHighestPile = 4;
  for (int pass = 0; pass < kHighestPile; ++pass)
    for (std::size_t i = 0; i < play.things.size(); ++i) {
      const auto& thing = play.things[i];
      if (thing.role != BodyRole::Held) continue;
      const auto carrier = static_cast<std::size_t>(thing.carrier);
      poses[i] = poses[carrier] * seat_of(play, thing, u) * thing.carrier_from_root;
    }
}

// The wheels of what was driven until it was struck roll on with it.
void keep_wheels_turning(Thing& thing, const Pose& now) {
  thing.rolled = thing.rolls ? (now.translation - thing.pose.translation).dot(now.rotation * Vec3::UnitX()) : 0;
  thing.driver.travelled += thing.rolled;
}

// Straps and bonds that are asked for more than they bear.
void strain_lashings(Play& play) {
  for (auto& thing : play.things) {
    if (thing.role != BodyRole::Held || !thing.lashing) continue;
    const Quat floor = thing.pose.rotation * thing.root_from_floor;
    if (!thing.lashing->gives_way(floor, thing.pose * thing.asset->center_of_mass, to_seconds(kTick))) continue;
    thing.heading = yaw_of(at(play, thing.carrier).pose.rotation);
    play.log.push_back({play.now, "break", thing.name, at(play, thing.carrier).name});
    set_loose(play, thing, twist_of(play, thing));
  }
}

// The weather's air, and what flows around the vehicles that are driven.
Air air_of(const Play& play) {
  Air air;
  air.density = play.air_density, air.wind = play.wind;
  for (const auto& thing : play.things) {
    const bool drives = thing.role == BodyRole::Driven && (thing.is_ego || !thing.driver.footing.wheels.empty());
    if (!drives || thing.driver.speed <= 0) continue;
    const Pose world_from_box = thing.pose * Pose{Quat::Identity(), thing.box.center()};
    const Vec3 size = thing.box.size();
    air.streams.push_back({world_from_box, 0.5 * size, twist_of(play, thing).linear, drag_area_of(thing.asset->class_id, size)});
  }
  return air;
}

bool is_led(const Thing& thing) { return thing.role == BodyRole::Driven || thing.role == BodyRole::Held; }

void step(Play& play, const std::vector<Pose>& from, const std::vector<Pose>& to, int k) {
  const double u = static_cast<double>(k) / kStepsPerTick;
  std::vector<Pose> poses(play.things.size());
  for (std::size_t i = 0; i < play.things.size(); ++i)
    poses[i] = play.things[i].role == BodyRole::Loose ? play.world->pose_of(play.things[i].body) : interpolate(from[i], to[i], u);
  carry(play, poses, u);
  for (std::size_t i = 0; i < play.things.size(); ++i)
    if (is_led(play.things[i])) play.world->drive_to(play.things[i].body, poses[i]);
  play.world->step();
  for (const auto& contact : play.world->contacts()) note_contact(play, contact);
  for (const auto& [id, link] : play.world->breaks()) {
    const Thing& thing = at(play, id);
    const std::string& off = link == 0 ? at(play, thing.tower).name : thing.asset->links[link].name;
    play.log.push_back({play.now + kTick, "break", thing.name, off});
  }
}

}  // namespace

void set_loose(Play& play, Thing& thing, const Twist& twist) {
  play.world->make_loose(thing.body, twist, gait_of(play, thing));
  thing.rolls = thing.driver.travelled > 0 && !thing.driver.footing.wheels.empty();
  thing.role = BodyRole::Loose;
}

std::string name_of(const Play& play, int index) {
  if (index == kGroundId) return "road";
  if (index == kSceneryId) return "scenery";
  return play.things[static_cast<std::size_t>(index)].name;
}

Gait gait_of(const Play& play, const Thing& thing) {
  if (thing.role != BodyRole::Driven) return {thing.driver.travelled, 0, 0};
  return {thing.driver.travelled, thing.driver.speed, curvature_of(thing.driver, play.stage)};
}

Twist twist_of(const Play& play, const Thing& thing) {
  switch (thing.role) {
    case BodyRole::Standing: return {};
    case BodyRole::Loose: return play.world->twist_of(thing.body);
    case BodyRole::Driven: {
      const Pose frame = frame_of(thing.driver, play.stage);
      return {velocity_of(thing.driver, frame), Vec3(0, 0, thing.driver.speed * curvature_of(thing.driver, play.stage))};
    }
    case BodyRole::Held: break;
  }
  // The velocity of the carrier's material at the cargo's centre of mass.
  const auto& carrier = play.things[static_cast<std::size_t>(thing.carrier)];
  const Twist twist = twist_of(play, carrier);
  const Vec3 carrier_center = carrier.role == BodyRole::Loose ? carrier.pose * carrier.asset->center_of_mass : carrier.pose.translation;
  const Vec3 center = thing.pose * thing.asset->center_of_mass;
  const Vec3 linear = twist.linear + twist.angular.cross(center - carrier_center);
  const Joint& joint = carrier.asset->links[thing.carrier_link].joint;
  if (joint.kind != Joint::Kind::Wheel) return {linear, twist.angular};
  const Pose hub = carrier.pose * seat_of(play, thing, 1);
  const Vec3 spin = carrier.rolled / to_seconds(kTick) / joint.radius * (hub.rotation * Vec3::UnitY());
  return {linear + spin.cross(center - hub.translation), twist.angular + spin};
}

void advance(Play& play) {
  std::vector<Pose> from;
  for (const auto& thing : play.things) from.push_back(thing.pose);
  const double dt = to_seconds(kTick);
  advance(play.ego, play.stage, dt);
  for (auto& thing : play.things)
    if (thing.role == BodyRole::Driven) {
      thing.rolled = -thing.driver.travelled;
      advance(thing.driver, play.stage, dt);
      thing.rolled += thing.driver.travelled;
      keep_feet_on_ground(play, thing, dt);
    }
  play.world->set_air(air_of(play));
  const std::vector<Pose> to = goals_of(play);
  for (int k = 1; k <= kStepsPerTick; ++k) step(play, from, to, k);
  std::vector<Pose> poses = to;
  for (std::size_t i = 0; i < play.things.size(); ++i)
    if (play.things[i].role == BodyRole::Loose) {
      poses[i] = play.world->pose_of(play.things[i].body);
      keep_wheels_turning(play.things[i], poses[i]);
    }
  carry(play, poses, 1);
  for (std::size_t i = 0; i < play.things.size(); ++i) play.things[i].pose = poses[i];
  play.now += kTick;
  strain_lashings(play);
}

}  // namespace tailcast
