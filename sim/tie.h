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
  // Takes in the solver's impulses of the last step; true when the joint gives way. What it bears is compared
  // with a mean over 10 ms: between rigid bodies a blow lasts a step, but nails, straps and fibres yield
  // before they break.
  bool gives_way(double dt);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tailcast
