// SPDX-License-Identifier: Apache-2.0
#include "assets/skin.h"

#include <algorithm>
#include <array>

#include "assets/shapes.h"
#include "core/check.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

Curve curve_of(std::span<const Section> sections, double Section::*value) {
  std::vector<Eigen::Vector2d> knots;
  for (std::size_t i = 0; i < sections.size(); ++i)
    knots.emplace_back(static_cast<double>(i), sections[i].*value);
  return Curve(std::move(knots));
}

// Slices of the half ellipsoid beyond `end`, outwards.
std::vector<Slice> dome(const Slice& end, double side) {
  std::vector<Slice> slices;
  for (const double angle : {.65, 1.25}) {
    const double up = side * std::min(end.rx, end.ry) * dmath::sin(angle), in = dmath::cos(angle);
    slices.push_back({end.at * Pose{Quat::Identity(), Vec3(0, 0, up)}, in * end.rx, in * end.ry});
  }
  return slices;
}

}  // namespace

void add_skin(Mesh& mesh, std::span<const Slice> slices, int sides, Paint paint) {
  std::vector<std::vector<Vec3>> rings;
  for (const auto& [at, rx, ry] : slices)
    rings.push_back(
        ellipse_ring(at.translation, at.rotation * Vec3(rx, 0, 0), at.rotation * Vec3(0, ry, 0), sides));
  add_loft(mesh, rings, paint);
}

Spine straight(const Pose& frame) {
  return [frame](double z) { return frame * Pose{Quat::Identity(), Vec3(0, 0, z)}; };
}

std::vector<Slice> slices_of(const Spine& spine, std::span<const Section> sections, int steps,
                             bool round_ends) {
  TAILCAST_CHECK(sections.size() >= 2, "a body has two sections at least");
  const Curve z = curve_of(sections, &Section::z), x = curve_of(sections, &Section::x);
  const Curve rx = curve_of(sections, &Section::rx), ry = curve_of(sections, &Section::ry);
  std::vector<Slice> slices;
  const int last = steps * static_cast<int>(sections.size() - 1);
  for (int i = 0; i <= last; ++i) {
    const double at = static_cast<double>(i) / steps;
    slices.push_back({spine(z.at(at)) * Pose{Quat::Identity(), Vec3(x.at(at), 0, 0)}, rx.at(at), ry.at(at)});
  }
  if (!round_ends) return slices;
  const auto low = dome(slices.front(), -1), high = dome(slices.back(), 1);
  slices.insert(slices.begin(), low.rbegin(), low.rend());
  slices.insert(slices.end(), high.begin(), high.end());
  return slices;
}

void add_flesh(Mesh& mesh, const Spine& spine, std::span<const Section> sections, int steps, int sides,
               Paint paint, bool round_ends) {
  add_skin(mesh, slices_of(spine, sections, steps, round_ends), sides, paint);
}

void add_strap(Mesh& mesh, std::span<const Vec3> points, std::span<const Vec3> out, double width,
               double thick, Paint paint) {
  std::vector<std::vector<Vec3>> rings;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Vec3 along = (points[std::min(i + 1, points.size() - 1)] - points[i > 0 ? i - 1 : 0]).normalized();
    const Vec3 up = (out[i] - out[i].dot(along) * along).normalized(), across = up.cross(along);
    const Vec3 half = .5 * width * across, rise = thick * up, &p = points[i];
    rings.push_back({p - half - rise, p + half - rise, p + half + rise, p - half + rise});
  }
  add_loft(mesh, rings, paint);
}

void add_sheet(Mesh& mesh, std::span<const Vec3> polygon, double thick, Paint paint) {
  const Vec3 up = .5 * thick * (polygon[1] - polygon[0]).cross(polygon[2] - polygon[0]).normalized();
  std::vector<std::vector<Vec3>> rings(2);
  for (const auto& p : polygon) rings[0].push_back(p - up), rings[1].push_back(p + up);
  add_loft(mesh, rings, paint);
}

void add_rod(Mesh& mesh, const Vec3& a, const Vec3& b, double radius, Paint paint, int sides) {
  add_bent_rod(mesh, std::array{a, b}, radius, paint, sides);
}

void add_bent_rod(Mesh& mesh, std::span<const Vec3> points, double radius, Paint paint, int sides) {
  std::vector<Vec3> path(points.begin(), points.end());
  std::vector<double> radii(points.size(), radius);
  const Vec3 first = (points[0] - points[1]).normalized(),
             last = (points.back() - points[points.size() - 2]).normalized();
  path.insert(path.begin(), points[0] + .7 * radius * first),
      path.push_back(points.back() + .7 * radius * last);
  radii.insert(radii.begin(), .6 * radius), radii.push_back(.6 * radius);
  add_limb(mesh, path, radii, sides, paint);
}

}  // namespace tailcast
