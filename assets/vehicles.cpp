// SPDX-License-Identifier: Apache-2.0
#include "assets/car_styles.h"

#include <algorithm>

#include "core/random.h"

namespace tailcast {
namespace {

CarStyle window_van() {
  CarStyle style = kPanelVan;
  style.glass_end = .25, style.panes = 4, style.seat_rows = 3;
  return style;
}

template <const CarStyle& style>
Asset make_styled(const AssetInfo&, std::uint64_t seed) {
  return make_car(style, seed);
}

// Two vans in three are panel vans.
Asset make_van(const AssetInfo&, std::uint64_t seed) {
  return make_car(random_uniform({seed, Domain::Asset}, {0, 0, 0, 1}) < .67 ? kPanelVan : window_van(), seed);
}

}  // namespace

void add_roof_rack(Asset& asset, Mesh& mesh, const BodyPlan& plan, const Span& bars) {
  const Paint metal{MaterialId::BareMetal, Part::Rail};
  const double middle = .5 * (bars.low + bars.high);
  const double top = std::max({plan.top.at(bars.low), plan.top.at(middle), plan.top.at(bars.high)}) + .09;
  const double half = .58 * plan.half_width;
  for (const double x : {bars.low, bars.high}) {
    const Vec3 size(.045, 2 * half, .03);
    add_box(mesh, offset(x, 0, top - .015), size, metal);
    asset.collision.emplace_back(BoxShape{offset(x, 0, top - .015), .5 * size});
    for (const double side : {-1.0, 1.0}) {
      const double foot = plan.top.at(x) - .05;
      add_box(mesh, offset(x, side * (half - .05), .5 * (foot + top - .032)), {.04, .04, top - .032 - foot},
              metal);
    }
  }
  asset.anchors.push_back({"roof", offset(middle, 0, top), {bars.high - bars.low, 2 * half, 0}});
}

std::vector<Family> vehicle_families() {
  return {
      {{"vehicle/sedan", ClassId::Car, "four-door saloon", {4.65, 1.82, 1.45}, 1500, {}},
       make_styled<kSedan>},
      {{"vehicle/hatchback", ClassId::Car, "small or compact hatchback", {4.08, 1.75, 1.48}, 1225, {}},
       make_styled<kHatchback>},
      {{"vehicle/estate", ClassId::Car, "estate car", {4.72, 1.82, 1.48}, 1600, {}}, make_styled<kEstate>},
      {{"vehicle/suv", ClassId::Car, "sport utility vehicle", {4.60, 1.88, 1.67}, 1900, {}},
       make_styled<kSuv>},
      {{"vehicle/van",
        ClassId::Van,
        "panel or window van with cross-bars on its roof",
        {5.25, 1.96, 2.28},
        2200,
        {"roof"}},
       make_van},
      {{"vehicle/pickup",
        ClassId::Pickup,
        "pickup with an open bed and cross-bars",
        {5.30, 1.88, 1.90},
        2050,
        {"bed", "roof"}},
       make_pickup},
      {{"vehicle/pickup_single_cab",
        ClassId::Pickup,
        "pickup with one row of seats and a long bed",
        {5.28, 1.88, 1.79},
        2050,
        {"bed"}},
       make_single_cab},
      {{"vehicle/lorry", ClassId::Truck, "rigid lorry with a box body", {8.80, 2.52, 3.60}, 9500, {}},
       make_lorry},
      {{"vehicle/bus", ClassId::Bus, "single-deck city bus", {12.0, 2.54, 3.10}, 12500, {}}, make_bus},
  };
}

}  // namespace tailcast
