// SPDX-License-Identifier: Apache-2.0
// The presets against what is known of the devices: counts, rates and angles that their makers and drivers
// state.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>

#include "core/dmath.h"
#include "core/file.h"
#include "core/yaml.h"
#include "sensors/effects.h"
#include "sensors/firing.h"
#include "sensors/lidar_spec.h"

namespace tailcast {
namespace {

double deg(double rad) {
  return rad * 180 / kPi;
}

struct Fact {
  std::string name;
  std::size_t channels;
  double top, bottom;          // deg, of the outer beams
  double step;                 // deg, of azimuth
  double period;               // s, of a frame
  double pulses_per_second;    // as the maker or the driver has it
  double least_gap, most_gap;  // deg, between neighbouring beams
};

// Single returns. Ouster's figure is for twice the columns of the mode that the presets are in; see the test.
const Fact kFacts[] = {
    {"velodyne_hdl64e_kitti", 64, 1.94, -25.00, 0.167, 0.1034, 1333312, 0.24, 0.70},
    {"velodyne_hdl64e_s2", 64, 2.02, -24.71, 0.1728, 0.1, 1333312, 0.33, 0.61},
    {"velodyne_hdl64e_s3", 64, 1.96, -24.56, 0.1728, 0.1, 1333312, 0.21, 0.70},
    {"velodyne_hdl32e", 32, 10.67, -30.67, 0.332, 0.05, 694444, 1.32, 1.35},
    {"velodyne_vlp16", 16, 15, -15, 0.199, 0.1, 289351, 1.999, 2.001},
    {"velodyne_vlp32c", 32, 15, -25, 0.199, 0.1, 578704, 0.332, 9.362},
    {"velodyne_vls128", 128, 15, -25, 0.1919, 0.1, 2401497, 0.10, 5.43},
    {"ouster_os0_128", 128, 45.75, -46.26, 0.3516, 0.1, 1310720, 0.40, 1.10},
    {"ouster_os1_64", 64, 16.73, -16.68, 0.3516, 0.1, 655360, 0.44, 0.64},
    {"ouster_os1_128", 128, 20.95, -21.82, 0.3516, 0.1, 1310720, 0.27, 0.38},
    {"ouster_os2_128", 128, 10.76, -11.09, 0.3516, 0.1, 1310720, 0.13, 0.21},
    {"hesai_pandar40", 40, 7.14, -15.70, 0.2, 0.1, 720000, 0.32, 1.02},
    {"hesai_pandar64", 64, 14.9, -24.88, 0.2, 0.1, 1152000, 0.16, 6.01},
    {"hesai_xt32", 32, 14.97, -16.02, 0.18, 0.1, 640000, 0.98, 1.03},
    {"hesai_pandar128", 128, 15.14, -24.71, 0.1, 0.1, 3456000, 0.09, 1.73},
    {"hesai_at128", 128, 12.93, -12.47, 0.1, 0.1, 1536000, 0.199, 0.201},
    {"robosense_rs32", 32, 14.98, -25.03, 0.2, 0.1, 576369, 0.27, 10.35},
};

std::uint64_t pulses_of(const LidarSpec& spec) {
  const FiringTable table(spec);
  std::uint64_t count = 0;
  for (std::uint32_t ring = 0; ring < spec.beams.size(); ++ring)
    for (std::uint32_t column = 0; column < spec.sweep.columns; ++column)
      count += table.fires(ring, column) ? 1 : 0;
  return count;
}

class Preset : public testing::TestWithParam<Fact> {
 protected:
  const LidarSpec spec = load_lidar_spec(GetParam().name);
};

TEST_P(Preset, HasTheBeamsOfTheDevice) {
  const auto& fact = GetParam();
  ASSERT_EQ(spec.beams.size(), fact.channels);
  EXPECT_NEAR(deg(spec.beams.front().elevation), fact.top, 0.006);
  EXPECT_NEAR(deg(spec.beams.back().elevation), fact.bottom, 0.006);
  for (std::size_t i = 1; i < spec.beams.size(); ++i) {
    const double gap = deg(spec.beams[i - 1].elevation - spec.beams[i].elevation);
    EXPECT_GE(gap, fact.least_gap) << "below beam " << i - 1;
    EXPECT_LE(gap, fact.most_gap) << "below beam " << i - 1;
  }
}

TEST_P(Preset, TurnsAndFiresAtTheRatesOfTheDevice) {
  const auto& fact = GetParam();
  const double frame = static_cast<double>(revolution_of(spec)) * 1e-9;
  EXPECT_NEAR(deg(column_step(spec.sweep)), fact.step, 0.002 * fact.step + 0.0005);
  EXPECT_NEAR(frame, fact.period, 0.01 * fact.period);
  EXPECT_NEAR(static_cast<double>(pulses_of(spec)) / frame, fact.pulses_per_second,
              0.005 * fact.pulses_per_second);
  EXPECT_EQ(spec.sweep.direction, -1) << "all of them turn clockwise";
  for (const auto& beam : spec.beams) EXPECT_LT(beam.firing_offset, spec.sweep.column_period);
}

// A target of reflectance 1 is found beyond the range of one of 0.1, and both within what can be reported at
// all.
TEST_P(Preset, FindsWhatItsDocumentsSayWithinItsRange) {
  const double dark = std::sqrt(0.1 / spec.receiver.threshold);  // m, of a reflectance of 0.1
  EXPECT_GT(dark, 20);
  EXPECT_LT(dark, 221);
  EXPECT_GT(spec.range.maximum, 60);
  EXPECT_NEAR(spec.receiver.threshold / spec.receiver.noise, 5.11, 0.05);
  // No halo around a white wall 4 m away: what its neighbours get stays below the threshold.
  EXPECT_LT(spec.receiver.bloom_share / (4.0 * 4.0), spec.receiver.threshold);
}

std::string name_of_case(const testing::TestParamInfo<Fact>& info) {
  return info.param.name;
}
INSTANTIATE_TEST_SUITE_P(Each, Preset, testing::ValuesIn(kFacts), name_of_case);

TEST(Presets, AreThoseThatFactsAreKnownOf) {
  std::set<std::string> known;
  for (const auto& fact : kFacts) known.insert(fact.name);
  const auto names = lidar_presets();
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()), known);
}

