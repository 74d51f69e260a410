// SPDX-License-Identifier: Apache-2.0
#include "assets/decompose.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <set>

#include "assets/collide.h"
#include "assets/convex_hull.h"
#include "assets/triangle_tree.h"

namespace tailcast {
namespace {

constexpr double kGood = .015;          // m, of a hull to what is seen: done
constexpr double kThin = .002;          // m, of a flat piece's hull to either side
constexpr double kFinest = .03;         // m, between the places where a hull is looked at: a lid over a hollow of 2 cm is wider
constexpr double kLeastCut = .004;      // m, that a cut takes off at least
constexpr double kOnPlane = 1e-9;       // m
constexpr std::size_t kMostFaces = 2'500;    // that cuts are tried on; of more, a coarse likeness
constexpr std::size_t kMostPieces = 64;      // that a part falls into by itself
constexpr std::size_t kMostCuts = 2'000'000, kMostLooks = 20'000'000;  // of faces; at faces: then it is as good as it gets
constexpr std::size_t kMostCorners = 96;     // of a hull; of more, those that reach farthest some way
constexpr std::size_t kPlanesAnAxis = 10, kPlanesOfFaces = 6;

using Face = std::array<Vec3, 3>;
using Faces = std::vector<Face>;

bool before(const Vec3& a, const Vec3& b) {
  return std::lexicographical_compare(a.data(), a.data() + 3, b.data(), b.data() + 3);
}

Vec3 twice_area(const Face& f) { return (f[1] - f[0]).cross(f[2] - f[0]); }

// --- less of it
// One corner for all of a cell: the one farthest out, so that the whole keeps its size.
Faces clustered(const Faces& faces, double cell) {
  Bounds box;
  for (const auto& f : faces)
    for (const auto& p : f) box.extend(p);
  const Vec3 center = box.center();
  std::map<std::array<std::int32_t, 3>, Vec3> chosen;
  const auto key = [&](const Vec3& p) {
    std::array<std::int32_t, 3> k{};
    for (std::size_t i = 0; i < 3; ++i) {
      const auto axis = static_cast<Eigen::Index>(i);
      k[i] = static_cast<std::int32_t>(std::floor((p[axis] - box.low[axis]) / cell));
    }
    return k;
  };
  for (const auto& f : faces)
    for (const auto& p : f) {
      const auto [entry, is_new] = chosen.try_emplace(key(p), p);
      const double far = (p - center).squaredNorm(), so_far = (entry->second - center).squaredNorm();
      if (!is_new && (far > so_far || (far == so_far && before(p, entry->second)))) entry->second = p;
    }
  Faces reduced;
  std::set<std::array<std::array<double, 3>, 3>> known;
  for (const auto& f : faces) {
    const Face g{chosen.at(key(f[0])), chosen.at(key(f[1])), chosen.at(key(f[2]))};
    if (g[0] == g[1] || g[1] == g[2] || g[2] == g[0]) continue;
    std::array<std::array<double, 3>, 3> corners{};
    for (std::size_t k = 0; k < 3; ++k) corners[k] = {g[k].x(), g[k].y(), g[k].z()};
    std::ranges::sort(corners);
    if (known.insert(corners).second) reduced.push_back(g);
  }
  return reduced;
}

// No more than some kMostFaces of about the same outline.
Faces coarse(const Faces& faces) {
  if (faces.size() <= kMostFaces) return faces;
  double area = 0;
  Bounds box;
  for (const auto& f : faces) {
    area += .5 * twice_area(f).norm();
    for (const auto& p : f) box.extend(p);
  }
  constexpr double kCellsAcross = 30;  // at least, however often it crosses itself
  const double cell = std::sqrt(2 * area / static_cast<double>(kMostFaces));
  Faces fewer = clustered(faces, std::clamp(cell, .003, std::max(.003, box.size().maxCoeff() / kCellsAcross)));
  const std::size_t stride = fewer.size() / kMostFaces + 1;  // what crosses itself over and over stays many
  for (std::size_t i = 0; i * stride < fewer.size(); ++i) fewer[i] = fewer[i * stride];
  fewer.resize((fewer.size() + stride - 1) / stride);
  return fewer;
}

// --- parts
struct Part {
  Faces faces;
  ConvexHull hull;
  double proud = 0;
  bool sheet = false;  // open: what it encloses is not to be filled
  bool final = false;  // no plane makes it better
};

ConvexHull hull_of(const Faces& faces) {
  std::vector<Vec3> points;
  for (const auto& f : faces) points.insert(points.end(), f.begin(), f.end());
  std::ranges::sort(points, before);
  points.erase(std::unique(points.begin(), points.end()), points.end());
  Vec3 normal = Vec3::Zero();
  for (const auto& f : faces) {
    const Vec3 n = twice_area(f);
    normal += n.dot(normal) < 0 ? Vec3(-n) : n;
  }
  if (normal.norm() > 0) {
    normal.normalize();
    double low = 1e30, high = -1e30;
    for (const auto& p : points) low = std::min(low, p.dot(normal)), high = std::max(high, p.dot(normal));
    if (high - low < 2 * kThin)
      for (std::size_t i = 0, n = points.size(); i < n; ++i)
        points.push_back(points[i] + kThin * normal), points[i] -= kThin * normal;
  }
  return convex_hull(points);
}

std::size_t root_of(std::vector<std::size_t>& parent, std::size_t i) {
  while (parent[i] != i) i = parent[i] = parent[parent[i]];
  return i;
}

// The pieces that hang together by their corners; the whole, where they are too many to collide one by one.
std::vector<Faces> pieces_of(Faces faces) {
  const auto point = [&](std::size_t i) -> const Vec3& { return faces[i / 3][i % 3]; };
  std::vector<std::size_t> order(3 * faces.size()), corner(3 * faces.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) { return before(point(a), point(b)); });
  std::size_t distinct = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i > 0 && point(order[i]) != point(order[i - 1])) ++distinct;
    corner[order[i]] = distinct;
  }
  std::vector<std::size_t> parent(distinct + 1);
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  for (std::size_t i = 0; i < faces.size(); ++i)
    for (const std::size_t k : {1u, 2u}) {
      const std::size_t a = root_of(parent, corner[3 * i]), b = root_of(parent, corner[3 * i + k]);
      parent[std::max(a, b)] = std::min(a, b);
    }
  std::map<std::size_t, Faces> pieces;
  for (std::size_t i = 0; i < faces.size(); ++i) pieces[root_of(parent, corner[3 * i])].push_back(faces[i]);
  std::vector<Faces> list;
  if (pieces.size() > kMostPieces) {
    list.push_back(std::move(faces));
    return list;
  }
  for (auto& [root, piece] : pieces) list.push_back(std::move(piece));
  return list;
}

