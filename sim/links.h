// SPDX-License-Identifier: Apache-2.0
// Where an asset's links are relative to its root while it moves along a path.
#pragma once
#include "scene/asset.h"

namespace tailcast {

struct Gait {
  double travelled = 0;  // m
  double speed = 0;      // m/s
  double curvature = 0;  // 1/m, positive to the left
};

Pose root_from_link(const Asset& asset, const Link& link, const Gait& gait);

}  // namespace tailcast
