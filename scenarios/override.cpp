// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "scenarios/compose.h"
#include "scenarios/document.h"
#include "scenarios/keys.h"

namespace tailcast {
namespace {

std::vector<std::string> split_path(std::string_view key) {
  std::vector<std::string> steps;
  while (true) {
    const auto dot = key.find('.');
    steps.emplace_back(key.substr(0, dot));
    if (dot == std::string_view::npos) return steps;
    key.remove_prefix(dot + 1);
  }
}

// A parameter's name stands for its path; everything else begins with a key of the document.
std::optional<std::vector<std::string>> resolve_path(const YamlNode& root, const std::string& key,
                                                     const SourceLoc& loc, Diagnostics& diagnostics) {
  auto steps = split_path(key);
  const auto* parameters = root.find("parameters");
  auto known = key_names(MapKind::Scenario);
  const bool is_key = std::find(known.begin(), known.end(), steps.front()) != known.end();
  if (parameters != nullptr)
    for (const auto& entry : parameters->entries) known.push_back(entry.key);
  if (steps.size() == 1 && parameters != nullptr && parameters->find(key) != nullptr)
    return std::vector<std::string>{"parameters", key};
  if (is_key) return steps;
  diagnostics.error(loc, "E0306", fmt::format("`{}` is neither a parameter nor a key", steps.front()),
                    did_you_mean(steps.front(), known));
  return std::nullopt;
}

// The node at the path, made where a map lacks it; nullptr where a step leads nowhere.
YamlNode* node_at(YamlNode& root, const std::vector<std::string>& steps, const SourceLoc& loc) {
  YamlNode* node = &root;
  for (const auto& step : steps) {
    if (node->is_null()) node->kind = YamlNode::Kind::Map;
    if (node->is_sequence()) {
      std::size_t index = 0;
      const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), index);
      if (error != std::errc{} || end != step.data() + step.size() || index >= node->items.size())
        return nullptr;
      node = &node->items[index];
      continue;
    }
    if (!node->is_map() || step.empty()) return nullptr;
    auto* found = const_cast<YamlNode*>(node->find(step));
    if (found == nullptr) {
      YamlNode fresh;
      fresh.loc = loc;
      node->entries.push_back({step, loc, fresh});
      found = &node->entries.back().value;
    }
    node = found;
  }
  return node;
}

bool lay_over(YamlNode& root, std::string_view assignment, Diagnostics& diagnostics) {
  const auto equals = assignment.find('=');
  const std::string key(assignment.substr(0, equals));
  const std::string file = "--set " + key;
  const SourceLoc loc{file, 1, 1};
  diagnostics.sources[file] = std::string(assignment);
  if (equals == std::string_view::npos || equals == 0) {
    diagnostics.error(loc, "E0109", fmt::format("`{}` is no override", assignment),
                      "write `key=value`, e.g. `ego_speed=100 km/h`");
    return false;
  }
  const auto steps = resolve_path(root, key, loc, diagnostics);
  if (!steps) return false;
  // Blanks in place of the key, so that columns are those of the assignment.
  auto value = parse_yaml(std::string(equals + 1, ' ') + std::string(assignment.substr(equals + 1)), file,
                          diagnostics);
  diagnostics.sources[file] = std::string(assignment);
  if (!value) return false;
  auto* node = node_at(root, *steps, loc);
  if (node == nullptr) {
    diagnostics.error(loc, "E0109", fmt::format("`{}` leads nowhere", key),
                      "a path is keys, or numbers of list items from 0, with dots between");
    return false;
  }
  *node = std::move(*value);
  return true;
}

}  // namespace

void apply_override(ScenarioSpec& spec, std::string_view assignment, Diagnostics& diagnostics) {
  const auto before = diagnostics.errors.size();
  const std::string text = spec.origin.text.empty() ? print(spec) : spec.origin.text;
  auto root = parse_yaml(text, spec.origin.file, diagnostics);
  if (!root || !compose(*root, diagnostics)) return;
  for (const auto& earlier : spec.origin.overrides) lay_over(*root, earlier, diagnostics);
  if (!lay_over(*root, assignment, diagnostics) || !expand(*root, diagnostics)) return;
  auto changed = read_scenario(*root, diagnostics);
  if (!changed || diagnostics.errors.size() != before) return;
  changed->origin = {spec.origin.file, text, spec.origin.overrides};
  changed->origin.overrides.emplace_back(assignment);
  spec = std::move(*changed);
}

}  // namespace tailcast
