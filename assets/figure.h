// SPDX-License-Identifier: Apache-2.0
// People: measured, dressed, put in a posture, and made into links that hang on each other: trunk with head
// (the root), upper arms, forearms with hands, thighs, shanks, feet. Lengths in metres, asset frame, sides
// left then right.
#pragma once
#include <array>
#include <optional>
#include <string>

#include "assets/gait.h"
#include "assets/skin.h"
#include "core/random.h"

namespace tailcast {

// Lengths between joints as shares of the stature after Drillis and Contini (1966) for adults; children have
// larger heads (a fifth to a sixth of the stature) and shorter legs.
struct Measures {
  double stature;
  double youth;                      // 0: grown up .. 1: learns to walk
  double head, neck;                 // chin to crown; shoulder to chin
  double trunk;                      // hip joint to shoulder joint
  double half_shoulders, half_hips;  // joints from the middle
  double upper_arm, forearm, hand;
  double thigh, shank, ankle;  // ankle: height of the joint above the sole
  double foot;                 // length
  double girth;                // of trunk and limbs, relative to a slim adult of the same height
};
Measures measures_of(double stature, double youth, double girth);
double leg_length(const Measures& m);  // hip joint to sole, straight
Sole sole_of(const Measures& m);       // from the ankle joint

struct Outfit {
  enum class Bottom { Trousers, Shorts, Skirt, Coat };
  enum class Hair { Short, Long, Bun, None };
  enum class Headgear { None, Cap, PeakedCap, HardHat, CycleHelmet, FullHelmet, Hood, Beanie, Hat };
  Bottom bottom = Bottom::Trousers;
  Hair hair = Hair::Short;
  Headgear headgear = Headgear::None;
  bool long_sleeves = true;
  double padding = .004;  // m that the clothes stand off
  double belly = 0;       // m that it stands out
  bool bust = false;
  bool vest = false;  // bands that retro-reflect around the trunk and over the shoulders
};

struct Arm {
  std::optional<Vec3> grip;                   // where the palm is; else it hangs, by these:
  double forward = 0, out = .12, bend = .22;  // rad
  Vec3 elbow{-.4, .3, -1};                    // where the elbow looks when it grips; y: outwards
};
struct Stand {
  std::optional<Vec3> ankle;  // else below the hip, the foot flat on z = 0
  double pitch = 0;           // rad: of the foot, toes down
  Vec3 knee{1, 0, 0};         // where the knee looks; y: outwards
};
struct Posture {
  Vec3 hips{0, 0, 0};            // between the hip joints
  double lean = 0, bend = 0;     // rad: of the pelvis forwards; of the back beyond it
  double nod = 0;                // rad: of the face downwards, against the turned figure's own level
  Quat turn = Quat::Identity();  // of the whole figure
  std::array<Arm, 2> arms;
  std::array<Stand, 2> legs;
};

struct Figure {
  Measures measures;
  Outfit outfit;
  Posture posture;
};
Posture standing(const Measures& m);

// Place on the trunk: s = 0 at the hip joints, 1 at the shoulders; z along the spine, x to the front.
Pose spine_at(const Figure& figure, double s);
// The clothed trunk's radii there (x: centre from the spine).
Section trunk_section(const Figure& figure, double s);
// On its surface, `across` from the middle as a share of its half breadth, in front or behind.
Vec3 on_trunk(const Figure& figure, double s, double across, bool front);
Pose head_pose(const Figure& figure);  // middle of the head, x to the face

void add_trunk(Mesh& root, const Figure& figure);  // with neck and head

struct FigureLinks {
  std::array<std::size_t, 2> thigh, shank, foot, upper_arm, forearm;
};
// Limbs, at rest as the posture has them. `prefix` tells figures of one asset apart.
FigureLinks add_limbs(Asset& asset, const Figure& figure, const std::string& prefix = "");

// A stride of .8 of the stature, `share` of it in length.
Step easy_step(const Measures& m, double share = 1);
// The hips neither rise nor fall: for who leans on something that rolls.
Step level(Step step);
// m: mean height of the hips in that walk.
double walking_hips(const Measures& m, const Step& step);
// Legs that walk; arms that hang swing against them.
void set_walk(Asset& asset, const FigureLinks& links, const Figure& figure, const Step& step);

// Puts the origin on the ground below the middle, gives shapes to all links (cylinders to wheels), and the
// mass.
void finish_living(Asset& asset, double mass);

}  // namespace tailcast