// Where an edge crosses: the same bits from either of its faces.
Vec3 crossing(const Vec3& a, const Vec3& b, double at_a, double at_b) {
  return before(a, b) ? Vec3(a + at_a / (at_a - at_b) * (b - a)) : Vec3(b + at_b / (at_b - at_a) * (a - b));
}

struct Halves {
  Faces below, above;
};
Halves cut(const Faces& faces, const Plane& plane) {
  Halves halves;
  const auto add = [](Faces& to, const std::vector<Vec3>& polygon) {
    for (std::size_t i = 1; i + 1 < polygon.size(); ++i) to.push_back({polygon[0], polygon[i], polygon[i + 1]});
  };
  std::vector<Vec3> below, above;
  for (const auto& f : faces) {
    std::array<double, 3> side{};
    for (std::size_t k = 0; k < 3; ++k) {
      side[k] = plane.normal.dot(f[k]) - plane.offset;
      if (std::fabs(side[k]) < kOnPlane) side[k] = 0;
    }
    const double low = *std::ranges::min_element(side), high = *std::ranges::max_element(side);
    if (low >= 0 && high <= 0) {  // in the plane: of the solid that it bounds
      (twice_area(f).dot(plane.normal) > 0 ? halves.below : halves.above).push_back(f);
    } else if (low >= 0) {
      halves.above.push_back(f);
    } else if (high <= 0) {
      halves.below.push_back(f);
    } else {
      below.clear(), above.clear();
      for (std::size_t k = 0; k < 3; ++k) {
        const std::size_t next = (k + 1) % 3;
        if (side[k] <= 0) below.push_back(f[k]);
        if (side[k] >= 0) above.push_back(f[k]);
        if (side[k] * side[next] >= 0) continue;
        const Vec3 p = crossing(f[k], f[next], side[k], side[next]);
        below.push_back(p), above.push_back(p);
      }
      add(halves.below, below), add(halves.above, above);
    }
  }
  return halves;
}

