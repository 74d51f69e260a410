// SPDX-License-Identifier: Apache-2.0
#include "gap/measure.h"

#include <algorithm>
#include <cmath>

#include "core/dmath.h"
#include "gap/ground_return.h"
#include "gap/objects.h"
#include "gap/place.h"

namespace tailcast {
namespace {

using Counts = std::vector<std::uint32_t>;

// Two shots this close on a ring are neighbours; the next ring's shot is 'below' within kBelowDeg.
constexpr double kNeighbourDeg = 0.25, kBelowDeg = 0.2;
constexpr double kRoadZ = -1.73, kRoadHalfHeight = 0.2, kRoadHalfWidth = 4.0;
constexpr double kBevCell = 1.6, kBevHalf = 80.0, kBevNear = 3.0, kBevFar = 70.0;

double azimuth_deg(double y, double x) {
  const double deg = rad_to_deg(dmath::atan2(y, x));
  return deg < 0 ? deg + 360.0 : deg;
}

Counts& counts_of(ScanMeasure& scan, Statistic statistic) { return scan.counts[static_cast<std::size_t>(statistic)]; }

Counts& start(ScanMeasure& scan, Statistic statistic) {
  const StatisticInfo& info = info_of(statistic);
  Counts& counts = counts_of(scan, statistic);
  counts.assign(info.comparison == Comparison::ShareByBand ? 2 * info.bins : info.bins, 0);
  return counts;
}

void add(Counts& counts, double bin) {
  if (bin >= 0 && bin < static_cast<double>(counts.size())) ++counts[static_cast<std::size_t>(bin)];
}

void count_points(const LabelledFrame& frame, ScanMeasure& scan) {
  Counts& range = start(scan, Statistic::Range);
  Counts& height = start(scan, Statistic::Height);
  Counts& intensity = start(scan, Statistic::Intensity);
  Counts& near_road = start(scan, Statistic::RoadIntensity5To10);
  Counts& far_road = start(scan, Statistic::RoadIntensity10To20);
  Counts& bev = start(scan, Statistic::Bev);
  for (std::size_t i = 0; i < frame.size(); ++i) {
    const double x = frame.x[i], y = frame.y[i], z = frame.z[i];
    const double r = std::sqrt(x * x + y * y + z * z);
    const std::size_t shade = intensity_bin(frame.intensity[i]);
    add(range, std::floor(r));
    add(height, std::floor((z + 3.0) / 0.1));
    ++intensity[shade];
    scan.zero_intensity += frame.intensity[i] == 0.0F;
    if (std::fabs(z - kRoadZ) < kRoadHalfHeight && std::fabs(y) < kRoadHalfWidth) {
      if (r > 5.0 && r < 10.0) ++near_road[shade];
      if (r >= 10.0 && r < 20.0) ++far_road[shade];
    }
    const double column = std::floor((x + kBevHalf) / kBevCell), row = std::floor((y + kBevHalf) / kBevCell);
    if (r >= kBevNear && r <= kBevFar) add(bev, row * static_cast<double>(kBevCells) + column);
  }
}

void count_along(const RingPoints& ring, Counts& first, Counts& second, Counts& gaps, std::uint32_t& missing) {
  const std::vector<double>& az = ring.azimuth;
  const std::vector<double>& r = ring.range;
  for (std::size_t k = 1; k < az.size(); ++k) {
    const double step = az[k] - az[k - 1];
    const double lost = std::floor(step / kAzimuthStepDeg + 0.5) - 1.0;
    if (lost >= 1) {
      const auto run = static_cast<std::uint32_t>(lost);
      ++gaps[gap_bin(run)];
      missing += run;
    }
    if (!(step > 0 && step < kNeighbourDeg)) continue;
    ++first[difference_bin(std::fabs(r[k] - r[k - 1]))];
    if (k + 1 == az.size()) continue;
    const double next = az[k + 1] - az[k];
    if (next >= kNeighbourDeg || step + next <= 0) continue;
    const double t = step / (step + next);
    ++second[difference_bin(std::fabs(r[k] - (r[k - 1] + t * (r[k + 1] - r[k - 1]))))];
  }
}

void count_between(const RingPoints& ring, const RingPoints& below, Counts& counts) {
  for (std::size_t k = 0; k < ring.azimuth.size(); ++k) {
    const auto after = std::upper_bound(below.azimuth.begin(), below.azimuth.end(), ring.azimuth[k]);
    if (after == below.azimuth.begin()) continue;
    const auto j = static_cast<std::size_t>(after - below.azimuth.begin()) - 1;
    if (ring.azimuth[k] - below.azimuth[j] >= kBelowDeg) continue;
    ++counts[difference_bin(std::fabs(ring.range[k] - below.range[j]))];
  }
}

void count_rings(const LabelledFrame& frame, const std::vector<RingPoints>& rings, ScanMeasure& scan) {
  Counts& occupancy = start(scan, Statistic::RingOccupancy);
  Counts& first = start(scan, Statistic::RangeFirstDifference);
  Counts& second = start(scan, Statistic::RangeSecondDifference);
  Counts& gaps = start(scan, Statistic::GapRunLength);
  Counts& missing = start(scan, Statistic::MissingShots);
  Counts& between = start(scan, Statistic::BetweenRings);
  for (std::size_t i = 0; i < rings.size(); ++i) {
    occupancy[i] += static_cast<std::uint32_t>(rings[i].point.size());
    count_along(rings[i], first, second, gaps, missing[0]);
    if (i + 1 < rings.size()) count_between(rings[i], rings[i + 1], between);
  }
  counts_of(scan, Statistic::GroundReturn) = count_ground_returns(frame, rings);
}

void count_place(const LabelledFrame& frame, const std::vector<RingPoints>& rings, ScanMeasure& scan) {
  const std::optional<Surroundings> around = look_around(frame);
  if (!around) return;
  counts_of(scan, Statistic::GroundRoughness) = count_ground_roughness(*around);
  SurfaceCounts surfaces = count_surfaces(*around);
  counts_of(scan, Statistic::SurfaceTilt) = std::move(surfaces.tilt);
  counts_of(scan, Statistic::SurfaceKind) = std::move(surfaces.kind);
  if (rings.empty()) return;
  CanopyCounts canopies = count_canopies(rings, *around);
  counts_of(scan, Statistic::CanopyPorosity) = std::move(canopies.porosity);
  counts_of(scan, Statistic::CanopyGapRun) = std::move(canopies.runs);
}

void count_things(const LabelledFrame& frame, ScanMeasure& scan) {
  ObjectCounts objects = count_objects(frame);
  counts_of(scan, Statistic::ObjectDensity) = std::move(objects.density);
  counts_of(scan, Statistic::VehicleSpacing) = std::move(objects.vehicle_spacing);
  counts_of(scan, Statistic::PersonSpacing) = std::move(objects.person_spacing);
}

}  // namespace

std::vector<RingPoints> split_rings(const LabelledFrame& frame) {
  std::vector<RingPoints> rings;
  if (frame.ring.size() != frame.size() || frame.size() == 0) return rings;
  for (const auto ring : frame.ring)
    if (ring >= kRingBins) return rings;
  rings.resize(kRingBins);
  for (std::size_t i = 0; i < frame.size(); ++i) {
    RingPoints& ring = rings[frame.ring[i]];
    const double x = frame.x[i], y = frame.y[i], z = frame.z[i];
    ring.azimuth.push_back(azimuth_deg(y, x));
    ring.range.push_back(std::sqrt(x * x + y * y + z * z));
    ring.point.push_back(static_cast<std::uint32_t>(i));
  }
  return rings;
}

ScanMeasure measure(const LabelledFrame& frame) {
  ScanMeasure scan;
  scan.points = frame.size();
  count_points(frame, scan);
  const std::vector<RingPoints> rings = split_rings(frame);
  if (!rings.empty()) count_rings(frame, rings, scan);
  count_place(frame, rings, scan);
  if (frame.objects_known) count_things(frame, scan);
  return scan;
}

}  // namespace tailcast
