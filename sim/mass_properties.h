// SPDX-License-Identifier: Apache-2.0
// Inertia of a rigid body: its mass spread evenly over its collision shapes, taken about its stated centre of
// mass.
#pragma once
#include <span>

#include "scene/asset.h"

namespace tailcast {

struct MassProperties {
  Pose asset_from_principal;  // origin: centre of mass; axes: principal
  Vec3 inertia;               // kg m^2, about those axes
};

// Solid bodies' closed forms and the parallel axis theorem; a hull counts as the box around it.
MassProperties mass_properties(std::span<const CollisionShape> shapes, double mass,
                               const Vec3& center_of_mass);

// Of the shapes themselves, evenly filled.
struct Filling {
  double volume = 0;           // m^3
  Vec3 center = Vec3::Zero();  // m, in the shapes' frame
};
Filling filling_of(std::span<const CollisionShape> shapes);

}  // namespace tailcast
