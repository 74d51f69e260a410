// SPDX-License-Identifier: Apache-2.0
#include "gap/distance.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/check.h"
#include "core/dmath.h"
#include "core/parallel.h"

namespace tailcast {
namespace {

double sum_of(std::span<const double> values) {
  double sum = 0;
  for (const double v : values) sum += v;
  return sum;
}

std::optional<double> band_distance(const StatisticInfo& info, const PooledCounts& a, const PooledCounts& b) {
  const std::vector<double> p = shares(info, a), q = shares(info, b);
  std::optional<double> worst;
  for (std::size_t i = 0; i < p.size(); ++i)
    if (!std::isnan(p[i]) && !std::isnan(q[i])) worst = std::max(worst.value_or(0.0), std::fabs(p[i] - q[i]));
  return worst;
}

double class_distance(const PooledCounts& a, const PooledCounts& b) {
  double worst = 0;
  for (std::size_t i = 0; i < a.counts.size(); ++i)
    worst = std::max(worst, std::fabs(std::sqrt(a.counts[i] / a.scans) - std::sqrt(b.counts[i] / b.scans)));
  return worst;
}

// Of the Jensen-Shannon distance of two samples of one distribution: the divergence is (bins in use - 1) / 8 (1/n + 1/m)
// on average, since 8 nm / (n + m) times it is chi-squared with that many degrees of freedom.
double sampling_distance(const PooledCounts& a, const PooledCounts& b) {
  const double n = sum_of(a.counts), m = sum_of(b.counts);
  if (!(n > 0 && m > 0)) return 0;
  double in_use = 0;
  for (std::size_t i = 0; i < a.counts.size(); ++i) in_use += a.counts[i] + b.counts[i] > 0;
  return std::sqrt((in_use - 1) / 8 * (1 / n + 1 / m));
}

double band_error(const StatisticInfo& info, const PooledCounts& a, const PooledCounts& b) {
  double largest = 0;
  for (std::size_t i = 0; i < info.bins; ++i) {
    const double n = a.counts[info.bins + i], m = b.counts[info.bins + i];
    if (n < kLeastPulses || m < kLeastPulses) continue;
    const double p = (a.counts[i] + b.counts[i] + 1) / (n + m + 2);  // smoothed: no hit or no miss is not certainty
    largest = std::max(largest, std::sqrt(p * (1 - p) * (1 / n + 1 / m)));
  }
  return largest;
}

enum class Side : std::uint32_t { A, B };

SceneCounts draw_scenes(const std::vector<SceneCounts>& scenes, RandomKey key, std::uint32_t resample, Side side) {
  SceneCounts drawn;
  const auto count = static_cast<std::uint32_t>(scenes.size());
  for (std::uint32_t i = 0; i < count; ++i) {
    const double u = random_uniform(key, {resample, static_cast<std::uint32_t>(side), i, 0});
    const auto pick = std::min<std::size_t>(count - 1, static_cast<std::size_t>(u * count));
    for (std::size_t s = 0; s < kStatistics; ++s) pool(drawn[s], scenes[pick][s]);
  }
  return drawn;
}

}  // namespace

void pool(PooledCounts& into, const PooledCounts& more) {
  if (more.counts.empty()) return;
  if (into.counts.empty()) into.counts.assign(more.counts.size(), 0.0);
  TAILCAST_CHECK(into.counts.size() == more.counts.size(), "counts of two statistics were pooled");
  for (std::size_t i = 0; i < more.counts.size(); ++i) into.counts[i] += more.counts[i];
  into.scans += more.scans;
}

double percentile(const std::vector<double>& sorted, double p) {
  const double at = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  if (below + 1 >= sorted.size()) return sorted.back();
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[below + 1] - sorted[below]);
}

