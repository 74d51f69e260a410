// SPDX-License-Identifier: Apache-2.0
// What is built on a van's chassis: box van, drop-side pickup, ambulance, motor caravan, walk-in delivery
// van.
#include "assets/lorry.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

struct Chassis {
  Coachwork work;
  BodyPlan cab;
  double rear, front;  // x: end of the frame, and first place behind the cab
  std::vector<Axle> axles;
};

// A bonneted cab and a frame to stand on; single or twin tyres behind.
Chassis begin_chassis(double length, const BonnetShape& shape, double rear_overhang, bool twin) {
  Chassis c{{}, plan_bonnet_cab(shape), -.5 * length, 0, {}};
  c.front = c.cab.rear - .04;
  const double rear_axle = c.rear + rear_overhang, y = shape.half_width - .15;
  c.axles = {{c.cab.axles[0], shape.wheel_radius, shape.wheel_width, y, true},
             {rear_axle, shape.wheel_radius, shape.wheel_width, y, false, twin}};
  add_cab(c.work, c.cab);
  Mesh& m = c.work.solid;
  add_blocks(m, {c.rear + .05, .36, .44}, {c.cab.rear + .1, .46, .60}, paint::kFrame);
  const double axle = shape.half_width - .3, guard = shape.half_width - .15;
  add_tube(m, {rear_axle, -axle, shape.wheel_radius}, {rear_axle, axle, shape.wheel_radius}, .06, .06, 8,
           paint::kFrame);
  for (const double side : {-1.0, 1.0})
    add_mudguard(m, {rear_axle, side * (y - (twin ? .12 : 0)), shape.wheel_radius}, shape.wheel_radius + .04,
                 shape.wheel_width + (twin ? .25 : .02), .5, 2.64, paint::kPlastic);
  add_block(m, {c.rear, -guard, .42}, {c.rear + .06, guard, .54}, paint::kSteel);
  add_rear_lamps(c.work.trim, c.rear, shape.half_width - .07, .60);
  return c;
}

BonnetShape van_front(double front, double length, double roof) {
  return {front, length, 1.0, roof, .80, 1.08, 1.36, .72, .345, .225, .95, .34};
}

Asset end_chassis(Chassis c, double mass, double height) {
  add_axles(c.work.asset, c.axles, 6);
  return finish(std::move(c.work), mass, height);
}

Asset make_box_van(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double length = random.uniform(6.3, 7.1), top = random.uniform(3.05, 3.3), w = 1.07;
  Chassis c = begin_chassis(length, van_front(.5 * length, 2.0, 2.30), 1.35, true);
  add_cargo_box(c.work.solid, {c.rear, -w, .86}, {c.front, w, top});
  add_profile(c.work.solid,
              {{c.front - .01, 2.36},
               {c.front + .55, 2.40},
               {c.front + .95, 2.62},
               {c.front + .55, top - .06},
               {c.front - .01, top}},
              -w + .02, w - .02, paint::kLoad);
  add_blocks(c.work.solid, {c.rear + .2, .38, .60}, {c.front - .1, .44, .86}, paint::kFrame);
  add_contour_marks(c.work.trim, {c.rear - .02, c.front, w + .015, .90, top - .03});
  return end_chassis(std::move(c), random.uniform(2400, 3500), 1.05);
}

// As narrow as a car: streets of old towns and of Asia are full of them.
Asset make_small_box_lorry(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double length = random.uniform(4.7, 5.5), top = random.uniform(2.15, 2.45),
               w = random.uniform(.82, .88);
  Chassis c = begin_chassis(length, {.5 * length, 1.55, .80, 1.88, .42, .84, 1.06, .50, .29, .17, .72, .30},
                            1.05, false);
  add_cargo_box(c.work.solid, {c.rear, -w, .74}, {c.front, w, top});
  add_blocks(c.work.solid, {c.rear + .2, .38, .60}, {c.front - .1, .44, .74}, paint::kFrame);
  return end_chassis(std::move(c), random.uniform(1250, 1800), .85);
}

Asset make_dropside(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double length = random.uniform(5.6, 6.3), w = 1.05;
  Chassis c = begin_chassis(length, van_front(.5 * length, 2.0, 2.20), 1.25, false);
  add_drop_sides(c.work, {c.rear, -w, .80}, {c.front, w, 1.34});
  add_blocks(c.work.solid, {c.rear + .2, .38, .60}, {c.front - .1, .44, .80}, paint::kFrame);
  for (const double y : {-.85, .85})
    add_block(c.work.solid, {c.front - .08, y - .03, 1.2}, {c.front - .02, y + .03, 2.28}, paint::kSteel);
  add_block(c.work.solid, {c.front - .08, -.9, 2.28}, {c.front - .02, .9, 2.34}, paint::kSteel);
  return end_chassis(std::move(c), random.uniform(2000, 2900), .80);
}

