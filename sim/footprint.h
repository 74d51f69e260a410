// SPDX-License-Identifier: Apache-2.0
// Boxes as seen from above.
#pragma once
#include <vector>

#include "core/pose.h"
#include "scene/mesh.h"

namespace tailcast {

// Convex, counter-clockwise outline (world x, y) of a box in any attitude.
std::vector<Eigen::Vector2d> footprint_of(const Bounds& box, const Pose& world_from_box);
// m between the nearest points of two convex outlines; 0 when they overlap.
double distance_between(const std::vector<Eigen::Vector2d>& a, const std::vector<Eigen::Vector2d>& b);

}  // namespace tailcast
