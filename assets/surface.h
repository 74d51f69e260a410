// SPDX-License-Identifier: Apache-2.0
// Whether triangles make a surface: what is found of its edges, and what can be mended.
#pragma once
#include <vector>

#include "scene/mesh.h"

namespace tailcast {

struct SurfaceReport {
  std::size_t flat = 0;      // faces without area, taken out
  std::size_t repeated = 0;  // faces that were there before, taken out
  std::size_t turned = 0;    // faces that were wound the other way than their piece
  std::size_t pieces = 0, closed = 0;  // surfaces that hang together by edges of two faces; those that enclose a volume
  std::size_t forked = 0;    // edges where more than two faces meet
  std::size_t holes = 0;     // rims of open pieces
  double widest = 0;         // m, across the widest hole
  double volume = 0;         // m^3, of the closed pieces
  Vec3 center = Vec3::Zero();  // of that volume; of the area, where nothing is closed
};

struct Surface {
  Mesh mesh;   // no two vertices at one place, no vertex unused
  Mesh solid;  // its closed pieces, which face outward
  Mesh sheet;  // its open ones
  SurfaceReport report;
};

// `mesh` has vertices at multiples of 10 um, so that neighbours that should touch do. Each piece is wound one way: closed
// ones outward, open ones away from their middle.
Surface make_surface(const Mesh& mesh);

}  // namespace tailcast
