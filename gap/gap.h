// SPDX-License-Identifier: Apache-2.0
// Real against synthetic: statistics, their distances, and the real-against-real floor that they are read against.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/json.h"
#include "labels/labelled_frame.h"

namespace tailcast {

inline constexpr const char* kMetricVersion = "1";

struct CompareOptions {
  unsigned jobs = 0;             // 0: one per core
  int bootstrap = 200;           // resamples
  std::uint64_t seed = 1;
  std::function<void(std::size_t done, std::size_t total)> progress;
};

struct StatisticGap {
  std::string name;              // "range_second_difference"
  int tier = 1;                  // 1: the sensor, 2: the content
  double distance = 0;           // synthetic against real
  double interval_low = 0, interval_high = 0;   // 95 %, bootstrap by scene
  std::optional<double> floor, floor_worst;     // real against real: mean and worst pair
  std::optional<double> ratio;   // distance / floor
  std::size_t n_synthetic = 0, n_real = 0;      // scans
  // For the plots: labelled bins and each side's share (or value).
  std::vector<std::string> bins;
  std::vector<double> synthetic, real, floor_real;
  std::string axis;              // of the bins: "range (m)"
  std::string meaning;           // what it shows, in a sentence
  std::string verdict;           // what is off, by how many floors, and what to look at
};

struct GapReport {
  std::vector<StatisticGap> statistics;
  std::vector<std::string> notes;   // blocks instead of scenes, scans that were refused, small n
  std::string synthetic_path, real_path;
  std::vector<std::string> floor_paths;
};

// Paths as dataset::find_frames takes them. Without `floors` there is no ratio.
GapReport compare(const std::string& synthetic, const std::string& real, const std::vector<std::string>& floors,
                  const CompareOptions& options);
Json to_json(const GapReport& report);
std::string to_html(const GapReport& report);  // one self-contained page
std::string to_text(const GapReport& report);  // a table for a terminal

}  // namespace tailcast
