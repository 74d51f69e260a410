// SPDX-License-Identifier: Apache-2.0
// What vehicles lose: parts that tear off, and what ties or covers their load.
#include <algorithm>
#include <array>

#include "assets/assembly.h"
#include "assets/wheel.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

using enum MaterialId;
constexpr Paint kRubber{Rubber, Part::Whole}, kSkin{CarPaint, Part::Body}, kDark{DarkInterior, Part::Interior},
    kPlastic{Plastic, Part::Whole}, kMetal{BareMetal, Part::Whole}, kGlass{CarGlass, Part::Window},
    kLamp{LampCover, Part::Lamp};

// A lorry's twin-mounting wheel, 22.5 inch rim; upright, ready to roll along x.
Assembly make_truck_wheel(RandomStream& random) {
  const WheelSize size{.5 * random.uniform(.96, 1.06), random.uniform(.28, .32), .287};
  Assembly wheel;
  append(wheel.mesh, make_wheel(size, 10), offset(0, 0, size.radius));
  for (const auto& part : rolling_shapes(size, along_y(Vec3(0, 0, size.radius)))) wheel.shapes.emplace_back(part);
  return wheel;
}

// Without its rim, on its side.
Assembly make_tyre(RandomStream& random) {
  const double r = .5 * random.uniform(.60, .70), h = .5 * random.uniform(.19, .24), bead = .63 * r;
  const std::array<Eigen::Vector2d, 8> section{{{r, -.72 * h},
                                                {r, .72 * h},
                                                {r - .022, .93 * h},
                                                {.82 * r, h},
                                                {bead, .78 * h},
                                                {bead, -.78 * h},
                                                {.82 * r, -h},
                                                {r - .022, -.93 * h}}};
  Assembly tyre;
  add_ring(tyre, Pose{}, section, kRubber, 32);
  for (int i = 0; i < 32; ++i) {  // the tread's blocks
    const double angle = 2 * kPi * (i + .5) / 32;
    add_box(tyre.mesh, {rotation_about(Vec3::UnitZ(), angle), Vec3(r * dmath::cos(angle), r * dmath::sin(angle), 0)},
            {.012, .035, 1.3 * h}, kRubber);
  }
  return tyre;
}

Assembly make_wheel_cap(RandomStream& random) {
  const double r = random.uniform(.17, .21), rise = .035;
  const int spokes = random.integer(5, 8);
  const std::array<Eigen::Vector2d, 6> section{
      {{.84 * r, .0}, {r, 0}, {r, .012}, {.97 * r, .022}, {.86 * r, .026}, {.84 * r, .012}}};
  Assembly cap;
  add_ring(cap, Pose{}, section, kMetal, 32);
  add_loft(cap, std::array{circle(.010, .27 * r, 20), circle(rise - .008, .27 * r, 20), circle(rise, .2 * r, 20)},
           kMetal);
  for (int i = 0; i < spokes; ++i) {
    const double angle = 2 * kPi * i / spokes;
    const std::array<Eigen::Vector2d, 4> outline{
        {{.24 * r, -.09 * r}, {.87 * r, -.13 * r}, {.87 * r, .13 * r}, {.24 * r, .09 * r}}};
    add_prism(cap, {rotation_about(Vec3::UnitZ(), angle), Vec3::Zero()}, outline, .012, .023, kMetal);
  }
  return cap;
}

// A front bumper's skin as it lies: wrapped round at its ends, grille and lamp holes, the plate still on it.
Assembly make_bumper(RandomStream& random) {
  const double half = .5 * random.uniform(1.62, 1.80), tall = random.uniform(.27, .33), deep = random.uniform(.42, .52);
  Band3 skin{{}, {}, tall, .025};
  for (const auto& [x, y] : {std::array{-1.0, 1.0}, {-.62, 1.0}, {-.28, .97}, {-.10, .86}, {-.03, .6}, {0.0, .25}})
    skin.path.emplace_back(x * deep, -y * half, 0);
  for (std::size_t i = skin.path.size(); i-- > 0;) skin.path.emplace_back(skin.path[i].x(), -skin.path[i].y(), 0);
  skin.across.assign(skin.path.size(), Vec3::UnitZ());
  Assembly bumper;
  add_band(bumper, skin, kSkin);
  Band3 lip{skin.path, skin.across, .05, .05};
  for (auto& p : lip.path) p.z() = -.5 * tall;
  add_band(bumper, lip, kPlastic);
  add_box(bumper, offset(.006, 0, -.10 * tall), {.02, .95 * half, .34 * tall}, kDark);
  add_box(bumper, offset(.020, 0, .26 * tall), {.012, .52, .11}, {RetroSheet, Part::Plate});
  for (const double side : {-1.0, 1.0})
    add_tube(bumper, Vec3(-.03, side * .72 * half, -.12 * tall), Vec3(.012, side * .72 * half, -.12 * tall), .05, .045,
             kLamp, 14);
  return bumper;
}

