// SPDX-License-Identifier: Apache-2.0
// Legs and cranks in a played scene: feet stand on the ground, and follow the pedals.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "assets/catalog.h"
#include "sim/links.h"
#include "tests/sim/fixture.h"

namespace tailcast {
namespace {

std::size_t link_named(const Asset& asset, const std::string& name) {
  const auto found = std::ranges::find(asset.links, name, &Link::name);
  EXPECT_NE(found, asset.links.end()) << name;
  return static_cast<std::size_t>(found - asset.links.begin());
}

struct Played {
  Rig rig;
  std::shared_ptr<const Asset> asset;
  Timeline timeline;

  Played(const std::string& id, double speed, double seconds) : rig(seconds), asset(make_asset(id, 4)) {
    rig.add_on_lane("it", *asset, 0, Motion::Kinematic).speed = speed;
    timeline = rig.play();
  }
  const std::vector<Pose>& track(std::size_t link) const {
    return timeline.tracks[rig.placed.scene.instances[rig.placed.actors.at("it")].bodies[link]];
  }
  // Gap between the lowest vertex of the links chosen and the ground.
  template <class Choose>
  double gap(std::size_t tick, const Choose& choose) const {
    double low = 1e30;
    for (std::size_t link = 0; link < asset->links.size(); ++link)
      if (choose(asset->links[link]))
        low = std::min(low, lowest(*asset->links[link].mesh, track(link)[tick], rig.stage.ground));
    return low;
  }
};

bool is_leg(const Link& link) {
  return link.joint.kind == Joint::Kind::Cycle;
}
bool is_wheel(const Link& link) {
  return link.joint.kind == Joint::Kind::Wheel;
}

struct Walk {
  const char* id;
  double speed;  // m/s
};

class Walkers : public testing::TestWithParam<Walk> {};

TEST_P(Walkers, HaveAFootOnTheGroundAllAlong) {
  const Played walk(GetParam().id, GetParam().speed, 1.6);
  const std::size_t settled = 50;  // ticks: .2 s
  for (std::size_t tick = settled; tick < walk.timeline.ego.size(); tick += 3)
    EXPECT_NEAR(walk.gap(tick, is_leg), 0, .006) << tick;
}

INSTANTIATE_TEST_SUITE_P(Some, Walkers,
                         testing::Values(Walk{"person/man", 1.4}, Walk{"person/woman", 1.2},
                                         Walk{"person/toddler", .9}, Walk{"person/elderly", .9},
                                         Walk{"person/jogger", 2.8}, Walk{"person/with_pram", 1.2},
                                         Walk{"person/walking_dog", 1.3}, Walk{"animal/horse", 1.5},
                                         Walk{"animal/cat", .9}),
                         [](const auto& test) {
                           std::string name = test.param.id;
                           std::ranges::replace(name, '/', '_');
                           return name;
                         });

TEST(Walker, LeavesTheFootThatStandsWhereItIs) {
  const Played walk("person/man", 1.4, 3);
  // The left foot is flat, and its sole is still, for a good part of each stride.
  const auto& foot = walk.track(link_named(*walk.asset, "foot_left"));
  int still = 0, steps = 0;
  for (std::size_t tick = 100; tick < foot.size(); ++tick) {
    const double moved = (foot[tick].translation - foot[tick - 1].translation).norm();
    still += moved < .1 * 1.4 * to_seconds(kTick) ? 1 : 0;
    ++steps;
  }
  EXPECT_GT(still, steps / 6);
  EXPECT_LT(still, steps / 2);
}

TEST(Walker, StandsAsAtRestWhenItStops) {
  const Played stand("person/man", 0, .2);
  const auto& instance = stand.rig.placed.scene.instances[stand.rig.placed.actors.at("it")];
  for (const auto body : instance.bodies) EXPECT_FALSE(moves(stand.timeline, body));
}

TEST(Pram, KeepsItsWheelsOnTheGroundWhileFeetStep) {
  const Played walk("person/with_pram", 1.2, 1.5);
  for (std::size_t tick = 50; tick < walk.timeline.ego.size(); tick += 5) {
    EXPECT_NEAR(walk.gap(tick, is_wheel), 0, .002);
    EXPECT_NEAR(walk.gap(tick, is_leg), 0, .006);
  }
}

TEST(Cyclist, TurnsTheCrankOnceInItsDevelopmentAndTheFeetFollow) {
  const double speed = 5;
  const Played ride("rider/city_cyclist", speed, 2);
  const Asset& asset = *ride.asset;
  const std::size_t crank = link_named(asset, "crank");
  const double stride = asset.links[crank].joint.stride;
  const auto &cranks = ride.track(crank), &feet = ride.track(link_named(asset, "foot_left"));
  const auto& root = ride.track(0);
  // The pedal, and what of the sole lies on it at the start, in their own frames.
  const Vec3 pedal(.17, 0, 0);
  const Vec3 on_sole = inverse(feet[0]) * (cranks[0] * pedal);
  for (std::size_t tick = 0; tick < cranks.size(); ++tick) {
    const double angle = 2 * kPi * speed * seconds_of_tick(tick) / stride;
    const Vec3 arm = (inverse(root[tick]) * cranks[tick]).rotation * Vec3::UnitX();
    EXPECT_NEAR(arm.x(), std::cos(angle), 1e-6);
    EXPECT_NEAR(arm.z(), -std::sin(angle), 1e-6);
    const Vec3 apart = feet[tick] * on_sole - cranks[tick] * pedal;
    EXPECT_LT(apart.norm(), .003) << tick;
    EXPECT_NEAR(root[tick].translation.z(), root[0].translation.z(), 1e-6);  // pedalling lifts nobody
  }
}

TEST(Shank, HangsOnItsThigh) {
  const auto man = make_asset("person/man", 2);
  const Link& thigh = man->links[link_named(*man, "thigh_left")];
  const Link& shank = man->links[link_named(*man, "shank_left")];
  const Vec3 knee = inverse(thigh.joint.root_from_link) * shank.joint.root_from_link.translation;
  for (int i = 0; i < 20; ++i) {
    const Gait gait{.13 * i, 1.5, 0};
    const Vec3 a = root_from_link(*man, thigh, gait) * knee,
               b = root_from_link(*man, shank, gait).translation;
    EXPECT_NEAR((a - b).norm(), 0, 1e-9);
  }
}

}  // namespace
}  // namespace tailcast
