// SPDX-License-Identifier: Apache-2.0
// Sedan, hatchback, estate, SUV and van: one body generator, a row of proportions each.
#include "assets/vehicles.h"

#include <algorithm>

#include "assets/vehicle_parts.h"
#include "core/random.h"

namespace tailcast {

double draw(RandomStream& random, const Span& span) {
  return random.uniform(span.low, span.high);
}

BodyPlan plan_car(const CarStyle& style, RandomStream& random) {
  BodyPlan plan;
  const double length = draw(random, style.length), height = draw(random, style.height);
  plan.half_width = .5 * draw(random, style.width);
  plan.front = .5 * length, plan.rear = -plan.front;
  plan.sill = style.sill, plan.floor = style.sill - .05;
  plan.wheel_radius = style.wheel_radius, plan.wheel_width = style.wheel_width;
  plan.arch = style.wheel_radius + .065;
  plan.tumblehome = style.tumblehome;
  const double front_axle = plan.front - style.front_overhang;
  plan.axles = {front_axle - style.wheelbase * length, front_axle};

  const double wiggle = random.uniform(.96, 1.04);
  const double cowl = plan.front - style.bonnet * wiggle,
               header = cowl - style.screen * random.uniform(.92, 1.08);
  const double base = plan.rear + style.tail_base,
               roof_end = base + style.tail_run * random.uniform(.95, 1.1);
  const double nose = style.nose * height, deck = style.deck * height, cowl_z = style.cowl * height;
  plan.top = Curve{{plan.rear, .72 * deck},
                   {plan.rear + std::min(.03, .3 * style.tail_base), .93 * deck},
                   {plan.rear + std::min(.09, .6 * style.tail_base), .985 * deck},
                   {base, deck + .012},
                   {roof_end, height - style.roof_drop},
                   {.5 * (roof_end + header) + .1, height},
                   {header, height - .045},
                   {cowl, cowl_z},
                   {plan.front - .26, nose + .02},
                   {plan.front - .12, .96 * nose},
                   {plan.front - .03, .86 * nose},
                   {plan.front, .70 * nose}};
  const double belt = style.belt * height;
  plan.belt = Curve{{plan.rear, .97 * deck < belt ? .97 * deck : belt + .03},
                    {cowl, belt - .02},
                    {plan.front - .3, nose - .06},
                    {plan.front, .62 * nose}};
  plan.top_windows = {{header + .03, cowl - .06}};
  if (style.rear_window) {  // framed; narrower in x the steeper it stands
    const double run = roof_end - base;
    plan.top_windows.push_back({base + std::min(.05, .15 * run), roof_end - std::min(.04, .12 * run)});
  }
  const double first = plan.rear + style.glass_end, last = cowl - .16;
  const double pane = (last - first) / style.panes;
  for (int i = 0; i < style.panes; ++i)
    plan.side_windows.push_back({first + i * pane + .035, first + (i + 1) * pane - .035});
  return plan;
}

namespace {

void dress(Mesh& mesh, const BodyPlan& plan, const CarStyle& style) {
  const double height = plan.top.at(.3), nose = style.nose * height, belt = style.belt * height;
  const double cowl = plan.top_windows[0].high + .06;
  Cabin cabin{cowl, {cowl - 1.12}, plan.floor + .11, style.seat_height, 2};
  for (int i = 1; i < style.seat_rows; ++i) cabin.rows.push_back(cabin.rows.back() - .78);
  add_cabin(mesh, plan, cabin);
  const double y = .76 * plan.half_width;
  add_lamps(mesh, plan, {.17, y, .86 * nose, {.15, .15, .07}},
            {.06, .86 * plan.half_width, .93 * belt, {.07, .10, style.tail_lamp}});
  add_plates(mesh, plan, .44 * nose + .05, .62 * belt);
  add_mirrors(mesh, plan, cowl - .42, belt + .03, style.mirror);
}

}  // namespace

Car begin_car(const CarStyle& style, RandomStream& random) {
  Car car{plan_car(style, random), {}, {}};
  car.sections = section_body(car.plan);
  add_shell(car.work.trim, car.plan, car.sections);
  dress(car.work.trim, car.plan, style);
  if (style.roof_rack)
    add_roof_rack(car.work.asset, car.work.trim, car.plan,
                  {car.plan.axles[0] + .1, car.plan.top_windows[0].low - .35});
  add_shell_hulls(car.work.asset, car.plan, car.sections);
  return car;
}

Asset finish_car(Car car, const CarStyle& style, RandomStream& random) {
  add_wheels(car.work.asset, car.plan, random.chance(.5) ? 5 : 10);
  return finish(std::move(car.work), draw(random, style.mass), .38 * car.plan.top.at(0));
}

Asset make_car(const CarStyle& style, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Car car = begin_car(style, random);
  return finish_car(std::move(car), style, random);
}

}  // namespace tailcast
