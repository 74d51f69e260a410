// SPDX-License-Identifier: Apache-2.0
// Whatever lies on roads, dropped: it comes to rest, on the ground and not in it, the same way twice. Every
// Debris and FallenLoad of the catalog, some drops each; TAILCAST_DROPS=1000 in the environment for that
// many.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "assets/catalog.h"
#include "core/random.h"
#include "sim/links.h"
#include "sim/physics_world.h"
#include "tests/sim/fixture.h"

namespace tailcast {
namespace {

constexpr double kDeepest = 0.005, kHighest = 0.010;  // m

int drops() {
  const char* wanted = std::getenv("TAILCAST_DROPS");
  constexpr int kQuick = 2;
  return wanted != nullptr ? std::max(1, std::atoi(wanted)) : kQuick;
}

const GroundSurface& road() {
  static const GroundSurface ground = flat_stage().ground;
  return ground;
}

// What of a mesh is firm: leaves bend where they touch the ground.
Mesh firm(const Mesh& mesh) {
  Mesh kept;
  for (std::size_t i = 0; i < mesh.triangles.size(); ++i)
    if (mesh.part[i] != Part::Leaves)
      for (const auto v : mesh.triangles[i]) kept.vertices.push_back(mesh.vertices[v]);
  return kept;
}

struct Rest {
  bool still = false;
  double after = 0;      // s
  double lowest = 1e30, lowest_firm = 1e30;  // m: of all its vertices, and of the firm ones, over the road
  std::vector<Pose> links;
};

double lowest_of(const Asset& asset, const std::vector<Pose>& links, bool firm_only = false) {
  double low = 1e30;
  for (std::size_t i = 0; i < asset.links.size(); ++i) {
    const Mesh& mesh = *asset.links[i].mesh;
    low = std::min(low, lowest(firm_only ? firm(mesh) : mesh, links[i], road()));
  }
  return low;
}

Rest drop(const Asset& asset, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double yaw = random.uniform(-kPi, kPi), pitch = random.uniform(-kPi, kPi),
               roll = random.uniform(-kPi, kPi);
  const double height = random.uniform(0.05, 1.0), x = random.uniform(-20, 20), y = random.uniform(-20, 20);
  const double vx = random.uniform(-3, 3), wx = random.uniform(-3, 3), wy = random.uniform(-3, 3),
               wz = random.uniform(-3, 3);
  Pose pose{from_yaw_pitch_roll(yaw, pitch, roll), Vec3(x, y, 0)};
  std::vector<Pose> links;
  for (const auto& link : asset.links) links.push_back(pose * root_from_link(asset, link, {}));
  pose.translation.z() += height - lowest_of(asset, links);
  PhysicsWorld world(road(), {Vec3(-60, -60, -60), Vec3(60, 60, 60)}, pose.translation);
  world.set_air({1.2, Vec3::Zero(), {}});
  const int id = world.add_body(asset, pose, BodyRole::Loose, {Vec3(vx, 0, 0), Vec3(wx, wy, wz)});
  Rest rest;
  for (int step = 0; step < 40'000 && !rest.still; ++step) {
    world.step();
    rest.still = world.is_asleep(id);
    rest.after += 1e-3;
  }
  for (std::size_t i = 0; i < asset.links.size(); ++i)
    rest.links.push_back(world.pose_of(id, i) * root_from_link(asset, asset.links[i], {}));
  rest.lowest = lowest_of(asset, rest.links);
  rest.lowest_firm = lowest_of(asset, rest.links, true);
  return rest;
}

bool same(const Rest& a, const Rest& b) {
  for (std::size_t i = 0; i < a.links.size(); ++i)
    if (a.links[i].translation != b.links[i].translation ||
        a.links[i].rotation.coeffs() != b.links[i].rotation.coeffs())
      return false;
  return true;
}

std::vector<std::string> what_may_lie_there() {
  std::vector<std::string> ids;
  for (const auto& info : catalog())
    if (info.class_id == ClassId::Debris || info.class_id == ClassId::FallenLoad) ids.push_back(info.id);
  return ids;
}

class Dropped : public testing::TestWithParam<std::string> {};

TEST_P(Dropped, ComesToRestOnTheGroundAndDoesSoTwice) {
  double deepest = 0, longest = 0;
  for (int i = 0; i < drops(); ++i) {
    const auto seed = static_cast<std::uint64_t>(i);
    const auto asset = make_asset(GetParam(), seed % 50);
    const Rest rest = drop(*asset, seed);
    EXPECT_TRUE(rest.still) << "drop " << i << " still moves after 40 s";
    EXPECT_GT(rest.lowest_firm, -kDeepest) << "drop " << i << " sank";
    EXPECT_LT(rest.lowest, kHighest) << "drop " << i << " floats";
    deepest = std::max(deepest, -rest.lowest_firm), longest = std::max(longest, rest.after);
    if (i % 2 == 0) {
      EXPECT_TRUE(same(rest, drop(*asset, seed))) << "drop " << i << " came out another way";
    }
  }
  RecordProperty("deepest_um", static_cast<int>(1e6 * deepest));
  RecordProperty("longest_ms", static_cast<int>(1e3 * longest));
}

INSTANTIATE_TEST_SUITE_P(Debris, Dropped, testing::ValuesIn(what_may_lie_there()), [](const auto& test) {
  std::string name = test.param;
  for (auto& c : name)
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  return name;
});

TEST(Crowd, OfThreeHundredBodiesFallsAndNoneSinks) {
  PhysicsWorld world(road(), {Vec3(-60, -60, -60), Vec3(60, 60, 60)}, Vec3::Zero());
  const auto ids = what_may_lie_there();
  constexpr int kBodies = 300;
  std::vector<std::shared_ptr<const Asset>> assets;
  for (int i = 0; i < kBodies; ++i) {
    const bool real = i % 10 == 0;  // the others cheap: a spilt load of boxes
    assets.push_back(
        real ? make_asset(ids[static_cast<std::size_t>(i / 10) % ids.size()], static_cast<std::uint64_t>(i))
             : std::make_shared<const Asset>(box_asset({0.4, 0.3, 0.3}, 5)));
    const Vec3 at(3.0 * (i % 10) - 15, 3.0 * (i / 10 % 10) - 15, 0.4 + 3.0 * (i / 100));
    world.add_body(*assets.back(), pose_at(at, 0.1 * i), BodyRole::Loose, {Vec3::Zero(), Vec3(0.5, 0.3, 0)});
  }
  for (int step = 0; step < 1500; ++step) world.step();
  for (int i = 0; i < kBodies; ++i) {
    const Asset& asset = *assets[static_cast<std::size_t>(i)];
    std::vector<Pose> links;
    for (std::size_t k = 0; k < asset.links.size(); ++k)
      links.push_back(world.pose_of(i, k) * root_from_link(asset, asset.links[k], {}));
    EXPECT_GT(lowest_of(asset, links), -2 * kDeepest) << i;  // still settling
    EXPECT_LT(world.pose_of(i).translation.z(), 7.5) << i;
  }
}

}  // namespace
}  // namespace tailcast
