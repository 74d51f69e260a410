// SPDX-License-Identifier: Apache-2.0
#include "gap/ground_return.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace tailcast {
namespace {

constexpr double kAheadDeg = 4.0, kLookDeg = 5.0;
constexpr double kFitFrom = 5.0, kFitTo = 30.0;           // m: the road that is fitted
constexpr double kRoadZ = -1.73, kFitHalfHeight = 0.6;    // m: where a road can be at first guess
constexpr double kSupportFrom = 10.0, kSupportTo = 32.0, kSupportHeight = 0.25, kSupportDeg = 0.5;
constexpr std::size_t kSupportRings = 4;
constexpr double kObstacleLow = 0.3, kObstacleHigh = 2.2, kObstacleNear = 2.5, kObstacleDeg = 0.75, kObstacleReach = 1.25;
constexpr double kHitHeight = 0.8, kHitFrom = 0.6, kHitTo = 1.6;  // m, and shares of rho: what is a return of that road

struct Line {  // z = offset + slope * rho
  double offset = 0, slope = 0;
};

struct Ahead {  // a return straight ahead
  double azimuth, rho, z;  // deg in (-180, 180], m, m
  std::size_t ring;
};

struct Sample {
  double rho, z;
};

std::optional<Line> fit_line(const std::vector<Sample>& samples, double least_spread) {
  double n = 0, mean_rho = 0, mean_z = 0;
  for (const Sample& s : samples) n += 1, mean_rho += s.rho, mean_z += s.z;
  if (n < 50) return std::nullopt;
  mean_rho /= n, mean_z /= n;
  double rr = 0, rz = 0;
  for (const Sample& s : samples) {
    rr += (s.rho - mean_rho) * (s.rho - mean_rho);
    rz += (s.rho - mean_rho) * (s.z - mean_z);
  }
  if (rr < n * least_spread * least_spread) return std::nullopt;
  return Line{mean_z - rz / rr * mean_rho, rz / rr};
}

double wrapped(double deg) { return deg > 180.0 ? deg - 360.0 : deg; }

Sample sample_of(const LabelledFrame& frame, std::uint32_t i) {
  const double x = frame.x[i], y = frame.y[i];
  return {std::sqrt(x * x + y * y), frame.z[i]};
}

std::vector<Ahead> returns_ahead(const LabelledFrame& frame, const std::vector<RingPoints>& rings) {
  std::vector<Ahead> ahead;
  for (std::size_t ring = 0; ring < rings.size(); ++ring)
    for (std::size_t k = 0; k < rings[ring].point.size(); ++k) {
      const double azimuth = wrapped(rings[ring].azimuth[k]);
      if (std::fabs(azimuth) > kLookDeg) continue;
      const Sample s = sample_of(frame, rings[ring].point[k]);
      ahead.push_back({azimuth, s.rho, s.z, ring});
    }
  return ahead;
}

// Trimmed least squares: what stands on the road drops out in a few rounds.
std::optional<Line> fit_road(const std::vector<Ahead>& ahead) {
  std::vector<Sample> all;
  for (const Ahead& a : ahead)
    if (std::fabs(a.azimuth) < kAheadDeg && a.rho > kFitFrom && a.rho < kFitTo && std::fabs(a.z - kRoadZ) < kFitHalfHeight)
      all.push_back({a.rho, a.z});
  std::vector<Sample> kept = all;
  for (int round = 0; round < 6; ++round) {
    const std::optional<Line> line = fit_line(kept, 2.0);
    if (!line || round == 5) return line;
    const auto residual = [&](const Sample& s) { return std::fabs(s.z - line->offset - line->slope * s.rho); };
    std::vector<double> sorted;
    for (const Sample& s : kept) sorted.push_back(residual(s));
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    const double limit = std::max(0.08, 2.0 * *middle);
    kept.clear();
    for (const Sample& s : all)
      if (residual(s) < limit) kept.push_back(s);
  }
  return std::nullopt;
}

// What stands along each azimuth: asked once for each pulse.
struct View {
  std::vector<Ahead> obstacles, road;
};

View look_ahead(const std::vector<Ahead>& ahead, const Line& road) {
  View view;
  for (const Ahead& a : ahead) {
    const double height = a.z - road.offset - road.slope * a.rho;
    if (height > kObstacleLow && height < kObstacleHigh && a.rho > kObstacleNear) view.obstacles.push_back(a);
    if (std::fabs(height) < kSupportHeight && a.rho > kSupportFrom && a.rho < kSupportTo) view.road.push_back(a);
  }
  return view;
}

bool is_open(const View& view, double azimuth, double rho) {
  for (const Ahead& o : view.obstacles)
    if (std::fabs(o.azimuth - azimuth) < kObstacleDeg && o.rho < kObstacleReach * rho) return false;
  std::uint64_t seen = 0;  // returns stand ring by ring
  std::size_t rings = 0;
  for (const Ahead& a : view.road) {
    const std::uint64_t bit = std::uint64_t{1} << a.ring;
    if (std::fabs(a.azimuth - azimuth) >= kSupportDeg || (seen & bit) != 0) continue;
    seen |= bit;
    if (++rings == kSupportRings) return true;
  }
  return false;
}

// A ring that lies at one range all around (an empty plain) does not show its slope: then the line from the sensor
// through that range, which is all that is asked of it there.
Line fit_beam(const LabelledFrame& frame, const RingPoints& ring) {
  std::vector<Sample> samples;
  samples.reserve(ring.point.size());
  for (const std::uint32_t i : ring.point) samples.push_back(sample_of(frame, i));
  if (const std::optional<Line> line = fit_line(samples, 1.0)) return *line;
  double rho = 0, z = 0;
  for (const Sample& s : samples) rho += s.rho, z += s.z;
  return {0.0, z / rho};
}

std::optional<std::size_t> range_band_of(double rho) {
  for (std::size_t b = 0; b < kRoadBands.size(); ++b)
    if (rho >= kRoadBands[b].from && rho < kRoadBands[b].to) return b;
  return std::nullopt;
}

// Azimuths (deg) straight ahead at which the ring fired and got nothing. The ring is closed: its last return precedes
// its first across forward.
std::vector<double> silent_azimuths(const RingPoints& ring) {
  std::vector<double> silent;
  for (std::size_t k = 0; k < ring.azimuth.size(); ++k) {
    const double from = k == 0 ? ring.azimuth.back() - 360.0 : ring.azimuth[k - 1];
    const double step = ring.azimuth[k] - from;
    const double shots = std::floor(step / kAzimuthStepDeg + 0.5);
    for (double m = 1; m < shots; ++m) {
      double azimuth = from + step * m / shots;
      if (azimuth > 180.0) azimuth -= 360.0;
      if (std::fabs(azimuth) < kAheadDeg) silent.push_back(azimuth);
    }
  }
  return silent;
}

}  // namespace

