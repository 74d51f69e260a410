// SPDX-License-Identifier: Apache-2.0
#include "labels/annotate.h"

#include <algorithm>
#include <limits>

#include "core/check.h"
#include "core/dmath.h"
#include "labels/boxes.h"

namespace tailcast {
namespace {

// Rotational azimuth in [0, 2 pi), counter-clockwise from forward.
double file_azimuth(float x, float y) {
  const double azimuth = dmath::atan2(y, x);
  return azimuth < 0 ? azimuth + 2 * kPi : azimuth;
}

struct Placed {
  double azimuth;
  std::uint32_t from;  // in the scan
  bool operator<(const Placed& other) const {
    return azimuth != other.azimuth ? azimuth < other.azimuth : from < other.from;
  }
};

// The returns of a ring come as the head turned: nearly in order, but for their direction and for where the turn began.
void sort_ring(std::vector<Placed>& ring) {
  std::size_t falls = 0;
  for (std::size_t i = 1; i < ring.size(); ++i) falls += ring[i].azimuth < ring[i - 1].azimuth;
  if (2 * falls > ring.size()) std::reverse(ring.begin(), ring.end());
  for (std::size_t i = 1; i < ring.size(); ++i)
    if (ring[i - 1].azimuth - ring[i].azimuth > kPi) {
      std::rotate(ring.begin(), ring.begin() + static_cast<std::ptrdiff_t>(i), ring.end());
      break;
    }
  std::size_t moves_left = 16 * ring.size();  // so many are nearly in order
  for (std::size_t i = 1; i < ring.size(); ++i) {
    const Placed one = ring[i];
    std::size_t k = i;
    for (; k > 0 && one < ring[k - 1]; --k) ring[k] = ring[k - 1];
    ring[k] = one;
    if (i - k > moves_left) return std::sort(ring.begin(), ring.end());
    moves_left -= i - k;
  }
}

// By ring, azimuth, then as in the scan, which is ordered by (ring, column, return).
std::vector<std::uint32_t> kitti_order(const Scan& scan) {
  std::vector<std::uint32_t> order;
  order.reserve(scan.size());
  std::vector<Placed> ring;
  for (std::uint32_t i = 0; i < scan.size();) {
    const auto number = scan.ring[i];
    ring.clear();
    for (; i < scan.size() && scan.ring[i] == number; ++i) ring.push_back({file_azimuth(scan.x[i], scan.y[i]), i});
    TAILCAST_CHECK(i == scan.size() || number < scan.ring[i], "a scan is ordered by ring");
    sort_ring(ring);
    for (const auto& placed : ring) order.push_back(placed.from);
  }
  return order;
}

template <typename T>
std::vector<T> take(const std::vector<T>& values, const std::vector<std::uint32_t>& order) {
  std::vector<T> taken(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) taken[i] = values[order[i]];
  return taken;
}

void check_scan(const Scan& scan) {
  const std::size_t n = scan.size();
  TAILCAST_CHECK(scan.y.size() == n && scan.z.size() == n && scan.intensity.size() == n && scan.ring.size() == n &&
                     scan.column.size() == n && scan.time.size() == n && scan.return_number.size() == n &&
                     scan.body.size() == n && scan.triangle.size() == n && scan.cause.size() == n &&
                     scan.true_range.size() == n && scan.incidence.size() == n && scan.velocity.size() == n,
                 "the arrays of a scan are of equal length");
}

PointTruth measured_truth(const Scan& scan, const std::vector<std::uint32_t>& order) {
  PointTruth truth;
  truth.cause = take(scan.cause, order);
  truth.velocity = take(scan.velocity, order);
  truth.true_range = take(scan.true_range, order);
  truth.incidence = take(scan.incidence, order);
  truth.time = take(scan.time, order);
  truth.return_number = take(scan.return_number, order);
  truth.class_id.assign(order.size(), ClassId::Noise);
  truth.instance.assign(order.size(), 0);
  truth.moving.assign(order.size(), 0);
  truth.part.assign(order.size(), Part::Whole);
  truth.material.assign(order.size(), kNoMaterial);
  return truth;
}

// Whether things move. A velocity is that of a tick, so each thing's last answer is kept with its tick.
class Motion {
 public:
  explicit Motion(const AnnotateInput& input) : input_(input), known_(input.scene.instances.size()) {}
  bool moves(std::uint16_t instance, Nanoseconds time) {
    auto& known = known_[instance];
    const auto tick = (time - input_.timeline.start) / kTick;
    if (known.tick != tick) known = {tick, is_moving(input_.scene, input_.timeline, instance, time)};
    return known.moving;
  }

