// SPDX-License-Identifier: Apache-2.0
// Physics against closed form. The integrator is symplectic Euler: v += g dt, then y += v dt, dt = 1 ms.
#include <gtest/gtest.h>

#include <thread>

#include "assets/catalog.h"
#include "tests/sim/fixture.h"

namespace tailcast {
namespace {

constexpr double kG = 9.81, kDt = 1e-3;

TEST(FreeFall, FollowsTheIntegratorsOwnClosedForm) {
  Rig rig(0.8);
  rig.add_on_lane("box", box_asset({0.4, 0.4, 0.4}, 5), 0, Motion::Free).drop_height = 5;
  const auto timeline = rig.play();
  const auto& track = rig.track(timeline, "box");
  for (std::size_t k = 0; k < track.size(); k += 20) {
    const double n = 4.0 * static_cast<double>(k);
    EXPECT_NEAR(track[k].translation.z(), 5 - kG * kDt * kDt * n * (n + 1) / 2, 5e-4) << k;
  }
}

TEST(Friction, BringsASlidingBoxToRestWithinCoulombsDistance) {
  Rig rig(3);
  rig.add_on_lane("box", box_asset({0.6, 0.6, 0.2}, 10, 0.5), 0, Motion::Free).speed = 8;
  const auto timeline = rig.play();
  const auto& track = rig.track(timeline, "box");
  EXPECT_NEAR(track.back().translation.x(), 64 / (2 * 0.5 * kG), 0.04 * 64 / (2 * 0.5 * kG));
  EXPECT_NEAR(track.back().translation.y(), 0, 0.1);
  EXPECT_LT(speed_at(track, track.size() - 1).norm(), 1e-3);
}

TEST(Friction, DoesNotCatchOnSeamsOfTheGround) {
  Rig rig(1, flat_stage(0, 0.5));  // a seam every half metre
  rig.add_on_lane("box", box_asset({0.6, 0.6, 0.2}, 10, 0.2), 0, Motion::Free).speed = 20;
  const auto timeline = rig.play();
  const auto& track = rig.track(timeline, "box");
  for (const auto& pose : track) ASSERT_LT(std::fabs(pose.translation.z()), 0.01);
  EXPECT_NEAR(speed_at(track, track.size() - 1).x(), 20 - 0.2 * kG, 0.4);
}

TEST(Friction, HoldsABoxBelowTheFrictionAngleAndLetsItSlideAbove) {
  for (const double slope : {0.35, 0.65}) {
    Rig rig(1.2, flat_stage(slope));
    rig.add_on_lane("box", box_asset({0.6, 0.6, 0.2}, 10, 0.5), 0, Motion::Free);
    const auto timeline = rig.play();
    const auto& track = rig.track(timeline, "box");
    const double moved = (track.back().translation - track.front().translation).norm();
    const double angle = dmath::atan(slope);
    const double expected = slope < 0.5 ? 0 : 0.5 * kG * (dmath::sin(angle) - 0.5 * dmath::cos(angle)) * 1.2 * 1.2;
    EXPECT_NEAR(moved, expected, slope < 0.5 ? 0.005 : 0.08 * expected) << slope;
  }
}

TEST(Stack, OfFiveBoxesStays) {
  Rig rig(3);
  for (int i = 0; i < 5; ++i)
    rig.add_on_lane("box" + std::to_string(i), box_asset({0.5, 0.5, 0.3}, 8), 0, Motion::Free).drop_height = 0.3 * i;
  const auto timeline = rig.play();
  for (int i = 0; i < 5; ++i) {
    const auto& track = rig.track(timeline, "box" + std::to_string(i));
    if (track.empty()) continue;  // never moved at all
    EXPECT_LT((track.back().translation - Vec3(0, 0, 0.3 * i)).norm(), 1e-3) << i;
  }
}

TEST(Energy, OfATumblingBodyDoesNotGrow) {
  Rig rig(4);
  auto& actor = rig.add_on_lane("box", box_asset({0.8, 0.3, 0.2}, 6, 0.5, 0.6), 0, Motion::Free);
  actor.drop_height = 2, actor.speed = 6, actor.angular_velocity = Vec3(3, 5, 1);
  const auto timeline = rig.play();
  const auto& track = rig.track(timeline, "box");
  const Vec3 half_inertia = Vec3(0.09 + 0.04, 0.64 + 0.04, 0.64 + 0.09) / 24.0;
  double least = 1e30;
  for (std::size_t k = 1; k < track.size(); ++k) {
    const Vec3 v = speed_at(track, k, Vec3(0, 0, 0.1));
    const Quat turn = track[k - 1].rotation.conjugate() * track[k].rotation;
    const Vec3 w = (turn.w() < 0 ? -2.0 : 2.0) * turn.vec() / to_seconds(kTick);
    const double energy = 0.5 * v.squaredNorm() + half_inertia.dot(w.cwiseProduct(w)) + kG * (track[k] * Vec3(0, 0, 0.1)).z();
    ASSERT_LT(energy, least + 0.03 * 40) << k;  // J/kg; a tick's mean speed lags by g dt
    least = std::min(least, energy);
  }
  EXPECT_LT(least, 5);
}

TEST(Wheel, RollsWithoutSlip) {
  Rig rig(1);
  auto& actor = rig.add_on_lane("wheel", wheel_asset(0.33, 0.2, 20), 0, Motion::Free);
  actor.speed = 8, actor.angular_velocity = Vec3(0.15, 8 / 0.33, 0);
  const auto timeline = rig.play();
  const auto& track = rig.track(timeline, "wheel");
  double turned = 0;
  for (std::size_t k = 1; k <= 200; ++k) {
    const Quat turn = track[k].rotation * track[k - 1].rotation.conjugate();
    turned += 2 * turn.vec().norm();
  }
  const Vec3 hub(0, 0, 0.33);
  const double distance = (track[200] * hub - track[0] * hub).norm();
  EXPECT_NEAR(turned * 0.33, distance, 0.02 * distance);
  EXPECT_NEAR(distance, 8 * 0.8, 0.02 * 6.4);  // nothing brakes it
}

TEST(Wheel, SlowerThanItsGyroscopicStabilityFallsToTheSideItLeansTo) {
  Rig rig(12);
  Asset wheel = wheel_asset(0.33, 0.2, 20);
  wheel.rolling_friction = 0.015 * 0.33;
  auto& actor = rig.add_on_lane("wheel", std::move(wheel), 0, Motion::Free);
  actor.speed = 0.5, actor.angular_velocity = Vec3(0, 0.5 / 0.33, 0);  // a disc is stable above sqrt(g r / 3) = 1 m/s
  rig.turn("wheel", rotation_about(Vec3::UnitX(), 0.45));  // its tread carries it up to atan(.1 / .33) = .29
  const auto timeline = rig.play();
  const auto& track = rig.track(timeline, "wheel");
  const Vec3 axle = track.back().rotation * Vec3::UnitY();
  EXPECT_GT(axle.z(), 0.95);  // flat, its left side up
  EXPECT_NEAR(lowest(rig.mesh("wheel"), track.back(), rig.stage.ground), 0, 0.01);
}

TEST(Tunnelling, DoesNotHappenAtFortyMetresASecond) {
  Rig rig(0.5);
  Mesh wall;
  add_box(wall, {Quat::Identity(), Vec3(10, 0, 1.5)}, {0.02, 6, 3}, {});
  add_stuff(rig.placed.scene, "plate", ClassId::Wall, std::move(wall), 2);
  auto& across = rig.add_on_lane("across", box_asset({0.12, 0.12, 0.12}, 1), 0, Motion::Free);
  across.speed = 40, across.drop_height = 1;
  auto& down = rig.add_on_lane("down", box_asset({0.1, 0.1, 0.1}, 1), -5, Motion::Free);
  down.velocity = Vec3(0, 0, -40), down.drop_height = 6;
  const auto timeline = rig.play();
  for (const auto& pose : rig.track(timeline, "across")) ASSERT_LT(pose.translation.x(), 10);
  for (const auto& pose : rig.track(timeline, "down")) ASSERT_GT(pose.translation.z(), -0.05);
}

// A sheet of 1 cm, edge-on, flat-on and askew, that covers six times its thickness in a step.
TEST(Tunnelling, OfAThinSheetDoesNotHappenAtSixtyMetresASecond) {
  for (const double pitch : {0.0, 0.6, kPi / 2, 2.3})
    for (const double yaw : {0.0, 0.7}) {
      Rig rig(1.2);
      Mesh wall;
      add_box(wall, {Quat::Identity(), Vec3(10, 0, 2.5)}, {0.02, 8, 5}, {});
      add_stuff(rig.placed.scene, "plate", ClassId::Wall, std::move(wall), 2);
      auto& across = rig.add_on_lane("across", box_asset({0.8, 0.5, 0.01}, 2), 0, Motion::Free);
      across.speed = 60, across.drop_height = 1.5, across.angular_velocity = Vec3(0, 4, 2);
      rig.turn("across", rotation_about(Vec3::UnitZ(), yaw) * rotation_about(Vec3::UnitY(), pitch));
      auto& down = rig.add_on_lane("down", box_asset({0.8, 0.5, 0.01}, 2), -8, Motion::Free);
      down.velocity = Vec3(0, 0, -60), down.drop_height = 6;
      rig.turn("down", rotation_about(Vec3::UnitZ(), yaw) * rotation_about(Vec3::UnitY(), pitch));
      const auto timeline = rig.play();
      for (const auto& pose : rig.track(timeline, "across")) ASSERT_LT((pose * Vec3(0, 0, 0.005)).x(), 10.05) << pitch << ' ' << yaw;
      const auto& fallen = rig.track(timeline, "down");
      for (const auto& pose : fallen) ASSERT_GT((pose * Vec3(0, 0, 0.005)).z(), -0.02) << pitch << ' ' << yaw;
      EXPECT_GT(lowest(rig.mesh("down"), fallen.back(), rig.stage.ground), -0.01) << pitch << ' ' << yaw;
    }
}

TEST(Rest, RenderedMeshesTouchTheGroundWithinACentimetre) {
  std::uint64_t seed = 3;
  for (const char* id : {"debris/ladder_3m", "debris/ladder_5m", "debris/car_wheel", "debris/cardboard_box", "debris/pallet", "debris/timber", "debris/exhaust", "debris/tyre_tread"}) {
    Rig rig(12);
    auto& actor = rig.add_on_lane("thing", *make_asset(id, ++seed), 0, Motion::Free);
    actor.drop_height = 0.6;
    rig.turn("thing", rotation_about(Vec3::UnitX(), 0.9));
    const auto timeline = rig.play();
    const auto& track = rig.track(timeline, "thing");
    const double low = lowest(rig.mesh("thing"), track.back(), rig.stage.ground);
    EXPECT_GE(low, -0.005) << id;
    EXPECT_LE(low, 0.010) << id;
    const double moves = (track.back().translation - track[track.size() - 2].translation).norm();
    EXPECT_EQ(moves, 0) << id << " is not still";
  }
}

Rig busy() {
  Rig rig(1.5);
  auto& car = rig.add_on_lane("car", car_asset(), -12, Motion::Kinematic);
  car.speed = 15;
  for (int i = 0; i < 6; ++i) {
    auto& box = rig.add_on_lane("box" + std::to_string(i), box_asset({0.5, 0.4, 0.3}, 4, 0.5, 0.3), 0.7 * i, Motion::Free);
    box.drop_height = 0.4 * i, box.angular_velocity = Vec3(i, 1, 0);
  }
  return rig;
}

TEST(SameBytes, ComeFromTwoRunsAndFromTwoThreadsAtOnce) {
  const Rig rig = busy();
  const auto first = rig.play();
  Timeline second, third;
  std::thread a([&] { second = rig.play(); }), b([&] { third = rig.play(); });
  a.join(), b.join();
  EXPECT_TRUE(same_bits(first, second));
  EXPECT_TRUE(same_bits(first, third));
}

TEST(Wheel, KeepsToTheGroundWhileItRolls) {
  for (const double lean : {0.1, 0.45})
    for (const double speed : {3.0, 15.0}) {
      Rig rig(4);
      auto& actor = rig.add_on_lane("wheel", wheel_asset(0.33, 0.2, 20), 0, Motion::Free);
      actor.speed = speed, actor.angular_velocity = Vec3(0, speed / 0.33, 0);
      rig.turn("wheel", rotation_about(Vec3::UnitX(), lean));
      const auto timeline = rig.play();
      double highest = -1;
      for (const auto& pose : rig.track(timeline, "wheel")) highest = std::max(highest, lowest(rig.mesh("wheel"), pose, rig.stage.ground));
      EXPECT_LT(highest, 0.04) << lean << " rad, " << speed << " m/s";
    }
}

}  // namespace
}  // namespace tailcast
