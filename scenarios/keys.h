// SPDX-License-Identifier: Apache-2.0
// Every key of the language: what it takes and what it means. The parser knows no others, `tailcast explain` prints this, and
// the JSON schema for editors is made of it.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"

namespace tailcast {

// What stands at a key.
enum class Takes : std::uint8_t {
  Text,
  Texts,         // or a list of texts
  Name,          // of something else, or `$parameter`
  Names,         // or a list of them
  Value,         // a quantity or an expression
  DrawnValue,    // the same, or a distribution
  DrawnName,     // a name, or a distribution of names
  Vector,        // three values: forward, left, up
  Number,        // a plain number
  Integer,
  Flag,          // true or false
  Map,           // the keys of `of`
  List,          // of maps with the keys of `of`
  OneOrMore,     // the same, or one such map
  Named,         // names of the author's own, each with a map of `of`
  Requirements,  // comparisons
  Any,
};

enum class MapKind : std::uint8_t {
  None, Scenario, Fragment, Exposure, Parameters, Correlation, Stage, Weather, Ego, Sensor, Asset, Actor, Attitude, Repeat, Group,
  Event, AnyAction, Release, Push, Spin, Brake, SetSpeed, ChangeLane, Walk, Record, Empirical,
};

struct KeyInfo {
  std::string_view name;
  Takes takes;
  std::string_view meaning;
  bool required = false;
  MapKind of = MapKind::None;
};
struct MapInfo {
  MapKind kind;
  std::string_view title;  // "the scenario", "an actor"
  std::span<const KeyInfo> keys;
};
std::span<const MapInfo> all_maps();
const MapInfo& map_info(MapKind kind);
std::vector<std::string> key_names(MapKind kind);

// All that is known by that name: keys, distributions, parameters of places. Empty: nothing is.
struct Explanation {
  std::string where;  // "an actor", "a distribution", "the place highway"
  std::string meaning;
};
std::vector<Explanation> explain_key(std::string_view name);
std::vector<std::string> all_key_names();

// The schema (draft 7) of scenarios and fragments, for editors.
Json scenario_schema();

}  // namespace tailcast
