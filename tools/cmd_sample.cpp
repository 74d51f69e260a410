// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "core/error.h"
#include "core/json.h"
#include "scenarios/estimate.h"
#include "scenarios/sample.h"
#include "tools/bad_flag.h"
#include "tools/commands.h"
#include "tools/scenario_options.h"

namespace tailcast {
namespace {

constexpr int kEstimateDraws = 10000;  // where -n is left out

struct SampleOptions {
  ScenarioOptions scenario;
  std::string estimate;
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

void show(const ScenarioSpec& spec, const std::vector<ScenarioInstance>& instances) {
  fmt::print("{}\n", spec.name);
  std::vector<double> log_weights;
  bool weighted = false;
  for (const auto& parameter : spec.parameters) weighted = weighted || parameter.proposal.has_value();
  for (const auto& instance : instances) {
    std::string line;
    for (const auto& draw : instance.draws) line += fmt::format("  {} = {}", draw.name, shown(draw));
    if (weighted) line += fmt::format("  (log-weight {:.3f})", instance.log_weight);
    fmt::print("{:>5}{}\n", instance.index, line);
    log_weights.push_back(instance.log_weight);
  }
  if (weighted) fmt::print("effective sample size: {:.1f} of {}\n", effective_sample_size(log_weights), instances.size());
}

Json to_json(const ScenarioSpec& spec, const std::string& event, const Estimate& e) {
  Json entry = Json::object();
  entry["scenario"] = spec.name;
  entry["event"] = event;
  entry["probability"] = e.probability;
  entry["interval"] = Json::Array{e.low, e.high};
  entry["given_requirements"] = e.conditional;
  entry["draws"] = e.draws;
  entry["hits"] = e.hits;
  entry["effective_draws"] = e.effective_draws;
  entry["effective_hits"] = e.effective_hits;
  return entry;
}

int estimate_all(const SampleOptions& options, const std::vector<ScenarioSpec>& specs) {
  if (options.scenario.design != "random")
    bad_flag("--estimate takes random draws: intervals of other designs are not known", "leave --design out");
  Diagnostics diagnostics;
  Json all = Json::array();
  for (const auto& spec : specs) {
    const auto event = parse_event(spec, options.estimate, diagnostics);
    if (!event) continue;
    const int draws = options.scenario.instances > 0 ? options.scenario.instances : kEstimateDraws;
    const auto e = estimate(spec, *event, options.scenario.seed, static_cast<std::uint32_t>(draws));
    all.push_back(to_json(spec, options.estimate, e));
    if (options.json) continue;
    fmt::print("{}: P({}{}) = {:.4g}, 95 % interval {:.4g} to {:.4g}\n", spec.name, options.estimate,
               e.conditional ? " | requirements" : "", e.probability, e.low, e.high);
    fmt::print("  {} draws, worth {:.1f}; {} hits, worth {:.1f}\n", e.draws, e.effective_draws, e.hits, e.effective_hits);
  }
  if (!diagnostics.ok()) throw InputError(std::move(diagnostics));
  if (options.json) fmt::print("{}", all.dump(2));
  return kDone;
}

int run(const SampleOptions& options) {
  const auto specs = load_specs(options.scenario);
  if (!options.estimate.empty()) return estimate_all(options, specs);
  const auto [choice, count] = instances_of(options.scenario, specs);
  Json all = Json::array();
  for (const auto& spec : specs) {
    const Design design(spec, choice, options.scenario.seed, static_cast<std::uint32_t>(count));
    std::vector<ScenarioInstance> instances;
    for (int i = 0; i < count; ++i) instances.push_back(sample(spec, options.scenario.seed, static_cast<std::uint32_t>(i), design));
    if (options.json)
      for (const auto& instance : instances) all.push_back(to_json(instance));
    else
      show(spec, instances);
  }
  if (options.json) fmt::print("{}", all.dump(2));
  return kDone;
}

}  // namespace

void add_sample(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<SampleOptions>();
  auto* verb = app.add_subcommand("sample", "Shows the draws that a render with the same seed would use");
  add_scenario_options(*verb, options->scenario);
  verb->add_option("--estimate", options->estimate, "how probable a comparison is under the natural distributions, e.g. \"gap < 20 m\"");
  verb->add_flag("--json", options->json, "machine output");
  verb->footer("Example: tailcast sample scenarios/library/debris/ladder_off_pickup.yaml -n 5 --seed 7");
  verb->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace tailcast
