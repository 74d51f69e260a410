// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include "scenarios/parameter_types.h"
#include "scenarios/presence.h"
#include "scenarios/spec.h"

namespace tailcast {
namespace {

std::string quote(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n')
      out += "\\n";
    else if (c == '\t')
      out += "\\t";
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    else
      out += c;
  }
  return out + "\"";
}

// Within a list or map in braces a comma would end the value.
std::string flow(const Expression& e) {
  auto text = print(e);
  return text.find(',') == std::string::npos ? text : "\"" + text + "\"";
}
std::string flow(const VectorSpec& v) {
  return fmt::format("[{}, {}, {}]", flow(v[0]), flow(v[1]), flow(v[2]));
}

bool is_plain(std::string_view text) {
  if (text.empty() || text == "null") return false;
  for (const char c : text)
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
          c == '/' || c == '.'))
      return false;
  return true;
}
std::string word(std::string_view text) {
  return is_plain(text) ? std::string(text) : quote(text);
}
std::string word(const Name& name) {
  return name.parameter ? "$" + name.text : word(name.text);
}

// Collects `key: value` and joins them as `{…}`.
class FlowMap {
 public:
  void add(std::string_view key, const std::string& value) {
    text_ += fmt::format("{}{}: {}", text_.empty() ? "" : ", ", key, value);
  }
  void add(std::string_view key, const std::optional<Expression>& value) {
    if (value) add(key, flow(*value));
  }
  void add(std::string_view key, const std::optional<VectorSpec>& value) {
    if (value) add(key, flow(*value));
  }
  void add(const AttitudeSpec& attitude) {
    add("yaw", attitude.yaw), add("pitch", attitude.pitch), add("roll", attitude.roll);
  }
  std::string text() const { return "{" + text_ + "}"; }

 private:
  std::string text_;
};

std::string print_distribution(const Fixed& d) {
  return print(d.value);
}  // quotes would make it a name
// `normal: {mean: …}`
std::string print_shaped(const Shaped& d) {
  const auto& rule = rule_of(d.shape);
  if (d.shape == Shape::Uniform) return fmt::format("uniform: [{}, {}]", flow(*d.arguments[0]), flow(*d.arguments[1]));
  FlowMap map;
  for (std::size_t i = 0; i < rule.count; ++i) map.add(rule.arguments[i].name, d.arguments[i]);
  return fmt::format("{}: {}", rule.name, map.text());
}
std::string print_distribution(const Shaped& d) {
  return "{" + print_shaped(d) + "}";
}
std::string print_distribution(const Mixture& d) {
  std::string parts;
  for (const auto& part : d.parts)
    parts += fmt::format("{}{{weight: {}, {}}}", parts.empty() ? "" : ", ", part.weight, print_shaped(part.shaped));
  return fmt::format("{{mixture: [{}]}}", parts);
}
std::string print_distribution(const Empirical& d) {
  const auto unit = unit_of(d.dimension);
  std::string values;
  for (const double value : d.values)
    values += fmt::format("{}{}{}{}", values.empty() ? "" : ", ", value, unit.empty() ? "" : " ", unit);
  return fmt::format("{{empirical: [{}]}}", values);
}
std::string print_distribution(const Choice& d) {
  // An option that needs quotes can only stand in a list: a key's quotes are not kept. Weights other than 1
  // only in a map.
  bool weighted = false;
  for (const auto& option : d.options) weighted = weighted || option.weight != 1;
  std::string inner;
  for (const auto& option : d.options) {
    const auto text = option.value ? flow(*option.value) : quote(option.name);
    inner += fmt::format("{}{}", inner.empty() ? "" : ", ", text);
    if (weighted) inner += fmt::format(": {}", option.weight);
  }
  return fmt::format("{{choice: {}{}{}}}", weighted ? "{" : "[", inner, weighted ? "}" : "]");
}

std::string print_parameter(const ParameterSpec& parameter) {
  const auto print_any = [](const Distribution& distribution) {
    return std::visit([](const auto& d) { return print_distribution(d); }, distribution);
  };
  auto text = print_any(parameter.distribution);
  if (parameter.proposal) text.insert(text.size() - 1, ", proposal: " + print_any(*parameter.proposal));
  return text;
}

