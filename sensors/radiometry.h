// SPDX-License-Identifier: Apache-2.0
// What a face sends back to where the light came from, what it lets through, and what it mirrors.
#pragma once
#include <cstdint>
#include <vector>

#include "scene/material.h"
#include "scene/scene.h"

namespace tailcast {

// A face as light meets it: a material with its body's own reflectance drawn, and whatever the weather has put on it.
struct Surface {
  double diffuse = 0;         // reflectance, 0..1
  double roughness = 0;       // Oren-Nayar slope standard deviation, rad
  double specular_f0 = 0;     // Fresnel reflectance at normal incidence of the smooth coat; 0: none
  double specular_width = 0;  // GGX alpha of that coat
  double transmission = 0;    // one way, at normal incidence
  double retro = 0;           // Lambert-equivalent reflectance of a retro-reflector, head on; 0: none
};

// The dry surfaces of a scene; each body's reflectance of a material is drawn once.
class Surfaces {
 public:
  explicit Surfaces(const Scene& scene);
  Surface of(std::uint32_t body, std::uint32_t triangle);

 private:
  const Scene& scene_;
  std::vector<double> reflectance_;  // by body and material; negative: not drawn yet
};

// Lambert-equivalent share returned towards the source: 1 for a white Lambert face head on. `cos_incidence` in (0, 1].
// Diffuse: Oren & Nayar 1994, monostatic. Coat: Cook & Torrance 1982 with the GGX distribution (Walter et al. 2007),
// monostatic. Retro-reflector: its Lambert-equivalent head on, fading with the entrance angle.
double returned_share(const Surface& surface, double cos_incidence);

// Share that goes on through the face, one way: the material's, less what Fresnel's law (Schlick 1994) mirrors.
double transmitted_share(const Surface& surface, double cos_incidence);

// Share that goes on as from a mirror: Fresnel's (Schlick 1994) where the coat is smooth enough to be one, else 0.
double mirrored_share(const Surface& surface, double cos_incidence);

// 1/m^2: what is left of it at the receiver. Beyond the focus the inverse square; nearer, the image of the spot is blurred
// over more than the detector, as much as light gains by being near, and the signal levels off:
// 1 / sqrt(range^4 + focus^4). The limits are optics, the joint between them is a fit to the HDL-64E.
double range_law(double range, double focus);

}  // namespace tailcast
