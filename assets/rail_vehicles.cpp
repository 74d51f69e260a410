// SPDX-License-Identifier: Apache-2.0
// What runs on rails: tram, passenger car, locomotive, tank wagon. z = 0 is the head of the rail; standard
// gauge.
#include <array>

#include "assets/lorry.h"
#include "assets/spoked_wheel.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

constexpr double kHalfGauge = .7535;  // m, to the middle of a tread
constexpr std::array kWheelsetNames{"wheelset_1", "wheelset_2", "wheelset_3",
                                    "wheelset_4", "wheelset_5", "wheelset_6"};

void add_wheelset(Asset& asset, double x, double radius) {
  Mesh mesh;
  const Paint steel{MaterialId::BareMetal, Part::Wheel};
  for (const double side : {-1.0, 1.0}) {
    add_tube(mesh, {0, side * (kHalfGauge - .065), 0}, {0, side * (kHalfGauge + .065), 0}, radius, radius, 28,
             steel);
    add_tube(mesh, {0, side * (kHalfGauge + .066), 0}, {0, side * (kHalfGauge + .13), 0}, .4 * radius,
             .34 * radius, 14, steel);
  }
  add_tube(mesh, {0, -kHalfGauge + .066, 0}, {0, kHalfGauge - .066, 0}, .085, .085, 12, steel);
  Joint joint;
  joint.kind = Joint::Kind::Wheel;
  joint.radius = radius;
  joint.root_from_link.translation = Vec3(x, 0, radius);
  std::size_t count = 0;
  for (const auto& link : asset.links) count += link.joint.kind == Joint::Kind::Wheel ? 1 : 0;
  asset.links.push_back({kWheelsetNames.at(count), std::make_shared<const Mesh>(std::move(mesh)), joint});
  for (const double side : {-1.0, 1.0})
    asset.collision.emplace_back(CylinderShape{along_y({x, side * kHalfGauge, radius}), radius, .065});
}

// Frame, springs and two wheelsets about `x`.
void add_bogie(Coachwork& work, double x, double base, double radius) {
  Mesh& m = work.solid;
  for (const double end : {-.5, .5}) {
    add_wheelset(work.asset, x + end * base, radius);
    add_blocks(m, {x + end * base - .14, .90, radius - .12}, {x + end * base + .14, 1.08, radius + .14},
               paint::kFrame, .03);
  }
  add_blocks(m, {x - .5 * base - .35, .92, radius + .06}, {x + .5 * base + .35, 1.06, radius + .28},
             paint::kFrame);
  add_block(m, {x - .22, -.92, radius - .02}, {x + .22, .92, radius + .30}, paint::kFrame);
  for (const double y : {-.99, .99})
    add_tube(m, {x, y, radius + .28}, {x, y, radius + .55}, .14, .14, 12, paint::kSteel);
}

void add_buffers(Mesh& m, double end, double sign) {
  for (const double y : {-.875, .875}) {
    add_tube(m, {end - sign * .05, y, 1.06}, {end + sign * .48, y, 1.06}, .09, .09, 12, paint::kFrame);
    add_tube(m, {end + sign * .48, y, 1.06}, {end + sign * .55, y, 1.06}, .22, .22, 16, paint::kSteel);
  }
  add_block(m, {end - sign * .02, -.08, .94}, {end + sign * .32, .08, 1.16}, paint::kSteel);
}

struct CarBody {
  double rear, front, half_width, sill, height, belt;  // m
  int panes;
  double rear_nose = 0, front_nose = 0;  // m, run of a slanted windscreen; 0: a flat end
  bool cab_only = false;                 // windows by the noses alone
};

