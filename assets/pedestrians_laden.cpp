// SPDX-License-Identifier: Apache-2.0
// People on foot who carry, pull or lead something.
#include <array>

#include "assets/beast.h"
#include "assets/pedestrian.h"
#include "assets/shapes.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

constexpr Paint kCloth{MaterialId::Cloth, Part::Load}, kPlastic{MaterialId::Plastic, Part::Load},
    kMetal{MaterialId::BareMetal, Part::Load}, kWood{MaterialId::Wood, Part::Load};

// Where the palm is when the arm hangs straight, out by `out` m from the shoulder.
Vec3 hanging_palm(const Figure& f, double side, double out) {
  const Measures& m = f.measures;
  const Vec3 shoulder = spine_at(f, .94).translation + Vec3(0, side * m.half_shoulders, 0);
  const double reach = .99 * (m.upper_arm + m.forearm + .45 * m.hand);
  return shoulder + Vec3(0, side * out, -std::sqrt(reach * reach - out * out));
}

void add_backpack(Mesh& mesh, const Figure& f, const Vec3& size) {
  const double s = .50;
  const Section at = trunk_section(f, s);
  const Pose spine = spine_at(f, s);
  const double x = at.x - at.rx - .42 * size.x();
  add_rounded_box(mesh, spine * offset(x, 0, 0), size, .06, kPlastic);
  add_rounded_box(mesh, spine * offset(x - .5 * size.x(), 0, -.18 * size.z()),
                  {.6 * size.x(), .8 * size.y(), .42 * size.z()}, .03, kPlastic);
  for (const double side : {-.56, .56}) {
    std::vector<Vec3> points, out;
    for (const double station : {.36, .52, .68, .84, .97}) {
      points.push_back(on_trunk(f, station, side, true));
      out.push_back(spine_at(f, station).rotation * Vec3(1, 0, station > .9 ? .9 : .2));
    }
    points.push_back(spine_at(f, 1.04) * Vec3(-.02, 1.6 * side * f.measures.half_shoulders * .56, 0));
    out.push_back(spine_at(f, 1.04).rotation * Vec3::UnitZ());
    add_strap(mesh, points, out, .055, .010, kPlastic);
  }
}

Asset make_backpacker(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Person person = draw_adult(random);
  Figure& f = person.figure;
  f.posture.lean = .08, f.posture.bend = .08;
  const double tall = random.uniform(.50, .62);
  Mesh load;
  add_backpack(load, f, {.27, .36, tall});
  const Section top = trunk_section(f, .9);  // a rolled mat on it
  const Pose roll = spine_at(f, .50) * offset(top.x - top.rx - .16, 0, .5 * tall + .07);
  add_rod(load, roll * Vec3(0, -.27, 0), roll * Vec3(0, .27, 0), .07, {MaterialId::Foam, Part::Load}, 12);
  return make_person(person, std::move(load), easy_step(f.measures, .95), 14);
}

// Eight panels on ribs.
void add_umbrella(Mesh& mesh, const Vec3& top, double radius, double deep) {
  constexpr int kPanels = 8;
  const auto rib = [&](int i, double share) {
    const double angle = 2 * kPi * i / kPanels;
    return Vec3(top + Vec3(share * radius * dmath::cos(angle), share * radius * dmath::sin(angle),
                           -deep * share * share));
  };
  for (int i = 0; i < kPanels; ++i) {
    const std::array inner{rib(i, .02), rib(i, .40), rib(i + 1, .40), rib(i + 1, .02)};
    const std::array middle{rib(i, .40), rib(i, .75), rib(i + 1, .75), rib(i + 1, .40)};
    const std::array outer{rib(i, .75), rib(i, 1), rib(i + 1, 1), rib(i + 1, .75)};
    for (const auto& panel : {inner, middle, outer}) add_sheet(mesh, panel, .004, kCloth);
  }
}

Asset make_with_umbrella(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Person person = draw_adult(random);
  person.figure.outfit.headgear = Outfit::Headgear::None;
  Figure& f = person.figure;
  const double s = f.measures.stature;
  const Vec3 grip(.14 * s, -.11 * s, .66 * s), top(.07 * s, -.05 * s, 1.10 * s);
  f.posture.arms[1].grip = grip;
  const double radius = random.uniform(.50, .60);
  Mesh load;
  const Vec3 along = (top - grip).normalized();
  add_rod(load, grip - .10 * along, top + .05 * along, .009, kMetal);
  add_umbrella(load, top, radius, .42 * radius);
  return make_person(person, std::move(load), easy_step(f.measures, .9), .5);
}

