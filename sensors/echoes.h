// SPDX-License-Identifier: Apache-2.0
// What comes back from a pulse: the light of its footprint, gathered in range into echoes.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "scene/ray_caster.h"
#include "sensors/firing.h"
#include "sensors/radiometry.h"
#include "sensors/sensor_path.h"

namespace tailcast {

struct Echo {
  std::uint32_t pulse = 0;   // FiringTable::address
  Cause cause = Cause::Surface;
  double range = 0;          // m, along the pulse: mean over its light
  double signal = 0;         // 1/m^2
  double stretch = 0;        // m of range that it is drawn out over; known where Receiver::peak_length asks for it
  // Of the part of it that sends most. `body` is kNoBody for what is no surface.
  double true_range = 0;     // m, along the path of its light
  double cos_incidence = 1;
  std::uint32_t body = kNoBody, triangle = 0;
  Vec3 p_body = Vec3::Zero();  // m, in the body's frame
};

using CastRays = std::function<void(std::span<const Ray>, std::span<Hit>)>;

// Whether a pulse can be more than one ray.
bool has_footprint(const Optics& optics);

class Weather;

struct EchoScene {
  const LidarSpec& spec;
  const FiringTable& firing;
  const SensorPath& path;
  const Scene& scene;
  Surfaces& surfaces;
  const Weather& weather;
  Nanoseconds start;  // of the frame, on the timeline
};

// Finds what pulses meet. It keeps its memory from call to call.
class EchoFinder {
 public:
  // What `world` refers to must outlive the finder.
  explicit EchoFinder(const EchoScene& world);
  ~EchoFinder();
  // Appends the echoes of the surfaces that these pulses meet, ordered by (position in `pulses`, range); a pulse that
  // meets nothing has none. A pulse is one ray where its axis and two witnesses beside it (half a column before and
  // after, at the footprint's upper and lower edge; two of its own corners where it is wider than a column) lie on one
  // plane of one material, and so on for what they meet behind glass and by way of mirrors; else it is the whole
  // footprint. Light goes on through what transmits, and by way of what mirrors, as far as a white face could be found:
  // that is a ghost, read behind the mirror. Neighbours in `pulses` are to be neighbours in space.
  void find(const CastRays& cast, std::span<const PulseAt> pulses, std::vector<Echo>& echoes);

 private:
  class Search;
  std::unique_ptr<Search> search_;
};

}  // namespace tailcast
