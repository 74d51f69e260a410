// SPDX-License-Identifier: Apache-2.0
#include "sim/suspension.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/dmath.h"
#include "sim/driver.h"

namespace tailcast {
namespace {

constexpr double kGravity = 9.81;  // m/s^2
// Of the load: a vehicle in gear that nobody drives (drag factor of reconstruction tables); tyres on asphalt.
constexpr double kCoasting = 0.1, kRolling = 0.012;

bool is_wheel(const CollisionShape& shape, const SprungWheel& wheel) {
  const auto* cylinder = std::get_if<CylinderShape>(&shape);
  constexpr double kSame = 0.06;  // m
  return cylinder != nullptr &&
         (cylinder->center.translation - wheel.hub).norm() < kSame + 0.5 * cylinder->half_length &&
         std::fabs(cylinder->radius - wheel.radius) < kSame;
}

// The smallest loads that bear the weight with no moment about the centre of mass.
void share_load(std::vector<SprungWheel>& wheels, const Vec3& center_of_mass, double weight) {
  Eigen::Matrix3d normal = Eigen::Matrix3d::Zero();
  const auto row = [&](const SprungWheel& w) {
    return Vec3(1, w.hub.x() - center_of_mass.x(), w.hub.y() - center_of_mass.y());
  };
  for (const auto& wheel : wheels) normal += row(wheel) * row(wheel).transpose();
  const Vec3 multipliers = normal.inverse() * Vec3(weight, 0, 0);
  for (auto& wheel : wheels) wheel.load = row(wheel).dot(multipliers);
}

// Against slipping at (relative to the ground) `slip`, by no more than what a share of the mass needs to stop
// in some steps.
Vec3 grip(const Suspension& suspension, const Vec3& slip, const Vec3& forward, double load, double mass_share,
          double dt) {
  constexpr double kStops =
      0.3;  // a step: wheels also turn and roll the body, together they must not overshoot
  const double most = suspension.friction * load;
  if (suspension.braking >= suspension.friction * kGravity) {
    const double speed = slip.norm();
    return speed <= 0 ? Vec3::Zero() : Vec3(-std::min(kStops * mass_share / dt, most / speed) * slip);
  }
  const double along = slip.dot(forward), slows = std::max(suspension.rolling, suspension.braking / kGravity) * load;
  const Vec3 across = slip - along * forward;
  const double speed = across.norm(), left = std::sqrt(std::max(0.0, most * most - slows * slows));
  const Vec3 roll =
      -std::copysign(std::min(kStops * mass_share / dt * std::fabs(along), slows), along) * forward;
  if (speed <= 0) return roll;
  return roll - std::min(kStops * mass_share / dt, left / speed) * across;
}

// m, asset frame: how low a shape reaches.
double lowest_of(const BoxShape& box) {
  const Eigen::Matrix3d axes = box.center.rotation.toRotationMatrix();
  return box.center.translation.z() - axes.row(2).cwiseAbs().dot(box.half_size);
}
double lowest_of(const CylinderShape& cylinder) {
  const double up = std::fabs((cylinder.center.rotation * Vec3::UnitZ()).z());
  return cylinder.center.translation.z() - up * cylinder.half_length - std::sqrt(1 - std::min(1.0, up * up)) * cylinder.radius;
}
double lowest_of(const SphereShape& sphere) { return sphere.center.z() - sphere.radius; }
double lowest_of(const HullShape& hull) {
  double low = 1e30;
  for (const auto& p : hull.points) low = std::min(low, static_cast<double>(p.z()));
  return low;
}
bool stands_on_ground(const CollisionShape& shape) {
  constexpr double kFoot = 0.05;  // m
  return std::visit([](const auto& s) { return lowest_of(s); }, shape) < kFoot;
}

}  // namespace

std::optional<Suspension> suspension_of(const Asset& asset, bool locked, const std::optional<Vec3>& coupling) {
  Suspension suspension;
  if (!coupling && footing_of(asset).wheels.size() < 3) return std::nullopt;
  for (std::size_t i = 0; i < asset.links.size(); ++i) {
    const Joint& joint = asset.links[i].joint;
    if (joint.kind == Joint::Kind::Wheel)
      suspension.wheels.push_back({i, joint.root_from_link.translation, joint.radius, 0, 0});
  }
  std::vector<bool> found(suspension.wheels.size(), false);
  for (const auto& shape : asset.collision) {
    bool wheel = false;
    for (std::size_t w = 0; w < found.size(); ++w)
      if (is_wheel(shape, suspension.wheels[w])) found[w] = wheel = true;
    if (!wheel && !(coupling && stands_on_ground(shape))) suspension.chassis.push_back(shape);
  }
  if (suspension.wheels.size() < 2 || suspension.chassis.empty() || std::find(found.begin(), found.end(), false) != found.end())
    return std::nullopt;
  double borne = asset.mass;  // kg, by the wheels
  if (coupling) {
    suspension.wheels.push_back({0, *coupling, 0, 0, 0});
    share_load(suspension.wheels, asset.center_of_mass, asset.mass * kGravity);
    borne -= suspension.wheels.back().load / kGravity;
    suspension.wheels.pop_back();
  } else {
    share_load(suspension.wheels, asset.center_of_mass, asset.mass * kGravity);
  }
  const bool heavy = asset.mass > 3500;
  const double rate = 2 * kPi * (heavy ? 1.8 : 1.3), count = static_cast<double>(suspension.wheels.size());
  suspension.stiffness = borne * rate * rate / count;
  suspension.damping = 2 * 0.3 * rate * borne / count;
  suspension.friction = asset.friction;
  suspension.braking = locked ? std::numeric_limits<double>::infinity() : 0;
  suspension.rolling = coupling ? kRolling : kCoasting;
  return suspension;
}

Wrench spring_load(Suspension& suspension, const GroundSurface& ground, const Pose& world_from_asset,
                   const Vec3& center_of_mass, double mass, const Twist& twist, double dt) {
  Wrench load;
  const Vec3 up = world_from_asset.rotation * Vec3::UnitZ(), center = world_from_asset * center_of_mass;
  const double mass_share = mass / static_cast<double>(suspension.wheels.size());
  constexpr double kUpright = 0.4, kBump = 0.10,
                   kStop = 8;  // of up's z; m; stiffness of the rubber stop over the spring's
  for (auto& wheel : suspension.wheels) {
    wheel.lift = 0;
    const Vec3 hub = world_from_asset * wheel.hub;
    const auto surface = ground.at(hub.x(), hub.y());
    if (up.z() < kUpright || !surface) continue;
    const double droop = wheel.load / suspension.stiffness;
    const double lift = wheel.radius - (hub.z() - surface->height) / up.z();
    wheel.lift = std::clamp(lift, -droop, 2 * kBump);
    if (lift < -droop) continue;
    const Vec3 contact = hub - (wheel.radius - lift) * up, arm = contact - center;
    const Vec3 velocity = twist.linear + twist.angular.cross(arm);
    const double closing = -velocity.dot(surface->normal);
    const double stop = std::max(0.0, lift - kBump) * kStop * suspension.stiffness;
    const double pressed =
        std::max(0.0, wheel.load + suspension.stiffness * lift + stop + suspension.damping * closing);
    const Vec3 slip = velocity + closing * surface->normal;
    const Vec3 ahead = world_from_asset.rotation * Vec3::UnitX();
    const Vec3 forward = (ahead - ahead.dot(surface->normal) * surface->normal).normalized();
    const Vec3 force = pressed * surface->normal + grip(suspension, slip, forward, pressed, mass_share, dt);
    load.force += force;
    load.torque += arm.cross(force);
  }
  return load;
}

}  // namespace tailcast
