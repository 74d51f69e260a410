// SPDX-License-Identifier: Apache-2.0
// Our types in Bullet's and back. Bullet's headers stay in sources.
#pragma once
#include <memory>
#include <vector>

#include "core/pose.h"
#include "scene/asset.h"

class btCollisionShape;
class btCompoundShape;
class btTransform;
class btVector3;

namespace tailcast {

btVector3 to_bullet(const Vec3& v);
btTransform to_bullet(const Pose& p);
Vec3 from_bullet(const btVector3& v);
Pose from_bullet(const btTransform& t);

// Shapes of one rigid body, about its principal frame.
struct Compound {
  Compound();
  ~Compound();
  Compound(Compound&&) noexcept;
  Compound& operator=(Compound&&) noexcept;

  std::vector<std::unique_ptr<btCollisionShape>> parts;
  std::unique_ptr<btCompoundShape> whole;
};
Compound make_compound(const std::vector<CollisionShape>& shapes, const Pose& principal_from_asset);
}  // namespace tailcast
