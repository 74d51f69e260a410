// SPDX-License-Identifier: Apache-2.0
// Cars whose shape is no closed saloon's: a roadster with its roof down, a saloon of the thirties with
// separate wings, a golf cart, a three-wheeled rickshaw, a quad.
#include "assets/car_styles.h"
#include "assets/vehicle_parts.h"
#include "assets/wheel.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

constexpr CarStyle kRoadster{.length = {3.95, 4.30},
                             .width = {1.72, 1.82},
                             .height = {1.22, 1.28},
                             .mass = {1050, 1450},
                             .sill = .19,
                             .wheel_radius = .315,
                             .wheel_width = .215,
                             .front_overhang = .80,
                             .wheelbase = .60,
                             .bonnet = 1.38,
                             .nose = .52,
                             .cowl = .71,
                             .screen = .50,
                             .deck = .70,
                             .tail_base = .30,
                             .tail_run = .60,
                             .roof_drop = .05,
                             .belt = .68,
                             .tumblehome = .30,
                             .glass_end = 1.2,
                             .panes = 1,
                             .seat_rows = 1,
                             .seat_height = .20,
                             .tail_lamp = .06,
                             .mirror = .13};

// A windscreen with its frame: feet at (x, +-half_width, z), its head `rise` above and `back` behind,
// narrower by `lean`.
struct Windscreen {
  double x, z, half_width, rise, back, lean;
};
void add_windscreen(Coachwork& work, const Windscreen& w, Paint frame) {
  const Vec3 a(w.x, w.half_width, w.z), b(w.x, -w.half_width, w.z);
  const Vec3 c(w.x - w.back, -w.half_width + w.lean, w.z + w.rise),
      d(w.x - w.back, w.half_width - w.lean, w.z + w.rise);
  add_quad(work.trim, a, d, c, b, paint::kGlass);
  for (const auto& [p, q] : {std::pair{a, d}, {d, c}, {c, b}})
    add_tube(work.solid, p, q, .022, .022, 8, frame);
  HullShape pane;
  for (const Vec3& p : {a, b, c, d})
    for (const double side : {-.004, .004}) pane.points.push_back((p + Vec3(side, 0, 0)).cast<float>());
  work.asset.collision.emplace_back(std::move(pane));
}

// The saloon's plan without its roof: a cockpit between boot and scuttle.
BodyPlan plan_roadster(RandomStream& random) {
  BodyPlan plan = plan_car(kRoadster, random);
  const auto knots = plan.top.knots();
  const double cowl = knots[7].x(), cowl_z = knots[7].y(), rail = plan.belt.at(0) + .02;
  plan.bed = CargoBed{
      plan.rear + random.uniform(1.10, 1.22), cowl - .26, plan.half_width - .17, .33, rail, paint::kDark};
  std::vector<Eigen::Vector2d> top(knots.begin(), knots.begin() + 3);
  top.emplace_back(plan.rear + .75, rail + .05);
  top.emplace_back(plan.bed->rear - .006, rail + .04);
  top.emplace_back(plan.bed->front + .006, cowl_z - .02);
  top.insert(top.end(), knots.begin() + 7, knots.end());
  plan.top = Curve(top);
  plan.top_windows.clear(), plan.side_windows.clear();
  return plan;
}

