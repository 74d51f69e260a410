// SPDX-License-Identifier: Apache-2.0
// Foliage as loose triangles: a beam meets a leaf or passes between them.
#pragma once
#include "assets/shapes.h"

namespace tailcast {

// A pointed leaf (or spray of leaves) of that length at `at`, turned at random.
void add_leaf(Mesh& mesh, const Vec3& at, double length, RandomStream& random);

// Length of `count` leaves that together have `index` times the crown's silhouette (m^2) as area.
double leaf_length(double silhouette, double index, int count);

}  // namespace tailcast
