// SPDX-License-Identifier: Apache-2.0
// People on bicycles, motorcycles and scooters: feet that turn the pedals, hands on the grips.
#include <array>

#include "assets/cycles.h"
#include "assets/pedestrian.h"
#include "assets/shapes.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

using Headgear = Outfit::Headgear;

double leg_of(const Person& person) {
  return person.figure.measures.thigh + person.figure.measures.shank;
}

void hold(Figure& f, const Vec3& grip, const Vec3& elbow) {
  for (std::size_t k = 0; k < 2; ++k) {
    f.posture.arms[k].grip = Vec3(grip.x(), k == 0 ? grip.y() : -grip.y(), grip.z());
    f.posture.arms[k].elbow = elbow;
  }
}

// Machine, then rider: `extra` is what either carries.
Asset assemble(const Cycle& cycle, const Person& rider, Mesh extra, double extra_mass, double stride) {
  const Figure& f = rider.figure;
  Asset asset;
  append(extra, cycle.frame, {});
  add_trunk(extra, f);
  set_root(asset, std::move(extra), "frame");
  const FigureLinks links = add_limbs(asset, f);
  add_running_gear(asset, cycle, stride);
  if (cycle.crank_arm > 0) {
    const Vec3 from_hip = cycle.crank - f.posture.hips;
    const auto turn = pedal_cycle({f.measures.thigh, f.measures.shank}, sole_of(f.measures),
                                  {from_hip.x(), from_hip.z()}, cycle.crank_arm);
    for (std::size_t k = 0; k < 2; ++k)
      set_cycle(asset, {links.thigh[k], links.shank[k], links.foot[k]}, turn, stride, k == 0 ? 0 : .5, 0);
  }
  finish_living(asset, rider.mass + cycle.mass + extra_mass);
  return asset;
}

// On the saddle, the left foot ahead: where the crank's turn begins.
void sit_on_bicycle(Figure& f, const Cycle& cycle, double lean, double bend) {
  const Measures& m = f.measures;
  f.posture.hips = cycle.saddle + Vec3(.02, 0, .05 * m.stature);
  f.posture.lean = lean, f.posture.bend = bend, f.posture.nod = .15 * lean;
  for (std::size_t k = 0; k < 2; ++k) {
    const double side = k == 0 ? 1 : -1, pitch = .25 - .15 * side;
    const Eigen::Vector2d ball = sole_of(m)[1];
    const Vec3 pedal = cycle.crank + Vec3(side * cycle.crank_arm, side * m.half_hips, 0);
    f.posture.legs[k].ankle = pedal - rotation_about(Vec3::UnitY(), pitch) * Vec3(ball.x(), 0, ball.y());
    f.posture.legs[k].pitch = pitch;
  }
  hold(f, cycle.grip, {-.3, .6, -1});
}

Asset make_city_cyclist(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Person rider = draw_adult(random);
  rider.figure.outfit.headgear = random.chance(.4) ? Headgear::CycleHelmet : Headgear::None;
  const Cycle cycle = city_bicycle(leg_of(rider));
  sit_on_bicycle(rider.figure, cycle, .16, .22);
  return assemble(cycle, rider, {}, 0, 4.4);
}

Asset make_racing_cyclist(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Kind kind = kMan;
  kind.slim = .90, kind.stout = .98, kind.slim_bmi = 19.5, kind.stout_bmi = 23;
  kind.outfit.bottom = Outfit::Bottom::Shorts, kind.outfit.long_sleeves = false, kind.outfit.padding = .001;
  kind.outfit.headgear = Headgear::CycleHelmet;
  Person rider = draw_person(random, kind);
  const Cycle cycle = racing_bicycle(leg_of(rider));
  sit_on_bicycle(rider.figure, cycle, .62, .42);
  rider.figure.posture.nod = .30;
  return assemble(cycle, rider, {}, 0, 6.6);
}

Asset make_child_cyclist(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Kind kind = kSchoolChild;
  kind.shortest = 1.10, kind.tallest = 1.25, kind.outfit.headgear = Headgear::CycleHelmet;
  Person rider = draw_person(random, kind);
  const Cycle cycle = child_bicycle(leg_of(rider));
  sit_on_bicycle(rider.figure, cycle, .14, .18);
  Mesh extra;  // a pennant on a pole
  const Vec3 foot(cycle.rear_hub - .02, .06, cycle.rear_wheel), top(cycle.rear_hub - .10, .06, 1.5);
  add_rod(extra, foot, top, .006, {MaterialId::Plastic, Part::Load});
  add_sheet(extra, std::array{Vec3(top), Vec3(top + Vec3(-.28, 0, -.09)), Vec3(top + Vec3(.015, 0, -.19))},
            .004, {MaterialId::Cloth, Part::Load});
  return assemble(cycle, rider, std::move(extra), 0, 2.7);
}

