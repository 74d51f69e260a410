// SPDX-License-Identifier: Apache-2.0
#include "sim/lashing.h"

#include <algorithm>
#include <cmath>

namespace tailcast {

double lashing_force(const Vec3& specific, double mass, double friction) {
  const double pressed = std::max(0.0, specific.z()), lifted = std::max(0.0, -specific.z());
  const double aside = std::max(0.0, specific.head<2>().norm() - friction * pressed);
  return mass * std::sqrt(aside * aside + lifted * lifted);
}

Lashing::Lashing(double mass, double friction, double bears, bool on_floor)
    : mass_(mass),
      friction_(friction),
      bears_(bears),
      on_floor_(on_floor),
      before_(Vec3::Zero()),
      last_(Vec3::Zero()),
      floor_(Quat::Identity()),
      felt_(Vec3::Zero()),
      felt_rate_(Vec3::Zero()) {}

bool Lashing::gives_way(const Quat& world_from_floor, const Vec3& center, double dt) {
  constexpr double kGravity = 9.81, kStretches = 40;  // m/s^2; rad/s
  if (++seen_ > 2) {
    const Vec3 acceleration = (center - 2 * last_ + before_) / (dt * dt);
    const Vec3 up = kGravity * Vec3::UnitZ(), specific = floor_.conjugate() * (acceleration + up);
    if (seen_ == 3) felt_ = on_floor_ ? floor_.conjugate() * up : specific;  // a wheel turns already
    felt_rate_ += dt * (kStretches * kStretches * (specific - felt_) - 2 * kStretches * felt_rate_);
    felt_ += dt * felt_rate_;
  }
  before_ = last_, last_ = center, floor_ = world_from_floor;
  if (seen_ < 3) return false;
  return (on_floor_ ? lashing_force(felt_, mass_, friction_) : mass_ * felt_.norm()) > bears_;
}

}  // namespace tailcast
