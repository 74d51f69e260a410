// SPDX-License-Identifier: Apache-2.0
// The Ouster presets against captures of six units. They hold the device's whole grid, so what was not found
// is known, and where the profile has the signal beside the reflectivity, the device's own law of
// calibration. Figures: docs/realism.md.
#include <gtest/gtest.h>

#include <cstdio>

#include "ouster_packets.h"
#include "statistics.h"

namespace tailcast::realism {
namespace {

constexpr double kWidest = 0.55;  // deg: a step of 1024 a turn, and half of one

struct Capture {
  const char* name;
  const char* pcap;
  const char* metadata;
  const char* preset;  // of its family
};
constexpr std::array<Capture, 6> kCaptures{{
    {"OS-0-128", "OS-0-128-U1_v2.3.0_1024x10.pcap", "OS-0-128-U1_v2.3.0_1024x10.json", "ouster_os0_128"},
    {"OS-1-128", "OS-1-128_v2.3.0_1024x10_lb_n3.pcap", "OS-1-128_v2.3.0_1024x10.json", "ouster_os1_128"},
    {"OS-1-64", "OS-1-64_1024x10_fw20.pcap", "OS-1-64_sensor_config_reduced.json", "ouster_os1_64"},
    {"OS-0-32", "OS-0-32-U1_v2.2.0_1024x10.pcap", "OS-0-32-U1_v2.2.0_1024x10.json", "ouster_os0_128"},
    {"OS-1-32", "OS-1-32-G_v2.1.1_1024x10.pcap", "OS-1-32-G_v2.1.1_1024x10.json", "ouster_os1_128"},
    {"OS-2-32", "OS-2-32-U0_v2.0.0_1024x10.pcap", "OS-2-32-U0_v2.0.0_1024x10.json", "ouster_os2_128"},
}};
enum CaptureIndex : std::size_t { kOs0, kOs1, kOs1Of64, kOs0Of32, kOs1Of32, kOs2Of32 };

// The family's preset with that unit's beams, columns and unit of range.
LidarSpec spec_of(const Capture& capture, const OusterMetadata& metadata) {
  LidarSpec spec = load_lidar_spec(capture.preset);
  const Beam first = spec.beams.front();
  spec.beams.assign(metadata.elevation.size(), first);
  for (std::size_t row = 0; row < spec.beams.size(); ++row) {
    auto& beam = spec.beams[row];
    beam.elevation = deg_to_rad(metadata.elevation[row]),
    beam.azimuth_offset = deg_to_rad(-metadata.azimuth[row]);
    beam.origin_forward = metadata.beam_origin * std::cos(beam.azimuth_offset);
    beam.origin_left = -metadata.beam_origin * std::sin(beam.azimuth_offset);
  }
  spec.range.quantum = metadata.range_unit();
  return spec;
}

double middle_of(std::vector<double> values, double share = 0.5) {
  if (values.empty()) return std::nan("");
  const auto at =
      values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

// How far a scan of the preset stands from where the vendor's formula puts the same pixel at the same range,
// m.
double off_the_vendors(const LidarSpec& spec, const OusterMetadata& metadata) {
  const Scan scan = cast(walls_at_all_distances(1), spec, 0);
  double worst = 0;
  for (std::size_t i = 0; i < scan.size(); ++i) {
    const Vec3 ours(scan.x[i], scan.y[i], scan.z[i]);
    // The vendor's range is along the beam, and counts from the axis.
    const Vec3 start = vendor_point(metadata, scan.ring[i], scan.column[i], metadata.beam_origin);
    const Vec3 theirs =
        vendor_point(metadata, scan.ring[i], scan.column[i], (ours - start).norm() + metadata.beam_origin);
    worst = std::max(worst, (ours - theirs).norm() / ours.norm());
  }
  return worst;
}

class Ouster : public ::testing::Test {
 protected:
  struct Unit {
    Capture capture;
    OusterMetadata metadata;
    std::vector<OusterFrame> frames;
    LidarSpec preset, spec;  // as it is; with the unit's beams
  };
  void SetUp() override {
    const auto root = captures();
    if (!root) GTEST_SKIP() << "TAILCAST_CAPTURES is not set: no real scans to measure";
    if (!units_.empty()) return;
    for (const auto& capture : kCaptures) {
      const std::string directory = *root + "/ouster/";
      Unit unit{capture,
                parse_ouster_metadata(read_file(directory + capture.metadata), capture.metadata),
                {},
                {},
                {}};
      unit.frames = parse_ouster(read_file(directory + capture.pcap), unit.metadata);
      unit.preset = load_lidar_spec(capture.preset), unit.spec = spec_of(capture, unit.metadata);
      units_.push_back(std::move(unit));
    }
  }
  static inline std::vector<Unit> units_;
};

TEST_F(Ouster, every_packet_of_the_captures_is_understood) {
  for (const auto& unit : units_) {
    ASSERT_EQ(unit.frames.size(), unit.capture.name == std::string("OS-1-128") ? 3U : 1U)
        << unit.capture.name;
    for (const auto& frame : unit.frames)
      for (const auto time : frame.time) ASSERT_GE(time, 0) << unit.capture.name;
  }
}

// Both tables are of the units that the presets name; the rest are other units.
TEST_F(Ouster, beams_stand_as_the_units_say) {
  struct Off {
    double elevation = 0, azimuth = 0, worst_elevation = 0, worst_azimuth = 0;
    std::size_t beams = 0;
  };
  const auto off = [](const OusterMetadata& metadata, const LidarSpec& spec) {
    std::vector<double> up, across;
    for (std::size_t row = 0; row < metadata.elevation.size(); ++row) {
      // The same beam or, of a head with fewer, the nearest that looks to the same side.
      std::size_t best = row;
      if (spec.beams.size() != metadata.elevation.size()) {
        double least = 1e9;
        for (std::size_t k = 0; k < spec.beams.size(); ++k)
          if (const double d = std::hypot(rad_to_deg(spec.beams[k].elevation) - metadata.elevation[row],
                                          rad_to_deg(spec.beams[k].azimuth_offset) + metadata.azimuth[row]);
              d < least)
            least = d, best = k;
      }
      up.push_back(std::fabs(rad_to_deg(spec.beams[best].elevation) - metadata.elevation[row]));
      across.push_back(std::fabs(rad_to_deg(spec.beams[best].azimuth_offset) + metadata.azimuth[row]));
    }
    return Off{middle_of(up), middle_of(across), middle_of(up, 1), middle_of(across, 1), up.size()};
  };
  for (const auto& unit : units_) {
    const Off o = off(unit.metadata, unit.preset);
    std::printf(
        "%s: %zu beams, elevation off by %.3f deg, at most %.3f, azimuth %.3f, %.3f; origin %.3f mm from the "
        "axis\n",
        unit.capture.name, o.beams, o.elevation, o.worst_elevation, o.azimuth, o.worst_azimuth,
        unit.metadata.beam_origin * 1e3);
    const auto& beam = unit.preset.beams.front();
    if (unit.metadata.beam_origin > 0) {
      EXPECT_NEAR(std::hypot(beam.origin_forward, beam.origin_left), unit.metadata.beam_origin, 1e-5)
          << unit.capture.name;
    }
  }
  for (const auto i : {kOs0, kOs1}) {
    EXPECT_LT(off(units_[i].metadata, units_[i].preset).worst_elevation, 0.0051);
    EXPECT_LT(off(units_[i].metadata, units_[i].preset).worst_azimuth, 0.0051);
  }
  for (const auto i : {kOs1Of64, kOs0Of32, kOs2Of32}) {
    EXPECT_LT(off(units_[i].metadata, units_[i].preset).elevation, 0.25);
    EXPECT_LT(off(units_[i].metadata, units_[i].preset).azimuth, 0.4);
    auto mirrored = units_[i].preset;
    for (auto& b : mirrored.beams) b.azimuth_offset = -b.azimuth_offset;
    if (i == kOs1Of64) {
      EXPECT_GT(off(units_[i].metadata, mirrored).azimuth, 1);
    }
  }
}

TEST_F(Ouster, a_pixel_stands_where_the_vendors_formula_puts_it) {
  for (const auto i : {kOs0, kOs1}) {
    const auto& unit = units_[i];
    const double off = off_the_vendors(unit.preset, unit.metadata);
    std::printf("%s: pixels of ours stand off the vendor's formula by %.2g of their range\n",
                unit.capture.name, off);
    EXPECT_LT(off, 1e-4);
    for (const auto& plant : std::vector<std::function<void(LidarSpec&)>>{
             [](LidarSpec& s) { s.sweep.start_azimuth = 0; }, [](LidarSpec& s) { s.sweep.direction = 1; },
             [](LidarSpec& s) {
               for (auto& b : s.beams) b.azimuth_offset = -b.azimuth_offset;
             },
             [](LidarSpec& s) {
               for (auto& b : s.beams) b.origin_forward = 0;
             },
             [](LidarSpec& s) { s.beams[90].elevation += deg_to_rad(0.05); }}) {
      auto spec = unit.preset;
      plant(spec);
      EXPECT_GT(off_the_vendors(spec, unit.metadata), 5e-4);
    }
  }
}

// Of pairs of rows, the share of pixels that see the same range to 3 % once each row is turned by its beam's
// offset.
double in_line(const OusterFrame& frame, const LidarSpec& spec, double offsets) {
  const auto columns = static_cast<long>(spec.sweep.columns);
  double n = 0, same = 0;
  for (std::size_t row = 0; row + 1 < spec.beams.size(); ++row) {
    const double apart = offsets * (spec.beams[row + 1].azimuth_offset - spec.beams[row].azimuth_offset) /
                         column_step(spec.sweep);
    for (long column = 0; column < columns; ++column) {
      // Clockwise: the beam that looks farther to the left comes there by a later column.
      const long other = (column + std::lround(apart) + columns) % columns;
      const double a = frame.pixels[row * spec.sweep.columns + static_cast<std::size_t>(column)].range;
      const double b = frame.pixels[(row + 1) * spec.sweep.columns + static_cast<std::size_t>(other)].range;
      if (a > 0 && b > 0) n += 1, same += std::fabs(a - b) < 0.03 * a ? 1 : 0;
    }
  }
  return same / n;
}

TEST_F(Ouster, the_scan_itself_lines_up_by_the_presets_azimuths) {
  for (const auto i : {kOs0, kOs1, kOs1Of64}) {  // the last is not the unit of the preset
    const auto& unit = units_[i];
    const double right = in_line(unit.frames.front(), unit.preset, 1);
    const double none = in_line(unit.frames.front(), unit.preset, 0),
                 mirrored = in_line(unit.frames.front(), unit.preset, -1);
    std::printf("%s: rows see one range in %.3f of pixels; without offsets %.3f, mirrored %.3f\n",
                unit.capture.name, right, none, mirrored);
    EXPECT_GT(right, none + 0.02);
    EXPECT_GT(none, mirrored);
  }
}

TEST_F(Ouster, columns_come_at_the_presets_period) {
  for (const auto& unit : units_) {
    // Of a unit in the mode of 20 turns a second: twice the preset's rate.
    const double period = static_cast<double>(unit.preset.sweep.column_period) * 10 / unit.metadata.rotation;
    EXPECT_EQ(unit.metadata.columns, unit.preset.sweep.columns);
    for (const auto& frame : unit.frames) {
      std::vector<double> steps;
      for (std::size_t c = 1; c < frame.time.size(); ++c)
        steps.push_back(static_cast<double>(frame.time[c] - frame.time[c - 1]));
      const double mean =
          static_cast<double>(frame.time.back() - frame.time.front()) / static_cast<double>(steps.size());
      std::printf("%s: a column every %.0f ns, preset %.0f; single ones 1 %% to 99 %%: %.0f to %.0f\n",
                  unit.capture.name, mean, period, middle_of(steps, 0.01), middle_of(steps, 0.99));
      EXPECT_NEAR(mean / period, 1, 0.0015);  // the turns of one unit differ by 0.0013
      EXPECT_GT(std::fabs(mean / (period * 1023 / 1024 * 0.9975) - 1), 0.0015)
          << "a planted period is not seen";
    }
  }
}

// What is found nearer than the preset's least range or farther than its greatest, and in which steps.
TEST_F(Ouster, ranges_keep_to_the_presets_limits_and_quantum) {
  for (const auto& unit : units_) {
    double n = 0, nearer = 0, farther = 0, least = 1e9, most = 0;
    std::vector<double> on_quantum(20, 0);
    for (const auto& frame : unit.frames)
      for (const auto& pixel : frame.pixels) {
        if (pixel.range <= 0) continue;
        n += 1, least = std::min(least, pixel.range), most = std::max(most, pixel.range);
        nearer += pixel.range<unit.preset.range.minimum, farther += pixel.range> unit.preset.range.maximum;
        for (const long q : {2L, 3L, 8L, 12L})
          on_quantum[static_cast<std::size_t>(q)] += std::lround(pixel.range * 1e3) % q == 0 ? 1 : 0;
      }
    std::printf(
        "%s: %.0f returns, %.3f to %.2f m; %.5f nearer than the preset's %.2f m, %.5f beyond %.0f m; on "
        "multiples of "
        "2, 3, 8, 12 mm: %.3f %.3f %.3f %.3f; preset %.0f mm\n",
        unit.capture.name, n, least, most, nearer / n, unit.preset.range.minimum, farther / n,
        unit.preset.range.maximum, on_quantum[2] / n, on_quantum[3] / n, on_quantum[8] / n,
        on_quantum[12] / n, unit.preset.range.quantum * 1e3);
    const bool low = unit.metadata.profile == OusterProfile::Rng15Rfl8Nir8;
    EXPECT_EQ(on_quantum[8] == n, low) << unit.capture.name;
    EXPECT_LT(nearer / n, 0.003) << unit.capture.name;
    EXPECT_LT(farther / n, 0.0005) << unit.capture.name;
    EXPECT_LT(on_quantum[3] / n, 0.6) << unit.capture.name << ": no coarser grid than the profile's";
  }
}

// A scan of ours as the capture of a unit with these beams.
OusterFrame capture_of(const Scan& scan, const OusterMetadata& metadata) {
  OusterFrame frame{0, std::vector<std::int64_t>(metadata.columns, 0),
                    std::vector<OusterPixel>(scan.pulses.size())};
  for (std::size_t i = 0; i < scan.size(); ++i) {
    const Vec3 start = vendor_point(metadata, scan.ring[i], scan.column[i], metadata.beam_origin);
    auto& pixel = frame.pixels[scan.ring[i] * metadata.columns + scan.column[i]];
    pixel.range = (Vec3(scan.x[i], scan.y[i], scan.z[i]) - start).norm() + metadata.beam_origin;
    pixel.reflectivity = static_cast<std::uint32_t>(scan.intensity[i]);
  }
  return frame;
}

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

struct Pair {
  Measures real = empty_measures(), ours = empty_measures();
  std::vector<Measures> apart;  // of the real one, by patch
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
      for (const auto& patch : patches) {
        (patch.road ? pair.roads : pair.walls) += 1;
        pair.apart.push_back(empty_measures());
        measure_patches(rings, {patch}, pair.apart.back(), kWidest);
        add(pair.real, pair.apart.back());
      }
      const OusterFrame again = capture_of(cast(scene_of(patches, number + 1), spec, number), metadata);
      const Rings ours = rings_of(again, metadata, 0);
      measure_patches(ours, patches, pair.ours,
                      kWidest);  // the scene's own planes: found anew, noise would choose them
      const auto add_found = [](Found& to, const Found& more) {
        for (std::size_t b = 0; b < to.size(); ++b) to[b].n += more[b].n, to[b].sum += more[b].sum;
      };
      add_found(pair.real_found, measure_found(frame, metadata, patches, turn));
      add_found(pair.ours_found, measure_found(again, metadata, patches, 0));
      ++number;
    }
  return pair;
}

// ln of ours over real, over the cells that both know, as the real one has them; not-a-number without one.
double log_ratio(StatisticIndex s, const Measures& real, const Measures& ours) {
  const auto a = values_of(s, real[s]), b = values_of(s, ours[s]);
  double n = 0, sum = 0;
  for (std::size_t c = 0; c < a.size(); ++c)
    if (!std::isnan(a[c]) && !std::isnan(b[c]) && a[c] > 0 && b[c] > 0)
      n += real[s][c].n, sum += real[s][c].n * std::log(b[c] / a[c]);
  return n > 0 ? sum / n : std::nan("");
}
// Of the patches drawn again with replacement: its standard deviation.
double deviation(StatisticIndex s, const Pair& pair) {
  const Set set{"patches", pair.apart};
  RandomStream random(1, Domain::RangeNoise);
  double n = 0, sum = 0, square = 0;
  for (int i = 0; i < 200; ++i)
    if (const double r = log_ratio(s, set.resample(random), pair.ours); !std::isnan(r))
      n += 1, sum += r, square += r * r;
  return std::sqrt(std::max(0.0, square / n - sum / n * (sum / n)));
}

double farthest_found(const Pair& pair) {
  double worst = 0;
  for (std::size_t b = 0; b < pair.real_found.size(); ++b)
    if (pair.real_found[b].n >= 300 && pair.ours_found[b].n > 0)
      worst = std::max(worst, std::fabs(pair.real_found[b].sum / pair.real_found[b].n -
                                        pair.ours_found[b].sum / pair.ours_found[b].n));
  return worst;
}

void make_louder(LidarSpec& spec, double factor) {
  spec.range.sigma_at_unit_snr *= factor;
  for (auto& beam : spec.beams) beam.range_sigma *= factor;
}

// The bounds are what the presets fall short by now, and no more.
TEST_F(Ouster, ranges_scatter_on_planes_and_roads_fade) {
  struct Bound {
    CaptureIndex unit;
    StatisticIndex statistic;
    double ratio, louder;
  };
  constexpr std::array<Bound, 5> kBounds{
      {{kOs1, kRoadNoise, 2.8, 10},      // ours is too quiet near: the preset has no focus
       {kOs1Of64, kWallNoise, 2.0, 10},  // ours is too noisy
       {kOs0, kRoadNoise, 1.8, 10},
       {kOs0Of32, kWallNoise, 1.8, 10},
       {kOs2Of32, kWallNoise, 2.2, 3}}};
  for (std::size_t u = 0; u < units_.size(); ++u) {
    const auto& unit = units_[u];
    const Pair pair = measure_pair(unit.metadata, unit.frames, unit.spec);
    std::printf("%s: %zu lengths of road, %zu walls\n", unit.capture.name, pair.roads, pair.walls);
    for (const auto s : {kRoadNoise, kWallNoise, kRoadIntensity}) {
      const auto a = values_of(s, pair.real[s]), b = values_of(s, pair.ours[s]);
      for (std::size_t c = 0; c < a.size(); ++c)
        if (!std::isnan(a[c]) && !std::isnan(b[c]))
          std::printf("  %s, from %zu m: %.1f (%.0f), ours %.1f\n", kAll[s].name, c * 5, a[c],
                      pair.real[s][c].n, b[c]);
    }
    for (std::size_t b = 0; b < pair.real_found.size(); ++b)
      if (pair.real_found[b].n > 100)
        std::printf("  found on road from %zu m: %.3f (%.0f), ours %.3f\n", b * 5,
                    pair.real_found[b].sum / pair.real_found[b].n, pair.real_found[b].n,
                    pair.ours_found[b].sum / pair.ours_found[b].n);
    for (const auto& bound : kBounds) {
      if (bound.unit != u) continue;
      const double ratio = log_ratio(bound.statistic, pair.real, pair.ours);
      std::printf("  %s: ours over real %.2f", kAll[bound.statistic].name, std::exp(ratio));
      if (pair.apart.size() >= 5)
        std::printf(", 95 %% %.2f to %.2f", std::exp(ratio - 2 * deviation(bound.statistic, pair)),
                    std::exp(ratio + 2 * deviation(bound.statistic, pair)));
      auto loud = unit.spec;
      make_louder(loud, bound.louder);
      const Pair noisy = measure_pair(unit.metadata, unit.frames, loud);
      const double planted = log_ratio(bound.statistic, noisy.real, noisy.ours);
      std::printf("; with %.0f times the noise %.2f\n", bound.louder, std::exp(planted));
      EXPECT_LT(std::fabs(ratio), std::log(bound.ratio)) << unit.capture.name;
      EXPECT_GT(std::fabs(planted), std::log(bound.ratio)) << unit.capture.name;
    }
    EXPECT_LT(farthest_found(pair), 0.55) << unit.capture.name;
  }
  const auto& unit = units_[kOs1];
  auto sharp = unit.spec, focused = unit.spec;
  sharp.receiver.threshold /= 100, sharp.receiver.noise /= 100;
  EXPECT_GT(farthest_found(measure_pair(unit.metadata, unit.frames, sharp)), 0.55)
      << "a device that loses no road";
  focused.optics.focus = 12.5;
  const Pair pair = measure_pair(unit.metadata, unit.frames, focused);
  std::printf("%s with a focus of 12.5 m: ours over real %.2f\n", unit.capture.name,
              std::exp(log_ratio(kRoadNoise, pair.real, pair.ours)));
}

// What the device received, with the range divided out, against its reading: the law of its calibration.
struct Calibration {
  double exponent = 0, error = 0;  // of signal * range^2 against readings of 10 to 100; one standard error
  double retro = 0,
         retro_error =
             0;  // ratio of signal * range^2 at 255 to that at 100, by a line through its logarithms
  double readings = 0, beyond = 0;  // how many of either
  std::array<double, 6> near{};     // signal * range^2 over reading, by range, over that at its greatest
  double focus = 0;                 // m: Optics::focus that fits `near` best
};
constexpr std::array<double, 7> kNear{2, 4, 6, 8, 12, 16, 48};  // m

double focus_law(double range, double focus) {
  return range * range / std::sqrt(range * range * range * range + focus * focus * focus * focus);
}

// By readings between two ranges (m), where the calibration no longer depends on range; the focus from what
// is nearer.
Calibration calibrate(const std::vector<OusterPixel>& pixels, double from, double to) {
  double n = 0, x = 0, y = 0, xx = 0, xy = 0, yy = 0;
  std::vector<double> white;
  std::array<std::vector<double>, 6> bands, ranges;
  const auto received = [](const OusterPixel& p) { return p.signal * p.range * p.range; };
  for (const auto& p : pixels) {
    // Below 10 the reading's own step shows.
    if (p.range <= 0 || p.signal == 0 || p.reflectivity < 10 || p.reflectivity > 100) continue;
    for (std::size_t b = 0; b < bands.size(); ++b)
      if (p.range >= kNear[b] && p.range < kNear[b + 1])
        bands[b].push_back(received(p) / p.reflectivity), ranges[b].push_back(p.range);
    if (p.range < from || p.range > to) continue;
    const double a = std::log(static_cast<double>(p.reflectivity)), b = std::log(received(p));
    n += 1, x += a, y += b, xx += a * a, xy += a * b, yy += b * b;
    white.push_back(100 * received(p) / p.reflectivity);
  }
  Calibration c;
  const double sxx = xx - x * x / n, sxy = xy - x * y / n;
  c.exponent = sxy / sxx, c.readings = n;
  c.error = std::sqrt(std::max(0.0, (yy - y * y / n - sxy * sxy / sxx) / (n - 2) / sxx));
  const double at_100 = middle_of(white);
  double uu = 0, uv = 0, vv = 0;
  for (const auto& p : pixels)
    if (p.signal > 0 && p.range >= from && p.range <= to && p.reflectivity > 100 && p.reflectivity < 255) {
      const double u = (p.reflectivity - 100.0) / 155, v = std::log(received(p) / at_100);
      uu += u * u, uv += u * v, vv += v * v, c.beyond += 1;
    }
  c.retro = std::exp(uv / uu);
  c.retro_error = c.retro * std::sqrt(std::max(0.0, vv - uv * uv / uu) / (c.beyond - 1) / uu);
  double greatest = 0;
  for (std::size_t b = 0; b < bands.size(); ++b) {
    c.near[b] = bands[b].size() < 30 || ranges[b].front() > to ? std::nan("") : middle_of(bands[b]);
    if (!std::isnan(c.near[b])) greatest = std::max(greatest, c.near[b]);
  }
  double least = 1e9;
  for (double focus = 0; focus < 30; focus += 0.1) {
    double k = 0, sum = 0, square = 0;  // the scale is free, and differences are of logarithms
    for (std::size_t b = 0; b < bands.size(); ++b)
      if (!std::isnan(c.near[b]) && kNear[b + 1] <= std::max(to, 8.0)) {
        const double d = std::log(c.near[b] / focus_law(middle_of(ranges[b]), focus));
        k += 1, sum += d, square += d * d;
      }
    if (const double spread = square - sum * sum / k; spread < least) least = spread, c.focus = focus;
  }
  for (auto& v : c.near) v /= greatest;
  return c;
}

TEST(OusterCalibration, of_a_law_that_is_known_is_found) {
  for (const double exponent : {1.0, 0.5}) {
    std::vector<OusterPixel> pixels;
    for (double range = 2.05; range < 48; range += 0.1)
      for (std::uint32_t reading = 10; reading < 255; ++reading) {
        const double u = (reading - 100.0) / 155;
        const double power = reading <= 100 ? std::pow(reading / 100.0, exponent) : std::pow(60.0, u);
        pixels.push_back({range, 0, reading,
                          static_cast<std::uint32_t>(1e8 * power * focus_law(range, 10) / range / range)});
      }
    const Calibration c = calibrate(pixels, 30, 48);
    EXPECT_NEAR(c.exponent, exponent, 0.005);
    EXPECT_NEAR(c.focus, 10, 0.6);  // bands are wide, and their middles stand for them
    if (exponent == 1) {
      EXPECT_NEAR(c.retro, 60, 3);
    }
  }
}

TEST_F(Ouster, readings_are_linear_in_what_was_received_and_then_logarithmic) {
  for (const auto& [i, from, to] : {std::tuple{kOs0Of32, 5.0, 12.0}, std::tuple{kOs1Of32, 16.0, 48.0}}) {
    const auto& unit = units_[i];
    const auto c = calibrate(unit.frames.front().pixels, from, to);
    const auto* law = std::get_if<ReflectivityIntensity>(&unit.preset.intensity.law);
    ASSERT_NE(law, nullptr);
    std::printf(
        "%s: signal * range^2 goes as reading^%.3f +- %.3f (%.0f readings); 255 is %.0f +- %.0f times 100 "
        "(%.0f readings), "
        "preset %.0f; focus %.1f m, preset %.1f; by range:",
        unit.capture.name, c.exponent, c.error, c.readings, c.retro, c.retro_error, c.beyond, law->retro,
        c.focus, unit.preset.optics.focus);
    for (std::size_t b = 0; b < c.near.size(); ++b) std::printf(" from %.0f m %.3f", kNear[b], c.near[b]);
    std::printf("\n");
    EXPECT_NEAR(c.exponent, 1, 0.03);
    EXPECT_EQ(unit.preset.intensity.maximum, 255);
    EXPECT_EQ(law->diffuse, 100);
  }
}

}  // namespace
}  // namespace tailcast::realism
