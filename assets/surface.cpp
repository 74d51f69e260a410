// SPDX-License-Identifier: Apache-2.0
#include "assets/surface.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <span>

namespace tailcast {
namespace {

using Triangle = std::array<std::uint32_t, 3>;

// One vertex for all at a place, in the order of their first use: the same mesh, in whatever file, is the same bytes.
Mesh welded(const Mesh& mesh) {
  std::vector<std::uint32_t> order(mesh.vertices.size()), same_as(mesh.vertices.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    const auto &p = mesh.vertices[a], &q = mesh.vertices[b];
    return std::lexicographical_compare(p.data(), p.data() + 3, q.data(), q.data() + 3);
  };
  std::ranges::sort(order, before);
  for (std::size_t i = 0; i < order.size(); ++i)
    same_as[order[i]] = i > 0 && !before(order[i - 1], order[i]) ? same_as[order[i - 1]] : order[i];
  constexpr std::uint32_t kUnused = ~0U;
  std::vector<std::uint32_t> place(mesh.vertices.size(), kUnused);
  Mesh made;
  for (std::size_t i = 0; i < mesh.triangles.size(); ++i) {
    Triangle t{};
    for (std::size_t k = 0; k < 3; ++k) {
      auto& at = place[same_as[mesh.triangles[i][k]]];
      if (at == kUnused) {
        at = static_cast<std::uint32_t>(made.vertices.size());
        made.vertices.push_back(mesh.vertices[mesh.triangles[i][k]]);
      }
      t[k] = at;
    }
    made.triangles.push_back(t);
    made.material.push_back(mesh.material[i]);
    made.part.push_back(mesh.part[i]);
  }
  return made;
}

Vec3 corner(const Mesh& mesh, std::size_t face, std::size_t k) { return mesh.vertices[mesh.triangles[face][k]].cast<double>(); }

Vec3 twice_area(const Mesh& mesh, std::size_t face) {
  const Vec3 a = corner(mesh, face, 0);
  return (corner(mesh, face, 1) - a).cross(corner(mesh, face, 2) - a);
}

template <typename Keep>
std::size_t keep_faces(Mesh& mesh, Keep keep) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < mesh.triangles.size(); ++i) {
    if (!keep(i)) continue;
    mesh.triangles[kept] = mesh.triangles[i], mesh.material[kept] = mesh.material[i], mesh.part[kept] = mesh.part[i];
    ++kept;
  }
  const std::size_t gone = mesh.triangles.size() - kept;
  mesh.triangles.resize(kept), mesh.material.resize(kept), mesh.part.resize(kept);
  return gone;
}

std::size_t drop_repeated(Mesh& mesh) {
  std::vector<Triangle> corners = mesh.triangles;
  for (auto& t : corners) std::ranges::sort(t);
  std::vector<std::uint32_t> order(corners.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order, [&](std::uint32_t a, std::uint32_t b) { return corners[a] < corners[b]; });
  std::vector<bool> again(corners.size(), false);
  for (std::size_t i = 1; i < order.size(); ++i) again[order[i]] = corners[order[i]] == corners[order[i - 1]];
  return keep_faces(mesh, [&](std::size_t i) { return !again[i]; });
}

// One use of an edge by a face.
struct Use {
  std::uint32_t low, high;  // vertices
  std::uint32_t face;
  bool forward;             // the face goes from low to high
};

std::vector<Use> edges_of(const Mesh& mesh) {
  std::vector<Use> uses;
  for (std::size_t i = 0; i < mesh.triangles.size(); ++i)
    for (std::size_t k = 0; k < 3; ++k) {
      const auto a = mesh.triangles[i][k], b = mesh.triangles[i][(k + 1) % 3];
      uses.push_back({std::min(a, b), std::max(a, b), static_cast<std::uint32_t>(i), a < b});
    }
  std::ranges::stable_sort(uses, [](const Use& a, const Use& b) { return std::pair(a.low, a.high) < std::pair(b.low, b.high); });
  return uses;
}

