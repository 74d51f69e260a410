// SPDX-License-Identifier: Apache-2.0
// The report for machines and for terminals.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "gap/gap.h"
#include "gap/statistic.h"
#include "gap/verdict.h"

namespace tailcast {
namespace {

Json number_or_null(const std::optional<double>& value) { return value ? Json(*value) : Json(); }

Json numbers(const std::vector<double>& values) {
  Json out = Json::array();
  for (const double v : values) out.push_back(v);  // NaN prints as null: too few pulses
  return out;
}

Json texts(const std::vector<std::string>& values) {
  Json out = Json::array();
  for (const std::string& v : values) out.push_back(v);
  return out;
}

Json statistic_json(const StatisticGap& gap) {
  Json out = Json::object();
  out["name"] = gap.name;
  out["tier"] = gap.tier;
  out["distance"] = gap.distance;
  out["interval"] = Json(Json::Array{gap.interval_low, gap.interval_high});
  out["floor"] = number_or_null(gap.floor);
  out["floor_worst"] = number_or_null(gap.floor_worst);
  out["ratio"] = number_or_null(gap.ratio);
  out["n_synthetic"] = gap.n_synthetic;
  out["n_real"] = gap.n_real;
  out["metric_version"] = kMetricVersion;
  out["verdict"] = gap.verdict;
  if (gap.bins.empty()) return out;
  out["axis"] = gap.axis;
  out["bins"] = texts(gap.bins);
  out["synthetic"] = numbers(gap.synthetic);
  out["real"] = numbers(gap.real);
  if (!gap.floor_real.empty()) out["floor_real"] = numbers(gap.floor_real);
  return out;
}

// Twelve characters: a full cell is half a floor, so that the 1.5 of a gate is three cells.
std::string ratio_bar(const StatisticGap& gap) {
  constexpr int kCells = 12;
  if (!gap.ratio) return std::string(kCells, ' ');
  const int full = std::clamp(static_cast<int>(std::lround(2 * *gap.ratio)), 0, kCells);
  std::string bar;
  for (int i = 0; i < kCells; ++i) bar += i < full ? "█" : "·";
  return bar;
}

std::string number_text(const std::optional<double>& value, int digits) {
  return value && !std::isnan(*value) ? fmt::format("{:.{}f}", *value, digits) : "-";
}

}  // namespace

Json to_json(const GapReport& report) {
  Json out = Json::object();
  out["metric_version"] = kMetricVersion;
  out["synthetic"] = report.synthetic_path;
  out["real"] = report.real_path;
  out["floors"] = texts(report.floor_paths);
  Json statistics = Json::array();
  for (const StatisticGap& gap : report.statistics) statistics.push_back(statistic_json(gap));
  out["statistics"] = statistics;
  out["notes"] = texts(report.notes);
  return out;
}

std::string to_text(const GapReport& report) {
  std::string out = fmt::format("{:<26}{:>9}  {:^15}  {:>6}  {:>6}  {:<12}\n", "statistic", "distance", "95 % interval", "floor",
                                "ratio", "floors (½ a cell)");
  int tier = 0;
  for (const StatisticGap* gap : ordered(report)) {
    if (gap->tier != tier) out += fmt::format("\n{}\n", gap->tier == 1 ? "The sensor" : "The content of the scenes");
    tier = gap->tier;
    out += fmt::format("{:<26}{:>9}  {:>6.3f} – {:<6.3f}  {:>6}  {:>6}  {}\n", gap->name, number_text(gap->distance, 3),
                       gap->interval_low, gap->interval_high, number_text(gap->floor, 3), number_text(gap->ratio, 1),
                       ratio_bar(*gap));
  }
  out += '\n';
  for (const StatisticGap* gap : ordered(report))
    if (grade_of(*gap) == Grade::Off || grade_of(*gap) == Grade::Near)
      out += fmt::format("{}: {}\n", gap->name, gap->verdict);
  for (const std::string& note : report.notes) out += "note: " + note + '\n';
  return out;
}

}  // namespace tailcast
