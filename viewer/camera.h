// SPDX-License-Identifier: Apache-2.0
// Pinhole camera (Hartley & Zisserman, Multiple View Geometry, 2nd ed., eq. 6.7), looking from one point to another.
#pragma once
#include <optional>

#include "core/pose.h"
#include "viewer/canvas.h"

namespace tailcast {

struct Camera {
  Vec3 eye = Vec3::Zero();                                   // m
  Eigen::Matrix3d axes = Eigen::Matrix3d::Identity();        // rows: right, down, forward
  double focal = 1;                                          // px
  Point2 center;                                             // px, where the forward axis meets the picture
};

inline constexpr double kNearPlane = 0.3;  // m

// `field_of_view`: rad, across the rectangle's width. z is up in the picture.
Camera look_at(const Vec3& eye, const Vec3& target, double field_of_view, const Rect& rect);
inline Vec3 camera_from_world(const Camera& camera, const Vec3& point) { return camera.axes * (point - camera.eye); }
// Nothing where the point is not in front of the near plane.
std::optional<Point2> project(const Camera& camera, const Vec3& point);
// The part of the segment that is in front of the near plane.
std::optional<std::pair<Point2, Point2>> project_segment(const Camera& camera, const Vec3& a, const Vec3& b);

}  // namespace tailcast
