// SPDX-License-Identifier: Apache-2.0
// Bushes, hedges, grass: leafy shells with depth and a ragged surface.
#include <algorithm>
#include <array>

#include "assets/leaves.h"
#include "assets/vegetation.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

// A smooth random field: a few waves of random direction.
struct Ripples {
  std::array<std::array<double, 3>, 5> waves;  // rad/m along u, rad/m along v, phase
  explicit Ripples(RandomStream& random) {
    for (auto& w : waves) w = {random.uniform(-6, 6), random.uniform(-6, 6), random.uniform(0, 2 * kPi)};
  }
  double at(double u, double v) const {  // rms about .7
    double sum = 0;
    for (const auto& [a, b, phase] : waves) sum += dmath::sin(a * u + b * v + phase);
    return sum / 2.2;
  }
};

void add_stems(Mesh& mesh, const Vec3& foot, double height, double spread, int count, RandomStream& random) {
  for (int i = 0; i < count; ++i) {
    const Vec3 tip = foot + Vec3{spread * random.uniform(-1, 1), spread * random.uniform(-1, 1),
                                 height * random.uniform(.7, .95)};
    const Vec3 base =
        foot + Vec3{.2 * spread * random.uniform(-1, 1), .2 * spread * random.uniform(-1, 1), -.08};
    const Vec3 middle = .5 * (base + tip) + .12 * height * random_direction(random);
    const std::array path{base, middle, tip};
    const std::array radii{.016, .011, .005};
    add_limb(mesh, path, radii, 5, {MaterialId::Bark, Part::Branch});
  }
}

}  // namespace

Mesh make_bush(double height, double width, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  add_stems(mesh, Vec3::Zero(), height, .35 * width, 9, random);
  const Vec3 radii(.34 * width, .34 * width, .38 * height), center(0, 0, .48 * height);
  std::vector<Vec3> clumps;
  for (int i = 0; i < 46; ++i) {
    const double out = random.uniform(.45, 1.0);
    clumps.push_back(center + radii.cwiseProduct(out * random_direction(random)));
  }
  const double silhouette = kPi / 4 * width * height, sigma = .035 * (width + height);
  const int count = static_cast<int>(std::clamp(1100 * silhouette, 700.0, 5000.0));
  const double length = leaf_length(silhouette, random.uniform(2.8, 3.8), count);
  for (int i = 0; i < count; ++i) {
    const Vec3& clump = clumps[static_cast<std::size_t>(random.integer(0, 45))];
    Vec3 p = clump + sigma * Vec3{random.normal(), random.normal(), random.normal()};
    p.z() = std::max(std::fabs(p.z()), .6 * length);
    add_leaf(mesh, p, length, random);
  }
  return mesh;
}

Mesh make_hedge(double length, double height, double width, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const Ripples ripples(random);
  const double skin = 2 * length * height + length * width + 2 * width * height;  // m^2
  constexpr double kLeaf = .125, kIndex = 1.9, kDepth = .07;                      // m; leaf area per skin; m
  const int count = static_cast<int>(kIndex * skin / (.35 * kLeaf * kLeaf));
  for (int i = 0; i < count; ++i) {
    const double pick = random.uniform(0, skin), side = random.chance(.5) ? 1.0 : -1.0;
    const double u = random.uniform(-.5, .5), v = random.uniform();
    const double inward = std::fabs(kDepth * random.normal());
    Vec3 p;
    if (pick < 2 * length * height) {
      p = Vec3(u * length, side * (.5 * width - inward), v * height);
      p.y() += side * .045 * ripples.at(p.x(), p.z() + side);
    } else if (pick < 2 * length * height + length * width) {
      p = Vec3(u * length, (v - .5) * width, height - inward);
      p.z() += .04 * ripples.at(p.x(), p.y());
    } else {
      p = Vec3(side * (.5 * length - inward), u * width, v * height);
      p.x() += side * .04 * ripples.at(p.z(), p.y());
    }
    p.z() = std::max(p.z(), .04 + .06 * random.uniform());
    add_leaf(mesh, p, kLeaf, random);
  }
  for (double x = -.5 * length + .2; x < .5 * length; x += .4)
    add_stems(mesh, Vec3(x, 0, 0), .9 * height, .3 * width, 3, random);
  return mesh;
}

Mesh make_grass_tufts(double length, double width, double density, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const int tufts = static_cast<int>(length * width * density);
  for (int i = 0; i < tufts; ++i) {
    const Vec3 foot{random.uniform(-.5, .5) * length, random.uniform(-.5, .5) * width, -.01};
    const double tall = random.uniform(.06, .22);
    const int blades = random.integer(4, 7);
    for (int k = 0; k < blades; ++k) {
      const double azimuth = kPi * (k + random.uniform(0, .8)) / blades, lean = random.uniform(0, .6) * tall;
      const Vec3 across(.014 * dmath::cos(azimuth), .014 * dmath::sin(azimuth), 0),
          out(-dmath::sin(azimuth), dmath::cos(azimuth), 0);
      const Vec3 base = foot + random.uniform(-.05, .05) * out,
                 tip = base + lean * out + Vec3(0, 0, tall * random.uniform(.6, 1.1));
      add_triangle(mesh, base - across, base + across, tip, {MaterialId::Grass, Part::Leaves});
    }
  }
  return mesh;
}

}  // namespace tailcast
