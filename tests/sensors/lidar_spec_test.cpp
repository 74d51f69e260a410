// SPDX-License-Identifier: Apache-2.0
#include "sensors/lidar_spec.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "core/file.h"

namespace tailcast {
namespace {

constexpr std::string_view kTwoBeams = R"(tailcast_lidar: 1
name: two
source: a test
sweep: {source: t, columns: 360, column_period: 100 us, start_azimuth: 180 deg, azimuth_grid: 0.5 deg, direction: clockwise}
optics: {source: t, divergence_azimuth: 3 mrad, divergence_elevation: 1 mrad, focus: 10 m, pulse_length: 0.75 m}
receiver: {source: t, noise: 1e-6 1/m^2, threshold: 1e-5 1/m^2, power_reference: 1e-4 1/m^2, power_exponent: 0.4, power_min: 0.1}
range: {source: t, minimum: 1 m, maximum: 80 m, quantum: 2 mm, coordinate_quantum: 1 mm, sigma_at_unit_snr: 5 cm}
intensity: {source: t, law: logarithmic, slope: 0.1, knee: 1e-5 1/m^2, maximum: 0.99, quantum: 0.01, texture: 0.2, texture_range: 15 m}
beams:
  source: t
  count: 2
  elevation: {unit: deg, values: [2, -10]}
  azimuth_offset: {unit: deg, values: [1, -1]}
  origin_height: {unit: m, values: [0.2, 0.1]}
  origin_left: {unit: mm, values: [26, -26]}
  range_bias: {unit: mm, values: [30, -30]}
  range_sigma: {unit: mm, values: [5, 6]}
  gain: {unit: "1", values: [1, 2]}
  intensity_floor: {unit: "1", values: [0, 0.1]}
  firing_offset: {unit: us, values: [0, 10]}
shadow: {source: t, blocked: [[1, 170, 190]]}
)";

std::string replaced(std::string_view from, std::string_view to) {
  std::string text(kTwoBeams);
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(LidarSpec, IsReadInSi) {
  Diagnostics diagnostics;
  const auto spec = parse_lidar_spec(kTwoBeams, "two.yaml", diagnostics);
  ASSERT_TRUE(diagnostics.ok()) << render(diagnostics);
  ASSERT_EQ(spec.beams.size(), 2U);
  EXPECT_EQ(revolution_of(spec), 36'000'000);
  EXPECT_NEAR(spec.beams[1].elevation, -0.17453293, 1e-8);
  EXPECT_NEAR(spec.beams[0].origin_left, 0.026, 1e-12);
  EXPECT_EQ(spec.beams[1].firing_offset, 10'000);
  EXPECT_EQ(spec.sweep.direction, -1);
  EXPECT_NEAR(spec.receiver.threshold, 1e-5, 1e-18);
  ASSERT_EQ(spec.blocked.size(), 1U);
  EXPECT_NEAR(spec.blocked[0].to, 3.31612558, 1e-8);
}

TEST(LidarSpec, SeesAt905NanometresUnlessItSaysOtherwise) {
  Diagnostics diagnostics;
  EXPECT_EQ(parse_lidar_spec(kTwoBeams, "two.yaml", diagnostics).optics.wavelength, 905e-9);
  const auto text = replaced("focus: 10 m", "focus: 10 m, wavelength: 1550 nm");
  EXPECT_NEAR(parse_lidar_spec(text, "two.yaml", diagnostics).optics.wavelength, 1550e-9, 1e-18);
  ASSERT_TRUE(diagnostics.ok()) << render(diagnostics);
}

struct Broken {
  std::string_view from, to;
  std::string where;  // code@line:column of the first error
};

class BrokenSpec : public testing::TestWithParam<Broken> {};

TEST_P(BrokenSpec, IsReportedWhereItIsWrong) {
  Diagnostics diagnostics;
  parse_lidar_spec(replaced(GetParam().from, GetParam().to), "two.yaml", diagnostics);
  ASSERT_FALSE(diagnostics.ok());
  const auto& e = diagnostics.errors.front();
  EXPECT_EQ(e.code + "@" + std::to_string(e.loc.line) + ":" + std::to_string(e.loc.column), GetParam().where) << render(diagnostics);
}

INSTANTIATE_TEST_SUITE_P(
    Each, BrokenSpec,
    testing::Values(Broken{"columns: 360", "columns: none", "E0105@4:29"}, Broken{"columns: 360", "columns: 0", "E0601@4:29"},
                    Broken{"100 us", "100", "E0107@4:49"}, Broken{"100 us", "100 m", "E0107@4:49"},
                    Broken{"direction: clockwise", "direction: upwards", "E0603@4:115"},
                    Broken{"focus: 10 m", "focus: -1 m", "E0601@5:86"}, Broken{"focus: 10 m", "fokus: 10 m", "E0102@5:79"}, Broken{"pulse_length: 0.75 m", "samples_azimuth: 7", "E0104@5:9"},
                    Broken{"maximum: 80 m", "maximum: 0.5 m", "E0604@7:43"}, Broken{"maximum: 80 m", "maximum: 80000 m", "E0601@7:43"},
                    Broken{"texture: 0.2", "texture: .nan", "E0105@8:111"},
                    Broken{"values: [2, -10]", "values: [2]", "E0602@12:34"}, Broken{"values: [2, -10]", "values: [-10, 2]", "E0605@12:14"},
                    Broken{"values: [2, -10]", "values: [2, x]", "E0105@12:38"}, Broken{"unit: deg, values: [2", "unit: m, values: [2", "E0107@12:21"},
                    Broken{"values: [0, 10]", "values: [0, 100]", "E0606@20:18"}, Broken{"[1, 170, 190]", "[2, 170, 190]", "E0607@21:31"},
                    Broken{"[1, 170, 190]", "[1, 190, 170]", "E0607@21:31"}, Broken{"[1, 170, 190]", "[1, 170]", "E0602@21:31"},
                    Broken{"count: 2", "count: 2\n  count: 2", "E0004@12:3"}, Broken{"name: two", "nome: two", "E0104@1:1"}));

TEST(LidarSpec, PresetsLoadByNameAndAreCompleteEach) {
  const auto names = lidar_presets();
  ASSERT_FALSE(names.empty());
  for (const auto& name : names) EXPECT_EQ(load_lidar_spec(name).name, name);
  EXPECT_THROW(load_lidar_spec("velodyne_hdl64e_kiti"), InputError);
  EXPECT_THROW(load_lidar_spec("no/such/file.yaml"), IoError);
}

}  // namespace
}  // namespace tailcast
