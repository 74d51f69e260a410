// SPDX-License-Identifier: Apache-2.0
#include "pipeline/world.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "core/error.h"
#include "core/random.h"
#include "labels/annotate.h"
#include "scenarios/meshes.h"
#include "scenarios/sample.h"
#include "sensors/effects.h"
#include "sensors/scan_revolution.h"
#include "sim/simulate.h"

namespace tailcast {
namespace {

// All but the ego.
std::vector<std::uint16_t> visible_things(const PlacedScene& placed) {
  std::vector<std::uint16_t> things;
  for (std::size_t i = 1; i < placed.scene.instances.size(); ++i)
    if (i != placed.actors.at("ego")) things.push_back(static_cast<std::uint16_t>(i));
  return things;
}

// A measured shadow stands for the carrier's body; without one the body itself is in the way. Its returns have no class.
void show_carrier(PlacedScene& placed) {
  auto& ego = placed.scene.instances[placed.actors.at("ego")];
  ego.class_id = ClassId::Unlabeled;
  for (const auto b : ego.bodies) {
    placed.scene.bodies[b].seen = true;
    placed.scene.bodies[b].class_id = ClassId::Unlabeled;
  }
}

[[noreturn]] void refuse(const char* code, const std::string& message, const std::string& hint) {
  Diagnostics diagnostics;
  diagnostics.error({}, code, message, hint);
  throw InputError(std::move(diagnostics));
}

}  // namespace

SensorMount mount_of(const ScenarioInstance& instance, const Device& device) {
  std::vector<std::string> names;
  for (const auto& mount : instance.sensors) {
    if (mount.name == device.sensor || (device.sensor.empty() && instance.sensors.size() == 1)) return mount;
    names.push_back(mount.name);
  }
  refuse("E0410",
         device.sensor.empty() ? fmt::format("scenario `{}` mounts {} sensors; a dataset holds one", instance.scenario, names.size())
                               : fmt::format("scenario `{}` has no sensor `{}`", instance.scenario, device.sensor),
         fmt::format("name one of: {}", fmt::join(names, ", ")));
}

LidarSpec lidar_of(const SensorMount& mount, const Device& device) {
  auto lidar = load_lidar_spec(mount.preset);
  for (const auto& effect : device.without) {
    if (switch_off(lidar, effect)) continue;
    std::vector<std::string> known;
    for (const auto& info : all_effects()) known.emplace_back(info.name);
    refuse("E0614", fmt::format("no effect `{}`", effect), did_you_mean(effect, known));
  }
  return lidar;
}

int frame_count(const ScenarioInstance& instance, const SensorMount& mount, const LidarSpec& lidar) {
  return static_cast<int>(std::max<Nanoseconds>(1, (instance.record_to - instance.record_from - mount.phase) / revolution_of(lidar)));
}

std::unique_ptr<const World> build_world(const ScenarioSpec& spec, std::uint64_t seed, std::uint32_t index, const Device& device,
                                         const Design& design) {
  if (!has_all_meshes(spec)) {
    ScenarioSpec own = spec;
    Diagnostics diagnostics;
    take_in_meshes(own, diagnostics);
    if (!diagnostics.ok()) throw InputError(std::move(diagnostics));
    return build_world(own, seed, index, device, design);
  }
  auto world = std::make_unique<World>();
  world->instance = sample(spec, seed, index, design);
  world->mount = mount_of(world->instance, device);
  world->lidar = lidar_of(world->mount, device);
  world->stage = build_place(world->instance.place, world->instance.place_parameters, world->instance.stage_seed);
  world->placed = place(world->instance, world->stage);
  world->timeline = simulate(world->instance, world->placed, world->stage);
  for (const auto& hazard : world->instance.hazards) world->hazards.push_back(world->placed.actors.at(hazard));
  world->things = visible_things(world->placed);
  if (!world->lidar.shadow_measured) show_carrier(world->placed);
  world->caster = std::make_unique<RayCaster>(world->placed.scene, world->timeline);
  return world;
}

LabelledFrame render_frame(const World& world, int frame, MotionMode motion) {
  return render_frame(world, *world.caster, frame, motion);
}

LabelledFrame render_frame(const World& world, const RayCaster& caster, int frame, MotionMode motion) {
  const Nanoseconds start = world.instance.record_from + world.mount.phase + frame * revolution_of(world.lidar);
  // Neither two scenarios of one render nor two sensors of one vehicle may share their noise.
  const ScanKey key{derive_seed(derive_seed(world.instance.seed, world.instance.scenario), world.mount.name), world.instance.index, static_cast<std::uint32_t>(frame)};
  const Pose& mounted = world.mount.ego_from_sensor;
  const auto& weather = world.instance.weather;
  const auto seen = scan_frame(world.lidar, caster, mounted, start, key, weather, world.things);
  return annotate({seen.scan, world.placed.scene, world.timeline, mounted, motion, world.hazards, world.things, seen.returns_alone});
}

}  // namespace tailcast
