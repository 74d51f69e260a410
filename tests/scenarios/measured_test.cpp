// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>

#include "core/error.h"
#include "core/file.h"
#include "scenarios/sample.h"
#include "tests/scenarios/support.h"

namespace tailcast {
namespace {

class MeasuredColumns : public ::testing::Test {
 protected:
  MeasuredColumns() : folder_((std::filesystem::temp_directory_path() / ("tailcast_measured_" + std::to_string(::getpid()))).string()) {}
  ~MeasuredColumns() override { std::filesystem::remove_all(folder_); }
  // What is wrong with the sound scenario whose ego_speed is of a column of this file; its spec where nothing is.
  std::string read(const std::string& csv, const std::string& column) {
    write_file(folder_ + "/logs/drive.csv", csv);
    const auto text = testing::sound_with("{uniform: [20 m/s, 30 m/s]}", "{empirical: {file: logs/drive.csv, column: " + column + ", unit: km/h}}");
    Diagnostics diagnostics;
    spec_ = parse_scenario(text, folder_ + "/t.yaml", diagnostics);
    return render(diagnostics);
  }
  const std::vector<double>& values() const { return std::get<Empirical>(spec_->parameters.front().distribution).values; }

  std::string folder_;
  std::optional<ScenarioSpec> spec_;
};

TEST_F(MeasuredColumns, AreReadInTheirUnitAndDrawn) {
  ASSERT_EQ(read("time,\"speed, kept\",lane\n0,90,2\n1,,2\n2,72,1\n3,\"108\",1\n", "'speed, kept'"), "");
  ASSERT_EQ(values().size(), 3U);
  EXPECT_DOUBLE_EQ(values()[0], 20);
  EXPECT_DOUBLE_EQ(values()[2], 30);
  for (std::uint32_t i = 0; i < 20; ++i) {
    const double speed = sample(*spec_, 3, i).ego_speed;
    EXPECT_TRUE(speed >= 20 && speed <= 30);
  }
  // What is printed needs no file any more.
  Diagnostics diagnostics;
  EXPECT_EQ(parse_scenario(print(*spec_), "elsewhere.yaml", diagnostics), spec_) << render(diagnostics);
}

TEST_F(MeasuredColumns, ThatAreLongAreKeptAsTheirQuantiles) {
  std::string csv = "speed\r\n";
  for (int i = 0; i <= 20000; ++i) csv += std::to_string((i * 7919 % 20001) * 0.01) + "\r\n";
  ASSERT_EQ(read(csv, "speed"), "");
  ASSERT_EQ(values().size(), kEmpiricalValues);
  EXPECT_NEAR(values()[512] * 3.6, 100, 1e-9);
  EXPECT_NEAR(values().back() * 3.6, 200, 1e-9);
}

TEST_F(MeasuredColumns, ThatAreWrongAreLocated) {
  EXPECT_NE(read("time,speed\n0,90\n1,fast\n2,1e999\n", "speed").find("logs/drive.csv:3:3: error[E0214]: `fast` is no finite number"), std::string::npos);
  EXPECT_NE(read("time,speed\n0,90\n", "sped").find("did you mean `speed`?"), std::string::npos);
  EXPECT_NE(read("", "speed").find("error[E0214]"), std::string::npos);
  EXPECT_NE(read("speed\n90\n", "speed").find("error[E0107]: empirical has 1 values"), std::string::npos);
  std::string all_bad = "speed\n";
  for (int i = 0; i < 1000; ++i) all_bad += "x\n";
  EXPECT_NE(read(all_bad, "speed").find("995 more cells"), std::string::npos);
  std::filesystem::create_symlink("/etc", folder_ + "/outside");
  Diagnostics diagnostics;
  parse_scenario(testing::sound_with("{uniform: [20 m/s, 30 m/s]}", "{empirical: {file: outside/passwd, column: a}}"), folder_ + "/t.yaml", diagnostics);
  EXPECT_NE(render(diagnostics).find("error[E0215]"), std::string::npos);
}

}  // namespace
}  // namespace tailcast
