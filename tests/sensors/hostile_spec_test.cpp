// SPDX-License-Identifier: Apache-2.0
// Sensor files at the limits of what can be written, and beyond: they work, or are refused where they are
// wrong.
#include <gtest/gtest.h>

#include <cmath>

#include "world.h"

namespace tailcast {
namespace {

constexpr std::string_view kPlain = R"(tailcast_lidar: 1
name: plain
source: t
sweep:
  source: t
  columns: 8
  column_period: 100 us
  start_azimuth: 2 deg
  angle: 4 deg
  direction: clockwise
optics:
  source: t
  divergence_azimuth: 3 mrad
  divergence_elevation: 1 mrad
  pulse_length: 0.75 m
receiver:
  source: t
  noise: 1e-12 1/m^2
  threshold: 1e-9 1/m^2
range:
  source: t
  minimum: 1 m
  maximum: 80 m
  quantum: 2 mm
  coordinate_quantum: 0 m
  sigma_at_unit_snr: 0 m
intensity:
  source: t
  law: reflectivity
  diffuse: 100
  retro: 1000
  maximum: 255
  quantum: 1
  texture: 0
  texture_range: 15 m
beams:
  source: t
  count: 3
  elevation: {from: 1 deg, to: -1 deg}
  range_sigma: 5 mm
)";

std::string with(std::string_view from, std::string_view to) {
  std::string text(kPlain);
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

struct Mistake {
  std::string_view from, to;
  std::string where;  // code@line:column of the first error
};

class HostileSpec : public testing::TestWithParam<Mistake> {};

TEST_P(HostileSpec, IsRefusedWhereItIsWrong) {
  Diagnostics diagnostics;
  parse_lidar_spec(with(GetParam().from, GetParam().to), "plain.yaml", diagnostics);
  ASSERT_FALSE(diagnostics.ok());
  const auto& e = diagnostics.errors.front();
  EXPECT_EQ(e.code + "@" + std::to_string(e.loc.line) + ":" + std::to_string(e.loc.column), GetParam().where)
      << render(diagnostics);
}

INSTANTIATE_TEST_SUITE_P(
    Each, HostileSpec,
    testing::Values(
        Mistake{"tailcast_lidar: 1", "tailcast_lidar: 2", "E0601@1:17"},
        Mistake{"columns: 8", "columns: 65536", "E0601@6:12"},
        Mistake{"columns: 8", "columns: 8.5", "E0105@6:12"}, Mistake{"100 us", "0 us", "E0601@7:18"},
        Mistake{"100 us", "2 s", "E0601@7:18"},
        Mistake{"100 us", "500 ms", "E0601@5:3"}, Mistake{"0.75 m", "0 m", "E0601@15:17"},
        Mistake{"angle: 4 deg", "angle: 0 deg", "E0601@9:10"},
        Mistake{"angle: 4 deg", "angle: 361 deg", "E0601@9:10"},
        Mistake{"angle: 4 deg", "dead_time: -1 ms", "E0601@9:14"},
        Mistake{"angle: 4 deg", "dead_time: 2 s", "E0601@9:14"},
        Mistake{"angle: 4 deg", "offsets_at: noon", "E0603@9:15"},
        Mistake{"angle: 4 deg", "azimuth_grid: -1 deg", "E0601@9:17"},
        Mistake{"3 mrad", "-3 mrad", "E0601@13:23"}, Mistake{"3 mrad", "20 deg", "E0601@13:23"},
        Mistake{"3 mrad", "3 mm", "E0107@13:23"},
        Mistake{"pulse_length: 0.75 m", "pulse_length: 0.75 m\n  samples_azimuth: 6", "E0608@16:20"},
        Mistake{"pulse_length: 0.75 m", "pulse_length: 0.75 m\n  samples_elevation: 0", "E0601@16:22"},
        Mistake{"pulse_length: 0.75 m", "pulse_length: 0.75 m\n  samples_azimuth: 65", "E0601@16:20"},
        Mistake{"threshold: 1e-9", "threshold: -1e-9", "E0601@19:14"},
        Mistake{"threshold: 1e-9 1/m^2", "threshold: 1e-9 1/m^2\n  power_exponent: 0.5", "E0104@17:3"},
        Mistake{"threshold: 1e-9 1/m^2", "threshold: 1e-9 1/m^2\n  false_alarms: 1.5", "E0601@20:17"},
        Mistake{"threshold: 1e-9 1/m^2", "threshold: 1e-9 1/m^2\n  bloom_share: -1", "E0601@20:16"},
        Mistake{"threshold: 1e-9 1/m^2", "threshold: 1e-9 1/m^2\n  saturation: 0 1/m^2", "E0601@20:15"},
        Mistake{"maximum: 80 m", "maximum: 6 km", "E0601@23:12"},
        Mistake{"maximum: 80 m", "maximum: 1 m", "E0604@23:12"},
        Mistake{"quantum: 2 mm", "quantum: inf m", "E0105@24:12"},
        Mistake{"law: reflectivity", "law: square", "E0609@29:8"},
        Mistake{"law: reflectivity", "law: [reflectivity]", "E0105@29:8"},
        Mistake{"retro: 1000", "retro: 1", "E0601@31:10"}, Mistake{"count: 3", "count: 0", "E0601@38:10"},
        Mistake{"count: 3", "count: 131073", "E0601@38:10"},
        Mistake{"{from: 1 deg, to: -1 deg}", "{from: 1 deg}", "E0104@39:14"},
        Mistake{"{from: 1 deg, to: -1 deg}", "{from: 1 deg, to: -1 deg, step: 1 deg}", "E0102@39:40"},
        Mistake{"{from: 1 deg, to: -1 deg}", "{from: -1 deg, to: 1 deg}", "E0605@39:14"},
        Mistake{"{from: 1 deg, to: -1 deg}", "{from: 1 deg, to: -91 deg}", "E0601@39:32"},
        Mistake{"{from: 1 deg, to: -1 deg}", "{unit: deg, values: [3, 2]}", "E0602@39:34"},
        Mistake{"{from: 1 deg, to: -1 deg}", "{unit: parsec, values: [3, 2, 1]}", "E0107@39:21"},
        Mistake{"{from: 1 deg, to: -1 deg}", "{unit: deg, values: 3}", "E0103@39:34"},
        Mistake{"{from: 1 deg, to: -1 deg}", "{unit: deg}", "E0104@39:14"},
        Mistake{"{from: 1 deg, to: -1 deg}", "[1, 0, -1]", "E0105@39:14"},
        Mistake{"range_sigma: 5 mm", "range_sigma: 5 deg", "E0107@40:16"},
        Mistake{"range_sigma: 5 mm", "gain: 0", "E0601@40:9"},
        Mistake{"range_sigma: 5 mm", "column_stride: 2", "E0104@37:3"},
        Mistake{"range_sigma: 5 mm", "column_stride: 2\n  column_phase: 2", "E0610@40:18"},
        Mistake{"range_sigma: 5 mm", "column_stride: 1.5\n  column_phase: 0", "E0610@40:18"},
        Mistake{"range_sigma: 5 mm", "column_stride: 0\n  column_phase: 0", "E0601@40:18"},
        Mistake{"range_sigma: 5 mm", "firing_offset: 100 us", "E0606@40:18"},
        Mistake{"range_sigma: 5 mm", "origin_height: 2 m", "E0601@40:18"},
        Mistake{"range_sigma: 5 mm\n", "range_sigma: 5 mm\nreturns: second\n", "E0613@41:10"},
        Mistake{"range_sigma: 5 mm\n", "range_sigma: 5 mm\nfaults: {weak: [[3, 0.5]]}\n", "E0612@41:17"},
        Mistake{"range_sigma: 5 mm\n", "range_sigma: 5 mm\nfaults: {weak: [[1, 1.5]]}\n", "E0612@41:17"},
        Mistake{"range_sigma: 5 mm\n", "range_sigma: 5 mm\nfaults: {dirt: [[10, 5, -9, 9, 0.5]]}\n",
                "E0612@41:17"},
        Mistake{"range_sigma: 5 mm\n", "range_sigma: 5 mm\nfaults: {dirt: [[0, 5, -9, 9]]}\n", "E0602@41:17"},
        Mistake{"range_sigma: 5 mm\n", "range_sigma: 5 mm\nfaults: {packets_lost: 0.1}\n", "E0104@41:9"},
        Mistake{"range_sigma: 5 mm\n", "range_sigma: 5 mm\nfaults: {packets_lost: 2, packet_columns: 1}\n",
                "E0601@41:24"},
        Mistake{"range_sigma: 5 mm\n", "range_sigma: 5 mm\nfaults: {misalignment: {yaw: 1 m}}\n",
                "E0107@41:30"},
        Mistake{"range_sigma: 5 mm\n", "range_sigma: 5 mm\nfaults: {misalignment: {jaw: 1 deg}}\n",
                "E0102@41:25"},
        Mistake{"range_sigma: 5 mm\n", "range_sigma: 5 mm\nshadow: {source: t, blocked: [[0.5, 1, 2]]}\n",
                "E0607@41:31"}));

// ---- What is extreme works.

LidarSpec parsed(std::string_view from, std::string_view to) {
  Diagnostics diagnostics;
  auto spec = parse_lidar_spec(with(from, to), "plain.yaml", diagnostics);
  EXPECT_TRUE(diagnostics.ok()) << render(diagnostics);
  return spec;
}

Scan scan_of_wall(const LidarSpec& spec, double distance) {
  Scene scene;
  Mesh wall;
  add_box(wall, Pose{Quat::Identity(), {distance + 0.5, 0, 0}}, {1, distance, distance},
          {MaterialId::Concrete, Part::Whole});
  add_stuff(scene, "wall", ClassId::Building, std::move(wall), 1);
  return scan_of(scene, still_timeline(), spec, {7, 0, 0}, Pose{});
}

void expect_wall(const LidarSpec& spec, double distance) {
  const auto scan = scan_of_wall(spec, distance);
  ASSERT_EQ(scan.size(), spec.beams.size() * spec.sweep.columns) << "every pulse returns";
  for (std::size_t i = 0; i < scan.size(); ++i) ASSERT_NEAR(scan.x[i], distance, 0.03 + 1e-6 * distance);
}

TEST(ExtremeSensor, AHundredThousandBeams) {
  expect_wall(parsed("count: 3", "count: 100000"), 10);
}
TEST(ExtremeSensor, OneBeam) {
  expect_wall(parsed("count: 3", "count: 1"), 10);
}
TEST(ExtremeSensor, OneColumn) {
  expect_wall(parsed("columns: 8", "columns: 1"), 10);
}
TEST(ExtremeSensor, ZeroDivergence) {
  expect_wall(parsed("divergence_azimuth: 3 mrad\n  divergence_elevation: 1 mrad",
                     "divergence_azimuth: 0 rad\n  divergence_elevation: 0 rad"),
              10);
}
TEST(ExtremeSensor, KilometreRanges) {
  expect_wall(parsed("maximum: 80 m", "maximum: 5 km"), 3000);
}
TEST(ExtremeSensor, AHundredHertz) {
  auto spec = parsed("100 us", "1250 us");
  EXPECT_EQ(revolution_of(spec), 10'000'000);
  expect_wall(spec, 10);
}
TEST(ExtremeSensor, PulsesOfANanosecond) {
  expect_wall(parsed("100 us", "1 ns"), 10);
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

// A hundred thousand lines of light, a hundred times a second, three kilometres far.
TEST(ExtremeSensor, AllOfThatAtOnce) {
  auto text = replaced(with("count: 3", "count: 100000"), "100 us", "1250 us");
  text = replaced(replaced(text, "3 mrad", "0 rad"), "1 mrad", "0 rad");
  Diagnostics diagnostics;
  const auto spec = parse_lidar_spec(replaced(text, "maximum: 80 m", "maximum: 5 km"), "plain.yaml", diagnostics);
  ASSERT_TRUE(diagnostics.ok()) << render(diagnostics);
  expect_wall(spec, 3000);
}

// Neither is too much by itself.
TEST(ExtremeSensor, MorePulsesThanAFrameHoldsAreRefused) {
  Diagnostics diagnostics;
  const auto text = replaced(with("count: 3", "count: 100000"), "columns: 8", "columns: 200");
  parse_lidar_spec(text, "plain.yaml", diagnostics);
  ASSERT_FALSE(diagnostics.ok());
  EXPECT_EQ(diagnostics.errors.front().code, "E0611");
  EXPECT_EQ(diagnostics.errors.front().loc.line, 37) << "of the block `beams`";
}

}  // namespace
}  // namespace tailcast