// Of every block of values, which of them were read in a source or measured, and which were not.
TEST(Presets, SayInEveryBlockWhatIsVerified) {
  for (const auto& name : lidar_presets()) {
    const auto path = std::string(TAILCAST_SOURCE_DIR) + "/sensors/presets/" + name + ".yaml";
    Diagnostics diagnostics;
    const auto root = parse_yaml(read_file(path), path, diagnostics);
    ASSERT_TRUE(root && diagnostics.ok()) << name;
    for (const auto* block : {"sweep", "optics", "receiver", "range", "intensity", "beams"}) {
      const auto text = root->find(block)->find("source")->scalar;
      const auto says = [&](const char* word) { return text.find(word) != std::string::npos; };
      EXPECT_TRUE(says("erified") || says("easured") || says("itted")) << name << ", " << block << ": " << text;
    }
  }
}

// t = 55.296 us a sequence + 2.304 us a laser; lasers alternate between the lower and the upper eight.
TEST(Presets, Vlp16FiresBottomFirstAndInterleaved) {
  const auto spec = load_lidar_spec("velodyne_vlp16");
  const double order[] = {-15, 1, -13, 3, -11, 5, -9, 7, -7, 9, -5, 11, -3, 13, -1, 15};
  for (const auto& beam : spec.beams) {
    const auto laser = beam.firing_offset / 2304;
    ASSERT_LT(laser, 16);
    EXPECT_EQ(beam.firing_offset, laser * 2304);
    EXPECT_NEAR(deg(beam.elevation), order[laser], 1e-9);
    // The beams cross 41.9 mm ahead of the axis (the manual's vertical corrections, rounded to 0.1 mm).
    EXPECT_NEAR(beam.origin_height, -0.0419 * dmath::sin(beam.elevation) / dmath::cos(beam.elevation), 1e-4);
  }
}

