// SPDX-License-Identifier: Apache-2.0
#include "sim/cast.h"

#include <algorithm>
#include <cmath>

#include "core/check.h"
#include "core/dmath.h"
#include "core/error.h"

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

void start_held(std::vector<Thing>& things, Thing& thing, const AnchorPlacement& placement) {
  thing.carrier = find_thing(things, placement.actor);
  TAILCAST_CHECK(thing.carrier >= 0, "no carrier " + placement.actor);
  thing.role = BodyRole::Held;
  thing.carrier_from_root = inverse(things[static_cast<std::size_t>(thing.carrier)].rest) * thing.rest;
}

void start_actor(std::vector<Thing>& things, Thing& thing, const Actor& actor, const Stage& stage) {
  if (const auto* anchor = std::get_if<AnchorPlacement>(&actor.placement))
    start_held(things, thing, *anchor);
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
  for (const auto& actor : instance.actors) {
    const int index = find_thing(things, actor.name);
    TAILCAST_CHECK(index >= 0, actor.name + " was not placed");
    start_actor(things, things[static_cast<std::size_t>(index)], actor, stage);
  }
  return things;
}

}  // namespace tailcast