// --- where to cut
// Where corners of the part are, spread over its length.
void add_planes_of_axis(std::vector<Plane>& planes, const Faces& faces, int axis) {
  std::vector<double> at;
  for (const auto& f : faces)
    for (const auto& p : f) at.push_back(p[axis]);
  std::ranges::sort(at);
  const double low = at.front() + kLeastCut, high = at.back() - kLeastCut;
  std::vector<double> apart;
  for (const double x : at)
    if (x > low && x < high && (apart.empty() || x - apart.back() > kLeastCut)) apart.push_back(x);
  if (apart.size() > kPlanesAnAxis) {
    std::vector<double> fewer;
    for (std::size_t i = 0; i < kPlanesAnAxis; ++i) fewer.push_back(apart[(2 * i + 1) * apart.size() / (2 * kPlanesAnAxis)]);
    apart = std::move(fewer);
  }
  if (high > low) apart.push_back(.5 * (low + high));
  for (const double x : apart) planes.push_back({Vec3::Unit(axis), x});
}

// The planes of its faces, by the area that lies in each, the largest first.
std::vector<std::pair<double, Plane>> planes_of_faces(const Faces& faces) {
  std::map<std::array<std::int32_t, 4>, std::pair<double, Plane>> sides;  // by rounded direction and place
  for (const auto& f : faces) {
    const Vec3 n = twice_area(f);
    const double area = n.norm();
    if (area < 1e-9) continue;
    Vec3 unit = n / area;
    if (before(unit, Vec3::Zero())) unit = -unit;
    const double offset = unit.dot(f[0]);
    const auto round = [](double v, double step) { return static_cast<std::int32_t>(std::lround(v / step)); };
    auto& side = sides.try_emplace({round(unit.x(), .05), round(unit.y(), .05), round(unit.z(), .05), round(offset, .01)},
                                   0.0, Plane{unit, offset}).first->second;
    side.first += area;
  }
  std::vector<std::pair<double, Plane>> largest;
  for (const auto& [key, side] : sides) largest.push_back(side);
  std::ranges::stable_sort(largest, [](const auto& a, const auto& b) { return a.first > b.first; });
  return largest;
}

// Those that do not bound it, and are not across an axis, where cuts are tried anyway.
void add_planes_of_faces(std::vector<Plane>& planes, const Faces& faces, const ConvexHull& hull) {
  std::size_t added = 0;
  for (const auto& [area, plane] : planes_of_faces(faces)) {
    double low = 0, high = 0;
    for (const auto& p : hull.points) {
      low = std::min(low, plane.normal.dot(p) - plane.offset);
      high = std::max(high, plane.normal.dot(p) - plane.offset);
    }
    if (low > -kLeastCut || high < kLeastCut || plane.normal.cwiseAbs().maxCoeff() > 1 - 1e-9) continue;
    planes.push_back(plane);
    if (++added == kPlanesOfFaces) return;
  }
}

// A way to part it: by a plane through it; or, of a sheet, the flat side that lies in a plane from the rest.
struct Parting {
  Plane plane;
  bool side = false;
};
Halves part_by(const Parting& parting, const Faces& faces) {
  if (!parting.side) return cut(faces, parting.plane);
  Halves halves;
  for (const auto& f : faces) {
    const bool within = std::ranges::all_of(
        f, [&](const Vec3& p) { return std::fabs(parting.plane.normal.dot(p) - parting.plane.offset) < kThin; });
    (within ? halves.below : halves.above).push_back(f);
  }
  return halves;
}

// The planes of a sheet's large flat sides.
std::vector<Plane> flat_sides(const Faces& faces) {
  constexpr double kLarge = .05;  // of the area
  const auto planes = planes_of_faces(faces);
  double whole = 0;
  for (const auto& [area, plane] : planes) whole += area;
  std::vector<Plane> sides;
  for (const auto& [area, plane] : planes)
    if (area > kLarge * whole) sides.push_back(plane);
  return sides;
}

