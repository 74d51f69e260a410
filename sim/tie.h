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
  Tie(btRigidBody& parent, const Pose& asset_from_parent, btRigidBody& child, const Pose& asset_from_child,
      const Hold& hold);
  ~Tie();
  Tie(Tie&&) noexcept;
  Tie& operator=(Tie&&) noexcept;

  btTypedConstraint& constraint();
  // A parent that is driven stands where it will be at the end of the step, while the child is still where it was: the
  // hold is to be where it was too.
  void hold_where_parent_was();
  // Takes in the solver's impulses of the last step; true when the joint gives way. What it bears is compared
  // with a mean over `yields` s: between rigid bodies a blow lasts a step, but nails, straps and fibres yield
  // before they break.
  bool gives_way(double dt, double yields = 0.010);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tailcast
