// SPDX-License-Identifier: Apache-2.0
// Which triangle a ray hits, and where, in double arithmetic that gives the same bits on every machine. Sixteen rays at a
// time as structures of arrays, so that compilers vectorise it; each lane is computed for itself alone.
#pragma once
#include <array>
#include <cstdint>

#include "core/pose.h"

namespace tailcast::exact {

inline constexpr int kLanes = 16;
using Lane = std::array<double, kLanes>;

// A triangle's corners a, b, c in its body's frame, m.
struct Corners {
  std::array<Vec3f, 3> at;
  float height = 0;  // m, at most the least of the three; 0 for needles
};

// Rays in a body's frame: world = rotation (row-major) * body + translation. A lane's rotation is that at the lane's time.
struct alignas(64) LocalRays {
  std::array<Lane, 3> origin, direction;  // m, unit
  std::array<Lane, 3> across, up;         // unit, perpendicular to the direction and to each other
  std::array<Lane, 9> rotation;
};

// The nearest hits so far. A hit is named by id = 1 + (body << 32 | triangle); 0: none yet. Equal ranges go to the lower id.
struct alignas(64) Nearest {
  Lane t_min;                   // m
  Lane range;                   // m; of the hit, or t_max where there is none
  std::array<std::int64_t, kLanes> id;
  std::array<Lane, 3> normal;   // unit, world, towards the ray's origin
  std::array<Lane, 3> p_body;   // m
};
inline std::int64_t id_of(std::uint32_t body, std::uint32_t triangle) {
  return 1 + static_cast<std::int64_t>((static_cast<std::uint64_t>(body) << 32) | triangle);
}

// A body's pose as two columns of arithmetic: what enter() needs.
struct Frame {
  std::array<double, 9> rotation;  // row-major, world_from_body
  std::array<double, 3> translation;
};
Frame frame_of(const Pose& world_from_body);

// The two poses between which a moving body is, and where in between, by lane.
struct alignas(64) LanePoses {
  std::array<Lane, 7> from, to;  // quaternion x y z w, translation
  Lane u;                        // in [0, 1]
};

// Sets the rotation of rays that are in the world's frame.
void be_world(LocalRays& world);
// Fills `across` and `up` from the direction.
void complete(LocalRays& world);
// Lanes first … first + count - 1 in single precision: nine fields of `count` values each, origin x y z, t_min, direction
// x y z, 0, t_max, the last and t_min widened by `look_behind` (m). (The order is Embree's.)
void narrow(const LocalRays& rays, const Nearest& nearest, double look_behind, int first, int count, float* fields);
// Takes world rays into the frame of a body that has the same pose for all lanes, or its own for each (interpolate()'s).
void enter(const LocalRays& world, const Frame& frame, LocalRays& local);
void enter(const LocalRays& world, const LanePoses& poses, LocalRays& local);

// Tries a triangle on lanes first … first + count - 1 (4, 8 or 16 of them). valid[i] (-1 or 0) says for lane first + i
// whether to try, and is -1 afterwards where the triangle has become the nearest; there, reach[i] is set to the range
// plus what Embree's own range may be wrong by. near[i] is -1 where the ray, tried, passes an edge within `margin` (m);
// returns whether any does.
struct Trial {
  int first, count;
  int* valid;
  float* reach;
  int* near;
  double margin;
};
bool meet(const Corners& triangle, std::int64_t id, const LocalRays& rays, const Trial& trial, Nearest& nearest);

}  // namespace tailcast::exact
