// SPDX-License-Identifier: Apache-2.0
// Road and street furniture, buildings, as meshes for stages. Origin on the ground at the middle of the
// footprint (buildings: at the middle of the street front, the house extending towards -y, the front facing
// +y). For uneven ground, posts and walls reach 15 to 20 cm below the origin and houses 50 cm; stand them so
// that the ground covers that foot.
#pragma once
#include <cstdint>

#include "scene/mesh.h"

namespace tailcast {

Mesh make_street_lamp(double height, double arm, std::uint64_t seed);  // arm reaches towards +y
Mesh make_sign(double height, std::uint64_t seed);  // a retro-reflective plate facing -x on a post
Mesh make_delineator(std::uint64_t seed);           // marker post with retro-reflectors
Mesh make_utility_pole(double height, std::uint64_t seed);
Mesh make_guard_rail(double length, std::uint64_t seed);  // along x, W-beam on posts, traffic on its +y side
Mesh make_fence(double length, double height,
                std::uint64_t seed);  // along x, slatted or wire: beams pass through
Mesh make_garden_wall(double length, double height, std::uint64_t seed);
Mesh make_waste_bin(std::uint64_t seed);
Mesh make_bollard(std::uint64_t seed);
Mesh make_bench(std::uint64_t seed);
Mesh make_noise_wall(double length, double height, std::uint64_t seed);
Mesh make_gantry(double span, double height, std::uint64_t seed);  // along y, centred
// Walls with set-back windows and doors, sills, a pitched or flat roof, pipes, balconies.
struct BuildingSize {
  double width, depth, eaves;  // m; width along x, eaves = wall height
};
Mesh make_building(const BuildingSize& size, std::uint64_t seed);

}  // namespace tailcast
