// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "patches.h"

namespace tailcast::realism {
namespace {

// A beam's own slope scales its reading and nothing else: not what is found, nor where.
TEST(BlockSlope, scales_the_reading_alone) {
  LidarSpec spec = load_lidar_spec("velodyne_hdl64e_kitti");
  spec.intensity.quantum = 0, spec.intensity.maximum = 10;
  for (auto& beam : spec.beams) beam.intensity_slope = 1, beam.intensity_floor = 0;
  const Scene scene = walls_at_all_distances(1);
  const Scan plain = cast(scene, spec, 0);
  for (auto& beam : spec.beams) beam.intensity_slope = 1.5;
  const Scan scaled = cast(scene, spec, 0);
  ASSERT_GT(plain.size(), 50000U);
  ASSERT_EQ(plain.x, scaled.x);
  for (std::size_t i = 0; i < plain.size(); ++i) ASSERT_NEAR(scaled.intensity[i], 1.5 * plain.intensity[i], 1e-5);
}

}  // namespace
}  // namespace tailcast::realism
