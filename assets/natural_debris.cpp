// SPDX-License-Identifier: Apache-2.0
// What grew, or was quarried: stones, wood, straw. Masses of what is solid follow from its volume.
#include <algorithm>
#include <array>

#include "assets/assembly.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

using enum MaterialId;
constexpr Paint kBark{Bark, Part::TrunkPart}, kCut{Wood, Part::TrunkPart}, kNeedles{Leaf, Part::Leaves},
    kStone{Stone, Part::Whole};
constexpr double kGranite = 2650, kGreenWood = 800;  // kg/m^3

// A broken stone: an ellipsoid cut by planes.
void add_stone(Assembly& to, const Vec3& at, const Vec3& radii, RandomStream& random, int cuts) {
  Mesh mesh;
  const double yaw = random.uniform(0, 2 * kPi);
  add_ellipsoid(mesh, {rotation_about(Vec3::UnitZ(), yaw), Vec3::Zero()}, radii, 8, 14, kStone);
  const auto cut = [&](const Vec3& normal, double share) {
    const double reach = share * normal.cwiseProduct(radii).norm();
    for (auto& v : mesh.vertices) {
      const double beyond = v.cast<double>().dot(normal) - reach;
      if (beyond > 0) v -= (beyond * normal).cast<float>();
    }
  };
  for (int i = 0; i < cuts; ++i) {
    const Vec3 normal = random_direction(random);
    cut(normal, random.uniform(.72, .88));
  }
  cut(-Vec3::UnitZ(), .7);
  const double low = bounds_of(mesh).low.z();
  Assembly stone;
  for (auto& v : mesh.vertices) v.z() -= static_cast<float>(low);
  stone.shapes.emplace_back(HullShape{mesh.vertices});
  stone.mesh = std::move(mesh);
  append(to, stone, offset(at.x(), at.y(), at.z()));
}

Assembly stone_of(double radius, RandomStream& random) {
  const Vec3 radii{radius * random.uniform(.9, 1.2), radius * random.uniform(.7, 1), radius * random.uniform(.6, .85)};
  Assembly stone;
  add_stone(stone, Vec3::Zero(), radii, random, 9);
  stone.mass = kGranite * volume_of(stone.mesh);
  return stone;
}

Assembly make_stone(RandomStream& random) {
  return stone_of(random.uniform(.08, .13), random);
}
Assembly make_rock(RandomStream& random) {
  return stone_of(random.uniform(.18, .28), random);
}
Assembly make_boulder(RandomStream& random) {
  return stone_of(random.uniform(.42, .60), random);
}

// A spill of broken stone, thinning out towards its edge.
Assembly make_gravel(RandomStream& random) {
  Assembly gravel;
  for (int i = 0; i < 70; ++i) {
    const double angle = random.uniform(0, 2 * kPi), out = random.uniform(0, 1), r = random.uniform(.018, .04);
    const double reach = out * (.2 + .3 * out);
    const Vec3 at(reach * 1.3 * dmath::cos(angle), reach * dmath::sin(angle), 0);
    const Vec3 radii{r * random.uniform(.9, 1.2), r * random.uniform(.7, 1), r * random.uniform(.6, .9)};
    const std::size_t first = gravel.mesh.vertices.size();
    add_ellipsoid(gravel, offset(at.x(), at.y(), .8 * radii.z()), radii, {Gravel, Part::Whole}, 5, 8);
    auto& hull = std::get<HullShape>(gravel.shapes.back()).points;
    for (std::size_t k = first; k < gravel.mesh.vertices.size(); ++k)  // each with a flat of its own to lie on
      gravel.mesh.vertices[k].z() = std::max(gravel.mesh.vertices[k].z(), 0.F),
      hull[k - first] = gravel.mesh.vertices[k];
  }
  gravel.mass = kGranite * volume_of(gravel.mesh);
  return gravel;
}

Assembly make_log(RandomStream& random) {
  const double length = random.uniform(1.0, 2.4), r = random.uniform(.12, .22), taper = .01;
  Assembly log;
  add_roller(log, Vec3(-.5 * length, 0, r), Vec3(.5 * length, 0, r), r, kBark, 24);
  for (const double end : {-1.0, 1.0})
    add_tube(log, Vec3(end * .5 * length, 0, r), Vec3(end * (.5 * length + taper), 0, r), .9 * r, .88 * r, kCut, 20);
  for (int i = 0; i < 4; ++i) {  // stubs of branches, above the ground
    const double x = random.uniform(-.4, .4) * length, angle = random.uniform(.1 * kPi, .9 * kPi);
    const Vec3 out(0, dmath::cos(angle), dmath::sin(angle)), at(x, 0, r);
    add_tube(log.mesh, at + .9 * r * out, at + (r + .02) * out, .03, .025, 8, kCut);
  }
  log.mass = kGreenWood * volume_of(log.mesh);
  return log;
}

