// SPDX-License-Identifier: Apache-2.0
// The geometry, times and ranges of the Ouster presets against captures of six units. Figures:
// docs/realism.md.
#include <cstdio>

#include "ouster_captures.h"

namespace tailcast::realism {
namespace {

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

// Ranges as whole millimetres.
struct Ranges {
  std::vector<long> mm;
  double nearest() const { return 1e-3 * static_cast<double>(*std::min_element(mm.begin(), mm.end())); }
  double share(const std::function<bool(long)>& of) const {
    return static_cast<double>(std::count_if(mm.begin(), mm.end(), of)) / static_cast<double>(mm.size());
  }
};

// What of a preset's limits and quantum these ranges speak against; empty where nothing does.
std::string spoken_against(const Ranges& ranges, const LidarSpec& spec, bool met_near_things) {
  std::string all;
  const double nearer =
      ranges.share([&](long mm) { return 1e-3 * static_cast<double>(mm) < spec.range.minimum - 1e-9; });
  const double farther =
      ranges.share([&](long mm) { return 1e-3 * static_cast<double>(mm) > spec.range.maximum + 1e-9; });
  if (nearer > 0) all += " nearer than the minimum";
  if (farther > 0) all += " beyond the maximum";
  if (met_near_things && ranges.nearest() > 1.25 * spec.range.minimum) all += " never so near as the minimum";
  // All lie on the quantum, and no more often than by chance on twice or five times it.
  const double quantum = 1e3 * spec.range.quantum,
               error = 5 / std::sqrt(static_cast<double>(ranges.mm.size()));
  const auto on = [&](double step) {
    return ranges.share([&](long mm) {
      const double steps = static_cast<double>(mm) / step;
      return std::fabs(steps - std::round(steps)) < 1e-6;
    });
  };
  if (on(quantum) < 1) all += " off the quantum";
  for (const double times : {2.0, 5.0})
    if (std::fabs(on(times * quantum) - 1 / times) > error) all += " on a coarser quantum";
  return all;
}

TEST_F(Ouster, ranges_keep_to_the_presets_limits_and_quantum) {
  for (std::size_t u = 0; u < units_.size(); ++u) {
    const auto& unit = units_[u];
    Ranges ranges;
    for (const auto& frame : unit.frames)
      for (const auto& pixel : frame.pixels)
        if (pixel.range > 0) ranges.mm.push_back(std::lround(pixel.range * 1e3));
    const bool near =
        u == kOs0 || u == kOs1Of64;  // the roof of a car, a room: all the way to where nothing is found
    std::printf(
        "%s: %zu returns, %.3f to %.2f m; preset %.2f to %.0f m, %.0f mm; on multiples of 2, 3, 5 mm: %.3f "
        "%.3f %.3f\n",
        unit.capture.name, ranges.mm.size(), ranges.nearest(),
        1e-3 * static_cast<double>(*std::max_element(ranges.mm.begin(), ranges.mm.end())),
        unit.spec.range.minimum, unit.spec.range.maximum, unit.spec.range.quantum * 1e3,
        ranges.share([](long mm) { return mm % 2 == 0; }), ranges.share([](long mm) { return mm % 3 == 0; }),
        ranges.share([](long mm) { return mm % 5 == 0; }));
    EXPECT_EQ(spoken_against(ranges, unit.spec, near), "") << unit.capture.name;
    const auto planted = [&](const char* what, const std::function<void(RangeMeasurement&)>& plant) {
      auto spec = unit.spec;
      plant(spec.range);
      EXPECT_NE(spoken_against(ranges, spec, near), "") << unit.capture.name << ": nobody saw " << what;
    };
    planted("a quantum of 12 mm", [](RangeMeasurement& r) { r.quantum = 0.012; });
    planted("half the quantum", [](RangeMeasurement& r) { r.quantum /= 2; });
    planted("a maximum of 60 m", [](RangeMeasurement& r) { r.maximum = 60; });
    if (u == kOs1 || u == kOs1Of32)
      planted("the data sheet's 120 m", [](RangeMeasurement& r) { r.maximum = 120; });
    if (!near) continue;
    planted("a longer minimum", [](RangeMeasurement& r) { r.minimum *= 1.25; });
    planted("a shorter minimum", [](RangeMeasurement& r) { r.minimum *= 0.75; });
  }
}

}  // namespace
}  // namespace tailcast::realism
