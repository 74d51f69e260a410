// SPDX-License-Identifier: Apache-2.0
// How many things of each class stand in view and how near to each other, from the boxes of a scan. Definitions: docs/gap.md.
#pragma once
#include <cstdint>
#include <vector>

#include "gap/statistic.h"
#include "labels/labelled_frame.h"

namespace tailcast {

// Counts as of ScanMeasure.
struct ObjectCounts {
  std::vector<std::uint32_t> density;          // by kObjectGroups
  std::vector<std::uint32_t> vehicle_spacing, person_spacing;
};
// Of the frame's boxes those that hold returns and stand in the sector that every data set of boxes covers; what the
// boxes themselves say of their returns is not used.
ObjectCounts count_objects(const LabelledFrame& frame);

}  // namespace tailcast
