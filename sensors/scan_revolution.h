// SPDX-License-Identifier: Apache-2.0
// One revolution: every pulse traced at its own time, against moving sensor and moving bodies.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "scene/environment.h"
#include "scene/ray_caster.h"
#include "sensors/lidar_spec.h"
#include "sensors/scan.h"

namespace tailcast {

// Addresses the noise: a return's noise is a function of these and its pulse alone.
struct ScanKey {
  std::uint64_t seed = 0;
  std::uint32_t instance = 0;
  std::uint32_t frame = 0;
};

// A frame whose first column fires at `start`, the sensor mounted on the timeline's ego. `start` + the revolution must lie
// in the timeline.
Scan scan_revolution(const LidarSpec& spec, const RayCaster& caster, const Pose& ego_from_sensor, Nanoseconds start,
                     const ScanKey& key, const Environment& environment = {});

struct Frame {
  Scan scan;
  // Of each of the instances asked for: the returns that it would receive in that same frame if it were alone in the
  // world, under the same sky.
  std::vector<std::uint32_t> returns_alone;
};
Frame scan_frame(const LidarSpec& spec, const RayCaster& caster, const Pose& ego_from_sensor, Nanoseconds start, const ScanKey& key,
                 const Environment& environment, std::span<const std::uint16_t> instances);

}  // namespace tailcast
