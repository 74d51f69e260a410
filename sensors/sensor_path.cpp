// SPDX-License-Identifier: Apache-2.0
#include "sensors/sensor_path.h"

#include <algorithm>

#include "core/check.h"

namespace tailcast {

SensorPath::SensorPath(const std::vector<Pose>& marks, Nanoseconds period) : period_(period) {
  TAILCAST_CHECK(marks.size() >= 2 && period > 0, "a path has two marks");
  for (auto& field : fields_) field.reserve(marks.size());
  for (const auto& pose : marks) {
    const Eigen::Matrix3d rotation = pose.rotation.toRotationMatrix();
    for (Eigen::Index k = 0; k < 9; ++k)
      fields_[static_cast<std::size_t>(k)].push_back(rotation(k / 3, k % 3));
    for (Eigen::Index k = 0; k < 3; ++k)
      fields_[static_cast<std::size_t>(9 + k)].push_back(pose.translation[k]);
  }
}

SensorPath::Placement SensorPath::at(Nanoseconds time) const {
  const auto mark = std::min(static_cast<std::size_t>(time / period_), marks() - 2);
  const double u =
      static_cast<double>(time - static_cast<Nanoseconds>(mark) * period_) / static_cast<double>(period_);
  const auto between = [&](std::size_t k) {
    return fields_[k][mark] + u * (fields_[k][mark + 1] - fields_[k][mark]);
  };
  Placement placed;
  for (Eigen::Index k = 0; k < 9; ++k) placed.rotation(k / 3, k % 3) = between(static_cast<std::size_t>(k));
  for (Eigen::Index k = 0; k < 3; ++k) placed.translation[k] = between(static_cast<std::size_t>(9 + k));
  return placed;
}

}  // namespace tailcast
