// SPDX-License-Identifier: Apache-2.0
// Spray: behind each wheel that runs fast on a wet road hangs a box of droplets, in clumps. A model of the
// shape of what is seen, with a balance of water behind it; its constants are choices (docs/weather.md).
#pragma once
#include <cstdint>
#include <vector>

#include "scene/scene.h"
#include "scene/timeline.h"
#include "sensors/air.h"
#include "sensors/scan_revolution.h"

namespace tailcast {

// World frame, in the middle of the frame of time.
struct Plume {
  std::uint32_t body = 0;  // the wheel
  Vec3 foot, velocity;     // m, where the wheel stands; m/s, of its middle, horizontal
  Vec3 back, left;         // unit: against the velocity, and across it
  double length = 0, half_width = 0, height = 0;  // m
  double extinction = 0;  // 1/m, mean, at the wheel; falls to 1/e halfway along the box
};

// A wheel that moves faster than 8 m/s at that time, on a film of that depth (m). By name or by part
// (scene/material.h).
std::vector<Plume> plumes_of(const Scene& scene, const Timeline& timeline, double water_film,
                             Nanoseconds time);

class Spray {
 public:
  // During a frame that begins at `start`.
  Spray(double water_film, const LidarSpec& spec, const Scene& scene, const Timeline& timeline,
        Nanoseconds start, const ScanKey& key);
  bool none() const { return plumes_.empty(); }
  // Dims the echoes in and behind the plumes, and appends that of the brightest clump, dimmed by the fog too.
  void pass(const AirPath& path, double fog_extinction, std::vector<Echo>& echoes) const;

 private:
  struct Sample;
  void sample(const Plume& plume, const AirPath& path, std::vector<Sample>& samples) const;
  double clump(const Plume& plume, const Vec3& p) const;

  std::vector<Plume> plumes_;
  Optics optics_;
  double faintest_ = 0;  // 1/m^2
  Nanoseconds middle_ = 0;
  ScanKey key_;
};

}  // namespace tailcast
