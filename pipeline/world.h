// SPDX-License-Identifier: Apache-2.0
// One instance of a scenario, played out and ready to be scanned.
#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "labels/labelled_frame.h"
#include "scenarios/design.h"
#include "scenarios/instance.h"
#include "scenarios/place.h"
#include "scenarios/spec.h"
#include "scene/ray_caster.h"
#include "scene/timeline.h"
#include "sensors/lidar_spec.h"
#include "stages/stage.h"

namespace tailcast {

struct World {
  ScenarioInstance instance;
  Stage stage;
  PlacedScene placed;
  Timeline timeline;
  LidarSpec lidar;
  SensorMount mount;
  std::vector<std::uint16_t> hazards;  // instances
  std::vector<std::uint16_t> things;   // instances that can be seen: all but the ego
  std::unique_ptr<RayCaster> caster;   // over placed.scene and timeline
};

// Which of a scenario's LiDARs, and which effects of its model are off.
struct Device {
  std::string sensor;                // by name; empty: the only one
  std::vector<std::string> without;  // names of all_effects()
};

// InputError when the scenario has no such sensor, or several and none is named; or when there is no such effect.
SensorMount mount_of(const ScenarioInstance& instance, const Device& device);
LidarSpec lidar_of(const SensorMount& mount, const Device& device);

// Draws the instance, builds its stage, places its actors, simulates. InputError when the scenario does not work out.
// The world is not movable: its caster refers to it.
std::unique_ptr<const World> build_world(const ScenarioSpec& spec, std::uint64_t seed, std::uint32_t index, const Device& device = {},
                                         const Design& design = {});

// Frames that fit the recording window; at least one.
int frame_count(const ScenarioInstance& instance, const SensorMount& mount, const LidarSpec& lidar);

// The pipeline in one function: scan, what could be seen, annotate.
LabelledFrame render_frame(const World& world, int frame, MotionMode motion);
// The same by another caster over that world's scene and timeline, e.g. of another instruction set.
LabelledFrame render_frame(const World& world, const RayCaster& caster, int frame, MotionMode motion);

}  // namespace tailcast
