// SPDX-License-Identifier: Apache-2.0
// The other presets against one or two scans of the same model: beam angles, steps, noise, scale of intensity, as far as the
// scan's file lets them be seen. Each estimator is run on a scan of ours as well. Figures: docs/realism.md.
#include <cstdio>

#include "device_captures.h"
#include "statistics.h"

namespace tailcast::realism {
namespace {

struct Beams {
  std::size_t met = 0;
  double typical = 0, worst = 0;  // deg, from the preset's angle
};

// Each point belongs to its own ring's beam or, where the file has no rings, to the nearest; the middle one of a beam's points
// is its angle.
Beams find_beams(const Cloud& cloud, const LidarSpec& spec, double from) {
  std::vector<std::vector<double>> off(spec.beams.size());
  for (std::size_t i = 0; i < cloud.points.size(); ++i) {
    const Point& p = cloud.points[i];
    if (p.range < from) continue;
    const auto ring = ring_of(cloud, i, spec);
    off[ring].push_back(departure(p, spec.beams[ring]));
  }
  Beams beams;
  std::vector<double> each;
  for (const auto& one : off)
    if (one.size() >= 50) each.push_back(std::fabs(middle_of(one))), beams.worst = std::max(beams.worst, each.back());
  beams.met = each.size(), beams.typical = middle_of(each);
  return beams;
}

double azimuth_step(const Rings& rings) {
  std::vector<double> steps;
  for (const auto& ring : rings)
    for (std::size_t i = 1; i < ring.size(); ++i)
      if (std::fabs(ring[i].range - ring[i - 1].range) < 0.1 && ring[i].range > 4) steps.push_back(ring[i].azimuth - ring[i - 1].azimuth);
  return middle_of(steps);
}

Measures measure_noise(const Rings& rings, const std::vector<Patch>& patches) {
  Measures m = empty_measures();
  measure_patches(rings, patches, m, 0.45);
  return m;
}

class OtherDevices : public Captures {
 protected:
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
    const auto again = rings_of(cloud_of(cast(scene_of(patches, 1), spec, 0)), spec);
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
};

TEST_F(OtherDevices, hdl_32e_of_nuscenes) {
  const auto spec = load_lidar_spec("velodyne_hdl32e");
  const Cloud cloud = nuscenes();
  // Its points were carried to one instant, which bends the near ones by up to a degree.
  expect_beams("velodyne_hdl32e", cloud, 15, 0.01, 0.03, true, 15);
  const Rings rings = rings_of(cloud, spec);
  std::printf("velodyne_hdl32e: azimuth step %.4f deg, preset %.4f\n", azimuth_step(rings), rad_to_deg(column_step(spec.sweep)));
  EXPECT_NEAR(azimuth_step(rings), rad_to_deg(column_step(spec.sweep)), 0.01);
  for (const auto& p : cloud.points) ASSERT_EQ(std::floor(p.intensity), p.intensity);
  EXPECT_EQ(spec.intensity.quantum, 1);
  EXPECT_EQ(spec.intensity.maximum, 255);
  expect_noise("velodyne_hdl32e", rings, 1.25);
}

TEST_F(OtherDevices, vlp_32c_of_argoverse) {
  expect_beams("velodyne_vlp32c", argoverse(0), 32, 0.005, 0.04);
}

TEST_F(OtherDevices, beams_in_the_fixtures_of_a_driver) {
  // Its calibration file has no heights of the beams' origins; the manual's, which the preset has, are up to 11 mm.
  expect_beams("velodyne_vlp16", fixture("velodyne_vlp16"), 11, 0.001, 0.001, false);
  expect_beams("velodyne_vlp32c", fixture("velodyne_vlp32"), 24, 0.001, 0.001);
  expect_beams("velodyne_vls128", fixture("velodyne_vls128"), 127, 0.001, 0.001);
  expect_beams("hesai_pandar64", fixture("hesai_64"), 50, 0.001, 0.001);
  expect_beams("hesai_xt32", fixture("hesai_xt32"), 20, 0.001, 0.001);
  expect_beams("hesai_pandar128", fixture("hesai_ot128"), 90, 0.001, 0.001);
}

// The unit that the preset was measured on, in another scan than the first.
TEST_F(OtherDevices, pandar40_on_a_campus) {
  expect_beams("hesai_pandar40", campus("000975"), 40, 0.001, 0.002);
}

// Compressed, without rings; intensities are whole counts of 255.
TEST_F(OtherDevices, pandar64_on_a_road) {
  const auto spec = load_lidar_spec("hesai_pandar64");
  const Cloud cloud = tree_lined_road();
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
