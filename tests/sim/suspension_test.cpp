// SPDX-License-Identifier: Apache-2.0
// A vehicle on its springs, against the damped oscillator; and skids against mu g.
#include <gtest/gtest.h>

#include "assets/catalog.h"
#include "sim/suspension.h"
#include "tests/sim/fixture.h"

namespace tailcast {
namespace {

constexpr double kG = 9.81;

// A slab on four round wheels that collide; its centre of mass in the middle between them.
Asset sprung_car(double friction = 0.7) {
  Asset asset = car_asset(1500);
  asset.friction = friction;
  asset.collision = {BoxShape{{Quat::Identity(), Vec3(0, 0, 0.6)}, {2.2, 0.9, 0.3}}};
  asset.center_of_mass = Vec3(0, 0, 0.5);
  for (std::size_t i = 1; i < asset.links.size(); ++i)
    asset.collision.emplace_back(CylinderShape{
        {rotation_about(Vec3::UnitX(), -kPi / 2), asset.links[i].joint.root_from_link.translation},
        0.3,
        0.1});
  return asset;
}

TEST(Suspension, BouncesAtItsNaturalFrequencyAndDampsAsItSays) {
  Rig rig(3);
  rig.add_on_lane("car", sprung_car(), 0, Motion::Free).velocity = Vec3(0, 0, -0.4);
  const auto timeline = rig.play();
  const auto& track = rig.track(timeline, "car");
  // z(t) = -(v0 / wd) exp(-z w t) sin(wd t)
  const double w = 2 * kPi * 1.3, zeta = 0.3, wd = w * std::sqrt(1 - zeta * zeta);
  double worst = 0;
  for (std::size_t k = 0; k < track.size() && seconds_of_tick(k) < 1.5; ++k) {
    const double t = seconds_of_tick(k),
                 expected = -0.4 / wd * dmath::exp(-zeta * w * t) * dmath::sin(wd * t);
    worst = std::max(worst, std::fabs(track[k].translation.z() - expected));
  }
  EXPECT_LT(worst, 0.02 * 0.4 / wd);
}

TEST(Suspension, KeepsAStillCarWhereItStood) {
  for (const double slope : {0.0, 0.05}) {
    Rig rig(4, flat_stage(slope));
    rig.add_on_lane("car", sprung_car(), 0, Motion::Free);
    const auto timeline = rig.play();
    const auto& track = rig.track(timeline, "car");
    if (track.empty()) continue;
    EXPECT_LT((track.back().translation - track.front().translation).norm(), 0.03)
        << slope;  // its nose sinks by h / L of the slope
    EXPECT_EQ((track.back().translation - track[track.size() - 2].translation).norm(), 0) << slope;
  }
}

TEST(Suspension, LockedWheelsSkidToRestInCoulombsDistance) {
  for (const double yaw : {0.0, 0.9, kPi / 2}) {  // whichever way it looks
    Rig rig(4);
    auto& car = rig.add_on_lane("car", sprung_car(0.7), 0, Motion::Free);
    rig.turn("car", rotation_about(Vec3::UnitZ(), yaw));
    car.speed = 12;
    const auto timeline = rig.play();
    const auto& track = rig.track(timeline, "car");
    const double distance = 144 / (2 * 0.7 * kG);
    EXPECT_NEAR((track.back() * Vec3(0, 0, 0.5) - track.front() * Vec3(0, 0, 0.5)).head<2>().norm(), distance,
                0.03 * distance)
        << yaw;
    EXPECT_GT((track.back().rotation * Vec3::UnitZ()).z(), 0.99) << yaw;
  }
}

TEST(Suspension, AStruckParkedCarComesToRestWithinMuG) {
  Rig rig(6);
  rig.add_on_lane("parked", sprung_car(0.7), 0, Motion::Kinematic);
  rig.add_on_lane("lorry", car_asset(15000), -20, Motion::Kinematic).speed = 14;
  rig.instance.events.push_back({{OnContact{"lorry", "parked"}, 0}, {Brake{"lorry", 30}}});
  const auto timeline = rig.play();
  const auto& track = rig.track(timeline, "parked");
  const auto speed = [&](std::size_t k) { return speed_at(track, k, Vec3(0, 0, 0.5)).head<2>().norm(); };
  std::size_t from = 1;
  while (from + 1 < track.size() && speed(from) < 5) ++from;
  from += 15;  // the blow moves it out of the overlap too: once it slides by itself
  ASSERT_LT(from, track.size());
  const double slid = (track.back().translation - track[from].translation).head<2>().norm(), v = speed(from);
  EXPECT_NEAR(slid, v * v / (2 * 0.7 * kG), 0.05 * slid);
  EXPECT_NEAR(v, 14, 1.5);  // what struck it hardly slowed down
  EXPECT_EQ((track.back().translation - track[track.size() - 2].translation).norm(), 0);
}

TEST(Suspension, IsFoundOnEveryCarOfTheCatalog) {
  for (const char* id :
       {"vehicle/sedan", "vehicle/suv", "vehicle/van", "vehicle/pickup", "vehicle/lorry", "vehicle/bus"}) {
    const auto asset = make_asset(id, 3);
    const auto suspension = suspension_of(*asset, true);
    ASSERT_TRUE(suspension) << id;
    double load = 0;
    for (const auto& wheel : suspension->wheels) {
      load += wheel.load;
      EXPECT_GT(wheel.load, 0) << id;
    }
    EXPECT_NEAR(load, asset->mass * kG, 1e-6 * load) << id;
  }
}

}  // namespace
}  // namespace tailcast