template <typename Each>
void for_each_edge(const std::vector<Use>& uses, Each each) {
  for (std::size_t i = 0; i < uses.size();) {
    std::size_t end = i + 1;
    while (end < uses.size() && uses[end].low == uses[i].low && uses[end].high == uses[i].high) ++end;
    each(std::span(uses).subspan(i, end - i));
    i = end;
  }
}

struct Pieces {
  std::vector<std::uint32_t> of_face;
  std::vector<bool> turn;  // a face is to be wound the other way
  std::vector<bool> open;  // a piece: has a rim, or one side only
};

// Flood from each face that is left, over edges of two faces, winding neighbours alike.
Pieces flood(const Mesh& mesh, const std::vector<Use>& uses) {
  struct Neighbour {
    std::uint32_t face;
    bool alike;
  };
  std::vector<std::vector<Neighbour>> next(mesh.triangles.size());
  for_each_edge(uses, [&](std::span<const Use> edge) {
    if (edge.size() != 2) return;
    const bool alike = edge[0].forward != edge[1].forward;
    next[edge[0].face].push_back({edge[1].face, alike});
    next[edge[1].face].push_back({edge[0].face, alike});
  });
  constexpr std::uint32_t kNone = ~0U;
  Pieces pieces{std::vector<std::uint32_t>(mesh.triangles.size(), kNone), std::vector<bool>(mesh.triangles.size(), false), {}};
  std::vector<std::uint32_t> open;
  for (std::uint32_t first = 0; first < mesh.triangles.size(); ++first) {
    if (pieces.of_face[first] != kNone) continue;
    const auto piece = static_cast<std::uint32_t>(pieces.open.size());
    pieces.open.push_back(false);
    pieces.of_face[first] = piece;
    open.push_back(first);
    while (!open.empty()) {
      const auto face = open.back();
      open.pop_back();
      for (const auto& [other, alike] : next[face]) {
        const bool turn = alike ? pieces.turn[face] : !pieces.turn[face];
        if (pieces.of_face[other] == kNone) {
          pieces.of_face[other] = piece, pieces.turn[other] = turn;
          open.push_back(other);
        } else if (pieces.turn[other] != turn) {
          pieces.open[piece] = true;  // one-sided, as a Moebius band
        }
      }
    }
  }
  for_each_edge(uses, [&](std::span<const Use> edge) {
    if (edge.size() == 2) return;  // both of one piece
    std::map<std::uint32_t, int> faces_of;
    for (const auto& use : edge) ++faces_of[pieces.of_face[use.face]];
    for (const auto& [piece, faces] : faces_of)
      if (faces % 2 != 0) pieces.open[piece] = true;
  });
  return pieces;
}

void turn_over(Triangle& t) { std::swap(t[1], t[2]); }

// Rims: edges of one face that hang together.
void find_holes(const Mesh& mesh, const std::vector<Use>& uses, SurfaceReport& report) {
  std::map<std::uint32_t, std::uint32_t> parent;
  const auto root = [&](std::uint32_t v) {
    while (parent.at(v) != v) v = parent[v] = parent.at(parent.at(v));
    return v;
  };
  for_each_edge(uses, [&](std::span<const Use> edge) {
    if (edge.size() > 2) ++report.forked;
    if (edge.size() != 1) return;
    parent.try_emplace(edge[0].low, edge[0].low), parent.try_emplace(edge[0].high, edge[0].high);
    const auto a = root(edge[0].low), b = root(edge[0].high);
    parent[std::max(a, b)] = std::min(a, b);
  });
  std::map<std::uint32_t, Bounds> rims;
  for (const auto& [vertex, up] : parent) rims[root(vertex)].extend(mesh.vertices[vertex].cast<double>());
  report.holes = rims.size();
  for (const auto& [first, box] : rims) report.widest = std::max(report.widest, box.size().norm());
}

