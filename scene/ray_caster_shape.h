// SPDX-License-Identifier: Apache-2.0
// What the ray caster asks of meshes and bodies: corners in one place, who shares them, triangles grown for
// Embree, bounds.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "scene/mesh.h"
#include "scene/ray_caster_exact.h"
#include "scene/scene.h"
#include "scene/timeline.h"

namespace tailcast {

struct Shape {
  std::vector<exact::Corners> corners;  // m, body's frame
  Bounds bounds;                        // m, body's frame
  std::vector<std::array<std::uint32_t, 3>>
      point_of;  // of a triangle's corners; corners in one place are one point
  std::vector<std::uint32_t> fan_begin,
      fan;  // point k is a corner of triangles fan[fan_begin[k] … fan_begin[k + 1])
};

Shape shape_of(const Mesh& mesh);
// The triangle with each edge moved outwards by `by`, m. Around a needle: a wider one, in its plane.
std::array<Vec3f, 3> grown(const std::array<Vec3, 3>& corners, double by);

// Whether rays can be cast at the body alone.
bool stands_alone(const Body& body);
// To the bit.
bool same(const Pose& a, const Pose& b);
bool ever_moves(const Timeline& timeline, std::size_t body);
// The farthest that anything is from the world's origin, m.
double extent_of(const Scene& scene, const Timeline& timeline);
// A moving body's that has the bounds `local` in its own frame, in the world's, at every tick of [begin, end]
// and between.
Bounds bounds_during(const Bounds& local, const Timeline& timeline, std::uint32_t b, Nanoseconds begin,
                     Nanoseconds end);

}  // namespace tailcast
