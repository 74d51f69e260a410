// SPDX-License-Identifier: Apache-2.0
// Air against closed form.
#include <gtest/gtest.h>

#include "sim/air.h"
#include "sim/physics_world.h"
#include "tests/sim/fixture.h"

namespace tailcast {
namespace {

constexpr double kG = 9.81, kRho = 1.2;

// Falls from high up in still air; m/s downwards after each millisecond.
std::vector<double> falls(const Asset& asset, double seconds) {
  const auto ground = flat_stage().ground;
  PhysicsWorld world(ground, {Vec3(-9, -9, -9), Vec3(9, 9, 9)}, Vec3(0, 0, 300));
  const int id = world.add_body(asset, pose_at(Vec3(0, 0, 300), 0), BodyRole::Loose);
  world.set_air({kRho, Vec3::Zero(), {}});
  std::vector<double> speeds;
  for (int k = 0; k < static_cast<int>(seconds * 1000); ++k) {
    world.step();
    speeds.push_back(-world.twist_of(id).linear.z());
  }
  return speeds;
}

// dv/dt = g (1 - v^2 / vt^2): vt tanh(g t / vt), within what one step of 1 ms adds.
void expect_fall(const Asset& asset, double terminal, double seconds) {
  const auto speeds = falls(asset, seconds);
  for (std::size_t k = 99; k < speeds.size(); k += 100) {
    const double t = 1e-3 * static_cast<double>(k + 1), e = dmath::exp(2 * kG * t / terminal);
    ASSERT_NEAR(speeds[k], terminal * (e - 1) / (e + 1), kG * 1e-3 + 1e-3 * terminal) << t;
  }
  EXPECT_NEAR(speeds.back(), terminal, 0.01 * terminal);
}

TEST(TerminalVelocity, OfABoxIsWhereDragBearsItsWeight) {
  expect_fall(box_asset({0.4, 0.4, 0.4}, 0.5), std::sqrt(2 * 0.5 * kG / (kRho * 1.05 * 0.16)), 4);
}
TEST(TerminalVelocity, OfASheetThatFallsFlat) {
  expect_fall(box_asset({1.2, 0.8, 0.01}, 0.8), std::sqrt(2 * 0.8 * kG / (kRho * 1.17 * 0.96)), 3);
}
TEST(TerminalVelocity, OfABallIsThatOfASphere) {
  Asset ball = box_asset({0.22, 0.22, 0.22}, 0.43);  // a football: 25 m/s and a half
  Mesh mesh;
  add_ellipsoid(mesh, {Quat::Identity(), Vec3(0, 0, 0.11)}, Vec3::Constant(0.11), 24, 48, {});
  ball.links[0].mesh = std::make_shared<const Mesh>(std::move(mesh));
  ball.collision = {SphereShape{Vec3(0, 0, 0.11), 0.11}};
  const AirFaces faces = air_faces_of(ball, {0});
  EXPECT_NEAR(faces.area.x(), kPi * 0.11 * 0.11, 0.01 * kPi * 0.0121);
  expect_fall(ball, std::sqrt(2 * 0.43 * kG / (kRho * 0.47 * faces.area.z())), 12);
}
TEST(TerminalVelocity, OfAPlasticBagIsStableThoughAirIsStiffForIt) {
  const auto speeds = falls(box_asset({0.4, 0.4, 0.003}, 0.004), 2);
  const double terminal = std::sqrt(2 * 0.004 * kG / (kRho * 1.17 * 0.16));
  for (std::size_t k = 500; k < speeds.size(); ++k) ASSERT_NEAR(speeds[k], terminal, 0.03 * terminal);
}

TEST(Air, LiftsAPlateThatMeetsItAskewAsItsNormalForceSays) {
  const Asset sheet = box_asset({1.2, 0.8, 0.01}, 0.8);
  const AirFaces faces = air_faces_of(sheet, {0});
  for (const double attack : {0.1, 0.4, 0.9}) {
    const Pose pose{rotation_about(Vec3::UnitY(), -attack), Vec3::Zero()};  // nose up
    const Wrench load = air_load(faces, pose, sheet.center_of_mass, 0.8, {}, Vec3(-12, 0, 0), kRho, 1e9);
    const double normal = 0.5 * kRho * 144 * 1.17 * 0.96 * dmath::sin(attack),
                 edge = 0.5 * kRho * 144 * 1.17 * 0.008 * dmath::cos(attack);
    EXPECT_NEAR(load.force.z(), normal * dmath::cos(attack) - edge * dmath::sin(attack), 1e-6 * normal)
        << attack;
    EXPECT_NEAR(-load.force.x(), normal * dmath::sin(attack) + edge * dmath::cos(attack), 1e-6 * normal)
        << attack;
    const double ahead = (0.5 - 0.195 - 0.305 * dmath::sin(attack)) * 1.2;
    EXPECT_NEAR(load.torque.y(), -ahead * normal, 1e-6 * normal) << attack;  // it pitches up
  }
}

TEST(Air, AtRestNeverGivesABodyEnergy) {
  const AirFaces faces = air_faces_of(box_asset({1.2, 0.8, 0.01}, 0.8), {0});
  std::uint32_t state = 1;
  const auto next = [&] {
    return static_cast<double>((state = state * 1664525u + 1013904223u) >> 8) / (1 << 23) - 1.0;
  };
  const auto vector = [&] {
    const double x = next(), y = next(), z = next();
    return Vec3(x, y, z);
  };
  for (int i = 0; i < 2000; ++i) {
    const Vec3 linear = 10 * vector(), angular = 20 * vector(), axis = vector().normalized();
    const Pose pose{rotation_about(axis, 3 * next()), Vec3::Zero()};
    const Wrench load =
        air_load(faces, pose, Vec3(0, 0, 0.005), 0.8, {linear, angular}, Vec3::Zero(), kRho, 500);
    ASSERT_LE(load.force.dot(linear) + load.torque.dot(angular), 1e-9) << i;
  }
}

TEST(Air, FollowsTheLogarithmicLawAboveTheGround) {
  const Air air{kRho, Vec3(8, 0, 0), {}};
  EXPECT_NEAR(air_velocity(air, Vec3(0, 0, 10), 10).x(), 8, 1e-9);
  EXPECT_NEAR(air_velocity(air, Vec3(0, 0, 1), 1).x(), 8 * std::log(1 / 0.03) / std::log(10 / 0.03), 1e-9);
  EXPECT_EQ(air_velocity(air, Vec3(0, 0, 0.02), 0.02).x(), 0);
}

Air behind_a_lorry() {
  const Vec3 size(8, 2.5, 3.6);
  return {kRho,
          Vec3::Zero(),
          {{{Quat::Identity(), Vec3(0, 0, 1.8)},
            0.5 * size,
            Vec3(22, 0, 0),
            drag_area_of(ClassId::Truck, size)}}};
}

// Drag is momentum that stays behind in the air: rho U integral u dA = D, over the half space above the road.
// The source and sink, which carry none, are taken out by their far field.
TEST(Wake, CarriesTheMomentumOfTheVehiclesDrag) {
  Air air = behind_a_lorry();
  const double speed = 22, drag = 0.5 * kRho * speed * speed * air.streams[0].drag_area;
  for (const double behind : {20.0, 60.0}) {
    double flux = 0;
    constexpr double kCell = 0.25;
    for (double y = -15 + 0.5 * kCell; y < 15; y += kCell)
      for (double z = 0.5 * kCell; z < 15; z += kCell) {
        const Vec3 p(-4 - behind, y, z);
        Air still = air;
        still.streams[0].drag_area = 1e-12;
        flux += (air_velocity(air, p, z) - air_velocity(still, p, z)).x() * kCell * kCell;
      }
    EXPECT_NEAR(kRho * speed * flux, drag, 0.06 * drag) << behind;
  }
}

TEST(Wake, FadesBehindAndTheFlowPartsBeforeIt) {
  const Air air = behind_a_lorry();
  const auto at = [&](double x, double y) { return air_velocity(air, Vec3(x, y, 0.6), 0.6); };
  EXPECT_GT(at(-6, 0).x(), 11);  // close behind, air follows
  EXPECT_GT(at(-10, 0).x(), at(-30, 0).x());
  EXPECT_GT(at(-30, 0).x(), 0.5);
  EXPECT_GT(at(5, 2.5).y(), 2);   // beside the nose it is pushed away
  EXPECT_LT(at(-5, 2.5).y(), 0);  // beside the tail it is drawn in
  EXPECT_LT(at(0, 30).norm(), 0.2);
  EXPECT_EQ(at(0, 0), Vec3(22, 0, 0));  // on its bed
}

TEST(Wind, RollsACardboardBoxDownTheRoadAndLeavesABrickWhereItIs) {
  for (const double mass : {0.3, 20.0}) {
    Rig rig(4);
    rig.instance.weather.air_density = kRho;
    rig.instance.weather.wind = 25, rig.instance.weather.wind_heading = kPi / 2;  // across
    rig.add_on_lane("box", box_asset({0.4, 0.4, 0.4}, mass), 0, Motion::Free);
    const auto timeline = rig.play();
    const auto& track = rig.track(timeline, "box");
    const double moved = track.empty() ? 0 : track.back().translation.y();
    if (mass < 1)
      EXPECT_GT(moved, 2);
    else
      EXPECT_LT(std::fabs(moved), 0.01);
  }
}

TEST(Wake, OfAPassingLorryBlowsACardboardBoxAway) {
  Rig rig(3);
  rig.instance.weather.air_density = kRho;
  Asset lorry = car_asset(9000);
  lorry.class_id = ClassId::Truck;
  lorry.box = Bounds{Vec3(-4, -1.25, 0), Vec3(4, 1.25, 3.6)};
  auto& actor = rig.add_on_lane("lorry", std::move(lorry), -25, Motion::Kinematic);
  actor.speed = 25;
  rig.add("box", box_asset({0.4, 0.3, 0.3}, 0.12), LanePlacement{"1", 0, 1.8, 0}, pose_at(Vec3(0, 1.8, 0), 0),
          Motion::Free);
  const auto timeline = rig.play();
  const auto& track = rig.track(timeline, "box");
  ASSERT_FALSE(track.empty());
  EXPECT_GT((track.back().translation - track.front().translation).norm(), 0.3);
}

}  // namespace
}  // namespace tailcast