Asset make_ambulance(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double length = random.uniform(6.1, 6.6), top = random.uniform(2.72, 2.85), w = 1.06;
  Chassis c = begin_chassis(length, van_front(.5 * length, 2.0, 2.30), 1.30, false);
  Mesh& m = c.work.solid;
  add_section(m, {{-w, .72}, {w, .72}, {w, top - .14}, {w - .14, top}, {-w + .14, top}, {-w, top - .14}},
              c.rear, c.front, paint::kBody);
  add_blocks(m, {c.rear, w - .12, .40}, {c.rear + .80, w - .005, .72}, paint::kBody);
  add_blocks(m, {c.rear + 1.85, w - .12, .40}, {c.front, w - .005, .72}, paint::kBody);
  add_profile(
      m, {{c.front - .01, 2.26}, {c.front + .8, 2.34}, {c.front + .62, 2.50}, {c.front - .01, top - .02}},
      -.92, .92, paint::kBody);
  add_beacons(c.work, c.front + .45, .80, 2.44);
  add_blocks(m, {c.rear + .02, w - .34, top - .03}, {c.rear + .30, w - .12, top + .12}, paint::kLamp, .03);
  for (int i = 0; i < 6; ++i)  // retro-reflective squares in two rows
    for (int row = 0; row < 2; ++row) {
      const double x = c.rear + .1 + (c.front - c.rear - .2) * (i + .5) / 6;
      add_blocks(c.work.trim, {x - .20, w - .01, 1.05 + .22 * row}, {x + .20, w + .006, 1.27 + .22 * row},
                 (i + row) % 2 == 0 ? paint::kRetro : paint::kSheet);
    }
  add_blocks(c.work.trim, {c.rear + 1.0, w - .01, 1.72}, {c.rear + 1.8, w + .008, 2.22},
             paint::kDark);  // tinted window
  add_blocks(c.work.trim, {c.rear - .008, .10, 1.55}, {c.rear + .01, .62, 2.15}, paint::kDark);
  add_block(c.work.trim, {c.rear - .012, -.015, .80}, {c.rear + .01, .015, top - .15}, paint::kPlastic);
  add_stripes(c.work.trim, {c.rear - .002, -w + .1, .92}, {c.rear - .002, w - .1, .92}, {.012, .19, .2}, 10);
  add_stripes(c.work.trim, {c.cab.front - .008, -.5, .86}, {c.cab.front - .008, .5, .86}, {.03, .14, .10}, 7);
  return end_chassis(std::move(c), random.uniform(3200, 4200), .95);
}

// Motor caravan: living body with windows, an alcove over the cab, awning box, bicycle-high rear.
Asset make_camper(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double length = random.uniform(6.2, 7.3), top = random.uniform(2.95, 3.12), w = 1.13;
  Chassis c = begin_chassis(length, van_front(.5 * length, 2.1, 2.25), 1.75, false);
  BodyPlan home;
  home.rear = c.rear, home.front = c.front + .02, home.half_width = w;
  home.floor = .52, home.sill = .56, home.wheel_radius = .345, home.wheel_width = .225, home.arch = .42;
  home.axles = {c.axles[1].x};
  home.tumblehome = .01, home.nose_taper = 0, home.tail_taper = 0, home.nose_corner = .02,
  home.tail_corner = .06;
  home.top = Curve{{home.rear, top - .30},
                   {home.rear + .12, top - .05},
                   {home.rear + .4, top},
                   {home.front - .03, top},
                   {home.front, top - .03}};
  home.belt = Curve{{home.rear, 1.72}, {home.front, 1.72}};
  const double inside = home.front - home.rear;
  home.side_windows = {{home.rear + .45, home.rear + 1.25},
                       {home.rear + .52 * inside, home.rear + .52 * inside + .9}};
  const auto sections = section_body(home);
  add_shell(c.work.trim, home, sections);
  add_shell_hulls(c.work.asset, home, sections);
  Mesh& t = c.work.trim;
  add_block(t, {home.rear + .1, -w + .30, .66}, {home.front - .1, w - .30, .70},
            {MaterialId::Wood, Part::Interior});
  add_block(t, {home.rear + .12, -w + .12, .95}, {home.rear + 1.5, w - .12, 1.35}, paint::kSeat, .05);
  add_block(t, {home.rear + 1.6, -w + .12, .70}, {home.rear + 1.66, w - .12, 2.4},
            {MaterialId::Wood, Part::Interior});
  add_block(t, {home.front - 1.3, .2, .70}, {home.front - .4, w - .12, 1.30}, paint::kSeat, .05);
  add_block(t, {home.front - 1.5, -w + .12, .70}, {home.front - .3, -w + .6, 1.6},
            {MaterialId::Wood, Part::Interior});
  Mesh& m = c.work.solid;
  add_profile(m,
              {{c.front, 2.22},
               {c.front + .9, 2.28},
               {c.front + 1.12, 2.48},
               {c.front + .95, top - .18},
               {c.front + .6, top},
               {c.front, top}},
              -w + .04, w - .04, paint::kBody);
  add_tube(m, {home.rear + .5, -w - .02, top - .14}, {home.front - .4, -w - .02, top - .14}, .075, .075, 10,
           paint::kSheet);  // awning
  add_block(m, {home.rear + 1.9, -.35, top - .01}, {home.rear + 2.5, .35, top + .10}, paint::kPlastic, .03);
  add_ladder(m, {home.rear - .06, .6, 1.2}, {home.rear - .06, .6, top - .1}, Vec3::UnitY(), .32,
             paint::kRail);
  add_blocks(t, {home.rear + .2, w - .02, 1.30}, {home.front - .1, w + .006, 1.38}, paint::kSheet);
  return end_chassis(std::move(c), random.uniform(2900, 3500), 1.05);
}

