// SPDX-License-Identifier: Apache-2.0
#include "stages/site.h"

#include <algorithm>
#include <cmath>

#include "assets/vegetation.h"
#include "core/dmath.h"
#include "stages/corridor.h"
#include "stages/misfits.h"

namespace tailcast {
namespace {

// Half the extent of the footprint's shadow on a unit axis.
double extent_along(const Footprint& f, const Eigen::Vector2d& axis) {
  const Eigen::Vector2d u(dmath::cos(f.yaw), dmath::sin(f.yaw)), v(-u.y(), u.x());
  return f.half.x() * std::fabs(u.dot(axis)) + f.half.y() * std::fabs(v.dot(axis));
}

double lowest_of(const Mesh& mesh) {
  double low = 1e30;
  for (const auto& v : mesh.vertices) low = std::min(low, static_cast<double>(v.z()));
  return low;
}

// The lowest 2 cm of a mesh, in the world.
std::vector<Vec3> base_of(const Mesh& mesh, const Pose& pose) {
  constexpr double kBase = 0.02;  // m above the lowest vertex
  const double base = lowest_of(mesh) + kBase;
  std::vector<Vec3> points;
  for (const auto& v : mesh.vertices)
    if (static_cast<double>(v.z()) <= base) points.push_back(pose * Vec3(v.cast<double>()));
  return points;
}

// How far a base is above the ground where it is most so; 0: nowhere.
double height_above_ground(const GroundSurface& ground, const std::vector<Vec3>& base) {
  double above = 0;
  for (const auto& p : base) above = std::max(above, p.z() - ground.height(p.x(), p.y()));
  return above;
}

bool ends_on_ground(const GroundSurface& ground, const std::vector<Vec3>& base) {
  return std::ranges::all_of(base, [&](const Vec3& p) { return ground.at(p.x(), p.y()).has_value(); });
}

bool is_free_ground(const Site& site, const Footprint& footprint) {
  constexpr double kStep = 0.4;  // m
  const Eigen::Vector2d u(dmath::cos(footprint.yaw), dmath::sin(footprint.yaw)), v(-u.y(), u.x());
  const int nx = static_cast<int>(footprint.half.x() / kStep) + 1, ny = static_cast<int>(footprint.half.y() / kStep) + 1;
  for (int i = -nx; i <= nx; ++i)
    for (int j = -ny; j <= ny; ++j) {
      if (std::abs(i) != nx && std::abs(j) != ny) continue;
      const Eigen::Vector2d p = footprint.center + footprint.half.x() * i / nx * u + footprint.half.y() * j / ny * v;
      if (!site.stage.ground.at(p.x(), p.y())) return false;
      const double d = site.stage.reference.locate(p.x(), p.y()).y();
      for (const auto& lane : site.stage.lanes)
        if (lane.kind == LaneKind::Driving && std::fabs(d - lane.offset) < 0.5 * lane.width) return false;
    }
  return true;
}

template <typename Make>
std::vector<MeshPtr> make_variants(std::uint64_t seed, int count, const Make& make) {
  std::vector<MeshPtr> variants;
  for (int i = 0; i < count; ++i)
    variants.push_back(std::make_shared<const Mesh>(make(i, derive_seed(seed, static_cast<std::uint64_t>(i)))));
  return variants;
}

}  // namespace

bool overlap(const Footprint& a, const Footprint& b) {
  const Eigen::Vector2d apart = b.center - a.center;
  for (const double yaw : {a.yaw, a.yaw + 0.5 * kPi, b.yaw, b.yaw + 0.5 * kPi}) {
    const Eigen::Vector2d axis(dmath::cos(yaw), dmath::sin(yaw));
    if (std::fabs(apart.dot(axis)) >= extent_along(a, axis) + extent_along(b, axis)) return false;
  }
  return true;
}

Site open_site(const Corridor& corridor, std::vector<Lane> lanes, double begin, double end, std::uint64_t seed) {
  return open_site(sweep(corridor), corridor.reference, std::move(lanes), begin, end, seed);
}

Site open_site(Ground ground, ReferenceLine reference, std::vector<Lane> lanes, double begin, double end, std::uint64_t seed) {
  Site site;
  site.seed = seed;
  site.stage.reference = std::move(reference);
  site.stage.ground = std::move(ground.surface);
  site.stage.scene.bodies = std::move(ground.bodies);
  site.stage.ground_bodies = static_cast<std::uint32_t>(site.stage.scene.bodies.size());
  site.stage.lanes = std::move(lanes);
  site.stage.begin = begin;
  site.stage.end = end;
  return site;
}

bool reserve(Site& site, const Footprint& footprint) {
  for (const auto& other : site.taken) {
    if (footprint.line && other.line) continue;
    const double reach = footprint.half.norm() + other.half.norm();
    if ((other.center - footprint.center).squaredNorm() < reach * reach && overlap(footprint, other)) return false;
  }
  site.taken.push_back(footprint);
  return true;
}

Footprint footprint_at(const Stage& stage, double s, double d, double heading, double length, double width) {
  return {point_at(stage.reference, s, d), stage.reference.at(s).heading + heading, {0.5 * length, 0.5 * width}};
}

Greenery grow_greenery(std::uint64_t seed) {
  RandomStream random(derive_seed(seed, "greenery"), Domain::Stage);
  Greenery green;
  green.trees = make_variants(random.seed(), 5, [](int i, std::uint64_t s) { return make_tree(8.0 + 1.3 * i, s); });
  green.young_trees = make_variants(random.seed(), 3, [](int i, std::uint64_t s) { return make_tree(5.0 + 0.9 * i, s); });
  green.conifers = make_variants(random.seed(), 2, [](int i, std::uint64_t s) { return make_conifer(7.0 + 4.0 * i, s); });
  green.bushes = make_variants(random.seed(), 5, [](int i, std::uint64_t s) { return make_bush(1.0 + 0.45 * i, 1.2 + 0.4 * i, s); });
  green.hedges = make_variants(random.seed(), 4, [](int i, std::uint64_t s) {
    return make_hedge(kHedgeLength, 1.1 + 0.25 * i, 0.6 + 0.1 * i, s);
  });
  green.tufts = make_variants(random.seed(), 3, [](int, std::uint64_t s) { return make_grass_tufts(kTuftLength, kTuftWidth, 9, s); });
  green.shrubs = make_variants(random.seed(), 4, [](int i, std::uint64_t s) { return make_bush(2.4 + 0.5 * i, 1.9 + 0.4 * i, s); });
  return green;
}

void set_up(Site& site, const char* name, ClassId class_id, const MeshPtr& mesh, double s, double d, double heading,
            Stance stance) {
  const auto& reference = site.stage.reference;
  set_up_at(site, name, class_id, mesh, point_at(reference, s, d), reference.at(s).heading + heading, stance);
}

void set_up_at(Site& site, const char* name, ClassId class_id, const MeshPtr& mesh, const Eigen::Vector2d& p, double yaw,
               Stance stance) {
  auto& stage = site.stage;
  double pitch = 0;
  if (stance == Stance::Along) {
    const Bounds bounds = bounds_of(*mesh);
    const double reach = 0.5 * bounds.size().x(), c = dmath::cos(yaw), sn = dmath::sin(yaw);
    const double rise = stage.ground.height(p.x() + reach * c, p.y() + reach * sn) -
                        stage.ground.height(p.x() - reach * c, p.y() - reach * sn);
    pitch = -dmath::atan(rise / (2.0 * reach));
  }
  Body body;
  body.name = std::string(name) + "_" + std::to_string(++site.placed);
  body.class_id = class_id;
  body.mesh = mesh;
  body.appearance_seed = derive_seed(site.seed, body.name);
  body.world_from_body = {from_yaw_pitch_roll(yaw, pitch, 0), Vec3(p.x(), p.y(), stage.ground.height(p.x(), p.y()))};
  const auto base = base_of(*mesh, body.world_from_body);
  if (!ends_on_ground(stage.ground, base)) return;
  body.world_from_body.translation.z() -= height_above_ground(stage.ground, base);
  stage.scene.bodies.push_back(std::move(body));
}

bool stand(Site& site, const char* name, ClassId class_id, const MeshPtr& mesh, double s, double d, double heading,
           Stance stance, double margin) {
  const auto& reference = site.stage.reference;
  return stand_at(site, name, class_id, mesh, point_at(reference, s, d), reference.at(s).heading + heading, stance, margin);
}

bool stand_at(Site& site, const char* name, ClassId class_id, const MeshPtr& mesh, const Eigen::Vector2d& at, double yaw,
              Stance stance, double margin) {
  const auto foot = foot_of(*mesh, class_id);
  const double c = dmath::cos(yaw), sn = dmath::sin(yaw);
  const Vec3 middle = foot.center();
  const Footprint footprint{{at.x() + c * middle.x() - sn * middle.y(), at.y() + sn * middle.x() + c * middle.y()},
                            yaw,
                            0.5 * foot.size().head<2>() + Eigen::Vector2d::Constant(margin),
                            is_line(class_id)};
  if (!is_free_ground(site, footprint) || !reserve(site, footprint)) return false;
  set_up_at(site, name, class_id, mesh, at, yaw, stance);
  return true;
}

}  // namespace tailcast
