// SPDX-License-Identifier: Apache-2.0
#include "sim/mass_properties.h"

#include <Eigen/Eigenvalues>
#include <cmath>

#include "core/check.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

using Mat3 = Eigen::Matrix3d;

struct Solid {
  double volume;      // m^3
  Pose center;        // asset frame
  Vec3 unit_inertia;  // m^2: inertia per kg about its own axes
};

Vec3 box_inertia(const Vec3& h) {
  const Vec3 q = h.cwiseProduct(h) / 3.0;
  return {q.y() + q.z(), q.x() + q.z(), q.x() + q.y()};
}

Solid solid_of(const BoxShape& box) {
  return {8.0 * box.half_size.prod(), box.center, box_inertia(box.half_size)};
}

Solid solid_of(const CylinderShape& c) {
  const double across = 0.25 * c.radius * c.radius + c.half_length * c.half_length / 3.0;
  return {
      2.0 * kPi * c.radius * c.radius * c.half_length, c.center, {across, across, 0.5 * c.radius * c.radius}};
}

Solid solid_of(const SphereShape& s) {
  return {4.0 / 3.0 * kPi * s.radius * s.radius * s.radius,
          {Quat::Identity(), s.center},
          Vec3::Constant(0.4 * s.radius * s.radius)};
}

Solid solid_of(const HullShape& hull) {
  Bounds bounds;
  for (const auto& p : hull.points) bounds.extend(p.cast<double>());
  const Vec3 half = 0.5 * bounds.size();
  return {8.0 * half.prod(), {Quat::Identity(), bounds.center()}, box_inertia(half)};
}

// Axes of a tensor that is diagonal already stay the asset's own: no arbitrary turn of symmetric bodies.
bool is_diagonal(const Mat3& m) {
  return std::fabs(m(0, 1)) + std::fabs(m(0, 2)) + std::fabs(m(1, 2)) < 1e-6 * m.trace();
}

}  // namespace

MassProperties mass_properties(std::span<const CollisionShape> shapes, double mass,
                               const Vec3& center_of_mass) {
  TAILCAST_CHECK(mass > 0, "a body without mass");
  TAILCAST_CHECK(!shapes.empty(), "a body without a collision shape");
  double volume = 0;
  Mat3 tensor = Mat3::Zero();
  for (const auto& shape : shapes) {
    const Solid solid = std::visit([](const auto& s) { return solid_of(s); }, shape);
    const Mat3 turn = solid.center.rotation.toRotationMatrix();
    const Vec3 arm = solid.center.translation - center_of_mass;
    const Mat3 about_center = turn * solid.unit_inertia.asDiagonal() * turn.transpose();
    tensor += solid.volume * (about_center + arm.squaredNorm() * Mat3::Identity() - arm * arm.transpose());
    volume += solid.volume;
  }
  tensor *= mass / volume;
  if (is_diagonal(tensor)) return {{Quat::Identity(), center_of_mass}, tensor.diagonal()};
  const Eigen::SelfAdjointEigenSolver<Mat3> solver(tensor);
  Mat3 axes = solver.eigenvectors();
  if (axes.determinant() < 0) axes.col(2) = -axes.col(2);
  return {{Quat(axes).normalized(), center_of_mass}, solver.eigenvalues()};
}

Filling filling_of(std::span<const CollisionShape> shapes) {
  Filling filling;
  for (const auto& shape : shapes) {
    const Solid solid = std::visit([](const auto& s) { return solid_of(s); }, shape);
    filling.volume += solid.volume;
    filling.center += solid.volume * solid.center.translation;
  }
  if (filling.volume > 0) filling.center /= filling.volume;
  return filling;
}

}  // namespace tailcast
