// SPDX-License-Identifier: Apache-2.0
#include "sensors/radiometry.h"

#include <algorithm>
#include <cmath>

#include "core/dmath.h"

namespace tailcast {
namespace {

constexpr double kRetroWidth = 35.0 * kPi / 180.0;  // rad, entrance angle at which a sheeting is down to 1/e

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

}  // namespace

double returned_share(const Material& material, double diffuse_reflectance, double cos_incidence) {
  const double c = std::clamp(cos_incidence, 1e-3, 1.0);
  double share = diffuse_reflectance * diffuse_lobe(material.roughness, c);
  if (material.specular_f0 > 0) share += coat_lobe(material.specular_f0, material.specular_width, c);
  if (material.retro > 0) {
    const double u = dmath::acos(c) / kRetroWidth;
    share += material.retro * c * dmath::exp(-u * u);
  }
  return share;
}

double transmitted_share(const Material& material, double cos_incidence) {
  if (material.transmission <= 0) return 0;
  const double c = 1.0 - std::clamp(cos_incidence, 0.0, 1.0);
  const double mirrored = (1.0 - material.specular_f0) * c * c * c * c * c;  // above that at normal incidence
  return material.transmission * (1.0 - mirrored);
}

double range_law(double range, double focus) {
  const double r2 = range * range, f2 = focus * focus;
  return 1.0 / std::sqrt(r2 * r2 + f2 * f2);
}

}  // namespace tailcast
