// SPDX-License-Identifier: Apache-2.0
// Birds on foot: a body between neck and tail, folded wings, two stiff legs that step.
#include <algorithm>
#include <array>

#include "assets/families.h"
#include "assets/figure.h"
#include "assets/shapes.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

struct Bird {
  double body;              // m: length of the trunk
  double girth;             // its greatest diameter
  double tilt;              // rad: chest up
  double leg;               // m: from the belly's pivot to the ground
  double neck, neck_rise;   // m, rad above the horizontal
  double head;              // m: length without the bill
  double bill, bill_depth;  // m
  bool flat_bill, webbed;
  double tail;   // m
  double shank;  // m: radius of the legs
  double mass;   // kg
};

//                   body girth tilt  leg  neck rise  head  bill depth flat  web   tail shank mass
constexpr Bird kGoose{.52, .26, .12, .27, .36, 1.35, .085, .060, .032, true, true, .14, .011, 4.2};
constexpr Bird kDuck{.33, .165, .08, .115, .115, 1.20, .062, .055, .020, true, true, .09, .007, 1.1};
constexpr Bird kPigeon{.19, .115, .38, .095, .070, 1.15, .038, .020, .009, false, false, .12, .0042, .33};
constexpr Bird kCrow{.27, .135, .30, .150, .075, .90, .062, .060, .024, false, false, .19, .0060, .52};

// Along the trunk: z from tail to chest, x up.
Pose trunk_of(const Bird& b) {
  const Vec3 z(dmath::cos(b.tilt), 0, dmath::sin(b.tilt)), y = -Vec3::UnitY();
  Eigen::Matrix3d axes;
  axes << y.cross(z), y, z;
  return {Quat(axes).normalized(), Vec3(0, 0, b.leg + .18 * b.girth)};
}

void add_neck_and_head(Mesh& mesh, const Bird& b, const Pose& trunk) {
  const Paint feathers{MaterialId::Fur, Part::Head}, horn{MaterialId::Wood, Part::Head};
  const Vec3 root = trunk * Vec3(.12 * b.girth, 0, .40 * b.body);
  const Vec3 top = root + b.neck * Vec3(dmath::cos(b.neck_rise), 0, dmath::sin(b.neck_rise));
  const std::array path{Vec3(root - .10 * b.body * Vec3::UnitX()), root,
                        Vec3(.5 * (root + top) + Vec3(.10 * b.neck, 0, 0)), top};
  const double slim = .44 * b.head;
  add_limb(mesh, path, std::array{.40 * b.girth, .30 * b.girth, 1.05 * slim, slim}, 12, feathers);
  const Vec3 head = top + Vec3(.18 * b.head, 0, .06 * b.head);
  add_ellipsoid(mesh, {Quat::Identity(), head}, {.58 * b.head, .44 * b.head, .46 * b.head}, 8, 12, feathers);
  const Vec3 bill = head + Vec3(.42 * b.head, 0, -.06 * b.head);
  if (b.flat_bill)
    add_ellipsoid(mesh, {rotation_about(Vec3::UnitY(), .15), bill + Vec3(.5 * b.bill, 0, 0)},
                  {.62 * b.bill, .42 * b.bill, .5 * b.bill_depth}, 6, 12, horn);
  else
    add_tube(mesh, bill, bill + Vec3(b.bill, 0, -.15 * b.bill), .5 * b.bill_depth, .06 * b.bill_depth, 8,
             horn);
}

void add_body(Mesh& mesh, const Bird& b) {
  const Paint feathers{MaterialId::Fur, Part::Torso};
  const Pose trunk = trunk_of(b);
  const double l = b.body, g = .5 * b.girth;
  const std::array<Section, 6> sections{{{-.50 * l, .30 * g, .20 * g, .30 * g},
                                         {-.34 * l, .16 * g, .56 * g, .62 * g},
                                         {-.05 * l, 0, .92 * g, .94 * g},
                                         {.18 * l, -.02 * g, g, g},
                                         {.38 * l, .06 * g, .82 * g, .80 * g},
                                         {.50 * l, .18 * g, .46 * g, .44 * g}}};
  add_flesh(mesh, straight(trunk), sections, 3, 16, feathers);
  for (const double side : {-1.0, 1.0}) {  // folded wings, their tips over the tail
    const std::array<Section, 5> wing{{{-.74 * l, .10 * g, .10 * g, .07 * g},
                                       {-.45 * l, .18 * g, .30 * g, .10 * g},
                                       {-.05 * l, .18 * g, .52 * g, .16 * g},
                                       {.20 * l, .16 * g, .50 * g, .15 * g},
                                       {.33 * l, .12 * g, .22 * g, .09 * g}}};
    const Spine at = [&, side](double z) {
      const double u = z / l, out = side * g * (.92 - (u < 0 ? .95 : 1.6) * u * u);
      return trunk * Pose{Quat::Identity(), Vec3(0, out, z)};
    };
    add_flesh(mesh, at, wing, 2, 10, feathers, false);
  }
  const Vec3 tail = trunk * Vec3(.30 * g, 0, -.46 * l),
             back = trunk.rotation * Vec3(-.12 * b.tail, 0, -b.tail);
  add_sheet(mesh,
            std::array{Vec3(tail + Vec3(0, -.30 * g, 0)), Vec3(tail + Vec3(0, .30 * g, 0)),
                       Vec3(tail + back + Vec3(0, .55 * g, 0)), Vec3(tail + back + Vec3(0, -.55 * g, 0))},
            .10 * g, feathers);
  add_neck_and_head(mesh, b, trunk);
}

