// SPDX-License-Identifier: Apache-2.0
// Small things that lie about: bags, cases, containers, toys.
#include <algorithm>
#include <array>

#include "assets/assembly.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

using enum MaterialId;
constexpr Paint kPlastic{Plastic, Part::Whole}, kSignal{SignalPlastic, Part::Whole}, kMetal{BareMetal, Part::Whole},
    kCloth{Cloth, Part::Whole}, kRubber{Rubber, Part::Whole}, kPainted{PaintedMetal, Part::Whole},
    kDark{DarkInterior, Part::Whole};

// Rings of `sides` points whose radii vary about each level's by the same lobes, so that neighbours stay nearly convex.
struct Level {
  double z, x, y;  // m: half sizes
};
std::vector<std::vector<Vec3>> lobed(std::span<const Level> levels, int sides, double rough, RandomStream& random) {
  std::vector<double> lobe;
  for (int i = 0; i < sides; ++i) lobe.push_back(1 + random.uniform(-rough, rough));
  std::vector<std::vector<Vec3>> rings;
  for (const auto& level : levels) {
    auto& ring = rings.emplace_back(ellipse_ring(Vec3(0, 0, level.z), Vec3(level.x, 0, 0), Vec3(0, level.y, 0), sides));
    for (std::size_t i = 0; i < ring.size(); ++i) ring[i].head<2>() *= lobe[i];
  }
  return rings;
}

// A carrier bag full of air: two handles up.
Assembly make_plastic_bag(RandomStream& random) {
  const double s = random.uniform(.85, 1.15);
  const Paint film{PlasticFilm, Part::Whole};
  const std::array<Level, 7> levels{{{0, .10 * s, .15 * s},
                                     {.03 * s, .15 * s, .19 * s},
                                     {.14 * s, .18 * s, .22 * s},
                                     {.26 * s, .16 * s, .21 * s},
                                     {.34 * s, .10 * s, .18 * s},
                                     {.39 * s, .05 * s, .17 * s},
                                     {.42 * s, .012 * s, .17 * s}}};
  Assembly bag;
  add_loft(bag, lobed(levels, 16, .05, random), film);
  for (const double x : {-.03, .03}) {
    const auto path = points_of({Vec3(x * s, 0, .41 * s), Vec3(0, .085 * s, 0), Vec3(0, 0, .16 * s), 0, kPi}, 10);
    add_band(bag, {path, std::vector<Vec3>(path.size(), Vec3::UnitX()), .05 * s, .006}, film);
  }
  return bag;
}

// Full, its neck tied.
Assembly make_garbage_bag(RandomStream& random) {
  const double r = random.uniform(.25, .32), h = random.uniform(.50, .62), flat = random.uniform(.85, 1);
  const std::array<Level, 8> body{{{0, .62 * r, .62 * r},
                                   {.05 * h, .86 * r, .86 * r * flat},
                                   {.25 * h, r, r * flat},
                                   {.45 * h, .97 * r, .97 * r * flat},
                                   {.62 * h, .80 * r, .80 * r * flat},
                                   {.75 * h, .50 * r, .50 * r * flat},
                                   {.82 * h, .20 * r, .20 * r},
                                   {.86 * h, .10 * r, .10 * r}}};
  Assembly bag;
  add_loft(bag, lobed(body, 20, .055, random), kPlastic);
  const std::array<Level, 3> neck{{{.86 * h, .10 * r, .10 * r}, {.93 * h, .22 * r, .20 * r}, {h, .38 * r, .32 * r}}};
  add_loft(bag, lobed(neck, 10, .25, random), kPlastic);
  add_torus(bag, offset(0, 0, .86 * h), .11 * r, .014, {SignalPlastic, Part::Whole}, 12);
  return bag;
}

