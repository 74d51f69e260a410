// SPDX-License-Identifier: Apache-2.0
#include "tools/scenario_options.h"

#include <CLI/CLI.hpp>

#include "core/error.h"
#include "core/file.h"
#include "core/yaml.h"
#include "scenarios/meshes.h"
#include "scenarios/sample.h"

namespace tailcast {

void add_scenario_options(CLI::App& verb, ScenarioOptions& options) {
  verb.add_option("files", options.files, "scenario files")->required();
  verb.add_option("-n,--instances", options.instances, "instances of each scenario")->check(CLI::Range(1, 1000000))->capture_default_str();
  verb.add_option("--seed", options.seed, "seed of every draw")->capture_default_str();
  verb.add_option("--set", options.overrides, "KEY=VALUE: overrides a parameter or a key, e.g. --set \"ego_speed=100 km/h\"");
}

std::vector<ScenarioSpec> load_specs(const ScenarioOptions& options) {
  Diagnostics diagnostics;
  std::vector<ScenarioSpec> specs;
  for (const auto& file : options.files) {
    auto spec = parse_scenario(read_file(file, kMaxYamlBytes), file, diagnostics);
    if (!spec) continue;
    for (const auto& text : options.overrides) apply_override(*spec, text, diagnostics);
    take_in_meshes(*spec, diagnostics);
    specs.push_back(std::move(*spec));
  }
  if (!diagnostics.ok()) throw InputError(std::move(diagnostics));
  return specs;
}

}  // namespace tailcast