Asset make_convertible(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const BodyPlan plan = plan_roadster(random);
  const CargoBed& pit = *plan.bed;
  const auto sections = section_body(plan);
  const double cowl = pit.front + .26, cowl_z = plan.top.at(cowl);
  Coachwork work;
  add_shell(work.trim, plan, sections);
  add_shell_hulls(work.asset, plan, sections);
  Mesh& trim = work.trim;
  const double inner = pit.half_width;
  for (const double side : {-1.0, 1.0})
    add_seat(work.solid, {pit.rear + .42, side * .37, pit.floor, .22, .50, .58});
  add_block(work.solid, {pit.front - .24, -inner, pit.floor + .26}, {pit.front + .02, inner, pit.rail - .03},
            paint::kDark, .04);
  add_block(work.solid, {pit.rear, -.10, pit.floor - .01}, {pit.front - .2, .10, pit.floor + .22},
            paint::kDark, .03);
  add_steering_wheel(trim, {pit.front - .36, .37, pit.rail - .04}, .18, -1.15);
  add_windscreen(work, {cowl - .10, cowl_z - .03, .60, random.uniform(.36, .40), .42, .06}, paint::kBody);
  for (const double side : {-1.0, 1.0})  // hoops behind the seats
    for (const double end : {-1.0, 1.0}) {
      const Vec3 foot(pit.rear - .03, side * .37 + end * .15, pit.rail),
          head = foot + Vec3(.02, -end * .05, .19);
      add_tube(work.solid, foot, head, .022, .022, 8, paint::kRail);
      if (end > 0) add_tube(work.solid, head, head - Vec3(0, .20, 0), .022, .022, 8, paint::kRail);
    }
  add_block(work.solid, {pit.rear - .42, -.58, pit.rail - .02}, {pit.rear - .08, .58, pit.rail + .11},
            {MaterialId::Cloth, Part::Roof}, .05);
  add_lamps(trim, plan, {.20, .74 * plan.half_width, .60, {.15, .13, .06}},
            {.05, .78 * plan.half_width, .70, {.06, .12, .05}});
  add_plates(trim, plan, .34, .48);
  add_mirrors(trim, plan, cowl - .40, plan.belt.at(cowl) + .04, .13);
  add_wheels(work.asset, plan, random.chance(.5) ? 5 : 10);
  work.asset.anchors.push_back({"seat", offset(pit.rear + .62, -.37, pit.floor + .22), {.50, .50, 0}});
  return finish(std::move(work), draw(random, kRoadster.mass), .46);
}

// Saloon of the thirties: narrow body behind a long bonnet, upright radiator, separate wings and running
// boards.
Asset make_old_timer(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double scale = random.uniform(.96, 1.06);
  BodyPlan plan;
  plan.rear = -1.98 * scale, plan.front = 1.66 * scale, plan.half_width = .66;
  plan.floor = .40, plan.sill = .44, plan.wheel_width = .01;
  plan.nose_taper = .50, plan.tail_taper = .16, plan.nose_corner = .05, plan.tail_corner = .30,
  plan.tumblehome = .16;
  const double roof = random.uniform(1.66, 1.76), cowl = .50 * scale;
  plan.top = Curve{{plan.rear, .72},
                   {plan.rear + .14, 1.08},
                   {plan.rear + .48, roof - .13},
                   {plan.rear + .95, roof},
                   {cowl - .32, roof - .03},
                   {cowl - .20, roof - .08},
                   {cowl, 1.19},
                   {plan.front - .03, 1.09},
                   {plan.front, 1.00}};
  plan.belt = Curve{{plan.rear, 1.0}, {cowl, 1.10}, {plan.front, .88}};
  plan.top_windows = {{cowl - .19, cowl - .02}, {plan.rear + .22, plan.rear + .44}};
  const double door = .5 * (cowl + plan.rear) + .12;
  plan.side_windows = {{plan.rear + .62, door - .05}, {door + .05, cowl - .30}};
  const auto sections = section_body(plan);
  Coachwork work;
  add_shell(work.trim, plan, sections);
  add_shell_hulls(work.asset, plan, sections);
  for (const double x : {cowl - .95, cowl - 1.65})
    for (const double side : {-1.0, 1.0}) add_seat(work.trim, {x, side * .28, .48, .34, .48, .52});
  add_block(work.trim, {plan.rear + .3, -.5, .46}, {cowl, .5, .48}, paint::kDark);
  add_block(work.trim, {cowl - .22, -.5, .95}, {cowl - .06, .5, 1.10}, paint::kDark);
  add_steering_wheel(work.trim, {cowl - .45, .28, 1.06}, .22, -1.0);

  const double radius = .355, y = .68, rear_axle = -1.30 * scale, front_axle = 1.28 * scale;
  const std::array axles{Axle{front_axle, radius, .145, y, true}, Axle{rear_axle, radius, .145, y}};
  for (const double side : {-1.0, 1.0}) {
    add_mudguard(work.solid, {front_axle, side * y, radius}, radius + .06, .25, .12, .5 * kPi, paint::kBody);
    add_mudguard(work.solid, {front_axle, side * y, radius}, radius + .06, .25, .5 * kPi, 3.15, paint::kBody);
    add_mudguard(work.solid, {rear_axle, side * y, radius}, radius + .06, .25, .0, .5 * kPi, paint::kBody);
    add_mudguard(work.solid, {rear_axle, side * y, radius}, radius + .06, .25, .5 * kPi, 2.9, paint::kBody);
    add_block(work.solid, {rear_axle + radius + .05, side * .56, .33},
              {front_axle - radius - .05, side * .80, .37}, paint::kBody);
    add_ellipsoid(work.solid, offset(plan.front - .05, side * .43, .92), {.13, .125, .125}, 8, 14,
                  paint::kLamp);
    add_tube(work.solid, {plan.front - .08, side * .43, .80}, {plan.front - .14, side * .38, .42}, .022, .022,
             8, paint::kSteel);
    add_beam(work.solid, {-.5, side * .38, .36}, {plan.front + .34, side * .34, .42}, .06, .09,
             paint::kFrame);
    add_beam(work.solid, {-.5, side * .38, .36}, {plan.rear - .20, side * .36, .46}, .06, .09, paint::kFrame);
    add_lamp(work.trim, {plan.rear + .02, side * .66, .76}, {.05, .05, .06});
  }
  add_block(work.solid, {plan.front - .02, -.29, .50}, {plan.front + .06, .29, 1.13}, paint::kSteel,
            .03);  // radiator
  for (const double end : {plan.front + .36, plan.rear - .24}) {
    add_block(work.solid, {end - .03, -.78, .41}, {end + .03, .78, .50}, paint::kSteel, .012);
    add_number_plate(work.trim, {end > 0 ? end + .02 : end - .02, 0, .47});
  }
  const Pose spare{rotation_about(Vec3::UnitY(), -.25) * rotation_about(Vec3::UnitZ(), .5 * kPi),
                   Vec3(plan.rear - .05, 0, .92)};
  append(work.trim, make_wheel({radius, .145, .64 * radius}, 8), spare);
  work.asset.collision.emplace_back(CylinderShape{spare * along_y(Vec3::Zero()), radius, .0725});
  add_axles(work.asset, axles, 8);
  return finish(std::move(work), random.uniform(1050, 1450), .62);
}

