// SPDX-License-Identifier: Apache-2.0
// Coach, double decker, articulated bus, school bus.
#include "assets/lorry.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

struct BusShape {
  double rear, front, half_width, height;  // m
  double belt;                             // z of the windows' sill
  double sill;                             // z of the skirts' edge
  std::vector<double> axles;               // x
  int panes;
  double windscreen;                           // z of its foot
  double rake = .30;                           // m, windscreen's run
  bool open_rear = false, open_front = false;  // no window at that end
};

BodyPlan plan_of(const BusShape& s) {
  BodyPlan plan;
  plan.rear = s.rear, plan.front = s.front, plan.half_width = s.half_width;
  plan.sill = s.sill, plan.floor = s.sill - .06;
  plan.wheel_radius = .48, plan.wheel_width = .30, plan.arch = .56, plan.axles = s.axles;
  plan.tumblehome = .03, plan.nose_taper = .02, plan.tail_taper = .01;
  plan.nose_corner = s.open_front ? .03 : .22, plan.tail_corner = s.open_rear ? .03 : .14;
  const double h = s.height;
  const Eigen::Vector2d rear_top =
      s.open_rear ? Eigen::Vector2d(s.rear + .04, h) : Eigen::Vector2d(s.rear + .30, h);
  std::vector<Eigen::Vector2d> top{{s.rear, s.open_rear ? h - .04 : s.belt + .3}};
  if (!s.open_rear) top.emplace_back(s.rear + .10, h - .35);
  top.push_back(rear_top);
  if (s.open_front) {
    top.emplace_back(s.front - .04, h);
    top.emplace_back(s.front, h - .04);
  } else {
    top.emplace_back(s.front - .45 - s.rake, h);
    top.emplace_back(s.front - s.rake, h - .28);
    top.emplace_back(s.front - .06, s.windscreen);
    top.emplace_back(s.front, s.windscreen - .2);
    plan.top_windows.push_back({s.front - s.rake + .01, s.front - .07});
  }
  plan.top = Curve(top);
  plan.belt = s.open_front ? Curve{{s.rear, s.belt}, {s.front, s.belt}}
                           : Curve{{s.rear, s.belt + .1},
                                   {s.rear + .6, s.belt},
                                   {s.front - 1.2, s.belt},
                                   {s.front, std::min(s.belt, s.windscreen) - .15}};
  if (!s.open_rear) plan.top_windows.push_back({s.rear + .02, s.rear + .09});
  const double first = s.rear + .45, last = s.front - .45, pane = (last - first) / s.panes;
  for (int i = 0; i < s.panes; ++i)
    plan.side_windows.push_back({first + i * pane + .05, first + (i + 1) * pane - .05});
  return plan;
}

// Skin, hulls, and rows of seats on a floor at that height.
void add_bus(Coachwork& work, Mesh& mesh, const BodyPlan& plan, double floor, bool driven) {
  const auto sections = section_body(plan);
  add_shell(mesh, plan, sections);
  add_shell_hulls(work.asset, plan, sections);
  const double width = 2 * (plan.half_width - .12), from = plan.rear + .7,
               to = plan.front - (driven ? 2.3 : .9);
  add_block(mesh, {plan.rear + .3, -.5 * width, floor - .04}, {plan.front - .35, .5 * width, floor},
            paint::kDark);
  for (double x = to; x > from; x -= .86)
    for (const double y : {-.80, -.34, .34, .80})
      add_seat(mesh, {x, y * plan.half_width / 1.26, floor, .40, .44, .56});
  if (!driven) return;
  add_seat(mesh, {plan.front - 1.35, .55, floor - .1, .42, .5, .6});
  add_block(mesh, {plan.front - .62, -.5 * width, floor - .1}, {plan.front - .30, .5 * width, floor + .55},
            paint::kDark, .05);
  add_steering_wheel(mesh, {plan.front - .78, .55, floor + .62}, .22, -.9);
}

void add_bus_marks(Coachwork& work, const BusShape& s) {
  add_lamps(work.trim, {s.front - .05, .92, .72}, {.06, .20, .10});
  add_lamps(work.trim, {s.rear + .03, s.half_width - .22, 1.0}, {.05, .09, .22});
  add_number_plate(work.trim, {s.front - .004, 0, .5});
  add_number_plate(work.trim, {s.rear + .004, 0, .8});
}

std::vector<Axle> axles_at(std::initializer_list<double> x, double half_width) {
  std::vector<Axle> axles;
  for (const double at : x) {
    const bool front = axles.empty();
    axles.push_back({at, .48, front ? .30 : .27, half_width - .04 - (front ? .15 : .135), front, !front});
  }
  return axles;
}

