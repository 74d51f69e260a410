// SPDX-License-Identifier: Apache-2.0
#include "sensors/radiometry.h"

#include <algorithm>
#include <cmath>

#include "core/dmath.h"
#include "core/wide.h"

namespace tailcast {
namespace {

constexpr double kRetroWidth = 35.0 * kPi / 180.0;  // rad, entrance angle at which a sheeting is down to 1/e

constexpr double kMirrorWidth = 0.03;               // GGX alpha: rougher coats scatter too widely to show an image

// Oren & Nayar with source and receiver in one place: the azimuth between them is 0, both angles are the incidence, and
// the lobe is cos t (a + b sin t tan t).
double cosine_share(double roughness) {
  const double s2 = roughness * roughness;
  return 1.0 - 0.5 * s2 / (s2 + 0.33);
}
double sine_share(double roughness) {
  const double s2 = roughness * roughness;
  return 0.45 * s2 / (s2 + 0.09);
}
TAILCAST_INLINE double diffuse_lobe(double a, double b, double cos_incidence) {
  const double sin2 = 1.0 - cos_incidence * cos_incidence;
  return a * cos_incidence + b * (sin2 > 0.0 ? sin2 : 0.0);
}

TAILCAST_INLINE double clamp_cosine(double cos_incidence) {
  const double c = cos_incidence < 1e-3 ? 1e-3 : cos_incidence;
  return c > 1.0 ? 1.0 : c;
}

// Optics as the law takes them: of the powers of (half / range)^2 one counts.
struct NearRange {
  double focus2 = 0, half2 = 0, floor = 0;
  double order2 = 0, order4 = 0, order6 = 0, order8 = 0;

  explicit NearRange(const Optics& optics)
      : focus2(optics.focus * optics.focus), half2(optics.overlap_half * optics.overlap_half), floor(optics.overlap_floor) {
    (optics.overlap_order == 2 ? order2 : optics.overlap_order == 4 ? order4 : optics.overlap_order == 6 ? order6 : order8) = 1;
  }
};

// Without an overlap to lose, x is 0 and the share is 1 to the bit.
TAILCAST_INLINE double law_of(double range, const NearRange& near) {
  const double r2 = range * range, x = near.half2 / (r2 > 1e-12 ? r2 : 1e-12), x2 = x * x;
  const double lost = near.order2 * x + near.order4 * x2 + near.order6 * (x2 * x) + near.order8 * (x2 * x2);
  const double share = near.floor + (1.0 - near.floor) / (1.0 + lost);
  return share / std::sqrt(r2 * r2 + near.focus2 * near.focus2);
}

TAILCAST_WIDE void diffuse_signals(const double* reflectance, const double* a, const double* b, const double* cos_incidence,
                                   const double* range, NearRange near, double* signal, std::size_t count) {
  TAILCAST_LANES
  for (std::size_t i = 0; i < count; ++i)
    signal[i] = reflectance[i] * diffuse_lobe(a[i], b[i], clamp_cosine(cos_incidence[i])) * law_of(range[i], near);
}

TAILCAST_WIDE void laws_of(const double* range, NearRange near, double* law, std::size_t count) {
  TAILCAST_LANES
  for (std::size_t i = 0; i < count; ++i) law[i] = law_of(range[i], near);
}

// pi f cos t of F0 D G / (4 cos^2 t); the shadowing G of so smooth a coat is 1 where D is not negligible.
double coat_lobe(double f0, double alpha, double cos_incidence) {
  const double a2 = alpha * alpha;
  const double d = cos_incidence * cos_incidence * (a2 - 1.0) + 1.0;
  return f0 * a2 / (4.0 * cos_incidence * d * d);
}

double fresnel(double f0, double cos_incidence) {
  const double c = 1.0 - std::clamp(cos_incidence, 0.0, 1.0), c2 = c * c;
  return f0 + (1.0 - f0) * c2 * c2 * c;
}

}  // namespace

Surfaces::Surfaces(const Scene& scene, Band band)
    : scene_(scene),
      band_(band),
      count_(all_materials().size()),
      surfaces_(scene.bodies.size() * all_materials().size()) {
  for (const auto& body : scene.bodies) materials_.push_back(body.mesh->material.data());
}

void Surfaces::draw(std::uint32_t body, MaterialId id, DrySurface& surface) const {
  const auto& material = material_info(id);
  surface = drawn_surface({body_reflectance(id, scene_.bodies[body].appearance_seed, band_), material.roughness,
                           material.specular_f0, material.specular_width, material.transmission, material.retro});
}

DrySurface drawn_surface(const Surface& surface) {
  return {surface, cosine_share(surface.roughness), sine_share(surface.roughness), true};
}

void DiffuseFaces::resize(std::size_t count) {
  for (auto* values : {&reflectance, &cosine_share, &sine_share, &cos_incidence, &range}) values->resize(count);
}

void signals_of(const DiffuseFaces& faces, const Optics& optics, std::vector<double>& signal) {
  signal.resize(faces.size());
  diffuse_signals(faces.reflectance.data(), faces.cosine_share.data(), faces.sine_share.data(), faces.cos_incidence.data(),
                  faces.range.data(), NearRange(optics), signal.data(), faces.size());
}

double returned_share(const Surface& surface, double cos_incidence) {
  return returned_share(drawn_surface(surface), cos_incidence);
}

double returned_share(const DrySurface& drawn, double cos_incidence) {
  const auto& surface = drawn.surface;
  const double c = clamp_cosine(cos_incidence);
  double share = surface.diffuse * diffuse_lobe(drawn.cosine_share, drawn.sine_share, c);
  if (surface.specular_f0 > 0) share += surface.coated * coat_lobe(surface.specular_f0, surface.specular_width, c);
  if (surface.retro > 0) {
    const double u = dmath::acos(c) / kRetroWidth;
    share += surface.retro * c * dmath::exp(-u * u);
  }
  return share;
}

double transmitted_share(const Surface& surface, double cos_incidence) {
  if (surface.transmission <= 0) return 0;
  // The material's transmission holds what is mirrored at normal incidence already.
  return surface.transmission * (1.0 - fresnel(surface.specular_f0, cos_incidence)) / (1.0 - surface.specular_f0);
}

double mirrored_share(const Surface& surface, double cos_incidence) {
  if (surface.specular_f0 <= 0 || surface.specular_width > kMirrorWidth) return 0;
  return std::sqrt(surface.coated) * fresnel(surface.specular_f0, cos_incidence);
}

double range_law(double range, const Optics& optics) { return law_of(range, NearRange(optics)); }

void range_laws(std::span<const double> range, const Optics& optics, std::span<double> law) {
  laws_of(range.data(), NearRange(optics), law.data(), range.size());
}

}  // namespace tailcast
