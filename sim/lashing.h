// SPDX-License-Identifier: Apache-2.0
// Straps and the like that hold a load on what carries it, until they are asked for more than they bear.
#pragma once
#include "core/pose.h"

namespace tailcast {

// What the lashing of a load must bear, by the balance of EN 12195-1: of m (acceleration - gravity), the floor takes
// what presses on it, and friction with the floor up to mu times that. `specific`: m/s^2, in the frame of the floor,
// z up. N.
double lashing_force(const Vec3& specific, double mass, double friction);

// One load's. Straps stretch: what they bear follows the statics like a critically damped oscillator of 40 rad/s.
class Lashing {
 public:
  // mass: kg; friction: load on floor; bears: N. On a wheel there is no floor: what holds it on bears everything.
  Lashing(double mass, double friction, double bears, bool on_floor);

  // Where the floor and the load's centre of mass are now, a tick of `dt` s after the last call; true once it gives way.
  bool gives_way(const Quat& world_from_floor, const Vec3& center, double dt);

 private:
  double mass_, friction_, bears_;
  bool on_floor_;
  int seen_ = 0;          // calls
  Vec3 before_, last_;    // m, world: the centre two calls and one call ago
  Quat floor_;            // one call ago
  Vec3 felt_, felt_rate_; // m/s^2 and its rate, in the frame of the floor
};

}  // namespace tailcast