void add_carrier_bag(Mesh& mesh, const Vec3& palm, const Vec3& size) {
  const double rim = palm.z() - .20;
  const std::array<Section, 4> bag{{{rim - size.z(), 0, .5 * size.x(), .5 * size.y()},
                                    {rim - .6 * size.z(), 0, .54 * size.x(), .58 * size.y()},
                                    {rim - .15 * size.z(), 0, .5 * size.x(), .46 * size.y()},
                                    {rim, 0, .46 * size.x(), .34 * size.y()}}};
  add_flesh(mesh, straight({Quat::Identity(), Vec3(palm.x(), palm.y(), 0)}), bag, 2, 12, kPlastic, false);
  for (const double end : {-.30, .30})
    add_rod(mesh, palm + Vec3(.12 * end, 0, -.01), Vec3(palm.x() + end * size.x(), palm.y(), rim - .01), .006,
            kPlastic);
}

Asset make_with_shopping_bags(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Person person = draw_adult(random);
  Figure& f = person.figure;
  Mesh load;
  for (std::size_t k = 0; k < 2; ++k) {
    const double side = k == 0 ? 1 : -1, deep = random.uniform(.30, .38);
    const Vec3 palm = hanging_palm(f, side, .12);
    f.posture.arms[k].grip = palm;
    add_carrier_bag(load, palm, {.36, .20, std::min(deep, palm.z() - .28)});
  }
  return make_person(person, std::move(load), easy_step(f.measures, .85), random.uniform(4, 12));
}

Asset make_with_suitcase(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Person person = draw_adult(random);
  Figure& f = person.figure;
  const double s = f.measures.stature, tall = random.uniform(.58, .70);
  const Step step = level(easy_step(f.measures, .85));
  walk_level(f, step);
  const Vec3 grip(-.19 * s, -.17 * s, .45 * s);
  f.posture.arms[1].grip = grip;
  // On two wheels, tilted towards the hand.
  const Vec3 axle(-.62 - .10 * s, grip.y(), .05);
  const double tilt = dmath::atan2(grip.x() - axle.x(), grip.z() - axle.z());
  const Pose shell{rotation_about(Vec3::UnitY(), tilt), axle};
  const double length = (grip - axle).norm();
  Mesh load;
  add_rounded_box(load, shell * offset(.11, 0, .5 * tall + .03), {.26, .44, tall}, .05, kPlastic);
  for (const double y : {-.11, .11}) {
    add_rod(load, shell * Vec3(0, y, tall - .05), shell * Vec3(0, y, length), .011, kMetal);
    add_tube(load, axle + Vec3(0, 1.7 * y - .02, 0), axle + Vec3(0, 1.7 * y + .02, 0), .05, .05, 16,
             {MaterialId::Rubber, Part::Wheel});
  }
  add_rod(load, shell * Vec3(0, -.12, length), shell * Vec3(0, .12, length), .015, kPlastic);
  return make_person(person, std::move(load), step, random.uniform(8, 22));
}

Asset make_carrying_plank(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Person person = draw_person(random, kMan);
  Figure& f = person.figure;
  const double s = f.measures.stature, length = random.uniform(2.4, 3.6);
  const Pose shoulder = spine_at(f, 1);
  const Vec3 rest = shoulder * Vec3(0, -.82 * f.measures.half_shoulders, .045 * s);
  f.posture.arms[1].grip = rest + Vec3(.19 * s, -.05 * s, -.05 * s), f.posture.arms[1].elbow = {.3, .2, -1};
  Mesh load;
  add_box(load, {rotation_about(Vec3::UnitY(), random.uniform(-.06, .06)), rest + Vec3(.12, -.08, .02)},
          {length, .20, .045}, kWood);
  return make_person(person, std::move(load), easy_step(f.measures, .9), 3 * length);
}

Asset make_carrying_ladder(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Person person = draw_person(random, kMan);
  Figure& f = person.figure;
  const double s = f.measures.stature, length = random.uniform(2.6, 3.4);
  // Upright on its side: the upper rail on the shoulder, the hand on the lower one.
  const Vec3 rest = spine_at(f, 1) * Vec3(.05, -1.02 * f.measures.half_shoulders, .06 * s);
  f.posture.arms[1].grip = rest + Vec3(.17 * s, -.05, -.40), f.posture.arms[1].elbow = {-1, .1, -.2};
  Mesh load;
  const double tilt = random.uniform(-.05, .05);
  const Pose at{rotation_about(Vec3::UnitY(), tilt), rest + Vec3(0, -.05, .01)};
  for (const double z : {0.0, -.40})
    add_box(load, at * offset(0, 0, z), {length, .028, .075}, {MaterialId::BareMetal, Part::Rail});
  const int rungs = static_cast<int>(length / .28);
  for (int i = 0; i < rungs; ++i) {
    const double x = (i + .5) * length / rungs - .5 * length;
    add_tube(load, at * Vec3(x, 0, -.03), at * Vec3(x, 0, -.37), .015, .015, 8,
             {MaterialId::BareMetal, Part::Rung});
  }
  return make_person(person, std::move(load), easy_step(f.measures, .9), 3 * length);
}