// Hard shell on four castors, its pull-out handle up.
Assembly make_suitcase(RandomStream& random) {
  const double wide = random.uniform(.40, .52), deep = random.uniform(.24, .32), tall = random.uniform(.55, .75),
               foot = .05;
  Assembly suitcase;
  add_rounded_box(suitcase, offset(0, 0, foot + .5 * tall), {deep, wide, tall}, .045, kPlastic);
  for (int i = 0; i < 5; ++i)
    for (const double side : {-1.0, 1.0})
      add_box(suitcase.mesh, offset(side * .5 * deep, (i - 2) * .16 * wide, foot + .5 * tall),
              {.014, .05 * wide, .76 * tall}, kPainted);
  for (const double x : {-.36, .36})
    for (const double y : {-.40, .40})
      add_tube(suitcase, Vec3(x * deep, y * wide - .013, .028), Vec3(x * deep, y * wide + .013, .028), .028, .028,
               kRubber, 12);
  for (const double y : {-.22, .22})
    add_tube(suitcase, Vec3(-.38 * deep, y * wide, foot + tall - .02), Vec3(-.38 * deep, y * wide, foot + tall + .34),
             .008, .008, kMetal, 8);
  add_rounded_box(suitcase, offset(-.38 * deep, 0, foot + tall + .35), {.03, .56 * wide, .035}, .01, kPlastic);
  add_bent_tube(suitcase, points_of({Vec3(.02, 0, foot + tall - .005), Vec3(0, .09, 0), Vec3(0, 0, .035), 0, kPi}, 6),
                .01, kRubber);
  return suitcase;
}

Assembly make_backpack(RandomStream& random) {
  const double s = random.uniform(.9, 1.15);
  const auto ring = [&](double z, double x, double y) {
    auto points = ellipse_ring(Vec3(0, 0, z), Vec3(x, 0, 0), Vec3(0, y, 0), 16);
    for (auto& p : points) p.x() = std::max(p.x(), -.6 * x);  // flat where it lies on a back
    return points;
  };
  Assembly pack;
  add_loft(
      pack,
      std::array{ring(0, .09 * s, .13 * s), ring(.03 * s, .12 * s, .155 * s), ring(.25 * s, .13 * s, .16 * s),
                 ring(.38 * s, .12 * s, .15 * s), ring(.46 * s, .08 * s, .12 * s), ring(.49 * s, .03 * s, .07 * s)},
      kCloth);
  add_rounded_box(pack, offset(.135 * s, 0, .14 * s), {.08 * s, .23 * s, .20 * s}, .03, kCloth);
  add_box(pack.mesh, offset(.176 * s, 0, .215 * s), {.006, .21 * s, .012}, kMetal);
  for (const double side : {-1.0, 1.0}) {
    add_rounded_box(pack, offset(.02 * s, side * .17 * s, .13 * s), {.12 * s, .05 * s, .16 * s}, .015, kCloth);
    const auto path =
        points_of({Vec3(-.07 * s, side * .07 * s, .25 * s), Vec3(0, 0, .18 * s), Vec3(-.10 * s, 0, 0), 0, kPi}, 8);
    add_band(pack, {path, std::vector<Vec3>(path.size(), Vec3::UnitY()), .05 * s, .012}, kCloth);
  }
  add_bent_tube(pack, points_of({Vec3(-.03 * s, 0, .475 * s), Vec3(0, .04, 0), Vec3(0, 0, .05), 0, kPi}, 6), .008,
                kCloth);
  return pack;
}

Assembly make_toolbox(RandomStream& random) {
  const double length = random.uniform(.42, .58), wide = random.uniform(.19, .25), tall = random.uniform(.18, .24);
  Assembly box;
  add_rounded_box(box, offset(0, 0, .5 * tall), {wide, length, tall}, .012, {PaintedMetal, Part::Body});
  add_loft(box,
           std::array{rectangle(tall, 1.03 * wide, 1.02 * length), rectangle(tall + .03, 1.03 * wide, 1.02 * length),
                      rectangle(tall + .08, .5 * wide, .92 * length)},
           kPlastic);
  for (const double y : {-.28, .28}) {
    add_box(box, offset(.52 * wide, y * length, tall), {.014, .05, .07}, kMetal);
    add_tube(box, Vec3(0, y * .7 * length, tall + .07), Vec3(0, y * .7 * length, tall + .13), .008, .008, kMetal, 8);
  }
  add_tube(box, Vec3(0, -.24 * length, tall + .13), Vec3(0, .24 * length, tall + .13), .014, .014, kRubber, 10);
  return box;
}

