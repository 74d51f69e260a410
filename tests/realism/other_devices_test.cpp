// SPDX-License-Identifier: Apache-2.0
// The other presets against one or two scans of the same model: beam angles, steps, noise, scale of intensity, as far as the
// scan's file lets them be seen. Each estimator is run on a scan of ours as well. Figures: docs/realism.md.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstring>
#include <filesystem>
#include <sstream>

#include "core/file.h"
#include "statistics.h"

namespace tailcast::realism {
namespace {

struct Cloud {
  std::vector<Point> points;
  std::vector<std::uint32_t> ring;  // empty where the file has none
};

float float_at(const std::string& bytes, std::size_t at) {
  float value = 0;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

void add_point(Cloud& cloud, double x, double y, double z, double intensity) {
  if (const auto p = point_of(x, y, z, intensity); p.range > 0.5) cloud.points.push_back(p);
}

// nuScenes: x to the right, y forward; ring 0 is the lowest.
Cloud read_nuscenes(const std::string& path) {
  const std::string bytes = read_file(path);
  Cloud cloud;
  for (std::size_t at = 0; at + 20 <= bytes.size(); at += 20) {
    const std::size_t before = cloud.points.size();
    add_point(cloud, float_at(bytes, at + 4), -float_at(bytes, at), float_at(bytes, at + 8), float_at(bytes, at + 12));
    if (cloud.points.size() > before) cloud.ring.push_back(31 - static_cast<std::uint32_t>(float_at(bytes, at + 16)));
  }
  return cloud;
}

// Argoverse 2: the upper of two, in the vehicle's frame; this one stands level there, 1.35 m ahead and 1.64 m up.
Cloud read_argoverse_upper(const std::string& xyzi, const std::string& lasers) {
  const std::string bytes = read_file(xyzi), laser = read_file(lasers);
  Cloud cloud;
  for (std::size_t i = 0; i < laser.size() && 16 * i + 16 <= bytes.size(); ++i)
    if (static_cast<unsigned char>(laser[i]) < 32)
      add_point(cloud, float_at(bytes, 16 * i) - 1.350, float_at(bytes, 16 * i + 4), float_at(bytes, 16 * i + 8) - 1.640,
                float_at(bytes, 16 * i + 12));
  return cloud;
}

// A binary PCD whose first fields are x y z.
Cloud read_xyz(const std::string& path) {
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

Cloud cloud_of(const Scan& scan) {
  Cloud cloud;
  for (std::size_t i = 0; i < scan.size(); ++i) {
    cloud.points.push_back(point_of(scan.x[i], scan.y[i], scan.z[i], scan.intensity[i]));
    cloud.ring.push_back(scan.ring[i]);
  }
  return cloud;
}

Rings rings_of(const Cloud& cloud, std::size_t count) {
  Rings rings(count);
  for (std::size_t i = 0; i < cloud.points.size(); ++i) rings[cloud.ring[i]].push_back(cloud.points[i]);
  for (auto& ring : rings) std::sort(ring.begin(), ring.end(), [](const Point& a, const Point& b) { return a.azimuth < b.azimuth; });
  return rings;
}

double median(std::vector<double> values) {
  if (values.empty()) return std::nan("");
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

struct Beams {
  std::size_t met = 0;
  double typical = 0, worst = 0;  // deg, from the preset's angle
};

// Each point belongs to its own ring's beam or, where the file has no rings, to the nearest; the middle one of a beam's points
// is its angle.
Beams find_beams(const Cloud& cloud, const LidarSpec& spec, double from) {
  std::vector<std::vector<double>> off(spec.beams.size());
  const auto departure = [&](const Point& p, std::size_t k) {
    return rad_to_deg(std::atan2(p.z - spec.beams[k].origin_height, std::hypot(p.x, p.y)) - spec.beams[k].elevation);
  };
  for (std::size_t i = 0; i < cloud.points.size(); ++i) {
    const Point& p = cloud.points[i];
    if (p.range < from) continue;
    std::size_t nearest = 0;
    for (std::size_t k = 0; cloud.ring.empty() && k < spec.beams.size(); ++k)
      if (std::fabs(departure(p, k)) < std::fabs(departure(p, nearest))) nearest = k;
    if (!cloud.ring.empty()) nearest = cloud.ring[i];
    off[nearest].push_back(departure(p, nearest));
  }
  Beams beams;
  std::vector<double> each;
  for (const auto& one : off)
    if (one.size() >= 50) each.push_back(std::fabs(median(one))), beams.worst = std::max(beams.worst, each.back());
  beams.met = each.size(), beams.typical = median(each);
  return beams;
}

double azimuth_step(const Rings& rings) {
  std::vector<double> steps;
  for (const auto& ring : rings)
    for (std::size_t i = 1; i < ring.size(); ++i)
      if (std::fabs(ring[i].range - ring[i - 1].range) < 0.1 && ring[i].range > 4) steps.push_back(ring[i].azimuth - ring[i - 1].azimuth);
  return median(steps);
}

Measures measure_noise(const Rings& rings, const std::vector<Patch>& patches) {
  Measures m = empty_measures();
  measure_patches(rings, patches, m, 0.45);
  return m;
}

class OtherDevices : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto root = captures();
    if (!root) GTEST_SKIP() << "TAILCAST_CAPTURES is not set: no real scans to measure";
    root_ = *root;
  }
  // The first file of that ending below a directory of the captures.
  std::string file(const std::string& directory, const std::string& ending) const {
    const auto files = list_files(root_ + "/" + directory, ending, true);
    return files.empty() ? std::string() : files.front();
  }
  void expect_beams(const std::string& preset, const Cloud& cloud, std::size_t least, double typical, double worst,
                    bool heights = true, double from = 3) const {  // m; nearer, the carrier and millimetres show
    auto spec = load_lidar_spec(preset);
    for (auto& beam : spec.beams)
      if (!heights) beam.origin_height = 0;
    const auto real = find_beams(cloud, spec, from);
    const auto ours = find_beams(cloud_of(cast(walls_at_all_distances(1), spec, 0)), spec, from);
    std::printf("%s: %zu beams of %zu met, off by %.3f deg, at most %.3f; ours %zu, %.3f, %.3f\n", preset.c_str(), real.met,
                spec.beams.size(), real.typical, real.worst, ours.met, ours.typical, ours.worst);
    EXPECT_GE(real.met, least);
    EXPECT_LE(real.typical, typical);
    EXPECT_LE(real.worst, worst);
    EXPECT_LE(ours.typical, typical);
  }
  void expect_noise(const std::string& preset, const Rings& real, double factor) const {
    const auto spec = load_lidar_spec(preset);
    const auto patches = find_patches(real);
    const auto again = rings_of(cloud_of(cast(scene_of(patches, 1), spec, 0)), spec.beams.size());
    const auto r = measure_noise(real, patches), o = measure_noise(again, find_patches(again));
    for (const auto s : {kRoadNoise, kWallNoise}) {
      const auto a = values_of(s, r[s]), b = values_of(s, o[s]);
      for (std::size_t c = 0; c < a.size(); ++c) {
        if (std::isnan(a[c]) || std::isnan(b[c])) continue;
        std::printf("%s: %s, from %zu m: %.1f, ours %.1f\n", preset.c_str(), kAll[s].name, c * 5, a[c], b[c]);
        if (s == kRoadNoise) {
          EXPECT_LT(std::max(a[c] / b[c], b[c] / a[c]), factor) << "from " << c * 5 << " m";
        }
      }
    }
  }
  std::string root_;
};

TEST_F(OtherDevices, hdl_32e_of_nuscenes) {
  const auto spec = load_lidar_spec("velodyne_hdl32e");
  const Cloud cloud = read_nuscenes(file("nuscenes_mmdet3d", ".pcd.bin"));
  // Its points were carried to one instant, which bends the near ones by up to a degree.
  expect_beams("velodyne_hdl32e", cloud, 15, 0.01, 0.03, true, 15);
  const Rings rings = rings_of(cloud, 32);
  std::printf("velodyne_hdl32e: azimuth step %.4f deg, preset %.4f\n", azimuth_step(rings), rad_to_deg(column_step(spec.sweep)));
  EXPECT_NEAR(azimuth_step(rings), rad_to_deg(column_step(spec.sweep)), 0.01);
  for (const auto& p : cloud.points) ASSERT_EQ(std::floor(p.intensity), p.intensity);
  EXPECT_EQ(spec.intensity.quantum, 1);
  EXPECT_EQ(spec.intensity.maximum, 255);
  expect_noise("velodyne_hdl32e", rings, 2.6);  // ours is too noisy
}

TEST_F(OtherDevices, vlp_32c_of_argoverse) {
  expect_beams("velodyne_vlp32c", read_argoverse_upper(file("derived/argoverse2", ".xyzi_f32.bin"), file("derived/argoverse2", ".laser_u8.bin")),
               32, 0.005, 0.04);
}

TEST_F(OtherDevices, beams_in_the_fixtures_of_a_driver) {
  const std::string dir = root_ + "/nebula/";
  // Its calibration file has no heights of the beams' origins; the manual's, which the preset has, are up to 11 mm.
  expect_beams("velodyne_vlp16", read_xyz(dir + "velodyne_vlp16.pcd"), 11, 0.001, 0.001, false);
  expect_beams("velodyne_vlp32c", read_xyz(dir + "velodyne_vlp32.pcd"), 24, 0.001, 0.001);
  expect_beams("velodyne_vls128", read_xyz(dir + "velodyne_vls128.pcd"), 127, 0.001, 0.001);
  expect_beams("hesai_pandar64", read_xyz(dir + "hesai_64.pcd"), 50, 0.001, 0.001);
  expect_beams("hesai_xt32", read_xyz(dir + "hesai_xt32.pcd"), 20, 0.001, 0.001);
  expect_beams("hesai_pandar128", read_xyz(dir + "hesai_ot128.pcd"), 90, 0.001, 0.001);
}

// The unit that the preset was measured on, in another scan than the first.
TEST_F(OtherDevices, pandar40_on_a_campus) {
  const auto frame = read_frame({root_ + "/sustechpoints/lidar/000975.pcd", "campus"});
  Cloud cloud;
  for (std::size_t i = 0; i < frame.size(); ++i) add_point(cloud, frame.x[i], frame.y[i], frame.z[i], frame.intensity[i]);
  expect_beams("hesai_pandar40", cloud, 40, 0.001, 0.002);
}

// Compressed, without rings; intensities are whole counts of 255.
TEST_F(OtherDevices, pandar64_on_a_road) {
  const auto spec = load_lidar_spec("hesai_pandar64");
  const auto frame = read_frame({root_ + "/pjlab/p64.pcd", "p64"});
  Cloud cloud;
  for (std::size_t i = 0; i < frame.size(); ++i) add_point(cloud, frame.x[i], frame.y[i], frame.z[i], frame.intensity[i]);
  expect_beams("hesai_pandar64", cloud, 60, 0.03, 0.15);  // another unit, with angles of its own
  double brightest = 0;
  for (const auto& p : cloud.points) {
    ASSERT_EQ(std::floor(p.intensity), p.intensity);
    brightest = std::max(brightest, p.intensity);
  }
  std::printf("hesai_pandar64: brightest %.0f, of %.0f\n", brightest, spec.intensity.maximum);
  EXPECT_EQ(spec.intensity.quantum, 1);
  EXPECT_LE(brightest, spec.intensity.maximum);
}

}  // namespace
}  // namespace tailcast::realism
