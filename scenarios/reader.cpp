// SPDX-License-Identifier: Apache-2.0
#include "scenarios/reader.h"

#include <fmt/core.h>

namespace tailcast {
namespace {

SourceLoc inside(const YamlNode& scalar) {
  auto loc = scalar.loc;
  if (scalar.quoted) ++loc.column;
  return loc;
}

}  // namespace

Expression unreadable() {
  Expression e;
  e.kind = Expression::Kind::Parameter;
  e.text.clear();
  return e;
}
bool is_unreadable(const Expression& e) {
  return e.kind == Expression::Kind::Parameter && e.text.empty();
}

bool expect_map(const YamlNode& node, MapKind kind, std::string_view what, Diagnostics& diagnostics) {
  check_keys(node, key_names(kind), what, diagnostics);
  return node.is_map();
}

const YamlNode* require_key(const YamlNode& map, std::string_view key, std::string_view what,
                            Diagnostics& diagnostics) {
  const auto* node = map.find(key);
  if (node == nullptr && map.is_map())
    diagnostics.error(map.loc, "E0101", fmt::format("{} has no `{}`", what, key),
                      fmt::format("add `{}: …`", key));
  return node;
}

Expression read_expression(const YamlNode& node, std::string_view what, Diagnostics& diagnostics) {
  if (!node.is_scalar()) {
    diagnostics.error(node.loc, "E0105", fmt::format("{} must be a quantity or an expression", what),
                      "write a quantity such as `35 m`, or an expression such as `2 * headway`");
    return unreadable();
  }
  return parse_expression(node.scalar, inside(node), diagnostics).value_or(unreadable());
}

Expression require_expression(const YamlNode& map, std::string_view key, std::string_view what,
                              Diagnostics& diagnostics) {
  const auto* node = require_key(map, key, what, diagnostics);
  return node != nullptr ? read_expression(*node, key, diagnostics) : unreadable();
}

std::optional<Expression> find_expression(const YamlNode& map, std::string_view key, std::string_view what,
                                          Diagnostics& diagnostics) {
  const auto* node = map.find(key);
  if (node == nullptr) return std::nullopt;
  return read_expression(*node, what, diagnostics);
}

VectorSpec read_vector(const YamlNode& node, std::string_view what, Diagnostics& diagnostics) {
  VectorSpec vector{unreadable(), unreadable(), unreadable()};
  if (!node.is_sequence() || node.items.size() != 3) {
    diagnostics.error(node.loc, "E0104", fmt::format("{} must be a list of three values", what),
                      "write `[x, y, z]`: forward, left, up");
    return vector;
  }
  for (std::size_t i = 0; i < 3; ++i) vector[i] = read_expression(node.items[i], what, diagnostics);
  return vector;
}

std::optional<VectorSpec> find_vector(const YamlNode& map, std::string_view key, std::string_view what,
                                      Diagnostics& diagnostics) {
  const auto* node = map.find(key);
  if (node == nullptr) return std::nullopt;
  return read_vector(*node, what, diagnostics);
}

AttitudeSpec read_attitude(const YamlNode& map, std::string_view what, Diagnostics& diagnostics) {
  const auto part = [&](const char* key) {
    return find_expression(map, key, fmt::format("{}.{}", what, key), diagnostics);
  };
  return {part("yaw"), part("pitch"), part("roll")};
}

Name read_name(const YamlNode& node, std::string_view what, Diagnostics& diagnostics) {
  Name name;
  name.where = {node.loc};
  if (!node.is_scalar() || node.scalar.empty()) {
    diagnostics.error(node.loc, "E0105", fmt::format("{} must be a name", what));
    return name;
  }
  name.text = node.scalar;
  if (name.text.front() != '$') return name;
  name.parameter = true;
  name.text.erase(0, 1);
  if (!is_identifier(name.text)) {
    diagnostics.error(node.loc, "E0204", "`$` is not followed by a name", "write `$name`");
    name.text.clear();
  }
  return name;
}

Name require_name(const YamlNode& map, std::string_view key, std::string_view what,
                  Diagnostics& diagnostics) {
  const auto* node = require_key(map, key, what, diagnostics);
  return node != nullptr ? read_name(*node, key, diagnostics) : Name{};
}

std::string find_text(const YamlNode& map, std::string_view key, std::string_view what,
                      Diagnostics& diagnostics) {
  const auto* node = map.find(key);
  return node != nullptr ? read_text(*node, what, diagnostics).value_or("") : "";
}

std::vector<YamlNode> as_list(const YamlNode& node) {
  return node.is_sequence() ? node.items : std::vector<YamlNode>{node};
}

void expect_identifier(const YamlNode::Entry& entry, std::string_view what, Diagnostics& diagnostics) {
  if (is_identifier(entry.key)) return;
  diagnostics.error(entry.key_loc, "E0108", fmt::format("`{}` is no name for {}", entry.key, what),
                    "letters, digits and `_`, beginning with a letter");
}

}  // namespace tailcast
