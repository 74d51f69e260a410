// SPDX-License-Identifier: Apache-2.0
#include "assets/leaves.h"

#include <cmath>

namespace tailcast {
namespace {
constexpr double kAspect = .7;  // width / length
}

void add_leaf(Mesh& mesh, const Vec3& at, double length, RandomStream& random) {
  const Vec3 along = random_direction(random);
  Vec3 across = along.cross(random_direction(random));
  if (across.squaredNorm() < 1e-4) across = along.unitOrthogonal();
  across.normalize();
  const double l = length * random.uniform(.75, 1.25);
  const Vec3 foot = at - .4 * l * along;
  add_triangle(mesh, foot - .5 * kAspect * l * across, foot + .5 * kAspect * l * across, foot + l * along,
               {MaterialId::Leaf, Part::Leaves});
}

double leaf_length(double silhouette, double index, int count) {
  return std::sqrt(index * silhouette / (.5 * kAspect * count));
}

}  // namespace tailcast
