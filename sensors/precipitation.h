// SPDX-License-Identifier: Apache-2.0
// Rain and snow: particles that a pulse meets one by one. Sizes are exponential (Marshall & Palmer 1948 for
// rain, Gunn & Marshall 1958 for snow); of a pulse's particles only those that its receiver could find are
// drawn.
#pragma once
#include <vector>

#include "sensors/air.h"
#include "sensors/scan_revolution.h"

namespace tailcast {

// Number by size: density * exp(-decay * diameter) a m^3 and m of the diameter of the (melted) drop.
struct SizeLaw {
  double density = 0;      // 1/m^4
  double decay = 0;        // 1/m
  double swell = 1;        // diameter of the particle over that of its water
  double reflectance = 0;  // Lambert-equivalent, of its disc
};
SizeLaw rain_sizes(double rain);               // m/s; up to kHeaviestRain
SizeLaw snow_sizes(double snow);               // m/s of water
inline constexpr double kHeaviestRain = 1e-4;  // m/s: 360 mm/h

// 1/m: pi/4 times the integral of D^2 `efficiency` over the sizes.
double extinction_of(const SizeLaw& sizes, double efficiency);
// Of the geometric shadow. Large drops refract and diffract light out of view; flakes shadow, and what they
// diffract stays within the beam.
inline constexpr double kRainEfficiency = 2, kSnowEfficiency = 1;

struct Particle {
  double range = 0;     // m
  double diameter = 0;  // m, of its water
  double share = 0;     // of the footprint that it fills
  double signal = 0;    // 1/m^2, in clear air
};

// The particles of one pulse: a Poisson process over range and size, down to the size that could be found at
// that range.
class ParticleField {
 public:
  ParticleField() = default;
  ParticleField(const SizeLaw& sizes, const LidarSpec& spec);

  double mean() const { return count_.empty() ? 0 : count_.back(); }  // particles a pulse
  double smallest(double range) const;                                // m, diameter of the water
  // Optical depth, one way, as far as that range, of what is too small to be drawn; efficiency 1.
  double depth_of_rest(double range) const;
  // `u`: in (0, 1). Particles are in the order of the draws, not of range.
  std::uint32_t count(double u) const;
  Particle particle(double u_range, double u_size) const;

 private:
  SizeLaw sizes_;
  Optics optics_;
  std::vector<double> smallest_, count_, rest_;  // by cell; the latter two at its far end, from the sensor on
  double step_ = 1;
  double none_ = 1;  // chance of no particle
};

class Rain {
 public:
  Rain(double rain, const LidarSpec& spec, const ScanKey& key);
  double extinction() const { return extinction_; }  // 1/m; 0: none
  // Appends the drops nearer than `open_to`, dimmed by the fog alone. A heavier rain has all the drops of a
  // lighter one, as bright as there, and some more: drops are drawn for the heaviest rain, and kept by their
  // size.
  void answer(const AirPath& path, double fog_extinction, std::vector<Echo>& echoes) const;

 private:
  double extinction_ = 0;
  double thinned_ = 0;  // 1/m: the decay of sizes beyond that of the heaviest rain
  ParticleField field_;
  ScanKey key_;
};

class Snow {
 public:
  Snow(double snow, const LidarSpec& spec, const ScanKey& key);
  double extinction() const { return extinction_; }  // 1/m, mean; 0: none
  // Dims all echoes by the flakes before them, and appends those of the flakes, dimmed by the fog too.
  void pass(const AirPath& path, double fog_extinction, std::vector<Echo>& echoes) const;

 private:
  double extinction_ = 0;
  double length_ = 0;  // m, of the pulse
  ParticleField field_;
  ScanKey key_;
};

}  // namespace tailcast
