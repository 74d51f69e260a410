// SPDX-License-Identifier: Apache-2.0
#include "assets/collide.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "core/dmath.h"

namespace tailcast {
namespace {

using Corner = std::array<float, 3>;

// Vertices at the same place are one corner: building blocks do not share theirs between faces.
struct Welded {
  std::vector<std::size_t> corner_of;  // vertex -> corner
  std::vector<Vec3f> corners;          // in order of first use
};

Welded weld(const Mesh& mesh) {
  Welded welded;
  std::map<Corner, std::size_t> known;
  for (const auto& v : mesh.vertices) {
    const auto [entry, is_new] = known.try_emplace({v.x(), v.y(), v.z()}, welded.corners.size());
    if (is_new) welded.corners.push_back(v);
    welded.corner_of.push_back(entry->second);
  }
  return welded;
}

std::size_t root_of(std::vector<std::size_t>& parent, std::size_t i) {
  while (parent[i] != i) i = parent[i] = parent[parent[i]];
  return i;
}

}  // namespace

std::vector<HullShape> hulls_of_pieces(const Mesh& mesh, const Pose& asset_from_mesh) {
  const Welded welded = weld(mesh);
  std::vector<std::size_t> parent(welded.corners.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  for (const auto& t : mesh.triangles)
    for (const std::size_t k : {1u, 2u}) {
      const std::size_t a = root_of(parent, welded.corner_of[t[0]]), b = root_of(parent, welded.corner_of[t[k]]);
      parent[std::max(a, b)] = std::min(a, b);
    }
  std::map<std::size_t, std::vector<Vec3f>> pieces;  // by the first corner of each
  for (std::size_t i = 0; i < parent.size(); ++i)
    pieces[root_of(parent, i)].push_back((asset_from_mesh * welded.corners[i].cast<double>()).cast<float>());
  constexpr std::size_t kLeastSolid = 4;  // a vertex that no face uses is not a piece
  std::vector<HullShape> hulls;
  for (auto& [first, points] : pieces)
    if (points.size() >= kLeastSolid) hulls.push_back({std::move(points)});
  return hulls;
}

std::vector<HullShape> hulls_of_runs(const Mesh& mesh) {
  const Welded welded = weld(mesh);
  std::vector<HullShape> hulls;
  std::set<std::size_t> run;  // corners, in order of first use in the mesh
  const auto close = [&] {
    HullShape hull;
    for (const auto corner : run) hull.points.push_back(welded.corners[corner]);
    if (!hull.points.empty()) hulls.push_back(std::move(hull));
    run.clear();
  };
  for (const auto& t : mesh.triangles) {
    const bool joins = std::ranges::any_of(t, [&](std::uint32_t v) { return run.contains(welded.corner_of[v]); });
    if (!joins) close();
    for (const auto v : t) run.insert(welded.corner_of[v]);
  }
  close();
  return hulls;
}

std::vector<Vec3> directions_around(int count) {
  std::vector<Vec3> directions;
  for (int i = 0; i < count; ++i) {
    const double z = 1 - (2 * i + 1.0) / count, r = std::sqrt(1 - z * z), turn = 2.399963229728653 * i;
    directions.emplace_back(r * dmath::cos(turn), r * dmath::sin(turn), z);
  }
  for (const Vec3& axis : {Vec3(1, 0, 0), Vec3(0, 1, 0), Vec3(0, 0, 1)})
    directions.insert(directions.end(), {axis, Vec3(-axis)});
  return directions;
}

void collide_as_seen(Asset& asset) {
  asset.link_of_shape.resize(asset.collision.size(), 0);
  for (std::size_t i = 0; i < asset.links.size(); ++i)
    for (auto& hull : hulls_of_pieces(*asset.links[i].mesh, asset.links[i].joint.root_from_link)) {
      asset.collision.emplace_back(std::move(hull));
      asset.link_of_shape.push_back(i);
    }
}

}  // namespace tailcast