Asset make_coach(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double length = random.uniform(12.2, 13.9), height = random.uniform(3.55, 3.80), front = .5 * length;
  const BusShape shape{-front, front, 1.275, height, 1.95, .34, {-front + 3.0, front - 2.75}, 7, 1.45, .55};
  Coachwork work;
  add_bus(work, work.trim, plan_of(shape), 1.35, true);
  for (const double side : {-1.0, 1.0})  // luggage flaps
    for (int i = 0; i < 4; ++i)
      add_block(work.trim, {-1.9 + 1.2 * i, side * 1.26, .48}, {-.78 + 1.2 * i, side * 1.282, 1.20},
                paint::kBody);
  for (const double side : {-1.0, 1.0}) {  // mirrors hang before the screen
    add_tube(work.solid, {front - .5, side * 1.05, height - .25}, {front + .22, side * 1.16, height - .55},
             .025, .025, 8, paint::kPlastic);
    add_block(work.solid, {front + .14, side * 1.04, height - 1.15}, {front + .27, side * 1.29, height - .55},
              {MaterialId::Plastic, Part::Mirror}, .03);
  }
  add_block(work.solid, {-1.6, -.85, height - .02}, {1.0, .85, height + .14}, paint::kPlastic,
            .05);  // air conditioner
  add_bus_marks(work, shape);
  add_contour_marks(work.trim, {-front + .02, front - .4, 1.272, 1.30, 1.72});
  add_axles(work.asset, axles_at({shape.axles[1], shape.axles[0]}, 1.275), 8);
  return finish(std::move(work), random.uniform(13000, 17500), 1.45);
}

Asset make_double_decker(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double length = random.uniform(10.4, 11.4), height = random.uniform(4.25, 4.40), front = .5 * length,
               split = 2.22;
  BusShape lower{-front, front, 1.26, split, 1.12, .30, {-front + 2.5, front - 2.6}, 5, 1.15, .16};
  Coachwork work;
  BodyPlan plan = plan_of(lower);
  plan.top =
      Curve{{-front, 1.9},       {-front + .08, split}, {front - .30, split}, {front - .22, split - .06},
            {front - .06, 1.12}, {front, .98}};
  plan.top_windows = {{front - .21, front - .07}};
  add_bus(work, work.trim, plan, .42, true);
  BusShape upper{-front + .04, front - .12, 1.26, height, 2.62, split + .06, {}, 6, 2.72, .22};
  BodyPlan above = plan_of(upper);
  above.wheel_width = .05;
  add_bus(work, work.trim, above, split + .10, false);
  add_block(work.solid, {front - .32, -.72, split - .02}, {front + .02, .72, split + .30}, paint::kDark,
            .03);  // destination
  add_arm_mirrors(work.solid, {front - .12, 1.12, 1.95}, {front + .12, 1.36, 1.85}, {.10, .18, .32});
  add_bus_marks(work, lower);
  add_axles(work.asset, axles_at({lower.axles[1], lower.axles[0]}, 1.26), 8);
  return finish(std::move(work), random.uniform(11500, 14500), 1.55);
}

// The rear section hangs on the joint between the sections: a link of its own.
Asset make_articulated(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double length = random.uniform(17.8, 18.4), height = random.uniform(3.05, 3.25), front = .5 * length,
               joint = front - 10.6;
  const BusShape head{joint + .62, front, 1.27, height, 1.18, .32, {joint + 2.05, front - 2.7},
                      6,           1.30,  .28,  true,   false};
  const BusShape tail{-front,         joint - .62, 1.27, height, 1.18,  .32,
                      {-front + 3.2}, 4,           1.30, .28,    false, true};
  Coachwork work;
  add_bus(work, work.trim, plan_of(head), .72, true);
  for (int i = 0; i < 9; ++i) {  // bellows
    const double x = joint - .66 + 1.32 * i / 9, in = i % 2 == 0 ? .02 : .09;
    add_block(work.solid, {x, -1.27 + in, .45}, {x + 1.32 / 9, 1.27 - in, height - .02 - .5 * in},
              {MaterialId::Rubber, Part::Body});
  }
  add_bus_marks(work, head);
  add_arm_mirrors(work.solid, {front - .2, 1.12, 2.3}, {front + .1, 1.40, 2.15}, {.10, .20, .36});
  Coachwork rear;
  add_bus(rear, rear.trim, plan_of(tail), .72, false);
  add_lamps(rear.trim, {tail.rear + .03, 1.05, 1.0}, {.05, .09, .22});
  add_number_plate(rear.trim, {tail.rear + .004, 0, .8});
  Joint hinge;
  hinge.root_from_link = offset(joint, 0, 0);
  Mesh section;
  append(section, rear.trim, offset(-joint, 0, 0));
  add_link(work.asset, "rear_section", std::move(section), hinge);
  for (auto& shape : rear.asset.collision) work.asset.collision.push_back(std::move(shape));
  add_axles(work.asset, axles_at({head.axles[1], head.axles[0], tail.axles[0]}, 1.27), 8);
  work.asset.wheelbase = head.axles[1] - head.axles[0];
  return finish(std::move(work), random.uniform(16000, 19000), 1.25);
}

