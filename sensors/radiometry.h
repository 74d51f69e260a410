// SPDX-License-Identifier: Apache-2.0
// What a face sends back to where the light came from, what it lets through, and what it mirrors.
#pragma once
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "scene/material.h"
#include "scene/scene.h"
#include "sensors/lidar_spec.h"

namespace tailcast {

// A face as light meets it: a material with its body's own reflectance drawn, and whatever the weather has put on it.
struct Surface {
  double diffuse = 0;         // reflectance, 0..1
  double roughness = 0;       // Oren-Nayar slope standard deviation, rad
  double specular_f0 = 0;     // Fresnel reflectance at normal incidence of the smooth coat; 0: none
  double specular_width = 0;  // GGX alpha of that coat
  double transmission = 0;    // one way, at normal incidence
  double retro = 0;           // Lambert-equivalent reflectance of a retro-reflector, head on; 0: none
  double coated = 1;          // share of the face that the coat lies on, in patches smaller than a footprint
};

// A surface, and what all its faces have in common, computed once.
struct DrySurface {
  Surface surface;
  double cosine_share = 0, sine_share = 0;  // of the diffuse lobe: of cos t and of sin^2 t, t the incidence
  bool drawn = false;
};
DrySurface drawn_surface(const Surface& surface);

// The dry surfaces of a scene; each body's reflectance of a material is drawn once.
class Surfaces {
 public:
  Surfaces(const Scene& scene, Band band);
  const DrySurface& of(std::uint32_t body, std::uint32_t triangle) {
    const auto material = static_cast<std::size_t>(materials_[body][triangle]);
    auto& surface = surfaces_[body * count_ + material];
    if (!surface.drawn) draw(body, static_cast<MaterialId>(material), surface);
    return surface;
  }
  // Asks for what of() is going to read.
  void fetch(std::uint32_t body, std::uint32_t triangle) const { __builtin_prefetch(materials_[body] + triangle); }

 private:
  void draw(std::uint32_t body, MaterialId material, DrySurface& surface) const;

  const Scene& scene_;
  const Band band_;
  const std::size_t count_;                   // of materials
  std::vector<const MaterialId*> materials_;  // by body: of its mesh's faces
  std::vector<DrySurface> surfaces_;          // by body and material
};

// Lambert-equivalent share returned towards the source: 1 for a white Lambert face head on. `cos_incidence` in (0, 1].
// Diffuse: Oren & Nayar 1994, monostatic. Coat: Cook & Torrance 1982 with the GGX distribution (Walter et al. 2007),
// monostatic. Retro-reflector: its Lambert-equivalent head on, fading with the entrance angle.
double returned_share(const DrySurface& surface, double cos_incidence);
double returned_share(const Surface& surface, double cos_incidence);

// Many faces that are diffuse and nothing else: their returned_share(), to the bit. Places of arrays, one a face.
struct DiffuseFaces {
  std::vector<double> reflectance, cosine_share, sine_share, cos_incidence, range;

  std::size_t size() const { return range.size(); }
  void resize(std::size_t count);
  void set(std::size_t i, const DrySurface& surface, double cos_incidence_, double range_) {
    reflectance[i] = surface.surface.diffuse;
    cosine_share[i] = surface.cosine_share, sine_share[i] = surface.sine_share;
    cos_incidence[i] = cos_incidence_, range[i] = range_;
  }
};
// signal[i] = returned_share() of that face * range_law() of its range.
void signals_of(const DiffuseFaces& faces, const Optics& optics, std::vector<double>& signal);

// Share that goes on through the face, one way: the material's, less what Fresnel's law (Schlick 1994) mirrors.
double transmitted_share(const Surface& surface, double cos_incidence);

// Share that goes on as from a mirror, each way: Fresnel's F (Schlick 1994) where the coat is smooth enough to be one, else 0.
// A coat in patches over share c of the face sends on c F; what comes back by way of it meets those patches again: there
// and back it is c F^2, each way sqrt(c) F.
double mirrored_share(const Surface& surface, double cos_incidence);

// 1/m^2: what is left of it at the receiver. Far away the inverse square. Nearer than the focus the image of the spot is
// blurred over more than the detector, as much as light gains by being near, and the signal levels off:
// 1 / sqrt(range^4 + focus^4). The limits are optics, the joint between them is a fit to the HDL-64E.
// Where transmitter and receiver have each a lens, the image moves off the detector by the parallax, which goes as
// 1 / range: of the light there is left the share floor + (1 - floor) / (1 + (half / range)^order), after Optics::overlap_*.
// The form is a fit to what Ouster's devices count of targets whose reflectivity they know (docs/realism.md).
double range_law(double range, const Optics& optics);
// The same of each place of an array, to the bit; `law` may be `range`.
void range_laws(std::span<const double> range, const Optics& optics, std::span<double> law);

}  // namespace tailcast
