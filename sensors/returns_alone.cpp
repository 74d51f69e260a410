// SPDX-License-Identifier: Apache-2.0
#include "sensors/returns_alone.h"

#include <algorithm>
#include <cmath>

#include "core/dmath.h"
#include "sensors/receiver.h"

namespace tailcast {
namespace {

constexpr double kOriginReach = 0.3;  // m: of a beam's origin from the device's
constexpr double kTurnInFrame = 0.2;  // rad: that the carrier may turn in half a frame

class LonelyScanner {
 public:
  explicit LonelyScanner(FrameTracer& tracer) : tracer_(tracer), receiver_(tracer.spec, tracer.key) {}

  std::uint32_t returns_of(std::uint16_t instance) {
    const auto cast = CastRays([&](std::span<const Ray> rays, std::span<Hit> hits) {
      tracer_.window.cast_alone(instance, rays, hits);
    });
    pulses_towards(swept_sphere(tracer_.caster.scene().instances.at(instance)));
    std::vector<Echo> echoes;
    tracer_.trace(pulses_, cast, echoes);
    std::stable_sort(echoes.begin(), echoes.end(),
                     [](const Echo& a, const Echo& b) { return a.pulse < b.pulse; });
    std::uint32_t count = 0;
    for (std::size_t begin = 0; begin < echoes.size();) {
      const auto ring = echoes[begin].pulse / tracer_.spec.sweep.columns;
      row_.clear();
      for (; begin < echoes.size() && echoes[begin].pulse / tracer_.spec.sweep.columns == ring;) {
        const auto pulse = echoes[begin].pulse;
        if (!row_.pulses.empty() && pulse != row_.pulses.back() + 1) row_.end(pulse - 1, true);
        for (; begin < echoes.size() && echoes[begin].pulse == pulse; ++begin) row_.echoes.push_back(echoes[begin]);
        row_.end(pulse);
      }
      for (const auto& detection : receiver_.receive(ring, row_))
        count += detection.echo != kNoEcho && row_.echoes[detection.echo].cause == Cause::Surface;
    }
    return count;
  }

 private:
  struct Sphere {
    Vec3 center;
    double radius;
  };

  // Holds all of an instance's bodies all through the frame.
  Sphere swept_sphere(const Instance& instance) const {
    const auto& scene = tracer_.caster.scene();
    const auto& timeline = tracer_.caster.timeline();
    constexpr int kSteps = 8;
    Bounds swept;
    for (const auto b : instance.bodies) {
      const auto local = bounds_of(*scene.bodies[b].mesh);
      if (local.empty()) continue;
      const double reach = local.size().norm() / 2;
      for (int step = 0; step <= kSteps; ++step) {
        const auto t = tracer_.start + revolution_of(tracer_.spec) * step / kSteps;
        const Pose pose =
            moves(timeline, b) ? tailcast::pose_at(timeline, b, t) : scene.bodies[b].world_from_body;
        const Vec3 center = pose * local.center();
        swept.extend(center - Vec3::Constant(reach));
        swept.extend(center + Vec3::Constant(reach));
      }
    }
    if (swept.empty()) return {Vec3::Zero(), 0};
    return {swept.center(), swept.size().norm() / 2 + 0.5};
  }

  // Pulses whose footprint might meet the sphere, ring by ring.
  void pulses_towards(const Sphere& sphere) {
    pulses_.clear();
    const auto& sweep = tracer_.spec.sweep;
    const auto columns = static_cast<std::int64_t>(sweep.columns);
    // As seen at the frame's middle; the sensor's own way during the frame widens the sphere.
    const auto middle = sweep.column_period * sweep.columns / 2;
    const Vec3 device = tracer_.path.point(Vec3::Zero(), middle);
    const double way = std::max((tracer_.path.point(Vec3::Zero(), 0) - device).norm(),
                                (tracer_.path.point(Vec3::Zero(), 2 * middle) - device).norm());
    const Vec3 away(tracer_.path.direction(Vec3::UnitX(), middle).dot(sphere.center - device),
                    tracer_.path.direction(Vec3::UnitY(), middle).dot(sphere.center - device), 0);
    const double flat = away.norm(), radius = sphere.radius + way + kOriginReach;
    const bool all_round = flat <= radius;
    const double half =
        all_round ? kPi : dmath::asin(radius / flat) + tracer_.spec.optics.divergence_azimuth + kTurnInFrame;
    const double azimuth = all_round ? 0 : dmath::atan2(away.y(), away.x());
    for (std::uint32_t ring = 0; ring < tracer_.rings(); ++ring) {
      // Columns count from the start azimuth in the direction of the sweep.
      const double turned =
          wrap_angle(sweep.direction * (azimuth - tracer_.firing.offset(ring) - sweep.start_azimuth));
      const auto low = static_cast<std::int64_t>(std::floor((turned - half) / column_step(sweep)));
      const auto high = static_cast<std::int64_t>(std::ceil((turned + half) / column_step(sweep)));
      const auto turn = static_cast<std::int64_t>(std::floor(2 * kPi / column_step(sweep) + 0.5));
      for (auto c = low; c <= std::min(high, low + turn - 1); ++c) {
        const auto column = ((c % turn) + turn) % turn;
        if (column >= columns || tracer_.lost[static_cast<std::size_t>(column)]) continue;
        if (tracer_.states[tracer_.firing.address(ring, static_cast<std::uint32_t>(column))] !=
            PulseState::Missed)
          continue;
        const auto pulse = tracer_.firing.fire(ring, static_cast<std::uint32_t>(column));
        if (near(sphere, pulse)) pulses_.push_back(pulse);
      }
    }
  }

  bool near(const Sphere& sphere, const Pulse& pulse) const {
    const Vec3 to = sphere.center - tracer_.path.point(pulse.origin, pulse.time);
    const double along = std::max(0.0, to.dot(tracer_.path.direction(pulse.direction, pulse.time)));
    const double reach = sphere.radius + along * (tracer_.spec.optics.divergence_azimuth +
                                                  tracer_.spec.optics.divergence_elevation);
    return to.squaredNorm() - along * along <= reach * reach;
  }

  FrameTracer& tracer_;
  RingReceiver receiver_;
  EchoRow row_;
  std::vector<Pulse> pulses_;
};

}  // namespace

std::vector<std::uint32_t> returns_alone(FrameTracer& tracer, std::span<const std::uint16_t> instances) {
  LonelyScanner scanner(tracer);
  std::vector<std::uint32_t> counts;
  for (const auto instance : instances) counts.push_back(scanner.returns_of(instance));
  return counts;
}

}  // namespace tailcast
