// SPDX-License-Identifier: Apache-2.0
// The axes of pulses in the world, and rays beside them: where the light of each goes, at its own time.
#pragma once
#include <array>
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
  // The same half a column later, at the footprint's upper edge in even columns, at its lower one in odd ones:
  // rays[i] is along(firing.fire_between(pulses[i], 0.5 or -0.5), its direction).
  void cover_between(std::span<const PulseAt> pulses, std::vector<Ray>& rays) const;

 private:
  void in_runs(std::span<const PulseAt> pulses, std::vector<Ray>& rays, bool between) const;
  void run(std::span<const PulseAt> pulses, std::span<Ray> rays, bool between) const;

  const LidarSpec& spec_;
  const FiringTable& firing_;
  const SensorPath& path_;
  const Nanoseconds start_;
  const double reach_;
};

// The rays of a footprint beside its axis, over a grid that is the same on all four sides.
class FootprintGrid {
 public:
  explicit FootprintGrid(const Optics& optics);
  std::size_t size() const { return left_.size(); }
  // `left`, `up`: the footprint's width and height, rad, world. A ray for each place, row by row from below; the axis,
  // which is the middle one, is left out.
  void cover(const Ray& axis, const Vec3& left, const Vec3& up, std::span<Ray> rays);

 private:
  std::vector<double> left_, up_;  // of the width, of the height
  std::array<std::vector<double>, 3> direction_;
};

}  // namespace tailcast
