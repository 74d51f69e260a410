// SPDX-License-Identifier: Apache-2.0
#include "sensors/axis_rays.h"

#include <algorithm>
#include <array>
#include <cmath>

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
  double aside;  // rad, of every other direction above its axis, the first among them; the rest are as far below
};

// Turns and shifts what a pulse has in the sensor's frame. The sums are those of Eigen's product of a matrix and a
// vector, which takes two rows at once and the last by itself.
TAILCAST_INLINE void place(const Run& run, std::size_t i, double ox, double oy, double oz, double dx, double dy,
                           double dz, Fields& to) {
  double m[12];
  for (std::size_t k = 0; k < 12; ++k) m[k] = run.from[k][i] + run.between * (run.to[k][i] - run.from[k][i]);
  to[0][i] = (m[0] * ox + m[1] * oy) + m[2] * oz + m[9];
  to[1][i] = (m[3] * ox + m[4] * oy) + m[5] * oz + m[10];
  to[2][i] = m[6] * ox + (m[7] * oy + m[8] * oz) + m[11];
  to[3][i] = (m[0] * dx + m[1] * dy) + m[2] * dz;
  to[4][i] = (m[3] * dx + m[4] * dy) + m[5] * dz;
  to[5][i] = m[6] * dx + (m[7] * dy + m[8] * dz);
}

TAILCAST_WIDE void axes_of(const Run& run, std::size_t count, Fields& to) {
  const auto& beam = run.beam;
  TAILCAST_LANES
  for (std::size_t i = 0; i < count; ++i) {
    const double c = run.cosine[i] * beam.offset_cosine - run.sine[i] * beam.offset_sine;
    const double s = run.sine[i] * beam.offset_cosine + run.cosine[i] * beam.offset_sine;
    place(run, i, beam.forward * c - beam.left * s, beam.forward * s + beam.left * c, beam.height,
          c * beam.elevation_cosine, s * beam.elevation_cosine, beam.elevation_sine, to);
  }
}

// The same of FiringTable::fire_between().
TAILCAST_WIDE void rays_between(const Run& run, std::size_t count, Fields& to) {
  const auto& beam = run.beam;
  TAILCAST_LANES
  for (std::size_t i = 0; i < count; ++i) {
    const double c = run.cosine[i] * beam.offset_cosine - run.sine[i] * beam.offset_sine;
    const double s = run.sine[i] * beam.offset_cosine + run.cosine[i] * beam.offset_sine;
    const double dx = c * beam.elevation_cosine, dy = s * beam.elevation_cosine, dz = beam.elevation_sine;
    const double up = i % 2 == 0 ? run.aside : -run.aside;
    const double x = dx + up * (0.0 - dz * c), y = dy + up * (0.0 - dz * s), z = dz + up * (dx * c + dy * s);
    const double length = std::sqrt((x * x + y * y) + z * z);
    place(run, i, beam.forward * c - beam.left * s, beam.forward * s + beam.left * c, beam.height, x / length,
          y / length, z / length, to);
  }
}

// Of the axis, so many lefts and so many ups away.
struct Beside {
  double axis[3], left[3], up[3];
};
TAILCAST_WIDE void directions_beside(const Beside& beside, const double* left, const double* up, double* x,
                                     double* y, double* z, std::size_t count) {
  const auto& b = beside;
  TAILCAST_LANES
  for (std::size_t i = 0; i < count; ++i) {
    const double u = left[i], v = up[i];
    const double dx = (b.axis[0] + u * b.left[0]) + v * b.up[0], dy = (b.axis[1] + u * b.left[1]) + v * b.up[1],
                 dz = (b.axis[2] + u * b.left[2]) + v * b.up[2];
    const double length = std::sqrt((dx * dx + dy * dy) + dz * dz);
    x[i] = dx / length, y[i] = dy / length, z[i] = dz / length;
  }
}

}  // namespace

Ray AxisRays::along(const Pulse& pulse, const Vec3& direction) const {
  const auto placed = path_.at(pulse.time);
  return {placed.rotation * pulse.origin + placed.translation, placed.rotation * direction, 0, reach_,
          start_ + (spec_.effects.motion ? pulse.time : 0)};
}

