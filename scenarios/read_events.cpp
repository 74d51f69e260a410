// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include "scenarios/presence.h"
#include "scenarios/reader.h"

namespace tailcast {
namespace {

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\n\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\n\r") - first + 1);
}

// contact(a, b) | distance(a, b) < length | ttc(a, b) < time
struct ConditionText {
  std::string_view kind, a, b, bound;
};
std::optional<ConditionText> split_condition(std::string_view text) {
  const auto open = text.find('('), comma = text.find(','), close = text.find(')');
  if (open == std::string_view::npos || comma == std::string_view::npos || close == std::string_view::npos)
    return std::nullopt;
  if (!(open < comma && comma < close)) return std::nullopt;
  return ConditionText{trim(text.substr(0, open)), trim(text.substr(open + 1, comma - open - 1)),
                       trim(text.substr(comma + 1, close - comma - 1)), trim(text.substr(close + 1))};
}

ConditionSpec read_when(const YamlNode& node, Diagnostics& diagnostics) {
  ConditionSpec condition;
  condition.kind = ConditionSpec::Kind::Contact;
  condition.where = {node.loc};
  condition.value = unreadable();
  const auto refuse = [&](std::string message) {
    diagnostics.error(node.loc, "E0406", std::move(message),
                      "one of: contact(a, b); distance(a, b) < 5 m; ttc(a, b) < 2 s");
    return condition;
  };
  if (!node.is_scalar()) return refuse("`when` must be a condition");
  const auto parts = split_condition(node.scalar);
  if (!parts) return refuse(fmt::format("`{}` is no condition", node.scalar));
  const auto place_of = [&](std::string_view piece) {
    auto loc = node.loc;
    loc.column += static_cast<int>(piece.data() - node.scalar.data()) + (node.quoted ? 1 : 0);
    return loc;
  };
  const bool contact = parts->kind == "contact";
  if (parts->kind == "distance")
    condition.kind = ConditionSpec::Kind::Distance;
  else if (parts->kind == "ttc")
    condition.kind = ConditionSpec::Kind::TimeToCollision;
  else if (!contact)
    return refuse(fmt::format("unknown condition `{}`", parts->kind));
  condition.a = {std::string(parts->a), false, {place_of(parts->a)}};
  condition.b = {std::string(parts->b), false, {place_of(parts->b)}};
  if (parts->a.empty() || parts->b.empty()) return refuse("a condition is about two actors");
  if (contact != parts->bound.empty())
    return refuse(contact ? "a contact has no bound" : "the bound is missing");
  if (contact) return condition;
  if (parts->bound.front() != '<') return refuse("the bound must be written with `<`");
  const auto bound = trim(parts->bound.substr(1));
  condition.value =
      parse_expression(bound, bound.empty() ? node.loc : place_of(bound), diagnostics).value_or(unreadable());
  return condition;
}

ConditionSpec read_condition(const YamlNode& map, Diagnostics& diagnostics) {
  const auto* at = map.find("at");
  const auto* when = map.find("when");
  ConditionSpec condition;
  if ((at != nullptr) == (when != nullptr)) {
    diagnostics.error(map.loc, at != nullptr ? "E0107" : "E0101",
                      "an event happens `at` a time or `when` something is so: give one",
                      "write `at: 1.5 s` or `when: contact(a, road)`");
    condition.value = unreadable();
  } else if (when != nullptr) {
    condition = read_when(*when, diagnostics);
  } else {
    condition.value = read_expression(*at, "at", diagnostics);
    condition.where = {at->loc};
  }
  condition.after = find_expression(map, "after", "after", diagnostics);
  return condition;
}

using Kind = ActionSpec::Kind;

void read_release(const YamlNode& map, ActionSpec& action, Diagnostics& diagnostics) {
  expect_map(map, MapKind::Release, "release", diagnostics);
  action.push = find_vector(map, "push", "push", diagnostics);
  action.spin = find_vector(map, "spin", "spin", diagnostics);
}
void read_push(const YamlNode& map, ActionSpec& action, Diagnostics& diagnostics) {
  expect_map(map, MapKind::Push, "push", diagnostics);
  if (const auto* by = require_key(map, "by", "push", diagnostics))
    action.push = read_vector(*by, "by", diagnostics);
  action.spin = find_vector(map, "spin", "spin", diagnostics);
}
void read_spin(const YamlNode& map, ActionSpec& action, Diagnostics& diagnostics) {
  expect_map(map, MapKind::Spin, "spin", diagnostics);
  if (const auto* by = require_key(map, "by", "spin", diagnostics))
    action.spin = read_vector(*by, "by", diagnostics);
}
void read_brake(const YamlNode& map, ActionSpec& action, Diagnostics& diagnostics) {
  expect_map(map, MapKind::Brake, "brake", diagnostics);
  action.acceleration = require_expression(map, "deceleration", "brake", diagnostics);
  action.grip = find_expression(map, "grip", "grip", diagnostics);
}
void read_set_speed(const YamlNode& map, ActionSpec& action, Diagnostics& diagnostics) {
  expect_map(map, MapKind::SetSpeed, "set_speed", diagnostics);
  action.speed = require_expression(map, "to", "set_speed", diagnostics);
  action.acceleration = find_expression(map, "acceleration", "acceleration", diagnostics);
}
void read_change_lane(const YamlNode& map, ActionSpec& action, Diagnostics& diagnostics) {
  expect_map(map, MapKind::ChangeLane, "change_lane", diagnostics);
  action.lane = require_name(map, "to", "change_lane", diagnostics);
  action.duration = find_expression(map, "duration", "duration", diagnostics);
}
void read_walk(const YamlNode& map, ActionSpec& action, Diagnostics& diagnostics) {
  expect_map(map, MapKind::Walk, "walk", diagnostics);
  action.heading = find_expression(map, "heading", "heading", diagnostics);
  action.speed = find_expression(map, "speed", "speed", diagnostics);
  action.acceleration = find_expression(map, "acceleration", "acceleration", diagnostics);
}

struct Verb {
  const char* key;
  Kind kind;
  void (*read)(const YamlNode&, ActionSpec&, Diagnostics&);
};
// `push` and `spin` are also keys of `release`: the first verb whose value is a name wins.
constexpr Verb kVerbs[] = {
    {"release", Kind::Release, read_release},
    {"push", Kind::Push, read_push},
    {"spin", Kind::Push, read_spin},
    {"brake", Kind::Brake, read_brake},
    {"set_speed", Kind::SetSpeed, read_set_speed},
    {"change_lane", Kind::ChangeLane, read_change_lane},
    {"walk", Kind::Walk, read_walk},
    {"run", Kind::Run, read_walk},
};

std::optional<ActionSpec> read_action(const YamlNode& map, Diagnostics& diagnostics) {
  const auto refuse = [&](std::string message) {
    std::vector<std::string> verbs;
    for (const auto& verb : kVerbs) verbs.emplace_back(verb.key);
    const auto word = map.is_map() && !map.entries.empty() ? map.entries.front().key : "";
    const auto loc = map.is_map() && !map.entries.empty() ? map.entries.front().key_loc : map.loc;
    diagnostics.error(loc, "E0405", std::move(message), did_you_mean(word, verbs));
    return std::nullopt;
  };
  if (!map.is_map()) return refuse("an action is a map, such as `{release: ladder}`");
  const Verb* found = nullptr;
  for (const auto& verb : kVerbs) {
    const auto* target = map.find(verb.key);
    if (target == nullptr || !target->is_scalar()) continue;
    if (found != nullptr)
      return refuse(fmt::format("one action has both `{}` and `{}`", found->key, verb.key));
    found = &verb;
  }
  if (found == nullptr) return refuse("an action says what to do, and to whom");
  ActionSpec action;
  action.kind = found->kind;
  action.where = {map.loc};
  action.actor = read_name(*map.find(found->key), found->key, diagnostics);
  found->read(map, action, diagnostics);
  return action;
}

}  // namespace

EventSpec read_event(const YamlNode& node, Diagnostics& diagnostics) {
  EventSpec event;
  event.condition.value = unreadable();
  if (!expect_map(node, MapKind::Event, "an event", diagnostics)) return event;
  event.condition = read_condition(node, diagnostics);
  if (const auto* presence = node.find("if")) event.presence = read_presence(*presence, diagnostics);
  const auto* what = require_key(node, "do", "an event", diagnostics);
  if (what == nullptr) return event;
  for (const auto& item : as_list(*what))
    if (auto action = read_action(item, diagnostics)) event.actions.push_back(std::move(*action));
  if (what->is_sequence() && what->items.empty())
    diagnostics.error(what->loc, "E0107", "an event with nothing to do", "");
  return event;
}

}  // namespace tailcast
