// SPDX-License-Identifier: Apache-2.0
#include "scenarios/estimate.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/dmath.h"
#include "core/error.h"
#include "tests/scenarios/support.h"

namespace tailcast {
namespace {

ScenarioSpec with(const std::string& ego_speed, bool requirement = false) {
  auto text = testing::sound_with("{uniform: [20 m/s, 30 m/s]}", ego_speed);
  const std::string require = "require:\n  - headway * ego_speed < 45 m\n";
  text.replace(text.find(require), require.size(), requirement ? "require:\n  - ego_speed > 20 m/s\n" : "");
  Diagnostics diagnostics;
  auto spec = parse_scenario(text, "t.yaml", diagnostics);
  if (!spec) throw InputError(std::move(diagnostics));
  return std::move(*spec);
}
Expression event_of(const ScenarioSpec& spec, const char* text) {
  Diagnostics diagnostics;
  auto event = parse_event(spec, text, diagnostics);
  if (!event) throw InputError(std::move(diagnostics));
  return std::move(*event);
}

// In how many of 200 repeats the interval holds the truth.
int contained(const ScenarioSpec& spec, const char* event_text, double truth, std::uint32_t draws) {
  const auto event = event_of(spec, event_text);
  int hits = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const auto e = estimate(spec, event, seed, draws);
    hits += e.low <= truth && truth <= e.high ? 1 : 0;
  }
  return hits;
}
// 95 % of 200, within what a binomial count leaves in 999 of 1000 cases: 190 +- 3.3 * 3.1.
constexpr int kLeast = 180;

const std::string kNormal = "{normal: {mean: 25 m/s, sigma: 2 m/s}";

TEST(Estimates, OfRareEventsHoldTheClosedFormInTheirIntervals) {
  // Four sigma out: 3.2e-5. The natural distribution would meet it once in 31,000 draws.
  const double truth = dmath::normal_cdf(-4);
  const auto spec = with(kNormal + ", proposal: {normal: {mean: 33 m/s, sigma: 2 m/s}}}");
  EXPECT_GE(contained(spec, "ego_speed > 33 m/s", truth, 400), kLeast);
  const auto e = estimate(spec, event_of(spec, "ego_speed > 33 m/s"), 3, 2000);
  EXPECT_TRUE(e.weighted);
  EXPECT_FALSE(e.conditional);
  EXPECT_LT((e.high - e.low) / truth, 0.3);  // naturally 2000 draws say nothing below 1.9e-3
}

TEST(Estimates, OfTailsOfOtherDistributionsToo) {
  const auto exponential = with("{exponential: {mean: 2 m/s}, proposal: {exponential: {mean: 12 m/s}}}");
  EXPECT_GE(contained(exponential, "ego_speed > 20 m/s", std::exp(-10), 400), kLeast);
  const auto mixture = with(kNormal + ", proposal: {mixture: [{weight: 1, normal: {mean: 25 m/s, sigma: 2 m/s}}, {weight: 1, uniform: [31 m/s, 37 m/s]}]}}");
  EXPECT_GE(contained(mixture, "ego_speed > 31 m/s", dmath::normal_cdf(-3), 400), kLeast);
}

TEST(Estimates, GivenRequirementsAreOfWhatTheyLeave) {
  const double truth = dmath::normal_cdf(-3) / dmath::normal_cdf(2.5);
  const auto spec = with(kNormal + ", proposal: {normal: {mean: 28 m/s, sigma: 3 m/s}}}", true);
  EXPECT_GE(contained(spec, "ego_speed > 31 m/s", truth, 600), kLeast);
  EXPECT_TRUE(estimate(spec, event_of(spec, "ego_speed > 31 m/s"), 1, 50).conditional);
}

TEST(Estimates, WithoutProposalsAreShares) {
  const auto spec = with("{uniform: [20 m/s, 30 m/s]}");
  EXPECT_GE(contained(spec, "ego_speed < 21 m/s", 0.1, 300), kLeast);
  const auto none = estimate(spec, event_of(spec, "ego_speed > 30 m/s"), 1, 100);
  EXPECT_EQ(none.probability, 0);
  EXPECT_NEAR(none.high, 0.037, 0.001);  // Wilson
  EXPECT_EQ(none.effective_draws, 100);
}

TEST(Estimates, AreMadeOfComparisonsOnly) {
  const auto spec = with("{uniform: [20 m/s, 30 m/s]}");
  for (const auto& [text, place] : std::vector<std::pair<std::string, std::string>>{
           {"ego_speed", "--estimate:1:1: error[E0210]"}, {"ego_sped < 3 m/s", "--estimate:1:1: error[E0306]"},
           {"ego_speed < 3 m", "--estimate:1:"}, {"ego_speed <", "error[E0204]"}}) {
    Diagnostics diagnostics;
    EXPECT_FALSE(parse_event(spec, text, diagnostics));
    EXPECT_NE(render(diagnostics).find(place), std::string::npos) << render(diagnostics);
  }
}

TEST(Weights, SayHowManyDrawsTheyAreWorth) {
  EXPECT_EQ(effective_sample_size({}), 0);
  const std::vector<double> equal(10, -700.0), one{0, -800, -800}, mixed{std::log(3.0), 0, 0, 0};
  EXPECT_NEAR(effective_sample_size(equal), 10, 1e-9);
  EXPECT_NEAR(effective_sample_size(one), 1, 1e-9);
  EXPECT_NEAR(effective_sample_size(mixed), 36.0 / 12, 1e-9);
}

}  // namespace
}  // namespace tailcast
