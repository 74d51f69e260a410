// SPDX-License-Identifier: Apache-2.0
#include "scenarios/draw.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "core/dmath.h"
#include "core/error.h"
#include "core/random.h"
#include "scenarios/sample.h"

namespace tailcast {
namespace {

constexpr double kLeastMass =
    1e-9;  // of a truncated interval: below it, the tail is beyond what the quantile resolves

// One attempt: parameters drawn on demand, since they may refer to each other in any order.
class Attempt {
 public:
  Attempt(const ScenarioSpec& spec, std::uint64_t seed, std::uint32_t index, std::uint32_t attempt)
      : spec_(spec), seed_(seed), index_(index), attempt_(attempt) {}

  Drawn run() {
    for (const auto& parameter : spec_.parameters) draw(parameter);
    return std::move(drawn_);
  }

 private:
  void draw(const ParameterSpec& parameter) {
    if (drawn_.values.contains(parameter.name) || drawn_.names.contains(parameter.name)) return;
    const auto hash = hash_name(parameter.name);
    const double u = random_uniform(
        {seed_, Domain::Parameter},
        {index_, attempt_, static_cast<std::uint32_t>(hash), static_cast<std::uint32_t>(hash >> 32)});
    const auto* choice = std::get_if<Choice>(&parameter.distribution);
    if (choice != nullptr && !choice->options.front().value)
      drawn_.names[parameter.name] = pick(*choice, u).name;
    else
      keep(parameter,
           std::visit([&](const auto& d) { return quantile(parameter, d, u); }, parameter.distribution));
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
  static const Choice::Option& pick(const Choice& choice, double u) {
    double total = 0;
    for (const auto& option : choice.options) total += option.weight;
    double sum = 0;
    for (const auto& option : choice.options)
      if ((sum += option.weight) > u * total) return option;
    return choice.options.back();
  }

  double quantile(const ParameterSpec&, const Fixed& d, double) { return value_of(d.value); }
  double quantile(const ParameterSpec&, const Choice& d, double u) { return value_of(*pick(d, u).value); }
  double quantile(const ParameterSpec& parameter, const Uniform& d, double u) {
    const double low = value_of(d.min), high = value_of(d.max);
    expect_order(parameter, low, high);
    return low + u * (high - low);
  }
  double quantile(const ParameterSpec& parameter, const Normal& d, double u) {
    const double mean = value_of(d.mean), sigma = value_of(d.sigma);
    if (!(sigma > 0))
      refuse_draw(
          spec_, d.sigma.where, "E0207",
          fmt::format("sigma of `{}` was drawn as {:.6g}: it must be above 0", parameter.name, sigma));
    const auto [low, high] = limits(parameter, d.min, d.max);
    return std::clamp(mean + sigma * truncated(parameter, (low - mean) / sigma, (high - mean) / sigma, u),
                      low, high);
  }
  double quantile(const ParameterSpec& parameter, const Lognormal& d, double u) {
    const double median = value_of(d.median), sigma = value_of(d.sigma);
    if (!(sigma > 0) || !(median > 0))
      refuse_draw(
          spec_, d.sigma.where, "E0207",
          fmt::format("median and sigma of `{}` were drawn as {:.6g} and {:.6g}: both must be above 0",
                      parameter.name, median, sigma));
    const auto [low, high] = limits(parameter, d.min, d.max);
    const auto standard = [&](double x) {
      return x <= 0 ? -INFINITY : std::isinf(x) ? x : dmath::log(x / median) / sigma;
    };
    return std::clamp(median * dmath::exp(sigma * truncated(parameter, standard(low), standard(high), u)),
                      low, high);
  }
  std::pair<double, double> limits(const ParameterSpec& parameter, const std::optional<Expression>& min,
                                   const std::optional<Expression>& max) {
    const double low = min ? value_of(*min) : -INFINITY, high = max ? value_of(*max) : INFINITY;
    expect_order(parameter, low, high);
    return {low, high};
  }
  void expect_order(const ParameterSpec& parameter, double low, double high) {
    if (!(low <= high))
      refuse_draw(
          spec_, parameter.where, "E0203",
          fmt::format("`{}`: min was drawn as {:.6g}, above max {:.6g} (in SI)", parameter.name, low, high));
  }
  // Quantile of the standard normal truncated to [a, b]. Upper tails are mirrored: the CDF is exact near 0,
  // not near 1.
  double truncated(const ParameterSpec& parameter, double a, double b, double u) {
    if (a > 0) return -truncated(parameter, -b, -a, 1 - u);
    const double below = std::isinf(a) ? 0 : dmath::normal_cdf(a);
    const double above = std::isinf(b) ? (b > 0 ? 1 : 0) : dmath::normal_cdf(b);
    if (!(above - below > kLeastMass))
      refuse_draw(spec_, parameter.where, "E0212",
                  fmt::format("`{}`: its limits leave next to nothing of its distribution", parameter.name),
                  "move the limits towards the middle, or use `uniform`");
    return dmath::normal_quantile(std::clamp(below + u * (above - below), 1e-300, 1 - 1e-16));
  }

  const ScenarioSpec& spec_;
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

Drawn draw_parameters(const ScenarioSpec& spec, std::uint64_t seed, std::uint32_t index) {
  std::vector<std::uint32_t> passed(spec.require.size());
  for (std::uint32_t attempt = 0; attempt < kMaxAttempts; ++attempt) {
    auto drawn = Attempt(spec, seed, index, attempt).run();
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
