// SPDX-License-Identifier: Apache-2.0
// What the groups of people have in common: who they are, drawn, and how they become an asset.
#pragma once
#include <optional>

#include "assets/families.h"
#include "assets/figure.h"

namespace tailcast {

struct Person {
  Figure figure;  // upright
  double mass;    // kg
};
struct Kind {
  double shortest, tallest;    // m
  double youth;                // 0: grown up .. 1: learns to walk
  double slim, stout;          // girths
  double slim_bmi, stout_bmi;  // kg/m^2
  Outfit outfit;
};
extern const Kind kMan, kWoman, kSchoolChild;
Person draw_person(RandomStream& random, const Kind& kind);
// Either a man or a woman, dressed for the weather.
Person draw_adult(RandomStream& random);

// What is seen of a person as links of an asset whose root holds `load` too; walks with `step` if there is
// one.
Asset make_person(const Person& person, Mesh load, const std::optional<Step>& step, double load_mass = 0);

// Bent knees that carry the hips on a level: for who holds on to something that stands on the ground.
void walk_level(Figure& figure, const Step& step);

}  // namespace tailcast
