// SPDX-License-Identifier: Apache-2.0
// What goes in vectors has the bits of what goes one by one.
#include "sensors/axis_rays.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/dmath.h"
#include "sensors/lidar_spec.h"
#include "sensors/radiometry.h"

namespace tailcast {
namespace {

// On a curve, climbing, one mark a column and one more.
SensorPath winding_path(const LidarSpec& spec) {
  std::vector<Pose> marks;
  for (std::uint32_t k = 0; k <= spec.sweep.columns; ++k) {
    const double u = static_cast<double>(k) / static_cast<double>(spec.sweep.columns);
    marks.push_back({from_yaw_pitch_roll(0.3 + 0.2 * u, 0.05 * u, -0.04 * u),
                     Vec3(5 + 3 * u, -2 + u * u, 1.7 + 0.1 * u)});
  }
  return {marks, spec.sweep.column_period};
}

class InVectors : public ::testing::TestWithParam<std::string> {
 protected:
  const LidarSpec spec = load_lidar_spec(GetParam());
  const FiringTable firing{spec};
  const SensorPath path = winding_path(spec);
  const AxisRays rays{spec, firing, path, 1000, 90.0};

  // Runs with gaps, and the frame's last columns, whose marks there are none behind.
  std::vector<PulseAt> pulses() const {
    std::vector<PulseAt> some;
    for (std::uint32_t ring = 0; ring < spec.beams.size(); ring += 3) {
      for (const std::uint32_t column : {0U, 1U, 2U, 5U}) some.push_back({ring, column});
      for (std::uint32_t column = 11; column < 32; ++column) some.push_back({ring, column});
      for (std::uint32_t column = spec.sweep.columns - 9; column < spec.sweep.columns; ++column)
        some.push_back({ring, column});
    }
    return some;
  }
};

void expect_same(const Ray& one, const Ray& other) {
  EXPECT_EQ(one.origin, other.origin);
  EXPECT_EQ(one.direction, other.direction);
  EXPECT_EQ(one.time, other.time);
  EXPECT_EQ(one.t_max, other.t_max);
}

TEST_P(InVectors, AxesAndWitnessesAreThoseOfOnePulseAtATime) {
  const auto some = pulses();
  std::vector<Ray> axes, between;
  rays.cover(some, axes), rays.cover_between(some, between);
  ASSERT_EQ(axes.size(), some.size());
  ASSERT_EQ(between.size(), some.size());
  for (std::size_t i = 0; i < some.size(); ++i) {
    const auto [ring, column] = some[i];
    const auto axis = firing.fire(ring, column),
               witness = firing.fire_between(ring, column, column % 2 == 0 ? 0.5 : -0.5);
    expect_same(axes[i], rays.along(axis, axis.direction));
    expect_same(between[i], rays.along(witness, witness.direction));
  }
}

TEST_P(InVectors, TheRaysOfAFootprintLieOnItsGridAlikeOnAllSides) {
  const auto& optics = spec.optics;
  FootprintGrid grid(optics);
  ASSERT_EQ(grid.size() + 1, optics.samples_azimuth * optics.samples_elevation);
  const auto pulse = firing.fire(0, 7);
  const auto axis = rays.along(pulse, pulse.direction);
  const auto placed = path.at(pulse.time);
  const Vec3 left = optics.divergence_azimuth * (placed.rotation * pulse.left),
             up = optics.divergence_elevation * (placed.rotation * pulse.up);
  std::vector<Ray> beside(grid.size());
  grid.cover(axis, left, up, beside);
  Vec3 sum = Vec3::Zero();
  double farthest = 0;
  for (const auto& ray : beside) {
    EXPECT_EQ(ray.origin, axis.origin);
    EXPECT_EQ(ray.time, axis.time);
    EXPECT_NEAR(ray.direction.norm(), 1, 1e-15);
    sum += ray.direction - axis.direction;
    farthest = std::max(farthest, std::fabs(ray.direction.dot(left)) / left.norm());
  }
  EXPECT_LT((sum - sum.dot(axis.direction) * axis.direction).norm(), 1e-7);
  EXPECT_NEAR(farthest, 0.5 * optics.divergence_azimuth * (1 - 1.0 / optics.samples_azimuth), 1e-7);
}

TEST_P(InVectors, RangeLawsAreThoseOfOneRange) {
  std::vector<double> range, law;
  for (int k = 0; k < 1000; ++k) range.push_back(0.01 + 0.173 * k);
  law.resize(range.size());
  range_laws(range, spec.optics, law);
  for (std::size_t i = 0; i < range.size(); ++i) EXPECT_EQ(law[i], range_law(range[i], spec.optics));
}

TEST_P(InVectors, AzimuthsReportedOfARingAreThoseOfOneColumn) {
  std::vector<double> azimuth(spec.sweep.columns);
  firing.reported_azimuths(3, azimuth);
  for (std::uint32_t column = 0; column < spec.sweep.columns; ++column) {
    EXPECT_GE(azimuth[column], 0);
    EXPECT_LT(azimuth[column], 2 * kPi);
    EXPECT_NEAR(wrap_angle(azimuth[column] - firing.reported_azimuth(3, column)), 0, 1e-12);
  }
}

INSTANTIATE_TEST_SUITE_P(OfEachPreset, InVectors, ::testing::ValuesIn(lidar_presets()));

}  // namespace
}  // namespace tailcast
