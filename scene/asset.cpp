// SPDX-License-Identifier: Apache-2.0
#include "scene/asset.h"

#include <cmath>
#include <set>

namespace tailcast {

double cycle_angle(const Joint& joint, double distance) {
  const double steps = static_cast<double>(joint.cycle.size());
  const double turns = distance / joint.stride, at = (turns - std::floor(turns)) * steps, step = std::floor(at);
  const double u = at - step;
  const auto near = [&](std::size_t k) {  // from the step before `at` on
    return joint.cycle[(static_cast<std::size_t>(step) + k + joint.cycle.size() - 1) % joint.cycle.size()];
  };
  const double a = near(0), b = near(1), c = near(2), d = near(3);
  return b + 0.5 * u * ((c - a) + u * ((2 * a - 5 * b + 4 * c - d) + u * (3 * (b - c) + d - a)));
}

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

std::string_view name_of(Joint::Kind kind) {
  switch (kind) {
    case Joint::Kind::Fixed: return "fixed";
    case Joint::Kind::Wheel: return "wheel";
    case Joint::Kind::Swing: return "swing";
    case Joint::Kind::Crank: return "crank";
    case Joint::Kind::Cycle: return "cycle";
  }
  return "";
}

std::vector<MaterialId> materials_of(const Asset& asset) {
  std::set<MaterialId> present;
  for (const auto& link : asset.links) present.insert(link.mesh->material.begin(), link.mesh->material.end());
  return {present.begin(), present.end()};
}

std::size_t triangles_of(const Asset& asset) {
  std::size_t count = 0;
  for (const auto& link : asset.links) count += link.mesh->triangles.size();
  return count;
}

std::vector<std::string> articulation_of(const Asset& asset) {
  std::vector<std::string> phrases;
  for (const auto kind : {Joint::Kind::Wheel, Joint::Kind::Swing, Joint::Kind::Crank, Joint::Kind::Cycle}) {
    int count = 0, steering = 0;
    for (const auto& link : asset.links)
      if (link.joint.kind == kind) ++count, steering += link.joint.steers ? 1 : 0;
    if (count == 0) continue;
    phrases.push_back(std::to_string(count) + " " + std::string(name_of(kind)));
    if (steering > 0) phrases.back() += " (" + std::to_string(steering) + " steer)";
  }
  return phrases;
}

}  // namespace tailcast
