// SPDX-License-Identifier: Apache-2.0
// What stands beside roads out of town, as meshes for stages. Origin on the ground at the middle of the footprint; feet
// as those of furniture.h.
#pragma once
#include <cstdint>

#include "scene/mesh.h"

namespace tailcast {

Mesh make_field_fence(double length, std::uint64_t seed);  // along x: wooden posts, strands of wire
Mesh make_round_bale(std::uint64_t seed);                  // 1.2 to 1.5 m across, its axis along x, lying
Mesh make_shed(std::uint64_t seed);                        // open to +y, under a lean-to roof; extends towards -y

}  // namespace tailcast
