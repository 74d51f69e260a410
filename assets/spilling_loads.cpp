// SPDX-License-Identifier: Apache-2.0
// Loads of many pieces that keep together until they fall: what binds each piece to the first one gives way.
#include "assets/jointed.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

Hold bound(const Vec3& where, double strength) {
  Hold hold;
  hold.root_from_hold.translation = where;
  hold.breaking_force = strength;
  return hold;
}

// Drain pipes (EN 1401) three, two and one above each other, in two straps.
Asset make_loose_pipes(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double length = random.uniform(2.0, 3.0), r = .5 * random.uniform(.09, .13);
  const double strength = random.uniform(250, 500);  // N, of a strap's share
  Assembly pipe;
  add_roller(pipe, Vec3(-.5 * length, 0, 0), Vec3(.5 * length, 0, 0), r, {MaterialId::Plastic, Part::Whole}, 24);
  const double apart = r + .001, rise = dmath::sqrt(3.0) * apart;
  Asset asset;
  int count = 0;
  for (const Eigen::Vector2d& at : {Eigen::Vector2d(0, 0), {-2, 0}, {2, 0}, {-1, 1}, {1, 1}, {0, 2}}) {
    const Pose center = offset(0, at.x() * apart, r + at.y() * rise);
    hang(asset, "pipe_" + std::to_string(++count), pipe, center, bound(center.translation, strength));
  }
  set_mass(asset, 6 * length * 18 * r * 2, .4, .2);  // 1.8 kg/m at 10 cm
  asset.rolling_friction = .003;
  return asset;
}

// Cartons in three layers on a pallet, in film.
Asset make_loose_cartons(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double length = random.uniform(.50, .58), width = random.uniform(.34, .39), height = random.uniform(.24, .32);
  const double strength = random.uniform(220, 320), each = random.uniform(2, 3.5);  // N; kg
  constexpr double kDeck = .144;
  Assembly pallet;
  for (const double y : {-.33, 0.0, .33})
    add_box(pallet, offset(0, y, .5 * (kDeck - .022)), {1.2, .10, kDeck - .022}, {MaterialId::Wood, Part::Whole});
  add_box(pallet, offset(0, 0, kDeck - .011), {1.2, .80, .022}, {MaterialId::Wood, Part::Whole});
  Assembly box;
  add_box(box, Pose{}, {length, width, height}, {MaterialId::Cardboard, Part::Whole});
  Asset asset;
  hang(asset, "pallet", pallet, Pose{}, {});
  for (int layer = 0; layer < 3; ++layer)
    for (const double x : {-1.0, 1.0})
      for (const double y : {-1.0, 1.0}) {
        const Pose center = offset(.5 * x * (length + .004), .5 * y * (width + .004), kDeck + (layer + .5) * height);
        Hold hold = bound(center.translation - Vec3(0, 0, .5 * height), strength);
        if (layer > 0) hold.parent = asset.links.size() - 4;
        hang(asset, "box_" + std::to_string(asset.links.size()), box, center, hold);
        asset.links.back().mass = each;
      }
  set_mass(asset, 12 * each + 24, .45, .1);
  return asset;
}

// Coarse gravel, damp enough to stay in a heap.
Asset make_loose_gravel(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double strength = random.uniform(25, 45);  // N
  constexpr double kGrid = .086;                   // m, of the widest stone
  Asset asset;
  double volume = 0;
  for (int layer = 0; layer < 3; ++layer)
    for (int i = layer; i < 5 - layer; ++i)
      for (int j = layer; j < 4 - layer; ++j) {
        const double a = random.uniform(.030, .042), b = random.uniform(.026, .042), c = random.uniform(.026, .040);
        const double turn = random.uniform(0, kPi);
        Assembly stone;
        add_ellipsoid(stone, Pose{}, {a, b, c}, {MaterialId::Gravel, Part::Whole}, 5, 8);
        volume += volume_of(stone.mesh);
        const Pose at{rotation_about(Vec3::UnitZ(), turn),
                      Vec3((i - 2.0) * kGrid, (j - 1.5) * kGrid, c + layer * .080)};
        hang(asset, "stone_" + std::to_string(asset.links.size() + 1), stone, at, bound(at.translation, strength));
      }
  set_mass(asset, 2650 * volume, .65, .05);
  asset.rolling_friction = .008;  // corners
  return asset;
}

}  // namespace

std::vector<Family> spilling_load_families() {
  using enum ClassId;
  return {
      {{"load/loose_cartons", FallenLoad, "cartons in film on a pallet, that spill when it falls", {1.2, .80, .98}, 57, {}},
       make_loose_cartons},
      {{"load/loose_gravel", FallenLoad, "heap of coarse gravel that spills", {.42, .33, .17}, 10, {}}, make_loose_gravel},
      {{"load/loose_pipes", FallenLoad, "drain pipes in straps, that burst and roll apart", {2.5, .33, .30}, 30, {}},
       make_loose_pipes},
  };
}

}  // namespace tailcast
