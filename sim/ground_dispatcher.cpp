// SPDX-License-Identifier: Apache-2.0
#include "sim/ground_dispatcher.h"

#include <btBulletCollisionCommon.h>

#include <algorithm>
#include <cmath>

#include "sim/bullet.h"

namespace tailcast {
namespace {

// Where a rolling cylinder truly touches: straight below its axis, at the contact's station along it. A
// cached or inexact point a few millimetres ahead comes down at spin x that distance, and would make the
// wheel stumble.
void settle_on_tread(Vec3& on_body, const btCollisionObject& body, int part, const Vec3& normal,
                     const Vec3& origin) {
  const auto& compound = static_cast<const btCompoundShape&>(*body.getCollisionShape());
  if (part < 0 || part >= compound.getNumChildShapes()) return;
  const auto* shape = compound.getChildShape(part);
  if (shape->getShapeType() != CYLINDER_SHAPE_PROXYTYPE) return;
  const auto& cylinder = static_cast<const btCylinderShape&>(*shape);
  const Pose world_from_part = from_bullet(body.getWorldTransform() * compound.getChildTransform(part));
  const Vec3 down = world_from_part.rotation.conjugate() * Vec3(-normal);
  const double radial = std::sqrt(down.x() * down.x() + down.y() * down.y());
  constexpr double kLiesOnItsFace = 0.3;  // sine of the axis' angle from the normal
  if (radial < kLiesOnItsFace) return;
  const Vec3 half = from_bullet(cylinder.getHalfExtentsWithMargin());
  const double station = (inverse(world_from_part) * Vec3(on_body - origin)).z();
  const Vec3 touch(half.x() * down.x() / radial, half.x() * down.y() / radial,
                   std::clamp(station, -half.z(), half.z()));
  on_body = world_from_part * touch + origin;
}

// A contact with the ground takes the normal of the surface, not of the seam between two triangles that a
// body slides over (Bullet's own remedy hangs on a global callback). Only a real step, such as a kerb's edge,
// keeps the edge's.
void straighten_normal(btManifoldPoint& point, const btPersistentManifold& manifold,
                       const GroundSurface& ground, const Vec3& origin, int ground_id) {
  const bool ground_is_b = manifold.getBody1()->getUserIndex() == ground_id;
  const Vec3 normal = (ground_is_b ? 1.0 : -1.0) * from_bullet(point.m_normalWorldOnB);
  const Vec3 on_ground =
      from_bullet(ground_is_b ? point.m_positionWorldOnB : point.m_positionWorldOnA) + origin;
  const auto surface = ground.at(on_ground.x(), on_ground.y());
  constexpr double kSameSurface = 0.02, kStep = 0.01;                                 // m
  if (!surface || std::fabs(surface->height - on_ground.z()) > kSameSurface) return;  // a kerb's face
  const double level = std::sqrt(normal.x() * normal.x() + normal.y() * normal.y());
  if (level > 1e-9) {
    const Vec3 ahead = on_ground + kSameSurface / level * Vec3(normal.x(), normal.y(), 0);
    const double drop = on_ground.z() - ground.height(ahead.x(), ahead.y());
    const double slope =
        (surface->normal.x() * normal.x() + surface->normal.y() * normal.y()) / (level * surface->normal.z());
    if (level > 0.02 && drop > slope * kSameSurface + kStep) return;
    const Vec3 behind = on_ground - kSameSurface / level * Vec3(normal.x(), normal.y(), 0);
    if (level > 0.5 && ground.height(behind.x(), behind.y()) > on_ground.z() + kStep)
      return;  // the foot of a kerb
  }
  // The other body's point stays; the ground's becomes its foot on the triangle.
  Vec3 on_body = from_bullet(ground_is_b ? point.m_positionWorldOnA : point.m_positionWorldOnB) + origin;
  settle_on_tread(on_body, *(ground_is_b ? manifold.getBody0() : manifold.getBody1()),
                  ground_is_b ? point.m_index0 : point.m_index1, surface->normal, origin);
  (ground_is_b ? point.m_positionWorldOnA : point.m_positionWorldOnB) = to_bullet(on_body - origin);
  const double above = (on_body - Vec3(on_ground.x(), on_ground.y(), surface->height)).dot(surface->normal);
  (ground_is_b ? point.m_positionWorldOnB : point.m_positionWorldOnA) =
      to_bullet(on_body - above * surface->normal - origin);
  point.m_normalWorldOnB = to_bullet(ground_is_b ? surface->normal : Vec3(-surface->normal));
  point.m_distance1 = static_cast<btScalar>(above);
}

class GroundDispatcher : public btCollisionDispatcher {
 public:
  GroundDispatcher(btCollisionConfiguration* configuration, const GroundSurface& ground, const Vec3& origin,
                   int ground_id)
      : btCollisionDispatcher(configuration), ground_(ground), origin_(origin), ground_id_(ground_id) {
    setNearCallback(collide);
  }

 private:
  static void collide(btBroadphasePair& pair, btCollisionDispatcher& dispatcher,
                      const btDispatcherInfo& info) {
    defaultNearCallback(pair, dispatcher, info);
    const auto* a = static_cast<const btCollisionObject*>(pair.m_pProxy0->m_clientObject);
    const auto* b = static_cast<const btCollisionObject*>(pair.m_pProxy1->m_clientObject);
    const auto& self = static_cast<const GroundDispatcher&>(dispatcher);
    if (!pair.m_algorithm || (a->getUserIndex() != self.ground_id_ && b->getUserIndex() != self.ground_id_))
      return;
    btManifoldArray manifolds;
    pair.m_algorithm->getAllContactManifolds(manifolds);
    for (int m = 0; m < manifolds.size(); ++m)
      for (int i = 0; i < manifolds[m]->getNumContacts(); ++i)
        straighten_normal(manifolds[m]->getContactPoint(i), *manifolds[m], self.ground_, self.origin_,
                          self.ground_id_);
  }
  const GroundSurface& ground_;
  Vec3 origin_;
  int ground_id_;
};

}  // namespace

std::unique_ptr<btCollisionDispatcher> make_ground_dispatcher(btCollisionConfiguration* configuration,
                                                              const GroundSurface& ground, const Vec3& origin,
                                                              int ground_id) {
  return std::make_unique<GroundDispatcher>(configuration, ground, origin, ground_id);
}

}  // namespace tailcast
