// SPDX-License-Identifier: Apache-2.0
// What stands in streets of towns, as meshes for stages. Origin on the ground at the middle of the footprint, feet as
// those of furniture.h; what has a front turns it to +y.
#pragma once
#include <cstdint>

#include "assets/furniture.h"

namespace tailcast {

// A house with shops on its ground floor, in the frame of make_building(): glazing set back between piers, a fascia,
// rooms behind the glass; windows, balconies and a roof above. `awnings`: share of the shops whose awning is out (up
// to 1.5 m, 2.3 m above the ground).
Mesh make_shop_house(const BuildingSize& size, double awnings, std::uint64_t seed);

Mesh make_bus_shelter(std::uint64_t seed);     // 4 m along x, glazed at the back and one end, a bench in it, open to +y
Mesh make_planter(std::uint64_t seed);         // a tub with a shrub
Mesh make_cabinet(std::uint64_t seed);         // of power or telephone lines
Mesh make_bicycle_stands(std::uint64_t seed);  // hoops in a row along x
Mesh make_cafe_table(std::uint64_t seed);      // with chairs
Mesh make_poster_column(std::uint64_t seed);
Mesh make_shop_board(std::uint64_t seed);  // two boards leaning on each other
Mesh make_parking_meter(std::uint64_t seed);
Mesh make_hydrant(std::uint64_t seed);
// A post with three lamps 2.3 to 3.3 m up, facing -x; with `arm` m of boom towards +y, a second set hangs 5.2 m above
// the road.
Mesh make_signal(double arm, std::uint64_t seed);

}  // namespace tailcast
