// SPDX-License-Identifier: Apache-2.0
// Puts the instance's actors on its stage. Parked vehicles and clutter in their way are taken away.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "scenarios/instance.h"
#include "scene/scene.h"
#include "stages/stage.h"

namespace tailcast {

struct PlacedScene {
  Scene scene;                                // of the stage, and the actors
  std::map<std::string, std::uint16_t> actors;  // name -> instance in `scene`; "ego" too (a body that collides, unseen)
};

// Where a trailer is joined to what tows it, m in each asset's frame: its kingpin to a fifth wheel, or its hitch to a hitch,
// else to a ball behind the middle of the other's rear. At the trailer's own height, so that it stands level.
struct Coupling {
  Vec3 on_tower, on_trailer;
  bool fifth_wheel = false;
};
std::optional<Coupling> coupling_of(const Asset& tower, const Asset& trailer);  // none: they do not fit

// InputError when an actor has no room (it would overlap another actor) or stands beyond the stage's end.
PlacedScene place(const ScenarioInstance& instance, const Stage& stage);

}  // namespace tailcast
