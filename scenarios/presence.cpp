// SPDX-License-Identifier: Apache-2.0
#include "scenarios/presence.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "scenarios/reader.h"

namespace tailcast {
namespace {

std::string trimmed(std::string text) {
  text.erase(0, text.find_first_not_of(' '));
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

bool holds(const PresenceSpec& presence, const Drawn& drawn) {
  if (presence.comparison) return evaluate(*presence.comparison, drawn.values) == 1;
  const auto found = drawn.names.find(presence.parameter.text);
  return (found != drawn.names.end() && found->second == presence.option) == presence.equal;
}

// Names of actors that are not there.
std::set<std::string> absent_actors(const ScenarioSpec& spec, const Drawn& drawn) {
  std::set<std::string> absent;
  for (const auto& actor : spec.actors)
    if (actor.presence && !holds(*actor.presence, drawn)) absent.insert(actor.name);
  for (bool more = !absent.empty(); more;) {  // and what they carry or tow
    more = false;
    for (const auto& actor : spec.actors) {
      const auto* on = std::get_if<OnSpec>(&actor.placement);
      const auto* towed = std::get_if<TowedSpec>(&actor.placement);
      const auto* by = on != nullptr ? &on->actor : towed != nullptr ? &towed->actor : nullptr;
      if (by != nullptr && absent.contains(by->text)) more = absent.insert(actor.name).second || more;
    }
  }
  return absent;
}

void expect_neighbours(const ScenarioSpec& spec, const std::set<std::string>& absent) {
  for (const auto& actor : spec.actors) {
    if (absent.contains(actor.name)) continue;
    std::vector<const Name*> by;
    if (const auto* ahead = std::get_if<AheadSpec>(&actor.placement)) by = {&ahead->of};
    if (const auto* between = std::get_if<BetweenSpec>(&actor.placement)) by = {&between->a, &between->b};
    for (const auto* name : by)
      if (absent.contains(name->text))
        refuse_draw(spec, name->where, "E0219", fmt::format("`{}` stands by `{}`, which is not there in this draw", actor.name, name->text),
                    "give it the same `if`, or place it by something else");
  }
}

}  // namespace

PresenceSpec read_presence(const YamlNode& node, Diagnostics& diagnostics) {
  PresenceSpec presence;
  presence.where = {node.loc};
  if (!node.is_scalar() || node.scalar.empty()) {
    diagnostics.error(node.loc, "E0218", "`if` must be a comparison", "write `if: gap < 20 m` or `if: variant == rain`");
    return presence;
  }
  auto at = node.scalar.find("==");
  presence.equal = at != std::string::npos;
  if (!presence.equal) at = node.scalar.find("!=");
  if (at == std::string::npos) {
    presence.comparison = read_expression(node, "if", diagnostics);
    return presence;
  }
  auto name = trimmed(node.scalar.substr(0, at));
  if (name.starts_with('$')) name.erase(0, 1);
  presence.option = trimmed(node.scalar.substr(at + 2));
  if (!is_identifier(name) || presence.option.empty())
    diagnostics.error(node.loc, "E0218", fmt::format("`{}` compares no parameter with a name", node.scalar), "write `if: variant == rain`");
  else
    presence.parameter = {name, false, {node.loc}};
  return presence;
}

void check_presence(const ScenarioSpec& spec, const PresenceSpec& presence, ParameterTypes& types, Diagnostics& diagnostics) {
  if (presence.comparison) {
    if (is_unreadable(*presence.comparison)) return;
    if (!is_comparison(*presence.comparison))
      diagnostics.error(presence.where.loc, "E0210", "`if` must be a comparison", "write e.g. `gap < 20 m` or `variant == rain`");
    types.of_value(*presence.comparison);
    return;
  }
  if (presence.parameter.text.empty()) return;
  const auto type = types.of_reference(presence.parameter.text, presence.parameter.where);
  const auto* parameter = find_parameter(spec, presence.parameter.text);
  if (parameter == nullptr || !parameter->valid) return;
  if (type.kind != ValueType::Kind::Name) {
    diagnostics.error(presence.where.loc, "E0209", fmt::format("`{}` is a quantity: it equals no name", parameter->name), "compare it by `<` or `>`");
    return;
  }
  std::vector<std::string> options;
  for (const auto& option : std::get<Choice>(parameter->distribution).options) options.push_back(option.name);
  if (std::ranges::find(options, presence.option) == options.end())
    diagnostics.error(presence.where.loc, "E0218", fmt::format("`{}` is never `{}`", parameter->name, presence.option), did_you_mean(presence.option, options));
}

std::string print(const PresenceSpec& presence) {
  if (presence.comparison) return print(*presence.comparison);
  return fmt::format("{} {} {}", presence.parameter.text, presence.equal ? "==" : "!=", presence.option);
}

ScenarioSpec present_parts(const ScenarioSpec& spec, const Drawn& drawn) {
  const auto absent = absent_actors(spec, drawn);
  expect_neighbours(spec, absent);
  const auto gone = [&](const Name& name) { return absent.contains(name.text); };
  ScenarioSpec present = spec;
  std::erase_if(present.actors, [&](const ActorSpec& actor) { return absent.contains(actor.name); });
  std::erase_if(present.events, [&](const EventSpec& event) {
    return (event.presence && !holds(*event.presence, drawn)) || gone(event.condition.a) || gone(event.condition.b);
  });
  for (auto& event : present.events) std::erase_if(event.actions, [&](const ActionSpec& action) { return gone(action.actor); });
  std::erase_if(present.events, [](const EventSpec& event) { return event.actions.empty(); });
  std::erase_if(present.hazards, gone);
  if (present.hazards.empty())
    refuse_draw(spec, spec.hazards.front().where, "E0219", "no hazard is there in this draw", "one hazard at least must be there in each draw");
  return present;
}

}  // namespace tailcast
