// SPDX-License-Identifier: Apache-2.0
#include "assets/beast.h"

#include <algorithm>
#include <array>

#include "assets/families.h"
#include "assets/figure.h"
#include "assets/gait.h"
#include "assets/shapes.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

// Frame whose z runs along `forward` in the middle plane and whose x is up.
Pose along(const Vec3& from, const Vec3& forward) {
  const Vec3 z = forward.normalized(), y = z.cross(Vec3::UnitZ()).normalized();
  Eigen::Matrix3d axes;
  axes << y.cross(z), y, z;
  return {Quat(axes).normalized(), from};
}

double top_line(const Beast& b, double u) {  // m above the ground; u from -.5 at the rump to .5
  const Curve back{{-.5, b.croup - .38 * b.loin},
                   {-.43, b.croup - .10 * b.loin},
                   {-.28, b.croup},
                   {0, .5 * (b.croup + b.withers) - .05 * b.chest},
                   {.26, b.withers},
                   {.42, b.withers - .10 * b.chest},
                   {.5, b.withers - .34 * b.chest}};
  return back.at(u);
}

struct Station {
  double u, depth, breadth;  // shares of the length, of chest or loin, of the breadth
};
constexpr std::array<Station, 9> kTrunk{{{-.50, .30, .34},
                                         {-.45, .62, .66},
                                         {-.34, .96, .94},
                                         {-.18, .98, .97},
                                         {0, .97, 1.0},
                                         {.16, 1.0, 1.0},
                                         {.30, 1.0, .92},
                                         {.43, .78, .70},
                                         {.50, .40, .38}}};

void add_barrel(Mesh& mesh, const Beast& b) {
  std::vector<Section> sections;
  for (const auto& [u, depth, breadth] : kTrunk) {
    const double mix = std::clamp(.5 + 1.4 * u, 0.0, 1.0),
                 half = .5 * depth * (b.loin + mix * (b.chest - b.loin));
    sections.push_back({u * b.length, top_line(b, u) - half, half, .5 * breadth * b.breadth});
  }
  add_flesh(mesh, straight(along(b.at, Vec3::UnitX())), sections, 2, 16, {b.coat, Part::Torso});
}

Vec3 neck_root(const Beast& b) {
  return b.at + Vec3(.34 * b.length, 0, b.withers - .36 * b.chest);
}

Vec3 poll_of(const Beast& b) {
  return b.at + Vec3(.40 * b.length, 0, b.withers - .18 * b.chest) +
         b.neck * Vec3(dmath::cos(b.neck_rise), 0, dmath::sin(b.neck_rise));
}

void add_neck(Mesh& mesh, const Beast& b) {
  const Vec3 root = neck_root(b), poll = poll_of(b) - Vec3(0, 0, .30 * b.throat);
  const double l = (poll - root).norm();
  const std::array<Section, 4> sections{
      {{0, 0, .40 * b.chest, .36 * b.breadth},
       {.35 * l, 0, .28 * b.chest + .14 * b.throat, .24 * b.breadth},
       {.75 * l, 0, .08 * b.chest + .42 * b.throat, .10 * b.breadth + .22 * b.throat},
       {l, 0, .50 * b.throat, .34 * b.throat}}};
  add_flesh(mesh, straight(along(root, poll - root)), sections, 3, 14, {b.coat, Part::Torso});
}

void add_face(Mesh& mesh, const Beast& b) {
  const Pose head = head_of(b);
  const double l = b.head, wide = .74 * b.brow;
  const std::array<Section, 6> sections{
      {{-.12 * l, .02 * l, .36 * b.brow, .34 * wide},
       {.08 * l, 0, .50 * b.brow, .50 * wide},
       {.30 * l, -.02 * l, .48 * b.brow, .46 * wide},
       {.58 * l, -.05 * l, .5 * (.32 * b.brow + .5 * b.muzzle), .5 * (.5 * wide + .45 * b.muzzle)},
       {.84 * l, -.07 * l, .50 * b.muzzle, .46 * b.muzzle},
       {.97 * l, -.08 * l, .38 * b.muzzle, .36 * b.muzzle}}};
  add_flesh(mesh, straight(along(head.translation, head.rotation * Vec3::UnitX())), sections, 2, 14,
            {b.bare, Part::Head});
}

