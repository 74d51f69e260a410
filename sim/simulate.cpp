// SPDX-License-Identifier: Apache-2.0
#include "sim/simulate.h"

#include <algorithm>

#include "core/dmath.h"
#include "sim/links.h"
#include "sim/play.h"

namespace tailcast {
namespace {

constexpr double kReach = 40;  // m beyond the paths: as far as something thrown may go

// Box around all that may move, over the whole time.
Bounds reach_of(const Play& play, double seconds) {
  Bounds reach;
  const auto follow = [&](Driver driver) {
    constexpr double kStride = 0.5;  // s
    for (double t = 0; t <= seconds + kStride; t += kStride, advance(driver, play.stage, kStride)) reach.extend(frame_of(driver, play.stage).translation);
  };
  for (const auto& thing : play.things) {
    if (thing.role == BodyRole::Standing) continue;
    reach.extend(thing.pose.translation);
    reach.extend(thing.pose.translation + seconds * Vec3(thing.start.linear.x(), thing.start.linear.y(), 0));
    if (thing.role == BodyRole::Driven) follow(thing.driver);
  }
  follow(play.ego);
  reach.low -= Vec3(kReach, kReach, 1e4), reach.high += Vec3(kReach, kReach, 1e4);
  return reach;
}

// Floats are finest where the first loose thing is.
Vec3 origin_of(const Play& play) {
  for (const auto role : {BodyRole::Loose, BodyRole::Held})
    for (const auto& thing : play.things)
      if (thing.role == role) return thing.pose.translation;
  return frame_of(play.ego, play.stage).translation;
}

bool is_ground(ClassId id) {
  switch (id) {
    case ClassId::Road: case ClassId::LaneMarking: case ClassId::Parking: case ClassId::Sidewalk: case ClassId::Kerb:
    case ClassId::OtherGround: case ClassId::Terrain: return true;
    default: return false;
  }
}

// Leaves give way; bark does not.
Mesh solid_part(const Body& body) {
  Mesh solid;
  const bool leafy = body.class_id == ClassId::Vegetation;
  for (const auto& v : body.mesh->vertices) solid.vertices.push_back((body.world_from_body * v.cast<double>()).cast<float>());
  for (std::size_t t = 0; t < body.mesh->triangles.size(); ++t)
    if (!leafy || body.mesh->material[t] == MaterialId::Bark) solid.triangles.push_back(body.mesh->triangles[t]);
  return solid;
}

// What stands there without being a thing of the cast: buildings, walls, trees, rails.
void add_scenery(PhysicsWorld& world, const Scene& scene, const std::vector<Thing>& things, const Bounds& reach) {
  std::vector<bool> in_cast(scene.instances.size(), false);
  for (const auto& thing : things) in_cast[thing.instance] = true;
  for (const auto& body : scene.bodies) {
    if (in_cast[body.instance] || is_ground(body.class_id) || !body.mesh) continue;
    Mesh solid = solid_part(body);
    const Bounds bounds = bounds_of(solid);
    const bool near = (bounds.low.array() <= reach.high.array()).all() && (bounds.high.array() >= reach.low.array()).all();
    if (near) world.add_scenery(solid);
  }
}

void record(const Play& play, const Scene& scene, Timeline& timeline) {
  timeline.ego.push_back(frame_of(play.ego, play.stage));
  for (const auto& thing : play.things) {
    if (thing.role == BodyRole::Standing) continue;
    const auto& bodies = scene.instances[thing.instance].bodies;
    for (std::size_t link = 0; link < bodies.size(); ++link) {
      auto& track = timeline.tracks[bodies[link]];
      // What stood until now was where it was put.
      track.resize(timeline.ego.size() - 1, scene.bodies[bodies[link]].world_from_body);
      const Pose root = thing.role == BodyRole::Loose ? play.world->pose_of(thing.body, link) : thing.pose;
      track.push_back(root * root_from_link(*thing.asset, thing.asset->links[link], gait_of(play, thing)));
    }
  }
}

// A driver's pose is put together anew each tick: equal but for rounding.
bool is_at(const Pose& a, const Pose& b) {
  constexpr double kRounding = 1e-9;
  return (a.rotation.coeffs() - b.rotation.coeffs()).norm() < kRounding && (a.translation - b.translation).norm() < kRounding;
}

void drop_idle_tracks(Timeline& timeline, const Scene& scene) {
  for (std::size_t body = 0; body < timeline.tracks.size(); ++body) {
    auto& track = timeline.tracks[body];
    const Pose& rest = scene.bodies[body].world_from_body;
    if (std::all_of(track.begin(), track.end(), [&](const Pose& p) { return is_at(p, rest); })) track.clear();
  }
}

Play start(const ScenarioInstance& instance, const PlacedScene& placed, const Stage& stage, double seconds) {
  Play play{stage, cast_of(instance, placed, stage), ego_driver(instance, stage)};
  const double towards = yaw_of(frame_of(play.ego, stage).rotation) + instance.weather.wind_heading;
  play.wind = instance.weather.wind * Vec3(dmath::cos(towards), dmath::sin(towards), 0);
  play.air_density = instance.weather.air_density;
  for (const auto& event : instance.events) play.triggers.push_back({&event, {}, false, {}});
  const Bounds reach = reach_of(play, seconds);
  play.world = std::make_unique<PhysicsWorld>(stage.ground, reach, origin_of(play));
  add_scenery(*play.world, placed.scene, play.things, reach);
  for (auto& thing : play.things) thing.body = play.world->add_body(*thing.asset, thing.pose, thing.role, thing.start);
  for (const auto& thing : play.things)
    if (thing.tower >= 0)
      play.world->couple(play.things[static_cast<std::size_t>(thing.tower)].body, thing.body, thing.tower_from_root, thing.coupling);
  return play;
}

}  // namespace

Timeline simulate(const ScenarioInstance& instance, const PlacedScene& placed, const Stage& stage, Nanoseconds margin) {
  const Nanoseconds end = instance.record_to + margin;
  Play play = start(instance, placed, stage, to_seconds(end));
  Timeline timeline;
  timeline.tracks.resize(placed.scene.bodies.size());
  record(play, placed.scene, timeline);
  while (play.now < end) {
    fire_events(play);
    advance(play);
    record(play, placed.scene, timeline);
  }
  drop_idle_tracks(timeline, placed.scene);
  timeline.events = std::move(play.log);
  std::stable_sort(timeline.events.begin(), timeline.events.end(), [](const TimelineEvent& a, const TimelineEvent& b) { return a.time < b.time; });
  return timeline;
}

}  // namespace tailcast
