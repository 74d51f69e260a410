// SPDX-License-Identifier: Apache-2.0
#include "sensors/firing.h"

#include <algorithm>
#include <cmath>

#include "core/dmath.h"

namespace tailcast {
namespace {

struct Line {
  Vec3 origin, direction, left;
};

// The line that a beam takes when its azimuth is `azimuth`.
Line line_at(const Beam& beam, double azimuth) {
  const double c = dmath::cos(azimuth), s = dmath::sin(azimuth);
  const double ce = dmath::cos(beam.elevation), se = dmath::sin(beam.elevation);
  const Vec3 left(-s, c, 0);
  Vec3 origin = beam.origin_left * left;
  origin.z() += beam.origin_height;
  return {origin, Vec3(c * ce, s * ce, se), left};
}

}  // namespace

Pulse fire(const LidarSpec& spec, std::uint32_t ring, std::uint32_t column) {
  const auto& beam = spec.beams[ring];
  const double turned = 2 * kPi * (static_cast<double>(column) / static_cast<double>(spec.columns));
  const double steps = spec.azimuth_grid > 0 ? std::floor(turned / spec.azimuth_grid + 0.5) : 0;
  const double reported = spec.azimuth_grid > 0 ? steps * spec.azimuth_grid : turned;
  const auto line = line_at(beam, spec.start_azimuth + spec.direction * turned + beam.azimuth_offset);
  Pulse pulse;
  pulse.ring = ring;
  pulse.column = column;
  pulse.time = spec.column_period * column + beam.firing_offset;
  pulse.origin = line.origin;
  pulse.direction = line.direction;
  pulse.left = line.left;
  pulse.up = line.direction.cross(line.left);
  pulse.reported_azimuth = spec.start_azimuth + spec.direction * reported + beam.azimuth_offset;
  return pulse;
}

Vec3 reported_point(const Beam& beam, double reported_azimuth, double range) {
  const auto line = line_at(beam, reported_azimuth);
  return line.origin + range * line.direction;
}

bool is_blocked(const LidarSpec& spec, std::uint32_t ring, double azimuth) {
  double a = wrap_angle(azimuth);
  if (a < 0) a += 2 * kPi;
  const auto first = std::lower_bound(spec.blocked.begin(), spec.blocked.end(), ring,
                                      [](const BlockedSector& sector, std::uint32_t r) { return sector.ring < r; });
  for (auto it = first; it != spec.blocked.end() && it->ring == ring; ++it)
    if (a >= it->from && a < it->to) return true;
  return false;
}

}  // namespace tailcast
