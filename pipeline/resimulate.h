// SPDX-License-Identifier: Apache-2.0
// Real scans with boxes, an asset of ours in every box, the sensor's own pulses cast at it.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "gap/paired.h"

namespace tailcast {

struct ResimulateOptions {
  std::string boxes;   // table of boxes for scans that have none beside them (box_files.h); empty: none
  std::string sensor;  // preset; empty: the one that the layout tells
  std::uint32_t least_returns = 50;
  double farthest = 40;  // m, to the box's centre
  int seeds = 32;        // members of each family to choose from
  int draws = 8;         // of the asset's looks and the sensor's noise
  std::uint64_t seed = 1;
  unsigned jobs = 0;                                                  // 0: one per core
  std::function<void(std::size_t done, std::size_t total)> progress;  // in scans
};

struct Resimulation {
  std::vector<PairedSight> sights;
  std::size_t scans = 0;
  // Boxes near enough with enough returns that no asset was put into, by why and class.
  std::map<std::string, std::size_t> left_out;
};

// Of every path as find_boxed_scans() takes it. InputError where a scan's sensor is not known. IoError.
Resimulation resimulate(const std::vector<std::string>& paths, const ResimulateOptions& options);

}  // namespace tailcast
