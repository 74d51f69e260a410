// SPDX-License-Identifier: Apache-2.0
#include "scenarios/distribution.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/dmath.h"

namespace tailcast {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

struct Case {
  const char* name;
  Shape shape;
  Law::Arguments arguments;
};
const std::vector<Case> kCases{
    {"uniform", Shape::Uniform, {2, 6, kNone, kNone}},
    {"triangular", Shape::Triangular, {1, 2, 7, kNone}},
    {"triangular, mode at its minimum", Shape::Triangular, {1, 1, 7, kNone}},
    {"normal", Shape::Normal, {3, 2, kNone, kNone}},
    {"normal, cut", Shape::Normal, {3, 2, 2, 4.5}},
    {"normal, a far tail", Shape::Normal, {0, 1, 4, 6}},
    {"normal, a far lower tail", Shape::Normal, {0, 1, kNone, -4}},
    {"lognormal", Shape::Lognormal, {1.6, 0.4, kNone, kNone}},
    {"lognormal, cut", Shape::Lognormal, {1.6, 0.4, 1, 2}},
    {"exponential", Shape::Exponential, {2.5, kNone, kNone, kNone}},
    {"exponential, cut", Shape::Exponential, {2.5, 1, 9, kNone}},
    {"exponential, a far tail", Shape::Exponential, {2.5, 200, kNone, kNone}},
    {"beta", Shape::Beta, {2, 5, kNone, kNone}},
    {"beta, of a length", Shape::Beta, {0.7, 0.4, 10, 30}},
    {"beta, steep", Shape::Beta, {80, 300, 0, 1}},
};

TEST(Laws, TakeBackWhatTheyGive) {
  for (const auto& [name, shape, arguments] : kCases) {
    SCOPED_TRACE(name);
    ASSERT_FALSE(Law::find_fault(shape, arguments));
    const Law law(shape, arguments);
    double before = -INFINITY;
    for (int i = 1; i < 200; ++i) {
      const double share = i / 200.0, x = law.quantile(share);
      EXPECT_NEAR(law.cumulative(x), share, 1e-9);
      EXPECT_GE(x, before);
      EXPECT_GE(x, law.lowest());
      EXPECT_LE(x, law.highest());
      before = x;
    }
  }
}

TEST(Laws, HaveTheDensityThatTheirCumulativeSharesGrowBy) {
  for (const auto& [name, shape, arguments] : kCases) {
    SCOPED_TRACE(name);
    const Law law(shape, arguments);
    for (int i = 1; i < 20; ++i) {
      const double x = law.quantile(i / 20.0), step = 1e-5 * (law.quantile(0.99) - law.quantile(0.01));
      const double slope = (law.cumulative(x + step) - law.cumulative(x - step)) / (2 * step);
      EXPECT_NEAR(std::exp(law.log_density(x)) / slope, 1, 2e-4) << x;
    }
    EXPECT_EQ(law.log_density(law.lowest() - 1), -INFINITY);
    if (std::isfinite(law.highest())) {
      EXPECT_EQ(law.log_density(law.highest() + 1), -INFINITY);
    }
  }
}

TEST(Laws, HaveTheMomentsOfTheirFormulas) {
  const auto mean = [](const Law& law) {
    double sum = 0;
    constexpr int kSteps = 20000;
    for (int i = 0; i < kSteps; ++i) sum += law.quantile((i + 0.5) / kSteps);
    return sum / kSteps;
  };
  EXPECT_NEAR(mean(Law(Shape::Triangular, {1, 2, 7, kNone})), (1 + 2 + 7) / 3.0, 1e-3);
  EXPECT_NEAR(mean(Law(Shape::Exponential, {2.5, kNone, kNone, kNone})), 2.5, 1e-3);
  EXPECT_NEAR(mean(Law(Shape::Beta, {2, 5, kNone, kNone})), 2.0 / 7, 1e-5);
  EXPECT_NEAR(mean(Law(Shape::Lognormal, {1.6, 0.4, kNone, kNone})), 1.6 * std::exp(0.08), 1e-3);
  // Without a memory: what is left of an exponential beyond 10 is an exponential.
  EXPECT_NEAR(mean(Law(Shape::Exponential, {2.5, 10, kNone, kNone})), 12.5, 1e-3);
}

TEST(Laws, KnowTheBetaFunctionWhereItHasAClosedForm) {
  for (const double x : {0.01, 0.2, 0.5, 0.77, 0.999}) {
    EXPECT_NEAR(incomplete_beta(1, 1, x), x, 1e-13);
    EXPECT_NEAR(incomplete_beta(2, 1, x), x * x, 1e-13);
    EXPECT_NEAR(incomplete_beta(1, 3, x), 1 - std::pow(1 - x, 3), 1e-13);
    EXPECT_NEAR(incomplete_beta(0.5, 0.5, x), 2 / kPi * std::asin(std::sqrt(x)), 1e-12);
    EXPECT_NEAR(incomplete_beta(4.5, 2.25, x), 1 - incomplete_beta(2.25, 4.5, 1 - x), 1e-13);
  }
  for (const double x : {0.1, 0.5, 1.0, 2.0, 7.5, 120.0}) EXPECT_NEAR(log_gamma(x), std::lgamma(x), 1e-11 * (1 + std::fabs(std::lgamma(x))));
}

TEST(Laws, SayWhatIsWrongWithTheirArguments) {
  const auto code = [](Shape shape, Law::Arguments arguments) {
    const auto fault = Law::find_fault(shape, arguments);
    return fault ? std::string(fault->code) : "";
  };
  EXPECT_EQ(code(Shape::Uniform, {6, 2, kNone, kNone}), "E0203");
  EXPECT_EQ(code(Shape::Triangular, {1, 8, 7, kNone}), "E0203");
  EXPECT_EQ(code(Shape::Normal, {3, 0, kNone, kNone}), "E0207");
  EXPECT_EQ(code(Shape::Normal, {3, 1, 20, 30}), "E0212");
  EXPECT_EQ(code(Shape::Lognormal, {1, 0.1, kNone, -1}), "E0212");
  EXPECT_EQ(code(Shape::Exponential, {-1, kNone, kNone, kNone}), "E0207");
  EXPECT_EQ(code(Shape::Beta, {1, INFINITY, kNone, kNone}), "E0213");
}

TEST(Mixtures, AreTheSumOfTheirParts) {
  const std::vector<WeightedLaw> mixture{{0.75, Law(Shape::Normal, {0, 1, kNone, kNone})}, {0.25, Law(Shape::Uniform, {5, 7, kNone, kNone})}};
  EXPECT_NEAR(cumulative(mixture, 4.9), 0.75, 1e-6);
  EXPECT_NEAR(cumulative(mixture, 6), 0.875, 2e-9);
  EXPECT_NEAR(std::exp(log_density(mixture, 6)), 0.125 + 0.75 * std::exp(-18) / std::sqrt(2 * kPi), 1e-12);
  for (int i = 1; i < 100; ++i) EXPECT_NEAR(cumulative(mixture, quantile(mixture, i / 100.0)), i / 100.0, 1e-12);
}

TEST(Measured, ValuesAreMetAtTheirRanks) {
  const std::vector<double> sorted{1, 2, 4, 8};
  EXPECT_DOUBLE_EQ(empirical_quantile(sorted, 1e-12), 1 + 3e-12);
  EXPECT_DOUBLE_EQ(empirical_quantile(sorted, 0.5), 3);
  EXPECT_DOUBLE_EQ(empirical_quantile(sorted, 5.0 / 6), 6);
  EXPECT_NEAR(empirical_quantile(sorted, 1 - 1e-12), 8, 1e-10);
}

}  // namespace
}  // namespace tailcast
