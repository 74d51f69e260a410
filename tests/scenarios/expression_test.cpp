// SPDX-License-Identifier: Apache-2.0
#include "scenarios/expression.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tailcast {
namespace {

Expression parsed(std::string_view text) {
  Diagnostics diagnostics;
  auto e = parse_expression(text, {"t", 1, 1}, diagnostics);
  EXPECT_TRUE(e.has_value()) << render(diagnostics);
  return e.value_or(Expression{});
}
double value_of(std::string_view text) {
  return evaluate(parsed(text), {{"v", 20.0}, {"t_gap", 1.5}});
}

TEST(Expression, FollowsTheUsualPrecedence) {
  EXPECT_DOUBLE_EQ(value_of("2 + 3 * 4"), 14);
  EXPECT_DOUBLE_EQ(value_of("(2 + 3) * 4"), 20);
  EXPECT_DOUBLE_EQ(value_of("10 - 3 - 2"), 5);
  EXPECT_DOUBLE_EQ(value_of("24 / 4 / 2"), 3);
  EXPECT_DOUBLE_EQ(value_of("-2 * -3"), 6);
  EXPECT_DOUBLE_EQ(value_of("min(3, 2) + max(1, 4) + abs(-5) + sqrt(16)"), 15);
}

TEST(Expression, ReadsUnitsAndDivisionApart) {
  EXPECT_DOUBLE_EQ(value_of("36 km/h"), 10);
  EXPECT_DOUBLE_EQ(value_of("90 m/v"), 4.5);
  EXPECT_DOUBLE_EQ(value_of("6 m/s^2 * 2 s"), 12);
  EXPECT_DOUBLE_EQ(value_of("$v*t_gap"), 30);
}

TEST(Expression, KnowsTheDimensionOfTheWhole) {
  const auto type = [](std::string_view text) {
    Diagnostics diagnostics;
    const auto of = [](const Expression&) { return ValueType{ValueType::Kind::Quantity, kSpeed}; };
    const auto t = type_of(parsed(text), of, diagnostics);
    EXPECT_TRUE(diagnostics.ok()) << render(diagnostics);
    return t.dimension;
  };
  EXPECT_EQ(type("v * 2 s"), kLength);
  EXPECT_EQ(type("v * v / 6 m/s^2"), kLength);
  EXPECT_EQ(type("sqrt(2 * 9.81 m/s^2 * 3 m)"), kSpeed);
  EXPECT_EQ(type("0 + v"), kSpeed);
}

TEST(Expression, PrintsToAnEqualOne) {
  for (const auto* text : {"1 - (2 - 3)", "-(a + b) * c", "a / (b * c)", "min(a, 2 m) < max(b, 3 m)", "--a",
                           "2 * -a", "(a - b) - c"})
    EXPECT_EQ(parsed(print(parsed(text))), parsed(text)) << text << " -> " << print(parsed(text));
}

TEST(Expression, RefusesWhatIsDeepOrLongInsteadOfOverflowing) {
  for (const auto& text : {std::string(500, '('), std::string(500, '-') + "1", std::string(2000, '1')}) {
    Diagnostics diagnostics;
    EXPECT_FALSE(parse_expression(text, {"t", 1, 1}, diagnostics).has_value());
    EXPECT_EQ(diagnostics.errors.size(), 1U);
  }
}

}  // namespace
}  // namespace tailcast
