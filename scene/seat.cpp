// SPDX-License-Identifier: Apache-2.0
#include "scene/seat.h"

namespace tailcast {

std::optional<Seat> find_seat(const Asset& asset, std::string_view name) {
  for (const auto& anchor : asset.anchors)
    if (anchor.name == name) return Seat{anchor.asset_from_anchor, 0};
  for (std::size_t i = 0; i < asset.links.size(); ++i) {
    const Joint& joint = asset.links[i].joint;
    if (joint.kind != Joint::Kind::Wheel || asset.links[i].name != name) continue;
    const Quat half_turn_about_x(0, 1, 0, 0);
    return Seat{{half_turn_about_x, joint.root_from_link.translation + Vec3(0, 0, joint.radius)}, i};
  }
  return std::nullopt;
}

std::vector<std::string> seat_names(const Asset& asset) {
  std::vector<std::string> names;
  for (const auto& anchor : asset.anchors) names.push_back(anchor.name);
  for (const auto& link : asset.links)
    if (link.joint.kind == Joint::Kind::Wheel) names.push_back(link.name);
  return names;
}

}  // namespace tailcast
