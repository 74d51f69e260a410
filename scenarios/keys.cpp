// SPDX-License-Identifier: Apache-2.0
#include "scenarios/keys.h"

#include <algorithm>
#include <array>

#include "core/check.h"
#include "scenarios/distribution.h"
#include "stages/stage.h"

namespace tailcast {
namespace {

using enum Takes;

constexpr KeyInfo kScenario[] = {
    {"tailcast", Integer, "Version of the language: 1.", true},
    {"name", Text, "Of the scenario: letters, digits and `_`.", true},
    {"fragment", Flag, "true: a fragment, which other files take in by `include`."},
    {"extends", Text, "A whole scenario that this one is laid over: a path, or the name of one of the library."},
    {"include", Texts, "Fragments that this scenario is laid over, in order: paths, or names of the library."},
    {"summary", Text, "The event in one sentence."},
    {"notes", Text, "What a reader should know."},
    {"tags", Texts, "Words to find it by: family, place, triggering condition."},
    {"sources", Texts, "Where its facts are from."},
    {"exposure", Map, "How often the event is met.", false, MapKind::Exposure},
    {"parameters", Named, "What is drawn anew for each instance: a quantity, an expression, or a distribution each.", false, MapKind::Parameters},
    {"correlations", List, "Pairs of parameters whose ranks go together.", false, MapKind::Correlation},
    {"require", Requirements, "Comparisons that each draw must meet; others are drawn again."},
    {"stage", Map, "Where it happens.", true, MapKind::Stage},
    {"weather", Map, "Clear and dry where nothing is said.", false, MapKind::Weather},
    {"ego", Map, "The vehicle with the LiDAR.", true, MapKind::Ego},
    {"assets", Named, "Meshes of your own: a path each, or a map.", false, MapKind::Asset},
    {"groups", Named, "Actors, parameters and events that belong together, to be used several times.", false, MapKind::Group},
    {"actors", Named, "Who and what takes part, besides the ego.", false, MapKind::Actor},
    {"events", List, "What happens, and when.", false, MapKind::Event},
    {"record", Map, "The time that is scanned, from the start of the event.", true, MapKind::Record},
    {"hazard", Names, "The actor, or actors, that the event is about.", true},
};
constexpr KeyInfo kExposure[] = {
    {"rate", Text, "A number per distance or time: `4e-8 per km`, `0.2 per h`.", true},
    {"source", Text, "Where the rate is from.", true},
};
constexpr KeyInfo kCorrelation[] = {
    {"between", Names, "Two parameters.", true},
    {"rank", Number, "Spearman's rank correlation, between -1 and 1.", true},
};
constexpr KeyInfo kStage[] = {
    {"place", Name, "The kind of place: `tailcast list places`. Its own parameters stand beside it.", true},
};
constexpr KeyInfo kWeather[] = {
    {"rain", Value, "Rain, in mm/h, up to 360."},
    {"snow", Value, "Snow, in mm/h of water when melted, up to 36."},
    {"visibility", Value, "Meteorological optical range of fog or haze alone."},
    {"water_film", Value, "Water on roads, pavements and kerbs; left out: what that rain keeps there."},
    {"snow_cover", Value, "Depth of snow on whatever faces up."},
    {"wind", Value, "Mean wind 10 m above open ground."},
    {"wind_heading", Value, "Where it blows to, from the ego's way at the start, positive to the left."},
};
constexpr KeyInfo kEgo[] = {
    {"lane", Name, "The lane that it drives: `1`, `2`, … from the right edge, `-1`, `-2`, … oncoming.", true},
    {"at", Value, "Where along the road it starts; left out: 0 m."},
    {"speed", Value, "Its speed at the start.", true},
    {"sensors", Named, "Its LiDARs, by names of your own.", true, MapKind::Sensor},
};
constexpr KeyInfo kSensor[] = {
    {"preset", Name, "A device (`tailcast list sensors`), or the path of a file of your own.", true},
    {"at", Vector, "Forward, left, up from the point on the road below the vehicle's origin.", true},
    {"yaw", Value, "Mounted turned to the left."},
    {"pitch", Value, "Mounted nose down."},
    {"roll", Value, "Mounted leaning to the right."},
    {"phase", Value, "How long after the record its own clock begins the first frame."},
};
constexpr KeyInfo kAsset[] = {
    {"mesh", Text, "The file: .glb, .gltf, .obj, .ply or .stl.", true},
    {"class", Text, "Its class (`tailcast list classes`); left out: debris."},
    {"unit", Text, "Of the file: mm, cm, m, in or ft; left out: m."},
    {"up", Text, "The file's axis that points up: x, y, z, -x, -y or -z."},
    {"forward", Text, "The file's axis that points forward."},
    {"materials", Any, "Materials of ours by the file's names; `'*'` for all others."},
    {"mass", Value, "Its mass; left out: what its class and volume make likely."},
    {"friction", Value, "Coefficient of friction, a plain number."},
    {"restitution", Value, "Coefficient of restitution, a plain number."},
};
constexpr KeyInfo kActor[] = {
    {"asset", DrawnName, "What it is: `tailcast list assets`, a mesh of `assets`, or `$parameter`.", true},
    {"lane", DrawnName, "The lane that it stands in."},
    {"at", DrawnValue, "That far along the road."},
    {"ahead", DrawnValue, "That far ahead of the ego, or `of` another actor, along the ego's way."},
    {"behind", DrawnValue, "That far behind the ego, or `of` another actor."},
    {"of", Name, "The actor that `ahead` or `behind` counts from."},
    {"between", Names, "Midway between two actors."},
    {"on", Text, "On an anchor of another actor: `pickup.bed`."},
    {"towed_by", Name, "Coupled behind another actor: trailers."},
    {"offset", DrawnValue, "To the left of the lane's centre, seen along the lane."},
    {"shift", Vector, "On an anchor: moved in its frame."},
    {"bears", DrawnValue, "The load at which what holds it gives way."},
    {"facing", DrawnValue, "Turned to the left from the lane's direction."},
    {"speed", DrawnValue, "Along its heading at the start."},
    {"drop", DrawnValue, "A free body: height above where it would rest."},
    {"velocity", Vector, "A free body: extra velocity at the start."},
    {"spin", Vector, "A free body: turning at the start."},
    {"attitude", Map, "A free body: extra turn before it is placed.", false, MapKind::Attitude},
    {"motion", Text, "`kinematic`: follows its lane; `free`: physics alone."},
    {"if", Text, "It is there only in draws where this holds: `gap < 20 m`, `variant == rain`."},
    {"repeat", Map, "So many copies `name_1`, `name_2`, …: a number, or a map.", false, MapKind::Repeat},
    {"group", Text, "Instead of an asset: a copy of that group, its names beginning with this actor's."},
    {"with", Any, "Arguments of the group."},
};
constexpr KeyInfo kAttitude[] = {
    {"yaw", Value, "Turned to the left."},
    {"pitch", Value, "Nose down."},
    {"roll", Value, "Leaning to the right."},
};
constexpr KeyInfo kRepeat[] = {
    {"count", Integer, "How many.", true},
    {"spacing", Value, "From one to the next, along the road."},
    {"jitter", Value, "Give or take so much, drawn evenly."},
};
constexpr KeyInfo kGroup[] = {
    {"with", Any, "Its arguments and what they are when left out; `~`: must be given."},
    {"parameters", Named, "Drawn for each copy.", false, MapKind::Parameters},
    {"actors", Named, "Its actors.", false, MapKind::Actor},
    {"events", List, "What happens to them.", false, MapKind::Event},
    {"require", Requirements, "Comparisons that each draw must meet."},
};
constexpr KeyInfo kEvent[] = {
    {"at", Value, "Happens at this time."},
    {"when", Text, "Happens once this holds: `contact(a, b)`, `distance(a, b) < 5 m`, `ttc(a, b) < 2 s`."},
    {"after", Value, "So long after."},
    {"do", OneOrMore, "What happens.", true, MapKind::AnyAction},
    {"if", Text, "Only in draws where this holds."},
};
// Each begins with its verb, whose value is the actor.
constexpr KeyInfo kRelease[] = {
    {"release", Name, "Cargo: comes loose from what it lies on."},
    {"push", Vector, "Velocity that it gets on leaving."},
    {"spin", Vector, "Turning that it gets on leaving."},
};
constexpr KeyInfo kPush[] = {
    {"push", Name, "A free body: changes its velocity at once."},
    {"by", Vector, "The change of velocity."},
    {"spin", Vector, "The change of turning."},
};
constexpr KeyInfo kSpin[] = {
    {"spin", Name, "A free body: changes its turning at once."},
    {"by", Vector, "The change of turning."},
};
constexpr KeyInfo kBrake[] = {
    {"brake", Name, "What follows a lane: brakes to a stop."},
    {"deceleration", Value, "How hard."},
    {"grip", Value, "Coefficient of friction of its tyres on the road: beyond it wheels lock."},
};
constexpr KeyInfo kSetSpeed[] = {
    {"set_speed", Name, "What follows a lane: changes its speed."},
    {"to", Value, "The new speed."},
    {"acceleration", Value, "How fast; left out: 2 m/s^2."},
};
constexpr KeyInfo kChangeLane[] = {
    {"change_lane", Name, "What follows a lane: changes it."},
    {"to", Name, "The new lane."},
    {"duration", Value, "How long it takes; left out: 3 s."},
};
constexpr KeyInfo kWalk[] = {
    {"walk", Name, "A person or an animal: walks, at 1.4 m/s unless told otherwise."},
    {"run", Name, "A person or an animal: runs, at 3.5 m/s unless told otherwise."},
    {"heading", Value, "0 deg: straight on; positive to the left."},
    {"speed", Value, "How fast."},
    {"acceleration", Value, "How it gets there; left out: 3 m/s^2."},
};
constexpr KeyInfo kRecord[] = {
    {"from", Value, "Begins at this time; left out: 0 s."},
    {"to", Value, "Ends at this time.", true},
};
constexpr KeyInfo kEmpirical[] = {
    {"file", Text, "A CSV file beside the scenario or below.", true},
    {"column", Text, "By the name in its first line.", true},
    {"unit", Text, "Of its numbers; left out: plain numbers."},
};

constexpr MapInfo kMaps[] = {
    {MapKind::Scenario, "the scenario", kScenario},
    {MapKind::Exposure, "exposure", kExposure},
    {MapKind::Correlation, "a correlation", kCorrelation},
    {MapKind::Stage, "stage", kStage},
    {MapKind::Weather, "weather", kWeather},
    {MapKind::Ego, "ego", kEgo},
    {MapKind::Sensor, "a sensor", kSensor},
    {MapKind::Asset, "an asset", kAsset},
    {MapKind::Actor, "an actor", kActor},
    {MapKind::Attitude, "attitude", kAttitude},
    {MapKind::Repeat, "repeat", kRepeat},
    {MapKind::Group, "a group", kGroup},
    {MapKind::Event, "an event", kEvent},
    {MapKind::Release, "release", kRelease},
    {MapKind::Push, "push", kPush},
    {MapKind::Spin, "spin", kSpin},
    {MapKind::Brake, "brake", kBrake},
    {MapKind::SetSpeed, "set_speed", kSetSpeed},
    {MapKind::ChangeLane, "change_lane", kChangeLane},
    {MapKind::Walk, "walk", kWalk},
    {MapKind::Record, "record", kRecord},
    {MapKind::Empirical, "empirical", kEmpirical},
};
constexpr std::array kActions{MapKind::Release, MapKind::Push, MapKind::Spin, MapKind::Brake, MapKind::SetSpeed, MapKind::ChangeLane, MapKind::Walk};

// Kinds of distributions that are no shapes.
constexpr std::pair<std::string_view, std::string_view> kOtherDistributions[] = {
    {"choice", "One of names or quantities: a list, or a map of option: weight."},
    {"mixture", "Now of one distribution, now of another: a list of maps with `weight` and a distribution."},
    {"empirical", "As measured: `{file, column, unit}` of a CSV file, or a list of quantities."},
    {"proposal", "Beside a distribution: drawn from this one instead, each instance carrying its weight."},
};

// --- the schema

Json described(Json schema, std::string_view meaning) {
  schema["description"] = meaning;
  return schema;
}
Json typed(Json type) {
  Json schema = Json::object();
  schema["type"] = std::move(type);
  return schema;
}
Json any_of(Json::Array schemas) {
  Json schema = Json::object();
  schema["anyOf"] = Json(std::move(schemas));
  return schema;
}
Json reference(std::string_view name) {
  Json schema = Json::object();
  schema["$ref"] = "#/definitions/" + std::string(name);
  return schema;
}
Json list_of(Json items) {
  Json schema = typed("array");
  schema["items"] = std::move(items);
  return schema;
}
Json named(Json each) {
  Json schema = typed("object");
  schema["additionalProperties"] = std::move(each);
  return schema;
}
// A scalar as YAML reads it: `2` is a number, `35 m` a text.
Json scalar() { return typed(Json::Array{"string", "number"}); }
Json text_or_number() { return scalar(); }

Json schema_of(const KeyInfo& key) {
  const auto name = key.of == MapKind::None ? std::string() : std::string(map_info(key.of == MapKind::Parameters || key.of == MapKind::AnyAction ? MapKind::Scenario : key.of).title);
  const auto map = [&] { return key.of == MapKind::AnyAction ? reference("an action") : reference(name); };
  switch (key.takes) {
    case Text: return text_or_number();
    case Texts: return any_of({scalar(), list_of(scalar())});
    case Name: return scalar();
    case Names: return any_of({scalar(), list_of(scalar())});
    case Value: return scalar();
    case DrawnValue:
    case DrawnName: return any_of({scalar(), reference("a distribution")});
    case Vector: {
      Json vector = list_of(scalar());
      vector["minItems"] = 3, vector["maxItems"] = 3;
      return vector;
    }
    case Number: return typed("number");
    case Integer: return typed("integer");
    case Flag: return typed("boolean");
    case Map: return key.of == MapKind::Repeat ? any_of({typed("integer"), map()}) : map();
    case List: return list_of(map());
    case OneOrMore: return any_of({map(), list_of(map())});
    case Named:
      if (key.of == MapKind::Parameters) return named(any_of({scalar(), reference("a distribution")}));
      return key.of == MapKind::Asset ? named(any_of({typed("string"), map()})) : named(map());
    case Requirements: return any_of({typed("string"), list_of(typed("string"))});
    case Any: return typed("object");
  }
  return Json::object();
}

Json schema_of(const MapInfo& info) {
  Json properties = Json::object();
  Json required = Json::array();
  for (const auto& key : info.keys) {
    properties[key.name] = described(schema_of(key), key.meaning);
    // A scenario that extends another need not repeat what that has, nor a group's use its asset.
    if (key.required && info.kind != MapKind::Scenario && info.kind != MapKind::Actor) required.push_back(key.name);
  }
  Json schema = typed("object");
  schema["properties"] = std::move(properties);
  schema["additionalProperties"] = false;
  if (!required.items().empty()) schema["required"] = std::move(required);
  return schema;
}

Json schema_of_stage() {
  const auto& info = map_info(MapKind::Stage);
  Json schema = schema_of(info);
  Json names = Json::array();
  for (const auto& place : all_places()) {
    names.push_back(place.name);
    for (const auto& parameter : place.parameters) schema["properties"][parameter.name] = described(scalar(), place.name + ": " + parameter.summary);
  }
  Json place = typed("string");
  place["enum"] = std::move(names);
  schema["properties"]["place"] = described(std::move(place), info.keys.front().meaning);
  return schema;
}

Json schema_of_distribution() {
  Json properties = Json::object();
  for (const auto& rule : shape_rules()) {
    Json arguments = Json::object();
    Json required = Json::array();
    for (const auto& argument : rule.used()) {
      arguments[argument.name] = described(scalar(), argument.meaning);
      if (argument.required) required.push_back(argument.name);
    }
    Json map = typed("object");
    map["properties"] = std::move(arguments);
    map["additionalProperties"] = false;
    map["required"] = std::move(required);
    properties[rule.name] = described(rule.shape == Shape::Uniform ? any_of({list_of(scalar()), std::move(map)}) : std::move(map), rule.meaning);
  }
  for (const auto& [name, meaning] : kOtherDistributions) {
    Json schema;
    if (name == "choice") schema = any_of({list_of(scalar()), named(typed("number"))});
    if (name == "mixture") schema = list_of(typed("object"));
    if (name == "empirical") schema = any_of({list_of(scalar()), reference("empirical")});
    if (name == "proposal") schema = reference("a distribution");
    properties[name] = described(std::move(schema), meaning);
  }
  Json schema = typed("object");
  schema["properties"] = std::move(properties);
  schema["additionalProperties"] = false;
  return schema;
}

}  // namespace

std::span<const MapInfo> all_maps() { return kMaps; }

const MapInfo& map_info(MapKind kind) {
  const auto* found = std::ranges::find(kMaps, kind, &MapInfo::kind);
  TAILCAST_CHECK(found != std::end(kMaps), "a map of the language without keys");
  return *found;
}

std::vector<std::string> key_names(MapKind kind) {
  std::vector<std::string> names;
  for (const auto& key : map_info(kind).keys) names.emplace_back(key.name);
  return names;
}

std::vector<Explanation> explain_key(std::string_view name) {
  std::vector<Explanation> found;
  for (const auto& map : kMaps)
    for (const auto& key : map.keys)
      if (key.name == name) found.push_back({std::string(map.title), std::string(key.meaning)});
  for (const auto& rule : shape_rules()) {
    if (rule.name == name) found.push_back({"a distribution", std::string(rule.meaning)});
    for (const auto& argument : rule.used())
      if (argument.name == name) found.push_back({std::string(rule.name), std::string(argument.meaning)});
  }
  for (const auto& [other, meaning] : kOtherDistributions)
    if (other == name) found.push_back({"a distribution", std::string(meaning)});
  for (const auto& place : all_places()) {
    if (place.name == name) found.push_back({"a place", place.summary});
    for (const auto& parameter : place.parameters)
      if (parameter.name == name) found.push_back({"the place " + place.name, parameter.summary});
  }
  return found;
}

std::vector<std::string> all_key_names() {
  std::vector<std::string> names;
  for (const auto& map : kMaps)
    for (const auto& key : map.keys) names.emplace_back(key.name);
  for (const auto& rule : shape_rules()) names.emplace_back(rule.name);
  for (const auto& other : kOtherDistributions) names.emplace_back(other.first);
  for (const auto& place : all_places()) {
    names.push_back(place.name);
    for (const auto& parameter : place.parameters) names.push_back(parameter.name);
  }
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

Json scenario_schema() {
  Json schema = schema_of(map_info(MapKind::Scenario));
  // `key+` appends to a list of what the scenario extends.
  for (const auto* list : {"tags", "sources", "correlations", "require", "events"}) {
    const auto key = std::ranges::find(kScenario, list, &KeyInfo::name);
    schema["properties"][std::string(list) + "+"] = described(schema_of(*key), "Appended: " + std::string(key->meaning));
  }
  Json definitions = Json::object();
  for (const auto& map : kMaps) {
    const bool of_action = std::ranges::find(kActions, map.kind) != kActions.end();
    if (map.kind == MapKind::Scenario || of_action) continue;
    definitions[map.title] = map.kind == MapKind::Stage ? schema_of_stage() : schema_of(map);
  }
  Json::Array actions;
  for (const auto kind : kActions) actions.push_back(schema_of(map_info(kind)));
  definitions["an action"] = any_of(std::move(actions));
  definitions["a distribution"] = schema_of_distribution();
  Json whole = Json::object();
  whole["$schema"] = "http://json-schema.org/draft-07/schema#";
  whole["title"] = "tailcast scenario";
  for (const auto& [key, value] : schema.entries()) whole[key] = value;
  whole["definitions"] = std::move(definitions);
  return whole;
}

}  // namespace tailcast