// One laser each 1.152 us, from the lowest: lower and upper half of the fan in turn.
TEST(Presets, Hdl32eFiresAsItsManualSays) {
  const auto spec = load_lidar_spec("velodyne_hdl32e");
  for (std::size_t ring = 0; ring < 32; ++ring) {
    const std::size_t from_below = 31 - ring;
    const std::size_t laser = from_below < 16 ? 2 * from_below : 2 * (from_below - 16) + 1;
    EXPECT_EQ(spec.beams[ring].firing_offset, static_cast<Nanoseconds>(1152 * laser)) << ring;
  }
}

// Eight lasers at once; sixteen groups in slots 0 to 7 and 9 to 16 of twenty.
TEST(Presets, Vls128FiresInGroupsOfEight) {
  std::map<Nanoseconds, int> groups;
  for (const auto& beam : load_lidar_spec("velodyne_vls128").beams) ++groups[beam.firing_offset / 2665];
  ASSERT_EQ(groups.size(), 16U);
  for (const auto& [slot, lasers] : groups) EXPECT_EQ(lasers, 8) << slot;
  EXPECT_EQ(groups.count(8), 0U);
  EXPECT_EQ(groups.rbegin()->first, 16);
}

// The driver takes rot_correction from a clockwise azimuth, and the KITTI unit was measured
// counter-clockwise: two units of one product have the same pattern only if both signs are right.
TEST(Presets, Hdl64eAzimuthsAreThoseMeasuredOnTheKittiUnit) {
  const auto kitti = load_lidar_spec("velodyne_hdl64e_kitti");
  for (const char* name : {"velodyne_hdl64e_s2", "velodyne_hdl64e_s3"}) {
    const auto spec = load_lidar_spec(name);
    for (std::size_t ring = 0; ring < 64; ++ring) {
      EXPECT_NEAR(deg(spec.beams[ring].azimuth_offset), deg(kitti.beams[ring].azimuth_offset), 1.9)
          << name << ' ' << ring;
      EXPECT_EQ(spec.beams[ring].firing_offset, kitti.beams[ring].firing_offset) << name << ' ' << ring;
      EXPECT_NEAR(spec.beams[ring].origin_left, kitti.beams[ring].origin_left, 1e-9) << name << ' ' << ring;
      EXPECT_NEAR(spec.beams[ring].origin_height, kitti.beams[ring].origin_height, 0.035)
          << name << ' ' << ring;
    }
  }
}

// Ouster's beams start on the head's own direction, that many mm from the axis: forward and left of the beam
// are its parts.
TEST(Presets, OusterBeamsStartAheadOfTheHead) {
  const std::map<std::string, double> radius{{"ouster_os0_128", 27.67},
                                             {"ouster_os1_128", 15.806},
                                             {"ouster_os1_64", 12.163},
                                             {"ouster_os2_128", 13.762}};
  for (const auto& [name, mm] : radius) {
    const auto spec = load_lidar_spec(name);
    for (const auto& beam : spec.beams) {
      EXPECT_NEAR(beam.origin_forward, 1e-3 * mm * dmath::cos(beam.azimuth_offset), 1e-5) << name;
      EXPECT_NEAR(beam.origin_left, -1e-3 * mm * dmath::sin(beam.azimuth_offset), 1e-5) << name;
      EXPECT_EQ(beam.firing_offset, 0) << name << ": a column fires at once";
    }
    const auto origin = FiringTable(spec).fire(0, 512).origin;  // half a turn after the rear
    EXPECT_NEAR(origin.x(), 1e-3 * mm, 1e-5) << name;
    EXPECT_NEAR(origin.y(), 0, 1e-5) << name;
  }
}

