// SPDX-License-Identifier: Apache-2.0
#include "stages/furnish.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "assets/catalog.h"
#include "assets/furniture.h"
#include "core/dmath.h"

namespace tailcast {

const MeshPtr& pick(std::span<const MeshPtr> variants, RandomStream& random) {
  return variants[static_cast<std::size_t>(random.integer(0, static_cast<int>(variants.size()) - 1))];
}

void set_up_row(Site& site, const char* name, ClassId class_id, std::span<const MeshPtr> variants, double piece_length,
                double from, double to, double d, double heading, RandomStream& random,
                const std::function<bool(double s)>& skip) {
  // On the inside of a bend a metre at d is shorter than a metre of s.
  for (double s = from; s < to;) {
    const double scale = 1.0 - site.stage.reference.at(s).curvature * d;
    const double advance = piece_length / scale, middle = s + 0.5 * advance;
    s += advance;
    const auto& mesh = pick(variants, random);
    if (s > to + 0.5 * piece_length || (skip && skip(middle))) continue;
    set_up(site, name, class_id, mesh, middle, d, heading, Stance::Along);
  }
}

bool plant(Site& site, const char* name, ClassId class_id, std::span<const MeshPtr> variants, double s, double d,
           double room, RandomStream& random) {
  const double heading = random.uniform(0, 2.0 * kPi);
  const auto& mesh = pick(variants, random);
  if (!reserve(site, footprint_at(site.stage, s, d, 0, room, room))) return false;
  set_up(site, name, class_id, mesh, s, d, heading);
  return true;
}

void plant_bed(Site& site, double sign, const Bed& bed, const Greenery& green, RandomStream& random,
               const std::function<bool(double s, double d)>& skip) {
  const double length = bed.to - bed.from, depth = bed.outer - bed.inner;
  if (length < 0.5 || depth < 0.5) return;
  const int count = static_cast<int>(length * depth * bed.density + random.uniform());
  for (int i = 0; i < count; ++i) {
    const double s = random.uniform(bed.from, bed.to), d = random.uniform(bed.inner, bed.outer);
    const bool tall = random.chance(0.35);
    if (skip(s, d)) continue;
    plant(site, tall ? "shrub" : "bush", ClassId::Vegetation, tall ? green.shrubs : green.bushes, s, sign * d,
          tall ? 1.1 : 0.9, random);
  }
}

std::vector<Boundary> make_boundaries(const Greenery& green, std::uint64_t seed) {
  const auto two = [&](std::string_view name, const auto& make) {
    std::vector<MeshPtr> pieces;
    for (std::uint64_t i = 0; i < 2; ++i)
      pieces.push_back(std::make_shared<const Mesh>(make(derive_seed(derive_seed(seed, name), i))));
    return pieces;
  };
  return {{"hedge", ClassId::Hedge, {green.hedges[0]}},
          {"hedge", ClassId::Hedge, {green.hedges[1]}},
          {"hedge", ClassId::Hedge, {green.hedges[2]}},
          {"hedge", ClassId::Hedge, {green.hedges[3]}},
          {"fence", ClassId::Fence, two("low fence", [](std::uint64_t s) { return make_fence(kFenceLength, 0.95, s); })},
          {"fence", ClassId::Fence, two("tall fence", [](std::uint64_t s) { return make_fence(kFenceLength, 1.6, s); })},
          {"garden_wall", ClassId::Wall, two("wall", [](std::uint64_t s) { return make_garden_wall(kFenceLength, 0.8, s); })}};
}

std::vector<Patch> draw_patches(std::uint64_t seed, double from, double to, double half_width, double spacing) {
  RandomStream random(derive_seed(seed, "patches"), Domain::Stage);
  std::vector<Patch> patches;
  for (double s = from + random.uniform(0, spacing); s < to; s += random.uniform(0.4, 1.6) * spacing) {
    const double length = random.uniform(1.0, 14.0), width = random.uniform(0.8, 0.5 * half_width);
    const double right = random.uniform(-half_width, half_width - width);
    patches.push_back({s, s + length, right, right + width});
  }
  return patches;
}

namespace {

// m: from the middle to the tyres' outer faces.
double half_track(const Asset& asset) {
  double half = 0;
  for (const auto& link : asset.links)
    if (link.joint.kind == Joint::Kind::Wheel)
      half = std::max(half, std::fabs(link.joint.root_from_link.translation.y()) + bounds_of(*link.mesh).high.y());
  return half;
}

}  // namespace

std::vector<std::shared_ptr<const Asset>> draw_fleet(RandomStream& random) {
  static constexpr std::array<const char*, 8> kFamilies = {"vehicle/hatchback", "vehicle/sedan", "vehicle/estate", "vehicle/suv",
                                                           "vehicle/hatchback", "vehicle/estate", "vehicle/van", "vehicle/sedan"};
  std::vector<std::shared_ptr<const Asset>> fleet;
  for (const auto* family : kFamilies) fleet.push_back(make_asset(family, random.seed()));
  return fleet;
}

void park_at(Site& site, const std::shared_ptr<const Asset>& asset, const Eigen::Vector2d& at, double yaw,
             std::uint64_t appearance) {
  auto& scene = site.stage.scene;
  const Eigen::Vector2d stance = stance_of(*asset);
  const Pose pose = rest_on_ground(site.stage.ground, at.x(), at.y(), yaw, stance.x(), stance.y());
  const auto id = add_instance(scene, asset, "parked_" + std::to_string(scene.instances.size()), pose, appearance, true);
  scene.instances[id].removable = true;
}

void park_along(Site& site, const ParkingRow& row, const std::function<bool(double s, double half_length)>& skip,
                RandomStream& random) {
  const auto fleet = draw_fleet(random);
  for (double s = row.from; s < row.to;) {
    const auto& asset = fleet[static_cast<std::size_t>(random.integer(0, static_cast<int>(fleet.size()) - 1))];
    const bool taken = random.chance(row.taken), turned = random.chance(0.15);
    const double gap = random.uniform(0.5, 1.9), skew = random.normal(0, deg_to_rad(1.0)), off = random.normal(0, 0.06);
    const auto appearance = random.seed();
    const double length = asset->box.size().x(), middle = s + 0.5 * length;
    s += length + gap;
    if (!taken || skip(middle, 0.5 * length)) continue;
    constexpr double kOffKerb = 0.03;  // m: tyres stand beside the kerb, not in it
    const Eigen::Vector2d stance = stance_of(*asset);
    const double tyres = half_track(*asset) + 0.5 * stance.x() * std::fabs(dmath::sin(skew)) + kOffKerb;
    const double from_middle = row.inner + 0.5 * row.width + 0.05 + std::clamp(off, -0.1, 0.1);
    const double d = row.sign * std::min(from_middle, row.inner + row.width - tyres);
    const double heading = (row.sign > 0) != turned ? kPi : 0.0;
    if (!reserve(site, footprint_at(site.stage, middle, d, heading + skew, length + 0.1, asset->box.size().y()))) continue;
    const double yaw = site.stage.reference.at(middle).heading + heading + skew;
    park_at(site, asset, point_at(site.stage.reference, middle, d), yaw, appearance);
  }
}

}  // namespace tailcast
