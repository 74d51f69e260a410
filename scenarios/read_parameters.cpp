// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include "assets/catalog.h"
#include "scenarios/reader.h"

namespace tailcast {
namespace {

// Options of a choice that are no quantities: assets, lanes, places.
bool looks_like_name(const YamlNode& node) {
  if (node.quoted) return true;
  const auto first = static_cast<unsigned char>(node.scalar.empty() ? '0' : node.scalar.front());
  return first >= 0x80 || first == '_' || (first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z');
}

Uniform read_uniform(const YamlNode& node, Diagnostics& diagnostics) {
  Uniform u{unreadable(), unreadable()};
  if (node.is_sequence()) {
    if (node.items.size() != 2) {
      diagnostics.error(node.loc, "E0104", "uniform must be a list of two values", "write `[min, max]`");
      return u;
    }
    u.min = read_expression(node.items[0], "min", diagnostics);
    u.max = read_expression(node.items[1], "max", diagnostics);
  } else if (expect_map(node, {"min", "max"}, "uniform", diagnostics)) {
    u.min = require_expression(node, "min", "uniform", diagnostics);
    u.max = require_expression(node, "max", "uniform", diagnostics);
  }
  return u;
}

Normal read_normal(const YamlNode& node, Diagnostics& diagnostics) {
  if (!expect_map(node, {"mean", "sigma", "min", "max"}, "normal", diagnostics))
    return {unreadable(), unreadable(), {}, {}};
  return {require_expression(node, "mean", "normal", diagnostics),
          require_expression(node, "sigma", "normal", diagnostics),
          find_expression(node, "min", "min", diagnostics), find_expression(node, "max", "max", diagnostics)};
}

Lognormal read_lognormal(const YamlNode& node, Diagnostics& diagnostics) {
  if (!expect_map(node, {"median", "sigma", "min", "max"}, "lognormal", diagnostics))
    return {unreadable(), unreadable(), {}, {}};
  return {require_expression(node, "median", "lognormal", diagnostics),
          require_expression(node, "sigma", "lognormal", diagnostics),
          find_expression(node, "min", "min", diagnostics), find_expression(node, "max", "max", diagnostics)};
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
      const auto weight = read_number(entry.value, "a weight", diagnostics);
      if (weight && *weight <= 0)
        diagnostics.error(entry.value.loc, "E0207", "a weight must be above 0",
                          "leave the option out to never draw it");
      choice.options.push_back(read_option(key, weight.value_or(1), diagnostics));
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

Distribution read_scalar(const YamlNode& node, Diagnostics& diagnostics) {
  const bool name = node.quoted || (find_asset(node.scalar) != nullptr);
  if (!name) return Fixed{read_expression(node, "a parameter", diagnostics)};
  return Choice{{Choice::Option{node.scalar, std::nullopt, 1}}};
}

Distribution read_distribution(const YamlNode& node, Diagnostics& diagnostics) {
  if (node.is_scalar()) return read_scalar(node, diagnostics);
  if (!node.is_map()) {
    diagnostics.error(node.loc, "E0206", "a parameter is a quantity, an expression or a distribution",
                      "write e.g. `{uniform: [1 m, 2 m]}`");
    return Fixed{unreadable()};
  }
  expect_map(node, {"uniform", "normal", "lognormal", "choice"}, "a distribution", diagnostics);
  if (node.entries.size() != 1) {
    diagnostics.error(node.loc, "E0206",
                      fmt::format("a distribution has one kind, not {}", node.entries.size()),
                      "one of: uniform, normal, lognormal, choice");
    return Fixed{unreadable()};
  }
  const auto& [kind, loc, value] = node.entries.front();
  if (kind == "uniform") return read_uniform(value, diagnostics);
  if (kind == "normal") return read_normal(value, diagnostics);
  if (kind == "lognormal") return read_lognormal(value, diagnostics);
  if (kind == "choice") return read_choice(value, diagnostics);
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
    parameter.distribution = read_distribution(entry.value, diagnostics);
    parameter.valid = diagnostics.errors.size() == before;
    parameters.push_back(std::move(parameter));
  }
  return parameters;
}

}  // namespace tailcast
