// SPDX-License-Identifier: Apache-2.0
// Pickup, lorry and bus.
#include "assets/vehicles.h"

#include "assets/collide.h"
#include "assets/lorry.h"
#include "assets/vehicle_parts.h"
#include "core/random.h"

namespace tailcast {
namespace {

struct PickupShape {
  Span length, bed;  // m; bed: from the tailgate's inner face
  bool single;       // one row of seats, one window a side
  bool rack;
};
constexpr PickupShape kDoubleCab{{5.20, 5.40}, {1.62, 1.85}, false, true};
constexpr PickupShape kSingleCab{{5.15, 5.40}, {2.28, 2.42}, true, false};

BodyPlan plan_pickup(const PickupShape& shape, RandomStream& random) {
  BodyPlan plan;
  const double length = draw(random, shape.length), height = random.uniform(1.76, 1.82);
  plan.front = .5 * length, plan.rear = -plan.front;
  plan.half_width = .5 * random.uniform(1.84, 1.92);
  plan.sill = .42, plan.floor = .36;
  plan.wheel_radius = .37, plan.wheel_width = .25, plan.arch = .43;
  plan.axles = {plan.front - .92 - random.uniform(3.05, 3.18), plan.front - .92};
  plan.tumblehome = .26, plan.tail_taper = .01, plan.tail_corner = .05;
  const double bed_front = plan.rear + .05 + draw(random, shape.bed);
  plan.bed = CargoBed{plan.rear + .05, bed_front, plan.half_width - .12, .82, 1.27};
  const double cowl = plan.front - 1.32, header = cowl - .66, rail = plan.bed->rail;
  plan.top = Curve{{plan.rear, rail - .03},         {plan.rear + .02, rail},
                   {bed_front + .004, rail},        {bed_front + .03, rail + .02},
                   {bed_front + .16, height - .07}, {.5 * (bed_front + header), height},
                   {header, height - .05},          {cowl, 1.22},
                   {plan.front - .26, 1.06},        {plan.front - .12, 1.03},
                   {plan.front - .03, .94},         {plan.front, .78}};
  plan.belt = Curve{
      {plan.rear, rail - .05}, {bed_front, 1.16}, {cowl, 1.14}, {plan.front - .3, .98}, {plan.front, .68}};
  plan.top_windows = {{header + .03, cowl - .06}, {bed_front + .045, bed_front + .145}};
  const double middle = .5 * (bed_front + cowl) - .02;
  if (shape.single)
    plan.side_windows = {{bed_front + .24, cowl - .16}};
  else
    plan.side_windows = {{bed_front + .24, middle - .04}, {middle + .04, cowl - .16}};
  return plan;
}

BodyPlan plan_bus(RandomStream& random) {
  BodyPlan plan;
  const double length = random.uniform(11.6, 12.2), height = random.uniform(3.0, 3.2);
  plan.front = .5 * length, plan.rear = -plan.front;
  plan.half_width = .5 * random.uniform(2.50, 2.55);
  plan.floor = .26, plan.sill = .32;
  plan.wheel_radius = .48, plan.wheel_width = .30, plan.arch = .56;
  plan.axles = {plan.rear + 3.3, plan.front - 2.7};
  plan.tumblehome = .04, plan.nose_taper = .02, plan.tail_taper = .02;
  plan.nose_corner = .25, plan.tail_corner = .18;
  plan.top = Curve{{plan.rear, 1.9},           {plan.rear + .10, height - .35},  {plan.rear + .35, height},
                   {plan.front - .75, height}, {plan.front - .30, height - .28}, {plan.front - .06, 1.35},
                   {plan.front, 1.15}};
  plan.belt = Curve{{plan.rear, 1.45}, {plan.front - 1.2, 1.20}, {plan.front, 1.05}};
  plan.top_windows = {{plan.front - .29, plan.front - .07}, {plan.rear + .02, plan.rear + .09}};
  const double first = plan.rear + .9, pane = (plan.front - .5 - first) / 7;
  for (int i = 0; i < 7; ++i)
    plan.side_windows.push_back({first + i * pane + .05, first + (i + 1) * pane - .05});
  return plan;
}

}  // namespace

namespace {

Asset build_pickup(const PickupShape& shape, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const BodyPlan plan = plan_pickup(shape, random);
  const auto sections = section_body(plan);
  Mesh mesh;
  Asset asset;
  add_shell(mesh, plan, sections);
  const double cowl = plan.top_windows[0].high + .06;
  add_cabin(mesh, plan, {cowl, {cowl - 1.15}, .52, .30, 2});
  add_lamps(mesh, plan, {.15, .72, .88, {.13, .16, .08}},
            {.02, plan.half_width - .09, 1.02, {.035, .05, .14}});
  add_plates(mesh, plan, .52, .62);
  add_mirrors(mesh, plan, cowl - .42, 1.18, .22);
  if (shape.rack) add_roof_rack(asset, mesh, plan, {plan.bed->front + .3, plan.top_windows[0].low - .2});
  add_shell_hulls(asset, plan, sections);
  collide_where_proud(asset, mesh);
  set_root(asset, std::move(mesh));
  add_wheels(asset, plan, 5);
  set_mass(asset, random.uniform(1900, 2200), .7, .1);
  asset.center_of_mass.z() = .68;
  const auto& bed = *plan.bed;
  asset.anchors.insert(asset.anchors.begin(), {"bed",
                                               offset(.5 * (bed.rear + bed.front), 0, bed.floor),
                                               {bed.front - bed.rear, 2 * bed.half_width, 0}});
  return asset;
}

}  // namespace

Asset make_pickup(const AssetInfo&, std::uint64_t seed) {
  return build_pickup(kDoubleCab, seed);
}
Asset make_single_cab(const AssetInfo&, std::uint64_t seed) {
  return build_pickup(kSingleCab, seed);
}

Asset make_lorry(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double length = random.uniform(8.2, 9.4), height = random.uniform(3.4, 3.8), half_width = 1.25;
  BodyPlan plan = plan_cab({.5 * length, random.uniform(2.0, 2.25), std::min(2.95, height - .35)});
  plan.axles = {-.5 * length + 2.2, plan.axles[0]};
  auto sections = section_body(plan);
  Mesh mesh;
  Asset asset;
  add_shell(mesh, plan, sections);
  add_cabin(mesh, plan, {plan.front - .16, {plan.front - 1.35}, .95, .36, 2});
  add_lamps(mesh, plan, {.05, .95, .78, {.06, .18, .09}},
            {-.5 * length + .10 - plan.rear, 1.08, .72, {.03, .14, .06}});
  add_box(mesh, offset(plan.front - .004, 0, .62), {.024, .52, .11}, {MaterialId::RetroSheet, Part::Plate});
  add_mirrors(mesh, plan, plan.front - .25, 2.05, .30);
  add_chassis(mesh, plan, -.5 * length, half_width);
  add_cargo_box(mesh, {-.5 * length + .05, -half_width, 1.0}, {plan.rear - .12, half_width, height});
  const Vec3 low(-.5 * length + .05, -half_width, 1.0), high(plan.rear - .12, half_width, height);
  asset.collision.emplace_back(BoxShape{{Quat::Identity(), .5 * (low + high)}, .5 * (high - low)});
  add_shell_hulls(asset, plan, sections);
  collide_where_proud(asset, mesh);
  set_root(asset, std::move(mesh));
  add_wheels(asset, plan, 8);
  set_mass(asset, random.uniform(7000, 12000), .7, .1);
  asset.center_of_mass.z() = 1.25;
  return asset;
}

Asset make_bus(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const BodyPlan plan = plan_bus(random);
  const auto sections = section_body(plan);
  Mesh mesh;
  Asset asset;
  add_shell(mesh, plan, sections);
  Cabin cabin{plan.front - .3, {plan.front - 1.5}, .72, .42, 4};
  for (double x = plan.front - 3.2; x > plan.rear + 1.2; x -= .85) cabin.rows.push_back(x);
  add_cabin(mesh, plan, cabin);
  add_lamps(mesh, plan, {.06, .92, .72, {.06, .20, .10}}, {.03, 1.05, 1.0, {.05, .09, .22}});
  add_plates(mesh, plan, .5, .8);
  add_mirrors(mesh, plan, plan.front - .15, 2.2, .30);
  add_shell_hulls(asset, plan, sections);
  collide_where_proud(asset, mesh);
  set_root(asset, std::move(mesh));
  add_wheels(asset, plan, 8);
  set_mass(asset, random.uniform(11000, 14000), .7, .1);
  asset.center_of_mass.z() = 1.2;
  return asset;
}

}  // namespace tailcast
