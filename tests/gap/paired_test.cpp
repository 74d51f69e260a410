// SPDX-License-Identifier: Apache-2.0
// Pairs whose measures are known in closed form.
#include "gap/paired.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tailcast {
namespace {

// `real` of a hundred pulses return from `depth` inside, `ours` of ours from `shift` deeper; every pulse is
// core, and those that do not return from inside are lost or, from number `lost` on, go through.
PairedSight sight_of(const std::string& object, int real, int ours, double depth = 1.05, double shift = 0,
                     int lost = 100) {
  PairedSight sight;
  sight.scene = "scene of " + object, sight.object = object, sight.device = "device",
  sight.class_id = ClassId::Car;
  sight.size = {4, 2, 1.5}, sight.ours.resize(2);
  const auto outcome = [&](int i, int inside, double at) {
    Outcome one;
    if (i < inside)
      return one.fate = Fate::Inside, one.depth = static_cast<float>(at), one.intensity = 0.25F,
             one.point = {0, 0, i % 2 ? -.5F : .5F}, one;
    return one.fate = i < lost ? Fate::Missed : Fate::Beyond, one;
  };
  for (int i = 0; i < 100; ++i) {
    sight.real.push_back(outcome(i, real, depth));
    sight.core.push_back(1);
    for (auto& draw : sight.ours) draw.push_back(outcome(i, ours, depth + shift));
  }
  return sight;
}

double value(const PairedGroup& group, PairMeasure measure) {
  return group.measures[static_cast<std::size_t>(measure)].value.value_or(std::nan(""));
}

TEST(Paired, OfEqualSidesIsOneAndNothing) {
  const auto groups = compare_pairs({sight_of("a", 60, 60)}, {});
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_DOUBLE_EQ(value(groups[0], PairMeasure::CountRatio), 1);
  EXPECT_DOUBLE_EQ(value(groups[0], PairMeasure::Overlap), 1);
  EXPECT_DOUBLE_EQ(value(groups[0], PairMeasure::DepthDistance), 0);
  EXPECT_DOUBLE_EQ(value(groups[0], PairMeasure::IntensityDistance), 0);
  EXPECT_DOUBLE_EQ(value(groups[0], PairMeasure::IntensityOurs), 0.25);
}

TEST(Paired, CountsWhatReturnsWhatIsLostAndWhatGoesThrough) {
  const auto groups = compare_pairs({sight_of("a", 80, 40, 1.05, 0.5, 90)}, {});
  EXPECT_DOUBLE_EQ(value(groups[0], PairMeasure::CountRatio), 0.5);
  EXPECT_DOUBLE_EQ(value(groups[0], PairMeasure::LowerRatio), 0.5);
  EXPECT_DOUBLE_EQ(value(groups[0], PairMeasure::UpperRatio), 0.5);
  EXPECT_DOUBLE_EQ(value(groups[0], PairMeasure::Overlap), 0.5);
  EXPECT_NEAR(value(groups[0], PairMeasure::DepthShift), 0.5, 1e-6);
  EXPECT_NEAR(value(groups[0], PairMeasure::NearReal), 1.01, 1e-12) << "a tenth into the one bin";
  EXPECT_NEAR(value(groups[0], PairMeasure::NearOurs), 1.51, 1e-12);
  EXPECT_NEAR(value(groups[0], PairMeasure::DepthDistance), std::sqrt(std::log(2.0)), 1e-12)
      << "no bin in common";
  EXPECT_DOUBLE_EQ(value(groups[0], PairMeasure::ThroughReal), 0.1);
  EXPECT_DOUBLE_EQ(value(groups[0], PairMeasure::MissedReal), 0.1);
  EXPECT_DOUBLE_EQ(value(groups[0], PairMeasure::MissedOurs), 0.5);
}

TEST(Paired, TakesAThingSeenTwiceForOneObject) {
  const std::vector<PairedSight> sights{sight_of("a", 50, 25), sight_of("a", 50, 75), sight_of("b", 50, 100),
                                        sight_of("c", 50, 60)};
  const auto groups = compare_pairs(sights, {});
  EXPECT_EQ(groups[0].objects, 3U);
  EXPECT_EQ(groups[0].sights, 4U);
  EXPECT_DOUBLE_EQ(value(groups[0], PairMeasure::CountRatio), 1.2) << "the median of 1, 1.2 and 2";
}

TEST(Paired, SaysWhatFewObjectsCannotShow) {
  const auto one = compare_pairs({sight_of("a", 60, 60)}, {});
  EXPECT_FALSE(one[0].measures[0].interval) << "an interval of one object is none";
  EXPECT_NE(one[0].shows.find("1 object:"), std::string::npos);
  std::vector<PairedSight> many;
  for (int i = 0; i < 30; ++i) many.push_back(sight_of(std::to_string(i), 50, 40 + i % 20));
  const auto groups = compare_pairs(many, {});
  ASSERT_TRUE(groups[0].measures[0].interval);
  EXPECT_TRUE(groups[0].by_scene);
  const auto& interval = *groups[0].measures[0].interval;
  EXPECT_LE(interval.low, value(groups[0], PairMeasure::CountRatio));
  EXPECT_GE(interval.high, value(groups[0], PairMeasure::CountRatio));
  EXPECT_LT(interval.high - interval.low, 0.4);
  EXPECT_EQ(to_json(compare_pairs(many, {})).dump(), to_json(groups).dump())
      << "the same resamples each time";
}

TEST(Paired, SetsAsideWhatHasNearlyNoReturns) {
  EXPECT_TRUE(compare_pairs({sight_of("a", 10, 10)}, {}).empty());
  EXPECT_FALSE(count_ratio(sight_of("a", 10, 10)));
}

TEST(Paired, KeepsDevicesApartAndPutsThemTogether) {
  auto other = sight_of("b", 50, 100);
  other.device = "other";
  const auto groups = compare_pairs({sight_of("a", 50, 50), other}, {});
  ASSERT_EQ(groups.size(), 3U);
  EXPECT_EQ(groups[2].device, "");
  EXPECT_EQ(groups[2].objects, 2U);
  EXPECT_DOUBLE_EQ(value(groups[2], PairMeasure::CountRatio), 1.5);
}

}  // namespace
}  // namespace tailcast
