// SPDX-License-Identifier: Apache-2.0
#include "sim/bullet.h"

#include <btBulletDynamicsCommon.h>

#include <algorithm>

namespace tailcast {
namespace {

// Bullet's own 40 mm would be a visible gap below what rests. Boxes and cylinders keep their faces and round
// their edges by it (the wider, the seldomer the solver's inexact answer to deep overlaps is needed); hulls
// grow by theirs.
constexpr btScalar kMargin = btScalar(8e-3), kHullMargin = btScalar(1e-3);

std::unique_ptr<btCollisionShape> make_shape(const BoxShape& box) {
  auto shape = std::make_unique<btBoxShape>(to_bullet(box.half_size));
  shape->setMargin(std::min(kMargin, btScalar(0.2) * static_cast<btScalar>(box.half_size.minCoeff())));
  return shape;
}
std::unique_ptr<btCollisionShape> make_shape(const CylinderShape& c) {
  auto shape = std::make_unique<btCylinderShapeZ>(to_bullet(Vec3(c.radius, c.radius, c.half_length)));
  shape->setMargin(
      std::min(kMargin, btScalar(0.2) * static_cast<btScalar>(std::min(c.radius, c.half_length))));
  return shape;
}
std::unique_ptr<btCollisionShape> make_shape(const SphereShape& s) {
  return std::make_unique<btSphereShape>(static_cast<btScalar>(s.radius));
}
std::unique_ptr<btCollisionShape> make_shape(const HullShape& hull) {
  auto shape = std::make_unique<btConvexHullShape>();
  for (const auto& p : hull.points) shape->addPoint({p.x(), p.y(), p.z()}, false);
  shape->recalcLocalAabb();
  shape->setMargin(kHullMargin);
  return shape;
}
Pose center_of(const BoxShape& s) {
  return s.center;
}
Pose center_of(const CylinderShape& s) {
  return s.center;
}
Pose center_of(const SphereShape& s) {
  return {Quat::Identity(), s.center};
}
Pose center_of(const HullShape&) {
  return {};
}

}  // namespace

btVector3 to_bullet(const Vec3& v) {
  return {static_cast<btScalar>(v.x()), static_cast<btScalar>(v.y()), static_cast<btScalar>(v.z())};
}
btTransform to_bullet(const Pose& p) {
  const auto q = p.rotation.cast<btScalar>();
  return btTransform(btQuaternion(q.x(), q.y(), q.z(), q.w()), to_bullet(p.translation));
}
Vec3 from_bullet(const btVector3& v) {
  return {static_cast<double>(v.x()), static_cast<double>(v.y()), static_cast<double>(v.z())};
}
Pose from_bullet(const btTransform& t) {
  const btQuaternion q = t.getRotation();
  return {Quat(static_cast<double>(q.w()), static_cast<double>(q.x()), static_cast<double>(q.y()),
               static_cast<double>(q.z()))
              .normalized(),
          from_bullet(t.getOrigin())};
}

Compound::Compound() = default;
Compound::~Compound() = default;
Compound::Compound(Compound&&) noexcept = default;
Compound& Compound::operator=(Compound&&) noexcept = default;

Compound make_compound(const std::vector<CollisionShape>& shapes, const Pose& principal_from_asset) {
  Compound compound;
  compound.whole = std::make_unique<btCompoundShape>();
  for (const auto& shape : shapes) {
    const Pose center = std::visit([](const auto& s) { return center_of(s); }, shape);
    compound.parts.push_back(std::visit([](const auto& s) { return make_shape(s); }, shape));
    compound.whole->addChildShape(to_bullet(principal_from_asset * center), compound.parts.back().get());
  }
  return compound;
}

}  // namespace tailcast
