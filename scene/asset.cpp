// SPDX-License-Identifier: Apache-2.0
#include "scene/asset.h"

#include <cmath>

namespace tailcast {

Eigen::Vector2d stance_of(const Asset& asset) {
  double low = 1e30, high = -1e30, half_track = 0;
  for (const auto& link : asset.links) {
    if (link.joint.kind != Joint::Kind::Wheel) continue;
    const Vec3& hub = link.joint.root_from_link.translation;
    low = std::fmin(low, hub.x()), high = std::fmax(high, hub.x());
    half_track = std::fmax(half_track, std::fabs(hub.y()));
  }
  const bool wheeled = high > low;
  return wheeled ? Eigen::Vector2d(high - low, 2 * half_track) : Eigen::Vector2d(asset.box.size().head<2>());
}

}  // namespace tailcast