BodyPlan plan_of(const CarBody& c) {
  BodyPlan plan;
  plan.rear = c.rear, plan.front = c.front, plan.half_width = c.half_width;
  plan.sill = c.sill, plan.floor = c.sill - .05, plan.wheel_width = .05, plan.wheel_radius = 0, plan.arch = 0;
  plan.tumblehome = .06, plan.nose_taper = c.front_nose > 0 ? .10 : 0,
  plan.tail_taper = c.rear_nose > 0 ? .10 : 0;
  plan.nose_corner = c.front_nose > 0 ? .25 : .05, plan.tail_corner = c.rear_nose > 0 ? .25 : .05;
  std::vector<Eigen::Vector2d> top;
  const double h = c.height, foot = c.belt + .12;
  if (c.rear_nose > 0) {
    top = {{c.rear, foot - .35},
           {c.rear + .08, foot},
           {c.rear + .08 + c.rear_nose, h - .35},
           {c.rear + .5 + c.rear_nose, h}};
    plan.top_windows.push_back({c.rear + .11, c.rear + .06 + c.rear_nose});
  } else {
    top = {{c.rear, h - .25}, {c.rear + .08, h - .03}, {c.rear + .2, h}};
  }
  if (c.front_nose > 0) {
    top.insert(top.end(), {{c.front - .5 - c.front_nose, h},
                           {c.front - .08 - c.front_nose, h - .35},
                           {c.front - .08, foot},
                           {c.front, foot - .35}});
    plan.top_windows.push_back({c.front - .06 - c.front_nose, c.front - .11});
  } else {
    top.insert(top.end(), {{c.front - .2, h}, {c.front - .08, h - .03}, {c.front, h - .25}});
  }
  plan.top = Curve(top);
  plan.belt = Curve{{c.rear, c.rear_nose > 0 ? foot - .5 : c.belt},
                    {c.rear + .8, c.belt},
                    {c.front - .8, c.belt},
                    {c.front, c.front_nose > 0 ? foot - .5 : c.belt}};
  if (c.cab_only) {
    plan.side_windows = {{c.rear + .75, c.rear + 1.35}, {c.front - 1.35, c.front - .75}};
  } else {
    const double first = c.rear + (c.rear_nose > 0 ? .7 : 1.2),
                 last = c.front - (c.front_nose > 0 ? .7 : 1.2), pane = (last - first) / c.panes;
    for (int i = 0; i < c.panes; ++i)
      plan.side_windows.push_back({first + i * pane + .10, first + (i + 1) * pane - .10});
  }
  return plan;
}

// Skin and hulls into `mesh`; benches on the floor `floor` every `pitch`.
void add_car_body(Asset& asset, Mesh& mesh, const CarBody& c, double floor, double pitch) {
  const BodyPlan plan = plan_of(c);
  const auto sections = section_body(plan);
  add_shell(mesh, plan, sections);
  add_shell_hulls(asset, plan, sections);
  add_block(mesh, {c.rear + .25, -c.half_width + .12, floor - .05},
            {c.front - .25, c.half_width - .12, floor}, paint::kDark);
  if (c.cab_only) {
    for (const double x : {c.rear + 2.0, c.front - 2.0})
      add_block(mesh, {x - .05, -c.half_width + .1, floor}, {x + .05, c.half_width - .1, c.height - .15},
                paint::kDark);
    for (const double x : {c.rear + 1.2, c.front - 1.2}) add_seat(mesh, {x, .5, floor, .45, .5, .6});
    return;
  }
  for (double x = c.rear + 1.3; x < c.front - 1.2; x += pitch)
    for (const double y : {-.98, -.5, .5, .98}) {
      const double at = y * (c.half_width - .16) / 1.25;
      add_block(mesh, {x - .42, at - .22, floor + .34}, {x + .42, at + .22, floor + .46}, paint::kSeat);
      add_block(mesh, {x - .06, at - .22, floor + .46}, {x + .06, at + .22, floor + 1.12}, paint::kSeat, .03);
    }
}

