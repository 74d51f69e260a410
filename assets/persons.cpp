// SPDX-License-Identifier: Apache-2.0
// Walking people: torso and head rigid, legs and arms swing at hip and shoulder. Proportions after
// anthropometric means (shares of the stature: hip .52, shoulder .82, chin .87); children have larger heads
// and shorter legs.
#include <array>

#include "assets/collide.h"
#include "assets/families.h"
#include "assets/shapes.h"
#include "core/dmath.h"
#include "core/random.h"

namespace tailcast {
namespace {

struct Build {
  double stature;                           // m
  double hip, shoulder, chin;               // heights, m
  double half_hips, half_shoulders, depth;  // m
  double limb;                              // thickness, relative to a lean adult
  double stride;                            // m, two steps
  bool skirt, long_sleeves, hair_long;
};

Build draw_build(RandomStream& random, double stature, bool child) {
  Build b{};
  b.stature = stature;
  b.hip = (child ? .495 : .52) * stature;
  b.shoulder = (child ? .79 : .815) * stature;
  b.chin = (child ? .835 : .87) * stature;
  const double girth = random.uniform(.92, 1.18);
  b.half_hips = (child ? .098 : .098) * stature * girth;
  b.half_shoulders = (child ? .108 : .117) * stature * random.uniform(.94, 1.06);
  b.depth = .068 * stature * girth;
  b.limb = girth * stature / 1.75 * (child ? 1.02 : 1.0);
  b.stride = (child ? .84 : .82) * stature;
  b.skirt = random.chance(.2), b.long_sleeves = random.chance(.6), b.hair_long = random.chance(.4);
  return b;
}

using Ring = std::array<double, 4>;  // x offset, z, radius along x, radius along y

void add_rings(Mesh& mesh, std::span<const Ring> rings, Paint paint) {
  std::vector<std::vector<Vec3>> loft;
  for (const auto& [x, z, rx, ry] : rings)
    loft.push_back(ellipse_ring(Vec3(x, 0, z), Vec3(rx, 0, 0), Vec3(0, ry, 0), 16));
  add_loft(mesh, loft, paint);
}

void add_torso(Mesh& mesh, const Build& b) {
  const double h = b.shoulder - b.hip, w = b.half_hips, s = b.half_shoulders, d = b.depth;
  const std::array<Ring, 9> trunk{{{0, b.hip - .09 * h, .50 * d, .55 * w},
                                   {-.10 * d, b.hip + .02 * h, 1.02 * d, .98 * w},
                                   {-.12 * d, b.hip + .14 * h, 1.05 * d, w},
                                   {0, b.hip + .38 * h, .90 * d, .86 * w},
                                   {.05 * d, b.hip + .62 * h, 1.02 * d, .88 * s},
                                   {0, b.hip + .82 * h, 1.0 * d, .95 * s},
                                   {-.05 * d, b.hip + .97 * h, .82 * d, .90 * s},
                                   {-.08 * d, b.hip + 1.05 * h, .58 * d, .52 * s},
                                   {-.02 * d, b.hip + 1.09 * h, .46 * d, .30 * s}}};
  add_rings(mesh, trunk, {MaterialId::Cloth, Part::Torso});
  if (b.skirt) {
    const std::array<Ring, 4> skirt{{{0, .33 * b.stature, 1.75 * d, 1.45 * w},
                                     {0, .42 * b.stature, 1.45 * d, 1.25 * w},
                                     {0, b.hip + .10 * h, 1.12 * d, 1.05 * w},
                                     {0, b.hip + .30 * h, .95 * d, .93 * w}}};
    add_rings(mesh, skirt, {MaterialId::Cloth, Part::Torso});
  }
}

void add_head(Mesh& mesh, const Build& b) {
  const double head = b.stature - b.chin, middle = b.chin + .5 * head;
  const Paint skin{MaterialId::Skin, Part::Head}, hair{MaterialId::Fur, Part::Head};
  add_tube(mesh, Vec3(-.01, 0, b.shoulder - .02), Vec3(.005, 0, b.chin + .25 * head), .23 * head, .21 * head,
           12, skin);
  add_ellipsoid(mesh, offset(.02, 0, middle - .02 * head), {.40 * head, .33 * head, .48 * head}, 10, 14,
                skin);
  add_ellipsoid(mesh, offset(.43 * head, 0, middle - .06 * head), {.06 * head, .04 * head, .09 * head}, 4, 6,
                skin);
  for (const double side : {-1.0, 1.0})
    add_ellipsoid(mesh, offset(.01, side * .33 * head, middle - .04 * head),
                  {.07 * head, .03 * head, .11 * head}, 4, 6, skin);
  add_ellipsoid(mesh, offset(-.035 * head, 0, b.stature - .36 * head), {.415 * head, .36 * head, .36 * head},
                8, 14, hair);
  if (b.hair_long)
    add_ellipsoid(mesh, offset(-.22 * head, 0, middle - .25 * head), {.20 * head, .34 * head, .50 * head}, 8,
                  12, hair);
}

// Heel at the back, toe in front, sole flat on the ground. `ankle`: in the link's frame.
void add_shoe(Mesh& mesh, const Vec3& sole, double length, double width) {
  std::vector<std::vector<Vec3>> rings;
  const std::array<std::array<double, 3>, 4> layers{
      {{1.0, 1.0, 0.0}, {1.04, 1.06, .025}, {.95, .96, .055}, {.45, .60, .085}}};
  for (const auto& [along, across, z] : layers) {
    auto& ring =
        rings.emplace_back(ellipse_ring(sole + Vec3(.18 * length, 0, z), Vec3(.5 * length * along, 0, 0),
                                        Vec3(0, .5 * width * across, 0), 14));
    if (z > .05)  // the instep: the upper narrows towards the heel's end
      for (auto& p : ring) p.x() -= .12 * length;
  }
  add_loft(mesh, rings, {MaterialId::Rubber, Part::Leg});
}

// In the frame of the hip joint.
Mesh make_leg(const Build& b) {
  Mesh mesh;
  const double l = b.hip, t = b.limb;
  const Paint trousers{b.skirt ? MaterialId::Skin : MaterialId::Cloth, Part::Leg};
  const std::array path{Vec3(0, 0, .02 * l),     Vec3(.01, 0, -.18 * l),   Vec3(.012, 0, -.38 * l),
                        Vec3(.014, 0, -.50 * l), Vec3(-.012, 0, -.64 * l), Vec3(-.008, 0, -.80 * l),
                        Vec3(-.005, 0, -l + .06)};
  const std::array radii{.085 * t, .082 * t, .064 * t, .055 * t, .058 * t, .046 * t, .042 * t};
  add_limb(mesh, path, radii, 12, trousers);
  add_shoe(mesh, Vec3(0, 0, -l), .150 * b.stature, .058 * b.stature);
  return mesh;
}

// In the frame of the shoulder joint; slightly bent, hanging.
Mesh make_arm(const Build& b, double side) {
  Mesh mesh;
  const double l = .43 * b.stature, t = b.limb, out = side;
  const Paint upper{MaterialId::Cloth, Part::Arm};
  const Paint lower{b.long_sleeves ? MaterialId::Cloth : MaterialId::Skin, Part::Arm};
  const Paint skin{MaterialId::Skin, Part::Arm};
  const Vec3 elbow(-.02, .035 * out, -.42 * l), wrist(.06 * l + .03, .03 * out, -.77 * l);
  const std::array upper_path{Vec3(0, -.01 * out, 0.018 * b.stature), Vec3(0, .012 * out, 0),
                              Vec3(-.01, .02 * out, -.2 * l), elbow};
  const std::array upper_radii{.030 * t, .052 * t, .048 * t, .040 * t};
  add_limb(mesh, upper_path, upper_radii, 10, upper);
  const std::array lower_path{elbow, Vec3(.5 * (elbow + wrist)), wrist};
  const std::array lower_radii{.0395 * t, .036 * t, .027 * t};
  add_limb(mesh, lower_path, lower_radii, 10, lower);
  add_ellipsoid(mesh, {rotation_about(Vec3::UnitY(), -.25), wrist + Vec3(.02, 0, -.085 * l)},
                {.024 * t, .038 * t, .085 * t}, 6, 8, skin);
  return mesh;
}

Joint swing(const Vec3& at, double amplitude, double stride, double phase) {
  Joint joint;
  joint.kind = Joint::Kind::Swing;
  joint.root_from_link.translation = at;
  joint.amplitude = amplitude, joint.stride = stride, joint.phase = phase;
  return joint;
}

Asset assemble(const Build& b, double mass) {
  Asset asset;
  Mesh root;
  add_torso(root, b);
  add_head(root, b);
  set_root(asset, std::move(root), "torso");
  const double hip_y = .55 * b.half_hips, shoulder_y = .99 * b.half_shoulders;
  add_link(asset, "leg_left", make_leg(b), swing(Vec3(0, hip_y, b.hip), .42, b.stride, 0));
  add_link(asset, "leg_right", make_leg(b), swing(Vec3(0, -hip_y, b.hip), .42, b.stride, kPi));
  add_link(asset, "arm_left", make_arm(b, 1),
           swing(Vec3(0, shoulder_y, .95 * b.shoulder), .35, b.stride, kPi));
  add_link(asset, "arm_right", make_arm(b, -1),
           swing(Vec3(0, -shoulder_y, .95 * b.shoulder), .35, b.stride, 0));
  collide_as_seen(asset);  // limbs too: a person that is struck lies on them
  set_mass(asset, mass, .6, .05);
  asset.rolling_friction = .02;  // flesh gives: a body does not roll on its limbs
  asset.center_of_mass = Vec3(0, 0, .55 * b.stature);
  return asset;
}

Asset make_adult(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double stature = random.uniform(1.55, 1.92);
  const Build build = draw_build(random, stature, false);
  return assemble(build, random.uniform(21, 27) * stature * stature);
}

Asset make_child(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double stature = random.uniform(1.02, 1.30);
  const Build build = draw_build(random, stature, true);
  return assemble(build, random.uniform(14.5, 17.5) * stature * stature);
}

}  // namespace

std::vector<Family> person_families() {
  return {
      {{"person/adult", ClassId::Person, "walking adult", {.40, .55, 1.73}, 72, {}}, make_adult},
      {{"person/child", ClassId::Child, "walking child of five to eight years", {.30, .38, 1.16}, 22, {}},
       make_child},
  };
}

}  // namespace tailcast