class Decomposer {
 public:
  Decomposer(const Mesh& solid, const Mesh& sheet, const Mesh& both) : seen_(both), solid_(solid) {
    add(faces_of(solid), false);
    add(faces_of(sheet), true);
  }

  Decomposition run(const Mesh& both) {
    while (parts_.size() < kMostHulls) {
      const auto worst = std::ranges::max_element(parts_, {}, [](const Part& p) { return p.final ? 0.0 : p.proud; });
      if (worst == parts_.end() || worst->final || worst->proud <= kGood || cuts_ > kMostCuts || seen_.effort() + solid_.effort() > kMostLooks) break;
      auto halves = best_cut(*worst);
      if (!halves) {
        worst->final = true;
        continue;
      }
      const bool sheet = worst->sheet;
      parts_.erase(worst);
      add(std::move(halves->below), sheet), add(std::move(halves->above), sheet);
    }
    Decomposition done;
    for (const auto& part : parts_) {
      HullShape shape;
      for (const auto& p : part.hull.points) shape.points.push_back(p.cast<float>());
      if (shape.points.size() < 4) continue;
      done.hulls.push_back(std::move(shape));
      done.proud = std::max(done.proud, part.proud);
    }
    done.thorough = seen_.effort() + solid_.effort() <= 2 * kMostLooks;
    done.bare = bare(both);
    return done;
  }

 private:
  static Faces faces_of(const Mesh& mesh) {
    Faces faces;
    for (const auto& t : mesh.triangles)
      faces.push_back({mesh.vertices[t[0]].cast<double>(), mesh.vertices[t[1]].cast<double>(), mesh.vertices[t[2]].cast<double>()});
    return faces;
  }

  void add(Faces faces, bool sheet) {
    if (faces.empty()) return;
    for (auto& piece : pieces_of(std::move(faces))) {
      Part part;
      part.hull = simplified(hull_of(piece));
      part.faces = std::move(piece);
      part.proud = proud(part.hull);
      part.sheet = sheet;
      parts_.push_back(std::move(part));
    }
  }

