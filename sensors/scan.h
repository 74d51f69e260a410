// SPDX-License-Identifier: Apache-2.0
// What one revolution of a LiDAR measured, with where each return comes from. Arrays of equal length, one entry a
// return, ordered by (ring, column, return_number).
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/pose.h"
#include "core/time.h"
#include "scene/ontology.h"
#include "scene/material.h"

namespace tailcast {

// What became of a pulse of the device's grid.
enum class PulseState : std::uint8_t {
  NotFired,  // this beam does not fire in this column
  Blocked,   // by the carrier
  Lost,      // with its packet
  Missed,    // nothing was found
  Returned,
};
inline constexpr std::array<std::string_view, 5> kPulseStates{"not_fired", "blocked", "lost", "missed", "returned"};

struct Scan {
  Nanoseconds start = 0;       // firing of column 0
  Nanoseconds duration = 0;    // of the revolution
  Pose world_from_sensor;      // at `start`; `raw` points need the pose at their own time to stand in the world
  std::uint32_t rings = 0, columns = 0;  // the device's grid
  std::vector<PulseState> pulses;        // [ring * columns + column]; the arrays below have entries of those that returned

  // Measured. x, y, z in the sensor frame at the firing time of each point (raw), quantised as the device does.
  std::vector<float> x, y, z;            // m
  std::vector<float> intensity;          // device scale, 0..1 for KITTI
  // Where on the grid and when.
  std::vector<std::uint32_t> ring;       // 0 = top
  std::vector<std::uint16_t> column;     // in the order of firing: 0 at the start of the sweep
  std::vector<std::int32_t> time;        // ns after start
  std::vector<std::uint8_t> return_number;  // 0 = first
  // Truth.
  std::vector<std::uint32_t> body;       // index into the scene's bodies; kNoBody for what is no surface
  std::vector<std::uint32_t> triangle;   // of that body's mesh
  std::vector<Cause> cause;
  std::vector<float> true_range;         // m, from the beam's origin to the surface
  std::vector<float> incidence;          // rad, 0 = head on
  std::vector<Vec3f> velocity;           // m/s, world, of the surface that was hit

  std::size_t size() const { return x.size(); }
};

}  // namespace tailcast
