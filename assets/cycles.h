// SPDX-License-Identifier: Apache-2.0
// The machines that riders sit or stand on: frames and wheels, with the places where a rider touches them.
// Origin on the ground below the middle between the wheels' hubs, x forward. Metres.
#pragma once
#include <string>

#include "scene/asset.h"

namespace tailcast {

struct Cycle {
  Mesh frame;                  // all that does not turn
  Vec3 saddle;                 // where the rider's weight rests: top of the saddle, of a deck to stand on
  Vec3 grip;                   // left hand; the right one mirrored
  Vec3 crank;                  // its axis; of what has no pedals: where the left foot rests
  double crank_arm;            // 0: no pedals
  double front_hub, rear_hub;  // x
  double wheel, rear_wheel;    // radii
  double tyre;                 // breadth
  double mass;                 // kg
};

// Shapes are of a size for legs of `leg` (hip joint to ankle): saddle and handlebar follow.
Cycle city_bicycle(double leg);
Cycle racing_bicycle(double leg);
Cycle child_bicycle(double leg);
Cycle shopper_bicycle(double leg, double wheel);  // small wheels, a basket before, bags behind
Cycle mountain_bicycle(double leg);               // a wide straight handlebar, thick tyres
Cycle cargo_bicycle(double leg);                  // a box between rider and front wheel
Cycle balance_bicycle(double leg);                // no pedals: feet walk
Cycle motorcycle();
Cycle motor_scooter();
// With a basket before and a box behind; `share` of a motor scooter's size.
Cycle electric_moped(double share);
Cycle kick_scooter(double bar);  // `bar`: height of the handlebar; electric ones for grown-ups are heavier
Cycle electric_scooter(double bar);

// Adds front and rear wheel, of which the front one steers, and a crank with its pedals that turns once in
// `stride` m.
void add_running_gear(Asset& asset, const Cycle& cycle, double stride);

}  // namespace tailcast
