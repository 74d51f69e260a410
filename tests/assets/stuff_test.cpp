// SPDX-License-Identifier: Apache-2.0
// Plants, furniture and buildings.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "assets/furniture.h"
#include "assets/vegetation.h"
#include "core/random.h"
#include "tests/assets/mesh_probe.h"

namespace tailcast {
namespace {

using testing::corner;
using testing::first_hit;

struct Made {
  const char* name;
  std::function<Mesh(std::uint64_t)> make;
  Vec3 low, high;  // the box it must keep to, m
};

const std::vector<Made>& stuff() {
  static const std::vector<Made> all{
      {"tree", [](auto s) { return make_tree(8, s); }, {-4.8, -4.8, -.3}, {4.8, 4.8, 9.6}},
      {"conifer", [](auto s) { return make_conifer(10, s); }, {-3.5, -3.5, -.3}, {3.5, 3.5, 10.8}},
      {"bush", [](auto s) { return make_bush(1.5, 1.8, s); }, {-1.3, -1.3, -.2}, {1.3, 1.3, 2.0}},
      {"hedge", [](auto s) { return make_hedge(4, 1.5, .8, s); }, {-2.3, -.7, -.2}, {2.3, .7, 1.9}},
      {"grass", [](auto s) { return make_grass_tufts(4, 2, 10, s); }, {-2.3, -1.3, -.02}, {2.3, 1.3, .35}},
      {"street_lamp", [](auto s) { return make_street_lamp(6, 1.5, s); }, {-.3, -.3, -.2}, {.3, 2.4, 6.2}},
      {"sign", [](auto s) { return make_sign(2.5, s); }, {-.2, -.6, -.2}, {.1, .6, 2.6}},
      {"delineator", [](auto s) { return make_delineator(s); }, {-.1, -.1, -.2}, {.1, .1, 1.1}},
      {"utility_pole", [](auto s) { return make_utility_pole(8, s); }, {-.7, -1, -.2}, {.4, 1, 8.1}},
      {"guard_rail", [](auto s) { return make_guard_rail(12, s); }, {-6.3, -.35, -.25}, {6.3, .2, .85}},
      {"fence", [](auto s) { return make_fence(8, 1.4, s); }, {-4.2, -.2, -.25}, {4.2, .2, 1.6}},
      {"garden_wall", [](auto s) { return make_garden_wall(8, 1.2, s); }, {-4.3, -.3, -.25}, {4.3, .3, 1.45}},
      {"waste_bin", [](auto s) { return make_waste_bin(s); }, {-.5, -.5, -.1}, {.5, .5, 1.2}},
      {"bollard", [](auto s) { return make_bollard(s); }, {-.1, -.1, -.2}, {.1, .1, 1.1}},
      {"bench", [](auto s) { return make_bench(s); }, {-.6, -1.1, -.15}, {.4, 1.1, 1.0}},
      {"noise_wall", [](auto s) { return make_noise_wall(16, 3.5, s); }, {-8.3, -.3, -.25}, {8.3, .3, 3.7}},
      {"gantry", [](auto s) { return make_gantry(15, 6, s); }, {-.8, -8.2, -.2}, {.7, 8.2, 8.0}},
      {"building",
       [](auto s) {
         return make_building({12, 9, 6}, s);
       },
       {-6.8, -10.5, -.6},
       {6.8, 1.5, 13}},
      {"tall_building",
       [](auto s) {
         return make_building({18, 11, 12}, s);
       },
       {-9.8, -12.5, -.6},
       {9.8, 1.5, 20}},
  };
  return all;
}

TEST(Stuff, HasTheSameBytesForTheSameSeedAndOthersForAnother) {
  for (const auto& thing : stuff()) {
    const Mesh a = thing.make(5), b = thing.make(5);
    EXPECT_EQ(a.vertices, b.vertices) << thing.name;
    EXPECT_EQ(a.triangles, b.triangles) << thing.name;
  }
}

TEST(Stuff, HasFiniteVerticesNoDegenerateFacesAndAMaterialOnEach) {
  for (const auto& thing : stuff())
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
      const Mesh mesh = thing.make(seed);
      ASSERT_FALSE(mesh.empty());
      ASSERT_EQ(mesh.material.size(), mesh.triangles.size());
      for (std::size_t i = 0; i < mesh.triangles.size(); ++i) {
        const Vec3 a = corner(mesh, i, 0), b = corner(mesh, i, 1), c = corner(mesh, i, 2);
        ASSERT_TRUE(a.allFinite() && b.allFinite() && c.allFinite());
        ASSERT_GT(.5 * (b - a).cross(c - a).norm(), 1e-8) << thing.name << " face " << i;
      }
    }
}

TEST(Stuff, KeepsToItsSize) {
  for (const auto& thing : stuff())
    for (std::uint64_t seed = 0; seed < 8; ++seed) {
      const Bounds box = bounds_of(thing.make(seed));
      EXPECT_TRUE((box.low.array() >= thing.low.array()).all())
          << thing.name << " " << seed << ": " << box.low.transpose();
      EXPECT_TRUE((box.high.array() <= thing.high.array()).all())
          << thing.name << " " << seed << ": " << box.high.transpose();
    }
}

// Share of horizontal rays, drawn over an ellipse inscribed in the crown, that meet nothing.
double porosity(const Mesh& mesh) {
  Bounds crown;
  for (std::size_t i = 0; i < mesh.triangles.size(); ++i)
    if (mesh.part[i] == Part::Leaves) crown.extend(corner(mesh, i, 0));
  RandomStream random(9, Domain::Asset);
  int rays = 0, passed = 0;
  while (rays < 300) {
    const double u = random.uniform(-1, 1), v = random.uniform(-1, 1);
    if (u * u + v * v > .8) continue;
    ++rays;
    const Vec3 from = crown.center() + Vec3(-50, .5 * u * crown.size().y(), .5 * v * crown.size().z());
    passed += first_hit(mesh, from, Vec3::UnitX()).has_value() ? 0 : 1;
  }
  return passed / 300.0;
}

TEST(Tree, LetsAShareOfBeamsThroughItsCrown) {
  for (std::uint64_t seed = 0; seed < 4; ++seed)
    for (const double share :
         {porosity(make_tree(7 + static_cast<double>(seed), seed)), porosity(make_conifer(9, seed))}) {
      EXPECT_GT(share, .15) << seed;
      EXPECT_LT(share, .70) << seed;
    }
}

TEST(Hedge, IsDenseButScattersOverSeveralCentimetres) {
  const Mesh hedge = make_hedge(4, 1.6, .8, 3);
  RandomStream random(2, Domain::Asset);
  std::vector<double> depth;
  int blocked = 0;
  for (int k = 0; k < 200; ++k) {
    const Vec3 from{random.uniform(-1.7, 1.7), 5, random.uniform(.3, 1.3)};
    const auto t = first_hit(hedge, from, -Vec3::UnitY());
    if (!t) continue;
    ++blocked;
    if (*t < 5) depth.push_back(*t);  // the near face: the rest went through to the far one
  }
  EXPECT_GT(blocked, 150);
  // A skin of 1.9 m^2 of leaves a m^2, turned at random, lets exp(-1.9 / 2) = .39 of the beams through.
  EXPECT_NEAR(static_cast<double>(depth.size()) / 200, .61, .10);
  double mean = 0, square = 0;
  for (const double d : depth) mean += d / static_cast<double>(depth.size());
  for (const double d : depth) square += (d - mean) * (d - mean) / static_cast<double>(depth.size());
  EXPECT_GT(std::sqrt(square), .025);
  EXPECT_LT(std::sqrt(square), .15);
}

TEST(Fence, LetsBeamsPass) {
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    const Mesh fence = make_fence(8, 1.4, seed);
    RandomStream random(seed, Domain::Asset);
    int passed = 0;
    for (int k = 0; k < 200; ++k) {
      const Vec3 from{random.uniform(-3.8, 3.8), 3, random.uniform(.15, 1.2)};
      passed += first_hit(fence, from, -Vec3::UnitY()) ? 0 : 1;
    }
    EXPECT_GT(passed, 20);
    EXPECT_LT(passed, 195);
  }
}

