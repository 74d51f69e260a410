// SPDX-License-Identifier: Apache-2.0
// What happened: where every body was, at a fixed tick, and what was noted on the way. Written by sim, read by sensors;
// it knows neither.
#pragma once
#include <string>
#include <vector>

#include "core/pose.h"
#include "core/time.h"

namespace tailcast {

inline constexpr Nanoseconds kTick = 4'000'000;  // 250 Hz

struct TimelineEvent {
  Nanoseconds time = 0;
  std::string kind;     // "contact", "release", "brake", …
  std::string subject;  // names of instances
  std::string object;
};

struct Timeline {
  Nanoseconds start = 0;               // time of the first pose of each track
  // tracks[body]: one pose (world_from_body) a tick, or empty for a body that never moves. Non-empty ones have equal length.
  std::vector<std::vector<Pose>> tracks;
  // ego frame: origin on the road below the sensor mount's origin, x forward. One pose a tick.
  std::vector<Pose> ego;
  std::vector<TimelineEvent> events;   // in order of time

  Nanoseconds end() const;             // time of the last pose; start when there is none
};

bool moves(const Timeline& timeline, std::size_t body);
// world_from_body at any time from start to end (clamped); between ticks, interpolate() of the two poses.
Pose pose_at(const Timeline& timeline, std::size_t body, Nanoseconds t);
Pose ego_at(const Timeline& timeline, Nanoseconds t);
// Velocity (m/s, world) at t of the material point that is at p_body in the body's frame.
Vec3 velocity_at(const Timeline& timeline, std::size_t body, Nanoseconds t, const Vec3& p_body);

}  // namespace tailcast
