// SPDX-License-Identifier: Apache-2.0
// What a contact with the ground looks like: a surface, not the triangles that it is made of.
#pragma once
#include <memory>

#include "core/pose.h"
#include "scene/ground.h"

class btCollisionConfiguration;
class btCollisionDispatcher;

namespace tailcast {

// `ground` must outlive it. World points are Bullet's plus `origin`; bodies with user index `ground_id` are
// the ground.
std::unique_ptr<btCollisionDispatcher> make_ground_dispatcher(btCollisionConfiguration* configuration,
                                                              const GroundSurface& ground, const Vec3& origin,
                                                              int ground_id);

}  // namespace tailcast
