// SPDX-License-Identifier: Apache-2.0
// A road wheel: tyre, slotted rim, brake disc. Axis along y, outer face towards +y, centre at the origin.
#pragma once
#include <vector>

#include "scene/asset.h"

namespace tailcast {

struct WheelSize {
  double radius, width, rim_radius;  // m
};
Mesh make_wheel(const WheelSize& size, int spokes);
// What of it collides: a cylinder at each step of the tyre's crowned section, so that it rolls round and stands on the
// middle of its tread alone. `wheel`: z along the axle.
std::vector<CylinderShape> rolling_shapes(const WheelSize& size, const Pose& wheel);

}  // namespace tailcast
