// SPDX-License-Identifier: Apache-2.0
// How legs of two bones move in the plane that they bend in (x forward, z up): feet that stay where they
// stepped while the body goes on over them, and feet on pedals. Pitches are about +y: 0 hangs straight down,
// above 0 the lower end is behind.
#pragma once
#include <optional>
#include <vector>

#include "scene/asset.h"

namespace tailcast {

struct Leg {
  double upper, lower;     // m: hip to knee, knee to ankle (of a beast: to what stands on the ground)
  bool knee_ahead = true;  // a hind leg's hock points backwards
};

// What of a foot may meet the ground: its outline from the side, rear to front, (x, z) from the ankle. The
// first two points are those that it stands on when flat.
using Sole = std::vector<Eigen::Vector2d>;

// Bends a leg so that its lower end comes as near as it reaches.
struct Bend {
  double upper, lower;  // rad, pitches
};
Bend bend_leg(const Leg& leg, const Eigen::Vector2d& ankle_from_hip);

// The same in space: `front` is where the knee looks (an elbow looks away from it: knee_ahead false).
struct Limb {
  Pose upper, lower;  // origins at their upper joints, z up along the bone, y the axis that they bend about
  Vec3 end;
};
Limb bend_limb(const Leg& leg, const Vec3& from, const Vec3& to, const Vec3& front);

struct Step {
  double stride;     // m of travel for a whole cycle: two steps of a person
  double stance;     // share of it that a foot is on the ground
  double clearance;  // m: of the foot that is carried forward, at its highest
  double bob;        // m: by how much the hips are higher over the foot that stands, and lower between
  double strike;     // rad: toes up when the heel comes down
  double push;       // rad: heel up when the toes leave
};

// Pitches (rad) at equal steps of a stride, which begins when this foot comes down.
struct LegCycle {
  std::vector<double> upper, lower;
  std::vector<double> foot;  // empty when what stands is the end of the lower bone
  double hip = 0;            // m: mean height of the hip above the ground
};

// A leg that walks on flat ground. The foot that stands rolls over its sole and does not slide; the hip is as
// high as the legs reach with a knee not quite straight, but no higher than `highest`. `foot`: the sole turns
// on an ankle of its own; else it is the end of the lower bone.
LegCycle walk_cycle(const Leg& leg, const Sole& sole, bool foot, const Step& step, double highest);
// A leg that pedals: a turn of the crank begins with the pedal in front.
LegCycle pedal_cycle(const Leg& leg, const Sole& sole, const Eigen::Vector2d& crank_from_hip, double crank);

struct LegLinks {
  std::size_t upper, lower;
  std::optional<std::size_t> foot;
};
// Gives the links the cycle, `lag` (share of a stride) behind its start; at rest they stay as they are.
void set_cycle(Asset& asset, const LegLinks& links, const LegCycle& cycle, double stride, double lag,
               double full_speed);

}  // namespace tailcast