void add_ears(Mesh& mesh, const Beast& b) {
  const Pose head = head_of(b);
  for (const double side : {-1.0, 1.0}) {
    const double back = std::sqrt(std::max(0.0, 1 - b.ears.up * b.ears.up - b.ears.out * b.ears.out));
    const Vec3 direction(-back, side * b.ears.out, b.ears.up);  // level: ears stand up whatever the face does
    const Vec3 root = head * Vec3(-.02 * b.head, side * .27 * b.brow, .34 * b.brow);
    const Vec3 y = direction.cross(Vec3::UnitX()).normalized();
    Eigen::Matrix3d axes;
    axes << y.cross(direction), y, direction;
    const double l = b.ears.length, w = .5 * b.ears.breadth;
    const std::array<Section, 4> ear{{{-.05 * l, 0, .25 * w, .6 * w},
                                      {.35 * l, 0, .25 * w, w},
                                      {.70 * l, 0, .2 * w, .75 * w},
                                      {l, 0, .16 * w, .34 * w}}};
    add_flesh(mesh, straight({Quat(axes).normalized(), root}), ear, 2, 10, {b.coat, Part::Head}, false);
  }
}

void add_beam(Mesh& mesh, const Pose& head, double side, std::initializer_list<Vec3> points, double thick) {
  std::vector<Vec3> path;
  std::vector<double> radii;
  for (const auto& p : points) {
    path.push_back(head.translation + Vec3(p.x(), side * p.y(), p.z()));
    radii.push_back(thick *
                    (1 - .75 * static_cast<double>(radii.size()) / static_cast<double>(points.size() - 1)));
  }
  add_limb(mesh, path, radii, 8, {MaterialId::Wood, Part::Head});
}

void add_horns(Mesh& mesh, const Beast& b) {
  const Pose level{Quat::Identity(), head_of(b) * Vec3(-.02 * b.head, 0, .42 * b.brow)};
  const double h = (b.horns == Beast::Horns::Shovels || b.horns == Beast::Horns::Goat ? .72 : .86) * b.head;
  for (const double side : {-1.0, 1.0}) {
    switch (b.horns) {
      case Beast::Horns::None:
        break;
      case Beast::Horns::Antlers: {
        add_beam(mesh, level, side,
                 {{0, .10 * h, 0},
                  {-.28 * h, .48 * h, .42 * h},
                  {-.34 * h, .82 * h, .95 * h},
                  {-.10 * h, .86 * h, 1.55 * h},
                  {.12 * h, .70 * h, 1.95 * h}},
                 .062 * h);
        add_beam(mesh, level, side,
                 {{-.03 * h, .17 * h, .06 * h}, {.30 * h, .30 * h, .18 * h}, {.48 * h, .34 * h, .50 * h}},
                 .045 * h);
        add_beam(mesh, level, side,
                 {{-.30 * h, .56 * h, .55 * h}, {.02 * h, .68 * h, .66 * h}, {.22 * h, .70 * h, .98 * h}},
                 .042 * h);
        add_beam(
            mesh, level, side,
            {{-.32 * h, .84 * h, 1.05 * h}, {-.60 * h, 1.02 * h, 1.40 * h}, {-.62 * h, 1.06 * h, 1.70 * h}},
            .042 * h);
        add_beam(mesh, level, side, {{-.10 * h, .86 * h, 1.50 * h}, {-.36 * h, .92 * h, 1.85 * h}}, .036 * h);
        break;
      }
      case Beast::Horns::Shovels: {
        add_beam(mesh, level, side,
                 {{0, .10 * h, 0}, {-.06 * h, .42 * h, .06 * h}, {-.10 * h, .62 * h, .22 * h}}, .075 * h);
        const Pose palm =
            level * Pose{rotation_about(Vec3::UnitX(), side * .55) * rotation_about(Vec3::UnitY(), -.15),
                         Vec3(-.12 * h, side * .92 * h, .42 * h)};
        add_ellipsoid(mesh, palm, {.50 * h, .44 * h, .035 * h}, 8, 14, {MaterialId::Wood, Part::Head});
        for (int i = 0; i < 6; ++i) {
          const double angle = -.9 + .42 * i, c = dmath::cos(angle), s = dmath::sin(angle);
          add_tube(mesh, palm * Vec3(.42 * h * s, side * .36 * h * c, 0),
                   palm * Vec3(.68 * h * s, side * .62 * h * c, .10 * h), .035 * h, .010 * h, 6,
                   {MaterialId::Wood, Part::Head});
        }
        break;
      }
      case Beast::Horns::Cattle:
        add_beam(mesh, level, side,
                 {{-.02 * h, .16 * h, -.02 * h},
                  {-.02 * h, .42 * h, .02 * h},
                  {.06 * h, .56 * h, .16 * h},
                  {.14 * h, .52 * h, .34 * h}},
                 .060 * h);
        break;
      case Beast::Horns::Goat:
        add_beam(mesh, level, side,
                 {{0, .10 * h, -.05 * h},
                  {-.10 * h, .18 * h, .40 * h},
                  {-.42 * h, .30 * h, .78 * h},
                  {-.86 * h, .44 * h, .86 * h}},
                 .075 * h);
        break;
      case Beast::Horns::Tusks: {
        const Vec3 jaw = head_of(b) * Vec3(.72 * b.head, side * .36 * b.muzzle, -.36 * b.muzzle);
        const std::array path{jaw, Vec3(jaw + Vec3(.06 * h, side * .06 * h, .03 * h)),
                              Vec3(jaw + Vec3(.04 * h, side * .08 * h, .17 * h))};
        add_limb(mesh, path, std::array{.028 * h, .022 * h, .007 * h}, 6, {MaterialId::Foam, Part::Head});
        break;
      }
    }
  }
}

