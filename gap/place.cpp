// SPDX-License-Identifier: Apache-2.0
#include "gap/place.h"

#include <algorithm>
#include <cmath>

#include "core/dmath.h"

namespace tailcast {
namespace {

using Counts = std::vector<std::uint32_t>;

constexpr std::size_t kLeastGround = 20, kLeastSurface = 15, kLeastCanopy = 20;  // points
constexpr double kGroundReach = 15.0;                    // m: beyond, columns hold one or two rings
constexpr double kLeastWidth = 0.15;                     // m: spread across; less does not show a plane, or is hardly a thing
constexpr double kGroundTiltDeg = 30.0, kPoleTiltDeg = 30.0;
constexpr double kCanopySpread = 0.2;                    // m, of a cube's points
constexpr double kRagged = 0.1;                          // m: second difference along the ring
constexpr double kRaggedShare = 0.3;
constexpr std::uint32_t kLeastRagged = 5;                // second differences that a cube needs
constexpr double kSameDepth = 2.0, kSameWidth = 1.0;     // m: two returns this near are of one canopy
constexpr double kNeighbourStepDeg = 1.0;                // no device of rings steps more

double tilt_deg(const Vec3& direction) {  // from the vertical, 0 … 90
  return rad_to_deg(dmath::atan2(std::sqrt(direction.x() * direction.x() + direction.y() * direction.y()), std::fabs(direction.z())));
}

// The device's step (deg): the median of every tenth step, which losses do not move while fewer than half are lost.
double azimuth_step(const std::vector<RingPoints>& rings) {
  std::vector<double> steps;
  for (const RingPoints& ring : rings)
    for (std::size_t k = 1; k < ring.azimuth.size(); k += 10) {
      const double step = ring.azimuth[k] - ring.azimuth[k - 1];
      if (step > 0 && step < kNeighbourStepDeg) steps.push_back(step);
    }
  if (steps.empty()) return kAzimuthStepDeg;
  const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
  std::nth_element(steps.begin(), middle, steps.end());
  return *middle;
}

struct Raggedness {
  std::uint32_t tested = 0, ragged = 0;
};

// By cube: how its returns depart from the line between their neighbours on the ring, where these are of the same thing.
std::vector<Raggedness> raggedness_of(const std::vector<RingPoints>& rings, const Surroundings& around) {
  std::vector<Raggedness> cubes(around.cubes.size());
  for (const RingPoints& ring : rings)
    for (std::size_t k = 1; k + 1 < ring.point.size(); ++k) {
      const std::uint32_t cube = around.cube_of[ring.point[k]];
      if (cube == kNoCube) continue;
      const double before = ring.range[k - 1], here = ring.range[k], after = ring.range[k + 1];
      const double step = ring.azimuth[k] - ring.azimuth[k - 1], span = ring.azimuth[k + 1] - ring.azimuth[k - 1];
      if (!(step >= 0 && span > 0 && span < kNeighbourStepDeg)) continue;
      if (std::fabs(before - here) > kSameDepth || std::fabs(after - here) > kSameDepth) continue;
      ++cubes[cube].tested;
      cubes[cube].ragged += std::fabs(here - before - step / span * (after - before)) > kRagged;
    }
  return cubes;
}

bool is_canopy(std::size_t cube, const Moments& points, const Raggedness& raggedness) {
  if (cube % kCubeLayers == 0 || points.count() < kLeastCanopy || raggedness.tested < kLeastRagged) return false;
  if (raggedness.ragged < kRaggedShare * raggedness.tested) return false;
  const Spread spread = points.spread();
  return spread.sigma[0] >= kCanopySpread && shape_of(spread) == Shape::Scatter;
}

std::optional<std::size_t> canopy_band_of(double range) {
  for (std::size_t b = 0; b < kCanopyBands.size(); ++b)
    if (range >= kCanopyBands[b].from && range < kCanopyBands[b].to) return b;
  return std::nullopt;
}

// Between two returns of one canopy on a ring, what passed: neither it nor anything before it was met.
struct Passage {
  bool same = false;
  std::uint32_t passed = 0;
};
Passage passage(const RingPoints& ring, std::size_t from, std::size_t to, double step) {
  const double near = std::min(ring.range[from], ring.range[to]), far = std::max(ring.range[from], ring.range[to]);
  const double turned = ring.azimuth[to] - ring.azimuth[from];
  if (turned < 0 || far - near > kSameDepth || near * deg_to_rad(turned) > kSameWidth) return {};
  for (std::size_t k = from + 1; k < to; ++k)
    if (ring.range[k] < far + kSameDepth) return {};
  const double pulses = std::floor(turned / step + 0.5);
  return {true, pulses > 1 ? static_cast<std::uint32_t>(pulses) - 1 : 0};
}

}  // namespace

std::vector<std::uint32_t> count_ground_roughness(const Surroundings& around) {
  Counts counts(kRoughnessBins, 0);
  for (std::size_t c = 0; c < around.ground_points.size(); ++c) {
    const Moments& points = around.ground_points[c];
    if (points.count() < kLeastGround || Surroundings::centre_of_column(c).norm() > kGroundReach) continue;
    const Spread spread = points.spread();
    if (spread.sigma[1] < kLeastWidth || tilt_deg(spread.normal) > kGroundTiltDeg) continue;
    const double n = static_cast<double>(points.count());
    ++counts[roughness_bin(spread.sigma[2] * std::sqrt(n / (n - 3)))];  // three parameters were fitted
  }
  return counts;
}

SurfaceCounts count_surfaces(const Surroundings& around) {
  SurfaceCounts counts{Counts(kTiltBins, 0), Counts(kSurfaceKinds.size(), 0)};
  for (const Moments& points : around.cubes) {
    if (points.count() < kLeastSurface) continue;
    const Spread spread = points.spread();
    if (spread.sigma[0] < kLeastWidth) continue;
    const Shape shape = shape_of(spread);
    if (shape == Shape::Line && tilt_deg(spread.along) > kPoleTiltDeg) continue;  // a single ring of whatever it may be
    ++counts.kind[shape == Shape::Plane ? 0 : shape == Shape::Line ? 1 : 2];
    if (shape == Shape::Plane)
      ++counts.tilt[std::min(kTiltBins - 1, static_cast<std::size_t>(tilt_deg(spread.normal) / kTiltBinDeg))];
  }
  return counts;
}

std::vector<std::uint8_t> find_canopies(const std::vector<RingPoints>& rings, const Surroundings& around) {
  const std::vector<Raggedness> raggedness = raggedness_of(rings, around);
  std::vector<std::uint8_t> canopy(around.cubes.size(), 0);
  for (std::size_t c = 0; c < canopy.size(); ++c) canopy[c] = is_canopy(c, around.cubes[c], raggedness[c]);
  return canopy;
}

CanopyCounts count_canopies(const std::vector<RingPoints>& rings, const Surroundings& around) {
  CanopyCounts counts{Counts(2 * kCanopyBands.size(), 0), Counts(kCanopyRunBins, 0)};
  const std::vector<std::uint8_t> canopy = find_canopies(rings, around);
  const double step = azimuth_step(rings);
  for (const RingPoints& ring : rings) {
    std::optional<std::size_t> last;
    for (std::size_t k = 0; k < ring.point.size(); ++k) {
      const std::uint32_t cube = around.cube_of[ring.point[k]];
      if (cube == kNoCube || !canopy[cube]) continue;
      const Passage way = last ? passage(ring, *last, k, step) : Passage{};
      last = k;
      if (!way.same) continue;
      if (way.passed > 0) ++counts.runs[std::min(kCanopyRunBins - 1, gap_bin(way.passed))];
      if (const auto band = canopy_band_of(ring.range[k])) {
        counts.porosity[*band] += way.passed;
        counts.porosity[kCanopyBands.size() + *band] += way.passed + 1;
      }
    }
  }
  return counts;
}

}  // namespace tailcast
