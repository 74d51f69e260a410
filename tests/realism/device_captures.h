// SPDX-License-Identifier: Apache-2.0
// One or two scans each of spinning devices other than KITTI's and Ouster's, as far as their files tell beams
// apart.
#pragma once
#include <gtest/gtest.h>

#include <cstring>
#include <sstream>

#include "core/file.h"
#include "patches.h"

namespace tailcast::realism {

struct Cloud {
  std::vector<Point> points;
  std::vector<std::uint32_t> ring;  // empty where the file has none
};

inline float float_at(const std::string& bytes, std::size_t at) {
  float value = 0;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

inline void add_point(Cloud& cloud, double x, double y, double z, double intensity) {
  if (const auto p = point_of(x, y, z, intensity); p.range > 0.5) cloud.points.push_back(p);
}

// nuScenes: x to the right, y forward; ring 0 is the lowest.
inline Cloud read_nuscenes(const std::string& path) {
  const std::string bytes = read_file(path);
  Cloud cloud;
  for (std::size_t at = 0; at + 20 <= bytes.size(); at += 20) {
    const std::size_t before = cloud.points.size();
    add_point(cloud, float_at(bytes, at + 4), -float_at(bytes, at), float_at(bytes, at + 8),
              float_at(bytes, at + 12));
    if (cloud.points.size() > before)
      cloud.ring.push_back(31 - static_cast<std::uint32_t>(float_at(bytes, at + 16)));
  }
  return cloud;
}

// Argoverse 2: the upper of two, in the vehicle's frame; this one stands level there, 1.35 m ahead and 1.64 m
// up.
inline Cloud read_argoverse_upper(const std::string& xyzi, const std::string& lasers) {
  const std::string bytes = read_file(xyzi), laser = read_file(lasers);
  Cloud cloud;
  for (std::size_t i = 0; i < laser.size() && 16 * i + 16 <= bytes.size(); ++i)
    if (static_cast<unsigned char>(laser[i]) < 32)
      add_point(cloud, float_at(bytes, 16 * i) - 1.350, float_at(bytes, 16 * i + 4),
                float_at(bytes, 16 * i + 8) - 1.640, float_at(bytes, 16 * i + 12));
  return cloud;
}

// A binary PCD whose first fields are x y z.
inline Cloud read_xyz(const std::string& path) {
  const std::string bytes = read_file(path);
  const std::size_t data = bytes.find("DATA binary\n");
  std::istringstream head(bytes.substr(0, data));
  std::size_t width = 0;
  for (std::string line; std::getline(head, line);)
    if (line.starts_with("SIZE ")) {
      std::istringstream sizes(line.substr(5));
      for (std::size_t size = 0; sizes >> size;) width += size;
    }
  Cloud cloud;
  if (data == std::string::npos || width < 12) return cloud;
  for (std::size_t at = data + 12; at + width <= bytes.size(); at += width)
    add_point(cloud, float_at(bytes, at), float_at(bytes, at + 4), float_at(bytes, at + 8), 0);
  return cloud;
}

// Any file that the gap report reads too.
inline Cloud read_cloud(const std::string& path) {
  const auto frame = read_frame({path, "scan"});
  Cloud cloud;
  for (std::size_t i = 0; i < frame.size(); ++i)
    add_point(cloud, frame.x[i], frame.y[i], frame.z[i], frame.intensity[i]);
  return cloud;
}

inline Cloud cloud_of(const Scan& scan) {
  Cloud cloud;
  for (std::size_t i = 0; i < scan.size(); ++i) {
    cloud.points.push_back(point_of(scan.x[i], scan.y[i], scan.z[i], scan.intensity[i]));
    cloud.ring.push_back(scan.ring[i]);
  }
  return cloud;
}

// deg, of that point's elevation as seen from the beam's origin, above the beam's own.
inline double departure(const Point& p, const Beam& beam) {
  const double ahead = std::hypot(p.x, p.y) - beam.origin_forward;
  return rad_to_deg(std::atan2(p.z - beam.origin_height, ahead) - beam.elevation);
}

// The ring of a point: the file's own or, where it has none, of the nearest beam.
inline std::size_t ring_of(const Cloud& cloud, std::size_t i, const LidarSpec& spec) {
  if (!cloud.ring.empty()) return cloud.ring[i];
  std::size_t nearest = 0;
  for (std::size_t k = 1; k < spec.beams.size(); ++k)
    if (std::fabs(departure(cloud.points[i], spec.beams[k])) <
        std::fabs(departure(cloud.points[i], spec.beams[nearest])))
      nearest = k;
  return nearest;
}

inline Rings rings_of(const Cloud& cloud, const LidarSpec& spec) {
  Rings rings(spec.beams.size());
  for (std::size_t i = 0; i < cloud.points.size(); ++i)
    rings[ring_of(cloud, i, spec)].push_back(cloud.points[i]);
  for (auto& ring : rings)
    std::sort(ring.begin(), ring.end(), [](const Point& a, const Point& b) { return a.azimuth < b.azimuth; });
  return rings;
}

// m, along the beam, from where it starts.
inline double range_along(const Point& p, const Beam& beam) {
  const double rho = std::sqrt(std::max(0.0, p.x * p.x + p.y * p.y - beam.origin_left * beam.origin_left));
  return std::hypot(rho - beam.origin_forward, p.z - beam.origin_height);
}

class Captures : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto root = captures();
    if (!root) GTEST_SKIP() << "TAILCAST_CAPTURES is not set: no real scans to measure";
    root_ = *root;
  }
  // The files of that ending below a directory of the captures.
  std::vector<std::string> files(const std::string& directory, const std::string& ending) const {
    return list_files(root_ + "/" + directory, ending, true);
  }
  Cloud nuscenes() const { return read_nuscenes(files("nuscenes_mmdet3d", ".pcd.bin").at(0)); }
  Cloud argoverse(std::size_t sweep) const {
    return read_argoverse_upper(files("derived/argoverse2", ".xyzi_f32.bin").at(sweep),
                                files("derived/argoverse2", ".laser_u8.bin").at(sweep));
  }
  Cloud fixture(const std::string& name) const { return read_xyz(root_ + "/nebula/" + name + ".pcd"); }
  Cloud campus(const std::string& name) const {
    return read_cloud(root_ + "/sustechpoints/lidar/" + name + ".pcd");
  }
  Cloud tree_lined_road() const { return read_cloud(root_ + "/pjlab/p64.pcd"); }

  std::string root_;
};

}  // namespace tailcast::realism
