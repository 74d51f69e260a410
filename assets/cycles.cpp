// SPDX-License-Identifier: Apache-2.0
#include "assets/cycles.h"

#include <array>

#include "assets/families.h"
#include "assets/shapes.h"
#include "assets/skin.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

constexpr Paint kPaint{MaterialId::PaintedMetal, Part::Body}, kSteel{MaterialId::BareMetal, Part::Body},
    kBlack{MaterialId::Plastic, Part::Body}, kRubber{MaterialId::Rubber, Part::Wheel},
    kRetro{MaterialId::RetroSheet, Part::Lamp}, kLamp{MaterialId::LampCover, Part::Lamp},
    kGloss{MaterialId::CarPaint, Part::Body};

Vec3 mirrored(const Vec3& p) {
  return {p.x(), -p.y(), p.z()};
}

void add_pair(Mesh& mesh, const Vec3& a, const Vec3& b, double radius, Paint paint) {
  add_rod(mesh, a, b, radius, paint);
  add_rod(mesh, mirrored(a), mirrored(b), radius, paint);
}

// Mudguard: a strip over the wheel from one angle (rad, above the horizontal ahead) to another.
void add_guard(Mesh& mesh, const Vec3& hub, double radius, double width, double from, double to,
               Paint paint) {
  std::vector<Vec3> points, out;
  for (int i = 0; i <= 8; ++i) {
    const double angle = from + (to - from) * i / 8;
    const Vec3 radial(dmath::cos(angle), 0, dmath::sin(angle));
    points.push_back(hub + radius * radial), out.push_back(radial);
  }
  add_strap(mesh, points, out, width, .004, paint);
}

void add_saddle(Mesh& mesh, const Vec3& top, double length, double breadth) {
  const Pose at{rotation_about(Vec3::UnitY(), .5 * kPi), top - Vec3(0, 0, .03)};  // z forward, x down
  const std::array<Section, 4> shape{{{-.42 * length, 0, .028, .5 * breadth},
                                      {-.15 * length, 0, .030, .46 * breadth},
                                      {.15 * length, .004, .024, .20 * breadth},
                                      {.55 * length, .006, .018, .12 * breadth}}};
  add_flesh(mesh, straight(at), shape, 2, 12, kBlack);
}

// The frame's corners; the steering axis leans back by 19 degrees.
struct Diamond {
  Vec3 bottom, seat, head_low, head_high;
};

struct BikePlan {
  double wheel, base;  // m
  double bottom_x, bottom_z, crank_arm;
  double leg, seat_lean;  // hip to ankle; rad behind the vertical
  Vec3 grip_from_saddle;
  double tube;
  double head;  // m from the front hub up to the head tube
  bool guards, drop_bar, low_step;
  bool fork = true;  // straight down to a front wheel at half the base
};

Vec3 steering_axis() {
  return {-.33, 0, .944};
}

Diamond add_frame(Mesh& mesh, const BikePlan& p, const Vec3& saddle) {
  const Vec3 front(.5 * p.base, 0, p.wheel), rear(-.5 * p.base, 0, p.wheel),
      bottom(p.bottom_x, 0, p.bottom_z);
  const Vec3 axis = steering_axis(), up = (saddle - bottom).normalized();
  Diamond d{bottom, saddle - .12 * up, front + p.head * axis - Vec3(.035, 0, 0),
            front + (p.head + .15) * axis - Vec3(.035, 0, 0)};
  const double reach = (d.seat - bottom).norm();
  const Vec3 top = p.low_step ? Vec3(bottom + .45 * reach * up) : Vec3(bottom + .82 * reach * up);
  const double t = p.tube;
  add_rod(mesh, bottom, saddle - .04 * up, .9 * t, kPaint);  // seat tube and post
  add_rod(mesh, d.head_low, bottom, 1.15 * t, kPaint);       // down tube
  add_rod(mesh, p.low_step ? Vec3(.5 * (d.head_low + d.head_high)) : d.head_high, top, t,
          kPaint);  // top tube
  add_rod(mesh, d.head_low, d.head_high, 1.2 * t, kPaint);
  add_pair(mesh, bottom + Vec3(0, .03, 0), rear + Vec3(0, .065, 0), .6 * t, kPaint);
  add_pair(mesh, bottom + .72 * reach * up + Vec3(0, .02, 0), rear + Vec3(0, .065, 0), .5 * t, kPaint);
  if (p.fork) {
    add_pair(mesh, d.head_low + Vec3(0, .035, 0), front + Vec3(0, .055, 0), .75 * t, kPaint);
    add_rod(mesh, d.head_low + Vec3(0, -.04, 0), d.head_low + Vec3(0, .04, 0), t, kPaint);
    add_rod(mesh, front - Vec3(0, .06, 0), front + Vec3(0, .06, 0), .02, kSteel);
  }
  return d;
}