TEST(Building, HasRoomsOfSeveralMetresBehindItsWindows) {
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    const Mesh house = make_building({14, 10, 6}, seed);
    double deepest = 0;
    int windows = 0, struck = 0;
    for (std::size_t i = 0; i < house.triangles.size(); ++i) {
      if (house.material[i] != MaterialId::WindowGlass) continue;
      const Vec3 a = corner(house, i, 0), b = corner(house, i, 1), c = corner(house, i, 2);
      const Vec3 normal = (b - a).cross(c - a).normalized();
      if (normal.y() < .9) continue;
      ++windows;
      const auto t = first_hit(house, (a + b + c) / 3 - 1e-3 * normal, -normal);
      struck += t.has_value() ? 1 : 0;
      deepest = std::max(deepest, t.value_or(0));
    }
    EXPECT_GT(windows, 4);
    EXPECT_EQ(struck, windows);
    EXPECT_GT(deepest, 2.5);
  }
}

TEST(Building, SetsItsGlassBackFromTheWall) {
  const Mesh house = make_building({14, 10, 6}, 2);
  for (std::size_t i = 0; i < house.triangles.size(); ++i) {
    if (house.material[i] != MaterialId::WindowGlass) continue;
    const Vec3 p = corner(house, i, 0);
    const double out = std::max({std::fabs(p.x()) - 7, p.y(), -10 - p.y()});  // beyond the walls' planes
    EXPECT_LT(out, -.09);
    EXPECT_GT(out, -.40);
  }
}

TEST(Building, TurnsItsFrontToTheStreet) {
  const Mesh house = make_building({14, 10, 6}, 2);
  int doors = 0;
  for (std::size_t i = 0; i < house.triangles.size(); ++i)
    if (house.part[i] == Part::Door) {
      ++doors;
      EXPECT_GT(corner(house, i, 0).y(), -1.0);
    }
  EXPECT_GT(doors, 0);
}

}  // namespace
}  // namespace tailcast
