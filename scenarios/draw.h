// SPDX-License-Identifier: Apache-2.0
// Internal to scenarios: the parameters of one instance.
#pragma once
#include <map>
#include <string>

#include "scenarios/copula.h"
#include "scenarios/design.h"
#include "scenarios/spec.h"

namespace tailcast {

struct Drawn {
  Values values;                                          // SI
  std::map<std::string, std::string, std::less<>> names;  // choices among names
  double log_weight = 0;  // ln of the natural density of the draw over that of the proposals it was drawn from
};

// The first draw that meets every requirement. InputError.
Drawn draw_parameters(const ScenarioSpec& spec, std::uint64_t seed, std::uint32_t index, const Design& design);

// InputError at that place of the scenario.
[[noreturn]] void refuse_draw(const ScenarioSpec& spec, const Where& where, std::string_view code,
                              std::string message, std::string hint = {});

}  // namespace tailcast
