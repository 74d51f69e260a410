// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/pose.h"

namespace tailcast {

// Velocities in the world; linear that of the centre of mass.
struct Twist {
  Vec3 linear = Vec3::Zero();   // m/s
  Vec3 angular = Vec3::Zero();  // rad/s
};

}  // namespace tailcast