// pixel_shift_by_row of the vendor's metadata moves row 0 by 24 of 1024 columns against row 3: the row that
// is shifted more looks further on, clockwise.
TEST(Presets, OusterOffsetsAgreeWithTheVendorsPixelShifts) {
  const auto spec = load_lidar_spec("ouster_os1_128");
  const double apart = deg(spec.beams[3].azimuth_offset - spec.beams[0].azimuth_offset);
  EXPECT_NEAR(apart, 24 * 360.0 / 1024, 0.02);
}

TEST(Presets, Pandar128HasAFineCore) {
  const auto spec = load_lidar_spec("hesai_pandar128");
  const FiringTable table(spec);
  std::size_t fine = 0;
  for (std::uint32_t ring = 0; ring < 128; ++ring) {
    const bool core = ring >= 24 && ring < 88;  // channels 25 to 88
    EXPECT_EQ(spec.beams[ring].column_stride, core ? 1U : 2U) << ring;
    EXPECT_NE(table.fires(ring, 10) && table.fires(ring, 11), !core) << ring;
    fine += core ? 1 : 0;
  }
  EXPECT_EQ(64 * 3600 + 64 * 1800, static_cast<int>(pulses_of(spec)));
  EXPECT_EQ(fine, 64U);
}

TEST(Presets, At128LooksAhead) {
  const auto spec = load_lidar_spec("hesai_at128");
  EXPECT_NEAR(deg(spec.sweep.angle), 120, 1e-9);
  const double centre = spec.sweep.start_azimuth + spec.sweep.direction * spec.sweep.angle / 2;
  EXPECT_NEAR(centre, 0, 1e-9);
  EXPECT_NEAR(static_cast<double>(spec.sweep.dead_time), 0.5 * static_cast<double>(revolution_of(spec)), 1e4);
}

// The gap between the mark and the firing: a beam that fires late looks further on, except where the table
// holds that.
TEST(Presets, OnlyMeasuredOffsetsHoldTheTurnWhileFiring) {
  for (const auto& name : lidar_presets()) {
    const auto spec = load_lidar_spec(name);
    const bool at_once =
        std::all_of(spec.beams.begin(), spec.beams.end(), [](const Beam& b) { return b.firing_offset == 0; });
    EXPECT_EQ(spec.sweep.turns_while_firing, name != "velodyne_hdl64e_kitti" && !at_once) << name;
  }
}

std::vector<std::string> yaml_blocks(const std::string& page) {
  const std::string open = "```yaml\n";
  std::vector<std::string> found;
  for (std::size_t at = page.find(open); at != std::string::npos; at = page.find(open, at)) {
    at += open.size();
    found.push_back(page.substr(at, page.find("```", at) - at));
  }
  return found;
}

// The first block is a whole sensor; the others are keys that may be added to it.
TEST(SensorsPage, ItsExamplesAreSensors) {
  const auto examples = yaml_blocks(read_file(TAILCAST_SOURCE_DIR "/docs/sensors.md"));
  ASSERT_GE(examples.size(), 3U);
  for (std::size_t i = 0; i < examples.size(); ++i) {
    Diagnostics diagnostics;
    const auto text = i == 0 ? examples[0] : examples[0] + examples[i];
    const auto spec = parse_lidar_spec(text, "sensors.md", diagnostics);
    ASSERT_TRUE(diagnostics.ok()) << render(diagnostics);
    EXPECT_EQ(spec.beams.size(), 2U);
    EXPECT_EQ(revolution_of(spec), 100'000'000);
  }
}

TEST(SensorsPage, HasEveryPresetAndEveryEffect) {
  const auto page = read_file(TAILCAST_SOURCE_DIR "/docs/sensors.md");
  const auto has_row = [&](std::string_view name) {
    return page.find("| `" + std::string(name) + "` |") != std::string::npos;
  };
  for (const auto& name : lidar_presets()) EXPECT_TRUE(has_row(name)) << name;
  for (const auto& effect : all_effects()) {
    EXPECT_TRUE(has_row(effect.name)) << effect.name;
    EXPECT_NE(page.find(effect.summary), std::string::npos) << effect.name;
  }
}

}  // namespace
}  // namespace tailcast
