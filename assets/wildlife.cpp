// SPDX-License-Identifier: Apache-2.0
// Animals on four legs, wild and tame: one row of proportions each, and what makes the kind unmistakable.
#include <array>

#include "assets/beast.h"
#include "assets/families.h"
#include "assets/figure.h"
#include "assets/pedestrian.h"
#include "assets/shapes.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

using Horns = Beast::Horns;
constexpr MaterialId kFur = MaterialId::Fur, kSkin = MaterialId::Skin;

// clang-format off
// withers croup length chest loin breadth neck rise throat head brow muzzle face {ears: length breadth up out}
//     {tail: length root end rise} shin hock hoofs horns coat bare mass
const Beast kStag{1.22, 1.20, 1.55, .58, .46, .44, .62, .85, .24, .42, .20, .105, .50, {.22, .10, .45, .80},
    {.15, .035, .02, -.9}, .028, .38, true, Horns::Antlers, kFur, kFur, 170};
const Beast kMoose{1.90, 1.74, 2.05, .86, .66, .62, .55, .35, .36, .72, .32, .26, .55, {.26, .13, .55, .65},
    {.10, .04, .03, -.9}, .042, .40, true, Horns::Shovels, kFur, kFur, 420};
const Beast kBoar{.86, .72, 1.25, .56, .42, .42, .14, -.20, .40, .48, .34, .12, .42, {.14, .10, .85, .25},
    {.26, .018, .012, -1.2}, .026, .27, true, Horns::Tusks, kFur, kFur, 95};
const Beast kFox{.38, .38, .58, .17, .13, .14, .13, .70, .105, .20, .100, .042, .30, {.10, .070, .90, .30},
    {.40, .030, .065, -.25}, .013, .30, false, Horns::None, kFur, kFur, 6.5};
const Beast kHare{.225, .265, .40, .13, .19, .14, .05, .95, .075, .10, .078, .048, .38, {.150, .052, .90, .20},
    {.06, .028, .02, .6}, .012, .34, false, Horns::None, kFur, kFur, 3.8};
const Beast kRaccoon{.30, .36, .50, .19, .22, .21, .06, .10, .12, .16, .125, .042, .38, {.060, .060, .85, .45},
    {.30, .040, .048, -.35}, .014, .26, false, Horns::None, kFur, kFur, 7};
const Beast kCat{.25, .25, .36, .115, .105, .11, .05, .80, .075, .072, .092, .052, .20, {.052, .048, .90, .40},
    {.28, .014, .014, 1.05}, .010, .30, false, Horns::None, kFur, kFur, 4.3};
const Beast kShepherd{.62, .58, .74, .27, .20, .19, .20, .75, .15, .25, .130, .065, .32, {.12, .075, .93, .25},
    {.38, .030, .040, -.80}, .019, .27, false, Horns::None, kFur, kFur, 33};
const Beast kDachshund{.23, .22, .50, .145, .12, .13, .09, .75, .085, .17, .085, .040, .28, {.095, .065, -.75, .55},
    {.22, .016, .006, .30}, .014, .25, false, Horns::None, kFur, kFur, 8};
const Beast kGreyhound{.70, .69, .74, .29, .145, .16, .27, .85, .105, .26, .095, .042, .30, {.08, .040, .15, .45},
    {.42, .014, .006, -1.10}, .014, .29, false, Horns::None, kFur, kFur, 29};
const Beast kCow{1.42, 1.40, 1.95, .78, .70, .60, .45, .28, .34, .50, .27, .185, .72, {.20, .12, .12, .97},
    {.95, .035, .045, -1.35}, .042, .34, true, Horns::Cattle, kFur, kFur, 620};
const Beast kCalf{.86, .87, .96, .42, .37, .30, .20, .42, .19, .30, .18, .115, .55, {.15, .10, .20, .95},
    {.45, .020, .025, -1.35}, .030, .36, true, Horns::None, kFur, kFur, 75};
const Beast kHorse{1.60, 1.58, 1.72, .74, .64, .56, .66, .85, .38, .66, .30, .165, .78, {.16, .07, .93, .22},
    {.05, .05, .04, -1.2}, .038, .35, true, Horns::None, kFur, kFur, 540};
const Beast kSheep{.74, .74, 1.02, .52, .50, .48, .20, .55, .20, .28, .15, .085, .60, {.12, .06, .05, .97},
    {.14, .045, .03, -1.2}, .018, .33, true, Horns::None, kFur, kSkin, 70};
const Beast kGoat{.74, .75, .90, .36, .32, .28, .28, .85, .14, .24, .125, .075, .62, {.13, .05, .05, .97},
    {.13, .022, .015, .70}, .018, .34, true, Horns::Goat, kFur, kFur, 52};
// clang-format on

