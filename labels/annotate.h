// SPDX-License-Identifier: Apache-2.0
// Scan and world -> labelled frame.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "labels/labelled_frame.h"
#include "scene/scene.h"
#include "scene/timeline.h"
#include "sensors/scan.h"

namespace tailcast {

struct AnnotateInput {
  const Scan& scan;
  const Scene& scene;
  const Timeline& timeline;
  Pose ego_from_sensor;
  MotionMode motion = MotionMode::Raw;
  std::span<const std::uint16_t> hazards;           // instances
  std::span<const std::uint16_t> instances;         // those that returns_alone speaks of
  std::span<const std::uint32_t> returns_alone;     // aligned with `instances`
};

// Points in KITTI's file order. Raw: boxes at the middle of the sweep's time at which the object was seen; compensated:
// points and boxes at one instant, the middle of the sweep (forward, as KITTI's own de-skewing does).
LabelledFrame annotate(const AnnotateInput& input);

}  // namespace tailcast
