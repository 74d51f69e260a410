// SPDX-License-Identifier: Apache-2.0
// Which boxes sixteen rays may meet: all boxes are tried against the packet as one bundle, and those that it
// may meet against each ray. Single precision: boxes are to be wider than what they hold by more than that is
// wrong by.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "scene/mesh.h"
#include "scene/ray_caster_exact.h"

namespace tailcast::exact {

// Corners of the boxes, m, world; by axis. Filled up to a multiple of 16 with boxes that nothing meets.
struct Boxes {
  std::array<std::vector<float>, 3> low, high;
};
Boxes boxes_of(std::span<const Bounds> bounds);

// Sixteen rays, each from t_min - behind to range + behind, and what bounds them all. m.
struct alignas(64) Bundle {
  std::array<std::array<float, kLanes>, 3> origin, inverse;  // inverse: 1 / direction, finite
  std::array<float, kLanes> begin, end;
  // The least of all rays: origin x y z, direction x y z, begin, nothing; the same of their negatives, with
  // the end for the begin.
  std::array<float, 16> least;
  struct Axis {
    int slope;                        // 1: all rays go up the axis, -1: down; 0: neither
    float origin_low, origin_high;    // m
    float down, up;                   // the steepest, not above and not below 0
    float inverse_low, inverse_high;  // 1 / direction, where there is a slope
  };
  std::array<Axis, 3> axes;
};
void bundle(const LocalRays& world, const Nearest& nearest, double behind, Bundle& rays);

// The first multiple of 16 from `from` on of which one of the rays may meet a box, and by box whether (-1)
// or not (0); past the last box if there is none.
std::size_t next_met(const Boxes& boxes, const Bundle& rays, std::size_t from, std::array<int, kLanes>& met);
// By lane: -1 where the ray may meet the box, else 0; returns whether any does.
bool lanes_that_may_meet(const Boxes& boxes, std::size_t box, const Bundle& rays,
                         std::array<int, kLanes>& lanes);

}  // namespace tailcast::exact
