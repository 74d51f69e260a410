// SPDX-License-Identifier: Apache-2.0
#include "sensors/radiometry.h"

#include <algorithm>
#include <cmath>

#include "core/dmath.h"

namespace tailcast {
namespace {

constexpr double kRetroWidth = 35.0 * kPi / 180.0;  // rad, entrance angle at which a sheeting is down to 1/e

constexpr double kMirrorWidth = 0.03;               // GGX alpha: rougher coats scatter too widely to show an image

// Oren & Nayar with source and receiver in one place: the azimuth between them is 0, both angles are the incidence.
double diffuse_lobe(double roughness, double cos_incidence) {
  const double s2 = roughness * roughness;
  const double a = 1.0 - 0.5 * s2 / (s2 + 0.33), b = 0.45 * s2 / (s2 + 0.09);
  const double sin2 = std::max(0.0, 1.0 - cos_incidence * cos_incidence);
  return a * cos_incidence + b * sin2;  // cos t (a + b sin t tan t)
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

Surfaces::Surfaces(const Scene& scene) : scene_(scene), reflectance_(scene.bodies.size() * all_materials().size(), -1.0) {}

Surface Surfaces::of(std::uint32_t body, std::uint32_t triangle) {
  const auto& material = material_info(scene_.bodies[body].mesh->material[triangle]);
  double& drawn = reflectance_[body * all_materials().size() + static_cast<std::size_t>(material.id)];
  if (drawn < 0) drawn = body_reflectance(material.id, scene_.bodies[body].appearance_seed);
  return {drawn, material.roughness, material.specular_f0, material.specular_width, material.transmission, material.retro};
}

double returned_share(const Surface& surface, double cos_incidence) {
  const double c = std::clamp(cos_incidence, 1e-3, 1.0);
  double share = surface.diffuse * diffuse_lobe(surface.roughness, c);
  if (surface.specular_f0 > 0) share += coat_lobe(surface.specular_f0, surface.specular_width, c);
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
  return fresnel(surface.specular_f0, cos_incidence);
}

double range_law(double range, double focus) {
  const double r2 = range * range, f2 = focus * focus;
  return 1.0 / std::sqrt(r2 * r2 + f2 * f2);
}

}  // namespace tailcast
