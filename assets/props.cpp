// SPDX-License-Identifier: Apache-2.0
// Movable furniture of roads that scenarios place as actors.
#include <array>

#include "assets/families.h"
#include "assets/shapes.h"
#include "core/random.h"

namespace tailcast {
namespace {

// Base plate, hollow cone, retro-reflective collars. .50 to .91 m (EN 13422).
Asset make_traffic_cone(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double height = random.chance(.5) ? random.uniform(.70, .76) : random.uniform(.48, .52);
  const double base = .52 * height, foot = .19 * height, tip = .035 * height, plate = .03;
  const Paint plastic{MaterialId::Plastic, Part::Whole}, retro{MaterialId::RetroSheet, Part::Panel};
  const auto radius = [&](double z) { return foot + (tip - foot) * (z - plate) / (height - plate); };
  Mesh mesh;
  add_rounded_box(mesh, offset(0, 0, .5 * plate), {base, base, plate}, .008,
                  {MaterialId::Rubber, Part::Whole});
  add_tube(mesh, Vec3(0, 0, plate), Vec3(0, 0, height), foot, tip, 24, plastic);
  for (const auto& [low, high] : {std::array{.38, .58}, std::array{.70, .84}}) {
    const double a = low * height, b = high * height;
    add_tube(mesh, Vec3(0, 0, a), Vec3(0, 0, b), radius(a) + .003, radius(b) + .003, 24, retro, false);
  }
  Asset asset;
  set_root(asset, std::move(mesh));
  asset.collision.emplace_back(BoxShape{offset(0, 0, .5 * plate), {.5 * base, .5 * base, .5 * plate}});
  HullShape hull;
  for (const auto& p : ellipse_ring(Vec3(0, 0, plate), Vec3(foot, 0, 0), Vec3(0, foot, 0), 12))
    hull.points.push_back(p.cast<float>());
  for (const auto& p : ellipse_ring(Vec3(0, 0, height), Vec3(tip, 0, 0), Vec3(0, tip, 0), 12))
    hull.points.push_back(p.cast<float>());
  asset.collision.emplace_back(std::move(hull));
  set_mass(asset, 8.5 * height * height * random.uniform(.8, 1.1), .7, .2);
  asset.center_of_mass.z() = .2 * height;
  return asset;
}

}  // namespace

std::vector<Family> prop_families() {
  return {
      {{"furniture/traffic_cone",
        ClassId::TrafficCone,
        "traffic cone with retro-reflective collars",
        {.33, .33, .62},
        3.2,
        {}},
       make_traffic_cone},
  };
}

}  // namespace tailcast
