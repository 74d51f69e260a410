// SPDX-License-Identifier: Apache-2.0
#include "assets/structures.h"

#include <array>
#include <cmath>

#include "assets/shapes.h"
#include "core/dmath.h"
#include "core/random.h"

namespace tailcast {
namespace {

constexpr double kFoot = .2;  // m below the origin, for uneven ground
constexpr Paint kSteel{MaterialId::GalvanisedSteel, Part::Rail}, kConcrete{MaterialId::Concrete, Part::WallPart};

void add_bar(Mesh& mesh, const Vec3& low, const Vec3& high, Paint paint) {
  add_box(mesh, {Quat::Identity(), .5 * (low + high)}, high - low, paint);
}

// A section in the y-z plane, counter-clockwise seen from +x, swept along x.
void add_section(Mesh& mesh, std::span<const Eigen::Vector2d> yz, double from, double to, Paint paint) {
  add_prism(mesh, {Quat(.5, .5, .5, .5), Vec3::Zero()}, yz, from, to, paint);
}

}  // namespace

Mesh make_concrete_barrier(double length, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const std::array<Eigen::Vector2d, 8> section{
      {{-.30, -kFoot}, {.30, -kFoot}, {.30, .08}, {.14, .30}, {.09, .90}, {-.09, .90}, {-.14, .30}, {-.30, .08}}};
  constexpr double kUnit = 4.0;
  const int units = std::max(1, static_cast<int>(length / kUnit + .5));
  for (int i = 0; i < units; ++i) {  // units stand with a joint between them, not quite in line
    const double from = length * i / units - .5 * length, to = length * (i + 1) / units - .5 * length;
    Mesh unit;
    add_section(unit, section, from + .015, to - .015, kConcrete);
    append(mesh, unit, offset(0, random.normal(0, .01), 0));
  }
  return mesh;
}

Mesh make_site_fence(double length, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const double lean = random.normal(0, .02);
  const auto at = [&](double x, double z) { return Vec3(x, lean * z, z); };
  for (const double x : {-.5 * length + .04, .5 * length - .04}) {
    add_tube(mesh, at(x, .02), at(x, 2.0), .02, .02, 8, kSteel);
    add_bar(mesh, {x - .3, -.12, -.03}, {x + .3, .12, .13}, kConcrete);
  }
  for (const double z : {.16, 1.98})
    add_tube(mesh, at(-.5 * length + .04, z), at(.5 * length - .04, z), .018, .018, 6, kSteel);
  for (double x = -.5 * length + .14; x < .5 * length - .1; x += .1)
    add_tube(mesh, at(x, .16), at(x, 1.98), .0022, .0022, 3, kSteel, false);
  for (double z = .36; z < 1.9; z += .2)
    add_tube(mesh, at(-.5 * length + .04, z), at(.5 * length - .04, z), .0022, .0022, 3, kSteel, false);
  return mesh;
}

Mesh make_beacon(std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const double turn = random.normal(0, .05);
  const Pose frame{rotation_about(Vec3::UnitZ(), turn), Vec3::Zero()};
  add_box(mesh, frame * offset(0, 0, .05), {.78, .40, .14}, {MaterialId::Rubber, Part::Body});
  add_box(mesh, frame * offset(.0, 0, .66), {.03, .25, 1.1}, {MaterialId::Plastic, Part::Panel});
  add_box(mesh, frame * offset(-.018, 0, .70), {.004, .245, 1.0}, {MaterialId::RetroSheet, Part::Panel});
  if (random.chance(.4))
    add_tube(mesh, frame * Vec3(0, 0, 1.2), frame * Vec3(0, 0, 1.42), .09, .09, 14,
             {MaterialId::LampCover, Part::Lamp});
  return mesh;
}

Mesh make_heap(double radius, double height, bool soil, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  constexpr int kRings = 14, kSides = 40;
  const double p1 = random.uniform(0, 2 * kPi), p2 = random.uniform(0, 2 * kPi), squash = random.uniform(.75, 1.0);
  std::vector<std::vector<Vec3>> rings;
  for (int i = 0; i <= kRings; ++i) {
    const double u = static_cast<double>(i) / kRings;  // 0 at the foot
    std::vector<Vec3> ring;
    for (int k = 0; k < kSides; ++k) {
      const double angle = 2 * kPi * k / kSides,
                   wobble = 1 + .10 * dmath::sin(2 * angle + p1) + .06 * dmath::sin(5 * angle + p2);
      const double out = std::max(radius * (1 - u) * wobble, .02),
                   rough = (soil ? .05 : .025) * random.normal() * (i > 0 && i < kRings ? 1 : 0);
      // At its angle of repose, rounded at the top.
      const double z =
          i == 0 ? -kFoot
                 : height * (1 - (1 - u) * (1 - u) * (soil ? .35 : .15) - (1 - u) * (soil ? .65 : .85)) + rough;
      ring.emplace_back(out * dmath::cos(angle), squash * out * dmath::sin(angle), std::max(z, -kFoot));
    }
    rings.push_back(std::move(ring));
  }
  add_loft(mesh, rings, {soil ? MaterialId::Soil : MaterialId::Gravel, Part::Load});
  return mesh;
}

Mesh make_pipe_stack(std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const double radius = random.uniform(.15, .35), length = random.uniform(3, 6), inner = .88 * radius;
  const int base = random.integer(2, 4);
  const Paint paint{random.chance(.5) ? MaterialId::Plastic : MaterialId::Concrete, Part::Load};
  for (const double x : {-.3 * length, .3 * length})
    add_bar(mesh, {x - .06, -base * radius - .1, -.05}, {x + .06, base * radius + .1, .08},
            {MaterialId::Wood, Part::Load});
  for (int row = 0; row < base; ++row)
    for (int k = 0; k < base - row; ++k) {
      const double y = (2 * k - (base - row - 1)) * radius, z = .08 + radius + row * 1.74 * radius,
                   shift = random.normal(0, .05);
      const Pose frame{rotation_about(Vec3::UnitY(), .5 * kPi), Vec3(shift, y, z)};
      const std::array<Eigen::Vector2d, 5> profile{{{inner, -.5 * length},
                                                    {radius, -.5 * length},
                                                    {radius, .5 * length},
                                                    {inner, .5 * length},
                                                    {inner, -.5 * length}}};
      add_lathe(mesh, frame, profile, 20, paint);
    }
  return mesh;
}

Mesh make_site_container(std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const Paint sheet{MaterialId::PaintedMetal, Part::WallPart};
  const double half = 3.03, deep = 1.22, tall = 2.59, base = .12;
  for (const double x : {-2.6, 2.6})
    add_bar(mesh, {x - .2, -deep, -.1}, {x + .2, deep, base}, {MaterialId::Wood, Part::Post});
  add_bar(mesh, {-half + .03, -deep + .03, base}, {half - .03, deep - .03, base + tall - .03}, sheet);
  for (const double y : {-deep, deep})  // trapezoidal ribs
    for (double x = -half + .2; x < half - .2; x += .28)
      add_bar(mesh, {x, y - .018, base + .15}, {x + .14, y + .018, base + tall - .15}, sheet);
  for (const double x : {-half, half})
    for (const double y : {-deep, deep})
      add_bar(mesh, {x - .05, y - .05, base}, {x + .05, y + .05, base + tall}, sheet);
  const double door = random.uniform(-1.8, .8);
  add_bar(mesh, {door, deep, base + .1}, {door + .95, deep + .05, base + 2.1}, {MaterialId::PaintedMetal, Part::Door});
  add_bar(mesh, {door + 1.2, deep, base + 1.0}, {door + 2.1, deep + .03, base + 1.9},
          {MaterialId::WindowGlass, Part::Window});
  add_bar(mesh, {door - .1, deep + .06, -.1}, {door + 1.05, deep + .75, base + .05},
          {MaterialId::GalvanisedSteel, Part::Rung});
  return mesh;
}

Mesh make_portable_toilet(std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const Paint plastic{MaterialId::Plastic, Part::Body};
  const double tall = random.uniform(2.1, 2.2);
  add_bar(mesh, {-.56, -.56, -.06}, {.56, .56, .12}, plastic);
  add_rounded_box(mesh, offset(0, 0, .5 * (.12 + tall)), {1.06, 1.06, tall - .12}, .06, plastic);
  add_rounded_box(mesh, offset(0, 0, tall + .05), {1.14, 1.14, .16}, .06, plastic);
  add_bar(mesh, {-.36, .53, .2}, {.36, .56, 2.0}, {MaterialId::Plastic, Part::Door});
  return mesh;
}

Mesh make_arrow_board(std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const Paint frame{MaterialId::PaintedMetal, Part::Body};
  add_bar(mesh, {-.6, -.85, .38}, {.9, .85, .52}, frame);
  for (const double y : {-.82, .82})
    add_tube(mesh, Vec3(.2, y - .1, .33), Vec3(.2, y + .1, .33), .33, .33, 20, {MaterialId::Rubber, Part::Wheel});
  add_tube(mesh, Vec3(.9, 0, .45), Vec3(2.2, 0, .45), .05, .04, 8, frame);
  add_tube(mesh, Vec3(2.1, 0, -.02), Vec3(2.1, 0, .45), .03, .03, 8, frame);
  add_bar(mesh, {-.2, -.06, .5}, {-.08, .06, 3.3}, frame);
  const double low = random.uniform(1.3, 1.5);
  add_bar(mesh, {-.30, -1.1, low}, {-.22, 1.1, low + 2.1}, frame);
  add_bar(mesh, {-.306, -1.08, low + .02}, {-.301, 1.08, low + .7}, {MaterialId::RetroSheet, Part::Panel});
  for (int i = 0; i < 5; ++i)
    for (const double z : {.9, 1.2, 1.5, 1.8})
      add_tube(mesh, Vec3(-.30, -.8 + .4 * i, low + z), Vec3(-.34, -.8 + .4 * i, low + z), .09, .09, 10,
               {MaterialId::LampCover, Part::Lamp});
  return mesh;
}

Mesh make_railing(double length, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const double height = random.uniform(1.05, 1.2);
  const int posts = std::max(1, static_cast<int>(length / 2.0 + .5));
  for (int i = 0; i < posts; ++i) {
    const double x = length * ((i + .5) / posts - .5);
    add_bar(mesh, {x - .035, -.035, -kFoot}, {x + .035, .035, height - .02}, {MaterialId::GalvanisedSteel, Part::Post});
  }
  for (const double z : {.14, height - .2})
    add_bar(mesh, {-.5 * length, -.02, z - .02}, {.5 * length, .02, z + .02}, kSteel);
  add_tube(mesh, Vec3(-.5 * length, 0, height), Vec3(.5 * length, 0, height), .04, .04, 10, kSteel);
  for (double x = -.5 * length + .06; x < .5 * length; x += .13)
    add_tube(mesh, Vec3(x, 0, .14), Vec3(x, 0, height - .2), .008, .008, 5, kSteel, false);
  return mesh;
}

Mesh make_parapet(double length, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const double wall = random.uniform(.78, .85), rail = wall + random.uniform(.22, .3);
  const std::array<Eigen::Vector2d, 6> section{
      {{-.16, -kFoot}, {.16, -kFoot}, {.14, .5 * wall}, {.12, wall}, {-.12, wall}, {-.14, .5 * wall}}};
  add_section(mesh, section, -.5 * length + .008, .5 * length - .008, kConcrete);
  const int posts = std::max(1, static_cast<int>(length / 2.0 + .5));
  for (int i = 0; i < posts; ++i) {
    const double x = length * ((i + .5) / posts - .5);
    add_bar(mesh, {x - .03, -.03, wall - .02}, {x + .03, .03, rail}, {MaterialId::GalvanisedSteel, Part::Post});
  }
  add_tube(mesh, Vec3(-.5 * length, 0, rail), Vec3(.5 * length, 0, rail), .05, .05, 10, kSteel);
  return mesh;
}

Mesh make_track(double length, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  for (double x = -.5 * length + .3; x < .5 * length; x += .6) {  // concrete sleepers, sunk in the ballast
    const double turn = random.normal(0, .006), low = random.normal(0, .004);
    add_box(mesh, {rotation_about(Vec3::UnitZ(), turn), Vec3(x, 0, -.055 + low)}, {.26, 2.6, .18},
            {MaterialId::Concrete, Part::Body});
  }
  const Paint steel{MaterialId::BareMetal, Part::Rail};
  for (const double y : {-.7525, .7525}) {  // 1435 mm between the heads; UIC 60
    add_bar(mesh, {-.5 * length, y - .075, .028}, {.5 * length, y + .075, .05}, steel);
    add_bar(mesh, {-.5 * length, y - .012, .049}, {.5 * length, y + .012, .16}, steel);
    add_bar(mesh, {-.5 * length, y - .036, .158}, {.5 * length, y + .036, .20}, steel);
  }
  return mesh;
}

Mesh make_crossing_gate(double boom, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const Paint paint{MaterialId::PaintedMetal, Part::Body};
  add_bar(mesh, {-.25, -.3, -kFoot}, {.25, .3, 1.1}, paint);
  const double raised = deg_to_rad(random.uniform(84, 87));
  const Vec3 hinge(-.3, .0, .95), tip = hinge + boom * Vec3(0, dmath::cos(raised), dmath::sin(raised));
  add_tube(mesh, hinge, tip, .06, .035, 10, {MaterialId::RetroSheet, Part::Rail});
  add_bar(mesh, {-.42, -.45, .8}, {-.26, -.1, 1.1}, {MaterialId::Concrete, Part::Body});  // the counterweight
  const double post = -.62;  // beside the machine: a cross, and lamps under it
  add_tube(mesh, Vec3(0, post, -kFoot), Vec3(0, post, 3.1), .045, .045, 12, {MaterialId::GalvanisedSteel, Part::Post});
  for (const double angle : {.25 * kPi, .75 * kPi})
    add_box(mesh, {rotation_about(Vec3::UnitX(), angle), Vec3(-.06, post, 2.75)}, {.02, 1.1, .14},
            {MaterialId::RetroSheet, Part::Panel});
  add_bar(mesh, {-.06, post - .26, 1.75}, {.02, post + .26, 2.2}, {MaterialId::Plastic, Part::Panel});
  for (const double y : {-.13, .13})
    add_tube(mesh, Vec3(-.06, post + y, 1.98), Vec3(-.10, post + y, 1.98), .10, .10, 14,
             {MaterialId::LampCover, Part::Lamp});
  return mesh;
}

Mesh make_catenary_mast(std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const double tall = random.uniform(7.2, 8.0);
  const Paint post{MaterialId::GalvanisedSteel, Part::Post};
  add_bar(mesh, {-.35, -.35, -kFoot}, {.35, .35, .12}, kConcrete);
  for (const double x : {-.12, .12}) add_bar(mesh, {x - .012, -.12, .1}, {x + .012, .12, tall}, post);
  add_bar(mesh, {-.12, -.01, .1}, {.12, .01, tall}, post);
  add_tube(mesh, Vec3(0, .1, 6.6), Vec3(0, 3.0, 6.75), .03, .03, 8, post);
  add_tube(mesh, Vec3(0, .1, 5.6), Vec3(0, 2.7, 6.6), .03, .03, 8, post);
  add_tube(mesh, Vec3(0, 2.2, 5.9), Vec3(0, 3.0, 5.55), .02, .02, 6, post);
  return mesh;
}

}  // namespace tailcast
