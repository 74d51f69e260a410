// SPDX-License-Identifier: Apache-2.0
#include "sensors/wet_surface.h"

#include <algorithm>
#include <cmath>

namespace tailcast {
namespace {

constexpr double kIndex = 1.33;
constexpr double kNormalReflectance = (kIndex - 1) * (kIndex - 1) / ((kIndex + 1) * (kIndex + 1));
constexpr double kInternal = 0.472;     // of diffuse light from below: 1 - (1 - .066) / n^2
constexpr double kMirrorWidth = 0.02;   // GGX alpha of a film at rest
constexpr double kSnow = 0.85;          // diffuse reflectance at 905 nm (Wiscombe & Warren 1980: .8-.9)
constexpr double kSnowRoughness = 0.3;  // rad
constexpr double kClosedSnow = 0.01;    // m

double refracted_cosine(double cosine) {
  return std::sqrt(1 - (1 - cosine * cosine) / (kIndex * kIndex));
}

// Wet over dry, of the diffuse light, wholly under water.
double film_share(const Surface& ground, double cosine) {
  const Surface white{1, ground.roughness, 0, 0, 0, 0};
  const double in_water = refracted_cosine(cosine), let_in = 1 - water_reflectance(cosine);
  const double lobe = returned_share(white, in_water) / in_water * cosine;
  const double thrown_back = 1 - ground.diffuse * kInternal;
  return let_in * let_in / (kIndex * kIndex) * lobe / thrown_back / returned_share(white, cosine);
}

}  // namespace

double water_reflectance(double cos_incidence) {
  const double c = std::clamp(cos_incidence, 0.0, 1.0), w = refracted_cosine(c);
  const double s = (c - kIndex * w) / (c + kIndex * w), p = (kIndex * c - w) / (kIndex * c + w);
  return 0.5 * (s * s + p * p);
}

bool holds_water(MaterialId material) {
  using enum MaterialId;
  return material == Asphalt || material == Concrete || material == LanePaint || material == KerbStone ||
         material == Paving || material == Gravel;
}

Surface under_water(Surface ground, double film, double cos_incidence) {
  const double filled = std::clamp(film / kTextureDepth, 0.0, 1.0);
  const double cosine = std::clamp(cos_incidence, 1e-3, 1.0);
  ground.diffuse *= 1 - filled + filled * std::min(1.0, film_share(ground, cosine));
  ground.retro *= 1 - filled;  // beads under water have lost their refraction
  const double square = filled * filled;
  ground.specular_f0 = kNormalReflectance, ground.specular_width = kMirrorWidth, ground.coated = square * square;
  return ground;
}

Surface under_snow(Surface face, double cover) {
  const double closed = std::clamp(cover / kClosedSnow, 0.0, 1.0), open = 1 - closed;
  face.diffuse = open * face.diffuse + closed * kSnow;
  face.roughness = open * face.roughness + closed * kSnowRoughness;
  face.transmission *= open, face.retro *= open;
  if (closed > 0.5) face.specular_f0 = 0;
  return face;
}

}  // namespace tailcast