std::vector<std::uint32_t> count_ground_returns(const LabelledFrame& frame, const std::vector<RingPoints>& rings) {
  std::vector<std::uint32_t> counts(2 * kRoadBands.size(), 0);
  const std::vector<Ahead> ahead = returns_ahead(frame, rings);
  const std::optional<Line> road = fit_road(ahead);
  if (!road) return counts;
  const View view = look_ahead(ahead, *road);
  for (std::size_t r = 0; r < rings.size(); ++r) {
    if (rings[r].point.empty()) continue;
    const Line beam = fit_beam(frame, rings[r]);
    if (road->slope <= beam.slope) continue;  // level with the road or above: never meets it
    const double rho = (beam.offset - road->offset) / (road->slope - beam.slope);
    const std::optional<std::size_t> band = range_band_of(rho);
    if (!band) continue;
    for (const Ahead& a : ahead) {
      if (a.ring != r || std::fabs(a.azimuth) >= kAheadDeg || !is_open(view, a.azimuth, rho)) continue;
      const double height = a.z - road->offset - road->slope * a.rho;
      if (std::fabs(height) >= kHitHeight || a.rho < kHitFrom * rho || a.rho > kHitTo * rho) continue;
      ++counts[*band];
      ++counts[kRoadBands.size() + *band];
    }
    for (const double azimuth : silent_azimuths(rings[r]))
      if (is_open(view, azimuth, rho)) ++counts[kRoadBands.size() + *band];
  }
  return counts;
}

}  // namespace tailcast