// Golf cart: two seats under a canopy on four posts.
Asset make_golf_cart(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double roof = random.uniform(1.74, 1.84), half = .5 * random.uniform(1.18, 1.24);
  Coachwork work;
  Mesh& m = work.solid;
  add_block(m, {-.62, -half + .03, .22}, {.72, half - .03, .30}, paint::kPlastic);  // floor
  add_profile(m, {{.66, .24}, {1.14, .30}, {1.18, .48}, {1.02, .70}, {.66, .86}}, -half + .06, half - .06,
              paint::kBody);
  add_profile(m, {{-1.18, .34}, {-.12, .24}, {-.12, .62}, {-1.10, .62}}, -half + .06, half - .06,
              paint::kBody);
  add_block(m, {-.56, -half + .08, .62}, {-.06, half - .08, .72}, paint::kSeat, .03);  // bench
  add_profile(m, {{-.60, .66}, {-.50, .66}, {-.62, 1.12}, {-.72, 1.12}}, -half + .08, half - .08,
              paint::kSeat);
  add_block(m, {-1.12, -.38, .62}, {-.78, .38, .72}, paint::kPlastic, .02);  // bag well
  for (const double side : {-1.0, 1.0}) {
    const double y = side * (half - .09);
    add_tube(m, {.74, y, .80}, {.42, y, roof - .03}, .020, .020, 8, paint::kRail);
    add_tube(m, {-.78, y, .60}, {-.80, y, roof - .03}, .020, .020, 8, paint::kRail);
    add_tube(m, {-.12, y, .72}, {-.50, y, .90}, .018, .018, 8, paint::kRail);  // arm rests
    add_lamp(work.trim, {1.10, side * .36, .58}, {.06, .07, .06});
    add_lamp(work.trim, {-1.14, side * .42, .54}, {.03, .04, .06});
    // golf bags
    add_tube(m, {-.98, side * .18, .70}, {-1.08, side * .18, 1.36}, .12, .13, 12,
             {MaterialId::Cloth, Part::Load});
  }
  add_block(m, {-.98, -half, roof - .05}, {.60, half, roof}, paint::kPlastic, .02);
  add_tube(work.trim, {.60, .28, .62}, {.34, .28, .92}, .016, .016, 6, paint::kRail);
  add_steering_wheel(work.trim, {.34, .28, .92}, .17, -.6);
  add_number_plate(work.trim, {-1.165, 0, .45});
  const std::array axles{Axle{.84, .225, .21, half - .11, true, false, .55},
                         Axle{-.82, .225, .21, half - .11, false, false, .55}};
  add_axles(work.asset, axles, 5);
  work.asset.anchors.push_back({"seat", offset(-.30, -.28, .72), {.45, .5, 0}});
  return finish(std::move(work), random.uniform(400, 520), .48);
}