// Outside up: crowned across, falling to the front edge, with its two creases.
Assembly make_bonnet(RandomStream& random) {
  const double length = random.uniform(1.05, 1.25), width = random.uniform(1.30, 1.50),
               crown = random.uniform(.07, .11);
  const auto surface = [=](double u, double v) {
    const double y = 2 * v - 1, edge = 1 - .10 * u - .05 * u * u * u * u,
                 lamp = std::max(0.0, std::fabs(y) - .55) / .45;
    const double bow = .07 * (1 - y * y) * u * u - .24 * lamp * u * u * u;  // cut back for the headlamps
    const double crease = .03 * std::max(0.0, 1 - std::fabs(std::fabs(y) - .52) / .14);
    return Vec3((u - .5) * length + bow, .5 * width * edge * y, crown * (1 - y * y) + .05 * (1 - u * u) + crease);
  };
  Assembly bonnet;
  add_sheet(bonnet, {8, 12, surface, .012}, kSkin);
  const Vec3 badge = surface(.93, .5);
  add_tube(bonnet.mesh, badge - Vec3(0, 0, .004), badge + Vec3(0, 0, .006), .04, .04, 16, kMetal);
  for (const double v : {.3, .7}) {  // washer nozzles
    const Vec3 at = surface(.06, v);
    add_box(bonnet.mesh, offset(at.x(), at.y(), at.z()), {.03, .05, .02}, kPlastic);
  }
  for (const double v : {.12, .88}) {  // hinges
    const Vec3 at = surface(.02, v);
    add_box(bonnet, offset(at.x() - .04, at.y(), at.z() - .012), {.12, .03, .012}, kMetal);
  }
  return bonnet;
}

// On its inner side, as it fell: panel, handle, window frame with the pane in it.
Assembly make_car_door(RandomStream& random) {
  const double length = random.uniform(1.0, 1.2), panel = random.uniform(.62, .70), window = random.uniform(.38, .44);
  Assembly door;
  add_rounded_box(door, offset(0, -.5 * panel, .055), {length, panel, .11}, .025, kSkin);
  add_rounded_box(door, offset(0, -.74 * panel, .115), {.92 * length, .06, .02}, .006, kPlastic);  // its rubbing strip
  add_rounded_box(door, offset(-.40 * length, -.18 * panel, .125), {.20, .045, .03}, .01, kMetal);
  const std::array<Vec3, 4> frame{Vec3(-.47 * length, -.02, .07), Vec3(-.36 * length, window, .07),
                                  Vec3(.12 * length, window, .07), Vec3(.47 * length, -.02, .07)};
  for (std::size_t i = 0; i + 1 < frame.size(); ++i)
    add_tube(door, frame[i], frame[i + 1], .026, .026, {CarPaint, Part::Window}, 8);
  const std::array<Eigen::Vector2d, 4> pane{
      {{frame[0].x(), -.01}, {frame[3].x(), -.01}, {frame[2].x(), window}, {frame[1].x(), window}}};
  add_prism(door, offset(0, 0, .07), pane, -.003, .003, kGlass);
  add_ellipsoid(door, offset(.36 * length, .05, .17), {.06, .11, .075}, kSkin, 8, 14);
  add_tube(door, Vec3(.38 * length, .02, .07), Vec3(.37 * length, .04, .15), .025, .02, kPlastic, 8);
  return door;
}

