// SPDX-License-Identifier: Apache-2.0
// A set of scans on disk, measured: what one side of a comparison is.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "dataset/dataset.h"
#include "gap/distance.h"
#include "gap/measure.h"

namespace tailcast {

struct ScanSet {
  std::string path;
  std::vector<SceneCounts> scenes;   // or blocks of consecutive scans when all are of one scene
  SceneCounts all;
  std::size_t scans = 0;
  double points_per_scan = 0, zero_share = 0;
  std::vector<std::string> notes;
};

// Reads and measures every scan; scans without rings still count where rings are not needed. IoError.
ScanSet measure_set(const std::string& path, unsigned jobs, const std::function<void(std::size_t)>& scan_done);
// The same of chosen frames. `path` is what the report calls them.
ScanSet measure_frames(const std::string& path, const std::vector<FrameRef>& frames, unsigned jobs,
                       const std::function<void(std::size_t)>& scan_done);

// The unit that each scan belongs to, counted from 0: its scene, or one of at most kBlocks runs of consecutive scans
// when all are of one scene (neighbours in a drive are nearly copies).
inline constexpr std::size_t kBlocks = 10;
std::vector<std::size_t> bootstrap_units(const std::vector<FrameRef>& frames);

}  // namespace tailcast
