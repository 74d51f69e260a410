// SPDX-License-Identifier: Apache-2.0
#include "assets/assembly.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <tuple>

#include "assets/collide.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

HullShape hull_of(std::initializer_list<std::span<const Vec3>> groups) {
  HullShape hull;
  for (const auto& group : groups)
    for (const auto& p : group) hull.points.push_back(p.cast<float>());
  return hull;
}

HullShape hull_since(const Mesh& mesh, std::size_t first_vertex) {
  return {{mesh.vertices.begin() + static_cast<std::ptrdiff_t>(first_vertex), mesh.vertices.end()}};
}

CollisionShape moved(const CollisionShape& shape, const Pose& by) {
  if (const auto* box = std::get_if<BoxShape>(&shape)) return BoxShape{by * box->center, box->half_size};
  if (const auto* c = std::get_if<CylinderShape>(&shape))
    return CylinderShape{by * c->center, c->radius, c->half_length};
  if (const auto* sphere = std::get_if<SphereShape>(&shape)) return SphereShape{by * sphere->center, sphere->radius};
  HullShape hull = std::get<HullShape>(shape);
  for (auto& p : hull.points) p = (by * Vec3(p.cast<double>())).cast<float>();
  return hull;
}

std::vector<std::vector<Vec3>> rings_of(const Pose& frame, std::span<const Eigen::Vector2d> profile, int sides) {
  std::vector<std::vector<Vec3>> rings;
  for (const auto& p : profile) {
    rings.push_back(circle(p.y(), p.x(), sides));
    for (auto& v : rings.back()) v = frame * v;
  }
  return rings;
}

struct Solid {
  double volume = 0;
  Vec3 center = Vec3::Zero();
};
Solid solid_of(const Mesh& mesh) {
  Solid solid;
  Vec3 moment = Vec3::Zero();
  for (const auto& t : mesh.triangles) {
    const Vec3 a = mesh.vertices[t[0]].cast<double>(), b = mesh.vertices[t[1]].cast<double>(),
               c = mesh.vertices[t[2]].cast<double>();
    const double six = a.dot(b.cross(c));
    solid.volume += six / 6, moment += six / 24 * (a + b + c);
  }
  if (solid.volume > 0) solid.center = moment / solid.volume;
  return solid;
}

double reach(const CollisionShape& shape, const Vec3& direction) {
  if (const auto* box = std::get_if<BoxShape>(&shape)) {
    const Vec3 local = box->center.rotation.conjugate() * direction;
    return direction.dot(box->center.translation) + local.cwiseAbs().dot(box->half_size);
  }
  if (const auto* c = std::get_if<CylinderShape>(&shape)) {
    const Vec3 local = c->center.rotation.conjugate() * direction;
    return direction.dot(c->center.translation) + c->radius * local.head<2>().norm() +
           c->half_length * std::fabs(local.z());
  }
  if (const auto* sphere = std::get_if<SphereShape>(&shape)) return direction.dot(sphere->center) + sphere->radius;
  double far = -1e30;
  for (const auto& p : std::get<HullShape>(shape).points) far = std::max(far, direction.dot(p.cast<double>()));
  return far;
}

// Does its hull fill no hollow deeper than a centimetre, or is it no thicker than two (a rib, a label)?
bool is_convex(const Mesh& mesh, const HullShape& piece) {
  Bounds box;
  for (const auto& p : piece.points) box.extend(p.cast<double>());
  constexpr double kFlat = .02;  // m
  if (box.size().minCoeff() < kFlat) return true;
  const auto before = [](const Vec3f& a, const Vec3f& b) {
    return std::tie(a.x(), a.y(), a.z()) < std::tie(b.x(), b.y(), b.z());
  };
  const std::set<Vec3f, decltype(before)> corners(piece.points.begin(), piece.points.end(), before);
  constexpr float kHollow = .01F;  // m
  return std::ranges::all_of(mesh.triangles, [&](const auto& t) {
    const Vec3f &a = mesh.vertices[t[0]], &b = mesh.vertices[t[1]], &c = mesh.vertices[t[2]];
    if (!corners.contains(a) || !corners.contains(b) || !corners.contains(c)) return true;
    const Vec3f outward = (b - a).cross(c - a).normalized();
    return std::ranges::all_of(piece.points, [&](const Vec3f& p) { return outward.dot(p - a) < kHollow; });
  });
}

