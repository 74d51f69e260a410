// SPDX-License-Identifier: Apache-2.0
#include "assets/figure.h"

#include <algorithm>
#include <cmath>

#include "assets/convex.h"
#include "assets/families.h"
#include "assets/figure_shape.h"
#include "assets/shapes.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

constexpr std::array kSides{1.0, -1.0};  // left, right
constexpr std::array<const char*, 2> kNames{"_left", "_right"};

Vec3 outwards(const Posture& posture, const Vec3& v, double side) {
  return posture.turn * Vec3(v.x(), side * v.y(), v.z());
}

double bend_to(const Posture& posture, double s) {
  const double u = std::clamp(s, 0.0, 1.0);
  return posture.lean + posture.bend * u * u * (3 - 2 * u);
}

// The palm is held half a hand beyond the wrist.
Leg arm_bones(const Measures& m) {
  return {m.upper_arm, m.forearm + .45 * m.hand, false};
}

Vec3 shoulder_of(const Figure& f, double side) {
  return spine_at(f, .94) * Vec3(-.004 * f.measures.stature, side * f.measures.half_shoulders, 0);
}

Limb pose_arm(const Figure& f, std::size_t k) {
  const Arm& arm = f.posture.arms[k];
  const Measures& m = f.measures;
  const Vec3 shoulder = shoulder_of(f, kSides[k]);
  // An elbow looks away from the front of the limb's plane.
  if (arm.grip)
    return bend_limb(arm_bones(m), shoulder, *arm.grip, outwards(f.posture, -arm.elbow, kSides[k]));
  Limb limb;
  limb.upper = {f.posture.turn * rotation_about(Vec3::UnitX(), kSides[k] * arm.out) *
                    rotation_about(Vec3::UnitY(), -arm.forward),
                shoulder};
  limb.lower = {limb.upper.rotation * rotation_about(Vec3::UnitY(), -arm.bend),
                limb.upper * Vec3(0, 0, -m.upper_arm)};
  limb.end = limb.lower * Vec3(0, 0, -m.forearm);
  return limb;
}

Limb pose_leg(const Figure& f, std::size_t k) {
  const Measures& m = f.measures;
  const Stand& stand = f.posture.legs[k];
  const Vec3 hip = f.posture.hips + f.posture.turn * Vec3(0, kSides[k] * m.half_hips, 0);
  const Vec3 ankle = stand.ankle.value_or(Vec3(hip.x(), hip.y(), m.ankle));
  return bend_limb({m.thigh, m.shank}, hip, ankle, outwards(f.posture, stand.knee, kSides[k]));
}

std::size_t hang(Asset& asset, const std::string& name, Mesh mesh, const Pose& at, std::size_t parent) {
  Joint joint;
  joint.root_from_link = at, joint.parent = parent;
  add_link(asset, name.c_str(), std::move(mesh), joint);
  return asset.links.size() - 1;
}

void swing(Joint& joint, double amplitude, double stride, double phase) {
  joint.kind = Joint::Kind::Swing;
  joint.amplitude = amplitude, joint.stride = stride, joint.phase = phase;
}

struct Tread {
  double half, shoulder;  // m: half breadth of the wheel, and its radius where it is as broad as that
};

// A tyre is round across as well: it rolls on the middle of its tread.
Tread tread_of(const Mesh& wheel) {
  Tread tread{bounds_of(wheel).high.y(), 0};
  for (const auto& v : wheel.vertices)
    if (v.y() > .98 * tread.half)
      tread.shoulder =
          std::max(tread.shoulder, std::sqrt(static_cast<double>(v.x() * v.x() + v.z() * v.z())));
  return tread;
}

// set_mass() has left the middle of the box in the centre of mass.
void move_to_middle(Asset& asset) {
  double low = 1e30;
  for (const auto& link : asset.links)
    for (const auto& v : link.mesh->vertices)
      low = std::min(low, (link.joint.root_from_link * Vec3(v.cast<double>())).z());
  constexpr double kInPlace = 1e-5;  // m; wheels and soles that stand already stay
  const Vec3 by(-asset.center_of_mass.x(), -asset.center_of_mass.y(), std::fabs(low) < kInPlace ? 0 : -low);
  Mesh root;
  append(root, *asset.links[0].mesh, {Quat::Identity(), by});
  asset.links[0].mesh = std::make_shared<const Mesh>(std::move(root));
  for (std::size_t i = 1; i < asset.links.size(); ++i) asset.links[i].joint.root_from_link.translation += by;
  asset.center_of_mass += by;
}

}  // namespace

Measures measures_of(double stature, double youth, double girth) {
  Measures m{};
  const auto share = [&](double grown, double toddler) {
    return stature * (grown + youth * (toddler - grown));
  };
  m.stature = stature, m.youth = youth, m.girth = girth;
  m.head = share(.132, .205), m.neck = share(.050, .025);
  m.half_shoulders = share(.104, .098), m.half_hips = share(.051, .050);
  m.upper_arm = share(.183, .165), m.forearm = share(.146, .135), m.hand = share(.105, .100);
  m.thigh = share(.245, .195), m.shank = share(.246, .190), m.ankle = share(.039, .042);
  m.foot = share(.152, .158);
  m.trunk = stature - m.head - m.neck - leg_length(m);
  return m;
}

