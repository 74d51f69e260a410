// SPDX-License-Identifier: Apache-2.0
#include "sim/tie.h"

#include <btBulletDynamicsCommon.h>

#include <limits>

#include "core/dmath.h"
#include "sim/bullet.h"

namespace tailcast {
namespace {

// Bullet's axes x, y, z are the hold's y, z, x: its middle angle is limited to a quarter turn, and twist is
// the smallest. Its Euler angles count clockwise.
const Quat& hold_from_joint() {
  static const Quat turn(0.5, 0.5, 0.5, 0.5);
  return turn;
}

void limit(btGeneric6DofSpring2Constraint& joint, int axis, double low, double high, double friction) {
  constexpr int kAngular = 3;
  const bool free = high - low >= 2 * kPi;
  // Free is low above high.
  joint.setLimit(kAngular + axis, static_cast<btScalar>(free ? 1.0 : -high),
                 static_cast<btScalar>(free ? -1.0 : -low));
  if (friction <= 0 || high <= low) return;
  joint.enableMotor(kAngular + axis, true);
  joint.setTargetVelocity(kAngular + axis, 0);
  joint.setMaxMotorForce(kAngular + axis, static_cast<btScalar>(friction));
}

}  // namespace

struct Tie::Impl {
  btRigidBody &parent, &child;
  btVector3 joint_in_parent;
  btVector3 joint_in_child;
  btGeneric6DofSpring2Constraint constraint;
  btJointFeedback load;
  double breaking_force, breaking_torque;
  Vec3 mean_force = Vec3::Zero(), mean_torque = Vec3::Zero();

  Impl(btRigidBody& a, const Pose& a_from_hold, btRigidBody& b, const Pose& b_from_hold, const Hold& hold)
      : parent(a),
        child(b),
        joint_in_parent(to_bullet(a_from_hold.translation)),
        joint_in_child(to_bullet(b_from_hold.translation)),
        constraint(a, b, to_bullet(a_from_hold), to_bullet(b_from_hold)),
        load{},
        breaking_force(hold.breaking_force),
        breaking_torque(hold.breaking_torque) {
    constraint.setLinearLowerLimit(btVector3(0, 0, 0));
    constraint.setLinearUpperLimit(btVector3(0, 0, 0));
    limit(constraint, 0, hold.low, hold.high, hold.friction);
    limit(constraint, 1, -hold.twist, hold.twist, hold.friction);
    limit(constraint, 2, -hold.spread, hold.spread, hold.friction);
    constraint.setJointFeedback(&load);
    constraint.enableFeedback(true);
  }
};

Tie::Tie(btRigidBody& parent, const Pose& asset_from_parent, btRigidBody& child, const Pose& asset_from_child,
         const Hold& hold) {
  const Pose asset_from_joint = hold.root_from_hold * Pose{hold_from_joint(), Vec3::Zero()};
  impl_ = std::make_unique<Impl>(parent, inverse(asset_from_parent) * asset_from_joint, child,
                                 inverse(asset_from_child) * asset_from_joint, hold);
}
Tie::~Tie() = default;
Tie::Tie(Tie&&) noexcept = default;
Tie& Tie::operator=(Tie&&) noexcept = default;

btTypedConstraint& Tie::constraint() {
  return impl_->constraint;
}

void Tie::hold_where_parent_was() {
  const btTransform &is = impl_->parent.getWorldTransform(), &was = impl_->parent.getInterpolationWorldTransform();
  impl_->constraint.getFrameOffsetA().setOrigin(is.inverse() * (was * impl_->joint_in_parent));
}

// Bullet states the torque about the child's centre of mass.
bool Tie::gives_way(double dt, double yields) {
  const Vec3 force = from_bullet(impl_->load.m_appliedForceBodyB);
  const Vec3 arm = from_bullet(impl_->child.getWorldTransform().getBasis() * impl_->joint_in_child);
  const Vec3 torque = from_bullet(impl_->load.m_appliedTorqueBodyB) - arm.cross(force);
  const double share = dt / yields;
  impl_->mean_force += share * (force - impl_->mean_force);
  impl_->mean_torque += share * (torque - impl_->mean_torque);
  return impl_->mean_force.norm() > impl_->breaking_force ||
         impl_->mean_torque.norm() > impl_->breaking_torque;
}

}  // namespace tailcast
