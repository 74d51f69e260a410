// SPDX-License-Identifier: Apache-2.0
// What stands on its own foot beside a road. Posts reach kFoot below the origin, for uneven ground.
#include <array>

#include "assets/furniture.h"
#include "assets/shapes.h"
#include "core/dmath.h"
#include "core/random.h"

namespace tailcast {
namespace {

constexpr double kFoot = .15;  // m
constexpr Paint kPost{MaterialId::GalvanisedSteel, Part::Post};

}  // namespace

Mesh make_street_lamp(double height, double arm, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const double foot = random.uniform(.075, .10), neck = .45 * foot;
  add_tube(mesh, Vec3(0, 0, -kFoot), Vec3(0, 0, 1.1), foot, foot, 16, kPost);
  add_tube(mesh, Vec3(0, 0, 1.1), Vec3(0, 0, height - .5), .75 * foot, neck, 16, kPost);
  add_box(mesh, offset(foot, 0, .62), {.02, .09, .40}, {MaterialId::PaintedMetal, Part::Door});
  const std::array path{Vec3(0, 0, height - .52), Vec3(0, .04, height - .25),
                        Vec3(0, .25 * arm + .05, height - .06), Vec3(0, arm, height)};
  const std::array radii{neck, .95 * neck, .85 * neck, .8 * neck};
  add_limb(mesh, path, radii, 10, kPost);
  add_rounded_box(mesh, offset(0, arm + .28, height - .01), {.24, .66, .13}, .04,
                  {MaterialId::PaintedMetal, Part::Lamp});
  add_rounded_box(mesh, offset(0, arm + .30, height - .09), {.18, .48, .05}, .02,
                  {MaterialId::LampCover, Part::Lamp});
  return mesh;
}

Mesh make_sign(double height, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  add_tube(mesh, Vec3(0, 0, -kFoot), Vec3(0, 0, height), .038, .038, 12, kPost);
  const int shape = random.integer(0, 2), sides = shape == 0 ? 24 : shape == 1 ? 3 : 4;
  const double radius = shape == 1 ? .50 : shape == 2 ? .45 : .30;
  const double start = shape == 1 ? .5 * kPi : .25 * kPi;
  // Plate in the y-z plane, facing -x: outline x -> -y, so that the prism's top looks to -x.
  const Quat facing = rotation_about(Vec3::UnitY(), -.5 * kPi);
  std::vector<Eigen::Vector2d> outline;
  for (int i = 0; i < sides; ++i) {
    const double a = (shape == 1 ? 0 : start) + 2 * kPi * i / sides;
    outline.emplace_back(radius * dmath::cos(a), radius * dmath::sin(a));
  }
  const Pose frame{facing, Vec3(-.045, 0, height - radius - .02)};
  add_prism(mesh, frame, outline, .003, .006, {MaterialId::RetroSheet, Part::Panel});
  add_prism(mesh, frame, outline, -.004, 0, {MaterialId::PaintedMetal, Part::Panel});
  for (const double z : {-.12, .12})
    add_box(mesh, offset(-.02, 0, height - radius + z), {.04, .09, .03}, kPost);
  return mesh;
}

Mesh make_delineator(std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const double height = random.uniform(.98, 1.05);
  const std::array<Eigen::Vector2d, 6> outline{
      {{-.06, -.05}, {.02, -.06}, {.06, -.02}, {.06, .02}, {.02, .06}, {-.06, .05}}};
  add_prism(mesh, offset(0, 0, 0), outline, -kFoot, height, {MaterialId::Plastic, Part::Post});
  for (const double side : {-1.0, 1.0})
    add_box(mesh, offset(side * .0625, 0, height - .16), {.008, .05, .16},
            {MaterialId::RetroSheet, Part::Panel});
  return mesh;
}

Mesh make_utility_pole(double height, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const Paint wood{MaterialId::Wood, Part::Post};
  const double foot = random.uniform(.12, .16);
  const Vec3 top{random.uniform(-.06, .06), random.uniform(-.06, .06), height};
  add_tube(mesh, Vec3(0, 0, -kFoot), top, foot, .65 * foot, 14, wood);
  for (const double z : {height - .35, height - .95}) {
    add_box(mesh, offset(.65 * foot + .05, 0, z), {.09, 1.8, .11}, wood);
    for (const double y : {-.8, -.45, .45, .8})
      add_tube(mesh, Vec3(.65 * foot + .05, y, z + .05), Vec3(.65 * foot + .05, y, z + .24), .035, .025, 8,
               {MaterialId::Plastic, Part::Post});
  }
  if (random.chance(.4))
    add_tube(mesh, Vec3(-.38, 0, height - 2.2), Vec3(-.38, 0, height - 1.3), .24, .24, 14,
             {MaterialId::PaintedMetal, Part::Post});
  return mesh;
}

Mesh make_waste_bin(std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const Paint plastic{MaterialId::Plastic, Part::Body};
  if (random.chance(.5)) {  // a wheeled bin of 120 to 240 l (EN 840-1)
    const double s = random.uniform(.85, 1.0);
    const auto ring = [&](double z, double x, double y) {
      return std::vector<Vec3>{
          {-.5 * x, -.5 * y, z}, {.5 * x, -.5 * y, z}, {.5 * x, .5 * y, z}, {-.5 * x, .5 * y, z}};
    };
    const std::array rings{ring(.02, .42 * s, .44 * s), ring(.98 * s, .60 * s, .56 * s)};
    add_loft(mesh, rings, plastic);
    add_rounded_box(mesh, {rotation_about(Vec3::UnitY(), .06), Vec3(0, 0, 1.025 * s)},
                    {.70 * s, .60 * s, .07}, .02, plastic);
    add_tube(mesh, Vec3(-.33 * s, -.26 * s, 1.0 * s), Vec3(-.33 * s, .26 * s, 1.0 * s), .018, .018, 8,
             plastic);
    for (const double side : {-1.0, 1.0})
      add_tube(mesh, Vec3(-.24 * s, side * .20, .10), Vec3(-.24 * s, side * .27, .10), .10, .10, 14,
               {MaterialId::Rubber, Part::Wheel});
    return mesh;
  }
  const double r = random.uniform(.19, .24);
  add_tube(mesh, Vec3(0, 0, -.05), Vec3(0, 0, .86), r, r, 20, {MaterialId::PaintedMetal, Part::Body});
  add_tube(mesh, Vec3(0, 0, .98), Vec3(0, 0, 1.06), 1.06 * r, .5 * r, 20,
           {MaterialId::PaintedMetal, Part::Body});
  for (const double side : {-1.0, 1.0}) add_box(mesh, offset(0, side * .94 * r, .92), {.04, .01, .16}, kPost);
  return mesh;
}

Mesh make_bollard(std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const double height = random.uniform(.85, 1.05), r = random.uniform(.05, .08);
  add_tube(mesh, Vec3(0, 0, -kFoot), Vec3(0, 0, height - r), r, r, 16, {MaterialId::PaintedMetal, Part::Post},
           false);
  add_ellipsoid(mesh, offset(0, 0, height - r), {.998 * r, .998 * r, r}, 8, 16,
                {MaterialId::PaintedMetal, Part::Post});
  add_tube(mesh, Vec3(0, 0, height - .26), Vec3(0, 0, height - .18), r + .004, r + .004, 16,
           {MaterialId::RetroSheet, Part::Panel}, false);
  return mesh;
}

Mesh make_bench(std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const double length = random.uniform(1.5, 2.0);
  const Paint wood{MaterialId::Wood, Part::Panel};
  for (int i = 0; i < 4; ++i) add_box(mesh, offset(-.20 + .12 * i, 0, .44), {.10, length, .035}, wood);
  const Quat recline = rotation_about(Vec3::UnitY(), -.20);
  for (int i = 0; i < 3; ++i)
    add_box(mesh, {recline, Vec3(-.28 - .028 * i, 0, .56 + .14 * i)}, {.03, length, .10}, wood);
  for (const double y : {-.4 * length, .4 * length}) {
    for (const double x : {-.22, .18}) add_box(mesh, offset(x, y, .21 - .05), {.05, .06, .51}, kPost);
    add_box(mesh, {recline, Vec3(-.345, y, .64)}, {.035, .05, .50}, kPost);
  }
  return mesh;
}

Mesh make_gantry(double span, double height, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const double half = .5 * span, depth = .9;
  for (const double side : {-1.0, 1.0}) {
    add_box(mesh, offset(0, side * half, .5 * (height - kFoot)), {.36, .36, height + kFoot}, kPost);
    add_box(mesh, offset(0, side * half, .02), {.9, .9, .34}, {MaterialId::Concrete, Part::Post});
  }
  for (const double x : {-.45, .45})
    for (const double z : {0.0, depth})
      add_tube(mesh, Vec3(x, -half - .1, height + z), Vec3(x, half + .1, height + z), .07, .07, 10, kPost);
  const int bays = static_cast<int>(span / 1.2);
  for (int i = 0; i < bays; ++i) {
    const double y0 = -half + span * i / bays, y1 = -half + span * (i + 1) / bays;
    for (const double x : {-.45, .45})
      add_tube(mesh, Vec3(x, i % 2 ? y0 : y1, height), Vec3(x, i % 2 ? y1 : y0, height + depth), .035, .035,
               6, kPost);
    for (const double z : {0.0, depth})
      add_tube(mesh, Vec3(-.45, y0, height + z), Vec3(.45, y0, height + z), .035, .035, 6, kPost);
  }
  const int plates = random.integer(1, 3);
  for (int i = 0; i < plates; ++i) {
    const double y = half * (-.65 + 1.3 * (i + .5) / plates), wide = std::min(3.8, 1.1 * span / plates - 1);
    add_box(mesh, offset(-.56, y, height + .5), {.05, wide, 2.4}, {MaterialId::PaintedMetal, Part::Panel});
    add_box(mesh, offset(-.590, y, height + .5), {.004, wide - .02, 2.38},
            {MaterialId::RetroSheet, Part::Panel});
  }
  return mesh;
}

}  // namespace tailcast
