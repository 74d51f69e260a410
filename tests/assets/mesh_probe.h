// SPDX-License-Identifier: Apache-2.0
// Exhaustive geometry queries, slow and plain, for tests: they share no code with what they check.
#pragma once
#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "scene/asset.h"

namespace tailcast::testing {

inline Vec3 corner(const Mesh& mesh, std::size_t face, std::size_t k) {
  return mesh.vertices[mesh.triangles[face][k]].cast<double>();
}

inline Mesh whole(const Asset& asset) {
  Mesh mesh;
  for (const auto& link : asset.links) append(mesh, *link.mesh, link.joint.root_from_link);
  return mesh;
}

// Distance along the unit `direction` to the first face (Moeller-Trumbore, both sides).
inline std::optional<double> first_hit(const Mesh& mesh, const Vec3& from, const Vec3& direction) {
  std::optional<double> best;
  for (std::size_t i = 0; i < mesh.triangles.size(); ++i) {
    const Vec3 a = corner(mesh, i, 0), e1 = corner(mesh, i, 1) - a, e2 = corner(mesh, i, 2) - a;
    const Vec3 p = direction.cross(e2);
    const double det = e1.dot(p);
    if (std::fabs(det) < 1e-14) continue;
    const Vec3 s = from - a, q = s.cross(e1);
    const double u = s.dot(p) / det, v = direction.dot(q) / det, t = e2.dot(q) / det;
    if (u >= 0 && v >= 0 && u + v <= 1 && t > 0 && (!best || t < *best)) best = t;
  }
  return best;
}

inline double distance_to_segment(const Vec3& p, const Vec3& a, const Vec3& b) {
  const double u = std::clamp((p - a).dot(b - a) / (b - a).squaredNorm(), 0.0, 1.0);
  return (p - a - u * (b - a)).norm();
}

inline double distance_to(const Mesh& mesh, const Vec3& p) {
  double best = 1e30;
  for (std::size_t i = 0; i < mesh.triangles.size(); ++i) {
    const Vec3 a = corner(mesh, i, 0), b = corner(mesh, i, 1), c = corner(mesh, i, 2);
    const Vec3 n = (b - a).cross(c - a).normalized();
    const bool above =
        n.cross(b - a).dot(p - a) >= 0 && n.cross(c - b).dot(p - b) >= 0 && n.cross(a - c).dot(p - c) >= 0;
    const double d = above ? std::fabs(n.dot(p - a))
                           : std::min({distance_to_segment(p, a, b), distance_to_segment(p, b, c),
                                       distance_to_segment(p, c, a)});
    best = std::min(best, d);
  }
  return best;
}

struct Hit {
  double distance;
  std::size_t face;
};
// The faces of an asset, laid out for many beams.
struct Faces {
  explicit Faces(const Asset& asset) : mesh(whole(asset)) {
    for (std::size_t i = 0; i < mesh.triangles.size(); ++i) {
      const Vec3 a = corner(mesh, i, 0);
      rows.push_back({a, corner(mesh, i, 1) - a, corner(mesh, i, 2) - a});
    }
  }
  std::optional<Hit> first(const Vec3& from, const Vec3& direction) const {
    std::optional<Hit> best;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto& [a, e1, e2] = rows[i];
      const Vec3 p = direction.cross(e2);
      const double det = e1.dot(p);
      if (std::fabs(det) < 1e-14) continue;
      const Vec3 s = from - a;
      const double u = s.dot(p) / det;
      if (u < 0 || u > 1) continue;
      const Vec3 q = s.cross(e1);
      const double v = direction.dot(q) / det, t = e2.dot(q) / det;
      if (v >= 0 && u + v <= 1 && t > 0 && (!best || t < best->distance)) best = Hit{t, i};
    }
    return best;
  }
  Mesh mesh;
  std::vector<std::array<Vec3, 3>> rows;
};

}  // namespace tailcast::testing
