// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "scenarios/compose.h"
#include "scenarios/expression.h"
#include "scenarios/keys.h"

namespace tailcast {
namespace {

constexpr long long kMostCopies = 1000;
constexpr std::size_t kMostCopiesInAll = 20'000;  // of actors and groups
constexpr int kDeepest = 8;  // groups within groups
// Keys of an actor where a distribution may stand instead of a value.
constexpr std::array kDrawnKeys{"asset", "lane", "at", "ahead", "behind", "offset", "facing", "speed", "drop", "bears"};
constexpr std::array kSpacedKeys{"at", "ahead", "behind"};

using Entry = YamlNode::Entry;

bool begins_word(char c) { return c == '_' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool in_word(char c) { return begins_word(c) || (c >= '0' && c <= '9'); }

// Each identifier of a scalar as `change` has it. Words of a path (`vehicle/van`, `logs.csv`) are none, nor are units.
std::string reworded(const std::string& text, const std::function<std::string(std::string_view)>& change) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (!begins_word(text[i]) || (i > 0 && (in_word(text[i - 1]) || text[i - 1] == '/' || text[i - 1] == '.'))) {
      out += text[i++];
      continue;
    }
    auto end = i;
    while (end < text.size() && in_word(text[end])) ++end;
    const auto word = std::string_view(text).substr(i, end - i);
    out += end < text.size() && text[end] == '/' && end + 1 < text.size() && begins_word(text[end + 1]) ? std::string(word) : change(word);
    i = end;
  }
  return out;
}

YamlNode scalar(std::string text, const SourceLoc& loc) {
  YamlNode node;
  node.kind = YamlNode::Kind::Scalar, node.scalar = std::move(text), node.loc = loc;
  return node;
}
Entry* find_entry(YamlNode& map, std::string_view key) {
  const auto found = std::ranges::find(map.entries, key, &Entry::key);
  return found == map.entries.end() ? nullptr : &*found;
}
YamlNode& map_at(YamlNode& root, std::string_view key) {
  if (auto* entry = find_entry(root, key)) {
    if (entry->value.is_null()) entry->value.kind = YamlNode::Kind::Map;
    return entry->value;
  }
  YamlNode map;
  map.kind = YamlNode::Kind::Map, map.loc = root.loc;
  root.entries.push_back({std::string(key), root.loc, std::move(map)});
  return root.entries.back().value;
}

// What stands for a name within a group or a copy.
struct Substitution {
  std::map<std::string, YamlNode, std::less<>> arguments;  // by a value
  std::map<std::string, std::string, std::less<>> names;   // by another name
};

void substitute(YamlNode& node, const Substitution& by) {
  for (auto& item : node.items) substitute(item, by);
  for (auto& entry : node.entries) substitute(entry.value, by);
  if (!node.is_scalar() || node.scalar.empty()) return;
  const auto whole = std::string_view(node.scalar).substr(node.scalar.front() == '$' ? 1 : 0);
  if (const auto argument = by.arguments.find(whole); argument != by.arguments.end()) {
    node = argument->second;
    return;
  }
  node.scalar = reworded(node.scalar, [&](std::string_view word) {
    if (const auto argument = by.arguments.find(word); argument != by.arguments.end() && argument->second.is_scalar())
      return "(" + argument->second.scalar + ")";
    if (const auto name = by.names.find(word); name != by.names.end()) return name->second;
    return std::string(word);
  });
  // `$index` became `$(3)`.
  for (auto at = node.scalar.find("$("); at != std::string::npos; at = node.scalar.find("$(", at)) node.scalar.erase(at, 1);
}

class Expander {
 public:
  Expander(YamlNode& root, Diagnostics& diagnostics) : root_(root), diagnostics_(diagnostics) {
    if (auto* groups = find_entry(root_, "groups")) {
      groups_ = std::move(groups->value);
      std::erase_if(root_.entries, [](const Entry& entry) { return entry.key == "groups"; });
      if (!groups_.is_map()) error(groups_.loc, "E0103", "groups must be a map (`name: {actors: …}`)");
    }
  }

  void run() {
    auto* actors = find_entry(root_, "actors");
    if (actors == nullptr || !actors->value.is_map()) return;
    auto written = std::move(actors->value.entries);
    actors->value.entries.clear();
    for (auto& entry : written) add(std::move(entry), 0);
    find_entry(root_, "actors")->value.entries = std::move(actors_);
    spread_targets();
  }

 private:
  void error(const SourceLoc& loc, std::string_view code, std::string message, std::string hint = {}) {
    diagnostics_.error(loc, code, std::move(message), std::move(hint));
  }

