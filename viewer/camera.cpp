// SPDX-License-Identifier: Apache-2.0
#include "viewer/camera.h"

#include <cmath>
#include <utility>

namespace tailcast {
namespace {

Point2 onto_picture(const Camera& camera, const Vec3& p) {
  return {camera.center.x + camera.focal * p.x() / p.z(), camera.center.y + camera.focal * p.y() / p.z()};
}

}  // namespace

Camera look_at(const Vec3& eye, const Vec3& target, double field_of_view, const Rect& rect) {
  const Vec3 forward = (target - eye).normalized();
  const Vec3 right = forward.cross(Vec3::UnitZ()).normalized();
  Camera camera{.eye = eye, .focal = rect.width / 2 / std::tan(field_of_view / 2), .center = rect.center()};
  camera.axes.row(0) = right;
  camera.axes.row(1) = forward.cross(right);
  camera.axes.row(2) = forward;
  return camera;
}

std::optional<Point2> project(const Camera& camera, const Vec3& point) {
  const Vec3 p = camera_from_world(camera, point);
  if (p.z() <= kNearPlane) return std::nullopt;
  return onto_picture(camera, p);
}

std::optional<std::pair<Point2, Point2>> project_segment(const Camera& camera, const Vec3& a, const Vec3& b) {
  Vec3 near = camera_from_world(camera, a), far = camera_from_world(camera, b);
  const bool swapped = near.z() > far.z();
  if (swapped) std::swap(near, far);
  if (far.z() <= kNearPlane) return std::nullopt;
  if (near.z() < kNearPlane) near += (far - near) * ((kNearPlane - near.z()) / (far.z() - near.z()));
  std::pair<Point2, Point2> segment{onto_picture(camera, near), onto_picture(camera, far)};
  if (swapped) std::swap(segment.first, segment.second);
  return segment;
}

}  // namespace tailcast