Assembly make_wing_mirror(RandomStream& random) {
  const double wide = random.uniform(.20, .25), tall = random.uniform(.13, .17);
  const auto ring = [&](double x, double share) {
    return ellipse_ring(Vec3(x, 0, .5 * tall), Vec3(0, .5 * wide * share, 0), Vec3(0, 0, .5 * tall * share), 20);
  };
  Assembly mirror;
  add_loft(mirror, std::array{ring(-.09, .35), ring(-.07, .68), ring(-.03, .92), ring(.02, 1)}, kSkin);
  add_loft(mirror, std::array{ring(.021, .88), ring(.026, .86)}, kMetal);  // the glass, silvered
  const std::array arm{Vec3(-.02, -.42 * wide, .06), Vec3(-.03, -.62 * wide, .035), Vec3(-.04, -.82 * wide, .03)};
  add_limb(mirror, arm, std::array{.03, .026, .03}, kPlastic, 10);
  add_rounded_box(mirror, {rotation_about(Vec3::UnitZ(), .2), Vec3(-.04, -.90 * wide, .055)}, {.13, .03, .10}, .008,
                  kPlastic);
  return mirror;
}

Assembly make_headlight(RandomStream& random) {
  const double wide = random.uniform(.46, .58), tall = random.uniform(.17, .22), deep = random.uniform(.20, .26);
  const auto ring = [&](double x, double share, double z) {
    const double y = .5 * wide * share, h = .5 * tall * share;
    return std::vector<Vec3>{{x - .07, -y, z - .35 * h}, {x, -.6 * y, z - h}, {x, y, z - h},
                             {x, y, z + .8 * h},         {x, .3 * y, z + h},  {x - .05, -.7 * y, z + .5 * h}};
  };
  Assembly light;
  add_loft(light, std::array{ring(-deep, .45, 0), ring(-.6 * deep, .8, 0), ring(0, 1, 0)}, kPlastic);
  add_loft(light, std::array{ring(.001, .96, 0), ring(.012, .9, 0)}, {DarkInterior, Part::Lamp});
  for (const double y : {-.02, .26}) {
    add_tube(light, Vec3(.0, y * wide, -.02), Vec3(.028, y * wide, -.02), .34 * tall, .34 * tall, kMetal, 20);
    add_ellipsoid(light, offset(.026, y * wide, -.02), {.03, .27 * tall, .27 * tall}, kLamp, 8, 16);
  }
  for (const double side : {-1.0, 1.0}) add_box(light, offset(-.05, side * .46 * wide, .04), {.05, .10, .02}, kPlastic);
  return light;
}

Assembly make_windscreen(RandomStream& random) {
  const double width = random.uniform(1.30, 1.46), tall = random.uniform(.78, .90), bow = random.uniform(.10, .15);
  const auto surface = [=](double u, double v) {
    const double y = 2 * v - 1, narrow = 1 - .16 * u;
    return Vec3((u - .5) * tall - bow * .6 * y * y, .5 * width * narrow * y, bow * (1 - y * y));
  };
  Assembly pane;
  add_sheet(pane, {4, 16, surface, .006}, kGlass);
  const auto rim = [&](double u0, double v0, double u1, double v1) {  // the black frit at its edge
    for (int i = 0; i < 12; ++i) {
      const double s = i / 12.0, t = (i + 1) / 12.0;
      const Vec3 a = surface(u0 + (u1 - u0) * s, v0 + (v1 - v0) * s),
                 b = surface(u0 + (u1 - u0) * t, v0 + (v1 - v0) * t);
      add_tube(pane.mesh, a, b, .014, .014, 6, kRubber);
    }
  };
  rim(0, 0, 0, 1), rim(1, 0, 1, 1), rim(0, 0, 1, 0), rim(0, 1, 1, 1);
  add_box(pane.mesh, {rotation_about(Vec3::UnitZ(), 0), surface(.88, .5) + Vec3(0, 0, .012)}, {.05, .09, .02},
          kPlastic);
  return pane;
}

Assembly make_bicycle_wheel(RandomStream& random) {
  const double r = .5 * random.uniform(.62, .71), tyre = random.uniform(.014, .024), z = .035;
  Assembly wheel;
  add_torus(wheel, offset(0, 0, z), r - tyre, tyre, {Rubber, Part::Wheel}, 32);
  const double rim = r - 2.1 * tyre;
  const std::array<Eigen::Vector2d, 4> section{
      {{rim - .012, -.010}, {rim + .008, -.010}, {rim + .008, .010}, {rim - .012, .010}}};
  add_ring(wheel, offset(0, 0, z), section, {BareMetal, Part::Wheel}, 32);
  add_tube(wheel, Vec3(0, 0, 0), Vec3(0, 0, 2 * z), .022, .022, {BareMetal, Part::Wheel}, 14);
  for (int i = 0; i < 28; ++i) {  // crossed, to the one flange and the other
    const double angle = 2 * kPi * i / 28, at = angle + (i % 4 < 2 ? .5 : -.5), side = i % 2 ? .026 : -.026;
    add_tube(wheel, Vec3(.018 * dmath::cos(at), .018 * dmath::sin(at), z + side),
             Vec3(rim * dmath::cos(angle), rim * dmath::sin(angle), z), .0018, .0018, {BareMetal, Part::Wheel}, 4);
  }
  return wheel;
}

