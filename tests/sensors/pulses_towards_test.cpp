// SPDX-License-Identifier: Apache-2.0
#include "sensors/pulses_towards.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/random.h"
#include "world.h"

namespace tailcast {
namespace {

struct Crowd {
  Scene scene;
  Timeline timeline;
  std::vector<std::uint16_t> things;
};

Quat any_rotation(RandomStream& random, double most) {
  const double yaw = random.uniform(-3, 3), pitch = random.uniform(-most, most),
               roll = random.uniform(-most, most);
  return from_yaw_pitch_roll(yaw, pitch, roll);
}

// Boxes near and far, high and low, at rest, flying and spinning, about a carrier that drives through a bend.
Crowd make_crowd(std::uint64_t seed) {
  constexpr int kTicks = 60;
  Crowd crowd;
  RandomStream random(seed, Domain::Stage);
  for (int i = 0; i < 24; ++i) {
    const double length = random.uniform(0.1, 5), width = random.uniform(0.1, 2),
                 height = random.uniform(0.1, 6);
    const double far = i % 4 == 0 ? 8 : 60;
    const double x = random.uniform(-far, far), y = random.uniform(-far, far), z = random.uniform(-1, 5);
    const Pose start{any_rotation(random, 0.5), {x, y, z}};
    const auto body = crowd.scene.bodies.size();
    crowd.things.push_back(
        add_box_instance(crowd.scene, "box_" + std::to_string(i), {length, width, height}, start, true));
    crowd.timeline.tracks.resize(body + 1);
    if (i % 3 == 0) continue;
    const double along = random.uniform(-20, 20), across = random.uniform(-20, 20),
                 spin = random.uniform(-20, 20);
    for (int k = 0; k < kTicks; ++k) {
      const double t = to_seconds(k * kTick);
      crowd.timeline.tracks[body].push_back(
          {(from_yaw_pitch_roll(spin * t, 0.2 * spin * t, 0) * start.rotation).normalized(),
           start.translation + Vec3(along * t, across * t, 0)});
    }
  }
  for (int k = 0; k < kTicks; ++k) {
    const double t = to_seconds(k * kTick);
    crowd.timeline.ego.push_back(pose_at({18 * t, 2 * t * t, 0}, 0.8 * t));
  }
  return crowd;
}

// By address: whether the pulse goes out, arrives, and its axis or a corner of its footprint meets the thing.
std::vector<std::uint8_t> pulses_that_meet(const FrameTracer& tracer, std::uint16_t thing) {
  std::vector<std::uint8_t> meet(tracer.states.size());
  std::vector<Ray> rays;
  std::vector<std::uint32_t> address;
  const auto& optics = tracer.spec.optics;
  for (std::uint32_t ring = 0; ring < tracer.rings(); ++ring)
    for (std::uint32_t column = 0; column < tracer.spec.sweep.columns; ++column) {
      const auto at = tracer.firing.address(ring, column);
      if (tracer.states[at] != PulseState::Missed || tracer.lost[column]) continue;
      const auto pulse = tracer.firing.fire(ring, column);
      const Vec3 origin = tracer.path.point(pulse.origin, pulse.time);
      for (const auto& [u, v] : {std::pair{0.0, 0.0}, {.5, .5}, {-.5, .5}, {.5, -.5}, {-.5, -.5}}) {
        const Vec3 direction = pulse.direction + u * optics.divergence_azimuth * pulse.left +
                               v * optics.divergence_elevation * pulse.up;
        rays.push_back({origin, tracer.path.direction(direction, pulse.time).normalized(), 0, 250,
                        tracer.start + (tracer.spec.effects.motion ? pulse.time : 0)});
        address.push_back(at);
      }
    }
  std::vector<Hit> hits(rays.size());
  tracer.window.cast_alone(thing, rays, hits);
  for (std::size_t i = 0; i < hits.size(); ++i)
    if (hits[i].hit()) meet[address[i]] = 1;
  return meet;
}

struct Tally {
  std::size_t met = 0, looked_at = 0;
};

Tally expect_all_found(const LidarSpec& spec, const Crowd& crowd, const Pose& mount,
                       const Environment& environment) {
  const RayCaster caster(crowd.scene, crowd.timeline);
  const FrameTracer tracer(spec, caster, mount, 5 * kTick + 1'000'000, {1, 0, 0}, environment);
  const PulsesTowards towards(tracer);
  std::size_t met = 0, looked_at = 0;
  for (const auto thing : crowd.things) {
    std::vector<PulseAt> pulses;
    towards.find(thing, pulses);
    std::vector<std::uint8_t> found(tracer.states.size());
    for (const auto& pulse : pulses) {
      auto& times = found[tracer.firing.address(pulse.ring, pulse.column)];
      EXPECT_EQ(times++, 0) << "a pulse goes out once";
    }
    looked_at += pulses.size();
    const auto meet = pulses_that_meet(tracer, thing);
    for (std::size_t i = 0; i < meet.size(); ++i) {
      met += meet[i];
      EXPECT_LE(meet[i], found[i]) << spec.name << ": thing " << thing << ", ring " << i / spec.sweep.columns
                                   << ", column " << i % spec.sweep.columns;
    }
  }
  EXPECT_GT(met, 100U);
  return {met, looked_at};
}

// A coarser grid will do, and is quicker.
LidarSpec thinned(const std::string& preset) {
  auto spec = load_lidar_spec(preset);
  const auto step = std::max<std::uint32_t>(1, spec.sweep.columns / 150);
  spec.sweep.columns /= step, spec.sweep.column_period *= step;
  return spec;
}

TEST(PulsesTowards, MissNoneThatMeetTheThing) {
  const Pose tilted{from_yaw_pitch_roll(0.7, 0.4, -0.6), {1, 0.5, 1.9}};
  std::uint64_t seed = 0;
  Tally all;
  for (const auto& preset : lidar_presets()) {
    ++seed;
    const auto tally =
        expect_all_found(thinned(preset), make_crowd(seed), seed % 2 == 0 ? tilted : kMount, {});
    all.met += tally.met, all.looked_at += tally.looked_at;
  }
  EXPECT_LT(all.looked_at, 8 * all.met) << "or nothing is gained by looking";
}

TEST(PulsesTowards, MissNoneInTheRainOrWithoutMotionOrWithWideFootprintsAndLongArms) {
  Environment rain;
  rain.rain = 6e-6;
  auto spec = thinned("velodyne_hdl64e_kitti");
  expect_all_found(spec, make_crowd(3), kMount, rain);
  spec.effects.motion = false;
  expect_all_found(spec, make_crowd(4), kMount, {});
  spec.optics.divergence_azimuth = 0.05, spec.optics.divergence_elevation = 0.03;
  for (auto& beam : spec.beams) beam.origin_left = 0.4, beam.origin_height = -0.3;
  expect_all_found(spec, make_crowd(5), kMount, {});
}

}  // namespace
}  // namespace tailcast
