// SPDX-License-Identifier: Apache-2.0
// The flags by which `sample` and `render` name scenarios, and the loading of them.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/spec.h"

namespace CLI {
class App;
}

namespace tailcast {

struct ScenarioOptions {
  std::vector<std::string> files;
  std::vector<std::string> overrides;  // key=value
  int instances = 1;
  std::uint64_t seed = 1;
};

void add_scenario_options(CLI::App& verb, ScenarioOptions& options);
// Every scenario with the overrides applied. InputError with the mistakes of all of them.
std::vector<ScenarioSpec> load_specs(const ScenarioOptions& options);

}  // namespace tailcast