Mesh make_leg(const Bird& b) {
  Mesh mesh;
  const Paint scales{MaterialId::Skin, Part::Leg}, feathers{MaterialId::Fur, Part::Leg};
  const double t = b.shank, l = b.leg;
  const std::array<Section, 3> thigh{{{-.36 * l, -.3 * t, 1.6 * t, 1.5 * t},
                                      {-.15 * l, 0, .18 * b.girth, .13 * b.girth},
                                      {.05 * l, 0, .20 * b.girth, .14 * b.girth}}};
  add_flesh(mesh, straight({}), thigh, 2, 10, feathers);
  add_limb(mesh, std::array{Vec3(0, 0, -.28 * l), Vec3(-.05 * l, 0, -.52 * l), Vec3(.02 * l, 0, -l + t)},
           std::array{1.3 * t, 1.2 * t, t}, 8, scales);
  const double toe = b.webbed ? .30 * l + .02 : .26 * l;
  if (b.webbed) {
    const Pose flat = offset(0, 0, -l);
    const std::array<Eigen::Vector2d, 4> web{
        {{-.2 * toe, 0}, {toe, -.55 * toe}, {1.15 * toe, 0}, {toe, .55 * toe}}};
    add_prism(mesh, flat, web, 0, .9 * t, scales);
  } else {
    for (const double angle : {-.5, 0.0, .5, kPi})
      add_tube(mesh, Vec3(0, 0, -l + .6 * t),
               Vec3(toe * dmath::cos(angle), toe * dmath::sin(angle), -l + .6 * t), .6 * t, .5 * t, 8,
               scales);
    for (auto& v : mesh.vertices) v.z() = std::max(v.z(), static_cast<float>(-l));
  }
  return mesh;
}

template <const Bird& kKind>
Asset make_bird(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double size = random.uniform(.90, 1.10);
  Bird b = kKind;
  for (double* v : {&b.body, &b.girth, &b.leg, &b.neck, &b.head, &b.bill, &b.bill_depth, &b.tail, &b.shank})
    *v *= size;
  Asset asset;
  Mesh root;
  add_body(root, b);
  set_root(asset, std::move(root), "trunk");
  for (const double side : {1.0, -1.0}) {
    Joint joint;
    joint.kind = Joint::Kind::Swing;
    joint.root_from_link.translation = Vec3(.02 * b.body, side * .28 * b.girth, b.leg);
    // A step as long as the stiff leg swings, so that the foot that stands does not slide.
    joint.amplitude = .38, joint.stride = 4 * b.leg * dmath::sin(.38), joint.phase = side > 0 ? 0 : kPi;
    joint.full_speed = .3;
    add_link(asset, side > 0 ? "leg_left" : "leg_right", make_leg(b), joint);
  }
  finish_living(asset, b.mass * size * size * size);
  return asset;
}

}  // namespace

std::vector<Family> bird_families() {
  using enum ClassId;
  return {
      {{"animal/goose", Animal, "goose, neck up", {.85, .27, .78}, 4.2, {}}, make_bird<kGoose>},
      {{"animal/duck", Animal, "duck", {.55, .18, .34}, 1.1, {}}, make_bird<kDuck>},
      {{"animal/pigeon", Animal, "pigeon", {.37, .13, .27}, .33, {}}, make_bird<kPigeon>},
      {{"animal/crow", Animal, "crow", {.55, .15, .37}, .52, {}}, make_bird<kCrow>},
  };
}

}  // namespace tailcast
