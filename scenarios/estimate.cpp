// SPDX-License-Identifier: Apache-2.0
#include "scenarios/estimate.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/dmath.h"
#include "scenarios/draw.h"
#include "scenarios/parameter_types.h"

namespace tailcast {
namespace {

constexpr double kQuantile = 1.959963984540054;  // of the normal, for 95 %

void set_wilson(Estimate& e) {
  const double n = e.draws, p = e.hits / n, z2 = kQuantile * kQuantile;
  const double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
  const double half = kQuantile * dmath::sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n);
  e.probability = p, e.low = std::max(0.0, middle - half), e.high = std::min(1.0, middle + half);
}

struct Weighted {
  std::vector<double> log_weights;
  std::vector<bool> hit;
};

void set_weighted(Estimate& e, const Weighted& draws) {
  const double n = e.draws;
  std::vector<double> weights(draws.log_weights.size());
  dmath::exp(draws.log_weights, weights);
  double all = 0, hits = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    all += weights[i];
    if (draws.hit[i]) hits += weights[i];
  }
  e.probability = e.conditional ? hits / all : hits / n;
  double squares = 0;  // of what each draw adds to the estimate's error
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double part = e.conditional ? weights[i] * ((draws.hit[i] ? 1 : 0) - e.probability) * n / all
                                      : (draws.hit[i] ? weights[i] : 0) - e.probability;
    squares += part * part;
  }
  const double half = kQuantile * dmath::sqrt(squares / (n * std::max(1.0, n - 1)));
  e.low = std::max(0.0, e.probability - half), e.high = std::min(1.0, e.probability + half);
}

}  // namespace

double effective_sample_size(std::span<const double> log_weights) {
  if (log_weights.empty()) return 0;
  const double most = *std::ranges::max_element(log_weights);
  double sum = 0, squares = 0;
  for (const double log_weight : log_weights) {
    const double weight = dmath::exp(log_weight - most);
    sum += weight, squares += weight * weight;
  }
  return sum * sum / squares;
}

std::optional<Expression> parse_event(const ScenarioSpec& spec, std::string_view text, Diagnostics& diagnostics) {
  const SourceLoc loc{"--estimate", 1, 1};
  diagnostics.sources[loc.file] = std::string(text);
  const auto before = diagnostics.errors.size();
  auto event = parse_expression(text, loc, diagnostics);
  if (!event) return std::nullopt;
  if (!is_comparison(*event))
    diagnostics.error(loc, "E0210", "an event must be a comparison", "write e.g. `headway * ego_speed < 20 m`");
  ParameterTypes types(spec, diagnostics);
  types.of_value(*event);
  if (diagnostics.errors.size() != before) return std::nullopt;
  return event;
}

Estimate estimate(const ScenarioSpec& spec, const Expression& event, std::uint64_t seed, std::uint32_t draws) {
  Estimate e;
  e.draws = draws;
  e.weighted = std::ranges::any_of(spec.parameters, [](const auto& parameter) { return parameter.proposal.has_value(); });
  e.conditional = !spec.require.empty();
  Weighted all;
  std::vector<double> of_hits;
  for (std::uint32_t i = 0; i < draws; ++i) {
    const auto drawn = draw_parameters(spec, seed, i, {});
    const bool hit = evaluate(event, drawn.values) == 1;
    all.log_weights.push_back(drawn.log_weight);
    all.hit.push_back(hit);
    if (hit) of_hits.push_back(drawn.log_weight);
  }
  e.hits = static_cast<std::uint32_t>(of_hits.size());
  e.effective_draws = effective_sample_size(all.log_weights);
  e.effective_hits = effective_sample_size(of_hits);
  if (!e.weighted) {
    set_wilson(e);
  } else {
    set_weighted(e, all);
    if (e.hits == 0) e.high = std::min(1.0, 3 / e.effective_draws);
  }
  return e;
}

}  // namespace tailcast
