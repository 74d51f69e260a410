// SPDX-License-Identifier: Apache-2.0
// Four-legged animals: one generator, a row of proportions each.
#include <array>

#include "assets/collide.h"
#include "assets/families.h"
#include "assets/shapes.h"
#include "core/dmath.h"
#include "core/random.h"

namespace tailcast {
namespace {

struct Quadruped {
  double shoulder;      // m, height of the back at the shoulder
  double length;        // m, chest to rump
  double chest, belly;  // m, half height of the trunk at the chest and at the loin
  double breadth;       // m, half
  Vec3 head;            // centre of the head from the top of the shoulder
  double skull;         // m, half length
  double leg;           // m, radius at the top
  double tail;          // m
  bool antlers;
  double mass;  // kg
};

void add_trunk(Mesh& mesh, const Quadruped& q) {
  const double back = q.shoulder, half = .5 * q.length;
  const std::array<std::array<double, 4>, 7> stations{
      {{-half, back - .55 * q.belly, .35 * q.belly, .35 * q.breadth},
       {-.85 * half, back - .9 * q.belly, .9 * q.belly, .85 * q.breadth},
       {-.45 * half, back - q.belly, q.belly, .92 * q.breadth},
       {0, back - 1.02 * q.belly, q.belly, .9 * q.breadth},
       {.5 * half, back - q.chest, q.chest, q.breadth},
       {.85 * half, back - .95 * q.chest, .85 * q.chest, .8 * q.breadth},
       {half, back - .85 * q.chest, .35 * q.chest, .35 * q.breadth}}};
  std::vector<std::vector<Vec3>> rings;
  for (const auto& [x, z, rz, ry] : stations)
    rings.push_back(ellipse_ring(Vec3(x, 0, z), Vec3(0, ry, 0), Vec3(0, 0, rz), 14));
  add_loft(mesh, rings, {MaterialId::Fur, Part::Torso});
}

void add_head(Mesh& mesh, const Quadruped& q) {
  const Paint fur{MaterialId::Fur, Part::Head};
  const Vec3 root(.36 * q.length, 0, q.shoulder - .7 * q.chest),
      head = Vec3(.42 * q.length, 0, q.shoulder) + q.head;
  const std::array path{root, Vec3(.5 * (root + head) + Vec3(.02, 0, 0)), head};
  const std::array radii{.62 * q.chest, .40 * q.chest, .42 * q.skull};
  add_limb(mesh, path, radii, 12, fur);
  const Quat nod = rotation_about(Vec3::UnitY(), .35);
  add_ellipsoid(mesh, {nod, head + Vec3(.25 * q.skull, 0, 0)}, {q.skull, .42 * q.skull, .48 * q.skull}, 8, 12,
                fur);
  add_ellipsoid(mesh, {nod, head + Vec3(.95 * q.skull, 0, -.32 * q.skull)},
                {.5 * q.skull, .24 * q.skull, .26 * q.skull}, 6, 10, fur);
  for (const double side : {-1.0, 1.0}) {
    const Vec3 ear = head + Vec3(-.35 * q.skull, side * .35 * q.skull, .35 * q.skull);
    add_tube(mesh, ear, ear + Vec3(-.15 * q.skull, side * .45 * q.skull, .75 * q.skull), .2 * q.skull,
             .03 * q.skull, 6, fur);
    if (!q.antlers) continue;
    const Vec3 base = head + Vec3(-.1 * q.skull, side * .2 * q.skull, .4 * q.skull);
    const std::array beam{base, Vec3(base + Vec3(-.10, side * .12, .12)),
                          Vec3(base + Vec3(-.08, side * .20, .30)), Vec3(base + Vec3(.04, side * .20, .45))};
    const std::array thick{.016, .014, .011, .006};
    add_limb(mesh, beam, thick, 6, {MaterialId::Wood, Part::Head});
    for (const std::size_t k : {1u, 2u})
      add_tube(mesh, beam[k], beam[k] + Vec3(.14, side * .02, .08), .010, .004, 6,
               {MaterialId::Wood, Part::Head});
  }
}

// In the frame of the hip; hind legs have the hock behind.
Mesh make_leg(const Quadruped& q, bool hind, double hip) {
  Mesh mesh;
  const double bend = hind ? .10 * hip : -.02 * hip;
  const std::array path{Vec3(0, 0, .05 * hip), Vec3(hind ? .04 * hip : 0, 0, -.35 * hip),
                        Vec3(-bend, 0, -.60 * hip), Vec3(-.5 * bend, 0, -.93 * hip),
                        Vec3(-.4 * bend, 0, -hip)};
  const std::array radii{1.5 * q.leg, 1.1 * q.leg, .55 * q.leg, .45 * q.leg, .55 * q.leg};
  add_limb(mesh, path, radii, 10, {MaterialId::Fur, Part::Leg});
  // The last ring lies across the leg, not on the ground: set its underside flat.
  for (auto& v : mesh.vertices)
    if (v.z() < static_cast<float>(-.97 * hip)) v.z() = static_cast<float>(-hip);
  return mesh;
}

Asset assemble(const Quadruped& q, RandomStream& random) {
  Mesh root;
  add_trunk(root, q);
  add_head(root, q);
  const Vec3 rump(-.48 * q.length, 0, q.shoulder - .35 * q.belly);
  add_tube(root, rump, rump + Vec3(-.55 * q.tail, 0, -.5 * q.tail), .12 * q.belly + .01, .012, 8,
           {MaterialId::Fur, Part::Torso});
  Asset asset;
  set_root(asset, std::move(root), "torso");
  const double hip = q.shoulder - 1.25 * q.belly;
  struct Place {
    const char* name;
    double x, y, phase;
  };
  const double fore = .36 * q.length, hind = -.38 * q.length, y = .62 * q.breadth;
  for (const auto& [name, x, side, phase] :
       {Place{"leg_front_left", fore, y, 0}, Place{"leg_front_right", fore, -y, kPi},
        Place{"leg_rear_left", hind, y, kPi}, Place{"leg_rear_right", hind, -y, 0}}) {
    Joint joint;
    joint.kind = Joint::Kind::Swing;
    joint.root_from_link.translation = Vec3(x, side, hip);
    joint.amplitude = .4, joint.stride = 1.2 * q.shoulder, joint.phase = phase;
    add_link(asset, name, make_leg(q, x < 0, hip), joint);
  }
  collide_as_seen(asset);
  set_mass(asset, q.mass * random.uniform(.8, 1.2), .6, .05);
  asset.rolling_friction = .02;  // flesh gives
  asset.center_of_mass = Vec3(0, 0, q.shoulder - q.belly);
  return asset;
}

Quadruped scaled(Quadruped q, double s) {
  for (double* v : {&q.shoulder, &q.length, &q.chest, &q.belly, &q.breadth, &q.skull, &q.leg, &q.tail})
    *v *= s;
  q.head *= s, q.mass *= s * s * s;
  return q;
}

Asset make_deer(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double s = random.uniform(.88, 1.12);
  return assemble(scaled({.98, 1.15, .24, .21, .19, {.22, 0, .38}, .15, .060, .16, random.chance(.4), 58}, s),
                  random);
}

Asset make_dog(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double s = random.uniform(.75, 1.15);
  return assemble(scaled({.58, .68, .14, .11, .11, {.13, 0, .13}, .11, .034, .32, false, 27}, s), random);
}

}  // namespace

std::vector<Family> animal_families() {
  return {
      {{"animal/deer", ClassId::Animal, "deer, standing or walking", {1.6, .45, 1.55}, 58, {}}, make_deer},
      {{"animal/dog", ClassId::Animal, "dog of medium size", {1.05, .25, .8}, 22, {}}, make_dog},
  };
}

}  // namespace tailcast
