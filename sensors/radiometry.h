// SPDX-License-Identifier: Apache-2.0
// What a face sends back to where the light came from, and what it lets through.
#pragma once
#include "scene/material.h"

namespace tailcast {

// Lambert-equivalent share returned towards the source: 1 for a white Lambert face head on. `cos_incidence` in (0, 1].
// Diffuse: Oren & Nayar 1994, monostatic. Coat: Cook & Torrance 1982 with the GGX distribution (Walter et al. 2007),
// monostatic. Retro-reflector: its Lambert-equivalent head on, fading with the entrance angle.
double returned_share(const Material& material, double diffuse_reflectance, double cos_incidence);

// Share that goes on through the face, one way: the material's, less what Fresnel's law (Schlick 1994) mirrors.
double transmitted_share(const Material& material, double cos_incidence);

// 1/m^2: what is left of it at the receiver. Beyond the focus the inverse square; nearer, the image of the spot is blurred
// over more than the detector, as much as light gains by being near, and the signal levels off:
// 1 / sqrt(range^4 + focus^4). The limits are optics, the joint between them is a fit to the HDL-64E.
double range_law(double range, double focus);

}  // namespace tailcast
