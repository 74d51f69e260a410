// SPDX-License-Identifier: Apache-2.0
#include "scene/timeline.h"

#include <algorithm>

#include "core/check.h"

namespace tailcast {
namespace {

struct Place {
  std::size_t tick;
  double u;  // between tick and tick + 1
};

Place locate(Nanoseconds start, std::size_t size, Nanoseconds t) {
  const Nanoseconds last = static_cast<Nanoseconds>(size - 1) * kTick;
  const Nanoseconds since = std::clamp<Nanoseconds>(t - start, 0, last);
  if (size == 1) return {0, 0.0};
  const auto tick = std::min(static_cast<std::size_t>(since / kTick), size - 2);
  return {tick, static_cast<double>(since - static_cast<Nanoseconds>(tick) * kTick) / static_cast<double>(kTick)};
}

Pose sample(const std::vector<Pose>& track, Nanoseconds start, Nanoseconds t) {
  const auto [tick, u] = locate(start, track.size(), t);
  return u == 0.0 ? track[tick] : interpolate(track[tick], track[tick + 1], u);
}

}  // namespace

Nanoseconds Timeline::end() const {
  return ego.empty() ? start : start + static_cast<Nanoseconds>(ego.size() - 1) * kTick;
}

bool moves(const Timeline& timeline, std::size_t body) {
  return body < timeline.tracks.size() && !timeline.tracks[body].empty();
}

Pose pose_at(const Timeline& timeline, std::size_t body, Nanoseconds t) {
  TAILCAST_CHECK(moves(timeline, body), "this body has no track");
  return sample(timeline.tracks[body], timeline.start, t);
}

Pose ego_at(const Timeline& timeline, Nanoseconds t) {
  return timeline.ego.empty() ? Pose{} : sample(timeline.ego, timeline.start, t);
}

Vec3 velocity_at(const Timeline& timeline, std::size_t body, Nanoseconds t, const Vec3& p_body) {
  if (!moves(timeline, body) || timeline.tracks[body].size() < 2) return Vec3::Zero();
  const auto& track = timeline.tracks[body];
  const auto [tick, u] = locate(timeline.start, track.size(), t);
  return (track[tick + 1] * p_body - track[tick] * p_body) / to_seconds(kTick);
}

}  // namespace tailcast
