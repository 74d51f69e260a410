// SPDX-License-Identifier: Apache-2.0
#include "gap/verdict.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "gap/statistic.h"

namespace tailcast {
namespace {

// Where half of the mass lies below.
double median_of(const StatisticInfo& info, const std::vector<double>& share) {
  double below = 0;
  for (std::size_t i = 0; i < share.size(); ++i) {
    below += share[i];
    if (below >= 0.5) return bin_centre(info.statistic, i);
  }
  return bin_centre(info.statistic, share.empty() ? 0 : share.size() - 1);
}

// Mean bin: says which way the mass has moved also when the medians share a bin.
double mean_bin(const std::vector<double>& share) {
  double mean = 0;
  for (std::size_t i = 0; i < share.size(); ++i) mean += static_cast<double>(i) * share[i];
  return mean;
}

struct Direction {
  bool higher = false;
  std::string figures;
};

std::string with_unit(const StatisticInfo& info, double value) {
  switch (info.statistic) {
    case Statistic::RangeFirstDifference:
    case Statistic::RangeSecondDifference:
    case Statistic::BetweenRings:
    case Statistic::GroundRoughness: return fmt::format("{:.0f} mm", 1000 * value);
    case Statistic::Range:
    case Statistic::VehicleSpacing:
    case Statistic::PersonSpacing: return fmt::format("{:.1f} m", value);
    case Statistic::Height: return fmt::format("{:.2f} m", value);
    case Statistic::RingOccupancy: return fmt::format("ring {:.0f}", value);
    case Statistic::SurfaceTilt: return fmt::format("{:.0f} deg", value);
    case Statistic::GapRunLength:
    case Statistic::CanopyGapRun: return fmt::format("{:.0f} shots", value);
    default: return fmt::format("{:.2f}", value);
  }
}

std::optional<Direction> worst_band(const StatisticInfo& info, const StatisticGap& gap) {
  std::optional<Direction> direction;
  double worst = 0;
  for (std::size_t i = 0; i < std::min(gap.synthetic.size(), gap.real.size()); ++i) {
    const double difference = gap.synthetic[i] - gap.real[i];
    if (std::isnan(difference) || std::fabs(difference) < worst) continue;
    worst = std::fabs(difference);
    direction = Direction{difference > 0, fmt::format("at {:.1f} m {:.2f} {}, {:.2f} in real scans",
                                                      bin_centre(info.statistic, i), gap.synthetic[i], info.share, gap.real[i])};
  }
  return direction;
}

std::optional<Direction> worst_class(const StatisticGap& gap) {
  std::optional<Direction> direction;
  double worst = 0;
  for (std::size_t i = 0; i < gap.real.size(); ++i) {
    const double difference = std::sqrt(gap.synthetic[i]) - std::sqrt(gap.real[i]);
    if (std::fabs(difference) < worst) continue;
    worst = std::fabs(difference);
    direction = Direction{difference > 0, fmt::format("{}: {:.2f} a scan, {:.2f} in real ones", gap.bins[i], gap.synthetic[i], gap.real[i])};
  }
  return direction;
}

// A median over kinds would mean nothing.
Direction kinds_of_surface(const StatisticGap& gap) {
  std::string figures;
  for (std::size_t i = 0; i < gap.real.size(); ++i)
    figures += fmt::format("{}{} {:.0f} %, {:.0f} % in real scans", i > 0 ? "; " : "", gap.bins[i], 100 * gap.synthetic[i],
                           100 * gap.real[i]);
  return {gap.synthetic.front() < gap.real.front(), figures};
}

std::optional<Direction> direction_of(const StatisticInfo& info, const StatisticGap& gap) {
  if (gap.synthetic.empty() || gap.synthetic.size() != gap.real.size() || info.higher.empty()) return std::nullopt;
  if (info.comparison == Comparison::ShareByBand) return worst_band(info, gap);
  if (info.comparison == Comparison::MeanByClass) return worst_class(gap);
  if (info.statistic == Statistic::SurfaceKind) return kinds_of_surface(gap);
  if (info.comparison == Comparison::MeanPerScan)
    return Direction{gap.synthetic[0] > gap.real[0],
                     fmt::format("{:.0f} a scan, {:.0f} in real ones: {:+.0f} %", gap.synthetic[0], gap.real[0],
                                 100 * (gap.synthetic[0] / gap.real[0] - 1))};
  const std::string ours = with_unit(info, median_of(info, gap.synthetic)), theirs = with_unit(info, median_of(info, gap.real));
  const std::string figures =
      ours == theirs ? fmt::format("both medians at {}", ours) : fmt::format("median {}, {} in real scans", ours, theirs);
  return Direction{mean_bin(gap.synthetic) > mean_bin(gap.real), figures};
}

std::string severity(const StatisticGap& gap) {
  switch (grade_of(gap)) {
    case Grade::Within: return fmt::format("As near as real scans are to each other ({:.1f} floors).", *gap.ratio);
    case Grade::Near: return fmt::format("Somewhat off: {:.1f} times as far as real from real.", *gap.ratio);
    case Grade::Off: return fmt::format("Off: {:.1f} times as far as real from real.", *gap.ratio);
    case Grade::Unknown: break;
  }
  return fmt::format("Distance {:.3f}; no floor to judge it by.", gap.distance);
}

}  // namespace

Grade grade_of(const StatisticGap& gap) {
  if (!gap.ratio) return Grade::Unknown;
  if (*gap.ratio <= 1.5) return Grade::Within;
  return *gap.ratio <= 3.0 ? Grade::Near : Grade::Off;
}

std::string verdict_of(const StatisticGap& gap) {
  if (std::isnan(gap.distance)) return "Cannot be told: one of the sets has nothing to compare.";
  std::string text = severity(gap);
  const StatisticInfo* info = find_statistic(gap.name);
  if (info == nullptr) return text;
  if (const auto direction = direction_of(*info, gap)) {
    const bool in_words = grade_of(gap) != Grade::Within;
    const std::string_view what = direction->higher ? info->higher : info->lower;
    text += in_words ? fmt::format(" {}{} ({}).", static_cast<char>(what[0] - 'a' + 'A'), what.substr(1), direction->figures)
                     : fmt::format(" {}{}.", static_cast<char>(std::toupper(static_cast<unsigned char>(direction->figures[0]))),
                                   direction->figures.substr(1));
  }
  if (grade_of(gap) != Grade::Within) text += fmt::format(" Look at: {}.", info->advice);
  const bool of_counts = info->comparison == Comparison::MeanByClass;  // has another scale
  if (gap.tier == 2 && !of_counts && gap.floor && *gap.floor > 0.15) text += " The floor itself is large: too few scenes to judge.";
  return text;
}

std::vector<const StatisticGap*> ordered(const GapReport& report) {
  std::vector<const StatisticGap*> order;
  for (const StatisticGap& gap : report.statistics) order.push_back(&gap);
  const auto key = [](const StatisticGap& g) { return g.ratio.value_or(std::isnan(g.distance) ? -2.0 : -1.0); };
  std::stable_sort(order.begin(), order.end(), [&](const StatisticGap* a, const StatisticGap* b) {
    if (a->tier != b->tier) return a->tier < b->tier;
    return key(*a) > key(*b);
  });
  return order;
}

}  // namespace tailcast
