// SPDX-License-Identifier: Apache-2.0
#include "pipeline/world.h"

#include <fmt/core.h>

#include <algorithm>

#include "core/error.h"
#include "core/random.h"
#include "labels/annotate.h"
#include "scenarios/sample.h"
#include "sensors/scan_revolution.h"
#include "sim/simulate.h"

namespace tailcast {
namespace {

// All but the ego, whose body only collides.
std::vector<std::uint16_t> visible_things(const PlacedScene& placed) {
  std::vector<std::uint16_t> things;
  for (std::size_t i = 1; i < placed.scene.instances.size(); ++i)
    if (placed.scene.bodies[placed.scene.instances[i].root].seen) things.push_back(static_cast<std::uint16_t>(i));
  return things;
}

}  // namespace

SensorMount only_mount(const ScenarioInstance& instance) {
  if (instance.sensors.size() == 1) return instance.sensors.front();
  Diagnostics diagnostics;
  diagnostics.error({}, "E0410",
                    fmt::format("scenario `{}` mounts {} sensors; a SemanticKITTI dataset holds one", instance.scenario, instance.sensors.size()),
                    "keep one entry under ego.sensors");
  throw InputError(std::move(diagnostics));
}

Nanoseconds revolution(const LidarSpec& lidar) { return revolution_of(lidar); }

int frame_count(const ScenarioInstance& instance, const LidarSpec& lidar) {
  return static_cast<int>(std::max<Nanoseconds>(1, (instance.record_to - instance.record_from) / revolution(lidar)));
}

std::unique_ptr<const World> build_world(const ScenarioSpec& spec, std::uint64_t seed, std::uint32_t index) {
  auto world = std::make_unique<World>();
  world->instance = sample(spec, seed, index);
  world->mount = only_mount(world->instance);
  world->lidar = load_lidar_spec(world->mount.preset);
  world->stage = build_place(world->instance.place, world->instance.place_parameters, world->instance.stage_seed);
  world->placed = place(world->instance, world->stage);
  world->timeline = simulate(world->instance, world->placed, world->stage);
  for (const auto& hazard : world->instance.hazards) world->hazards.push_back(world->placed.actors.at(hazard));
  world->things = visible_things(world->placed);
  world->caster = std::make_unique<RayCaster>(world->placed.scene, world->timeline);
  return world;
}

LabelledFrame render_frame(const World& world, int frame, MotionMode motion) {
  const Nanoseconds start = world.instance.record_from + frame * revolution(world.lidar);
  // Two scenarios of one render must not share their noise.
  const ScanKey key{derive_seed(world.instance.seed, world.instance.scenario), world.instance.index, static_cast<std::uint32_t>(frame)};
  const Pose& mounted = world.mount.ego_from_sensor;
  const auto& weather = world.instance.weather;
  const auto seen = scan_frame(world.lidar, *world.caster, mounted, start, key, weather, world.things);
  return annotate({seen.scan, world.placed.scene, world.timeline, mounted, motion, world.hazards, world.things, seen.returns_alone});
}

}  // namespace tailcast
