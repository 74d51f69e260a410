// SPDX-License-Identifier: Apache-2.0
// What a place is like, against closed forms: planes, walls, canopies and boxes whose measures are known.
#include "gap/place.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

#include "core/random.h"
#include "gap/objects.h"
#include "tests/gap/made_scan.h"

namespace tailcast {
namespace {

using Counts = std::vector<std::uint32_t>;

std::uint32_t total(const Counts& counts) { return std::accumulate(counts.begin(), counts.end(), 0U); }
const Counts& of(const ScanMeasure& scan, Statistic s) { return scan.counts[static_cast<std::size_t>(s)]; }

// `per_metre` points a square metre on z = -1.73 + slope x, within 12 m each way.
void add_ground(LabelledFrame& frame, double noise, double slope, RandomStream& random, int per_metre = 200) {
  for (int i = 0; i < 24 * 24 * per_metre; ++i) {
    const double x = random.uniform(), y = random.uniform(), error = random.normal();
    const double ahead = 24 * x - 12;
    add_return(frame, 0, {ahead, 24 * y - 12, -1.73 + slope * ahead + noise * error}, 0.3);
  }
}

// Points on the square from `corner` along `u` and `v` (m).
void add_face(LabelledFrame& frame, const Vec3& corner, const Vec3& u, const Vec3& v, double noise, RandomStream& random) {
  const Vec3 normal = u.cross(v).normalized();
  for (int i = 0; i < 200 * u.norm() * v.norm(); ++i) {
    const double a = random.uniform(), b = random.uniform(), error = random.normal();
    add_return(frame, 0, corner + a * u + b * v + noise * error * normal, 0.3);
  }
}

TEST(GroundRoughness, IsTheNoiseOfAPlaneHoweverItLies) {
  for (const double noise : {0.0028, 0.0225, 0.045})
    for (const double slope : {0.0, 0.08}) {
      RandomStream random(1, Domain::RangeNoise);
      LabelledFrame frame;
      add_ground(frame, noise, slope, random);
      const Counts counts = of(measure(frame), Statistic::GroundRoughness);
      EXPECT_GT(total(counts), 540U);
      EXPECT_GT(counts[roughness_bin(noise)], 0.9 * total(counts)) << noise << " m, slope " << slope;
    }
}

TEST(GroundRoughness, TakesNoCarRoofAndNoBonnetForGround) {
  RandomStream random(1, Domain::RangeNoise);
  LabelledFrame frame;
  add_ground(frame, 0.0225, 0, random);
  const Counts before = of(measure(frame), Statistic::GroundRoughness);
  for (const double height : {0.7, 1.4}) {  // hidden ground below: only what is above is seen
    LabelledFrame other = frame;
    for (std::size_t i = 0; i < other.size(); ++i)
      if (other.x[i] > 5 && other.x[i] < 9 && std::fabs(other.y[i]) < 2) other.z[i] = static_cast<float>(-1.73 + height);
    const Counts after = of(measure(other), Statistic::GroundRoughness);
    EXPECT_EQ(after[0], 0U) << "the noiseless roof is no ground";
    EXPECT_EQ(total(before) - total(after), 16U);
  }
}

TEST(Surfaces, OfWallsAreUprightAndOfSlantedPanesAtTheirSlant) {
  RandomStream random(2, Domain::RangeNoise);
  LabelledFrame frame;
  add_ground(frame, 0.01, 0, random, 30);
  EXPECT_EQ(total(of(measure(frame), Statistic::SurfaceTilt)), 0U) << "the ground itself does not count";
  add_face(frame, {10.5, -8, -1.43}, {0, 16, 0}, {0, 0, 4}, 0.01, random);
  const Counts wall = of(measure(frame), Statistic::SurfaceTilt);
  EXPECT_EQ(wall[kTiltBins - 1], 16U * 4U);
  EXPECT_EQ(total(wall), wall[kTiltBins - 1]);
  const double tilt = deg_to_rad(42);  // of a roof's normal from the vertical
  add_face(frame, {-12, -4, -1.0}, {0, 8, 0}, {5 * dmath::cos(tilt), 0, 5 * dmath::sin(tilt)}, 0.01, random);
  const ScanMeasure scan = measure(frame);
  const Counts roof = of(scan, Statistic::SurfaceTilt);
  EXPECT_EQ(roof[kTiltBins - 1], wall[kTiltBins - 1]);
  EXPECT_GT(roof[8], 24U);  // 40 to 45 deg
  EXPECT_EQ(total(roof), roof[8] + roof[kTiltBins - 1]);
  EXPECT_EQ(of(scan, Statistic::SurfaceKind)[0], total(roof));
  EXPECT_EQ(of(scan, Statistic::SurfaceKind)[2], 0U);
}

TEST(Surfaces, ArePolesWhereTheyAreUprightLinesAndNeitherWherePointsScatter) {
  RandomStream random(3, Domain::RangeNoise);
  LabelledFrame frame;
  add_ground(frame, 0.01, 0, random, 30);
  for (int i = 0; i < 200; ++i) {
    add_return(frame, 0, {8.5, 3.5, -1.43 + 0.02 * i}, 0.3);
    add_return(frame, 0, {-8, -5 + 0.02 * i, 0.5}, 0.3);  // a single ring
  }
  for (int i = 0; i < 1000; ++i) {
    const double x = random.uniform(), y = random.uniform(), z = random.uniform();
    add_return(frame, 0, {-7 + x, y, -1.43 + z}, 0.3);
  }
  EXPECT_EQ(of(measure(frame), Statistic::SurfaceKind), (Counts{0, 4, 1}));
}

// A sensor 1.73 m above a plane with something at 20 to 80 deg, from 12 m on: what `meet` gives is the range there.
template <typename Meet>
LabelledFrame look_at(const Meet& meet) {
  LabelledFrame frame;
  for (std::uint32_t ring = 0; ring < 64; ++ring)
    for (int column = 0; column < 2154; ++column) {
      const double azimuth = (column + 0.5) * 360.0 / 2154, rise = 0.05 - 0.004 * ring;
      double rho = rise < 0 ? -1.73 / rise : 1e9;
      if (azimuth > 20 && azimuth < 80) rho = std::min(rho, meet(azimuth));
      if (rho < 80) add_return(frame, ring, along(azimuth, rho, rise * rho), 0.3);
    }
  return frame;
}

TEST(CanopyPorosity, GivesBackWhatWasPlantedBeforeSkyAndBeforeAWall) {
  for (const double porosity : {0.15, 0.4, 0.7})
    for (const double behind : {1e9, 30.0}) {
      RandomStream random(4, Domain::RangeNoise);
      const ScanMeasure scan = measure(look_at([&](double) {
        const double chance = random.uniform(), depth = random.uniform();
        return chance < porosity ? behind : 12 + 1.5 * depth;
      }));
      const Counts& counts = of(scan, Statistic::CanopyPorosity);
      const double passed = counts[1], pulses = counts[kCanopyBands.size() + 1];
      EXPECT_EQ(pulses, total(counts) - passed) << "all of them at 10 to 15 m";
      EXPECT_GT(pulses, 2000);
      EXPECT_NEAR(passed / pulses, porosity, 3 * std::sqrt(porosity * (1 - porosity) / pulses)) << porosity << " before " << behind;
      // Runs of passing pulses are geometric: P(m) = p^(m-1) (1 - p).
      const Counts& runs = of(scan, Statistic::CanopyGapRun);
      for (std::size_t m = 1; m <= 3; ++m) {
        const double share = std::pow(porosity, m - 1) * (1 - porosity), n = total(runs);
        EXPECT_NEAR(runs[gap_bin(m)] / n, share, 3.5 * std::sqrt(share * (1 - share) / n)) << m;
      }
    }
}

TEST(CanopyPorosity, TakesNoWallNoCornerAndNoFenceForACanopy) {
  RandomStream random(5, Domain::RangeNoise);
  const auto noise = [&] { return 0.02 * random.normal(); };
  const auto corner = [&](double azimuth) { return 12 + 0.15 * std::fabs(azimuth - 50) + noise(); };
  const auto fence = [&](double) {
    const double chance = random.uniform();
    return chance < 0.5 ? 30.0 : 12 + noise();
  };
  EXPECT_EQ(total(of(measure(look_at([&](double) { return 12 + noise(); })), Statistic::CanopyPorosity)), 0U);
  EXPECT_EQ(total(of(measure(look_at(corner)), Statistic::CanopyPorosity)), 0U);
  EXPECT_EQ(total(of(measure(look_at(fence)), Statistic::CanopyPorosity)), 0U);
}

ObjectBox box_at(double x, double y, ClassId id) {
  ObjectBox box;
  box.class_id = id, box.size = {4, 2, 1.5};
  box.sensor_from_box.translation = {x, y, -1};
  return box;
}

void fill(LabelledFrame& frame, const ObjectBox& box, int returns) {
  for (int i = 0; i < returns; ++i)
    add_return(frame, 0, box.sensor_from_box * Vec3(-1.9 + 3.8 * i / returns, 0.9, 0.2), 0.3);
  frame.objects.push_back(box);
  frame.objects_known = true;
}

TEST(Things, OnAGridStandAtItsSpacing) {
  LabelledFrame frame;
  for (int row = 0; row < 3; ++row)
    for (int column = -1; column <= 1; ++column) fill(frame, box_at(15 + 7 * row, 4.5 * column, ClassId::Car), 12);
  const ScanMeasure scan = measure(frame);
  EXPECT_EQ(of(scan, Statistic::ObjectDensity), (Counts{9, 0, 0, 0}));
  EXPECT_EQ(of(scan, Statistic::VehicleSpacing)[2], 9U);
  EXPECT_EQ(total(of(scan, Statistic::VehicleSpacing)), 9U);
  EXPECT_EQ(total(of(scan, Statistic::PersonSpacing)), 0U);
}

TEST(Things, CountOnlyWhereEverySetHasBoxesAndWhereTheyAreSeen) {
  LabelledFrame frame;
  fill(frame, box_at(20, 0, ClassId::Van), 5);
  fill(frame, box_at(20, 5, ClassId::Car), 4);     // hardly seen
  fill(frame, box_at(10, 10, ClassId::Car), 50);   // 45 deg aside
  fill(frame, box_at(-20, 0, ClassId::Car), 50);   // behind
  fill(frame, box_at(65, 0, ClassId::Car), 50);    // far
  fill(frame, box_at(12, 0, ClassId::Debris), 50);
  fill(frame, box_at(30, 0, ClassId::Bus), 20);
  fill(frame, box_at(15, 3, ClassId::Child), 20);
  fill(frame, box_at(15, -3, ClassId::Bicyclist), 20);
  const ScanMeasure scan = measure(frame);
  EXPECT_EQ(of(scan, Statistic::ObjectDensity), (Counts{1, 1, 1, 1}));
  EXPECT_EQ(of(scan, Statistic::VehicleSpacing)[5], 2U);
  EXPECT_EQ(of(scan, Statistic::PersonSpacing)[3], 2U);
}

TEST(Things, AreUnknownWhereNobodyDrewBoxesAndNoneWhereThereAreNone) {
  LabelledFrame frame;
  add_return(frame, 0, {5, 0, -1.73}, 0.3);
  EXPECT_TRUE(of(measure(frame), Statistic::ObjectDensity).empty());
  frame.objects_known = true;
  EXPECT_EQ(of(measure(frame), Statistic::ObjectDensity), (Counts{0, 0, 0, 0}));
}

TEST(Place, OfNothingOrOfBrokenPointsSaysNothing) {
  EXPECT_FALSE(look_around({}));
  LabelledFrame sky;  // nothing below the sensor
  for (int i = 0; i < 100; ++i) add_return(sky, 0, {5.0 + 0.01 * i, 0, 2}, 0.3);
  EXPECT_FALSE(look_around(sky));

  RandomStream random(6, Domain::RangeNoise);
  LabelledFrame frame;
  add_ground(frame, 0.0225, 0, random);
  const Counts before = of(measure(frame), Statistic::GroundRoughness);
  const double nan = std::numeric_limits<double>::quiet_NaN(), infinite = std::numeric_limits<double>::infinity();
  for (const Vec3& p : {Vec3(nan, 0, 0), Vec3(0, nan, 0), Vec3(5, 0, nan), Vec3(infinite, 0, 0), Vec3(5, 5, -infinite)})
    for (int i = 0; i < 5; ++i) add_return(frame, 1, p, 0.3);
  add_return(frame, 2, {6.5, 0.5, -9}, 0.3);  // below the ground, by way of a mirror
  add_return(frame, 2, {6.5, 0.5, -8}, 0.3);
  EXPECT_EQ(count_ground_roughness(*look_around(frame)), before);
  EXPECT_EQ(total(count_canopies(split_rings(frame), *look_around(frame)).porosity), 0U);
}

}  // namespace
}  // namespace tailcast
