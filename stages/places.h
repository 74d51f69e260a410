// SPDX-License-Identifier: Apache-2.0
// The places that there are, for build_place(). `parameters` are complete: each of the place's, in range.
#pragma once
#include <map>

#include "stages/stage.h"

namespace tailcast {

using PlaceParameters = std::map<std::string, double>;

// One kind of place. What is not given a lane of its own is not driven on.
struct Place {
  PlaceInfo info;
  std::vector<Lane> (*lanes)(const PlaceParameters& parameters);  // from right to left, as the stage has them
  Stage (*build)(const PlaceParameters& parameters, std::uint64_t seed);
};

Place highway_place();
Place residential_place();
Place rural_place();
Place city_place();
Place junction_place();
Place road_works_place();
Place tunnel_place();
Place bridge_place();
Place car_park_place();
Place roundabout_place();
Place level_crossing_place();

}  // namespace tailcast
