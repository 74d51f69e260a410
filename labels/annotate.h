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

// The instant that compensated frames stand at: the middle of the sweep, when the sensor faces forward.
Nanoseconds reference_instant(const Scan& scan);
// world_from_sensor at `time`.
Pose sensor_pose_at(const AnnotateInput& input, Nanoseconds time);

// Points in KITTI's file order. Raw: points as measured, each box at the time at which its
// object was swept (the mean time of its returns, else when the head looked towards its centre). Compensated: points and
// boxes at the reference instant, each point moved by the sensor's own motion since its firing, as SemanticKITTI ships.
LabelledFrame annotate(const AnnotateInput& input);

}  // namespace tailcast
