// SPDX-License-Identifier: Apache-2.0
// One scan -> its counts for every statistic. Definitions: docs/gap.md.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "gap/statistic.h"
#include "labels/labelled_frame.h"

namespace tailcast {

// Columns of KITTI's HDL-64E: the mean step between shots of a ring.
inline constexpr double kAzimuthStepDeg = 0.1671;

// The scan's points by ring, in the file's order, with what every statistic needs of them.
struct RingPoints {
  std::vector<double> azimuth;     // deg, [0, 360)
  std::vector<double> range;       // m
  std::vector<std::uint32_t> point;  // index into the frame
};
std::vector<RingPoints> split_rings(const LabelledFrame& frame);  // empty when the rings are not known

struct ScanMeasure {
  // By Statistic; an empty vector where the scan cannot tell (rings not known).
  std::array<std::vector<std::uint32_t>, kStatistics> counts;
  std::size_t points = 0, zero_intensity = 0;
};
// `frame.ring` must be known for the statistics along rings (recover_rings), and `frame.objects` for those of things.
ScanMeasure measure(const LabelledFrame& frame);

}  // namespace tailcast
