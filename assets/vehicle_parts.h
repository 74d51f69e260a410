// SPDX-License-Identifier: Apache-2.0
// What a shell is dressed with: wheels, lamps, plates, mirrors, seats.
#pragma once
#include "assets/vehicle_body.h"

namespace tailcast {

struct Cabin {
  double cowl;               // x of the windscreen's foot
  std::vector<double> rows;  // x of the seats' backs
  double floor;              // z of the carpet
  double seat_height = .34;  // m above the carpet
  int seats_a_row = 2;
};
void add_cabin(Mesh& mesh, const BodyPlan& plan, const Cabin& cabin);

struct LampSpot {
  double inset;  // m, from the vehicle's end
  double y, z;
  Vec3 radii;
};
void add_lamps(Mesh& mesh, const BodyPlan& plan, const LampSpot& head, const LampSpot& tail);
void add_plates(Mesh& mesh, const BodyPlan& plan, double front_z, double rear_z);
void add_mirrors(Mesh& mesh, const BodyPlan& plan, double x, double z, double size);

// Wheel links on every axle and the cylinders that collide; the foremost `steered` axles steer.
void add_wheels(Asset& asset, const BodyPlan& plan, int spokes, int steered = 1);

}  // namespace tailcast
