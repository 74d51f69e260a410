// SPDX-License-Identifier: Apache-2.0
#include "assets/vehicles.h"

#include <algorithm>

#include "core/random.h"

namespace tailcast {
namespace {

constexpr CarStyle kSedan{.length = {4.45, 4.85},
                          .width = {1.78, 1.86},
                          .height = {1.42, 1.47},
                          .mass = {1300, 1700},
                          .sill = .22,
                          .wheel_radius = .32,
                          .wheel_width = .21,
                          .front_overhang = .88,
                          .wheelbase = .588,
                          .bonnet = 1.28,
                          .nose = .50,
                          .cowl = .665,
                          .screen = .80,
                          .deck = .715,
                          .tail_base = .62,
                          .tail_run = .80,
                          .roof_drop = .06,
                          .belt = .635,
                          .tumblehome = .34,
                          .glass_end = 1.05,
                          .panes = 2,
                          .seat_rows = 2};
constexpr CarStyle kHatchback{.length = {3.85, 4.30},
                              .width = {1.70, 1.80},
                              .height = {1.44, 1.52},
                              .mass = {1050, 1400},
                              .sill = .21,
                              .wheel_radius = .30,
                              .wheel_width = .195,
                              .front_overhang = .82,
                              .wheelbase = .61,
                              .bonnet = 1.05,
                              .nose = .48,
                              .cowl = .645,
                              .screen = .78,
                              .deck = .66,
                              .tail_base = .10,
                              .tail_run = .46,
                              .roof_drop = .07,
                              .belt = .61,
                              .tumblehome = .31,
                              .glass_end = .55,
                              .panes = 2,
                              .seat_rows = 2,
                              .tail_lamp = .13};
constexpr CarStyle kEstate{.length = {4.55, 4.90},
                           .width = {1.78, 1.86},
                           .height = {1.45, 1.51},
                           .mass = {1400, 1800},
                           .sill = .22,
                           .wheel_radius = .32,
                           .wheel_width = .21,
                           .front_overhang = .90,
                           .wheelbase = .58,
                           .bonnet = 1.25,
                           .nose = .49,
                           .cowl = .65,
                           .screen = .80,
                           .deck = .66,
                           .tail_base = .12,
                           .tail_run = .42,
                           .roof_drop = .06,
                           .belt = .625,
                           .tumblehome = .32,
                           .glass_end = .42,
                           .panes = 3,
                           .seat_rows = 2,
                           .tail_lamp = .13};
constexpr CarStyle kSuv{.length = {4.40, 4.80},
                        .width = {1.83, 1.92},
                        .height = {1.62, 1.72},
                        .mass = {1600, 2200},
                        .sill = .32,
                        .wheel_radius = .355,
                        .wheel_width = .235,
                        .front_overhang = .88,
                        .wheelbase = .585,
                        .bonnet = 1.12,
                        .nose = .54,
                        .cowl = .665,
                        .screen = .72,
                        .deck = .67,
                        .tail_base = .10,
                        .tail_run = .36,
                        .roof_drop = .05,
                        .belt = .64,
                        .tumblehome = .27,
                        .glass_end = .45,
                        .panes = 3,
                        .seat_rows = 2,
                        .seat_height = .33,
                        .tail_lamp = .15,
                        .mirror = .16};
constexpr CarStyle kPanelVan{.length = {4.90, 5.60},
                             .width = {1.90, 2.02},
                             .height = {1.95, 2.45},
                             .mass = {1800, 2600},
                             .sill = .28,
                             .wheel_radius = .34,
                             .wheel_width = .22,
                             .front_overhang = .92,
                             .wheelbase = .585,
                             .bonnet = .78,
                             .nose = .42,
                             .cowl = .535,
                             .screen = .80,
                             .deck = .54,
                             .tail_base = .03,
                             .tail_run = .08,
                             .roof_drop = .03,
                             .belt = .52,
                             .tumblehome = .10,
                             .glass_end = 3.05,
                             .panes = 1,
                             .seat_rows = 1,
                             .seat_height = .42,
                             .tail_lamp = .22,
                             .mirror = .20,
                             .rear_window = true,
                             .roof_rack = true};

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
      {{"vehicle/lorry", ClassId::Truck, "rigid lorry with a box body", {8.80, 2.52, 3.60}, 9500, {}},
       make_lorry},
      {{"vehicle/bus", ClassId::Bus, "single-deck city bus", {12.0, 2.54, 3.10}, 12500, {}}, make_bus},
  };
}

}  // namespace tailcast
