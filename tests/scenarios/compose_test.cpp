// SPDX-License-Identifier: Apache-2.0
#include "scenarios/compose.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "core/error.h"
#include "core/file.h"
#include "scenarios/sample.h"
#include "tests/scenarios/support.h"

namespace tailcast {
namespace {

class Composition : public ::testing::Test {
 protected:
  Composition() : folder_((std::filesystem::temp_directory_path() / ("tailcast_compose_" + std::to_string(::getpid()))).string()) {
    write("base.yaml", std::string(testing::kSound));
  }
  ~Composition() override { std::filesystem::remove_all(folder_); }
  void write(const std::string& name, const std::string& text) const { write_file(folder_ + "/" + name, text); }
  ScenarioSpec read(const std::string& text) {
    Diagnostics diagnostics;
    auto spec = parse_scenario(text, folder_ + "/t.yaml", diagnostics);
    if (!spec) throw InputError(std::move(diagnostics));
    return std::move(*spec);
  }
  std::string wrong(const std::string& text) {
    Diagnostics diagnostics;
    EXPECT_FALSE(parse_scenario(text, folder_ + "/t.yaml", diagnostics));
    return render(diagnostics);
  }
  std::string folder_;
};

TEST_F(Composition, ExtendsAScenarioWithWhatDiffers) {
  const auto spec = read("extends: base.yaml\nname: wet\nweather: {rain: 5 mm/h}\nparameters: {ego_speed: 25 m/s}\nstage: {lanes: 4}\n"
                         "actors: {pickup: {at: 40 m}}\nevents+:\n  - at: 1 s\n    do: {brake: ego, deceleration: 3 m/s^2}\n");
  auto same = testing::sound_with("name: sound", "name: wet\nweather: {rain: 5 mm/h}");
  const auto replace = [&](const std::string& a, const std::string& b) { same.replace(same.find(a), a.size(), b); };
  replace("{uniform: [20 m/s, 30 m/s]}", "25 m/s"), replace("lanes: 3", "lanes: 4"), replace("ahead: headway * ego_speed", "at: 40 m");
  replace("record:", "  - at: 1 s\n    do: {brake: ego, deceleration: 3 m/s^2}\nrecord:");
  Diagnostics diagnostics;
  EXPECT_EQ(print(spec), print(*parse_scenario(same, "same.yaml", diagnostics)));
  EXPECT_EQ(read(print(spec)), spec);
}

TEST_F(Composition, RemovesByATildeAndReplacesListsWhole) {
  const auto spec = read("extends: base.yaml\nname: less\nrequire: ~\nevents: []\nactors: {ladder: ~, box: {asset: debris/cardboard_box, lane: 2, at: 30 m}}\nhazard: box\n");
  EXPECT_TRUE(spec.require.empty());
  EXPECT_TRUE(spec.events.empty());
  EXPECT_EQ(spec.actors.size(), 2U);
  EXPECT_EQ(spec.actors.back().name, "box");
}

TEST_F(Composition, IncludesFragmentsInOrder) {
  write("parts/rain.yaml", "fragment: true\nweather: {rain: 5 mm/h, visibility: 3 km}\ntags: [rain]\n");
  write("parts/wind.yaml", "fragment: true\nweather: {wind: 8 m/s, rain: 7 mm/h}\n");
  const auto spec = read("include: [parts/rain.yaml, parts/wind.yaml]\n" + testing::sound_with("ego:", "weather: {visibility: 2 km}\nego:"));
  const auto weather = sample(spec, 1, 0).weather;
  EXPECT_NEAR(weather.rain, 7e-3 / 3600, 1e-12);
  EXPECT_EQ(weather.visibility, 2000);
  EXPECT_EQ(weather.wind, 8);
  EXPECT_EQ(spec.tags, std::vector<std::string>{"rain"});
}

TEST_F(Composition, ReportsMistakesInTheFileThatTheyStandIn) {
  write("parts/bad.yaml", "fragment: true\nweather:\n  rain: 5\n");
  EXPECT_NE(wrong("include: parts/bad.yaml\n" + std::string(testing::kSound)).find("parts/bad.yaml:3:9: error[E0201]"), std::string::npos);
}

TEST_F(Composition, NeitherGoesInCirclesNorReadsElsewhere) {
  write("a.yaml", "extends: b.yaml\nname: a\n");
  write("b.yaml", "extends: a.yaml\nname: b\n");
  write("self.yaml", "extends: self.yaml\n");
  for (const auto& [named, message] : std::vector<std::pair<std::string, std::string>>{
           {"a.yaml", "takes itself in"}, {"self.yaml", "takes itself in"}, {"t.yaml", "takes itself in"}, {"../../etc/passwd.yaml", "neither in"},
           {"/etc/passwd.yaml", "neither in"}, {"none.yaml", "cannot be read"}, {"no/such_name", "cannot be read"}}) {
    const auto text = wrong("extends: " + named + "\nname: t\n");
    EXPECT_NE(text.find("error[E0111]"), std::string::npos) << text;
    EXPECT_NE(text.find(message), std::string::npos) << text;
  }
  write("fragment.yaml", "fragment: true\n");
  EXPECT_NE(wrong("extends: fragment.yaml\nname: t\n").find("is a fragment"), std::string::npos);
  EXPECT_NE(wrong("include: base.yaml\nname: t\n").find("is a whole scenario"), std::string::npos);
  EXPECT_NE(wrong("extends: base.yaml\nname: t\nstage+: [1]\n").find("error[E0112]"), std::string::npos);
}

TEST_F(Composition, TakesFromTheLibraryByName) {
  const auto spec = read("extends: debris/ladder_off_pickup\nname: in_the_rain\nweather: {rain: 8 mm/h}\n");
  EXPECT_EQ(spec.name, "in_the_rain");
  EXPECT_EQ(sample(spec, 1, 0).draws.size(), load_scenario(data_path("scenarios/library/debris/ladder_off_pickup.yaml")).parameters.size());
}

TEST_F(Composition, RepeatsActorsWithSpacingJitterAndTheirOwnDraws) {
  const auto spec = read(testing::sound_with("events:", "  van:\n    repeat: {count: 5, spacing: 7.5 m, jitter: 0.4 m}\n    asset: {choice: [vehicle/van, vehicle/pickup]}\n"
                                                        "    lane: 3\n    at: 60 m\n    offset: 0.1 m * index\n    speed: {uniform: [20 m/s, 25 m/s]}\nevents:"));
  ASSERT_EQ(spec.actors.size(), 7U);
  std::set<double> speeds;
  std::set<std::string> assets;
  for (std::uint32_t k = 0; k < 8; ++k) {
    const auto instance = sample(spec, 3, k);
    for (std::size_t i = 0; i < 5; ++i) {
      const auto& actor = instance.actors[i + 2];
      const auto& placed = std::get<LanePlacement>(actor.placement);
      EXPECT_EQ(actor.name, "van_" + std::to_string(i + 1));
      EXPECT_NEAR(placed.s, 60 + 7.5 * static_cast<double>(i), 0.4);
      EXPECT_NEAR(placed.offset, 0.1 * static_cast<double>(i), 1e-12);
      speeds.insert(actor.speed), assets.insert(actor.asset);
    }
  }
  EXPECT_EQ(speeds.size(), 40U);
  EXPECT_EQ(assets.size(), 2U);
  EXPECT_EQ(read(print(spec)), spec);
}

TEST_F(Composition, HazardsAndActionsThatNameARepeatedActorMeanEachOfItsCopies) {
  auto text = testing::sound_with("  ladder: {asset: $ladder, on: pickup.roof}", "  ladder: {repeat: 3, asset: $ladder, on: pickup.roof, shift: [0, 0, 0.1 m * index]}");
  const auto spec = read(text);
  ASSERT_EQ(spec.hazards.size(), 3U);
  EXPECT_EQ(spec.hazards[2].text, "ladder_3");
  ASSERT_EQ(spec.events[0].actions.size(), 3U);
  EXPECT_EQ(spec.events[0].actions[1].actor.text, "ladder_2");
}

const std::string kConvoy =
    "groups:\n"
    "  pair:\n"
    "    with: {first: ~, lane: 1, gap: 12 m}\n"
    "    parameters: {pace: {uniform: [20 m/s, 22 m/s]}}\n"
    "    actors:\n"
    "      lorry: {asset: vehicle/lorry, lane: $lane, at: $first, speed: $pace}\n"
    "      car: {asset: vehicle/sedan, lane: $lane, behind: $gap, of: lorry, speed: $pace}\n"
    "    events:\n"
    "      - when: distance(car, lorry) < 5 m\n"
    "        do: {brake: car, deceleration: 4 m/s^2}\n";

TEST_F(Composition, GroupsAreUsedWithArgumentsAndKeepTheirNamesApart) {
  const auto spec = read(kConvoy + testing::sound_with("events:", "  near: {group: pair, with: {first: 50 m}}\n"
                                                                  "  far: {group: pair, repeat: 2, with: {first: 120 m + 60 m * index, lane: 3, gap: {uniform: [9 m, 10 m]}}}\nevents:"));
  ASSERT_EQ(spec.actors.size(), 2U + 6U);
  const auto instance = sample(spec, 1, 0);
  std::map<std::string, LanePlacement> placed;
  for (const auto& actor : instance.actors)
    if (const auto* lane = std::get_if<LanePlacement>(&actor.placement)) placed[actor.name] = *lane;
  EXPECT_EQ(placed.at("near_lorry").s, 50);
  EXPECT_EQ(placed.at("near_car").s, 38);
  EXPECT_EQ(placed.at("near_car").lane, "1");
  EXPECT_EQ(placed.at("far_2_lorry").s, 180);
  EXPECT_NEAR(placed.at("far_1_car").s, 110.5, 0.5);
  EXPECT_EQ(spec.events.size(), 4U);
  EXPECT_EQ(spec.events[1].condition.a.text, "near_car");
  EXPECT_EQ(spec.events.back().condition.a.text, "far_2_car");
  EXPECT_EQ(read(print(spec)), spec);
}

TEST_F(Composition, GroupsAndRepetitionsThatAreWrongAreReported) {
  const auto with = [&](const std::string& actor) { return kConvoy + testing::sound_with("events:", actor + "\nevents:"); };
  EXPECT_NE(wrong(with("  a: {group: pear}")).find("did you mean `pair`?"), std::string::npos);
  EXPECT_NE(wrong(with("  a: {group: pair}")).find("error[E0113]: group `pair` needs `first`"), std::string::npos);
  EXPECT_NE(wrong(with("  a: {group: pair, with: {first: 3 m, gab: 3 m}}")).find("did you mean `gap`?"), std::string::npos);
  EXPECT_NE(wrong(with("  a: {repeat: 0, asset: vehicle/van, lane: 1, at: 3 m}")).find("error[E0114]"), std::string::npos);
  EXPECT_NE(wrong(with("  a: {repeat: {count: 2, spacing: 3 m}, asset: vehicle/van, lane: 1, between: [ego, pickup]}")).find("error[E0114]"), std::string::npos);
  EXPECT_NE(wrong(with("  a: {repeat: 2, asset: vehicle/van, lane: 1, at: 3 m}\n  a_2: {asset: vehicle/van, lane: 1, at: 90 m}")).find("two actors `a_2`"), std::string::npos);
  // A group that uses itself, a thousand times.
  EXPECT_NE(wrong("groups: {g: {actors: {x: {group: g, repeat: 1000}}}}\n" + testing::sound_with("events:", "  a: {group: g}\nevents:")).find("error[E011"), std::string::npos);
}

TEST_F(Composition, PartsAreThereInSomeDraws) {
  auto text = testing::sound_with("events:", "  deer: {asset: animal/deer, lane: 1, at: 60 m, if: \"kind == herd\"}\n"
                                             "  fawn: {asset: animal/deer, lane: 2, at: 66 m, if: ego_speed > 25 m/s}\nevents:\n"
                                             "  - at: 1 s\n    do: [{walk: deer}, {walk: fawn}]\n"
                                             "  - when: distance(ego, deer) < 9 m\n    do: {brake: ego, deceleration: 3 m/s^2}\n");
  text.replace(text.find("parameters:\n"), 12, "parameters:\n  kind: {choice: [herd, none]}\n");
  const auto spec = read(text);
  EXPECT_EQ(read(print(spec)), spec);
  int with_deer = 0;
  for (std::uint32_t i = 0; i < 40; ++i) {
    const auto instance = sample(spec, 6, i);
    const auto there = [&](const char* name) { return std::ranges::any_of(instance.actors, [&](const Actor& actor) { return actor.name == name; }); };
    const bool deer = instance.draws[0].text == "herd", fawn = instance.ego_speed > 25;
    EXPECT_EQ(there("deer"), deer);
    EXPECT_EQ(there("fawn"), fawn);
    EXPECT_EQ(instance.events.size(), 1U + (deer ? 1 : 0) + (deer || fawn ? 1 : 0));
    with_deer += deer ? 1 : 0;
  }
  EXPECT_NEAR(with_deer, 20, 12);
  EXPECT_THROW(sample(read(testing::sound_with("on: pickup.roof", "on: pickup.roof, if: ego_speed > 99 m/s")), 1, 0), InputError);  // no hazard
  EXPECT_NE(wrong(testing::sound_with("on: pickup.roof", "on: pickup.roof, if: ladder == debris/pallet")).find("error[E0218]"), std::string::npos);
  EXPECT_NE(wrong(testing::sound_with("on: pickup.roof", "on: pickup.roof, if: ego_speed")).find("error[E0210]"), std::string::npos);
}

TEST_F(Composition, OverridesReachWhatIsComposedAndWhatIsRepeated) {
  auto spec = read("extends: base.yaml\nname: more\nactors: {van: {repeat: {count: 2, spacing: 9 m}, asset: vehicle/van, lane: 3, at: 60 m}}\n");
  Diagnostics diagnostics;
  for (const auto* text : {"stage.lanes=4", "actors.van.repeat.count=4", "ego_speed=90 km/h"}) apply_override(spec, text, diagnostics);
  ASSERT_TRUE(diagnostics.ok()) << render(diagnostics);
  EXPECT_EQ(spec.actors.size(), 6U);
  EXPECT_EQ(sample(spec, 1, 0).place_parameters.at("lanes"), 4);
}

}  // namespace
}  // namespace tailcast
