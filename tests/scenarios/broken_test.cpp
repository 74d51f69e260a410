// SPDX-License-Identifier: Apache-2.0
// Broken scenarios, each with exactly the diagnostics that it must give.
#include <gtest/gtest.h>

#include <algorithm>

#include "scenarios/spec.h"
#include "tests/scenarios/support.h"

namespace tailcast {
namespace {

using testing::sound_with;

struct Broken {
  const char* name;
  std::string text;
  std::string diagnostics;  // "line:column code" of each, in order of place
};

std::string found_in(const std::string& text) {
  Diagnostics diagnostics;
  EXPECT_FALSE(parse_scenario(text, "broken.yaml", diagnostics).has_value());
  std::stable_sort(diagnostics.errors.begin(), diagnostics.errors.end(), [](const auto& a, const auto& b) {
    return std::pair(a.loc.line, a.loc.column) < std::pair(b.loc.line, b.loc.column);
  });
  std::string found;
  for (const auto& d : diagnostics.errors)
    found += (found.empty() ? "" : ", ") + std::to_string(d.loc.line) + ":" + std::to_string(d.loc.column) +
             " " + d.code;
  return found;
}

const std::string kSpeedLine = "  speed: $ego_speed\n";
const std::string kPickup =
    "  pickup: {asset: vehicle/pickup, lane: 2, ahead: headway * ego_speed, speed: $ego_speed}";
const std::string kDo = "    do: {release: ladder, push: [-3 m/s, 0, 0.8 m/s]}";
const std::string kEgoSpeed = "{uniform: [20 m/s, 30 m/s]}";

std::vector<Broken> all_broken() {
  return {
#include "tests/scenarios/broken_table.inc"
  };
}

class BrokenScenario : public ::testing::TestWithParam<Broken> {};

TEST_P(BrokenScenario, GivesExactlyItsDiagnostics) {
  EXPECT_EQ(found_in(GetParam().text), GetParam().diagnostics) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(All, BrokenScenario, ::testing::ValuesIn(all_broken()),
                         [](const auto& each) { return each.param.name; });

TEST(BrokenScenarios, AreAtLeastFifty) {
  EXPECT_GE(all_broken().size(), 50U);
}

TEST(BrokenScenarios, TheSoundOneIsSound) {
  Diagnostics diagnostics;
  EXPECT_TRUE(parse_scenario(testing::kSound, "sound.yaml", diagnostics).has_value()) << render(diagnostics);
}

TEST(BrokenScenarios, AreShownWithLineCaretAndHint) {
  Diagnostics diagnostics;
  parse_scenario(sound_with("  lane: 2\n", "  lame: 2\n"), "cut_in.yaml", diagnostics);
  const auto text = render(diagnostics);
  EXPECT_NE(text.find("cut_in.yaml:11:3: error[E0102]: unknown key `lame` in ego"), std::string::npos)
      << text;
  EXPECT_NE(text.find("   11 |   lame: 2\n      |   ^\n      = hint: did you mean `lane`?"),
            std::string::npos)
      << text;
}

}  // namespace
}  // namespace tailcast
