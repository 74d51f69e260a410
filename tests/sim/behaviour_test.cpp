// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/sim/fixture.h"
#include "sim/footprint.h"

namespace tailcast {
namespace {

Event when_then(const decltype(Condition::when)& when, Action action, Nanoseconds delay = 0) {
  return {{when, delay}, {std::move(action)}};
}

bool logged(const Timeline& timeline, const std::string& kind, const std::string& subject) {
  return std::any_of(timeline.events.begin(), timeline.events.end(),
                     [&](const TimelineEvent& e) { return e.kind == kind && e.subject == subject; });
}

TEST(Driving, CoversSpeedTimesTimeAndItsWheelsRollThatFar) {
  Rig rig(2);
  rig.add_on_lane("car", car_asset(), 0, Motion::Kinematic).speed = 12;
  const auto timeline = rig.play();
  EXPECT_NEAR(rig.track(timeline, "car").back().translation.x(), 24, 1e-6);
  const auto& instance = rig.placed.scene.instances[rig.placed.actors.at("car")];
  const auto& wheel = timeline.tracks[instance.bodies[1]];
  ASSERT_EQ(wheel.size(), rig.track(timeline, "car").size());
  const Vec3 spoke = wheel.back().rotation * Vec3::UnitX();
  const double angle = 24 / 0.3;
  EXPECT_NEAR(spoke.x(), std::cos(angle), 1e-6);
  EXPECT_NEAR(spoke.z(), -std::sin(angle), 1e-6);
}

TEST(Driving, BrakesToAStopWithinTheClosedFormDistance) {
  Rig rig(4);
  rig.add_on_lane("car", car_asset(), 0, Motion::Kinematic).speed = 15;
  rig.instance.events.push_back(when_then(AtTime{kSecond}, Brake{"car", 6}));
  const auto timeline = rig.play();
  EXPECT_NEAR(rig.track(timeline, "car").back().translation.x(), 15 + 225.0 / 12, 1e-6);
}

TEST(Driving, ChangesLaneSmoothlyAndEndsOnTheOtherLanesCentre) {
  Rig rig(5);
  rig.add_on_lane("car", car_asset(), 0, Motion::Kinematic).speed = 20;
  rig.instance.events.push_back(when_then(AtTime{kSecond / 2}, ChangeLane{"car", "2", 3}));
  const auto timeline = rig.play();
  const auto& track = rig.track(timeline, "car");
  EXPECT_NEAR(track.back().translation.y(), 3.5, 1e-6);
  EXPECT_NEAR(yaw_of(track.back().rotation), 0, 1e-9);
  for (std::size_t k = 2; k < track.size(); ++k) {
    const double acceleration = (speed_at(track, k).y() - speed_at(track, k - 1).y()) / to_seconds(kTick);
    ASSERT_LT(std::fabs(acceleration), 3.0);  // the quintic's peak: 5.77 d / T^2 = 2.2 m/s^2
    ASSERT_NEAR(speed_at(track, k).norm(), 20, 0.05);
  }
}

TEST(Driving, EgoFrameFollowsItsLaneAndObeysItsEvents) {
  Rig rig(3);
  rig.instance.ego_speed = 10;
  rig.instance.events.push_back(when_then(AtTime{kSecond}, SetSpeed{"ego", 14, 4}));
  const auto timeline = rig.play();
  EXPECT_NEAR(timeline.ego.back().translation.x(), -100 + 10 + 12 + 14, 1e-6);
  EXPECT_EQ(timeline.ego.size(), 751u);
}

TEST(Walking, GoesStraightAtItsHeading) {
  Rig rig(3);
  rig.add_on_lane("child", box_asset({0.3, 0.4, 1.2}, 30), 0, Motion::Kinematic);
  rig.instance.events.push_back(when_then(AtTime{kSecond}, Walk{"child", kPi / 2, 3, 6}));
  const auto timeline = rig.play();
  const auto& track = rig.track(timeline, "child");
  EXPECT_NEAR(track.back().translation.x(), 0, 1e-6);
  EXPECT_NEAR(track.back().translation.y(), 0.75 + 4.5, 1e-6);  // .5 s to speed, 1.5 s at it
}

TEST(Cargo, RidesUntilReleasedAndThenLeavesWithTheCarriersVelocity) {
  Rig rig(1);
  rig.add_on_lane("car", car_asset(), 0, Motion::Kinematic).speed = 20;
  rig.add("box", box_asset({0.5, 0.5, 0.3}, 5), AnchorPlacement{"car", "bed", Vec3::Zero(), 0}, pose_at(Vec3(0, 0, 0.9), 0), Motion::Free);
  rig.instance.events.push_back(when_then(AtTime{kSecond / 2}, Release{"box", Vec3(-2, 0, 1), Vec3::Zero()}));
  const auto timeline = rig.play();
  const auto& box = rig.track(timeline, "box");
  const auto& car = rig.track(timeline, "car");
  EXPECT_NEAR((box[125].translation - car[125].translation - Vec3(0, 0, 0.9)).norm(), 0, 1e-9);
  EXPECT_NEAR(speed_at(box, 127).x(), 18, 0.05);
  EXPECT_NEAR(speed_at(box, 127).z(), 1 - 9.81 * 0.006, 0.03);
  EXPECT_TRUE(logged(timeline, "release", "box"));
}

TEST(Cargo, LyingLooseOnAMovingBedTouchesIt) {
  Rig rig(1.5);
  rig.add_on_lane("car", car_asset(), 0, Motion::Kinematic).speed = 5;
  rig.add("box", box_asset({0.5, 0.5, 0.3}, 5), AnchorPlacement{"car", "bed", Vec3::Zero(), 0}, pose_at(Vec3(0, 0, 0.9), 0), Motion::Free);
  rig.instance.events.push_back(when_then(AtTime{0}, Release{"box", Vec3::Zero(), Vec3::Zero()}));
  const auto timeline = rig.play();
  const auto& box = rig.track(timeline, "box");
  EXPECT_NEAR(box.back().translation.z(), 0.9, 0.01);
  EXPECT_NEAR(box.back().translation.x(), 7.5, 0.1);
}

TEST(Events, ContactOfDebrisWithTheRoadBrakesTheEgo) {
  Rig rig(2);
  rig.instance.ego_speed = 10;
  rig.add_on_lane("box", box_asset({0.3, 0.3, 0.3}, 3), 0, Motion::Free).drop_height = 1.2;
  rig.instance.events.push_back(when_then(OnContact{"box", "road"}, Brake{"ego", 5}));
  const auto timeline = rig.play();
  ASSERT_TRUE(logged(timeline, "contact", "box"));
  ASSERT_TRUE(logged(timeline, "brake", "ego"));
  const auto brakes = std::find_if(timeline.events.begin(), timeline.events.end(), [](const auto& e) { return e.kind == "brake"; });
  EXPECT_NEAR(to_seconds(brakes->time), std::sqrt(2 * 1.2 / 9.81), 0.01);
  EXPECT_LT(speed_at(timeline.ego, timeline.ego.size() - 1).x(), 5);
}

TEST(Events, DistanceAndTimeToCollisionFireOnceWhenTheyShould) {
  Rig rig(2);
  rig.add_on_lane("ahead", car_asset(), 40, Motion::Kinematic);
  rig.add_on_lane("behind", car_asset(), 0, Motion::Kinematic).speed = 10;
  rig.instance.events.push_back(when_then(OnDistance{"behind", "ahead", 30}, SetSpeed{"behind", 10, 1}));
  rig.instance.events.push_back(when_then(OnTimeToCollision{"behind", "ahead", 2.5}, Brake{"behind", 4}, kSecond / 10));
  const auto timeline = rig.play();
  ASSERT_EQ(timeline.events.size(), 2u);
  EXPECT_NEAR(to_seconds(timeline.events[0].time), (40 - 4.4 - 30) / 10, 0.009);
  EXPECT_NEAR(to_seconds(timeline.events[1].time), (40 - 4.4 - 25) / 10 + 0.1, 0.009);
}

TEST(Striking, HandsALightBoxABoundedMomentum) {
  Rig rig(1);
  rig.add_on_lane("car", car_asset(), -10, Motion::Kinematic).speed = 20;
  rig.add_on_lane("box", box_asset({0.6, 0.6, 0.6}, 2, 0.5, 0.1), 0, Motion::Free);
  const auto timeline = rig.play();
  const auto& track = rig.track(timeline, "box");
  double fastest = 0;
  for (std::size_t k = 1; k < track.size(); ++k) fastest = std::max(fastest, speed_at(track, k, Vec3(0, 0, 0.3)).norm());
  EXPECT_GT(fastest, 15);
  EXPECT_LT(fastest, 20 * 1.25);
}

TEST(Striking, ThrowsAPersonAndLeavesTheEgoOnItsCourse) {
  Rig rig(1.5);
  rig.instance.ego_s = -10, rig.instance.ego_speed = 10;
  rig.placed.actors["ego"] = add_instance(rig.placed.scene, std::make_shared<const Asset>(car_asset()), "ego", pose_at(Vec3(-10, 0, 0), 0), 1, true);
  rig.add_on_lane("child", box_asset({0.3, 0.4, 1.2}, 30), 0, Motion::Kinematic);
  const auto timeline = rig.play();
  EXPECT_TRUE(logged(timeline, "struck", "child"));
  EXPECT_GT(rig.track(timeline, "child").back().translation.x(), 1);
  EXPECT_NEAR(timeline.ego.back().translation.x(), 5, 1e-6);
}

TEST(Tracks, AreEmptyForWhatNeverMoves) {
  Rig rig(0.5, flat_stage(0.03));
  rig.add_on_lane("parked", car_asset(), 20, Motion::Kinematic);
  const auto timeline = rig.play();
  for (std::size_t body = 0; body < timeline.tracks.size(); ++body) EXPECT_FALSE(moves(timeline, body)) << body;
}

TEST(Footprint, DistanceOfTwoSquaresIsTheGapBetweenTheirNearestPoints) {
  const Bounds unit{Vec3(-0.5, -0.5, 0), Vec3(0.5, 0.5, 1)};
  const auto at = [&](double x, double y, double yaw) { return footprint_of(unit, pose_at(Vec3(x, y, 0), yaw)); };
  EXPECT_NEAR(distance_between(at(0, 0, 0), at(3, 0, 0)), 2, 1e-12);
  EXPECT_NEAR(distance_between(at(0, 0, 0), at(4, 4, 0)), std::sqrt(18.0), 1e-12);
  EXPECT_NEAR(distance_between(at(0, 0, 0), at(3, 0, kPi / 4)), 2.5 - std::sqrt(0.5), 1e-9);
  EXPECT_EQ(distance_between(at(0, 0, 0), at(0.7, 0.4, 0.3)), 0);
}

}  // namespace
}  // namespace tailcast
