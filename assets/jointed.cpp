// SPDX-License-Identifier: Apache-2.0
// Things that fold, flop, fall over and come apart: links that hang on each other by holds.
#include <algorithm>
#include <string>

#include "assets/collide.h"
#include "assets/jointed.h"
#include "assets/shapes.h"
#include "core/dmath.h"
#include "core/random.h"

namespace tailcast {

void hang(Asset& asset, const std::string& name, Mesh mesh, const Pose& asset_from_link, const Hold& hold) {
  Joint joint;
  joint.root_from_link = asset_from_link;
  asset.links.push_back({name, std::make_shared<const Mesh>(std::move(mesh)), joint, hold});
}

void hang(Asset& asset, const std::string& name, const Assembly& part, const Pose& asset_from_part, const Hold& hold) {
  Assembly placed;
  append(placed, part, asset_from_part);
  for (auto& shape : placed.shapes) {
    asset.collision.push_back(std::move(shape));
    asset.link_of_shape.push_back(asset.links.size());
  }
  if (asset.links.empty())
    set_root(asset, std::move(placed.mesh), name.c_str());
  else
    hang(asset, name, part.mesh, asset_from_part, hold);
}

namespace {

Hold hinge_across(double x, double z, double reach, double friction) {
  Hold hold;
  hold.root_from_hold = offset(x, 0, z);
  hold.low = -reach, hold.high = reach;
  hold.friction = friction;
  return hold;
}

// Foam bends anywhere; four panels are enough to be seen to fold.
Asset make_soft_mattress(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double length = random.uniform(1.9, 2.0), width = random.uniform(.8, 1.4),
               thick = random.uniform(.12, .18);
  const double stiffness = random.uniform(2, 6);  // N m
  constexpr int kPanels = 4;
  const double panel = length / kPanels;
  Asset asset;
  for (int i = 0; i < kPanels; ++i) {
    const double x = (i + .5) * panel - .5 * length;
    Mesh mesh;
    add_rounded_box(mesh, Pose{}, {panel, width, thick}, .015, {MaterialId::Foam, Part::Whole});
    if (i == 0) {
      Mesh placed;
      append(placed, mesh, offset(x, 0, .5 * thick));
      set_root(asset, std::move(placed), "panel_1");
      continue;
    }
    Hold hold = hinge_across(x - .5 * panel, .5 * thick, .9, stiffness);
    hold.parent = static_cast<std::size_t>(i - 1);
    hold.twist = hold.spread = .06;  // foam gives a little every way
    hang(asset, "panel_" + std::to_string(i + 1), std::move(mesh), offset(x, 0, .5 * thick), hold);
  }
  collide_as_seen(asset);
  set_mass(asset, std::clamp(45 * length * width * thick, 7.0, 30.0), .6, .05);
  return asset;
}

// A belt of rubber in lengths that hang on each other, curled up at both ends to a radius of 1 / curl; its lugs outside.
Asset make_belt(RandomStream& random, double length, double width, double curl) {
  constexpr double kThick = .026;
  const double stiffness = random.uniform(.5, 2);  // N m
  const int pieces = static_cast<int>(length / .18);
  const double step = length / pieces, lug = curl > 0 ? -1 : 1;
  const Paint rubber{MaterialId::Rubber, Part::Whole};
  const auto on_arc = [&](double s) {  // the belt's middle, s from its own middle
    if (curl <= 0) return offset(s, 0, .5 * kThick);
    const double turn = s * curl;
    return Pose{rotation_about(Vec3::UnitY(), -turn),
                Vec3(dmath::sin(turn) / curl, 0, .5 * kThick + (1 - dmath::cos(turn)) / curl)};
  };
  std::vector<Mesh> meshes;
  double low = 1e30;
  for (int i = 0; i < pieces; ++i) {
    const double ragged = random.uniform(0, .03);
    Mesh mesh;
    add_box(mesh, Pose{}, {step, width - ragged, kThick}, rubber);
    add_box(mesh, offset(0, 0, lug * (.5 * kThick + .004)), {.5 * step, width - .06, .010}, rubber);
    const Pose at = on_arc((i + .5) * step - .5 * length);
    for (const auto& v : mesh.vertices) low = std::min(low, (at * v.cast<double>()).z());
    meshes.push_back(std::move(mesh));
  }
  const auto on_ground = [&](double s) { return curl > 0 ? offset(0, 0, -low) * on_arc(s) : on_arc(s); };
  Asset asset;
  for (int i = 0; i < pieces; ++i) {
    const double x = (i + .5) * step - .5 * length;
    Mesh& mesh = meshes[static_cast<std::size_t>(i)];
    if (i == 0) {
      Mesh placed;
      append(placed, mesh, on_ground(x));
      set_root(asset, std::move(placed), "belt_1");
      continue;
    }
    Hold hold = hinge_across(0, 0, curl > 0 ? 1.0 : .7, stiffness);
    hold.root_from_hold = on_ground(x - .5 * step);
    hold.parent = static_cast<std::size_t>(i - 1);
    hold.twist = .12, hold.spread = .01;
    hold.breaking_force = 4000;  // the steel cords are torn already
    hang(asset, "belt_" + std::to_string(i + 1), std::move(mesh), on_ground(x), hold);
  }
  collide_as_seen(asset);
  set_mass(asset, std::clamp(1150 * length * width * kThick, 3.0, 20.0), .8, .2);
  return asset;
}

// A thrown tread that is still rubber.
Asset make_floppy_tread(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double length = random.uniform(1.0, 2.2), width = random.uniform(.20, .28);
  return make_belt(random, length, width, 0);
}

// One that still has the curl of the lorry's tyre that it is about to leave.
Asset make_shed_tread(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double length = random.uniform(.9, 1.4), width = random.uniform(.22, .28);
  return make_belt(random, length, width, 1 / .53);
}

struct Board {
  std::string name;
  Pose center;
  Vec3 size;
  std::size_t parent;
  Vec3 nails;  // where it is nailed to its parent
};

// Nails hold a board by some hundred newtons each, and by their spacing against being levered off.
Hold nailed(const Board& board, double strength) {
  Hold hold;
  hold.parent = board.parent;
  hold.root_from_hold.translation = board.nails;
  hold.breaking_force = strength;
  hold.breaking_torque = .12 * strength;
  return hold;
}

// A slatted crate: a floor, two end walls, slats from end to end; it bursts into its boards.
Asset make_crate(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double length = random.uniform(.7, 1.0), width = random.uniform(.45, .65),
               height = random.uniform(.40, .60), t = .018;
  const double strength = random.uniform(500, 1100);  // N a joint: two to four nails
  const Paint wood{MaterialId::Wood, Part::Whole};
  std::vector<Board> boards;
  for (const double end : {-1.0, 1.0})
    boards.push_back({end < 0 ? "end_rear" : "end_front",
                      offset(end * .5 * (length - t), 0, t + .5 * (height - t)),
                      {t, width - 2 * t, height - t},
                      0,
                      Vec3(end * .5 * (length - t), 0, t)});
  const int slats = 3;
  const double slat = (height - t) / slats;
  for (const double side : {-1.0, 1.0})
    for (int i = 0; i < slats; ++i) {
      const double z = t + (i + .5) * slat;
      boards.push_back({std::string(side < 0 ? "slat_right_" : "slat_left_") + std::to_string(i + 1),
                        offset(0, side * .5 * (width - t), z),
                        {length, t, slat - .025},
                        1,
                        Vec3(-.5 * length, side * .5 * (width - t), z)});
    }
  Mesh floor;
  add_box(floor, offset(0, 0, .5 * t), {length, width, t}, wood);
  Asset asset;
  set_root(asset, std::move(floor), "floor");
  asset.collision.emplace_back(BoxShape{offset(0, 0, .5 * t), {.5 * length, .5 * width, .5 * t}});
  asset.link_of_shape.push_back(0);
  for (const auto& board : boards) {
    Mesh mesh;
    add_box(mesh, Pose{}, board.size, wood);
    asset.collision.emplace_back(BoxShape{board.center, .5 * board.size});
    asset.link_of_shape.push_back(asset.links.size());
    hang(asset, board.name, std::move(mesh), board.center, nailed(board, strength));
  }
  set_mass(asset, random.uniform(8, 16), .5, .1);
  return asset;
}

// A dead tree that stands on a rotten stump: what holds it gives way to a push, not to its weight.
Asset make_falling_tree(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double height = random.uniform(5, 8), foot = random.uniform(.11, .17), stump = .30;
  const Paint bark{MaterialId::Bark, Part::TrunkPart}, twig{MaterialId::Bark, Part::Branch};
  Mesh root;
  add_tube(root, Vec3(0, 0, 0), Vec3(0, 0, stump), 1.25 * foot, 1.05 * foot, 14, bark);
  Asset asset;
  set_root(asset, std::move(root), "stump");
  Mesh trunk;
  const double bend = random.uniform(-.15, .15), length = height - stump;
  constexpr int kLengths = 4;  // each convex, so that a bent trunk lies as it looks
  const auto at = [&](double u) {
    return Vec3(bend * u * u, .5 * bend * u * (1 - u), .02 + u * (length - .02));
  };
  for (int i = 0; i < kLengths; ++i) {
    const double u = static_cast<double>(i) / kLengths, v = static_cast<double>(i + 1) / kLengths;
    add_tube(trunk, at(u), at(v), foot * (1 - .8 * u), foot * (1 - .8 * v), 12, bark);
  }
  const int branches = 9;
  for (int i = 0; i < branches; ++i) {
    const double u = .35 + .6 * i / branches, turn = 2.4 * i + random.uniform(-.3, .3),
                 reach = (1.25 - u) * random.uniform(.6, 1.3);
    const Vec3 out(dmath::cos(turn), dmath::sin(turn), random.uniform(.3, .9));
    add_tube(trunk, at(u), at(u) + reach * out, .28 * foot * (1.2 - u), .010, 7, twig);
  }
  Hold hold = hinge_across(0, stump, 1.75, 0);
  hold.friction = random.uniform(60, 160);  // N m of torn fibres
  hold.spread = 1.75, hold.twist = .1;
  hang(asset, "trunk", std::move(trunk), offset(0, 0, stump), hold);
  collide_as_seen(asset);
  asset.rooted = true;
  set_mass(asset, 600 * kPi * foot * foot * height * .5, .6, .05);
  asset.rolling_friction = .02;  // bark and twigs
  return asset;
}

}  // namespace

std::vector<Family> jointed_families() {
  using enum ClassId;
  std::vector<Family> families{
      {{"debris/soft_mattress", Debris, "foam mattress that folds", {1.95, 1.10, .15}, 15, {}},
       make_soft_mattress},
      {{"debris/floppy_tread", Debris, "length of tread that flops", {1.60, .24, .035}, 11, {}},
       make_floppy_tread},
      {{"debris/shed_tread", Debris, "tread that peels off a lorry's tyre", {.95, .25, .28}, 8.5, {}},
       make_shed_tread},
      {{"debris/crate", Debris, "slatted wooden crate that bursts into its boards", {.85, .55, .50}, 12, {}},
       make_crate},
      {{"plant/falling_tree",
        Vegetation,
        "dead tree that falls from its stump when pushed",
        {1.6, 1.6, 6.5},
        130,
        {}},
       make_falling_tree},
  };
  for (auto& family : spilling_load_families()) families.push_back(std::move(family));
  return families;
}

}  // namespace tailcast
