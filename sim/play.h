// SPDX-License-Identifier: Apache-2.0
// A scenario while it plays: the cast, the world, who touches whom, what has happened.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "scene/timeline.h"
#include "sim/cast.h"

namespace tailcast {

using Pair = std::pair<int, int>;  // indices of things, or kGroundId, kSceneryId; the larger first

struct Trigger {
  const Event* event = nullptr;
  std::optional<Nanoseconds> due;   // once its condition has held
  bool fired = false;
  std::optional<double> gap;        // m, one tick ago: time to collision needs its rate
};

struct Play {
  const Stage& stage;
  std::vector<Thing> things;
  Driver ego;
  std::unique_ptr<PhysicsWorld> world{};
  Vec3 wind = Vec3::Zero();  // m/s, world, 10 m above open ground
  double air_density = 0;    // kg/m^3
  std::map<Pair, Nanoseconds> touched{};  // when each pair last touched
  std::vector<Trigger> triggers{};
  std::vector<TimelineEvent> log{};
  Nanoseconds now = 0;
};

Twist twist_of(const Play& play, const Thing& thing);
Gait gait_of(const Play& play, const Thing& thing);
// Forces move it from now on, at first as `twist` says.
void set_loose(Play& play, Thing& thing, const Twist& twist);
std::string name_of(const Play& play, int index);  // "road", "scenery", or the thing's
// Fires what is due now. Each event fires once.
void fire_events(Play& play);
// Moves everything by one tick and notes contacts; what is struck hard comes loose.
void advance(Play& play);

}  // namespace tailcast
