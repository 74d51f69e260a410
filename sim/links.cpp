// SPDX-License-Identifier: Apache-2.0
#include "sim/links.h"

#include <algorithm>

#include "core/dmath.h"

namespace tailcast {
namespace {

// Rolling without slip; the steering angle of the single-track model, tan(angle) = wheelbase x curvature.
Quat turn_of_wheel(const Asset& asset, const Joint& joint, const Gait& gait) {
  const Quat roll = rotation_about(Vec3::UnitY(), gait.travelled / joint.radius);
  if (!joint.steers) return roll;
  return rotation_about(Vec3::UnitZ(), dmath::atan(asset.wheelbase * gait.curvature)) * roll;
}

Quat about_y(double angle) { return rotation_about(Vec3::UnitY(), angle); }

double ease_of(const Joint& joint, const Gait& gait) {
  return joint.full_speed > 0 ? std::clamp(gait.speed / joint.full_speed, 0.0, 1.0) : 1.0;
}

double swing_angle(const Joint& joint, const Gait& gait) {
  return ease_of(joint, gait) * joint.amplitude * dmath::sin(2 * kPi * gait.travelled / joint.stride + joint.phase);
}

// Of the link from where it is at rest on its parent.
Quat turn_of(const Asset& asset, const Joint& joint, const Gait& gait) {
  switch (joint.kind) {
    case Joint::Kind::Fixed: break;
    case Joint::Kind::Wheel: return turn_of_wheel(asset, joint, gait);
    case Joint::Kind::Swing: return about_y(swing_angle(joint, gait));
    case Joint::Kind::Crank: return about_y(2 * kPi * gait.travelled / joint.stride);
    case Joint::Kind::Cycle: return about_y(ease_of(joint, gait) * cycle_angle(joint, gait.travelled));
  }
  return Quat::Identity();
}

}  // namespace

Pose root_from_link(const Asset& asset, const Link& link, const Gait& gait) {
  const Joint& joint = link.joint;
  Pose rest = joint.root_from_link;
  if (joint.parent > 0) {
    const Link& parent = asset.links[joint.parent];
    rest = root_from_link(asset, parent, gait) * (inverse(parent.joint.root_from_link) * rest);
  }
  return joint.kind == Joint::Kind::Fixed ? rest : rest * Pose{turn_of(asset, joint, gait), Vec3::Zero()};
}

}  // namespace tailcast
