// SPDX-License-Identifier: Apache-2.0
// People on foot with little but their clothes: builds, ages, trades, and at rest.
#include "assets/pedestrian.h"

#include "assets/shapes.h"
#include "core/dmath.h"

namespace tailcast {

using Bottom = Outfit::Bottom;
using Hair = Outfit::Hair;
using Headgear = Outfit::Headgear;

// Statures of Europeans from the 5th to the 95th percentile (DIN 33402-2; growth charts for children).
const Kind kMan{1.65, 1.90, 0, .98, 1.12, 22, 28, {}};
const Kind kWoman{1.53, 1.76, 0,  .92,
                  1.08, 20,   27, {Bottom::Trousers, Hair::Long, Headgear::None, true, .004, 0, true, false}};
const Kind kSchoolChild{1.12, 1.38, .55, .96, 1.08, 15, 18, {}};

Person draw_person(RandomStream& random, const Kind& kind) {
  const double stature = random.uniform(kind.shortest, kind.tallest), build = random.uniform();
  Person person;
  person.figure.measures = measures_of(stature, kind.youth, kind.slim + build * (kind.stout - kind.slim));
  person.figure.outfit = kind.outfit;
  person.figure.posture = standing(person.figure.measures);
  person.mass = (kind.slim_bmi + build * (kind.stout_bmi - kind.slim_bmi)) * stature * stature;
  return person;
}

Person draw_adult(RandomStream& random) {
  Kind kind = random.chance(.5) ? kMan : kWoman;
  kind.outfit.padding = random.uniform(.003, .015);
  kind.outfit.long_sleeves = random.chance(.7);
  if (random.chance(.25)) kind.outfit.headgear = Headgear::Beanie;
  return draw_person(random, kind);
}

Asset make_person(const Person& person, Mesh load, const std::optional<Step>& step, double load_mass) {
  const Figure& figure = person.figure;
  Asset asset;
  add_trunk(load, figure);
  set_root(asset, std::move(load), "trunk");
  const FigureLinks links = add_limbs(asset, figure);
  if (step) set_walk(asset, links, figure, *step);
  finish_living(asset, person.mass + load_mass);
  return asset;
}

void walk_level(Figure& figure, const Step& step) {
  figure.posture.hips.z() = walking_hips(figure.measures, step);
}

namespace {

Asset stroll(const Person& person, double share = 1) {
  return make_person(person, {}, easy_step(person.figure.measures, share));
}

Asset make_man(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Kind kind = kMan;
  kind.outfit.padding = random.uniform(.003, .016);
  kind.outfit.long_sleeves = random.chance(.6);
  kind.outfit.bottom = random.chance(.2) ? Bottom::Shorts : Bottom::Trousers;
  kind.outfit.headgear = random.chance(.2) ? Headgear::Cap : Headgear::None;
  return stroll(draw_person(random, kind));
}

Asset make_woman(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Kind kind = kWoman;
  kind.outfit.bottom = random.chance(.5) ? Bottom::Skirt : Bottom::Coat;
  kind.outfit.hair = random.chance(.7) ? Hair::Long : Hair::Bun;
  kind.outfit.long_sleeves = random.chance(.5) || kind.outfit.bottom == Bottom::Coat;
  Person person = draw_person(random, kind);
  for (auto& arm : person.figure.posture.arms) arm.out = .2;  // clear of the skirt
  return stroll(person, .86);
}

Asset make_elderly(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Kind kind = random.chance(.5) ? kMan : kWoman;
  kind.shortest = 1.55, kind.tallest = 1.74, kind.outfit.padding = .012;
  kind.outfit.hair = Hair::Short, kind.outfit.headgear = random.chance(.5) ? Headgear::Hat : Headgear::None;
  Person person = draw_person(random, kind);
  Figure& f = person.figure;
  const double s = f.measures.stature, bend = random.uniform(.55, .8);
  const Step step = level(easy_step(f.measures, .55));
  walk_level(f, step);
  f.posture.lean = .12, f.posture.bend = bend, f.posture.nod = .25;
  f.posture.arms[0].forward = .15, f.posture.arms[0].bend = .45;
  const Vec3 handle(.27 * s, -.17 * s, .47 * s);
  f.posture.arms[1].grip = handle;
  Mesh stick;
  const Paint wood{MaterialId::Wood, Part::Load};
  add_tube(stick, {handle.x() + .06, handle.y() - .03, 0}, handle, .010, .011, 8, wood);
  add_rod(stick, handle + Vec3(-.06, 0, .008), handle + Vec3(.06, 0, .008), .013, wood);
  return make_person(person, std::move(stick), step, .4);
}

Asset make_teenager(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Kind kind{1.48, 1.74, .22, .88, .98, 17, 21, {}};
  kind.outfit.padding = .016;
  kind.outfit.headgear = random.chance(.7) ? Headgear::Hood : Headgear::Cap;
  Person person = draw_person(random, kind);
  Posture& p = person.figure.posture;
  const double s = person.figure.measures.stature;
  p.bend = .25, p.nod = .35;  // over the telephone
  const Vec3 telephone = head_pose(person.figure).translation + Vec3(.155 * s, -.03 * s, -.14 * s);
  for (auto& arm : p.arms) arm.grip = telephone + Vec3(-.02, 0, -.03);
  p.arms[0].grip->y() = telephone.y() + .035 * s, p.arms[1].grip->y() = telephone.y() - .01 * s;
  for (auto& arm : p.arms) arm.elbow = {-.1, .5, -1};
  Mesh load;
  add_box(load, {rotation_about(Vec3::UnitY(), -.9), telephone}, {.15, .075, .009},
          {MaterialId::Plastic, Part::Load});
  return make_person(person, std::move(load), easy_step(person.figure.measures, .85), .2);
}

Asset make_toddler(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Kind kind{.78, .95, 1, 1.08, 1.22, 16, 18, {}};
  kind.outfit.padding = .006;
  kind.outfit.headgear = random.chance(.4) ? Headgear::Beanie : Headgear::None;
  Person person = draw_person(random, kind);
  for (auto& arm : person.figure.posture.arms)
    arm.out = .65, arm.forward = .2, arm.bend = .7;  // held up for balance
  return stroll(person, .8);
}

Asset make_large(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Kind kind = kMan;
  kind.slim = 1.35, kind.stout = 1.6, kind.slim_bmi = 34, kind.stout_bmi = 42;
  kind.outfit.long_sleeves = false;
  kind.outfit.bottom = random.chance(.4) ? Bottom::Shorts : Bottom::Trousers;
  kind.outfit.belly = random.uniform(.09, .15);
  Person person = draw_person(random, kind);
  person.figure.posture.lean = -.06;
  for (auto& arm : person.figure.posture.arms) arm.out = .38, arm.bend = .3;
  for (auto& leg : person.figure.posture.legs) leg.knee = {1, .15, 0};
  return stroll(person, .85);
}

Asset make_road_worker(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Kind kind = kMan;
  kind.outfit.vest = true, kind.outfit.headgear = Headgear::HardHat,
  kind.outfit.padding = random.uniform(.012, .022);
  Person person = draw_person(random, kind);
  Figure& f = person.figure;
  const double s = f.measures.stature;
  // A shovel over the shoulder.
  const Vec3 grip(.17 * s, -.14 * s, .70 * s), top = spine_at(f, .98) * Vec3(-.42 * s, -.09 * s, .26 * s);
  const Vec3 along = (top - grip).normalized();
  f.posture.arms[1].grip = grip;
  Mesh load;
  add_rod(load, grip - .22 * s * along, top, .017, {MaterialId::Wood, Part::Load});
  const Pose blade{Quat::FromTwoVectors(Vec3::UnitZ(), along), top + .14 * along};
  const std::array<Section, 4> shape{
      {{-.15, 0, .014, .06}, {-.09, 0, .012, .115}, {.05, 0, .010, .11}, {.16, 0, .006, .03}}};
  add_flesh(load, straight(blade), shape, 2, 12, {MaterialId::BareMetal, Part::Load}, false);
  return make_person(person, std::move(load), easy_step(f.measures), 2);
}

Asset make_police(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Kind kind = kMan;
  kind.outfit.headgear = Headgear::PeakedCap, kind.outfit.padding = random.uniform(.012, .018);
  Person person = draw_person(random, kind);
  Figure& f = person.figure;
  const double s = f.measures.stature;
  // One arm is held up: stop.
  f.posture.arms[0].grip = spine_at(f, 1) * Vec3(.10 * s, .20 * s, .33 * s),
  f.posture.arms[0].elbow = {.3, 1, -.5};
  f.posture.arms[1].out = .22;
  Mesh load;
  const Paint belt{MaterialId::Plastic, Part::Load};
  std::vector<Section> around;
  for (const double at : {.20, .31}) {
    Section section = trunk_section(f, at);
    section.rx += .008, section.ry += .008;
    around.push_back(section);
  }
  const Spine spine = [&](double at) { return spine_at(f, at); };
  add_flesh(load, spine, around, 1, 20, belt, false);
  const Section hip = trunk_section(f, .22);
  add_box(load, spine_at(f, .12) * offset(0, -hip.ry - .03, 0), {.11, .045, .19}, belt);   // holster
  add_box(load, spine_at(f, .24) * offset(.05, hip.ry + .025, 0), {.06, .04, .14}, belt);  // radio
  std::vector<Section> chest;  // a band across the vest
  for (const double at : {.64, .80}) {
    Section section = trunk_section(f, at);
    section.rx += .007, section.ry += .007;
    chest.push_back(section);
  }
  add_flesh(load, spine, chest, 1, 20, {MaterialId::RetroSheet, Part::Torso}, false);
  return make_person(person, std::move(load), easy_step(f.measures), 4);
}

Asset make_jogger(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Kind kind = random.chance(.5) ? kMan : kWoman;
  kind.slim = .9, kind.stout = 1, kind.slim_bmi = 19, kind.stout_bmi = 23;
  kind.outfit.bottom = Bottom::Shorts, kind.outfit.long_sleeves = false, kind.outfit.padding = .002;
  kind.outfit.hair = kind.outfit.bust ? Hair::Bun : Hair::Short;
  Person person = draw_person(random, kind);
  Figure& f = person.figure;
  const double s = f.measures.stature;
  f.posture.lean = .14;
  for (auto& arm : f.posture.arms) arm.bend = 1.55, arm.out = .18, arm.forward = -.25;
  // At rest in mid-stride, so that a runner is seen to run: one leg far back, the other's knee up.
  f.posture.hips.z() = .93 * leg_length(f.measures);
  f.posture.legs[0].ankle = Vec3(.04 * s, f.measures.half_hips, f.measures.ankle);
  f.posture.legs[1].ankle = Vec3(-.20 * s, -f.measures.half_hips, .20 * s), f.posture.legs[1].pitch = .9;
  return make_person(person, {}, Step{1.05 * s, .5, .09 * s, 0, .12, .95});
}

// Steps out, the arms swinging wide of a padded jacket.
Asset make_brisk_walker(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Kind kind = random.chance(.6) ? kMan : kWoman;
  kind.outfit.padding = random.uniform(.016, .030);
  Person person = draw_person(random, kind);
  Figure& f = person.figure;
  const double out = random.uniform(.18, .36), bend = random.uniform(.25, .60);
  for (auto& arm : f.posture.arms) arm.out = out, arm.bend = bend;
  f.posture.lean = .05;
  const double reach = random.uniform(1.0, 1.15);
  return make_person(person, {}, easy_step(f.measures, reach));
}

// Waits with the hands on the hips.
Asset make_hands_on_hips(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Person person = draw_adult(random);
  Figure& f = person.figure;
  const double s = f.measures.stature;
  const Section hip = trunk_section(f, .22);
  const double apart = random.uniform(.09, .14), back = random.uniform(-.02, .03);
  for (std::size_t k = 0; k < 2; ++k) {
    const double side = k == 0 ? 1 : -1;
    f.posture.arms[k].grip = spine_at(f, .22) * Vec3(back, side * (hip.ry + .02), 0);
    f.posture.arms[k].elbow = {-.35, 1, 0};
    f.posture.legs[k].ankle = Vec3(0, side * apart * s, f.measures.ankle);
  }
  f.posture.hips.z() -= .5 * s * apart * apart;  // legs astride reach less far up
  return make_person(person, {}, std::nullopt);
}

// On the heels, leaning over what lies before him.
Asset make_crouching(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Kind kind = kMan;
  kind.outfit.vest = true, kind.outfit.headgear = Headgear::HardHat, kind.outfit.padding = .014;
  Person person = draw_person(random, kind);
  Figure& f = person.figure;
  const Measures& m = f.measures;
  const double s = m.stature;
  f.posture.hips = {-.14 * s, 0, .20 * s};
  f.posture.lean = .45, f.posture.bend = .45, f.posture.nod = .5;
  Mesh load;
  for (std::size_t k = 0; k < 2; ++k) {
    const double side = k == 0 ? 1 : -1;
    f.posture.legs[k].ankle = Vec3(.02 * s, side * .10 * s, m.ankle), f.posture.legs[k].knee = {1, .35, .3};
    f.posture.arms[k].grip = Vec3(.30 * s, side * .06 * s, .12 * s), f.posture.arms[k].elbow = {-.4, .8, .1};
  }
  const Vec3 grip = *f.posture.arms[1].grip;  // a hammer in the right hand
  add_rod(load, grip - Vec3(.05, 0, 0), grip + Vec3(.20, 0, -.03), .014, {MaterialId::Wood, Part::Load});
  add_box(load, offset(grip.x() + .19, grip.y(), grip.z() - .03), {.035, .035, .12},
          {MaterialId::BareMetal, Part::Load});
  return make_person(person, std::move(load), std::nullopt, 1.5);
}

Asset make_sitting(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Person person = draw_adult(random);
  Figure& f = person.figure;
  const Measures& m = f.measures;
  const double s = m.stature;
  // On the ground, arms around the knees.
  f.posture.hips = {0, 0, .106 * s};
  f.posture.lean = -.10, f.posture.bend = .45, f.posture.nod = .15;
  for (std::size_t k = 0; k < 2; ++k) {
    const double side = k == 0 ? 1 : -1;
    f.posture.legs[k].ankle = Vec3(.31 * s, side * .065 * s, m.ankle), f.posture.legs[k].knee = {.2, .05, 1};
    f.posture.arms[k].grip = Vec3(.235 * s, side * .035 * s, .175 * s),
    f.posture.arms[k].elbow = {-.2, 1, -.3};
  }
  return make_person(person, {}, std::nullopt);
}

// On the back, as one who was struck lies.
Asset make_lying(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Person person = draw_adult(random);
  Figure& f = person.figure;
  const Measures& m = f.measures;
  const double s = m.stature, back = 1.15 * trunk_section(f, .06).rx, reach = m.thigh + m.shank;
  f.posture.turn = rotation_about(Vec3::UnitY(), -.5 * kPi);  // the face to the sky, the head to -x
  f.posture.hips = {0, 0, back};
  f.posture.nod = -.05;
  const double splay = random.uniform(.08, .16), drawn_up = random.uniform(.70, .85);
  f.posture.legs[0].ankle = Vec3(.98 * reach, splay * s, .035 * s), f.posture.legs[0].pitch = .55;
  f.posture.legs[1].ankle = Vec3(drawn_up * reach, -1.5 * splay * s, .035 * s), f.posture.legs[1].pitch = .55;
  f.posture.legs[1].knee = {.15, 1, 0};
  f.posture.arms[0].out = random.uniform(.5, 1.0), f.posture.arms[0].forward = -.08,
  f.posture.arms[0].bend = .10;
  f.posture.arms[1].out = random.uniform(1.1, 1.6), f.posture.arms[1].forward = -.08,
  f.posture.arms[1].bend = .10;
  return make_person(person, {}, std::nullopt);
}

}  // namespace

std::vector<Family> pedestrian_families() {
  using enum ClassId;
  return {
      {{"person/man", Person, "man, walking", {.40, .58, 1.77}, 78, {}}, make_man},
      {{"person/woman", Person, "woman in a skirt or a long coat, walking", {.45, .56, 1.65}, 64, {}},
       make_woman},
      {{"person/elderly", Person, "stooped, with a stick", {.70, .62, 1.52}, 66, {}}, make_elderly},
      {{"person/teenager", Person, "in a hooded sweater, over the telephone", {.48, .52, 1.58}, 50, {}},
       make_teenager},
      {{"person/toddler", Child, "learns to walk, arms held out", {.30, .50, .87}, 13, {}}, make_toddler},
      {{"person/large_build", Person, "heavy man", {.55, .95, 1.77}, 120, {}}, make_large},
      {{"person/road_worker",
        Person,
        "in a reflective vest and hard hat, a shovel shouldered",
        {1.2, .60, 1.95},
        82,
        {}},
       make_road_worker},
      {{"person/police_officer", Person, "in a peaked cap, one arm held up", {.50, .75, 2.1}, 84, {}},
       make_police},
      {{"person/jogger", Person, "running, in shorts", {.80, .60, 1.66}, 62, {}}, make_jogger},
      {{"person/brisk_walker",
        Person,
        "steps out, arms swinging wide of a padded jacket",
        {.55, .72, 1.71},
        72,
        {}},
       make_brisk_walker},
      {{"person/hands_on_hips", Person, "waits, hands on the hips", {.35, .85, 1.71}, 72, {}},
       make_hands_on_hips},
      {{"person/crouching_worker",
        Person,
        "crouching over work, in a reflective vest",
        {.95, .62, 1.05},
        82,
        {}},
       make_crouching},
      {{"person/sitting", Person, "sits on the ground, arms around the knees", {.85, .50, .85}, 70, {}},
       make_sitting},
      {{"person/lying", LyingPerson, "lies on the back", {1.7, 1.3, .25}, 70, {}}, make_lying},
  };
}

}  // namespace tailcast
