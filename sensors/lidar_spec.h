// SPDX-License-Identifier: Apache-2.0
// A LiDAR as data. Presets are YAML files in sensors/presets, read with the strictness of scenarios; each block there
// names its source (docs/sensors.md describes every key). Signals are in 1/m^2: the share of the emitted pulse that a
// Lambert face of reflectance 1, head on, filling the beam, would send back from 1 m is 1 (radiometry.h has the range law).
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/diagnostic.h"
#include "core/pose.h"
#include "core/time.h"

namespace tailcast {

struct Beam {
  double elevation = 0;        // rad, up
  double azimuth_offset = 0;   // rad, counter-clockwise, added to the head's azimuth (Sweep says when that is taken)
  double origin_height = 0;    // m, of the beam's origin above the sensor frame's
  double origin_left = 0;      // m, of the beam's origin from the axis, to the left of its direction
  double origin_forward = 0;   // m, of the beam's origin from the axis, horizontally along its direction
  double range_bias = 0;       // m, static: reads long when positive
  double range_sigma = 0;      // m, white, at high signal
  double gain = 1;             // of its receiver, relative: noise is amplified as the signal is
  double intensity_slope = 1;  // of its reading, relative to the logarithmic law's: blocks of beams are scaled apart
  double intensity_floor = 0;  // below it, intensity reads 0
  Nanoseconds firing_offset = 0;  // after its column's time
  std::uint32_t column_stride = 1, column_phase = 0;  // fires in the columns whose number leaves `phase` by `stride`
};

// The head turns at an even rate; columns are its marks.
struct Sweep {
  std::uint32_t columns = 0;      // a frame
  Nanoseconds column_period = 0;  // time between columns
  Nanoseconds dead_time = 0;      // after the last column, before the next frame's first
  double start_azimuth = 0;       // rad: of column 0, counter-clockwise from x, before the beam's offset
  double angle = 0;               // rad: that the columns of a frame are spread over; 2 pi for a spinning head
  int direction = -1;             // -1: clockwise seen from above
  double azimuth_grid = 0;        // rad: the azimuth that is reported lies on multiples of this from the start; 0: no grid
  // A beam that fires after its column's mark looks where the head has turned to by then. False: its azimuth offset holds
  // that turn already (as measured ones do). True: it comes on top, in what is fired and in what is reported.
  bool turns_while_firing = false;
};

// The footprint is a rectangle of uniform energy; the receiver's overlap with it falls off near the device, in one of two
// ways (radiometry.h): through one lens its image is blurred over more than the detector; through a lens of its own, beside
// the transmitter's, it moves off the detector.
struct Optics {
  double divergence_azimuth = 0;    // rad, full width
  double divergence_elevation = 0;  // rad, full width
  double focus = 0;                 // m: the signal goes as 1 / sqrt(range^4 + focus^4)
  double overlap_half = 0;          // m: from there the receiver sees half of the light; 0: all of it from everywhere
  std::uint32_t overlap_order = 4;  // power of range that the overlap rises with; 2, 4, 6 or 8
  double overlap_floor = 0;         // share that is scattered to the detector from however near
  double wavelength = 905e-9;       // m: in which of their bands materials are seen (scene/material.h)
  double pulse_length = 0;          // m: echoes nearer to each other than this are one
  // Rays across a footprint that straddles an edge; odd, so that the middle one is the axis.
  std::uint32_t samples_azimuth = 7, samples_elevation = 3;
  bool always_split = false;  // every footprint, not only those that straddle an edge: to check those against
};

// A pulse returns when power * signal + noise exceeds the threshold. A face met askew draws its echo out over a stretch of
// range; of that echo, the share 1 / sqrt(1 + (stretch / peak_length)^2) is in its peak, which alone is held against the
// threshold (what is read of it then is the whole). Power follows the signal, times gain, of the same
// laser's previous return: (power_reference / previous)^power_exponent, within [power_min, 1]; 1 after a miss.
struct Receiver {
  double noise = 0;            // 1/m^2, standard deviation
  double threshold = 0;        // 1/m^2
  double peak_length = 0;      // m; 0: the whole echo is held against the threshold
  double power_reference = 1;  // 1/m^2
  double power_exponent = 0;   // 0: constant power
  double power_min = 1;
  double saturation = 0;       // 1/m^2: above, the pulse is read early (range_walk) and blooms; 0: never
  double bloom_share = 0;      // of a saturating signal, that neighbouring pulses receive
  double false_alarms = 0;     // share of pulses without a return that read noise: sun, other LiDARs
};

struct RangeMeasurement {
  double minimum = 0, maximum = 0;  // m: beyond, no return is reported
  double quantum = 0;               // m, of the range that is measured; 0: none
  double coordinate_quantum = 0;    // m, of x, y and z as reported; 0: none
  double sigma_at_unit_snr = 0;     // m: white noise adds this / sqrt(2 signal-to-noise), after Goodin et al. 2021 (LISA)
  double walk = 0;                  // m, that a range reads short per tenfold signal above saturation
};

// intensity = slope * the beam's * ln(gain * power * signal / knee), 0 below the beam's floor.
struct LogarithmicIntensity {
  double slope = 0;
  double knee = 1;  // 1/m^2
};
// The device has divided the range law out: intensity = diffuse * reflectance up to a reflectance of 1, and beyond that
// goes with its logarithm up to the maximum at `retro`.
struct ReflectivityIntensity {
  double diffuse = 100;  // reading of a white Lambert face
  double retro = 1000;   // Lambert-equivalent reflectance that reads the maximum
};
struct IntensityMeasurement {
  std::variant<LogarithmicIntensity, ReflectivityIntensity> law;
  double maximum = 1;
  double quantum = 0;  // 0: none
  double texture = 0;  // standard deviation of ln(signal) from shot to shot: the surface's grain and speckle
  // m: up to here a footprint is no larger than the grain; beyond, it averages over range^2 grains and the texture falls
  // as 1 / range.
  double texture_range = 1;
};

// Which of a pulse's echoes are reported. Dual: the strongest and the last; where they are one, the second strongest too.
enum class ReturnMode : std::uint8_t { Strongest, First, Last, Dual };
std::string_view name_of(ReturnMode mode);

// What stands on the carrier in the device's view: no return of that ring between the two azimuths.
struct BlockedSector {
  std::uint32_t ring = 0;
  double from = 0, to = 0;  // rad, counter-clockwise from x, 0 <= from < to <= 2 pi
};

// What is wrong with this one device.
struct Faults {
  struct Weak {
    std::uint32_t ring = 0;
    double gain = 1;  // share of the signal that is left; 0: dead
  };
  struct Dirt {  // on the window: rad, counter-clockwise from x; elevation up
    double from = 0, to = 0, low = 0, high = 0;
    double transmission = 0;  // one way; 0: blocked
  };
  std::vector<Weak> weak;
  std::vector<Dirt> dirt;
  std::uint32_t packet_columns = 1;  // that travel, and are lost, together
  double packets_lost = 0;           // share
  // The device's true attitude in the frame that it is believed to have: calibrated_from_true.
  Quat misalignment = Quat::Identity();
};

// Parts of the model that no other value can turn off.
struct EffectSwitches {
  bool motion = true;        // false: sensor and world stand still during a sweep
  bool transmission = true;  // false: light ends at the first face
  bool mirrors = true;       // false: no ghosts by way of a mirror
  bool fog = true, rain = true, snow = true, spray = true, wetness = true;
};

struct LidarSpec {
  std::string name;
  std::vector<Beam> beams;  // top to bottom
  Sweep sweep;
  Optics optics;
  Receiver receiver;
  RangeMeasurement range;
  IntensityMeasurement intensity;
  ReturnMode returns = ReturnMode::Strongest;
  // By ring, then azimuth; of one ring disjoint. Measured ones stand for the carrier's body, which then is not traced.
  std::vector<BlockedSector> blocked;
  bool shadow_measured = false;
  Faults faults;
  EffectSwitches effects;
};

// From one frame's column 0 to the next.
inline Nanoseconds revolution_of(const LidarSpec& spec) {
  return spec.sweep.column_period * spec.sweep.columns + spec.sweep.dead_time;
}
inline double column_step(const Sweep& sweep) { return sweep.angle / sweep.columns; }

// Reports every problem with its place; what it returns is to be used only when diagnostics.ok().
LidarSpec parse_lidar_spec(std::string_view text, const std::string& file, Diagnostics& diagnostics);
// By preset name ("velodyne_hdl64e_kitti") or path of a file. InputError, IoError.
LidarSpec load_lidar_spec(const std::string& name_or_path);
// The text of that file.
std::string lidar_text(const std::string& name_or_path);
std::vector<std::string> lidar_presets();

}  // namespace tailcast
