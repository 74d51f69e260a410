// SPDX-License-Identifier: Apache-2.0
// A sheet of ground, cut up into the bodies that it is seen as.
#pragma once
#include <cstdint>
#include <map>
#include <vector>

#include "scene/ground.h"
#include "scene/scene.h"

namespace tailcast {

struct Cover {
  ClassId class_id;
  MaterialId material;
};

// One body for each class (and patch) of ground; the union of their meshes. Boundary vertices are shared to the bit.
struct Ground {
  std::vector<Body> bodies;
  GroundSurface surface;
};

// Class and number of patch (0: none) -> triangles.
using PartsOfGround = std::map<std::pair<ClassId, int>, std::vector<std::uint32_t>>;
Ground cut_up(const Mesh& whole, const PartsOfGround& parts, std::uint64_t seed);

}  // namespace tailcast
