// SPDX-License-Identifier: Apache-2.0
#include "sensors/pulses_towards.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tailcast {
namespace {

constexpr double kOriginReach = 0.3;  // m: of a beam's origin from the device's, where nothing is known of it
constexpr double kRounding = 1e-4;    // rad
constexpr double kBetween = 0.05;     // m: a body's box between ticks
constexpr double kSlack = 2e-3;       // rad, m: what rounding and the curves between samples may come to
constexpr Nanoseconds kSample = kTick;  // of the sensor's own way

std::array<Vec3, 8> corners_of(const Bounds& box) {
  std::array<Vec3, 8> corners;
  for (std::size_t i = 0; i < 8; ++i)
    corners[i] = {(i & 1) ? box.high.x() : box.low.x(), (i & 2) ? box.high.y() : box.low.y(),
                  (i & 4) ? box.high.z() : box.low.z()};
  return corners;
}

}  // namespace

PulsesTowards::PulsesTowards(const FrameTracer& tracer) : tracer_(tracer) {
  const auto& spec = tracer.spec;
  middle_ = spec.sweep.column_period * spec.sweep.columns / 2;
  device_ = tracer.path.point(Vec3::Zero(), middle_);
  for (const auto time : {Nanoseconds{0}, 2 * middle_}) {
    way_ = std::max(way_, (tracer.path.point(Vec3::Zero(), time) - device_).norm());
    for (const auto& axis : {Vec3(Vec3::UnitX()), Vec3(Vec3::UnitY())}) {
      const double chord = (tracer.path.direction(axis, time) - tracer.path.direction(axis, middle_)).norm();
      turn_ = std::max(turn_, 2 * dmath::asin(std::min(1.0, chord / 2)));
    }
  }
  turn_ = 1.1 * turn_ + kSlack;
  for (const auto& beam : spec.beams) {
    arm_ = std::max(arm_, std::fabs(beam.origin_forward) + std::fabs(beam.origin_left));
    last_firing_ = std::max<Nanoseconds>(last_firing_, beam.firing_offset);
  }
  footprint_ = 0.55 * (spec.optics.divergence_azimuth + spec.optics.divergence_elevation) + kRounding;
  columns_around_ = static_cast<std::int64_t>(std::floor(2 * kPi / column_step(spec.sweep) + 0.5));
}