void add_handlebar(Mesh& mesh, const Diamond& d, const Vec3& grip, bool drops) {
  const Vec3 stem(grip.x() + (drops ? -.08 : .05), 0, grip.z() + (drops ? .05 : 0));
  add_rod(mesh, d.head_high, stem, .016, kSteel);
  for (const double side : {1.0, -1.0}) {
    const Vec3 at(grip.x(), side * grip.y(), grip.z());
    if (drops) {  // forward to the levers, then down and back
      const std::array bend{stem, Vec3(stem.x(), at.y(), stem.z()), Vec3(at.x() + .02, at.y(), at.z() + .02),
                            Vec3(at.x() + .03, at.y(), at.z() - .06),
                            Vec3(at.x() - .08, at.y(), at.z() - .12)};
      add_bent_rod(mesh, bend, .014, kBlack);
    } else {
      const std::array bend{stem, Vec3(stem.x() - .01, .55 * at.y(), stem.z() + .02),
                            Vec3(at + Vec3(.03, -.01 * side, 0)), Vec3(at + Vec3(-.06, .01 * side, 0))};
      add_bent_rod(mesh, bend, .015, kBlack);
    }
  }
}

Cycle plan_bicycle(const BikePlan& p) {
  Cycle c{};
  c.front_hub = .5 * p.base, c.rear_hub = -.5 * p.base, c.wheel = c.rear_wheel = p.wheel, c.tyre = .036;
  c.crank = {p.bottom_x, 0, p.bottom_z}, c.crank_arm = p.crank_arm;
  // The hip joint is some 9 cm above the saddle; the leg is nearly straight at the lowest pedal.
  const double up = .955 * p.leg - p.crank_arm - .045;
  c.saddle = c.crank + up * Vec3(-dmath::sin(p.seat_lean), 0, dmath::cos(p.seat_lean));
  c.grip = c.saddle + p.grip_from_saddle;
  const Diamond d = add_frame(c.frame, p, c.saddle);
  add_handlebar(c.frame, d, c.grip, p.drop_bar);
  add_saddle(c.frame, c.saddle, .26, p.drop_bar ? .13 : .20);
  const Vec3 front(c.front_hub, 0, p.wheel), rear(c.rear_hub, 0, p.wheel);
  add_rod(c.frame, rear - Vec3(0, .07, 0), rear + Vec3(0, .07, 0), .03, kSteel);
  // Chain: its upper and lower run.
  for (const double z : {.07, -.07})
    add_rod(c.frame, c.crank + Vec3(0, -.045, z), rear + Vec3(0, -.045, .5 * z), .006, kBlack);
  if (p.guards) {
    add_guard(c.frame, front, p.wheel + .03, .05, .35 * kPi, .95 * kPi, kPaint);
    add_guard(c.frame, rear, p.wheel + .03, .05, .25 * kPi, 1.0 * kPi, kPaint);
    add_ellipsoid(c.frame, {Quat::Identity(), d.head_low + Vec3(.05, 0, .08)}, {.05, .045, .045}, 6, 10, kLamp);
  }
  const double end = .84 * kPi;  // the reflector: on the rear mudguard, else below the saddle
  const Vec3 reflector = p.guards ? Vec3(rear + (p.wheel + .038) * Vec3(dmath::cos(end), 0, dmath::sin(end)))
                                  : Vec3(c.saddle + Vec3(-.06, 0, -.09));
  add_box(c.frame, {Quat::Identity(), reflector}, {.015, .08, .05}, kRetro);
  c.mass = 14;
  return c;
}

void add_luggage_rack(Mesh& mesh, const Cycle& c) {
  const double z = 2 * c.rear_wheel + .10, x = c.rear_hub - .06;
  add_pair(mesh, Vec3(x + .20, .06, z), Vec3(x - .20, .06, z), .007, kSteel);
  for (const double dx : {.18, 0.0, -.18})
    add_rod(mesh, Vec3(x + dx, -.06, z), Vec3(x + dx, .06, z), .006, kSteel);
  add_pair(mesh, Vec3(x - .12, .06, z), Vec3(c.rear_hub, .07, c.rear_wheel), .007, kSteel);
}

