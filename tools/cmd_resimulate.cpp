// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>

#include "core/file.h"
#include "gap/paired.h"
#include "pipeline/resimulate.h"
#include "tools/commands.h"
#include "tools/progress.h"
#include "viewer/box_pairs.h"

namespace tailcast {
namespace {

struct ResimulateVerb {
  std::vector<std::string> real;
  ResimulateOptions options;
  PairedOptions statistics;
  std::string png;
  bool json = false;
};

constexpr std::size_t kPictures = 12;

void add_returns(const std::vector<Outcome>& outcomes, BoxReturns& to) {
  for (const auto& outcome : outcomes)
    if (outcome.fate == Fate::Inside)
      to.points.push_back(outcome.point), to.intensity.push_back(outcome.intensity);
}

// Objects from the lowest ratio to the highest, evenly spread; of each the sight with most real returns.
std::vector<BoxPair> pictures_of(const std::vector<PairedSight>& sights) {
  std::map<std::pair<std::string, std::string>, const PairedSight*> best;
  for (const auto& sight : sights) {
    auto& one = best[{sight.scene, sight.object}];
    if (count_ratio(sight) && (!one || sight.returns > one->returns)) one = &sight;
  }
  std::vector<std::pair<double, const PairedSight*>> ranked;
  for (const auto& [id, sight] : best)
    if (sight) ranked.emplace_back(*count_ratio(*sight), sight);
  std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<BoxPair> pairs;
  const std::size_t count = std::min(kPictures, ranked.size());
  for (std::size_t i = 0; i < count; ++i) {
    const auto& [ratio, sight] = ranked[count < 2 ? 0 : i * (ranked.size() - 1) / (count - 1)];
    BoxPair pair;
    pair.title =
        fmt::format("{} {} {}: {} as {}, {:.0f} m, {:.1f} x {:.1f} x {:.1f} m, returns ours / real {:.2f}",
                    sight->scene, sight->scan, sight->object, class_info(sight->class_id).name, sight->asset,
                    sight->sensor.norm(), sight->size.x(), sight->size.y(), sight->size.z(), ratio);
    pair.size = sight->size, pair.sensor = sight->sensor;
    add_returns(sight->real, pair.real), add_returns(sight->ours.front(), pair.ours);
    pairs.push_back(std::move(pair));
  }
  return pairs;
}

Json to_json(const Resimulation& resimulation, const std::vector<PairedGroup>& groups,
             const ResimulateOptions& options) {
  Json json;
  json["least_returns"] = options.least_returns, json["farthest"] = options.farthest;
  json["draws"] = options.draws, json["seed"] = options.seed;
  json["scans"] = resimulation.scans;
  json["groups"] = to_json(groups);
  json["left_out"] = Json::object();
  for (const auto& [why, count] : resimulation.left_out) json["left_out"][why] = count;
  json["sights"] = Json::array();
  for (const auto& sight : resimulation.sights) json["sights"].push_back(to_json(sight));
  return json;
}

int run(ResimulateVerb& verb) {
  Resimulation resimulation;
  {
    Progress progress("scans");
    verb.options.progress = [&](std::size_t done, std::size_t total) { progress.show(done, total); };
    resimulation = resimulate(verb.real, verb.options);
  }
  verb.statistics.seed = verb.options.seed;
  const auto groups = compare_pairs(resimulation.sights, verb.statistics);
  if (!verb.png.empty()) write_file(verb.png, draw_box_pairs(pictures_of(resimulation.sights), 1600));
  if (verb.json) {
    fmt::print("{}", to_json(resimulation, groups, verb.options).dump(2));
    return kDone;
  }
  if (groups.empty())
    fmt::print("no box near enough has enough returns and an asset of its class\n");
  else
    fmt::print("{}", to_text(groups));
  for (const auto& [why, count] : resimulation.left_out) fmt::print("left out, {}: {} sights\n", why, count);
  return kDone;
}

}  // namespace

void add_resimulate(CLI::App& app, int& exit_code) {
  auto verb_options = std::make_shared<ResimulateVerb>();
  auto& o = *verb_options;
  auto* verb = app.add_subcommand(
      "resimulate", "Our assets in the boxes of real scans, beside what the real things returned");
  verb->add_option("real", o.real,
                   "scans with boxes: KITTI object or tracking, nuScenes, Argoverse 2, SUSTechPOINTS, ours")
      ->required();
  verb->add_option("--boxes", o.options.boxes, "a table of boxes, for scans that have none beside them");
  verb->add_option("--sensor", o.options.sensor,
                   "the preset that took the scans, where their layout does not tell");
  verb->add_option("--min-returns", o.options.least_returns, "boxes of fewer real returns are left alone")
      ->capture_default_str();
  verb->add_option("--max-distance", o.options.farthest, "m; boxes farther off are left alone")
      ->check(CLI::Range(2.0, 200.0))
      ->capture_default_str();
  verb->add_option("--draws", o.options.draws, "of each asset's looks and the sensor's noise")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  verb->add_option("--bootstrap", o.statistics.bootstrap, "resamples for the intervals")
      ->check(CLI::Range(0, 100000))
      ->capture_default_str();
  verb->add_option("--seed", o.options.seed, "of looks, noise and resamples")->capture_default_str();
  verb->add_option("-j,--jobs", o.options.jobs, "threads; 0: one per core");
  verb->add_option("--png", o.png,
                   "a picture of twelve pairs, from the lowest ratio of returns to the highest");
  verb->add_flag("--json", o.json, "machine output, with every sight");
  verb->footer("Example: tailcast resimulate kitti/object/training kitti/tracking --json > pairs.json");
  verb->callback([verb_options, &exit_code] { exit_code = run(*verb_options); });
}

}  // namespace tailcast