void add_pantograph(Mesh& m, double x, double roof, double height) {
  add_block(m, {x - .6, -.55, roof + .02}, {x + .6, .55, roof + .10}, paint::kSteel);
  for (const double side : {-1.0, 1.0}) {
    add_tube(m, {x - .5, side * .40, roof + .1}, {x + .75, side * .25, roof + .5 * height}, .025, .025, 8,
             paint::kRail);
    add_tube(m, {x + .75, side * .25, roof + .5 * height}, {x - .05, side * .30, roof + height}, .018, .018,
             8, paint::kRail);
    add_tube(m, {x - .05, side * .30, roof + height}, {x - .05, side * .80, roof + height - .02}, .02, .02, 8,
             paint::kRail);
  }
  for (const double at : {-.2, .1})
    add_tube(m, {x + at, -.75, roof + height + .02}, {x + at, .75, roof + height + .02}, .018, .018, 8,
             paint::kRail);
  add_block(m, {x - .22, -.32, roof + height - .03}, {x + .12, .32, roof + height + .012}, paint::kRail);
}

// Three sections with bellows between them, low floor, one pantograph.
Asset make_tram(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double length = random.uniform(28.5, 32.5), w = .5 * random.uniform(2.35, 2.60),
               height = random.uniform(3.30, 3.45), half = .5 * length;
  const double cut = length / 6;
  Coachwork work;
  const CarBody tail{-half, -cut - .4, w, .32, height, 1.25, 5, .75, 0},
      middle{-cut + .4, cut - .4, w, .32, height, 1.25, 5},
      head{cut + .4, half, w, .32, height, 1.25, 5, 0, .75};
  for (const auto& c : {tail, middle, head}) add_car_body(work.asset, work.trim, c, .42, 1.75);
  for (const double joint : {-cut, cut})
    for (int i = 0; i < 7; ++i) {
      const double x = joint - .41 + .82 * i / 7, in = i % 2 == 0 ? .03 : .10;
      add_block(work.solid, {x, -w + in, .45}, {x + .82 / 7, w - in, height - .05 - .5 * in},
                {MaterialId::Rubber, Part::Body});
    }
  for (const double x : {-half + 3.0, 0.0, half - 3.0})
    for (const double end : {-.9, .9}) add_wheelset(work.asset, x + end, .30);
  for (const auto& c : {tail, middle, head})
    add_block(work.solid, {c.rear + 1.5, -.8, height - .02}, {c.front - 1.5, .8, height + .22},
              paint::kPlastic, .05);
  add_pantograph(work.solid, 0, height + .2, 1.3);
  for (const double side : {-1.0, 1.0}) {
    add_lamp(work.trim, {half - .05, side * .75 * w, .95}, {.07, .14, .09});
    add_lamp(work.trim, {-half + .05, side * .75 * w, .95}, {.06, .12, .09});
    for (const auto& c : {tail, middle, head})  // leaves of the doors
      add_block(work.trim, {.5 * (c.rear + c.front) - .65, side * (w - .006), .40},
                {.5 * (c.rear + c.front) + .65, side * (w + .010), 1.22}, paint::kSheet);
  }
  work.asset.wheelbase = length - 4.2;
  return finish(std::move(work), random.uniform(36000, 42000), 1.4);
}

Asset make_passenger_car(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double length = random.uniform(24.5, 26.4), half = .5 * length, height = random.uniform(4.03, 4.07);
  Coachwork work;
  const CarBody body{-half + .55, half - .55, 1.41, 1.0, height, 2.05, 9};
  add_car_body(work.asset, work.trim, body, 1.22, 1.95);
  for (const double x : {-.36 * length, .36 * length}) add_bogie(work, x, 2.5, .46);
  for (const double sign : {-1.0, 1.0}) {
    const double end = sign * (half - .55);
    add_buffers(work.solid, end, sign);
    add_block(work.solid, {end, -.65, 1.15}, {end + sign * .45, .65, 3.35}, {MaterialId::Rubber, Part::Body},
              .05);  // gangway
    for (const double side : {-1.0, 1.0})
      add_block(work.trim, {end - sign * 1.05, side * 1.39, 1.05}, {end - sign * .30, side * 1.422, 3.15},
                paint::kSheet);  // doors
    for (const double y : {-1.1, 1.1}) add_lamp(work.trim, {end, y, 1.5}, {.03, .08, .08});
  }
  for (const double x : {-4.2, -1.4, 1.6, 4.4})
    add_block(work.solid, {x - 1.0, -1.25, .45}, {x + 1.0, 1.25, .99}, paint::kFrame, .04);
  work.asset.wheelbase = .72 * length + 2.5;
  return finish(std::move(work), random.uniform(42000, 52000), 1.6);
}

