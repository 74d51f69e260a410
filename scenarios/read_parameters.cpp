// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>
#include <fmt/ranges.h>

#include "assets/catalog.h"
#include "scenarios/measured.h"
#include "scenarios/reader.h"

namespace tailcast {
namespace {

std::vector<std::string> kinds() {
  std::vector<std::string> names;
  for (const auto& rule : shape_rules()) names.emplace_back(rule.name);
  for (const auto* name : {"choice", "mixture", "empirical"}) names.emplace_back(name);
  return names;
}

// Options of a choice that are no quantities: assets, lanes, places.
bool looks_like_name(const YamlNode& node) {
  if (node.quoted) return true;
  const auto first = static_cast<unsigned char>(node.scalar.empty() ? '0' : node.scalar.front());
  return first >= 0x80 || first == '_' || (first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z');
}

// The short form of what has a least and a greatest value: `[min, max]`.
Shaped read_pair(const ShapeRule& rule, const YamlNode& node, Diagnostics& diagnostics) {
  Shaped shaped{rule.shape, {}};
  if (rule.shape != Shape::Uniform || node.items.size() != 2) {
    const auto hint = rule.shape == Shape::Uniform ? std::string("write `[min, max]`")
                                                   : fmt::format("write `{{{}: …}}`", rule.arguments[0].name);
    diagnostics.error(node.loc, "E0104", fmt::format("{} must be {}", rule.name, rule.shape == Shape::Uniform ? "a list of two values" : "a map"),
                      hint);
    for (std::size_t i = 0; i < rule.count; ++i) shaped.arguments[i] = unreadable();
    return shaped;
  }
  shaped.arguments[0] = read_expression(node.items[0], "min", diagnostics);
  shaped.arguments[1] = read_expression(node.items[1], "max", diagnostics);
  return shaped;
}

Shaped read_shaped(const ShapeRule& rule, const YamlNode& node, Diagnostics& diagnostics) {
  if (node.is_sequence()) return read_pair(rule, node, diagnostics);
  Shaped shaped{rule.shape, {}};
  std::vector<std::string> known;
  for (const auto& argument : rule.used()) known.emplace_back(argument.name);
  const bool map = check_keys(node, known, rule.name, diagnostics) || node.is_map();
  for (std::size_t i = 0; i < rule.count; ++i) {
    const auto& argument = rule.arguments[i];
    if (!map)
      shaped.arguments[i] = unreadable();
    else if (argument.required)
      shaped.arguments[i] = require_expression(node, argument.name, rule.name, diagnostics);
    else
      shaped.arguments[i] = find_expression(node, argument.name, argument.name, diagnostics);
  }
  return shaped;
}

double read_weight(const YamlNode& node, Diagnostics& diagnostics) {
  const auto weight = read_number(node, "a weight", diagnostics);
  if (weight && *weight <= 0) diagnostics.error(node.loc, "E0207", "a weight must be above 0", "leave it out to never draw it");
  return weight && *weight > 0 ? *weight : 1;
}

Choice::Option read_option(const YamlNode& node, double weight, Diagnostics& diagnostics) {
  Choice::Option option;
  option.weight = weight;
  if (!node.is_scalar()) {
    diagnostics.error(node.loc, "E0105", "an option must be a name or a quantity");
    option.value = unreadable();
  } else if (looks_like_name(node)) {
    option.name = node.scalar;
  } else {
    option.value = read_expression(node, "an option", diagnostics);
  }
  return option;
}

Choice read_choice(const YamlNode& node, Diagnostics& diagnostics) {
  Choice choice;
  if (node.is_sequence()) {
    for (const auto& item : node.items) choice.options.push_back(read_option(item, 1, diagnostics));
  } else if (node.is_map()) {
    for (const auto& entry : node.entries) {
      YamlNode key;
      key.kind = YamlNode::Kind::Scalar, key.scalar = entry.key, key.loc = entry.key_loc;
      const double weight = read_weight(entry.value, diagnostics);
      choice.options.push_back(read_option(key, weight, diagnostics));
    }
  } else {
    diagnostics.error(node.loc, "E0104", "choice must be a list, or a map of option: weight",
                      "write `choice: {a: 3, b: 1}`");
    return choice;
  }
  if (choice.options.empty()) diagnostics.error(node.loc, "E0107", "choice has no options", "");
  for (const auto& option : choice.options) {
    if (option.value.has_value() == choice.options.front().value.has_value()) continue;
    diagnostics.error(node.loc, "E0209", "choice mixes names and quantities",
                      "make all of its options one or the other");
    break;
  }
  return choice;
}

// `[{weight: 3, normal: {…}}, {uniform: […]}]`
Mixture read_mixture(const YamlNode& node, Diagnostics& diagnostics) {
  Mixture mixture;
  if (!node.is_sequence() || node.items.size() < 2) {
    diagnostics.error(node.loc, "E0104", "a mixture must be a list of two distributions or more",
                      "write `mixture: [{weight: 3, normal: {…}}, {weight: 1, uniform: […]}]`");
    return mixture;
  }
  for (const auto& item : node.items) {
    Mixture::Part part;
    const ShapeRule* rule = nullptr;
    if (item.is_map())
      for (const auto& entry : item.entries) {
        if (entry.key == "weight") {
          part.weight = read_weight(entry.value, diagnostics);
        } else if (const auto* found = find_shape(entry.key); found != nullptr && rule == nullptr) {
          rule = found;
          part.shaped = read_shaped(*rule, entry.value, diagnostics);
        } else {
          diagnostics.error(entry.key_loc, "E0102", fmt::format("a part of a mixture has no `{}` here", entry.key),
                            "one of uniform, triangular, normal, lognormal, exponential, beta; and `weight`");
        }
      }
    if (rule == nullptr)
      diagnostics.error(item.loc, "E0206", "a part of a mixture needs a distribution", "write e.g. `{weight: 3, normal: {…}}`");
    mixture.parts.push_back(std::move(part));
  }
  return mixture;
}

Distribution read_scalar(const YamlNode& node, Diagnostics& diagnostics) {
  const bool name = node.quoted || (find_asset(node.scalar) != nullptr);
  if (!name) return Fixed{read_expression(node, "a parameter", diagnostics)};
  return Choice{{Choice::Option{node.scalar, std::nullopt, 1}}};
}

Distribution read_kind(const YamlNode::Entry& entry, Diagnostics& diagnostics) {
  if (const auto* rule = find_shape(entry.key)) return read_shaped(*rule, entry.value, diagnostics);
  if (entry.key == "choice") return read_choice(entry.value, diagnostics);
  if (entry.key == "mixture") return read_mixture(entry.value, diagnostics);
  if (entry.key == "empirical") return read_empirical(entry.value, diagnostics);
  return Fixed{unreadable()};
}

// `beside`: a key that may stand beside the kind.
Distribution read_distribution(const YamlNode& node, std::string_view beside, Diagnostics& diagnostics) {
  if (node.is_scalar()) return read_scalar(node, diagnostics);
  if (!node.is_map()) {
    diagnostics.error(node.loc, "E0206", "a parameter is a quantity, an expression or a distribution",
                      "write e.g. `{uniform: [1 m, 2 m]}`");
    return Fixed{unreadable()};
  }
  auto known = kinds();
  const auto list = fmt::format("one of: {}", fmt::join(known, ", "));
  if (!beside.empty()) known.emplace_back(beside);
  check_keys(node, known, "a distribution", diagnostics);
  const YamlNode::Entry* kind = nullptr;
  std::size_t number = 0;
  for (const auto& entry : node.entries)
    if (entry.key != beside) kind = &entry, ++number;
  if (number == 1) return read_kind(*kind, diagnostics);
  diagnostics.error(node.loc, "E0206", fmt::format("a distribution has one kind, not {}", number), list);
  return Fixed{unreadable()};
}

}  // namespace

std::vector<ParameterSpec> read_parameters(const YamlNode& node, Diagnostics& diagnostics) {
  std::vector<ParameterSpec> parameters;
  if (!node.is_map()) {
    diagnostics.error(node.loc, "E0103", "parameters must be a map (`name: distribution` lines)");
    return parameters;
  }
  for (const auto& entry : node.entries) {
    expect_identifier(entry, "a parameter", diagnostics);
    if (parse_unit(entry.key) || entry.key == "min" || entry.key == "max" || entry.key == "abs" ||
        entry.key == "sqrt")
      diagnostics.error(entry.key_loc, "E0308",
                        fmt::format("`{}` is a unit or a function: no name for a parameter", entry.key),
                        "choose a longer name");
    const auto before = diagnostics.errors.size();
    ParameterSpec parameter;
    parameter.name = entry.key;
    parameter.where = {entry.key_loc};
    parameter.distribution = read_distribution(entry.value, "proposal", diagnostics);
    if (const auto* proposal = entry.value.is_map() ? entry.value.find("proposal") : nullptr)
      parameter.proposal = read_distribution(*proposal, "", diagnostics);
    parameter.valid = diagnostics.errors.size() == before;
    parameters.push_back(std::move(parameter));
  }
  return parameters;
}

std::vector<CorrelationSpec> read_correlations(const YamlNode& node, Diagnostics& diagnostics) {
  std::vector<CorrelationSpec> correlations;
  if (!node.is_sequence()) {
    diagnostics.error(node.loc, "E0104", "correlations must be a list", "write `- {between: [a, b], rank: 0.6}`");
    return correlations;
  }
  for (const auto& item : node.items) {
    if (!expect_map(item, MapKind::Correlation, "a correlation", diagnostics)) continue;
    CorrelationSpec correlation;
    correlation.where = {item.loc};
    const auto* between = require_key(item, "between", "a correlation", diagnostics);
    const auto* rank = require_key(item, "rank", "a correlation", diagnostics);
    if (between == nullptr || rank == nullptr) continue;
    if (!between->is_sequence() || between->items.size() != 2) {
      diagnostics.error(between->loc, "E0104", "between must be a list of two parameters", "write `[a, b]`");
      continue;
    }
    correlation.a = read_name(between->items[0], "a parameter", diagnostics);
    correlation.b = read_name(between->items[1], "a parameter", diagnostics);
    correlation.a.parameter = correlation.b.parameter = false;  // `$a` says the same as `a` here
    correlation.rank = read_number(*rank, "rank", diagnostics).value_or(0);
    if (!(correlation.rank > -1 && correlation.rank < 1))
      diagnostics.error(rank->loc, "E0404", "rank must be between -1 and 1, both excluded", "use one parameter for what goes wholly together");
    else
      correlations.push_back(std::move(correlation));
  }
  return correlations;
}

}  // namespace tailcast