// A webbing of 50 mm, let go: bends on the ground, ratchet at one end, hook at the other.
Assembly make_cargo_strap(RandomStream& random) {
  const int bends = random.integer(3, 4);
  const double span = random.uniform(.8, 1.2), step = random.uniform(.26, .34);
  Band3 band;
  band.width = .05, band.thick = .004;
  for (int k = 0; k < bends; ++k) {
    const double x0 = (k - .5 * bends) * step, side = k % 2 ? -1.0 : 1.0, reach = .5 * span * random.uniform(.75, 1);
    for (int i = 0; i < 8; ++i) {
      const double u = i / 8.0;
      band.path.emplace_back(x0 + step * (u < .5 ? 2 * u * u : 1 - 2 * (1 - u) * (1 - u)), side * reach * (1 - 2 * u),
                             0);
    }
  }
  // Turned up on its edge in places, as webbing does.
  for (std::size_t i = 0; i < band.path.size(); ++i) {
    const Vec3 back = band.path[i > 0 ? i - 1 : 0], ahead = band.path[std::min(i + 1, band.path.size() - 1)];
    const Vec3 flat = Vec3::UnitZ().cross(Vec3((ahead - back).normalized()));
    const double lean = random.uniform(0, .5);
    band.across.push_back((dmath::cos(lean) * flat + dmath::sin(lean) * Vec3::UnitZ()).normalized());
    band.path[i].z() = .5 * band.width * dmath::sin(lean);
  }
  Assembly strap;
  add_band(strap, band, {SignalPlastic, Part::Whole});
  const Vec3 head = band.path.front(), tail = band.path.back();
  Assembly ratchet;
  for (const double side : {-.032, .032}) add_box(ratchet, offset(.05, side, .03), {.18, .006, .05}, kMetal);
  add_tube(ratchet, Vec3(0, -.04, .03), Vec3(0, .04, .03), .016, .016, kMetal, 12);
  add_tube(ratchet, Vec3(.13, -.05, .045), Vec3(.13, .05, .045), .012, .012, {Plastic, Part::Whole}, 10);
  for (const double side : {-.046, .046})
    add_tube(ratchet, Vec3(0, side - .005, .03), Vec3(0, side + .005, .03), .034, .034, kMetal, 14);
  append(strap, ratchet, {rotation_about(Vec3::UnitZ(), .5 * kPi), Vec3(head.x(), head.y() - .03, 0)});
  Assembly hook;
  add_bent_tube(hook, points_of({Vec3(0, 0, .01), Vec3(.035, 0, 0), Vec3(0, .035, 0), -.6 * kPi, .6 * kPi}, 8), .008,
                kMetal);
  append(strap, hook, offset(tail.x(), tail.y(), 0));
  return strap;
}

// Rumpled as it came down; eyelets along its edges.
Assembly make_tarp(RandomStream& random) {
  const double length = random.uniform(1.8, 2.8), width = random.uniform(1.3, 2.0);
  struct Fold {
    double x, y, along, high, wide;
  };
  std::vector<Fold> folds;
  for (int i = 0; i < 7; ++i)
    folds.push_back({random.uniform(-.4, .4), random.uniform(-.4, .4), random.uniform(0, kPi), random.uniform(.05, .22),
                     random.uniform(.05, .11)});
  const auto surface = [=](double u, double v) {
    const double x = u - .5, y = v - .5;
    double z = 0;
    for (const auto& f : folds) {
      const double off = (x - f.x) * dmath::sin(f.along) - (y - f.y) * dmath::cos(f.along);
      const double on = (x - f.x) * dmath::cos(f.along) + (y - f.y) * dmath::sin(f.along);
      z = std::max(z, f.high / (1 + off * off / (f.wide * f.wide) + on * on / .09) - .02);
    }
    const double ragged = 1 + .07 * dmath::sin(9 * x + 3) * dmath::sin(8 * y);
    return Vec3(length * x * (1 - .12 * dmath::cos(7 * y)), width * y * ragged * (1 - .1 * dmath::sin(6 * x)), z);
  };
  Assembly tarp;
  add_sheet(tarp, {18, 13, surface, .006}, {Plastic, Part::Whole});
  for (int i = 0; i <= 6; ++i)
    for (const double v : {.03, .97}) {
      const Vec3 at = surface(.02 + .96 * i / 6, v);
      add_tube(tarp.mesh, at - Vec3(0, 0, .004), at + Vec3(0, 0, .004), .022, .022, 10, kMetal);
    }
  return tarp;
}