Asset make_locomotive(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double length = random.uniform(18.6, 19.6), half = .5 * length, height = random.uniform(3.80, 3.95);
  Coachwork work;
  const CarBody body{-half + .6, half - .6, 1.48, 1.0, height, 2.15, 0, .55, .55, true};
  add_car_body(work.asset, work.trim, body, 1.35, 1);
  for (const double x : {-.27 * length, .27 * length}) add_bogie(work, x, 2.9, .60);
  for (const double sign : {-1.0, 1.0}) {
    const double end = sign * (half - .6);
    add_buffers(work.solid, end, sign);
    add_block(work.solid, {end - sign * .9, -1.35, .30}, {end - sign * .1, 1.35, .94}, paint::kFrame,
              .05);  // rail guard
    for (const double y : {-.95, .95}) add_lamp(work.trim, {end - sign * .03, y, 1.55}, {.06, .13, .09});
    add_lamp(work.trim, {end - sign * .95, 0, height - .08}, {.12, .12, .09});
    add_pantograph(work.solid, sign * .28 * length, height + .05, sign > 0 ? .45 : 1.25);
    for (double x = -.26 * length; x < .26 * length; x += .62)  // ventilation grilles
      add_block(work.solid, {x, sign * 1.30, 2.35}, {x + .50, sign * 1.415, 2.95}, paint::kDark);
    for (double x = -.28 * length; x < .28 * length; x += .9)
      add_block(work.trim, {x, sign * 1.46, 1.2}, {x + .06, sign * 1.492, 2.2}, paint::kSheet);
  }
  add_block(work.solid, {-1.9, -1.2, .38}, {1.9, 1.2, .94}, paint::kFrame, .06);
  add_block(work.solid, {-1.8, -.9, height - .02}, {1.8, .9, height + .25}, paint::kSheet, .05);
  work.asset.wheelbase = .54 * length + 2.9;
  return finish(std::move(work), random.uniform(82000, 90000), 1.7);
}

Asset make_tank_wagon(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double length = random.uniform(15.2, 17.0), half = .5 * length;
  Coachwork work;
  Mesh& m = work.solid;
  add_blocks(m, {-half + .6, .30, .98}, {half - .6, .48, 1.24}, paint::kFrame);
  for (const double sign : {-1.0, 1.0}) {
    add_block(m, {sign * (half - .6), -1.30, .92}, {sign * (half - .95), 1.30, 1.26}, paint::kFrame);
    add_buffers(m, sign * (half - .6), sign);
  }
  add_tank_body(work, {-half + 1.0, -1.42, 1.24}, {half - 1.0, 1.42, 4.20});
  for (const double x : {-.33 * length, .33 * length}) add_bogie(work, x, 1.8, .46);
  work.asset.wheelbase = .66 * length + 1.8;
  return finish(std::move(work), random.uniform(23000, 80000), 2.0);
}

}  // namespace

std::vector<Family> rail_families() {
  return {
      {{"rail/tram", ClassId::OnRails, "low-floor tram of three sections", {30.5, 2.5, 4.7}, 39000, {}},
       make_tram},
      {{"rail/passenger_car", ClassId::OnRails, "railway passenger car", {26.3, 2.85, 4.05}, 47000, {}},
       make_passenger_car},
      {{"rail/locomotive", ClassId::OnRails, "electric locomotive", {19.1, 2.97, 4.9}, 86000, {}},
       make_locomotive},
      {{"rail/tank_wagon", ClassId::OnRails, "railway tank wagon", {16.1, 2.85, 4.4}, 50000, {}},
       make_tank_wagon},
  };
}

}  // namespace tailcast
