// SPDX-License-Identifier: Apache-2.0
#include "assets/convex.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>

#include "assets/convex_hull.h"

namespace tailcast {
namespace {

constexpr double kFlat = 1e-4;  // m

struct Plane {
  Vec3 normal;    // outward
  double offset;  // m: normal.dot(p) of the points on it
};

// A hull by its facets; none where all points lie in a plane, give or take kFlat.
struct Facets {
  ConvexHull hull;
  std::vector<Plane> planes;  // of its triangles, but those of no area
  explicit Facets(std::span<const Vec3> points) : hull(convex_hull(points)) {
    double surface = 0;
    for (const auto& t : hull.triangles) {
      const Vec3 &a = hull.points[t[0]], n = (hull.points[t[1]] - a).cross(hull.points[t[2]] - a);
      const double area = n.norm();
      surface += .5 * area;
      if (area < 1e-10) continue;
      // Of a sliver the normal is not exact: the plane that touches the hull in its direction is.
      Plane plane{n / area, -1e30};
      for (const auto& p : hull.points) plane.offset = std::max(plane.offset, plane.normal.dot(p));
      planes.push_back(plane);
    }
    if (hull.volume < kFlat * .5 * surface) hull.triangles.clear(), planes.clear();
  }
};

constexpr double kUncut = 1e9;  // m

// Faces that share their corners, open where it was cut: on the sides of the box that it was cut to.
struct Surface {
  std::vector<Vec3> corners;
  std::vector<std::array<std::size_t, 3>> faces;
  Bounds cut_to{Vec3::Constant(-kUncut), Vec3::Constant(kUncut)};
};

// Vertices at the same place become one corner: building blocks do not share theirs between faces.
Surface weld(const Mesh& mesh) {
  Surface surface;
  std::map<std::array<float, 3>, std::size_t> known;
  std::vector<std::size_t> corner_of;
  for (const auto& v : mesh.vertices) {
    const auto [entry, is_new] = known.try_emplace({v.x(), v.y(), v.z()}, surface.corners.size());
    if (is_new) surface.corners.push_back(v.cast<double>());
    corner_of.push_back(entry->second);
  }
  for (const auto& t : mesh.triangles)
    surface.faces.push_back({corner_of[t[0]], corner_of[t[1]], corner_of[t[2]]});
  return surface;
}

// A surface of those faces alone. `corner_of`: of each corner of the whole, in the new one, or none yet.
constexpr std::size_t kNone = ~std::size_t{0};
std::size_t take(Surface& into, std::vector<std::size_t>& corner_of, const Surface& whole,
                 std::size_t corner) {
  if (corner_of[corner] == kNone) {
    corner_of[corner] = into.corners.size();
    into.corners.push_back(whole.corners[corner]);
  }
  return corner_of[corner];
}

// The parts of a surface that share no corner, by the first corner of each.
std::vector<Surface> parts_of(const Surface& surface) {
  std::vector<std::size_t> parent(surface.corners.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  const auto root = [&](std::size_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  };
  for (const auto& face : surface.faces)
    for (const std::size_t k : {1U, 2U}) {
      const std::size_t a = root(face[0]), b = root(face[k]);
      parent[std::max(a, b)] = std::min(a, b);
    }
  std::vector<std::size_t> part_of(parent.size(), kNone), corner_of(parent.size(), kNone);
  std::vector<Surface> parts;
  for (const auto& face : surface.faces) {
    std::size_t& part = part_of[root(face[0])];
    if (part == kNone) {
      part = parts.size();
      parts.push_back({{}, {}, surface.cut_to});
    }
    Surface& to = parts[part];
    const std::size_t a = take(to, corner_of, surface, face[0]), b = take(to, corner_of, surface, face[1]),
                      c = take(to, corner_of, surface, face[2]);
    to.faces.push_back({a, b, c});
  }
  return parts;
}

// What lies on one side of a plane across an axis.
Surface side_of(const Surface& surface, int axis, double at, bool upper) {
  Surface kept{{}, {}, surface.cut_to};
  (upper ? kept.cut_to.low : kept.cut_to.high)[axis] = at;
  std::vector<std::size_t> corner_of(surface.corners.size(), kNone);
  std::map<std::array<std::size_t, 2>, std::size_t> crossings;  // by the edge's ends
  const auto inside = [&](std::size_t i) {
    return upper ? surface.corners[i][axis] >= at : surface.corners[i][axis] <= at;
  };
  const auto crossing = [&](std::size_t i, std::size_t k) {
    const auto [entry, is_new] = crossings.try_emplace({std::min(i, k), std::max(i, k)}, kept.corners.size());
    if (is_new) {
      const Vec3 &a = surface.corners[std::min(i, k)], &b = surface.corners[std::max(i, k)];
      kept.corners.emplace_back(a + (at - a[axis]) / (b[axis] - a[axis]) * (b - a));
      kept.corners.back()[axis] = at;
    }
    return entry->second;
  };
  for (const auto& face : surface.faces) {
    std::array<std::size_t, 4> polygon{};
    std::size_t n = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      const std::size_t a = face[k], b = face[(k + 1) % 3];
      if (inside(a)) polygon[n++] = take(kept, corner_of, surface, a);
      if (inside(a) != inside(b) && surface.corners[a][axis] != at && surface.corners[b][axis] != at)
        polygon[n++] = crossing(a, b);
    }
    for (std::size_t k = 1; k + 1 < n; ++k) kept.faces.push_back({polygon[0], polygon[k], polygon[k + 1]});
  }
  return kept;
}

struct Piece {
  Surface surface;
  std::vector<Vec3> hull;  // its corners
  double apart = 0;  // m: the hull from the surface, at most; not told apart below a fifth of the tolerance
  Vec3 where = Vec3::Zero();
};

// (Ericson, Real-Time Collision Detection, 2005, 5.1.5.)
double distance_to_face(const Vec3& p, const Vec3& a, const Vec3& b, const Vec3& c) {
  const Vec3 ab = b - a, ac = c - a, ap = p - a, bp = p - b, cp = p - c;
  const double d1 = ab.dot(ap), d2 = ac.dot(ap), d3 = ab.dot(bp), d4 = ac.dot(bp), d5 = ab.dot(cp),
               d6 = ac.dot(cp);
  if (d1 <= 0 && d2 <= 0) return ap.norm();
  if (d3 >= 0 && d4 <= d3) return bp.norm();
  if (d6 >= 0 && d5 <= d6) return cp.norm();
  const double vc = d1 * d4 - d3 * d2, vb = d5 * d2 - d1 * d6, va = d3 * d6 - d5 * d4;
  if (vc <= 0 && d1 >= 0 && d3 <= 0) return (ap - d1 / (d1 - d3) * ab).norm();
  if (vb <= 0 && d2 >= 0 && d6 <= 0) return (ap - d2 / (d2 - d6) * ac).norm();
  if (va <= 0 && d4 >= d3 && d5 >= d6) return (bp - (d4 - d3) / ((d4 - d3) + (d5 - d6)) * (c - b)).norm();
  return std::fabs(ab.cross(ac).normalized().dot(ap));
}

std::array<Vec3, 3> middles_of(const Vec3& a, const Vec3& b, const Vec3& c) {
  return {.5 * (a + b), .5 * (b + c), .5 * (c + a)};
}

// How deep the surface lies in its hull: dents.
void probe_dents(Piece& piece, std::span<const Plane> planes) {
  std::size_t near = 0;  // the plane that showed the last point not to lie deep
  const auto probe = [&](const Vec3& p) {
    double depth = 1e30;
    for (std::size_t i = 0; i < planes.size(); ++i) {
      const std::size_t k = i == 0 ? near : i == near ? 0 : i;
      depth = std::min(depth, planes[k].offset - planes[k].normal.dot(p));
      if (depth <= piece.apart) {
        near = k;
        return;
      }
    }
    piece.apart = depth, piece.where = p;
  };
  const auto& at = piece.surface.corners;
  for (const auto& p : at) probe(p);
  for (const auto& face : piece.surface.faces)
    for (const auto& p : middles_of(at[face[0]], at[face[1]], at[face[2]])) probe(p);
}

bool on_a_cut(const Bounds& cut_to, const Vec3& p) {
  return (p - cut_to.low).cwiseAbs().cwiseMin((p - cut_to.high).cwiseAbs()).minCoeff() < kFlat;
}

// How far the hull spans from the surface: the hollow of a bent rod, in which none of its surface lies deep.
void probe_spans(Piece& piece, const ConvexHull& hull) {
  std::size_t near = 0;  // the face that showed the last point not to lie far
  const auto& corners = piece.surface.corners;
  const auto& faces = piece.surface.faces;
  std::vector<std::pair<Vec3, double>> balls;  // about each face
  for (const auto& face : faces) {
    const Vec3 middle = (corners[face[0]] + corners[face[1]] + corners[face[2]]) / 3;
    double radius = 0;
    for (const auto i : face) radius = std::max(radius, (corners[i] - middle).norm());
    balls.emplace_back(middle, radius);
  }
  // `distance`: to a corner of the surface.
  const auto probe = [&](const Vec3& p, double distance) {
    if (distance <= piece.apart || on_a_cut(piece.surface.cut_to, p))
      return;  // on a cut: the next piece lies behind it
    for (std::size_t i = 0; i < faces.size(); ++i) {
      const std::size_t k = i == 0 ? near : i == near ? 0 : i;
      const auto& [middle, radius] = balls[k];
      if ((p - middle).squaredNorm() > (distance + radius) * (distance + radius)) continue;
      distance = std::min(
          distance, distance_to_face(p, corners[faces[k][0]], corners[faces[k][1]], corners[faces[k][2]]));
      if (distance <= piece.apart) {
        near = k;
        return;
      }
    }
    piece.apart = distance, piece.where = p;
  };
  for (const auto& t : hull.triangles) {
    const Vec3 &a = hull.points[t[0]], &b = hull.points[t[1]], &c = hull.points[t[2]];
    const double longest = std::max({(b - a).squaredNorm(), (c - b).squaredNorm(), (a - c).squaredNorm()});
    if (longest < 4 * piece.apart * piece.apart) continue;  // its corners are the surface's
    const auto middles = middles_of(a, b, c);
    for (std::size_t k = 0; k < 3; ++k) probe(middles[k], (middles[k] - (k == 1 ? b : a)).norm());
    const Vec3 middle = (a + b + c) / 3;
    probe(middle, std::min({(middle - a).norm(), (middle - b).norm(), (middle - c).norm()}));
  }
}

// Is the point within the closed surface? By the parity of what a ray from it crosses, in a direction that no
// edge has.
bool encloses(const Surface& solid, const Vec3& p) {
  const Vec3 direction(.36514837, .54772256, .75277265);
  bool inside = false;
  for (const auto& face : solid.faces) {
    const Vec3 &a = solid.corners[face[0]], e1 = solid.corners[face[1]] - a, e2 = solid.corners[face[2]] - a;
    const Vec3 h = direction.cross(e2), s = p - a, q = s.cross(e1);
    const double det = e1.dot(h), u = s.dot(h), v = direction.dot(q), t = e2.dot(q);
    const double sign = det < 0 ? -1 : 1;
    if (sign * u >= 0 && sign * v >= 0 && sign * (u + v) <= sign * det && sign * t > 0) inside = !inside;
  }
  return inside;
}

// What the cuts leave of a solid has corners where three of them meet within it.
std::vector<Vec3> inner_corners(const Surface& solid, const Bounds& cut_to) {
  std::vector<Vec3> corners;
  for (const double x : {cut_to.low.x(), cut_to.high.x()})
    for (const double y : {cut_to.low.y(), cut_to.high.y()})
      for (const double z : {cut_to.low.z(), cut_to.high.z()})
        if (const Vec3 p(x, y, z); p.cwiseAbs().maxCoeff() < kUncut && encloses(solid, p))
          corners.push_back(p);
  return corners;
}

double squared_distance(const Surface& surface, const Vec3& p) {
  double least = 1e30;
  for (const auto& q : surface.corners) least = std::min(least, (q - p).squaredNorm());
  return least;
}

Piece measured(Surface surface, std::span<const Vec3> inner, double tolerance) {
  Piece piece{std::move(surface), {}, .2 * tolerance, Vec3::Zero()};
  piece.hull = piece.surface.corners;
  piece.hull.insert(piece.hull.end(), inner.begin(), inner.end());
  Facets facets(piece.hull);
  if (facets.planes.empty()) return piece;
  probe_dents(piece, facets.planes);
  if (piece.apart <= tolerance) probe_spans(piece, facets.hull);
  piece.hull = std::move(facets.hull.points);
  return piece;
}

// Each part of the surface, which is what cuts left of the solid's, becomes a piece. Inner corners go to the
// nearest.
void measure_parts(const Surface& surface, const Surface& solid, double tolerance,
                   std::vector<Piece>& pieces) {
  auto parts = parts_of(surface);
  std::vector<std::vector<Vec3>> inner(parts.size());
  if (!parts.empty())
    for (const auto& p : inner_corners(solid, surface.cut_to)) {
      const auto nearest =
          std::ranges::min_element(parts, {}, [&](const Surface& part) { return squared_distance(part, p); });
      inner[static_cast<std::size_t>(nearest - parts.begin())].push_back(p);
    }
  for (std::size_t i = 0; i < parts.size(); ++i)
    pieces.push_back(measured(std::move(parts[i]), inner[i], tolerance));
}

// The parts by the cut, through the point where hull and surface are farthest apart, that leaves the least to
// do.
std::vector<Piece> best_parts(const Piece& piece, const Surface& solid, double tolerance) {
  Bounds box;
  for (const auto& p : piece.hull) box.extend(p);
  std::vector<Piece> best;
  double least = 1e30;
  for (const int axis : {0, 1, 2}) {
    const double extent = box.size()[axis], margin = tolerance;
    if (extent < 4 * tolerance) continue;
    const double at = std::clamp(piece.where[axis], box.low[axis] + margin, box.high[axis] - margin);
    std::vector<Piece> pieces;
    for (const bool upper : {false, true})
      measure_parts(side_of(piece.surface, axis, at, upper), solid, tolerance, pieces);
    double left = 0;
    for (const auto& p : pieces) left += p.apart;
    if (left < least) least = left, best = std::move(pieces);
  }
  return best;
}

// Each edge of a closed surface is run through as often one way as the other.
bool is_closed(const Surface& surface) {
  std::vector<std::array<std::size_t, 2>> there, back;
  for (const auto& face : surface.faces)
    for (std::size_t k = 0; k < 3; ++k) {
      there.push_back({face[k], face[(k + 1) % 3]});
      back.push_back({face[(k + 1) % 3], face[k]});
    }
  std::ranges::sort(there);
  std::ranges::sort(back);
  return there == back;
}

HullShape shape_of(const Piece& piece, const Pose& place) {
  HullShape hull;
  for (const auto& p : piece.hull) hull.points.push_back((place * p).cast<float>());
  return hull;
}

void split(Piece piece, const Surface& solid, double tolerance, const Pose& place,
           std::vector<HullShape>& hulls) {
  if (piece.apart > tolerance)
    if (auto parts = best_parts(piece, solid, tolerance); !parts.empty()) {
      for (auto& part : parts) split(std::move(part), solid, tolerance, place, hulls);
      return;
    }
  constexpr std::size_t kLeastSolid = 4;  // what has fewer corners is not a piece
  if (piece.hull.size() >= kLeastSolid) hulls.push_back(shape_of(piece, place));
}

Surface loft(std::span<const std::vector<Vec3>> rings) {
  const std::size_t n = rings[0].size();
  Surface surface;
  for (const auto& ring : rings) surface.corners.insert(surface.corners.end(), ring.begin(), ring.end());
  for (std::size_t i = 0; i + 1 < rings.size(); ++i)
    for (std::size_t k = 0; k < n; ++k) {
      const std::size_t a = i * n + k, b = i * n + (k + 1) % n;
      surface.faces.push_back({a, b, b + n});
      surface.faces.push_back({a, b + n, a + n});
    }
  for (const std::size_t end : {std::size_t{0}, (rings.size() - 1) * n})
    for (std::size_t k = 1; k + 1 < n; ++k) surface.faces.push_back({end, end + k, end + k + 1});
  return surface;
}

}  // namespace

ConvexCover::ConvexCover(std::span<const Vec3> points) {
  for (const auto& p : points) box_.extend(p);
  for (const auto& plane : Facets(points).planes) planes_.emplace_back(plane.normal, plane.offset);
}

bool ConvexCover::covers(const Vec3& p, double slack) const {
  return ((p - box_.low).array() >= -slack).all() && ((box_.high - p).array() >= -slack).all() &&
         std::ranges::all_of(planes_,
                             [&](const auto& plane) { return plane.first.dot(p) <= plane.second + slack; });
}

std::vector<HullShape> convex_pieces(const Mesh& mesh, const Pose& asset_from_mesh, double tolerance) {
  std::vector<HullShape> hulls;
  for (const auto& solid : parts_of(weld(mesh))) {
    Piece whole = measured(solid, {}, tolerance);
    if (!is_closed(solid)) whole.apart = 0;
    split(std::move(whole), solid, tolerance, asset_from_mesh, hulls);
  }
  return hulls;
}

std::vector<HullShape> convex_lengths(std::span<const std::vector<Vec3>> rings, double tolerance) {
  std::vector<HullShape> hulls;
  for (std::size_t first = 0; first + 1 < rings.size();) {
    const auto up_to = [&](std::size_t last) {
      return measured(loft(rings.subspan(first, last + 1 - first)), {}, tolerance);
    };
    // Twice as long each time until it is too long; then between the two.
    std::size_t last = first + 1, beyond = rings.size();
    Piece longest = up_to(last);
    for (std::size_t step = 1; last + 1 < beyond;) {
      const std::size_t next = std::min(last + step, beyond - 1);
      Piece longer = up_to(next);
      if (longer.apart > tolerance)
        beyond = next, step = std::max<std::size_t>(1, (beyond - last) / 2);
      else
        last = next, longest = std::move(longer),
        step = beyond == rings.size() ? 2 * step : std::max<std::size_t>(1, (beyond - last) / 2);
    }
    hulls.push_back(shape_of(longest, {}));
    first = last;
  }
  return hulls;
}

}  // namespace tailcast
