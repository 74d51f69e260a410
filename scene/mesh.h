// SPDX-License-Identifier: Apache-2.0
// A triangle mesh with a material and a part on every face.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/pose.h"
#include "scene/material.h"

namespace tailcast {

struct Bounds {
  Vec3 low = Vec3::Constant(1e30), high = Vec3::Constant(-1e30);  // m
  bool empty() const { return low.x() > high.x(); }
  void extend(const Vec3& p) { low = low.cwiseMin(p), high = high.cwiseMax(p); }
  Vec3 size() const { return high - low; }
  Vec3 center() const { return 0.5 * (low + high); }
};

struct Mesh {
  std::vector<Vec3f> vertices;                          // m, in the frame of the body
  std::vector<std::array<std::uint32_t, 3>> triangles;  // counter-clockwise seen from outside
  std::vector<MaterialId> material;                     // one a triangle
  std::vector<Part> part;                               // one a triangle

  bool empty() const { return triangles.empty(); }
};

Bounds bounds_of(const Mesh& mesh);

// Building blocks. All append to `mesh`, so that a thing is one mesh; frames and sizes in metres.
struct Paint {
  MaterialId material = MaterialId::Concrete;
  Part part = Part::Whole;
};
void add_triangle(Mesh& mesh, const Vec3& a, const Vec3& b, const Vec3& c, Paint paint);
void add_quad(Mesh& mesh, const Vec3& a, const Vec3& b, const Vec3& c, const Vec3& d, Paint paint);  // a b c d around
void add_box(Mesh& mesh, const Pose& center, const Vec3& size, Paint paint);
// Cylinder or cone frustum from `a` (radius ra) to `b` (radius rb), closed at both ends where the radius is above 0.
void add_tube(Mesh& mesh, const Vec3& a, const Vec3& b, double ra, double rb, int sides, Paint paint, bool capped = true);
void add_ellipsoid(Mesh& mesh, const Pose& center, const Vec3& radii, int rings, int sides, Paint paint);
// A prism: `outline` is a simple polygon, counter-clockwise in the xy plane of `frame`, swept from z = low to z = high.
void add_prism(Mesh& mesh, const Pose& frame, std::span<const Eigen::Vector2d> outline, double low, double high, Paint paint);
void append(Mesh& mesh, const Mesh& other, const Pose& mesh_from_other);

}  // namespace tailcast
