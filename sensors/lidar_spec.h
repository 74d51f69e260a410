// SPDX-License-Identifier: Apache-2.0
// A LiDAR as data. Presets are YAML files in sensors/presets, read with the strictness of scenarios; each value there
// names its source.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/diagnostic.h"
#include "core/time.h"

namespace tailcast {

struct Beam {
  double elevation = 0;        // rad, up
  double azimuth_offset = 0;   // rad, counter-clockwise, added to the head's azimuth
  double origin_height = 0;    // m, of the beam's origin above the sensor frame's
  double range_bias = 0;       // m, static: reads long when positive
  double gain = 1;             // of its intensity, relative
  Nanoseconds firing_offset = 0;  // after its column's time
};

// SHAPE ONLY: the sensors module completes this with what its model needs (noise, detection, intensity, shadow, optics).
struct LidarSpec {
  std::string name;
  std::vector<Beam> beams;     // top to bottom
  Nanoseconds column_period = 0;  // time between columns
  std::uint32_t columns = 0;   // a revolution
  double start_azimuth = 0;    // rad: of column 0, counter-clockwise from x
  int direction = -1;          // -1: clockwise seen from above
  double range_min = 0, range_max = 0;  // m: beyond, no return is reported
};

LidarSpec parse_lidar_spec(std::string_view text, const std::string& file, Diagnostics& diagnostics);
// By preset name ("velodyne_hdl64e_kitti") or path of a file. InputError, IoError.
LidarSpec load_lidar_spec(const std::string& name_or_path);
std::vector<std::string> lidar_presets();

}  // namespace tailcast
