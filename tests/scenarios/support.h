// SPDX-License-Identifier: Apache-2.0
// A sound scenario that the tests break, line by line.
#pragma once
#include <string>
#include <string_view>

#include "core/check.h"

namespace tailcast::testing {

inline constexpr std::string_view kSound = R"(tailcast: 1
name: sound
parameters:
  ego_speed: {uniform: [20 m/s, 30 m/s]}
  headway: {lognormal: {median: 1.2 s, sigma: 0.3, min: 0.8 s, max: 2 s}}
  ladder: {choice: {debris/ladder_3m: 3, debris/ladder_5m: 1}}
require:
  - headway * ego_speed < 45 m
stage: {place: highway, lanes: 3}
ego:
  lane: 2
  speed: $ego_speed
  sensors: {top: {preset: velodyne_hdl64e_kitti, at: [0 m, 0 m, 1.67 m]}}
actors:
  pickup: {asset: vehicle/pickup, lane: 2, ahead: headway * ego_speed, speed: $ego_speed}
  ladder: {asset: $ladder, on: pickup.roof}
events:
  - at: 0.5 s
    do: {release: ladder, push: [-3 m/s, 0, 0.8 m/s]}
record: {from: 0 s, to: 2 s}
hazard: ladder
)";

// The sound scenario with one piece of its text replaced (it must be there).
inline std::string sound_with(std::string_view piece, std::string_view instead) {
  std::string text(kSound);
  const auto at = text.find(piece);
  TAILCAST_CHECK(at != std::string::npos, std::string(piece));
  return text.replace(at, piece.size(), instead);
}

}  // namespace tailcast::testing
