// SPDX-License-Identifier: Apache-2.0
// What the Ouster presets make of light, against captures of six units. They hold the device's whole grid, so
// what was not found is known, and where the profile has the count beside the reflectivity, the device's own
// law of calibration. Figures: docs/realism.md.
#include <cstdio>

#include "ouster_captures.h"
#include "sensors/radiometry.h"
#include "statistics.h"

namespace tailcast::realism {
namespace {

constexpr double kWidest = 0.55;  // deg: a step of 1024 a turn, and half of one

// Pulses that cross a patch of road unhidden, by range in bands of 5 m: the share that was found.
using Found = std::array<Cell, 8>;
Found measure_found(const OusterFrame& frame, const OusterMetadata& metadata,
                    const std::vector<Patch>& patches, double turn) {
  Found found;
  for (std::size_t row = 0; row < metadata.elevation.size(); ++row)
    for (std::size_t column = 0; column < metadata.columns; ++column) {
      const Vec3 start = turned_point(metadata, row, column, metadata.beam_origin, turn);
      const Vec3 along = turned_point(metadata, row, column, metadata.beam_origin + 1, turn) - start;
      for (const auto& patch : patches) {
        const double range = (patch.offset - patch.normal.dot(start)) / patch.normal.dot(along);
        const Vec3 at = start + range * along;
        if (!patch.road || range < 3 || range > 40 || !patch.within(point_of(at.x(), at.y(), at.z(), 0)))
          continue;
        const double seen = frame.pixels[row * metadata.columns + column].range;
        if (seen == 0 || seen > range * 0.9 - 0.3) found[range_band(range)].add(seen > 0 ? 1 : 0);
      }
    }
  return found;
}

// Noise of range, m, of twelve shots on end of one ring on one patch, by range in bands of 5 m. Fourth
// differences know neither tilt nor bend; what relief is left in the smoothest of them is least.
using Stretches = std::array<std::vector<double>, 8>;
void measure_stretches(const Rings& rings, const std::vector<Patch>& patches, Stretches& to) {
  constexpr std::size_t kShots = 12;
  const auto on = [&](const Point& p) {
    for (std::size_t k = 0; k < patches.size(); ++k)
      if (patches[k].within(p) && std::fabs(patches[k].distance(p)) < kOnPatch) return static_cast<int>(k);
    return -1;
  };
  for (const auto& ring : rings) {
    std::size_t begin = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const int patch = on(ring[i]);
      const bool follows =
          i > begin && on(ring[i - 1]) == patch && ring[i].azimuth - ring[i - 1].azimuth < kWidest;
      if (patch < 0 || !follows) begin = i;
      if (patch < 0 || i + 1 < begin + kShots) continue;
      double sum = 0;
      for (std::size_t k = begin + 4; k <= i; ++k)
        sum += std::fabs(ring[k - 4].range - 4 * ring[k - 3].range + 6 * ring[k - 2].range -
                         4 * ring[k - 1].range + ring[k].range);
      // Of white noise, the mean of that has the standard deviation times sqrt(70 * 2 / pi).
      to[range_band(ring[i].range)].push_back(sum / (kShots - 4) / std::sqrt(140 / kPi));
      begin = i + 1;
    }
  }
}

struct Pair {
  Measures real = empty_measures(), ours = empty_measures();
  Stretches real_stretches, ours_stretches;
  Found real_found, ours_found;
  std::size_t roads = 0, walls = 0;
};

Pair measure_pair(const OusterMetadata& metadata, const std::vector<OusterFrame>& frames,
                  const LidarSpec& spec) {
  Pair pair;
  std::uint32_t number = 0;
  for (const auto& frame : frames)
    for (const double turn : {0.0, kPi / 3, 2 * kPi / 3}) {
      const Rings rings = rings_of(frame, metadata, turn);
      std::vector<Patch> patches = find_patches(rings);
      // Walls are looked for all around already.
      if (turn > 0) std::erase_if(patches, [](const Patch& patch) { return !patch.road; });
      for (const auto& patch : patches) (patch.road ? pair.roads : pair.walls) += 1;
      // The scene's own planes: found anew, noise would choose them.
      const OusterFrame again = capture_of(cast(scene_of(patches, number + 1), spec, number), metadata);
      const Rings ours = rings_of(again, metadata, 0);
      measure_patches(rings, patches, pair.real, kWidest), measure_patches(ours, patches, pair.ours, kWidest);
      measure_stretches(rings, patches, pair.real_stretches),
          measure_stretches(ours, patches, pair.ours_stretches);
      const auto add_found = [](Found& to, const Found& more) {
        for (std::size_t b = 0; b < to.size(); ++b) to[b].n += more[b].n, to[b].sum += more[b].sum;
      };
      add_found(pair.real_found, measure_found(frame, metadata, patches, turn));
      add_found(pair.ours_found, measure_found(again, metadata, patches, 0));
      ++number;
    }
  return pair;
}

// ln of ours over real in the smoothest quarter of the band where the real one is smoothest against ours:
// what relief is left there is least. With two standard errors of the real quartile, by its rank.
struct Quiet {
  double ratio = -1e9, low = 0, high = 0;
  std::size_t band = 0, stretches = 0;
};
Quiet quiet_ratio(const Pair& pair) {
  Quiet quiet;
  for (std::size_t b = 0; b < pair.real_stretches.size(); ++b) {
    const auto &real = pair.real_stretches[b], &ours = pair.ours_stretches[b];
    if (real.size() < 20 || ours.size() < 20) continue;
    const double off = 2 * std::sqrt(0.25 * 0.75 / static_cast<double>(real.size()));
    const auto over = [&](double share) { return std::log(middle_of(ours, 0.25) / middle_of(real, share)); };
    if (over(0.25) > quiet.ratio)
      quiet = {over(0.25), over(std::min(1.0, 0.25 + off)), over(std::max(0.0, 0.25 - off)), b, real.size()};
  }
  return quiet;
}

double farthest_found(const Pair& pair) {
  double worst = 0;
  for (std::size_t b = 0; b < pair.real_found.size(); ++b)
    if (pair.real_found[b].n >= 300 && pair.ours_found[b].n > 0)
      worst = std::max(worst, std::fabs(pair.real_found[b].sum / pair.real_found[b].n -
                                        pair.ours_found[b].sum / pair.ours_found[b].n));
  return worst;
}

void print_pair(const Pair& pair) {
  for (const auto s : {kRoadNoise, kWallNoise, kRoadIntensity}) {
    const auto a = values_of(s, pair.real[s]), b = values_of(s, pair.ours[s]);
    for (std::size_t c = 0; c < a.size(); ++c)
      if (!std::isnan(a[c]) && !std::isnan(b[c]))
        std::printf("  %s, from %zu m: %.1f (%.0f), ours %.1f\n", kAll[s].name, c * 5, a[c],
                    pair.real[s][c].n, b[c]);
  }
  for (std::size_t b = 0; b < pair.real_stretches.size(); ++b)
    if (const auto& real = pair.real_stretches[b], &ours = pair.ours_stretches[b];
        real.size() >= 20 && ours.size() >= 20)
      std::printf("  noise of smoothest quarter, half, from %zu m: %.1f %.1f mm (%zu), ours %.1f %.1f\n",
                  b * 5, 1e3 * middle_of(real, 0.25), 1e3 * middle_of(real), real.size(),
                  1e3 * middle_of(ours, 0.25), 1e3 * middle_of(ours));
  for (std::size_t b = 0; b < pair.real_found.size(); ++b)
    if (pair.real_found[b].n > 100)
      std::printf("  found on road from %zu m: %.3f (%.0f), ours %.3f\n", b * 5,
                  pair.real_found[b].sum / pair.real_found[b].n, pair.real_found[b].n,
                  pair.ours_found[b].sum / pair.ours_found[b].n);
}

constexpr double kNoiseBound = 1.5, kFoundBound = 0.25;

TEST_F(Ouster, ranges_scatter_on_planes_and_roads_fade) {
  for (const auto& unit : units_) {
    const auto measured = [&](const std::function<void(LidarSpec&)>& plant) {
      auto spec = unit.spec;
      plant(spec);
      return measure_pair(unit.metadata, unit.frames, spec);
    };
    const Pair pair = measured([](LidarSpec&) {});
    std::printf("%s: %zu lengths of road, %zu walls\n", unit.capture.name, pair.roads, pair.walls);
    print_pair(pair);
    const Quiet quiet = quiet_ratio(pair);
    std::printf(
        "  noise of the smoothest quarter from %zu m, ours over real %.2f, 95 %% %.2f to %.2f (%zu "
        "stretches)\n",
        quiet.band * 5, std::exp(quiet.ratio), std::exp(quiet.low), std::exp(quiet.high), quiet.stretches);
    EXPECT_LT(quiet.ratio, std::log(kNoiseBound)) << unit.capture.name;
    EXPECT_LT(farthest_found(pair), kFoundBound) << unit.capture.name;
    if (&unit != &units_[kOs1Of32]) {  // that one saw nothing smooth
      EXPECT_GT(quiet.ratio, -std::log(kNoiseBound)) << unit.capture.name;
      const auto louder = [](double factor) {
        return [=](LidarSpec& spec) {
          spec.range.sigma_at_unit_snr *= factor;
          for (auto& beam : spec.beams) beam.range_sigma *= factor;
        };
      };
      EXPECT_GT(quiet_ratio(measured(louder(2.5))).ratio, std::log(kNoiseBound))
          << unit.capture.name << ": louder";
      EXPECT_LT(quiet_ratio(measured(louder(0))).ratio, -std::log(kNoiseBound))
          << unit.capture.name << ": silent";
    }
    if (&unit != &units_[kOs1]) continue;  // the one that has road as far as it fades
    const auto found = [&](const std::function<void(LidarSpec&)>& plant) {
      return farthest_found(measured(plant));
    };
    EXPECT_GT(found([](LidarSpec& s) { s.receiver.peak_length = 0; }), kFoundBound)
        << "found by the whole echo";
    EXPECT_GT(found([](LidarSpec& s) { s.receiver.threshold /= 4, s.receiver.noise /= 4; }), kFoundBound);
    EXPECT_GT(found([](LidarSpec& s) { s.receiver.threshold *= 3, s.receiver.noise *= 3; }), kFoundBound);
  }
}

// What the device counts of a target, the inverse square divided out, goes as the reading of its calibration.
double received(const OusterPixel& pixel) {
  return pixel.signal * pixel.range * pixel.range;
}

// Above, a count falls behind the light: against what the readings promise, by a tenth at 500 and by a half
// at 2300.
constexpr std::uint32_t kLinearCount = 400;

// That law between two ranges, m, where range no longer matters.
struct Calibration {
  double exponent = 0, error = 0;  // of what is received against readings of 10 to 100; one standard error
  double retro = 0,
         retro_error = 0;  // what is received at 255 over that at 100, by a line through its logarithms
  std::size_t readings = 0, beyond = 0;
};
Calibration calibrate(const std::vector<OusterPixel>& pixels, double from, double to,
                      std::uint32_t most = kLinearCount) {
  const auto counts = [&](const OusterPixel& p) {
    return p.signal > 0 && p.signal < most && p.range >= from && p.range <= to;
  };
  double x = 0, y = 0, xx = 0, xy = 0, yy = 0;
  std::vector<double> white;
  for (const auto& p : pixels) {
    if (!counts(p) || p.reflectivity < 10 || p.reflectivity > 100)
      continue;  // below 10 the reading's own step shows
    const double a = std::log(static_cast<double>(p.reflectivity)), b = std::log(received(p));
    x += a, y += b, xx += a * a, xy += a * b, yy += b * b;
    white.push_back(100 * received(p) / p.reflectivity);
  }
  Calibration c;
  c.readings = white.size();
  const auto n = static_cast<double>(white.size());
  const double sxx = xx - x * x / n, sxy = xy - x * y / n;
  c.exponent = sxy / sxx;
  c.error = std::sqrt(std::max(0.0, (yy - y * y / n - sxy * sxy / sxx) / (n - 2) / sxx));
  const double at_100 = middle_of(white);
  double uu = 0, uv = 0, vv = 0;
  for (const auto& p : pixels)
    if (counts(p) && p.reflectivity > 100 && p.reflectivity < 255) {
      const double u = (p.reflectivity - 100.0) / 155, v = std::log(received(p) / at_100);
      uu += u * u, uv += u * v, vv += v * v, c.beyond += 1;
    }
  c.retro = std::exp(uv / uu);
  c.retro_error =
      c.retro * std::sqrt(std::max(0.0, vv - uv * uv / uu) / (static_cast<double>(c.beyond) - 1) / uu);
  return c;
}

// What is received over reading, by range in steps of a tenth of its logarithm, against the optics' overlap:
// root mean square of the difference of logarithms, the scale left free.
double off_the_overlap(const std::vector<OusterPixel>& pixels, const Optics& optics, double from, double to) {
  double n = 0, sum = 0, square = 0;
  for (double low = from; low < to; low *= std::exp(0.1)) {
    std::vector<double> over, ranges;
    for (const auto& p : pixels)
      if (p.range >= low && p.range < low * std::exp(0.1) && p.reflectivity >= 5 && p.reflectivity <= 100 &&
          p.signal > 0 && p.signal < kLinearCount)
        over.push_back(received(p) / p.reflectivity), ranges.push_back(p.range);
    if (over.size() < 25) continue;
    const double range = middle_of(ranges);
    const double d = std::log(middle_of(over) / (range_law(range, optics) * range * range));
    n += 1, sum += d, square += d * d;
  }
  return std::sqrt(std::max(0.0, square / n - sum / n * (sum / n)));
}

TEST(OusterCalibration, of_a_law_that_is_known_is_found) {
  Optics optics;
  optics.overlap_half = 9, optics.overlap_order = 4, optics.overlap_floor = 0.006;
  for (const double exponent : {1.0, 0.5}) {
    std::vector<OusterPixel> pixels;
    for (double range = 2.05; range < 48; range += 0.1)
      for (std::uint32_t reading = 10; reading < 255; ++reading) {
        const double u = (reading - 100.0) / 155;
        const double power = reading <= 100 ? std::pow(reading / 100.0, exponent) : std::pow(60.0, u);
        const double count = 3e5 * power * range_law(range, optics);
        pixels.push_back({range, 0, reading, static_cast<std::uint32_t>(std::min(500.0, count) + 0.5)});
      }
    const Calibration c = calibrate(pixels, 30, 48);
    EXPECT_NEAR(c.exponent, exponent, 0.01);
    if (exponent != 1) continue;
    EXPECT_NEAR(c.retro, 60, 6);
    EXPECT_LT(calibrate(pixels, 30, 48, 1000).retro, 40) << "saturated counts are not left out";
    EXPECT_LT(off_the_overlap(pixels, optics, 2.4, 48), 0.03);
    EXPECT_GT(off_the_overlap(pixels, {}, 2.4, 48), 0.5);
  }
}

TEST_F(Ouster, readings_are_linear_in_what_was_received_and_then_logarithmic) {
  for (const auto& [i, from, to] : {std::tuple{kOs0Of32, 5.0, 12.0}, std::tuple{kOs1Of32, 16.0, 48.0}}) {
    const auto& unit = units_[i];
    const auto& pixels = unit.frames.front().pixels;
    const auto c = calibrate(pixels, from, to), saturated = calibrate(pixels, from, to, 1U << 16U);
    const auto* law = std::get_if<ReflectivityIntensity>(&unit.preset.intensity.law);
    ASSERT_NE(law, nullptr);
    std::printf(
        "%s: count * range^2 goes as reading^%.3f +- %.3f (%zu readings); 255 is %.0f +- %.0f times 100 (%zu "
        "readings), "
        "preset %.0f; with saturated counts %.0f (%zu)\n",
        unit.capture.name, c.exponent, c.error, c.readings, c.retro, c.retro_error, c.beyond, law->retro,
        saturated.retro, saturated.beyond);
    EXPECT_NEAR(c.exponent, 1, 0.03);
    EXPECT_EQ(unit.preset.intensity.maximum, 255);
    EXPECT_EQ(law->diffuse, 100);
    if (c.beyond < 30) continue;
    EXPECT_LT(std::fabs(std::log(c.retro / law->retro)), std::log(1.5)) << unit.capture.name;
    EXPECT_GT(std::fabs(std::log(saturated.retro / law->retro)), std::log(1.5)) << "saturation is not seen";
  }
}

// Nearer than that the lenses no longer look at one spot.
TEST_F(Ouster, near_light_is_lost_as_the_presets_say) {
  struct Case {
    CaptureIndex unit;
    double from, to, bound;  // m, m, of ln
  };
  for (const Case& c : {Case{kOs0Of32, 1.7, 12, 0.06}, Case{kOs1Of32, 2.4, 50, 0.13}}) {
    const auto& unit = units_[c.unit];
    const auto& pixels = unit.frames.front().pixels;
    const auto off = [&](const std::function<void(Optics&)>& change) {
      Optics optics = unit.preset.optics;
      change(optics);
      return off_the_overlap(pixels, optics, c.from, c.to);
    };
    const double right = off([](Optics&) {});
    std::printf(
        "%s: received over reading by range is off the overlap by a factor of exp(%.3f); without %.3f; best "
        "with a focus",
        unit.capture.name, right, off([](Optics& o) { o.overlap_half = 0; }));
    double focused = 1e9;
    for (double focus = 1; focus < 30; focus += 0.2)
      focused = std::min(focused, off([&](Optics& o) { o.overlap_half = 0, o.focus = focus; }));
    std::printf(" alone %.3f\n", focused);
    EXPECT_LT(right, c.bound) << unit.capture.name;
    EXPECT_GT(focused, c.bound) << "one lens would do";
    for (const double factor : {0.85, 1.2})
      EXPECT_GT(off([&](Optics& o) { o.overlap_half *= factor; }), c.bound);
    EXPECT_GT(off([](Optics& o) { o.overlap_order -= 2; }), c.bound);
    EXPECT_GT(off([](Optics& o) { o.overlap_order += 2; }), c.bound);
    EXPECT_GT(off([](Optics& o) { o.overlap_floor = 0; }), c.bound);
  }
}

// The faintest hundredth and twentieth of what is found beyond a range (m), 1/m^2 as readings and overlap
// have it.
std::array<double, 2> faintest(const std::vector<OusterFrame>& frames, const Optics& optics, double from,
                               double to) {
  std::vector<double> signals;
  for (const auto& frame : frames)
    for (const auto& p : frame.pixels)
      if (p.range >= from && p.range < to)
        signals.push_back(1e-2 * p.reflectivity * range_law(p.range, optics));
  return {middle_of(signals, 0.01), middle_of(signals, 0.05)};
}

// Faint light is found down to the threshold, with luck below it, and units of a model differ: the preset is
// between them.
TEST_F(Ouster, the_faintest_that_is_found_stands_about_the_threshold) {
  struct Case {
    CaptureIndex unit;
    double from, to;  // m: where a reading has many steps above the faintest
  };
  using Model = std::array<Case, 2>;
  for (const auto& model :
       {Model{{{kOs0, 30, 80}, {kOs0Of32, 14, 35}}}, Model{{{kOs1, 40, 110}, {kOs1Of32, 40, 110}}}}) {
    const LidarSpec& preset = units_[model[0].unit].preset;
    double low = 1e9, high = 0;
    for (const auto& [u, from, to] : model) {
      const auto [hundredth, twentieth] = faintest(units_[u].frames, preset.optics, from, to);
      std::printf(
          "%s: the faintest hundredth is at %.2g 1/m^2, the faintest twentieth at %.2g, preset %.2g\n",
          units_[u].capture.name, hundredth, twentieth, preset.receiver.threshold);
      low = std::min(low, hundredth), high = std::max(high, twentieth);
    }
    const auto between = [&](double threshold) { return threshold > low && threshold < high; };
    EXPECT_TRUE(between(preset.receiver.threshold)) << preset.name;
    EXPECT_FALSE(between(2.5 * preset.receiver.threshold)) << preset.name;
    EXPECT_FALSE(between(preset.receiver.threshold / 2.5)) << preset.name;
  }
}

}  // namespace
}  // namespace tailcast::realism
