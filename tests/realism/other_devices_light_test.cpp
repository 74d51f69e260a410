// SPDX-License-Identifier: Apache-2.0
// What the other presets make of light, against the scans there are of their models: noise and quantum of
// range, the faintest that is found, and the road, as it fades and as it reads. Figures: docs/realism.md.
#include <cstdio>
#include <functional>

#include "device_captures.h"
#include "statistics.h"

namespace tailcast::realism {
namespace {

using Light = Captures;
using Plant = std::function<void(LidarSpec&)>;

// Of white noise, a tenth of stretches of twelve shots scatters by less than this share of its standard
// deviation.
constexpr double kQuietTenth = 0.535;
constexpr std::size_t kShots = 12;

struct Noise {
  double sigma = std::nan("");  // m, of one shot, in the band where it is least
  double from = 0, to = 0;      // m
  std::size_t stretches = 0;
};

// By fourth differences of range along a ring, which know neither tilt nor bend, and by the quietest tenth of
// stretches, where what is left of relief is least.
Noise quietest(const Rings& rings, const LidarSpec& spec) {
  static constexpr std::array kBands{0.5, 2.0, 5.0, 10.0, 15.0, 20.0, 30.0, 45.0};  // m
  std::array<std::vector<double>, kBands.size() - 1> scatter;
  for (std::size_t k = 0; k < rings.size(); ++k) {
    const double step = rad_to_deg(column_step(spec.sweep)) * spec.beams[k].column_stride;
    std::vector<double> range;
    double before = -1e9;
    for (const auto& p : rings[k]) {
      const double here = range_along(p, spec.beams[k]), turned = p.azimuth - before;
      if (turned < 0.1 * step) continue;  // another return of the same pulse
      before = p.azimuth;
      if (turned > 1.75 * step || (!range.empty() && std::fabs(here - range.back()) > 0.25)) range.clear();
      range.push_back(here);
      if (range.size() < kShots) continue;
      double sum = 0;
      for (std::size_t i = 4; i < kShots; ++i)
        sum += std::fabs(range[i - 4] - 4 * range[i - 3] + 6 * range[i - 2] - 4 * range[i - 1] + range[i]);
      const auto band = std::upper_bound(kBands.begin(), kBands.end(), range[0]) - kBands.begin() - 1;
      // Of white noise, the mean of that has the standard deviation times sqrt(70 * 2 / pi).
      if (band >= 0 && static_cast<std::size_t>(band) < scatter.size())
        scatter[static_cast<std::size_t>(band)].push_back(sum / (kShots - 4) / std::sqrt(140 / kPi));
      range.clear();
    }
  }
  Noise least;
  for (std::size_t b = 0; b < scatter.size(); ++b) {
    const double sigma = middle_of(scatter[b], 0.1) / kQuietTenth;
    if (scatter[b].size() >= 30 && !(sigma > least.sigma))
      least = {sigma, kBands[b], kBands[b + 1], scatter[b].size()};
  }
  return least;
}

Rings cast_again(const Scene& scene, const LidarSpec& spec) {
  return rings_of(cloud_of(cast(scene, spec, 1)), spec);
}

TEST_F(Light, ranges_scatter_as_those_of_the_devices) {
  struct Case {
    const char* preset;
    const char* scan;
    Cloud cloud;
  };
  const Case cases[] = {{"velodyne_hdl32e", "nuScenes", nuscenes()},
                        {"velodyne_vlp32c", "fixture", fixture("velodyne_vlp32")},
                        {"velodyne_vls128", "fixture, a road", fixture("velodyne_vls128")},
                        {"hesai_pandar40", "campus 965", campus("000965")},
                        {"hesai_pandar40", "campus 975", campus("000975")},
                        {"hesai_pandar64", "fixture", fixture("hesai_64")},
                        {"hesai_pandar64", "a road", tree_lined_road()},
                        {"hesai_xt32", "fixture", fixture("hesai_xt32")},
                        {"hesai_pandar128", "fixture", fixture("hesai_ot128")}};
  constexpr double kBound = 1.35;  // units of a model differ by as much
  const auto walls = walls_at_all_distances(1);
  for (const auto& one : cases) {
    const auto spec = load_lidar_spec(one.preset);
    const Noise real = quietest(rings_of(one.cloud, spec), spec);
    ASSERT_GT(real.stretches, 0U) << one.preset;
    const auto ours = [&](const Plant& plant) {
      auto planted = spec;
      plant(planted);
      return quietest(cast_again(walls, planted), spec).sigma;
    };
    const double right = ours([](LidarSpec&) {});
    std::printf("%s, %s: one shot scatters by %.1f mm at %.1f to %.0f m (%zu stretches), ours by %.1f\n",
                one.preset, one.scan, 1e3 * real.sigma, real.from, real.to, real.stretches, 1e3 * right);
    const auto off = [&](double sigma) { return std::fabs(std::log(sigma / real.sigma)); };
    EXPECT_LT(off(right), std::log(kBound)) << one.preset;
    EXPECT_NEAR(right, std::hypot(spec.beams[0].range_sigma, spec.range.quantum / std::sqrt(12)),
                0.15 * right)
        << one.preset << ": the estimator finds what is written";
    for (const double factor : {0.5, 2.0})
      EXPECT_GT(off(ours([&](LidarSpec& s) {
                  for (auto& beam : s.beams) beam.range_sigma *= factor;
                  s.range.sigma_at_unit_snr *= factor;
                })),
                std::log(kBound))
          << one.preset << ", " << factor << " of the noise";
  }
}

// Share of near ranges that lie on multiples of that step, m.
double on_multiples(const Cloud& cloud, const LidarSpec& spec, double step) {
  double n = 0, on = 0;
  for (std::size_t i = 0; i < cloud.points.size(); i += 7) {
    if (cloud.points[i].range > 30) continue;  // coordinates of 32 bits
    const double steps = range_along(cloud.points[i], spec.beams[ring_of(cloud, i, spec)]) / step;
    n += 1, on += std::fabs(steps - std::round(steps)) * step < 1e-4 ? 1 : 0;
  }
  return on / n;
}

TEST_F(Light, ranges_lie_on_the_presets_quanta) {
  const std::pair<const char*, Cloud> cases[] = {
      {"velodyne_vlp32c", fixture("velodyne_vlp32")}, {"velodyne_vls128", fixture("velodyne_vls128")},
      {"hesai_pandar40", campus("000975")},           {"hesai_pandar64", fixture("hesai_64")},
      {"hesai_pandar64", tree_lined_road()},          {"hesai_xt32", fixture("hesai_xt32")},
      {"hesai_pandar128", fixture("hesai_ot128")}};
  for (const auto& [name, cloud] : cases) {
    const auto spec = load_lidar_spec(name);
    const double q = spec.range.quantum, real = on_multiples(cloud, spec, q),
                 twice = on_multiples(cloud, spec, 2 * q);
    const double ours = on_multiples(cloud_of(cast(walls_at_all_distances(1), spec, 0)), spec, q);
    std::printf("%s: %.3f of ranges lie on %.0f mm, %.3f on twice that; ours %.3f\n", name, real, 1e3 * q,
                twice, ours);
    EXPECT_GT(real, 0.97) << name;
    EXPECT_NEAR(twice, 0.5, 0.1) << name << ": no coarser";
    EXPECT_GT(ours, 0.97) << name;
  }
}

// The faintest that is found in a band of range, 1/m^2, where the reading is a reflectance in hundredths.
struct Faintest {
  double hundredth = 0, twentieth = 0;
};
Faintest faintest(const Cloud& cloud, double from, double to) {
  std::vector<double> signals;
  for (const auto& p : cloud.points)
    if (p.range >= from && p.range < to) signals.push_back(1e-2 * p.intensity / (p.range * p.range));
  std::sort(signals.begin(), signals.end());
  return {signals.at(signals.size() / 100), signals.at(signals.size() / 20)};
}

// Readings are reflectances and light falls as the square of range, if the faintest is the same light at
// every range; that light is the threshold.
TEST_F(Light, the_faintest_that_is_found_is_the_threshold_at_every_range) {
  struct Case {
    const char* preset;
    std::vector<Cloud> clouds;
    std::vector<double>
        edges;  // m: where the faintest reading has more than one step, and none is a retro-reflector's
  };
  const Case cases[] = {{"velodyne_hdl32e", {nuscenes()}, {30, 40, 60, 80}},
                        {"velodyne_vlp32c", {argoverse(0), argoverse(1)}, {30, 40, 60}},
                        {"hesai_pandar40", {campus("000965"), campus("000975")}, {60, 80, 120, 200}}};
  for (const auto& one : cases) {
    const auto spec = load_lidar_spec(one.preset);
    std::vector<double> low, high;
    for (const auto& cloud : one.clouds)
      for (std::size_t k = 1; k < one.edges.size(); ++k) {
        const auto f = faintest(cloud, one.edges[k - 1], one.edges[k]);
        std::printf(
            "%s, %.0f to %.0f m: the faintest hundredth is at %.2g 1/m^2, twentieth at %.2g, preset %.2g\n",
            one.preset, one.edges[k - 1], one.edges[k], f.hundredth, f.twentieth, spec.receiver.threshold);
        low.push_back(f.hundredth), high.push_back(f.twentieth);
      }
    EXPECT_LT(middle_of(high, 1) / middle_of(high, 0), 1.3) << one.preset;
    const auto between = [&](double t) { return t > middle_of(low) && t < middle_of(high); };
    EXPECT_TRUE(between(spec.receiver.threshold)) << one.preset;
    EXPECT_FALSE(between(2.2 * spec.receiver.threshold)) << one.preset;
    EXPECT_FALSE(between(spec.receiver.threshold / 2.2)) << one.preset;
  }
}

// Of pulses between two returns of a ring from one road, the share that is found, by range in bands of 5 m.
void measure_found(const Rings& rings, const std::vector<Patch>& patches, const LidarSpec& spec,
                   std::array<Cell, 8>& found) {
  for (std::size_t k = 0; k < rings.size(); ++k) {
    const double step = rad_to_deg(column_step(spec.sweep)) * spec.beams[k].column_stride;
    for (std::size_t i = 1; i < rings[k].size(); ++i)
      for (const auto& patch : patches) {
        const auto on = [&](const Point& p) {
          return patch.road && patch.within(p) && std::fabs(patch.distance(p)) < kOnPatch;
        };
        if (!on(rings[k][i - 1]) || !on(rings[k][i])) continue;
        // All around nothing else is seen of ours: where a patch ends, the ring leaves it.
        if (rings[k][i].azimuth - rings[k][i - 1].azimuth > 12 * step) break;
        const double steps = std::round((rings[k][i].azimuth - rings[k][i - 1].azimuth) / step);
        auto& cell = found[range_band(rings[k][i].range)];
        cell.n += std::max(1.0, steps), cell.sum += 1;
        break;
      }
  }
}

struct Road {
  Measures measures = empty_measures();
  std::array<Cell, 8> found;
};
void measure_road(const Rings& rings, const std::vector<Patch>& patches, const LidarSpec& spec, Road& road) {
  measure_patches(rings, patches, road.measures, 1.5 * rad_to_deg(column_step(spec.sweep)));
  measure_found(rings, patches, spec, road.found);
}

TEST_F(Light, roads_fade_and_read_as_those_of_the_devices) {
  struct Case {
    const char* preset;
    std::vector<Cloud> clouds;
  };
  const Case cases[] = {{"velodyne_hdl32e", {nuscenes()}},
                        {"velodyne_vlp32c", {argoverse(0), argoverse(1)}},
                        {"hesai_pandar40", {campus("000965"), campus("000975")}},
                        {"hesai_pandar64", {tree_lined_road()}}};
  for (const auto& one : cases) {
    const auto spec = load_lidar_spec(one.preset);
    Road real, ours;
    std::uint32_t number = 0;
    for (const auto& cloud : one.clouds) {
      const auto rings = rings_of(cloud, spec);
      const auto patches = find_patches(rings);
      measure_road(rings, patches, spec, real);
      ++number;
      measure_road(rings_of(cloud_of(cast(scene_of(patches, number), spec, number)), spec), patches, spec,
                   ours);
    }
    for (std::size_t b = 0; b < real.found.size(); ++b) {
      const auto &r = real.measures[kRoadIntensity][b], &o = ours.measures[kRoadIntensity][b];
      if (real.found[b].n < 100 || r.n < 100 || o.n < 1) continue;
      const double found = real.found[b].sum / real.found[b].n,
                   found_ours = ours.found[b].sum / ours.found[b].n;
      std::printf("%s: road from %zu m: found %.3f (%.0f), ours %.3f; reads %.1f, ours %.1f\n", one.preset,
                  b * 5, found, real.found[b].n, found_ours, r.sum / r.n, o.sum / o.n);
      EXPECT_NEAR(found_ours, found, 0.25) << one.preset << ", from " << b * 5 << " m";
    }
  }
}

}  // namespace
}  // namespace tailcast::realism
