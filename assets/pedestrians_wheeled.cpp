// SPDX-License-Identifier: Apache-2.0
// People with wheels: what they push, sit in, or glide on with their own feet.
#include <algorithm>
#include <array>

#include "assets/cycles.h"
#include "assets/pedestrian.h"
#include "assets/shapes.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

using Headgear = Outfit::Headgear;
constexpr Paint kCloth{MaterialId::Cloth, Part::Load}, kPlastic{MaterialId::Plastic, Part::Load},
    kSteel{MaterialId::BareMetal, Part::Load}, kTyre{MaterialId::Rubber, Part::Wheel};

void add_wheel(Asset& asset, const std::string& name, const Vec3& hub, double breadth) {
  Mesh mesh;
  const double r = hub.z();
  const std::array<Eigen::Vector2d, 5> tyre{{{.86 * r, -.5 * breadth},
                                             {r, -.3 * breadth},
                                             {r, .3 * breadth},
                                             {.86 * r, .5 * breadth},
                                             {.86 * r, -.5 * breadth}}};
  add_lathe(mesh, along_y(Vec3::Zero()), tyre, 24, kTyre);
  for (int i = 0; i < 6; ++i) {
    const double angle = kPi * i / 3;
    add_rod(mesh, Vec3::Zero(), .9 * r * Vec3(dmath::cos(angle), 0, dmath::sin(angle)), .03 * r + .002,
            {MaterialId::BareMetal, Part::Wheel}, 6);
  }
  Joint joint;
  joint.kind = Joint::Kind::Wheel;
  joint.root_from_link.translation = hub, joint.radius = r;
  add_link(asset, name.c_str(), std::move(mesh), joint);
}

void add_wheels(Asset& asset, const std::string& name, double x, double y, double radius, double breadth) {
  add_wheel(asset, name + "_left", {x, y, radius}, breadth);
  add_wheel(asset, name + "_right", {x, -y, radius}, breadth);
}

void add_pair(Mesh& mesh, const Vec3& a, const Vec3& b, double radius, Paint paint) {
  add_rod(mesh, a, b, radius, paint);
  add_rod(mesh, {a.x(), -a.y(), a.z()}, {b.x(), -b.y(), b.z()}, radius, paint);
}

// Both hands on a bar across, `half` from the middle.
void push(Figure& f, const Vec3& bar, double half) {
  for (std::size_t k = 0; k < 2; ++k) {
    f.posture.arms[k].grip = bar + Vec3(0, k == 0 ? half : -half, 0);
    f.posture.arms[k].elbow = {-1, .35, -.6};
  }
}

// A person who walks on a level behind what `load` draws and `wheels` runs on.
template <class Wheels>
Asset make_pusher(const Person& person, Mesh load, double load_mass, const Step& step,
                  const Wheels& add_all_wheels) {
  Asset asset;
  add_trunk(load, person.figure);
  set_root(asset, std::move(load), "trunk");
  set_walk(asset, add_limbs(asset, person.figure), person.figure, step);
  add_all_wheels(asset);
  finish_living(asset, person.mass + load_mass);
  return asset;
}

Asset make_with_pram(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Person person = draw_adult(random);
  Figure& f = person.figure;
  const double s = f.measures.stature;
  const Step step = level(easy_step(f.measures, .75));
  walk_level(f, step);
  f.posture.lean = .06;
  const Vec3 bar(.24 * s, 0, .58 * s);
  push(f, bar, .17);
  Mesh load;
  add_rod(load, bar - Vec3(0, .24, 0), bar + Vec3(0, .24, 0), .017, kPlastic);
  const double x = bar.x() + .55;                                             // middle of the tub
  const Pose across{rotation_about(Vec3::UnitY(), .5 * kPi), Vec3(x, 0, 0)};  // z ahead, x down
  const std::array<Section, 5> tub{{{-.40, -.78, .05, .12},
                                    {-.34, -.74, .11, .20},
                                    {0, -.72, .14, .22},
                                    {.34, -.74, .11, .20},
                                    {.40, -.78, .05, .12}}};
  add_flesh(load, straight(across), tub, 2, 16, kCloth, false);
  // The hood: four gores over the child's head, at the handle's end.
  const auto rib = [&](int i, double side) {
    const double angle = kPi - i * .42;
    return Vec3(x - .08 + .34 * dmath::cos(angle), side * .225, .80 + .36 * dmath::sin(angle));
  };
  for (int i = 0; i < 5; ++i) {
    add_sheet(load, std::array{rib(i, 1), rib(i + 1, 1), rib(i + 1, -1), rib(i, -1)}, .012, kCloth);
    for (const double side : {1.0, -1.0}) {
      const Vec3 pivot(x - .06, side * .22, .80);
      add_sheet(load,
                side > 0 ? std::array{pivot, rib(i + 1, side), rib(i, side)}
                         : std::array{pivot, rib(i, side), rib(i + 1, side)},
                .012, kCloth);
    }
  }
  add_pair(load, Vec3(bar + Vec3(0, .23, 0)), Vec3(x + .30, .23, .17), .013, kSteel);
  add_pair(load, Vec3(x - .30, .23, .15), Vec3(x + .26, .23, .72), .013, kSteel);
  for (const double dx : {-.32, .32})
    add_rod(load, Vec3(x + dx, -.27, .14), Vec3(x + dx, .27, .14), .011, kSteel);
  add_box(load, offset(x, 0, .28), {.52, .38, .16}, kPlastic);  // basket
  return make_pusher(person, std::move(load), 20, step, [&](Asset& asset) {
    add_wheels(asset, "wheel_rear", x - .32, .27, .14, .045);
    add_wheels(asset, "wheel_front", x + .32, .27, .14, .045);
  });
}