Beast drawn(RandomStream& random, const Beast& kind, double spread = .1) {
  Beast beast = scaled(kind, random.uniform(1 - spread, 1 + spread));
  beast.mass *= random.uniform(.9, 1.12);
  return beast;
}

template <const Beast& kKind>
Asset make_plain(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  return make_beast(drawn(random, kKind));
}

void add_lump(Mesh& mesh, const Vec3& at, const Vec3& radii, Paint paint, double pitch = 0) {
  add_ellipsoid(mesh, {rotation_about(Vec3::UnitY(), pitch), at}, radii, 8, 14, paint);
}

Asset make_moose(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const Beast b = drawn(random, kMoose, .08);
  Mesh extra;
  const Paint fur{kFur, Part::Torso};
  add_lump(extra, back_of(b, .76).translation - Vec3(0, 0, .10 * b.chest),
           {.20 * b.length, .28 * b.breadth, .24 * b.chest}, fur);  // hump
  const Pose head = head_of(b);
  add_lump(extra, head * Vec3(.10 * b.head, 0, -.62 * b.brow) - Vec3(0, 0, .08), {.07, .03, .20},
           fur);  // the bell below the throat
  add_lump(extra, head * Vec3(.93 * b.head, 0, -.12 * b.brow), {.14, .11, .12}, fur, .8);  // overhanging lip
  return make_beast(b, std::move(extra));
}

Asset make_boar(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const Beast b = drawn(random, kBoar, .15);
  Mesh extra;
  const Pose head = head_of(b);
  // A disc of a snout, and bristles along the back.
  add_tube(extra, head * Vec3(.96 * b.head, 0, -.08 * b.head), head * Vec3(1.04 * b.head, 0, -.085 * b.head),
           .46 * b.muzzle, .52 * b.muzzle, 14, {kSkin, Part::Head});
  for (int i = 0; i < 7; ++i) {
    const double u = .42 + .075 * i;
    add_lump(extra, back_of(b, u).translation, {.08 * b.length, .025, .05 + .012 * i}, {kFur, Part::Torso});
  }
  return make_beast(b, std::move(extra));
}

// Thick bands make the tail, a hunched back the raccoon.
Asset make_raccoon(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const Beast b = drawn(random, kRaccoon, .1);
  Mesh extra;
  const Paint fur{kFur, Part::Torso}, dark{MaterialId::DarkInterior, Part::Head};
  add_lump(extra, back_of(b, .42).translation - Vec3(0, 0, .35 * b.loin),
           {.30 * b.length, .50 * b.breadth, .50 * b.loin}, fur);
  const Vec3 root = back_of(b, .04).translation - Vec3(0, 0, b.tail.root);
  const Vec3 out(-dmath::cos(b.tail.rise) - .1, 0, dmath::sin(b.tail.rise));
  for (const double share : {.38, .58, .78, .97}) {
    const Vec3 middle = root + share * b.tail.length * out + Vec3(-.02 * b.length, 0, 0),
               half = .030 * b.tail.length * out;
    add_tube(extra, middle - half, middle + half, .054, .054, 14, {MaterialId::DarkInterior, Part::Torso});
  }
  const Pose head = head_of(b);
  for (const double side : {-1.0, 1.0})
    add_lump(extra, head * Vec3(.36 * b.head, side * .30 * b.brow, .16 * b.brow), {.020, .018, .016}, dark,
             .3);
  add_lump(extra, head * Vec3(1.0 * b.head, 0, -.06 * b.head), {.011, .012, .010}, dark);
  return make_beast(b, std::move(extra));
}

void add_udder(Mesh& mesh, const Beast& b) {
  const Vec3 at = b.at + Vec3(-.22 * b.length, 0, b.croup - 1.02 * b.loin);
  add_lump(mesh, at, {.17, .15, .15}, {kSkin, Part::Torso});
  for (const double x : {-.07, .07})
    for (const double y : {-.06, .06})
      add_rod(mesh, at + Vec3(x, y, -.10), at + Vec3(x, y, -.20), .018, {kSkin, Part::Torso});
}

Asset make_cow(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const Beast b = drawn(random, kCow, .06);
  Mesh extra;
  add_udder(extra, b);
  add_lump(extra, b.at + Vec3(.05 * b.length, 0, b.withers - .74 * b.chest),
           {.34 * b.length, .52 * b.breadth, .34 * b.chest}, {kFur, Part::Torso});  // belly
  add_lump(extra, collar_of(b) - Vec3(-.08, 0, .48 * b.chest), {.17, .03, .20}, {kFur, Part::Torso},
           -.6);  // dewlap
  add_lump(extra, head_of(b) * Vec3(.93 * b.head, 0, -.075 * b.head), {.055, .095, .085}, {kSkin, Part::Head},
           .7);
  return make_beast(b, std::move(extra));
}

