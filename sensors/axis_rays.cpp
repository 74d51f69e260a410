// SPDX-License-Identifier: Apache-2.0
#include "sensors/axis_rays.h"

#include <algorithm>
#include <array>

#include "core/wide.h"

namespace tailcast {
namespace {

constexpr std::size_t kRun = 8;                          // columns at once
using Fields = std::array<std::array<double, kRun>, 6>;  // origin x y z, direction x y z

// What the columns of a run have in common, and where theirs begin.
struct Run {
  const double *cosine, *sine;             // of the head's azimuth
  std::array<const double*, 12> from, to;  // the marks before and after: rotation (row-major), translation
  double between;                          // the two, 0 … 1
  BeamLine beam;
};

// The sums are those of Eigen's product of a matrix and a vector, which takes two rows at once and the last
// by itself.
TAILCAST_WIDE void axes_of(const Run& run, std::size_t count, Fields& to) {
  const auto& beam = run.beam;
  const double oz = beam.height, dz = beam.elevation_sine;
  TAILCAST_LANES
  for (std::size_t i = 0; i < count; ++i) {
    const double c = run.cosine[i] * beam.offset_cosine - run.sine[i] * beam.offset_sine;
    const double s = run.sine[i] * beam.offset_cosine + run.cosine[i] * beam.offset_sine;
    const double ox = beam.forward * c - beam.left * s, oy = beam.forward * s + beam.left * c;
    const double dx = c * beam.elevation_cosine, dy = s * beam.elevation_cosine;
    double m[12];
    for (std::size_t k = 0; k < 12; ++k)
      m[k] = run.from[k][i] + run.between * (run.to[k][i] - run.from[k][i]);
    to[0][i] = (m[0] * ox + m[1] * oy) + m[2] * oz + m[9];
    to[1][i] = (m[3] * ox + m[4] * oy) + m[5] * oz + m[10];
    to[2][i] = m[6] * ox + (m[7] * oy + m[8] * oz) + m[11];
    to[3][i] = (m[0] * dx + m[1] * dy) + m[2] * dz;
    to[4][i] = (m[3] * dx + m[4] * dy) + m[5] * dz;
    to[5][i] = m[6] * dx + (m[7] * dy + m[8] * dz);
  }
}

}  // namespace

Ray AxisRays::along(const Pulse& pulse, const Vec3& direction) const {
  const auto placed = path_.at(pulse.time);
  return {placed.rotation * pulse.origin + placed.translation, placed.rotation * direction, 0, reach_,
          start_ + (spec_.effects.motion ? pulse.time : 0)};
}

void AxisRays::cover(std::span<const PulseAt> pulses, std::vector<Ray>& rays) const {
  rays.resize(pulses.size());
  for (std::size_t begin = 0, end; begin < pulses.size(); begin = end) {
    end = begin + 1;
    while (end < pulses.size() && end - begin < kRun && pulses[end].ring == pulses[begin].ring &&
           pulses[end].column == pulses[end - 1].column + 1)
      ++end;
    run(pulses.subspan(begin, end - begin), std::span(rays).subspan(begin, end - begin));
  }
}

void AxisRays::run(std::span<const PulseAt> pulses, std::span<Ray> rays) const {
  const auto [ring, column] = pulses.front();
  const auto period = spec_.sweep.column_period, offset = spec_.beams[ring].firing_offset;
  const auto shift = offset / period;  // columns that have passed when it fires
  if (offset < 0 || column + static_cast<std::size_t>(shift) + pulses.size() >= path_.marks()) {
    for (std::size_t i = 0; i < pulses.size(); ++i) {
      const auto pulse = firing_.fire(ring, pulses[i].column);
      rays[i] = along(pulse, pulse.direction);
    }
    return;
  }
  Run run{firing_.head_cosines().data() + column,
          firing_.head_sines().data() + column,
          {},
          {},
          static_cast<double>(offset - shift * period) / static_cast<double>(period),
          firing_.beam_line(ring)};
  for (std::size_t k = 0; k < 12; ++k)
    run.from[k] = path_.field(k).data() + column + shift, run.to[k] = run.from[k] + 1;
  Fields fields;
  axes_of(run, pulses.size(), fields);
  for (std::size_t i = 0; i < pulses.size(); ++i) {
    auto& ray = rays[i];
    ray.origin = {fields[0][i], fields[1][i], fields[2][i]};
    ray.direction = {fields[3][i], fields[4][i], fields[5][i]};
    ray.t_min = 0, ray.t_max = reach_;
    ray.time = start_ + (spec_.effects.motion ? period * pulses[i].column + offset : 0);
  }
}

}  // namespace tailcast