  void add(Entry entry, int depth) {
    if (entry.value.find("repeat") != nullptr) return repeat(std::move(entry), depth);
    if (entry.value.find("group") != nullptr) return use_group(std::move(entry), depth);
    for (const char* key : kDrawnKeys)
      if (auto* value = find_entry(entry.value, key); value != nullptr && value->value.is_map()) {
        const auto name = entry.key + "_" + key;
        const auto loc = value->value.loc;
        declare(name, std::move(value->value));
        value->value = scalar("$" + name, loc);
      }
    const bool taken = !names_.insert(entry.key).second;
    if (taken) error(entry.key_loc, "E0114", fmt::format("there are two actors `{}`", entry.key), "a copy or a group's actor has that name: rename one");
    actors_.push_back(std::move(entry));
  }
  // A parameter that stands for a part of an actor. One of that name that the author declares stands in its place.
  void declare(const std::string& name, YamlNode value) {
    auto& parameters = map_at(root_, "parameters");
    if (find_entry(parameters, name) == nullptr) parameters.entries.push_back({name, value.loc, std::move(value)});
  }
  bool may_copy(const SourceLoc& loc) {
    if (++copied_ == kMostCopiesInAll + 1) error(loc, "E0114", fmt::format("more than {} copies of actors and groups", kMostCopiesInAll));
    return copied_ <= kMostCopiesInAll;
  }

  void repeat(Entry entry, int depth) {
    auto written = std::move(find_entry(entry.value, "repeat")->value);
    std::erase_if(entry.value.entries, [](const Entry& each) { return each.key == "repeat"; });
    if (written.is_map() && !check_keys(written, key_names(MapKind::Repeat), "repeat", diagnostics_)) return;
    const auto* count_node = written.is_map() ? written.find("count") : &written;
    if (count_node == nullptr) return error(written.loc, "E0101", "repeat has no `count`", "add `count: …`");
    const auto count = read_integer(*count_node, "count", diagnostics_);
    if (!count) return;
    if (*count < 1 || *count > kMostCopies)
      return error(count_node->loc, "E0114", fmt::format("count is {}: it must be from 1 to {}", *count, kMostCopies));
    const auto *spacing = written.is_map() ? written.find("spacing") : nullptr, *jitter = written.is_map() ? written.find("jitter") : nullptr;
    for (const auto* length : {spacing, jitter})
      if (length != nullptr && !length->is_scalar()) return error(length->loc, "E0105", "spacing and jitter must be quantities or expressions");
    const auto spaced = std::ranges::find_if(kSpacedKeys, [&](const char* key) { return entry.value.find(key) != nullptr; });
    if ((spacing != nullptr || jitter != nullptr) && spaced == kSpacedKeys.end())
      return error(written.loc, "E0114", fmt::format("`{}` has no distance to space out", entry.key), "place it by `at`, `ahead` or `behind`");
    auto& copies = copies_[entry.key];
    for (long long i = 0; i < *count && may_copy(written.loc); ++i) {
      Entry copy = entry;
      copy.key = fmt::format("{}_{}", entry.key, i + 1);
      Substitution by;
      by.arguments["index"] = scalar(std::to_string(i), entry.key_loc);
      substitute(copy.value, by);
      if (spacing != nullptr || jitter != nullptr) space_out(copy, *spaced, i, spacing, jitter);
      copies.push_back(copy.key);
      add(std::move(copy), depth);
    }
  }
  void space_out(Entry& copy, const char* key, long long i, const YamlNode* spacing, const YamlNode* jitter) {
    auto& distance = find_entry(copy.value, key)->value;
    if (distance.is_map()) {
      const auto name = copy.key + "_" + key;
      declare(name, distance);
      distance = scalar("$" + name, distance.loc);
    }
    if (spacing != nullptr && i > 0) distance.scalar = fmt::format("({}) + {} * ({})", distance.scalar, i, spacing->scalar);
    if (jitter == nullptr) return;
    const auto name = copy.key + "_jitter";
    YamlNode limits;
    limits.kind = YamlNode::Kind::Sequence, limits.loc = jitter->loc;
    limits.items = {scalar(fmt::format("-({})", jitter->scalar), jitter->loc), scalar(jitter->scalar, jitter->loc)};
    YamlNode drawn;
    drawn.kind = YamlNode::Kind::Map, drawn.loc = jitter->loc;
    drawn.entries.push_back({"uniform", jitter->loc, std::move(limits)});
    declare(name, std::move(drawn));
    distance.scalar = fmt::format("({}) + {}", distance.scalar, name);
  }

