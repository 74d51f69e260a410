// SPDX-License-Identifier: Apache-2.0
#include "scenarios/draw.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/dmath.h"
#include "core/error.h"
#include "core/random.h"
#include "scenarios/sample.h"

namespace tailcast {
namespace {

// One attempt: parameters drawn on demand, since they may refer to each other in any order.
class Attempt {
 public:
  Attempt(const ScenarioSpec& spec, const Copula& copula, const Design& design, std::uint64_t seed, std::uint32_t index,
          std::uint32_t attempt)
      : spec_(spec), copula_(copula), design_(design), seed_(seed), index_(index), attempt_(attempt) {}

  Drawn run() {
    for (const auto& parameter : spec_.parameters) draw(parameter);
    return std::move(drawn_);
  }

 private:
  // Of the design's cell, evenly.
  double independent_share(std::string_view name) const {
    const auto hash = hash_name(name);
    const double u = random_uniform(
        {seed_, Domain::Parameter},
        {index_, attempt_, static_cast<std::uint32_t>(hash), static_cast<std::uint32_t>(hash >> 32)});
    const auto cell = design_.cell(name, index_, attempt_);
    return cell.from + u * cell.width;
  }
  void draw(const ParameterSpec& parameter) {
    if (drawn_.values.contains(parameter.name) || drawn_.names.contains(parameter.name)) return;
    const double share = copula_.share(parameter.name, [&](std::string_view name) { return independent_share(name); });
    const auto& from = parameter.proposal ? *parameter.proposal : parameter.distribution;
    const auto* choice = std::get_if<Choice>(&from);
    if (choice != nullptr) {
      const auto& option = pick(*choice, share);
      if (parameter.proposal) weigh(parameter, option, *choice);
      if (option.value)
        keep(parameter, value_of(*option.value));
      else
        drawn_.names[parameter.name] = option.name;
      return;
    }
    const double value = std::visit([&](const auto& d) { return quantile(parameter, d, share); }, from);
    keep(parameter, value);
    if (parameter.proposal) weigh(parameter, value);
  }
  void keep(const ParameterSpec& parameter, double value) {
    if (!std::isfinite(value))
      refuse_draw(spec_, parameter.where, "E0213",
                  fmt::format("the draw of `{}` is not finite", parameter.name));
    drawn_.values[parameter.name] = value;
  }
  double value_of(const Expression& e) {
    for_each_parameter(e, [&](const Expression& p) { draw(*find_parameter(spec_, p.text)); });
    return evaluate(e, drawn_.values);
  }

  static double total_weight(const Choice& choice) {
    double total = 0;
    for (const auto& option : choice.options) total += option.weight;
    return total;
  }
  static const Choice::Option& pick(const Choice& choice, double share) {
    const double total = total_weight(choice);
    double sum = 0;
    for (const auto& option : choice.options)
      if ((sum += option.weight) > share * total) return option;
    return choice.options.back();
  }
  Law law_of(const ParameterSpec& parameter, const Shaped& d) {
    Law::Arguments arguments;
    arguments.fill(std::numeric_limits<double>::quiet_NaN());
    const Expression* first = nullptr;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      if (!d.arguments[i]) continue;
      if (first == nullptr) first = &*d.arguments[i];
      arguments[i] = value_of(*d.arguments[i]);
    }
    if (auto fault = Law::find_fault(d.shape, arguments))
      refuse_draw(spec_, first != nullptr ? first->where : parameter.where, fault->code,
                  fmt::format("`{}`: as drawn, {}", parameter.name, fault->message),
                  fault->code == "E0212" ? "move the limits towards the middle, or use `uniform`" : "");
    return {d.shape, arguments};
  }
  std::vector<WeightedLaw> laws_of(const ParameterSpec& parameter, const Mixture& d) {
    double total = 0;
    for (const auto& part : d.parts) total += part.weight;
    std::vector<WeightedLaw> laws;
    for (const auto& part : d.parts) laws.push_back({part.weight / total, law_of(parameter, part.shaped)});
    return laws;
  }

