// SPDX-License-Identifier: Apache-2.0
// Small worlds for the sensor's tests.
#pragma once
#include <memory>

#include "scene/ray_caster.h"
#include "sensors/scan_revolution.h"

namespace tailcast {

inline constexpr double kSensorHeight = 1.67;  // m
inline const Pose kMount{Quat::Identity(), {0, 0, kSensorHeight}};

inline Timeline still_timeline() {
  Timeline timeline;
  timeline.ego.assign(60, Pose{});
  return timeline;
}

inline void add_road(Scene& scene, std::uint64_t appearance = 1) {
  Mesh road;
  for (int i = -60; i < 60; ++i)
    for (int j = -60; j < 60; ++j)
      add_quad(road, {i * 2.0, j * 2.0, 0}, {i * 2.0 + 2, j * 2.0, 0}, {i * 2.0 + 2, j * 2.0 + 2, 0}, {i * 2.0, j * 2.0 + 2, 0},
               {MaterialId::Asphalt, Part::Whole});
  add_stuff(scene, "road", ClassId::Road, std::move(road), appearance);
}

// A box of that size, its middle at the origin of its own frame; the instance's index.
inline std::uint16_t add_box_instance(Scene& scene, const std::string& name, const Vec3& size, const Pose& world_from_box, bool movable,
                                      MaterialId material = MaterialId::Concrete) {
  auto mesh = std::make_shared<Mesh>();
  add_box(*mesh, Pose{}, size, {material, Part::Whole});
  auto asset = std::make_shared<Asset>();
  asset->id = "test/box";
  asset->class_id = ClassId::Debris;
  asset->box = bounds_of(*mesh);
  asset->links = {{"body", mesh, {}}};
  return add_instance(scene, asset, name, world_from_box, 1, movable);
}

// The preset without what is random, biased, blocked or on a grid: geometry alone.
inline LidarSpec ideal(LidarSpec spec) {
  for (auto& beam : spec.beams) beam.range_bias = beam.range_sigma = 0, beam.gain = 1;
  spec.receiver = {};
  spec.range.sigma_at_unit_snr = spec.range.quantum = spec.range.coordinate_quantum = 0;
  spec.intensity.texture = 0;
  spec.optics.divergence_azimuth = spec.optics.divergence_elevation = 0;
  spec.sweep.azimuth_grid = 0;
  spec.blocked.clear();
  return spec;
}

inline Scan scan_of(const Scene& scene, const Timeline& timeline, const LidarSpec& spec, ScanKey key = {7, 0, 0}, const Pose& mount = kMount,
                    const std::string& isa = {}) {
  const RayCaster caster(scene, timeline, isa);
  return scan_revolution(spec, caster, mount, 0, key);
}

}  // namespace tailcast
