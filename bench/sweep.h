// SPDX-License-Identifier: Apache-2.0
// What all tracers of the race are given: the rays of one revolution, in tiles of 8 columns by 2 rings.
#pragma once
#include <array>
#include <functional>
#include <vector>

#include "bench/street.h"
#include "scene/ray_caster.h"
#include "sensors/lidar_spec.h"

namespace tailcast::bench {

inline constexpr double kNearest = 0.5, kFarthest = 120;  // m

struct Sweep {
  Nanoseconds begin = 0, end = 0;
  std::vector<Ray> rays;
  // The same rays in single precision, by 16: x, y, z of 16 origins, then of 16 directions. Whole packets only.
  std::vector<std::array<float, 96>> packets;
};

// Revolutions one after the other, `subrays` rays spread over each pulse's footprint (1: its axis).
std::vector<Sweep> sweeps_of(const LidarSpec& spec, const Timeline& timeline, int count, int subrays);

// A tracer: casts the sweep of that number and keeps the hits. May be called by several threads at once.
using Cast = std::function<void(std::size_t sweep)>;

// Embree as it comes: packets, coherent flag, not robust, instances posed at the middle of the sweep, high quality.
// With `hits` it also writes what our tracer writes, in Embree's own single precision.
Cast raw_embree(const Street& street, const std::vector<Sweep>& sweeps, bool hits);
// Open3D's RaycastingScene and Bullet's btCollisionWorld::rayTest over static triangle meshes posed likewise, at the
// first sweep; Bullet casts one ray in `stride`.
Cast open3d(const Street& street, const std::vector<Sweep>& sweeps, unsigned threads);
Cast bullet(const Street& street, const std::vector<Sweep>& sweeps, std::size_t stride);
// Not a tracer, but what moves the bodies meanwhile: Bullet's dynamics of the movable ones, 24 steps of 1/240 s a call.
Cast physics(const Street& street);

// world_from_body in the middle of the sweep.
Pose pose_in(const Street& street, std::size_t body, const Sweep& sweep);

}  // namespace tailcast::bench
