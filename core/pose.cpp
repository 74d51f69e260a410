// SPDX-License-Identifier: Apache-2.0
#include "core/pose.h"

#include "core/dmath.h"

namespace tailcast {

Quat rotation_about(const Vec3& axis, double angle) {
  const double s = dmath::sin(0.5 * angle);
  return Quat(dmath::cos(0.5 * angle), s * axis.x(), s * axis.y(), s * axis.z());
}

Quat from_yaw_pitch_roll(double yaw, double pitch, double roll) {
  return rotation_about(Vec3::UnitZ(), yaw) * rotation_about(Vec3::UnitY(), pitch) * rotation_about(Vec3::UnitX(), roll);
}

Pose pose_at(const Vec3& position, double yaw) { return {rotation_about(Vec3::UnitZ(), yaw), position}; }

double yaw_of(const Quat& rotation) {
  const Vec3 forward = rotation * Vec3::UnitX();
  return dmath::atan2(forward.y(), forward.x());
}

Pose interpolate(const Pose& a, const Pose& b, double u) {
  const double sign = a.rotation.dot(b.rotation) < 0 ? -1.0 : 1.0;
  Quat q;
  q.coeffs() = (1.0 - u) * a.rotation.coeffs() + (u * sign) * b.rotation.coeffs();
  return {q.normalized(), (1.0 - u) * a.translation + u * b.translation};
}

}  // namespace tailcast