// A thing lies on what reaches farthest: a convex piece that is seen to reach beyond all that collides does so too.
void collide_on_the_outside(Assembly& to) {
  constexpr int kDirections = 200;
  constexpr double kProud = 1e-3;  // m
  const auto directions = directions_around(kDirections);
  std::vector<double> reached;
  for (const auto& direction : directions) {
    double far = -1e30;
    for (const auto& shape : to.shapes) far = std::max(far, reach(shape, direction));
    reached.push_back(far);
  }
  for (const auto& hull : hulls_of_pieces(to.mesh, {})) {
    const CollisionShape piece = hull;
    bool proud = false;
    for (std::size_t i = 0; i < directions.size() && !proud; ++i)
      proud = reach(piece, directions[i]) > reached[i] + kProud;
    if (proud && is_convex(to.mesh, hull)) to.shapes.push_back(piece);
  }
}

Asset asset_of(const Thing& thing, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Assembly made = thing.build(random);
  const double drawn = random.uniform(thing.mass.low, thing.mass.high);
  collide_on_the_outside(made);
  const Bounds box = bounds_of(made.mesh);
  Assembly placed;
  append(placed, made, offset(-box.center().x(), -box.center().y(), -box.low.z()));
  const Vec3 center = solid_of(placed.mesh).center;
  Asset asset;
  asset.collision = std::move(placed.shapes);
  set_root(asset, std::move(placed.mesh));
  set_mass(asset, made.mass > 0 ? made.mass : drawn, thing.friction, thing.restitution);
  asset.center_of_mass = center;
  asset.rolling_friction = thing.rolling_friction;
  return asset;
}

}  // namespace

void add_box(Assembly& to, const Pose& center, const Vec3& size, Paint paint) {
  add_box(to.mesh, center, size, paint);
  to.shapes.emplace_back(BoxShape{center, .5 * size});
}

void add_rounded_box(Assembly& to, const Pose& center, const Vec3& size, double radius, Paint paint) {
  const std::size_t first = to.mesh.vertices.size();
  add_rounded_box(to.mesh, center, size, radius, paint);
  to.shapes.emplace_back(hull_since(to.mesh, first));
}

void add_tube(Assembly& to, const Vec3& a, const Vec3& b, double ra, double rb, Paint paint, int sides) {
  const std::size_t first = to.mesh.vertices.size();
  add_tube(to.mesh, a, b, ra, rb, sides, paint);
  to.shapes.emplace_back(hull_since(to.mesh, first));
}

void add_roller(Assembly& to, const Vec3& a, const Vec3& b, double radius, Paint paint, int sides) {
  add_tube(to.mesh, a, b, radius, radius, sides, paint);
  const Quat along = Quat::FromTwoVectors(Vec3::UnitZ(), (b - a).normalized());
  to.shapes.emplace_back(CylinderShape{{along, .5 * (a + b)}, radius, .5 * (b - a).norm()});
}

void add_ellipsoid(Assembly& to, const Pose& center, const Vec3& radii, Paint paint, int rings, int sides) {
  const std::size_t first = to.mesh.vertices.size();
  add_ellipsoid(to.mesh, center, radii, rings, sides, paint);
  to.shapes.emplace_back(hull_since(to.mesh, first));
}

