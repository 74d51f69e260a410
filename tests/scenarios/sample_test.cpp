// SPDX-License-Identifier: Apache-2.0
#include "scenarios/sample.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/dmath.h"
#include "core/error.h"
#include "tests/scenarios/support.h"

namespace tailcast {
namespace {

ScenarioSpec parsed(const std::string& text) {
  Diagnostics diagnostics;
  auto spec = parse_scenario(text, "t.yaml", diagnostics);
  if (!spec) throw InputError(std::move(diagnostics));
  return std::move(*spec);
}
ScenarioSpec with_parameter(const std::string& distribution) {
  return parsed(testing::sound_with("parameters:\n", "parameters:\n  probe: " + distribution + "\n"));
}
std::vector<double> draws_of(const ScenarioSpec& spec, std::uint32_t n) {
  std::vector<double> draws;
  for (std::uint32_t i = 0; i < n; ++i) draws.push_back(sample(spec, 11, i).draws.front().value);
  std::sort(draws.begin(), draws.end());
  return draws;
}
// Kolmogorov's distance of sorted draws to a distribution.
template <typename Cdf>
double distance(const std::vector<double>& draws, Cdf cdf) {
  double worst = 0;
  const auto n = static_cast<double>(draws.size());
  for (std::size_t i = 0; i < draws.size(); ++i)
    worst = std::max({worst, std::abs(cdf(draws[i]) - static_cast<double>(i) / n),
                      std::abs(cdf(draws[i]) - static_cast<double>(i + 1) / n)});
  return worst;
}
constexpr std::uint32_t kDraws = 1500;
const double kBound = 1.95 / std::sqrt(kDraws);  // exceeded by chance in one case of a thousand

TEST(Sample, DrawsEachDistributionAsItsFormulaSays) {
  // Without requirements, which would tilt nothing here but cost attempts.
  EXPECT_LT(distance(draws_of(with_parameter("{uniform: [2 m, 6 m]}"), kDraws),
                     [](double x) { return (x - 2) / 4; }),
            kBound);
  EXPECT_LT(distance(draws_of(with_parameter("{normal: {mean: 3 s, sigma: 2 s}}"), kDraws),
                     [](double x) { return dmath::normal_cdf((x - 3) / 2); }),
            kBound);
  const auto cut = [](double x) {
    const auto f = [](double y) { return dmath::normal_cdf(dmath::log(y / 1.6) / 0.4); };
    return (f(x) - f(1.0)) / (f(2.0) - f(1.0));
  };
  const auto draws =
      draws_of(with_parameter("{lognormal: {median: 1.6 s, sigma: 0.4, min: 1 s, max: 2 s}}"), kDraws);
  EXPECT_GE(draws.front(), 1.0);
  EXPECT_LE(draws.back(), 2.0);
  EXPECT_LT(distance(draws, cut), kBound);
}

TEST(Sample, DrawsFarTailsInsideTheirLimits) {
  const auto draws = draws_of(with_parameter("{normal: {mean: 0 m, sigma: 1 m, min: 4 m, max: 5 m}}"), 200);
  EXPECT_GE(draws.front(), 4);
  EXPECT_LE(draws.back(), 5);
  EXPECT_LT(draws[100], 4.3);  // most of a tail is at its foot
  EXPECT_GT(draws.back(), draws.front());
}

TEST(Sample, ChoosesByWeight) {
  const auto spec = parsed(std::string(testing::kSound));
  int threes = 0;
  for (std::uint32_t i = 0; i < 800; ++i)
    threes += sample(spec, 5, i).actors[1].asset == "debris/ladder_3m" ? 1 : 0;
  EXPECT_NEAR(threes, 600, 50);
}

TEST(Sample, IsAFunctionOfSeedAndIndexAndAnAddedParameterMovesNoOther) {
  const auto spec = parsed(testing::sound_with("require:\n  - headway * ego_speed < 45 m\n", ""));
  const auto more = parsed(testing::sound_with("require:\n  - headway * ego_speed < 45 m\n",
                                               "  another: {uniform: [1 m, 2 m]}\n"));
  for (std::uint32_t i = 0; i < 20; ++i) {
    const auto a = sample(spec, 9, i), b = sample(spec, 9, i), c = sample(more, 9, i);
    EXPECT_EQ(a.ego_speed, b.ego_speed);
    EXPECT_EQ(a.stage_seed, c.stage_seed);
    for (std::size_t k = 0; k < a.draws.size(); ++k) EXPECT_EQ(a.draws[k].value, c.draws[k].value);
    EXPECT_NE(a.ego_speed, sample(spec, 10, i).ego_speed);
    EXPECT_NE(a.ego_speed, sample(spec, 9, i + 100).ego_speed);
  }
  EXPECT_NE(sample(spec, 1, 2).stage_seed, sample(spec, 2, 1).stage_seed);
}

TEST(Sample, MeetsEveryRequirement) {
  const auto spec = parsed(testing::sound_with("< 45 m", "< 22 m"));
  for (std::uint32_t i = 0; i < 100; ++i) {
    const auto instance = sample(spec, 2, i);
    const auto ahead = std::get<LanePlacement>(instance.actors[0].placement).s;
    EXPECT_LT(ahead, 22);
    EXPECT_DOUBLE_EQ(ahead, instance.draws[0].value * instance.draws[1].value);
  }
}

TEST(Sample, SaysWhichRequirementStarves) {
  const auto spec = parsed(
      testing::sound_with("  - headway * ego_speed < 45 m", "  - headway > 0.9 s\n  - ego_speed > 31 m/s"));
  try {
    sample(spec, 1, 0);
    FAIL() << "nothing was thrown";
  } catch (const InputError& error) {
    ASSERT_EQ(error.diagnostics.errors.size(), 1U);
    EXPECT_EQ(error.diagnostics.errors[0].code, "E0211");
    EXPECT_EQ(error.diagnostics.errors[0].loc.line, 9);
    EXPECT_NE(error.diagnostics.errors[0].message.find("`$ego_speed > 31 m/s` starves: 0.0 %"),
              std::string::npos)
        << error.what();
  }
}

TEST(Sample, RefusesADrawThatItsPlaceDoesNotAllow) {
  const auto spec = parsed(testing::sound_with("  speed: $ego_speed\n", "  speed: 10 m/s - ego_speed\n"));
  try {
    sample(spec, 1, 0);
    FAIL() << "nothing was thrown";
  } catch (const InputError& error) {
    EXPECT_EQ(error.diagnostics.errors.at(0).code, "E0404");
    EXPECT_EQ(error.diagnostics.errors.at(0).loc.line, 12);
  }
}

TEST(Sample, StandsActorsRelativeToOthersAlongTheEgosWay) {
  auto text = testing::sound_with("  ladder: {asset: $ladder, on: pickup.roof}",
                                  "  ladder: {asset: $ladder, on: pickup.roof}\n"
                                  "  tail: {asset: vehicle/van, lane: 3, behind: 12 m, of: pickup}\n"
                                  "  mid: {asset: vehicle/van, between: [tail, pickup], offset: 0.5 m}");
  const auto instance = sample(parsed(text), 4, 0);
  const auto lane = [&](std::size_t i) { return std::get<LanePlacement>(instance.actors[i].placement); };
  EXPECT_DOUBLE_EQ(lane(2).s, lane(0).s - 12);
  EXPECT_DOUBLE_EQ(lane(3).s, lane(0).s - 6);
  EXPECT_EQ(lane(3).lane, "3");
  EXPECT_EQ(instance.actors[1].motion, Motion::Free);
  EXPECT_EQ(instance.actors[0].motion, Motion::Kinematic);
}

}  // namespace
}  // namespace tailcast
