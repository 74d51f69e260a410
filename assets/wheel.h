// SPDX-License-Identifier: Apache-2.0
// A road wheel: tyre, slotted rim, brake disc. Axis along y, outer face towards +y, centre at the origin.
#pragma once
#include <cstdint>

#include "scene/mesh.h"

namespace tailcast {

struct WheelSize {
  double radius, width, rim_radius;  // m
};
Mesh make_wheel(const WheelSize& size, int spokes);

}  // namespace tailcast
