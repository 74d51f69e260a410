// SPDX-License-Identifier: Apache-2.0
// The ground that things stand on, as the very triangles that are seen: height and normal at (x, y).
#pragma once
#include <optional>
#include <vector>

#include "core/pose.h"
#include "scene/mesh.h"

namespace tailcast {

class GroundSurface {
 public:
  GroundSurface() = default;
  // Every triangle of `mesh` (world frame) whose normal points up counts; where several lie above each other the highest.
  explicit GroundSurface(const Mesh& mesh);

  struct Point {
    double height;  // m
    Vec3 normal;    // unit, up
    MaterialId material;
  };
  std::optional<Point> at(double x, double y) const;
  // at(), or the height of flat ground at z = 0 beyond its edge.
  double height(double x, double y) const;
  const Mesh& mesh() const { return mesh_; }

 private:
  Mesh mesh_;
  double cell_ = 2.0;  // m
  Eigen::Vector2d low_ = Eigen::Vector2d::Zero();
  int columns_ = 0, rows_ = 0;
  std::vector<std::uint32_t> first_;      // CSR: cell -> faces
  std::vector<std::uint32_t> triangles_;
};

}  // namespace tailcast
