// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/dmath.h"
#include "core/parallel.h"
#include "sensors/firing.h"
#include "world.h"

namespace tailcast {
namespace {

const LidarSpec& preset() {
  static const LidarSpec spec = load_lidar_spec("velodyne_hdl64e_kitti");
  return spec;
}

TEST(Scan, AWallAtTenMetresReadsTenMetres) {
  Scene scene;
  Mesh wall;
  add_box(wall, Pose{Quat::Identity(), {10.5, 0, 0}}, {1, 60, 60}, {MaterialId::Concrete, Part::Whole});
  add_stuff(scene, "wall", ClassId::Building, wall, 1);
  auto spec = ideal(preset());
  spec.range.coordinate_quantum = 0.001;
  const auto scan = scan_of(scene, still_timeline(), spec);
  std::size_t inner = 0;
  for (std::size_t i = 0; i < scan.size(); ++i) {
    if (std::fabs(scan.y[i]) > 25) continue;
    ++inner;
    ASSERT_NEAR(scan.x[i], 10, 0.00051) << "half a quantum";
  }
  EXPECT_GT(inner, 40000U);
}

TEST(Scan, NoiseHasTheSigmaAndTheBiasThatWereSet) {
  Scene scene;
  Mesh wall;
  add_box(wall, Pose{Quat::Identity(), {10.5, 0, 0}}, {1, 60, 60}, {MaterialId::Concrete, Part::Whole});
  add_stuff(scene, "wall", ClassId::Building, wall, 1);
  auto spec = ideal(preset());
  spec.beams[5].range_sigma = 0.010, spec.beams[5].range_bias = 0.040;
  spec.beams[9].range_sigma = 0.025, spec.beams[9].range_bias = -0.030;
  const auto scan = scan_of(scene, still_timeline(), spec);
  for (const auto& [ring, sigma, bias] : {std::tuple{5U, 0.010, 0.040}, std::tuple{9U, 0.025, -0.030}, std::tuple{7U, 0.0, 0.0}}) {
    double sum = 0, squares = 0, n = 0;
    for (std::size_t i = 0; i < scan.size(); ++i) {
      if (scan.ring[i] != ring) continue;
      const auto& beam = spec.beams[ring];
      const Vec3 p(scan.x[i], scan.y[i], scan.z[i] - beam.origin_height);
      const double error = std::sqrt(p.squaredNorm() - beam.origin_left * beam.origin_left) - static_cast<double>(scan.true_range[i]);
      sum += error, squares += error * error, n += 1;
    }
    ASSERT_GT(n, 700);
    const double mean = sum / n, sd = std::sqrt(std::max(0.0, squares / n - mean * mean));
    EXPECT_NEAR(mean, bias, 4 * sigma / std::sqrt(n) + 2e-6) << "ring " << ring;
    EXPECT_NEAR(sd, sigma, 4 * sigma / std::sqrt(2 * n) + 2e-6) << "ring " << ring;
  }
}

// A plate across the road ahead moves at 30 m/s to the left: each of its points is where the plate was when that pulse
// went out.
TEST(Scan, ACrossingPlateIsShearedBySpeedTimesTime) {
  Scene scene;
  add_box_instance(scene, "plate", {0.1, 4, 6}, Pose{}, true);
  Timeline timeline = still_timeline();
  timeline.tracks.resize(1);
  const double speed = 30, at_zero = -0.5 * speed * 0.1034;
  for (int k = 0; k < 60; ++k) timeline.tracks[0].push_back(pose_at({12, at_zero + speed * to_seconds(k * kTick), 1.5}, 0));
  const auto spec = ideal(preset());
  const auto scan = scan_of(scene, timeline, spec);
  ASSERT_GT(scan.size(), 3000U);
  double left_most = -1e9, right_most = 1e9;
  for (std::size_t i = 0; i < scan.size(); ++i) {
    const double middle = at_zero + speed * static_cast<double>(scan.time[i]) * 1e-9;
    const double on_plate = scan.y[i] - middle;
    ASSERT_LE(std::fabs(on_plate), 2.0 + 1e-4) << "the point lies on the plate as it stood at the pulse's time";
    ASSERT_NEAR(scan.x[i], 11.95, 1e-4);
    ASSERT_NEAR(scan.velocity[i].y(), 30, 1e-3);
    left_most = std::max(left_most, on_plate), right_most = std::min(right_most, on_plate);
  }
  EXPECT_GT(left_most, 1.9) << "and the whole plate is seen";
  EXPECT_LT(right_most, -1.9);
  // The head turns clockwise: rows further right are later, so the edges lean by speed times the difference in time.
  EXPECT_LT(spec.sweep.direction, 0);
}

TEST(Scan, ASpinningTargetIsTwisted) {
  Scene scene;
  add_box_instance(scene, "blade", {0.1, 6, 5}, Pose{}, true);
  Timeline timeline = still_timeline();
  timeline.tracks.resize(1);
  const double rate = 4;  // rad/s
  for (int k = 0; k < 60; ++k) timeline.tracks[0].push_back(pose_at({10, 0, 1.5}, rate * (to_seconds(k * kTick) - 0.0517)));
  const auto scan = scan_of(scene, timeline, ideal(preset()));
  ASSERT_GT(scan.size(), 3000U);
  for (std::size_t i = 0; i < scan.size(); ++i) {
    const double yaw = rate * (static_cast<double>(scan.time[i]) * 1e-9 - 0.0517);
    const double dx = scan.x[i] - 10, dy = scan.y[i];
    const double normal = dx * dmath::cos(yaw) + dy * dmath::sin(yaw);
    ASSERT_NEAR(std::fabs(normal), 0.05, 6e-4) << "on the blade's face as it stood then (poses are interpolated over 4 ms)";
  }
}

TEST(Scan, TheSensorMovesWhileItTurns) {
  Scene scene;
  Mesh wall;
  add_box(wall, Pose{Quat::Identity(), {30.5, 0, 0}}, {1, 80, 60}, {MaterialId::Concrete, Part::Whole});
  add_stuff(scene, "wall", ClassId::Building, wall, 1);
  Timeline timeline;
  for (int k = 0; k < 60; ++k) timeline.ego.push_back(pose_at({20 * to_seconds(k * kTick), 0, 0}, 0));
  const auto scan = scan_of(scene, timeline, ideal(preset()));
  ASSERT_GT(scan.size(), 10000U);
  for (std::size_t i = 0; i < scan.size(); ++i)
    ASSERT_NEAR(scan.x[i], 30 - 20 * static_cast<double>(scan.time[i]) * 1e-9, 2e-4);
}

// Returns on the face, 0.5 m wide and 0.4 m high, of a box that stands on the road, averaged over +-3 % of distance: as many
// as the beam table has pulses on it. (Its depth is next to nothing here; from 10 m its top would be seen as well.)
TEST(Scan, ABoxOnTheRoadGetsTheReturnsThatTheBeamTableGives) {
  auto spec = ideal(preset());
  spec.sweep.azimuth_grid = preset().sweep.azimuth_grid;
  for (const auto& [distance, expected] : {std::pair{10.0, 71.0}, std::pair{20.0, 28.0}, std::pair{30.0, 14.0}, std::pair{50.0, 3.6}}) {
    double sum = 0;
    constexpr int kSteps = 13;
    for (int step = 0; step < kSteps; ++step) {
      const double x = distance * (1 + 0.03 * (2.0 * step / (kSteps - 1) - 1));
      Scene scene;
      add_box_instance(scene, "box", {0.02, 0.5, 0.4}, pose_at({x + 0.01, 0, 0.2}, 0), false, MaterialId::Cardboard);
      sum += static_cast<double>(scan_of(scene, still_timeline(), spec).size());
    }
    const double mean = sum / kSteps;
    EXPECT_NEAR(mean, expected, 0.12 * expected + 0.6) << distance << " m";
  }
}

TEST(Scan, AMirroredWorldGivesMirroredRanges) {
  auto spec = ideal(preset());
  for (auto& beam : spec.beams) beam.azimuth_offset = beam.origin_left = 0, beam.firing_offset = 0;
  spec.sweep.start_azimuth = kPi + kPi / spec.sweep.columns;  // columns lie symmetrically about x
  Scene scenes[2];
  for (int side = 0; side < 2; ++side) {
    const double s = side == 0 ? 1 : -1;
    add_box_instance(scenes[side], "a", {2, 1, 1.5}, pose_at({12, 3 * s, 0.75}, 0.4 * s), false);
    add_box_instance(scenes[side], "b", {1, 3, 2.5}, pose_at({-15, -6 * s, 1.25}, -0.7 * s), false);
    add_road(scenes[side]);
  }
  const auto range_at = [&](const Scan& scan) {
    std::vector<double> ranges(static_cast<std::size_t>(scan.rings) * scan.columns, 0);
    for (std::size_t i = 0; i < scan.size(); ++i) ranges[static_cast<std::size_t>(scan.ring[i]) * scan.columns + scan.column[i]] = scan.true_range[i];
    return ranges;
  };
  const auto straight = range_at(scan_of(scenes[0], still_timeline(), spec)), mirrored = range_at(scan_of(scenes[1], still_timeline(), spec));
  std::size_t wrong = 0, met = 0;
  for (std::size_t ring = 0; ring < spec.beams.size(); ++ring)
    for (std::size_t c = 0; c < spec.sweep.columns; ++c) {
      // column c looks to start - c step; its mirror image is column columns - c + 1 (mod columns)
      const double a = straight[ring * spec.sweep.columns + c], b = mirrored[ring * spec.sweep.columns + (spec.sweep.columns + 1 - c) % spec.sweep.columns];
      if (a > 0) ++met;
      if (std::fabs(a - b) > 1e-3 * std::max(1.0, a)) ++wrong;
    }
  EXPECT_GT(met, 80000U);
  EXPECT_LE(wrong, 20U) << "rays that graze an edge may fall to either side";
}

Scene street() {
  Scene scene;
  add_road(scene);
  add_box_instance(scene, "car", {4, 1.8, 1.5}, pose_at({8, 3, 0.75}, 0.1), true, MaterialId::CarPaint);
  add_box_instance(scene, "pane", {0.01, 3, 2}, pose_at({5, -3, 1}, 0.5), false, MaterialId::WindowGlass);
  add_box_instance(scene, "house", {10, 8, 9}, pose_at({15, -12, 4.5}, 0), false, MaterialId::Plaster);
  return scene;
}

bool same(const Scan& a, const Scan& b) {
  return a.x == b.x && a.y == b.y && a.z == b.z && a.intensity == b.intensity && a.ring == b.ring && a.column == b.column &&
         a.time == b.time && a.body == b.body && a.triangle == b.triangle && a.true_range == b.true_range && a.incidence == b.incidence &&
         std::equal(a.velocity.begin(), a.velocity.end(), b.velocity.begin(), b.velocity.end());
}

TEST(Scan, GivesTheSameBytesOnEveryInstructionSetAndThread) {
  const auto scene = street();
  Timeline timeline = still_timeline();
  timeline.tracks.resize(scene.bodies.size());
  for (int k = 0; k < 60; ++k) timeline.tracks[1].push_back(pose_at({8 + 10 * to_seconds(k * kTick), 3, 0.75}, 0.1));
  const auto first = scan_of(scene, timeline, preset());
  EXPECT_GT(first.size(), 80000U);
  for (const std::string isa : {"sse2", "avx2"}) EXPECT_TRUE(same(first, scan_of(scene, timeline, preset(), {7, 0, 0}, kMount, isa))) << isa;
  std::vector<Scan> scans(4);
  const RayCaster caster(scene, timeline);
  parallel_for(scans.size(), 4, [&](std::size_t i) { scans[i] = scan_revolution(preset(), caster, kMount, 0, {7, 0, 0}); });
  for (const auto& scan : scans) EXPECT_TRUE(same(first, scan));
  EXPECT_FALSE(same(first, scan_of(scene, timeline, preset(), {8, 0, 0}))) << "another seed, other noise";
  EXPECT_FALSE(same(first, scan_of(scene, timeline, preset(), {7, 0, 1}))) << "another frame, other noise";
}

TEST(Scan, LightGoesThroughGlassAndReturnsFromBehindIt) {
  Scene scene;
  add_box_instance(scene, "pane", {0.01, 6, 6}, pose_at({8, 0, 0}, 0), false, MaterialId::WindowGlass);
  add_box_instance(scene, "room", {0.1, 12, 12}, pose_at({11, 0, 0}, 0), false, MaterialId::Wood);
  const auto scan = scan_of(scene, still_timeline(), preset());
  std::size_t through = 0, pane = 0;
  for (std::size_t i = 0; i < scan.size(); ++i)
    if (std::fabs(scan.y[i]) < 2.5) (scan.x[i] > 10 ? through : pane) += 1;
  // Two faces of coated glass, passed twice: 4 % of the light comes back from the room.
  EXPECT_GT(through, pane) << "but for the mirror image of the sensor itself";
  EXPECT_GT(pane, 0U) << "head on, the pane itself shines";
}

TEST(Scan, NothingReturnsFromTheSkyNorFromBehindTheCarrierNorBeyondItsRange) {
  Scene scene;
  EXPECT_EQ(scan_of(scene, still_timeline(), preset()).size(), 0U);
  Mesh far_wall;
  add_box(far_wall, Pose{Quat::Identity(), {90, 0, 0}}, {1, 200, 60}, {MaterialId::Plaster, Part::Whole});
  add_stuff(scene, "far", ClassId::Building, far_wall, 1);
  EXPECT_EQ(scan_of(scene, still_timeline(), preset()).size(), 0U) << "80 m";
  Scene road;
  add_road(road);
  const auto scan = scan_of(road, still_timeline(), preset());
  for (std::size_t i = 0; i < scan.size(); ++i) {
    const double azimuth = dmath::atan2(scan.y[i], scan.x[i]);
    if (scan.ring[i] < 54) continue;
    ASSERT_LT(std::fabs(azimuth), deg_to_rad(165)) << "the rear of the car is in the way";
  }
}

TEST(Scan, AnInstanceAloneReceivesItsReturnsWhereNothingHidesIt) {
  Scene scene;
  const auto seen = add_box_instance(scene, "seen", {1, 1, 1}, pose_at({10, 0, 0.5}, 0), true);
  const auto hidden = add_box_instance(scene, "hidden", {1, 1, 1}, pose_at({-14, 6, 0.5}, 0), true);
  add_box_instance(scene, "screen", {1, 6, 6}, pose_at({-9, 4, 1}, 0), false);
  add_road(scene);
  auto spec = ideal(preset());
  const auto timeline = still_timeline();
  const RayCaster caster(scene, timeline);
  const auto scan = scan_revolution(spec, caster, kMount, 0, {7, 0, 0});
  const auto alone = scan_frame(spec, caster, kMount, 0, {7, 0, 0}, {}, std::array{seen, hidden}).returns_alone;
  std::vector<std::uint32_t> received(scene.instances.size(), 0);
  for (std::size_t i = 0; i < scan.size(); ++i) ++received[scene.bodies[scan.body[i]].instance];
  EXPECT_EQ(received[seen], alone[0]);
  EXPECT_EQ(received[hidden], 0U);
  EXPECT_GT(alone[1], 100U);
}

// Measured on the road ahead of KITTI: share of pulses that return by range (open road, forward).
TEST(Scan, RoadReturnsFadeAsMeasured) {
  const auto nearest_ring = [](double range) {
    std::size_t best = 0;
    double least = 1e9;
    for (std::size_t k = 0; k < preset().beams.size(); ++k) {
      const auto& beam = preset().beams[k];
      if (beam.elevation >= 0) continue;
      const double r = (kSensorHeight + beam.origin_height) / dmath::tan(-beam.elevation);
      if (std::fabs(r - range) < least) least = std::fabs(r - range), best = k;
    }
    return best;
  };
  for (const auto& [range, share] : {std::pair{38.6, .99}, std::pair{43.5, .92}, std::pair{50.2, .68}, std::pair{60.5, .22}, std::pair{74.2, .03}}) {
    // The ring that is nearest, tilted to meet the road at just that range.
    auto spec = preset();
    auto& beam = spec.beams[nearest_ring(range)];
    beam.elevation = -dmath::atan((kSensorHeight + beam.origin_height) / range);
    const auto ring = nearest_ring(range);
    spec.beams = {beam};
    spec.blocked.clear();
    double returned = 0, fired = 0;
    for (std::uint64_t road = 1; road <= 12; ++road) {
      Scene scene;
      add_road(scene, road);
      returned += static_cast<double>(scan_of(scene, still_timeline(), spec, {road, 0, 0}).size());
      fired += spec.sweep.columns;
    }
    EXPECT_NEAR(returned / fired, share, 0.1) << range << " m, ring " << ring;
  }
}

}  // namespace
}  // namespace tailcast
