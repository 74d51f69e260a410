// SPDX-License-Identifier: Apache-2.0
// Internal to scenarios: every quantity of a spec with what it must be. The static check and the sampler walk
// the same list, so that a value drawn is held to what a value written is held to.
#pragma once
#include <functional>
#include <limits>
#include <string>

#include "scenarios/spec.h"

namespace tailcast {

struct Need {
  std::string what;  // "ego.speed"
  Dimension dimension;
  double min = -std::numeric_limits<double>::infinity();  // SI
  double max = std::numeric_limits<double>::infinity();
  bool above_min = false;  // min itself is not allowed
  bool integer = false;
};

// All quantities outside `parameters` and `require`.
void for_each_value(const ScenarioSpec& spec,
                    const std::function<void(const Expression&, const Need&)>& visit);
// "" if it is what is needed, else the message.
std::string broken_need(double value, const Need& need);

}  // namespace tailcast
