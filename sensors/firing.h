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

// Of a frame's pulses, one.
struct PulseAt {
  std::uint32_t ring = 0, column = 0;
};

// A beam at rest: cosine and sine of its azimuth offset and of its elevation, and its origin (m).
struct BeamLine {
  double offset_cosine, offset_sine, elevation_cosine, elevation_sine, forward, left, height;
};

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
  // The same of all columns, in [0, 2 pi).
  void reported_azimuths(std::uint32_t ring, std::span<double> azimuth) const;
  // rad, counter-clockwise: of that ring from the head's mark.
  double offset(std::uint32_t ring) const { return offset_[ring]; }
  // The number of the pulse in its frame: it addresses the noise.
  std::uint32_t address(std::uint32_t ring, std::uint32_t column) const { return ring * spec_.sweep.columns + column; }

  // Of the head's azimuth at each column's mark.
  std::span<const double> head_cosines() const { return heads_.cosine; }
  std::span<const double> head_sines() const { return heads_.sine; }
  // The same half a column later.
  std::span<const double> half_cosines() const { return halves_.cosine; }
  std::span<const double> half_sines() const { return halves_.sine; }
  const BeamLine& beam_line(std::uint32_t ring) const { return beams_[ring]; }

 private:
  struct Turn {
    double cosine = 1, sine = 0;
  };
  struct Turns {
    std::vector<double> cosine, sine;
    Turn operator[](std::size_t i) const { return {cosine[i], sine[i]}; }
  };
  struct Line {
    Vec3 origin, direction, left;
  };
  Line line(std::uint32_t ring, const Turn& head) const;

  const LidarSpec& spec_;
  Turns heads_, halves_, reported_;  // by column: at the mark, half a column later, as reported
  std::vector<BeamLine> beams_;           // by ring
  std::vector<double> reported_azimuth_;  // by column
  std::vector<double> offset_;            // by ring, rad
};

// Does a part of the carrier stand in the way of that ring at that reported azimuth (rad)?
bool is_blocked(const LidarSpec& spec, std::uint32_t ring, double azimuth);

}  // namespace tailcast
