// SPDX-License-Identifier: Apache-2.0
#include "pipeline/resimulate.h"

#include <filesystem>
#include <mutex>
#include <set>

#include "core/error.h"
#include "core/parallel.h"
#include "core/random.h"
#include "dataset/boxed_scan.h"
#include "pipeline/box_sight.h"
#include "pipeline/fit_asset.h"
#include "sensors/lidar_spec.h"

namespace tailcast {
namespace {

using Specs = std::map<std::string, LidarSpec>;

std::string sensor_of(const BoxedScanRef& ref, const ResimulateOptions& options) {
  if (!options.sensor.empty()) return options.sensor;
  if (!ref.sensor.empty()) return ref.sensor;
  Diagnostics diagnostics;
  diagnostics.error({ref.scan, 0, 0}, "E0615", "nothing says which sensor took this scan",
                    "name its preset: --sensor NAME");
  throw InputError(std::move(diagnostics));
}

struct ScanOutcome {
  std::vector<PairedSight> sights;
  std::map<std::string, std::size_t> left_out;
};

class ScanResimulator {
 public:
  ScanResimulator(const Specs& specs, const AssetFitter& fitter, const ResimulateOptions& options)
      : specs_(specs), fitter_(fitter), options_(options) {}

  ScanOutcome run(const BoxedScanRef& ref) const {
    const std::string sensor = sensor_of(ref, options_);
    const auto& spec = specs_.at(sensor);
    const LabelledFrame frame = read_boxed_scan(ref);
    const auto returns = sort_by_beam(frame, spec);
    ScanOutcome outcome;
    for (const auto& box : frame.objects) {
      if (box.sensor_from_box.translation.norm() > options_.farthest) continue;
      auto sight = sight_box(returns, spec, box);
      if (!sight || sight->returns < options_.least_returns) continue;
      const auto leave_out = [&](const char* why) {
        ++outcome.left_out[std::string(why) + std::string(class_info(box.class_id).name)];
      };
      if (box.class_id == ClassId::Unlabeled) {
        leave_out("of no class of ours: ");
        continue;
      }
      const auto fitted = fitter_.fit(box.class_id, box.size, sight->box_from_sensor.translation);
      if (!fitted) {
        leave_out("no asset of the class: ");
        continue;
      }
      outcome.sights.push_back(pair(ref, sensor, box, *sight, *fitted));
      if (!count_ratio(outcome.sights.back())) leave_out("nearly all of it at its foot: ");
    }
    return outcome;
  }

 private:
  PairedSight pair(const BoxedScanRef& ref, const std::string& sensor, const ObjectBox& box,
                   const BoxSight& sight, const FittedAsset& fitted) const {
    PairedSight paired;
    paired.scene = ref.scene, paired.device = sensor, paired.object = box.name,
    paired.class_id = box.class_id;
    paired.scan =
        std::filesystem::path(ref.scan).stem().string() + (ref.device.empty() ? "" : " " + ref.device);
    paired.size = box.size, paired.sensor = sight.box_from_sensor.translation;
    paired.returns = sight.returns, paired.stopped = sight.stopped, paired.unpaired = sight.unpaired;
    paired.asset = fitted.id, paired.seed = fitted.seed, paired.scale = fitted.scale,
    paired.misfit = fitted.misfit;
    for (const auto& pulse : sight.pulses)
      paired.real.push_back(pulse.real), paired.core.push_back(pulse.core ? 1 : 0);
    // A thing keeps its looks from scan to scan.
    const auto looks = derive_seed(derive_seed(options_.seed, ref.scene), box.name);
    for (int draw = 0; draw < options_.draws; ++draw) {
      const auto drawn = derive_seed(looks, static_cast<std::uint64_t>(draw));
      paired.ours.push_back(
          cast_into(sight, fitted.mesh, box.class_id, drawn, derive_seed(drawn, paired.scan)));
    }
    return paired;
  }

  const Specs& specs_;
  const AssetFitter& fitter_;
  const ResimulateOptions& options_;
};

}  // namespace

Resimulation resimulate(const std::vector<std::string>& paths, const ResimulateOptions& options) {
  std::vector<BoxedScanRef> refs;
  for (const auto& path : paths) {
    const auto found = find_boxed_scans(path, options.boxes);
    refs.insert(refs.end(), found.begin(), found.end());
  }
  Specs specs;
  for (const auto& ref : refs)
    if (const auto sensor = sensor_of(ref, options); !specs.contains(sensor))
      specs.emplace(sensor, load_lidar_spec(sensor));
  const AssetFitter fitter(options.seeds);
  const ScanResimulator resimulator(specs, fitter, options);
  std::vector<ScanOutcome> outcomes(refs.size());
  std::mutex mutex;
  std::size_t done = 0;
  parallel_for(refs.size(), options.jobs, [&](std::size_t i) {
    outcomes[i] = resimulator.run(refs[i]);
    const std::scoped_lock lock(mutex);
    if (options.progress) options.progress(++done, refs.size());
  });
  Resimulation all;
  all.scans = refs.size();
  for (auto& outcome : outcomes) {
    for (auto& sight : outcome.sights) all.sights.push_back(std::move(sight));
    for (const auto& [why, count] : outcome.left_out) all.left_out[why] += count;
  }
  return all;
}

}  // namespace tailcast
