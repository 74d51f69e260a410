// SPDX-License-Identifier: Apache-2.0
// How a driven actor moves: along its lane, or straight ahead on foot. Speeds change at a constant rate.
#pragma once
#include <string>
#include <vector>

#include "core/pose.h"
#include "scene/asset.h"
#include "stages/stage.h"

namespace tailcast {

// Where the ground carries an asset: its wheels' footprints; empty for what walks, and for what has no track to tilt by.
struct Footing {
  std::vector<Eigen::Vector2d> wheels;  // m, in the asset's frame
  bool walks = true;                    // no wheel carries it: its feet find the ground
};
Footing footing_of(const Asset& asset);
// A car of common size, about the frame's origin.
Footing default_footing();

struct Driver {
  // State.
  bool on_lane = true;      // else straight ahead from (x, y)
  int direction = 1;        // along the reference line
  double s = 0, d = 0;      // m; on_lane
  double x = 0, y = 0;      // m; on foot
  double course = 0;        // rad; on foot: where it goes
  double yaw = 0;           // rad; on foot: where it looks
  double speed = 0;         // m/s, >= 0
  double travelled = 0;     // m since t = 0
  // What it is about.
  double wanted_speed = 0;  // m/s
  double rate = 0;          // m/s^2, > 0 while the speed changes
  // The change of lane, by distance driven: so that one that stops stays in its track.
  double change_from = 0, change_by = 0;  // m of d
  double change_start = 0, change_length = 0;  // m of travelled; length 0: none
  Footing footing;
};

void brake(Driver& driver, double deceleration);
void set_speed(Driver& driver, double speed, double acceleration);
// Lateral profile 10 u^3 - 15 u^4 + 6 u^5: no jump in position, heading or curvature.
void change_lane(Driver& driver, double to_d, double duration);
void walk(Driver& driver, const Pose& from, double heading, double speed, double acceleration);

void advance(Driver& driver, const Stage& stage, double dt);

// Where the driver is: origin on the ground, x along the way, tilted with the ground below the wheels. The ground's
// height is averaged over 1.2 m along the way, as a suspension does (persons: .5 m, the length of a step).
Pose frame_of(const Driver& driver, const Stage& stage);
// Of the path itself, 1/m, positive to the left.
double curvature_of(const Driver& driver, const Stage& stage);
Vec3 velocity_of(const Driver& driver, const Pose& frame);

}  // namespace tailcast