void add_prism(Assembly& to, const Pose& frame, std::span<const Eigen::Vector2d> outline, double low, double high,
               Paint paint) {
  const std::size_t first = to.mesh.vertices.size();
  add_prism(to.mesh, frame, outline, low, high, paint);
  to.shapes.emplace_back(hull_since(to.mesh, first));
}

void add_loft(Assembly& to, std::span<const std::vector<Vec3>> rings, Paint paint) {
  add_loft(to.mesh, rings, paint);
  for (std::size_t i = 0; i + 1 < rings.size(); ++i) to.shapes.emplace_back(hull_of({rings[i], rings[i + 1]}));
}

void add_lathe(Assembly& to, const Pose& frame, std::span<const Eigen::Vector2d> profile, Paint paint, int sides) {
  add_loft(to, rings_of(frame, profile, sides), paint);
}

void add_limb(Assembly& to, std::span<const Vec3> path, std::span<const double> radii, Paint paint, int sides) {
  add_limb(to.mesh, path, radii, sides, paint);  // and of each length, what a straight limb there would be
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    Mesh straight;
    add_limb(straight, path.subspan(i, 2), radii.subspan(i, 2), sides, paint);
    to.shapes.emplace_back(hull_since(straight, 0));
  }
}

void add_bent_tube(Assembly& to, std::span<const Vec3> path, double radius, Paint paint, int sides) {
  add_limb(to, path, std::vector<double>(path.size(), radius), paint, sides);
}

void add_ring(Assembly& to, const Pose& frame, std::span<const Eigen::Vector2d> section, Paint paint, int sides) {
  std::vector<Eigen::Vector2d> loop(section.begin(), section.end());
  loop.push_back(section.front());
  const auto rings = rings_of(frame, loop, sides);
  add_loft(to.mesh, rings, paint, false);
  for (std::size_t i = 0; i < rings[0].size(); ++i) {
    HullShape wedge;
    for (std::size_t k = 0; k < section.size(); ++k)
      for (const std::size_t j : {i, (i + 1) % rings[0].size()}) wedge.points.push_back(rings[k][j].cast<float>());
    to.shapes.emplace_back(std::move(wedge));
  }
}

void add_torus(Assembly& to, const Pose& frame, double radius, double thick, Paint paint, int sides) {
  std::vector<Eigen::Vector2d> section;
  for (int i = 0; i < 8; ++i) {
    const double angle = 2 * kPi * i / 8;
    section.emplace_back(radius + thick * dmath::cos(angle), thick * dmath::sin(angle));
  }
  add_ring(to, frame, section, paint, sides);
}

void add_vessel(Assembly& to, std::span<const std::vector<Vec3>> outer, std::span<const std::vector<Vec3>> inner,
                Paint paint) {
  std::vector<std::vector<Vec3>> rings(outer.begin(), outer.end());
  rings.insert(rings.end(), inner.rbegin(), inner.rend());
  add_loft(to.mesh, rings, paint);
  to.shapes.emplace_back(hull_of({outer.front(), inner.front()}));
  const std::size_t n = outer.front().size();
  for (std::size_t k = 0; k + 1 < outer.size(); ++k)
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t j = (i + 1) % n;
      to.shapes.emplace_back(hull_of({std::array{outer[k][i], outer[k][j], outer[k + 1][i], outer[k + 1][j]},
                                      std::array{inner[k][i], inner[k][j], inner[k + 1][i], inner[k + 1][j]}}));
    }
}

void add_tray(Assembly& to, const Pose& frame, const Tray& tray, Paint paint) {
  std::array outer{rectangle(tray.low, tray.base.x(), tray.base.y()), rectangle(tray.high, tray.rim.x(), tray.rim.y())};
  const double two = 2 * tray.wall;
  std::array inner{rectangle(tray.low + tray.wall, tray.base.x() - two, tray.base.y() - two),
                   rectangle(tray.high, tray.rim.x() - two, tray.rim.y() - two)};
  for (auto* rings : {&outer, &inner})
    for (auto& ring : *rings)
      for (auto& p : ring) p = frame * p;
  add_vessel(to, outer, inner, paint);
}