// Rim, tyre, hub and spokes; axis along y.
Mesh spoked_wheel(double radius, double tyre, int spokes) {
  Mesh mesh;
  constexpr int kSides = 32;
  const double h = .5 * tyre, rim = radius - tyre, w = .38 * tyre;
  const std::array<Eigen::Vector2d, 7> section{{{rim - .014, -w},
                                                {rim, -h},
                                                {radius - .35 * h, -.75 * h},
                                                {radius, 0},
                                                {radius - .35 * h, .75 * h},
                                                {rim, h},
                                                {rim - .014, w}}};
  const Pose axle = along_y(Vec3::Zero());
  add_lathe(mesh, axle, section, kSides, kRubber);
  const std::array<Eigen::Vector2d, 2> inside{{{rim - .014, w}, {rim - .014, -w}}};
  add_lathe(mesh, axle, inside, kSides, {MaterialId::BareMetal, Part::Wheel});
  add_tube(mesh, Vec3(0, -.024, 0), Vec3(0, .024, 0), .022, .022, 10, {MaterialId::BareMetal, Part::Wheel});
  for (int i = 0; i < spokes; ++i) {
    const double angle = 2 * kPi * i / spokes, side = i % 2 ? .018 : -.018;
    const Vec3 out(dmath::cos(angle), 0, dmath::sin(angle));
    add_tube(mesh, .015 * out + Vec3(0, side, 0), (rim - .012) * out, .0016, .0016, 4,
             {MaterialId::BareMetal, Part::Wheel});
  }
  return mesh;
}

// Of motorcycles and scooters: thick tyre, cast disc.
Mesh cast_wheel(double radius, double tyre, double rim) {
  Mesh mesh;
  constexpr int kSides = 28;
  const double h = .5 * tyre;
  const Pose axle = along_y(Vec3::Zero());
  const std::array<Eigen::Vector2d, 7> section{{{rim, -.8 * h},
                                                {.5 * (rim + radius), -h},
                                                {radius - .25 * h, -.72 * h},
                                                {radius, 0},
                                                {radius - .25 * h, .72 * h},
                                                {.5 * (rim + radius), h},
                                                {rim, .8 * h}}};
  add_lathe(mesh, axle, section, kSides, kRubber);
  const std::array<Eigen::Vector2d, 2> inside{{{rim, .8 * h}, {rim, -.8 * h}}};
  add_lathe(mesh, axle, inside, kSides, {MaterialId::BareMetal, Part::Wheel});
  for (int i = 0; i < 5; ++i) {
    const double angle = 2 * kPi * i / 5;
    const Vec3 out(dmath::cos(angle), 0, dmath::sin(angle));
    add_tube(mesh, .2 * rim * out, .99 * rim * out, .18 * rim, .10 * rim, 6,
             {MaterialId::BareMetal, Part::Wheel});
  }
  add_tube(mesh, Vec3(0, -.7 * h, 0), Vec3(0, .7 * h, 0), .25 * rim, .25 * rim, 12,
           {MaterialId::BareMetal, Part::Wheel});
  return mesh;
}

void add_plate(Mesh& mesh, const Vec3& at, double tilt) {
  add_box(mesh, {rotation_about(Vec3::UnitY(), tilt), at}, {.008, .18, .20},
          {MaterialId::RetroSheet, Part::Plate});
}

void add_mirrors(Mesh& mesh, const Vec3& grip) {
  for (const double side : {1.0, -1.0}) {
    const Vec3 root(grip.x() + .08, side * .8 * grip.y(), grip.z() + .02),
        glass(grip.x() + .10, side * 1.05 * grip.y(), grip.z() + .22);
    add_rod(mesh, root, glass, .006, kBlack);
    add_ellipsoid(mesh, {Quat::Identity(), glass}, {.015, .065, .045}, 6, 12,
                  {MaterialId::Plastic, Part::Mirror});
  }
}

