// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "gap/gap.h"
#include "gap/scan_set.h"
#include "gap/verdict.h"

namespace tailcast {
namespace {

struct Floor {
  std::optional<double> mean, worst;
};

double real_distance(const StatisticInfo& info, const PooledCounts& a, const PooledCounts& b, double measured) {
  return std::max(measured, counting_error(info, a, b));
}

// Every pair of real sets: REAL with each floor set, and the floor sets with each other.
Floor floor_of(std::size_t s, const std::vector<const ScanSet*>& reals) {
  const StatisticInfo& info = all_statistics()[s];
  double sum = 0, worst = 0;
  int pairs = 0;
  for (std::size_t i = 0; i < reals.size(); ++i)
    for (std::size_t j = i + 1; j < reals.size(); ++j) {
      const PooledCounts &a = reals[i]->all[s], &b = reals[j]->all[s];
      const auto measured = distance(info, a, b);
      if (!measured) continue;
      const double d = real_distance(info, a, b, *measured);
      sum += d;
      worst = std::max(worst, d);
      ++pairs;
    }
  if (pairs == 0) return {};
  return {sum / pairs, worst};
}

// A floor set that sees no open road far ahead says nothing of the far bands: then REAL's own scenes, every other one
// against the rest, are the second pair.
Floor band_floor(std::size_t s, const std::vector<const ScanSet*>& reals) {
  Floor floor = floor_of(s, reals);
  const StatisticInfo& info = all_statistics()[s];
  if (info.comparison != Comparison::ShareByBand || reals.size() < 2) return floor;
  PooledCounts even, odd;
  for (std::size_t i = 0; i < reals[0]->scenes.size(); ++i) pool(i % 2 == 0 ? even : odd, reals[0]->scenes[i][s]);
  if (const auto halves = distance(info, even, odd)) {
    const double d = real_distance(info, even, odd, *halves);
    floor.mean = floor.mean ? 0.5 * (*floor.mean + d) : d;
    floor.worst = std::max(floor.worst.value_or(0.0), d);
  }
  return floor;
}

std::size_t scans_of(const ScanSet& set, std::size_t s) { return static_cast<std::size_t>(set.all[s].scans); }

StatisticGap compare_statistic(std::size_t s, const ScanSet& synthetic, const std::vector<const ScanSet*>& reals, Interval interval) {
  const StatisticInfo& info = all_statistics()[s];
  const ScanSet& real = *reals.front();
  StatisticGap gap;
  gap.name = info.name;
  gap.tier = info.tier;
  gap.distance = distance(info, synthetic.all[s], real.all[s]).value_or(std::nan(""));
  gap.interval_low = interval.low;
  gap.interval_high = interval.high;
  const Floor floor = band_floor(s, reals);
  gap.floor = floor.mean;
  gap.floor_worst = floor.worst;
  if (floor.mean && *floor.mean > 0 && !std::isnan(gap.distance)) gap.ratio = gap.distance / *floor.mean;
  gap.n_synthetic = scans_of(synthetic, s);
  gap.n_real = scans_of(real, s);
  gap.bins = bin_labels(info.statistic);
  gap.synthetic = shares(info, synthetic.all[s]);
  gap.real = shares(info, real.all[s]);
  if (reals.size() > 1) gap.floor_real = shares(info, reals[1]->all[s]);
  gap.axis = info.axis;
  gap.meaning = info.meaning;
  gap.verdict = verdict_of(gap);
  return gap;
}

void note_set(GapReport& report, const ScanSet& set) {
  const PooledCounts& missing = set.all[static_cast<std::size_t>(Statistic::MissingShots)];
  const double lost = missing.scans > 0 ? missing.counts[0] / missing.scans : 0.0;
  report.notes.push_back(fmt::format("{}: {} scans, {:.0f} points a scan, {:.1f} % of them with intensity 0{}.", set.path, set.scans,
                                     set.points_per_scan, 100 * set.zero_share,
                                     lost > 0 ? fmt::format("; {:.1f} % of the shots without return",
                                                            100 * lost / (lost + set.points_per_scan)) : ""));
  report.notes.insert(report.notes.end(), set.notes.begin(), set.notes.end());
}

}  // namespace

GapReport compare(const std::string& synthetic_path, const std::string& real_path, const std::vector<std::string>& floors,
                  const CompareOptions& options) {
  std::vector<std::string> paths{synthetic_path, real_path};
  paths.insert(paths.end(), floors.begin(), floors.end());
  std::vector<std::vector<FrameRef>> frames;
  std::size_t total = 0, before = 0;
  for (const std::string& path : paths) frames.push_back(find_frames(path)), total += frames.back().size();

  std::vector<ScanSet> sets;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const auto scan_done = [&](std::size_t done) {
      if (options.progress) options.progress(before + done, total);
    };
    sets.push_back(measure_frames(paths[i], frames[i], options.jobs, scan_done));
    before += frames[i].size();
  }

  GapReport report;
  report.synthetic_path = synthetic_path;
  report.real_path = real_path;
  report.floor_paths = floors;
  std::vector<const ScanSet*> reals;
  for (std::size_t i = 1; i < sets.size(); ++i) reals.push_back(&sets[i]);
  const auto intervals = bootstrap_intervals(sets[0].scenes, sets[1].scenes, options.bootstrap, options.seed, options.jobs);
  for (std::size_t s = 0; s < kStatistics; ++s)
    report.statistics.push_back(compare_statistic(s, sets[0], reals, intervals[s]));
  for (const ScanSet& set : sets) note_set(report, set);
  if (floors.empty()) report.notes.emplace_back("No floor was given: without a second real set a distance cannot be judged.");
  if (floors.size() == 1) report.notes.emplace_back("One real pair is not the floor: give more real sets to know its spread.");
  report.notes.emplace_back("Intervals are percentiles of resamples, which lie somewhat above the distance itself: a drawn "
                            "set repeats scenes, and so differs more.");
  return report;
}

}  // namespace tailcast