Asset make_carrying_picture(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Person person = draw_adult(random);
  Figure& f = person.figure;
  const double s = f.measures.stature, wide = random.uniform(1.1, 1.5), tall = random.uniform(.75, .95);
  // Across, before the body, held below and at its edges.
  const Vec3 middle(.235 * s, 0, .56 * s);
  for (std::size_t k = 0; k < 2; ++k) {
    const double side = k == 0 ? 1 : -1;
    f.posture.arms[k].grip = middle + Vec3(-.035, side * .20 * s, -.10 * s),
    f.posture.arms[k].elbow = {-.6, .7, -.6};
  }
  Mesh load;
  add_box(load, {Quat::Identity(), middle}, {.012, wide - .06, tall - .06},
          {MaterialId::Cardboard, Part::Load});
  for (const double end : {-1.0, 1.0}) {
    add_box(load, {Quat::Identity(), middle + Vec3(0, end * .5 * (wide - .06), 0)}, {.045, .06, tall}, kWood);
    add_box(load, {Quat::Identity(), middle + Vec3(0, 0, end * .5 * (tall - .06))}, {.045, wide - .12, .06},
            kWood);
  }
  return make_person(person, std::move(load), easy_step(f.measures, .75), 6);
}

Asset make_on_crutches(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Person person = draw_adult(random);
  Figure& f = person.figure;
  const double s = f.measures.stature;
  const Step step = level(easy_step(f.measures, .5));
  walk_level(f, step);
  f.posture.lean = .16, f.posture.bend = .12;
  Mesh load;
  for (std::size_t k = 0; k < 2; ++k) {
    const double side = k == 0 ? 1 : -1;
    const Vec3 tip(.20 * s, side * .20 * s, .02), grip(.15 * s, side * .155 * s, .46 * s);
    const Vec3 cuff(.02 * s, side * .140 * s, .60 * s);
    f.posture.arms[k].grip = grip, f.posture.arms[k].elbow = {-1, .25, -.2};
    add_rod(load, tip, grip, .012, kMetal);
    add_rod(load, grip, cuff, .012, kMetal);
    add_rod(load, grip + Vec3(-.04, 0, 0), grip + Vec3(.07, 0, .01), .016, kPlastic);
    add_tube(load, tip - Vec3(0, 0, .02), tip + Vec3(0, 0, .03), .022, .015, 12,
             {MaterialId::Rubber, Part::Load});
    for (const double y : {-.05, .05})
      add_rod(load, cuff + Vec3(-.02, y, -.02), cuff + Vec3(-.035, y, .05), .014, kPlastic);
    add_rod(load, cuff + Vec3(-.03, -.05, .01), cuff + Vec3(-.03, .05, .01), .014, kPlastic);
  }
  return make_person(person, std::move(load), step, 1);
}

Asset make_walking_dog(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Person person = draw_adult(random);
  Figure& f = person.figure;
  const Step step = level(easy_step(f.measures, .75));
  walk_level(f, step);
  Beast dog = scaled(shepherd(), random.uniform(.75, 1.0));
  dog.at = Vec3(.95, -.32, 0);
  const Vec3 collar = collar_of(dog),
             palm(.16 * f.measures.stature, -.14 * f.measures.stature, .54 * f.measures.stature);
  f.posture.arms[1].grip = palm;
  Asset asset;
  Mesh root;
  add_trunk(root, f);
  add_trunk(root, dog);
  const std::array leash{palm, Vec3(.5 * (palm + collar) - Vec3(0, 0, .12)), collar};
  add_bent_rod(root, leash, .006, kCloth, 6);
  set_root(asset, std::move(root), "trunk");
  set_walk(asset, add_limbs(asset, f), f, step);
  add_legs(asset, dog, "dog_");
  finish_living(asset, person.mass + dog.mass);
  return asset;
}

}  // namespace

std::vector<Family> laden_pedestrian_families() {
  using enum ClassId;
  return {
      {{"person/backpacker", Person, "with a high backpack and a mat", {.60, .62, 1.7}, 85, {}},
       make_backpacker},
      {{"person/with_umbrella", Person, "under an open umbrella", {1.1, 1.1, 1.95}, 72, {}},
       make_with_umbrella},
      {{"person/with_shopping_bags", Person, "a carrier bag in each hand", {.40, .95, 1.7}, 78, {}},
       make_with_shopping_bags},
      {{"person/with_suitcase", Person, "pulls a suitcase on wheels", {1.2, .65, 1.7}, 85, {}},
       make_with_suitcase},
      {{"person/carrying_plank", Person, "a long plank on the shoulder", {3.0, .55, 1.75}, 85, {}},
       make_carrying_plank},
      {{"person/carrying_ladder", Person, "a ladder on the shoulder", {3.0, .60, 1.75}, 85, {}},
       make_carrying_ladder},
      {{"person/carrying_picture", Person, "a wide picture held in front", {.60, 1.3, 1.7}, 76, {}},
       make_carrying_picture},
      {{"person/on_crutches", Person, "on two forearm crutches", {.60, .75, 1.65}, 72, {}}, make_on_crutches},
      {{"person/walking_dog", Person, "with a dog on a leash", {1.7, .75, 1.7}, 92, {}}, make_walking_dog},
  };
}

}  // namespace tailcast
