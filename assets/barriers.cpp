// SPDX-License-Identifier: Apache-2.0
// What runs along a road (along x): rails, fences, walls.
#include <algorithm>
#include <array>

#include "assets/furniture.h"
#include "assets/shapes.h"
#include "core/dmath.h"
#include "core/random.h"

namespace tailcast {
namespace {

constexpr double kFoot = .2;  // m below the origin, for uneven ground
constexpr Paint kSteel{MaterialId::GalvanisedSteel, Part::Rail};

// The W-beam's section (EN 1317 type A, 310 mm high), as (towards traffic, up) about its middle.
std::vector<Eigen::Vector2d> w_beam() {
  std::vector<Eigen::Vector2d> points;
  for (int i = 0; i <= 16; ++i) {
    const double z = -.155 + .310 * i / 16;
    points.emplace_back(.0405 - .0405 * dmath::cos(4 * kPi * (i / 16.0)), z);
  }
  return points;
}

void add_beam(Mesh& mesh, double x0, double x1, double y, double z) {
  const auto outline = w_beam();
  for (std::size_t i = 0; i + 1 < outline.size(); ++i) {
    const Vec3 a(x0, y + outline[i].x(), z + outline[i].y()),
        b(x0, y + outline[i + 1].x(), z + outline[i + 1].y());
    const Vec3 c(x1, b.y(), b.z()), d(x1, a.y(), a.z()), thick(0, .003, 0);
    add_quad(mesh, a, b, c, d, kSteel);
    add_quad(mesh, d - thick, c - thick, b - thick, a - thick, kSteel);
  }
}

void add_slats(Mesh& mesh, double length, double height, RandomStream& random) {
  const Paint wood{MaterialId::WoodPlanks, Part::Panel};
  const double pitch = random.uniform(.11, .15), wide = pitch * random.uniform(.55, .8);
  for (double x = -.5 * length + .5 * pitch; x < .5 * length; x += pitch) {
    const double lean = random.normal(0, .012), y = .035 + random.normal(0, .004);
    const double tall = height - .08 + random.normal(0, .012);
    add_box(mesh, {rotation_about(Vec3::UnitY(), lean), Vec3(x, y, .5 * height + .04)}, {wide, .02, tall}, wood);
  }
  for (const double z : {.25 * height, .8 * height}) add_box(mesh, offset(0, 0, z), {length, .04, .08}, wood);
}

// Bars of steel: most beams pass.
void add_bars(Mesh& mesh, double length, double height) {
  const Paint steel{MaterialId::PaintedMetal, Part::Panel};
  for (double x = -.5 * length + .06; x < .5 * length; x += .12)
    add_tube(mesh, Vec3(x, 0, .06), Vec3(x, 0, height), .008, .008, 6, steel);
  for (const double z : {.12, height - .10}) add_box(mesh, offset(0, 0, z), {length, .03, .04}, steel);
}

}  // namespace

Mesh make_guard_rail(double length, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  constexpr double kPitch = 4.0, kCentre = .595;  // m between posts; height of the beam's middle
  const int pieces = std::max(1, static_cast<int>(length / kPitch + .5));
  for (int i = 0; i < pieces; ++i) {
    const double x0 = length * i / pieces - .5 * length, x1 = length * (i + 1) / pieces - .5 * length;
    const double lap = i % 2 ? .003 : 0;  // sheets overlap like shingles
    const double y = .03 + lap + random.normal(0, .002), z = kCentre + random.normal(0, .006);
    add_beam(mesh, x0 - .15, x1 + .15, y, z);
    const double post = .5 * (x0 + x1), lean = random.normal(0, .01);
    add_box(mesh, {rotation_about(Vec3::UnitX(), lean), Vec3(post, -.14, .5 * (.75 - kFoot))},
            {.055, .10, .75 + kFoot}, {MaterialId::GalvanisedSteel, Part::Post});
    add_box(mesh, offset(post, -.035, kCentre), {.16, .09, .12}, kSteel);
  }
  return mesh;
}

Mesh make_fence(double length, double height, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const bool wooden = random.chance(.6);
  if (wooden)
    add_slats(mesh, length, height, random);
  else
    add_bars(mesh, length, height);
  const int posts = std::max(1, static_cast<int>(length / 2.2));
  for (int i = 0; i <= posts; ++i)
    add_box(mesh, offset(length * (i / static_cast<double>(posts) - .5), -.065, .5 * (height + .05 - kFoot)),
            {.09, .09, height + .05 + kFoot},
            {wooden ? MaterialId::WoodPlanks : MaterialId::PaintedMetal, Part::Post});
  return mesh;
}

Mesh make_garden_wall(double length, double height, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const Paint body{random.chance(.5) ? MaterialId::Brick : MaterialId::Stone, Part::WallPart},
      coping{MaterialId::Concrete, Part::WallPart};
  const int bays = std::max(1, static_cast<int>(length / 2.6));
  for (int i = 0; i < bays; ++i) {
    const double x0 = length * (static_cast<double>(i) / bays - .5), wide = length / bays,
                 y = random.normal(0, .012);
    add_box(mesh, offset(x0 + .5 * wide, y, .5 * (height - .07 - kFoot)),
            {wide - .30, .20, height - .07 + kFoot}, body);
    add_rounded_box(mesh, offset(x0 + .5 * wide, y, height - .03), {wide - .29, .27, .06}, .015, coping);
  }
  for (int i = 0; i <= bays; ++i) {
    const double x = length * (static_cast<double>(i) / bays - .5), tall = height + .10;
    add_box(mesh, offset(x, 0, .5 * (tall - kFoot)), {.34, .32, tall + kFoot}, body);
    add_rounded_box(mesh, offset(x, 0, tall + .03), {.42, .40, .06}, .02, coping);
  }
  return mesh;
}

Mesh make_noise_wall(double length, double height, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  constexpr double kPitch = 4.0;
  const int bays = std::max(1, static_cast<int>(length / kPitch + .5));
  const bool ribbed = random.chance(.6);
  const Paint panel{ribbed ? MaterialId::Concrete : MaterialId::WoodPlanks, Part::Panel};
  for (int i = 0; i < bays; ++i) {
    const double wide = length / bays, x = length * ((i + .5) / bays - .5), y = random.normal(0, .01);
    add_box(mesh, offset(x, y, .5 * (height - kFoot)), {wide - .2, .12, height + kFoot}, panel);
    const int ribs = ribbed ? 12 : 0;
    for (int k = 0; k < ribs; ++k)
      add_box(mesh, offset(x - .5 * (wide - .3) + (wide - .3) * (k + .5) / ribs, y + .07, .5 * height),
              {.12, .05, height - .1}, panel);
    for (double z = .3; !ribbed && z < height; z += .3)
      add_box(mesh, offset(x, y + .065, z), {wide - .24, .035, .2}, panel);
  }
  for (int i = 0; i <= bays; ++i)
    add_box(mesh, offset(length * (static_cast<double>(i) / bays - .5), 0, .5 * (height + .05 - kFoot)),
            {.22, .26, height + .05 + kFoot}, {MaterialId::Concrete, Part::Post});
  return mesh;
}

}  // namespace tailcast
