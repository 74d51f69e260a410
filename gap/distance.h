// SPDX-License-Identifier: Apache-2.0
// Distances between pooled counts, and how sure they are.
#pragma once
#include <array>
#include <optional>
#include <span>
#include <vector>

#include "core/random.h"
#include "gap/statistic.h"

namespace tailcast {

struct PooledCounts {
  std::vector<double> counts;  // as of ScanMeasure; empty when no scan had any
  double scans = 0;            // that were pooled
};
void pool(PooledCounts& into, const PooledCounts& more);

// Square root of the Jensen-Shannon divergence of the two histograms, each normalised, natural logarithm: 0 when equal,
// sqrt(ln 2) when disjoint. Equal length; each has a positive sum.
double jensen_shannon_distance(std::span<const double> a, std::span<const double> b);

// By info.comparison; nullopt when a side has nothing to compare.
std::optional<double> distance(const StatisticInfo& info, const PooledCounts& a, const PooledCounts& b);

// What chance alone leaves: between histograms, from the number of entries; the largest standard error of any band's
// difference, from the number of pulses; the standard error of the difference of roots, from the number of scans. 0 for
// MeanPerScan.
double counting_error(const StatisticInfo& info, const PooledCounts& a, const PooledCounts& b);

// What a plot shows: shares of the bins, the means per scan, or the share of each band (NaN where too few pulses).
std::vector<double> shares(const StatisticInfo& info, const PooledCounts& pooled);

// A set's scenes, each pooled: the units that the bootstrap draws.
using SceneCounts = std::array<PooledCounts, kStatistics>;

// The value below which the share `p` of an ascending, non-empty list lies: linear between its members.
double percentile(const std::vector<double>& sorted, double p);

struct Interval {
  double low = 0, high = 0;
};
// 95 % percentile intervals of the distance of every statistic, scenes of both sides drawn with replacement.
// The same for any number of jobs.
std::array<Interval, kStatistics> bootstrap_intervals(const std::vector<SceneCounts>& a, const std::vector<SceneCounts>& b,
                                                      int resamples, std::uint64_t seed, unsigned jobs);

}  // namespace tailcast
