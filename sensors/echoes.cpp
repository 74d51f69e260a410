// SPDX-License-Identifier: Apache-2.0
#include "sensors/echoes.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "sensors/radiometry.h"

namespace tailcast {
namespace {

// Footprint as rays, in widths of the footprint: seven columns, staggered in height; the middle one is the pulse's axis.
struct SubRay {
  double left, up;
};
constexpr std::array kFootprint{SubRay{-3.0 / 7, -.25}, SubRay{-2.0 / 7, .25}, SubRay{-1.0 / 7, -.25}, SubRay{0, 0},
                                SubRay{1.0 / 7, .25},   SubRay{2.0 / 7, -.25}, SubRay{3.0 / 7, .25}};
constexpr std::size_t kAxis = 3;
constexpr double kEdge = 0.05;      // m: neighbours whose ranges bend by less than this lie on one surface
constexpr int kMaxLayers = 4;       // of glass, one behind the other
constexpr double kMaxRange = 130;   // m: nothing returns from beyond, and no ray looks there
constexpr double kFaintest = 1e-4;  // share of light, below which it is not followed any further

// Light of one ray that came back from one face.
struct Glint {
  std::uint32_t pulse;
  double signal;
  double cos_incidence;
  Hit hit;
};

struct Beamlet {
  std::uint32_t pulse;
  double weight;   // share of the pulse's energy on its way
};

Ray ray_of(const Pulse& pulse, const Pose& world_from_sensor, const Vec3& direction, double t_min, Nanoseconds start) {
  return {world_from_sensor * pulse.origin, world_from_sensor.rotation * direction, t_min, kMaxRange, start + pulse.time};
}

// Adds what each hit sends back to `glints`; beams that go on are cast again, layer by layer.
void collect(const LidarSpec& spec, const Scene& scene, const CastRays& cast, Reflectances& reflectances, std::vector<Ray> rays,
             std::vector<Hit> hits, std::vector<Beamlet> beamlets, std::vector<Glint>& glints) {
  for (int layer = 0; layer < kMaxLayers && !rays.empty(); ++layer) {
    std::vector<Ray> next_rays;
    std::vector<Beamlet> next_beamlets;
    for (std::size_t i = 0; i < rays.size(); ++i) {
      const auto& hit = hits[i];
      if (!hit.hit()) continue;
      const auto& material = material_info(scene.bodies[hit.body].mesh->material[hit.triangle]);
      const double cosine = std::fabs(hit.normal.dot(rays[i].direction));
      const double share = returned_share(material, reflectances.of(hit.body, material.id), cosine);
      glints.push_back({beamlets[i].pulse, beamlets[i].weight * share * range_law(hit.range, spec.optics.focus), cosine, hit});
      const double on = transmitted_share(material, cosine);
      const double weight = beamlets[i].weight * on * on;  // there and back
      if (weight < kFaintest) continue;
      next_rays.push_back(rays[i]);
      next_rays.back().t_min = hit.range + 1e-4;
      next_beamlets.push_back({beamlets[i].pulse, weight});
    }
    rays = std::move(next_rays);
    beamlets = std::move(next_beamlets);
    hits.assign(rays.size(), Hit{});
    cast(rays, hits);
  }
}

// Glints of one pulse, by range: those nearer to each other than the pulse is long are one echo.
Echo strongest(std::span<Glint> glints, double pulse_length) {
  std::sort(glints.begin(), glints.end(), [](const Glint& a, const Glint& b) { return a.hit.range < b.hit.range; });
  Echo best;
  for (std::size_t begin = 0; begin < glints.size();) {
    Echo echo;
    double moment = 0, brightest = -1;
    std::size_t end = begin;
    for (; end < glints.size() && (end == begin || glints[end].hit.range - glints[end - 1].hit.range < pulse_length); ++end) {
      const auto& glint = glints[end];
      echo.signal += glint.signal;
      moment += glint.signal * glint.hit.range;
      if (glint.signal > brightest) brightest = glint.signal, echo.brightest = glint.hit, echo.cos_incidence = glint.cos_incidence;
    }
    if (echo.signal > best.signal) {
      echo.range = end == begin + 1 ? glints[begin].hit.range : moment / echo.signal;
      best = echo;
    }
    begin = end;
  }
  return best;
}

bool is_edge(std::span<const Hit> hits, std::size_t i) {
  const auto& hit = hits[i];
  const auto& before = hits[i == 0 ? hits.size() - 1 : i - 1];
  const auto& after = hits[i + 1 == hits.size() ? 0 : i + 1];
  if (before.hit() != hit.hit() || after.hit() != hit.hit()) return true;
  return hit.hit() && std::fabs(hit.range - 0.5 * (before.range + after.range)) > kEdge;
}

}  // namespace

double Reflectances::of(std::uint32_t body, MaterialId material) {
  double& value = known_[body * all_materials().size() + static_cast<std::size_t>(material)];
  if (value < 0) value = body_reflectance(material, scene_.bodies[body].appearance_seed);
  return value;
}

std::vector<Echo> strongest_echoes(const LidarSpec& spec, const Scene& scene, const CastRays& cast, Reflectances& reflectances,
                                   std::span<const Pulse> pulses, std::span<const Pose> world_from_sensor, Nanoseconds start) {
  const std::size_t n = pulses.size();
  std::vector<Ray> axes(n);
  std::vector<Hit> met(n);
  for (std::size_t i = 0; i < n; ++i) axes[i] = ray_of(pulses[i], world_from_sensor[i], pulses[i].direction, 0, start);
  cast(axes, met);

  // The rays beside the axes first, then all hits as beamlets.
  std::vector<Ray> rays;
  std::vector<Beamlet> beamlets;
  std::vector<std::uint8_t> edge(n);
  for (std::size_t i = 0; i < n; ++i) {
    edge[i] = is_edge(met, i) ? 1 : 0;
    if (!edge[i]) continue;
    for (std::size_t k = 0; k < kFootprint.size(); ++k) {
      if (k == kAxis) continue;
      const Vec3 aside = pulses[i].direction + kFootprint[k].left * spec.optics.divergence_azimuth * pulses[i].left +
                         kFootprint[k].up * spec.optics.divergence_elevation * pulses[i].up;
      rays.push_back(ray_of(pulses[i], world_from_sensor[i], aside.normalized(), 0, start));
      beamlets.push_back({static_cast<std::uint32_t>(i), 1.0 / kFootprint.size()});
    }
  }
  std::vector<Hit> hits(rays.size());
  cast(rays, hits);
  for (std::size_t i = 0; i < n; ++i) {
    if (!met[i].hit()) continue;
    rays.push_back(axes[i]);
    hits.push_back(met[i]);
    beamlets.push_back({static_cast<std::uint32_t>(i), edge[i] ? 1.0 / kFootprint.size() : 1.0});
  }

  std::vector<Glint> glints;
  glints.reserve(rays.size());
  collect(spec, scene, cast, reflectances, std::move(rays), std::move(hits), std::move(beamlets), glints);
  std::stable_sort(glints.begin(), glints.end(), [](const Glint& a, const Glint& b) { return a.pulse < b.pulse; });

  std::vector<Echo> echoes(n);
  for (std::size_t begin = 0; begin < glints.size();) {
    std::size_t end = begin;
    while (end < glints.size() && glints[end].pulse == glints[begin].pulse) ++end;
    echoes[glints[begin].pulse] = strongest(std::span(glints).subspan(begin, end - begin), spec.optics.pulse_length);
    begin = end;
  }
  return echoes;
}

}  // namespace tailcast
