// SPDX-License-Identifier: Apache-2.0
// Shapes of ground that several kinds of place are designed with.
#pragma once
#include <cmath>

#include "stages/relief.h"

namespace tailcast {

// Rises smoothly from 0 at |s - middle| = half to 1 at the middle. Steepest: 1.5 / half.
inline double bump(double s, double middle, double half) {
  return smooth_step(1.0 - std::fabs(s - middle) / half);
}

// 1 from `from` to `to`, 0 beyond `ramp` m outside.
inline double plateau(double s, double from, double to, double ramp) {
  return smooth_step((s - from) / ramp + 1.0) * smooth_step((to - s) / ramp + 1.0);
}

// Wheel paths of a lane, m below the crown, 1.5 m apart about its centre line and half a metre wide.
inline double rut(double d, double lane_centre, double depth) {
  const double off = std::fabs(std::fabs(d - lane_centre) - 0.75);
  return -depth * smooth_step(1.0 - off / 0.5);
}

}  // namespace tailcast
