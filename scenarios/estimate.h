// SPDX-License-Identifier: Apache-2.0
// Probabilities from draws, under the natural distributions whatever was proposed.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "scenarios/spec.h"

namespace tailcast {

// Kish's (1965): (sum w)^2 / sum w^2, of natural logarithms of weights; 0 of none.
double effective_sample_size(std::span<const double> log_weights);

struct Estimate {
  double probability = 0, low = 0, high = 0;  // with an interval of 95 %
  std::uint32_t draws = 0, hits = 0;          // hits: draws for which it holds
  double effective_draws = 0, effective_hits = 0;  // effective sample sizes
  bool weighted = false;                      // something was proposed
  bool conditional = false;                   // given that the requirements are met
};

// A comparison of parameters, checked. Mistakes are reported as of file "--estimate"; nullopt then.
std::optional<Expression> parse_event(const ScenarioSpec& spec, std::string_view text, Diagnostics& diagnostics);

// How probable the event is in a draw. Without proposals: the share, with Wilson's interval. With proposals: the mean
// weight of the hits, with the interval of the central limit; where there are requirements, over the mean weight of all
// (the density of what they leave is known up to a factor only), its variance by the delta method. No hit: the upper end
// is the rule of three's, of the effective draws.
Estimate estimate(const ScenarioSpec& spec, const Expression& event, std::uint64_t seed, std::uint32_t draws);

}  // namespace tailcast
