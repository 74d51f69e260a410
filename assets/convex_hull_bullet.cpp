// SPDX-License-Identifier: Apache-2.0
#include <LinearMath/btConvexHullComputer.h>

#include "assets/convex_hull.h"

namespace tailcast {

ConvexHull convex_hull(std::span<const Vec3> points) {
  ConvexHull hull;
  if (points.size() < 3) {
    hull.points.assign(points.begin(), points.end());
    return hull;
  }
  btConvexHullComputer computer;
  computer.compute(points.front().data(), sizeof(Vec3), static_cast<int>(points.size()), 0, 0);
  for (int i = 0; i < computer.original_vertex_index.size(); ++i)
    hull.points.push_back(points[static_cast<std::size_t>(computer.original_vertex_index[i])]);
  for (int f = 0; f < computer.faces.size(); ++f) {
    const auto* first = &computer.edges[computer.faces[f]];
    const auto a = static_cast<std::uint32_t>(first->getSourceVertex());
    for (const auto* edge = first->getNextEdgeOfFace(); edge->getTargetVertex() != static_cast<int>(a);
         edge = edge->getNextEdgeOfFace())
      hull.triangles.push_back({a, static_cast<std::uint32_t>(edge->getSourceVertex()),
                                static_cast<std::uint32_t>(edge->getTargetVertex())});
  }
  if (hull.triangles.empty()) return hull;
  const Vec3 inside = hull.points.front();
  for (const auto& [a, b, c] : hull.triangles)
    hull.volume += (hull.points[a] - inside).dot((hull.points[b] - inside).cross(hull.points[c] - inside)) / 6;
  if (hull.volume < 0) {  // clockwise after all
    hull.volume = -hull.volume;
    for (auto& t : hull.triangles) std::swap(t[1], t[2]);
  }
  return hull;
}

}  // namespace tailcast