Asset make_cargo_rider(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Person rider = draw_adult(random);
  const Cycle cycle = cargo_bicycle(leg_of(rider));
  sit_on_bicycle(rider.figure, cycle, .12, .18);
  Mesh extra;
  double mass = 0;
  const int boxes = random.integer(0, 2);
  for (int i = 0; i < boxes; ++i) {
    const double tall = random.uniform(.25, .55), yaw = random.uniform(-.1, .1);
    add_box(extra, {rotation_about(Vec3::UnitZ(), yaw), Vec3(.58 + .36 * i, 0, .32 + .5 * tall)},
            {.32, .36, tall}, {MaterialId::Cardboard, Part::Load});
    mass += 20 * tall;
  }
  return assemble(cycle, rider, std::move(extra), mass, 3.9);
}

Asset make_courier(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Person rider = draw_adult(random);
  rider.figure.outfit.headgear = Headgear::CycleHelmet, rider.figure.outfit.padding = .014;
  const Cycle cycle = city_bicycle(leg_of(rider));
  sit_on_bicycle(rider.figure, cycle, .18, .20);
  const Figure& f = rider.figure;
  const double edge = random.uniform(.42, .50);
  const Section back = trunk_section(f, .66);
  const Pose box = spine_at(f, .72) * offset(back.x - back.rx - .5 * edge - .01, 0, .06);
  Mesh extra;
  add_rounded_box(extra, box, {edge, edge, edge}, .03, {MaterialId::Plastic, Part::Load});
  for (const double side : {-1.0, 1.0})
    add_box(extra, box * offset(0, side * .5 * edge, .16), {.8 * edge, .006, .04},
            {MaterialId::RetroSheet, Part::Load});
  add_box(extra, box * offset(-.5 * edge, 0, .16), {.006, .8 * edge, .04},
          {MaterialId::RetroSheet, Part::Load});
  return assemble(cycle, rider, std::move(extra), 7, 4.4);
}

// Upright on small wheels, shopping before and behind.
Asset make_shopper_cyclist(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Person rider = draw_adult(random);
  const Cycle cycle = shopper_bicycle(leg_of(rider), random.uniform(.28, .33));
  sit_on_bicycle(rider.figure, cycle, .12, .18);
  return assemble(cycle, rider, {}, 6, 4.2);
}

Asset make_mountain_biker(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Person rider = draw_adult(random);
  rider.figure.outfit.headgear = random.chance(.6) ? Headgear::CycleHelmet : Headgear::None;
  const Cycle cycle = mountain_bicycle(leg_of(rider));
  const double lean = random.uniform(.30, .42);
  sit_on_bicycle(rider.figure, cycle, lean, .30);
  const Figure& f = rider.figure;
  for (auto& arm : rider.figure.posture.arms) arm.elbow = {-.2, 1, -.5};
  Mesh extra;
  double mass = 0;
  if (random.chance(.6)) {  // a small rucksack
    const Section back = trunk_section(f, .62);
    const double deep = random.uniform(.14, .20);
    add_rounded_box(extra, spine_at(f, .62) * offset(back.x - back.rx - .5 * deep - .01, 0, 0),
                    {deep, .30, .42}, .05, {MaterialId::Cloth, Part::Load});
    mass = 4;
  }
  return assemble(cycle, rider, std::move(extra), mass, 4.8);
}

// Feet on pegs or a floor at the crank's place, knees at the tank.
void sit_on_motorcycle(Figure& f, const Cycle& cycle, double lean, double bend, double knees) {
  const Measures& m = f.measures;
  f.posture.hips = cycle.saddle + Vec3(0, 0, .055 * m.stature);
  f.posture.lean = lean, f.posture.bend = bend;
  for (std::size_t k = 0; k < 2; ++k) {
    const double side = k == 0 ? 1 : -1;
    f.posture.legs[k].ankle =
        Vec3(cycle.crank.x(), side * cycle.crank.y(), cycle.crank.z()) + Vec3(-.04, 0, m.ankle + .01);
    f.posture.legs[k].knee = {1, knees, .4};
  }
  hold(f, cycle.grip, {-.3, .8, -.7});
}

