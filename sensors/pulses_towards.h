// SPDX-License-Identifier: Apache-2.0
// Which pulses of a frame may meet a thing.
#pragma once
#include <cstdint>
#include <vector>

#include "core/dmath.h"
#include "sensors/frame_tracer.h"

namespace tailcast {

class PulsesTowards {
 public:
  // `tracer` must outlive it.
  explicit PulsesTowards(const FrameTracer& tracer);
  // Replaces `pulses` by those that go out, arrive, and may have any of their footprint on one of the
  // instance's bodies, ring by ring. In a clear sky they are those near the bodies' box. In weather, where
  // what answers before the thing sets the power of later pulses, they are all those near a sphere that holds
  // the thing all through the frame.
  void find(std::uint16_t instance, std::vector<PulseAt>& pulses) const;

 private:
  struct Sphere {
    Vec3 center;  // m, world
    double radius;
  };
  // Directions in the sensor frame. What is all around has `half` = pi and unlimited tangents.
  struct View {
    double azimuth = 0, half = kPi;      // rad
    double low = -1e9, high = 1e9;       // m: heights of what is seen
    double nearest = 0, farthest = 1e9;  // m, horizontal
  };
  struct Span {
    std::int64_t low, high;  // columns, before they are taken modulo the turn
  };

  Sphere swept_sphere(const Instance& instance) const;
  Bounds swept_box(const Instance& instance, Nanoseconds from, Nanoseconds to) const;
  View view_of(const Sphere& sphere) const;
  View view_of(const Bounds& box, Nanoseconds from, Nanoseconds to) const;
  Span columns_of(const View& view, std::uint32_t ring) const;
  bool in_reach(const View& view, std::uint32_t ring) const;
  bool near(const Sphere& sphere, const Pulse& pulse) const;
  bool near(const Bounds& box, const Pulse& pulse) const;

  const FrameTracer& tracer_;
  Nanoseconds middle_ = 0;     // after the frame's start
  Vec3 device_;                // m, world: in the middle of the frame
  double way_ = 0, turn_ = 0;  // m, rad: of the sensor from there, at most
  double arm_ = 0;             // m: of a beam's origin from the device's axis, at most
  double footprint_ = 0;       // rad: of the light from its axis, at most
  std::int64_t columns_around_ = 1;
  Nanoseconds last_firing_ = 0;  // after a column's mark
};

}  // namespace tailcast
