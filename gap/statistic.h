// SPDX-License-Identifier: Apache-2.0
// What is compared: the closed list of statistics, what each one's counts are, and what to say about it.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tailcast {

enum class Statistic : std::size_t {
  RangeSecondDifference, RangeFirstDifference, GapRunLength, MissingShots, Intensity, RoadIntensity5To10,
  RoadIntensity10To20, RingOccupancy, GroundReturn, BetweenRings, Range, Height, Bev, GroundRoughness, SurfaceTilt,
  SurfaceKind, CanopyPorosity, CanopyGapRun, ObjectDensity, VehicleSpacing, PersonSpacing,
};
inline constexpr std::size_t kStatistics = 21;

// How counts become a distance.
enum class Comparison {
  Distribution,  // histogram: square root of the Jensen-Shannon divergence, natural logarithm, at most sqrt(ln 2) = 0.8326
  MeanPerScan,   // one count: |ln(mean / mean)|
  ShareByBand,   // hits of each band, then trials of each band: the largest |difference of shares|
  MeanByClass,   // a count each: the largest |sqrt(mean) - sqrt(mean)|
};

struct StatisticInfo {
  Statistic statistic;
  std::string_view name;      // "range_second_difference"
  std::string_view title;     // "Roughness along a ring"
  int tier;                   // 1: the sensor, 2: the content
  Comparison comparison;
  std::size_t bins;           // ShareByBand: bands
  std::string_view axis;
  std::string_view meaning;   // what it shows
  std::string_view lower, higher;  // what synthetic scans do when their mass lies at lower, higher bins than real ones
  std::string_view advice;    // what to look at
  std::string_view share = {};  // ShareByBand: "of the pulses return"
};

const std::array<StatisticInfo, kStatistics>& all_statistics();
const StatisticInfo& info_of(Statistic statistic);
const StatisticInfo* find_statistic(std::string_view name);  // nullptr: none of that name
std::vector<std::string> bin_labels(Statistic statistic);  // lower edges; empty for Bev
// A number that orders the bins, to say which way a distribution has moved: the middle of the bin, in the axis' unit.
double bin_centre(Statistic statistic, std::size_t bin);

// Bins of docs/gap.md. All are closed below, open above.
inline constexpr std::size_t kRangeBins = 80, kHeightBins = 60, kIntensityBins = 21, kRingBins = 64, kDifferenceBins = 40,
                             kGapBins = 20, kBevCells = 100, kRoughnessBins = 25, kTiltBins = 18,
                             kCanopyRunBins = 14, kSpacingBins = 15;
inline constexpr double kTiltBinDeg = 5.0, kSpacingBin = 2.0;  // deg; m
inline constexpr std::array<std::string_view, 3> kSurfaceKinds{"plane", "pole", "neither"};
inline constexpr std::array<std::string_view, 4> kObjectGroups{"car", "heavy", "person", "rider"};
std::size_t intensity_bin(double intensity);      // 0..1; KITTI's grid of 0.01 never falls on an edge
std::size_t difference_bin(double metres);        // ten bins a decade from 1 mm
std::size_t gap_bin(std::size_t missing);         // missing >= 1
std::size_t roughness_bin(double metres);         // ten bins a decade from 1 mm

// Ranges (m, along the ground) at which the return of the road is reported. The last five are those at which the beams
// of KITTI's HDL-64E meet a level road 1.73 m below; edges are geometric means of neighbours.
struct RangeBand {
  double nominal, from, to;
};
inline constexpr std::array<RangeBand, 12> kRoadBands{{{16.2, 15.0, 17.5}, {18.7, 17.5, 20.0}, {21.2, 20.0, 22.5},
  {23.7, 22.5, 25.0}, {26.7, 25.0, 28.5}, {30.4, 28.5, 32.5}, {34.4, 32.5, 36.4}, {38.6, 36.4, 41.0},
  {43.5, 41.0, 46.7}, {50.2, 46.7, 55.1}, {60.5, 55.1, 67.0}, {74.2, 67.0, 82.0}}};
// Ranges (m) at which what passes through canopies is reported.
inline constexpr std::array<RangeBand, 5> kCanopyBands{{{7.5, 5, 10}, {12.5, 10, 15}, {17.5, 15, 20}, {25, 20, 30}, {35, 30, 40}}};
// A band with fewer pulses than this on either side is not compared.
inline constexpr double kLeastPulses = 100;
// Nor a histogram with fewer entries.
inline constexpr double kLeastEntries = 10;

}  // namespace tailcast
