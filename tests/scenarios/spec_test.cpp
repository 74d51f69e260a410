// SPDX-License-Identifier: Apache-2.0
#include "scenarios/spec.h"

#include <gtest/gtest.h>

#include <regex>

#include "core/error.h"
#include "core/file.h"
#include "scenarios/codes.h"
#include "scenarios/sample.h"
#include "tests/scenarios/support.h"

namespace tailcast {
namespace {

const std::string kSource = TAILCAST_SOURCE_DIR;

ScenarioSpec parsed(std::string_view text, const std::string& file = "t.yaml") {
  Diagnostics diagnostics;
  auto spec = parse_scenario(text, file, diagnostics);
  if (!spec) throw InputError(std::move(diagnostics));
  return std::move(*spec);
}

std::vector<std::string> documented_scenarios() {
  const auto page = read_file(kSource + "/docs/dsl.md");
  std::vector<std::string> blocks;
  for (auto at = page.find("```yaml\n"); at != std::string::npos; at = page.find("```yaml\n", at)) {
    at += 8;
    blocks.push_back(page.substr(at, page.find("```", at) - at));
  }
  return blocks;
}

TEST(Spec, PrintsToTextThatParsesToAnEqualSpec) {
  auto texts = documented_scenarios();
  texts.emplace_back(testing::kSound);
  for (const auto& file : list_files(kSource + "/scenarios/library", ".yaml", true))
    texts.push_back(read_file(file));
  for (const auto& text : texts) {
    const auto spec = parsed(text);
    EXPECT_EQ(parsed(print(spec)), spec) << print(spec);
    EXPECT_EQ(print(parsed(print(spec))), print(spec));
  }
}

TEST(Spec, EqualityIgnoresWhereThingsStandAndNothingElse) {
  EXPECT_EQ(parsed(testing::kSound), parsed("# a comment\n\n" + std::string(testing::kSound)));
  EXPECT_FALSE(parsed(testing::kSound) == parsed(testing::sound_with("to: 2 s", "to: 3 s")));
  EXPECT_FALSE(parsed(testing::kSound) == parsed(testing::sound_with("ladder_5m: 1", "ladder_5m: 2")));
}

TEST(Spec, EachExampleOfTheLanguagePageIsAScenarioThatDraws) {
  const auto blocks = documented_scenarios();
  ASSERT_GE(blocks.size(), 4U);
  for (const auto& block : blocks) EXPECT_NO_THROW(sample(parsed(block), 1, 0)) << block;
}

TEST(Spec, EachScenarioOfTheLibraryHasAHazardSourcesAndItsFileName) {
  const auto files = list_files(kSource + "/scenarios/library", ".yaml", true);
  ASSERT_GE(files.size(), 3U);
  for (const auto& file : files) {
    const auto spec = load_scenario(file);
    EXPECT_TRUE(file.ends_with("/" + spec.name + ".yaml")) << file;
    EXPECT_FALSE(spec.hazards.empty() || spec.sources.empty() || spec.summary.empty()) << file;
  }
}

TEST(Overrides, SetAParameterByItsName) {
  auto spec = parsed(testing::kSound);
  Diagnostics diagnostics;
  apply_override(spec, "ego_speed=90 km/h", diagnostics);
  apply_override(spec, "ladder=debris/ladder_5m", diagnostics);
  ASSERT_TRUE(diagnostics.ok()) << render(diagnostics);
  const auto instance = sample(spec, 3, 0);
  EXPECT_DOUBLE_EQ(instance.ego_speed, 25);
  EXPECT_EQ(instance.actors[1].asset, "debris/ladder_5m");
}

TEST(Overrides, SetAKeyByItsPathEvenOneThatIsNotInTheFile) {
  auto spec = parsed(testing::kSound);
  Diagnostics diagnostics;
  for (const auto* text : {"stage.lanes=2", "record.to=4 s", "weather.rain=5 mm/h", "events.0.at=1 s"})
    apply_override(spec, text, diagnostics);
  ASSERT_TRUE(diagnostics.ok()) << render(diagnostics);
  const auto instance = sample(spec, 3, 0);
  EXPECT_EQ(instance.place_parameters.at("lanes"), 2);
  EXPECT_EQ(instance.record_to, 4 * kSecond);
  EXPECT_NEAR(instance.weather.rain, 5e-3 / 3600, 1e-12);
  EXPECT_EQ(parsed(print(spec)), spec);
}

TEST(Weather, IsClearAndDryWhereNothingIsSaid) {
  EXPECT_EQ(sample(parsed(testing::kSound), 3, 0).weather, Environment{});
  const auto still = testing::sound_with("ego:", "weather: {rain: 0 mm/h, snow: 0 mm/h, snow_cover: 0 cm}\nego:");
  EXPECT_EQ(sample(parsed(still), 3, 0).weather, Environment{});
}

TEST(Weather, IsWhatTheScenarioSaysAndRainLeavesAFilm) {
  const auto all = testing::sound_with(
      "ego:", "weather: {rain: 2 mm/h, snow: 1 mm/h, visibility: 80 m, water_film: 0.5 mm, snow_cover: 3 cm, wind: 36 km/h, "
              "wind_heading: 90 deg}\nego:");
  const auto weather = sample(parsed(all), 3, 0).weather;
  EXPECT_NEAR(weather.rain, 2e-3 / 3600, 1e-15);
  EXPECT_NEAR(weather.snow, 1e-3 / 3600, 1e-15);
  EXPECT_DOUBLE_EQ(weather.visibility, 80);
  EXPECT_DOUBLE_EQ(weather.water_film, 0.5e-3);
  EXPECT_DOUBLE_EQ(weather.snow_cover, 0.03);
  EXPECT_DOUBLE_EQ(weather.wind, 10);
  EXPECT_NEAR(weather.wind_heading, 1.5707963267948966, 1e-12);
  EXPECT_EQ(parsed(print(parsed(all))), parsed(all));
  // Gallaway et al. 1979 for 25 mm/h: .103 * 1.2^.11 * 5^.43 * 25^.59 / 2.5^.42 mm.
  const auto rain = testing::sound_with("ego:", "weather: {rain: 25 mm/h}\nego:");
  EXPECT_NEAR(sample(parsed(rain), 3, 0).weather.water_film, 0.954e-3, 1e-6);
}

TEST(Overrides, ThatAreWrongSayWhereAndChangeNothing) {
  for (const auto& [text, place] : std::vector<std::pair<std::string, std::string>>{
           {"ego_sped=3 m/s", "--set ego_sped:1:1: error[E0306]"},
           {"ego.speed=100", "--set ego.speed:1:11: error[E0201]"},
           {"nonsense", "--set nonsense:1:1: error[E0109]"},
           {"events.9.at=1 s", "--set events.9.at:1:1: error[E0109]"}}) {
    auto spec = parsed(testing::kSound);
    Diagnostics diagnostics;
    apply_override(spec, text, diagnostics);
    EXPECT_NE(render(diagnostics).find(place), std::string::npos) << render(diagnostics);
    EXPECT_EQ(spec, parsed(testing::kSound));
  }
}

TEST(Codes, EachThatTheProgramEmitsIsExplainedAndDocumented) {
  const auto page = read_file(kSource + "/docs/diagnostics.md");
  const std::regex code(R"re("(E0\d{3})")re");
  std::size_t found = 0;
  for (const auto* folder : {"core", "scene", "assets", "stages", "scenarios", "sim", "sensors", "labels",
                             "dataset", "gap", "viewer", "pipeline", "tools"})
    for (const auto& file : list_files(kSource + "/" + folder, ".cpp", true)) {
      if (file.ends_with("codes.cpp")) continue;
      const auto text = read_file(file);
      for (std::sregex_iterator it(text.begin(), text.end(), code), end; it != end; ++it, ++found)
        EXPECT_NE(find_code((*it)[1].str()), nullptr) << (*it)[1] << " in " << file;
    }
  EXPECT_GT(found, 50U);
  for (const auto& info : all_codes()) {
    EXPECT_NE(page.find("| " + std::string(info.code) + " | " + std::string(info.title) + " |"),
              std::string::npos)
        << info.code;
  }
}

}  // namespace
}  // namespace tailcast