Assembly make_roof_box(RandomStream& random) {
  const double length = random.uniform(1.7, 2.3), width = random.uniform(.75, .92), tall = random.uniform(.36, .44);
  const auto ring = [&](double z, double share, double nose) {
    const double x = .5 * length * share, y = .5 * width * share;
    return std::vector<Vec3>{{-x, -.8 * y, z},
                             {-.85 * x, -y, z},
                             {.55 * x, -y, z},
                             {.9 * x * nose, -.65 * y, z},
                             {x * nose, -.3 * y, z},
                             {x * nose, .3 * y, z},
                             {.9 * x * nose, .65 * y, z},
                             {.55 * x, y, z},
                             {-.85 * x, y, z},
                             {-x, .8 * y, z}};
  };
  Assembly box;
  add_loft(box, std::array{ring(0, .86, .95), ring(.12 * tall, .97, 1), ring(.42 * tall, 1, 1)}, {Plastic, Part::Body});
  add_loft(box, std::array{ring(.42 * tall, 1.015, 1), ring(.47 * tall, 1.015, 1)}, kMetal);
  add_loft(
      box,
      std::array{ring(.47 * tall, 1, 1), ring(.75 * tall, .96, .93), ring(.93 * tall, .85, .78), ring(tall, .6, .6)},
      {Plastic, Part::Body});
  for (const double x : {-.3, .25})
    for (const double side : {-.3, .3})
      add_box(box, offset(x * length, side * width, -.012), {.10, .06, .05}, {BareMetal, Part::Rail});
  return box;
}

}  // namespace

std::vector<Family> shed_part_families() {
  using enum ClassId;
  static const std::array things{
      Thing{"debris/truck_wheel",
            Debris,
            "wheel lost by a lorry, upright",
            {1.0, .30, 1.0},
            {80, 110},
            .8,
            .4,
            make_truck_wheel,
            .005},
      Thing{
          "debris/tyre", Debris, "car tyre without its rim, on its side", {.65, .65, .22}, {8, 12}, .8, .5, make_tyre},
      Thing{"debris/wheel_cap", Debris, "wheel cap", {.38, .38, .037}, {.4, .8}, .4, .3, make_wheel_cap},
      Thing{"debris/bumper",
            Debris,
            "bumper torn off a car, with its plate",
            {.47, 1.7, .33},
            {4, 6},
            .4,
            .25,
            make_bumper},
      Thing{"debris/bonnet", Debris, "bonnet torn off a car", {1.2, 1.4, .15}, {12, 20}, .4, .15, make_bonnet},
      Thing{"debris/car_door", Debris, "car door on its inner side", {1.1, 1.1, .22}, {22, 35}, .4, .1, make_car_door},
      Thing{
          "debris/wing_mirror", Debris, "wing mirror with its arm", {.14, .33, .15}, {1, 2}, .4, .2, make_wing_mirror},
      Thing{"debris/headlight", Debris, "headlamp unit", {.28, .58, .21}, {2, 4}, .4, .15, make_headlight},
      Thing{"debris/windscreen",
            Debris,
            "windscreen that fell out whole",
            {.95, 1.38, .14},
            {11, 16},
            .4,
            .1,
            make_windscreen},
      Thing{"debris/bicycle_wheel",
            Debris,
            "bicycle wheel, lying",
            {.66, .66, .07},
            {1.2, 2.5},
            .6,
            .4,
            make_bicycle_wheel,
            .004},
      Thing{"debris/cargo_strap",
            Debris,
            "lashing strap with its ratchet",
            {1.1, 1.1, .07},
            {1, 3},
            .5,
            .1,
            make_cargo_strap},
      Thing{"debris/tarp", Debris, "rumpled tarpaulin with eyelets", {2.2, 1.7, .2}, {2, 6}, .5, .05, make_tarp},
      Thing{"load/roof_box", FallenLoad, "roof box lost by a car", {2.0, .84, .42}, {12, 22}, .4, .2, make_roof_box},
  };
  return families_of(things);
}

}  // namespace tailcast
