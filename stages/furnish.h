// SPDX-License-Identifier: Apache-2.0
// Rows and groups of things that more than one kind of place has.
#pragma once
#include <functional>
#include <span>

#include "stages/corridor.h"
#include "stages/site.h"

namespace tailcast {

// Pieces of one length end to end from s = from to s = to at d, leaving out those that `skip` (by the piece's middle) says.
void set_up_row(Site& site, const char* name, ClassId class_id, std::span<const MeshPtr> variants, double piece_length,
                double from, double to, double d, double heading, RandomStream& random,
                const std::function<bool(double s)>& skip = {});

// A plant with a trunk's footprint, if there is room for it.
bool plant(Site& site, const char* name, ClassId class_id, std::span<const MeshPtr> variants, double s, double d,
           double room, RandomStream& random);

// Bushes and tall shrubs strewn over a rectangle, as ragged as gardens are, where there is room.
struct Bed {
  double from, to;      // m along s
  double inner, outer;  // m: |d|
  double density;       // plants a square metre
};
void plant_bed(Site& site, double sign, const Bed& bed, const Greenery& green, RandomStream& random,
               const std::function<bool(double s, double d)>& skip);

// What encloses front gardens, in pieces of kFenceLength: kHedges hedges first, then fences and a wall.
inline constexpr int kHedges = 4;
struct Boundary {
  const char* name;
  ClassId class_id;
  std::vector<MeshPtr> pieces;
};
std::vector<Boundary> make_boundaries(const Greenery& green, std::uint64_t seed);

// Rectangles of newer asphalt within |d| < half_width.
std::vector<Patch> draw_patches(std::uint64_t seed, double from, double to, double half_width, double spacing);

const MeshPtr& pick(std::span<const MeshPtr> variants, RandomStream& random);

// A lane of parking places beside the kerb.
struct ParkingRow {
  double sign;         // of d
  double from, to;     // m along s
  double inner, width; // m: |d| of its inner edge; to the kerb
  double taken;        // share of the places
};
void park_along(Site& site, const ParkingRow& row, const std::function<bool(double s, double half_length)>& skip,
                RandomStream& random);
// Cars of all shapes and a van, one of each.
std::vector<std::shared_ptr<const Asset>> draw_fleet(RandomStream& random);
// A vehicle standing on its wheels at (x, y); it makes room for a scenario's actors.
void park_at(Site& site, const std::shared_ptr<const Asset>& asset, const Eigen::Vector2d& at, double yaw,
             std::uint64_t appearance);

}  // namespace tailcast
