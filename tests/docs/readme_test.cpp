// SPDX-License-Identifier: Apache-2.0
// What a new user reads must work: the README's scenario is checked and drawn, its verbs exist.
#include <gtest/gtest.h>

#include <regex>

#include "core/error.h"
#include "core/file.h"
#include "scenarios/sample.h"
#include "scenarios/spec.h"

namespace tailcast {
namespace {

std::vector<std::string> blocks(const std::string& text, const std::string& language) {
  std::vector<std::string> found;
  const std::string open = "```" + language + "\n";
  for (std::size_t at = text.find(open); at != std::string::npos; at = text.find(open, at)) {
    at += open.size();
    found.push_back(text.substr(at, text.find("```", at) - at));
  }
  return found;
}

TEST(Readme, ItsScenarioIsOne) {
  const auto scenarios = blocks(read_file(TAILCAST_SOURCE_DIR "/README.md"), "yaml");
  ASSERT_FALSE(scenarios.empty());
  for (const auto& text : scenarios) {
    Diagnostics diagnostics;
    const auto spec = parse_scenario(text, "README.md", diagnostics);
    ASSERT_TRUE(spec && diagnostics.ok()) << render(diagnostics);
    EXPECT_EQ(sample(*spec, 7, 0).hazards, std::vector<std::string>{"ladder"});
  }
}

TEST(Readme, ItsVerbsAreThere) {
  const auto commands = read_file(TAILCAST_SOURCE_DIR "/tools/main.cpp");
  std::size_t verbs = 0;
  for (const auto& block : blocks(read_file(TAILCAST_SOURCE_DIR "/README.md"), "console")) {
    const std::regex call(R"(\$ tailcast ([a-z]+))");
    for (std::sregex_iterator it(block.begin(), block.end(), call), end; it != end; ++it, ++verbs)
      EXPECT_NE(commands.find("add_" + (*it)[1].str() + "(app"), std::string::npos) << (*it)[1];
  }
  EXPECT_GE(verbs, 5U);
}

}  // namespace
}  // namespace tailcast