void add_tail(Mesh& mesh, const Beast& b) {
  const Vec3 root = b.at + Vec3(-.485 * b.length, 0, top_line(b, -.46) - b.tail.root);
  const Vec3 out(-dmath::cos(b.tail.rise), 0, dmath::sin(b.tail.rise));
  const double l = b.tail.length, thick = std::max(b.tail.root, b.tail.end);
  const std::array path{
      Vec3(root + .03 * l * Vec3::UnitX()), Vec3(root + .15 * l * Vec3(-1, 0, .0) + .10 * l * out),
      Vec3(root + .55 * l * out + .08 * l * Vec3(-1, 0, 0)),
      Vec3(root + .85 * l * out + .10 * l * Vec3(-1, 0, 0)), Vec3(root + l * out + .11 * l * Vec3(-1, 0, 0))};
  add_limb(
      mesh, path,
      std::array{b.tail.root, .5 * (b.tail.root + thick), thick, .5 * (thick + b.tail.end), .5 * b.tail.end},
      10, {b.coat, Part::Torso});
}

struct LegPlace {
  const char* name;
  bool hind;
  double side, lag;  // of the stride, behind the left hind foot
};
// The walk of all: left hind, left fore, right hind, right fore (Muybridge 1887).
constexpr std::array<LegPlace, 4> kLegs{{{"leg_front_left", false, 1, .25},
                                         {"leg_front_right", false, -1, .75},
                                         {"leg_rear_left", true, 1, 0},
                                         {"leg_rear_right", true, -1, .5}}};

struct LegPlan {
  Leg bones;
  Vec3 pivot;  // asset frame
  Limb rest;
  double reach;  // m: of the hoof from its middle
};

LegPlan plan_leg(const Beast& b, bool hind, double side) {
  LegPlan plan;
  // A shoulder blade turns near the withers; a hip lies deep in the rump. Bones are longer than the way down.
  const double up = hind ? b.croup - .42 * b.loin : b.withers - .46 * b.chest;
  const double slack = hind ? 1.065 : 1.045, hock = b.hock * b.croup;
  const double lower = hind ? hock : .45 * up;
  plan.bones = {slack * up - lower, lower, !hind};
  plan.pivot = b.at + Vec3((hind ? -.34 : .31) * b.length, side * .30 * b.breadth, up);
  plan.rest =
      bend_limb(plan.bones, plan.pivot,
                Vec3(plan.pivot.x() + (hind ? -.02 : .01) * up, plan.pivot.y(), b.at.z()), Vec3::UnitX());
  plan.reach = (b.hoofs ? 1.45 : 1.35) * b.shin;
  return plan;
}

double pitch_of_lower(const LegPlan& plan) {
  const Vec3 up = plan.rest.lower.rotation * Vec3::UnitZ();
  return dmath::atan2(up.x(), up.z());
}

Mesh upper_leg(const Beast& b, bool hind, double l) {
  Mesh mesh;
  const double t = b.shin, thigh = hind ? .36 * b.loin : .25 * b.chest;
  const std::array<Section, 5> sections{
      {{-l, 0, (hind ? 1.45 : 1.30) * t, 1.2 * t},
       {-.75 * l, 0, 1.45 * t, 1.3 * t},
       {-.48 * l, (hind ? .10 : .02) * thigh, std::max(.62 * thigh, 1.6 * t),
        std::max(1.6 * t, .13 * b.breadth)},
       {-.20 * l, (hind ? .15 : 0) * thigh, thigh, std::max(1.8 * t, .21 * b.breadth)},
       {.05 * l, 0, .8 * thigh, .16 * b.breadth}}};
  add_flesh(mesh, straight({}), sections, 2, 10, {b.coat, Part::Leg});
  return mesh;
}

