// SPDX-License-Identifier: Apache-2.0
// Paired re-simulation: pulse by pulse, what a real thing in a box returned and what an asset of ours in the
// same box returns. docs/resimulate.md has the definitions.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "core/pose.h"
#include "gap/distance.h"
#include "scene/ontology.h"

namespace tailcast {

// What became of a pulse that goes through a box.
enum class Fate : std::uint8_t { Inside, Beyond, Missed };

struct Outcome {
  Fate fate = Fate::Missed;
  float depth = 0;      // m along the pulse behind where it enters the box; of Inside, as what follows
  float intensity = 0;  // share of the most that the device reports
  Vec3f point = Vec3f::Zero();  // m, box frame
};

// One box in one scan. Only pulses that the real scan does not show to be stopped before the box.
struct PairedSight {
  std::string scene, scan, device;  // device: preset
  std::string object;               // the set's own id: a thing seen in several scans is one object
  ClassId class_id = ClassId::Unlabeled;
  Vec3 size = Vec3::Zero();    // m, of the box
  Vec3 sensor = Vec3::Zero();  // m, box frame: where the sensor stands
  std::uint32_t returns = 0;   // real ones in the box as it was drawn, its foot included
  std::uint32_t stopped = 0;   // pulses left out because something stands before the box
  std::uint32_t unpaired = 0;  // real returns in the box that no pulse of the preset was found for
  std::string asset;
  std::uint64_t seed = 0;
  Vec3 scale = Vec3::Ones();   // of the asset, to fit the box
  Vec3 misfit = Vec3::Zero();  // box / scaled asset - 1, by axis: what scaling may not make up for
  std::vector<Outcome> real;   // one a pulse
  std::vector<std::uint8_t>
      core;  // one a pulse: goes through the middle of the box's upper part, where cars have glass
  std::vector<std::vector<Outcome>> ours;  // the same, by draw of the asset's looks and the sensor's noise
};

// What is compared. Order is that of the report.
enum class PairMeasure : std::size_t {
  CountRatio,   // our returns / real ones: median over objects
  LowerRatio,   // the same of returns below 0.6 of the box's height: a car's body
  UpperRatio,   // and above it: glass and roof; of objects with kLeastUpper real ones
  WithinFifth,  // share of objects whose ratio lies in 0.8 … 1.25
  Overlap,  // of the pulses that either side returns from inside, the share that both do: mean over objects
  DepthShift,     // m, our mean depth - the real one: median over objects
  DepthDistance,  // Jensen-Shannon distance of depth in bins of 0.1 m, each object with the same weight
  DepthFloor,     // the same between the real returns of odd and of even pulses: what counting alone leaves
  NearReal,
  NearOurs,  // m of depth that a tenth of the returns lie within: where the side towards the sensor stands
  ThroughReal,
  ThroughOurs,  // share of core pulses that return from beyond: mean over objects with 10 of them
  MissedReal,
  MissedOurs,  // share of core pulses that do not return
  IntensityReal,
  IntensityOurs,      // mean over objects of the mean
  IntensityDistance,  // Jensen-Shannon distance in 50 bins, each object with the same weight
};
inline constexpr std::size_t kPairMeasures = 17;
std::string_view name_of(PairMeasure measure);

struct Estimate {
  std::optional<double> value;       // nothing where no object tells
  std::optional<Interval> interval;  // 95 %, bootstrap; nothing for fewer than kFewestForInterval units
};

inline constexpr std::size_t kFewestForInterval = 5;
// An object of fewer real returns above its foot is set aside.
inline constexpr double kLeastPaired = 20;
inline constexpr double kLeastUpper = 10;

// Everything of one class seen by one device.
struct PairedGroup {
  ClassId class_id = ClassId::Unlabeled;
  std::string device;  // empty: of all devices together
  std::size_t objects = 0, sights = 0, scenes = 0;
  bool by_scene = false;  // the bootstrap drew scenes; else objects
  std::array<Estimate, kPairMeasures> measures;
  double median_misfit = 0;  // of the worst axis, over objects
  std::string shows;         // what so many objects can show
};

struct PairedOptions {
  int bootstrap = 1000;  // resamples
  std::uint64_t seed = 1;
};

// By class, then device; a class that several devices saw has a group of all of them too.
std::vector<PairedGroup> compare_pairs(const std::vector<PairedSight>& sights, const PairedOptions& options);

// The mean ratio of one sight's draws; nothing below kLeastPaired real returns.
std::optional<double> count_ratio(const PairedSight& sight);

Json to_json(const std::vector<PairedGroup>& groups);
Json to_json(const PairedSight& sight);  // without its pulses
std::string to_text(const std::vector<PairedGroup>& groups);

}  // namespace tailcast