// Walk-in delivery van: an upright box with a stub of a bonnet and a wide flat screen.
Asset make_step_van(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double length = random.uniform(6.6, 7.6), top = random.uniform(2.85, 3.05), front = .5 * length;
  BodyPlan plan = plan_bonnet_cab({front, length, 1.12, top, .62, 1.28, 1.50, .16, .39, .24, .90, .50});
  plan.axles.push_back(-front + 2.0);
  plan.tumblehome = .02, plan.tail_corner = .05;
  plan.side_windows = {{front - 2.0, front - 1.02}};
  plan.top_windows = {{front - .76, front - .64}};
  Coachwork work;
  const auto sections = section_body(plan);
  add_shell(work.trim, plan, sections);
  add_shell_hulls(work.asset, plan, sections);
  add_cabin(work.trim, plan, {front - .66, {front - 1.75}, .80, .40, 2});
  add_block(work.trim, {front - 2.25, -1.05, .8}, {front - 2.20, 1.05, top - .1}, paint::kDark);
  add_lamps(work.trim, {front - .06, .85, 1.02}, {.08, .11, .11});
  add_block(work.trim, {front - .02, -.62, .80}, {front + .015, .62, 1.16}, paint::kPlastic);
  add_block(work.solid, {front - .02, -1.08, .46}, {front + .12, 1.08, .62}, paint::kSteel, .03);
  add_number_plate(work.trim, {front + .12, .0, .54});
  add_rear_lamps(work.trim, -front, 1.02, .72);
  add_block(work.solid, {-front - .16, -1.0, .44}, {-front + .02, 1.0, .56}, paint::kSteel);
  for (double z = 1.05; z < top - .3; z += .16)
    add_block(work.trim, {-front - .012, -.80, z}, {-front + .02, .80, z + .135},
              paint::kSheet);  // roller door
  add_arm_mirrors(work.solid, {front - .70, 1.04, 1.75}, {front - .52, 1.34, 1.80}, {.09, .20, .34});
  add_axles(
      work.asset,
      std::array{Axle{plan.axles[0], .39, .24, .95, true}, Axle{plan.axles[1], .39, .22, .96, false, true}},
      8);
  return finish(std::move(work), random.uniform(3200, 4800), 1.05);
}

}  // namespace

std::vector<Family> light_lorry_families() {
  return {
      {{"vehicle/box_van", ClassId::Truck, "box body on a van's chassis", {6.7, 2.15, 3.17}, 2950, {}},
       make_box_van},
      {{"vehicle/small_box_lorry", ClassId::Truck, "small lorry with a box body", {5.1, 1.72, 2.3}, 1500, {}},
       make_small_box_lorry},
      {{"vehicle/dropside_pickup",
        ClassId::Pickup,
        "light lorry with a drop-side bed",
        {5.95, 2.1, 2.25},
        2450,
        {"bed"}},
       make_dropside},
      {{"vehicle/ambulance",
        ClassId::Van,
        "ambulance with a box body and light bars",
        {6.35, 2.12, 2.8},
        3700,
        {}},
       make_ambulance},
      {{"vehicle/camper", ClassId::Van, "motor caravan with an alcove", {6.75, 2.26, 3.05}, 3200, {}},
       make_camper},
      {{"vehicle/step_van", ClassId::Van, "walk-in delivery van", {7.1, 2.3, 2.95}, 4000, {}}, make_step_van},
  };
}

}  // namespace tailcast
