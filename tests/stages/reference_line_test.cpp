// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "core/dmath.h"
#include "stages/stage.h"

namespace tailcast {
namespace {

TEST(ReferenceLine, passes_through_the_origin_heading_forward_whatever_lies_behind) {
  const ReferenceLine line(-70, {{40, 0.01}, {60, -0.006}, {50, 0}});
  const auto zero = line.at(0);
  EXPECT_NEAR(zero.x, 0, 1e-12);
  EXPECT_NEAR(zero.y, 0, 1e-12);
  EXPECT_NEAR(zero.heading, 0, 1e-12);
  EXPECT_DOUBLE_EQ(line.begin(), -70);
  EXPECT_DOUBLE_EQ(line.end(), 80);
}

TEST(ReferenceLine, a_quarter_circle_ends_beside_its_centre) {
  const double radius = 40;
  const ReferenceLine line(0, {{0.5 * kPi * radius, 1 / radius}});
  const auto end = line.at(line.end());
  EXPECT_NEAR(end.x, radius, 1e-10);
  EXPECT_NEAR(end.y, radius, 1e-10);
  EXPECT_NEAR(end.heading, 0.5 * kPi, 1e-12);
}

TEST(ReferenceLine, is_walked_at_unit_speed_in_the_direction_of_its_heading) {
  const ReferenceLine line(-50, {{50, 0.008}, {60, -0.005}, {30, 0}});
  for (double s = -60; s < 100; s += 3.7) {
    const double h = 1e-5;
    const auto a = line.at(s - h), b = line.at(s + h), middle = line.at(s);
    EXPECT_NEAR((b.x - a.x) / (2 * h), dmath::cos(middle.heading), 1e-6) << s;
    EXPECT_NEAR((b.y - a.y) / (2 * h), dmath::sin(middle.heading), 1e-6) << s;
  }
}

TEST(ReferenceLine, goes_straight_beyond_its_ends) {
  const ReferenceLine line(-20, {{20, 0.01}, {30, 0.02}});
  const auto end = line.at(30), beyond = line.at(47);
  EXPECT_NEAR(beyond.x, end.x + 17 * dmath::cos(end.heading), 1e-10);
  EXPECT_NEAR(beyond.y, end.y + 17 * dmath::sin(end.heading), 1e-10);
  EXPECT_NEAR(beyond.heading, end.heading, 1e-12);
}

TEST(ReferenceLine, locate_undoes_at) {
  const ReferenceLine line(-60, {{60, 0.008}, {70, -0.006}, {40, 0}, {50, 1e-5}});
  for (double s = -75; s < 180; s += 4.3)
    for (double d = -60; d <= 60; d += 7.5) {
      const auto p = line.at(s);
      const auto found = line.locate(p.x - d * dmath::sin(p.heading), p.y + d * dmath::cos(p.heading));
      EXPECT_NEAR(found.x(), s, 1e-6) << s << ' ' << d;
      EXPECT_NEAR(found.y(), d, 1e-6) << s << ' ' << d;
    }
}

}  // namespace
}  // namespace tailcast
