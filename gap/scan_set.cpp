// SPDX-License-Identifier: Apache-2.0
#include "gap/scan_set.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <map>
#include <set>

#include <fmt/format.h>

#include "core/error.h"
#include "core/parallel.h"
#include "dataset/boxed_scan.h"
#include "dataset/scan_io.h"

namespace tailcast {
namespace {

struct MeasuredScan {
  ScanMeasure measure;
  bool rings_known = false, compensated = false, boxed = false;
  std::string damaged;  // what is wrong with its boxes
};

// Boxes that others drew, by path of the scan, for every folder that scans lie in. Argoverse's stand in another frame
// than the points of its files, which are of two devices.
using BoxFiles = std::map<std::string, BoxedScanRef>;
BoxFiles find_boxes(const std::vector<FrameRef>& frames) {
  BoxFiles boxes;
  std::set<std::string> folders;
  for (const FrameRef& ref : frames) {
    const std::string folder = std::filesystem::path(ref.path).parent_path().string();
    if (!folders.insert(folder).second) continue;
    for (auto& scan : boxed_scans_around(folder))
      if (scan.layout != BoxLayout::Argoverse) boxes.emplace(scan.scan, std::move(scan));
  }
  return boxes;
}

MeasuredScan measure_one(const FrameRef& ref, const BoxFiles& boxes) {
  LabelledFrame frame = read_frame(ref);
  if (frame.ring.empty()) recover_rings(frame);
  MeasuredScan scan;
  const auto drawn = frame.objects_known ? boxes.end() : boxes.find(ref.path);
  if (drawn != boxes.end()) try {
      frame.objects = read_boxes(drawn->second);
      frame.objects_known = true;
    } catch (const IoError& error) {  // nobody asked for them: the scan itself can be compared
      scan.damaged = error.what();
    }
  scan.measure = measure(frame);
  scan.rings_known = !scan.measure.counts[static_cast<std::size_t>(Statistic::RingOccupancy)].empty();
  scan.compensated = frame.compensated;
  scan.boxed = frame.objects_known;
  return scan;
}

void add_scan(SceneCounts& scene, const ScanMeasure& scan) {
  for (std::size_t s = 0; s < kStatistics; ++s) {
    const auto& counts = scan.counts[s];
    if (!counts.empty()) pool(scene[s], {std::vector<double>(counts.begin(), counts.end()), 1.0});
  }
}

void describe(const std::vector<FrameRef>& frames, const std::vector<MeasuredScan>& scans, ScanSet& set) {
  const auto of_one_scene = [&](const FrameRef& f) { return f.scene == frames.front().scene; };
  if (std::all_of(frames.begin(), frames.end(), of_one_scene))
    set.notes.push_back(fmt::format("{}: the files name one scene, so the bootstrap draws {} blocks of consecutive scans (of {})."
                                    " Where they are of one place, the interval is narrower than the truth.",
                                    set.path, set.scenes.size(), set.scans));
  const auto without = std::count_if(scans.begin(), scans.end(), [](const MeasuredScan& s) { return !s.rings_known; });
  if (without > 0)
    set.notes.push_back(fmt::format("{}: rings of {} of {} scans cannot be told apart; these do not count along rings.", set.path,
                                    without, set.scans));
  const auto unboxed = std::count_if(scans.begin(), scans.end(), [](const MeasuredScan& s) { return !s.boxed; });
  if (unboxed > 0)
    set.notes.push_back(fmt::format("{}: {} of {} scans come without boxes; these do not count for things and their spacing.",
                                    set.path, unboxed, set.scans));
  const auto damaged = std::find_if(scans.begin(), scans.end(), [](const MeasuredScan& s) { return !s.damaged.empty(); });
  if (damaged != scans.end()) set.notes.push_back("Boxes that cannot be read: " + damaged->damaged);
  if (std::any_of(scans.begin(), scans.end(), [](const MeasuredScan& s) { return s.compensated; }))
    set.notes.push_back(set.path + ": motion-compensated scans lose their ring structure; compare raw scans along rings.");
  if (set.scans < 5) set.notes.push_back(fmt::format("{}: {} scans are too few for any claim.", set.path, set.scans));
}

}  // namespace

std::vector<std::size_t> bootstrap_units(const std::vector<FrameRef>& frames) {
  std::map<std::string, std::size_t> scenes;
  for (const FrameRef& f : frames) scenes.emplace(f.scene, 0);
  std::size_t next = 0;
  for (auto& [name, index] : scenes) index = next++;
  std::vector<std::size_t> units;
  const std::size_t blocks = std::min(frames.size(), kBlocks);
  for (std::size_t i = 0; i < frames.size(); ++i)
    units.push_back(scenes.size() > 1 ? scenes[frames[i].scene] : i * blocks / frames.size());
  return units;
}

ScanSet measure_frames(const std::string& path, const std::vector<FrameRef>& frames, unsigned jobs,
                       const std::function<void(std::size_t)>& scan_done) {
  const BoxFiles boxes = find_boxes(frames);
  std::vector<MeasuredScan> scans(frames.size());
  std::atomic<std::size_t> done{0};
  parallel_for(frames.size(), jobs, [&](std::size_t i) {
    scans[i] = measure_one(frames[i], boxes);
    const std::size_t now = ++done;
    if (scan_done) scan_done(now);
  });
  ScanSet set;
  set.path = path;
  set.scans = frames.size();
  const std::vector<std::size_t> units = bootstrap_units(frames);
  for (const std::size_t unit : units) set.scenes.resize(std::max(set.scenes.size(), unit + 1));
  double points = 0, zeros = 0;
  for (std::size_t i = 0; i < scans.size(); ++i) {  // in order, so that sums do not depend on the threads
    add_scan(set.scenes[units[i]], scans[i].measure);
    points += static_cast<double>(scans[i].measure.points);
    zeros += static_cast<double>(scans[i].measure.zero_intensity);
  }
  for (const SceneCounts& scene : set.scenes)
    for (std::size_t s = 0; s < kStatistics; ++s) pool(set.all[s], scene[s]);
  if (set.scans > 0) set.points_per_scan = points / static_cast<double>(set.scans);
  if (points > 0) set.zero_share = zeros / points;
  describe(frames, scans, set);
  return set;
}

ScanSet measure_set(const std::string& path, unsigned jobs, const std::function<void(std::size_t)>& scan_done) {
  return measure_frames(path, find_frames(path), jobs, scan_done);
}

}  // namespace tailcast