// A flat leaf: a rhomb, 2 mm thick.
void add_leaf(Mesh& mesh, const Pose& at, double length) {
  const std::array<Eigen::Vector2d, 4> outline{
      {{0, 0}, {.5 * length, -.26 * length}, {length, 0}, {.5 * length, .26 * length}}};
  add_prism(mesh, at, outline, -.001, .001, kNeedles);
}

// Broken off a broad-leaved tree: a crooked bough, its twigs, their leaves.
Assembly make_branch(RandomStream& random) {
  const double length = random.uniform(1.8, 3.0), thick = random.uniform(.03, .05);
  Assembly branch;
  std::vector<Vec3> path;
  std::vector<double> radii;
  for (int i = 0; i <= 6; ++i) {
    const double u = i / 6.0, y = random.normal(0, .05), z = random.uniform(.0, .1);
    path.emplace_back((u - .5) * length, y, .12 + z), radii.push_back(thick * (1 - .75 * u));
  }
  add_limb(branch, path, radii, kBark, 8);
  add_tube(branch.mesh, path[0] - Vec3(.006, 0, 0), path[0], .85 * thick, .85 * thick, 8, kCut);
  for (int i = 0; i < 16; ++i) {
    const double u = .2 + .78 * (i + .5) / 16;
    const auto k = static_cast<std::size_t>(u * 6);
    const Vec3 root = path[k] + (u * 6 - static_cast<double>(k)) * (path[k + 1] - path[k]);
    const double reach = length * random.uniform(.14, .26) * (1.2 - .6 * u), rise = random.uniform(-.2, .7),
                 lean = random.uniform(.5, 1.0);
    const Vec3 out = Vec3(lean, (i % 2 ? 1 : -1), rise).normalized();
    Vec3 tip = root + reach * out;
    tip.z() = std::max(tip.z(), .02);
    const Vec3 bend = .5 * (root + tip) + Vec3(0, 0, .02);
    add_limb(branch, std::array{root, bend, tip}, std::array{.3 * thick, .22 * thick, .08 * thick}, kBark, 5);
    for (int leaf = 0; leaf < 12; ++leaf) {
      const double along = random.uniform(.25, 1), yaw = random.uniform(0, 2 * kPi), pitch = random.uniform(-.6, .3),
                   roll = random.uniform(-.7, .7);
      Vec3 at = root + along * (tip - root);
      at.z() = std::max(at.z(), .07);
      add_leaf(branch.mesh, {from_yaw_pitch_roll(yaw, pitch, roll), at}, random.uniform(.07, .11));
    }
  }
  return branch;
}

// A spruce that fell off a roof: whorls of fronds about a stem that lies along x, its tip forward.
Assembly make_christmas_tree(RandomStream& random) {
  const double height = random.uniform(1.5, 2.1), spread = .27 * height;
  Assembly tree;
  add_tube(tree, Vec3(-.10, 0, 0), Vec3(height, 0, 0), .035, .006, kBark, 10);
  add_tube(tree.mesh, Vec3(-.104, 0, 0), Vec3(-.10, 0, 0), .031, .031, 10, kCut);
  const int whorls = 15;
  for (int w = 0; w < whorls; ++w) {
    const double up = (w + .3) / whorls, x = .12 + (height - .14) * up, turn = random.uniform(0, 2 * kPi);
    const int fronds = w > 11 ? 6 : 10;
    for (int k = 0; k < fronds; ++k) {
      const double angle = turn + 2 * kPi * k / fronds, reach = spread * (1 - .92 * up) * random.uniform(.88, 1.12);
      const Vec3 radial(0, dmath::cos(angle), dmath::sin(angle)),
          out = (radial - .32 * Vec3::UnitX()).normalized();  // drooping
      const Vec3 side = Vec3::UnitX().cross(radial);
      Pose at;
      Eigen::Matrix3d axes;
      axes << out, side, out.cross(side);
      at = {Quat(axes), Vec3(x, 0, 0)};
      const double half = .30 * reach;
      const std::array<Eigen::Vector2d, 6> frond{{{0, -.02 * reach},
                                                  {.35 * reach, -half},
                                                  {.75 * reach, -.6 * half},
                                                  {reach, 0},
                                                  {.75 * reach, .6 * half},
                                                  {.35 * reach, half}}};
      add_prism(tree, at, frond, -.012, .012, kNeedles);
    }
  }
  return tree;
}

