// SPDX-License-Identifier: Apache-2.0
// Rigid poses. ISO 8855: x forward, y left, z up. Names read by adjacency:
// world_from_sensor = world_from_ego * ego_from_sensor; p_world = world_from_ego * p_ego.
#pragma once
#include <Eigen/Core>
#include <Eigen/Geometry>

namespace tailcast {

using Vec3 = Eigen::Vector3d;
using Vec3f = Eigen::Vector3f;
using Quat = Eigen::Quaterniond;

struct Pose {
  Quat rotation = Quat::Identity();  // unit
  Vec3 translation = Vec3::Zero();   // m
};

inline Pose operator*(const Pose& a_from_b, const Pose& b_from_c) {
  return {(a_from_b.rotation * b_from_c.rotation).normalized(),
          a_from_b.rotation * b_from_c.translation + a_from_b.translation};
}
inline Vec3 operator*(const Pose& a_from_b, const Vec3& p_b) { return a_from_b.rotation * p_b + a_from_b.translation; }
inline Pose inverse(const Pose& a_from_b) {
  const Quat back = a_from_b.rotation.conjugate();
  return {back, -(back * a_from_b.translation)};
}

// Same bits everywhere (own sine and cosine). `axis` is a unit vector; angles in rad.
Quat rotation_about(const Vec3& axis, double angle);
// Intrinsic z-y-x: yaw, then pitch (positive: nose down, about +y), then roll.
Quat from_yaw_pitch_roll(double yaw, double pitch, double roll);
Pose pose_at(const Vec3& position, double yaw);
double yaw_of(const Quat& rotation);
// Normalised linear interpolation on the shorter arc, u in [0, 1].
Pose interpolate(const Pose& a, const Pose& b, double u);

}  // namespace tailcast
