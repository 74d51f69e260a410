// SPDX-License-Identifier: Apache-2.0
#include "gap/paired.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "core/random.h"

namespace tailcast {
namespace {

constexpr std::size_t kDepthBins = 60, kIntensityCells = 50;
constexpr double kDepthBin = 0.1;      // m
constexpr double kNearShare = 0.1;     // of the returns
constexpr double kBelt = 0.6;          // share of a box's height
constexpr double kLeastCore = 10;      // pulses
constexpr std::size_t kFewScenes = 8;  // from here on the bootstrap draws scenes
constexpr std::size_t kFewObjects = 5, kSomeObjects = 20;

using Histogram = std::vector<double>;

// Of one side of one object, over all its sights; draws weigh as one.
struct Side {
  double inside = 0, depth = 0, intensity = 0;  // counts and sums
  double lower = 0, upper = 0;                  // of what is inside
  double core_inside = 0, core_beyond = 0, core_missed = 0;
  Histogram depths = Histogram(kDepthBins), intensities = Histogram(kIntensityCells);

  // `belt`: m, box frame, where lower ends.
  void add(const Outcome& outcome, bool core, double belt, double weight) {
    if (core)
      (outcome.fate == Fate::Inside   ? core_inside
       : outcome.fate == Fate::Beyond ? core_beyond
                                      : core_missed) += weight;
    if (outcome.fate != Fate::Inside) return;
    (double{outcome.point.z()} < belt ? lower : upper) += weight;
    inside += weight, depth += weight * outcome.depth, intensity += weight * outcome.intensity;
    depths[bin_of(outcome.depth / kDepthBin, kDepthBins)] += weight;
    intensities[bin_of(outcome.intensity * double(kIntensityCells), kIntensityCells)] += weight;
  }
  static std::size_t bin_of(double at, std::size_t bins) {
    return static_cast<std::size_t>(std::clamp(at, 0.0, static_cast<double>(bins) - 1));
  }
  double core() const { return core_inside + core_beyond + core_missed; }
};

struct Object {
  std::string scene;
  Side real, ours;
  Histogram odd = Histogram(kDepthBins), even = Histogram(kDepthBins);  // depths of every other real return
  double both = 0, either = 0;
  double misfit = 0;
  std::size_t sights = 0;
};

void add_sight(Object& object, const PairedSight& sight) {
  std::size_t inside = 0;
  const double belt = (kBelt - 0.5) * sight.size.z();
  const double weight = 1.0 / static_cast<double>(std::max<std::size_t>(1, sight.ours.size()));
  for (std::size_t i = 0; i < sight.real.size(); ++i) {
    const auto& real = sight.real[i];
    const bool core = sight.core[i] != 0;
    object.real.add(real, core, belt, 1);
    if (real.fate == Fate::Inside) {
      auto& half = inside++ % 2 == 0 ? object.even : object.odd;
      half[Side::bin_of(real.depth / kDepthBin, kDepthBins)] += 1;
    }
    for (const auto& draw : sight.ours) {
      const bool in_ours = draw[i].fate == Fate::Inside, in_real = real.fate == Fate::Inside;
      object.ours.add(draw[i], core, belt, weight);
      object.both += in_ours && in_real ? weight : 0, object.either += in_ours || in_real ? weight : 0;
    }
  }
  object.misfit = std::fmax(object.misfit, sight.misfit.cwiseAbs().maxCoeff());
  ++object.sights;
}

double sum_of(const Histogram& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

// m: the depth that a tenth of the returns lie within, evenly spread within a bin.
double near_side(const Histogram& depths) {
  double left = kNearShare * sum_of(depths);
  for (std::size_t i = 0; i < depths.size(); ++i) {
    if (depths[i] >= left && depths[i] > 0) return kDepthBin * (static_cast<double>(i) + left / depths[i]);
    left -= depths[i];
  }
  return kDepthBin * static_cast<double>(depths.size());
}

using Objects = std::vector<const Object*>;

std::optional<double> mean_of(const std::vector<double>& values) {
  if (values.empty()) return std::nullopt;
  return sum_of(values) / static_cast<double>(values.size());
}
std::optional<double> median_of(std::vector<double> values) {
  if (values.empty()) return std::nullopt;
  std::sort(values.begin(), values.end());
  return percentile(values, 0.5);
}

// The distance of two sums of histograms, in which each object weighs the same.
std::optional<double> pooled_distance(const Objects& objects,
                                      const std::function<const Histogram&(const Object&)>& a,
                                      const std::function<const Histogram&(const Object&)>& b) {
  Histogram pooled_a, pooled_b;
  const auto pool = [](Histogram& into, const Histogram& one, double total) {
    into.resize(one.size());
    for (std::size_t i = 0; i < one.size(); ++i) into[i] += one[i] / total;
  };
  for (const auto* object : objects) {
    const double total_a = sum_of(a(*object)), total_b = sum_of(b(*object));
    if (!(total_a > 0 && total_b > 0)) continue;
    pool(pooled_a, a(*object), total_a), pool(pooled_b, b(*object), total_b);
  }
  if (pooled_a.empty()) return std::nullopt;
  return jensen_shannon_distance(pooled_a, pooled_b);
}

using Values = std::array<std::optional<double>, kPairMeasures>;

Values measure(const Objects& objects) {
  std::vector<double> ratio, lower, upper, within, overlap, shift, near_real, near_ours, through_real,
      through_ours, missed_real, missed_ours, bright_real, bright_ours;
  for (const auto* o : objects) {
    ratio.push_back(o->ours.inside / o->real.inside);
    within.push_back(ratio.back() >= 0.8 && ratio.back() <= 1.25 ? 1 : 0);
    if (o->real.lower >= kLeastUpper) lower.push_back(o->ours.lower / o->real.lower);
    if (o->real.upper >= kLeastUpper) upper.push_back(o->ours.upper / o->real.upper);
    if (o->either > 0) overlap.push_back(o->both / o->either);
    if (o->ours.inside > 0) {
      shift.push_back(o->ours.depth / o->ours.inside - o->real.depth / o->real.inside);
      near_real.push_back(near_side(o->real.depths)), near_ours.push_back(near_side(o->ours.depths));
      bright_real.push_back(o->real.intensity / o->real.inside);
      bright_ours.push_back(o->ours.intensity / o->ours.inside);
    }
    if (o->real.core() < kLeastCore) continue;
    through_real.push_back(o->real.core_beyond / o->real.core()),
        through_ours.push_back(o->ours.core_beyond / o->ours.core());
    missed_real.push_back(o->real.core_missed / o->real.core()),
        missed_ours.push_back(o->ours.core_missed / o->ours.core());
  }
  Values values;
  const auto set = [&](PairMeasure m, std::optional<double> value) {
    values[static_cast<std::size_t>(m)] = value;
  };
  set(PairMeasure::CountRatio, median_of(ratio));
  set(PairMeasure::LowerRatio, median_of(lower)), set(PairMeasure::UpperRatio, median_of(upper));
  set(PairMeasure::WithinFifth, mean_of(within));
  set(PairMeasure::Overlap, mean_of(overlap));
  set(PairMeasure::DepthShift, median_of(shift));
  set(PairMeasure::DepthDistance,
      pooled_distance(
          objects, [](const Object& o) -> const Histogram& { return o.real.depths; },
          [](const Object& o) -> const Histogram& { return o.ours.depths; }));
  set(PairMeasure::DepthFloor, pooled_distance(
                                   objects, [](const Object& o) -> const Histogram& { return o.even; },
                                   [](const Object& o) -> const Histogram& { return o.odd; }));
  set(PairMeasure::NearReal, median_of(near_real)), set(PairMeasure::NearOurs, median_of(near_ours));
  set(PairMeasure::ThroughReal, mean_of(through_real)), set(PairMeasure::ThroughOurs, mean_of(through_ours));
  set(PairMeasure::MissedReal, mean_of(missed_real)), set(PairMeasure::MissedOurs, mean_of(missed_ours));
  set(PairMeasure::IntensityReal, mean_of(bright_real)),
      set(PairMeasure::IntensityOurs, mean_of(bright_ours));
  set(PairMeasure::IntensityDistance,
      pooled_distance(
          objects, [](const Object& o) -> const Histogram& { return o.real.intensities; },
          [](const Object& o) -> const Histogram& { return o.ours.intensities; }));
  return values;
}

// What is drawn with replacement: scenes with all their objects, or objects.
std::vector<Objects> units_of(const Objects& objects, bool by_scene) {
  std::vector<Objects> units;
  std::map<std::string, std::size_t> scenes;
  for (const auto* object : objects) {
    if (!by_scene) {
      units.push_back({object});
      continue;
    }
    const auto [at, is_new] = scenes.try_emplace(object->scene, units.size());
    if (is_new) units.emplace_back();
    units[at->second].push_back(object);
  }
  return units;
}

std::array<Estimate, kPairMeasures> estimate(const Objects& objects, bool by_scene,
                                             const PairedOptions& options) {
  std::array<Estimate, kPairMeasures> estimates;
  const Values values = measure(objects);
  for (std::size_t m = 0; m < kPairMeasures; ++m) estimates[m].value = values[m];
  const auto units = units_of(objects, by_scene);
  if (units.size() < kFewestForInterval) return estimates;
  std::array<std::vector<double>, kPairMeasures> drawn;
  RandomStream random(options.seed, Domain::Bootstrap);
  for (int i = 0; i < options.bootstrap; ++i) {
    Objects sample;
    for (std::size_t k = 0; k < units.size(); ++k) {
      const auto& unit =
          units[static_cast<std::size_t>(random.integer(0, static_cast<int>(units.size()) - 1))];
      sample.insert(sample.end(), unit.begin(), unit.end());
    }
    const Values again = measure(sample);
    for (std::size_t m = 0; m < kPairMeasures; ++m)
      if (again[m]) drawn[m].push_back(*again[m]);
  }
  for (std::size_t m = 0; m < kPairMeasures; ++m) {
    if (drawn[m].empty()) continue;
    std::sort(drawn[m].begin(), drawn[m].end());
    estimates[m].interval = Interval{percentile(drawn[m], 0.025), percentile(drawn[m], 0.975)};
  }
  return estimates;
}

std::string what_it_shows(const PairedGroup& group) {
  const auto& ratio = group.measures[static_cast<std::size_t>(PairMeasure::CountRatio)];
  if (group.objects < kFewObjects)
    return fmt::format(
        "{} object{}: shows that such a thing is met at all, not how the class fares; one more could move "
        "the "
        "median anywhere",
        group.objects, group.objects == 1 ? "" : "s");
  const double half = ratio.interval ? 0.5 * (ratio.interval->high - ratio.interval->low) : 0;
  const std::string resolved =
      ratio.interval ? fmt::format("a departure of the median ratio below {:.2f} cannot be seen", half)
                     : "too few scenes for an interval";
  if (group.objects < kSomeObjects)
    return fmt::format("{} objects: {}; extremes are single things", group.objects, resolved);
  return fmt::format("{} objects: {}", group.objects, resolved);
}

PairedGroup summarise(ClassId class_id, const std::string& device,
                      const std::vector<const PairedSight*>& sights, const PairedOptions& options) {
  std::map<std::tuple<std::string, std::string>, Object> by_object;
  for (const auto* sight : sights) {
    auto& object = by_object[{sight->scene, sight->object}];
    object.scene = sight->scene;
    add_sight(object, *sight);
  }
  PairedGroup group;
  group.class_id = class_id, group.device = device;
  Objects objects;
  std::set<std::string> scenes;
  std::vector<double> misfit;
  for (const auto& [id, object] : by_object) {
    if (object.real.inside < kLeastPaired) continue;
    objects.push_back(&object);
    scenes.insert(object.scene);
    misfit.push_back(object.misfit);
    group.sights += object.sights;
  }
  group.objects = objects.size(), group.scenes = scenes.size();
  if (objects.empty()) return group;
  group.by_scene = scenes.size() >= kFewScenes;
  group.measures = estimate(objects, group.by_scene, options);
  group.median_misfit = *median_of(misfit);
  group.shows = what_it_shows(group);
  return group;
}

std::string show(const Estimate& estimate) {
  if (!estimate.value) return "–";
  if (!estimate.interval) return fmt::format("{:.2f}", *estimate.value);
  return fmt::format("{:.2f} [{:.2f}, {:.2f}]", *estimate.value, estimate.interval->low,
                     estimate.interval->high);
}

}  // namespace

std::string_view name_of(PairMeasure measure) {
  static constexpr std::array<std::string_view, kPairMeasures> kNames{
      "count_ratio",    "lower_ratio",       "upper_ratio", "within_fifth", "overlap",
      "depth_shift",    "depth_distance",    "depth_floor", "near_real",    "near_ours",
      "through_real",   "through_ours",      "missed_real", "missed_ours",  "intensity_real",
      "intensity_ours", "intensity_distance"};
  return kNames[static_cast<std::size_t>(measure)];
}

std::optional<double> count_ratio(const PairedSight& sight) {
  Object object;
  add_sight(object, sight);
  if (object.real.inside < kLeastPaired) return std::nullopt;
  return object.ours.inside / object.real.inside;
}

std::vector<PairedGroup> compare_pairs(const std::vector<PairedSight>& sights, const PairedOptions& options) {
  std::map<ClassId, std::map<std::string, std::vector<const PairedSight*>>> groups;
  for (const auto& sight : sights) groups[sight.class_id][sight.device].push_back(&sight);
  std::vector<PairedGroup> all;
  const auto add = [&](ClassId class_id, const std::string& device,
                       const std::vector<const PairedSight*>& of_group) {
    auto group = summarise(class_id, device, of_group, options);
    if (group.objects > 0) all.push_back(std::move(group));
  };
  for (const auto& [class_id, devices] : groups) {
    std::vector<const PairedSight*> together;
    for (const auto& [device, of_device] : devices) {
      add(class_id, device, of_device);
      together.insert(together.end(), of_device.begin(), of_device.end());
    }
    if (devices.size() > 1) add(class_id, "", together);
  }
  return all;
}

Json to_json(const std::vector<PairedGroup>& groups) {
  Json list = Json::array();
  for (const auto& group : groups) {
    Json json;
    json["class"] = class_info(group.class_id).name;
    json["device"] = group.device.empty() ? "all" : group.device;
    json["objects"] = group.objects;
    json["scenes"] = group.scenes;
    json["sights"] = group.sights;
    json["bootstrap_unit"] = group.by_scene ? "scene" : "object";
    json["median_misfit"] = group.median_misfit;
    json["shows"] = group.shows;
    for (std::size_t m = 0; m < kPairMeasures; ++m) {
      const auto& estimate = group.measures[m];
      Json& value = json[name_of(static_cast<PairMeasure>(m))];
      value["value"] = estimate.value ? Json(*estimate.value) : Json();
      value["interval_95"] =
          estimate.interval ? Json(Json::Array{estimate.interval->low, estimate.interval->high}) : Json();
    }
    list.push_back(std::move(json));
  }
  return list;
}

Json to_json(const PairedSight& sight) {
  const auto ratio = count_ratio(sight);
  const auto vector = [](const Vec3& v) { return Json(Json::Array{v.x(), v.y(), v.z()}); };
  Object object;
  add_sight(object, sight);
  Json json;
  json["scene"] = sight.scene, json["scan"] = sight.scan, json["device"] = sight.device,
  json["object"] = sight.object;
  json["class"] = class_info(sight.class_id).name;
  json["size"] = vector(sight.size), json["distance"] = sight.sensor.norm();
  json["returns"] = sight.returns, json["stopped"] = sight.stopped, json["unpaired"] = sight.unpaired;
  json["asset"] = sight.asset, json["seed"] = sight.seed;
  json["scale"] = vector(sight.scale), json["misfit"] = vector(sight.misfit);
  json["pulses"] = sight.real.size();
  json["real_returns"] = object.real.inside, json["our_returns"] = object.ours.inside;
  json["count_ratio"] = ratio ? Json(*ratio) : Json();
  return json;
}

std::string to_text(const std::vector<PairedGroup>& groups) {
  std::string text =
      "returns of our assets in real boxes, beside the real ones (median over objects, 95 % interval)\n\n";
  for (const auto& group : groups) {
    const auto at = [&](PairMeasure m) { return show(group.measures[static_cast<std::size_t>(m)]); };
    text += fmt::format("{}, {}\n", class_info(group.class_id).name,
                        group.device.empty() ? "all devices" : group.device);
    text += fmt::format("  {} (in {} scans of {} scenes; intervals by {})\n", group.shows, group.sights,
                        group.scenes, group.by_scene ? "scene" : "object");
    text += fmt::format("  returns, ours / real   {}   within a fifth {}   pulses in common {}\n",
                        at(PairMeasure::CountRatio), at(PairMeasure::WithinFifth), at(PairMeasure::Overlap));
    text += fmt::format("  below, above the belt  {}   {}\n", at(PairMeasure::LowerRatio),
                        at(PairMeasure::UpperRatio));
    text +=
        fmt::format("  depth in the box       ours deeper by {} m   distance {} (counting alone {})\n",
                    at(PairMeasure::DepthShift), at(PairMeasure::DepthDistance), at(PairMeasure::DepthFloor));
    text += fmt::format("  where it begins        real {} m   ours {} m behind where pulses enter the box\n",
                        at(PairMeasure::NearReal), at(PairMeasure::NearOurs));
    text += fmt::format("  through the cabin      real {}   ours {}   lost there: real {}   ours {}\n",
                        at(PairMeasure::ThroughReal), at(PairMeasure::ThroughOurs),
                        at(PairMeasure::MissedReal), at(PairMeasure::MissedOurs));
    text += fmt::format("  intensity              real {}   ours {}   distance {}\n",
                        at(PairMeasure::IntensityReal), at(PairMeasure::IntensityOurs),
                        at(PairMeasure::IntensityDistance));
    text += fmt::format("  size not made up for   {:.0f} % of an edge, at the median object\n\n",
                        100 * group.median_misfit);
  }
  return text;
}

}  // namespace tailcast
