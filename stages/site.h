// SPDX-License-Identifier: Apache-2.0
// A stage under construction: what stands where, and the plants and pieces that it is furnished with.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/random.h"
#include "stages/ground_parts.h"
#include "stages/stage.h"

namespace tailcast {

// An upright box's ground plan.
struct Footprint {
  Eigen::Vector2d center;
  double yaw;            // rad
  Eigen::Vector2d half;  // m, along and across yaw
  bool line = false;     // a fence, rail, wall or hedge: may run into others
};
bool overlap(const Footprint& a, const Footprint& b);

using MeshPtr = std::shared_ptr<const Mesh>;

// A handful of each, reused with other headings and appearances: beams cannot tell, and memory stays small.
struct Greenery {
  std::vector<MeshPtr> trees, young_trees, conifers, bushes, shrubs, hedges, tufts;
};
inline constexpr double kHedgeLength = 3.0;   // m a piece
inline constexpr double kFenceLength = 3.0;
inline constexpr double kRailLength = 4.0;
inline constexpr double kTuftLength = 4.0, kTuftWidth = 1.2;  // m, a patch of grass tufts
Greenery grow_greenery(std::uint64_t seed);

struct Site {
  Stage stage;
  std::vector<Footprint> taken;  // ground that nothing else may stand on
  std::uint64_t seed = 0;
  std::uint32_t placed = 0;      // number of bodies set up so far: names and appearances
};

struct Corridor;
// The swept ground with its lanes, bare of anything else; usable from `begin` to `end` (m along s).
Site open_site(const Corridor& corridor, std::vector<Lane> lanes, double begin, double end, std::uint64_t seed);
Site open_site(Ground ground, ReferenceLine reference, std::vector<Lane> lanes, double begin, double end,
               std::uint64_t seed);

// Takes the footprint unless something stands there already.
bool reserve(Site& site, const Footprint& footprint);
Footprint footprint_at(const Stage& stage, double s, double d, double heading, double length, double width);

// Whether a thing keeps upright or lies along the ground below it (rails, walls: x along the road).
enum class Stance { Upright, Along };
// Sets a mesh up at lane coordinates, `heading` relative to the road: its origin on the ground, its feet below it, and
// lower where else a part of its base (its lowest 2 cm) would be in the air.
void set_up(Site& site, const char* name, ClassId class_id, const MeshPtr& mesh, double s, double d, double heading,
            Stance stance = Stance::Upright);

// The same at a point of the world, turned by `yaw`. What would stand beyond the edge of the ground with any of its base
// is left out.
void set_up_at(Site& site, const char* name, ClassId class_id, const MeshPtr& mesh, const Eigen::Vector2d& at,
               double yaw, Stance stance = Stance::Upright);

// The same, but only where there is room: what of the mesh is lower than 2.6 m (houses: 2 m; leaves apart,
// unless it is a hedge) stands on ground, outside the driving lanes, and `margin` m clear of all that is reserved; that
// much is reserved then.
bool stand(Site& site, const char* name, ClassId class_id, const MeshPtr& mesh, double s, double d, double heading,
           Stance stance = Stance::Upright, double margin = 0.08);
inline bool stand(Site& site, const char* name, ClassId class_id, Mesh mesh, double s, double d, double heading,
                  Stance stance = Stance::Upright, double margin = 0.08) {
  return stand(site, name, class_id, std::make_shared<const Mesh>(std::move(mesh)), s, d, heading, stance, margin);
}
bool stand_at(Site& site, const char* name, ClassId class_id, const MeshPtr& mesh, const Eigen::Vector2d& at,
              double yaw, Stance stance = Stance::Upright, double margin = 0.08);
inline bool stand_at(Site& site, const char* name, ClassId class_id, Mesh mesh, const Eigen::Vector2d& at, double yaw,
                     Stance stance = Stance::Upright, double margin = 0.08) {
  return stand_at(site, name, class_id, std::make_shared<const Mesh>(std::move(mesh)), at, yaw, stance, margin);
}

}  // namespace tailcast
