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

// Limbs hang at rest, and swing in full from a slow walk on.
Quat swing_of_limb(const Joint& joint, const Gait& gait) {
  constexpr double kSlowWalk = 0.8;  // m/s
  const double ease = std::clamp(gait.speed / kSlowWalk, 0.0, 1.0);
  return rotation_about(Vec3::UnitY(), ease * joint.amplitude * dmath::sin(2 * kPi * gait.travelled / joint.stride + joint.phase));
}

}  // namespace

Pose root_from_link(const Asset& asset, const Link& link, const Gait& gait) {
  const Joint& joint = link.joint;
  switch (joint.kind) {
    case Joint::Kind::Fixed: return joint.root_from_link;
    case Joint::Kind::Wheel: return joint.root_from_link * Pose{turn_of_wheel(asset, joint, gait), Vec3::Zero()};
    case Joint::Kind::Swing: return joint.root_from_link * Pose{swing_of_limb(joint, gait), Vec3::Zero()};
  }
  return joint.root_from_link;
}

}  // namespace tailcast