Mesh lower_leg(const Beast& b, double l, double pitch, double reach) {
  Mesh mesh;
  const double t = b.shin;
  const std::array<Section, 5> sections{{{-.95 * l, 0, 1.05 * t, 1.05 * t},
                                         {-.86 * l, 0, 1.2 * t, 1.15 * t},
                                         {-.70 * l, 0, t, .92 * t},
                                         {-.22 * l, 0, 1.05 * t, .95 * t},
                                         {0, 0, 1.35 * t, 1.15 * t}}};
  add_flesh(mesh, straight({}), sections, 2, 10, {b.bare, Part::Leg});
  // What it stands on lies level when the animal stands.
  const Pose foot{rotation_about(Vec3::UnitY(), -pitch), Vec3(0, 0, -l)};
  if (b.hoofs) {
    const std::array<Eigen::Vector2d, 2> hoof{{{reach, 0}, {.72 * reach, 2.0 * t}}};
    add_tube(mesh, foot * Vec3(0, 0, hoof[0].y()), foot * Vec3(.1 * t, 0, hoof[1].y()), hoof[0].x(),
             hoof[1].x(), 12, {MaterialId::Rubber, Part::Leg});
  } else {
    const std::array<Section, 3> paw{{{0, .25 * t, reach, .8 * reach},
                                      {.7 * t, .35 * t, 1.15 * reach, .95 * reach},
                                      {1.5 * t, .1 * t, .7 * reach, .7 * reach}}};
    add_flesh(mesh, straight(foot), paw, 2, 12, {b.bare, Part::Leg}, false);
  }
  return mesh;
}

std::size_t hang(Asset& asset, const std::string& name, Mesh mesh, const Pose& at, std::size_t parent) {
  Joint joint;
  joint.root_from_link = at, joint.parent = parent;
  add_link(asset, name.c_str(), std::move(mesh), joint);
  return asset.links.size() - 1;
}

}  // namespace

Beast scaled(Beast b, double size) {
  for (double* v :
       {&b.withers, &b.croup, &b.length, &b.chest, &b.loin, &b.breadth, &b.neck, &b.throat, &b.head, &b.brow,
        &b.muzzle, &b.ears.length, &b.ears.breadth, &b.tail.length, &b.tail.root, &b.tail.end, &b.shin})
    *v *= size;
  b.mass *= size * size * size;
  return b;
}

Pose back_of(const Beast& b, double share) {
  const double u = share - .5;
  return {Quat::Identity(), b.at + Vec3(u * b.length, 0, top_line(b, u))};
}

Pose head_of(const Beast& b) {
  return {rotation_about(Vec3::UnitY(), b.face), poll_of(b)};
}

Vec3 collar_of(const Beast& b) {
  return .5 * (neck_root(b) + poll_of(b)) + Vec3(-.05 * b.chest, 0, .20 * b.chest);
}

void add_trunk(Mesh& root, const Beast& b) {
  add_barrel(root, b);
  add_neck(root, b);
  add_face(root, b);
  add_ears(root, b);
  add_horns(root, b);
  add_tail(root, b);
}

void add_legs(Asset& asset, const Beast& b, const std::string& prefix) {
  const double stride = .66 * (b.withers - .46 * b.chest);
  for (const auto& [name, hind, side, lag] : kLegs) {
    const LegPlan plan = plan_leg(b, hind, side);
    const double pitch = pitch_of_lower(plan), l = plan.bones.lower;
    const std::string upper = prefix + name;
    const std::size_t thigh = hang(asset, upper, upper_leg(b, hind, plan.bones.upper), plan.rest.upper, 0);
    const std::size_t shank =
        hang(asset, upper + "_lower", lower_leg(b, l, pitch, plan.reach), plan.rest.lower, thigh);
    Sole sole;
    const double c = dmath::cos(-pitch), s = dmath::sin(-pitch);
    for (const double x : {-plan.reach, plan.reach}) sole.emplace_back(c * x, -s * x);
    const Step step{stride, .65, .07 * plan.pivot.z(), 0, 0, 0};
    set_cycle(asset, {thigh, shank, {}}, walk_cycle(plan.bones, sole, false, step, plan.pivot.z() - b.at.z()),
              stride, lag, .8);
  }
}

Asset make_beast(const Beast& beast, Mesh extra) {
  Asset asset;
  add_trunk(extra, beast);
  set_root(asset, std::move(extra), "trunk");
  add_legs(asset, beast);
  finish_living(asset, beast.mass);
  return asset;
}

}  // namespace tailcast
