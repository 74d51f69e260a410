// SPDX-License-Identifier: Apache-2.0
// What comes back from a pulse: the light of its footprint, gathered into echoes.
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "scene/ray_caster.h"
#include "sensors/firing.h"

namespace tailcast {

struct Echo {
  double range = 0;      // m, along the pulse: mean over its light
  double signal = 0;     // 1/m^2
  Hit brightest;         // the part of it that sends most
  double cos_incidence = 1;  // there
};

using CastRays = std::function<void(std::span<const Ray>, std::span<Hit>)>;

// Diffuse reflectances by body and material, drawn once.
class Reflectances {
 public:
  explicit Reflectances(const Scene& scene) : scene_(scene), known_(scene.bodies.size() * all_materials().size(), -1.0) {}
  double of(std::uint32_t body, MaterialId material);

 private:
  const Scene& scene_;
  std::vector<double> known_;
};

// The strongest echo of each pulse of one ring; signal 0 where nothing came back. Smooth surfaces are met by one ray; where
// neighbours differ, by rays over the whole footprint. Light goes on through what transmits. `world_from_sensor[i]` is the
// sensor's pose when pulse i goes out; pulses are in the order of firing, and neighbours there are neighbours in azimuth.
std::vector<Echo> strongest_echoes(const LidarSpec& spec, const Scene& scene, const CastRays& cast, Reflectances& reflectances,
                                   std::span<const Pulse> pulses, std::span<const Pose> world_from_sensor, Nanoseconds start);

}  // namespace tailcast
