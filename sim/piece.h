// SPDX-License-Identifier: Apache-2.0
// One rigid body of Bullet's: an asset, or a segment of one.
#pragma once
#include <memory>
#include <vector>

#include "sim/air.h"
#include "sim/bullet.h"

class btRigidBody;

namespace tailcast {

struct Piece {
  Piece();
  ~Piece();
  Piece(Piece&&) noexcept;
  Piece& operator=(Piece&&) noexcept;

  Compound shape;
  std::unique_ptr<btRigidBody> body;  // immovable, in no world
  Pose asset_from_principal;          // where the asset is at rest
  Vec3 inertia = Vec3::Zero();        // kg m^2, about its principal axes
  double mass = 0;
  Bounds rest;     // of its shapes, asset frame
  AirFaces faces;  // once loose
};

// `id`: the user index of its body.
Piece make_piece(const Asset& asset, const std::vector<CollisionShape>& shapes, double mass, const Vec3& center_of_mass,
                 int id);
// Do they overlap by more than what touching neighbours share?
bool overlap_at_rest(const Piece& a, const Piece& b);

}  // namespace tailcast
