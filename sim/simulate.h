// SPDX-License-Identifier: Apache-2.0
// Bullet's only door: the instance plays out. One fresh world a call, fixed step, bodies added in order of index, so
// that the same input gives the same bytes.
#pragma once
#include "scenarios/instance.h"
#include "scenarios/place.h"
#include "scene/timeline.h"
#include "stages/stage.h"

namespace tailcast {

// From t = 0 to record_to plus `margin` (a sweep may begin at record_to).
Timeline simulate(const ScenarioInstance& instance, const PlacedScene& placed, const Stage& stage,
                  Nanoseconds margin = kSecond / 5);

}  // namespace tailcast
