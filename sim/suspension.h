// SPDX-License-Identifier: Apache-2.0
// A vehicle that forces move stands on springs: struck while it was parked, off the road, skidding; a trailer that is
// towed.
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

// Each wheel bears N = load + k lift + c d(lift)/dt >= 0 on the ground below its hub, and mu N at most along it. A wheel
// that rolls brakes with a share of N, and holds crosswise with what is left of mu N. One that is asked to brake with
// more than mu N locks: mu N then opposes its slip, whichever way that is.
struct Suspension {
  std::vector<SprungWheel> wheels;
  double stiffness = 0;  // N/m, a wheel
  double damping = 0;    // N s/m, a wheel
  double friction = 0;     // mu, of tyre on road
  double braking = 0;      // m/s^2 that the brakes ask for; infinite: locked for good (parked cars)
  double rolling = 0;      // of N, what rolling costs without brakes
  std::vector<CollisionShape> chassis;  // what collides without its wheels
};

// For what has three wheels or more on two axles, each with a collision shape of its own; none for anything
// else. The body bounces at 1.3 Hz with 0.3 of critical damping (passenger cars: Gillespie, Fundamentals of
// Vehicle Dynamics, 1992, ch. 5); lorries and buses at 1.8 Hz.
// `coupling` (asset frame): where what tows it bears a part of its weight. Two wheels will do then; what else of it stands on
// the ground (legs, a jockey wheel) is raised.
std::optional<Suspension> suspension_of(const Asset& asset, bool locked, const std::optional<Vec3>& coupling = {});

// What its wheels do to it in a step of `dt` s; takes note of each wheel's lift.
Wrench spring_load(Suspension& suspension, const GroundSurface& ground, const Pose& world_from_asset,
                   const Vec3& center_of_mass, double mass, const Twist& twist, double dt);

}  // namespace tailcast
