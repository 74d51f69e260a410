// SPDX-License-Identifier: Apache-2.0
#include "scenarios/default_motion.h"

#include <algorithm>
#include <array>

namespace tailcast {

bool goes_on_foot(std::string_view asset) { return asset.starts_with("person/") || asset.starts_with("animal/"); }

bool moves_by_itself(std::string_view asset) {
  constexpr std::array<std::string_view, 4> kOnWheels{"rail/", "rider/", "trailer/", "vehicle/"};
  return goes_on_foot(asset) ||
         std::ranges::any_of(kOnWheels, [&](std::string_view prefix) { return asset.starts_with(prefix); });
}

bool goes_on_foot(ClassId class_id) {
  return class_id == ClassId::Person || class_id == ClassId::Child || class_id == ClassId::Animal;
}

bool moves_by_itself(ClassId class_id) {
  using enum ClassId;
  constexpr std::array kOnWheels{Car, Van, Pickup, Truck, Bus, Trailer, OtherVehicle, Bicyclist, Motorcyclist, OnRails};
  return goes_on_foot(class_id) || std::ranges::find(kOnWheels, class_id) != kOnWheels.end();
}

}  // namespace tailcast
