// SPDX-License-Identifier: Apache-2.0
#include "tools/scenario_options.h"

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "core/error.h"
#include "core/file.h"
#include "core/yaml.h"
#include "scenarios/meshes.h"
#include "scenarios/sample.h"
#include "tools/bad_flag.h"

namespace tailcast {

void add_scenario_options(CLI::App& verb, ScenarioOptions& options) {
  verb.add_option("files", options.files, "scenario files")->required();
  verb.add_option("-n,--instances", options.instances, "instances of each scenario; left out: 1, or the whole grid or covering array")
      ->check(CLI::Range(1, 1000000));
  verb.add_option("--design", options.design, "random, latin, sobol, grid:BINS or covering:STRENGTH:BINS")->capture_default_str();
  verb.add_option("--seed", options.seed, "seed of every draw")->capture_default_str();
  verb.add_option("--set", options.overrides, "KEY=VALUE: overrides a parameter or a key, e.g. --set \"ego_speed=100 km/h\"");
}

Instances instances_of(const ScenarioOptions& options, const std::vector<ScenarioSpec>& specs) {
  Diagnostics diagnostics;
  const auto choice = parse_design(options.design, diagnostics);
  if (!choice) throw InputError(std::move(diagnostics));
  Instances instances{*choice, std::max(1, options.instances)};
  std::optional<std::uint32_t> size;
  for (const auto& spec : specs) {
    const auto own = Design(spec, *choice, options.seed, static_cast<std::uint32_t>(instances.count)).size();
    if (!own) continue;
    if (options.instances == 0 && size && *size != *own)
      bad_flag(fmt::format("--design {}: it has {} instances of one scenario and {} of another", options.design, *size, *own),
               "render the scenarios one by one");
    if (static_cast<std::uint32_t>(options.instances) > *own)
      bad_flag(fmt::format("--design {}: it has {} instances of {}, not {}", options.design, *own, spec.name, options.instances),
               fmt::format("leave -n out, or give at most {}", *own));
    size = own;
  }
  if (size && options.instances == 0) instances.count = static_cast<int>(*size);
  return instances;
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
