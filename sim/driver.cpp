// SPDX-License-Identifier: Apache-2.0
#include "sim/driver.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/dmath.h"

namespace tailcast {
namespace {

constexpr double kTurnRate = 6.0;  // rad/s: how fast a person turns on its heels

// Distance in dt at constant rate towards the wanted speed; exact also when the speed is reached within dt.
double drive(Driver& driver, double dt) {
  const double missing = driver.wanted_speed - driver.speed;
  if (missing == 0 || driver.rate <= 0) return driver.speed * dt;
  const double changing = std::min(dt, std::fabs(missing) / driver.rate);
  const double before = driver.speed;
  driver.speed = changing < dt ? driver.wanted_speed : before + std::copysign(driver.rate * dt, missing);
  const double after = changing < dt ? driver.wanted_speed : driver.speed;
  return 0.5 * (before + after) * changing + after * (dt - changing);
}

struct Lateral {
  double d, slope, bend;  // d(travelled), its first and second derivative
};

Lateral lateral_of(const Driver& driver) {
  if (driver.change_length <= 0) return {driver.d, 0, 0};
  const double length = driver.change_length;
  const double u = std::clamp((driver.travelled - driver.change_start) / length, 0.0, 1.0);
  const double by = driver.change_by;
  return {driver.change_from + by * u * u * u * (10 - 15 * u + 6 * u * u), by / length * 30 * u * u * (1 - u) * (1 - u),
          by / (length * length) * 60 * u * (1 - u) * (1 - 2 * u)};
}

void advance_on_lane(Driver& driver, const Stage& stage, double distance) {
  const double curvature = stage.reference.at(driver.s).curvature;
  const double slope = lateral_of(driver).slope;
  driver.travelled += distance;
  driver.d = lateral_of(driver).d;
  driver.s += driver.direction * distance / std::sqrt(1 + slope * slope) / (1 - curvature * driver.d);
  if (driver.change_length > 0 && driver.travelled >= driver.change_start + driver.change_length) {
    driver.d = driver.change_from + driver.change_by;
    driver.change_length = 0;
  }
}

void advance_on_foot(Driver& driver, double distance, double dt) {
  driver.travelled += distance;
  driver.x += distance * dmath::cos(driver.course);
  driver.y += distance * dmath::sin(driver.course);
  const double turn = wrap_angle(driver.course - driver.yaw);
  driver.yaw += std::clamp(turn, -kTurnRate * dt, kTurnRate * dt);
}

double mean_height(const Stage& stage, double x, double y, double ahead_x, double ahead_y, double half_window) {
  double sum = 0;
  for (int i = -2; i <= 2; ++i) {
    const double along = 0.5 * i * half_window;
    sum += stage.ground.height(x + along * ahead_x, y + along * ahead_y);
  }
  return sum / 5;
}

struct Plane {
  double height, forward, left;  // at the origin, m; slopes
};

// Least squares through the heights below the wheels.
Plane fit_plane(const std::vector<Vec3>& points) {
  Eigen::Matrix3d normal = Eigen::Matrix3d::Zero();
  Vec3 right = Vec3::Zero();
  for (const auto& p : points) {
    const Vec3 row(1, p.x(), p.y());
    normal += row * row.transpose();
    right += p.z() * row;
  }
  const Vec3 solution = normal.inverse() * right;
  return {solution.x(), solution.y(), solution.z()};
}

Quat tilted(double yaw, const Plane& plane) {
  const double c = dmath::cos(yaw), s = dmath::sin(yaw);
  const Vec3 up = Vec3(-plane.forward * c + plane.left * s, -plane.forward * s - plane.left * c, 1).normalized();
  const Vec3 forward = Vec3(c, s, plane.forward).normalized();
  const Vec3 left = up.cross(forward).normalized();
  Eigen::Matrix3d axes;
  axes << left.cross(up), left, up;
  return Quat(axes).normalized();
}

struct Way {
  double x, y, yaw;
};

Way way_of(const Driver& driver, const Stage& stage) {
  if (!driver.on_lane) return {driver.x, driver.y, driver.yaw};
  const auto line = stage.reference.at(driver.s);
  const double slope = lateral_of(driver).slope;  // of d, which grows to the left of the reference line
  const double yaw = line.heading + (driver.direction < 0 ? kPi : 0.0) + dmath::atan(driver.direction * slope);
  return {line.x - driver.d * dmath::sin(line.heading), line.y + driver.d * dmath::cos(line.heading), yaw};
}

}  // namespace

Footing footing_of(const Asset& asset) {
  Footing footing;
  double low = 0, high = 0, front = 0, rear = 0;
  for (const auto& link : asset.links)
    if (link.joint.kind == Joint::Kind::Wheel) {
      const Vec3& at = link.joint.root_from_link.translation;
      footing.walks = false;
      footing.wheels.emplace_back(at.x(), at.y());
      low = std::min(low, at.y()), high = std::max(high, at.y());
      rear = std::min(rear, at.x()), front = std::max(front, at.x());
    }
  constexpr double kLeast = 0.3;  // m; a bicycle has no track to tilt by
  if (high - low < kLeast || front - rear < kLeast) footing.wheels.clear();
  return footing;
}

Footing default_footing() { return {{{1.35, 0.75}, {1.35, -0.75}, {-1.35, 0.75}, {-1.35, -0.75}}, false}; }

void brake(Driver& driver, double deceleration) { set_speed(driver, 0, deceleration); }

void set_speed(Driver& driver, double speed, double acceleration) {
  driver.wanted_speed = std::max(0.0, speed);
  driver.rate = acceleration;
}

void change_lane(Driver& driver, double to_d, double duration) {
  if (!driver.on_lane) return;
  constexpr double kLeastSpeed = 1.0;  // m/s: a lane is not changed on the spot
  driver.change_from = driver.d;
  driver.change_by = to_d - driver.d;
  driver.change_start = driver.travelled;
  driver.change_length = std::max(kLeastSpeed, driver.speed) * std::max(duration, 0.1);
}

void walk(Driver& driver, const Pose& from, double heading, double speed, double acceleration) {
  driver.on_lane = false;
  driver.x = from.translation.x(), driver.y = from.translation.y();
  driver.yaw = yaw_of(from.rotation);
  driver.course = driver.yaw + heading;
  set_speed(driver, speed, acceleration);
}

void advance(Driver& driver, const Stage& stage, double dt) {
  const double distance = drive(driver, dt);
  if (driver.on_lane)
    advance_on_lane(driver, stage, distance);
  else
    advance_on_foot(driver, distance, dt);
}

Pose frame_of(const Driver& driver, const Stage& stage) {
  const Way way = way_of(driver, stage);
  const double c = dmath::cos(way.yaw), s = dmath::sin(way.yaw);
  constexpr double kSuspension = 0.6, kStride = 0.25;  // m, half windows
  if (driver.footing.wheels.empty())
    return pose_at(Vec3(way.x, way.y, mean_height(stage, way.x, way.y, c, s, kStride)), way.yaw);
  std::vector<Vec3> points;
  for (const auto& wheel : driver.footing.wheels) {
    const double x = way.x + c * wheel.x() - s * wheel.y(), y = way.y + s * wheel.x() + c * wheel.y();
    points.emplace_back(wheel.x(), wheel.y(), mean_height(stage, x, y, c, s, kSuspension));
  }
  const Plane plane = fit_plane(points);
  return {tilted(way.yaw, plane), Vec3(way.x, way.y, plane.height)};
}

double curvature_of(const Driver& driver, const Stage& stage) {
  if (!driver.on_lane) return 0;
  const double curvature = stage.reference.at(driver.s).curvature;
  return driver.direction * (curvature / (1 - curvature * driver.d) + lateral_of(driver).bend);
}

Vec3 velocity_of(const Driver& driver, const Pose& frame) {
  if (driver.on_lane) return frame.rotation * Vec3(driver.speed, 0, 0);
  return driver.speed * Vec3(dmath::cos(driver.course), dmath::sin(driver.course), 0);
}

}  // namespace tailcast
