// SPDX-License-Identifier: Apache-2.0
#include "assets/gait.h"

#include <algorithm>
#include <cmath>

#include "assets/shapes.h"
#include "core/check.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

using Point = Eigen::Vector2d;

constexpr int kSteps = 32;         // of a cycle; the spline through them is within 1 mm of the foot's way
constexpr double kStraight = .99;  // share of a leg's length that it reaches: a knee locks in nobody's walk

struct Triangle {
  double at_upper, at_lower;  // rad: between the bones and the line from end to end
};

Triangle triangle_of(const Leg& leg, double reach) {
  const double least = std::fabs(leg.upper - leg.lower) + 1e-3, most = leg.upper + leg.lower - 1e-6;
  const double d = std::clamp(reach, least, most), u = leg.upper, l = leg.lower;
  return {dmath::acos((u * u + d * d - l * l) / (2 * u * d)),
          dmath::acos((l * l + d * d - u * u) / (2 * l * d))};
}

Point turned(const Point& p, double pitch) {
  const double c = dmath::cos(pitch), s = dmath::sin(pitch);
  return {c * p.x() + s * p.y(), -s * p.x() + c * p.y()};
}

// Where the ankle is over a footprint whose origin lies below the ankle of the flat foot: a polygon that
// rolls.
Point ankle_over(const Sole& sole, double pitch) {
  double print = sole[0].x();  // of the corner that touches: as far along the ground as along the sole
  Point best(print, turned(sole[0], pitch).y());
  for (std::size_t i = 1; i < sole.size(); ++i) {
    print += (sole[i] - sole[i - 1]).norm();
    const double z = turned(sole[i], pitch).y();
    if (z < best.y()) best = {print, z};
  }
  for (const auto& corner : sole) {
    const Point p = turned(corner, pitch);
    if (p.y() == best.y()) return {best.x() - p.x(), -p.y()};
  }
  return {0, -best.y()};
}

double smooth(double v) {
  return v * v * (3 - 2 * v);
}

// Pitch of a human foot through the cycle.
Curve foot_pitch(const Step& step) {
  const double d = step.stance, swing = 1 - d;
  return {{0, -step.strike},
          {.16 * d, 0},
          {.58 * d, 0},
          {d, step.push},
          {d + .35 * swing, .35 * step.push},
          {d + .75 * swing, -.6 * step.strike},
          {1, -step.strike}};
}

struct Walk {
  const Leg& leg;
  const Sole& sole;
  bool foot;
  Step step;
  Curve pitch;

  // Ankle from the ground below the hip, the foot's flat print `ahead` of it when it comes down.
  Point ankle(double u, double ahead, double foot_pitch) const {
    const double swing = u < step.stance ? 0 : (u - step.stance) / (1 - step.stance);
    const double away = step.stride * (swing > 0 ? step.stance * (1 - smooth(swing)) : u);
    const double up = step.clearance * 16 * swing * swing * (1 - swing) * (1 - swing);
    return ankle_over(sole, foot_pitch) + Point(ahead - away, up);
  }
  double hip(double u, double mean) const {
    return mean + step.bob * dmath::cos(4 * kPi * (u - .5 * step.stance));
  }
  // The bend of the leg, and the pitch of what stands.
  std::pair<Bend, double> at(double u, double ahead, double mean) const {
    double turn = foot ? pitch.at(u) : 0;
    Bend bend{};
    for (int pass = 0; pass < (foot ? 1 : 6);
         ++pass) {  // without an ankle, the pitch follows from where it stands
      bend = bend_leg(leg, ankle(u, ahead, turn) - Point(0, hip(u, mean)));
      if (!foot) turn = bend.lower;
    }
    return {bend, turn};
  }
  double highest_hip(double ahead, double highest) const {
    const double reach = kStraight * (leg.upper + leg.lower);
    for (int i = 0; i < kSteps; ++i) {
      const double u = static_cast<double>(i) / kSteps;
      const double turn = foot ? pitch.at(u) : at(u, ahead, highest).second;
      const Point a = ankle(u, ahead, turn);
      const double up = std::sqrt(std::max(0.0, reach * reach - a.x() * a.x()));
      highest = std::min(highest, a.y() + up - hip(u, 0));
    }
    return highest;
  }
};

double pitch_of(const Quat& rotation) {
  const Vec3 up = rotation * Vec3::UnitZ();
  return dmath::atan2(up.x(), up.z());
}