Asset make_with_shopping_trolley(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Person person = draw_adult(random);
  Figure& f = person.figure;
  const double s = f.measures.stature;
  const Step step = level(easy_step(f.measures, .7));
  walk_level(f, step);
  f.posture.lean = .08;
  const Vec3 bar(.22 * s, 0, 1.0);
  push(f, bar, .2);
  Mesh load;
  const Paint wire{MaterialId::GalvanisedSteel, Part::Load};
  add_rod(load, bar - Vec3(0, .27, 0), bar + Vec3(0, .27, 0), .018, kPlastic);
  const double x = bar.x() + .10, length = .82, low = .48, high = .95;
  const auto corner = [&](double u, double side, double z) {  // the basket narrows ahead and below
    const double v = (z - low) / (high - low);
    return Vec3(x + u * (length - .10 * (1 - v)), side * (.27 - .06 * u - .03 * (1 - v)), z + .06 * u);
  };
  for (int i = 0; i <= 7; ++i) {
    const double z = low + (high - low) * i / 7;
    const double radius = i == 7 ? .009 : .004;
    add_pair(load, corner(0, 1, z), corner(1, 1, z), radius, wire);
    for (const double u : {0.0, 1.0}) add_rod(load, corner(u, -1, z), corner(u, 1, z), radius, wire);
  }
  for (int i = 0; i <= 6; ++i) {
    const double u = i / 6.0;
    add_pair(load, corner(u, 1, low), corner(u, 1, high), .004, wire);
    add_rod(load, corner(u, -1, low), corner(u, 1, low), .004, wire);
  }
  add_pair(load, bar + Vec3(0, .25, 0), corner(0, 1, high), .013, wire);
  add_pair(load, corner(0, 1, low), Vec3(x + .02, .25, .14), .014, wire);
  add_pair(load, Vec3(x + .02, .25, .14), Vec3(x + length - .02, .19, .14), .014, wire);
  add_pair(load, Vec3(x + .25, .24, .14), corner(.45, 1, low), .012, wire);
  const int goods = random.integer(2, 4);
  for (int i = 0; i < goods; ++i) {
    const double tall = random.uniform(.14, .34), yaw = random.uniform(-.3, .3);
    add_box(load,
            {rotation_about(Vec3::UnitZ(), yaw),
             Vec3(x + .16 + .16 * i, (i % 2 ? .08 : -.08), low + .05 + .5 * tall)},
            {.13, .18, tall}, {MaterialId::Cardboard, Part::Load});
  }
  return make_pusher(person, std::move(load), 32, step, [&](Asset& asset) {
    add_wheels(asset, "wheel_rear", x + .04, .25, .063, .03);
    add_wheels(asset, "wheel_front", x + length - .04, .18, .063, .03);
  });
}