void AxisRays::cover(std::span<const PulseAt> pulses, std::vector<Ray>& rays) const {
  in_runs(pulses, rays, false);
}

void AxisRays::cover_between(std::span<const PulseAt> pulses, std::vector<Ray>& rays) const {
  in_runs(pulses, rays, true);
}

void AxisRays::in_runs(std::span<const PulseAt> pulses, std::vector<Ray>& rays, bool between) const {
  rays.resize(pulses.size());
  for (std::size_t begin = 0, end; begin < pulses.size(); begin = end) {
    end = begin + 1;
    while (end < pulses.size() && end - begin < kRun && pulses[end].ring == pulses[begin].ring &&
           pulses[end].column == pulses[end - 1].column + 1)
      ++end;
    run(pulses.subspan(begin, end - begin), std::span(rays).subspan(begin, end - begin), between);
  }
}

void AxisRays::run(std::span<const PulseAt> pulses, std::span<Ray> rays, bool between) const {
  const auto [ring, column] = pulses.front();
  const auto period = spec_.sweep.column_period;
  const auto offset = spec_.beams[ring].firing_offset + (between ? period / 2 : 0);
  const auto shift = offset / period;  // columns that have passed when it fires
  if (offset < 0 || column + static_cast<std::size_t>(shift) + pulses.size() >= path_.marks()) {
    for (std::size_t i = 0; i < pulses.size(); ++i) {
      const auto at = pulses[i].column;
      const auto pulse = between ? firing_.fire_between(ring, at, at % 2 == 0 ? 0.5 : -0.5) : firing_.fire(ring, at);
      rays[i] = along(pulse, pulse.direction);
    }
    return;
  }
  Run run{(between ? firing_.half_cosines() : firing_.head_cosines()).data() + column,
          (between ? firing_.half_sines() : firing_.head_sines()).data() + column,
          {},
          {},
          static_cast<double>(offset - shift * period) / static_cast<double>(period),
          firing_.beam_line(ring),
          (column % 2 == 0 ? 0.5 : -0.5) * spec_.optics.divergence_elevation};
  for (std::size_t k = 0; k < 12; ++k)
    run.from[k] = path_.field(k).data() + column + shift, run.to[k] = run.from[k] + 1;
  Fields fields;
  if (between) rays_between(run, pulses.size(), fields);
  else axes_of(run, pulses.size(), fields);
  for (std::size_t i = 0; i < pulses.size(); ++i) {
    auto& ray = rays[i];
    ray.origin = {fields[0][i], fields[1][i], fields[2][i]};
    ray.direction = {fields[3][i], fields[4][i], fields[5][i]};
    ray.t_min = 0, ray.t_max = reach_;
    ray.time = start_ + (spec_.effects.motion ? period * pulses[i].column + offset : 0);
  }
}

FootprintGrid::FootprintGrid(const Optics& optics) {
  const auto across = optics.samples_azimuth, along = optics.samples_elevation;
  const auto position = [](std::uint32_t k, std::uint32_t n) { return (k + 0.5) / n - 0.5; };
  for (std::uint32_t u = 0; u < along; ++u)
    for (std::uint32_t v = 0; v < across; ++v)
      if (u != along / 2 || v != across / 2) left_.push_back(position(v, across)), up_.push_back(position(u, along));
  for (auto& values : direction_) values.resize(left_.size());
}

void FootprintGrid::cover(const Ray& axis, const Vec3& left, const Vec3& up, std::span<Ray> rays) {
  const Beside beside{{axis.direction[0], axis.direction[1], axis.direction[2]},
                      {left[0], left[1], left[2]},
                      {up[0], up[1], up[2]}};
  auto& [x, y, z] = direction_;
  directions_beside(beside, left_.data(), up_.data(), x.data(), y.data(), z.data(), left_.size());
  for (std::size_t k = 0; k < left_.size(); ++k) rays[k] = axis, rays[k].direction = {x[k], y[k], z[k]};
}

}  // namespace tailcast
