// SPDX-License-Identifier: Apache-2.0
// The axes of pulses in the world: where the light of each goes, at its own time.
#pragma once
#include <span>
#include <vector>

#include "scene/ray_caster.h"
#include "sensors/firing.h"
#include "sensors/sensor_path.h"

namespace tailcast {

class AxisRays {
 public:
  // `start`: of the frame, on the timeline; `reach`: m, how far rays look. What it is given must outlive it.
  AxisRays(const LidarSpec& spec, const FiringTable& firing, const SensorPath& path, Nanoseconds start,
           double reach)
      : spec_(spec), firing_(firing), path_(path), start_(start), reach_(reach) {}

  // From the origin of a pulse of the sensor frame, along a direction of it.
  Ray along(const Pulse& pulse, const Vec3& direction) const;
  // rays[i] is along(firing.fire(pulses[i]), its direction), to the bit. Runs of columns of one ring go in
  // vectors.
  void cover(std::span<const PulseAt> pulses, std::vector<Ray>& rays) const;

 private:
  void run(std::span<const PulseAt> pulses, std::span<Ray> rays) const;

  const LidarSpec& spec_;
  const FiringTable& firing_;
  const SensorPath& path_;
  const Nanoseconds start_;
  const double reach_;
};

}  // namespace tailcast
