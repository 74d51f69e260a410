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
       "the detection threshold and the reflectance of the road at grazing incidence", "of the pulses return"},
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
      {GroundRoughness, "ground_roughness", "Roughness of the ground", 2, Distribution, kRoughnessBins,
       "rms departure of the ground from a plane, by square metre (mm)",
       "How far the ground within 15 m departs from a plane in each square metre: asphalt is flat to the device's own "
       "noise, kerbs, ruts, grass and gravel are not.",
       "the ground is too flat", "the ground is too rough",
       "kerbs and their drops, ruts, verges with grass, gravel; the waves of the road; the share of grass beside it"},
      {SurfaceTilt, "surface_tilt", "Which way surfaces face", 2, Distribution, kTiltBins,
       "tilt of the normal from the vertical (deg; 0: level, 90: upright)",
       "How the planes above the ground face, by cubic metre that holds one: walls, flanks, bonnets, roofs, smooth hedges.",
       "planes lie flatter than in real scans", "planes stand more upright than in real scans",
       "slanted panes, bonnets and roofs of vehicles; sills, awnings, steps and roofs of houses; hedges and shrubs that lean"},
      {SurfaceKind, "surface_kind", "Smooth or ragged", 2, Distribution, kSurfaceKinds.size(), "planes; upright lines; neither",
       "Of each cubic metre that is met above the ground: is it a plane, an upright line such as a pole, a trunk or the edge "
       "of a wall, or neither, as foliage and corners are.",
       "too much of what stands there is smooth and plane", "too little of what stands there is smooth and plane",
       "vegetation and clutter against bare walls; depth of facades (windows set back, balconies, doors); poles and trunks"},
      {CanopyPorosity, "canopy_porosity", "Porosity of vegetation", 2, ShareByBand, kCanopyBands.size(), "range (m)",
       "The share of pulses that pass between two returns of one canopy (ragged, more than 1.3 m above the ground, found "
       "without labels). The distance is the largest difference of any range band.",
       "foliage is too dense", "foliage is too thin",
       "density and size of leaves and twigs, how deep crowns and hedges are, the footprint that splits at leaves",
       "of the pulses pass through"},
      {CanopyGapRun, "canopy_gap_run", "Length of gaps in vegetation", 2, Distribution, kCanopyRunBins, "shots that pass in a row",
       "How many neighbouring shots on a ring pass through a canopy in a row: the size of the holes between leaves and twigs.",
       "holes in foliage are too small", "holes in foliage are too large",
       "clumping of leaves along twigs, branches without leaves, the footprint that splits at leaves"},
      {ObjectDensity, "object_density", "Things in view", 2, MeanByClass, kObjectGroups.size(), "things a scan, by class",
       "How many things of each class stand ahead, within 38 deg of forward and 5 to 60 m (2371 m²), with five returns or "
       "more. The distance is the largest difference of the square roots of the means of any class.",
       "too few stand there", "too many stand there", "how full the kerbs are parked, traffic, people on the pavement"},
      {VehicleSpacing, "vehicle_spacing", "From vehicle to vehicle", 2, Distribution, kSpacingBins,
       "to the nearest other vehicle, centre to centre (m)",
       "How far it is from each vehicle ahead to the nearest other one: gaps of parked rows, lanes, traffic.",
       "vehicles stand too close to each other", "vehicles stand too far from each other",
       "gaps in parked rows, the share of free bays, traffic beside them"},
      {PersonSpacing, "person_spacing", "From person to person", 2, Distribution, kSpacingBins,
       "to the nearest other person or rider (m)",
       "How far it is from each person or rider ahead to the nearest other one: people walk in groups.",
       "people stand too close to each other", "people stand too far from each other", "how many people walk together"},
  }};
  return kTable;
}

const StatisticInfo& info_of(Statistic statistic) { return all_statistics()[static_cast<std::size_t>(statistic)]; }

const StatisticInfo* find_statistic(std::string_view name) {
  for (const StatisticInfo& info : all_statistics())
    if (info.name == name) return &info;
  return nullptr;
}

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

std::size_t roughness_bin(double metres) { return std::min(kRoughnessBins - 1, difference_bin(metres)); }

double bin_centre(Statistic statistic, std::size_t bin) {
  const double b = static_cast<double>(bin);
  switch (statistic) {
    case Statistic::Height: return -3.0 + 0.1 * (b + 0.5);
    case Statistic::Intensity:
    case Statistic::RoadIntensity5To10:
    case Statistic::RoadIntensity10To20: return 0.05 * (b + 0.5);
    case Statistic::RangeFirstDifference:
    case Statistic::RangeSecondDifference:
    case Statistic::BetweenRings:
    case Statistic::GroundRoughness: return 1e-3 * dmath::pow(10.0, (b + 0.5) / 10.0);
    case Statistic::GapRunLength:
    case Statistic::CanopyGapRun: return gap_edge(bin);
    case Statistic::GroundReturn: return kRoadBands[bin].nominal;
    case Statistic::CanopyPorosity: return kCanopyBands[bin].nominal;
    case Statistic::SurfaceTilt: return kTiltBinDeg * (b + 0.5);
    case Statistic::VehicleSpacing:
    case Statistic::PersonSpacing: return kSpacingBin * (b + 0.5);
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
      case Statistic::GapRunLength:
      case Statistic::CanopyGapRun: labels.push_back(fmt::format("{:.0f}", std::ceil(gap_edge(i) - 1e-9))); break;
      case Statistic::GroundReturn: labels.push_back(fmt::format("{:.1f}", kRoadBands[i].nominal)); break;
      case Statistic::CanopyPorosity: labels.push_back(fmt::format("{:g}", kCanopyBands[i].nominal)); break;
      case Statistic::GroundRoughness: labels.push_back(fmt::format("{:.3g}", dmath::pow(10.0, b / 10.0))); break;
      case Statistic::VehicleSpacing:
      case Statistic::PersonSpacing: labels.push_back(fmt::format("{:.0f}", kSpacingBin * b)); break;
      case Statistic::SurfaceTilt: labels.push_back(fmt::format("{:.0f}", kTiltBinDeg * b)); break;
      case Statistic::SurfaceKind: labels.emplace_back(kSurfaceKinds[i]); break;
      case Statistic::ObjectDensity: labels.emplace_back(kObjectGroups[i]); break;
      case Statistic::MissingShots: labels.emplace_back("mean"); break;
      default: labels.push_back(fmt::format("{}", i));
    }
  }
  return labels;
}

}  // namespace tailcast
