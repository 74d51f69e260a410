// SPDX-License-Identifier: Apache-2.0
// The plan of a residential street, which its ground, its plots and its parked cars are all laid out by.
#pragma once
#include "stages/corridor.h"
#include "stages/furnish.h"
#include "stages/places.h"

namespace tailcast {

struct Plot {
  double from, to;          // m along s
  double setback;           // m from the pavement to the house front
  double width, depth, eaves;  // m, of the house
  bool house;               // false: a gap with trees
  MaterialId garden;        // of the ground between pavement and house front
};

struct StreetSide {
  double sign = 1;          // of d
  double fall = 0.025;      // of the roadway outwards, per unit of width
  MaterialId parking = MaterialId::Asphalt;
  double parked = 0;        // share of its parking places that are taken
  std::vector<Plot> plots;
  std::vector<Opening> openings;
};

struct Street : Stretch {
  double lane_width = 3, parking_width = 2, pavement_width = 2;  // m
  double setback = 5, tree_density = 0.5, built = 0.6;
  StreetSide right = {}, left = {};
  std::uint64_t seed = 0;

  double road_edge() const { return lane_width + parking_width; }                 // m from the middle: foot of the kerb
  double pavement_edge() const { return road_edge() + kKerbFaceWidth + pavement_width; }
  static constexpr double kKerbFaceWidth = 0.02;
};
inline constexpr double kKerbHeight = 0.11;  // m

bool in_opening(const StreetSide& side, double s, double margin);
// Whether a driveway or a side street leads by, `d` m (not negative) from the middle.
bool is_paved(const StreetSide& side, double s, double d, double margin);
void furnish_plots(Site& site, const Street& street, const StreetSide& side, const Greenery& green);
void furnish_pavement(Site& site, const Street& street, const StreetSide& side, const Greenery& green);
void park_vehicles(Site& site, const Street& street, const StreetSide& side);

}  // namespace tailcast
