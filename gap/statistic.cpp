// SPDX-License-Identifier: Apache-2.0
#include "gap/statistic.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/dmath.h"

namespace tailcast {
namespace {

double log10_of(double v) { return dmath::log(v) / 2.302585092994045684; }
double gap_edge(std::size_t bin) {
  return bin < 8 ? static_cast<double>(bin) + 1 : 8.0 * dmath::pow(2.0, 0.5 * (static_cast<double>(bin) - 7));
}

}  // namespace

const std::array<StatisticInfo, kStatistics>& all_statistics() {
  using enum Statistic;
  using enum Comparison;
  static constexpr std::array<StatisticInfo, kStatistics> kTable{{
      {RangeSecondDifference, "range_second_difference", "Roughness along a ring", 1, Distribution, kDifferenceBins,
       "departure of a return from its two neighbours (m)",
       "How far a return departs from the line through its two neighbours on the ring: range noise on smooth surfaces, "
       "fine structure on rough ones.",
       "neighbouring returns agree better than real ones: the surfaces or the sensor are too smooth",
       "neighbouring returns scatter more than real ones",
       "white range noise by range, quantisation (KITTI: x, y and z to 1 mm, not the range), and how much foliage and "
       "fine detail the scene has"},
      {RangeFirstDifference, "range_first_difference", "Step along a ring", 1, Distribution, kDifferenceBins,
       "change of range between neighbours on a ring (m)",
       "How much the range changes from one shot to the next: slant of the surfaces, noise and edges.",
       "steps between neighbours are smaller than in real scans", "steps between neighbours are larger than in real scans",
       "range noise, the slant at which walls and road are met, the number of edges"},
      {GapRunLength, "gap_run_length", "Length of gaps", 1, Distribution, kGapBins, "shots missing in a row",
       "How many shots in a row return nothing: single losses come from detection and the azimuth grid, long runs from "
       "sky, glass and shadow.",
       "gaps are shorter than in real scans: too many isolated losses", "gaps are longer than in real scans: too few isolated losses",
       "the detection threshold, the azimuth grid (jitter makes single gaps), thin structure such as foliage, glass, the ego shadow"},
      {MissingShots, "missing_shots", "Missing shots", 1, MeanPerScan, 1, "shots missing between returns, a scan",
       "How many shots a scan loses between its returns. The distance is |ln(synthetic mean / real mean)|.",
       "fewer shots are lost than in real scans", "more shots are lost than in real scans",
       "how much sky and open space the upper rings see, the detection threshold, glass, the ego shadow"},
      {Intensity, "intensity", "Intensity", 1, Distribution, kIntensityBins, "intensity (0 to 1)",
       "The distribution of intensity over all returns.", "returns are darker than real ones", "returns are brighter than real ones",
       "material reflectances, gain of each beam, the share of zeros, the compensation of intensity with range"},
      {RoadIntensity5To10, "road_intensity_5_10", "Intensity of the road, 5 to 10 m", 1, Distribution, kIntensityBins, "intensity (0 to 1)",
       "Intensity of the road nearby, where content matters least: gain of the lower beams and near-range behaviour.",
       "the near road is darker than real ones", "the near road is brighter than real ones",
       "reflectance of the road surface, gain of each lower beam, near-range roll-off"},
      {RoadIntensity10To20, "road_intensity_10_20", "Intensity of the road, 10 to 20 m", 1, Distribution, kIntensityBins, "intensity (0 to 1)",
       "Intensity of the road at middle range.", "the road is darker than real ones", "the road is brighter than real ones",
       "how the road's reflectance falls at grazing incidence, gain of the middle beams"},
      {RingOccupancy, "ring_occupancy", "Returns by ring", 1, Distribution, kRingBins, "ring, 0 = top",
       "The share of returns that each ring gets: beam angles, what the sky takes from the upper rings, and the ego shadow "
       "in the lower ones.",
       "too large a share of the returns lies on the upper rings", "too large a share of the returns lies on the lower rings",
       "beam elevations, how far the upper rings see before they meet something, the ego shadow"},
      {GroundReturn, "ground_return", "Return of the road by range", 1, ShareByBand, kRoadBands.size(), "range along the road (m)",
       "The share of pulses that return from open road straight ahead. The distance is the largest difference of any range band.",
       "the road is lost sooner than in real scans", "the road is seen farther than in real scans",
       "the detection threshold and the reflectance of the road at grazing incidence"},
      {BetweenRings, "between_rings", "Step between rings", 1, Distribution, kDifferenceBins, "change of range to the ring below (m)",
       "How much the range changes from a ring to the one below: beam spacing, static error of each beam, layout of the scene.",
       "steps to the ring below are smaller than in real scans", "steps to the ring below are larger than in real scans",
       "beam elevations and static error of each beam, then the scene's layout"},
      {Range, "range", "Range", 2, Distribution, kRangeBins, "range (m)", "Where the returns are: mostly the layout of the scene.",
       "returns are nearer than in real scans", "returns are farther than in real scans",
       "distance of the buildings and parked vehicles from the road, open space ahead"},
      {Height, "height", "Height", 2, Distribution, kHeightBins, "height in the sensor's frame (m)",
       "Heights of the returns: the level of the road and what stands on it.",
       "returns are lower than in real scans", "returns are higher than in real scans",
       "the sensor's height above the road (6 cm cost a floor), unevenness of the ground, how much stands beside it"},
      {Bev, "bev", "Bird's-eye occupancy", 2, Distribution, kBevCells * kBevCells, "cells of 1.6 m",
       "Where in the plane the returns are. It shows scene content, hardly the sensor, and needs hundreds of scenes.",
       "", "", "the mix of scenes"},
  }};
  return kTable;
}

const StatisticInfo& info_of(Statistic statistic) { return all_statistics()[static_cast<std::size_t>(statistic)]; }

std::size_t intensity_bin(double intensity) {
  const double scaled = std::floor(20.0 * intensity + 0.001);
  return static_cast<std::size_t>(std::clamp(scaled, 0.0, 20.0));
}

std::size_t difference_bin(double metres) {
  if (metres < 1e-3) return 0;
  return static_cast<std::size_t>(std::clamp(std::floor(10.0 * (log10_of(metres) + 3.0)), 0.0, 39.0));
}

std::size_t gap_bin(std::size_t missing) {
  if (missing <= 8) return missing - 1;
  const double octaves = dmath::log(static_cast<double>(missing) / 8.0) / 0.693147180559945309;
  return std::min<std::size_t>(19, 7 + static_cast<std::size_t>(std::floor(2.0 * octaves + 1e-9)));
}

double bin_centre(Statistic statistic, std::size_t bin) {
  const double b = static_cast<double>(bin);
  switch (statistic) {
    case Statistic::Height: return -3.0 + 0.1 * (b + 0.5);
    case Statistic::Intensity:
    case Statistic::RoadIntensity5To10:
    case Statistic::RoadIntensity10To20: return 0.05 * (b + 0.5);
    case Statistic::RangeFirstDifference:
    case Statistic::RangeSecondDifference:
    case Statistic::BetweenRings: return 1e-3 * dmath::pow(10.0, (b + 0.5) / 10.0);
    case Statistic::GapRunLength: return gap_edge(bin);
    case Statistic::GroundReturn: return kRoadBands[bin].nominal;
    case Statistic::RingOccupancy: return b;
    default: return b + 0.5;
  }
}

std::vector<std::string> bin_labels(Statistic statistic) {
  const StatisticInfo& info = info_of(statistic);
  std::vector<std::string> labels;
  if (statistic == Statistic::Bev) return labels;
  for (std::size_t i = 0; i < info.bins; ++i) {
    const double b = static_cast<double>(i);
    switch (statistic) {
      case Statistic::Height: labels.push_back(fmt::format("{:.1f}", -3.0 + 0.1 * b)); break;
      case Statistic::Intensity:
      case Statistic::RoadIntensity5To10:
      case Statistic::RoadIntensity10To20: labels.push_back(fmt::format("{:.2f}", 0.05 * b)); break;
      case Statistic::RangeFirstDifference:
      case Statistic::RangeSecondDifference:
      case Statistic::BetweenRings: labels.push_back(fmt::format("{:.3g}", 1e-3 * dmath::pow(10.0, b / 10.0))); break;
      case Statistic::GapRunLength: labels.push_back(fmt::format("{:.0f}", std::ceil(gap_edge(i) - 1e-9))); break;
      case Statistic::GroundReturn: labels.push_back(fmt::format("{:.1f}", kRoadBands[i].nominal)); break;
      case Statistic::MissingShots: labels.emplace_back("mean"); break;
      default: labels.push_back(fmt::format("{}", i));
    }
  }
  return labels;
}

}  // namespace tailcast
