// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "core/error.h"
#include "core/json.h"
#include "core/parallel.h"
#include "pipeline/render.h"
#include "scenarios/meshes.h"
#include "tools/bad_flag.h"
#include "tools/commands.h"
#include "tools/progress.h"
#include "tools/scenario_options.h"

namespace tailcast {
namespace {

struct RenderOptions {
  ScenarioOptions scenario;
  std::string output, motion = "raw", shard = "1/1";
  unsigned jobs = 0;
  std::string sensor;
  std::vector<std::string> without;
  bool dry_run = false, json = false;
};

Shard parse_shard(const std::string& text) {
  Shard shard;
  char rest = 0;
  if (std::sscanf(text.c_str(), "%d/%d%c", &shard.index, &shard.count, &rest) != 2 || shard.count < 1 || shard.index < 1 ||
      shard.index > shard.count)
    bad_flag(fmt::format("--shard {}: not a part of a whole", text), "write --shard 1/3 for the first of three");
  return shard;
}

RenderPlan operator+(const RenderPlan& a, const RenderPlan& b) {
  return {a.sequences + b.sequences, a.frames + b.frames, a.megabytes + b.megabytes, a.core_seconds + b.core_seconds};
}

int dry_run(const std::vector<RenderJob>& jobs, bool json) {
  RenderPlan estimate;
  for (const auto& job : jobs) estimate = estimate + plan(job);
  const unsigned threads = jobs.front().jobs ? jobs.front().jobs : hardware_jobs();
  const double minutes = estimate.core_seconds / threads / 60;
  if (json) {
    Json out = Json::object();
    out["sequences"] = estimate.sequences;
    out["frames"] = estimate.frames;
    out["bytes"] = static_cast<std::int64_t>(estimate.megabytes * 1e6);
    out["seconds"] = minutes * 60;
    fmt::print("{}", out.dump(2));
  } else {
    fmt::print("{} sequences, {} frames, about {:.0f} MB, about {:.1f} min\n", estimate.sequences, estimate.frames, estimate.megabytes, minutes);
  }
  return kDone;
}

// One job for each sensor: a dataset holds the scans of one. Of several, each has a directory of its name.
std::vector<RenderJob> jobs_of(const RenderOptions& options) {
  RenderJob job;
  job.scenarios = load_specs(options.scenario);
  const auto instances = instances_of(options.scenario, job.scenarios);
  job.instances = instances.count;
  job.design = instances.design;
  job.seed = options.scenario.seed;
  job.motion = options.motion == "raw" ? MotionMode::Raw : MotionMode::Compensated;
  job.output = options.output;
  job.jobs = options.jobs;
  job.shard = parse_shard(options.shard);
  job.device = {options.sensor, options.without};
  const auto sensors = sensors_of(job.scenarios);
  if (!options.sensor.empty() || sensors.size() < 2) return {job};
  std::vector<RenderJob> jobs;
  for (const auto& sensor : sensors) {
    job.device.sensor = sensor;
    job.output = options.output.empty() ? "" : options.output + "/" + sensor;
    jobs.push_back(job);
  }
  return jobs;
}

int run(const RenderOptions& options) {
  auto jobs = jobs_of(options);
  for (const auto& spec : jobs.front().scenarios) fmt::print(stderr, "{}", report_meshes(spec));
  if (options.dry_run) return dry_run(jobs, options.json);
  if (options.output.empty()) bad_flag("no directory to write to", "give one with -o, e.g. -o out/ladder");
  Json datasets = Json::array();
  for (auto& job : jobs) {
    RenderResult result;
    {
      Progress progress("frames");
      job.progress = [&](int done, int total) { progress.show(static_cast<std::size_t>(done), static_cast<std::size_t>(total)); };
      result = render(job);
    }
    Json dataset = Json::object();
    dataset["output"] = job.output;
    dataset["frames_rendered"] = result.frames_rendered;
    dataset["frames_kept"] = result.frames_kept;
    datasets.push_back(std::move(dataset));
    if (!options.json)
      fmt::print("{}: {} frames rendered{}\n", job.output, result.frames_rendered,
                 result.frames_kept ? fmt::format(", {} were there already", result.frames_kept) : "");
  }
  if (options.json) fmt::print("{}", (jobs.size() == 1 ? datasets.items().front() : datasets).dump(2));
  return kDone;
}

}  // namespace

void add_render(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<RenderOptions>();
  auto* verb = app.add_subcommand("render", "Renders scenarios into a labelled dataset; resumes by itself");
  add_scenario_options(*verb, options->scenario);
  verb->add_option("-o,--output", options->output, "directory of the dataset");
  verb->add_option("--motion", options->motion, "raw: what the device measured; compensated: de-skewed to one instant")
      ->check(CLI::IsMember({"raw", "compensated"}))
      ->capture_default_str();
  verb->add_option("-j,--jobs", options->jobs, "threads; 0: one per core")->check(CLI::Range(0, 1024))->capture_default_str();
  verb->add_option("--shard", options->shard, "i/N: renders the i-th of N parts, to be joined by `merge`")->capture_default_str();
  verb->add_option("--sensor", options->sensor, "of several, the one to render; else each gets a directory of its name");
  verb->add_option("--without", options->without, "effects of the sensor to switch off; `list effects` shows them")->delimiter(',');
  verb->add_flag("--dry-run", options->dry_run, "says frames, bytes and time, and renders nothing");
  verb->add_flag("--json", options->json, "machine output");
  verb->footer("Example: tailcast render scenarios/library/debris/ladder_off_pickup.yaml -n 3 --seed 7 -o out/ladder");
  verb->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace tailcast