Assembly make_bucket(RandomStream& random) {
  const double r = random.uniform(.13, .17), h = random.uniform(.26, .34), wall = .004;
  Assembly bucket;
  add_vessel(bucket, std::array{circle(0, .75 * r, 24), circle(h, r, 24)},
             std::array{circle(.01, .75 * r - wall, 24), circle(h, r - wall, 24)}, kPlastic);
  const std::array<Eigen::Vector2d, 4> rim{{{r, h - .03}, {r + .008, h - .03}, {r + .008, h + .004}, {r, h + .004}}};
  add_ring(bucket, Pose{}, rim, kPlastic);
  const double lean = random.uniform(-.5, .5);
  const Pose bail{rotation_about(Vec3::UnitY(), lean), Vec3(0, 0, h - .02)};
  std::vector<Vec3> path = points_of({Vec3::Zero(), Vec3(0, r + .014, 0), Vec3(0, 0, 1.05 * r), 0, kPi}, 14);
  for (auto& p : path) p = bail * p;
  add_bent_tube(bucket, path, .004, kMetal, 6);
  add_tube(bucket, path[6], path[8], .013, .013, {Wood, Part::Whole}, 10);
  return bucket;
}

// 20 l, its pressed cross and three handles.
Assembly make_jerrycan(RandomStream& random) {
  const double s = random.uniform(.9, 1.02), length = .345 * s, wide = .165 * s, tall = .44 * s;
  Assembly can;
  const std::array<Eigen::Vector2d, 7> outline{{{-.5 * length, .03},
                                                {-.44 * length, 0},
                                                {.44 * length, 0},
                                                {.5 * length, .03},
                                                {.5 * length, .72 * tall},
                                                {.22 * length, tall},
                                                {-.5 * length, tall}}};
  add_prism(can, {rotation_about(Vec3::UnitX(), .5 * kPi), Vec3::Zero()}, outline, -.5 * wide, .5 * wide, kPainted);
  for (const double side : {-1.0, 1.0})
    for (const double slope : {-.75, .75})
      add_box(can.mesh, {rotation_about(Vec3::UnitY(), slope), Vec3(-.02, side * .5 * wide, .42 * tall)},
              {.30 * s, .014, .022}, kPlastic);
  for (const double y : {-.045, 0.0, .045}) {
    const std::array path{Vec3(-.42 * length, y, tall - .005), Vec3(-.40 * length, y, tall + .035),
                          Vec3(.06 * length, y, tall + .035), Vec3(.08 * length, y, tall - .005)};
    add_bent_tube(can, path, .008, kPainted, 6);
  }
  add_tube(can, Vec3(.36 * length, 0, .84 * tall), Vec3(.46 * length, 0, .96 * tall), .03, .03, kMetal, 14);
  return can;
}

// A crate of twenty bottles.
Assembly make_bottle_crate(RandomStream& random) {
  const double tall = random.uniform(.27, .31);
  const Vec3 size{.30, .40, tall};
  Assembly crate;
  add_tray(crate, Pose{}, {{size.x(), size.y()}, {size.x(), size.y()}, 0, .55 * tall, .012}, kSignal);
  for (const double x : {-1.0, 1.0})
    for (const double y : {-1.0, 1.0})
      add_box(crate, offset(x * (.5 * size.x() - .02), y * (.5 * size.y() - .02), .75 * tall), {.04, .04, .5 * tall},
              kSignal);
  for (const double x : {-1.0, 1.0})
    add_box(crate, offset(x * (.5 * size.x() - .009), 0, .93 * tall), {.018, size.y(), .14 * tall}, kSignal);
  for (const double y : {-1.0, 1.0})
    add_box(crate, offset(0, y * (.5 * size.y() - .009), .93 * tall), {size.x(), .018, .14 * tall}, kSignal);
  const std::array<Eigen::Vector2d, 5> bottle{
      {{.031, .012}, {.031, .62 * tall}, {.014, .78 * tall}, {.013, 1.02 * tall}, {.010, 1.03 * tall}}};
  for (int i = 0; i < 4; ++i)
    for (int k = 0; k < 5; ++k) {
      if (random.chance(.12)) continue;  // taken out, or lost
      add_lathe(crate, offset((i - 1.5) * .066, (k - 2) * .073, 0), bottle, {CarGlass, Part::Load}, 10);
    }
  return crate;
}

