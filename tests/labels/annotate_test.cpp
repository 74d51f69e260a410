// SPDX-License-Identifier: Apache-2.0
#include "labels/annotate.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/dmath.h"
#include "labels/boxes.h"
#include "scene/ray_caster.h"

namespace tailcast {
namespace {

constexpr Nanoseconds kTurn = 103'400'000;
constexpr double kSpeed = 20.0, kYawRate = 0.3;
constexpr double kWall = 30.0;  // m: the wall is the plane x = kWall of the world

// A box that drives along y at 5 m/s, a wall, and an ego that drives along x and turns.
struct World {
  Scene scene;
  Timeline timeline;
  Pose ego_from_sensor{Quat::Identity(), Vec3(0, 0, 1.67)};

  World() {
    Mesh wall;
    add_quad(wall, {kWall, -50, 0}, {kWall, -50, 9}, {kWall, 50, 9}, {kWall, 50, 0}, {MaterialId::Brick, Part::WallPart});
    add_stuff(scene, "wall", ClassId::Building, std::move(wall), 1);

    auto asset = std::make_shared<Asset>();
    asset->id = "test/crate";
    asset->class_id = ClassId::Debris;
    auto mesh = std::make_shared<Mesh>();
    add_box(*mesh, {Quat::Identity(), {0, 0, 0.5}}, {2, 1, 1}, {MaterialId::Wood, Part::Panel});
    asset->box = bounds_of(*mesh);
    asset->links.push_back({"body", mesh, {}});
    add_instance(scene, asset, "crate", pose_at({12, 0, 0}, 0), 2, true);
    add_instance(scene, asset, "far", pose_at({190, 0, 0}, 0), 3, true);
    add_instance(scene, asset, "unseen", pose_at({5, 5, 0}, 0), 4, true);
    for (auto& body : scene.bodies)
      if (body.name.starts_with("unseen")) body.seen = false;

    timeline.tracks.resize(scene.bodies.size());
    for (int tick = 0; tick <= 100; ++tick) {
      const double t = tick * to_seconds(kTick);
      timeline.ego.push_back(pose_at({kSpeed * t, 0, 0}, kYawRate * t));
      timeline.tracks[1].push_back(pose_at({12, 5 * t, 0}, 0));
    }
  }
  AnnotateInput input(const Scan& scan, MotionMode motion) const {
    return {scan, scene, timeline, ego_from_sensor, motion, {}, {}, {}};
  }
};

void add_return(Scan& scan, int ring, int column, Nanoseconds time, const Vec3& p, std::uint32_t body, Cause cause) {
  scan.x.push_back(static_cast<float>(p.x()));
  scan.y.push_back(static_cast<float>(p.y()));
  scan.z.push_back(static_cast<float>(p.z()));
  scan.intensity.push_back(0.25F);
  scan.ring.push_back(static_cast<std::uint16_t>(ring));
  scan.column.push_back(static_cast<std::uint16_t>(column));
  scan.time.push_back(static_cast<std::int32_t>(time));
  scan.return_number.push_back(0);
  scan.body.push_back(body);
  scan.triangle.push_back(0);
  scan.cause.push_back(cause);
  scan.true_range.push_back(static_cast<float>(p.norm()));
  scan.incidence.push_back(0);
  scan.velocity.push_back(Vec3f::Zero());
}

// The wall seen by a sweep that starts at the rear and runs clockwise, by closed form: no ray caster involved.
Scan sweep_wall(const World& world, Nanoseconds start, int columns = 720) {
  Scan scan;
  scan.start = start;
  scan.duration = kTurn;
  scan.rings = 2, scan.columns = static_cast<std::uint32_t>(columns);
  const double elevations[]{0.02, -0.03};
  for (int ring = 0; ring < 2; ++ring)
    for (int column = 0; column < columns; ++column) {
      const Nanoseconds time = kTurn * column / columns;
      const double azimuth = kPi - 2 * kPi * column / columns;
      const Pose world_from_sensor = ego_at(world.timeline, start + time) * world.ego_from_sensor;
      const Vec3 ray(std::cos(azimuth) * std::cos(elevations[ring]), std::sin(azimuth) * std::cos(elevations[ring]),
                     std::sin(elevations[ring]));
      const double along = (world_from_sensor.rotation * ray).x();
      if (along < 0.3) continue;
      const double range = (kWall - world_from_sensor.translation.x()) / along;
      add_return(scan, ring, column, time, range * ray, 0, Cause::Surface);
    }
  return scan;
}

double worst_distance_to_wall(const LabelledFrame& frame) {
  double worst = 0;
  for (std::size_t i = 0; i < frame.size(); ++i)
    worst = std::max(worst, std::fabs((frame.world_from_sensor * Vec3(frame.x[i], frame.y[i], frame.z[i])).x() - kWall));
  return worst;
}

TEST(Annotate, AWallSeenInTwoCompensatedFramesCoincidesInTheWorld) {
  const World world;
  for (const Nanoseconds start : {Nanoseconds{0}, kTurn, 2 * kTurn}) {
    const Scan scan = sweep_wall(world, start);
    const auto frame = annotate(world.input(scan, MotionMode::Compensated));
    EXPECT_TRUE(frame.compensated);
    EXPECT_EQ(frame.time, start + kTurn / 2);
    EXPECT_EQ(frame.sweep_start, start);
    EXPECT_LT(worst_distance_to_wall(frame), 2e-5);  // float coordinates
  }
}

TEST(Annotate, ARawWallIsOffByJustTheMotionWithinTheSweep) {
  const World world;
  const Scan scan = sweep_wall(world, kTurn);
  const auto frame = annotate(world.input(scan, MotionMode::Raw));
  EXPECT_EQ(frame.time, kTurn);
  const Pose at_start = frame.world_from_sensor;
  for (std::size_t i = 0; i < frame.size(); ++i) {
    const Vec3 p(frame.x[i], frame.y[i], frame.z[i]);
    const Pose at_firing = ego_at(world.timeline, kTurn + frame.truth.time[i]) * world.ego_from_sensor;
    const Vec3 motion = at_firing * p - at_start * p;
    EXPECT_NEAR((at_start * p).x() + motion.x(), kWall, 2e-5);
  }
  EXPECT_GT(worst_distance_to_wall(frame), 0.5);  // some 20 m/s for up to .07 s
}

TEST(Annotate, PointsStandInKittisFileOrder) {
  const World world;
  const Scan scan = sweep_wall(world, 0);
  const auto frame = annotate(world.input(scan, MotionMode::Raw));
  ASSERT_EQ(frame.size(), scan.size());
  int wraps = 0;
  for (std::size_t i = 1; i < frame.size(); ++i) {
    double before = std::atan2(frame.y[i - 1], frame.x[i - 1]), now = std::atan2(frame.y[i], frame.x[i]);
    if (before < 0) before += 2 * kPi;
    if (now < 0) now += 2 * kPi;
    if (frame.ring[i] == frame.ring[i - 1]) {
      EXPECT_LE(before, now);
    } else {
      EXPECT_EQ(frame.ring[i], frame.ring[i - 1] + 1);
      EXPECT_LT(now, before - kPi);
      ++wraps;
    }
  }
  EXPECT_EQ(wraps, 1);
}

TEST(Annotate, EveryReturnCarriesWhatItHit) {
  const World world;
  Scan scan = sweep_wall(world, 0);
  add_return(scan, 1, 360, kTurn / 2, {11, 0.01, -1}, 1, Cause::Surface);
  const auto frame = annotate(world.input(scan, MotionMode::Raw));
  std::size_t crates = 0;
  for (std::size_t i = 0; i < frame.size(); ++i) {
    if (frame.truth.class_id[i] == ClassId::Debris) {
      ++crates;
      EXPECT_EQ(frame.truth.instance[i], 1);
      EXPECT_EQ(frame.truth.moving[i], 1);
      EXPECT_EQ(frame.truth.part[i], Part::Panel);
      EXPECT_EQ(frame.truth.material[i], MaterialId::Wood);
    } else {
      EXPECT_EQ(frame.truth.class_id[i], ClassId::Building);
      EXPECT_EQ(frame.truth.instance[i], 0);
      EXPECT_EQ(frame.truth.moving[i], 0);
      EXPECT_EQ(frame.truth.material[i], MaterialId::Brick);
    }
  }
  EXPECT_EQ(crates, 1U);
}

TEST(Annotate, WhatNoSurfaceCausedIsNoiseAndNeverAnObject) {
  const World world;
  for (const Cause cause : {Cause::Rain, Cause::Fog, Cause::Snow, Cause::Spray, Cause::Ghost, Cause::Noise, Cause::Bloom})
    for (const std::uint32_t body : {1U, kNoBody}) {  // even where the sensor knows a body near it
      Scan scan;
      scan.duration = kTurn;
      add_return(scan, 0, 360, kTurn / 2, {11, 0, -1}, body, cause);
      const auto frame = annotate(world.input(scan, MotionMode::Raw));
      EXPECT_EQ(frame.truth.class_id[0], ClassId::Noise);
      EXPECT_EQ(frame.truth.instance[0], 0);
      EXPECT_EQ(frame.truth.material[0], kNoMaterial);
      EXPECT_EQ(frame.objects.at(0).returns, 0U);
    }
}

TEST(Annotate, BoxesAreThoseOfThingsThatCanBeSeenWithinAHundredMetres) {
  const World world;
  const Scan scan = sweep_wall(world, 0);
  const auto frame = annotate(world.input(scan, MotionMode::Raw));
  ASSERT_EQ(frame.objects.size(), 1U);
  EXPECT_EQ(frame.objects[0].name, "crate");
  EXPECT_EQ(frame.objects[0].track_id, 1U);
  EXPECT_TRUE(frame.objects[0].size.isApprox(Vec3(2, 1, 1)));
  EXPECT_NEAR(frame.objects[0].velocity.y(), 5.0, 1e-9);
  EXPECT_TRUE(frame.objects[0].moving);
}

TEST(Annotate, ARawBoxStandsWhereItsReturnsWereMeasured) {
  const World world;
  Scan scan = sweep_wall(world, 0);
  const Nanoseconds fired = 40'000'000;
  add_return(scan, 1, 280, fired - 1'000'000, {10, 0.2, -1}, 1, Cause::Surface);
  add_return(scan, 1, 281, fired + 1'000'000, {10, 0.1, -1}, 1, Cause::Surface);
  const std::uint16_t crate[]{1};
  const std::uint32_t alone[]{8};
  auto input = world.input(scan, MotionMode::Raw);
  input.hazards = crate, input.instances = crate, input.returns_alone = alone;
  const auto box = annotate(input).objects.at(0);
  EXPECT_EQ(box.time, fired);
  EXPECT_EQ(box.returns, 2U);
  EXPECT_EQ(box.returns_alone, 8U);
  EXPECT_DOUBLE_EQ(box.visibility(), 0.25);
  EXPECT_TRUE(box.hazard);
  const Pose world_from_box = sensor_pose_at(input, fired) * box.sensor_from_box;
  EXPECT_NEAR((world_from_box.translation - Vec3(12, 5 * to_seconds(fired), 0.5)).norm(), 0, 1e-9);
  EXPECT_NEAR(yaw_of(world_from_box.rotation), 0, 1e-9);
}

TEST(Annotate, ABoxWithoutReturnsStandsWhereTheHeadWouldHaveSweptIt) {
  const World world;
  const Scan scan = sweep_wall(world, 0);
  const auto box = annotate(world.input(scan, MotionMode::Raw)).objects.at(0);
  EXPECT_NEAR(to_seconds(box.time), to_seconds(kTurn / 2), 0.003);  // it is straight ahead: mid-sweep
}

TEST(Annotate, CompensatedBoxesStandAtTheReferenceInstant) {
  const World world;
  const Scan scan = sweep_wall(world, kTurn);
  const auto input = world.input(scan, MotionMode::Compensated);
  const auto frame = annotate(input);
  const auto& box = frame.objects.at(0);
  EXPECT_EQ(box.time, reference_instant(scan));
  const Vec3 center = (frame.world_from_sensor * box.sensor_from_box).translation;
  EXPECT_NEAR((center - Vec3(12, 5 * to_seconds(box.time), 0.5)).norm(), 0, 1e-9);
}

TEST(Annotate, AnEmptyScanIsAFrameWithBoxesAndNoPoints) {
  const World world;
  Scan scan;
  scan.duration = kTurn;
  const auto frame = annotate(world.input(scan, MotionMode::Compensated));
  EXPECT_EQ(frame.size(), 0U);
  EXPECT_EQ(frame.objects.size(), 1U);
}

}  // namespace
}  // namespace tailcast
