// SPDX-License-Identifier: Apache-2.0
#include "labels/annotate.h"

#include <algorithm>
#include <numeric>

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

std::vector<std::uint32_t> kitti_order(const Scan& scan) {
  std::vector<double> azimuth(scan.size());
  for (std::size_t i = 0; i < scan.size(); ++i) azimuth[i] = file_azimuth(scan.x[i], scan.y[i]);
  std::vector<std::uint32_t> order(scan.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    if (scan.ring[a] != scan.ring[b]) return scan.ring[a] < scan.ring[b];
    if (azimuth[a] != azimuth[b]) return azimuth[a] < azimuth[b];
    if (scan.column[a] != scan.column[b]) return scan.column[a] < scan.column[b];
    if (scan.return_number[a] != scan.return_number[b]) return scan.return_number[a] < scan.return_number[b];
    return a < b;
  });
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

// What the return hit. Rain, ghosts and the like stay Noise, whatever surface they are near.
void label_returns(const AnnotateInput& input, const std::vector<std::uint32_t>& order, PointTruth& truth) {
  const Scan& scan = input.scan;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::uint32_t from = order[i];
    if (scan.cause[from] != Cause::Surface) continue;
    TAILCAST_CHECK(scan.body[from] < input.scene.bodies.size(), "a return from a surface names its body");
    const Body& body = input.scene.bodies[scan.body[from]];
    const std::uint32_t triangle = scan.triangle[from];
    truth.class_id[i] = class_of(body, triangle);
    truth.part[i] = body.mesh->part[triangle];
    truth.material[i] = body.mesh->material[triangle];
    if (!is_thing(input.scene, body.instance)) continue;
    truth.instance[i] = body.instance;
    truth.moving[i] = is_moving(input.scene, input.timeline, body.instance, scan.start + scan.time[from]);
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
  frame.objects = object_boxes(input, frame);  // of the points as measured: compensation would shift their azimuths
  if (frame.compensated) compensate(input, frame.time, frame);
  return frame;
}

}  // namespace tailcast
