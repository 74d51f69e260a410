// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "core/check.h"
#include "stages/places.h"

namespace tailcast {
namespace {

PlaceParameters complete(const PlaceInfo& info, const PlaceParameters& asked) {
  PlaceParameters parameters;
  for (const auto& parameter : info.parameters) {
    const auto it = asked.find(parameter.name);
    const double value = it == asked.end() ? parameter.fallback : it->second;
    TAILCAST_CHECK(value >= parameter.min && value <= parameter.max, info.name + "." + parameter.name + " is out of range");
    parameters[parameter.name] = value;
  }
  return parameters;
}

const PlaceInfo& known_place(std::string_view name) {
  const auto* info = find_place(name);
  TAILCAST_CHECK(info, "no such place: " + std::string(name));
  return *info;
}

}  // namespace

std::span<const PlaceInfo> all_places() {
  static const std::array<PlaceInfo, 2> kPlaces{describe_highway(), describe_residential()};
  return kPlaces;
}

const PlaceInfo* find_place(std::string_view name) {
  for (const auto& info : all_places())
    if (info.name == name) return &info;
  return nullptr;
}

std::vector<std::string> lane_names(std::string_view place, const PlaceParameters& asked) {
  const auto parameters = complete(known_place(place), asked);
  std::vector<std::string> names;
  for (const auto& lane : place == "highway" ? highway_lanes(parameters) : residential_lanes(parameters))
    names.push_back(lane.name);
  return names;
}

Stage build_place(std::string_view place, const PlaceParameters& asked, std::uint64_t seed) {
  const auto parameters = complete(known_place(place), asked);
  return place == "highway" ? build_highway(parameters, seed) : build_residential(parameters, seed);
}

}  // namespace tailcast
