// SPDX-License-Identifier: Apache-2.0
#include "sensors/firing.h"

#include <algorithm>
#include <cmath>

#include "core/dmath.h"
#include "core/wide.h"

namespace tailcast {
namespace {

// Along lines as FiringTable::line() has them. x, y: cosine and sine of the head's azimuth; what they become: the points.
TAILCAST_WIDE void point_all(const BeamLine& beam, const double* range, double* x, double* y, double* z, std::size_t count) {
  TAILCAST_LANES
  for (std::size_t i = 0; i < count; ++i) {
    const double c = x[i] * beam.offset_cosine - y[i] * beam.offset_sine;
    const double s = y[i] * beam.offset_cosine + x[i] * beam.offset_sine;
    x[i] = beam.forward * c - beam.left * s + range[i] * (c * beam.elevation_cosine);
    y[i] = beam.forward * s + beam.left * c + range[i] * (s * beam.elevation_cosine);
    z[i] = beam.height + range[i] * beam.elevation_sine;
  }
}

double upon_circle(double rad) {
  const double a = wrap_angle(rad);
  return a < 0 ? a + 2 * kPi : a;
}

}  // namespace

FiringTable::FiringTable(const LidarSpec& spec) : spec_(spec) {
  const auto& sweep = spec.sweep;
  const auto add = [](double angle, Turns& to) {
    to.cosine.push_back(dmath::cos(angle)), to.sine.push_back(dmath::sin(angle));
  };
  for (std::uint32_t column = 0; column < sweep.columns; ++column) {
    const double turned = sweep.angle * (static_cast<double>(column) / static_cast<double>(sweep.columns));
    const double steps = sweep.azimuth_grid > 0 ? std::floor(turned / sweep.azimuth_grid + 0.5) : 0;
    const double known = sweep.azimuth_grid > 0 ? steps * sweep.azimuth_grid : turned;
    add(sweep.start_azimuth + sweep.direction * turned, heads_);
    add(sweep.start_azimuth + sweep.direction * (turned + 0.5 * column_step(sweep)), halves_);
    reported_azimuth_.push_back(sweep.start_azimuth + sweep.direction * known);
    add(reported_azimuth_.back(), reported_);
  }
  const double rate = column_step(sweep) / static_cast<double>(sweep.column_period);  // rad/ns
  for (const auto& beam : spec.beams) {
    const double lag = sweep.turns_while_firing ? sweep.direction * rate * static_cast<double>(beam.firing_offset) : 0;
    offset_.push_back(beam.azimuth_offset + lag);
    beams_.push_back({dmath::cos(offset_.back()), dmath::sin(offset_.back()), dmath::cos(beam.elevation), dmath::sin(beam.elevation),
                      beam.origin_forward, beam.origin_left, beam.origin_height});
  }
}

bool FiringTable::fires(std::uint32_t ring, std::uint32_t column) const {
  const auto& beam = spec_.beams[ring];
  return beam.column_stride == 1 || column % beam.column_stride == beam.column_phase;
}

FiringTable::Line FiringTable::line(std::uint32_t ring, const Turn& head) const {
  const auto& beam = beams_[ring];
  const double c = head.cosine * beam.offset_cosine - head.sine * beam.offset_sine;
  const double s = head.sine * beam.offset_cosine + head.cosine * beam.offset_sine;
  const Vec3 left(-s, c, 0);
  const Vec3 origin(beam.forward * c - beam.left * s, beam.forward * s + beam.left * c, beam.height);
  return {origin, Vec3(c * beam.elevation_cosine, s * beam.elevation_cosine, beam.elevation_sine), left};
}

Pulse FiringTable::fire(std::uint32_t ring, std::uint32_t column) const {
  const auto at = line(ring, heads_[column]);
  return {ring, column, spec_.sweep.column_period * column + spec_.beams[ring].firing_offset, at.origin, at.direction, at.left,
          at.direction.cross(at.left)};
}

Pulse FiringTable::fire_between(std::uint32_t ring, std::uint32_t column, double up) const {
  const auto at = line(ring, halves_[column]);
  const Vec3 upwards = at.direction.cross(at.left);
  const Vec3 direction = (at.direction + up * spec_.optics.divergence_elevation * upwards).normalized();
  const auto mark = spec_.sweep.column_period * column + spec_.sweep.column_period / 2;
  return {ring, column, mark + spec_.beams[ring].firing_offset, at.origin, direction, at.left, upwards};
}

void FiringTable::reported_points(std::uint32_t ring, std::span<const std::uint32_t> columns, std::span<const double> ranges,
                                  const std::array<std::span<double>, 3>& points) const {
  const auto& [x, y, z] = points;
  for (std::size_t i = 0; i < columns.size(); ++i) x[i] = reported_.cosine[columns[i]], y[i] = reported_.sine[columns[i]];
  point_all(beams_[ring], ranges.data(), x.data(), y.data(), z.data(), columns.size());
}

double FiringTable::reported_azimuth(std::uint32_t ring, std::uint32_t column) const {
  return reported_azimuth_[column] + offset_[ring];
}

void FiringTable::reported_azimuths(std::uint32_t ring, std::span<double> azimuth) const {
  for (std::size_t i = 0; i < azimuth.size(); ++i) azimuth[i] = upon_circle(reported_azimuth_[i] + offset_[ring]);
}

bool is_blocked(const LidarSpec& spec, std::uint32_t ring, double azimuth) {
  const double a = upon_circle(azimuth);
  const auto first = std::lower_bound(spec.blocked.begin(), spec.blocked.end(), ring,
                                      [](const BlockedSector& sector, std::uint32_t r) { return sector.ring < r; });
  for (auto it = first; it != spec.blocked.end() && it->ring == ring; ++it)
    if (a >= it->from && a < it->to) return true;
  return false;
}

}  // namespace tailcast
