// SPDX-License-Identifier: Apache-2.0
// A stage under construction: what stands where, and the plants and pieces that it is furnished with.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/random.h"
#include "stages/stage.h"

namespace tailcast {

// An upright box's ground plan.
struct Footprint {
  Eigen::Vector2d center;
  double yaw;            // rad
  Eigen::Vector2d half;  // m, along and across yaw
};
bool overlap(const Footprint& a, const Footprint& b);

using MeshPtr = std::shared_ptr<const Mesh>;

// A handful of each, reused with other headings and appearances: beams cannot tell, and memory stays small.
struct Greenery {
  std::vector<MeshPtr> trees, young_trees, conifers, bushes, hedges, tufts;
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

// Takes the footprint unless something stands there already.
bool reserve(Site& site, const Footprint& footprint);
Footprint footprint_at(const Stage& stage, double s, double d, double heading, double length, double width);

// Whether a thing keeps upright or lies along the ground below it (rails, walls: x along the road).
enum class Stance { Upright, Along };
// Sets a mesh up at lane coordinates, `heading` relative to the road, as deep as it takes that no part of its base is
// in the air.
void set_up(Site& site, const char* name, ClassId class_id, const MeshPtr& mesh, double s, double d, double heading,
            Stance stance = Stance::Upright);

}  // namespace tailcast