Cycle scooter_on_foot(double bar, double length, double wheel, double deck, double breadth, double mass) {
  Cycle c{};
  c.front_hub = .5 * length, c.rear_hub = -.5 * length, c.wheel = c.rear_wheel = wheel,
  c.tyre = .8 * wheel * .5, c.mass = mass;
  c.saddle = {-.02, 0, deck}, c.crank = c.saddle;
  const Vec3 neck(c.front_hub - .09, 0, deck + .10), top(c.front_hub - .16, 0, bar);
  c.grip = top + Vec3(-.02, .5 * breadth, 0);
  add_rounded_box(c.frame, offset(-.03, 0, deck - .025), {length - .30, .15, .05}, .015, kBlack);
  add_rod(c.frame, Vec3(c.front_hub - .20, 0, deck - .02), neck, .028, kPaint);
  add_rod(c.frame, neck, top, .019, kPaint);
  add_pair(c.frame, neck + Vec3(0, .03, 0), Vec3(c.front_hub, .5 * c.tyre + .02, wheel), .012, kPaint);
  add_pair(c.frame, Vec3(-.5 * length + .18, .05, deck - .03), Vec3(c.rear_hub, .5 * c.tyre + .02, wheel),
           .014, kPaint);
  add_rod(c.frame, top - Vec3(0, .5 * breadth + .06, 0), top + Vec3(0, .5 * breadth + .06, 0), .015, kBlack);
  add_guard(c.frame, Vec3(c.rear_hub, 0, wheel), wheel + .015, .06, .3 * kPi, .95 * kPi, kBlack);
  return c;
}

// Everything `share` times as large; the mass is left alone.
Cycle scaled(Cycle c, double share) {
  for (auto& v : c.frame.vertices) v *= static_cast<float>(share);
  c.saddle *= share, c.grip *= share, c.crank *= share, c.crank_arm *= share;
  c.front_hub *= share, c.rear_hub *= share, c.wheel *= share, c.rear_wheel *= share, c.tyre *= share;
  return c;
}

// An open box of thin walls, low at its floor's middle.
void add_basket(Mesh& mesh, const Vec3& low, const Vec3& size) {
  const double x = .5 * size.x(), y = .5 * size.y(), z = low.z() + .5 * size.z();
  for (const double side : {-1.0, 1.0})
    add_box(mesh, offset(low.x(), low.y() + side * y, z), {size.x(), .012, size.z()}, kBlack);
  for (const double end : {-1.0, 1.0})
    add_box(mesh, offset(low.x() + end * x, low.y(), z), {.012, size.y() - .012, size.z()}, kBlack);
  add_box(mesh, offset(low.x(), low.y(), low.z()), {size.x(), size.y(), .012}, kBlack);
}

Cycle scooter(bool exhaust) {
  Cycle c{};
  c.front_hub = .65, c.rear_hub = -.65, c.wheel = c.rear_wheel = .225, c.tyre = .11, c.mass = 115;
  c.saddle = {-.33, 0, .79}, c.grip = {.34, .30, 1.02}, c.crank = {.18, .13, .31};
  Mesh& m = c.frame;
  const Spine lengthwise = straight({rotation_about(Vec3::UnitY(), .5 * kPi), Vec3::Zero()});
  add_flesh(m, lengthwise,
            std::array<Section, 5>{{{-.88, -.66, .08, .10},
                                    {-.72, -.60, .17, .19},
                                    {-.45, -.56, .20, .21},
                                    {-.20, -.54, .19, .19},
                                    {-.10, -.50, .14, .15}}},
            3, 16, kGloss);
  add_flesh(
      m, lengthwise,
      std::array<Section, 4>{
          {{-.82, -.78, .04, .12}, {-.60, -.78, .055, .17}, {-.30, -.76, .05, .16}, {-.08, -.73, .035, .11}}},
      2, 14, kBlack);                                                      // seat
  add_rounded_box(m, offset(.12, 0, .27), {.52, .34, .07}, .025, kGloss);  // floor
  // Leg shield, leaning with the steering column.
  const Pose shield{rotation_about(Vec3::UnitY(), -.28), Vec3(.44, 0, .60)};
  add_flesh(m, straight(shield),
            std::array<Section, 5>{{{-.34, .04, .05, .15},
                                    {-.18, 0, .04, .21},
                                    {.06, 0, .04, .22},
                                    {.24, 0, .045, .17},
                                    {.36, 0, .05, .10}}},
            2, 16, kGloss);
  add_flesh(m, straight(shield),
            std::array<Section, 3>{{{.36, 0, .055, .08}, {.46, .03, .09, .13}, {.54, .03, .06, .10}}}, 2, 14,
            kGloss);
  add_ellipsoid(m, offset(.45, 0, 1.04), {.05, .075, .06}, 8, 12, kLamp);
  add_rod(m, mirrored(c.grip) - Vec3(0, .05, 0), c.grip + Vec3(0, .05, 0), .016, kBlack);
  add_pair(m, Vec3(.52, .08, .36), Vec3(c.front_hub, .08, c.wheel), .022, kSteel);
  add_guard(m, Vec3(c.front_hub, 0, c.wheel), c.wheel + .03, .13, .0, .95 * kPi, kGloss);
  add_pair(m, Vec3(-.45, .10, .40), Vec3(c.rear_hub, .09, c.rear_wheel), .035, kBlack);
  if (exhaust) add_tube(m, Vec3(-.50, -.15, .24), Vec3(-.86, -.16, .28), .045, .055, 12, kSteel);
  add_ellipsoid(m, offset(-.935, 0, .68), {.03, .09, .04}, 6, 12, kLamp);
  add_plate(m, {-.93, 0, .48}, .12);
  add_mirrors(m, c.grip);
  return c;
}

}  // namespace