double jensen_shannon_distance(std::span<const double> a, std::span<const double> b) {
  TAILCAST_CHECK(a.size() == b.size(), "histograms of two lengths were compared");
  const double total_a = sum_of(a), total_b = sum_of(b);
  TAILCAST_CHECK(total_a > 0 && total_b > 0, "an empty histogram was compared");
  double divergence = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double p = a[i] / total_a, q = b[i] / total_b, m = 0.5 * (p + q);
    if (p > 0) divergence += 0.5 * p * dmath::log(p / m);
    if (q > 0) divergence += 0.5 * q * dmath::log(q / m);
  }
  return std::sqrt(std::max(0.0, divergence));
}

std::optional<double> distance(const StatisticInfo& info, const PooledCounts& a, const PooledCounts& b) {
  if (a.counts.empty() || b.counts.empty()) return std::nullopt;
  if (info.comparison == Comparison::ShareByBand) return band_distance(info, a, b);
  if (info.comparison == Comparison::MeanByClass) return class_distance(a, b);
  const double least = info.comparison == Comparison::Distribution ? kLeastEntries : 1;
  if (!(sum_of(a.counts) >= least && sum_of(b.counts) >= least)) return std::nullopt;
  if (info.comparison == Comparison::Distribution) return jensen_shannon_distance(a.counts, b.counts);
  return std::fabs(dmath::log((a.counts[0] / a.scans) / (b.counts[0] / b.scans)));
}

double counting_error(const StatisticInfo& info, const PooledCounts& a, const PooledCounts& b) {
  if (a.counts.empty() || b.counts.empty()) return 0;
  switch (info.comparison) {
    case Comparison::Distribution: return sampling_distance(a, b);
    case Comparison::ShareByBand: return band_error(info, a, b);
    case Comparison::MeanByClass: return 0.5 * std::sqrt(1 / a.scans + 1 / b.scans);  // the root of a Poisson count
    case Comparison::MeanPerScan: break;
  }
  return 0;
}

std::vector<double> shares(const StatisticInfo& info, const PooledCounts& pooled) {
  std::vector<double> out;
  if (pooled.counts.empty()) return out;
  if (info.comparison == Comparison::ShareByBand) {
    for (std::size_t i = 0; i < info.bins; ++i) {
      const double trials = pooled.counts[info.bins + i];
      out.push_back(trials >= kLeastPulses ? pooled.counts[i] / trials : std::numeric_limits<double>::quiet_NaN());
    }
    return out;
  }
  const bool mean = info.comparison == Comparison::MeanPerScan || info.comparison == Comparison::MeanByClass;
  const double unit = mean ? pooled.scans : sum_of(pooled.counts);
  for (const double v : pooled.counts) out.push_back(unit > 0 ? v / unit : 0.0);
  return out;
}

std::array<Interval, kStatistics> bootstrap_intervals(const std::vector<SceneCounts>& a, const std::vector<SceneCounts>& b,
                                                      int resamples, std::uint64_t seed, unsigned jobs) {
  const RandomKey key{seed, Domain::Bootstrap};
  std::vector<std::array<std::optional<double>, kStatistics>> drawn(static_cast<std::size_t>(std::max(0, resamples)));
  parallel_for(drawn.size(), jobs, [&](std::size_t i) {
    const SceneCounts from_a = draw_scenes(a, key, static_cast<std::uint32_t>(i), Side::A);
    const SceneCounts from_b = draw_scenes(b, key, static_cast<std::uint32_t>(i), Side::B);
    for (std::size_t s = 0; s < kStatistics; ++s) drawn[i][s] = distance(all_statistics()[s], from_a[s], from_b[s]);
  });
  std::array<Interval, kStatistics> intervals;
  for (std::size_t s = 0; s < kStatistics; ++s) {
    std::vector<double> values;
    for (const auto& one : drawn)
      if (one[s]) values.push_back(*one[s]);
    if (values.empty()) continue;
    std::sort(values.begin(), values.end());
    intervals[s] = {percentile(values, 0.025), percentile(values, 0.975)};
  }
  return intervals;
}

}  // namespace tailcast
