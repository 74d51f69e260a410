// SPDX-License-Identifier: Apache-2.0
// How far a place is from a mesh, and whether it is inside. In double arithmetic and one order, so that whatever is decided
// by it is decided alike everywhere; the ray caster's tree answers other questions, faster, and not to the bit.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "scene/mesh.h"

namespace tailcast {

class TriangleTree {
 public:
  explicit TriangleTree(const Mesh& mesh);

  // m, to the nearest face; or to any that is no farther than `enough`.
  double distance(const Vec3& p, double enough = 0);
  // Of a mesh of closed pieces that face outward: is the place within one? Faces are counted along three directions, and
  // two must agree: a line may graze an edge.
  bool contains(const Vec3& p);
  // Faces that were looked at for all of that so far: the cost, whoever counts it.
  std::size_t effort() const { return effort_; }

 private:
  struct Node {
    Bounds box;
    std::uint32_t begin = 0, end = 0;  // faces, of a leaf
    std::uint32_t right = 0;           // the second child; the first comes next. 0: a leaf
  };
  void build(std::uint32_t begin, std::uint32_t end, int depth);
  int crossings(const Vec3& from, const Vec3& direction);

  std::vector<std::array<Vec3, 3>> faces_;
  std::vector<Node> nodes_;
  std::size_t effort_ = 0;
};

}  // namespace tailcast
