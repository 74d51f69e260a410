// SPDX-License-Identifier: Apache-2.0
#include "assets/catalog.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "core/dmath.h"
#include "tests/assets/mesh_probe.h"

namespace tailcast {
namespace {

using testing::corner;
using testing::whole;

constexpr std::uint64_t kSeeds = 6;

class EveryAsset : public ::testing::TestWithParam<std::string> {};

std::vector<std::string> ids() {
  std::vector<std::string> all;
  for (const auto& info : catalog()) all.push_back(info.id);
  return all;
}

TEST_P(EveryAsset, HasTheSameBytesForTheSameSeed) {
  const auto a = make_asset(GetParam(), 7), b = make_asset(GetParam(), 7);
  ASSERT_EQ(a->links.size(), b->links.size());
  for (std::size_t i = 0; i < a->links.size(); ++i) {
    EXPECT_EQ(a->links[i].mesh->vertices, b->links[i].mesh->vertices);
    EXPECT_EQ(a->links[i].mesh->triangles, b->links[i].mesh->triangles);
    EXPECT_EQ(a->links[i].mesh->material, b->links[i].mesh->material);
  }
  EXPECT_EQ(a->mass, b->mass);
}

TEST_P(EveryAsset, DiffersFromSeedToSeed) {
  const auto a = make_asset(GetParam(), 1), b = make_asset(GetParam(), 2);
  const bool same_mass = a->mass == b->mass, same_size = a->box.size() == b->box.size();
  EXPECT_FALSE(same_mass && same_size);
}

TEST_P(EveryAsset, HasFiniteVerticesAndNoDegenerateFaces) {
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    const auto asset = make_asset(GetParam(), seed);
    for (const auto& link : asset->links) {
      const Mesh& mesh = *link.mesh;
      ASSERT_FALSE(mesh.empty());
      ASSERT_EQ(mesh.material.size(), mesh.triangles.size());
      ASSERT_EQ(mesh.part.size(), mesh.triangles.size());
      for (const auto& v : mesh.vertices) ASSERT_TRUE(v.allFinite());
      for (std::size_t i = 0; i < mesh.triangles.size(); ++i) {
        for (const auto k : mesh.triangles[i]) ASSERT_LT(k, mesh.vertices.size());
        const Vec3 a = corner(mesh, i, 0), b = corner(mesh, i, 1), c = corner(mesh, i, 2);
        ASSERT_GT(.5 * (b - a).cross(c - a).norm(), 1e-8) << GetParam() << " " << link.name << " face " << i;
      }
    }
  }
}

TEST_P(EveryAsset, StandsOnTheGroundWithinAMillimetre) {
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed)
    EXPECT_NEAR(make_asset(GetParam(), seed)->box.low.z(), 0, 1e-3);
}

TEST_P(EveryAsset, IsAsLargeAndHeavyAsTheCatalogSays) {
  const AssetInfo& info = *find_asset(GetParam());
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    const auto asset = make_asset(GetParam(), seed);
    EXPECT_EQ(asset->id, info.id);
    EXPECT_EQ(asset->class_id, info.class_id);
    for (int k = 0; k < 3; ++k) {  // nominal size, give or take the family's spread
      EXPECT_GT(asset->box.size()[k], .45 * info.nominal_size[k]) << "axis " << k;
      EXPECT_LT(asset->box.size()[k], 1.75 * info.nominal_size[k]) << "axis " << k;
    }
    EXPECT_GT(asset->mass, .15 * info.nominal_mass);
    EXPECT_LT(asset->mass, 2.5 * info.nominal_mass);
    EXPECT_GT(asset->friction, 0);
    EXPECT_TRUE((asset->center_of_mass.array() >= asset->box.low.array()).all());
    EXPECT_TRUE((asset->center_of_mass.array() <= asset->box.high.array()).all());
  }
}

TEST_P(EveryAsset, HasValidLinksAndJoints) {
  const auto asset = make_asset(GetParam(), 3);
  ASSERT_FALSE(asset->links.empty());
  EXPECT_EQ(asset->links[0].joint.kind, Joint::Kind::Fixed);
  EXPECT_EQ(asset->links[0].joint.root_from_link.translation, Vec3::Zero());
  std::set<std::string> names;
  for (const auto& link : asset->links) {
    EXPECT_TRUE(names.insert(link.name).second) << link.name;
    EXPECT_NEAR(link.joint.root_from_link.rotation.norm(), 1, 1e-12);
    if (link.joint.kind == Joint::Kind::Wheel) {
      EXPECT_NEAR(link.joint.root_from_link.translation.z(), link.joint.radius, 1e-9);
    }
    if (link.joint.kind == Joint::Kind::Swing) {
      EXPECT_GT(link.joint.stride, 0);
      EXPECT_GT(link.joint.amplitude, 0);
    }
  }
}