void add_mane_and_tail(Mesh& mesh, const Beast& b) {
  const Paint hair{MaterialId::Rubber, Part::Torso};  // black
  std::vector<Vec3> crest, out;
  const Vec3 low = back_of(b, .80).translation, high = head_of(b) * Vec3(-.02 * b.head, 0, .42 * b.brow);
  for (int i = 0; i <= 5; ++i) {
    const double u = i / 5.0;
    crest.push_back(low + u * (high - low) + Vec3(-.02, 0, .045 * dmath::sin(kPi * u)));
    out.push_back(Vec3::UnitY());
  }
  add_strap(mesh, crest, out, .17, .022, hair);
  const Vec3 dock = back_of(b, .03).translation;
  const std::array fall{Vec3(dock + Vec3(.05, 0, -.02)), Vec3(dock + Vec3(-.10, 0, -.06)),
                        Vec3(dock + Vec3(-.16, 0, -.35)), Vec3(dock + Vec3(-.13, 0, -.75)),
                        Vec3(dock + Vec3(-.10, 0, -.98))};
  add_limb(mesh, fall, std::array{.035, .050, .075, .065, .015}, 10, hair);
}

Asset make_horse(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const Beast b = drawn(random, kHorse, .08);
  Mesh extra;
  add_mane_and_tail(extra, b);
  return make_beast(b, std::move(extra));
}

Asset make_horse_with_rider(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const Beast b = drawn(random, kHorse, .05);
  Person rider = draw_person(random, kWoman);
  Figure& f = rider.figure;
  f.outfit.headgear = Outfit::Headgear::CycleHelmet, f.outfit.padding = .01;
  const Vec3 seat = back_of(b, .55).translation;
  f.posture.hips = seat + Vec3(0, 0, .14);
  f.posture.lean = .04;
  const Vec3 bit = head_of(b) * Vec3(.82 * b.head, 0, -.10 * b.head);
  for (std::size_t k = 0; k < 2; ++k) {
    const double side = k == 0 ? 1 : -1;
    auto& leg = f.posture.legs[k];
    leg.ankle = seat + Vec3(.02, side * (.5 * b.breadth + .07), -.64), leg.knee = {1, .55, 0},
    leg.pitch = -.15;
    f.posture.arms[k].grip = seat + Vec3(.36, side * .09, .30), f.posture.arms[k].elbow = {-1, .3, -.6};
  }
  Asset asset;
  Mesh root;
  add_mane_and_tail(root, b);
  const Paint leather{MaterialId::Plastic, Part::Load};
  const Pose saddle{Quat::Identity(), seat};
  const std::array<Section, 4> flap{{{-.30, 0, .20, .5 * b.breadth + .012},
                                     {-.12, 0, .24, .5 * b.breadth + .02},
                                     {.0, 0, .25, .34 * b.breadth},
                                     {.045, -.02, .24, .14 * b.breadth}}};
  add_flesh(root, straight(saddle), flap, 3, 16, leather);
  for (const double side : {-1.0, 1.0})
    add_rod(root, bit + Vec3(0, side * .07, 0), seat + Vec3(.37, side * .09, .30), .008, leather);
  add_trunk(root, b);
  add_trunk(root, f);
  set_root(asset, std::move(root), "trunk");
  add_legs(asset, b);
  add_limbs(asset, f, "rider_");
  finish_living(asset, b.mass + rider.mass);
  return asset;
}

// Fleece: lumps over the barrel.
Asset make_sheep(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const Beast b = drawn(random, kSheep, .1);
  Mesh extra;
  for (int i = 0; i < 5; ++i)
    for (int k = 0; k < 6; ++k) {
      const double u = .08 + .19 * i + .09 * (k % 2), angle = (-.62 + 1.24 * k / 5) * kPi,
                   swell = random.uniform(.9, 1.1);
      const double taper = i == 0 || i == 4 ? .80 : 1;
      const Vec3 middle = back_of(b, u).translation - Vec3(0, 0, .5 * b.chest);
      const Vec3 out(0, taper * .44 * b.breadth * dmath::sin(angle),
                     taper * .43 * b.chest * dmath::cos(angle));
      add_ellipsoid(extra, {Quat::Identity(), middle + out}, Vec3::Constant(.135 * swell * b.withers / .74),
                    6, 8, {kFur, Part::Torso});
    }
  add_lump(extra, head_of(b) * Vec3(-.05 * b.head, 0, .36 * b.brow), {.07, .07, .05}, {kFur, Part::Head});
  return make_beast(b, std::move(extra));
}

Asset make_goat(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const Beast b = drawn(random, kGoat, .1);
  Mesh extra;
  const Vec3 chin = head_of(b) * Vec3(.70 * b.head, 0, -.50 * b.brow);
  add_tube(extra, chin + Vec3(0, 0, .03), chin + Vec3(-.01, 0, -.14), .026, .006, 8, {kFur, Part::Head});
  return make_beast(b, std::move(extra));
}