std::string print_sensor(const SensorSpec& sensor) {
  FlowMap map;
  map.add("preset", word(sensor.preset)), map.add("at", flow(sensor.at)), map.add(sensor.attitude), map.add("phase", sensor.phase);
  return map.text();
}

void add_placement(const ActorSpec& actor, FlowMap& map) {
  if (const auto* at = std::get_if<AtSpec>(&actor.placement)) map.add("at", flow(at->s));
  if (const auto* ahead = std::get_if<AheadSpec>(&actor.placement)) {
    map.add(ahead->behind ? "behind" : "ahead", flow(ahead->distance));
    if (!ahead->of.text.empty()) map.add("of", word(ahead->of));
  }
  if (const auto* between = std::get_if<BetweenSpec>(&actor.placement))
    map.add("between", fmt::format("[{}, {}]", word(between->a), word(between->b)));
  if (const auto* on = std::get_if<OnSpec>(&actor.placement))
    map.add("on", quote(on->actor.text + "." + on->anchor));
  if (const auto* towed = std::get_if<TowedSpec>(&actor.placement)) map.add("towed_by", word(towed->actor));
}

std::string print_asset(const AssetSpec& asset) {
  FlowMap map;
  map.add("mesh", quote(asset.mesh));
  const auto add = [&](const char* key, const std::string& text) {
    if (!text.empty()) map.add(key, quote(text));
  };
  add("class", asset.class_name), add("unit", asset.unit), add("up", asset.up), add("forward", asset.forward);
  FlowMap materials;
  for (const auto& [name, material] : asset.materials) materials.add(quote(name), quote(material));
  if (!asset.materials.empty()) map.add("materials", materials.text());
  map.add("mass", asset.mass), map.add("friction", asset.friction), map.add("restitution", asset.restitution);
  return map.text();
}

std::string print_actor(const ActorSpec& actor) {
  FlowMap map;
  map.add("asset", word(actor.asset));
  if (actor.lane) map.add("lane", word(*actor.lane));
  add_placement(actor, map);
  map.add("offset", actor.offset), map.add("shift", actor.shift), map.add("bears", actor.bears),
      map.add("facing", actor.facing);
  map.add("speed", actor.speed), map.add("drop", actor.drop), map.add("velocity", actor.velocity),
      map.add("spin", actor.spin);
  if (actor.attitude) {
    FlowMap attitude;
    attitude.add(*actor.attitude);
    map.add("attitude", attitude.text());
  }
  if (actor.motion) map.add("motion", std::string(*actor.motion == Motion::Free ? "free" : "kinematic"));
  if (actor.presence) map.add("if", quote(print(*actor.presence)));
  return map.text();
}

std::string print_condition(const ConditionSpec& condition) {
  const auto pair = condition.a.text + ", " + condition.b.text;
  switch (condition.kind) {
    case ConditionSpec::Kind::Time:
      return "at: " + print(condition.value);
    case ConditionSpec::Kind::Contact:
      return fmt::format("when: \"contact({})\"", pair);
    case ConditionSpec::Kind::Distance:
      return fmt::format("when: \"distance({}) < {}\"", pair, print(condition.value));
    case ConditionSpec::Kind::TimeToCollision:
      return fmt::format("when: \"ttc({}) < {}\"", pair, print(condition.value));
  }
  return {};
}

std::string print_action(const ActionSpec& action) {
  using Kind = ActionSpec::Kind;
  FlowMap map;
  const auto target = word(action.actor);
  switch (action.kind) {
    case Kind::Release:
      map.add("release", target), map.add("push", action.push), map.add("spin", action.spin);
      break;
    case Kind::Push:
      if (action.push)
        map.add("push", target), map.add("by", action.push), map.add("spin", action.spin);
      else
        map.add("spin", target), map.add("by", action.spin);
      break;
    case Kind::Brake:
      map.add("brake", target), map.add("deceleration", action.acceleration), map.add("grip", action.grip);
      break;
    case Kind::SetSpeed:
      map.add("set_speed", target), map.add("to", action.speed), map.add("acceleration", action.acceleration);
      break;
    case Kind::ChangeLane:
      map.add("change_lane", target);
      if (action.lane) map.add("to", word(*action.lane));
      map.add("duration", action.duration);
      break;
    case Kind::Walk:
    case Kind::Run:
      map.add(action.kind == Kind::Walk ? "walk" : "run", target);
      map.add("heading", action.heading), map.add("speed", action.speed),
          map.add("acceleration", action.acceleration);
      break;
  }
  return map.text();
}

