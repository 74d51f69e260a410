// SPDX-License-Identifier: Apache-2.0
#include "scenarios/parameter_types.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "scenarios/copula.h"
#include "scenarios/reader.h"

namespace tailcast {

void ParameterTypes::error(const Where& where, std::string_view code, std::string message, std::string hint) {
  diagnostics_.error(where.loc, code, std::move(message), std::move(hint));
}

ValueType ParameterTypes::of_reference(std::string_view name, const Where& where) {
  if (name.empty()) return {};
  if (const auto* parameter = find_parameter(spec_, name)) return of(*parameter);
  std::vector<std::string> known;
  for (const auto& parameter : spec_.parameters) known.push_back(parameter.name);
  error(where, "E0306", fmt::format("no parameter `{}`", name), did_you_mean(name, known));
  return {};
}

ValueType ParameterTypes::of_value(const Expression& e) {
  return type_of(
      e, [&](const Expression& p) { return of_reference(p.text, p.where); }, diagnostics_);
}

ValueType ParameterTypes::of(const ParameterSpec& parameter) {
  if (!parameter.valid) return {};
  if (const auto done = types_.find(parameter.name); done != types_.end()) return done->second;
  if (!open_.insert(parameter.name).second) {
    error(parameter.where, "E0205", fmt::format("parameter `{}` depends on itself", parameter.name),
          "break the circle");
    return types_[parameter.name] = {};
  }
  const auto type = std::visit([&](const auto& d) { return of_distribution(d); }, parameter.distribution);
  if (parameter.proposal) check_proposal(parameter, type);
  open_.erase(parameter.name);
  return types_.emplace(parameter.name, type).first->second;
}

ValueType ParameterTypes::of_distribution(const Fixed& d) {
  expect_no_comparison(d.value);
  return of_value(d.value);
}

ValueType ParameterTypes::of_distribution(const Shaped& d) {
  const auto& rule = rule_of(d.shape);
  check_arguments(d);
  std::vector<const Expression*> values;
  bool limits = false;
  for (std::size_t i = 0; i < rule.count; ++i) {
    const auto& argument = rule.arguments[i];
    if (!d.arguments[i]) continue;
    if (argument.is == ShapeArgument::Is::Number) {
      expect_no_comparison(*d.arguments[i]);
      expect_type(*d.arguments[i], of_value(*d.arguments[i]), kNumber, fmt::format("{} of a {}", argument.name, rule.name));
    } else {
      values.push_back(&*d.arguments[i]);
      limits = limits || argument.name == "min" || argument.name == "max";
    }
  }
  if (rule.needs_limits && !limits) return {ValueType::Kind::Quantity, kNumber};
  return same_type(values);
}

ValueType ParameterTypes::of_distribution(const Choice& d) {
  if (d.options.empty()) return {};
  if (!d.options.front().value) return {ValueType::Kind::Name, {}};
  std::vector<const Expression*> values;
  for (const auto& option : d.options)
    if (option.value) values.push_back(&*option.value);
  return same_type(values);
}

ValueType ParameterTypes::of_distribution(const Mixture& d) {
  ValueType common{ValueType::Kind::Zero, {}};
  for (const auto& part : d.parts) {
    const auto type = of_distribution(part.shaped);
    if (type.kind == ValueType::Kind::Unknown) return {};
    if (type.kind == ValueType::Kind::Zero) continue;
    if (common.kind == ValueType::Kind::Zero) common = type;
    if (common.dimension == type.dimension) continue;
    const auto& first = part.shaped.arguments[0];
    error(first ? first->where : Where{}, "E0201",
          fmt::format("this part of the mixture is {}, but the one before is {}", describe(type.dimension), describe(common.dimension)),
          fmt::format("write e.g. `{}`", example_of(common.dimension)));
    return {};
  }
  return common;
}

ValueType ParameterTypes::of_distribution(const Empirical& d) const { return {ValueType::Kind::Quantity, d.dimension}; }

ValueType ParameterTypes::same_type(const std::vector<const Expression*>& values) {
  ValueType common{ValueType::Kind::Zero, {}};
  for (const auto* value : values) {
    expect_no_comparison(*value);
    const auto type = of_value(*value);
    if (type.kind == ValueType::Kind::Unknown) return {};
    if (type.kind == ValueType::Kind::Zero) continue;
    if (common.kind == ValueType::Kind::Zero) common = type;
    if (common.dimension == type.dimension) continue;
    error(value->where, "E0201",
          fmt::format("`{}` is {}, but {} was given before", print(*value), describe(type.dimension),
                      describe(common.dimension)),
          fmt::format("write e.g. `{}`", example_of(common.dimension)));
    return {};
  }
  return common;
}

// What can be said of a shape's arguments while some are drawn: those that are not.
void ParameterTypes::check_arguments(const Shaped& d) {
  const auto& rule = rule_of(d.shape);
  Law::Arguments numbers;
  numbers.fill(std::numeric_limits<double>::quiet_NaN());
  const Expression *min = nullptr, *max = nullptr, *first = nullptr;
  bool all = true, sound = true;
  for (std::size_t i = 0; i < rule.count; ++i) {
    if (!d.arguments[i]) continue;
    const auto& e = *d.arguments[i];
    const auto& argument = rule.arguments[i];
    if (first == nullptr) first = &e;
    if (argument.name == "min") min = &e;
    if (argument.name == "max") max = &e;
    const auto value = constant(e);
    all = all && value.has_value();
    if (!value) continue;
    numbers[i] = *value;
    if (argument.is == ShapeArgument::Is::Value || *value > 0) continue;
    error(e.where, "E0207", fmt::format("{} must be above 0", argument.name));
    sound = false;
  }
  const auto low = min != nullptr ? constant(*min) : std::nullopt, high = max != nullptr ? constant(*max) : std::nullopt;
  if (low && high && *low > *high) {
    error(min->where, "E0203", fmt::format("{}: min {} is above max {}", rule.name, print(*min), print(*max)), "swap them");
    sound = false;
  }
  if (rule.needs_limits && (min == nullptr) != (max == nullptr)) {
    error((min != nullptr ? min : max)->where, "E0101", fmt::format("{} has one limit only", rule.name), "give both `min` and `max`, or neither");
    sound = false;
  }
  if (!all || !sound || first == nullptr) return;
  if (const auto fault = Law::find_fault(d.shape, numbers); fault && fault->code != "E0213")
    error((d.shape == Shape::Triangular ? *d.arguments[1] : min != nullptr ? *min : *first).where, fault->code, fmt::format("{}: {}", rule.name, fault->message));
}

void ParameterTypes::check_proposal(const ParameterSpec& parameter, const ValueType& type) {
  const auto proposed = std::visit([&](const auto& d) { return of_distribution(d); }, *parameter.proposal);
  const auto* natural_choice = std::get_if<Choice>(&parameter.distribution);
  const auto* choice = std::get_if<Choice>(&*parameter.proposal);
  const auto has_density = [](const Distribution& d) { return std::holds_alternative<Shaped>(d) || std::holds_alternative<Mixture>(d); };
  if (natural_choice != nullptr && choice != nullptr) {
    for (const auto& option : choice->options) {
      const auto same = [&](const Choice::Option& other) { return other.name == option.name && other.value == option.value; };
      if (std::ranges::none_of(natural_choice->options, same))
        error(parameter.where, "E0216",
              fmt::format("the proposal of `{}` has the option `{}`, which its distribution has not", parameter.name,
                          option.value ? print(*option.value) : option.name),
              "propose among its own options, with other weights");
    }
    return;
  }
  if (!has_density(parameter.distribution) || !has_density(*parameter.proposal)) {
    error(parameter.where, "E0216", fmt::format("`{}` cannot be weighted against its proposal", parameter.name),
          "both must be a distribution with a density (not `empirical`, not a fixed value), or both a `choice`");
    return;
  }
  const bool known = type.kind == ValueType::Kind::Quantity && proposed.kind == ValueType::Kind::Quantity;
  if (known && !(type.dimension == proposed.dimension))
    error(parameter.where, "E0201", fmt::format("the proposal of `{}` is {}, but it is {}", parameter.name, describe(proposed.dimension), describe(type.dimension)));
}

void ParameterTypes::check_correlations() {
  std::set<std::pair<std::string, std::string>> seen;
  bool sound = true;
  for (const auto& correlation : spec_.correlations) {
    for (const auto* name : {&correlation.a, &correlation.b}) {
      const auto before = diagnostics_.errors.size();
      const auto type = of_reference(name->text, name->where);
      const auto* parameter = find_parameter(spec_, name->text);
      if (parameter == nullptr || !parameter->valid) {
        sound = false;
      } else if (std::holds_alternative<Fixed>(parameter->distribution) || type.kind == ValueType::Kind::Name) {
        error(name->where, "E0217", fmt::format("`{}` is not drawn from a distribution of quantities", name->text),
              "correlate the parameters that it is calculated from");
      } else if (parameter->proposal) {
        error(name->where, "E0217", fmt::format("`{}` has a proposal: it cannot be correlated too", name->text));
      }
      sound = sound && diagnostics_.errors.size() == before;
    }
    const auto pair = std::minmax(correlation.a.text, correlation.b.text);
    if (correlation.a.text == correlation.b.text || !seen.insert(pair).second) {
      error(correlation.where, "E0217", fmt::format("`{}` and `{}` are correlated already", correlation.a.text, correlation.b.text));
      sound = false;
    }
  }
  if (!sound || spec_.correlations.empty() || Copula::make(spec_)) return;
  error(spec_.correlations.back().where, "E0217", "no parameters can have these correlations all at once",
        "what goes with a third thing goes with each other: add the missing pairs, or weaken some");
}

void ParameterTypes::expect_no_comparison(const Expression& e) {
  if (is_comparison(e))
    error(e.where, "E0210", "a comparison is no quantity", "comparisons stand under `require`");
}

void ParameterTypes::expect_type(const Expression& e, const ValueType& type, const Dimension& dimension, std::string_view what) {
  if (type.kind != ValueType::Kind::Quantity || type.dimension == dimension) return;
  const bool bare = e.kind == Expression::Kind::Literal && type.dimension == kNumber;
  const auto example = example_of(dimension);
  const auto space = example.find(' ');
  const auto suggested = space == std::string::npos ? e.text : e.text + example.substr(space);
  error(e.where, "E0201",
        fmt::format("{} must be {}, but `{}` is {}", what, describe(dimension), print(e), describe(type.dimension)),
        bare ? fmt::format("give the unit: `{}`, as in `{}`", suggested, example)
             : fmt::format("write e.g. `{}`", example));
}

std::optional<double> constant(const Expression& e) {
  bool fixed = true;
  for_each_parameter(e, [&](const Expression&) { fixed = false; });
  return fixed ? std::optional(evaluate(e, {})) : std::nullopt;
}

std::string unit_of(const Dimension& d) {
  for (const auto* unit : {"m", "s", "kg", "rad", "m/s", "m/s^2", "rad/s", "1/s", "N"})
    if (const auto q = parse_unit(unit); q && q->dimension == d && q->value == 1) return unit;
  const auto text = describe(d);
  const auto in = text.find(" in ");
  return in == std::string::npos ? "" : text.substr(in + 4);
}

}  // namespace tailcast
