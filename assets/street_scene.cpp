// SPDX-License-Identifier: Apache-2.0
// Street furniture of towns.
#include "assets/street_scene.h"

#include <array>
#include <cmath>

#include "assets/shapes.h"
#include "assets/vegetation.h"
#include "core/dmath.h"
#include "core/random.h"

namespace tailcast {
namespace {

constexpr double kFoot = .15;  // m below the origin, for uneven ground
constexpr Paint kSteel{MaterialId::PaintedMetal, Part::Post};

void add_bar(Mesh& mesh, const Vec3& low, const Vec3& high, Paint paint) {
  add_box(mesh, {Quat::Identity(), .5 * (low + high)}, high - low, paint);
}

void add_pane(Mesh& mesh, const Vec3& a, const Vec3& b, double low, double high) {
  const Paint glass{MaterialId::WindowGlass, Part::Window};
  const Vec3 up(0, 0, 1);
  add_patch(mesh, a + low * up, b + low * up, b + high * up, a + high * up, glass);
}

// Three lamps under hoods, facing -x.
void add_lamps(Mesh& mesh, const Vec3& bottom) {
  add_bar(mesh, bottom + Vec3(-.08, -.16, 0), bottom + Vec3(.12, .16, .96), {MaterialId::Plastic, Part::Body});
  for (int i = 0; i < 3; ++i) {
    const Vec3 middle = bottom + Vec3(-.08, 0, .17 + .31 * i);
    add_tube(mesh, middle, middle - Vec3(.012, 0, 0), .10, .10, 16, {MaterialId::LampCover, Part::Lamp});
    for (int k = 0; k < 6; ++k) {  // the hood: the upper half of a short pipe
      const double u = kPi * k / 6, v = kPi * (k + 1) / 6;
      const auto at = [&](double angle, double out) {
        return Vec3(middle + Vec3(-out, .115 * dmath::cos(angle), .115 * dmath::sin(angle)));
      };
      const Paint plastic{MaterialId::Plastic, Part::Body};
      add_patch(mesh, at(u, 0), at(v, 0), at(v, .18), at(u, .18), plastic);
      add_patch(mesh, at(u, .18), at(v, .18), at(v, 0), at(u, 0), plastic);
    }
  }
}

}  // namespace

Mesh make_bus_shelter(std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const double half = random.uniform(1.8, 2.2), depth = random.uniform(1.3, 1.6), height = 2.45;
  for (const double x : {-half, 0.0, half})
    for (const double y : {-.5 * depth, .5 * depth}) {
      if (x == 0 && y > 0) continue;
      add_bar(mesh, {x - .04, y - .04, -kFoot}, {x + .04, y + .04, height}, kSteel);
    }
  add_bar(mesh, {-half - .15, -.5 * depth - .1, height}, {half + .15, .5 * depth + .25, height + .11},
          {MaterialId::PaintedMetal, Part::Roof});
  add_pane(mesh, Vec3(half - .05, -.5 * depth, 0), Vec3(.05, -.5 * depth, 0), .15, 2.2);
  add_pane(mesh, Vec3(-.05, -.5 * depth, 0), Vec3(-half + .05, -.5 * depth, 0), .15, 2.2);
  add_pane(mesh, Vec3(-half, -.5 * depth + .05, 0), Vec3(-half, .5 * depth - .05, 0), .15, 2.2);
  if (random.chance(.7))  // a poster case at the other end
    add_bar(mesh, {half - .07, -.5 * depth + .1, .25}, {half + .07, .5 * depth - .1, 2.15},
            {MaterialId::Plastic, Part::Panel});
  const double seat = random.uniform(.44, .5);
  add_bar(mesh, {-.7 * half, -.5 * depth + .15, seat - .05}, {.6 * half, -.5 * depth + .5, seat},
          {MaterialId::Wood, Part::Panel});
  for (const double x : {-.6 * half, .5 * half})
    add_bar(mesh, {x, -.5 * depth + .25, -kFoot}, {x + .06, -.5 * depth + .35, seat - .05}, kSteel);
  const double flag = half + .75;  // the stop's sign
  add_tube(mesh, Vec3(flag, .3, -kFoot), Vec3(flag, .3, 2.75), .035, .035, 10, kSteel);
  add_bar(mesh, {flag - .02, .02, 2.2}, {flag + .02, .26, 2.7}, {MaterialId::RetroSheet, Part::Panel});
  add_bar(mesh, {flag - .03, .1, 1.1}, {flag + .03, .27, 1.7}, {MaterialId::Plastic, Part::Panel});
  return mesh;
}

Mesh make_planter(std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const double wide = random.uniform(.45, .7), tall = random.uniform(.4, .6), taper = random.uniform(.75, .95);
  const auto ring = [&](double half, double z) {
    return std::vector<Vec3>{{-half, -half, z}, {half, -half, z}, {half, half, z}, {-half, half, z}};
  };
  const std::array rings{ring(.5 * taper * wide, -.1), ring(.5 * wide, tall)};
  add_loft(mesh, rings, {random.chance(.5) ? MaterialId::Concrete : MaterialId::Wood, Part::Body});
  const double height = random.uniform(.5, 1.1);
  append(mesh, make_bush(height, 1.1 * wide, random.seed()), offset(0, 0, tall));
  return mesh;
}

Mesh make_cabinet(std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const double wide = random.uniform(.6, 1.4), deep = random.uniform(.3, .45), tall = random.uniform(.9, 1.5);
  add_bar(mesh, {-.5 * wide - .03, -.5 * deep - .03, -kFoot}, {.5 * wide + .03, .5 * deep + .03, .08},
          {MaterialId::Concrete, Part::Body});
  const Paint body{MaterialId::Plastic, Part::Body};
  add_bar(mesh, {-.5 * wide, -.5 * deep, .08}, {.5 * wide, .5 * deep, tall}, body);
  add_bar(mesh, {-.5 * wide - .03, -.5 * deep - .03, tall}, {.5 * wide + .03, .5 * deep + .05, tall + .06}, body);
  for (const double side : {-1.0, 1.0})
    add_bar(mesh, {side > 0 ? .02 : -.5 * wide + .03, .5 * deep, .14},
            {side > 0 ? .5 * wide - .03 : -.02, .5 * deep + .012, tall - .05}, {MaterialId::Plastic, Part::Door});
  return mesh;
}

Mesh make_bicycle_stands(std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const int hoops = random.integer(2, 6);
  for (int i = 0; i < hoops; ++i) {
    const double x = .8 * (i - .5 * (hoops - 1));
    std::vector<Vec3> path{Vec3(x, -.38, -kFoot)};
    std::vector<double> radii{.024};
    for (int k = 0; k <= 6; ++k) {
      const double angle = kPi * k / 6;
      path.emplace_back(x, -.38 * dmath::cos(angle), .62 + .18 * dmath::sin(angle));
      radii.push_back(.024);
    }
    path.emplace_back(x, .38, -kFoot);
    radii.push_back(.024);
    add_limb(mesh, path, radii, 8, {MaterialId::GalvanisedSteel, Part::Rail});
  }
  return mesh;
}

Mesh make_cafe_table(std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const Paint metal{MaterialId::PaintedMetal, Part::Panel},
      cane{random.chance(.5) ? MaterialId::Wood : MaterialId::Plastic, Part::Panel};
  add_tube(mesh, Vec3(0, 0, -.02), Vec3(0, 0, .03), .21, .21, 16, metal);
  add_tube(mesh, Vec3(0, 0, .03), Vec3(0, 0, .71), .03, .03, 8, metal);
  add_tube(mesh, Vec3(0, 0, .71), Vec3(0, 0, .735), .34, .34, 20, cane);
  const int chairs = random.integer(2, 3);
  for (int i = 0; i < chairs; ++i) {
    const double angle = 2 * kPi * (i + random.uniform(-.15, .15)) / chairs, out = random.uniform(.55, .75);
    const Pose seat{rotation_about(Vec3::UnitZ(), angle), Vec3(out * dmath::cos(angle), out * dmath::sin(angle), 0)};
    add_box(mesh, seat * offset(0, 0, .45), {.42, .42, .03}, cane);
    add_box(mesh, seat * Pose{rotation_about(Vec3::UnitY(), .2), Vec3(.24, 0, .68)}, {.025, .42, .4}, cane);
    for (const double x : {-.19, .19})
      for (const double y : {-.19, .19})
        add_tube(mesh, seat * Vec3(x, y, -.02), seat * Vec3(x, y, .44), .012, .012, 6, metal);
  }
  return mesh;
}

Mesh make_poster_column(std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const double radius = random.uniform(.6, .7), height = random.uniform(2.6, 3.1);
  const std::array<Eigen::Vector2d, 9> profile{{{0, -.1},
                                                {radius + .06, -.1},
                                                {radius + .06, .25},
                                                {radius, .28},
                                                {radius, height},
                                                {radius + .12, height + .05},
                                                {radius + .12, height + .16},
                                                {.5 * radius, height + .4},
                                                {0, height + .45}}};
  add_lathe(mesh, offset(0, 0, 0), profile, 28, {MaterialId::Concrete, Part::Body});
  return mesh;
}

Mesh make_shop_board(std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const double wide = random.uniform(.5, .7), tall = random.uniform(.9, 1.15), spread = random.uniform(.22, .3);
  const double lean = dmath::atan(spread / tall);
  for (const double side : {-1.0, 1.0})
    add_box(mesh, {rotation_about(Vec3::UnitX(), side * lean), Vec3(0, side * .5 * spread, .5 * tall - .01)},
            {wide, .025, tall + .02}, {MaterialId::WoodPlanks, Part::Panel});
  return mesh;
}

Mesh make_parking_meter(std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const double tall = random.uniform(1.45, 1.7);
  add_bar(mesh, {-.09, -.07, -kFoot}, {.09, .07, .9}, kSteel);
  add_rounded_box(mesh, offset(0, 0, .5 * (.9 + tall)), {.34, .26, tall - .9}, .03,
                  {MaterialId::PaintedMetal, Part::Body});
  return mesh;
}

Mesh make_hydrant(std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const double tall = random.uniform(.8, .95);
  const std::array<Eigen::Vector2d, 8> profile{{{0, -.1},
                                                {.15, -.1},
                                                {.15, .06},
                                                {.10, .08},
                                                {.10, .75 * tall},
                                                {.125, .78 * tall},
                                                {.09, .93 * tall},
                                                {0, tall}}};
  add_lathe(mesh, offset(0, 0, 0), profile, 16, {MaterialId::PaintedMetal, Part::Body});
  for (const double side : {-1.0, 1.0})
    add_tube(mesh, Vec3(0, side * .09, .6 * tall), Vec3(0, side * .19, .6 * tall), .05, .055, 10,
             {MaterialId::PaintedMetal, Part::Body});
  return mesh;
}

Mesh make_signal(double arm, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const double height = arm > 0 ? 6.3 : 3.35, radius = arm > 0 ? .10 : .055;
  add_tube(mesh, Vec3(0, 0, -kFoot), Vec3(0, 0, height), radius, .75 * radius, 14,
           {MaterialId::GalvanisedSteel, Part::Post});
  add_lamps(mesh, Vec3(-radius - .14, 0, 2.3));
  add_bar(mesh, {-radius - .06, -.03, 2.5}, {0, .03, 3.1}, {MaterialId::GalvanisedSteel, Part::Post});
  add_bar(mesh, {-.06, radius, 1.0}, {.06, radius + .06, 1.22}, {MaterialId::Plastic, Part::Panel});  // the push button
  if (random.chance(.7))
    add_bar(mesh, {.03, -.12, 2.2}, {.2, .12, 2.75}, {MaterialId::Plastic, Part::Body});  // lamps for those on foot
  if (arm <= 0) return mesh;
  const std::array path{Vec3(0, 0, height - .45), Vec3(0, .4, height - .12), Vec3(0, .5 * arm, height),
                        Vec3(0, arm, height)};
  const std::array radii{.075, .07, .06, .05};
  add_limb(mesh, path, radii, 10, {MaterialId::GalvanisedSteel, Part::Post});
  add_lamps(mesh, Vec3(-.16, arm - .25, 5.3));
  add_bar(mesh, {-.09, arm - .5, 5.25}, {-.07, arm, 6.35}, {MaterialId::PaintedMetal, Part::Panel});
  return mesh;
}

}  // namespace tailcast
