// SPDX-License-Identifier: Apache-2.0
#include "scenarios/design.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "core/dmath.h"
#include "core/error.h"
#include "core/random.h"
#include "scenarios/covering.h"
#include "scenarios/sample.h"
#include "tests/scenarios/support.h"

namespace tailcast {
namespace {

ScenarioSpec parsed(const std::string& text) {
  Diagnostics diagnostics;
  auto spec = parse_scenario(text, "t.yaml", diagnostics);
  if (!spec) throw InputError(std::move(diagnostics));
  return std::move(*spec);
}
DesignChoice chosen(const char* text) {
  Diagnostics diagnostics;
  const auto choice = parse_design(text, diagnostics);
  if (!choice) throw InputError(std::move(diagnostics));
  return *choice;
}
// The sound scenario with so many uniform parameters from 0 to 1, p0, p1, …, and nothing else that is drawn.
ScenarioSpec cube(int dimensions, const std::string& more = "") {
  std::string parameters = "parameters:\n";
  for (int i = 0; i < dimensions; ++i) parameters += fmt::format("  p{}: {{uniform: [0, 1]}}\n", i);
  auto text = testing::sound_with("parameters:\n", parameters + more);
  for (const auto& [drawn, fixed] : {std::pair<std::string, std::string>{"{uniform: [20 m/s, 30 m/s]}", "25 m/s"},
                                     {"{lognormal: {median: 1.2 s, sigma: 0.3, min: 0.8 s, max: 2 s}}", "1.2 s"},
                                     {"{choice: {debris/ladder_3m: 3, debris/ladder_5m: 1}}", "debris/ladder_3m"}})
    text.replace(text.find(drawn), drawn.size(), fixed);
  return parsed(text);
}
using Points = std::vector<std::vector<double>>;
Points points_of(const ScenarioSpec& spec, const char* design_text, std::uint32_t n, std::size_t dimensions, std::uint64_t seed = 3) {
  const Design design(spec, chosen(design_text), seed, n);
  Points points;
  for (std::uint32_t i = 0; i < n; ++i) {
    const auto instance = sample(spec, seed, i, design);
    std::vector<double> point;
    for (std::size_t d = 0; d < dimensions; ++d) point.push_back(instance.draws[d].value);
    points.push_back(std::move(point));
  }
  return points;
}
// L2 star discrepancy, squared (Warnock 1972).
double discrepancy(const Points& points) {
  const auto n = static_cast<double>(points.size()), d = static_cast<double>(points.front().size());
  double one = 0, two = 0;
  for (const auto& x : points) {
    double product = 1;
    for (const double v : x) product *= 1 - v * v;
    one += product;
    for (const auto& y : points) {
      double both = 1;
      for (std::size_t k = 0; k < x.size(); ++k) both *= 1 - std::max(x[k], y[k]);
      two += both;
    }
  }
  return std::pow(3.0, -d) - std::pow(2.0, 1 - d) / n * one + two / (n * n);
}

TEST(Designs, AreWrittenAsTheyAreRead) {
  for (const auto* text : {"random", "latin", "sobol", "grid:5", "covering:3:4"}) EXPECT_EQ(print(chosen(text)), text);
  EXPECT_EQ(print(chosen("covering")), "covering:2:3");
  for (const auto* text : {"", "latn", "latin:3", "grid:0", "grid:x", "covering:2:3:4", "covering:99"}) {
    Diagnostics diagnostics;
    EXPECT_FALSE(parse_design(text, diagnostics)) << text;
    ASSERT_EQ(diagnostics.errors.size(), 1U);
    EXPECT_EQ(diagnostics.errors[0].code, "E0500");
  }
}

TEST(Designs, OfRandomDrawsChangeNothing) {
  const auto spec = parsed(std::string(testing::kSound));
  const Design random(spec, {}, 5, 10);
  for (std::uint32_t i = 0; i < 10; ++i) EXPECT_EQ(sample(spec, 5, i).ego_speed, sample(spec, 5, i, random).ego_speed);
}

TEST(Designs, ThatAreLatinHaveOneInstanceInEachStratumOfEachParameter) {
  constexpr std::uint32_t kInstances = 37;
  const auto points = points_of(cube(3), "latin", kInstances, 3);
  for (std::size_t d = 0; d < 3; ++d) {
    std::set<int> strata;
    for (const auto& point : points) strata.insert(static_cast<int>(point[d] * kInstances));
    EXPECT_EQ(strata.size(), kInstances);
  }
  // An added parameter moves no other.
  const auto more = points_of(cube(3, "  another: {uniform: [1 m, 2 m]}\n"), "latin", kInstances, 3);
  EXPECT_EQ(points, more);
}

TEST(Designs, HaveTheDiscrepancyThatTheyShould) {
  constexpr std::uint32_t kInstances = 256;
  // Of random points the expected square is (2^-d - 3^-d) / n.
  const double of_chance = (std::pow(2.0, -4) - std::pow(3.0, -4)) / kInstances;
  double random = 0, latin = 0, sobol = 0;
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    random += discrepancy(points_of(cube(4), "random", kInstances, 4, seed)) / 8;
    latin += discrepancy(points_of(cube(4), "latin", kInstances, 4, seed)) / 8;
    sobol += discrepancy(points_of(cube(4), "sobol", kInstances, 4, seed)) / 8;
  }
  EXPECT_NEAR(random / of_chance, 1, 0.5);
  EXPECT_LT(latin, 0.8 * of_chance);  // its one-dimensional part is gone
  EXPECT_LT(sobol, 0.2 * of_chance);
}

TEST(Designs, OfSobolFillEachElementaryIntervalAndDoNotHangOnTheNumber) {
  // A (0, m, 2)-net in base 2: any box of 2^-a by 2^-b with a + b = m holds one of the first 2^m points.
  const auto points = points_of(cube(2), "sobol", 64, 2);
  for (int a = 0; a <= 6; ++a) {
    std::set<std::pair<int, int>> boxes;
    for (const auto& point : points) boxes.emplace(static_cast<int>(point[0] * (1 << a)), static_cast<int>(point[1] * (1 << (6 - a))));
    EXPECT_EQ(boxes.size(), 64U) << a;
  }
  const auto fewer = points_of(cube(2), "sobol", 20, 2);
  EXPECT_TRUE(std::equal(fewer.begin(), fewer.end(), points.begin()));
  EXPECT_NE(points, points_of(cube(2), "sobol", 64, 2, 4));
}

TEST(Designs, OfAGridMeetEachCombinationOnce) {
  const auto spec = cube(3);
  const Design design(spec, chosen("grid:4"), 3, 0);
  ASSERT_EQ(design.size(), 64U);
  std::set<std::vector<int>> cells;
  for (const auto& point : points_of(spec, "grid:4", 64, 3)) cells.insert({static_cast<int>(point[0] * 4), static_cast<int>(point[1] * 4), static_cast<int>(point[2] * 4)});
  EXPECT_EQ(cells.size(), 64U);
  EXPECT_THROW(Design(cube(12), chosen("grid:9"), 3, 0), InputError);
}

TEST(Designs, ThatCoverTakeChoicesByTheirOptions) {
  const auto spec = parsed(std::string(testing::kSound));
  const Design design(spec, chosen("covering:2:3"), 9, 0);
  ASSERT_TRUE(design.size());
  std::set<std::pair<std::string, int>> met;
  for (std::uint32_t i = 0; i < *design.size(); ++i) {
    const auto instance = sample(spec, 9, i, design);
    met.emplace(instance.draws[2].text, static_cast<int>((instance.draws[0].value - 20) / 10 * 3));
  }
  EXPECT_EQ(met.size(), 2U * 3U);
}

TEST(Designs, DrawAgainInTheSameCellWhereARequirementRefuses) {
  const auto spec = parsed(testing::sound_with("  - headway * ego_speed < 45 m", "  - headway * ego_speed < 30 m"));
  const Design design(spec, chosen("grid:3"), 9, 0);
  for (std::uint32_t i = 0; i < *design.size(); ++i) EXPECT_LT(sample(spec, 9, i, design).draws[0].value * sample(spec, 9, i, design).draws[1].value, 30);
}

// Each combination of levels of any `strength` factors, counted.
void expect_covered(const std::vector<std::uint16_t>& levels, std::size_t strength, std::size_t most_rows) {
  const auto rows = covering_array(levels, strength, 7);
  std::vector<bool> chosen_factors(levels.size(), false);
  std::fill(chosen_factors.end() - static_cast<std::ptrdiff_t>(strength), chosen_factors.end(), true);
  std::size_t counted = 0;
  do {
    std::set<std::vector<std::uint16_t>> met;
    std::size_t all = 1;
    for (std::size_t f = 0; f < levels.size(); ++f) all *= chosen_factors[f] ? levels[f] : 1;
    for (const auto& row : rows) {
      std::vector<std::uint16_t> part;
      for (std::size_t f = 0; f < levels.size(); ++f)
        if (chosen_factors[f]) part.push_back(row[f]);
      met.insert(std::move(part));
    }
    EXPECT_EQ(met.size(), all);
    counted += met.size();
  } while (std::next_permutation(chosen_factors.begin(), chosen_factors.end()));
  EXPECT_EQ(counted, count_combinations(levels, strength));
  EXPECT_LE(rows.size(), most_rows);
}
TEST(CoveringArrays, CoverEachCombination) {
  expect_covered({2, 2, 2, 2, 2, 2, 2}, 2, 9);   // the least known is 6
  expect_covered({3, 3, 3, 3}, 2, 12);           // the least is 9
  expect_covered({4, 2, 5, 3, 3, 2}, 2, 26);     // the least is 20
  expect_covered({3, 3, 3, 3, 3, 3}, 3, 52);     // the least known is 33
  expect_covered({4, 7}, 2, 28);
  expect_covered({5, 2, 3}, 1, 5);
  expect_covered({1, 1, 3}, 2, 3);
}

TEST(Copulas, GiveTheRankCorrelationThatIsWritten) {
  const auto spearman = [](const std::vector<double>& a, const std::vector<double>& b) {
    const auto ranks = [](const std::vector<double>& x) {
      std::vector<std::size_t> order(x.size());
      std::iota(order.begin(), order.end(), 0U);
      std::ranges::sort(order, {}, [&](std::size_t i) { return x[i]; });
      std::vector<double> rank(x.size());
      for (std::size_t i = 0; i < order.size(); ++i) rank[order[i]] = static_cast<double>(i);
      return rank;
    };
    const auto ra = ranks(a), rb = ranks(b);
    double squares = 0;
    for (std::size_t i = 0; i < ra.size(); ++i) squares += (ra[i] - rb[i]) * (ra[i] - rb[i]);
    const auto n = static_cast<double>(a.size());
    return 1 - 6 * squares / (n * (n * n - 1));
  };
  auto text = testing::sound_with("require:\n  - headway * ego_speed < 45 m\n",
                                  "  load: {beta: {alpha: 2, beta: 3}}\n"
                                  "correlations:\n"
                                  "  - {between: [ego_speed, headway], rank: -0.6}\n"
                                  "  - {between: [$load, headway], rank: 0.3}\n");
  const auto spec = parsed(text);
  constexpr std::uint32_t kDraws = 4000;
  std::vector<double> speed, headway, load;
  for (std::uint32_t i = 0; i < kDraws; ++i) {
    const auto instance = sample(spec, 21, i);
    speed.push_back(instance.draws[0].value), headway.push_back(instance.draws[1].value), load.push_back(instance.draws[3].value);
  }
  const double four_sigma = 4 / std::sqrt(kDraws);
  EXPECT_NEAR(spearman(speed, headway), -0.6, four_sigma);
  EXPECT_NEAR(spearman(load, headway), 0.3, four_sigma);
  EXPECT_NEAR(spearman(load, speed), 0, four_sigma);
  // Each keeps its own distribution.
  std::ranges::sort(speed);
  double worst = 0;
  for (std::size_t i = 0; i < speed.size(); ++i) worst = std::max(worst, std::fabs((speed[i] - 20) / 10 - (static_cast<double>(i) + 0.5) / kDraws));
  EXPECT_LT(worst, 1.95 / std::sqrt(kDraws));
  // The order of lines does not matter.
  const auto swapped = testing::sound_with("require:\n  - headway * ego_speed < 45 m\n",
                                           "  load: {beta: {alpha: 2, beta: 3}}\n"
                                           "correlations:\n"
                                           "  - {between: [headway, load], rank: 0.3}\n"
                                           "  - {between: [headway, ego_speed], rank: -0.6}\n");
  for (std::uint32_t i = 0; i < 20; ++i) EXPECT_EQ(sample(spec, 21, i).ego_speed, sample(parsed(swapped), 21, i).ego_speed);
}

// The sound scenario without its requirement, its ego_speed normal with a proposal out in the tail.
ScenarioSpec proposed(const std::string& proposal) {
  return parsed(testing::sound_with("  ego_speed: {uniform: [20 m/s, 30 m/s]}\n",
                                    "  ego_speed: {normal: {mean: 25 m/s, sigma: 2 m/s, min: 5 m/s, max: 45 m/s}, proposal: " + proposal + "}\n"));
}
TEST(Weights, AreTheDensityOfTheDistributionOverThatOfTheProposal) {
  const auto spec = proposed("{normal: {mean: 31 m/s, sigma: 2 m/s, min: 5 m/s, max: 45 m/s}}");
  for (std::uint32_t i = 0; i < 50; ++i) {
    const auto instance = sample(spec, 4, i);
    const double x = instance.ego_speed;
    // Both normals are cut at 7 sigma or beyond.
    EXPECT_NEAR(instance.log_weight, ((x - 31) * (x - 31) - (x - 25) * (x - 25)) / 8, 1e-6);
  }
  EXPECT_EQ(sample(parsed(std::string(testing::kSound)), 4, 0).log_weight, 0);
  const auto choices = parsed(testing::sound_with("{choice: {debris/ladder_3m: 3, debris/ladder_5m: 1}}",
                                                  "{choice: {debris/ladder_3m: 3, debris/ladder_5m: 1}, proposal: {choice: [debris/ladder_5m, debris/ladder_3m]}}"));
  for (std::uint32_t i = 0; i < 20; ++i) {
    const auto instance = sample(choices, 4, i);
    EXPECT_NEAR(instance.log_weight, std::log(instance.draws[2].text == "debris/ladder_3m" ? 1.5 : 0.5), 1e-12);
  }
}

TEST(Weights, AreRefusedWhereThereAreNone) {
  const auto code_of = [](const std::string& proposal) {
    try {
      for (std::uint32_t i = 0; i < 50; ++i) sample(proposed(proposal), 1, i);
    } catch (const InputError& error) {
      return error.diagnostics.errors.at(0).code;
    }
    return std::string("none");
  };
  EXPECT_EQ(code_of("{uniform: [30 m/s, 50 m/s]}"), "E0216");  // 50 m/s is never driven
  EXPECT_EQ(code_of("{uniform: [30 m, 40 m]}"), "E0201");
  EXPECT_EQ(code_of("{choice: [30 m/s, 40 m/s]}"), "E0216");
  EXPECT_EQ(code_of("30 m/s"), "E0216");
  EXPECT_EQ(code_of("{uniform: [30 m/s, 40 m/s]}"), "none");
}

}  // namespace
}  // namespace tailcast