// Seat, back, rims, footrests; `x` is where the big wheels stand.
void add_wheelchair(Mesh& mesh, double x, double seat) {
  const Paint seat_cloth{MaterialId::Plastic, Part::Load};
  add_rounded_box(mesh, offset(x + .16, 0, seat - .05), {.44, .42, .09}, .02, seat_cloth);
  add_rounded_box(mesh, {rotation_about(Vec3::UnitY(), -.12), Vec3(x - .07, 0, seat + .22)}, {.045, .41, .46},
                  .02, seat_cloth);
  add_pair(mesh, Vec3(x - .03, .215, seat - .08), Vec3(x - .12, .215, seat + .48), .014, kSteel);
  add_pair(mesh, Vec3(x - .12, .215, seat + .48), Vec3(x - .25, .215, seat + .49), .016,
           kPlastic);  // push handles
  add_pair(mesh, Vec3(x - .05, .235, seat + .22), Vec3(x + .28, .235, seat + .22), .022,
           kPlastic);  // armrests
  add_pair(mesh, Vec3(x + .26, .235, seat + .22), Vec3(x + .26, .235, seat - .08), .012, kSteel);
  add_pair(mesh, Vec3(x - .02, .215, seat - .08), Vec3(x + .36, .215, seat - .08), .014, kSteel);
  add_pair(mesh, Vec3(x + .36, .215, seat - .08), Vec3(x + .56, .16, .12), .014, kSteel);
  add_pair(mesh, Vec3(x + .34, .215, seat - .08), Vec3(x + .34, .215, .19), .014, kSteel);
  for (const double side : {-1.0, 1.0})
    add_box(mesh, offset(x + .60, side * .10, .11), {.18, .15, .015}, kPlastic);
  add_rod(mesh, Vec3(x, -.30, .305), Vec3(x, .30, .305), .014, kSteel);
}

void add_chair_wheels(Asset& asset, double x) {
  add_wheels(asset, "wheel_rear", x, .295, .305, .03);
  add_wheels(asset, "caster", x + .38, .215, .09, .03);
}

void sit_in_chair(Figure& f, double x, double seat) {
  const Measures& m = f.measures;
  f.posture.hips = {x + .06, 0, seat + .065 * m.stature};
  f.posture.lean = -.08, f.posture.bend = .10;
  for (std::size_t k = 0; k < 2; ++k)
    f.posture.legs[k].ankle = Vec3(x + .56, k == 0 ? .10 : -.10, .118 + m.ankle),
    f.posture.legs[k].knee = {.6, .1, 1};
}

Asset make_wheelchair_user(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Person person = draw_adult(random);
  Figure& f = person.figure;
  const double seat = .49;
  sit_in_chair(f, 0, seat);
  for (std::size_t k = 0; k < 2; ++k) {  // on the hand rims
    const double side = k == 0 ? 1 : -1;
    f.posture.arms[k].grip = Vec3(.07, side * .31, .61), f.posture.arms[k].elbow = {-1, .5, 0};
  }
  Asset asset;
  Mesh root;
  add_wheelchair(root, 0, seat);
  add_trunk(root, f);
  set_root(asset, std::move(root), "trunk");
  add_limbs(asset, f);
  add_chair_wheels(asset, 0);
  finish_living(asset, person.mass + 14);
  return asset;
}

Asset make_pushing_wheelchair(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Person person = draw_adult(random);
  Person seated = draw_adult(random);
  Figure &f = person.figure, &other = seated.figure;
  const double s = f.measures.stature, seat = .49, x = .26 * s + .25;
  const Step step = level(easy_step(f.measures, .7));
  walk_level(f, step);
  f.posture.lean = .10;
  push(f, Vec3(x - .22, 0, seat + .49), .215);
  sit_in_chair(other, x, seat);
  for (std::size_t k = 0; k < 2; ++k) {  // on the armrests
    const double side = k == 0 ? 1 : -1;
    other.posture.arms[k].grip = Vec3(x + .20, side * .235, seat + .27),
    other.posture.arms[k].elbow = {-1, .4, -.3};
  }
  Asset asset;
  Mesh root;
  add_wheelchair(root, x, seat);
  add_trunk(root, f);
  add_trunk(root, other);
  set_root(asset, std::move(root), "trunk");
  set_walk(asset, add_limbs(asset, f), f, step);
  add_limbs(asset, other, "seated_");
  add_chair_wheels(asset, x);
  finish_living(asset, person.mass + seated.mass + 14);
  return asset;
}

