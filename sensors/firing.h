// SPDX-License-Identifier: Apache-2.0
// Where and when each pulse goes out, and where the device believes that it went.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/pose.h"
#include "sensors/lidar_spec.h"

namespace tailcast {

// Sensor frame. The head turns on between two marks of its encoder; what it reports lies on the grid.
struct Pulse {
  std::uint32_t ring = 0, column = 0;
  Nanoseconds time = 0;         // after the start of the frame
  Vec3 origin, direction;       // m, unit: where the light goes
  Vec3 left, up;                // unit, across the beam: of growing azimuth and elevation
};

// The firing of every pulse of a frame, from tables of sines over columns and rings.
class FiringTable {
 public:
  explicit FiringTable(const LidarSpec& spec);

  // Does that ring fire in that column?
  bool fires(std::uint32_t ring, std::uint32_t column) const;
  Pulse fire(std::uint32_t ring, std::uint32_t column) const;
  // The same beam half a column later: between the footprints of two neighbours. `up` is the share of the footprint's
  // height above the axis.
  Pulse fire_between(std::uint32_t ring, std::uint32_t column, double up) const;
  // The points (m, not quantised) that the device reports for ranges measured along that ring's pulses, each in its column.
  void reported_points(std::uint32_t ring, std::span<const std::uint32_t> columns, std::span<const double> ranges,
                       const std::array<std::span<double>, 3>& points) const;
  // rad, counter-clockwise from x, of the direction as the device knows it.
  double reported_azimuth(std::uint32_t ring, std::uint32_t column) const;
  // rad, counter-clockwise: of that ring from the head's mark.
  double offset(std::uint32_t ring) const { return offset_[ring]; }
  // The number of the pulse in its frame: it addresses the noise.
  std::uint32_t address(std::uint32_t ring, std::uint32_t column) const { return ring * spec_.sweep.columns + column; }

 private:
  struct Turn {
    double cosine = 1, sine = 0;
  };
  struct Line {
    Vec3 origin, direction, left;
  };
  Line line(std::uint32_t ring, const Turn& head) const;

  const LidarSpec& spec_;
  std::vector<Turn> heads_, halves_, reported_;  // by column: at the mark, half a column later, as reported
  std::vector<Turn> offsets_, elevations_;       // by ring
  std::vector<double> reported_azimuth_;         // by column
  std::vector<double> offset_;                   // by ring, rad
};

// Does a part of the carrier stand in the way of that ring at that reported azimuth (rad)?
bool is_blocked(const LidarSpec& spec, std::uint32_t ring, double azimuth);

}  // namespace tailcast