// Packaging: a block with the hollows of what it held.
Assembly make_styrofoam(RandomStream& random) {
  const double length = random.uniform(.55, .8), wide = random.uniform(.4, .55), tall = random.uniform(.16, .24);
  const Paint foam{Foam, Part::Whole};
  Assembly block;
  add_box(block, offset(0, 0, .2 * tall), {length, wide, .4 * tall}, foam);
  for (const double side : {-1.0, 1.0}) {
    add_box(block, offset(side * .42 * length, 0, .7 * tall), {.16 * length, wide, .6 * tall}, foam);
    add_box(block, offset(0, side * .42 * wide, .6 * tall), {.68 * length, .16 * wide, .4 * tall}, foam);
    add_box(block, offset(side * .12 * length, 0, .5 * tall), {.07 * length, .68 * wide, .2 * tall}, foam);
  }
  return block;
}

// A football: size 5, its twelve dark patches.
Assembly make_football(RandomStream& random) {
  const double r = random.uniform(.108, .111), golden = .5 * (1 + std::sqrt(5.0));
  Assembly ball;
  add_ellipsoid(ball.mesh, offset(0, 0, r), Vec3::Constant(r), 16, 32, {Foam, Part::Whole});
  ball.shapes.emplace_back(SphereShape{Vec3(0, 0, r), r});
  const double yaw = random.uniform(0, 2 * kPi), pitch = random.uniform(0, 1);
  const Quat turn = from_yaw_pitch_roll(yaw, pitch, 0);
  for (const double a : {-1.0, 1.0})
    for (const double b : {-golden, golden})
      for (const Vec3& corner : {Vec3(0, a, b), Vec3(a, b, 0), Vec3(b, 0, a)}) {
        const Vec3 out = turn * corner.normalized(), at = Vec3(0, 0, r) + r * out;
        if (at.z() < .3 * r) continue;  // those it lies on stay smooth
        Assembly patch;
        const std::array<Eigen::Vector2d, 4> bulge{{{.030, -.02}, {.034, -.0040}, {.02, -.0004}, {.002, .0014}}};
        add_lathe(patch, {Quat::FromTwoVectors(Vec3::UnitZ(), out), at}, bulge, kRubber, 5);
        append(ball.mesh, patch.mesh, Pose{});
      }
  return ball;
}

// A toy car to sit on: stout body, four fat wheels, a steering wheel.
Assembly make_toy_car(RandomStream& random) {
  const double s = random.uniform(.92, 1.05), length = .58 * s, wide = .21 * s;
  const auto section = [&](double x, double low, double high, double half) {
    return std::vector<Vec3>{{x, -half, low},      {x, half, low},        {x, half, .8 * high},
                             {x, .7 * half, high}, {x, -.7 * half, high}, {x, -half, .8 * high}};
  };
  Assembly car;
  add_loft(
      car,
      std::array{section(-.50 * length, .12, .25 * s, .40 * wide), section(-.42 * length, .07, .28 * s, .5 * wide),
                 section(-.22 * length, .07, .27 * s, .5 * wide), section(-.10 * length, .07, .205 * s, .42 * wide),
                 section(.12 * length, .07, .21 * s, .42 * wide), section(.20 * length, .07, .29 * s, .5 * wide),
                 section(.40 * length, .07, .25 * s, .5 * wide), section(.50 * length, .11, .19 * s, .36 * wide)},
      kSignal);
  for (const double x : {-.30, .32})
    for (const double side : {-1.0, 1.0}) {
      add_tube(car, Vec3(x * length, side * .42 * wide, .075), Vec3(x * length, side * .68 * wide, .075), .075, .075,
               kRubber, 18);
      add_tube(car, Vec3(x * length, side * .66 * wide, .075), Vec3(x * length, side * .70 * wide, .075), .04, .04,
               {Foam, Part::Wheel}, 14);
    }
  const Vec3 column(.18 * length, 0, .27 * s), wheel(.08 * length, 0, .38 * s);
  add_tube(car, column, wheel, .016, .016, kRubber, 8);
  const Pose turned{Quat::FromTwoVectors(Vec3::UnitZ(), (wheel - column).normalized()), wheel};
  add_torus(car, turned, .085 * s, .012, kRubber, 20);
  for (const double angle : {0.0, .5 * kPi}) {
    const Vec3 across(dmath::cos(angle) * .08 * s, dmath::sin(angle) * .08 * s, 0);
    add_tube(car, turned * Vec3(-across), turned * across, .009, .009, kRubber, 6);
  }
  for (const double side : {-.24, .24})
    add_ellipsoid(car, offset(.485 * length, side * wide, .19 * s), {.02, .028, .028}, {LampCover, Part::Lamp}, 6, 12);
  return car;
}