Cycle city_bicycle(double leg) {
  Cycle c =
      plan_bicycle({.345, 1.10, -.10, .285, .17, leg, .33, {.54, .27, .13}, .017, .46, true, false, true});
  add_luggage_rack(c.frame, c);
  const double x = c.front_hub, top = 2 * c.wheel + .32;  // a basket before the handlebar
  for (const double side : {-1.0, 1.0})
    add_box(c.frame, offset(x + .04, .17 * side, top - .11), {.28, .012, .20}, kBlack);
  for (const double end : {-.10, .18})
    add_box(c.frame, offset(x + end, 0, top - .11), {.012, .328, .20}, kBlack);
  add_box(c.frame, offset(x + .04, 0, top - .215), {.28, .34, .012}, kBlack);
  c.mass = 18;
  return c;
}

Cycle racing_bicycle(double leg) {
  Cycle c =
      plan_bicycle({.335, .99, -.085, .270, .172, leg, .29, {.66, .21, -.07}, .018, .37, false, true, false});
  c.tyre = .026, c.mass = 8;
  return c;
}

Cycle child_bicycle(double leg) {
  Cycle c =
      plan_bicycle({.205, .74, -.06, .205, .105, leg, .34, {.31, .20, .16}, .015, .27, true, false, true});
  c.mass = 9;
  return c;
}

Cycle shopper_bicycle(double leg, double wheel) {
  const double base = 1.02 + 1.4 * (wheel - .30);
  Cycle c = plan_bicycle(
      {wheel, base, -.09, .265, .160, leg, .33, {.50, .27, .14}, .018, .44, true, false, true});
  add_luggage_rack(c.frame, c);
  add_basket(c.frame, {c.front_hub - .01, 0, 2 * wheel + .12}, {.28, .36, .22});
  for (const double side : {-1.0, 1.0})
    add_rounded_box(c.frame, offset(c.rear_hub - .02, side * .15, wheel + .14), {.32, .13, .30}, .03,
                    {MaterialId::Cloth, Part::Load});
  c.mass = 22;
  return c;
}

Cycle mountain_bicycle(double leg) {
  Cycle c =
      plan_bicycle({.360, 1.14, -.10, .320, .172, leg, .30, {.60, .34, .03}, .022, .48, false, false, false});
  c.tyre = .055, c.mass = 13;
  return c;
}

