// SPDX-License-Identifier: Apache-2.0
// A vehicle that forces move stands on springs: struck while it was parked, or off the road.
#pragma once
#include <optional>
#include <vector>

#include "scene/asset.h"
#include "scene/ground.h"
#include "sim/air.h"

namespace tailcast {

struct SprungWheel {
  std::size_t link = 0;
  Vec3 hub = Vec3::Zero();  // asset frame, at rest
  double radius = 0;        // m
  double load = 0;          // N, at rest
  double lift = 0;          // m: how far it is pressed into the body now
};

// Each wheel bears load + k lift + c d(lift)/dt >= 0 on the ground below its hub, and mu times that against
// slipping: crosswise, and lengthwise too when its brake is locked (parked cars); else it coasts in gear.
struct Suspension {
  std::vector<SprungWheel> wheels;
  double stiffness = 0;  // N/m, a wheel
  double damping = 0;    // N s/m, a wheel
  double friction = 0;
  bool locked = true;
  std::vector<CollisionShape> chassis;  // what collides without its wheels
};

// For what has three wheels or more on two axles, each with a collision shape of its own; none for anything
// else. The body bounces at 1.3 Hz with 0.3 of critical damping (passenger cars: Gillespie, Fundamentals of
// Vehicle Dynamics, 1992, ch. 5); lorries and buses at 1.8 Hz.
std::optional<Suspension> suspension_of(const Asset& asset, bool locked);

// What its wheels do to it in a step of `dt` s; takes note of each wheel's lift.
Wrench spring_load(Suspension& suspension, const GroundSurface& ground, const Pose& world_from_asset,
                   const Vec3& center_of_mass, double mass, const Twist& twist, double dt);

}  // namespace tailcast
