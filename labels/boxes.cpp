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

// Grows with the azimuth and never faster, from -2 to 2.
double pseudo_azimuth(double x, double y) {
  const double along = x / (std::fabs(x) + std::fabs(y));
  return y >= 0 ? 1.0 - along : along - 1.0;
}

// The returns by azimuth: made when the first box asks, since boxes with returns of their own never do.
class ReturnsByAzimuth {
 public:
  explicit ReturnsByAzimuth(const LabelledFrame& frame) : frame_(frame) {}

  // When the head looked that way: the firing time of the return nearest in azimuth, of equally near ones the first. The
  // middle of the sweep where there is none.
  Nanoseconds swept_at(double azimuth) {
    if (first_.empty()) fill();
    const double cosine = dmath::cos(azimuth), sine = dmath::sin(azimuth);
    const int middle = bin_of(cosine, sine);
    double nearest = 2.0;  // 1 - cos of the angle between
    std::uint32_t best = kNone;
    for (int away = 0; 2 * away <= kBins; ++away) {
      // What lies in none of the bins so far is at least that far away.
      const double reached = (away - 1) * kWidth;
      if (away > 1 && nearest < 0.45 * std::min(1.0, reached * reached)) break;
      for (const int bin : {middle - away, middle + away}) {
        look_into((bin + kBins) % kBins, cosine, sine, nearest, best);
        if (away == 0) break;
      }
    }
    return frame_.sweep_start + (best == kNone ? frame_.duration / 2 : Nanoseconds{frame_.truth.time[best]});
  }

 private:
  static constexpr int kBins = 4096;
  static constexpr double kWidth = 4.0 / kBins;
  static constexpr std::uint32_t kNone = 0xffffffffU;

  static int bin_of(double x, double y) {
    return std::min(kBins - 1, static_cast<int>((pseudo_azimuth(x, y) + 2.0) / kWidth));
  }

  void fill() {
    std::vector<std::int16_t> bin(frame_.size(), -1);  // none of a return at the origin
    first_.assign(kBins + 1, 0);
    for (std::size_t i = 0; i < frame_.size(); ++i) {
      if (frame_.x[i] == 0.0F && frame_.y[i] == 0.0F) continue;
      bin[i] = static_cast<std::int16_t>(bin_of(frame_.x[i], frame_.y[i]));
      ++first_[static_cast<std::size_t>(bin[i]) + 1];
    }
    for (std::size_t k = 0; k < kBins; ++k) first_[k + 1] += first_[k];
    returns_.resize(first_.back());
    auto next = first_;
    for (std::size_t i = 0; i < frame_.size(); ++i)
      if (bin[i] >= 0) returns_[next[static_cast<std::size_t>(bin[i])]++] = static_cast<std::uint32_t>(i);
  }

  void look_into(int bin, double cosine, double sine, double& nearest, std::uint32_t& best) const {
    const auto b = static_cast<std::size_t>(bin);
    for (auto k = first_[b]; k < first_[b + 1]; ++k) {
      const auto i = returns_[k];
      const double x = frame_.x[i], y = frame_.y[i];
      const double apart = 1.0 - (x * cosine + y * sine) / std::sqrt(x * x + y * y);
      if (apart < nearest || (apart == nearest && best != kNone && i < best)) nearest = apart, best = i;
    }
  }

  const LabelledFrame& frame_;
  std::vector<std::uint32_t> first_, returns_;  // first_: [bin], of its returns; one more at the end
};

bool is_seen(const Scene& scene, std::uint16_t instance) {
  const auto& bodies = scene.instances[instance].bodies;
  return std::any_of(bodies.begin(), bodies.end(), [&](std::uint32_t b) { return scene.bodies[b].seen; });
}

// What is listed by thing.
struct Listed {
  std::vector<std::uint8_t> hazard;          // by instance
  std::vector<std::uint32_t> returns_alone;  // by instance
  explicit Listed(const AnnotateInput& input)
      : hazard(input.scene.instances.size()), returns_alone(input.scene.instances.size()) {
    for (const auto instance : input.hazards) hazard.at(instance) = 1;
    for (std::size_t i = 0; i < input.instances.size(); ++i) returns_alone.at(input.instances[i]) = input.returns_alone[i];
  }
};

Nanoseconds time_of_box(const AnnotateInput& input, const LabelledFrame& frame, std::uint16_t instance,
                        const Swept& swept, ReturnsByAzimuth& returns) {
  if (frame.compensated) return frame.time;
  if (swept.returns > 0) return frame.sweep_start + swept.time_sum / swept.returns;
  const Nanoseconds middle = reference_instant(input.scan);
  const Vec3 seen = (inverse(sensor_pose_at(input, middle)) *
                     world_from_box(input.scene, input.timeline, instance, middle)).translation;
  return returns.swept_at(dmath::atan2(seen.y(), seen.x()));
}

ObjectBox box_of(const AnnotateInput& input, std::uint16_t instance, Nanoseconds time) {
  const Instance& thing = input.scene.instances[instance];
  ObjectBox box;
  box.name = thing.name;
  box.track_id = instance;
  box.class_id = thing.class_id;
  box.time = time;
  box.sensor_from_box = inverse(sensor_pose_at(input, box.time)) *
                        world_from_box(input.scene, input.timeline, instance, box.time);
  box.size = thing.box.size();
  box.velocity = box_velocity(input.scene, input.timeline, instance, box.time);
  box.moving = box.velocity.norm() > kMovingSpeed;
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
  const Listed listed(input);
  ReturnsByAzimuth returns(frame);
  std::vector<ObjectBox> boxes;
  for (std::size_t i = 1; i < input.scene.instances.size(); ++i) {
    const auto instance = static_cast<std::uint16_t>(i);
    if (!is_thing(input.scene, instance) || !is_seen(input.scene, instance)) continue;
    const Pose at = world_from_box(input.scene, input.timeline, instance, frame.time);
    if ((at.translation - frame.world_from_sensor.translation).norm() > kBoxDistance) continue;
    auto& box = boxes.emplace_back(box_of(input, instance, time_of_box(input, frame, instance, swept[i], returns)));
    box.hazard = listed.hazard[i] != 0;
    box.returns = swept[i].returns;
    box.returns_alone = listed.returns_alone[i];
  }
  return boxes;
}

}  // namespace tailcast
