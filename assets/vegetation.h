// SPDX-License-Identifier: Apache-2.0
// Plants as meshes for stages: trunks, branches and leaf clusters with the porosity that beams see. Origin at
// the foot; trunks and stems reach 8 to 16 cm below it, for uneven ground. Leaves are two-sided
// triangles.
#pragma once
#include <cstdint>

#include "scene/mesh.h"

namespace tailcast {

Mesh make_tree(double height, std::uint64_t seed);  // broad-leaved, m
Mesh make_conifer(double height, std::uint64_t seed);
Mesh make_bush(double height, double width, std::uint64_t seed);
Mesh make_hedge(double length, double height, double width, std::uint64_t seed);  // along x, centred
Mesh make_grass_tufts(double length, double width, double density,
                      std::uint64_t seed);  // tufts per m^2; z = 0 ground, centred

}  // namespace tailcast
