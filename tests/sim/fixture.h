// SPDX-License-Identifier: Apache-2.0
// A flat (or tilted) road, made-up assets, and a scene put together by hand.
#pragma once
#include <cmath>
#include <memory>
#include <string>
#include <utility>

#include "core/dmath.h"
#include "sim/simulate.h"

namespace tailcast {

inline Mesh ground_mesh(double slope = 0, double cell = 5, double half = 200) {
  Mesh mesh;
  const int n = static_cast<int>(2 * half / cell);
  const auto at = [&](int i, int j) { return Vec3(-half + i * cell, -half + j * cell, slope * (-half + i * cell)); };
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j) add_quad(mesh, at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1), {});
  return mesh;
}

inline Stage flat_stage(double slope = 0, double cell = 5) {
  Stage stage;
  stage.reference = ReferenceLine(-200, {{400, 0}});
  stage.lanes = {{"1", LaneKind::Driving, 0, 3.5, 1}, {"2", LaneKind::Driving, 3.5, 3.5, 1}};
  stage.begin = -150, stage.end = 150;
  const Mesh mesh = ground_mesh(slope, cell);
  stage.ground = GroundSurface(mesh);
  add_stuff(stage.scene, "road", ClassId::Road, mesh, 1);
  return stage;
}

inline Link root_link(Mesh mesh) { return {"body", std::make_shared<const Mesh>(std::move(mesh)), {}}; }

inline Asset box_asset(const Vec3& size, double mass, double friction = 0.5, double restitution = 0) {
  Asset asset;
  asset.id = "test/box";
  asset.class_id = ClassId::Debris;
  asset.mass = mass, asset.friction = friction, asset.restitution = restitution;
  const Pose center{Quat::Identity(), Vec3(0, 0, 0.5 * size.z())};
  Mesh mesh;
  add_box(mesh, center, size, {});
  asset.box = bounds_of(mesh);
  asset.center_of_mass = center.translation;
  asset.links.push_back(root_link(std::move(mesh)));
  asset.collision.emplace_back(BoxShape{center, 0.5 * size});
  return asset;
}

inline Asset wheel_asset(double radius, double width, double mass) {
  Asset asset;
  asset.id = "test/wheel";
  asset.class_id = ClassId::Debris;
  asset.mass = mass, asset.friction = 0.8, asset.restitution = 0.3;
  Mesh mesh;
  add_tube(mesh, Vec3(0, -0.5 * width, radius), Vec3(0, 0.5 * width, radius), radius, radius, 48, {});
  asset.box = bounds_of(mesh);
  asset.center_of_mass = Vec3(0, 0, radius);
  asset.links.push_back(root_link(std::move(mesh)));
  asset.collision.emplace_back(CylinderShape{{rotation_about(Vec3::UnitX(), -kPi / 2), Vec3(0, 0, radius)}, radius, 0.5 * width});
  return asset;
}

// A slab on four wheels, with an open bed on top.
inline Asset car_asset(double mass = 1500) {
  Asset asset = box_asset({4.4, 1.8, 0.9}, mass);
  asset.id = "test/car";
  asset.class_id = ClassId::Pickup;
  asset.wheelbase = 2.7;
  for (const double x : {1.35, -1.35})
    for (const double y : {0.75, -0.75}) {
      Mesh mesh;
      add_tube(mesh, Vec3(0, -0.1, 0), Vec3(0, 0.1, 0), 0.3, 0.3, 24, {});
      Joint joint;
      joint.kind = Joint::Kind::Wheel;
      joint.root_from_link.translation = Vec3(x, y, 0.3);
      joint.radius = 0.3;
      joint.steers = x > 0;
      asset.links.push_back({"wheel", std::make_shared<const Mesh>(std::move(mesh)), joint});
    }
  asset.anchors.push_back({"bed", {Quat::Identity(), Vec3(0, 0, 0.9)}, Vec3(4, 1.6, 0)});
  return asset;
}

struct Rig {
  Stage stage = flat_stage();
  ScenarioInstance instance;
  PlacedScene placed;

  explicit Rig(double seconds, Stage stage_ = flat_stage()) : stage(std::move(stage_)) {
    placed.scene = stage.scene;
    instance.ego_lane = "1";
    instance.ego_s = -100;
    instance.record_to = from_seconds(seconds);
    instance.weather.air_density = 0;  // closed forms of the classroom
  }
  Actor& add(const std::string& name, Asset asset, const Placement& placement, const Pose& pose, Motion motion) {
    const auto shared = std::make_shared<const Asset>(std::move(asset));
    placed.actors[name] = add_instance(placed.scene, shared, name, pose, 1, true);
    Actor actor;
    actor.name = name, actor.asset = shared->id, actor.placement = placement, actor.motion = motion;
    instance.actors.push_back(actor);
    return instance.actors.back();
  }
  Actor& add_on_lane(const std::string& name, Asset asset, double s, Motion motion, const std::string& lane = "1") {
    const double d = find_lane(stage, lane)->offset;
    Pose pose = pose_at(Vec3(s, d, stage.ground.height(s, d)), 0);
    if (const auto point = stage.ground.at(s, d)) {
      const double pitch = dmath::atan2(point->normal.x(), point->normal.z());
      pose.rotation = rotation_about(Vec3::UnitY(), pitch);
    }
    return add(name, std::move(asset), LanePlacement{lane, s, 0, 0}, pose, motion);
  }
  // Turned about its middle, as it is placed.
  void turn(const std::string& name, const Quat& attitude) {
    const auto& thing = placed.scene.instances[placed.actors.at(name)];
    const Vec3 middle = thing.box.center();
    auto& pose = placed.scene.bodies[thing.root].world_from_body;
    pose = pose * Pose{attitude, middle - attitude * middle};
  }
  Timeline play() const { return simulate(instance, placed, stage, 0); }
  const std::vector<Pose>& track(const Timeline& timeline, const std::string& name) const {
    return timeline.tracks[placed.scene.instances[placed.actors.at(name)].root];
  }
  const Mesh& mesh(const std::string& name) const {
    return *placed.scene.bodies[placed.scene.instances[placed.actors.at(name)].root].mesh;
  }
};

inline double seconds_of_tick(std::size_t tick) { return 1e-9 * static_cast<double>(kTick) * static_cast<double>(tick); }

// m/s at a tick of the asset's point.
inline Vec3 speed_at(const std::vector<Pose>& track, std::size_t tick, const Vec3& point = Vec3::Zero()) {
  return (track[tick] * point - track[tick - 1] * point) / to_seconds(kTick);
}

inline double lowest(const Mesh& mesh, const Pose& pose, const GroundSurface& ground) {
  double low = 1e30;
  for (const auto& v : mesh.vertices) {
    const Vec3 p = pose * v.cast<double>();
    low = std::min(low, p.z() - ground.height(p.x(), p.y()));
  }
  return low;
}

inline bool same_bits(const Timeline& a, const Timeline& b) {
  if (a.tracks.size() != b.tracks.size() || a.events.size() != b.events.size()) return false;
  for (std::size_t i = 0; i < a.tracks.size(); ++i) {
    if (a.tracks[i].size() != b.tracks[i].size()) return false;
    for (std::size_t k = 0; k < a.tracks[i].size(); ++k)
      if (a.tracks[i][k].rotation.coeffs() != b.tracks[i][k].rotation.coeffs() || a.tracks[i][k].translation != b.tracks[i][k].translation)
        return false;
  }
  return true;
}

}  // namespace tailcast
