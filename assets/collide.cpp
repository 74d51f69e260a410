// SPDX-License-Identifier: Apache-2.0
#include "assets/collide.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "assets/convex.h"
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
      const std::size_t a = root_of(parent, welded.corner_of[t[0]]),
                        b = root_of(parent, welded.corner_of[t[k]]);
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

namespace {

// Faces that follow each other, as numbers of corners.
using Run = std::vector<std::array<std::size_t, 3>>;

bool share_corners(const Run& a, const Run& b) {
  std::set<std::size_t> of_b;
  for (const auto& face : b) of_b.insert(face.begin(), face.end());
  return std::ranges::all_of(a, [&](const auto& face) {
    return std::ranges::all_of(face, [&](std::size_t corner) { return of_b.contains(corner); });
  });
}

std::vector<Mesh> runs_of(const Mesh& mesh) {
  const Welded welded = weld(mesh);
  std::vector<Run> runs;
  std::set<std::size_t> seen;  // corners of the last run
  for (const auto& t : mesh.triangles) {
    const std::array face{welded.corner_of[t[0]], welded.corner_of[t[1]], welded.corner_of[t[2]]};
    if (std::ranges::none_of(face, [&](std::size_t corner) { return seen.contains(corner); })) {
      runs.emplace_back();
      seen.clear();
    }
    runs.back().push_back(face);
    seen.insert(face.begin(), face.end());
  }
  for (std::size_t i = 0; i + 1 < runs.size(); ++i) {
    constexpr std::size_t kSide = 2;  // faces: a box begins with two opposite sides, which share no corner
    if (runs[i].size() != kSide || !share_corners(runs[i], runs[i + 1])) continue;
    runs[i + 1].insert(runs[i + 1].begin(), runs[i].begin(), runs[i].end());
    runs[i].clear();
  }
  std::vector<Mesh> meshes;
  for (const auto& run : runs) {
    if (run.empty()) continue;
    std::map<std::size_t, std::uint32_t> vertex_of;
    Mesh& to = meshes.emplace_back();
    for (const auto& face : run) {
      std::array<std::uint32_t, 3> triangle{};
      for (std::size_t k = 0; k < 3; ++k) {
        const auto [entry, is_new] =
            vertex_of.try_emplace(face[k], static_cast<std::uint32_t>(to.vertices.size()));
        if (is_new) to.vertices.push_back(welded.corners[face[k]]);
        triangle[k] = entry->second;
      }
      to.triangles.push_back(triangle);
    }
  }
  return meshes;
}

std::vector<Vec3> corners_of(const CollisionShape& shape) {
  std::vector<Vec3> points;
  const auto box_corners = [&](const Pose& center, const Vec3& half) {
    for (const double x : {-1.0, 1.0})
      for (const double y : {-1.0, 1.0})
        for (const double z : {-1.0, 1.0}) points.push_back(center * Vec3(half.cwiseProduct(Vec3(x, y, z))));
  };
  if (const auto* hull = std::get_if<HullShape>(&shape))
    for (const auto& p : hull->points) points.emplace_back(p.cast<double>());
  if (const auto* box = std::get_if<BoxShape>(&shape)) box_corners(box->center, box->half_size);
  if (const auto* c = std::get_if<CylinderShape>(&shape))
    box_corners(c->center, {c->radius, c->radius, c->half_length});
  if (const auto* s = std::get_if<SphereShape>(&shape))
    box_corners({Quat::Identity(), s->center}, Vec3::Constant(s->radius));
  return points;
}

void collide(Asset& asset, const Mesh& run) {
  for (auto& hull : convex_pieces(run, {}, kAsSeen)) asset.collision.emplace_back(std::move(hull));
}

}  // namespace

void collide_in_runs(Asset& asset, const Mesh& mesh) {
  for (const auto& run : runs_of(mesh)) collide(asset, run);
}

void collide_where_proud(Asset& asset, const Mesh& mesh) {
  constexpr double kProud = .012;  // m
  std::vector<ConvexCover> shapes;
  for (const auto& shape : asset.collision) shapes.emplace_back(corners_of(shape));
  std::size_t last = 0;  // the shape that covered the last point
  const auto covered = [&](const Vec3f& v) {
    const Vec3 p = v.cast<double>();
    if (shapes[last].covers(p, kProud)) return true;
    for (std::size_t i = 0; i < shapes.size(); ++i)
      if (shapes[i].covers(p, kProud)) return last = i, true;
    return false;
  };
  for (const auto& run : runs_of(mesh))
    if (shapes.empty() || !std::ranges::all_of(run.vertices, covered)) collide(asset, run);
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
    for (auto& hull : convex_pieces(*asset.links[i].mesh, asset.links[i].joint.root_from_link, kAsSeen)) {
      asset.collision.emplace_back(std::move(hull));
      asset.link_of_shape.push_back(i);
    }
}

}  // namespace tailcast