// What lies run over: a flank, a curled back, legs that stick out.
Asset make_roadkill(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double size = random.uniform(.7, 1.3);
  const Paint fur{kFur, Part::Torso};
  Mesh root;
  const Pose lying{rotation_about(Vec3::UnitZ(), random.uniform(-.4, .4)), Vec3(0, 0, .075)};
  const std::array<Section, 5> flank{{{-.30, .02, .06, .05},
                                      {-.20, 0, .13, .075},
                                      {0, -.02, .14, .075},
                                      {.17, 0, .11, .072},
                                      {.27, .05, .06, .05}}};
  const Pose axis{rotation_about(Vec3::UnitY(), .5 * kPi) * rotation_about(Vec3::UnitZ(), .5 * kPi),
                  Vec3::Zero()};
  add_flesh(root, straight(lying * axis), flank, 3, 14, fur);
  add_ellipsoid(root, lying * offset(.37, -.07, -.02), {.11, .055, .05}, 8, 12, {kFur, Part::Head});
  add_ellipsoid(root, lying * offset(.31, -.10, .03), {.035, .012, .045}, 6, 8, {kFur, Part::Head});
  for (const double x : {-.20, -.14, .13, .19}) {
    const double reach = random.uniform(.24, .32);
    add_limb(root,
             std::array{Vec3(lying * Vec3(x, .06, .0)), Vec3(lying * Vec3(x + .05, .18, -.02)),
                        Vec3(lying * Vec3(x - .02, reach, -.04))},
             std::array{.035, .022, .015}, 8, {kFur, Part::Leg});
  }
  add_limb(root,
           std::array{Vec3(lying * Vec3(-.28, .02, -.02)), Vec3(lying * Vec3(-.42, .06, -.045)),
                      Vec3(lying * Vec3(-.55, .02, -.05))},
           std::array{.03, .035, .012}, 8, fur);
  for (auto& v : root.vertices) v *= static_cast<float>(size);
  Asset asset;
  set_root(asset, std::move(root), "trunk");
  finish_living(asset, 6 * size * size * size);
  return asset;
}

}  // namespace

Beast shepherd() {
  return kShepherd;
}
Beast riding_horse() {
  return kHorse;
}

std::vector<Family> wildlife_families() {
  using enum ClassId;
  return {
      {{"animal/stag", Animal, "red deer with antlers", {2.0, .75, 2.4}, 170, {}}, make_plain<kStag>},
      {{"animal/moose", Animal, "moose (elk) with shovels", {2.9, 1.9, 2.5}, 420, {}}, make_moose},
      {{"animal/wild_boar", Animal, "wild boar with tusks", {1.8, .42, .95}, 95, {}}, make_boar},
      {{"animal/fox", Animal, "fox with a bushy tail", {1.1, .16, .55}, 6.5, {}}, make_plain<kFox>},
      {{"animal/hare", Animal, "hare, long ears up", {.60, .15, .55}, 3.8, {}}, make_plain<kHare>},
      {{"animal/raccoon", Animal, "raccoon with a ringed tail", {.95, .22, .42}, 7, {}}, make_raccoon},
      {{"animal/cat", Animal, "cat, tail up", {.65, .11, .42}, 4.3, {}}, make_plain<kCat>},
      {{"animal/dog_large", Animal, "shepherd dog", {1.2, .20, .90}, 33, {}}, make_plain<kShepherd>},
      {{"animal/dog_small", Animal, "dachshund", {.85, .16, .36}, 8, {}}, make_plain<kDachshund>},
      {{"animal/dog_slender", Animal, "greyhound", {1.15, .17, 1.0}, 29, {}}, make_plain<kGreyhound>},
      {{"animal/cow", Animal, "dairy cow with horns", {2.7, .75, 1.65}, 620, {}}, make_cow},
      {{"animal/calf", Animal, "calf", {1.4, .35, 1.05}, 75, {}}, make_plain<kCalf>},
      {{"animal/horse", Animal, "horse", {2.6, .56, 2.3}, 540, {}}, make_horse},
      {{"animal/horse_with_rider", Animal, "horse under a rider", {2.6, .85, 2.5}, 605, {}},
       make_horse_with_rider},
      {{"animal/sheep", Animal, "sheep in fleece", {1.4, .55, .95}, 70, {}}, make_sheep},
      {{"animal/goat", Animal, "goat with horns and beard", {1.3, .30, 1.2}, 52, {}}, make_goat},
      {{"animal/roadkill", Animal, "small animal run over", {.9, .45, .17}, 6, {}}, make_roadkill},
  };
}

}  // namespace tailcast
