// SPDX-License-Identifier: Apache-2.0
// Loads that break loose by themselves, against the balance of EN 12195-1, and what wheels throw off.
#include <gtest/gtest.h>

#include <algorithm>

#include "assets/catalog.h"
#include "sim/lashing.h"
#include "tests/sim/fixture.h"

namespace tailcast {
namespace {

constexpr double kG = 9.81;
constexpr double kLoad = 200, kLoadFriction = 0.5, kBedFriction = 0.8;  // kg
constexpr double kMu = kLoadFriction * kBedFriction;

TEST(LashingForce, IsWhatFrictionAndTheFloorLeave) {
  const double m = 1000, mu = 0.3;
  // EN 12195-1: braking at 0.8 g takes m g (0.8 - 0.3), cornering at 0.5 g m g (0.5 - 0.3).
  EXPECT_NEAR(lashing_force(kG * Vec3(-0.8, 0, 1), m, mu), 0.5 * m * kG, 1e-9);
  EXPECT_NEAR(lashing_force(kG * Vec3(0, 0.5, 1), m, mu), 0.2 * m * kG, 1e-9);
  EXPECT_EQ(lashing_force(kG * Vec3(0.2, 0.2, 1), m, mu), 0);            // friction holds it
  EXPECT_NEAR(lashing_force(kG * Vec3(0, 0, -0.5), m, mu), 0.5 * m * kG, 1e-9);  // thrown up: no floor, no friction
  EXPECT_NEAR(lashing_force(kG * Vec3(0.3, 0.4, -1.2), m, mu), 1.3 * m * kG, 1e-9);
}

Rig loaded(double seconds, double speed, double bears, Stage stage = flat_stage(), double s = 0) {
  Rig rig(seconds, std::move(stage));
  Asset car = car_asset();
  car.friction = kBedFriction;
  rig.add_on_lane("car", std::move(car), s, Motion::Kinematic).speed = speed;
  const Pose& bed = rig.placed.scene.bodies[rig.placed.scene.instances[rig.placed.actors.at("car")].root].world_from_body;
  rig.add("load", box_asset({0.8, 0.8, 0.5}, kLoad, kLoadFriction), AnchorPlacement{"car", "bed", Vec3::Zero(), 0},
          bed * Pose{Quat::Identity(), Vec3(0, 0, 0.9)}, Motion::Free)
      .bears = bears;
  return rig;
}

// When it broke, s; < 0: it did not.
double breaks_at(const Timeline& timeline, const std::string& what = "load") {
  for (const auto& e : timeline.events)
    if (e.kind == "break" && e.subject == what) return to_seconds(e.time);
  return -1;
}

TEST(Lashing, BreaksWhereBrakingAsksForMoreThanItBears) {
  for (const double share : {0.97, 1.03}) {
    const double braking = 8;
    Rig rig = loaded(2.5, 18, kLoad * (braking - kMu * kG) / share);
    rig.instance.events.push_back({{AtTime{kSecond / 2}, 0}, {Brake{"car", braking, {}}}});
    const auto timeline = rig.play();
    EXPECT_EQ(breaks_at(timeline) > 0.5, share > 1) << share;
    const Pose& car = rig.track(timeline, "car").back();
    const double slid = (inverse(car) * rig.track(timeline, "load").back().translation).x();
    if (share > 1)
      EXPECT_GT(slid, 2) << "it left the bed over the cab";
    else
      EXPECT_NEAR(slid, 0, 1e-9);
  }
}

// What breaks loose decelerates by mu g while the bed does by more.
TEST(Lashing, ALoadThatBrokeLooseSlidesOnItsBedWithCoulombsFriction) {
  Rig rig = loaded(1.0, 18, 500);
  rig.instance.events.push_back({{AtTime{kSecond / 2}, 0}, {Brake{"car", 8, {}}}});
  const auto timeline = rig.play();
  const double at = breaks_at(timeline);
  ASSERT_GT(at, 0.5);
  const auto& load = rig.track(timeline, "load");
  const auto tick = static_cast<std::size_t>(at * 250) + 5;
  const double before = speed_at(load, tick).x(), after = speed_at(load, tick + 60).x();
  EXPECT_NEAR((before - after) / 0.24, kMu * kG, 0.05 * kMu * kG);
}

// The quintic of a change of lane asks for 10 / sqrt(3) d / T^2 at most.
TEST(Lashing, BreaksWhereASwerveAsksForMoreThanItBears) {
  const double seconds = 1.6, most = 10 / std::sqrt(3.0) * 3.5 / (seconds * seconds);
  for (const double share : {0.93, 1.05}) {  // straps that stretch see a little less than the peak
    Rig rig = loaded(3, 20, kLoad * (most - kMu * kG) / share);
    rig.instance.events.push_back({{AtTime{kSecond / 2}, 0}, {ChangeLane{"car", "2", seconds}}});
    EXPECT_EQ(breaks_at(rig.play()) > 0.5, share > 1) << share;
  }
}

// A road that falls away as x^2 / 2R beyond x = 0.
Stage crest(double radius) {
  Stage stage = flat_stage();
  Mesh mesh;
  const auto height = [&](double x) { return x < 0 ? 0 : -x * x / (2 * radius); };
  for (double x = -150; x < 49.9; x += 0.1)
    add_quad(mesh, {x, -20, height(x)}, {x + 0.1, -20, height(x + 0.1)}, {x + 0.1, 20, height(x + 0.1)},
             {x, 20, height(x)}, {});
  stage.ground = GroundSurface(mesh);
  return stage;
}

// Over a crest of radius R the floor falls away with v^2 / R: beyond g the straps hold the load down.
TEST(Lashing, BreaksWhereACrestThrowsTheLoadUp) {
  const double radius = 30, speed = 22;
  const double lift = speed * speed / radius - kG;
  for (const double share : {0.85, 1.15}) {
    Rig rig = loaded(1.6, speed, kLoad * lift / share, crest(radius), -15);
    EXPECT_EQ(breaks_at(rig.play()) > 0.6, share > 1) << share;
  }
}

TEST(Lashing, BreaksWhenItsCarrierIsStruck) {
  Rig rig = loaded(1.5, 0, 4000);
  rig.add_on_lane("lorry", car_asset(15000), -15, Motion::Kinematic).speed = 15;
  const double at = breaks_at(rig.play());
  EXPECT_GT(at, 0.6);
  EXPECT_LT(at, 1.0);
}

// --- on a wheel

constexpr double kRadius = 0.3, kOut = 0.05;  // m: the wheel; the middle of what sticks to it, beyond its crown

Rig with_tread(double seconds, double speed, double bears) {
  Rig rig(seconds);
  Asset car = car_asset();
  car.collision.resize(1);
  car.collision[0] = BoxShape{{Quat::Identity(), Vec3(0, 0, 0.9)}, {0.4, 0.4, 0.2}};  // out of the way
  car.links[1].name = "wheel_front_left";
  rig.add_on_lane("car", std::move(car), 0, Motion::Kinematic).speed = speed;
  Asset tread = box_asset({0.1, 0.1, 0.02}, 2);
  const Pose crown{Quat(0, 1, 0, 0), Vec3(1.35, 0.75, 2 * kRadius + kOut + 0.01)};
  rig.add("tread", std::move(tread), AnchorPlacement{"car", "wheel_front_left", Vec3::Zero(), 0}, crown, Motion::Free)
      .bears = bears;
  return rig;
}

TEST(Tread, LeavesAlongTheTangentAtTheSpeedOfItsWheel) {
  for (const int ticks : {100, 104, 109, 113}) {  // all round the wheel
    Rig rig = with_tread(0.6, 20, 1e6);
    rig.instance.events.push_back({{AtTime{ticks * kTick}, 0}, {Release{"tread", Vec3::Zero(), Vec3::Zero()}}});
    const auto timeline = rig.play();
    const auto& track = rig.track(timeline, "tread");
    const auto tick = static_cast<std::size_t>(ticks);
    const double turned = 20 * seconds_of_tick(tick) / kRadius, rim = 20 * (kRadius + kOut) / kRadius;
    const Vec3 center(0, 0, 0.01);
    const Vec3 hub(1.35 + 20 * seconds_of_tick(tick), 0.75, kRadius);
    const Vec3 out(dmath::sin(turned), 0, dmath::cos(turned)), along(dmath::cos(turned), 0, -dmath::sin(turned));
    EXPECT_LT((track[tick] * center - (hub + (kRadius + kOut) * out)).norm(), 1e-6) << ticks;
    if (out.z() < 0) continue;  // it would meet the road at once
    const Vec3 expected = Vec3(20, 0, 0) + rim * along;
    // Four steps' mean speed in the first tick.
    EXPECT_LT((speed_at(track, tick + 1, center) - expected - Vec3(0, 0, -2.5e-3 * kG)).norm(), 0.01 * rim) << ticks;
  }
}

TEST(Tread, FliesOffWhereTheWheelTurnsFasterThanItsBondBears) {
  const double critical = 22, rate = critical / kRadius;
  Rig rig = with_tread(3, 15, 2 * rate * rate * (kRadius + kOut));
  rig.instance.events.push_back({{AtTime{0}, 0}, {SetSpeed{"car", 30, 5}}});
  const double at = breaks_at(rig.play(), "tread");
  EXPECT_NEAR(15 + 5 * at, critical, 0.02 * critical);
}

}  // namespace
}  // namespace tailcast