Cycle cargo_bicycle(double leg) {
  // The front wheel is far ahead and small; the box lies low before the rider.
  Cycle c = plan_bicycle(
      {.345, 1.10, -.10, .285, .17, leg, .33, {.52, .30, .16}, .018, .46, false, false, true, false});
  Mesh& frame = c.frame;
  const double ahead = .95, small = .255;
  const Paint wood{MaterialId::WoodPlanks, Part::Body};
  const double x = .5 * 1.10 + .22, low = .30, high = .82;
  const std::array<Vec3, 4> floor{Vec3(x - .42, -.28, low), Vec3(x + .38, -.24, low), Vec3(x + .38, .24, low),
                                  Vec3(x - .42, .28, low)};
  const auto up = [&](const Vec3& p) {
    return Vec3(p.x() + (p.x() > x ? .14 : -.04), 1.12 * p.y(), p.x() > x ? high - .12 : high);
  };
  add_sheet(frame, floor, .02, wood);
  for (std::size_t i = 0; i < 4; ++i) {
    const Vec3 &a = floor[i], &b = floor[(i + 1) % 4];
    add_sheet(frame, std::array{a, b, up(b), up(a)}, .018, wood);
  }
  add_rod(frame, Vec3(.15, 0, .33), Vec3(.55 + ahead - .12, 0, .26), .035, kPaint);
  add_pair(frame, Vec3(.55 + ahead - .16, .05, .55), Vec3(.55 + ahead, .06, small), .018, kPaint);
  add_rod(frame, Vec3(.55 + ahead - .16, -.06, .55), Vec3(.55 + ahead - .16, .06, .55), .022, kPaint);
  add_rod(frame, Vec3(.55 + ahead - .16, 0, .55), Vec3(.55 + ahead - .12, 0, .26), .025, kPaint);
  add_guard(frame, Vec3(.55 + ahead, 0, small), small + .03, .06, .2 * kPi, .9 * kPi, kPaint);
  c.front_hub += ahead, c.wheel = small, c.tyre = .05, c.mass = 40;
  return c;
}

Cycle balance_bicycle(double leg) {
  Cycle c{};
  c.front_hub = .29, c.rear_hub = -.29, c.wheel = c.rear_wheel = .155, c.tyre = .045, c.mass = 3.5;
  const double seat = .86 * leg;
  c.saddle = {-.10, 0, seat};
  c.grip = {.17, .17, seat + .20}, c.crank = {0, 0, .1};
  const Vec3 neck(.20, 0, .38), rear(-.29, 0, .155), front(.29, 0, .155);
  add_rod(c.frame, neck, Vec3(-.13, 0, .25), .022, kPaint);
  add_rod(c.frame, Vec3(-.13, 0, .25), c.saddle - Vec3(0, 0, .04), .016, kSteel);
  add_pair(c.frame, Vec3(-.13, .02, .25), rear + Vec3(0, .05, 0), .012, kPaint);
  add_pair(c.frame, neck + Vec3(0, .03, -.02), front + Vec3(0, .05, 0), .013, kPaint);
  add_rod(c.frame, neck - Vec3(.01, 0, .04), Vec3(.165, 0, c.grip.z()), .015, kPaint);
  add_rod(c.frame, mirrored(c.grip) - Vec3(0, .04, 0), c.grip + Vec3(0, .04, 0), .013, kBlack);
  for (const Vec3& hub : {front, rear})
    add_rod(c.frame, hub - Vec3(0, .055, 0), hub + Vec3(0, .055, 0), .014, kSteel);
  add_saddle(c.frame, c.saddle, .22, .13);
  return c;
}

Cycle motorcycle() {
  Cycle c{};
  c.front_hub = .71, c.rear_hub = -.71, c.wheel = .30, c.rear_wheel = .315, c.tyre = .15, c.mass = 195;
  c.saddle = {-.20, 0, .80}, c.grip = {.34, .33, .93}, c.crank = {-.26, .20, .40};
  Mesh& m = c.frame;
  const Spine lengthwise =
      straight({rotation_about(Vec3::UnitY(), .5 * kPi), Vec3::Zero()});  // z ahead, x down
  const auto body = [&](std::span<const Section> s, int sides, Paint paint) {
    add_flesh(m, lengthwise, s, 3, sides, paint);
  };
  body(
      std::array<Section, 4>{
          {{-.12, -.83, .06, .10}, {.06, -.88, .12, .15}, {.24, -.90, .13, .16}, {.36, -.86, .08, .10}}},
      16, kGloss);  // tank
  body(
      std::array<Section, 4>{
          {{-.80, -.98, .02, .05}, {-.62, -.92, .05, .10}, {-.36, -.84, .06, .14}, {-.08, -.78, .05, .12}}},
      14, kBlack);  // seat, tail
  body(
      std::array<Section, 4>{
          {{-.26, -.46, .16, .14}, {-.08, -.48, .20, .17}, {.16, -.48, .20, .17}, {.30, -.50, .14, .12}}},
      14, kSteel);  // engine
  body(std::array<Section, 5>{{{.28, -.78, .22, .18},
                               {.42, -.84, .25, .21},
                               {.56, -.88, .22, .19},
                               {.68, -.86, .14, .13},
                               {.74, -.84, .06, .06}}},
       16, kGloss);  // fairing
  body(std::array<Section, 3>{{{-.10, -.34, .09, .13}, {.15, -.34, .11, .15}, {.40, -.40, .08, .12}}}, 14,
       kGloss);  // belly pan
  add_ellipsoid(m, {rotation_about(Vec3::UnitY(), -.7), Vec3(.52, 0, 1.10)}, {.20, .16, .03}, 8, 14,
                {MaterialId::CarGlass, Part::Window});
  add_ellipsoid(m, offset(.725, 0, .83), {.035, .10, .055}, 8, 12, kLamp);
  add_ellipsoid(m, offset(-.815, 0, .97), {.02, .06, .03}, 6, 10, kLamp);
  const Vec3 crown(.46, 0, .90);
  add_pair(m, crown + Vec3(0, .10, 0), Vec3(c.front_hub, .11, c.wheel), .027, kSteel);
  add_pair(m, Vec3(-.15, .12, .42), Vec3(c.rear_hub, .12, c.rear_wheel), .030, kSteel);
  add_guard(m, Vec3(c.front_hub, 0, c.wheel), c.wheel + .03, .14, .15 * kPi, .85 * kPi, kGloss);
  add_pair(m, crown, c.grip + Vec3(0, .06, 0), .014, kBlack);
  add_tube(m, Vec3(-.10, -.17, .34), Vec3(-.80, -.20, .52), .05, .065, 14, kSteel);
  add_pair(m, Vec3(-.26, .10, .39), Vec3(-.26, .26, .39), .014, kBlack);
  add_rod(m, Vec3(-.62, 0, .88), Vec3(-.92, 0, .70), .02, kBlack);
  add_plate(m, {-.94, 0, .66}, .25);
  add_mirrors(m, c.grip);
  return c;
}

