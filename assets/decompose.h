// SPDX-License-Identifier: Apache-2.0
// A mesh as convex hulls that collide where it is seen.
#pragma once
#include <vector>

#include "scene/asset.h"

namespace tailcast {

inline constexpr std::size_t kMostHulls = 128;

struct Decomposition {
  std::vector<HullShape> hulls;
  double proud = 0;  // m, that a hull reaches beyond what is seen, at most
  double bare = 0;   // m, that something is seen beyond all hulls, at most
  bool thorough = true;  // false: so much crosses itself that not every place was looked at
};

// Metres. `solid`: closed pieces that face outward, whose inside may be filled; `sheet`: open ones. Hulls are cut in two, the
// worst first, by the plane that takes most off their volume, until each is within 15 mm of what is seen or there are
// kMostHulls. Flat pieces get 4 mm of thickness.
Decomposition decompose(const Mesh& solid, const Mesh& sheet);

}  // namespace tailcast
