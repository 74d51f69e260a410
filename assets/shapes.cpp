// SPDX-License-Identifier: Apache-2.0
#include "assets/shapes.h"

#include <algorithm>

#include "core/check.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

constexpr double kSmallestArea = 1e-7;  // m^2

void add_patch_triangle(Mesh& mesh, const Vec3& a, const Vec3& b, const Vec3& c, Paint paint) {
  if (0.5 * (b - a).cross(c - a).norm() > kSmallestArea) add_triangle(mesh, a, b, c, paint);
}

std::vector<double> monotone_slopes(std::span<const Eigen::Vector2d> knots) {
  const std::size_t n = knots.size();
  std::vector<double> secant(n - 1), slope(n, 0.0);
  for (std::size_t i = 0; i + 1 < n; ++i)
    secant[i] = (knots[i + 1].y() - knots[i].y()) / (knots[i + 1].x() - knots[i].x());
  slope.front() = secant.front(), slope.back() = secant.back();
  for (std::size_t i = 1; i + 1 < n; ++i) {
    const double product = secant[i - 1] * secant[i];
    slope[i] = product > 0 ? 2.0 * product / (secant[i - 1] + secant[i]) : 0.0;  // harmonic mean
  }
  return slope;
}

}  // namespace

Curve::Curve(std::initializer_list<Eigen::Vector2d> knots) : Curve(std::vector<Eigen::Vector2d>(knots)) {}

Curve::Curve(std::vector<Eigen::Vector2d> knots) : knots_(std::move(knots)) {
  TAILCAST_CHECK(knots_.size() >= 2, "a curve needs two knots");
  for (std::size_t i = 1; i < knots_.size(); ++i)
    TAILCAST_CHECK(knots_[i].x() > knots_[i - 1].x(), "a curve's knots must ascend");
  slopes_ = monotone_slopes(knots_);
}

double Curve::at(double x) const {
  if (x <= knots_.front().x()) return knots_.front().y();
  if (x >= knots_.back().x()) return knots_.back().y();
  std::size_t i = 0;
  while (x > knots_[i + 1].x()) ++i;
  const double h = knots_[i + 1].x() - knots_[i].x();
  const double u = (x - knots_[i].x()) / h, u2 = u * u, u3 = u2 * u;
  return (2 * u3 - 3 * u2 + 1) * knots_[i].y() + (u3 - 2 * u2 + u) * h * slopes_[i] +
         (3 * u2 - 2 * u3) * knots_[i + 1].y() + (u3 - u2) * h * slopes_[i + 1];
}

void add_patch(Mesh& mesh, const Vec3& a, const Vec3& b, const Vec3& c, const Vec3& d, Paint paint) {
  add_patch_triangle(mesh, a, b, c, paint);
  add_patch_triangle(mesh, a, c, d, paint);
}

std::vector<Vec3> ellipse_ring(const Vec3& center, const Vec3& x_radius, const Vec3& y_radius, int count) {
  std::vector<Vec3> ring;
  for (int i = 0; i < count; ++i) {
    const double angle = 2.0 * kPi * i / count;
    ring.push_back(center + dmath::cos(angle) * x_radius + dmath::sin(angle) * y_radius);
  }
  return ring;
}

void add_loft(Mesh& mesh, std::span<const std::vector<Vec3>> rings, Paint paint, bool capped) {
  const std::size_t n = rings.front().size();
  for (std::size_t r = 0; r + 1 < rings.size(); ++r)
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t j = (i + 1) % n;
      add_patch(mesh, rings[r][i], rings[r][j], rings[r + 1][j], rings[r + 1][i], paint);
    }
  if (!capped) return;
  for (std::size_t i = 1; i + 1 < n; ++i) {
    add_patch_triangle(mesh, rings.front()[0], rings.front()[i + 1], rings.front()[i], paint);
    add_patch_triangle(mesh, rings.back()[0], rings.back()[i], rings.back()[i + 1], paint);
  }
}

void add_limb(Mesh& mesh, std::span<const Vec3> path, std::span<const double> radii, int sides, Paint paint) {
  std::vector<std::vector<Vec3>> rings;
  Vec3 x = Vec3::Zero();
  for (std::size_t i = 0; i < path.size(); ++i) {
    const Vec3 back = i > 0 ? (path[i] - path[i - 1]).normalized() : (path[1] - path[0]).normalized();
    const Vec3 ahead = i + 1 < path.size() ? (path[i + 1] - path[i]).normalized() : back;
    const Vec3 axis = (back + ahead).normalized();
    // Carried along from the ring before, so that the skin does not twist.
    if (i == 0) x = std::fabs(axis.z()) < 0.9 ? Vec3(Vec3::UnitZ()) : Vec3(Vec3::UnitX());
    x = (x - x.dot(axis) * axis).normalized();
    rings.push_back(ellipse_ring(path[i], radii[i] * x, radii[i] * axis.cross(x), sides));
  }
  add_loft(mesh, rings, paint);
}

void add_lathe(Mesh& mesh, const Pose& frame, std::span<const Eigen::Vector2d> profile, int sides,
               Paint paint) {
  std::vector<std::vector<Vec3>> rings;
  for (const auto& p : profile)
    rings.push_back(ellipse_ring(frame * Vec3(0, 0, p.y()), frame.rotation * Vec3(p.x(), 0, 0),
                                 frame.rotation * Vec3(0, p.x(), 0), sides));
  add_loft(mesh, rings, paint, false);
}

void add_rounded_box(Mesh& mesh, const Pose& center, const Vec3& size, double radius, Paint paint) {
  const auto ring = [&](double inset, double z) {
    const double hx = 0.5 * size.x() - inset, hy = 0.5 * size.y() - inset, c = 0.6 * radius;
    std::vector<Vec3> points{{hx - c, -hy, z}, {hx, -hy + c, z}, {hx, hy - c, z},   {hx - c, hy, z},
                             {-hx + c, hy, z}, {-hx, hy - c, z}, {-hx, -hy + c, z}, {-hx + c, -hy, z}};
    for (auto& p : points) p = center * p;
    return points;
  };
  const double h = 0.5 * size.z();
  const std::array rings{ring(radius, -h),    ring(0.3 * radius, -h + 0.3 * radius), ring(0, -h + radius),
                         ring(0, h - radius), ring(0.3 * radius, h - 0.3 * radius),  ring(radius, h)};
  add_loft(mesh, rings, paint);
}

Vec3 random_direction(RandomStream& random) {
  const double z = random.uniform(-1, 1), angle = random.uniform(0, 2 * kPi);
  const double r = std::sqrt(std::max(0.0, 1 - z * z));
  return {r * dmath::cos(angle), r * dmath::sin(angle), z};
}

Pose offset(double x, double y, double z) {
  return {Quat::Identity(), Vec3(x, y, z)};
}
Pose along_y(const Vec3& position) {
  return {rotation_about(Vec3::UnitX(), -0.5 * kPi), position};
}

}  // namespace tailcast