double leg_length(const Measures& m) {
  return m.thigh + m.shank + m.ankle;
}

Sole sole_of(const Measures& m) {
  const double l = m.foot;
  return {{-.24 * l, -m.ankle}, {.42 * l, -m.ankle}, {.74 * l, -m.ankle + .075 * l}};
}

Posture standing(const Measures& m) {
  Posture posture;
  posture.hips = {0, 0, .997 * (m.thigh + m.shank) + m.ankle};
  return posture;
}

Pose spine_at(const Figure& f, double s) {
  const Posture& p = f.posture;
  constexpr int kParts = 12;
  const double low = std::min(s, 0.0), step = std::clamp(s, 0.0, 1.0) / kParts, high = std::max(s - 1, 0.0);
  const auto up = [&](double at) {
    const double pitch = bend_to(p, at);
    return Vec3(dmath::sin(pitch), 0, dmath::cos(pitch));
  };
  Vec3 at = low * up(0) + high * up(1);
  for (int i = 0; i < kParts; ++i) at += step * up((i + .5) * step);
  return {p.turn * rotation_about(Vec3::UnitY(), bend_to(p, s)),
          p.hips + p.turn * Vec3(f.measures.trunk * at)};
}

Pose head_pose(const Figure& f) {
  const Measures& m = f.measures;
  const Pose top = spine_at(f, 1);
  const double pitch = .5 * (bend_to(f.posture, 1) + f.posture.nod);
  const Vec3 up = f.posture.turn * (rotation_about(Vec3::UnitY(), pitch) * Vec3(.06, 0, 1));
  return {f.posture.turn * rotation_about(Vec3::UnitY(), f.posture.nod),
          top.translation + (m.neck + .5 * m.head) * up};
}

FigureLinks add_limbs(Asset& asset, const Figure& f, const std::string& prefix) {
  FigureLinks links{};
  for (std::size_t k = 0; k < 2; ++k) {
    const Limb arm = pose_arm(f, k), leg = pose_leg(f, k);
    const std::string side = kNames[k];
    const Pose foot{f.posture.turn * rotation_about(Vec3::UnitY(), f.posture.legs[k].pitch), leg.end};
    links.thigh[k] = hang(asset, prefix + "thigh" + side, thigh_mesh(f), leg.upper, 0);
    links.shank[k] = hang(asset, prefix + "shank" + side, shank_mesh(f), leg.lower, links.thigh[k]);
    links.foot[k] = hang(asset, prefix + "foot" + side, foot_mesh(f), foot, links.shank[k]);
    links.upper_arm[k] = hang(asset, prefix + "upper_arm" + side, upper_arm_mesh(f), arm.upper, 0);
    links.forearm[k] =
        hang(asset, prefix + "forearm" + side, forearm_mesh(f, kSides[k]), arm.lower, links.upper_arm[k]);
  }
  return links;
}

Step easy_step(const Measures& m, double share) {
  const double s = m.stature;
  return {share * (.80 + .04 * m.youth) * s, .61, .020 * s, .011 * s * share, .28 * share, .72 * share};
}

Step level(Step step) {
  step.bob = 0;
  return step;
}

double walking_hips(const Measures& m, const Step& step) {
  return walk_cycle({m.thigh, m.shank}, sole_of(m), true, step, standing(m).hips.z()).hip;
}

void set_walk(Asset& asset, const FigureLinks& links, const Figure& f, const Step& step) {
  const Measures& m = f.measures;
  const auto cycle = walk_cycle({m.thigh, m.shank}, sole_of(m), true, step, f.posture.hips.z());
  for (std::size_t k = 0; k < 2; ++k) {
    set_cycle(asset, {links.thigh[k], links.shank[k], links.foot[k]}, cycle, step.stride, k == 0 ? 0 : .5,
              .8);
    if (f.posture.arms[k].grip) continue;
    const double reach = step.stride / m.stature,
                 phase = (k == 0 ? .5 : -.5) * kPi;  // against its side's leg
    swing(asset.links[links.upper_arm[k]].joint, .42 * reach, step.stride, phase);
    swing(asset.links[links.forearm[k]].joint, .18 * reach, step.stride, phase);
  }
}

void finish_living(Asset& asset, double mass) {
  set_mass(asset, mass, .6, .05);
  move_to_middle(asset);
  asset.link_of_shape.resize(asset.collision.size(), 0);
  for (std::size_t i = 0; i < asset.links.size(); ++i) {
    const Link& link = asset.links[i];
    const Pose& at = link.joint.root_from_link;
    if (link.joint.kind == Joint::Kind::Wheel) {
      const Tread tread = tread_of(*link.mesh);
      const Pose axle = at * along_y(Vec3::Zero());
      asset.collision.emplace_back(CylinderShape{axle, link.joint.radius, .45 * tread.half});
      asset.collision.emplace_back(CylinderShape{axle, tread.shoulder, tread.half});
    } else {
      for (auto& hull : convex_pieces(*link.mesh, at, kAsSeen)) asset.collision.emplace_back(std::move(hull));
    }
    asset.link_of_shape.resize(asset.collision.size(), i);
  }
  asset.rolling_friction = .02;  // flesh gives: a body does not roll on its limbs
}

}  // namespace tailcast