  // m, from the hull's surface, where it is not within the solid, to what is seen: the most of it.
  double proud(const ConvexHull& hull) {
    double area = 0;
    for (const auto& t : hull.triangles) area += .5 * twice_area({hull.points[t[0]], hull.points[t[1]], hull.points[t[2]]}).norm();
    const double coarse = std::max(kFinest, std::sqrt(area / 200)), fine = std::max(kFinest, std::sqrt(area / 20'000));
    const double found = proud(hull, coarse);
    return found > kGood || coarse <= fine ? found : proud(hull, fine);
  }
  double proud(const ConvexHull& hull, double step) {
    double most = 0;
    for (const auto& t : hull.triangles) {
      std::array<Vec3, 3> corner{hull.points[t[0]], hull.points[t[1]], hull.points[t[2]]};
      for (int turn = 0; turn < 2; ++turn)  // the longest side from the first to the second
        if ((corner[1] - corner[0]).norm() < std::max((corner[2] - corner[1]).norm(), (corner[0] - corner[2]).norm()))
          std::rotate(corner.begin(), corner.begin() + 1, corner.end());
      const double length = (corner[1] - corner[0]).norm(), height = twice_area(corner).norm() / std::max(length, 1e-9);
      const int rows = std::max(1, static_cast<int>(std::ceil(height / step)));
      for (int i = 0; i <= rows; ++i) {
        const double up = static_cast<double>(i) / rows;
        const Vec3 from = corner[0] + up * (corner[2] - corner[0]), to = corner[1] + up * (corner[2] - corner[1]);
        const int places = std::max(1, static_cast<int>(std::ceil(length * (1 - up) / step)));
        if (seen_.effort() + solid_.effort() > 2 * kMostLooks) return most;
        for (int j = 0; j <= places; ++j) {
          const Vec3 p = from + (to - from) * j / places;
          const double so_far = std::max(most, kThin + 1e-6), far = seen_.distance(p, so_far);
          if (far > so_far && !solid_.contains(p)) most = far;
        }
      }
    }
    return most;
  }

  // A hull of few corners, within the one of many.
  static ConvexHull simplified(ConvexHull hull) {
    if (hull.points.size() <= kMostCorners) return hull;
    std::vector<bool> kept(hull.points.size(), false);
    for (const auto& direction : directions_around(static_cast<int>(kMostCorners))) {
      std::size_t best = 0;
      for (std::size_t i = 1; i < hull.points.size(); ++i)
        if (direction.dot(hull.points[i]) > direction.dot(hull.points[best])) best = i;
      kept[best] = true;
    }
    std::vector<Vec3> points;
    for (std::size_t i = 0; i < kept.size(); ++i)
      if (kept[i]) points.push_back(hull.points[i]);
    return convex_hull(points);
  }

  static double cost(const Faces& faces) {
    double volume = 0;
    for (const auto& piece : pieces_of(faces)) volume += hull_of(piece).volume;
    return volume;
  }
  std::optional<Halves> best_cut(const Part& part) {
    const Faces faces = coarse(part.faces);
    if (faces.empty()) return std::nullopt;
    std::vector<Plane> planes;
    for (int axis = 0; axis < 3; ++axis) add_planes_of_axis(planes, faces, axis);
    add_planes_of_faces(planes, faces, part.hull);
    cuts_ += planes.size() * faces.size();
    std::optional<Parting> best;
    double least = 1e30;
    for (const auto& plane : planes) {
      const auto halves = cut(faces, plane);
      if (halves.below.empty() || halves.above.empty()) continue;
      double volume = cost(halves.below);
      if (volume < least) volume += cost(halves.above);
      if (volume >= least) continue;
      least = volume;
      best = Parting{plane};
    }
    if (part.sheet)
      for (const auto& plane : flat_sides(faces)) {
        const auto halves = part_by({plane, true}, faces);
        if (halves.below.empty() || halves.above.empty()) continue;
        const double volume = cost(halves.above);
        if (volume > least * (1 + 1e-9)) continue;
        least = volume;
        best = Parting{plane, true};
      }
    if (!best) return std::nullopt;
    auto halves = part_by(*best, part.faces);
    if (halves.below.empty() || halves.above.empty()) return std::nullopt;
    return halves;
  }

  // m, from corners and middles of what is seen to the nearest hull.
  double bare(const Mesh& mesh) const {
    std::vector<Bounds> boxes(parts_.size());
    for (std::size_t i = 0; i < parts_.size(); ++i)
      for (const auto& p : parts_[i].hull.points) boxes[i].extend(p);
    const auto from_hulls = [&](const Vec3& p) {
      double nearest = 1e30;
      for (std::size_t i = 0; i < parts_.size(); ++i) {
        const double from_box = (boxes[i].low - p).cwiseMax(p - boxes[i].high).cwiseMax(0.0).norm();
        if (from_box >= nearest) continue;
        double outside = from_box;
        for (const auto& side : parts_[i].hull.sides) outside = std::max(outside, side.normal.dot(p) - side.offset);
        nearest = std::min(nearest, outside);
      }
      return nearest;
    };
    constexpr std::size_t kPlaces = 20'000;
    const std::size_t stride = 1 + mesh.triangles.size() / kPlaces;
    double most = 0;
    for (std::size_t i = 0; i < mesh.triangles.size(); i += stride) {
      const auto& t = mesh.triangles[i];
      const Vec3 a = mesh.vertices[t[0]].cast<double>(), b = mesh.vertices[t[1]].cast<double>(), c = mesh.vertices[t[2]].cast<double>();
      for (const Vec3& p : {a, Vec3((a + b + c) / 3)}) most = std::max(most, from_hulls(p));
    }
    return most;
  }

  TriangleTree seen_, solid_;
  std::vector<Part> parts_;
  std::size_t cuts_ = 0;   // faces cut so far
};

}  // namespace

Decomposition decompose(const Mesh& solid, const Mesh& sheet) {
  Mesh both = solid;
  append(both, sheet, Pose{});
  return Decomposer(solid, sheet, both).run(both);
}

}  // namespace tailcast
