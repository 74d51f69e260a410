// SPDX-License-Identifier: Apache-2.0
#include "scene/mesh.h"

#include "core/dmath.h"

namespace tailcast {
namespace {

std::uint32_t add_vertex(Mesh& mesh, const Vec3& p) {
  mesh.vertices.push_back(p.cast<float>());
  return static_cast<std::uint32_t>(mesh.vertices.size() - 1);
}

void add_face(Mesh& mesh, std::uint32_t a, std::uint32_t b, std::uint32_t c, Paint paint) {
  mesh.triangles.push_back({a, b, c});
  mesh.material.push_back(paint.material);
  mesh.part.push_back(paint.part);
}

// Two unit vectors that make a right-handed frame with the unit vector `axis` as z.
std::pair<Vec3, Vec3> across(const Vec3& axis) {
  const Vec3 helper = std::fabs(axis.z()) < 0.9 ? Vec3::UnitZ() : Vec3::UnitX();
  const Vec3 x = helper.cross(axis).normalized();
  return {x, axis.cross(x)};
}

using Polygon = std::vector<Eigen::Vector2d>;

double cross2(const Eigen::Vector2d& a, const Eigen::Vector2d& b, const Eigen::Vector2d& c) {
  return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
}

// Ear clipping of a simple counter-clockwise polygon. Degenerate rests are dropped.
std::vector<std::array<std::size_t, 3>> triangulate(std::span<const Eigen::Vector2d> polygon) {
  std::vector<std::size_t> rest(polygon.size());
  for (std::size_t i = 0; i < rest.size(); ++i) rest[i] = i;
  std::vector<std::array<std::size_t, 3>> ears;
  const auto is_ear = [&](std::size_t k) {
    const std::size_t n = rest.size();
    const auto a = rest[(k + n - 1) % n], b = rest[k], c = rest[(k + 1) % n];
    if (cross2(polygon[a], polygon[b], polygon[c]) <= 0) return false;
    for (const auto p : rest) {
      if (p == a || p == b || p == c) continue;
      if (cross2(polygon[a], polygon[b], polygon[p]) >= 0 && cross2(polygon[b], polygon[c], polygon[p]) >= 0 &&
          cross2(polygon[c], polygon[a], polygon[p]) >= 0)
        return false;
    }
    return true;
  };
  while (rest.size() > 2) {
    std::size_t k = 0;
    while (k < rest.size() && !is_ear(k)) ++k;
    if (k == rest.size()) break;
    const std::size_t n = rest.size();
    ears.push_back({rest[(k + n - 1) % n], rest[k], rest[(k + 1) % n]});
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(k));
  }
  return ears;
}

}  // namespace

Bounds bounds_of(const Mesh& mesh) {
  Bounds bounds;
  for (const auto& v : mesh.vertices) bounds.extend(v.cast<double>());
  return bounds;
}

void add_triangle(Mesh& mesh, const Vec3& a, const Vec3& b, const Vec3& c, Paint paint) {
  const auto ia = add_vertex(mesh, a), ib = add_vertex(mesh, b), ic = add_vertex(mesh, c);
  add_face(mesh, ia, ib, ic, paint);
}

void add_quad(Mesh& mesh, const Vec3& a, const Vec3& b, const Vec3& c, const Vec3& d, Paint paint) {
  const auto ia = add_vertex(mesh, a), ib = add_vertex(mesh, b), ic = add_vertex(mesh, c), id = add_vertex(mesh, d);
  add_face(mesh, ia, ib, ic, paint);
  add_face(mesh, ia, ic, id, paint);
}

void add_box(Mesh& mesh, const Pose& center, const Vec3& size, Paint paint) {
  const Vec3 h = 0.5 * size;
  std::array<std::uint32_t, 8> v{};
  for (int i = 0; i < 8; ++i)
    v[static_cast<std::size_t>(i)] =
        add_vertex(mesh, center * Vec3((i & 1) ? h.x() : -h.x(), (i & 2) ? h.y() : -h.y(), (i & 4) ? h.z() : -h.z()));
  static constexpr std::array<std::array<std::size_t, 4>, 6> kFaces{
      {{0, 2, 3, 1}, {4, 5, 7, 6}, {0, 1, 5, 4}, {2, 6, 7, 3}, {0, 4, 6, 2}, {1, 3, 7, 5}}};
  for (const auto& f : kFaces) {
    add_face(mesh, v[f[0]], v[f[1]], v[f[2]], paint);
    add_face(mesh, v[f[0]], v[f[2]], v[f[3]], paint);
  }
}

