// SPDX-License-Identifier: Apache-2.0
// Where things rest on what collides, and what vehicles have of it. (What is seen is what collides: agreement_test.)
#include <gtest/gtest.h>

#include <algorithm>

#include "assets/catalog.h"
#include "core/random.h"
#include "tests/assets/mesh_probe.h"
#include "tests/assets/shape_probe.h"

namespace tailcast {
namespace {

using testing::first_hit;
using testing::whole;

constexpr double kAgree = .02;  // m

std::vector<Vec3> surface_points(const CollisionShape& shape) {
  std::vector<Vec3> points;
  if (const auto* box = std::get_if<BoxShape>(&shape)) {
    for (const double x : {-1.0, 0.0, 1.0})
      for (const double y : {-1.0, 0.0, 1.0})
        for (const double z : {-1.0, 1.0})
          points.push_back(box->center * box->half_size.cwiseProduct(Vec3(x, y, z)));
  } else if (const auto* cylinder = std::get_if<CylinderShape>(&shape)) {
    for (const Vec3& radial : {Vec3(1, 0, 0), Vec3(0, 1, 0), Vec3(-1, 0, 0), Vec3(0, -1, 0), Vec3(.6, .8, 0)})
      for (const double end : {-1.0, 1.0})
        points.push_back(cylinder->center * Vec3(cylinder->radius * radial + end * cylinder->half_length * Vec3::UnitZ()));
  } else if (const auto* hull = std::get_if<HullShape>(&shape)) {
    for (const auto& p : hull->points) points.push_back(p.cast<double>());
  }
  return points;
}

class Loose : public ::testing::TestWithParam<const char*> {};

TEST_P(Loose, RestsOnItsCollisionShapesWhereItsMeshDoes) {
  const auto asset = make_asset(GetParam(), 2);
  double low = 1e9;
  for (const auto& shape : asset->collision)
    for (const auto& p : surface_points(shape)) low = std::min(low, p.z());
  EXPECT_NEAR(low, asset->box.low.z(), .005);
}

INSTANTIATE_TEST_SUITE_P(Debris, Loose,
                         ::testing::Values("debris/ladder_3m", "debris/ladder_5m", "debris/car_wheel",
                                           "debris/cardboard_box", "debris/mattress", "debris/pallet",
                                           "debris/timber", "debris/tyre_tread", "debris/exhaust",
                                           "furniture/traffic_cone", "person/adult", "person/child",
                                           "animal/deer", "animal/dog"),
                         [](const auto& test) {
                           std::string name = test.param;
                           std::ranges::replace(name, '/', '_');
                           return name;
                         });

TEST(Pickup, HasAHollowBedWhoseFloorIsTheAnchor) {
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    const auto pickup = make_asset("vehicle/pickup", seed);
    const Mesh mesh = whole(*pickup);
    const Anchor& bed = pickup->anchors[0];
    ASSERT_EQ(bed.name, "bed");
    for (const double u : {-.45, -.2, .1, .4})
      for (const double v : {-.45, 0.02, .45}) {
        const Vec3 above = bed.asset_from_anchor * Vec3(u * bed.size.x(), v * bed.size.y(), 2.0);
        const auto drop = first_hit(mesh, above, -Vec3::UnitZ());
        ASSERT_TRUE(drop.has_value());
        EXPECT_NEAR(above.z() - *drop, bed.asset_from_anchor.translation.z(), kAgree);
      }
    for (const double side : {-1.0, 1.0}) {  // the walls stand where the anchor ends
      const Vec3 middle = bed.asset_from_anchor * Vec3(.013, 0, .25);
      EXPECT_NEAR(first_hit(mesh, middle, Vec3(0, side, 0)).value_or(99), .5 * bed.size.y(), kAgree);
      EXPECT_NEAR(first_hit(mesh, middle + Vec3(0, .013, 0), Vec3(side, 0, 0)).value_or(99),
                  .5 * bed.size.x(), kAgree + .015);
    }
  }
}

TEST(Pickup, HasAFloorAndWallsThatCollide) {
  const auto pickup = make_asset("vehicle/pickup", 1);
  const testing::Solids solids(pickup->collision);
  const Anchor& bed = pickup->anchors[0];
  const auto at = [&](double u, double v, double z) {
    return Vec3(bed.asset_from_anchor * Vec3(u * bed.size.x(), v * bed.size.y(), z));
  };
  constexpr double kTouch = 2e-3;  // m
  for (const double u : {-.48, -.2, .1, .48})
    for (const double v : {-.48, .02, .48}) {
      EXPECT_EQ(solids.distance(at(u, v, -kTouch)), 0) << u << ' ' << v;
      EXPECT_NEAR(solids.distance(at(.98 * u, .98 * v, kTouch)), kTouch, 1e-4) << u << ' ' << v;
    }
  for (const double side : {-1.0, 1.0}) {
    const Vec3 inner = at(0, side * .5, .3);
    EXPECT_NEAR(solids.distance(inner - Vec3(0, side * .05, 0)), .05, 1e-3);
    EXPECT_EQ(solids.distance(inner + Vec3(0, side * kTouch, 0)), 0);
  }
}

class Vehicle : public ::testing::TestWithParam<const char*> {};

TEST_P(Vehicle, LetsBeamsThroughItsWindowsOntoSomethingInside) {
  const auto asset = make_asset(GetParam(), 3);
  const Mesh mesh = whole(*asset);
  int glass = 0, behind = 0;
  for (std::size_t i = 0; i < mesh.triangles.size(); ++i) {
    if (mesh.material[i] != MaterialId::CarGlass) continue;
    const Vec3 a = testing::corner(mesh, i, 0), b = testing::corner(mesh, i, 1),
               c = testing::corner(mesh, i, 2);
    const Vec3 normal = (b - a).cross(c - a).normalized();
    ++glass;
    behind += first_hit(mesh, (a + b + c) / 3 - 1e-3 * normal, -normal).has_value() ? 1 : 0;
  }
  EXPECT_GT(glass, 20);
  EXPECT_GT(behind, .95 * glass);
}

TEST_P(Vehicle, RollsOnWheelsThatTouchTheGround) {
  const auto asset = make_asset(GetParam(), 3);
  int wheels = 0;
  for (const auto& shape : asset->collision)
    if (const auto* c = std::get_if<CylinderShape>(&shape)) {
      ++wheels;
      EXPECT_NEAR(c->center.translation.z(), c->radius, 1e-9);
    }
  EXPECT_EQ(wheels, 4);
}

TEST_P(Vehicle, CollidesNoFurtherOutThanItIsSeen) {
  const auto asset = make_asset(GetParam(), 5);
  for (const auto& shape : asset->collision)
    for (const auto& p : surface_points(shape)) {
      EXPECT_TRUE((p.array() >= asset->box.low.array() - kAgree).all()) << p.transpose();
      EXPECT_TRUE((p.array() <= asset->box.high.array() + kAgree).all()) << p.transpose();
    }
}

// The outer skin's normals: a face that a beam from outside meets first looks at the beam.
TEST_P(Vehicle, ShowsTheOutsideOfItsSkin) {
  const auto asset = make_asset(GetParam(), 6);
  const Mesh& mesh = *asset->links[0].mesh;
  RandomStream random(1, Domain::Asset);
  int hits = 0, outwards = 0;
  for (int k = 0; k < 60; ++k) {
    const Vec3 share{random.uniform(-.4, .4), 0, random.uniform(-.2, .2)};
    const Vec3 target = asset->box.center() + asset->box.size().cwiseProduct(share);
    const Vec3 from = target + Vec3(0, k % 2 ? 20 : -20, 0);
    const Vec3 direction = (target - from).normalized();
    double best = 1e9;
    bool facing = false;
    for (std::size_t i = 0; i < mesh.triangles.size(); ++i) {
      Mesh one;
      one.vertices = {mesh.vertices[mesh.triangles[i][0]], mesh.vertices[mesh.triangles[i][1]],
                      mesh.vertices[mesh.triangles[i][2]]};
      one.triangles = {{0, 1, 2}};
      const auto t = first_hit(one, from, direction);
      if (!t || *t >= best) continue;
      best = *t;
      const Vec3 a = testing::corner(one, 0, 0), b = testing::corner(one, 0, 1),
                 c = testing::corner(one, 0, 2);
      facing = (b - a).cross(c - a).dot(direction) < 0;
    }
    if (best > 1e8) continue;
    ++hits;
    outwards += facing ? 1 : 0;
  }
  EXPECT_GT(hits, 30);
  EXPECT_EQ(outwards, hits);
}

INSTANTIATE_TEST_SUITE_P(Vehicles, Vehicle,
                         ::testing::Values("vehicle/sedan", "vehicle/hatchback", "vehicle/estate",
                                           "vehicle/suv", "vehicle/van", "vehicle/pickup", "vehicle/lorry",
                                           "vehicle/bus"),
                         [](const auto& test) {
                           std::string name = test.param;
                           std::ranges::replace(name, '/', '_');
                           return name;
                         });

}  // namespace
}  // namespace tailcast
