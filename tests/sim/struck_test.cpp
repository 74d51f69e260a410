// SPDX-License-Identifier: Apache-2.0
// People, animals and loads that are struck or come apart: as jointed bodies.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "assets/catalog.h"
#include "tests/sim/fixture.h"

namespace tailcast {
namespace {

constexpr double kG = 9.81;

const std::vector<Pose>& track_of(const Rig& rig, const Timeline& timeline, const std::string& name,
                                  std::size_t link) {
  return timeline.tracks[rig.placed.scene.instances[rig.placed.actors.at(name)].bodies[link]];
}

// A car at `speed` strikes what stands on the road at x = 0 and brakes from then on.
Rig road_accident(const char* id, double speed, double seconds) {
  Rig rig(seconds);
  rig.add_on_lane("car", *make_asset("vehicle/sedan", 2), -12, Motion::Kinematic).speed = speed;
  rig.add_on_lane("victim", *make_asset(id, 5), 0, Motion::Kinematic);
  rig.instance.events.push_back({{OnContact{"car", "victim"}, 0}, {Brake{"car", 7}}});
  return rig;
}

class Struck : public testing::TestWithParam<const char*> {};

TEST_P(Struck, FlopsButStaysInOnePieceAndComesToLieOnTheRoad) {
  const Rig rig = road_accident(GetParam(), 9, 12);
  const auto timeline = rig.play();
  const auto asset = rig.placed.scene.instances[rig.placed.actors.at("victim")].asset;
  const auto& torso = track_of(rig, timeline, "victim", 0);
  double turned = 0;
  for (std::size_t link = 1; link < asset->links.size(); ++link) {
    const auto& limb = track_of(rig, timeline, "victim", link);
    ASSERT_EQ(limb.size(), torso.size());
    const auto parent = asset->links[link].joint.parent;
    const auto& carrier = track_of(rig, timeline, "victim", parent);
    const Vec3 joint =
        inverse(asset->links[parent].joint.root_from_link) * asset->links[link].joint.root_from_link.translation;
    for (std::size_t k = 0; k < limb.size(); ++k) {
      ASSERT_LT((limb[k].translation - carrier[k] * joint).norm(), 0.03)
          << asset->links[link].name << " at tick " << k;
      turned = std::max(turned, (torso[k].rotation.conjugate() * limb[k].rotation).vec().norm());
    }
    EXPECT_LT((limb.back().translation - carrier.back() * joint).norm(), 0.005) << asset->links[link].name;
  }
  EXPECT_GT(turned, 0.2);
  double low = 1e30;
  for (std::size_t link = 0; link < asset->links.size(); ++link)
    low = std::min(low, lowest(*asset->links[link].mesh, track_of(rig, timeline, "victim", link).back(),
                               rig.stage.ground));
  EXPECT_GT(low, -0.01);
  EXPECT_LT(low, 0.01);
  EXPECT_LT((torso.back().translation - torso[torso.size() - 25].translation).norm(), 2e-3);  // it lies still
  EXPECT_LT((torso.back() * asset->center_of_mass).z(), 0.6 * asset->center_of_mass.z() + 0.1);
}

INSTANTIATE_TEST_SUITE_P(Catalog, Struck, testing::Values("person/adult", "person/child", "animal/deer", "person/man", "animal/wild_boar"));

// Searle (The Physics of Throw Distance in Accident Reconstruction, SAE 930659, 1993): whoever is thrown at v
// slides and tumbles between v^2 / 2 mu g and (1 + mu^2) times that. A braking car gives a standing adult
// most of its speed.
TEST(Struck, AdultIsThrownWithinSearlesBounds) {
  for (const double speed : {9.0, 14.0}) {
    const Rig rig = road_accident("person/adult", speed, 9);
    const auto timeline = rig.play();
    const auto asset = rig.placed.scene.instances[rig.placed.actors.at("victim")].asset;
    const auto& torso = track_of(rig, timeline, "victim", 0);
    const double thrown =
        (torso.back() * asset->center_of_mass - torso.front() * asset->center_of_mass).head<2>().norm();
    const double mu = asset->friction, full = speed * speed / (2 * mu * kG);
    EXPECT_GT(thrown, 0.45 * full) << speed;  // 2/3 of the speed at least
    EXPECT_LT(thrown, (1 + mu * mu) * full) << speed;
  }
}

int breaks_of(const Timeline& timeline) {
  return static_cast<int>(std::count_if(timeline.events.begin(), timeline.events.end(),
                                        [](const auto& e) { return e.kind == "break"; }));
}

TEST(Crate, KeepsTogetherWhenItIsSetDownAndBurstsWhenItFallsFromALorry) {
  for (const double height : {0.005, 3.0}) {
    Rig rig(6);
    rig.instance.weather.air_density = 1.2;
    auto& crate = rig.add_on_lane("crate", *make_asset("debris/crate", 4), 0, Motion::Free);
    crate.drop_height = height;
    if (height > 1) crate.speed = 15, crate.angular_velocity = Vec3(1, 3, 0.5);
    const auto timeline = rig.play();
    if (height < 1)
      EXPECT_EQ(breaks_of(timeline), 0);
    else
      EXPECT_GE(breaks_of(timeline), 3);
  }
}

struct Spill {
  const char* id;
  int pieces;    // that come off, at least
  double apart;  // m, of its pieces at the end, at least
};
class Spilling : public testing::TestWithParam<Spill> {};

TEST_P(Spilling, KeepsTogetherWhereItIsSetDownAndSpillsWhereItFallsFromALorry) {
  for (const double height : {0.002, 1.3}) {
    Rig rig(height > 1 ? 11 : 2);
    auto& load = rig.add_on_lane("load", *make_asset(GetParam().id, 4), 0, Motion::Free);
    load.drop_height = height;
    if (height > 1) load.speed = 7, load.angular_velocity = Vec3(1.5, 2, 0.5);
    const auto timeline = rig.play();
    const auto asset = rig.placed.scene.instances[rig.placed.actors.at("load")].asset;
    if (height < 1) {
      EXPECT_EQ(breaks_of(timeline), 0);
      continue;
    }
    EXPECT_GE(breaks_of(timeline), GetParam().pieces);
    Bounds spread;
    double low = 1e30;
    for (std::size_t link = 0; link < asset->links.size(); ++link) {
      const auto& track = track_of(rig, timeline, "load", link);
      spread.extend(track.back().translation);
      low = std::min(low, lowest(*asset->links[link].mesh, track.back(), rig.stage.ground));
      EXPECT_LT((track.back().translation - track[track.size() - 25].translation).norm(), 0.02) << link;  // it lies
    }
    EXPECT_GT(spread.size().head<2>().norm(), GetParam().apart);
    EXPECT_GT(low, -0.01);
    EXPECT_LT(low, 0.01);
  }
}

INSTANTIATE_TEST_SUITE_P(Loads, Spilling,
                         testing::Values(Spill{"load/loose_pipes", 4, 2}, Spill{"load/loose_cartons", 8, 2},
                                         Spill{"load/loose_gravel", 15, 2}));

TEST(Mattress, FoldsOverTheEdgeThatItHangsOver) {
  Rig rig(4);
  Mesh ledge;
  add_box(ledge, {Quat::Identity(), Vec3(-0.6, 0, 0.5)}, {1.2, 3, 1.0}, {});  // its edge at x = 0
  add_stuff(rig.placed.scene, "ledge", ClassId::Wall, std::move(ledge), 2);
  rig.add_on_lane("mattress", *make_asset("debris/soft_mattress", 2), -0.2, Motion::Free).drop_height = 1.003;
  const auto timeline = rig.play();
  const Pose& first = track_of(rig, timeline, "mattress", 0).back();
  const Pose& last = track_of(rig, timeline, "mattress", 3).back();
  EXPECT_GT((first.rotation.conjugate() * last.rotation).vec().norm(),
            0.15);  // over 17 degrees between its ends
  EXPECT_LT(last.translation.z(), first.translation.z() - 0.1);
}

TEST(Tree, StandsUntilItIsPushedAndThenFallsFromItsStump) {
  for (const bool pushed : {false, true}) {
    Rig rig(7);
    rig.instance.weather.air_density = 1.2;
    rig.add_on_lane("tree", *make_asset("plant/falling_tree", 3), 0, Motion::Free);
    if (pushed)
      rig.instance.events.push_back(
          {{AtTime{kSecond / 2}, 0}, {Push{"tree", Vec3(0, 1.2, 0), Vec3::Zero()}}});
    const auto timeline = rig.play();
    const auto& trunk = track_of(rig, timeline, "tree", 1);
    const double up = trunk.empty() ? 1 : (trunk.back().rotation * Vec3::UnitZ()).z();
    if (!pushed) {
      EXPECT_GT(up, 0.999);
      continue;
    }
    EXPECT_LT(std::fabs(up), 0.35);
    EXPECT_GT((trunk.back().rotation * Vec3::UnitZ()).y(), 0.9);
    EXPECT_LT((trunk.back().translation - trunk.front().translation).norm(), 0.01);  // still on its stump
  }
}

}  // namespace
}  // namespace tailcast
