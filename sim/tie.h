// SPDX-License-Identifier: Apache-2.0
// A hold between two rigid bodies, as a constraint of Bullet's.
#pragma once
#include <memory>

#include "core/pose.h"
#include "scene/asset.h"

class btRigidBody;
class btTypedConstraint;

namespace tailcast {

class Tie {
 public:
  // `asset_from_…`: the bodies' principal frames where the asset is at rest. Both must outlive it.
  Tie(btRigidBody& parent, const Pose& asset_from_parent, btRigidBody& child, const Pose& asset_from_child, const Hold& hold);
  ~Tie();
  Tie(Tie&&) noexcept;
  Tie& operator=(Tie&&) noexcept;

  btTypedConstraint& constraint();
  // N and N m that passed through the joint in the last step, by the solver's impulses.
  double force() const;
  double torque() const;
  bool overloaded() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tailcast
