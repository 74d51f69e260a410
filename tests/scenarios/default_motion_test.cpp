// SPDX-License-Identifier: Apache-2.0
#include "scenarios/default_motion.h"

#include <gtest/gtest.h>

#include "assets/catalog.h"

namespace tailcast {
namespace {

TEST(DefaultMotion, IsOfItsOwnForAllThatDrivesRidesOrWalks) {
  for (const auto& info : catalog()) {
    using enum ClassId;
    switch (info.class_id) {
      case Car:
      case Van:
      case Pickup:
      case Truck:
      case Bus:
      case Bicyclist:
      case Motorcyclist:
      case Person:
      case Child:
      case Animal:
        EXPECT_TRUE(moves_by_itself(info.id)) << info.id;
        break;
      case Debris:
      case FallenLoad:
      case TrafficCone:
      case Barrier:
        EXPECT_FALSE(moves_by_itself(info.id)) << info.id;
        break;
      default:
        break;
    }
    EXPECT_LE(goes_on_foot(info.id), moves_by_itself(info.id));
  }
  EXPECT_FALSE(goes_on_foot("rider/city_cyclist"));
  EXPECT_TRUE(goes_on_foot("person/man"));
}

}  // namespace
}  // namespace tailcast
