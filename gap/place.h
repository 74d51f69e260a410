// SPDX-License-Identifier: Apache-2.0
// What a place is like, told from one scan without labels: how rough its ground is, which way its surfaces face, and how
// much passes through what grows there. Definitions: docs/gap.md.
#pragma once
#include <cstdint>
#include <vector>

#include "gap/measure.h"
#include "gap/surroundings.h"

namespace tailcast {

// Counts as of ScanMeasure.
std::vector<std::uint32_t> count_ground_roughness(const Surroundings& around);

struct SurfaceCounts {
  std::vector<std::uint32_t> tilt, kind;
};
SurfaceCounts count_surfaces(const Surroundings& around);

struct CanopyCounts {
  std::vector<std::uint32_t> porosity;  // pulses that passed by band, then pulses by band
  std::vector<std::uint32_t> runs;
};
// Canopy is what stands in these cubes, 1 for each. `rings` of the same frame as `around`.
std::vector<std::uint8_t> find_canopies(const std::vector<RingPoints>& rings, const Surroundings& around);
CanopyCounts count_canopies(const std::vector<RingPoints>& rings, const Surroundings& around);

}  // namespace tailcast
