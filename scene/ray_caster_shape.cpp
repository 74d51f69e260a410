// SPDX-License-Identifier: Apache-2.0
#include "scene/ray_caster_shape.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace tailcast {
namespace {

constexpr double kSweepMargin = 0.05;  // m: a body's bounds between ticks
constexpr double kNeedle = 2e-3;       // rad: triangles with a sharper corner are needles

void find_fans(const Mesh& mesh, Shape& shape) {
  std::vector<std::uint32_t> order(mesh.vertices.size()), point(mesh.vertices.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint32_t>(i);
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    const auto &p = mesh.vertices[a], &q = mesh.vertices[b];
    return std::tie(p.x(), p.y(), p.z()) < std::tie(q.x(), q.y(), q.z());
  };
  std::sort(order.begin(), order.end(), before);
  std::uint32_t points = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i > 0 && before(order[i - 1], order[i])) ++points;
    point[order[i]] = points;
  }
  shape.fan_begin.assign(points + 2, 0);
  for (const auto& t : mesh.triangles) {
    shape.point_of.push_back({point[t[0]], point[t[1]], point[t[2]]});
    for (const auto p : shape.point_of.back()) ++shape.fan_begin[p + 1];
  }
  for (std::size_t k = 1; k < shape.fan_begin.size(); ++k) shape.fan_begin[k] += shape.fan_begin[k - 1];
  shape.fan.resize(shape.fan_begin.back());
  std::vector<std::uint32_t> next(shape.fan_begin.begin(), shape.fan_begin.end() - 1);
  for (std::uint32_t k = 0; k < shape.point_of.size(); ++k)
    for (const auto p : shape.point_of[k]) shape.fan[next[p]++] = k;
}

// A little less than the least height; 0 for whatever grown() may take for a needle.
float height_of(const std::array<Vec3f, 3>& at) {
  std::array<Vec3, 3> edge;
  for (std::size_t k = 0; k < 3; ++k) edge[k] = (at[(k + 1) % 3] - at[k]).cast<double>();
  const double twice = edge[0].cross(edge[1]).norm();
  std::array<double, 3> length;
  for (std::size_t k = 0; k < 3; ++k) length[k] = edge[k].norm();
  for (std::size_t k = 0; k < 3; ++k)
    if (!(twice > 2 * kNeedle * length[k] * length[(k + 1) % 3])) return 0;
  return static_cast<float>(0.999 * twice / *std::max_element(length.begin(), length.end()));
}

// A triangle around a needle and all that is within `by` of it, in its plane. Much longer than the needle,
// and not as slender: Embree's own normal of it is good to 1e-5.
std::array<Vec3f, 3> grown_needle(const std::array<Vec3, 3>& corners, double by) {
  std::size_t k = 0;  // the longest edge leaves corner k
  const auto length_of = [&](std::size_t i) { return (corners[(i + 1) % 3] - corners[i]).norm(); };
  for (std::size_t i = 1; i < 3; ++i)
    if (length_of(i) > length_of(k)) k = i;
  const double length = length_of(k);
  const Vec3 along = length > 0 ? Vec3((corners[(k + 1) % 3] - corners[k]) / length) : Vec3(Vec3::UnitX());
  const Vec3 to_apex = corners[(k + 2) % 3] - corners[k];
  const Vec3 aside = to_apex - to_apex.dot(along) * along;
  const double height = aside.norm(), reach = by + height;
  const Vec3 up = height > 0 ? Vec3(aside / height) : along.unitOrthogonal();
  const Vec3 middle = corners[k] + 0.5 * length * along - reach * up;
  const double half = length + 2 * reach;
  return {Vec3f((middle - half * along).cast<float>()), Vec3f((middle + half * along).cast<float>()),
          Vec3f((middle + (5 * reach + 0.01 * length) * up).cast<float>())};
}

}  // namespace

std::array<Vec3f, 3> grown(const std::array<Vec3, 3>& corners, double by) {
  std::array<Vec3f, 3> result;
  for (std::size_t k = 0; k < 3; ++k) {
    const Vec3& here = corners[k];
    const Vec3 p = (corners[(k + 1) % 3] - here).normalized(), q = (corners[(k + 2) % 3] - here).normalized();
    const double sine = p.cross(q).norm();
    if (sine < kNeedle) return grown_needle(corners, by);
    result[k] = (here - (by / sine) * (p + q)).cast<float>();
  }
  return result;
}

Shape shape_of(const Mesh& mesh) {
  Shape shape;
  shape.corners.reserve(mesh.triangles.size());
  for (const auto& t : mesh.triangles) {
    const std::array<Vec3f, 3> at{mesh.vertices[t[0]], mesh.vertices[t[1]], mesh.vertices[t[2]]};
    shape.corners.push_back({at, height_of(at)});
  }
  shape.bounds = bounds_of(mesh);
  find_fans(mesh, shape);
  return shape;
}

bool stands_alone(const Body& body) {
  return body.seen && (body.movable || body.instance != 0);
}

bool same(const Pose& a, const Pose& b) {
  return a.rotation.coeffs() == b.rotation.coeffs() && a.translation == b.translation;
}

bool ever_moves(const Timeline& timeline, std::size_t body) {
  if (!moves(timeline, body)) return false;
  const auto& track = timeline.tracks[body];
  return !std::all_of(track.begin(), track.end(),
                      [&](const Pose& pose) { return same(pose, track.front()); });
}

double extent_of(const Scene& scene, const Timeline& timeline) {
  Bounds all;
  for (std::size_t b = 0; b < scene.bodies.size(); ++b) {
    const auto& body = scene.bodies[b];
    if (!body.seen || body.mesh->empty()) continue;
    const Bounds local = bounds_of(*body.mesh);
    const Vec3 reach = Vec3::Constant(local.low.cwiseAbs().cwiseMax(local.high.cwiseAbs()).norm());
    const auto add = [&](const Vec3& at) { all.extend(at - reach), all.extend(at + reach); };
    if (!moves(timeline, b)) add(body.world_from_body.translation);
    if (moves(timeline, b))
      for (const auto& pose : timeline.tracks[b]) add(pose.translation);
  }
  for (const auto& pose : timeline.ego) all.extend(pose.translation);
  return all.empty() ? 0 : all.low.cwiseAbs().cwiseMax(all.high.cwiseAbs()).norm();
}

Bounds bounds_during(const Bounds& local, const Timeline& timeline, std::uint32_t b, Nanoseconds begin,
                     Nanoseconds end) {
  const Vec3 half = 0.5 * local.size();
  Bounds swept;
  const auto add = [&](const Pose& pose) {
    const Eigen::Matrix3d rotation = pose.rotation.toRotationMatrix();
    const Vec3 center = rotation * local.center() + pose.translation, reach = rotation.cwiseAbs() * half;
    swept.extend(center - reach), swept.extend(center + reach);
  };
  for (Nanoseconds t = begin; t < end; t += kTick) add(pose_at(timeline, b, t));
  add(pose_at(timeline, b, end));
  swept.low.array() -= kSweepMargin;
  swept.high.array() += kSweepMargin;
  return swept;
}

}  // namespace tailcast
