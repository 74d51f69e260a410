// SPDX-License-Identifier: Apache-2.0
// Planes in a real scan, road and upright, and a scene of the same planes at the same pose to cast the preset against.
#pragma once
#include <Eigen/Eigenvalues>

#include "scans.h"
#include "scene/scene.h"

namespace tailcast::realism {

struct Patch {
  bool road = false;
  Vec3 normal = Vec3::UnitZ();  // unit; up for a road, towards the sensor for a wall
  double offset = 0;            // m: normal . p = offset on the plane
  // Road: a strip of x and |y| < half_width. Wall: azimuths (deg, within one turn of each other) and heights.
  double from = 0, to = 0, low = 0, high = 0;
  double half_width = 0;

  double distance(const Point& p) const { return normal.x() * p.x + normal.y() * p.y + normal.z() * p.z - offset; }
  // Does the beam through that point cross the patch's inside, off its edges?
  bool within(const Point& p) const {
    if (road) return p.x > from && p.x < to && std::fabs(p.y) < half_width;
    const double azimuth = p.azimuth < from ? p.azimuth + 360 : p.azimuth;
    return azimuth > from && azimuth < to && p.z > low && p.z < high;
  }
  double cos_incidence(const Point& p) const {
    return std::fabs(normal.x() * p.x + normal.y() * p.y + normal.z() * p.z) / p.range;
  }
};

inline constexpr double kOnPatch = 0.15;       // m, from its plane, along the normal
inline constexpr double kRoadHalfWidth = 2.5;  // m: the lane that the vehicle is in
inline constexpr double kWallSector = 5;       // deg

struct Fit {
  Vec3 normal = Vec3::UnitZ();
  double offset = 0, rms = 0, inlier_share = 0;
};

// Trimmed least squares of z = a + b x + c y.
inline std::optional<Fit> fit_ground(const std::vector<Point>& points) {
  Eigen::Vector3d plane(-1.67, 0, 0);
  double limit = 0.6, rms = 0;
  std::size_t used = 0;
  for (int pass = 0; pass < 8; ++pass) {
    Eigen::Matrix3d normal_matrix = Eigen::Matrix3d::Zero();
    Eigen::Vector3d right = Eigen::Vector3d::Zero();
    used = 0, rms = 0;
    for (const auto& p : points) {
      const Eigen::Vector3d row(1, p.x, p.y);
      const double error = p.z - row.dot(plane);
      if (std::fabs(error) > limit) continue;
      normal_matrix += row * row.transpose(), right += row * p.z, rms += error * error, ++used;
    }
    if (used < 300) return std::nullopt;
    plane = normal_matrix.ldlt().solve(right);
    limit = std::max(0.08, limit * 0.6);
  }
  const double length = std::sqrt(1 + plane[1] * plane[1] + plane[2] * plane[2]);
  return Fit{Vec3(-plane[1], -plane[2], 1) / length, plane[0] / length, std::sqrt(rms / static_cast<double>(used)),
             static_cast<double>(used) / static_cast<double>(points.size())};
}

// A line through the points' plan view, by the best of many pairs and then trimmed total least squares.
inline std::optional<Fit> fit_wall(const std::vector<Point>& points) {
  if (points.size() < 80) return std::nullopt;
  const std::size_t stride = std::max<std::size_t>(1, points.size() / 60);
  std::size_t best = 0;
  Eigen::Vector2d n = Eigen::Vector2d::UnitX();
  double c = 0;
  for (std::size_t i = 0; i < points.size(); i += stride)
    for (std::size_t j = i + stride; j < points.size(); j += stride) {
      const Eigen::Vector2d along(points[j].x - points[i].x, points[j].y - points[i].y);
      if (along.norm() < 0.3) continue;
      const Eigen::Vector2d across = Eigen::Vector2d(-along.y(), along.x()).normalized();
      const double at = across.x() * points[i].x + across.y() * points[i].y;
      std::size_t near = 0;
      for (std::size_t k = 0; k < points.size(); k += stride)
        near += std::fabs(across.x() * points[k].x + across.y() * points[k].y - at) < 0.06 ? 1U : 0U;
      if (near > best) best = near, n = across, c = at;
    }
  double rms = 0;
  std::size_t used = 0;
  for (int pass = 0; pass < 5; ++pass) {
    Eigen::Vector2d mean = Eigen::Vector2d::Zero();
    Eigen::Matrix2d spread = Eigen::Matrix2d::Zero();
    used = 0, rms = 0;
    for (const auto& p : points)
      if (std::fabs(n.x() * p.x + n.y() * p.y - c) < 0.12) mean += Eigen::Vector2d(p.x, p.y), ++used;
    if (used < 60) return std::nullopt;
    mean /= static_cast<double>(used);
    for (const auto& p : points) {
      const Eigen::Vector2d d = Eigen::Vector2d(p.x, p.y) - mean;
      if (const double error = n.x() * p.x + n.y() * p.y - c; std::fabs(error) < 0.12) spread += d * d.transpose(), rms += error * error;
    }
    n = Eigen::SelfAdjointEigenSolver<Eigen::Matrix2d>(spread).eigenvectors().col(0);
    c = n.dot(mean);
  }
  if (c > 0) n = -n, c = -c;  // towards the sensor
  return Fit{Vec3(n.x(), n.y(), 0), c, std::sqrt(rms / static_cast<double>(used)),
             static_cast<double>(used) / static_cast<double>(points.size())};
}

inline std::optional<Patch> road_patch(const Rings& rings, double from, double to) {
  std::vector<Point> points;
  for (const auto& ring : rings)
    for (const auto& p : ring)
      if (p.x > from && p.x < to && std::fabs(p.y) < kRoadHalfWidth) points.push_back(p);
  const auto fit = fit_ground(points);
  if (!fit || fit->rms > 0.04 || fit->inlier_share < 0.8) return std::nullopt;
  return Patch{true, fit->normal, fit->offset, from, to, 0, 0, kRoadHalfWidth};
}

inline std::optional<Patch> wall_patch(const Rings& rings, double from) {
  std::vector<Point> points;
  for (const auto& ring : rings)
    for (const auto& p : ring)
      if (p.azimuth >= from && p.azimuth < from + kWallSector && p.z > -1.2 && p.range > 4 && p.range < 40) points.push_back(p);
  const auto fit = fit_wall(points);
  if (!fit || fit->rms > 0.05 || fit->inlier_share < 0.85) return std::nullopt;
  double low = 1e9, high = -1e9;
  for (const auto& p : points) low = std::min(low, p.z), high = std::max(high, p.z);
  // Lower than a man: the side of a vehicle, most often.
  if (high - low < 1.6 || fit->offset > -1) return std::nullopt;
  return Patch{false, fit->normal, fit->offset, from + 0.5, from + kWallSector - 0.5, low + 0.1, high - 0.1, 0};
}

// Every patch of one scan: the lane ahead and behind in two lengths each, and upright faces all around.
inline std::vector<Patch> find_patches(const Rings& rings) {
  std::vector<Patch> patches;
  constexpr std::array<std::array<double, 2>, 4> kStrips{{{4, 15}, {15, 32}, {-15, -4}, {-32, -15}}};
  for (const auto& strip : kStrips)
    if (const auto patch = road_patch(rings, strip[0], strip[1])) patches.push_back(*patch);
  for (double from = 0; from < 360; from += kWallSector)
    if (const auto patch = wall_patch(rings, from)) patches.push_back(*patch);
  return patches;
}

// Where the vertical plane of azimuth `deg` meets a wall's plane, at that height.
inline Vec3 on_wall(const Patch& wall, double deg, double z) {
  const double c = std::cos(deg_to_rad(deg)), s = std::sin(deg_to_rad(deg));
  const double rho = wall.offset / (wall.normal.x() * c + wall.normal.y() * s);
  return {rho * c, rho * s, z};
}
inline Vec3 on_road(const Patch& road, double x, double y) {
  return {x, y, (road.offset - road.normal.x() * x - road.normal.y() * y) / road.normal.z()};
}

// The same planes in a world whose origin is the sensor's. The lane is as wide as a street and the wall as high as the patch
// was seen, a margin around: so that no footprint of the patch itself straddles its edge.
inline Scene scene_of(const std::vector<Patch>& patches, std::uint64_t appearance) {
  Scene scene;
  for (std::size_t i = 0; i < patches.size(); ++i) {
    const auto& patch = patches[i];
    Mesh mesh;
    if (patch.road) {
      const double side = patch.half_width + 1;
      add_quad(mesh, on_road(patch, patch.from, -side), on_road(patch, patch.to, -side), on_road(patch, patch.to, side),
               on_road(patch, patch.from, side), {MaterialId::Asphalt, Part::Whole});
    } else {
      const double from = patch.from - 0.5, to = patch.to + 0.5, low = patch.low - 0.1, high = patch.high + 0.1;
      add_quad(mesh, on_wall(patch, to, low), on_wall(patch, from, low), on_wall(patch, from, high), on_wall(patch, to, high),
               {MaterialId::Plaster, Part::Whole});
    }
    add_stuff(scene, "patch", patch.road ? ClassId::Road : ClassId::Building, std::move(mesh), appearance * 1000 + (patch.road ? 0 : i));
  }
  return scene;
}

// A level plane below the sensor, to as far as the device sees.
inline Scene plain_at(const Patch& road, double reach, std::uint64_t appearance) {
  Scene scene;
  Mesh mesh;
  for (double x = -reach; x < reach; x += 10)
    for (double y = -reach; y < reach; y += 10)
      add_quad(mesh, on_road(road, x, y), on_road(road, x + 10, y), on_road(road, x + 10, y + 10), on_road(road, x, y + 10),
               {MaterialId::Asphalt, Part::Whole});
  add_stuff(scene, "road", ClassId::Road, std::move(mesh), appearance);
  return scene;
}

// Rows of walls beside a road, so that every ring meets things at many distances, as in a street.
inline Scene walls_at_all_distances(std::uint64_t appearance) {
  Scene scene = plain_at({true, Vec3::UnitZ(), -1.67, 0, 0, 0, 0, 0}, 60, appearance);
  Mesh mesh;
  const double shift = static_cast<double>(appearance % 7) * 0.3;
  for (const auto& [x, y, length, width, height] : {std::array{0.0, -2.7 - shift, 40.0, 1.0, 1.2}, {0.0, 4.5 + shift, 40.0, 1.0, 1.2},
                                                    {30.0, 0.0, 1.0, 90.0, 30.0}, {-45.0, 0.0, 1.0, 90.0, 30.0},
                                                    {0.0, 12.0 + shift, 90.0, 1.0, 30.0}, {0.0, -20.0 - shift, 90.0, 1.0, 30.0}})
    add_box(mesh, {Quat::Identity(), {x, y, height / 2 - 1.67}}, {length, width, height}, {MaterialId::Concrete, Part::Whole});
  add_stuff(scene, "walls", ClassId::Building, std::move(mesh), appearance);
  return scene;
}

inline Scan cast(const Scene& scene, const LidarSpec& spec, std::uint32_t frame) {
  Timeline timeline;
  timeline.ego.assign(60, Pose{});
  const RayCaster caster(scene, timeline);
  return scan_revolution(spec, caster, Pose{}, 0, {7, 0, frame});
}

}  // namespace tailcast::realism
