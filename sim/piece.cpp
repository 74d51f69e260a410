// SPDX-License-Identifier: Apache-2.0
#include "sim/piece.h"

#include <btBulletDynamicsCommon.h>

#include "sim/mass_properties.h"

namespace tailcast {
namespace {

// The contact of what resists rolling is a patch, half of it some 4 cm (a tyre, a limb): turned about its
// normal it resists by 2/3 of that x friction x load.
constexpr double kScrub = 2.0 / 3.0 * 0.04;  // m
constexpr btScalar kSleepLinear = btScalar(0.1), kSleepAngular = btScalar(0.25);  // m/s, rad/s, for 2 s

Bounds bounds_of(const Compound& compound, const Pose& asset_from_principal) {
  Bounds bounds;
  for (int i = 0; i < static_cast<int>(compound.parts.size()); ++i) {
    btVector3 low, high;
    compound.whole->getChildShape(i)->getAabb(
        to_bullet(asset_from_principal) * compound.whole->getChildTransform(i), low, high);
    bounds.extend(from_bullet(low)), bounds.extend(from_bullet(high));
  }
  return bounds;
}

}  // namespace

Piece::Piece() = default;
Piece::~Piece() = default;
Piece::Piece(Piece&&) noexcept = default;
Piece& Piece::operator=(Piece&&) noexcept = default;

Piece make_piece(const Asset& asset, const std::vector<CollisionShape>& shapes, double mass, const Vec3& center_of_mass,
                 int id) {
  Piece piece;
  const MassProperties properties = mass_properties(shapes, mass, center_of_mass);
  piece.asset_from_principal = properties.asset_from_principal;
  piece.inertia = properties.inertia;
  piece.mass = mass;
  piece.shape = make_compound(shapes, inverse(piece.asset_from_principal));
  piece.rest = bounds_of(piece.shape, piece.asset_from_principal);
  piece.body = std::make_unique<btRigidBody>(
      btRigidBody::btRigidBodyConstructionInfo(0, nullptr, piece.shape.whole.get()));
  auto& body = *piece.body;
  body.setUserIndex(id);
  body.setFriction(static_cast<btScalar>(asset.friction));
  body.setRollingFriction(static_cast<btScalar>(asset.rolling_friction));
  if (asset.rolling_friction > 0) body.setSpinningFriction(static_cast<btScalar>(kScrub * asset.friction));
  body.setRestitution(static_cast<btScalar>(asset.restitution));
  body.setSleepingThresholds(kSleepLinear, kSleepAngular);
  return piece;
}

bool overlap_at_rest(const Piece& a, const Piece& b) {
  constexpr double kSeam = 1e-3;  // m
  const Vec3 shared = a.rest.high.cwiseMin(b.rest.high) - a.rest.low.cwiseMax(b.rest.low);
  return shared.minCoeff() > kSeam;
}

}  // namespace tailcast
