// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "core/json.h"
#include "scenarios/sample.h"
#include "tools/commands.h"
#include "tools/scenario_options.h"

namespace tailcast {
namespace {

struct SampleOptions {
  ScenarioOptions scenario;
  bool json = false;
};

Json to_json(const ScenarioInstance& instance) {
  Json entry = Json::object();
  entry["scenario"] = instance.scenario;
  entry["index"] = instance.index;
  entry["log_weight"] = instance.log_weight;
  Json draws = Json::object();
  for (const auto& draw : instance.draws) {
    if (draw.text.empty())
      draws[draw.name] = draw.value;
    else
      draws[draw.name] = draw.text;
  }
  entry["draws"] = std::move(draws);
  return entry;
}

std::string shown(const Draw& draw) {
  if (!draw.text.empty()) return draw.text;
  return fmt::format("{:.5g}{}{}", draw.value, draw.unit.empty() ? "" : " ", draw.unit);
}

int run(const SampleOptions& options) {
  Json all = Json::array();
  for (const auto& spec : load_specs(options.scenario)) {
    if (!options.json) fmt::print("{}\n", spec.name);
    for (int i = 0; i < options.scenario.instances; ++i) {
      const auto instance = sample(spec, options.scenario.seed, static_cast<std::uint32_t>(i));
      if (options.json) {
        all.push_back(to_json(instance));
        continue;
      }
      std::string line;
      for (const auto& draw : instance.draws) line += fmt::format("  {} = {}", draw.name, shown(draw));
      fmt::print("{:>5}{}\n", i, line);
    }
  }
  if (options.json) fmt::print("{}", all.dump(2));
  return kDone;
}

}  // namespace

void add_sample(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<SampleOptions>();
  auto* verb = app.add_subcommand("sample", "Shows the draws that a render with the same seed would use");
  add_scenario_options(*verb, options->scenario);
  verb->add_flag("--json", options->json, "machine output");
  verb->footer("Example: tailcast sample scenarios/library/debris/ladder_off_pickup.yaml -n 5 --seed 7");
  verb->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace tailcast