void add_band(Assembly& to, const Band3& band, Paint paint) {
  std::vector<std::vector<Vec3>> rings;
  for (std::size_t i = 0; i < band.path.size(); ++i) {
    const Vec3 back = band.path[i > 0 ? i - 1 : 0], ahead = band.path[std::min(i + 1, band.path.size() - 1)];
    const Vec3 side = .5 * band.width * band.across[i];
    const Vec3 up = .5 * band.thick * (ahead - back).normalized().cross(band.across[i]).normalized();
    const Vec3& p = band.path[i];
    rings.push_back({p - side - up, p + side - up, p + side + up, p - side + up});
  }
  add_loft(to, rings, paint);
}

void add_sheet(Assembly& to, const Sheet& sheet, Paint paint) {
  const auto point = [&](int i, int j) {
    return sheet.at(static_cast<double>(i) / sheet.columns, static_cast<double>(j) / sheet.rows);
  };
  const Vec3 down = sheet.thick * sheet.under;
  const auto edge = [&](const Vec3& a, const Vec3& b) { add_patch(to.mesh, a + down, b + down, b, a, paint); };
  for (int j = 0; j < sheet.rows; ++j)
    for (int i = 0; i < sheet.columns; ++i) {
      const Vec3 a = point(i, j), b = point(i + 1, j), c = point(i + 1, j + 1), d = point(i, j + 1);
      add_patch(to.mesh, a, b, c, d, paint);
      add_triangle(to.mesh, c + down, b + down, a + down, paint);  // along the same diagonal
      add_triangle(to.mesh, d + down, c + down, a + down, paint);
      if (j == 0) edge(a, b);
      if (i + 1 == sheet.columns) edge(b, c);
      if (j + 1 == sheet.rows) edge(c, d);
      if (i == 0) edge(d, a);
      to.shapes.emplace_back(hull_of(
          {std::array{a, b, c, d}, std::array{Vec3(a + down), Vec3(b + down), Vec3(c + down), Vec3(d + down)}}));
    }
}

void append(Assembly& to, const Assembly& part, const Pose& to_from_part) {
  append(to.mesh, part.mesh, to_from_part);
  for (const auto& shape : part.shapes) to.shapes.push_back(moved(shape, to_from_part));
}

std::vector<Vec3> rectangle(double z, double x, double y, double center_x, double center_y) {
  const double x0 = center_x - .5 * x, x1 = center_x + .5 * x, y0 = center_y - .5 * y, y1 = center_y + .5 * y;
  return {{x0, y0, z}, {x1, y0, z}, {x1, y1, z}, {x0, y1, z}};
}

std::vector<Vec3> circle(double z, double radius, int sides) {
  return ellipse_ring(Vec3(0, 0, z), Vec3(radius, 0, 0), Vec3(0, radius, 0), sides);
}

std::vector<Vec3> points_of(const Arc& arc, int pieces) {
  std::vector<Vec3> points;
  for (int i = 0; i <= pieces; ++i) {
    const double angle = arc.from + (arc.to - arc.from) * i / pieces;
    points.push_back(arc.center + dmath::cos(angle) * arc.u + dmath::sin(angle) * arc.v);
  }
  return points;
}

double volume_of(const Mesh& mesh) {
  return solid_of(mesh).volume;
}

std::vector<Family> families_of(std::span<const Thing> things) {
  std::vector<Family> families;
  for (const auto& thing : things) {
    AssetInfo info{thing.id, thing.class_id, thing.summary, thing.size, .5 * (thing.mass.low + thing.mass.high), {}};
    families.push_back(
        {std::move(info), [thing](const AssetInfo&, std::uint64_t seed) { return asset_of(thing, seed); }});
  }
  return families;
}

}  // namespace tailcast
