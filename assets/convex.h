// SPDX-License-Identifier: Apache-2.0
// Closed surfaces in convex pieces.
#pragma once
#include <span>
#include <vector>

#include "scene/asset.h"

namespace tailcast {

// What a convex hull covers.
class ConvexCover {
 public:
  explicit ConvexCover(std::span<const Vec3> points);
  bool covers(const Vec3& p, double slack) const;  // slack: m, beyond each of its planes

 private:
  Bounds box_;
  std::vector<std::pair<Vec3, double>> planes_;  // normal, offset (m)
};

inline constexpr double kAsSeen =
    .015;  // m: with a solver's margins, what collides is within 2 cm of what is seen

// Pieces of the mesh's connected surfaces (faces that share corners), cut by planes across the mesh's axes
// until the hull of each piece and its surface are no farther than `tolerance` (m) from each other; but none
// is cut across an axis along which it is shorter than four times that, nor one that is flat. A surface that
// is not closed is one piece. Placed by `asset_from_mesh`.
std::vector<HullShape> convex_pieces(const Mesh& mesh, const Pose& asset_from_mesh, double tolerance);

// A solid lofted over rings of equal length, each a convex polygon, in as few hulls as keep to the same
// measure when it is cut at rings alone.
std::vector<HullShape> convex_lengths(std::span<const std::vector<Vec3>> rings, double tolerance);

}  // namespace tailcast