std::string print_list(const std::vector<std::string>& texts) {
  std::string out;
  for (const auto& text : texts) out += (out.empty() ? "" : ", ") + quote(text);
  return "[" + out + "]";
}

std::string print_about(const ScenarioSpec& spec) {
  std::string out = fmt::format("tailcast: 1\nname: {}\n", word(spec.name));
  if (!spec.summary.empty()) out += fmt::format("summary: {}\n", quote(spec.summary));
  if (!spec.notes.empty()) out += fmt::format("notes: {}\n", quote(spec.notes));
  if (!spec.tags.empty()) out += fmt::format("tags: {}\n", print_list(spec.tags));
  if (!spec.sources.empty()) out += fmt::format("sources: {}\n", print_list(spec.sources));
  if (spec.exposure)
    out += fmt::format("exposure: {{rate: {} per {}, source: {}}}\n", spec.exposure->rate, spec.exposure->per,
                       quote(spec.exposure->source));
  return out;
}

std::string print_world(const ScenarioSpec& spec) {
  FlowMap stage, weather, record;
  stage.add("place", word(spec.stage.place));
  for (const auto& parameter : spec.stage.parameters) stage.add(parameter.name, flow(parameter.value));
  weather.add("rain", spec.weather.rain), weather.add("snow", spec.weather.snow);
  weather.add("visibility", spec.weather.visibility);
  weather.add("water_film", spec.weather.water_film), weather.add("snow_cover", spec.weather.snow_cover);
  weather.add("wind", spec.weather.wind), weather.add("wind_heading", spec.weather.wind_heading);
  std::string out = fmt::format("stage: {}\n", stage.text());
  if (weather.text() != "{}") out += fmt::format("weather: {}\n", weather.text());
  out += fmt::format("ego:\n  lane: {}\n", word(spec.ego.lane));
  if (spec.ego.at) out += fmt::format("  at: {}\n", flow(*spec.ego.at));
  out += fmt::format("  speed: {}\n  sensors:\n", flow(spec.ego.speed));
  for (const auto& sensor : spec.ego.sensors)
    out += fmt::format("    {}: {}\n", sensor.name, print_sensor(sensor));
  return out;
}

std::string print_happening(const ScenarioSpec& spec) {
  std::string out;
  if (!spec.assets.empty()) out += "assets:\n";
  for (const auto& asset : spec.assets) out += fmt::format("  {}: {}\n", asset.name, print_asset(asset));
  if (!spec.actors.empty()) out += "actors:\n";
  for (const auto& actor : spec.actors) out += fmt::format("  {}: {}\n", actor.name, print_actor(actor));
  if (!spec.events.empty()) out += "events:\n";
  for (const auto& event : spec.events) {
    out += fmt::format("  - {}\n", print_condition(event.condition));
    if (event.condition.after) out += fmt::format("    after: {}\n", flow(*event.condition.after));
    if (event.presence) out += fmt::format("    if: {}\n", quote(print(*event.presence)));
    out += "    do:\n";
    for (const auto& action : event.actions) out += fmt::format("      - {}\n", print_action(action));
  }
  FlowMap record;
  record.add("from", spec.record_from), record.add("to", flow(spec.record_to));
  out += fmt::format("record: {}\nhazard: [", record.text());
  for (std::size_t i = 0; i < spec.hazards.size(); ++i) out += (i == 0 ? "" : ", ") + word(spec.hazards[i]);
  return out + "]\n";
}

}  // namespace

std::string print(const ScenarioSpec& spec) {
  std::string out = print_about(spec);
  if (!spec.parameters.empty()) out += "parameters:\n";
  for (const auto& parameter : spec.parameters) out += fmt::format("  {}: {}\n", parameter.name, print_parameter(parameter));
  if (!spec.correlations.empty()) out += "correlations:\n";
  for (const auto& correlation : spec.correlations)
    out += fmt::format("  - {{between: [{}, {}], rank: {}}}\n", correlation.a.text, correlation.b.text, correlation.rank);
  if (!spec.require.empty()) out += "require:\n";
  for (const auto& requirement : spec.require) out += fmt::format("  - \"{}\"\n", print(requirement));
  return out + print_world(spec) + print_happening(spec);
}

}  // namespace tailcast