Asset make_motorcyclist(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Kind kind = random.chance(.8) ? kMan : kWoman;
  kind.outfit.headgear = Headgear::FullHelmet, kind.outfit.padding = .014;
  Person rider = draw_person(random, kind);
  const Cycle cycle = motorcycle();
  sit_on_motorcycle(rider.figure, cycle, random.uniform(.42, .55), .38, .35);
  rider.figure.posture.nod = .18;
  return assemble(cycle, rider, {}, 0, 1);
}

Asset make_scooter_rider(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Person rider = draw_adult(random);
  rider.figure.outfit.headgear = Headgear::FullHelmet;
  const Cycle cycle = motor_scooter();
  sit_on_motorcycle(rider.figure, cycle, .06, random.uniform(.10, .25), .25);
  return assemble(cycle, rider, {}, 0, 1);
}

Asset make_electric_moped_rider(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Person rider = draw_adult(random);
  if (random.chance(.4)) rider.figure.outfit.headgear = Headgear::CycleHelmet;
  const double share = random.uniform(.80, 1.0);
  const Cycle cycle = electric_moped(share);
  sit_on_motorcycle(rider.figure, cycle, .04, random.uniform(.08, .20), .20);
  const double aside = random.uniform(.3, .9);
  for (auto& arm : rider.figure.posture.arms) arm.elbow = {-.4, aside, -.9};
  return assemble(cycle, rider, {}, 0, 1);
}

// One foot behind the other on the deck.
Asset make_e_scooter_rider(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Person rider = draw_adult(random);
  if (random.chance(.3)) rider.figure.outfit.headgear = Headgear::CycleHelmet;
  Figure& f = rider.figure;
  const Measures& m = f.measures;
  const Cycle cycle = electric_scooter(.64 * m.stature);
  f.posture.hips = cycle.saddle + Vec3(-.03, 0, .985 * leg_length(m));
  for (std::size_t k = 0; k < 2; ++k) {
    const double side = k == 0 ? 1 : -1;
    f.posture.legs[k].ankle = cycle.saddle + Vec3(.13 * side - .05, .045 * side, m.ankle);
  }
  f.posture.lean = .03, f.posture.bend = .06;
  hold(f, cycle.grip, {-1, .35, -.5});
  return assemble(cycle, rider, {}, 0, 1);
}

}  // namespace

std::vector<Family> rider_families() {
  using enum ClassId;
  return {
      {{"rider/city_cyclist",
        Bicyclist,
        "upright on a city bicycle with a basket",
        {1.85, .68, 1.75},
        90,
        {}},
       make_city_cyclist},
      {{"rider/racing_cyclist", Bicyclist, "bent over a racing bicycle", {1.68, .50, 1.55}, 76, {}},
       make_racing_cyclist},
      {{"rider/child_cyclist", Bicyclist, "child on a small bicycle with a pennant", {1.2, .46, 1.5}, 32, {}},
       make_child_cyclist},
      {{"rider/cargo_bike", Bicyclist, "on a cargo bicycle, the box in front", {2.7, .70, 1.75}, 118, {}},
       make_cargo_rider},
      {{"rider/food_courier",
        Bicyclist,
        "on a bicycle, a cube of a box on the back",
        {1.85, .68, 1.75},
        97,
        {}},
       make_courier},
      {{"rider/shopper_cyclist",
        Bicyclist,
        "upright on small wheels, a basket before and bags behind",
        {1.70, .66, 1.66},
        98,
        {}},
       make_shopper_cyclist},
      {{"rider/mountain_biker",
        Bicyclist,
        "elbows out over a wide handlebar, on a mountain bicycle",
        {1.86, .82, 1.68},
        88,
        {}},
       make_mountain_biker},
      {{"rider/electric_moped",
        Bicyclist,
        "on an electric moped with a basket before and a box behind",
        {1.70, .66, 1.68},
        130,
        {}},
       make_electric_moped_rider},
      {{"rider/motorcyclist",
        Motorcyclist,
        "in a full helmet on a sports motorcycle",
        {2.0, .78, 1.5},
        275,
        {}},
       make_motorcyclist},
      {{"rider/scooter", Motorcyclist, "on a motor scooter", {1.8, .72, 1.7}, 190, {}}, make_scooter_rider},
      {{"rider/e_scooter", Bicyclist, "standing on an electric kick scooter", {1.15, .60, 1.85}, 90, {}},
       make_e_scooter_rider},
  };
}

}  // namespace tailcast
