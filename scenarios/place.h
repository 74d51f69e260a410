// SPDX-License-Identifier: Apache-2.0
// Puts the instance's actors on its stage. Parked vehicles and clutter in their way are taken away.
#pragma once
#include <map>
#include <memory>
#include <string>

#include "scenarios/instance.h"
#include "scene/scene.h"
#include "stages/stage.h"

namespace tailcast {

struct PlacedScene {
  Scene scene;                                // of the stage, and the actors
  std::map<std::string, std::uint16_t> actors;  // name -> instance in `scene`; "ego" too (a body that collides, unseen)
};

// InputError when an actor has no room (it would overlap another actor) or stands beyond the stage's end.
PlacedScene place(const ScenarioInstance& instance, const Stage& stage);

}  // namespace tailcast
