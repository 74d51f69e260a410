// SPDX-License-Identifier: Apache-2.0
// A LiDAR as data. Presets are YAML files in sensors/presets, read with the strictness of scenarios; each block there
// names its source. Signals are in 1/m^2: the share of the emitted pulse that a Lambert face of reflectance 1, head on,
// filling the beam, would send back from 1 m is 1 (sensors/radiometry.h has the range law).
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "core/time.h"

namespace tailcast {

struct Beam {
  double elevation = 0;        // rad, up
  double azimuth_offset = 0;   // rad, counter-clockwise, added to the head's azimuth
  double origin_height = 0;    // m, of the beam's origin above the sensor frame's
  double origin_left = 0;      // m, of the beam's origin from the axis, to the left of its direction
  double range_bias = 0;       // m, static: reads long when positive
  double range_sigma = 0;      // m, white, at high signal
  double gain = 1;             // of its receiver, relative: noise is amplified as the signal is
  double intensity_floor = 0;  // below it, intensity reads 0
  Nanoseconds firing_offset = 0;  // after its column's time
};

// The footprint is a rectangle of uniform energy; the receiver's overlap with it falls off near the device.
struct Optics {
  double divergence_azimuth = 0;    // rad, full width
  double divergence_elevation = 0;  // rad, full width
  double focus = 0;                 // m: the signal goes as 1 / sqrt(range^4 + focus^4)
  double pulse_length = 0;          // m: echoes nearer to each other than this are one
};

// A pulse returns when power * signal + noise exceeds the threshold. Power follows the signal, times gain, of the same laser's previous
// return: (power_reference / previous)^power_exponent, within [power_min, 1]; 1 after a miss.
struct Receiver {
  double noise = 0;            // 1/m^2, standard deviation
  double threshold = 0;        // 1/m^2
  double power_reference = 0;  // 1/m^2
  double power_exponent = 0;
  double power_min = 1;
};

struct RangeMeasurement {
  double minimum = 0, maximum = 0;  // m: beyond, no return is reported
  double quantum = 0;               // m, of the range that is measured; 0: none
  double coordinate_quantum = 0;    // m, of x, y and z as reported; 0: none
  double sigma_at_unit_snr = 0;     // m: white noise adds this / sqrt(2 signal-to-noise), after Goodin et al. 2021 (LISA)
};

// Logarithmic: intensity = slope * ln(gain * power * signal / knee), at most `maximum`, 0 below the beam's floor.
struct IntensityMeasurement {
  double slope = 0;
  double knee = 1;     // 1/m^2
  double maximum = 1;
  double quantum = 0;  // 0: none
  double texture = 0;  // standard deviation of ln(signal) from shot to shot: the surface's grain and speckle
  // m: up to here a footprint is no larger than the grain; beyond, it averages over range^2 grains and the texture falls
  // as 1 / range.
  double texture_range = 1;
};

// What stands on the carrier in the device's view: no return of that ring between the two azimuths.
struct BlockedSector {
  std::uint32_t ring = 0;
  double from = 0, to = 0;  // rad, counter-clockwise from x, 0 <= from < to <= 2 pi
};

struct LidarSpec {
  std::string name;
  std::vector<Beam> beams;        // top to bottom
  Nanoseconds column_period = 0;  // time between columns
  std::uint32_t columns = 0;      // a revolution
  double start_azimuth = 0;       // rad: of column 0, counter-clockwise from x, before the beam's offset
  int direction = -1;             // -1: clockwise seen from above
  double azimuth_grid = 0;        // rad: the azimuth that is reported lies on multiples of this from the start; 0: no grid
  Optics optics;
  Receiver receiver;
  RangeMeasurement range;
  IntensityMeasurement intensity;
  std::vector<BlockedSector> blocked;  // by ring, then azimuth; of one ring disjoint
};

inline Nanoseconds revolution_of(const LidarSpec& spec) { return spec.column_period * spec.columns; }

// Reports every problem with its place; what it returns is to be used only when diagnostics.ok().
LidarSpec parse_lidar_spec(std::string_view text, const std::string& file, Diagnostics& diagnostics);
// By preset name ("velodyne_hdl64e_kitti") or path of a file. InputError, IoError.
LidarSpec load_lidar_spec(const std::string& name_or_path);
std::vector<std::string> lidar_presets();

}  // namespace tailcast