void add_tube(Mesh& mesh, const Vec3& a, const Vec3& b, double ra, double rb, int sides, Paint paint, bool capped) {
  const Vec3 axis = (b - a).normalized();
  const auto [x, y] = across(axis);
  std::vector<std::uint32_t> low, high;
  for (int i = 0; i < sides; ++i) {
    const double angle = 2.0 * kPi * i / sides;
    const Vec3 radial = dmath::cos(angle) * x + dmath::sin(angle) * y;
    low.push_back(add_vertex(mesh, a + ra * radial));
    high.push_back(add_vertex(mesh, b + rb * radial));
  }
  const auto n = low.size();
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t j = (i + 1) % n;
    if (ra > 0) add_face(mesh, low[i], low[j], rb > 0 ? high[j] : high[i], paint);
    if (rb > 0) add_face(mesh, low[i], high[j], high[i], paint);
  }
  if (!capped) return;
  for (std::size_t i = 1; i + 1 < n; ++i) {
    if (ra > 0) add_face(mesh, low[0], low[i + 1], low[i], paint);
    if (rb > 0) add_face(mesh, high[0], high[i], high[i + 1], paint);
  }
}

void add_ellipsoid(Mesh& mesh, const Pose& center, const Vec3& radii, int rings, int sides, Paint paint) {
  const auto top = add_vertex(mesh, center * Vec3(0, 0, radii.z()));
  std::vector<std::vector<std::uint32_t>> bands;
  for (int r = 1; r < rings; ++r) {
    const double polar = kPi * r / rings;
    auto& band = bands.emplace_back();
    for (int i = 0; i < sides; ++i) {
      const double angle = 2.0 * kPi * i / sides;
      band.push_back(add_vertex(mesh, center * Vec3(radii.x() * dmath::sin(polar) * dmath::cos(angle),
                                                    radii.y() * dmath::sin(polar) * dmath::sin(angle),
                                                    radii.z() * dmath::cos(polar))));
    }
  }
  const auto bottom = add_vertex(mesh, center * Vec3(0, 0, -radii.z()));
  const auto n = static_cast<std::size_t>(sides);
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t j = (i + 1) % n;
    add_face(mesh, top, bands.front()[i], bands.front()[j], paint);
    for (std::size_t b = 0; b + 1 < bands.size(); ++b) {
      add_face(mesh, bands[b][i], bands[b + 1][i], bands[b + 1][j], paint);
      add_face(mesh, bands[b][i], bands[b + 1][j], bands[b][j], paint);
    }
    add_face(mesh, bottom, bands.back()[j], bands.back()[i], paint);
  }
}

void add_prism(Mesh& mesh, const Pose& frame, std::span<const Eigen::Vector2d> outline, double low, double high, Paint paint) {
  std::vector<std::uint32_t> bottom, top;
  for (const auto& p : outline) {
    bottom.push_back(add_vertex(mesh, frame * Vec3(p.x(), p.y(), low)));
    top.push_back(add_vertex(mesh, frame * Vec3(p.x(), p.y(), high)));
  }
  const auto n = outline.size();
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t j = (i + 1) % n;
    add_face(mesh, bottom[i], bottom[j], top[j], paint);
    add_face(mesh, bottom[i], top[j], top[i], paint);
  }
  for (const auto& [a, b, c] : triangulate(outline)) {
    add_face(mesh, top[a], top[b], top[c], paint);
    add_face(mesh, bottom[a], bottom[c], bottom[b], paint);
  }
}

void append(Mesh& mesh, const Mesh& other, const Pose& mesh_from_other) {
  const auto base = static_cast<std::uint32_t>(mesh.vertices.size());
  for (const auto& v : other.vertices) add_vertex(mesh, mesh_from_other * Vec3(v.cast<double>()));
  for (const auto& t : other.triangles) mesh.triangles.push_back({t[0] + base, t[1] + base, t[2] + base});
  mesh.material.insert(mesh.material.end(), other.material.begin(), other.material.end());
  mesh.part.insert(mesh.part.end(), other.part.begin(), other.part.end());
}

}  // namespace tailcast