// Open, on its rim and the tips of its ribs, its crook aside.
Assembly make_umbrella(RandomStream& random) {
  const double r = random.uniform(.48, .56), deep = .26 * r / .5;
  const auto dome = [&](double inset) {
    return std::array{circle(inset, .03, 8), circle(.05 * deep + inset, .30 * r, 8),
                      circle(.36 * deep + inset, .72 * r, 8), circle(deep + inset, r, 8)};
  };
  Assembly open;  // apex down at the origin
  add_vessel(open, dome(0), dome(.004), kCloth);
  for (int i = 0; i < 8; ++i) {
    const double angle = 2 * kPi * i / 8, c = dmath::cos(angle), s = dmath::sin(angle);
    add_tube(open.mesh, Vec3(.02 * c, .02 * s, .012), Vec3(.30 * r * c, .30 * r * s, .05 * deep + .008), .003, .003, 4,
             kMetal);
    add_tube(open.mesh, Vec3(.72 * r * c, .72 * r * s, .36 * deep + .008), Vec3(r * c, r * s, deep + .008), .003, .003,
             4, kMetal);
    add_tube(open, Vec3(.5 * r * c, .5 * r * s, .2 * deep + .006), Vec3(0, 0, .30), .003, .003, kMetal, 4);
  }
  add_tube(open, Vec3(0, 0, -.06), Vec3(0, 0, .74), .006, .006, kMetal, 8);
  auto crook = points_of({Vec3(.035, 0, .74), Vec3(-.035, 0, 0), Vec3(0, 0, .05), 0, kPi}, 8);
  add_bent_tube(open, crook, .011, {Wood, Part::Whole}, 8);
  Assembly lying;  // over to one side, until it rests on its rim and its grip
  append(lying, open, {rotation_about(Vec3::UnitY(), 2.22), Vec3::Zero()});
  return lying;
}

Assembly make_child_seat(RandomStream& random) {
  const double s = random.uniform(.92, 1.06);
  Assembly seat;
  add_rounded_box(seat, offset(.02 * s, 0, .09 * s), {.44 * s, .42 * s, .18 * s}, .04, kPlastic);
  add_rounded_box(seat, offset(.05 * s, 0, .20 * s), {.32 * s, .28 * s, .06 * s}, .02, kCloth);
  const Quat recline = rotation_about(Vec3::UnitY(), -.28);
  const auto on_back = [&](double x, double y, double z) {
    return Pose{recline, Vec3(-.16 * s, 0, .14 * s) + recline * Vec3(x * s, y * s, z * s)};
  };
  add_rounded_box(seat, on_back(0, 0, .28), {.10 * s, .40 * s, .60 * s}, .04, kPlastic);
  add_rounded_box(seat, on_back(.06, 0, .26), {.04 * s, .26 * s, .44 * s}, .015, kCloth);
  for (const double side : {-1.0, 1.0}) {
    add_rounded_box(seat, on_back(.12, side * .20, .47), {.20 * s, .06 * s, .22 * s}, .025, kCloth);
    add_rounded_box(seat, on_back(.08, side * .20, .20), {.16 * s, .05 * s, .26 * s}, .02, kPlastic);
    add_rounded_box(seat, offset(.06 * s, side * .205 * s, .24 * s), {.30 * s, .05 * s, .06 * s}, .02, kPlastic);
    add_box(seat, on_back(.085, side * .07, .26), {.012, .035 * s, .36 * s}, kRubber);
  }
  add_box(seat, offset(.08 * s, 0, .24 * s), {.05, .05, .03}, kSignal);
  return seat;
}

