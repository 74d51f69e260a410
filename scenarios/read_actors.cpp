// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include "scenarios/presence.h"
#include "scenarios/reader.h"

namespace tailcast {
namespace {

OnSpec read_on(const YamlNode& node, Diagnostics& diagnostics) {
  OnSpec on;
  on.actor.where = {node.loc};
  const auto text = read_text(node, "on", diagnostics).value_or("");
  if (text.empty()) return on;
  const auto dot = text.find('.');
  if (dot == std::string::npos || dot == 0 || dot + 1 == text.size()) {
    diagnostics.error(node.loc, "E0105", "on must say whose anchor",
                      "write `on: actor.anchor`, e.g. `on: pickup.bed`");
    return on;
  }
  on.actor.text = text.substr(0, dot);
  on.anchor = text.substr(dot + 1);
  return on;
}

BetweenSpec read_between(const YamlNode& node, Diagnostics& diagnostics) {
  if (!node.is_sequence() || node.items.size() != 2) {
    diagnostics.error(node.loc, "E0104", "between must be a list of two actors", "write `between: [a, b]`");
    return {};
  }
  return {read_name(node.items[0], "an actor", diagnostics),
          read_name(node.items[1], "an actor", diagnostics)};
}

AheadSpec read_ahead(const YamlNode& map, const YamlNode& distance, bool behind, Diagnostics& diagnostics) {
  AheadSpec ahead;
  ahead.behind = behind;
  ahead.distance = read_expression(distance, behind ? "behind" : "ahead", diagnostics);
  if (const auto* of = map.find("of")) ahead.of = read_name(*of, "of", diagnostics);
  return ahead;
}

void read_placement(const YamlNode::Entry& entry, ActorSpec& actor, Diagnostics& diagnostics) {
  const auto& map = entry.value;
  int ways = 0;
  for (const char* key : {"at", "ahead", "behind", "between", "on", "towed_by"})
    if (map.find(key) != nullptr) ++ways;
  if (ways != 1) {
    diagnostics.error(
        entry.key_loc, ways == 0 ? "E0402" : "E0401",
        fmt::format("`{}` is placed {}", actor.name, ways == 0 ? "nowhere" : "in more than one way"),
        "give one of: at, ahead, behind, between, on, towed_by");
    return;
  }
  if (const auto* at = map.find("at")) actor.placement = AtSpec{read_expression(*at, "at", diagnostics)};
  if (const auto* ahead = map.find("ahead")) actor.placement = read_ahead(map, *ahead, false, diagnostics);
  if (const auto* behind = map.find("behind")) actor.placement = read_ahead(map, *behind, true, diagnostics);
  if (const auto* between = map.find("between")) actor.placement = read_between(*between, diagnostics);
  if (const auto* on = map.find("on")) actor.placement = read_on(*on, diagnostics);
  const auto* tower = map.find("towed_by");
  if (tower != nullptr) actor.placement = TowedSpec{read_name(*tower, "towed_by", diagnostics)};
  const bool carried = map.find("on") != nullptr, towed = tower != nullptr,
             spaced = map.find("ahead") != nullptr || map.find("behind") != nullptr;
  const auto refuse = [&](const char* key, bool refused, const char* hint) {
    if (const auto* node = map.find(key); node != nullptr && refused)
      diagnostics.error(node->loc, "E0401", fmt::format("`{}` has no meaning here", key), hint);
  };
  refuse("of", !spaced, "`of` goes with `ahead` or `behind`");
  refuse("lane", carried, "`on` says where it stands: leave `lane` out");
  refuse("offset", carried, "on an anchor, use `shift: [x, y, z]`");
  refuse("with", true, "`with` goes with `group`");
  refuse("shift", !carried, "`shift` goes with `on`; in a lane, use `offset`");
  refuse("bears", !carried && !towed, "`bears` goes with `on` or `towed_by`");
  for (const char* key : {"lane", "offset", "speed", "drop", "velocity", "spin", "attitude"})
    refuse(key, towed, "it hangs behind what tows it, and goes as fast");
  if (!carried && !towed && map.find("lane") == nullptr && map.find("between") == nullptr)
    diagnostics.error(entry.key_loc, "E0101", fmt::format("`{}` has no `lane`", actor.name), "add `lane: …`");
}

std::optional<Motion> read_motion(const YamlNode& node, Diagnostics& diagnostics) {
  if (node.is_scalar() && node.scalar == "free") return Motion::Free;
  if (node.is_scalar() && node.scalar == "kinematic") return Motion::Kinematic;
  diagnostics.error(node.loc, "E0105", "motion must be `free` or `kinematic`",
                    "free: physics alone; kinematic: follows its lane");
  return std::nullopt;
}

}  // namespace

ActorSpec read_actor(const YamlNode::Entry& entry, Diagnostics& diagnostics) {
  ActorSpec actor;
  actor.name = entry.key;
  actor.where = {entry.key_loc};
  expect_identifier(entry, "an actor", diagnostics);
  if (entry.key == "ego" || entry.key == "road")
    diagnostics.error(entry.key_loc, "E0308",
                      fmt::format("`{}` is taken: it cannot name an actor", entry.key),
                      "choose another name");
  const auto& map = entry.value;
  if (!expect_map(map, MapKind::Actor, fmt::format("actor `{}`", actor.name), diagnostics))
    return actor;
  actor.asset = require_name(map, "asset", fmt::format("actor `{}`", actor.name), diagnostics);
  read_placement(entry, actor, diagnostics);
  if (const auto* lane = map.find("lane")) actor.lane = read_name(*lane, "lane", diagnostics);
  actor.offset = find_expression(map, "offset", "offset", diagnostics);
  actor.shift = find_vector(map, "shift", "shift", diagnostics);
  actor.bears = find_expression(map, "bears", "bears", diagnostics);
  actor.facing = find_expression(map, "facing", "facing", diagnostics);
  actor.speed = find_expression(map, "speed", "speed", diagnostics);
  actor.drop = find_expression(map, "drop", "drop", diagnostics);
  actor.velocity = find_vector(map, "velocity", "velocity", diagnostics);
  actor.spin = find_vector(map, "spin", "spin", diagnostics);
  if (const auto* attitude = map.find("attitude"))
    if (expect_map(*attitude, MapKind::Attitude, "attitude", diagnostics))
      actor.attitude = read_attitude(*attitude, "attitude", diagnostics);
  if (const auto* motion = map.find("motion")) actor.motion = read_motion(*motion, diagnostics);
  if (const auto* presence = map.find("if")) actor.presence = read_presence(*presence, diagnostics);
  return actor;
}

}  // namespace tailcast
