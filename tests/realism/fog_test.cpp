// SPDX-License-Identifier: Apache-2.0
// Three scans of an HDL-32E in real fog against ours in a street of our own. The places differ and the
// visibility is not known, so what is held against each other is coarse. Figures: docs/weather.md.
#include <cstdio>
#include <sstream>

#include <fmt/format.h>
#include "device_captures.h"

#include "pipeline/world.h"

namespace tailcast::realism {
namespace {

constexpr double kOwn = 1.5;  // m: nearer, the real vehicle and what sticks to its lens answer

// x to the right, y forward; ring 0 is the lowest; a line a return: x, y, z, intensity, ring.
Rings read_radiate(const std::string& path) {
  Rings rings(32);
  std::istringstream lines(read_file(path));
  for (std::string line; std::getline(lines, line);) {
    std::replace(line.begin(), line.end(), ',', ' ');
    std::istringstream values(line);
    double x = 0, y = 0, z = 0, intensity = 0;
    std::size_t ring = 0;
    if (values >> x >> y >> z >> intensity >> ring && ring < rings.size())
      rings[31 - ring].push_back(point_of(y, -x, z, intensity));
  }
  return rings;
}

struct Seen {
  double returned = 0;                              // share of the pulses fired
  double zero = 0;                                  // share of those that read 0
  double median = 0, twentieth = 0, hundredth = 0;  // m; of the latter two, what lies beyond
  double alone_in_the_sky = 0;  // share of the pulses of the eight upper rings whose return has no neighbour
};
Seen measure(Rings rings, double pulses) {
  Seen seen;
  std::vector<double> ranges;
  double alone = 0;
  for (std::size_t k = 0; k < rings.size(); ++k) {
    auto& ring = rings[k];
    std::erase_if(ring, [](const Point& p) { return p.range < kOwn; });
    std::sort(ring.begin(), ring.end(), [](const Point& a, const Point& b) { return a.azimuth < b.azimuth; });
    for (std::size_t i = 0; i < ring.size(); ++i) {
      ranges.push_back(ring[i].range), seen.zero += ring[i].intensity <= 0 ? 1 : 0;
      if (k > 7) continue;
      const auto beside = [&](const Point& p) {
        return std::fabs(p.azimuth - ring[i].azimuth) < 0.6 && std::fabs(p.range - ring[i].range) < 1;
      };
      const bool company = (i > 0 && beside(ring[i - 1])) || (i + 1 < ring.size() && beside(ring[i + 1]));
      alone += company ? 0 : 1;
    }
  }
  seen.returned = static_cast<double>(ranges.size()) / pulses;
  seen.zero /= static_cast<double>(ranges.size());
  seen.median = middle_of(ranges), seen.twentieth = middle_of(ranges, 0.95),
  seen.hundredth = middle_of(ranges, 0.99);
  seen.alone_in_the_sky = alone / (pulses / 4);
  return seen;
}

void print(const std::string& who, const Seen& s) {
  std::printf(
      "%-24s returned %.3f, of them 0 %.3f; median %.1f m, 95 %% %.0f, 99 %% %.0f; alone in the sky %.4f\n",
      who.c_str(), s.returned, s.zero, s.median, s.twentieth, s.hundredth, s.alone_in_the_sky);
}

class Fog : public Captures {};

TEST_F(Fog, that_is_real_and_that_is_ours) {
  std::vector<Seen> real;
  for (const auto& file : files("radiate_fog/velo_lidar", ".csv")) {
    real.push_back(measure(read_radiate(file), 32 * 2170));  // 10 turns a second
    print("real", real.back());
  }
  ASSERT_FALSE(real.empty());
  const std::string path = TAILCAST_SOURCE_DIR "/scenarios/library/occlusion/child_between_parked_vans.yaml";
  Diagnostics diagnostics;
  const auto scenario = parse_scenario(read_file(path), path, diagnostics);
  ASSERT_TRUE(scenario && diagnostics.ok());
  const auto world = build_world(*scenario, 1, 0);
  const auto ours = [&](double visibility, double film, double lens) {
    auto spec = load_lidar_spec("velodyne_hdl32e");
    if (lens < 1) spec.faults.dirt = {{0, 2 * kPi, -kPi / 2, kPi / 2, lens}};
    Environment environment;
    environment.visibility = visibility, environment.water_film = film;
    const auto scan =
        scan_revolution(spec, *world->caster, {Quat::Identity(), {0, 0, 2.1}}, 0, {1, 0, 0}, environment);
    const auto seen = measure(rings_of(cloud_of(scan), spec), static_cast<double>(scan.pulses.size()));
    const auto of_fog = std::count(scan.cause.begin(), scan.cause.end(), Cause::Fog);
    print(fmt::format("ours, {:.0f} m, lens {:.1f}, {} of fog", visibility, lens, of_fog), seen);
    return seen;
  };
  constexpr double kFilm = 0.8e-3;
  const auto clear = ours(1e9, 0, 1), at_150 = ours(150, kFilm, 1), at_100 = ours(100, kFilm, 1),
             at_60 = ours(60, kFilm, 1), wet_at_60 = ours(60, kFilm, 0.4), wet_at_100 = ours(100, kFilm, 0.4);
  for (const auto& scan : real) {
    // The open sky is empty: what fog of ours sends from there is no more than what has no neighbour.
    EXPECT_LT(at_150.alone_in_the_sky, scan.alone_in_the_sky + 0.01);
    // What is far is lost in real fog, and more so in ours at 100 m.
    EXPECT_LT(scan.hundredth, 0.9 * clear.hundredth);
    EXPECT_GT(scan.hundredth, at_100.hundredth);
    // Zeros are of the wet lens: without one, ours has few.
    EXPECT_GT(scan.zero, 4 * at_60.zero);
    EXPECT_GT(wet_at_60.zero, 0.8 * scan.zero);
    EXPECT_LT(wet_at_100.zero, scan.zero);
  }
}

}  // namespace
}  // namespace tailcast::realism
