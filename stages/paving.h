// SPDX-License-Identifier: Apache-2.0
// Ground for places that are no corridor: a plan drawn by functions of the point (signed distances to edges), meshed as
// one sheet whose edges run along the plan's lines. Kerbs round corners, islands, crossings.
#pragma once
#include <functional>

#include "stages/ground_parts.h"

namespace tailcast {

using Point2 = Eigen::Vector2d;
using Field = std::function<double(const Point2&)>;  // m

// The sheet is cut along field = level, for each level. Features narrower than the grain there may be missed.
struct PlanLine {
  Field field;
  std::vector<double> levels;
};

struct Paving {
  Point2 low, high;     // m: the extent; rounded outwards to whole tiles of 16 m
  Field grain;          // m, wanted size of triangles, 0.5 or more unless `finest` is smaller
  double finest = 0.5;  // m, side of the finest cells: 0.25 or 0.5
  std::vector<PlanLine> lines;
  Field height;                               // m; asked for at each corner of the sheet
  std::function<Cover(const Point2&)> cover;  // asked for at the middle of each triangle
  std::uint64_t seed = 0;
};

Ground pave(const Paving& paving);

// Signed distance, negative inside, of two shapes of which those are; the corner between them is rounded.
double round_union(double a, double b, double radius);

}  // namespace tailcast