// Auto rickshaw: one wheel in front, a rounded nose, a hood of cloth over two benches, open sides.
Asset make_auto_rickshaw(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double roof = random.uniform(1.68, 1.76), half = .5 * random.uniform(1.28, 1.34);
  constexpr Paint kHood{MaterialId::Cloth, Part::Roof};
  Coachwork work;
  Mesh& m = work.solid;
  add_block(m, {-1.28, -half + .02, .26}, {.80, half - .02, .34}, paint::kBody);
  std::vector<std::vector<Vec3>> nose;  // narrows towards the wheel
  for (const auto& [x, w, low, high] :
       {std::array{.62, .62, .30, 1.02}, {.86, .54, .32, 1.00}, {1.08, .40, .40, .94}, {1.26, .22, .50, .82}})
    nose.push_back({{x, -w, low},
                    {x, w, low},
                    {x, w, high - .1},
                    {x, .6 * w, high},
                    {x, -.6 * w, high},
                    {x, -w, high - .1}});
  add_loft(m, nose, paint::kBody);
  add_block(m, {-1.30, -half, .34}, {-.62, half, .86}, paint::kBody, .05);           // engine and tub
  add_block(m, {-.98, -half + .1, .86}, {-.50, half - .1, .96}, paint::kSeat, .03);  // rear bench
  add_profile(m, {{-1.10, .90}, {-.98, .90}, {-1.06, 1.40}, {-1.18, 1.40}}, -half + .1, half - .1,
              paint::kSeat);
  add_block(m, {-.14, -.34, .34}, {.20, .34, .72}, paint::kPlastic, .04);  // driver's seat
  add_block(m, {-.16, -.32, .72}, {-.08, .32, 1.08}, paint::kSeat, .03);
  add_profile(m, {{-1.30, .86}, {-1.24, .86}, {-1.12, roof - .06}, {-1.20, roof - .06}}, -half + .02,
              half - .02, kHood);
  add_profile(m,
              {{-1.22, roof - .08},
               {.52, roof - .08},
               {.48, roof - .02},
               {.2, roof},
               {-.9, roof},
               {-1.18, roof - .02}},
              -half + .02, half - .02, kHood);
  for (const double side : {-1.0, 1.0}) {
    add_tube(m, {-.58, side * (half - .05), .34}, {-.58, side * (half - .05), roof - .05}, .018, .018, 8,
             paint::kRail);
    add_block(m, {-1.20, side * (half - .03), roof - .42}, {-.60, side * (half - .01), roof - .06}, kHood);
    add_lamp(work.trim, {-1.30, side * .5, .70}, {.03, .07, .05});
  }
  add_lamp(work.trim, {1.24, 0, .72}, {.06, .09, .09});
  add_windscreen(work, {.76, 1.00, .53, roof - 1.06, .24, .04}, paint::kBody);
  add_tube(work.trim, {.62, -.24, .98}, {.62, .24, .98}, .016, .016, 6, paint::kDark);
  add_arm_mirrors(work.trim, {.74, .56, 1.10}, {.74, .70, 1.16}, {.04, .10, .12});
  add_number_plate(work.trim, {-1.302, 0, .52});
  add_number_plate(work.trim, {1.04, 0, .66});
  add_mudguard(m, {1.06, 0, .20}, .235, .16, .1, 2.6, paint::kBody);
  const std::array axles{Axle{1.06, .20, .10, 0, true, false, .55},
                         Axle{-.86, .20, .10, .56, false, false, .55}};
  add_axles(work.asset, axles, 4);
  work.asset.anchors.push_back({"seat", offset(-.72, 0, .96), {.4, .9, 0}});
  return finish(std::move(work), random.uniform(330, 420), .55);
}