// Holds all of an instance's bodies all through the frame.
PulsesTowards::Sphere PulsesTowards::swept_sphere(const Instance& instance) const {
  const auto& scene = tracer_.caster.scene();
  const auto& timeline = tracer_.caster.timeline();
  constexpr int kSteps = 8;
  Bounds swept;
  for (const auto b : instance.bodies) {
    const auto& local = tracer_.caster.bounds(b);
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

// Of all of its bodies, from one time after the frame's start to another.
Bounds PulsesTowards::swept_box(const Instance& instance, Nanoseconds from, Nanoseconds to) const {
  const auto& scene = tracer_.caster.scene();
  const auto& timeline = tracer_.caster.timeline();
  if (!tracer_.spec.effects.motion) from = to = 0;
  Bounds swept;
  for (const auto b : instance.bodies) {
    const auto& local = tracer_.caster.bounds(b);
    if (local.empty()) continue;
    const auto corners = corners_of(local);
    const auto add = [&](const Pose& pose) {
      for (const auto& corner : corners) swept.extend(pose * corner);
    };
    if (!moves(timeline, b)) {
      add(scene.bodies[b].world_from_body);
      continue;
    }
    const Pose first = tailcast::pose_at(timeline, b, tracer_.start + from);
    double between = 0;  // what rests, rests between ticks too
    Bounds moving;
    const auto add_at = [&](Nanoseconds t) {
      const Pose pose = tailcast::pose_at(timeline, b, tracer_.start + t);
      if (pose.rotation.coeffs() != first.rotation.coeffs() || pose.translation != first.translation)
        between = kBetween;
      for (const auto& corner : corners) moving.extend(pose * corner);
    };
    for (auto t = from; t < to; t += kTick) add_at(t);
    add_at(to);
    swept.extend(moving.low - Vec3::Constant(between)), swept.extend(moving.high + Vec3::Constant(between));
  }
  return swept;
}

// As seen at the frame's middle; the sensor's own way during the frame widens it.
PulsesTowards::View PulsesTowards::view_of(const Sphere& sphere) const {
  const auto placed = tracer_.path.at(middle_);
  const Vec3 to = sphere.center - device_;
  const Vec3 away(placed.rotation.col(0).dot(to), placed.rotation.col(1).dot(to), 0);
  const double flat = away.norm(), radius = sphere.radius + way_ + std::max(arm_, kOriginReach);
  View view;
  if (flat <= radius) return view;
  view.azimuth = dmath::atan2(away.y(), away.x());
  view.half = std::min(kPi, dmath::asin(radius / flat) + turn_ + 2 * footprint_);
  return view;
}

// As seen from where the sensor is between those times after the frame's start.
PulsesTowards::View PulsesTowards::view_of(const Bounds& box, Nanoseconds from, Nanoseconds to) const {
  const auto corners = corners_of(box);
  const auto samples = std::max<Nanoseconds>(1, (to - from + kSample - 1) / kSample);
  const auto first = tracer_.path.at((from + to) / 2);
  const Vec3 ahead = first.rotation.transpose() * (box.center() - first.translation);
  const double flat = std::sqrt(ahead.x() * ahead.x() + ahead.y() * ahead.y());
  if (flat == 0) return View{};
  const double c = ahead.x() / flat, s = ahead.y() / flat;
  View view{dmath::atan2(ahead.y(), ahead.x()), kPi, 1e9, -1e9, 1e9, 0};
  double right = 1e9, left = -1e9;  // tangents from that azimuth
  for (Nanoseconds k = 0; k <= samples; ++k) {
    const auto placed = tracer_.path.at(from + (to - from) * k / samples);
    for (const auto& corner : corners) {
      const Vec3 p = placed.rotation.transpose() * (corner - placed.translation);
      const double along = p.x() * c + p.y() * s, aside = p.y() * c - p.x() * s;
      view.nearest = std::min(view.nearest, along),
      view.farthest = std::max(view.farthest, std::sqrt(along * along + aside * aside));
      if (along <= 0) continue;
      right = std::min(right, aside / along), left = std::max(left, aside / along);
      view.low = std::min(view.low, p.z() - kSlack), view.high = std::max(view.high, p.z() + kSlack);
    }
  }
  view.nearest -= arm_ + kSlack, view.farthest += arm_ + kSlack;
  if (view.nearest <= 0.1) return View{};
  const double low = dmath::atan(right), high = dmath::atan(left);
  view.azimuth = wrap_angle(view.azimuth + 0.5 * (low + high));
  view.half = 0.5 * (high - low) + arm_ / view.nearest + kSlack / view.nearest;
  return view;
}

// Columns count from the start azimuth in the direction of the sweep.
PulsesTowards::Span PulsesTowards::columns_of(const View& view, std::uint32_t ring) const {
  const auto& sweep = tracer_.spec.sweep;
  // The footprint spans more azimuth the steeper the beam.
  const double level = dmath::cos(tracer_.spec.beams[ring].elevation);
  const double half =
      level > 2 * footprint_ ? std::min(kPi, view.half + footprint_ / (level - footprint_)) : kPi;
  const double turned =
      wrap_angle(sweep.direction * (view.azimuth - tracer_.firing.offset(ring) - sweep.start_azimuth));
  const auto low = static_cast<std::int64_t>(std::floor((turned - half) / column_step(sweep)));
  const auto high = static_cast<std::int64_t>(std::ceil((turned + half) / column_step(sweep)));
  return {low, std::min(high, low + columns_around_ - 1)};
}

// Does the ring's cone pass between what is lowest and what is highest?
bool PulsesTowards::in_reach(const View& view, std::uint32_t ring) const {
  const auto& beam = tracer_.spec.beams[ring];
  const double low = view.low - beam.origin_height, high = view.high - beam.origin_height;
  const double from = beam.elevation - footprint_, to = beam.elevation + footprint_;
  constexpr double kSteep = 1.5;
  if (view.nearest <= 0 || from < -kSteep || to > kSteep) return true;
  return dmath::tan(to) >= low / (low < 0 ? view.nearest : view.farthest) &&
         dmath::tan(from) <= high / (high > 0 ? view.nearest : view.farthest);
}

bool PulsesTowards::near(const Sphere& sphere, const Pulse& pulse) const {
  const Vec3 to = sphere.center - tracer_.path.point(pulse.origin, pulse.time);
  const double along = std::max(0.0, to.dot(tracer_.path.direction(pulse.direction, pulse.time)));
  const double reach = sphere.radius + along * (tracer_.spec.optics.divergence_azimuth +
                                                tracer_.spec.optics.divergence_elevation);
  return to.squaredNorm() - along * along <= reach * reach;
}

// Does the axis pass the box, which is as much too large as the footprint is wide there?
bool PulsesTowards::near(const Bounds& box, const Pulse& pulse) const {
  const auto placed = tracer_.path.at(pulse.time);
  const Vec3 origin = placed.rotation * pulse.origin + placed.translation,
             direction = placed.rotation * pulse.direction;
  double enter = 0, leave = 1e9;
  for (Eigen::Index k = 0; k < 3; ++k) {
    const double a = (box.low[k] - origin[k]) / direction[k], b = (box.high[k] - origin[k]) / direction[k];
    if (direction[k] == 0) {
      if (origin[k] < box.low[k] || origin[k] > box.high[k]) return false;
      continue;
    }
    enter = std::max(enter, std::min(a, b)), leave = std::min(leave, std::max(a, b));
  }
  return enter <= leave;
}

void PulsesTowards::find(std::uint16_t instance, std::vector<PulseAt>& pulses) const {
  pulses.clear();
  const auto& thing = tracer_.caster.scene().instances.at(instance);
  const auto& sweep = tracer_.spec.sweep;
  const auto sphere = swept_sphere(thing);
  const bool clear = tracer_.clear();
  // First when the head looks that way, then what it sees there at that time.
  View view = view_of(sphere);
  Nanoseconds from = 0, to = sweep.column_period * sweep.columns + last_firing_;
  Span all{columns_around_, -1};
  for (std::uint32_t ring = 0; ring < tracer_.rings(); ++ring) {
    const auto span = columns_of(view, ring);
    all = {std::min(all.low, span.low), std::max(all.high, span.high)};
  }
  if (all.low >= 0 && all.high < columns_around_)
    from = sweep.column_period * all.low, to = std::min(to, sweep.column_period * all.high + last_firing_);
  if (from > to) return;
  const double spread = (sphere.center - device_).norm() + sphere.radius + way_;
  Bounds box = swept_box(thing, from, to);
  if (box.empty()) return;
  if (!clear) {
    const double reach = sphere.radius + 2 * spread * footprint_;
    box = {sphere.center - Vec3::Constant(reach), sphere.center + Vec3::Constant(reach)};
  }
  view = view_of(box, from, to);
  box.low.array() -= spread * footprint_, box.high.array() += spread * footprint_;
  for (std::uint32_t ring = 0; ring < tracer_.rings(); ++ring) {
    if (!in_reach(view, ring)) continue;
    const auto span = columns_of(view, ring);
    for (auto c = span.low; c <= span.high; ++c) {
      const auto column =
          static_cast<std::uint32_t>(((c % columns_around_) + columns_around_) % columns_around_);
      if (column >= sweep.columns || tracer_.lost[column]) continue;
      if (tracer_.states[tracer_.firing.address(ring, column)] != PulseState::Missed) continue;
      const auto pulse = tracer_.firing.fire(ring, column);
      if (clear ? near(box, pulse) : near(sphere, pulse)) pulses.push_back({ring, column});
    }
  }
}

}  // namespace tailcast
