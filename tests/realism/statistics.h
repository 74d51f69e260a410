// SPDX-License-Identifier: Apache-2.0
// What is measured of a scan, one function for real scans and ours; means over cells, summed over a set's frames.
#pragma once
#include <functional>
#include <map>

#include "core/random.h"
#include "patches.h"

namespace tailcast::realism {

struct Cell {
  double n = 0, sum = 0;
  void add(double value) { n += 1, sum += value; }
};
using Cells = std::vector<Cell>;

// One statistic: a mean in every cell. Two sets differ by the mean over the cells that both know.
struct Statistic {
  const char* name;
  const char* unit;
  double least = 0;  // a cell that knows less is not compared
  // rings: a ring's own share, its departure from the mean of the rings around it; else the means as they are.
  bool rings = false;
  double resolution = 0;  // what the estimator errs by on a scan of ours, where the truth is known
};

enum StatisticIndex : std::size_t {
  kRoadNoise, kWallNoise, kBias, kGain, kRoadZero, kWallZero, kRingZero, kRoadIntensity, kWallIncidence, kGround, kSteps, kElevation,
  kShadow, kStatistics_
};
inline constexpr std::array<Statistic, kStatistics_> kAll{{
    {"noise along rings on road, by range", "mm", 200},
    {"noise along rings on walls, by range", "mm", 200},
    {"range bias by ring, on road", "mm", 60, true},
    {"intensity gain by ring, on road", "1", 60, true},
    {"share of zero intensity on road, by range", "1", 200},
    {"share of zero intensity on walls, by range", "1", 200},
    {"share of zero intensity by ring, on road", "1", 60},
    {"intensity of road, by range", "1", 200},
    {"intensity of walls, by incidence, over that of its own head on", "1", 200},
    {"return of the road ahead, by range", "1", 100},
    {"azimuth steps (none, one, two grid steps, between them)", "1", 1000},
    {"ring elevations", "deg", 1, false, 0.0004},
    {"return share by ring and azimuth, lower rings", "1", 20},
}};

using Measures = std::array<Cells, kStatistics_>;

inline std::size_t cells_of(std::size_t statistic) {
  switch (statistic) {
    case kRoadNoise: case kWallNoise: case kRoadZero: case kWallZero: case kRoadIntensity: return 8;
    case kWallIncidence: return 7;
    case kGround: return kRoadBands.size();
    case kSteps: return 4;
    case kShadow: return 22 * 72;
    default: return 128;  // rings
  }
}

inline Measures empty_measures() {
  Measures m;
  for (std::size_t s = 0; s < m.size(); ++s) m[s].resize(cells_of(s));
  return m;
}

inline void add(Measures& to, const Measures& more) {
  for (std::size_t s = 0; s < to.size(); ++s)
    for (std::size_t c = 0; c < to[s].size(); ++c) to[s][c].n += more[s][c].n, to[s][c].sum += more[s][c].sum;
}

inline std::size_t range_band(double range) { return std::min<std::size_t>(7, static_cast<std::size_t>(range / 5)); }

// Departure from the line between the neighbours of its ring, m; none where they are not neighbouring shots (farther apart
// than `widest`, deg) or it is an edge.
inline std::optional<double> second_difference(const Point& a, const Point& b, const Point& c, double widest) {
  const double first = b.azimuth - a.azimuth, second = c.azimuth - b.azimuth;
  if (first <= 0 || second <= 0 || first > widest || second > widest) return std::nullopt;
  const double d = std::fabs(b.range - a.range - (c.range - a.range) * first / (first + second));
  return d < 0.12 ? std::optional<double>(d) : std::nullopt;
}

inline void measure_patches(const Rings& rings, const std::vector<Patch>& patches, Measures& m, double widest = 0.25) {
  for (std::size_t k = 0; k < rings.size(); ++k) {
    const Ring& ring = rings[k];
    std::vector<int> on(ring.size(), -1);
    for (std::size_t i = 0; i < ring.size(); ++i)
      for (std::size_t j = 0; j < patches.size(); ++j)
        if (patches[j].within(ring[i]) && std::fabs(patches[j].distance(ring[i])) < kOnPatch) on[i] = static_cast<int>(j);
    for (std::size_t i = 0; i < ring.size(); ++i) {
      if (on[i] < 0) continue;
      const Point& p = ring[i];
      const Patch& patch = patches[static_cast<std::size_t>(on[i])];
      const std::size_t band = range_band(p.range);
      const double zero = p.intensity <= 0 ? 1 : 0;
      m[patch.road ? kRoadZero : kWallZero][band].add(zero);
      if (i > 0 && i + 1 < ring.size() && on[i - 1] == on[i] && on[i + 1] == on[i])
        if (const auto d = second_difference(ring[i - 1], p, ring[i + 1], widest)) m[patch.road ? kRoadNoise : kWallNoise][band].add(*d * 1e3);
      if (patch.road) {
        m[kRoadIntensity][band].add(p.intensity);
        // Farther, a bend of the road by 1 cm reads as 10 cm of range.
        if (p.range < 14) m[kBias][k].add(-patch.distance(p) / patch.cos_incidence(p) * 1e3);
        if (p.range < 25) {
          m[kGain][k].add(p.intensity);
          m[kRingZero][k].add(zero);
        }
      } else if (p.range > 5 && p.range < 20) {
        m[kWallIncidence][std::min<std::size_t>(6, static_cast<std::size_t>((1 - patch.cos_incidence(p)) * 8.75))].add(p.intensity);
      }
    }
  }
}

// Trimmed line z = height + rho tan(elevation) of a ring: its elevation, deg.
inline std::optional<double> elevation_of(const Ring& ring) {
  double a = 0, b = 0, limit = 1e9, low = 1e9, high = 0;
  for (const auto& p : ring) low = std::min(low, p.range), high = std::max(high, p.range);
  if (ring.size() < 300 || high - low < 3) return std::nullopt;
  for (int pass = 0; pass < 12; ++pass) {
    double n = 0, sr = 0, sz = 0, srr = 0, srz = 0;
    for (const auto& p : ring) {
      const double rho = std::hypot(p.x, p.y);
      if (std::fabs(p.z - a - b * rho) > limit) continue;
      n += 1, sr += rho, sz += p.z, srr += rho * rho, srz += rho * p.z;
    }
    b = (n * srz - sr * sz) / (n * srr - sr * sr), a = (sz - b * sr) / n;
    limit = pass == 0 ? 0.05 : std::max(0.002, limit * 0.6);
  }
  return rad_to_deg(std::atan(b));
}

inline void measure_elevations(const Rings& rings, Measures& m) {
  for (std::size_t k = 0; k < rings.size(); ++k)
    if (const auto elevation = elevation_of(rings[k])) m[kElevation][k].add(*elevation);
}

inline void measure_steps(const Rings& rings, Measures& m) {
  constexpr double kGrid = 0.09;
  for (const auto& ring : rings)
    for (std::size_t i = 1; i < ring.size(); ++i) {
      const double grid = (ring[i].azimuth - ring[i - 1].azimuth) / kGrid, nearest = std::floor(grid + 0.5);
      // On one face, and far: else the beam's own sideways offset moves the step off the grid. A wider step holds a miss.
      if (ring[i].range < 8 || std::fabs(ring[i].range - ring[i - 1].range) > 0.1 || grid > 2.5) continue;
      const std::size_t cell = std::fabs(grid - nearest) < 0.25 ? static_cast<std::size_t>(nearest) : 3;
      for (std::size_t c = 0; c < 4; ++c) m[kSteps][c].add(c == cell ? 1 : 0);
    }
}

// Pulses and returns in bins of 5 deg of the rings from 42 down, which meet the ground near the vehicle wherever it stands.
inline void measure_shadow(const Rings& rings, Measures& m) {
  for (std::size_t k = 42; k < rings.size(); ++k) {
    std::array<double, 72> returns{};
    for (const auto& p : rings[k]) returns[std::min<std::size_t>(71, static_cast<std::size_t>(p.azimuth / 5))] += 1;
    const double pulses = 5 / kAzimuthStepDeg;
    for (std::size_t a = 0; a < 72; ++a) {
      auto& cell = m[kShadow][(k - 42) * 72 + a];
      cell.n += pulses, cell.sum += std::min(pulses, returns[a]);
    }
  }
}

inline void measure_ground(const LabelledFrame& frame, Measures& m) {
  const auto counts = measure(frame).counts[static_cast<std::size_t>(tailcast::Statistic::GroundReturn)];
  for (std::size_t b = 0; b < kRoadBands.size() && counts.size() == 2 * kRoadBands.size(); ++b)
    m[kGround][b].sum += counts[b], m[kGround][b].n += counts[kRoadBands.size() + b];
}

// The value of each cell; not-a-number where too little is known.
inline std::vector<double> values_of(std::size_t s, const Cells& cells) {
  std::vector<double> value(cells.size(), std::nan(""));
  for (std::size_t c = 0; c < cells.size(); ++c)
    if (cells[c].n >= kAll[s].least) value[c] = cells[c].sum / cells[c].n;
  if (s == kWallIncidence && !value.empty() && value[0] > 0) {
    const double head_on = value[0];
    for (auto& v : value) v /= head_on;
  }
  if (!kAll[s].rings) return value;
  std::vector<double> own(value.size(), std::nan(""));
  for (std::size_t c = 0; c < value.size(); ++c) {
    double n = 0, sum = 0;
    for (std::size_t k = c < 5 ? 0 : c - 5; k < std::min(value.size(), c + 6); ++k)
      if (k != c && !std::isnan(value[k])) n += 1, sum += value[k];
    if (n >= 6 && !std::isnan(value[c])) own[c] = value[c] - sum / n;
  }
  return own;
}

// Mean of |a - b| over the cells that both know; not-a-number without one.
inline double difference(std::size_t s, const Cells& a, const Cells& b) {
  const auto va = values_of(s, a), vb = values_of(s, b);
  double n = 0, sum = 0;
  for (std::size_t c = 0; c < va.size(); ++c)
    if (!std::isnan(va[c]) && !std::isnan(vb[c])) n += 1, sum += std::fabs(va[c] - vb[c]);
  return n > 0 ? sum / n : std::nan("");
}

struct Set {
  std::string name;
  std::vector<Measures> frames;
  Measures total() const {
    Measures sum = empty_measures();
    for (const auto& frame : frames) add(sum, frame);
    return sum;
  }
  // As many frames, drawn with replacement.
  Measures resample(RandomStream& random) const {
    Measures sum = empty_measures();
    for (std::size_t i = 0; i < frames.size(); ++i)
      add(sum, frames[std::min(frames.size() - 1, static_cast<std::size_t>(random.uniform() * static_cast<double>(frames.size())))]);
    return sum;
  }
};

}  // namespace tailcast::realism