// Quad: four balloon tyres, straddle seat, handlebar, racks.
Asset make_quad(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double s = random.uniform(.96, 1.06);
  Coachwork work;
  Mesh& m = work.solid;
  add_block(m, Vec3(-.55, -.16, .28) * s, Vec3(.55, .16, .58) * s, paint::kSteel, .04);  // engine and frame
  add_profile(m, {{-.72 * s, .74 * s}, {.05 * s, .66 * s}, {.10 * s, .80 * s}, {-.66 * s, .86 * s}}, -.15 * s,
              .15 * s, paint::kSeat);
  add_profile(
      m, {{.0 * s, .58 * s}, {.62 * s, .60 * s}, {.66 * s, .74 * s}, {.30 * s, .90 * s}, {.05 * s, .88 * s}},
      -.16 * s, .16 * s, paint::kBody);
  const double radius = .30 * s, track = .40 * s;
  for (const double x : {.62 * s, -.60 * s})
    for (const double side : {-1.0, 1.0}) {
      add_mudguard(m, {x, side * track, radius}, radius + .055, .27, .35, 2.75, paint::kBody);
      add_tube(m, {x, side * .12, radius}, {x, side * (track - .08), radius}, .03, .03, 8, paint::kSteel);
    }
  for (const auto& [a, b] : {std::pair{.42, .88}, {-.92, -.46}}) {  // racks
    for (const double y : {-.32, -.11, .11, .32})
      add_tube(m, Vec3(a, y, .80) * s, Vec3(b, y, .80) * s, .012, .012, 6, paint::kRail);
    for (const double x : {a, b})
      add_tube(m, Vec3(x, -.34, .80) * s, Vec3(x, .34, .80) * s, .012, .012, 6, paint::kRail);
    add_blocks(m, Vec3(.5 * (a + b) - .02, .14, .60) * s, Vec3(.5 * (a + b) + .02, .18, .79) * s,
               paint::kFrame);
  }
  add_tube(m, Vec3(.44, 0, .70) * s, Vec3(.26, 0, 1.04) * s, .025, .025, 8, paint::kFrame);
  for (const double side : {-1.0, 1.0}) {
    add_tube(m, Vec3(.26, 0, 1.04) * s, Vec3(.18, side * .38, 1.08) * s, .015, .015, 8, paint::kRail);
    add_block(m, Vec3(-.26, side * .20, .32) * s, Vec3(.26, side * .40, .35) * s,
              paint::kPlastic);  // foot wells
    add_lamp(work.trim, Vec3(.86, side * .20, .66) * s, {.05, .06, .05});
  }
  add_block(m, Vec3(.64, -.26, .40) * s, Vec3(.90, .26, .74) * s, paint::kBody, .05);
  add_lamp(work.trim, Vec3(-.74, 0, .70) * s, {.03, .07, .04});
  add_number_plate(work.trim, Vec3(-.80, 0, .60) * s);
  add_block(m, Vec3(-.80, -.24, .54) * s, Vec3(-.70, .24, .68) * s, paint::kPlastic, .02);
  const std::array axles{Axle{.62 * s, radius, .23, track, true, false, .5},
                         Axle{-.60 * s, radius, .25, track, false, false, .5}};
  add_axles(work.asset, axles, 5);
  work.asset.anchors.push_back({"seat", offset(-.3 * s, 0, .84 * s), {.5 * s, .3 * s, 0}});
  return finish(std::move(work), random.uniform(280, 380), .42);
}

}  // namespace

std::vector<Family> open_car_families() {
  return {
      {{"vehicle/convertible",
        ClassId::Car,
        "two-seat roadster with its roof down",
        {4.12, 1.77, 1.25},
        1250,
        {"seat"}},
       make_convertible},
      {{"vehicle/old_timer",
        ClassId::Car,
        "saloon of the thirties with separate wings",
        {4.30, 1.65, 1.71},
        1250,
        {}},
       make_old_timer},
      {{"vehicle/golf_cart",
        ClassId::OtherVehicle,
        "golf cart with two bags",
        {2.38, 1.21, 1.79},
        460,
        {"seat"}},
       make_golf_cart},
      {{"vehicle/auto_rickshaw",
        ClassId::OtherVehicle,
        "three-wheeled auto rickshaw",
        {2.62, 1.31, 1.72},
        375,
        {"seat"}},
       make_auto_rickshaw},
      {{"vehicle/quad", ClassId::OtherVehicle, "quad bike without a rider", {1.9, 1.05, 1.10}, 330, {"seat"}},
       make_quad},
  };
}

}  // namespace tailcast
