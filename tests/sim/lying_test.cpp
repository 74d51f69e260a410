// SPDX-License-Identifier: Apache-2.0
// What lies rests on its limbs: the rendered mesh touches the ground, whichever way a person, an animal or an exhaust fell.
#include <gtest/gtest.h>

#include "assets/catalog.h"
#include "tests/sim/fixture.h"

namespace tailcast {
namespace {

// Gap between the lowest vertex of all its links and the ground, m.
double lowest_of(const Rig& rig, const Timeline& timeline, const std::string& name, std::size_t tick) {
  const auto& instance = rig.placed.scene.instances[rig.placed.actors.at(name)];
  double low = 1e30;
  for (const auto body : instance.bodies) low = std::min(low, lowest(*rig.placed.scene.bodies[body].mesh, timeline.tracks[body][tick], rig.stage.ground));
  return low;
}

struct Fall {
  const char* id;
  double roll, pitch;  // rad
};

class Lying : public testing::TestWithParam<Fall> {};

TEST_P(Lying, TouchesTheGroundAndNothingOfItSinks) {
  const Fall& fall = GetParam();
  for (const std::uint64_t seed : {1u, 2u}) {
    Rig rig(9);
    auto& actor = rig.add_on_lane("body", *make_asset(fall.id, seed), 0, Motion::Free);
    actor.drop_height = 0.3, actor.speed = 2;
    rig.turn("body", rotation_about(Vec3::UnitX(), fall.roll) * rotation_about(Vec3::UnitY(), fall.pitch));
    const auto timeline = rig.play();
    const auto& track = rig.track(timeline, "body");
    for (std::size_t tick = 0; tick < track.size(); tick += 25) EXPECT_GT(lowest_of(rig, timeline, "body", tick), -0.01) << seed << ' ' << tick;
    EXPECT_LT(lowest_of(rig, timeline, "body", track.size() - 1), 0.01) << seed;
    EXPECT_EQ((track.back().translation - track[track.size() - 2].translation).norm(), 0) << seed << " is not still";
  }
}

INSTANTIATE_TEST_SUITE_P(All, Lying,
                         testing::Values(Fall{"person/adult", 1.4, 0}, Fall{"person/adult", 0, 1.4}, Fall{"person/adult", 0.3, -1.2},
                                         Fall{"person/child", -1.2, 0.3}, Fall{"person/child", 0, -1.4}, Fall{"animal/deer", 1.3, 0},
                                         Fall{"animal/dog", -1.3, 0.2}, Fall{"debris/exhaust", 0.9, 0}));

}  // namespace
}  // namespace tailcast
