// SPDX-License-Identifier: Apache-2.0
#include "stages/misfits.h"

#include <algorithm>
#include <tuple>

#include "core/dmath.h"

namespace tailcast {

bool is_line(ClassId id) {
  return id == ClassId::GuardRail || id == ClassId::Fence || id == ClassId::Wall || id == ClassId::Hedge;
}

// What of a thing others have to keep clear of.
Bounds foot_of(const Mesh& mesh, ClassId class_id) {
  const double high = class_id == ClassId::Building ? 2.0 : 2.6;  // m; awnings and balconies are not in the way
  Bounds foot;
  for (std::size_t t = 0; t < mesh.triangles.size(); ++t) {
    const bool leafy = mesh.part[t] == Part::Leaves || mesh.part[t] == Part::Branch;
    if (leafy && class_id == ClassId::Vegetation) continue;
    for (const auto v : mesh.triangles[t])
      if (static_cast<double>(mesh.vertices[v].z()) < high) foot.extend(mesh.vertices[v].cast<double>());
  }
  if (foot.empty()) foot.extend(Vec3(-0.3, -0.3, 0)), foot.extend(Vec3(0.3, 0.3, 0));  // a bush
  return foot;
}

namespace {

bool is_leafy(const Mesh& mesh, std::size_t triangle) {
  return mesh.part[triangle] == Part::Leaves || mesh.part[triangle] == Part::Branch;
}

int rank_of(ClassId id) {
  if (id == ClassId::Building) return 3;
  if (id == ClassId::Vegetation || id == ClassId::Pole || id == ClassId::TrafficSign) return 2;
  return is_line(id) ? 1 : 0;
}

// Whether it takes up room at all: grass does not, nor does a bush.
bool takes_room(const Body& body) {
  if (body.instance != 0 || body.class_id == ClassId::Terrain) return false;
  if (body.class_id != ClassId::Vegetation) return true;
  for (std::size_t t = 0; t < body.mesh->triangles.size(); ++t)
    if (!is_leafy(*body.mesh, t)) return true;
  return false;
}

Footprint footprint_of(const Body& body, const Bounds& foot) {
  constexpr double kTouch = 0.06;  // m that things may lean on each other
  const Vec3 center = body.world_from_body * foot.center();
  const Eigen::Vector2d half = (0.5 * foot.size().head<2>() - Eigen::Vector2d::Constant(kTouch)).cwiseMax(0.02);
  return {center.head<2>(), yaw_of(body.world_from_body.rotation), half, is_line(body.class_id)};
}

bool is_on_ground(const GroundSurface& ground, const Body& body) {
  const Bounds foot = foot_of(*body.mesh, body.class_id);
  for (const double x : {foot.low.x(), foot.high.x()})
    for (const double y : {foot.low.y(), foot.high.y()}) {
      const Vec3 p = body.world_from_body * Vec3(x, y, 0);
      if (!ground.at(p.x(), p.y())) return false;
    }
  return true;
}

void remove_bodies(Scene& scene, const std::vector<bool>& gone) {
  std::vector<std::uint32_t> now(scene.bodies.size());
  std::vector<Body> kept;
  for (std::size_t i = 0; i < scene.bodies.size(); ++i) {
    now[i] = static_cast<std::uint32_t>(kept.size());
    if (!gone[i]) kept.push_back(std::move(scene.bodies[i]));
  }
  scene.bodies = std::move(kept);
  for (std::size_t i = 1; i < scene.instances.size(); ++i) {
    auto& instance = scene.instances[i];
    instance.root = now[instance.root];
    for (auto& body : instance.bodies) body = now[body];
  }
}

}  // namespace

void leave_out_misfits(Site& site) {
  auto& scene = site.stage.scene;
  std::vector<bool> gone(scene.bodies.size());
  std::vector<std::size_t> order;
  for (std::size_t i = site.stage.ground_bodies; i < scene.bodies.size(); ++i) {
    const auto& body = scene.bodies[i];
    if (body.instance == 0 && !is_on_ground(site.stage.ground, body))
      gone[i] = true;
    else if (takes_room(body))
      order.push_back(i);
  }
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
    return rank_of(scene.bodies[a].class_id) > rank_of(scene.bodies[b].class_id);
  });
  struct Kept {
    Footprint foot, whole;
    ClassId class_id;
  };
  std::vector<Kept> kept;
  for (const auto i : order) {
    const auto& body = scene.bodies[i];
    const Footprint foot = footprint_of(body, foot_of(*body.mesh, body.class_id));
    // The arms of a pole may reach over what stands there, but not into a house's eaves.
    const bool pole = body.class_id == ClassId::Pole;
    const Footprint whole = footprint_of(body, bounds_of(*body.mesh));
    gone[i] = std::ranges::any_of(kept, [&](const Kept& other) {
      const bool house = other.class_id == ClassId::Building;
      if ((foot.line && other.foot.line) || (house && body.class_id == ClassId::Building)) return false;
      const auto& [mine, theirs] = house && pole ? std::tie(whole, other.whole) : std::tie(foot, other.foot);
      const double reach = mine.half.norm() + theirs.half.norm();
      return (mine.center - theirs.center).squaredNorm() < reach * reach && overlap(mine, theirs);
    });
    if (!gone[i]) kept.push_back({foot, whole, body.class_id});
  }
  remove_bodies(scene, gone);
}

}  // namespace tailcast