Asset make_skateboarder(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Kind kind = kMan;
  kind.slim = .92, kind.stout = 1, kind.slim_bmi = 19, kind.stout_bmi = 23, kind.shortest = 1.6,
  kind.tallest = 1.85;
  kind.outfit.headgear = Headgear::Beanie, kind.outfit.padding = .012;
  Person person = draw_person(random, kind);
  Figure& f = person.figure;
  const Measures& m = f.measures;
  const double deck = .115;
  // Sideways on the board, knees bent, arms out.
  f.posture.turn = rotation_about(Vec3::UnitZ(), 1.25);
  f.posture.hips = {-.02, -.03, deck + .84 * leg_length(m)};
  f.posture.lean = .22, f.posture.bend = .15;
  f.posture.legs[0].ankle = Vec3(-.27, 0, deck + m.ankle),
  f.posture.legs[1].ankle = Vec3(.27, 0, deck + m.ankle);
  for (auto& leg : f.posture.legs) leg.knee = {1, .25, 0};
  for (auto& arm : f.posture.arms) arm.out = 1.05, arm.bend = .45, arm.forward = .2;
  Mesh load;
  add_rounded_box(load, offset(0, 0, deck - .008), {.56, .20, .014}, .006, {MaterialId::Wood, Part::Load});
  for (const double end : {-1.0, 1.0}) {
    add_box(load, {rotation_about(Vec3::UnitY(), -end * .35), Vec3(end * .34, 0, deck + .016)},
            {.15, .19, .012}, {MaterialId::Wood, Part::Load});
    add_box(load, offset(end * .21, 0, .065), {.05, .10, .08}, kSteel);
  }
  Asset asset;
  add_trunk(load, f);
  set_root(asset, std::move(load), "trunk");
  add_limbs(asset, f);
  add_wheels(asset, "wheel_front", .21, .085, .028, .035);
  add_wheels(asset, "wheel_rear", -.21, .085, .028, .035);
  finish_living(asset, person.mass + 3);
  return asset;
}

Asset make_roller_skater(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Person person = draw_adult(random);
  person.figure.outfit.headgear = Headgear::CycleHelmet, person.figure.outfit.bottom = Outfit::Bottom::Shorts;
  Figure& f = person.figure;
  const Measures& m = f.measures;
  const double s = m.stature, boot = .095;
  // Glides on one foot, the other has pushed off.
  f.posture.hips = {-.05 * s, 0, boot + .87 * leg_length(m)};
  f.posture.lean = .50, f.posture.bend = .25, f.posture.nod = .1;
  f.posture.legs[0].ankle = Vec3(.04 * s, .02 * s, boot + m.ankle);
  f.posture.legs[1].ankle = Vec3(-.33 * s, -.17 * s, boot + m.ankle + .08 * s), f.posture.legs[1].pitch = .35;
  f.posture.arms[0].forward = -.9, f.posture.arms[0].out = .35, f.posture.arms[0].bend = .4;
  f.posture.arms[1].forward = .9, f.posture.arms[1].out = .25, f.posture.arms[1].bend = .9;
  Asset asset;
  Mesh root;
  add_trunk(root, f);
  set_root(asset, std::move(root), "trunk");
  const FigureLinks links = add_limbs(asset, f);
  for (const auto link : links.foot) {  // boots on four wheels in line
    Mesh skate = *asset.links[link].mesh;
    const double sole = -m.ankle;
    add_rounded_box(skate, offset(.2 * m.foot, 0, sole - .025), {.85 * m.foot, .022, .055}, .008, kPlastic);
    const std::array<Section, 3> cuff{{{-.4 * m.ankle, -.01, .062, .052},
                                       {.8 * m.ankle, -.01, .060, .055},
                                       {2.6 * m.ankle, -.008, .066, .062}}};
    add_flesh(skate, straight({}), cuff, 2, 12, kPlastic, false);
    for (int i = 0; i < 4; ++i) {
      const Vec3 hub(-.22 * m.foot + .285 * m.foot * i, 0, sole - boot + .038);
      add_tube(skate, hub - Vec3(0, .012, 0), hub + Vec3(0, .012, 0), .038, .038, 16, kTyre);
    }
    asset.links[link].mesh = std::make_shared<const Mesh>(std::move(skate));
  }
  finish_living(asset, person.mass + 4);
  return asset;
}

