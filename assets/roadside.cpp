// SPDX-License-Identifier: Apache-2.0
#include "assets/roadside.h"

#include <array>

#include "assets/shapes.h"
#include "core/dmath.h"
#include "core/random.h"

namespace tailcast {
namespace {

constexpr double kFoot = .25;  // m below the origin, for uneven ground

}  // namespace

Mesh make_field_fence(double length, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const Paint wood{MaterialId::Wood, Part::Post}, wire{MaterialId::GalvanisedSteel, Part::Rail};
  const double height = random.uniform(1.05, 1.25);
  for (const double x : {-.25 * length, .25 * length}) {
    const double lean = random.normal(0, .03), along = random.normal(0, .03);
    const Vec3 top(x + along, lean, height + random.uniform(0, .1));
    add_tube(mesh, Vec3(x, 0, -kFoot), top, .05, .045, 10, wood);
  }
  for (const double z : {.3, .55, .8, height - .06}) {
    const double sag = random.uniform(.005, .03);
    for (int i = 0; i < 4; ++i) {
      const double u0 = -.5 + .25 * i, u1 = u0 + .25;
      const auto point = [&](double u) { return Vec3(u * length, .052, z - sag * (1 - 4 * u * u)); };
      add_tube(mesh, point(u0), point(u1), .002, .002, 4, wire, false);
    }
  }
  return mesh;
}

Mesh make_round_bale(std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const double radius = random.uniform(.60, .75), half = random.uniform(.58, .62);
  const Paint straw{MaterialId::Grass, Part::Body};
  std::vector<std::vector<Vec3>> rings;
  for (int i = 0; i <= 8; ++i) {
    const double x = half * (i / 4.0 - 1), swell = 1 - .05 * dmath::pow(std::fabs(x) / half, 4.0);
    std::vector<Vec3> ring;
    for (int k = 0; k < 28; ++k) {  // sat down by a tenth: it lies on a flat of some width
      const double angle = 2 * kPi * k / 28, r = radius * swell + random.normal(0, .008);
      ring.emplace_back(x, r * dmath::cos(angle), std::max(.9 * radius + r * dmath::sin(angle), -.03));
    }
    rings.push_back(std::move(ring));
  }
  add_loft(mesh, rings, straw);
  return mesh;
}

Mesh make_shed(std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const double width = random.uniform(5, 9), depth = random.uniform(3.5, 5), front = random.uniform(2.6, 3.2),
               back = front - .7;
  const Paint wood{MaterialId::WoodPlanks, Part::WallPart}, post{MaterialId::Wood, Part::Post};
  const double half = .5 * width;
  const auto wall = [&](const Vec3& low, const Vec3& high) {
    add_box(mesh, {Quat::Identity(), .5 * (low + high)}, high - low, wood);
  };
  for (double x = -half; x < half - .1; x += .22)  // upright boards, not quite in line
    wall({x + .005, -depth - .02 + random.normal(0, .006), -kFoot}, {x + .205, -depth + .02, back});
  for (const double side : {-half, half}) wall({side - .025, -depth, -kFoot}, {side + .025, -.2, back});
  for (int i = 0; i <= 3; ++i)
    add_box(mesh, offset(half * (2 * i / 3.0 - 1) * .97, -.1, .5 * (front - kFoot)), {.16, .16, front + kFoot}, post);
  const double slope = dmath::atan((front - back) / depth), length = std::sqrt(depth * depth + .49) + .6;
  add_box(mesh, {rotation_about(Vec3::UnitX(), slope), Vec3(0, -.5 * depth, .5 * (front + back) + .08)},
          {width + .5, length, .06}, {MaterialId::GalvanisedSteel, Part::Roof});
  for (int i = 0; i < 5; ++i) {  // what is kept in it
    const double x = random.uniform(-.42, .42) * width, y = -depth * random.uniform(.35, .75),
                 tall = random.uniform(.5, 1.4);
    add_box(mesh, offset(x, y, .5 * tall - .05), {random.uniform(.5, 1.2), .7, tall}, {MaterialId::Wood, Part::Load});
  }
  return mesh;
}

}  // namespace tailcast
