// SPDX-License-Identifier: Apache-2.0
// Inertia of an asset: its mass spread evenly over its collision shapes, taken about its stated centre of mass.
#pragma once
#include "scene/asset.h"

namespace tailcast {

struct MassProperties {
  Pose asset_from_principal;  // origin: centre of mass; axes: principal
  Vec3 inertia;               // kg m^2, about those axes
};

// Solid bodies' closed forms and the parallel axis theorem; a hull counts as the box around it.
MassProperties mass_properties(const Asset& asset);

}  // namespace tailcast