TEST_P(EveryAsset, HasItsAnchorsInsideItsBox) {
  const AssetInfo& info = *find_asset(GetParam());
  const auto asset = make_asset(GetParam(), 4);
  ASSERT_EQ(asset->anchors.size(), info.anchors.size());
  for (std::size_t i = 0; i < info.anchors.size(); ++i) {
    const auto& anchor = asset->anchors[i];
    EXPECT_EQ(anchor.name, info.anchors[i]);
    for (const double side : {-.5, .5}) {
      const Vec3 p = anchor.asset_from_anchor * Vec3(side * anchor.size.x(), side * anchor.size.y(), 0);
      EXPECT_TRUE((p.array() >= asset->box.low.array() - 1e-6).all() &&
                  (p.array() <= asset->box.high.array() + 1e-6).all())
          << anchor.name;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Catalog, EveryAsset, ::testing::ValuesIn(ids()), [](const auto& test) {
  std::string name = test.param;
  std::ranges::replace(name, '/', '_');
  return name;
});

TEST(Catalog, IsSortedAndFindsEachOfItsEntries) {
  const auto all = catalog();
  EXPECT_TRUE(std::ranges::is_sorted(all, {}, &AssetInfo::id));
  for (const auto& info : all) EXPECT_EQ(find_asset(info.id), &info);
  EXPECT_EQ(find_asset("vehicle/no_such"), nullptr);
}

TEST(Catalog, HoldsWhatTheScenariosNeed) {
  for (const char* id : {"vehicle/sedan",    "vehicle/hatchback",
                         "vehicle/estate",   "vehicle/suv",
                         "vehicle/van",      "vehicle/pickup",
                         "vehicle/lorry",    "vehicle/bus",
                         "person/adult",     "person/child",
                         "debris/ladder_3m", "debris/ladder_5m",
                         "debris/car_wheel", "debris/cardboard_box",
                         "debris/mattress",  "debris/pallet",
                         "debris/timber",    "debris/tyre_tread",
                         "debris/exhaust",   "furniture/traffic_cone",
                         "animal/deer",      "animal/dog"})
    EXPECT_NE(find_asset(id), nullptr) << id;
}

TEST(Wheel, IsRoundWithinOnePercentAndTurnsAboutItsHub) {
  for (const char* id : {"vehicle/sedan", "vehicle/lorry"}) {
    const auto asset = make_asset(id, 1);
    const auto& link = asset->links[1];
    const auto& joint = link.joint;
    ASSERT_EQ(joint.kind, Joint::Kind::Wheel);
    // The outline as seen along the axle: in every direction the rim of the silhouette.
    for (int i = 0; i < 90; ++i) {
      const double a = 2 * kPi * i / 90;
      double reach = 0;
      for (const auto& v : link.mesh->vertices)
        reach = std::max(reach, v.x() * dmath::cos(a) + v.z() * dmath::sin(a));
      EXPECT_NEAR(reach, joint.radius, .01 * joint.radius);
    }
  }
}

TEST(Wheel, OfTheFrontSteersAndOfTheRearDoesNot) {
  const auto asset = make_asset("vehicle/hatchback", 5);
  int wheels = 0;
  for (const auto& link : asset->links) {
    if (link.joint.kind != Joint::Kind::Wheel) continue;
    ++wheels;
    EXPECT_EQ(link.joint.steers, link.joint.root_from_link.translation.x() > 0) << link.name;
  }
  EXPECT_EQ(wheels, 4);
  EXPECT_GT(asset->wheelbase, 2.2);
}

TEST(LostWheel, HasTheSizeAndMassOfARoadWheel) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto wheel = make_asset("debris/car_wheel", seed);
    EXPECT_NEAR(wheel->box.size().z(), .65, .06);
    EXPECT_NEAR(wheel->box.size().y(), .22, .03);
    EXPECT_GE(wheel->mass, 18);
    EXPECT_LE(wheel->mass, 25);
  }
}

TEST(Ladder, HasTheSizeAndMassOfALadder) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto ladder = make_asset("debris/ladder_3m", seed);
    EXPECT_GE(ladder->box.size().x(), 2.4);
    EXPECT_LE(ladder->box.size().x(), 3.7);
    EXPECT_NEAR(ladder->box.size().y(), .4, .06);
    EXPECT_NEAR(ladder->box.size().z(), .08, .002);
    EXPECT_GE(ladder->mass, 5);
    EXPECT_LE(ladder->mass, 12);
  }
}

TEST(Persons, AreOfHumanStature) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    EXPECT_NEAR(make_asset("person/adult", seed)->box.size().z(), 1.735, .20);
    EXPECT_NEAR(make_asset("person/child", seed)->box.size().z(), 1.16, .15);
  }
}

TEST(Persons, SwingTheirLegsInOppositePhase) {
  const auto child = make_asset("person/child", 0);
  ASSERT_EQ(child->links.size(), 5u);
  EXPECT_NEAR(std::fabs(child->links[1].joint.phase - child->links[2].joint.phase), kPi, 1e-12);
}

}  // namespace
}  // namespace tailcast
