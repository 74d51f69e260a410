// SPDX-License-Identifier: Apache-2.0
// What no place may have: holes in its ground, solids within each other, things in the air or in the way of traffic.
#pragma once
#include <string>
#include <vector>

#include "stages/stage.h"

namespace tailcast {

struct PlaceFault {
  enum class Kind : std::uint8_t { Hole, Fold, Overlap, Floating, OnCarriageway };
  Kind kind;
  std::string thing, other;  // names of the bodies or instances; `other`: what it overlaps
  Vec3 at;                   // m, world
  // m. Hole: length of its rim. Overlap: span of heights that both fill. Floating: air below. Else 0.
  double extent;
};

// All that is found, in an order that depends on the stage alone.
// - Hole, Fold: the ground bodies' triangles, joined where their corners agree to the bit, are one sheet with one rim,
// seen
//   from above each once and from its upper side; and each vertical ray on a grid over the usable road, 40 m to either
//   side, meets that sheet. A crack between two bodies is a hole, however narrow.
// - Overlap: two things fill the same space to a depth of about 10 cm in plan (one of them by a cell of 6 cm beyond its
// skin,
//   or both thinner than that and in the same cell) and 5 cm in height. What is behind walls is full. Crowns (leaves
//   and branches) may touch anything, a hedge gives way by 12 cm; rails, fences, walls and hedges may run into each
//   other, and houses by 24 cm each: eaves and sills of a terrace.
// - Floating: no part of the thing within 1 cm of the ground or of the top of another thing; or a part of its base
// (what lies
//   within 2 cm of its mesh's lowest vertex) more than 1 cm above both.
// - OnCarriageway: it stands within a driving lane (30 cm of its edges apart), lower than 4.2 m above the road.
std::vector<PlaceFault> find_faults(const Stage& stage);

std::string describe(const PlaceFault& fault);  // "hole of 3.20 m rim in road at (1.00, 2.00, 0.00)"

}  // namespace tailcast
