// SPDX-License-Identifier: Apache-2.0
// The street that the race is run in: procedural and seeded, as fine or as coarse as asked for.
#pragma once
#include <cstdint>

#include "scene/scene.h"
#include "scene/timeline.h"

namespace tailcast::bench {

struct StreetSize {
  int ground_cells;   // across 280 m of street
  int buildings;
  int relief_rows, relief_columns;  // of windows and ledges on a facade
  int trees, leaves;  // of a tree, two triangles each
  int parked, posts;
  int cars, crates;   // movable
  int car_rings;      // of the ellipsoids that a car is made of
  int awake;          // of the movable ones
};

// 2.4 million triangles with instances counted each, 300 movable bodies of which 50 move.
inline constexpr StreetSize kLargeStreet{260, 40, 26, 40, 140, 4900, 30, 60, 30, 270, 30, 50};
// 44 thousand.
inline constexpr StreetSize kSmallStreet{40, 12, 4, 6, 30, 300, 6, 30, 10, 40, 8, 10};

struct Street {
  Scene scene;
  Timeline timeline;  // the ego drives along x at 10 m/s; poses for `ticks` ticks
  std::size_t triangles = 0;  // of all instances
};

Street make_street(const StreetSize& size, std::uint64_t seed, int ticks);

}  // namespace tailcast::bench
