// SPDX-License-Identifier: Apache-2.0
#include "assets/lorry.h"

#include <algorithm>

#include "core/dmath.h"

namespace tailcast {

BodyPlan plan_cab(const CabShape& shape) {
  BodyPlan plan;
  const double roof = shape.roof;
  plan.front = shape.front, plan.rear = plan.front - shape.length;
  plan.half_width = 1.22;
  plan.floor = .48, plan.sill = .55;
  plan.wheel_radius = .48, plan.wheel_width = .30, plan.arch = .56;
  plan.axles = {plan.front - 1.3};
  plan.tumblehome = .05, plan.nose_taper = .03, plan.tail_taper = 0;
  plan.nose_corner = .16, plan.tail_corner = .05;
  plan.top = Curve{{plan.rear, roof - .08},        {plan.rear + .15, roof},  {plan.front - .55, roof},
                   {plan.front - .26, roof - .12}, {plan.front - .07, 1.62}, {plan.front, 1.45}};
  plan.belt = Curve{{plan.rear, 1.66}, {plan.front - .5, 1.60}, {plan.front, 1.35}};
  plan.top_windows = {{plan.front - .25, plan.front - .08}};
  plan.side_windows = {{plan.front - 1.15, plan.front - .32}};
  if (shape.crew) plan.side_windows.push_back({plan.rear + .2, plan.front - 1.45});
  return plan;
}

BodyPlan plan_bonnet_cab(const BonnetShape& s) {
  BodyPlan plan;
  plan.front = s.front, plan.rear = s.front - s.length;
  plan.half_width = s.half_width;
  plan.sill = s.sill, plan.floor = s.sill - .06;
  plan.wheel_radius = s.wheel_radius, plan.wheel_width = s.wheel_width, plan.arch = s.wheel_radius + .065;
  plan.axles = {s.front - s.overhang};
  plan.tumblehome = .10, plan.tail_taper = 0, plan.tail_corner = .04, plan.nose_taper = .08,
  plan.nose_corner = .18;
  const double cowl = s.front - s.bonnet, header = cowl - s.screen;
  plan.top = Curve{{plan.rear, s.roof - .03},       {plan.rear + .12, s.roof},
                   {header, s.roof - .06},          {cowl, s.cowl},
                   {plan.front - .2, s.nose + .02}, {plan.front - .08, .96 * s.nose},
                   {plan.front, .74 * s.nose}};
  plan.belt = Curve{{plan.rear, s.cowl - .06},
                    {cowl, s.cowl - .08},
                    {plan.front - .3, s.nose - .10},
                    {plan.front, .62 * s.nose}};
  plan.top_windows = {{header + .03, cowl - .06}};
  plan.side_windows = {{plan.rear + .14, cowl - .22}};
  return plan;
}

void add_cab(Coachwork& work, const BodyPlan& cab) {
  const auto sections = section_body(cab);
  add_shell(work.trim, cab, sections);
  const Span screen = cab.top_windows[0];
  const bool bonnet = cab.front - screen.high > .3;
  add_shell_hulls(work.asset, cab, sections);
  const double cowl = bonnet ? screen.high + .06 : cab.front - .16, floor = bonnet ? cab.floor + .14 : .95;
  Cabin cabin{cowl, {cowl - 1.19}, floor, .36, 2};
  if (cab.side_windows.size() > 1) cabin.rows.push_back(cab.rear + .42);
  add_cabin(work.trim, cab, cabin);
  const double lamp = bonnet ? .80 * cab.top.at(cab.front - .08) : .78;
  add_lamps(work.trim, {cab.front - .05, .78 * cab.half_width, lamp},
            bonnet ? Vec3(.09, .14, .09) : Vec3(.06, .18, .09));
  add_number_plate(work.trim, {cab.front - .004, 0, bonnet ? cab.sill + .22 : .62});
  const double sight = bonnet ? cab.belt.at(cowl) + .22 : 2.05;
  const double x = bonnet ? cowl - .35 : cab.front - .25, skin = .94 * half_width_at(cab, x) - .03;
  add_arm_mirrors(work.solid, {x, skin - .05, sight - .1}, {x + .05, skin + .20, sight},
                  bonnet ? Vec3(.09, .18, .26) : Vec3(.12, .22, .42));
}

void add_chassis(Mesh& mesh, const BodyPlan& cab, double rear, double half_width) {
  const Paint dark{MaterialId::PaintedMetal, Part::Underbody}, metal{MaterialId::BareMetal, Part::Underbody};
  const double length = cab.rear + .8 - rear;
  double last_axle = -1e9;  // the foremost behind the cab
  for (const double axle : cab.axles)
    if (axle < cab.rear) last_axle = std::max(last_axle, axle);
  for (const double side : {-1.0, 1.0}) {
    add_box(mesh, offset(rear + .5 * length, side * .42, .83), {length, .08, .26}, dark);
    for (const double z : {.55, .85})
      add_box(mesh, offset(.5 * (last_axle + .75 + cab.rear - .1), side * (half_width - .05), z),
              {cab.rear - .1 - last_axle - .75, .03, .12}, metal);
    for (const double axle : cab.axles)
      add_tube(mesh, Vec3(axle, side * .35, cab.wheel_radius),
               Vec3(axle, side * (half_width - .3), cab.wheel_radius), .09, .09, 10, dark);
    for (const double axle : cab.axles)
      if (axle < cab.rear)
        add_rounded_box(mesh, offset(axle, side * (half_width - .19), 2 * cab.wheel_radius + .05),
                        {1.1, .34, .03}, .01, {MaterialId::Plastic, Part::Underbody});
    add_box(mesh, offset(rear + .14, side * .5, .62), {.06, .06, .34}, dark);
  }
  if (last_axle < cab.rear - 2)
    add_tube(mesh, Vec3(cab.rear - .3, .78, .72), Vec3(cab.rear - 1.3, .78, .72), .28, .28, 16, metal);
  add_box(mesh, offset(rear + .12, 0, .48), {.08, 2 * half_width - .15, .12}, metal);
}

void add_cargo_box(Mesh& mesh, const Vec3& low, const Vec3& high) {
  const Paint skin{MaterialId::PaintedMetal, Part::Load}, frame{MaterialId::BareMetal, Part::Load};
  const double rear = low.x(), half_width = high.y(), height = high.z();
  const Vec3 size = high - low;
  const Pose center = offset(.5 * (rear + high.x()), 0, .5 * (height + low.z()));
  add_rounded_box(mesh, center, size, .025, skin);
  const int ribs = static_cast<int>(size.x() / .6);
  for (int i = 0; i <= ribs; ++i)
    for (const double side : {-1.0, 1.0})
      add_box(mesh,
              offset(rear + .05 + (size.x() - .1) * i / ribs, side * half_width, center.translation.z()),
              {.05, .03, size.z() - .06}, frame);
  for (const double side : {-1.0, 1.0}) {  // doors: leaf edges, lock rods
    add_tube(mesh, Vec3(rear - .03, side * .35, low.z() + .08), Vec3(rear - .03, side * .35, height - .08),
             .018, .018, 8, frame);
    add_box(mesh, offset(rear, side * (half_width - .04), center.translation.z()), {.04, .08, size.z() - .06},
            frame);
  }
}

void add_rear_lamps(Mesh& mesh, double rear, double half_width, double z) {
  add_blocks(mesh, {rear - .015, half_width - .42, z - .07}, {rear + .05, half_width - .04, z + .07},
             paint::kLamp);
  add_number_plate(mesh, {rear - .004, 0, z});
}

void add_curtain_body(Coachwork& work, const Vec3& low, const Vec3& high) {
  constexpr Paint kCurtain{MaterialId::Cloth, Part::Load};
  const double w = high.y(), length = high.x() - low.x();
  Mesh& m = work.solid;
  add_block(m, low, {high.x(), w, low.z() + .14}, paint::kFrame);
  add_block(m, {low.x(), -w, high.z() - .10}, high, paint::kSheet);
  add_block(m, {high.x() - .06, -w + .01, low.z() + .14}, {high.x(), w - .01, high.z() - .10}, paint::kSheet);
  add_block(m, {low.x(), -w + .01, low.z() + .14}, {low.x() + .06, w - .01, high.z() - .10},
            paint::kSheet);  // doors
  // The curtain hangs in shallow folds between its straps.
  const int folds = static_cast<int>(length / .34);
  for (const double side : {-1.0, 1.0}) {
    for (int i = 0; i < folds; ++i) {
      const double a = low.x() + .06 + (length - .12) * i / folds,
                   b = low.x() + .06 + (length - .12) * (i + 1) / folds;
      const double in = i % 2 == 0 ? .0 : .016;
      add_block(m, {a, side * (w - .05), low.z() + .13}, {b, side * (w - .012 - in), high.z() - .09},
                kCurtain);
      if (i % 2 == 0)
        add_block(work.trim, {.5 * (a + b) - .03, side * (w - .02), low.z() + .02},
                  {.5 * (a + b) + .03, side * (w - .004), low.z() + .32}, paint::kPlastic);
    }
  }
  for (const double side : {-1.0, 1.0})
    add_tube(work.trim, {low.x() - .012, side * .35, low.z() + .1},
             {low.x() - .012, side * .35, high.z() - .1}, .016, .016, 8, paint::kRail);
  add_contour_marks(work.trim, {low.x(), high.x(), w, low.z() + .05, high.z() - .01});
}

void add_drop_sides(Coachwork& work, const Vec3& low, const Vec3& high) {
  const double w = high.y(), floor = low.z() + .14, board = high.z();
  Mesh& m = work.solid;
  add_block(m, low, {high.x(), w, low.z() + .10}, paint::kFrame);
  add_block(m, {low.x() + .01, -w + .01, low.z() + .10}, {high.x(), w - .01, floor}, paint::kPlanks);
  const int bays = std::max(1, static_cast<int>((high.x() - low.x()) / 2.2));
  for (int i = 0; i < bays; ++i) {
    const double a = low.x() + .04 + (high.x() - low.x() - .04) * i / bays,
                 b = low.x() + (high.x() - low.x()) * (i + 1) / bays;
    add_blocks(m, {a, w - .035, floor - .03}, {b - .05, w, board}, paint::kSheet);
    add_blocks(m, {b - .05, w - .05, floor - .03}, {b, w + .012, board + .03}, paint::kSteel);  // stake
    for (const double share : {.3, .62}) {
      const double z = floor + share * (board - floor);
      add_blocks(work.trim, {a + .03, w - .01, z}, {b - .08, w + .012, z + .05}, paint::kSheet);
    }
  }
  add_block(m, {low.x(), -w, floor - .03}, {low.x() + .035, w, board}, paint::kSheet);
  add_block(m, {high.x() - .05, -w, floor - .03}, {high.x(), w, board + .45}, paint::kSheet);  // headboard
  work.asset.anchors.push_back(
      {"bed", offset(.5 * (low.x() + high.x()), 0, floor), {high.x() - low.x() - .12, 2 * w - .09, 0}});
}

void add_tipper_body(Coachwork& work, const Vec3& low, const Vec3& high, bool loaded) {
  const double w = high.y(), floor = low.z() + .22, rear = low.x(), front = high.x();
  Mesh& m = work.solid;
  add_block(m, {rear + .1, -.5, low.z()}, {front - .2, .5, low.z() + .14}, paint::kFrame);
  add_block(m, {rear, -w, low.z() + .14}, {front, w, floor}, paint::kSteel);
  for (const double side : {-1.0, 1.0}) {
    const double y = side * w;
    add_block(m, {rear, y, floor}, {front, y - side * .05, high.z()}, paint::kSheet);
    add_block(m, {rear, y - side * .10, high.z() - .09}, {front, y + side * .02, high.z()}, paint::kSheet);
    for (double x = rear + .25; x < front - .2; x += .75)
      add_block(m, {x, y, floor - .06}, {x + .10, y + side * .05, high.z() - .09}, paint::kSheet);
  }
  add_profile(m, {{rear - .06, floor - .06}, {rear, floor - .06}, {rear, high.z()}, {rear - .18, high.z()}},
              -w, w, paint::kSheet);
  add_block(m, {front - .06, -w, floor}, {front, w, high.z()}, paint::kSheet);
  add_profile(m,
              {{front - .06, high.z() - .04},
               {front + .62, high.z() + .06},
               {front + .62, high.z() + .12},
               {front - .06, high.z() + .06}},
              -w + .1, w - .1, paint::kSheet);  // canopy over the cab
  if (loaded) {
    const double y = w - .06, top = high.z() - .16;
    add_profile(m,
                {{rear + .02, floor},
                 {front - .07, floor},
                 {front - .07, top - .1},
                 {front - .9, top + .22},
                 {rear + 1.2, top + .18},
                 {rear + .02, top - .2}},
                -y, y, {MaterialId::Gravel, Part::Load});
  }
  work.asset.anchors.push_back({"bed",
                                offset(.5 * (rear + front), 0, loaded ? high.z() - .16 : floor),
                                {.8 * (front - rear), 1.6 * w, 0}});
}

void add_tank_body(Coachwork& work, const Vec3& low, const Vec3& high) {
  Mesh& m = work.solid;
  const double half_height = .5 * (high.z() - low.z() - .18), middle = low.z() + .12 + half_height,
               w = high.y();
  const double rear = low.x(), front = high.x();
  add_tank(m, {rear, 0, middle}, {front, 0, middle}, w, half_height, .24,
           {MaterialId::BareMetal, Part::Load});
  for (double x = rear + .5; x < front - .3; x += .5 * (front - rear - 1.0))
    add_block(m, {x - .10, -.70, low.z()}, {x + .10, .70, middle - .62 * half_height}, paint::kFrame);
  const double top = middle + half_height;
  add_block(m, {rear + .6, -.22, top - .03}, {front - .6, .22, top + .03}, paint::kSteel);  // walkway
  const int lids = std::max(2, static_cast<int>((front - rear) / 1.6));
  for (int i = 0; i < lids; ++i) {
    const double x = rear + .8 + (front - rear - 1.6) * i / std::max(1, lids - 1);
    add_tube(m, {x, 0, top - .02}, {x, 0, top + .13}, .25, .22, 14, paint::kSteel);
  }
  for (const double side : {-1.0, 1.0}) {
    for (double x = rear + .6; x < front - .5; x += 1.1)
      add_tube(m, {x, side * .34, top - .06}, {x, side * .34, top + .36}, .014, .014, 6, paint::kRail);
    add_tube(m, {rear + .6, side * .34, top + .36}, {front - .6, side * .34, top + .36}, .016, .016, 6,
             paint::kRail);
    add_tube(m, {rear + .3, side * (w - .16), low.z() - .12}, {front - .3, side * (w - .16), low.z() - .12},
             .10, .10, 10, paint::kSteel);
  }
  add_ladder(m, {rear + .02, -.42, low.z()}, {rear + .12, -.42, top + .02}, Vec3::UnitY(), .38, paint::kRail);
  add_block(work.trim, {rear - .012, .25, middle - .2}, {rear + .04, .65, middle + .10},
            paint::kRetro);  // orange plate
  for (const double side : {-1.0, 1.0})
    add_beam(work.trim, {rear + .3, side * w, middle}, {front - .3, side * w, middle}, .012, .05,
             paint::kRetro);
}

void add_container(Coachwork& work, const Vec3& low, const Vec3& high) {
  Mesh& m = work.solid;
  const double w = high.y(), rear = low.x(), front = high.x();
  const double in = .036;  // m, depth of the corrugation
  add_block(m, {rear + .03, -w + in, low.z() + .02}, {front - .03, w - in, high.z() - .02}, paint::kLoad);
  for (const double x : {rear, front - .16})
    add_blocks(m, {x, w - .16, low.z()}, {x + .16, w, high.z()}, paint::kLoad);
  for (const double z : {low.z(), high.z() - .12}) {
    add_blocks(m, {rear, w - .08, z}, {front, w, z + .12}, paint::kLoad);
    for (const double x : {rear, front - .08}) add_block(m, {x, -w, z}, {x + .08, w, z + .12}, paint::kLoad);
  }
  for (double x = rear + .22; x < front - .30; x += .28)
    add_blocks(m, {x, w - in - .01, low.z() + .12}, {x + .14, w - .002, high.z() - .12}, paint::kLoad);
  for (const double y : {-.85, -.35, .35, .85})
    add_tube(m, {rear + .012, y, low.z() + .06}, {rear + .012, y, high.z() - .06}, .02, .02, 8, paint::kRail);
}

void add_beacons(Coachwork& work, double x, double half_width, double roof) {
  add_block(work.solid, {x - .15, -half_width, roof + .03}, {x + .15, half_width, roof + .17}, paint::kLamp,
            .04);
  add_blocks(work.solid, {x - .06, .6 * half_width, roof - .06}, {x + .06, .6 * half_width + .08, roof + .05},
             paint::kPlastic);
}

}  // namespace tailcast
