// SPDX-License-Identifier: Apache-2.0
#include "labels/boxes.h"

#include <algorithm>
#include <cmath>

#include "core/check.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

// What the frame's returns say of each instance.
struct Swept {
  std::uint32_t returns = 0;
  std::int64_t time_sum = 0;  // ns after the sweep's start
};

std::vector<Swept> sweep_over(const LabelledFrame& frame, std::size_t instances) {
  std::vector<Swept> swept(instances);
  for (std::size_t i = 0; i < frame.size(); ++i) {
    Swept& of = swept[frame.truth.instance[i]];
    ++of.returns;
    of.time_sum += frame.truth.time[i];
  }
  return swept;
}

// When the head looked that way: the firing time of the return nearest in azimuth. The middle where there is none.
Nanoseconds swept_at_azimuth(const LabelledFrame& frame, double azimuth) {
  Nanoseconds best = frame.duration / 2;
  double nearest = 2.0;  // 1 - cos of the angle between
  const double cosine = dmath::cos(azimuth), sine = dmath::sin(azimuth);
  for (std::size_t i = 0; i < frame.size(); ++i) {
    const double x = frame.x[i], y = frame.y[i];
    const double length = std::sqrt(x * x + y * y);
    if (length == 0.0) continue;
    const double apart = 1.0 - (x * cosine + y * sine) / length;
    if (apart < nearest) nearest = apart, best = frame.truth.time[i];
  }
  return frame.sweep_start + best;
}

Nanoseconds time_of_box(const AnnotateInput& input, const LabelledFrame& frame, std::uint16_t instance,
                        const Swept& swept) {
  if (frame.compensated) return frame.time;
  if (swept.returns > 0) return frame.sweep_start + swept.time_sum / swept.returns;
  const Nanoseconds middle = reference_instant(input.scan);
  const Vec3 seen = (inverse(sensor_pose_at(input, middle)) *
                     world_from_box(input.scene, input.timeline, instance, middle)).translation;
  return swept_at_azimuth(frame, dmath::atan2(seen.y(), seen.x()));
}

bool is_seen(const Scene& scene, std::uint16_t instance) {
  const auto& bodies = scene.instances[instance].bodies;
  return std::any_of(bodies.begin(), bodies.end(), [&](std::uint32_t b) { return scene.bodies[b].seen; });
}

bool contains(std::span<const std::uint16_t> set, std::uint16_t value) {
  return std::find(set.begin(), set.end(), value) != set.end();
}

std::uint32_t alone(const AnnotateInput& input, std::uint16_t instance) {
  const auto at = std::find(input.instances.begin(), input.instances.end(), instance);
  return at == input.instances.end() ? 0 : input.returns_alone[static_cast<std::size_t>(at - input.instances.begin())];
}

ObjectBox box_of(const AnnotateInput& input, const LabelledFrame& frame, std::uint16_t instance, const Swept& swept) {
  const Instance& thing = input.scene.instances[instance];
  ObjectBox box;
  box.name = thing.name;
  box.track_id = instance;
  box.class_id = thing.class_id;
  box.hazard = contains(input.hazards, instance);
  box.time = time_of_box(input, frame, instance, swept);
  box.sensor_from_box = inverse(sensor_pose_at(input, box.time)) *
                        world_from_box(input.scene, input.timeline, instance, box.time);
  box.size = thing.box.size();
  box.velocity = box_velocity(input.scene, input.timeline, instance, box.time);
  box.moving = box.velocity.norm() > kMovingSpeed;
  box.returns = swept.returns;
  box.returns_alone = alone(input, instance);
  return box;
}

}  // namespace

bool is_thing(const Scene& scene, std::uint16_t instance) {
  return instance != 0 && class_info(scene.instances[instance].class_id).thing;
}

Pose world_from_box(const Scene& scene, const Timeline& timeline, std::uint16_t instance, Nanoseconds time) {
  const Instance& thing = scene.instances[instance];
  const Pose world_from_root =
      moves(timeline, thing.root) ? pose_at(timeline, thing.root, time) : scene.bodies[thing.root].world_from_body;
  return world_from_root * Pose{Quat::Identity(), thing.box.center()};
}

Vec3 box_velocity(const Scene& scene, const Timeline& timeline, std::uint16_t instance, Nanoseconds time) {
  const Instance& thing = scene.instances[instance];
  return velocity_at(timeline, thing.root, time, thing.box.center());
}

bool is_moving(const Scene& scene, const Timeline& timeline, std::uint16_t instance, Nanoseconds time) {
  return box_velocity(scene, timeline, instance, time).norm() > kMovingSpeed;
}

std::vector<ObjectBox> object_boxes(const AnnotateInput& input, const LabelledFrame& frame) {
  TAILCAST_CHECK(input.instances.size() == input.returns_alone.size(), "one count of returns alone an instance");
  const auto swept = sweep_over(frame, input.scene.instances.size());
  std::vector<ObjectBox> boxes;
  for (std::size_t i = 1; i < input.scene.instances.size(); ++i) {
    const auto instance = static_cast<std::uint16_t>(i);
    if (!is_thing(input.scene, instance) || !is_seen(input.scene, instance)) continue;
    const Pose at = world_from_box(input.scene, input.timeline, instance, frame.time);
    if ((at.translation - frame.world_from_sensor.translation).norm() > kBoxDistance) continue;
    boxes.push_back(box_of(input, frame, instance, swept[i]));
  }
  return boxes;
}

}  // namespace tailcast
