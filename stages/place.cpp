// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

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

const std::vector<Place>& places() {
  static const std::vector<Place> kPlaces{highway_place(),    residential_place(), rural_place(),    city_place(),
                                          junction_place(),   roundabout_place(),  road_works_place(), tunnel_place(),
                                          bridge_place(),     car_park_place(),    level_crossing_place()};
  return kPlaces;
}

const Place& known_place(std::string_view name) {
  const auto it = std::ranges::find(places(), name, [](const Place& p) -> std::string_view { return p.info.name; });
  TAILCAST_CHECK(it != places().end(), "no such place: " + std::string(name));
  return *it;
}

}  // namespace

std::span<const PlaceInfo> all_places() {
  static const std::vector<PlaceInfo> kInfos = [] {
    std::vector<PlaceInfo> infos;
    for (const auto& place : places()) infos.push_back(place.info);
    return infos;
  }();
  return kInfos;
}

const PlaceInfo* find_place(std::string_view name) {
  for (const auto& info : all_places())
    if (info.name == name) return &info;
  return nullptr;
}

std::vector<std::string> lane_names(std::string_view name, const PlaceParameters& asked) {
  const auto& place = known_place(name);
  std::vector<std::string> names;
  for (const auto& lane : place.lanes(complete(place.info, asked))) names.push_back(lane.name);
  return names;
}

Stage build_place(std::string_view name, const PlaceParameters& asked, std::uint64_t seed) {
  const auto& place = known_place(name);
  return place.build(complete(place.info, asked), seed);
}

}  // namespace tailcast
