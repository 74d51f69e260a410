// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include "core/error.h"
#include "core/file.h"
#include "scenarios/compose.h"
#include "scenarios/document.h"
#include "scenarios/reader.h"

namespace tailcast {
namespace {

void read_version(const YamlNode& root, Diagnostics& diagnostics) {
  const auto* node = require_key(root, "tailcast", "the scenario", diagnostics);
  if (node == nullptr) return;
  const auto version = read_integer(*node, "tailcast", diagnostics);
  if (version && *version != 1)
    diagnostics.error(node->loc, "E0106", fmt::format("version {} of the language is not known", *version),
                      "write `tailcast: 1`");
}

void read_about(const YamlNode& root, ScenarioSpec& spec, Diagnostics& diagnostics) {
  if (const auto* name = require_key(root, "name", "the scenario", diagnostics)) {
    spec.name = read_text(*name, "name", diagnostics).value_or("unnamed");
    if (!is_identifier(spec.name))
      diagnostics.error(name->loc, "E0108", fmt::format("`{}` is no name for a scenario", spec.name),
                        "letters, digits and `_`, beginning with a letter");
  }
  spec.summary = find_text(root, "summary", "summary", diagnostics);
  spec.notes = find_text(root, "notes", "notes", diagnostics);
  const auto read_texts = [&](const char* key, std::vector<std::string>& texts) {
    const auto* node = root.find(key);
    if (node == nullptr) return;
    for (const auto& item : as_list(*node)) texts.push_back(read_text(item, key, diagnostics).value_or(""));
  };
  read_texts("tags", spec.tags);
  read_texts("sources", spec.sources);
}

// "4e-8 per km"
void read_exposure(const YamlNode& node, ScenarioSpec& spec, Diagnostics& diagnostics) {
  if (!expect_map(node, MapKind::Exposure, "exposure", diagnostics)) return;
  ExposureSpec exposure;
  exposure.source = find_text(node, "source", "source", diagnostics);
  const auto* rate = require_key(node, "rate", "exposure", diagnostics);
  require_key(node, "source", "exposure", diagnostics);
  if (rate == nullptr) return;
  const auto text = read_text(*rate, "rate", diagnostics).value_or("");
  const auto per = text.find(" per ");
  const auto number = per == std::string::npos ? std::nullopt : parse_quantity(text.substr(0, per));
  exposure.per = per == std::string::npos ? "" : text.substr(per + 5);
  const auto unit = parse_unit(exposure.per);
  if (!number || !(number->dimension == kNumber) || number->value < 0 || !unit ||
      !(unit->dimension == kLength || unit->dimension == kTime)) {
    diagnostics.error(rate->loc, "E0105", "rate must be a number per distance or per time",
                      "write e.g. `4e-8 per km` or `0.2 per h`");
    return;
  }
  exposure.rate = number->value;
  spec.exposure = std::move(exposure);
}

void read_stage(const YamlNode& node, ScenarioSpec& spec, Diagnostics& diagnostics) {
  if (!node.is_map()) {
    diagnostics.error(node.loc, "E0103", "stage must be a map (`key: value` lines)");
    return;
  }
  spec.stage.place = require_name(node, "place", "stage", diagnostics);
  for (const auto& entry : node.entries)
    if (entry.key != "place")
      spec.stage.parameters.push_back(
          {entry.key, read_expression(entry.value, entry.key, diagnostics), {entry.key_loc}});
}

void read_weather(const YamlNode& node, ScenarioSpec& spec, Diagnostics& diagnostics) {
  if (!expect_map(node, MapKind::Weather, "weather", diagnostics))
    return;
  const auto read = [&](const char* key) { return find_expression(node, key, key, diagnostics); };
  spec.weather = {read("rain"), read("snow"), read("visibility"), read("water_film"), read("snow_cover"),
                  read("wind"), read("wind_heading")};
}

SensorSpec read_sensor(const YamlNode::Entry& entry, Diagnostics& diagnostics) {
  SensorSpec sensor;
  sensor.name = entry.key;
  sensor.where = {entry.key_loc};
  sensor.at.fill(unreadable());
  expect_identifier(entry, "a sensor", diagnostics);
  const auto what = fmt::format("sensor `{}`", entry.key);
  if (!expect_map(entry.value, MapKind::Sensor, what, diagnostics)) return sensor;
  sensor.preset = require_name(entry.value, "preset", what, diagnostics);
  if (const auto* at = require_key(entry.value, "at", what, diagnostics))
    sensor.at = read_vector(*at, "at", diagnostics);
  sensor.attitude = read_attitude(entry.value, what, diagnostics);
  sensor.phase = find_expression(entry.value, "phase", "phase", diagnostics);
  return sensor;
}

void read_ego(const YamlNode& node, ScenarioSpec& spec, Diagnostics& diagnostics) {
  spec.ego.speed = unreadable();
  if (!expect_map(node, MapKind::Ego, "ego", diagnostics)) return;
  spec.ego.lane = require_name(node, "lane", "ego", diagnostics);
  spec.ego.at = find_expression(node, "at", "at", diagnostics);
  spec.ego.speed = require_expression(node, "speed", "ego", diagnostics);
  const auto* sensors = require_key(node, "sensors", "ego", diagnostics);
  if (sensors == nullptr) return;
  if (!sensors->is_map()) {
    diagnostics.error(sensors->loc, "E0103", "sensors must be a map (`name: {preset: …, at: …}`)");
    return;
  }
  if (sensors->entries.empty())
    diagnostics.error(sensors->loc, "E0107", "the ego has no sensor", "add `top: {preset: …, at: […]}`");
  for (const auto& entry : sensors->entries) spec.ego.sensors.push_back(read_sensor(entry, diagnostics));
}

void read_assets(const YamlNode& node, ScenarioSpec& spec, Diagnostics& diagnostics) {
  if (!node.is_map()) {
    diagnostics.error(node.loc, "E0103", "assets must be a map (`name: {mesh: …}`)");
    return;
  }
  for (const auto& entry : node.entries) spec.assets.push_back(read_asset(entry, diagnostics));
}

void read_actors(const YamlNode& node, ScenarioSpec& spec, Diagnostics& diagnostics) {
  if (!node.is_map()) {
    diagnostics.error(node.loc, "E0103", "actors must be a map (`name: {asset: …}`)");
    return;
  }
  for (const auto& entry : node.entries) spec.actors.push_back(read_actor(entry, diagnostics));
}

void read_events(const YamlNode& node, ScenarioSpec& spec, Diagnostics& diagnostics) {
  if (!node.is_sequence()) {
    diagnostics.error(node.loc, "E0104", "events must be a list (`- at: … do: …`)");
    return;
  }
  for (const auto& item : node.items) spec.events.push_back(read_event(item, diagnostics));
}

void read_record(const YamlNode& node, ScenarioSpec& spec, Diagnostics& diagnostics) {
  spec.record_where = {node.loc};
  if (!expect_map(node, MapKind::Record, "record", diagnostics)) return;
  spec.record_from = find_expression(node, "from", "from", diagnostics);
  spec.record_to = require_expression(node, "to", "record", diagnostics);
}

void read_requirements(const YamlNode& node, ScenarioSpec& spec, Diagnostics& diagnostics) {
  for (const auto& item : as_list(node))
    spec.require.push_back(read_expression(item, "a requirement", diagnostics));
}

void read_hazard(const YamlNode& node, ScenarioSpec& spec, Diagnostics& diagnostics) {
  if (node.is_sequence() && node.items.empty())
    diagnostics.error(node.loc, "E0107", "hazard names nobody", "");
  for (const auto& item : as_list(node)) spec.hazards.push_back(read_name(item, "hazard", diagnostics));
}

}  // namespace

std::optional<ScenarioSpec> read_scenario(const YamlNode& root, Diagnostics& diagnostics) {
  ScenarioSpec spec;
  spec.record_to = unreadable();
  spec.ego.speed = unreadable();
  const auto before = diagnostics.errors.size();
  if (!expect_map(root, MapKind::Scenario, "the scenario", diagnostics)) return std::nullopt;
  if (const auto* fragment = root.find("fragment"))
    diagnostics.error(fragment->loc, "E0111", "a fragment is no scenario", "take it in by `include`");
  read_version(root, diagnostics);
  read_about(root, spec, diagnostics);
  if (const auto* node = root.find("exposure")) read_exposure(*node, spec, diagnostics);
  if (const auto* node = root.find("parameters")) spec.parameters = read_parameters(*node, diagnostics);
  if (const auto* node = root.find("correlations")) spec.correlations = read_correlations(*node, diagnostics);
  if (const auto* node = root.find("require")) read_requirements(*node, spec, diagnostics);
  if (const auto* node = require_key(root, "stage", "the scenario", diagnostics))
    read_stage(*node, spec, diagnostics);
  if (const auto* node = root.find("weather")) read_weather(*node, spec, diagnostics);
  if (const auto* node = require_key(root, "ego", "the scenario", diagnostics))
    read_ego(*node, spec, diagnostics);
  if (const auto* node = root.find("assets")) read_assets(*node, spec, diagnostics);
  if (const auto* node = root.find("actors")) read_actors(*node, spec, diagnostics);
  if (const auto* node = root.find("events")) read_events(*node, spec, diagnostics);
  if (const auto* node = require_key(root, "record", "the scenario", diagnostics))
    read_record(*node, spec, diagnostics);
  if (const auto* node = require_key(root, "hazard", "the scenario", diagnostics))
    read_hazard(*node, spec, diagnostics);
  check(spec, diagnostics);
  if (diagnostics.errors.size() != before) return std::nullopt;
  return spec;
}

std::optional<ScenarioSpec> parse_scenario(std::string_view text, const std::string& file,
                                           Diagnostics& diagnostics) {
  const auto before = diagnostics.errors.size();
  auto root = parse_yaml(text, file, diagnostics);
  if (!root || !compose(*root, diagnostics) || !expand(*root, diagnostics)) return std::nullopt;
  auto spec = read_scenario(*root, diagnostics);
  if (!spec || diagnostics.errors.size() != before) return std::nullopt;
  spec->origin = {file, std::string(text), {}};
  return spec;
}

ScenarioSpec load_scenario(const std::string& path) {
  Diagnostics diagnostics;
  auto spec = parse_scenario(read_file(path, kMaxYamlBytes), path, diagnostics);
  if (!spec) throw InputError(std::move(diagnostics));
  return std::move(*spec);
}

const ParameterSpec* find_parameter(const ScenarioSpec& spec, std::string_view name) {
  for (const auto& parameter : spec.parameters)
    if (parameter.name == name) return &parameter;
  return nullptr;
}

ClassId class_of(const AssetSpec& asset) {
  return asset.class_name.empty() ? ClassId::Debris : find_class(asset.class_name).value_or(ClassId::Debris);
}

const AssetSpec* find_own_asset(const ScenarioSpec& spec, std::string_view name) {
  for (const auto& asset : spec.assets)
    if (asset.name == name) return &asset;
  return nullptr;
}

bool hangs_on_another(const ActorSpec& actor) {
  return std::holds_alternative<OnSpec>(actor.placement) || std::holds_alternative<TowedSpec>(actor.placement);
}

const ActorSpec* find_actor(const ScenarioSpec& spec, std::string_view name) {
  for (const auto& actor : spec.actors)
    if (actor.name == name) return &actor;
  return nullptr;
}

}  // namespace tailcast
