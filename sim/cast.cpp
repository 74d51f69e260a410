// SPDX-License-Identifier: Apache-2.0
#include "sim/cast.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include "core/check.h"
#include "core/dmath.h"
#include "core/error.h"
#include "scene/seat.h"
#include "sim/links.h"

namespace tailcast {
namespace {

const Lane& lane_of(const Stage& stage, const std::string& name) {
  const Lane* lane = find_lane(stage, name);
  if (lane == nullptr) {
    Diagnostics diagnostics;
    diagnostics.error({}, "E0305", "the stage has no lane `" + name + "`");
    throw InputError(std::move(diagnostics));
  }
  return *lane;
}

double road_heading(const LanePlacement& placement, const Stage& stage) {
  return stage.reference.at(placement.s).heading + (lane_of(stage, placement.lane).direction < 0 ? kPi : 0.0);
}

// m: how far the asset's lowest vertex stands above the ground below it.
double clearance(const Asset& asset, const Pose& world_from_asset, const Stage& stage) {
  double least = 1e30;
  for (const auto& link : asset.links) {
    const Pose world_from_link = world_from_asset * link.joint.root_from_link;
    for (const auto& vertex : link.mesh->vertices) {
      const Vec3 p = world_from_link * vertex.cast<double>();
      least = std::min(least, p.z() - stage.ground.height(p.x(), p.y()));
    }
  }
  return least;
}

// Placed in its attitude already, on the plane below it; the ground is not a plane: its lowest vertex goes to
// drop_height above the triangles that carry it.
void start_loose(Thing& thing, const Actor& actor, const LanePlacement& placement, const Stage& stage) {
  thing.pose.translation.z() += actor.drop_height - clearance(*thing.asset, thing.pose, stage);
  thing.role = BodyRole::Loose;
  thing.heading = road_heading(placement, stage) + placement.heading;
  const Quat world_from_own = rotation_about(Vec3::UnitZ(), thing.heading);
  thing.start.linear = world_from_own * (Vec3(actor.speed, 0, 0) + actor.velocity);
  thing.start.angular = world_from_own * actor.angular_velocity;
}

void start_driven(Thing& thing, const Actor& actor, const LanePlacement& placement, const Stage& stage) {
  const Lane& lane = lane_of(stage, placement.lane);
  Driver& driver = thing.driver;
  driver.direction = lane.direction;
  driver.s = placement.s;
  driver.d = lane.offset + lane.direction * placement.offset;
  driver.speed = driver.wanted_speed = actor.speed;
  driver.footing = footing_of(*thing.asset);
  constexpr double kAlongLane = 1e-6;  // rad
  if (std::fabs(placement.heading) > kAlongLane) {  // it goes where it looks
    driver.on_lane = false;
    driver.x = thing.rest.translation.x(), driver.y = thing.rest.translation.y();
    driver.course = driver.yaw = yaw_of(thing.rest.rotation);
  }
  thing.role = BodyRole::Driven;
  thing.frame_from_root = inverse(frame_of(driver, stage)) * thing.rest;
}

void start_held(std::vector<Thing>& things, Thing& thing, const Actor& actor, const AnchorPlacement& placement) {
  thing.carrier = find_thing(things, placement.actor);
  TAILCAST_CHECK(thing.carrier >= 0, "no carrier " + placement.actor);
  const Thing& carrier = things[static_cast<std::size_t>(thing.carrier)];
  const auto seat = find_seat(*carrier.asset, placement.anchor);
  thing.role = BodyRole::Held;
  thing.carrier_link = seat ? seat->link : 0;
  const Pose link = carrier.rest * root_from_link(*carrier.asset, carrier.asset->links[thing.carrier_link], {});
  thing.carrier_from_root = inverse(link) * thing.rest;
  if (!seat || !std::isfinite(actor.bears)) return;
  thing.root_from_floor = thing.rest.rotation.conjugate() * (carrier.rest * seat->asset_from_seat).rotation;
  const double friction = thing.asset->friction * carrier.asset->friction;  // as Bullet combines them
  thing.lashing.emplace(thing.asset->mass, friction, actor.bears, thing.carrier_link == 0);
}

// A ball turns every way; a fifth wheel hardly rolls, and stops where the trailer's corner is at the cab.
Hold coupling_hold(const Coupling& coupling, double bears) {
  Hold hold;
  hold.root_from_hold = {rotation_about(Vec3::UnitX(), kPi / 2), coupling.on_tower};  // y up
  hold.high = coupling.fifth_wheel ? 1.5 : 2 * kPi;
  hold.low = -hold.high;
  hold.spread = coupling.fifth_wheel ? 0.05 : 0.35, hold.twist = 0.3;  // roll, pitch
  hold.breaking_force = bears;
  return hold;
}

// Its coupling moves as told, its axles do not slip.
Twist follows(const Asset& trailer, const Pose& world_from_trailer, const Vec3& coupling, const Vec3& velocity) {
  double axle = 0, wheels = 0;
  for (const auto& link : trailer.links)
    if (link.joint.kind == Joint::Kind::Wheel) axle += link.joint.root_from_link.translation.x(), ++wheels;
  const Vec3 own = world_from_trailer.rotation.conjugate() * velocity;
  if (wheels == 0) return {velocity, Vec3::Zero()};
  const Vec3 turn(0, 0, own.y() / (coupling.x() - axle / wheels)), arm = trailer.center_of_mass - Vec3(axle / wheels, 0, 0);
  return {world_from_trailer.rotation * (Vec3(own.x(), 0, 0) + turn.cross(arm)), world_from_trailer.rotation * turn};
}

void start_towed(std::vector<Thing>& things, Thing& thing, const Actor& actor, const TowedPlacement& placement) {
  thing.tower = find_thing(things, placement.actor);
  TAILCAST_CHECK(thing.tower >= 0, "no tower " + placement.actor);
  const Thing& tower = things[static_cast<std::size_t>(thing.tower)];
  const auto coupling = coupling_of(*tower.asset, *thing.asset);
  TAILCAST_CHECK(coupling.has_value(), thing.name + " was placed behind what cannot tow it");
  thing.role = BodyRole::Loose, thing.rolls = true;
  thing.heading = yaw_of(tower.rest.rotation);
  thing.start = follows(*thing.asset, thing.rest, coupling->on_trailer, tower.rest.rotation * Vec3(tower.driver.speed, 0, 0));
  if (tower.role == BodyRole::Loose) thing.start = tower.start;
  thing.coupling = coupling_hold(*coupling, actor.bears);
  thing.tower_from_root.translation = coupling->on_tower - coupling->on_trailer;
}

// "": stands by itself.
std::string hangs_on(const Actor& actor) {
  if (const auto* anchor = std::get_if<AnchorPlacement>(&actor.placement)) return anchor->actor;
  if (const auto* towed = std::get_if<TowedPlacement>(&actor.placement)) return towed->actor;
  return "";
}

void start_actor(std::vector<Thing>& things, Thing& thing, const Actor& actor, const Stage& stage) {
  if (const auto* anchor = std::get_if<AnchorPlacement>(&actor.placement))
    start_held(things, thing, actor, *anchor);
  else if (const auto* towed = std::get_if<TowedPlacement>(&actor.placement))
    start_towed(things, thing, actor, *towed);
  else if (actor.motion == Motion::Free)
    start_loose(thing, actor, std::get<LanePlacement>(actor.placement), stage);
  else
    start_driven(thing, actor, std::get<LanePlacement>(actor.placement), stage);
}

}  // namespace

double lateral_of(const Stage& stage, const std::string& lane, double offset) {
  const Lane& found = lane_of(stage, lane);
  return found.offset + found.direction * offset;
}

Driver ego_driver(const ScenarioInstance& instance, const Stage& stage) {
  Driver driver;
  const Lane& lane = lane_of(stage, instance.ego_lane);
  driver.direction = lane.direction;
  driver.s = instance.ego_s;
  driver.d = lane.offset;
  driver.speed = driver.wanted_speed = instance.ego_speed;
  driver.footing = default_footing();
  return driver;
}

int find_thing(const std::vector<Thing>& things, const std::string& name) {
  const auto found = std::find_if(things.begin(), things.end(), [&](const Thing& t) { return t.name == name; });
  return found == things.end() ? -1 : static_cast<int>(found - things.begin());
}

std::vector<Thing> cast_of(const ScenarioInstance& instance, const PlacedScene& placed, const Stage& stage) {
  std::vector<Thing> things;
  for (std::size_t i = 1; i < placed.scene.instances.size(); ++i) {
    const auto& in = placed.scene.instances[i];
    if (!in.asset || in.asset->collision.empty() || in.asset->mass <= 0) continue;
    Thing thing;
    thing.name = in.name;
    thing.instance = static_cast<std::uint16_t>(i);
    thing.asset = in.asset.get();
    thing.box = in.box;
    thing.rest = thing.pose = placed.scene.bodies[in.root].world_from_body;
    things.push_back(std::move(thing));
  }
  for (const auto& [name, id] : placed.actors) {
    const auto found = std::find_if(things.begin(), things.end(), [id = id](const Thing& t) { return t.instance == id; });
    TAILCAST_CHECK(found != things.end(), name + " has no collision shape or no mass");
    found->name = name;
    found->is_ego = name == "ego";
    if (!found->is_ego) continue;
    found->role = BodyRole::Driven;
    found->driver = ego_driver(instance, stage);
    found->frame_from_root = inverse(frame_of(found->driver, stage)) * found->rest;
  }
  // Carriers and what tows before what hangs on them.
  std::set<std::string> started{"ego"};
  const std::function<void(const Actor&)> start = [&](const Actor& actor) {
    if (!started.insert(actor.name).second) return;
    for (const auto& other : instance.actors)
      if (other.name == hangs_on(actor)) start(other);
    const int index = find_thing(things, actor.name);
    TAILCAST_CHECK(index >= 0, actor.name + " was not placed");
    start_actor(things, things[static_cast<std::size_t>(index)], actor, stage);
  };
  for (const auto& actor : instance.actors) start(actor);
  return things;
}

}  // namespace tailcast
