// SPDX-License-Identifier: Apache-2.0
// The convex hull of points: the only door to Bullet's, which computes with integers and so decides alike everywhere.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/pose.h"

namespace tailcast {

struct ConvexHull {
  std::vector<Vec3> points;                             // corners, each one of those given
  std::vector<std::array<std::uint32_t, 3>> triangles;  // counter-clockwise seen from outside
  double volume = 0;                                    // m^3
};
// Points that lie in a plane or on a line have a hull without volume, whose triangles may be none. Corners within some
// 1/10,000 of the whole's size of each other may be taken for one.
ConvexHull convex_hull(std::span<const Vec3> points);

}  // namespace tailcast
