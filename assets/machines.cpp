// SPDX-License-Identifier: Apache-2.0
// Machines of building sites, warehouses and fields.
#include <algorithm>

#include "assets/lorry.h"
#include "assets/spoked_wheel.h"

namespace tailcast {
namespace {

constexpr Paint kYellow{MaterialId::PaintedMetal, Part::Body};

// A cab with a seat, a console and a wheel, its floor at low.z.
void add_operator_cab(Coachwork& work, const GlassCab& cab) {
  add_glass_cab(work, cab);
  const double y = .5 * (cab.low.y() + cab.high.y()), x = .5 * (cab.low.x() + cab.high.x());
  add_seat(work.trim, {x - .22, y, cab.low.z() + .08, .45, .5, .6});
  add_block(work.trim, {cab.high.x() - .42, y - .18, cab.low.z() + .05},
            {cab.high.x() - .22, y + .18, cab.low.z() + .80}, paint::kDark, .04);
  add_steering_wheel(work.trim, {cab.high.x() - .52, y, cab.low.z() + .88}, .18, -.9);
}

// A beam of the arm with its hydraulic cylinder beside it.
void add_arm(Coachwork& work, const Vec3& a, const Vec3& b, double width, double height) {
  add_beam(work.solid, a, b, width, height, kYellow);
}
void add_ram(Coachwork& work, const Vec3& a, const Vec3& b, double radius) {
  const Vec3 middle = .5 * (a + b);
  add_tube(work.solid, a, middle, radius, radius, 10, kYellow);
  add_tube(work.solid, middle, b, .6 * radius, .6 * radius, 10, paint::kSteel);
}

// A bucket open to `mouth` (+1: ahead): floor, back and two cheeks, whose corners differ so that each stays a
// piece of its own. `at`: the back's foot.
void add_bucket(Mesh& m, const Vec3& at, double depth, double height, double half_width, double mouth) {
  const double x = at.x(), z = at.z();
  const auto px = [&](double u) { return x + mouth * u * depth; };
  add_profile(m, {{px(.0), z}, {px(1.0), z + .02}, {px(1.0), z + .06}, {px(.0), z + .08}}, -half_width,
              half_width, paint::kSteel);
  add_profile(m, {{px(-.08), z + .02}, {px(.0), z}, {px(-.04), z + .5 * height}, {px(-.14), z + .5 * height}},
              -half_width + .004, half_width - .004, paint::kSteel);
  add_profile(m,
              {{px(-.14), z + .5 * height},
               {px(-.04), z + .5 * height},
               {px(.12), z + height},
               {px(.02), z + height}},
              -half_width + .002, half_width - .002, paint::kSteel);
  for (const double side : {-1.0, 1.0}) {
    const double a = side * (half_width + .002), b = side * (half_width - .04);
    add_profile(m,
                {{px(-.08), z},
                 {px(1.0), z + .03},
                 {px(.12), z + height},
                 {px(.0), z + height},
                 {px(-.14), z + .5 * height}},
                std::min(a, b), std::max(a, b), paint::kSteel);
  }
}

Asset make_excavator(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double k = random.uniform(.93, 1.05), lift = random.uniform(-.25, .25);
  Coachwork work;
  Mesh& m = work.solid;
  for (const double side : {-1.0, 1.0}) add_track(work, -2.0 * k, 2.0 * k, side * 1.12 * k, .60, .92 * k);
  add_block(m, Vec3(-.95, -.80, .35) * k, Vec3(.95, .80, .90) * k, paint::kFrame);
  add_tube(m, Vec3(0, 0, .88) * k, Vec3(0, 0, 1.10) * k, .62, .62, 24, paint::kSteel);
  add_block(m, Vec3(-2.0, -1.32, 1.10) * k, Vec3(-.10, 1.32, 2.05) * k, kYellow, .06);    // engine
  add_block(m, Vec3(-2.45, -1.32, 1.08) * k, Vec3(-1.98, 1.32, 2.12) * k, kYellow, .12);  // counterweight
  add_block(m, Vec3(-.10, -1.32, 1.10) * k, Vec3(1.15, -.38, 1.75) * k, kYellow, .05);
  add_block(m, Vec3(-.10, -.36, 1.10) * k, Vec3(.85, .36, 1.45) * k, paint::kFrame);
  add_tube(m, Vec3(-1.3, -.8, 2.03) * k, Vec3(-1.3, -.8, 2.5) * k, .07, .07, 10, paint::kSteel);
  add_blocks(m, Vec3(-1.9, 1.22, 2.04) * k, Vec3(-1.86, 1.26, 2.35) * k, paint::kRail);
  add_operator_cab(work, {Vec3(-.10, .42, 1.12) * k, Vec3(1.55, 1.34, 2.95) * k, .45, .25, .22, 0, .03, .07,
                          .03, kYellow});
  const Vec3 foot = Vec3(.62, 0, 1.70) * k, knee = Vec3(2.35, 0, 4.15 + lift) * k,
             tip = Vec3(5.05, 0, 4.35 + lift) * k, wrist = Vec3(5.75, 0, 1.55 + lift) * k;
  add_arm(work, foot, knee, .44, .52), add_arm(work, knee - Vec3(.15, 0, .05), tip, .40, .46);
  add_arm(work, tip + Vec3(-.35, 0, .35), wrist, .34, .38);
  for (const double side : {-1.0, 1.0})
    add_ram(work, Vec3(1.05, side * .32, 1.45) * k, knee + Vec3(-.35, side * .30, -.75), .08);
  add_ram(work, knee + Vec3(.10, 0, .42), tip + Vec3(-.30, 0, .62), .08);
  add_ram(work, tip + Vec3(.15, 0, -.25), wrist + Vec3(.10, 0, .55), .06);
  const double x = wrist.x(), z = wrist.z();
  add_profile(m,
              {{x - .85, z - .95},
               {x - .35, z - 1.25},
               {x + .20, z - 1.10},
               {x + .32, z - .30},
               {x + .10, z + .10},
               {x - .20, z + .05}},
              -.60, .60, paint::kSteel);
  for (double y = -.5; y <= .5; y += .25)
    add_beam(m, {x - .80, y, z - 1.00}, {x - 1.02, y, z - .86}, .08, .06, paint::kSteel);
  add_blocks(work.trim, Vec3(-2.46, .5, 1.3) * k, Vec3(-2.43, 1.2, 1.5) * k, paint::kRetro);
  work.asset.anchors.push_back({"seat", offset(.6 * k, .88 * k, 1.65 * k), {.4, .4, 0}});
  return finish(std::move(work), random.uniform(19000, 24500), 1.25);
}

Asset make_wheel_loader(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double k = random.uniform(.94, 1.05), raise = random.uniform(.05, .45);
  Coachwork work;
  Mesh& m = work.solid;
  add_profile(m,
              {{-3.3 * k, .95 * k},
               {-.75 * k, .80 * k},
               {-.75 * k, 2.05 * k},
               {-3.15 * k, 1.90 * k},
               {-3.3 * k, 1.75 * k}},
              -.80 * k, .80 * k, kYellow);
  add_block(m, Vec3(-3.45, -1.0, .75) * k, Vec3(-2.9, 1.0, 1.15) * k, kYellow, .08);
  add_block(m, Vec3(-.75, -.6, .70) * k, Vec3(.35, .6, 1.35) * k, paint::kFrame);
  add_block(m, Vec3(.35, -.5, .65) * k, Vec3(1.95, .5, 1.45) * k, kYellow);
  add_profile(m, {{.5 * k, 1.40 * k}, {1.45 * k, 1.40 * k}, {1.25 * k, 2.15 * k}, {.85 * k, 2.15 * k}},
              -.45 * k, .45 * k, kYellow);
  add_operator_cab(work, {Vec3(-.95, -.72, 1.36) * k, Vec3(.48, .72, 3.20) * k, .35, .20, .12, .05, .08, .08,
                          .05, kYellow});
  const Vec3 bucket(2.95 * k, 0, .10 + raise);
  for (const double side : {-1.0, 1.0}) {
    const double y = side * .62 * k;
    add_arm(work, {1.00 * k, y, 2.00 * k}, {2.15 * k, y, 1.25 * k + .5 * raise}, .16, .34);
    add_arm(work, {2.10 * k, y, 1.30 * k + .5 * raise}, {2.90 * k, y, .45 + raise}, .16, .30);
    add_ram(work, {.90 * k, side * .40 * k, 1.05 * k}, {2.0 * k, y, 1.20 * k + .4 * raise}, .07);
    for (const double x : {1.62 * k, -1.62 * k})
      add_mudguard(m, {x, side * 1.02 * k, .78 * k}, .86 * k, .60 * k, .5, 2.6, paint::kPlastic);
    for (const double x : {1.62 * k, -1.62 * k})
      add_tube(m, {x, side * .3 * k, .78 * k}, {x, side * .85 * k, .78 * k}, .20, .20, 10, paint::kFrame);
    add_lamp(work.trim, {-3.44 * k, side * .8 * k, 1.0 * k}, {.03, .10, .06});
  }
  add_ram(work, {1.15 * k, 0, 2.10 * k}, {2.80 * k, 0, 1.05 + raise}, .07);
  add_bucket(m, bucket, 1.15 * k, 1.15 * k, 1.38 * k, 1);
  add_tube(m, Vec3(-2.3, .4, 1.9) * k, Vec3(-2.3, .4, 2.45) * k, .06, .06, 10, paint::kSteel);
  const std::array axles{Axle{1.62 * k, .78 * k, .58 * k, 1.02 * k, false, false, .5},
                         Axle{-1.62 * k, .78 * k, .58 * k, 1.02 * k, false, false, .5}};
  add_axles(work.asset, axles, 8);
  return finish(std::move(work), random.uniform(13000, 18500), 1.15);
}

Asset make_backhoe_loader(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double raise = random.uniform(.05, .3), reach = random.uniform(.95, 1.05);
  Coachwork work;
  Mesh& m = work.solid;
  add_profile(m, {{.35, .75}, {2.05, .80}, {2.15, 1.35}, {1.95, 1.55}, {.35, 1.75}}, -.42, .42, kYellow);
  add_block(m, {-1.55, -.45, .55}, {.45, .45, 1.15}, paint::kFrame);
  add_operator_cab(work, {{-1.25, -.78, 1.15}, {.38, .78, 2.85}, .35, .45, .05, .05, .06, .08, .05, kYellow});
  for (const double side : {-1.0, 1.0}) {
    const double y = side * .62;
    add_arm(work, {.55, y, 1.55}, {2.35, y, 1.10}, .12, .22),
        add_arm(work, {2.30, y, 1.15}, {2.78, y, .42 + raise}, .12, .20);
    add_ram(work, {.70, y - side * .14, .95}, {2.0, y - side * .14, 1.10}, .05);
    add_mudguard(m, {-.95, side * .93, .72}, .79, .48, .3, 2.5, kYellow);
    add_block(m, {-1.95, side * .85, .35}, {-1.75, side * 1.05, 1.45}, paint::kFrame);  // stabilisers
    add_block(m, {-2.05, side * .75, .28}, {-1.65, side * 1.15, .36}, paint::kSteel);
    add_lamp(work.trim, {2.12, side * .32, 1.25}, {.05, .08, .06});
  }
  add_bucket(m, {2.82, 0, .10 + raise}, .85, .85, 1.12, 1);
  add_block(m, {-1.80, -1.05, .60}, {-1.56, 1.05, .90}, paint::kFrame);
  const Vec3 foot(-1.80, 0, .95), knee(-2.35 * reach, 0, 3.15), tip(-3.05 * reach, 0, 3.35),
      wrist(-2.75 * reach, 0, 1.25);
  add_arm(work, foot, knee, .24, .32), add_arm(work, knee, tip, .22, .30),
      add_arm(work, tip + Vec3(-.05, 0, .25), wrist, .20, .26);
  add_ram(work, foot + Vec3(-.25, 0, .25), knee + Vec3(-.25, 0, -.35), .05);
  const double x = wrist.x(), z = wrist.z();
  add_profile(m,
              {{x + .05, z - .85},
               {x - .45, z - .75},
               {x - .5, z - .2},
               {x - .1, z + .06},
               {x + .15, z + .0},
               {x + .35, z - .55}},
              -.33, .33, paint::kSteel);
  const std::array axles{Axle{1.25, .50, .34, .78, true, false, .55},
                         Axle{-.95, .72, .48, .93, false, false, .55}};
  add_axles(work.asset, axles, 8);
  return finish(std::move(work), random.uniform(7600, 9400), 1.05);
}

Asset make_dozer(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double k = random.uniform(.94, 1.06), raise = random.uniform(.02, .35);
  Coachwork work;
  Mesh& m = work.solid;
  for (const double side : {-1.0, 1.0}) {
    add_track(work, -1.75 * k, 1.55 * k, side * 1.0 * k, .56, 1.0 * k);
    add_arm(work, {-.4 * k, side * 1.38 * k, .55 * k}, {2.15 * k, side * 1.38 * k, .45 + raise}, .16, .26);
    add_ram(work, {1.35 * k, side * .55 * k, 1.45 * k}, {2.20 * k, side * .55 * k, .75 + raise}, .07);
    add_block(m, Vec3(-1.45, side * .62, 1.05) * k, Vec3(.35, side * 1.28, 1.20) * k, kYellow);
  }
  add_block(m, Vec3(-1.7, -.66, .45) * k, Vec3(1.5, .66, 1.15) * k, paint::kFrame);
  add_profile(m, {{.30 * k, 1.12 * k}, {1.75 * k, 1.12 * k}, {1.80 * k, 1.80 * k}, {.30 * k, 1.98 * k}},
              -.50 * k, .50 * k, kYellow);
  add_operator_cab(work, {Vec3(-1.35, -.72, 1.20) * k, Vec3(.28, .72, 3.05) * k, .40, .35, .08, .08, .12, .09,
                          .05, kYellow});
  add_tube(m, Vec3(1.0, .2, 1.85) * k, Vec3(1.0, .2, 2.75) * k, .07, .07, 10, paint::kSteel);
  const auto blade = [&](double z) {
    return 2.52 * k - .42 * (z - .62) * (z - .62);
  };  // x of its hollow face
  for (int i = 0; i < 5; ++i) {
    const double a = .23 * i * k, b = .23 * (i + 1) * k, z = .02 + raise;
    add_sheet(m, {blade(a) + .16 * a, -1.62 * k, z + a}, {blade(a) + .16 * a, 1.62 * k, z + a},
              {blade(b) + .16 * b, 1.62 * k, z + b}, {blade(b) + .16 * b, -1.62 * k, z + b}, .06, kYellow);
  }
  add_beam(m, Vec3(-1.75, 0, 1.0) * k, Vec3(-2.45, 0, 1.05) * k, .7, .22, paint::kFrame);
  for (const double y : {-.6, .0, .6})
    add_beam(m, Vec3(-2.40, y, 1.10) * k, Vec3(-2.30, y, .25) * k, .10, .20, paint::kSteel, Vec3::UnitX());
  add_block(m, Vec3(-2.52, -.75, .95) * k, Vec3(-2.32, .75, 1.18) * k, paint::kFrame);
  return finish(std::move(work), random.uniform(15500, 21500), 1.0);
}

// Tandem roller: two drums of steel, a platform under a roof.
Asset make_roller(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double k = random.uniform(.93, 1.06), r = .62 * k, half = .80 * k, base = 1.62 * k;
  Coachwork work;
  Mesh& m = work.solid;
  for (const double x : {base, -base}) {
    const double sign = x > 0 ? 1 : -1;
    for (const double side : {-1.0, 1.0}) {
      add_block(m, {x - .14, side * (half + .02), .45 * k}, {x + .14, side * (half + .14), 1.38 * k},
                kYellow);
      add_block(m, {x - sign * .9 * k, side * (half + .02), 1.18 * k},
                {x + .14 * sign, side * (half + .14), 1.38 * k}, kYellow);
    }
    add_block(m, {x - .30 * k, -half - .02, 1.28 * k}, {x + .30 * k, half + .02, 1.42 * k}, kYellow);
    Mesh drum;
    add_tube(drum, {0, -half, 0}, {0, half, 0}, r, r, 40, {MaterialId::BareMetal, Part::Wheel});
    add_roll(work.asset, std::move(drum), {x > 0 ? "drum_front" : "drum_rear", x, 0, r, half});
  }
  add_block(m, Vec3(-1.0, -.70, .55) * k, Vec3(1.0, .70, 1.30) * k, kYellow, .06);
  add_block(m, Vec3(-1.55, -.70, 1.43) * k, Vec3(-.60, .70, 1.85) * k, kYellow, .08);
  add_block(m, Vec3(.70, -.55, 1.30) * k, Vec3(1.05, .55, 2.05) * k, kYellow, .05);
  add_seat(m, {-.15 * k, .25, 1.30 * k, .45, .5, .6});
  add_steering_wheel(work.trim, {.55 * k, .25, 2.1 * k}, .2, -.6);
  add_tube(work.trim, {.78 * k, .25, 1.9 * k}, {.57 * k, .25, 2.1 * k}, .02, .02, 6, paint::kDark);
  for (const double side : {-1.0, 1.0})
    for (const double x : {-.62, .95})
      add_tube(m, Vec3(x, side * .62, 1.28) * k, Vec3(x, side * .66, 2.9) * k, .035, .035, 8, paint::kRail);
  add_block(m, Vec3(-.95, -.85, 2.88) * k, Vec3(1.25, .85, 2.97) * k, kYellow, .03);
  add_tube(m, Vec3(-.2, 0, 2.96) * k, Vec3(-.2, 0, 3.1) * k, .06, .05, 10, paint::kLamp);
  work.asset.wheelbase = 2 * base;
  work.asset.anchors.push_back({"seat", offset(.05 * k, .25, 1.75 * k), {.4, .4, 0}});
  return finish(std::move(work), random.uniform(8500, 12500), .95);
}

Asset make_forklift(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double raise = random.uniform(.04, .30), mast = random.uniform(2.10, 2.30);
  Coachwork work;
  Mesh& m = work.solid;
  add_profile(m, {{-1.30, .28}, {-.30, .18}, {-.30, .92}, {-.90, 1.02}, {-1.22, .95}, {-1.36, .60}}, -.52,
              .52, kYellow);  // counterweight
  add_block(m, {-.32, -.50, .16}, {.62, .50, .36}, paint::kFrame);
  add_block(m, {.30, -.48, .36}, {.62, .48, .95}, kYellow, .05);
  add_block(m, {-.70, -.36, .90}, {-.28, .36, 1.04}, paint::kDark, .03);
  add_seat(m, {-.52, 0, .68, .40, .46, .55});
  add_steering_wheel(work.trim, {.22, .0, 1.16}, .16, -.7);
  add_tube(work.trim, {.40, 0, .92}, {.24, 0, 1.16}, .02, .02, 6, paint::kDark);
  for (const double side : {-1.0, 1.0}) {  // overhead guard
    add_tube(m, {.52, side * .46, .90}, {.12, side * .44, 2.08}, .03, .03, 8, paint::kRail);
    add_tube(m, {-1.0, side * .44, .95}, {-.85, side * .44, 2.08}, .03, .03, 8, paint::kRail);
    add_beam(m, {-.88, side * .44, 2.09}, {.14, side * .44, 2.09}, .05, .05, paint::kRail);
    add_block(m, {.70, side * .30, .08}, {.80, side * .42, mast}, paint::kFrame);  // mast
    add_block(m, {.81, side * .24, .12}, {.88, side * .31, mast - .05}, paint::kSteel);
    add_tube(m, {.68, side * .18, .25}, {.68, side * .18, mast - .15}, .035, .035, 8, paint::kSteel);
    add_block(m, {.96, side * .20, raise}, {2.06, side * .32, raise + .045}, paint::kSteel);  // forks
    add_block(m, {.96, side * .20, raise + .045}, {1.005, side * .32, raise + .55}, paint::kSteel);
  }
  for (int i = 0; i < 6; ++i)
    add_block(m, {-.84 + .17 * i, -.42, 2.07}, {-.80 + .17 * i, .42, 2.11}, paint::kRail);
  for (const double z : {mast - .05, 1.25}) add_block(m, {.70, -.42, z}, {.80, .42, z + .08}, paint::kFrame);
  for (const double z : {.12, .45})
    add_block(m, {.89, -.48, raise + z}, {.955, .48, raise + z + .09}, paint::kFrame);
  for (double y = -.44; y <= .45; y += .22)
    add_block(m, {.90, y - .015, raise + .52}, {.94, y + .015, raise + 1.15}, paint::kFrame);
  add_block(m, {.90, -.46, raise + 1.12}, {.94, .46, raise + 1.17}, paint::kFrame);
  add_lamp(work.trim, {-.3, 0, 2.16}, {.05, .05, .06});
  const std::array axles{Axle{.62, .33, .20, .48, false, false, .55},
                         Axle{-.88, .26, .16, .44, true, false, .55}};
  add_axles(work.asset, axles, 6);
  work.asset.anchors.push_back({"forks", offset(1.5, 0, raise + .045), {1.0, .64, 0}});
  return finish(std::move(work), random.uniform(3600, 4700), .75);
}

Asset make_telehandler(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double raise = random.uniform(.1, .5), r = .62;
  Coachwork work;
  Mesh& m = work.solid;
  add_block(m, {-2.2, -.55, .55}, {2.0, .55, 1.0}, paint::kFrame);
  add_profile(m, {{-2.4, .85}, {-1.5, .8}, {-1.5, 1.75}, {-2.2, 1.9}, {-2.4, 1.5}}, -.60, .60, kYellow);
  add_block(m, {-1.2, -1.12, .75}, {.9, -.58, 1.45}, kYellow, .08);  // engine, right
  add_operator_cab(work, {{-.75, .25, .95}, {.75, 1.10, 2.40}, .45, .25, .18, .05, .04, .07, .03, kYellow});
  const Vec3 foot(-2.1, -.20, 1.85), head(2.75, -.20, 1.05 + .5 * raise);
  add_arm(work, foot, foot + .72 * (head - foot), .36, .42),
      add_arm(work, foot + .70 * (head - foot), head, .28, .32);
  add_arm(work, head + Vec3(-.05, 0, .05), head + Vec3(.28, 0, -.55), .26, .30);
  for (const double side : {-1.0, 1.0}) {
    const double y = -.20 + side * .34, z = .12 + raise;
    add_block(m, {3.10, y - .06, z}, {4.28, y + .06, z + .05}, paint::kSteel),
        add_block(m, {3.04, y - .06, z}, {3.09, y + .06, z + .75}, paint::kSteel);
    for (const double x : {1.45, -1.45}) {
      add_mudguard(m, {x, side * .98, r}, r + .05, .42, .6, 2.5, paint::kPlastic);
      add_tube(m, {x, side * .3, r}, {x, side * .85, r}, .14, .14, 10, paint::kFrame);
    }
  }
  add_block(m, {2.92, -.85, .14 + raise}, {3.03, .45, .30 + raise}, paint::kFrame),
      add_block(m, {2.92, -.85, .62 + raise}, {3.03, .45, .78 + raise}, paint::kFrame);
  add_block(m, {2.92, -.38, .30 + raise}, {3.03, -.02, .62 + raise}, paint::kFrame);
  const std::array axles{Axle{1.45, r, .40, .98, true, false, .55},
                         Axle{-1.45, r, .40, .98, false, false, .55}};
  add_axles(work.asset, axles, 8);
  work.asset.anchors.push_back({"forks", offset(3.68, -.20, raise + .17), {1.1, .8, 0}});
  return finish(std::move(work), random.uniform(7200, 9800), .95);
}

Asset make_farm_tractor(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double k = random.uniform(.92, 1.06), rear_radius = .88 * k, front_radius = .63 * k;
  Coachwork work;
  Mesh& m = work.solid;
  add_profile(m,
              {{.20 * k, 1.05 * k},
               {1.85 * k, .95 * k},
               {2.02 * k, 1.15 * k},
               {1.92 * k, 1.50 * k},
               {.20 * k, 1.80 * k}},
              -.36 * k, .36 * k, paint::kBody);
  add_block(m, Vec3(-1.35, -.34, .62) * k, Vec3(1.75, .34, 1.06) * k, paint::kFrame);
  add_block(m, Vec3(1.95, -.42, .58) * k, Vec3(2.30, .42, .98) * k, paint::kFrame, .04);  // weights
  add_operator_cab(work, {Vec3(-1.40, -.78, 1.20) * k, Vec3(.18, .78, 2.85) * k, .35, .50, .10, .05, .02, .06,
                          .08, paint::kBody});
  for (const double side : {-1.0, 1.0}) {
    add_mudguard(m, {-1.05 * k, side * .90 * k, rear_radius}, rear_radius + .07, .50 * k, .45, 2.35,
                 paint::kBody);
    add_mudguard(m, {1.35 * k, side * .86 * k, front_radius}, front_radius + .06, .36 * k, .6, 2.3,
                 paint::kPlastic);
    add_tube(m, {-1.05 * k, side * .3, rear_radius}, {-1.05 * k, side * .72 * k, rear_radius}, .16, .16, 10,
             paint::kFrame);
    add_tube(m, {1.35 * k, side * .2, front_radius}, {1.35 * k, side * .72 * k, front_radius}, .11, .11, 10,
             paint::kFrame);
    add_beam(m, {-1.35 * k, side * .38, .72 * k}, {-2.15 * k, side * .42, .58 * k}, .06, .10,
             paint::kSteel);  // lower links
    add_lamp(work.trim, Vec3(1.97, side * .24, 1.32) * k, {.05, .08, .06});
  }
  add_tube(m, Vec3(.30, -.48, 1.35) * k, Vec3(.30, -.48, 2.80) * k, .055, .055, 10, paint::kSteel);
  add_beam(m, Vec3(-1.35, 0, 1.15) * k, Vec3(-2.10, 0, 1.02) * k, .06, .06, paint::kSteel);
  add_block(m, Vec3(-1.62, -.12, .48) * k, Vec3(-1.34, .12, .66) * k, paint::kSteel);
  add_number_plate(work.trim, {-1.41 * k, 0, 1.32 * k});
  const std::array axles{Axle{1.35 * k, front_radius, .40 * k, .86 * k, true, false, .55},
                         Axle{-1.05 * k, rear_radius, .54 * k, .92 * k, false, false, .60}};
  add_axles(work.asset, axles, 8);
  work.asset.anchors.push_back({"hitch", offset(-1.52 * k, 0, .66 * k), {.1, .1, 0}});
  return finish(std::move(work), random.uniform(4800, 8200), 1.0);
}

// All-terrain crane: four axles, low cab in front, telescopic boom laid over it.
void crane(Lorry& l, RandomStream& random) {
  Mesh& m = l.work.solid;
  const double w = 1.22, top = 1.55, turn = -1.6;
  add_block(m, {l.rear, -w, 1.02}, {l.front + .1, w, top}, kYellow, .03);
  for (const double x : {l.rear + .35, l.front - .25}) {
    add_blocks(m, {x - .15, w - .20, .50}, {x + .15, w + .03, 1.10}, paint::kFrame);
    for (const double side : {-1.0, 1.0})
      add_tube(m, {x, side * (w - .12), .40}, {x, side * (w - .12), .50}, .22, .22, 14, paint::kSteel);
  }
  add_tube(m, {turn, 0, top - .02}, {turn, 0, top + .16}, .85, .85, 24, paint::kSteel);
  add_block(m, {turn - 1.1, -1.0, top + .16}, {turn + 1.2, .30, top + .75}, kYellow, .05);
  add_block(m, {turn - 2.9, -1.2, top + .1}, {turn - 1.9, 1.2, top + 1.05}, kYellow, .08);  // counterweight
  add_block(m, {turn - 2.0, -.5, top + .2}, {turn - 1.0, .5, top + .8}, paint::kFrame);
  add_operator_cab(l.work, {{turn + .10, .38, top + .18},
                            {turn + 1.75, 1.22, top + 1.75},
                            .4,
                            .3,
                            .25,
                            .05,
                            .03,
                            .06,
                            .03,
                            kYellow});
  const Vec3 foot(turn - 1.5, -.12, top + 1.15),
      head(l.cab.front + random.uniform(1.1, 1.6), -.12, top + 1.30);
  const Vec3 along = (head - foot).normalized();
  double size = .78;
  for (const double end : {.80, .88, .95, 1.0}) {
    add_beam(m, foot, foot + end * (head - foot), .85 * size, size, kYellow);
    size -= .10;
  }
  add_ram(l.work, {turn + .5, -.12, top + .5}, foot + .35 * (head - foot) - Vec3(0, 0, .35), .16);
  add_block(m, head + Vec3(-.25, -.22, -.30), head + Vec3(.20, .22, .25), paint::kSteel);
  add_tube(m, head + .1 * along, head + .1 * along - Vec3(0, 0, 1.05), .02, .02, 6, paint::kRail);
  add_block(m, head + Vec3(-.05, -.14, -1.5), head + Vec3(.28, .14, -1.02), kYellow, .03);
  add_contour_marks(l.work.trim, {l.rear, l.front, w, 1.10, 1.20});
  add_beacons(l.work, l.cab.rear + .5, .5, l.cab.top.at(l.cab.rear + .5));
}

const std::vector<LorryRow>& rows() {
  static const std::vector<LorryRow> all{
      {"vehicle/mobile_crane",
       "all-terrain crane with its boom over its cab",
       {11.0, 12.0},
       {3.6, 3.8},
       {38000, 48000},
       {2.0, 2.1},
       2.35,
       {2.0, 3.65},
       crane,
       {},
       false,
       true},
  };
  return all;
}
Asset make_crane(const AssetInfo& info, std::uint64_t seed) {
  return build_lorry(rows(), info.id, seed);
}

}  // namespace

std::vector<Family> machine_families() {
  std::vector<Family> families = families_of(rows(), make_crane);
  using enum ClassId;
  families.insert(
      families.end(),
      {
          {{"vehicle/excavator", OtherVehicle, "crawler excavator, 22 t", {8.6, 2.85, 4.6}, 21800, {"seat"}},
           make_excavator},
          {{"vehicle/wheel_loader", OtherVehicle, "wheel loader, 15 t", {7.6, 2.75, 3.3}, 15700, {}},
           make_wheel_loader},
          {{"vehicle/backhoe_loader", OtherVehicle, "backhoe loader", {6.9, 2.35, 3.6}, 8500, {}},
           make_backhoe_loader},
          {{"vehicle/dozer", OtherVehicle, "crawler dozer with ripper", {5.2, 3.25, 3.1}, 18500, {}},
           make_dozer},
          {{"vehicle/roller", OtherVehicle, "tandem roller, 10 t", {4.5, 1.9, 3.1}, 10500, {"seat"}},
           make_roller},
          {{"vehicle/forklift", OtherVehicle, "forklift truck, 2.5 t", {3.4, 1.16, 2.25}, 4150, {"forks"}},
           make_forklift},
          {{"vehicle/telehandler", OtherVehicle, "telescopic handler", {6.7, 2.36, 2.45}, 8500, {"forks"}},
           make_telehandler},
          {{"vehicle/farm_tractor", OtherVehicle, "farm tractor", {4.4, 2.35, 2.95}, 6500, {"hitch"}},
           make_farm_tractor},
      });
  return families;
}

}  // namespace tailcast