Cycle motor_scooter() {
  return scooter(true);
}

Cycle electric_moped(double share) {
  Cycle c = scaled(scooter(false), share);
  c.tyre = .07, c.mass = 55;
  add_basket(c.frame, share * Vec3(.59, 0, .77), {.22, .30, .20});
  add_rounded_box(c.frame, offset(-.86 * share, 0, .77 * share + .12), {.26, .30, .24}, .03, kBlack);
  return c;
}

Cycle kick_scooter(double bar) {
  return scooter_on_foot(bar, .72, .075, .10, .30, 3.5);
}

Cycle electric_scooter(double bar) {
  Cycle c = scooter_on_foot(bar, .92, .115, .16, .38, 17);
  add_ellipsoid(c.frame, offset(.32, 0, bar - .08), {.03, .03, .03}, 6, 10, kLamp);
  add_box(c.frame, offset(-.60, 0, .16), {.01, .08, .07}, {MaterialId::RetroSheet, Part::Plate});
  return c;
}

void add_running_gear(Asset& asset, const Cycle& c, double stride) {
  asset.wheelbase = c.front_hub - c.rear_hub;
  const auto wheel = [&](const char* name, double x, double radius, bool steers) {
    Joint joint;
    joint.kind = Joint::Kind::Wheel;
    joint.root_from_link.translation = Vec3(x, 0, radius);
    joint.radius = radius, joint.steers = steers;
    const bool spoked = c.tyre < .06;
    add_link(asset, name,
             spoked ? spoked_wheel(radius, c.tyre, radius > .12 ? 18 : 6)
                    : cast_wheel(radius, c.tyre, radius - .55 * c.tyre),
             joint);
  };
  wheel("wheel_front", c.front_hub, c.wheel, true);
  wheel("wheel_rear", c.rear_hub, c.rear_wheel, false);
  if (c.crank_arm <= 0) return;
  Mesh mesh;
  add_tube(mesh, Vec3(0, -.055, 0), Vec3(0, -.045, 0), .085, .085, 20, kSteel);  // chain ring
  add_rod(mesh, Vec3(0, -.07, 0), Vec3(0, .07, 0), .018, kSteel);
  for (const double side : {1.0, -1.0}) {  // the left one ahead
    const Vec3 axle(side * c.crank_arm, side * .075, 0);
    add_rod(mesh, Vec3(0, side * .07, 0), axle, .011, kSteel);
    add_rod(mesh, axle, axle + Vec3(0, side * .09, 0), .016, kBlack);
  }
  Joint joint;
  joint.kind = Joint::Kind::Crank;
  joint.root_from_link.translation = c.crank;
  joint.stride = stride;
  add_link(asset, "crank", std::move(mesh), joint);
}

}  // namespace tailcast