  void use_group(Entry use, int depth) {
    const auto& name = *use.value.find("group");
    const std::vector<std::string> known{"group", "with"};
    if (!check_keys(use.value, known, fmt::format("the use of a group `{}`", use.key), diagnostics_)) return;
    const auto* group = name.is_scalar() ? groups_.find(name.scalar) : nullptr;
    if (group == nullptr) {
      std::vector<std::string> names;
      for (const auto& entry : groups_.entries) names.push_back(entry.key);
      return error(name.loc, "E0113", fmt::format("no group `{}`", name.scalar), names.empty() ? "declare it under `groups`" : did_you_mean(name.scalar, names));
    }
    if (!may_copy(name.loc)) return;
    if (depth >= kDeepest) return error(name.loc, "E0113", fmt::format("groups are more than {} deep in each other", kDeepest), "does one use itself?");
    if (!check_keys(*group, key_names(MapKind::Group), fmt::format("group `{}`", name.scalar), diagnostics_)) return;
    Substitution by;
    if (!take_arguments(*group, use, name, by)) return;
    for (const auto* key : {"parameters", "actors"})
      if (const auto* declared = group->find(key))
        for (const auto& entry : declared->entries)
          if (!by.arguments.contains(entry.key)) by.names[entry.key] = use.key + "_" + entry.key;
    const auto part = [&](const char* key) {
      const auto* found = group->find(key);
      auto node = found != nullptr ? *found : YamlNode{};
      substitute(node, by);
      for (auto& entry : node.entries) entry.key = use.key + "_" + entry.key;
      return node;
    };
    for (auto& entry : part("parameters").entries) declare(entry.key, std::move(entry.value));
    for (const auto* key : {"events", "require"})
      for (auto& item : part(key).items) list_at(key).items.push_back(std::move(item));
    auto& copies = copies_[use.key];
    for (auto& entry : part("actors").entries) {
      copies.push_back(entry.key);
      add(std::move(entry), depth + 1);
    }
  }
  bool take_arguments(const YamlNode& group, const Entry& use, const YamlNode& name, Substitution& by) {
    const auto before = diagnostics_.errors.size();
    const auto *declared = group.find("with"), *given = use.value.find("with");
    std::vector<std::string> known;
    if (declared != nullptr)
      for (const auto& entry : declared->entries) {
        if (parse_unit(entry.key)) error(entry.key_loc, "E0308", fmt::format("`{}` is a unit: no name for an argument", entry.key), "choose a longer name");
        known.push_back(entry.key), by.arguments[entry.key] = entry.value;
      }
    if (given != nullptr)
      for (const auto& entry : given->entries) {
        if (!by.arguments.contains(entry.key))
          error(entry.key_loc, "E0113", fmt::format("group `{}` takes no `{}`", name.scalar, entry.key), did_you_mean(entry.key, known));
        by.arguments[entry.key] = entry.value;
      }
    for (const auto& [argument, value] : by.arguments)
      if (value.is_null()) error(use.key_loc, "E0113", fmt::format("group `{}` needs `{}`", name.scalar, argument), fmt::format("add `with: {{{}: …}}`", argument));
    return diagnostics_.errors.size() == before;
  }
  YamlNode& list_at(const char* key) {
    auto& list = map_at(root_, key);
    if (list.is_map() && list.entries.empty()) list.kind = YamlNode::Kind::Sequence;
    return list;
  }

  // Hazards and actions that name a repeated actor or a group mean each of them.
  void spread_targets() {
    if (auto* hazard = find_entry(root_, "hazard")) hazard->value = spread(hazard->value, [](YamlNode& item) { return &item; });
    auto* events = find_entry(root_, "events");
    if (events == nullptr) return;
    for (auto& event : events->value.items)
      if (auto* actions = find_entry(event, "do"))
        actions->value = spread(actions->value, [](YamlNode& action) { return action.is_map() && !action.entries.empty() ? &action.entries.front().value : nullptr; });
  }
  template <typename Target>
  YamlNode spread(const YamlNode& node, Target target) const {
    YamlNode out;
    out.kind = YamlNode::Kind::Sequence, out.loc = node.loc;
    for (const auto& item : node.is_sequence() ? node.items : std::vector<YamlNode>{node}) spread_into(out.items, item, target);
    return out.items.size() == 1 && !node.is_sequence() ? out.items.front() : out;
  }
  template <typename Target>
  void spread_into(std::vector<YamlNode>& out, const YamlNode& item, Target target) const {
    YamlNode copy = item;
    const auto* named = target(copy);
    const auto found = named != nullptr && named->is_scalar() ? copies_.find(named->scalar) : copies_.end();
    if (found == copies_.end()) {
      out.push_back(std::move(copy));
      return;
    }
    for (const auto& name : found->second) {
      YamlNode one = item;
      target(one)->scalar = name;
      spread_into(out, one, target);
    }
  }

  YamlNode& root_;
  Diagnostics& diagnostics_;
  YamlNode groups_;
  std::vector<Entry> actors_;
  std::set<std::string, std::less<>> names_;  // of them
  std::size_t copied_ = 0;
  std::map<std::string, std::vector<std::string>, std::less<>> copies_;  // of repeated actors and groups, by name
};

}  // namespace

bool expand(YamlNode& root, Diagnostics& diagnostics) {
  const auto before = diagnostics.errors.size();
  if (root.is_map()) Expander(root, diagnostics).run();
  return diagnostics.errors.size() == before;
}

}  // namespace tailcast
