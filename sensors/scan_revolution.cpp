// SPDX-License-Identifier: Apache-2.0
#include "sensors/scan_revolution.h"

#include <algorithm>
#include <cmath>

#include "core/check.h"
#include "core/dmath.h"
#include "sensors/echoes.h"
#include "sensors/firing.h"
#include "sensors/receiver.h"

namespace tailcast {
namespace {

struct Sweep {
  const LidarSpec& spec;
  const RayCaster& caster;
  const Pose& ego_from_sensor;
  Nanoseconds start;
  const ScanKey& key;
};

Pose world_from_sensor_at(const Sweep& sweep, Nanoseconds time) {
  return ego_at(sweep.caster.timeline(), sweep.start + time) * sweep.ego_from_sensor;
}

Vec3f velocity_of(const Sweep& sweep, const Hit& hit, Nanoseconds time) {
  const auto& timeline = sweep.caster.timeline();
  if (!moves(timeline, hit.body)) return Vec3f::Zero();
  return velocity_at(timeline, hit.body, sweep.start + time, hit.p_body).cast<float>();
}

void append_return(const Sweep& sweep, const Pulse& pulse, const Echo& echo, const Detection& detection, Scan& scan) {
  const double quantum = sweep.spec.range.coordinate_quantum;
  const Vec3 p = reported_point(sweep.spec.beams[pulse.ring], pulse.reported_azimuth, detection.range);
  scan.x.push_back(static_cast<float>(quantise(p.x(), quantum)));
  scan.y.push_back(static_cast<float>(quantise(p.y(), quantum)));
  scan.z.push_back(static_cast<float>(quantise(p.z(), quantum)));
  scan.intensity.push_back(static_cast<float>(detection.intensity));
  scan.ring.push_back(static_cast<std::uint16_t>(pulse.ring));
  scan.column.push_back(static_cast<std::uint16_t>(pulse.column));
  scan.time.push_back(static_cast<std::int32_t>(pulse.time));
  scan.return_number.push_back(0);
  scan.body.push_back(echo.brightest.body);
  scan.triangle.push_back(echo.brightest.triangle);
  scan.cause.push_back(Cause::Surface);
  scan.true_range.push_back(static_cast<float>(echo.brightest.range));
  scan.incidence.push_back(static_cast<float>(dmath::acos(echo.cos_incidence)));
  scan.velocity.push_back(velocity_of(sweep, echo.brightest, pulse.time));
}

// Pulses of a ring with no part of the carrier in their way (the sectors were measured in reported azimuth).
std::vector<Pulse> open_pulses(const LidarSpec& spec, std::uint32_t ring) {
  std::vector<Pulse> pulses;
  pulses.reserve(spec.columns);
  for (std::uint32_t column = 0; column < spec.columns; ++column) {
    const auto pulse = fire(spec, ring, column);
    if (!is_blocked(spec, ring, pulse.reported_azimuth)) pulses.push_back(pulse);
  }
  return pulses;
}

std::vector<Pose> poses_at(const Sweep& sweep, std::span<const Pulse> pulses) {
  std::vector<Pose> poses;
  poses.reserve(pulses.size());
  for (const auto& pulse : pulses) poses.push_back(world_from_sensor_at(sweep, pulse.time));
  return poses;
}

// found(pulse, echo, detection) for every return of these pulses of one ring, in the order of firing.
template <class Found>
void measure_ring(const Sweep& sweep, const CastRays& cast, Reflectances& reflectances, std::span<const Pulse> pulses,
                  std::span<const Pose> poses, const Found& found) {
  if (pulses.empty()) return;
  const auto& spec = sweep.spec;
  const auto echoes = strongest_echoes(spec, sweep.caster.scene(), cast, reflectances, pulses, poses, sweep.start);
  RingReceiver receiver(spec, spec.beams[pulses.front().ring], sweep.key);
  std::uint32_t expected = 0;
  for (std::size_t i = 0; i < pulses.size(); ++i) {
    if (pulses[i].column != expected) receiver.miss();  // the carrier was in between
    expected = pulses[i].column + 1;
    const auto address = pulses[i].ring * spec.columns + pulses[i].column;
    if (const auto detection = receiver.receive(address, echoes[i].range, echoes[i].signal)) found(pulses[i], echoes[i], *detection);
  }
}

void check_in_timeline(const Sweep& sweep) {
  const auto& timeline = sweep.caster.timeline();
  TAILCAST_CHECK(sweep.start >= timeline.start && sweep.start + revolution_of(sweep.spec) <= timeline.end(),
                 "the revolution lies outside the timeline");
}

// Could the ray meet a sphere? Generous: bodies move while the sensor turns.
bool near_sphere(const Vec3& origin, const Vec3& direction, const Vec3& center, double radius) {
  const Vec3 to = center - origin;
  const double along = to.dot(direction);
  const double distance2 = to.squaredNorm() - (along > 0 ? along * along : 0);
  return distance2 <= radius * radius;
}

struct Sphere {
  Vec3 center;
  double radius;
};

// Holds all of an instance's bodies all through the revolution.
Sphere swept_sphere(const Sweep& sweep, const Instance& instance) {
  const auto& scene = sweep.caster.scene();
  const auto& timeline = sweep.caster.timeline();
  constexpr int kSteps = 8;
  Bounds swept;
  for (const auto b : instance.bodies) {
    const auto local = bounds_of(*scene.bodies[b].mesh);
    if (local.empty()) continue;
    const double reach = local.size().norm() / 2;
    for (int step = 0; step <= kSteps; ++step) {
      const auto t = sweep.start + revolution_of(sweep.spec) * step / kSteps;
      const Pose pose = moves(timeline, b) ? pose_at(timeline, b, t) : scene.bodies[b].world_from_body;
      const Vec3 center = pose * local.center();
      swept.extend(center - Vec3::Constant(reach));
      swept.extend(center + Vec3::Constant(reach));
    }
  }
  if (swept.empty()) return {Vec3::Zero(), 0};
  return {swept.center(), swept.size().norm() / 2 + 0.5};
}

}  // namespace

Scan scan_revolution(const LidarSpec& spec, const RayCaster& caster, const Pose& ego_from_sensor, Nanoseconds start,
                     const ScanKey& key) {
  const Sweep sweep{spec, caster, ego_from_sensor, start, key};
  check_in_timeline(sweep);
  Scan scan;
  scan.start = start;
  scan.duration = revolution_of(spec);
  scan.world_from_sensor = world_from_sensor_at(sweep, 0);
  scan.rings = static_cast<std::uint32_t>(spec.beams.size());
  scan.columns = spec.columns;
  const auto window = caster.window(start, start + revolution_of(spec));
  const CastRays cast = [&](std::span<const Ray> rays, std::span<Hit> hits) { window.cast(rays, hits); };
  Reflectances reflectances(caster.scene());
  for (std::uint32_t ring = 0; ring < scan.rings; ++ring) {
    const auto pulses = open_pulses(spec, ring);
    measure_ring(sweep, cast, reflectances, pulses, poses_at(sweep, pulses),
                 [&](const Pulse& pulse, const Echo& echo, const Detection& detection) {
                   append_return(sweep, pulse, echo, detection, scan);
                 });
  }
  return scan;
}

std::vector<std::uint32_t> returns_alone(const LidarSpec& spec, const RayCaster& caster, const Pose& ego_from_sensor,
                                         Nanoseconds start, const ScanKey& key,
                                         const std::vector<std::uint16_t>& instances) {
  const Sweep sweep{spec, caster, ego_from_sensor, start, key};
  check_in_timeline(sweep);
  const auto window = caster.window(start, start + revolution_of(spec));
  Reflectances reflectances(caster.scene());
  std::vector<Sphere> spheres;
  for (const auto instance : instances) spheres.push_back(swept_sphere(sweep, caster.scene().instances.at(instance)));
  std::vector<std::uint32_t> counts(instances.size(), 0);
  for (std::uint32_t ring = 0; ring < spec.beams.size(); ++ring) {
    const auto pulses = open_pulses(spec, ring);
    const auto poses = poses_at(sweep, pulses);
    for (std::size_t k = 0; k < instances.size(); ++k) {
      std::vector<Pulse> towards;
      std::vector<Pose> towards_poses;
      for (std::size_t i = 0; i < pulses.size(); ++i) {
        if (!near_sphere(poses[i] * pulses[i].origin, poses[i].rotation * pulses[i].direction, spheres[k].center, spheres[k].radius))
          continue;
        towards.push_back(pulses[i]);
        towards_poses.push_back(poses[i]);
      }
      const CastRays cast = [&](std::span<const Ray> rays, std::span<Hit> hits) { window.cast_alone(instances[k], rays, hits); };
      measure_ring(sweep, cast, reflectances, towards, towards_poses,
                   [&](const Pulse&, const Echo&, const Detection&) { ++counts[k]; });
    }
  }
  return counts;
}

}  // namespace tailcast
