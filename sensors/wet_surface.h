// SPDX-License-Identifier: Apache-2.0
// Ground under a film of water, and whatever faces up under snow.
#pragma once
#include "scene/material.h"
#include "sensors/radiometry.h"

namespace tailcast {

// m: the depth of a road's texture, that a film fills before it closes (fine .4-.6 mm, coarse .6-1.2, Hahner
// et al. 2022).
inline constexpr double kTextureDepth = 1.2e-3;

// Fresnel's reflectance of water (n = 1.33) from the air, of unpolarised light. `cos_incidence` in [0, 1].
double water_reflectance(double cos_incidence);
// Does water stand on it? Roads, pavements and kerbs; soil and grass drain.
bool holds_water(MaterialId material);

// The ground under a film (m). Share film / texture depth of it lies under water: what Fresnel lets in and
// out again, twice, times the ground as the light meets it in the water, with what the water's underside
// throws back (the flat film of Lekner & Dorf 1988, monostatic). The rest is dry. The diffuse part is never
// brighter than dry.
// Share (film / texture depth)^4 of it is a smooth mirror: where stones stand out, water climbs at them and is
// curved as far as its capillary length (2.7 mm). If dry tips are discs at random of that radius and leave share
// f under water, a spot is farther than that from all of them with chance f^((2.7 + 2.7)^2 / 2.7^2).
Surface under_water(Surface ground, double film, double cos_incidence);
// The face under that much snow (m), head on or not: white from 1 cm on.
Surface under_snow(Surface face, double cover);

}  // namespace tailcast
