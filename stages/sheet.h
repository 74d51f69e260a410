// SPDX-License-Identifier: Apache-2.0
// Whether several meshes make up one sheet of ground.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "scene/scene.h"

namespace tailcast {

struct Tear {
  bool folded;  // a triangle seen from below or upright, or two triangles on one side of an edge; else an inner rim
  std::string body;  // one of those that border it
  Vec3 at;           // m, world: a corner of it
  double length;     // m of rim
};

// Joins corners that agree to the bit. The rim that encloses the most is the sheet's own, each other one is a tear.
std::vector<Tear> find_tears(std::span<const Body* const> ground);

}  // namespace tailcast
