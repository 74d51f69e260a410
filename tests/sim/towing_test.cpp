// SPDX-License-Identifier: Apache-2.0
// Trailers on their couplings: how they follow, what the coupling bears, when they jack-knife.
#include <gtest/gtest.h>

#include <algorithm>

#include "assets/catalog.h"
#include "scenarios/place.h"
#include "tests/sim/fixture.h"

namespace tailcast {
namespace {

constexpr double kG = 9.81;

void add_wheels(Asset& asset, const std::vector<double>& axles, double radius) {
  for (const double x : axles)
    for (const double y : {0.75, -0.75}) {
      Mesh mesh;
      add_tube(mesh, Vec3(0, -0.1, 0), Vec3(0, 0.1, 0), radius, radius, 24, {});
      Joint joint;
      joint.kind = Joint::Kind::Wheel;
      joint.root_from_link.translation = Vec3(x, y, radius);
      joint.radius = radius;
      asset.links.push_back({"wheel", std::make_shared<const Mesh>(std::move(mesh)), joint});
      asset.collision.emplace_back(
          CylinderShape{{rotation_about(Vec3::UnitX(), -kPi / 2), joint.root_from_link.translation}, radius, 0.1});
    }
}

constexpr double kHitch = 0.45;  // m above the road

// 1800 kg, wheels at +-1.35 m, a ball 2.2 m behind its middle.
Asset tower_asset() {
  Asset asset = box_asset({3.8, 1.7, 0.6}, 1800, 0.8);
  asset.id = "test/tower";
  asset.class_id = ClassId::Car;
  asset.collision = {BoxShape{{Quat::Identity(), Vec3(0, 0, 0.7)}, {1.9, 0.85, 0.3}}};
  asset.center_of_mass = Vec3(0, 0, 0.5);
  asset.wheelbase = 2.7;
  add_wheels(asset, {1.35, -1.35}, 0.3);
  asset.anchors.push_back({"hitch", {Quat::Identity(), Vec3(-2.2, 0, kHitch)}, Vec3::Zero()});
  return asset;
}

// A body on one axle, its centre of mass above it as high as the coupling, which so bears no weight.
constexpr double kDrawbar = 3.0;  // m, coupling to axle
Asset trailer_asset(double mass) {
  Asset asset = box_asset({3.0, 1.8, 0.6}, mass, 0.8);
  asset.id = "test/trailer";
  asset.class_id = ClassId::Trailer;
  asset.collision = {BoxShape{{Quat::Identity(), Vec3(0, 0, 0.7)}, {1.5, 0.9, 0.3}}};
  asset.center_of_mass = Vec3(0, 0, kHitch);
  add_wheels(asset, {0}, 0.3);
  asset.anchors.push_back({"hitch", {Quat::Identity(), Vec3(kDrawbar, 0, kHitch)}, Vec3::Zero()});
  return asset;
}

struct Train {
  Rig rig;
  Timeline timeline;
};
// `bend`: rad, of the trailer from straight at the start.
Rig train(double seconds, double speed, Asset tower, Asset trailer, double bend = 0, Stage stage = flat_stage()) {
  Rig rig(seconds, std::move(stage));
  const auto coupling = *coupling_of(tower, trailer);
  rig.add_on_lane("car", std::move(tower), 0, Motion::Kinematic).speed = speed;
  const Pose& car = rig.placed.scene.bodies[rig.placed.scene.instances[rig.placed.actors.at("car")].root].world_from_body;
  const Pose behind = car * Pose{rotation_about(Vec3::UnitZ(), bend), coupling.on_tower} *
                      Pose{Quat::Identity(), -coupling.on_trailer};
  rig.add("trailer", std::move(trailer), TowedPlacement{"car", bend}, behind, Motion::Free);
  return rig;
}
double bend_of(const Rig& rig, const Timeline& timeline, std::size_t tick) {
  const double lead = rig.track(timeline, "car").empty() ? 0 : yaw_of(rig.track(timeline, "car")[tick].rotation);
  return wrap_angle(yaw_of(rig.track(timeline, "trailer")[tick].rotation) - lead);
}
double most_bent(const Rig& rig, const Timeline& timeline) {
  double most = 0;
  for (std::size_t k = 0; k < rig.track(timeline, "trailer").size(); ++k)
    most = std::max(most, std::fabs(bend_of(rig, timeline, k)));
  return most;
}
bool broke(const Timeline& timeline) {
  return std::any_of(timeline.events.begin(), timeline.events.end(), [](const TimelineEvent& e) {
    return e.kind == "break" && e.subject == "trailer" && e.object == "car";
  });
}

TEST(Trailer, StaysOnItsBallAndLevel) {
  Rig rig = train(3, 20, tower_asset(), trailer_asset(1200));
  rig.instance.events.push_back({{AtTime{kSecond / 2}, 0}, {ChangeLane{"car", "2", 2}}});
  const auto timeline = rig.play();
  const auto &car = rig.track(timeline, "car"), &trailer = rig.track(timeline, "trailer");
  for (std::size_t k = 0; k < car.size(); ++k) {
    ASSERT_LT((car[k] * Vec3(-2.2, 0, kHitch) - trailer[k] * Vec3(kDrawbar, 0, kHitch)).norm(), 0.01) << k;
    ASSERT_GT((trailer[k].rotation * Vec3::UnitZ()).z(), 0.995) << k;
  }
  EXPECT_NEAR(bend_of(rig, timeline, car.size() - 1), 0, 0.02);
}

// An axle that does not slip lets the bend decay as tan(bend / 2) = tan(bend_0 / 2) exp(-distance / drawbar): a tractrix.
TEST(Trailer, StraightensAlongATractrix) {
  const double start = 0.5;
  const Rig rig = train(2.5, 4, tower_asset(), trailer_asset(1200), start);
  const auto timeline = rig.play();
  for (const std::size_t tick : {125U, 250U, 375U, 500U}) {
    const double gone = 4 * seconds_of_tick(tick);
    const double expected = 2 * dmath::atan(dmath::tan(0.5 * start) * dmath::exp(-gone / kDrawbar));
    EXPECT_NEAR(bend_of(rig, timeline, tick), expected, 0.02 * start) << tick;
  }
}

// Pulled away at a, it hangs on the coupling with m (a + what rolling costs).
TEST(Trailer, BreaksItsCouplingAtItsLoad) {
  const double mass = 1500, pull = 4;
  for (const double share : {0.95, 1.02}) {  // the driver's ticks make what it feels 3 % uneven
    Rig rig = train(3, 5, tower_asset(), trailer_asset(mass));
    rig.instance.actors.back().bears = mass * (pull + 0.012 * kG) / share;
    rig.instance.events.push_back({{AtTime{kSecond / 2}, 0}, {SetSpeed{"car", 15, pull}}});
    const auto timeline = rig.play();
    EXPECT_EQ(broke(timeline), share > 1) << share;
    const double gap = rig.track(timeline, "car").back().translation.x() - rig.track(timeline, "trailer").back().translation.x();
    if (share > 1)
      EXPECT_GT(gap, 2.2 + kDrawbar + 3);
    else
      EXPECT_NEAR(gap, 2.2 + kDrawbar, 0.02);
  }
}

TEST(Trailer, IsLeftBehindWhenItIsReleased) {
  Rig rig = train(2, 15, tower_asset(), trailer_asset(1200));
  rig.instance.events.push_back({{AtTime{kSecond / 2}, 0}, {Release{"trailer", Vec3::Zero(), Vec3::Zero()}}});
  rig.instance.events.push_back({{AtTime{kSecond / 2}, 0}, {SetSpeed{"car", 25, 5}}});
  const auto timeline = rig.play();
  EXPECT_GT(rig.track(timeline, "car").back().translation.x() - rig.track(timeline, "trailer").back().translation.x(), 8);
}

// Brakes within the grip: distance v^2 / 2a, all wheels rolling. Beyond it they lock: v^2 / 2 mu g.
TEST(Skid, StopsWithinWhatBrakesAndGripAllow) {
  for (const double grip : {0.8, 0.3}) {
    const double asked = 5, got = std::min(asked, grip * kG);
    Rig rig(8);
    rig.add_on_lane("car", tower_asset(), -60, Motion::Kinematic).speed = 15;
    rig.instance.events.push_back({{AtTime{0}, 0}, {Brake{"car", asked, grip}}});
    const auto timeline = rig.play();
    const auto& track = rig.track(timeline, "car");
    EXPECT_NEAR(track.back().translation.x() - track.front().translation.x(), 225 / (2 * got), 0.03 * 225 / (2 * got)) << grip;
  }
}

// A trailer without brakes pushes. While the wheels roll they hold the tower straight; once they lock nothing does.
TEST(JackKnife, HappensWhereTheBrakesAskForMoreThanTheGrip) {
  const double asked = 3;
  for (const double grip : {0.8, 1.1 * asked / kG, 0.9 * asked / kG, 0.15}) {
    Rig rig = train(9, 20, tower_asset(), trailer_asset(1800), 0.03);
    rig.instance.events.push_back({{AtTime{0}, 0}, {Brake{"car", asked, grip}}});
    const auto timeline = rig.play();
    if (grip * kG < asked)
      EXPECT_GT(most_bent(rig, timeline), kPi / 3) << grip;
    else
      EXPECT_LT(most_bent(rig, timeline), 0.05) << grip;
  }
}

TEST(JackKnife, IsTheSameTwice) {
  Rig rig = train(4, 20, tower_asset(), trailer_asset(1800), 0.2);
  rig.instance.events.push_back({{AtTime{0}, 0}, {Brake{"car", 6, 0.4}}});
  const auto first = rig.play();
  EXPECT_GT(most_bent(rig, first), 0.8);
  EXPECT_TRUE(same_bits(first, rig.play()));
}

// Brakes of its own hold it back: no push, no fold.
TEST(JackKnife, DoesNotHappenToATrailerThatBrakesToo) {
  Rig rig = train(9, 20, tower_asset(), trailer_asset(1800), 0.03);
  rig.instance.events.push_back({{AtTime{0}, 0}, {Brake{"car", 3, 0.5}, Brake{"trailer", 3, 0.5}}});
  const auto timeline = rig.play();
  EXPECT_LT(most_bent(rig, timeline), 0.05);
}

struct Combination {
  const char *tower, *trailer;
};
class Catalog : public testing::TestWithParam<Combination> {};

TEST_P(Catalog, CombinationFollowsThroughAChangeOfLane) {
  Rig rig = train(4, 15, *make_asset(GetParam().tower, 2), *make_asset(GetParam().trailer, 3));
  rig.instance.events.push_back({{AtTime{kSecond / 2}, 0}, {ChangeLane{"car", "2", 3}}});
  const auto timeline = rig.play();
  const auto& trailer = rig.track(timeline, "trailer");
  const auto asset = rig.placed.scene.instances[rig.placed.actors.at("trailer")].asset;
  for (std::size_t k = 0; k < trailer.size(); ++k) {
    ASSERT_GT((trailer[k].rotation * Vec3::UnitZ()).z(), 0.99) << k;
    ASSERT_LT(std::fabs(trailer[k].translation.z()), 0.12) << k;
  }
  EXPECT_LT(most_bent(rig, timeline), 0.2);
  EXPECT_NEAR(trailer.back().translation.y(), 3.5, 0.5);
  EXPECT_TRUE(std::none_of(timeline.events.begin(), timeline.events.end(),
                           [](const TimelineEvent& e) { return e.kind == "break" || e.kind == "struck"; }));
}

INSTANTIATE_TEST_SUITE_P(
    All, Catalog,
    testing::Values(Combination{"vehicle/suv", "trailer/caravan"}, Combination{"vehicle/sedan", "trailer/car"},
                    Combination{"vehicle/off_roader", "trailer/horse"}, Combination{"vehicle/pickup", "trailer/boat"},
                    Combination{"vehicle/van", "trailer/warning"}, Combination{"vehicle/curtain_sider", "trailer/drawbar_box"},
                    Combination{"vehicle/tractor_unit", "trailer/semi_box"}, Combination{"vehicle/tractor_unit", "trailer/low_loader"},
                    Combination{"vehicle/tractor_unit", "trailer/semi_tank"}));

}  // namespace
}  // namespace tailcast
