// SPDX-License-Identifier: Apache-2.0
// The families of vehicles. Lengths in metres; `share` is of the vehicle's height where it stands for a
// height.
#pragma once
#include "assets/coachwork.h"
#include "assets/families.h"
#include "assets/vehicle_body.h"

namespace tailcast {

struct CarStyle {
  Span length, width, height;
  Span mass;    // kg
  double sill;  // z of the doors' lower edge
  double wheel_radius, wheel_width;
  double front_overhang;
  double wheelbase;   // share of the length
  double bonnet;      // m, bumper to the windscreen's foot
  double nose, cowl;  // heights (shares) of the bonnet's front edge and of the windscreen's foot
  double screen;      // m, the windscreen's horizontal run
  double deck;        // height (share) of boot or tailgate sill
  double tail_base;   // m, rear bumper to the rear window's foot
  double tail_run;    // m, the rear window's horizontal run
  double roof_drop;   // m, how much lower the roof ends than its peak
  double belt;        // height (share) of the side windows' sill
  double tumblehome;  // m inward per m
  double glass_end;   // m, rear bumper to the last side window's end
  int panes;          // side windows
  int seat_rows;
  double seat_height = .27;
  double tail_lamp = .08;  // m, half height
  double mirror = .14;     // m
  bool rear_window = true;
  bool roof_rack = false;
};
Asset make_car(const CarStyle& style, std::uint64_t seed);

// The same in steps, for what is fitted to a car before its wheels are.
struct Car {
  BodyPlan plan;
  std::vector<BodySection> sections;
  Coachwork work;
};
BodyPlan plan_car(const CarStyle& style, RandomStream& random);
Car begin_car(const CarStyle& style, RandomStream& random);
Asset finish_car(Car car, const CarStyle& style, RandomStream& random);
double draw(RandomStream& random, const Span& span);

Asset make_pickup(const AssetInfo& info, std::uint64_t seed);
Asset make_single_cab(const AssetInfo& info, std::uint64_t seed);
Asset make_lorry(const AssetInfo& info, std::uint64_t seed);
Asset make_bus(const AssetInfo& info, std::uint64_t seed);

// Two cross-bars over the roof that carry the anchor "roof", with the boxes that collide.
void add_roof_rack(Asset& asset, Mesh& mesh, const BodyPlan& plan, const Span& bars);

}  // namespace tailcast