 private:
  struct Known {
    Nanoseconds tick = std::numeric_limits<Nanoseconds>::min();
    bool moving = false;
  };
  const AnnotateInput& input_;
  std::vector<Known> known_;  // by instance
};

// What the return hit. Rain, ghosts and the like stay Noise, whatever surface they are near.
void label_returns(const AnnotateInput& input, const std::vector<std::uint32_t>& order, PointTruth& truth) {
  const Scan& scan = input.scan;
  Motion motion(input);
  constexpr std::size_t kAhead = 16;  // faces of a large mesh come from far away in memory
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::uint32_t from = order[i], ahead = order[std::min(i + kAhead, order.size() - 1)];
    if (scan.cause[ahead] == Cause::Surface && scan.body[ahead] < input.scene.bodies.size()) {
      const auto& mesh = *input.scene.bodies[scan.body[ahead]].mesh;
      __builtin_prefetch(&mesh.part[scan.triangle[ahead]]), __builtin_prefetch(&mesh.material[scan.triangle[ahead]]);
    }
    if (scan.cause[from] != Cause::Surface) continue;
    TAILCAST_CHECK(scan.body[from] < input.scene.bodies.size(), "a return from a surface names its body");
    const Body& body = input.scene.bodies[scan.body[from]];
    const std::uint32_t triangle = scan.triangle[from];
    truth.class_id[i] = class_of(body, triangle);
    truth.part[i] = body.mesh->part[triangle];
    truth.material[i] = body.mesh->material[triangle];
    if (!is_thing(input.scene, body.instance)) continue;
    truth.instance[i] = body.instance;
    truth.moving[i] = motion.moves(body.instance, scan.start + scan.time[from]);
  }
}

// Each point from the sensor frame at its own firing time to the sensor frame at `instant`, the world held still.
void compensate(const AnnotateInput& input, Nanoseconds instant, LabelledFrame& frame) {
  const Pose reference_from_world = inverse(sensor_pose_at(input, instant));
  for (std::size_t i = 0; i < frame.size(); ++i) {
    const Pose reference_from_sensor =
        reference_from_world * sensor_pose_at(input, input.scan.start + frame.truth.time[i]);
    const Vec3 p = reference_from_sensor * Vec3(frame.x[i], frame.y[i], frame.z[i]);
    frame.x[i] = static_cast<float>(p.x());
    frame.y[i] = static_cast<float>(p.y());
    frame.z[i] = static_cast<float>(p.z());
  }
}

}  // namespace

Nanoseconds reference_instant(const Scan& scan) { return scan.start + scan.duration / 2; }

Pose sensor_pose_at(const AnnotateInput& input, Nanoseconds time) {
  return ego_at(input.timeline, time) * input.ego_from_sensor;
}

LabelledFrame annotate(const AnnotateInput& input) {
  const Scan& scan = input.scan;
  check_scan(scan);
  const auto order = kitti_order(scan);

  LabelledFrame frame;
  frame.compensated = input.motion == MotionMode::Compensated;
  frame.time = frame.compensated ? reference_instant(scan) : scan.start;
  frame.sweep_start = scan.start;
  frame.duration = scan.duration;
  frame.world_from_sensor = sensor_pose_at(input, frame.time);
  frame.ego_from_sensor = input.ego_from_sensor;
  frame.x = take(scan.x, order);
  frame.y = take(scan.y, order);
  frame.z = take(scan.z, order);
  frame.intensity = take(scan.intensity, order);
  frame.ring = take(scan.ring, order);
  frame.column = take(scan.column, order);
  frame.rings = scan.rings;
  frame.columns = scan.columns;
  frame.pulses = scan.pulses;
  frame.truth = measured_truth(scan, order);
  label_returns(input, order, frame.truth);
  frame.objects_known = true;
  frame.objects = object_boxes(input, frame);  // of the points as measured: compensation would shift their azimuths
  if (frame.compensated) compensate(input, frame.time, frame);
  return frame;
}

}  // namespace tailcast
