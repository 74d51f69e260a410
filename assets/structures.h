// SPDX-License-Identifier: Apache-2.0
// What road works, bridges and railways are made of, as meshes for stages. Origin on the ground at the middle of the
// footprint; feet as those of furniture.h.
#pragma once
#include <cstdint>

#include "scene/mesh.h"

namespace tailcast {

Mesh make_concrete_barrier(double length, std::uint64_t seed);  // along x; the step profile of EN 1317 walls, .9 m high
Mesh make_site_fence(double length, std::uint64_t seed);  // along x: panels of wire mesh on concrete feet, 2 m high
Mesh make_beacon(std::uint64_t seed);                     // a retro-reflective plate on a rubber foot, facing -x
Mesh make_heap(double radius, double height, bool soil, std::uint64_t seed);  // soil or gravel, with a rough surface
Mesh make_pipe_stack(std::uint64_t seed);                                     // along x
Mesh make_site_container(std::uint64_t seed);  // an office of 6 m along x, its door to +y
Mesh make_portable_toilet(std::uint64_t seed);
Mesh make_arrow_board(std::uint64_t seed);  // on a trailer, facing -x

Mesh make_railing(double length, std::uint64_t seed);  // along x: posts, rails and bars of a bridge, 1.1 m high
Mesh make_parapet(double length, std::uint64_t seed);  // along x: of concrete, with a handrail

Mesh make_track(double length, std::uint64_t seed);  // along x: sleepers and rails, their heads .20 m up
Mesh make_crossing_gate(double boom,
                        std::uint64_t seed);  // a raised boom, a cross and lamps, facing -x; the boom's side is +y
Mesh make_catenary_mast(std::uint64_t seed);  // its bracket reaches 3 m towards +y, 5.5 m up

}  // namespace tailcast
