// SPDX-License-Identifier: Apache-2.0
// The sensor's pose at every instant of one frame.
#pragma once
#include <array>
#include <span>
#include <vector>

#include "core/pose.h"
#include "core/time.h"

namespace tailcast {

// Linear between two columns' marks, which is exact to 1e-9 rad.
class SensorPath {
 public:
  // world_from_sensor at the marks of columns 0 … n and one more, `period` apart.
  SensorPath(const std::vector<Pose>& marks, Nanoseconds period);
  // world_from_sensor: rotation and translation.
  struct Placement {
    Eigen::Matrix3d rotation;
    Vec3 translation;
  };
  Placement at(Nanoseconds time) const;
  Vec3 point(const Vec3& p_sensor, Nanoseconds time) const {
    const auto placed = at(time);
    return placed.rotation * p_sensor + placed.translation;
  }
  Vec3 direction(const Vec3& v_sensor, Nanoseconds time) const { return at(time).rotation * v_sensor; }
  std::size_t marks() const { return fields_[0].size(); }
  // By mark, number k of: nine of the rotation, row by row, three of the translation.
  std::span<const double> field(std::size_t k) const { return fields_[k]; }

 private:
  std::array<std::vector<double>, 12> fields_;
  Nanoseconds period_;
};

}  // namespace tailcast
