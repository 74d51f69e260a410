// SPDX-License-Identifier: Apache-2.0
#include "stages/stage.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/dmath.h"
#include "stages/corridor.h"

namespace tailcast {

const Lane* find_lane(const Stage& stage, std::string_view name) {
  for (const auto& lane : stage.lanes)
    if (lane.name == name) return &lane;
  return nullptr;
}

Pose rest_on_ground(const GroundSurface& ground, double x, double y, double yaw, double length, double width) {
  if (length <= 0 || width <= 0) return pose_at(Vec3(x, y, ground.height(x, y)), yaw);
  const double c = dmath::cos(yaw), s = dmath::sin(yaw);
  const auto corner = [&](double u, double v) { return ground.height(x + u * c - v * s, y + u * s + v * c); };
  const double u = 0.5 * length, v = 0.5 * width;
  const double front_left = corner(u, v), front_right = corner(u, -v), rear_left = corner(-u, v), rear_right = corner(-u, -v);
  // The least-squares plane through the corners of a rectangle, in closed form; what is left is one twist.
  const double mean = 0.25 * (front_left + front_right + rear_left + rear_right);
  const double slope_forward = 0.5 * (front_left + front_right - rear_left - rear_right) / length;
  const double slope_left = 0.5 * (front_left + rear_left - front_right - rear_right) / width;
  const double twist = 0.25 * std::fabs(front_left + rear_right - front_right - rear_left);
  const Vec3 forward = Vec3(c, s, slope_forward).normalized();
  const Vec3 up = Vec3(c, s, slope_forward).cross(Vec3(-s, c, slope_left)).normalized();
  Eigen::Matrix3d axes;
  axes << forward, up.cross(forward), up;
  return {Quat(axes).normalized(), Vec3(x, y, mean + twist)};
}

Pose ground_pose(const Stage& stage, double s, double d, int direction, double length, double width) {
  const auto foot = stage.reference.at(s);
  const auto p = point_at(stage.reference, s, d);
  return rest_on_ground(stage.ground, p.x(), p.y(), direction < 0 ? wrap_angle(foot.heading + kPi) : foot.heading, length,
                        width);
}

}  // namespace tailcast
