// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "core/file.h"
#include "gap/gap.h"
#include "tools/commands.h"
#include "tools/progress.h"

namespace tailcast {
namespace {

struct CompareVerb {
  std::string synthetic, real, html, json_file;
  std::vector<std::string> floors;
  CompareOptions options;
  double fail_above = 0;
  bool json = false;
};

// The gate: tier-1 statistics whose ratio to the floor is above the limit.
int gate(const GapReport& report, double limit) {
  int failed = 0;
  for (const auto& statistic : report.statistics) {
    if (statistic.tier != 1 || !statistic.ratio || *statistic.ratio <= limit) continue;
    fmt::print(stderr, "above the gate: {} is {:.2f} floors off (limit {:.2f})\n", statistic.name, *statistic.ratio, limit);
    ++failed;
  }
  return failed ? kFinding : kDone;
}

int run(CompareVerb& verb) {
  GapReport report;
  {
    Progress progress("scans");
    verb.options.progress = [&](std::size_t done, std::size_t total) { progress.show(done, total); };
    report = compare(verb.synthetic, verb.real, verb.floors, verb.options);
  }
  if (!verb.html.empty()) write_file(verb.html, to_html(report));
  fmt::print("{}", verb.json ? to_json(report).dump(2) : to_text(report));
  std::fflush(stdout);
  if (!verb.html.empty()) fmt::print(stderr, "report: {}\n", verb.html);
  return verb.fail_above > 0 ? gate(report, verb.fail_above) : kDone;
}

}  // namespace

void add_compare(CLI::App& app, int& exit_code) {
  auto verb_options = std::make_shared<CompareVerb>();
  auto& o = *verb_options;
  auto* verb = app.add_subcommand("compare", "The gap: how far synthetic scans are from real ones, beside real against real");
  verb->add_option("synthetic", o.synthetic, "a dataset of ours, or scans")->required();
  verb->add_option("real", o.real, "real scans: a directory of .bin or .pcd, or a SemanticKITTI root")->required();
  verb->add_option("--floor", o.floors, "other real scans (several drives): their distance to REAL is the floor");
  verb->add_option("--html", o.html, "writes the report as one page");
  verb->add_option("--fail-above", o.fail_above, "exit 1 when a tier-1 statistic is more than this many floors off");
  verb->add_option("--bootstrap", o.options.bootstrap, "resamples for the intervals")->check(CLI::Range(0, 100000))->capture_default_str();
  verb->add_option("-j,--jobs", o.options.jobs, "threads; 0: one per core");
  verb->add_flag("--json", o.json, "machine output");
  verb->footer("Example: tailcast compare out/ladder kitti/object/training/velodyne --floor kitti/raw/drive_0005 --html gap.html");
  verb->callback([verb_options, &exit_code] { exit_code = run(*verb_options); });
}

}  // namespace tailcast
