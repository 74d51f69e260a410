// SPDX-License-Identifier: Apache-2.0
// Bicycles, motorcycles and scooters without riders, on their stands; and the car that carries two bicycles.
#include <algorithm>

#include "assets/car_styles.h"
#include "assets/spoked_wheel.h"
#include "core/check.h"
#include "core/dmath.h"

namespace tailcast {

Mesh make_spoked_wheel(const SpokedWheel& w) {
  Mesh mesh;
  const double middle = w.radius - w.tyre, rim = middle - 1.2 * w.tyre;
  const auto ring = [&](double radius, double thickness, int sides, int around, Paint paint) {
    std::vector<Eigen::Vector2d> section;
    for (int i = 0; i <= sides; ++i) {
      const double angle = -kPi + 2 * kPi * i / sides;
      section.emplace_back(radius + thickness * dmath::cos(angle), thickness * dmath::sin(angle));
    }
    add_lathe(mesh, along_y(Vec3::Zero()), section, around, paint);
  };
  ring(middle, w.tyre, 8, 32, {MaterialId::Rubber, Part::Wheel});
  ring(rim, .55 * w.tyre, 6, 32, {MaterialId::BareMetal, Part::Wheel});
  add_tube(mesh, {0, -w.hub_half_width, 0}, {0, w.hub_half_width, 0}, w.hub_radius, w.hub_radius, 12,
           {MaterialId::BareMetal, Part::Wheel});
  for (int i = 0; i < w.spokes; ++i) {
    const double angle = 2 * kPi * i / w.spokes, side = i % 2 == 0 ? 1 : -1;
    const Vec3 out(dmath::cos(angle), 0, dmath::sin(angle));
    add_tube(mesh, .8 * w.hub_radius * out + Vec3(0, .7 * side * w.hub_half_width, 0), rim * out,
             w.spoke_radius, w.spoke_radius, w.spoke_radius < .004 ? 3 : 6,
             {MaterialId::BareMetal, Part::Wheel});
  }
  return mesh;
}

void add_roll(Asset& asset, Mesh mesh, const Roll& roll) {
  Joint joint;
  joint.kind = Joint::Kind::Wheel;
  joint.radius = roll.radius;
  joint.steers = roll.steers;
  joint.root_from_link.translation = Vec3(roll.x, roll.y, roll.radius);
  asset.links.push_back({roll.name, std::make_shared<const Mesh>(std::move(mesh)), joint});
  asset.collision.emplace_back(
      CylinderShape{along_y(joint.root_from_link.translation), roll.radius, roll.half_width});
}

namespace {

constexpr Paint kFramePaint{MaterialId::CarPaint, Part::Body};

struct BicycleStyle {
  const char* id;
  const char* summary;
  double radius, tyre, base;  // m; base: wheelbase
  double saddle, bar, reach;  // z, z, x of the bar ahead of the saddle
  Span mass;
  bool dropped = false, step_through = false, guards = false, rack = false, box = false;
};

constexpr std::array kBicycles{
    BicycleStyle{"vehicle/bicycle_city",
                 "city bicycle with mudguards, rack and basket",
                 .345,
                 .020,
                 1.08,
                 .93,
                 1.08,
                 .50,
                 {15, 20},
                 false,
                 true,
                 true,
                 true},
    BicycleStyle{"vehicle/bicycle_racing", "racing bicycle", .335, .013, .99, .98, .94, .66, {7, 9.5}, true},
    BicycleStyle{"vehicle/bicycle_mountain", "mountain bicycle", .35, .030, 1.14, .95, 1.02, .60, {11, 15}},
    BicycleStyle{"vehicle/bicycle_child",
                 "child's bicycle with training wheels",
                 .20,
                 .022,
                 .68,
                 .50,
                 .66,
                 .30,
                 {6, 9},
                 false,
                 true,
                 true},
    BicycleStyle{"vehicle/bicycle_cargo",
                 "cargo bicycle with a box before its bar",
                 .345,
                 .022,
                 1.95,
                 .93,
                 1.08,
                 .48,
                 {32, 45},
                 false,
                 true,
                 true,
                 false,
                 true},
};

void tube(Mesh& m, const Vec3& a, const Vec3& b, double r = .016, Paint paint = kFramePaint) {
  add_tube(m, a, b, r, r, 8, paint);
}

Asset build_bicycle(const BicycleStyle& s, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double k = random.uniform(.97, 1.04), r = s.radius, rear = -.5 * s.base * k;
  const double front_radius = s.box ? .25 : r, front = .5 * s.base * k;
  Coachwork work;
  Mesh& m = work.solid;
  const Vec3 hub(rear, 0, r), crank(rear + 1.25 * r, 0, .80 * r),
      saddle(crank.x() - .22 * s.saddle, 0, s.saddle * k);
  const Vec3 seat = crank + .78 * (saddle - crank);
  const Vec3 bar(saddle.x() + s.reach * k, 0, s.bar * k), head_top = bar + Vec3(.0, 0, -.12),
                                                          head = head_top + Vec3(.05, 0, -.16);
  tube(m, crank, seat), tube(m, seat, saddle - Vec3(0, 0, .04), .013, paint::kRail);
  if (s.step_through)
    tube(m, head, crank, .022);
  else
    tube(m, head, crank, .019), tube(m, head_top - Vec3(0, 0, .02), seat, .016);
  tube(m, head, head_top, .020);
  for (const double side : {-1.0, 1.0}) {
    const Vec3 y(0, side * .055, 0);
    tube(m, crank + .4 * y, hub + y, .010), tube(m, seat, hub + y, .008);
    tube(m, crank + Vec3(side * .10, side * .05, -side * .12),
         crank + Vec3(side * .10, side * .15, -side * .12), .018, paint::kPlastic);
    tube(m, crank + Vec3(0, side * .05, 0), crank + Vec3(side * .10, side * .055, -side * .12), .010,
         paint::kRail);
  }
  add_tube(m, crank - Vec3(0, .055, 0), crank - Vec3(0, .048, 0), .095, .095, 20,
           paint::kSteel);  // chain wheel
  add_profile(m,
              {{saddle.x() - .14, saddle.z() - .03},
               {saddle.x() + .14, saddle.z() - .02},
               {saddle.x() + .14, saddle.z() + .01},
               {saddle.x() - .14, saddle.z() + .03}},
              -.06, .06, {MaterialId::Plastic, Part::Body});
  // fork: straight to the front hub; a cargo bicycle steers its wheel before the box by a rod
  const Vec3 axle(front, 0, front_radius),
      crown = s.box ? Vec3(front - .10, 0, .62) : Vec3(head.x() + .02, 0, std::max(head.z(), 2 * r + .03));
  if (s.box)
    tube(m, crown + Vec3(0, 0, .06), crown, .022);
  else
    tube(m, head, crown, .016);
  for (const double side : {-1.0, 1.0}) {
    tube(m, crown + Vec3(0, side * .05, 0), axle + Vec3(0, side * .055, 0), .012);
    const Vec3 grip = bar + Vec3(s.dropped ? .04 : -.10, side * (s.dropped ? .21 : .30), s.dropped ? 0 : .03);
    tube(m, bar, grip, .013, paint::kRail);
    if (s.dropped) {
      tube(m, grip, grip + Vec3(.07, 0, -.06), .013, paint::kPlastic);
      tube(m, grip + Vec3(.07, 0, -.06), grip + Vec3(-.03, 0, -.14), .013, paint::kPlastic);
    } else {
      tube(m, grip, grip + Vec3(-.06, side * .02, 0), .017, paint::kPlastic);
    }
  }
  tube(m, crown - Vec3(0, .06, 0), crown + Vec3(0, .06, 0), .015), tube(m, head_top, bar, .014, paint::kRail);
  if (s.guards) {
    add_mudguard(m, hub, r + .015, 2.6 * s.tyre, .55, 3.3, kFramePaint);
    add_mudguard(m, axle, front_radius + .015, 2.6 * s.tyre, .6, 2.7, kFramePaint);
    add_beam(m, crank + Vec3(.06, -.06, .05), hub + Vec3(-.02, -.06, .04), .012, .07,
             paint::kPlastic);  // chain guard
  }
  if (s.rack) {
    const double z = 2 * r + .07;
    for (const double y : {-.06, .0, .06})
      tube(m, {rear - .24, y, z}, {saddle.x() + .02, y, z}, .006, paint::kRail);
    for (const double side : {-1.0, 1.0})
      tube(m, {rear - .05, side * .065, z}, hub + Vec3(0, side * .065, 0), .006, paint::kRail);
    const Vec3 low = bar + Vec3(.08, -.17, -.22);
    for (const double z2 : {.0, .11, .22}) {  // basket of wire
      for (const double y : {.0, .34})
        tube(m, low + Vec3(0, y, z2), low + Vec3(.24, y, z2), .005, paint::kRail);
      for (const double x : {.0, .24})
        tube(m, low + Vec3(x, 0, z2), low + Vec3(x, .34, z2), .005, paint::kRail);
    }
    for (int i = 0; i <= 4; ++i)
      for (const double x : {.0, .24})
        tube(m, low + Vec3(x, .085 * i, 0), low + Vec3(x, .085 * i, .22), .004, paint::kRail);
    add_block(m, low, low + Vec3(.24, .34, .008), paint::kSteel);
  }
  if (s.box) {
    const double a = crank.x() + .42, b = front - .34, floor = .24;
    const double low = .22 * (b - a);
    add_profile(m, {{a, floor}, {b - low, floor}, {b, floor + .42}, {a - .06, floor + .52}}, -.31, .31,
                paint::kPlanks);
    tube(m, crank + Vec3(0, 0, -.02), {b - .1, 0, floor - .04}, .026),
        tube(m, {b - .1, 0, floor - .04}, crown, .024);
    tube(m, head, {a - .1, 0, floor - .03}, .022);
    work.asset.anchors.push_back({"bed", offset(.5 * (a + b) - .03, 0, floor + .42), {.7 * (b - a), .5, 0}});
  }
  tube(m, crank + Vec3(-.04, .03, -.02), {crank.x() - .16, .20, .012}, .010, paint::kRail);  // stand
  add_lamp(work.trim, bar + Vec3(.07, 0, -.06), {.03, .03, .03});
  const Vec3 reflector = s.guards ? Vec3(hub.x() - r - .018, 0, 2 * r - .07) : saddle + Vec3(-.035, 0, -.16);
  if (s.guards)
    add_block(m, {hub.x() - r - .02, -.012, 2 * r - .08}, {hub.x() - .8 * r, .012, 2 * r - .06},
              paint::kPlastic);
  add_block(m, reflector + Vec3(-.012, -.03, -.03), reflector + Vec3(.012, .03, .03), paint::kRetro);
  add_roll(work.asset, make_spoked_wheel({front_radius, s.tyre}),
           {"wheel_front", front, 0, front_radius, s.tyre, true});
  add_roll(work.asset, make_spoked_wheel({r, s.tyre}), {"wheel_rear", rear, 0, r, s.tyre});
  if (s.radius < .25)
    for (const double side : {-1.0, 1.0}) {
      tube(m, hub + Vec3(0, side * .03, .02), {rear, side * .20, .07}, .008, paint::kRail);
      add_tube(m, {rear, side * .20, .0605}, {rear, side * .23, .0605}, .06, .06, 14, paint::kRubber);
    }
  work.asset.wheelbase = front - rear;
  return finish(std::move(work), draw(random, s.mass), .5);
}

Asset make_bicycle(const AssetInfo& info, std::uint64_t seed) {
  const auto style =
      std::ranges::find(kBicycles, info.id, [](const BicycleStyle& s) { return std::string(s.id); });
  TAILCAST_CHECK(style != kBicycles.end(), "no such bicycle: " + info.id);
  return build_bicycle(*style, seed);
}

// Bicycles across the car's tail, on a carrier over its coupling.
Asset make_car_with_bicycles(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Car car = begin_car(kHatchback, random);
  Mesh& m = car.work.solid;
  const double x = car.plan.rear, z = .56;
  for (const double side : {-1.0, 1.0})
    tube(m, {x + .1, side * .12, .36}, {x - .62, side * .30, z - .12}, .02, paint::kRail);
  for (const double at : {.26, .52})
    add_block(m, {x - at - .05, -.62, z - .14}, {x - at + .05, .62, z - .10}, paint::kRail);
  tube(m, {x - .12, 0, .40}, {x - .12, 0, z + .62}, .02, paint::kRail);
  add_block(car.work.solid, {x - .68, -.58, z - .16}, {x - .64, .58, z - .02}, paint::kSheet);
  add_number_plate(car.work.trim, {x - .682, 0, z - .09});
  add_blocks(car.work.trim, {x - .69, .36, z - .14}, {x - .64, .56, z - .04}, paint::kLamp);
  for (int i = 0; i < 2; ++i) {
    const Asset bike = build_bicycle(kBicycles[static_cast<std::size_t>(1 + i)], random.seed());
    const Pose across{rotation_about(Vec3::UnitZ(), i == 0 ? .5 * kPi : -.5 * kPi),
                      Vec3(x - .26 - .26 * i, 0, z - .10)};
    for (const auto& link : bike.links) append(car.work.trim, *link.mesh, across * link.joint.root_from_link);
    for (const auto& shape : bike.collision) {
      if (const auto* hull = std::get_if<HullShape>(&shape)) {
        HullShape moved;
        for (const auto& p : hull->points)
          moved.points.push_back((across * Vec3(p.cast<double>())).cast<float>());
        car.work.asset.collision.emplace_back(std::move(moved));
      } else if (const auto* c = std::get_if<CylinderShape>(&shape)) {
        car.work.asset.collision.emplace_back(CylinderShape{across * c->center, c->radius, c->half_length});
      }
    }
  }
  return finish_car(std::move(car), kHatchback, random);
}

// ---- with engines ----

struct MotorStyle {
  const char* id;
  const char* summary;
  Vec3 size;  // m, about
  double radius, tyre, base;
  Span mass;
  void (*build)(Coachwork&, double rear, double front, double radius);
};

void add_fork(Mesh& m, const Vec3& axle, const Vec3& crown, double half) {
  for (const double side : {-1.0, 1.0})
    tube(m, axle + Vec3(0, side * half, 0), crown + Vec3(0, side * half, 0), .024, paint::kRail);
  add_block(m, crown + Vec3(-.04, -half - .03, -.03), crown + Vec3(.04, half + .03, .03), paint::kSteel);
}

void add_bars(Coachwork& work, const Vec3& middle, double half, double back, double rise) {
  for (const double side : {-1.0, 1.0}) {
    const Vec3 grip = middle + Vec3(-back, side * half, rise);
    tube(work.solid, middle, grip, .014, paint::kRail);
    tube(work.solid, grip, grip + Vec3(-.06, side * .10, 0), .018, paint::kRubber);
    const Vec3 mirror = grip + Vec3(.06, side * .06, .20);
    tube(work.solid, grip, mirror, .007, paint::kRail);
    add_block(work.solid, mirror + Vec3(-.012, -.06, -.035), mirror + Vec3(.012, .06, .045),
              {MaterialId::Plastic, Part::Mirror});
  }
}

void add_engine(Coachwork& work, double rear, double radius) {
  Mesh& m = work.solid;
  add_block(m, {-.28, -.19, .20}, {.20, .19, .46}, paint::kSteel, .04);
  add_profile(m, {{-.06, .46}, {.22, .42}, {.32, .68}, {.06, .72}}, -.17, .17, paint::kSteel);
  for (const double side : {-1.0, 1.0})
    add_beam(m, {-.26, side * .11, .42}, {rear, side * .11, radius}, .035, .06, paint::kSteel);
  tube(m, {.22, -.14, .34}, {-.20, -.20, .17}, .025, paint::kSteel),
      tube(m, {-.20, -.20, .17}, {rear - .12, -.23, .38}, .055, paint::kSteel);
}

void add_tail(Coachwork& work, const Vec3& end) {
  add_block(work.solid, end + Vec3(-.05, -.07, -.05), end + Vec3(.02, .07, .03), paint::kLamp, .015);
  add_beam(work.solid, end, end + Vec3(-.12, 0, -.26), .06, .03, paint::kPlastic);
  add_block(work.trim, end + Vec3(-.145, -.10, -.30), end + Vec3(-.125, .10, -.16), paint::kRetro);
  add_block(work.solid, end + Vec3(-.14, -.10, -.30), end + Vec3(-.115, .10, -.16), paint::kPlastic);
}

void build_sport(Coachwork& work, double rear, double front, double r) {
  Mesh& m = work.solid;
  add_engine(work, rear, r);
  const Vec3 crown(front - .30, 0, .88);
  add_fork(m, {front, 0, r}, crown, .10);
  add_ellipsoid(m, offset(.08, 0, .84), {.30, .17, .15}, 10, 16, kFramePaint);
  add_profile(m, {{-.50, .72}, {-.10, .70}, {-.14, .80}, {-.48, .84}}, -.13, .13, paint::kSeat);
  add_profile(m, {{-.86, 1.00}, {-.46, .70}, {-.40, .84}, {-.80, 1.04}}, -.11, .11, kFramePaint);
  add_profile(m, {{-.18, .24}, {.30, .22}, {.46, .62}, {.36, .82}, {-.05, .66}}, -.21, .21,
              kFramePaint);  // belly and side fairing
  add_profile(m, {{.34, .80}, {.46, .62}, {.66, .84}, {.60, .98}, {.36, 1.02}}, -.19, .19,
              kFramePaint);  // nose
  add_sheet(m, {.60, .13, .98}, {.60, -.13, .98}, {.36, -.12, 1.17}, {.36, .12, 1.17}, .012,
            {MaterialId::Plastic, Part::Window});
  add_lamps(work.trim, {.645, .08, .88}, {.03, .06, .035});
  add_bars(work, crown + Vec3(-.02, 0, .06), .26, .10, .0);
  add_mudguard(m, {front, 0, r}, r + .02, .13, .6, 2.4, kFramePaint);
  add_tail(work, {-.84, 0, .98});
  tube(m, {-.10, .16, .22}, {-.22, .33, .012}, .011, paint::kRail);
  add_beam(m, {-.2, 0, .48}, {-.2, 0, .72}, .16, .12, paint::kFrame, Vec3::UnitX());
}

void build_touring(Coachwork& work, double rear, double front, double r) {
  Mesh& m = work.solid;
  add_engine(work, rear, r);
  const Vec3 crown(front - .36, 0, .95);
  add_fork(m, {front, 0, r}, crown, .11);
  add_ellipsoid(m, offset(.10, 0, .92), {.32, .20, .17}, 10, 16, kFramePaint);
  add_profile(m, {{-.72, .74}, {-.12, .72}, {-.16, .84}, {-.40, .84}, {-.46, .92}, {-.72, .92}}, -.17, .17,
              paint::kSeat);
  add_profile(m, {{.18, .46}, {.46, .50}, {.70, .92}, {.60, 1.10}, {.34, 1.08}}, -.33, .33,
              kFramePaint);  // fairing
  add_sheet(m, {.60, .24, 1.08}, {.60, -.24, 1.08}, {.34, -.20, 1.46}, {.34, .20, 1.46}, .012,
            {MaterialId::Plastic, Part::Window});
  add_lamp(work.trim, {.66, 0, .94}, {.05, .14, .07});
  for (const double side : {-1.0, 1.0})
    add_block(m, {-1.02, side * .20, .42}, {-.50, side * .47, .80}, paint::kPlastic, .05);
  add_block(m, {-1.10, -.24, .95}, {-.74, .24, 1.26}, paint::kPlastic, .06);
  add_block(m, {-1.0, -.20, .78}, {-.56, .20, .82}, paint::kFrame),
      add_block(m, {-1.0, -.10, .88}, {-.72, .10, .95}, paint::kFrame);
  add_beam(m, {-.80, 0, .80}, {-.80, 0, .90}, .10, .10, paint::kFrame, Vec3::UnitX());
  add_bars(work, crown + Vec3(-.04, 0, .14), .36, .16, .04);
  add_mudguard(m, {front, 0, r}, r + .025, .15, .5, 2.6, kFramePaint);
  add_mudguard(m, {rear, 0, r}, r + .025, .19, .7, 2.9, kFramePaint);
  add_tail(work, {-1.03, 0, .72});
  tube(m, {-.10, .16, .22}, {-.22, .34, .012}, .012, paint::kRail);
  add_beam(m, {-.2, 0, .44}, {-.2, 0, .76}, .16, .14, paint::kFrame, Vec3::UnitX());
}

void build_scooter(Coachwork& work, double rear, double front, double r) {
  Mesh& m = work.solid;
  add_profile(m,
              {{front - .40, .26},
               {front - .30, .26},
               {front - .14, .60},
               {front - .30, 1.00},
               {front - .38, 1.00},
               {front - .24, .60}},
              -.20, .20, kFramePaint);  // leg shield
  add_profile(m, {{-.16, .24}, {front - .32, .24}, {front - .30, .31}, {-.16, .31}}, -.17, .17,
              paint::kPlastic);
  add_profile(
      m, {{rear + .05, .38}, {-.14, .25}, {-.08, .66}, {-.16, .72}, {rear - .22, .74}, {rear - .30, .62}},
      -.17, .17, kFramePaint);
  add_profile(m, {{rear - .20, .735}, {-.12, .715}, {-.10, .80}, {-.30, .82}, {rear - .20, .86}}, -.15, .15,
              paint::kSeat);
  add_fork(m, {front, 0, r}, {front - .16, 0, .52}, .09);
  add_block(m, {front - .42, -.14, .96}, {front - .26, .14, 1.07}, kFramePaint, .03);
  add_lamp(work.trim, {front - .26, 0, 1.02}, {.05, .07, .05});
  add_bars(work, {front - .36, 0, 1.05}, .26, .06, .03);
  add_mudguard(m, {front, 0, r}, r + .02, .13, .5, 2.7, kFramePaint);
  add_block(m, {rear - .12, -.16, .16}, {.02, -.02, .32}, paint::kSteel, .02);
  tube(m, {rear + .1, -.19, .26}, {rear - .20, -.19, .34}, .045, paint::kSteel);
  add_tail(work, {rear - .24, 0, .62});
  for (const double side : {-1.0, 1.0})
    tube(m, {-.04, side * .08, .22}, {-.10, side * .17, .012}, .010, paint::kRail);
}

// Moped: a tank along its low frame, small engine, rack, two-stroke silencer.
void build_moped(Coachwork& work, double rear, double front, double r) {
  Mesh& m = work.solid;
  const Vec3 crown(front - .16, 0, .72);
  add_fork(m, {front, 0, r}, crown, .07);
  tube(m, crown, crown + Vec3(-.10, 0, .24), .020), tube(m, crown + Vec3(-.02, 0, .02), {-.05, 0, .34}, .032);
  add_beam(m, {crown.x() - .08, 0, .66}, {-.02, 0, .44}, .13, .14, kFramePaint);  // tank
  tube(m, {-.05, 0, .34}, {-.16, 0, .74}, .018);
  add_block(m, {-.14, -.11, .20}, {.12, .11, .40}, paint::kSteel, .03);
  for (const double side : {-1.0, 1.0}) {
    tube(m, {-.08, side * .07, .32}, {rear, side * .08, r}, .016),
        tube(m, {-.16, side * .07, .66}, {rear, side * .08, r}, .014);
    tube(m, {.0, side * .14, .24}, {.0, side * .24, .24}, .016, paint::kRubber);
    tube(m, {-.16, side * .07, .66}, {rear - .24, side * .08, .66}, .009, paint::kRail);
  }
  for (double x = rear - .22; x < -.2; x += .11) tube(m, {x, -.09, .67}, {x, .09, .67}, .007, paint::kRail);
  add_profile(m, {{-.36, .74}, {.02, .75}, {.02, .79}, {-.36, .84}}, -.11, .11, paint::kSeat);
  tube(m, {.06, -.12, .24}, {-.15, -.13, .16}, .018, paint::kSteel),
      tube(m, {-.15, -.13, .16}, {rear - .1, -.14, .24}, .035, paint::kSteel);
  add_bars(work, crown + Vec3(-.10, 0, .26), .30, .12, .06);
  add_lamp(work.trim, crown + Vec3(.06, 0, .12), {.06, .07, .07});
  add_mudguard(m, {front, 0, r}, r + .02, .09, .5, 2.8, kFramePaint);
  add_mudguard(m, {rear, 0, r}, r + .02, .10, .4, 3.1, kFramePaint);
  add_tail(work, {rear - .22, 0, .58});
  for (const double side : {-1.0, 1.0})
    tube(m, {-.06, side * .08, .22}, {-.12, side * .17, .012}, .009, paint::kRail);
}

void build_e_scooter(Coachwork& work, double rear, double front, double r) {
  Mesh& m = work.solid;
  add_block(m, {rear + r + .03, -.075, .075}, {front - r - .05, .075, .125}, paint::kPlastic, .012);
  add_mudguard(m, {rear, 0, r}, r + .012, .06, .3, 2.8, paint::kPlastic);
  add_mudguard(m, {front, 0, r}, r + .012, .06, .4, 2.2, paint::kPlastic);
  for (const double side : {-1.0, 1.0}) {
    add_beam(m, {rear + r + .05, side * .055, .10}, {rear, side * .045, r}, .012, .03, paint::kSteel);
    add_beam(m, {front - .06, side * .045, 2 * r + .05}, {front, side * .045, r}, .012, .03, paint::kSteel);
  }
  const Vec3 neck(front - .07, 0, 2 * r + .05), top(front - .20, 0, 1.14);
  tube(m, {front - r - .06, 0, .10}, neck, .024, paint::kPlastic), tube(m, neck, top, .022, kFramePaint);
  add_block(m, neck + Vec3(-.03, -.06, -.015), neck + Vec3(.03, .06, .02), paint::kSteel);
  tube(m, top + Vec3(0, -.25, 0), top + Vec3(0, .25, 0), .014, paint::kRail);
  for (const double side : {-1.0, 1.0})
    tube(m, top + Vec3(0, side * .15, 0), top + Vec3(0, side * .26, 0), .018, paint::kRubber);
  add_lamp(work.trim, top + Vec3(.04, 0, -.10), {.025, .03, .02});
  add_block(m, top + Vec3(-.02, -.04, .0), top + Vec3(.03, .04, .03), paint::kPlastic);
  add_block(work.trim, {rear - r - .02, -.025, r + .04}, {rear - r - .008, .025, r + .08}, paint::kRetro);
  tube(m, {-.05, .06, .08}, {-.10, .16, .008}, .007, paint::kRail);
}

const std::array kMotors{
    MotorStyle{"vehicle/motorcycle_sport",
               "sports motorcycle with a full fairing",
               {2.05, .80, 1.2},
               .30,
               .058,
               1.42,
               {175, 210},
               build_sport},
    MotorStyle{"vehicle/motorcycle_touring",
               "touring motorcycle with screen and cases",
               {2.2, .95, 1.48},
               .31,
               .062,
               1.52,
               {230, 300},
               build_touring},
    MotorStyle{"vehicle/scooter",
               "motor scooter with a step-through floor",
               {1.85, .75, 1.25},
               .235,
               .050,
               1.32,
               {100, 150},
               build_scooter},
    MotorStyle{
        "vehicle/moped", "moped with a rack", {1.75, .75, 1.2}, .29, .032, 1.15, {48, 75}, build_moped},
    MotorStyle{"vehicle/e_scooter",
               "electric kick scooter",
               {1.12, .52, 1.17},
               .115,
               .024,
               .90,
               {13, 22},
               build_e_scooter},
};

Asset make_motor(const AssetInfo& info, std::uint64_t seed) {
  const auto style =
      std::ranges::find(kMotors, info.id, [](const MotorStyle& s) { return std::string(s.id); });
  TAILCAST_CHECK(style != kMotors.end(), "no such motorcycle: " + info.id);
  RandomStream random(seed, Domain::Asset);
  const double base = style->base * random.uniform(.97, 1.03), front = .5 * base, rear = -.5 * base,
               r = style->radius;
  Coachwork work;
  style->build(work, rear, front, r);
  const SpokedWheel wheel{
      r, style->tyre, 10, .35 * style->tyre * .4, .5 * style->tyre + .01, std::min(.06, 1.2 * style->tyre)};
  add_roll(work.asset, make_spoked_wheel(wheel), {"wheel_front", front, 0, r, style->tyre, true});
  add_roll(work.asset, make_spoked_wheel(wheel), {"wheel_rear", rear, 0, r, style->tyre});
  work.asset.wheelbase = base;
  if (r > .2) work.asset.anchors.push_back({"seat", offset(-.28, 0, .78), {.4, .25, 0}});
  return finish(std::move(work), draw(random, style->mass), .42 * style->size.z());
}

}  // namespace

std::vector<Family> two_wheeler_families() {
  std::vector<Family> families;
  for (const auto& s : kBicycles)
    families.push_back({{s.id,
                         ClassId::Bicycle,
                         s.summary,
                         {s.base + 2 * s.radius, .62, s.bar + .04},
                         .5 * (s.mass.low + s.mass.high),
                         s.box ? std::vector<std::string>{"bed"} : std::vector<std::string>{}},
                        make_bicycle});
  for (const auto& s : kMotors)
    families.push_back({{s.id, s.radius > .2 ? ClassId::Motorcycle : ClassId::OtherVehicle, s.summary, s.size,
                         .5 * (s.mass.low + s.mass.high),
                         s.radius > .2 ? std::vector<std::string>{"seat"} : std::vector<std::string>{}},
                        make_motor});
  families.push_back({{"vehicle/car_with_bicycles",
                       ClassId::Car,
                       "hatchback with two bicycles on its tail",
                       {4.75, 1.75, 1.6},
                       1250,
                       {}},
                      make_car_with_bicycles});
  return families;
}

}  // namespace tailcast
