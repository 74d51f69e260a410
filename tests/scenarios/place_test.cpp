// SPDX-License-Identifier: Apache-2.0
#include "scenarios/place.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "assets/catalog.h"
#include "core/error.h"
#include "scenarios/sample.h"

namespace tailcast {
namespace {

ScenarioInstance library_instance(const std::string& name, std::uint32_t index) {
  return sample(load_scenario(std::string(TAILCAST_SOURCE_DIR) + "/scenarios/library/" + name), 7, index);
}
Stage stage_of(const ScenarioInstance& instance) {
  return build_place(instance.place, instance.place_parameters, instance.stage_seed);
}

double lowest_vertex(const Scene& scene, const Instance& instance, const Pose& frame_from_world) {
  double lowest = 1e30;
  for (const auto b : instance.bodies)
    for (const auto& v : scene.bodies[b].mesh->vertices)
      lowest = std::fmin(lowest,
                         (frame_from_world * (scene.bodies[b].world_from_body * Vec3(v.cast<double>()))).z());
  return lowest;
}

TEST(Place, RestsCargoExactlyOnItsAnchor) {
  const auto instance = library_instance("debris/ladder_off_pickup.yaml", 0);
  const auto placed = place(instance, stage_of(instance));
  const auto& pickup = placed.scene.instances[placed.actors.at("pickup")];
  const auto& ladder = placed.scene.instances[placed.actors.at("ladder")];
  const Pose world_from_pickup = placed.scene.bodies[pickup.root].world_from_body;
  const auto roof = std::ranges::find(pickup.asset->anchors, "roof", &Anchor::name);
  ASSERT_NE(roof, pickup.asset->anchors.end());
  EXPECT_NEAR(lowest_vertex(placed.scene, ladder, inverse(world_from_pickup * roof->asset_from_anchor)), 0,
              1e-5);
}

TEST(Coupling, FitsAKingpinToAFifthWheelAndAHitchToABallBehindAnything) {
  const auto car = make_asset("vehicle/suv", 1), unit = make_asset("vehicle/tractor_unit", 1);
  const auto caravan = make_asset("trailer/caravan", 1), semi = make_asset("trailer/semi_box", 1);
  EXPECT_FALSE(coupling_of(*car, *semi));
  EXPECT_FALSE(coupling_of(*car, *make_asset("debris/ladder_3m", 1)));
  const auto plate = coupling_of(*unit, *semi), ball = coupling_of(*car, *caravan);
  ASSERT_TRUE(plate && ball);
  EXPECT_TRUE(plate->fifth_wheel);
  EXPECT_FALSE(ball->fifth_wheel);
  EXPECT_LT(ball->on_tower.x(), car->box.low.x());
  EXPECT_EQ(ball->on_tower.z(), ball->on_trailer.z());  // it stands level
  EXPECT_LT(ball->on_tower.x() + caravan->box.high.x() - ball->on_trailer.x(), car->box.low.x());  // and behind the car
}

TEST(Place, StandsVehiclesOnTheGroundAndPersonsUpright) {
  const auto instance = library_instance("occlusion/child_between_parked_vans.yaml", 0);
  const auto stage = stage_of(instance);
  const auto placed = place(instance, stage);
  for (const auto* name : {"child", "near_van", "far_van", "ego"}) {
    const auto& root = placed.scene.bodies[placed.scene.instances[placed.actors.at(name)].root];
    const Vec3 origin = root.world_from_body.translation;
    EXPECT_NEAR(origin.z(), stage.ground.height(origin.x(), origin.y()), 0.03) << name;
    EXPECT_TRUE(root.movable);
    EXPECT_EQ(root.seen, std::string(name) != "ego");
  }
  const auto& child = placed.scene.bodies[placed.scene.instances[placed.actors.at("child")].root];
  EXPECT_NEAR((child.world_from_body.rotation * Vec3(0, 0, 1)).z(), 1, 1e-12);
}

TEST(Place, MakesRoomForActorsAndForTheEgosWay) {
  for (std::uint32_t i = 0; i < 4; ++i) {
    const auto instance = library_instance("occlusion/child_between_parked_vans.yaml", i);
    const auto stage = stage_of(instance);
    const auto placed = place(instance, stage);
    const auto& van = placed.scene.instances[placed.actors.at("near_van")];
    const Vec3 at = placed.scene.bodies[van.root].world_from_body.translation;
    int stands_by = 0;
    for (const auto& other : placed.scene.instances)
      if (other.removable &&
          (placed.scene.bodies[other.root].world_from_body.translation - at).head<2>().norm() <
              0.5 * van.box.size().x())
        ++stands_by;
    EXPECT_EQ(stands_by, 0);
  }
}

TEST(Place, RefusesActorsThatOverlap) {
  auto instance = library_instance("occlusion/child_between_parked_vans.yaml", 0);
  auto& near = std::get<LanePlacement>(instance.actors[1].placement);
  near.s = std::get<LanePlacement>(instance.actors[0].placement).s - 2;
  try {
    place(instance, stage_of(instance));
    FAIL() << "nothing was thrown";
  } catch (const InputError& error) {
    EXPECT_EQ(error.diagnostics.errors.at(0).code, "E0409");
  }
}

TEST(Place, RefusesActorsBeyondTheStage) {
  auto instance = library_instance("occlusion/child_between_parked_vans.yaml", 0);
  std::get<LanePlacement>(instance.actors[0].placement).s = 1e4;
  try {
    place(instance, stage_of(instance));
    FAIL() << "nothing was thrown";
  } catch (const InputError& error) {
    EXPECT_EQ(error.diagnostics.errors.at(0).code, "E0413");
  }
}

TEST(Place, TheLibraryFindsRoomForManyInstances) {
  for (const auto* name : {"debris/ladder_off_pickup.yaml", "debris/rolling_lost_wheel.yaml",
                           "occlusion/child_between_parked_vans.yaml"})
    for (std::uint32_t i = 0; i < 5; ++i) {
      const auto instance = library_instance(name, i);
      EXPECT_NO_THROW(place(instance, stage_of(instance))) << name << " " << i;
    }
}

}  // namespace
}  // namespace tailcast