Asset make_child_on_scooter(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Kind kind = kSchoolChild;
  kind.shortest = 1.05, kind.tallest = 1.22, kind.outfit.headgear = Headgear::CycleHelmet;
  Person person = draw_person(random, kind);
  Figure& f = person.figure;
  const Measures& m = f.measures;
  const Cycle scooter = kick_scooter(.60 * m.stature);
  // One foot on the deck, the other pushes behind on its toes.
  f.posture.hips = {scooter.saddle.x() - .06, -.04, scooter.saddle.z() + .93 * leg_length(m)};
  f.posture.lean = .22, f.posture.bend = .12;
  f.posture.legs[0].ankle = Vec3(scooter.saddle.x() - .02, 0, scooter.saddle.z() + m.ankle);
  const Eigen::Vector2d toe = sole_of(m)[1];
  const Quat heel_up = rotation_about(Vec3::UnitY(), .75);
  const Vec3 back(-.26 * m.stature, -.13, 0);
  Vec3 tip = heel_up * Vec3(sole_of(m)[2].x(), 0, sole_of(m)[2].y());
  if ((heel_up * Vec3(toe.x(), 0, toe.y())).z() < tip.z()) tip = heel_up * Vec3(toe.x(), 0, toe.y());
  f.posture.legs[1].ankle = back - tip, f.posture.legs[1].pitch = .75;
  for (std::size_t k = 0; k < 2; ++k) {
    f.posture.arms[k].grip =
        Vec3(scooter.grip.x(), k == 0 ? scooter.grip.y() : -scooter.grip.y(), scooter.grip.z());
    f.posture.arms[k].elbow = {-1, .4, -.5};
  }
  Asset asset;
  Mesh root = scooter.frame;
  add_trunk(root, f);
  set_root(asset, std::move(root), "trunk");
  add_limbs(asset, f);
  add_running_gear(asset, scooter, 1);
  finish_living(asset, person.mass + scooter.mass);
  return asset;
}

// Both feet run on the ground, the saddle carries.
Asset make_child_on_balance_bike(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Kind kind{.92, 1.08, .85, 1.0, 1.12, 15, 17, {}};
  kind.outfit.headgear = Headgear::CycleHelmet;
  Person person = draw_person(random, kind);
  Figure& f = person.figure;
  const Measures& m = f.measures;
  const Cycle bike = balance_bicycle(m.thigh + m.shank);
  f.posture.hips = bike.saddle + Vec3(.01, 0, .045 * m.stature);
  f.posture.lean = .14, f.posture.bend = .10;
  const Step step{.95 * m.stature, .42, .07 * m.stature, 0, .2, .8};
  f.posture.hips.z() = std::min(f.posture.hips.z(), walking_hips(m, step));
  for (std::size_t k = 0; k < 2; ++k) {
    const double side = k == 0 ? 1 : -1;
    f.posture.legs[k].ankle = Vec3(f.posture.hips.x() + .10 * side * m.stature, side * m.half_hips, m.ankle);
    f.posture.arms[k].grip = Vec3(bike.grip.x(), side * bike.grip.y(), bike.grip.z()),
    f.posture.arms[k].elbow = {-1, .5, -.5};
  }
  Asset asset;
  Mesh root = bike.frame;
  add_trunk(root, f);
  set_root(asset, std::move(root), "trunk");
  set_walk(asset, add_limbs(asset, f), f, step);
  add_running_gear(asset, bike, 1);
  finish_living(asset, person.mass + bike.mass);
  return asset;
}

}  // namespace

std::vector<Family> wheeled_person_families() {
  using enum ClassId;
  return {
      {{"person/with_pram", Person, "pushes a pram", {1.5, .62, 1.7}, 92, {}}, make_with_pram},
      {{"person/with_shopping_trolley", Person, "pushes a supermarket trolley", {1.55, .60, 1.7}, 104, {}},
       make_with_shopping_trolley},
      {{"person/wheelchair_user", Person, "in a wheelchair", {1.05, .75, 1.42}, 86, {}},
       make_wheelchair_user},
      {{"person/pushing_wheelchair", Person, "pushes someone in a wheelchair", {1.6, .66, 1.7}, 158, {}},
       make_pushing_wheelchair},
      {{"person/skateboarder", Person, "sideways on a skateboard, arms out", {1.3, .75, 1.65}, 70, {}},
       make_skateboarder},
      {{"person/roller_skater", Person, "on inline skates, bent forward", {1.4, .72, 1.6}, 76, {}},
       make_roller_skater},
      {{"person/child_on_scooter", Child, "pushes a kick scooter", {.90, .42, 1.2}, 24, {}},
       make_child_on_scooter},
      {{"person/child_on_balance_bike", Child, "strides on a balance bicycle", {.90, .42, .98}, 19, {}},
       make_child_on_balance_bike},
  };
}

}  // namespace tailcast