// Pressed straw with its two strings.
Assembly make_square_bale(RandomStream& random) {
  const double length = random.uniform(.85, 1.05), wide = random.uniform(.44, .50), tall = random.uniform(.34, .38);
  Assembly bale;
  add_rounded_box(bale, offset(0, 0, .5 * tall), {length, wide, tall}, .03, {Straw, Part::Whole});
  for (const double y : {-.27, .27}) {
    for (const double z : {.002, tall - .002})
      add_box(bale.mesh, offset(0, y * wide, z), {.96 * length, .014, .012}, {SignalPlastic, Part::Whole});
    for (const double x : {-.5, .5})
      add_box(bale.mesh, offset(x * length, y * wide, .5 * tall), {.012, .014, .86 * tall},
              {SignalPlastic, Part::Whole});
  }
  for (int i = 0; i < 46; ++i) {  // stalks that stick out
    const double side = random.chance(.5) ? 1.0 : -1.0, x = random.uniform(-.46, .46) * length,
                 z = random.uniform(.1, .9) * tall, slant = random.uniform(-.05, .05);
    add_tube(bale.mesh, Vec3(x, side * .49 * wide, z), Vec3(x + slant, side * (.5 * wide + .014), z + slant), .0025,
             .002, 4, {Straw, Part::Whole});
  }
  bale.mass = 115 * volume_of(bale.mesh);
  return bale;
}

// On its round side, ready to roll along x; wound, so that its ends show rings; netted.
Assembly make_round_bale(RandomStream& random) {
  const double r = .5 * random.uniform(1.2, 1.5), half = .5 * random.uniform(1.18, 1.24);
  Assembly bale;
  add_roller(bale, Vec3(0, -half, r), Vec3(0, half, r), r, {Straw, Part::Whole}, 40);
  for (const double end : {-1.0, 1.0})
    for (int i = 1; i < 6; ++i) {
      const double ring = r * i / 6.2, thick = .35 * r / 6.2;
      const std::array<Eigen::Vector2d, 4> section{
          {{ring - thick, -.004}, {ring + thick, -.004}, {ring + thick, .012}, {ring - thick, .012}}};
      Assembly winding;
      add_ring(winding, {rotation_about(Vec3::UnitX(), -end * .5 * kPi), Vec3(0, end * half, r)}, section,
               {Straw, Part::Whole}, 28);
      append(bale.mesh, winding.mesh, Pose{});
    }
  for (int i = 0; i < 4; ++i) {
    const double y = (i - 1.5) * .5 * half;
    const std::array<Eigen::Vector2d, 4> net{{{r - .004, -.02}, {r + .003, -.02}, {r + .003, .02}, {r - .004, .02}}};
    Assembly band;
    add_ring(band, along_y(Vec3(0, y, r)), net, {PlasticFilm, Part::Whole}, 40);
    append(bale.mesh, band.mesh, Pose{});
  }
  bale.mass = 130 * volume_of(bale.mesh);
  return bale;
}

}  // namespace

std::vector<Family> natural_debris_families() {
  using enum ClassId;
  static const std::array things{
      Thing{"debris/stone", Debris, "stone of the size of a fist or two", {.20, .18, .14}, {2, 16}, .6, .2, make_stone},
      Thing{"debris/rock",
            Debris,
            "rock that fell off a lorry or a slope",
            {.44, .40, .31},
            {25, 130},
            .6,
            .15,
            make_rock},
      Thing{"debris/boulder",
            Debris,
            "boulder that came down a slope",
            {.97, .88, .68},
            {300, 1300},
            .6,
            .1,
            make_boulder},
      Thing{"debris/gravel", Debris, "spill of broken stone", {1.1, .9, .065}, {5, 25}, .6, .1, make_gravel},
      Thing{"debris/log",
            Debris,
            "log of round timber, with its bark",
            {1.7, .34, .35},
            {35, 290},
            .6,
            .1,
            make_log,
            .008},
      Thing{"debris/branch",
            Debris,
            "branch broken off a tree, with its leaves",
            {2.3, 1.0, .45},
            {3, 12},
            .5,
            .1,
            make_branch},
      Thing{"load/christmas_tree",
            FallenLoad,
            "spruce lost off a roof, lying",
            {1.95, .95, .95},
            {7, 14},
            .5,
            .1,
            make_christmas_tree},
      Thing{
          "load/square_bale", FallenLoad, "square bale of straw", {.95, .48, .36}, {14, 22}, .6, .05, make_square_bale},
      Thing{"load/round_bale",
            FallenLoad,
            "round bale of straw",
            {1.36, 1.24, 1.36},
            {160, 300},
            .6,
            .05,
            make_round_bale,
            .02},
  };
  return families_of(things);
}

}  // namespace tailcast
