// SPDX-License-Identifier: Apache-2.0
// Footprints are split where they straddle an edge: against frames of which every footprint is split.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "tests/sensors/world.h"

namespace tailcast {
namespace {

struct Agreement {
  std::size_t returns = 0, agree = 0, ghosts = 0;
  double bias = 0;  // m, mean of the differences of those that agree
};

Agreement agreement(const Scene& scene, LidarSpec spec) {
  const auto timeline = still_timeline();
  const auto ranges = [&](const LidarSpec& device, std::size_t& ghosts) {
    const auto scan = scan_of(scene, timeline, device);
    std::vector<double> by_pulse(static_cast<std::size_t>(scan.rings) * scan.columns, 0);
    for (std::size_t i = 0; i < scan.size(); ++i)
      by_pulse[scan.ring[i] * scan.columns + scan.column[i]] = Vec3(scan.x[i], scan.y[i], scan.z[i]).norm();
    ghosts = static_cast<std::size_t>(std::count(scan.cause.begin(), scan.cause.end(), Cause::Ghost));
    return by_pulse;
  };
  Agreement result;
  std::size_t all_ghosts = 0;
  const auto adaptive = ranges(spec, result.ghosts);
  spec.optics.always_split = true;
  const auto all = ranges(spec, all_ghosts);
  EXPECT_NEAR(static_cast<double>(result.ghosts), static_cast<double>(all_ghosts),
              0.02 * static_cast<double>(all_ghosts));
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i] == 0 && adaptive[i] == 0) continue;
    ++result.returns;
    if (all[i] == 0 || adaptive[i] == 0 || std::fabs(adaptive[i] - all[i]) > 1.5 * spec.range.quantum)
      continue;
    ++result.agree;
    result.bias += adaptive[i] - all[i];
  }
  result.bias /= static_cast<double>(std::max<std::size_t>(1, result.agree));
  return result;
}

void expect_agreement(const Agreement& found, std::size_t returns) {
  EXPECT_GT(found.returns, returns);
  EXPECT_GE(static_cast<double>(found.agree), 0.995 * static_cast<double>(found.returns));
  EXPECT_LT(std::fabs(found.bias), 1e-4);
}

// Posts of 12 cm in two depths before a wall.
void add_fence(Scene& scene) {
  for (int i = -20; i <= 20; ++i)
    add_box_instance(scene, "post", {0.12, 0.12, 4}, Pose{Quat::Identity(), {8.0 + i % 2, 0.4 * i, 1.5}},
                     false);
  add_box_instance(scene, "wall", {0.2, 40, 10}, Pose{Quat::Identity(), {14, 0, 2}}, false,
                   MaterialId::Plaster);
}

class SplitOfEach : public testing::TestWithParam<std::string> {};

TEST_P(SplitOfEach, AFenceAgreesWithEveryFootprintSplit) {
  Scene scene;
  add_fence(scene);
  expect_agreement(agreement(scene, load_lidar_spec(GetParam())), 2'000);
}
INSTANTIATE_TEST_SUITE_P(Every, SplitOfEach, testing::ValuesIn(lidar_presets()),
                         [](const auto& each) { return each.param; });

TEST(Split, AFenceSeenThroughGlassAgreesWithEveryFootprintSplit) {
  Scene scene;
  add_fence(scene);
  Mesh pane;
  add_quad(pane, {6, -30, -5}, {6, -30, 15}, {6, 30, 15}, {6, 30, -5}, {MaterialId::CarGlass, Part::Window});
  add_stuff(scene, "pane", ClassId::Building, std::move(pane), 1);
  expect_agreement(agreement(scene, load_lidar_spec("velodyne_hdl64e_kitti")), 10'000);
}

// A polished flank, and a fence that it mirrors: faintly, so that a single ray of a footprint would not be
// followed.
TEST(Split, AFenceSeenInAMirrorAgreesWithEveryFootprintSplit) {
  Scene scene;
  for (int i = 0; i < 20; ++i)
    add_box_instance(scene, "post", {0.12, 0.12, 4},
                     Pose{Quat::Identity(), {20.0 + i % 2, 0.3 * i - 2.5, 1.5}}, false);
  Mesh flank;
  add_quad(flank, {8, -3, -3}, {16, -3, -3}, {16, -3, 6}, {8, -3, 6}, {MaterialId::CarPaint, Part::Body});
  add_stuff(scene, "flank", ClassId::Building, std::move(flank), 1);
  auto spec = load_lidar_spec("velodyne_hdl64e_kitti");
  const auto found = agreement(scene, spec);
  expect_agreement(found, 1'000);
  spec.optics.divergence_azimuth = spec.optics.divergence_elevation = 0;
  const auto line = scan_of(scene, still_timeline(), spec);
  const auto ghosts = std::count(line.cause.begin(), line.cause.end(), Cause::Ghost);
  EXPECT_GT(ghosts, 100);
  EXPECT_GT(static_cast<double>(found.ghosts), 0.8 * static_cast<double>(ghosts));
}

}  // namespace
}  // namespace tailcast
