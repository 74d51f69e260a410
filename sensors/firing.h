// SPDX-License-Identifier: Apache-2.0
// Where and when each pulse goes out, and where the device believes that it went.
#pragma once
#include <cstdint>

#include "core/pose.h"
#include "sensors/lidar_spec.h"

namespace tailcast {

// Sensor frame. The head turns on between two marks of its encoder; what it reports lies on the grid.
struct Pulse {
  std::uint32_t ring = 0, column = 0;
  Nanoseconds time = 0;       // after the start of the revolution
  Vec3 origin, direction;     // m, unit: where the light goes
  Vec3 left, up;              // unit, across the beam: of growing azimuth and elevation
  double reported_azimuth = 0;  // rad, counter-clockwise from x, of the direction as the device knows it
};

Pulse fire(const LidarSpec& spec, std::uint32_t ring, std::uint32_t column);

// The point that the device reports for a range measured along that pulse. Not quantised.
Vec3 reported_point(const Beam& beam, double reported_azimuth, double range);

// Does a part of the carrier stand in the way of that ring at that reported azimuth (rad)?
bool is_blocked(const LidarSpec& spec, std::uint32_t ring, double azimuth);

}  // namespace tailcast
