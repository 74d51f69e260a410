// SPDX-License-Identifier: Apache-2.0
// Scans made point by point.
#pragma once
#include "core/dmath.h"
#include "labels/labelled_frame.h"

namespace tailcast {

inline void add_return(LabelledFrame& frame, std::uint32_t ring, const Vec3& p, double intensity) {
  frame.x.push_back(static_cast<float>(p.x()));
  frame.y.push_back(static_cast<float>(p.y()));
  frame.z.push_back(static_cast<float>(p.z()));
  frame.intensity.push_back(static_cast<float>(intensity));
  frame.ring.push_back(ring);
}

// rho in plan, z of the point.
inline Vec3 along(double azimuth_deg, double rho, double z) {
  return {rho * dmath::cos(deg_to_rad(azimuth_deg)), rho * dmath::sin(deg_to_rad(azimuth_deg)), z};
}

}  // namespace tailcast
