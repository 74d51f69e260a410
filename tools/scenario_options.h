// SPDX-License-Identifier: Apache-2.0
// The flags by which `sample` and `render` name scenarios, and the loading of them.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/design.h"
#include "scenarios/spec.h"

namespace CLI {
class App;
}

namespace tailcast {

struct ScenarioOptions {
  std::vector<std::string> files;
  std::vector<std::string> overrides;  // key=value
  int instances = 0;  // 0: not given, one or the whole design
  std::string design = "random";
  std::uint64_t seed = 1;
};

void add_scenario_options(CLI::App& verb, ScenarioOptions& options);
// The design, and how many instances of each scenario: what was given, the whole of a design that has a size, or one.
struct Instances {
  DesignChoice design;
  int count = 1;
};
Instances instances_of(const ScenarioOptions& options, const std::vector<ScenarioSpec>& specs);
// Every scenario with the overrides applied. InputError with the mistakes of all of them.
std::vector<ScenarioSpec> load_specs(const ScenarioOptions& options);

}  // namespace tailcast