// American school bus: a lorry's bonnet before a long round-shouldered body, stop arm, black rails.
Asset make_school_bus(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double length = random.uniform(10.2, 11.8), height = random.uniform(2.98, 3.12), front = .5 * length;
  BodyPlan bonnet =
      plan_bonnet_cab({front, 2.55, 1.02, height - .12, 1.35, 1.52, 1.78, .16, .48, .28, .95, .52});
  bonnet.nose_taper = .16, bonnet.top_windows = {{front - 1.35 - .13, front - 1.35 - .03}};
  bonnet.side_windows.clear();
  const BusShape shape{-front, front - 1.55, 1.21, height, 1.52, .52, {-front + 3.1},
                       9,      1.5,          .2,   false,  true};
  Coachwork work;
  const BodyPlan body = plan_of(shape);
  add_bus(work, work.trim, body, .95, false);
  const auto sections = section_body(bonnet);
  add_shell(work.trim, bonnet, sections);
  add_shell_hulls(work.asset, bonnet, sections);
  add_block(work.trim, {front - 2.35, -.8, .9}, {front - 1.62, .8, 1.5}, paint::kDark, .05);
  add_blocks(work.solid, {front - .02, .55, .55}, {front + .10, .98, .78}, paint::kSteel, .03);
  add_block(work.solid, {front - .02, -1.15, .52}, {front + .12, 1.15, .74}, paint::kSteel, .03);
  add_lamps(work.trim, {front - .08, .72, 1.12}, {.07, .10, .10});
  for (const double z : {.85, 1.12, 1.40})
    add_blocks(work.trim, {-front + .2, 1.19, z}, {front - 1.6, 1.222, z + .04},
               {MaterialId::Rubber, Part::Body});
  for (const double x : {-front - .01, front - 1.57})  // warning lamps over both ends
    add_lamps(work.trim, {x, .82, height - .22}, {.06, .10, .10});
  const double stop = front - 2.9;
  add_block(work.solid, {stop - .02, 1.215, 1.15}, {stop + .02, 1.28, 1.25}, paint::kSteel);
  add_tube(work.solid, {stop, 1.26, 1.2}, {stop, 1.285, 1.2}, .23, .23, 8, paint::kRetro);
  add_stripes(work.trim, {-front + .0, -1.0, .78}, {-front + .0, 1.0, .78}, {.02, .18, .08}, 8);
  add_arm_mirrors(work.solid, {front - .5, .85, 1.45}, {front - .15, 1.18, 1.72}, {.08, .18, .22});
  add_lamps(work.trim, {-front + .02, 1.0, 1.18}, {.05, .09, .12});
  add_number_plate(work.trim, {-front + .004, 0, 1.05});
  add_number_plate(work.trim, {front + .12, 0, .63});
  add_axles(work.asset, axles_at({front - .95, shape.axles[0]}, 1.20), 8);
  return finish(std::move(work), random.uniform(9000, 12500), 1.2);
}

}  // namespace

std::vector<Family> bus_families() {
  return {
      {{"vehicle/coach", ClassId::Bus, "touring coach", {13.0, 2.55, 3.7}, 15000, {}}, make_coach},
      {{"vehicle/double_decker", ClassId::Bus, "double-deck city bus", {10.9, 2.55, 4.35}, 13000, {}},
       make_double_decker},
      {{"vehicle/articulated_bus", ClassId::Bus, "articulated city bus", {18.1, 2.55, 3.15}, 17500, {}},
       make_articulated},
      {{"vehicle/school_bus",
        ClassId::Bus,
        "school bus with a bonnet and a stop arm",
        {11.0, 2.45, 3.05},
        10700,
        {}},
       make_school_bus},
  };
}

}  // namespace tailcast