  double quantile(const ParameterSpec&, const Fixed& d, double) { return value_of(d.value); }
  double quantile(const ParameterSpec&, const Choice& d, double share) { return value_of(*pick(d, share).value); }
  double quantile(const ParameterSpec& parameter, const Shaped& d, double share) { return law_of(parameter, d).quantile(share); }
  double quantile(const ParameterSpec& parameter, const Mixture& d, double share) { return tailcast::quantile(laws_of(parameter, d), share); }
  double quantile(const ParameterSpec&, const Empirical& d, double share) { return empirical_quantile(d.values, share); }

  double log_density(const ParameterSpec& parameter, const Distribution& distribution, double value) {
    if (const auto* shaped = std::get_if<Shaped>(&distribution)) return law_of(parameter, *shaped).log_density(value);
    return tailcast::log_density(laws_of(parameter, std::get<Mixture>(distribution)), value);
  }
  void weigh(const ParameterSpec& parameter, double value) {
    const double ratio = log_density(parameter, parameter.distribution, value) - log_density(parameter, *parameter.proposal, value);
    if (!std::isfinite(ratio))
      refuse_draw(spec_, parameter.where, "E0216",
                  fmt::format("the proposal of `{}` drew {:.6g} (in SI), which its distribution never gives", parameter.name, value),
                  "give the proposal the limits of the distribution");
    drawn_.log_weight += ratio;
  }
  void weigh(const ParameterSpec& parameter, const Choice::Option& option, const Choice& proposal) {
    const auto& natural = std::get<Choice>(parameter.distribution);
    const auto same = [&](const Choice::Option& other) { return other.name == option.name && other.value == option.value; };
    const auto& own = *std::ranges::find_if(natural.options, same);  // the check has seen to it
    drawn_.log_weight += dmath::log(own.weight / total_weight(natural) * total_weight(proposal) / option.weight);
  }

  const ScenarioSpec& spec_;
  const Copula& copula_;
  const Design& design_;
  std::uint64_t seed_;
  std::uint32_t index_, attempt_;
  Drawn drawn_;
};

[[noreturn]] void refuse_starving(const ScenarioSpec& spec, const std::vector<std::uint32_t>& passed) {
  const auto worst =
      static_cast<std::size_t>(std::min_element(passed.begin(), passed.end()) - passed.begin());
  const auto& requirement = spec.require[worst];
  refuse_draw(
      spec, requirement.where, "E0211",
      fmt::format("none of {} draws met every requirement; `{}` starves: {:.1f} % of the draws met it",
                  kMaxAttempts, print(requirement), 100.0 * passed[worst] / kMaxAttempts),
      "loosen it, or move the distributions of its parameters");
}

}  // namespace

void refuse_draw(const ScenarioSpec& spec, const Where& where, std::string_view code, std::string message,
                 std::string hint) {
  Diagnostics diagnostics;
  if (!spec.origin.file.empty()) diagnostics.sources[spec.origin.file] = spec.origin.text;
  diagnostics.error(where.loc, code, std::move(message), std::move(hint));
  throw InputError(std::move(diagnostics));
}

Drawn draw_parameters(const ScenarioSpec& spec, std::uint64_t seed, std::uint32_t index, const Design& design) {
  const auto copula = Copula::make(spec).value();  // the check has seen to it
  std::vector<std::uint32_t> passed(spec.require.size());
  for (std::uint32_t attempt = 0; attempt < kMaxAttempts; ++attempt) {
    auto drawn = Attempt(spec, copula, design, seed, index, attempt).run();
    bool all = true;
    for (std::size_t i = 0; i < spec.require.size(); ++i) {
      const bool met = evaluate(spec.require[i], drawn.values) == 1;
      passed[i] += met ? 1 : 0;
      all = all && met;
    }
    if (all) return drawn;
  }
  refuse_starving(spec, passed);
}

}  // namespace tailcast