// Of each piece: six times its volume about `middle`, and its area with moments.
struct Sums {
  double six_volumes = 0, area = 0;
  Vec3 moment = Vec3::Zero();        // of the area
  Vec3 solid_moment = Vec3::Zero();  // of six_volumes, about `middle`
};
std::vector<Sums> sums_of(const Mesh& mesh, const Pieces& pieces, const std::vector<Vec3>& middles) {
  std::vector<Sums> sums(pieces.open.size());
  for (std::size_t i = 0; i < mesh.triangles.size(); ++i) {
    auto& s = sums[pieces.of_face[i]];
    const Vec3& middle = middles[pieces.of_face[i]];
    const Vec3 a = corner(mesh, i, 0) - middle, b = corner(mesh, i, 1) - middle, c = corner(mesh, i, 2) - middle;
    const double area = .5 * twice_area(mesh, i).norm(), six = a.dot(b.cross(c));
    s.area += area, s.moment += area * ((a + b + c) / 3 + middle);
    s.six_volumes += six, s.solid_moment += six * .25 * (a + b + c);
  }
  return sums;
}

}  // namespace

Surface make_surface(const Mesh& mesh) {
  Surface surface;
  auto& report = surface.report;
  Mesh& made = surface.mesh;
  made = welded(mesh);
  report.flat = keep_faces(made, [&](std::size_t i) {
    const auto& t = made.triangles[i];
    return t[0] != t[1] && t[1] != t[2] && t[2] != t[0];
  });
  report.repeated = drop_repeated(made);
  const auto uses = edges_of(made);
  Pieces pieces = flood(made, uses);
  const auto before = made.triangles;
  for (std::size_t i = 0; i < made.triangles.size(); ++i)
    if (pieces.turn[i]) turn_over(made.triangles[i]);

  std::vector<Vec3> middles(pieces.open.size(), Vec3::Zero());
  const auto about_origin = sums_of(made, pieces, middles);
  for (std::size_t p = 0; p < middles.size(); ++p)
    if (about_origin[p].area > 0) middles[p] = about_origin[p].moment / about_origin[p].area;
  const auto sums = sums_of(made, pieces, middles);
  Vec3 moment = Vec3::Zero(), area_moment = Vec3::Zero();
  double area = 0;
  std::vector<std::int64_t> turned(sums.size(), 0);
  for (std::size_t i = 0; i < made.triangles.size(); ++i) turned[pieces.of_face[i]] += pieces.turn[i] ? 1 : -1;
  const auto inside_out = [&](std::size_t p) {
    const bool flat = std::fabs(sums[p].six_volumes) < 1e-6 * sums[p].area * std::sqrt(sums[p].area);
    return flat ? turned[p] > 0 : sums[p].six_volumes < 0;  // of what is flat, as most of it is wound
  };
  for (std::size_t i = 0; i < made.triangles.size(); ++i)
    if (inside_out(pieces.of_face[i])) turn_over(made.triangles[i]);
  for (std::size_t p = 0; p < sums.size(); ++p) {
    const double volume = std::fabs(sums[p].six_volumes) / 6;
    area += sums[p].area, area_moment += sums[p].moment;
    ++report.pieces;
    if (volume < 1e-12) pieces.open[p] = true;
    if (pieces.open[p]) continue;
    ++report.closed;
    report.volume += volume;
    moment += volume * (middles[p] + sums[p].solid_moment / sums[p].six_volumes);
  }
  report.center = report.volume > 0 ? Vec3(moment / report.volume) : area > 0 ? Vec3(area_moment / area) : Vec3(Vec3::Zero());
  for (std::size_t i = 0; i < before.size(); ++i) report.turned += made.triangles[i] != before[i] ? 1 : 0;
  find_holes(made, uses, report);

  surface.solid = surface.sheet = made;
  keep_faces(surface.solid, [&](std::size_t i) { return !pieces.open[pieces.of_face[i]]; });
  keep_faces(surface.sheet, [&](std::size_t i) { return pieces.open[pieces.of_face[i]]; });
  // Slivers without area hold the edges of their neighbours together; now that these are known, nothing is seen of them.
  report.flat += keep_faces(made, [&](std::size_t i) { return twice_area(made, i).norm() > 2e-9; });
  made = welded(made);
  return surface;
}

}  // namespace tailcast