Assembly make_fire_extinguisher(RandomStream& random) {
  const double r = random.uniform(.075, .095), h = random.uniform(.42, .52);
  Assembly bottle;
  const std::array<Eigen::Vector2d, 7> profile{{{.85 * r, 0},
                                                {r, .02},
                                                {r, .78 * h},
                                                {.9 * r, .86 * h},
                                                {.6 * r, .94 * h},
                                                {.25 * r, .99 * h},
                                                {.2 * r, 1.03 * h}}};
  add_lathe(bottle, Pose{}, profile, kPainted, 20);
  add_box(bottle.mesh, offset(r - .003, 0, .5 * h), {.008, .10, .16}, {Foam, Part::Panel});
  add_box(bottle, offset(-.01, 0, 1.06 * h), {.05, .035, .05}, kMetal);
  for (const double z : {1.10, 1.17})
    add_box(bottle, {rotation_about(Vec3::UnitY(), z > 1.12 ? -.22 : .05), Vec3(-.06, 0, z * h)}, {.15, .022, .012},
            kMetal);
  const std::array hose{Vec3(.02, .01, 1.06 * h), Vec3(.05, .06, 1.04 * h), Vec3(.03, r + .02, .86 * h),
                        Vec3(.01, r + .018, .45 * h)};
  add_bent_tube(bottle, hose, .009, kRubber, 8);
  add_tube(bottle, Vec3(.01, r + .018, .46 * h), Vec3(.0, r + .022, .18 * h), .012, .03, kRubber, 12);
  return bottle;
}

}  // namespace

std::vector<Family> litter_families() {
  using enum ClassId;
  static const std::array things{
      Thing{"debris/plastic_bag",
            Debris,
            "carrier bag full of air",
            {.36, .44, .58},
            {.01, .3},
            .4,
            .1,
            make_plastic_bag},
      Thing{"debris/garbage_bag", Debris, "full refuse sack, tied", {.57, .55, .56}, {3, 9}, .5, .05, make_garbage_bag},
      Thing{"debris/suitcase",
            Debris,
            "hard-shell suitcase on castors",
            {.30, .46, 1.05},
            {8, 23},
            .35,
            .2,
            make_suitcase},
      Thing{"debris/backpack", Debris, "backpack", {.40, .40, .53}, {2, 8}, .5, .1, make_backpack},
      Thing{"debris/toolbox", Debris, "toolbox with its handle up", {.24, .51, .36}, {5, 15}, .45, .15, make_toolbox},
      Thing{"debris/bucket", Debris, "bucket with its bail", {.34, .33, .45}, {.6, 1.5}, .4, .3, make_bucket},
      Thing{"debris/jerrycan", Debris, "20-litre jerrycan", {.33, .16, .45}, {4, 20}, .45, .2, make_jerrycan},
      Thing{"debris/bottle_crate", Debris, "crate of bottles", {.30, .40, .30}, {8, 17}, .4, .15, make_bottle_crate},
      Thing{"debris/styrofoam", Debris, "block of packaging foam", {.68, .48, .20}, {.3, 1.2}, .5, .3, make_styrofoam},
      Thing{"debris/football", Debris, "football", {.22, .22, .22}, {.41, .45}, .6, .7, make_football, .004},
      Thing{"debris/toy_car", Debris, "child's ride-on toy car", {.58, .30, .46}, {2.5, 4}, .5, .3, make_toy_car},
      Thing{"debris/umbrella", Debris, "open umbrella on its side", {.8, 1.0, .9}, {.35, .6}, .4, .2, make_umbrella, .01},
      Thing{"debris/child_seat", Debris, "child's car seat", {.5, .46, .70}, {5, 12}, .45, .2, make_child_seat},
      Thing{"debris/fire_extinguisher",
            Debris,
            "fire extinguisher",
            {.26, .22, .56},
            {6, 14},
            .45,
            .2,
            make_fire_extinguisher},
  };
  return families_of(things);
}

}  // namespace tailcast