void give(Joint& joint, std::vector<double> pitch, double rest, double stride, double lag,
          double full_speed) {
  for (auto& p : pitch) p = wrap_angle(p - rest);
  const auto by = static_cast<std::ptrdiff_t>(std::lround(lag * static_cast<double>(pitch.size())));
  std::rotate(pitch.rbegin(), pitch.rbegin() + by, pitch.rend());
  joint.kind = Joint::Kind::Cycle;
  joint.cycle = std::move(pitch);
  joint.stride = stride, joint.full_speed = full_speed;
}

std::vector<double> minus(std::vector<double> a, const std::vector<double>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] -= b[i];
  return a;
}

}  // namespace

Bend bend_leg(const Leg& leg, const Eigen::Vector2d& ankle_from_hip) {
  const Triangle t = triangle_of(leg, ankle_from_hip.norm());
  const double line = dmath::atan2(-ankle_from_hip.x(), -ankle_from_hip.y()), side = leg.knee_ahead ? 1 : -1;
  return {line - side * t.at_upper, line + side * t.at_lower};
}

Limb bend_limb(const Leg& leg, const Vec3& from, const Vec3& to, const Vec3& front) {
  const Vec3 down = (to - from).normalized();
  const Vec3 ahead = (front - front.dot(down) * down).normalized(), axis = ahead.cross(down).normalized();
  Eigen::Matrix3d plane;  // as a limb hangs: x ahead, y its axis, z up along it
  plane << ahead, axis, Vec3(-down);
  const Quat hanging = Quat(plane).normalized();
  const Triangle t = triangle_of(leg, (to - from).norm());
  const double side = leg.knee_ahead ? 1 : -1;
  Limb limb;
  limb.upper = {hanging * rotation_about(Vec3::UnitY(), -side * t.at_upper), from};
  limb.lower = {hanging * rotation_about(Vec3::UnitY(), side * t.at_lower),
                limb.upper * Vec3(0, 0, -leg.upper)};
  limb.end = limb.lower * Vec3(0, 0, -leg.lower);
  return limb;
}

LegCycle walk_cycle(const Leg& leg, const Sole& sole, bool foot, const Step& step, double highest) {
  TAILCAST_CHECK(sole.size() >= 2, "a sole has a heel and a ball");
  const Walk walk{leg, sole, foot, step, foot_pitch(step)};
  LegCycle cycle;
  double ahead = 0;  // as the hips are highest
  for (int i = -8; i <= 8; ++i) {
    const double where = step.stride * (.5 * step.stance + .015 * i), hip = walk.highest_hip(where, highest);
    if (hip > cycle.hip + 1e-9) cycle.hip = hip, ahead = where;
  }
  for (int i = 0; i < kSteps; ++i) {
    const auto [bend, turn] = walk.at(static_cast<double>(i) / kSteps, ahead, cycle.hip);
    cycle.upper.push_back(bend.upper);
    cycle.lower.push_back(bend.lower);
    if (foot) cycle.foot.push_back(turn);
  }
  return cycle;
}

LegCycle pedal_cycle(const Leg& leg, const Sole& sole, const Eigen::Vector2d& crank_from_hip, double crank) {
  LegCycle cycle;
  for (int i = 0; i < kSteps; ++i) {
    const double angle = 2 * kPi * i / kSteps;
    // The ball of the foot on the pedal; the heel lower in front than behind.
    const double pitch = .25 - .15 * dmath::cos(angle);
    const Point pedal = crank_from_hip + crank * Point(dmath::cos(angle), -dmath::sin(angle));
    const Bend bend = bend_leg(leg, pedal - turned(sole[1], pitch));
    cycle.upper.push_back(bend.upper);
    cycle.lower.push_back(bend.lower);
    cycle.foot.push_back(pitch);
  }
  return cycle;
}

void set_cycle(Asset& asset, const LegLinks& links, const LegCycle& cycle, double stride, double lag,
               double full_speed) {
  const auto rest = [&](std::size_t link) {
    return pitch_of(asset.links[link].joint.root_from_link.rotation);
  };
  const double upper = rest(links.upper), lower = rest(links.lower);
  give(asset.links[links.upper].joint, cycle.upper, upper, stride, lag, full_speed);
  give(asset.links[links.lower].joint, minus(cycle.lower, cycle.upper), lower - upper, stride, lag,
       full_speed);
  if (!links.foot) return;
  give(asset.links[*links.foot].joint, minus(cycle.foot, cycle.lower), rest(*links.foot) - lower, stride, lag,
       full_speed);
}

}  // namespace tailcast
