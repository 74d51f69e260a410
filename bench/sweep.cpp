// SPDX-License-Identifier: Apache-2.0
#include "bench/sweep.h"

#include "sensors/firing.h"

namespace tailcast::bench {
namespace {

const Pose kMount{Quat::Identity(), {0, 0, 1.73}};

void add_pulse(const Pulse& pulse, const LidarSpec& spec, const Timeline& timeline, int subrays, Sweep& sweep) {
  const Pose world_from_sensor = ego_at(timeline, sweep.begin + pulse.time) * kMount;
  for (int k = 0; k < subrays; ++k) {
    // Rows of five; a single ray is the axis.
    const double left = subrays == 1 ? 0 : (k % 5 - 2) / 5.0, up = subrays == 1 ? 0 : (k / 5 + 0.5) / (subrays / 5) - 0.5;
    const Vec3 direction = pulse.direction + left * spec.optics.divergence_azimuth * pulse.left + up * spec.optics.divergence_elevation * pulse.up;
    sweep.rays.push_back({world_from_sensor * pulse.origin, (world_from_sensor.rotation * direction).normalized(), kNearest, kFarthest,
                          sweep.begin + pulse.time});
  }
}

}  // namespace

std::vector<Sweep> sweeps_of(const LidarSpec& spec, const Timeline& timeline, int count, int subrays) {
  const FiringTable table(spec);
  const auto rings = static_cast<std::uint32_t>(spec.beams.size()), columns = spec.sweep.columns;
  std::vector<Sweep> sweeps(static_cast<std::size_t>(count));
  for (std::size_t s = 0; s < sweeps.size(); ++s) {
    auto& sweep = sweeps[s];
    sweep.begin = timeline.start + static_cast<Nanoseconds>(s) * revolution_of(spec);
    sweep.end = sweep.begin + revolution_of(spec);
    for (std::uint32_t ring = 0; ring < rings; ring += 2)
      for (std::uint32_t column = 0; column < columns; column += 8)
        for (std::uint32_t r = ring; r < std::min(ring + 2, rings); ++r)
          for (std::uint32_t c = column; c < std::min(column + 8, columns); ++c)
            add_pulse(table.fire(r, c), spec, timeline, subrays, sweep);
    sweep.rays.resize(sweep.rays.size() / 16 * 16);
    sweep.packets.resize(sweep.rays.size() / 16);
    for (std::size_t i = 0; i < sweep.rays.size(); ++i)
      for (std::size_t k = 0; k < 3; ++k) {
        const auto axis = static_cast<Eigen::Index>(k);
        sweep.packets[i / 16][16 * k + i % 16] = static_cast<float>(sweep.rays[i].origin[axis]);
        sweep.packets[i / 16][16 * (3 + k) + i % 16] = static_cast<float>(sweep.rays[i].direction[axis]);
      }
  }
  return sweeps;
}

Pose pose_in(const Street& street, std::size_t body, const Sweep& sweep) {
  return moves(street.timeline, body) ? pose_at(street.timeline, body, (sweep.begin + sweep.end) / 2) : street.scene.bodies[body].world_from_body;
}

}  // namespace tailcast::bench
