// SPDX-License-Identifier: Apache-2.0
// Trees: a trunk, two orders of branches that bend and taper, leaves in clusters about the twigs.
#include <algorithm>
#include <array>

#include "assets/leaves.h"
#include "assets/vegetation.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

constexpr double kRootDepth = .15;  // m of trunk below the origin, for sloping ground

struct Branch {
  std::vector<Vec3> path;
  std::vector<double> radii;
  Vec3 at(double u) const {
    const double s = u * static_cast<double>(path.size() - 1);
    const auto i = std::min(static_cast<std::size_t>(s), path.size() - 2);
    return path[i] + (s - static_cast<double>(i)) * (path[i + 1] - path[i]);
  }
  double radius_at(double u) const { return radii.front() + u * (radii.back() - radii.front()); }
};

struct BranchShape {
  double length, radius, tip_radius;
  double lift;    // how much it turns up (or, below 0, droops) over its length
  double wander;  // rad a joint
  int joints;
};

Branch grow(const Vec3& from, Vec3 direction, const BranchShape& shape, RandomStream& random) {
  Branch branch;
  Vec3 p = from;
  for (int i = 0; i <= shape.joints; ++i) {
    const double u = static_cast<double>(i) / shape.joints;
    branch.path.push_back(p);
    branch.radii.push_back(shape.radius + u * (shape.tip_radius - shape.radius));
    direction = (direction + shape.wander * random_direction(random) + Vec3(0, 0, shape.lift / shape.joints))
                    .normalized();
    p += shape.length / shape.joints * direction;
  }
  return branch;
}

void add_wood(Mesh& mesh, const Branch& branch, int sides, Part part) {
  add_limb(mesh, branch.path, branch.radii, sides, {MaterialId::Bark, part});
}

Vec3 outwards(double azimuth, double rise) {
  return Vec3(dmath::cos(azimuth) * dmath::cos(rise), dmath::sin(azimuth) * dmath::cos(rise),
              dmath::sin(rise));
}

double silhouette_of(std::span<const Vec3> points) {
  Bounds b;
  for (const auto& p : points) b.extend(p);
  return kPi / 4 * .5 * (b.size().x() + b.size().y()) * b.size().z();
}

// Leaves about the twigs' points, each cluster a loose ball.
void add_foliage(Mesh& mesh, std::span<const Vec3> twigs, double spread, double index, int count,
                 RandomStream& random) {
  const double length = leaf_length(silhouette_of(twigs), index, count);
  for (int i = 0; i < count; ++i) {
    const Vec3& twig = twigs[static_cast<std::size_t>(random.integer(0, static_cast<int>(twigs.size()) - 1))];
    const Vec3 away = spread * Vec3{random.normal(), random.normal(), .8 * random.normal()};
    Vec3 at = twig + away;
    at.z() = std::max(at.z(), length);  // none in the ground
    add_leaf(mesh, at, length, random);
  }
}

}  // namespace

Mesh make_tree(double height, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const double bole = height * random.uniform(.24, .36), radius = .017 * height * random.uniform(.85, 1.3);
  const Vec3 upwards{random.uniform(-.04, .04), random.uniform(-.04, .04), 1};
  Branch trunk =
      grow(Vec3(0, 0, 0), upwards.normalized(), {.86 * height, radius, .2 * radius, .5, .06, 9}, random);
  trunk.path.front().z() = -kRootDepth;
  trunk.radii.front() = 1.35 * radius;
  add_wood(mesh, trunk, 10, Part::TrunkPart);

  std::vector<Vec3> twigs;
  const int boughs = random.integer(11, 15);
  const double first = bole / (.86 * height), spread = random.uniform(.28, .36);
  for (int i = 0; i < boughs; ++i) {
    const double u = first + (.97 - first) * (i + random.uniform(.1, .9)) / boughs,
                 rank = (u - first) / (1 - first);
    const double azimuth = 2.39996 * i + random.uniform(-.5, .5);  // the golden angle keeps boughs apart
    // Longest a third up the crown, short at its top.
    const double length = height * spread * (1.05 - .62 * rank * rank) * random.uniform(.75, 1.15);
    const Branch bough = grow(trunk.at(u), outwards(azimuth, .25 + .75 * rank),
                              {length, .5 * trunk.radius_at(u), .012, .35, .16, 4}, random);
    add_wood(mesh, bough, 6, Part::Branch);
    const int twig_count =
        1 + static_cast<int>(5.5 * length / (height * spread));  // as many a metre on every bough
    for (int k = 0; k < twig_count; ++k) {
      const double v = .3 + .7 * (k + random.uniform(.2, .9)) / twig_count;
      const double aside = random.uniform(-1.3, 1.3), rise = random.uniform(-.2, .8);
      const Vec3 direction = outwards(azimuth + aside, rise).normalized();
      const Branch twig = grow(bough.at(std::min(v, .98)), direction,
                               {.42 * length * random.uniform(.7, 1.2), .011, .004, .1, .22, 3}, random);
      add_wood(mesh, twig, 4, Part::Branch);
      for (const double w : {.45, .75, 1.0}) twigs.push_back(twig.at(w));
    }
    twigs.push_back(bough.at(1));
  }
  twigs.push_back(trunk.at(1));
  add_foliage(mesh, twigs, .030 * height + .05, random.uniform(2.3, 3.2),
              static_cast<int>(std::clamp(1000 * height, 5000.0, 7000.0)), random);
  return mesh;
}

Mesh make_conifer(double height, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const double radius = .013 * height * random.uniform(.85, 1.2), reach = height * random.uniform(.17, .23);
  Branch trunk = grow(Vec3(0, 0, 0), Vec3::UnitZ(), {height, radius, .01, .6, .015, 8}, random);
  trunk.path.front().z() = -kRootDepth;
  add_wood(mesh, trunk, 8, Part::TrunkPart);
  std::vector<Vec3> twigs;
  const int whorls = static_cast<int>(std::clamp(height / .42, 10.0, 26.0));
  const double first = random.uniform(.06, .16);
  for (int i = 0; i < whorls; ++i) {
    const double u = first + (.97 - first) * i / whorls;
    const double length = reach * (1.04 - u) / (1.04 - first);
    for (int k = 0; k < 6; ++k) {
      const double azimuth = kPi / 3 * k + .9 * i + random.uniform(-.3, .3);
      const Branch bough =
          grow(trunk.at(u), outwards(azimuth, -.15 + .5 * u),
               {length * random.uniform(.8, 1.15), .010 + .006 * length, .004, -.25, .05, 2}, random);
      add_wood(mesh, bough, 3, Part::Branch);
      const int clusters = 1 + static_cast<int>(6 * length / reach);  // as many a metre on every bough
      for (int c = 0; c < clusters; ++c) twigs.push_back(bough.at(.2 + .8 * (c + .5) / clusters));
    }
  }
  add_foliage(mesh, twigs, .035 * reach + .05, random.uniform(2.8, 3.6),
              static_cast<int>(std::clamp(550 * height, 3500.0, 7000.0)), random);
  return mesh;
}

}  // namespace tailcast
