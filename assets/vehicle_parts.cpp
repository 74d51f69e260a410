// SPDX-License-Identifier: Apache-2.0
#include "assets/vehicle_parts.h"

#include <fmt/format.h>

#include <algorithm>

#include "assets/families.h"
#include "assets/wheel.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

constexpr Paint kDark{MaterialId::DarkInterior, Part::Interior};
constexpr Paint kSeat{MaterialId::Cloth, Part::Interior};

void add_seat(Mesh& mesh, double x, double y, double floor, double height, double width, double headrest) {
  const Quat recline = rotation_about(Vec3::UnitY(), -.33);
  add_box(mesh, offset(x + .22, y, floor + height - .09), {.50, width, .18}, kSeat);
  add_rounded_box(mesh, {recline, Vec3(x - .08, y, floor + height + .25)}, {.14, width, .62}, .04, kSeat);
  add_box(mesh, {recline, Vec3(x + .02 - .34 * headrest, y, floor + height + headrest)},
          {.10, .5 * width, .17}, kSeat);
}

void add_lamp_pair(Mesh& mesh, double x, const LampSpot& spot) {
  for (const double side : {-1.0, 1.0})
    add_ellipsoid(mesh, offset(x, side * spot.y, spot.z), spot.radii, 6, 10,
                  {MaterialId::LampCover, Part::Lamp});
}

}  // namespace

void add_cabin(Mesh& mesh, const BodyPlan& plan, const Cabin& cabin) {
  const double width = 2 * (plan.half_width - plan.wheel_width - .10);
  const double rear = cabin.rows.back() - .35;
  const double dash_top = std::min(plan.belt.at(cabin.cowl - .3), plan.top.at(cabin.cowl)) - .07;
  add_box(mesh, offset(.5 * (cabin.cowl + rear), 0, cabin.floor - .02), {cabin.cowl - rear, width, .04},
          kDark);
  add_rounded_box(mesh, offset(cabin.cowl - .26, 0, dash_top - .14), {.46, width, .28}, .05, kDark);
  const double place = width / cabin.seats_a_row;
  for (const double row : cabin.rows)
    for (int i = 0; i < cabin.seats_a_row; ++i)
      add_seat(mesh, row, (i - .5 * (cabin.seats_a_row - 1)) * place, cabin.floor, cabin.seat_height,
               std::min(.56, .9 * place), row == cabin.rows.front() ? .64 : .52);
  const Pose wheel{rotation_about(Vec3::UnitY(), -1.15), Vec3(cabin.cowl - .62, .25 * width, dash_top)};
  const auto rim =
      ellipse_ring(wheel.translation, wheel.rotation * Vec3(.18, 0, 0), wheel.rotation * Vec3(0, .18, 0), 12);
  for (std::size_t i = 0; i < rim.size(); ++i)
    add_tube(mesh, rim[i], rim[(i + 1) % rim.size()], .016, .016, 5, kDark, false);
  // Door trim above the wheel wells, so that a beam through one window does not see the outer skin's back.
  for (const double side : {-1.0, 1.0}) {
    const double y = side * (plan.half_width * .965 - .06), low = plan.wheel_radius + plan.arch + .02,
                 high = plan.belt.at(.5 * (cabin.cowl + rear)) - .05;
    const Vec3 a(rear, y, low), b(cabin.cowl - .1, y, low), c(cabin.cowl - .1, y, high), d(rear, y, high);
    if (side > 0)
      add_quad(mesh, a, b, c, d, kDark);
    else
      add_quad(mesh, b, a, d, c, kDark);
  }
}

void add_lamps(Mesh& mesh, const BodyPlan& plan, const LampSpot& head, const LampSpot& tail) {
  add_lamp_pair(mesh, plan.front - head.inset, head);
  add_lamp_pair(mesh, plan.rear + tail.inset, tail);
}

void add_plates(Mesh& mesh, const BodyPlan& plan, double front_z, double rear_z) {
  const Paint plate{MaterialId::RetroSheet, Part::Plate};
  add_box(mesh, offset(plan.front - .004, 0, front_z), {.024, .52, .11}, plate);
  add_box(mesh, offset(plan.rear + .004, 0, rear_z), {.024, .52, .11}, plate);
}

void add_mirrors(Mesh& mesh, const BodyPlan& plan, double x, double z, double size) {
  const Paint paint{MaterialId::CarPaint, Part::Mirror};
  for (const double side : {-1.0, 1.0}) {
    const double skin = .96 * half_width_at(plan, x) - .03;
    add_tube(mesh, Vec3(x, side * (skin - .06), z - .3 * size), Vec3(x, side * (skin + .06), z), .022, .022,
             6, paint);
    add_rounded_box(mesh, offset(x, side * (skin + .04 + .5 * size), z + .2 * size),
                    {.11, 1.1 * size, .85 * size}, .03, paint);
  }
}

void add_wheels(Asset& asset, const BodyPlan& plan, int spokes, int steered) {
  const auto wheel = std::make_shared<const Mesh>(
      make_wheel({plan.wheel_radius, plan.wheel_width, .64 * plan.wheel_radius}, spokes));
  std::vector<double> axles = plan.axles;
  std::ranges::sort(axles, std::greater{});
  const double y = plan.half_width - .5 * plan.wheel_width - .035;
  for (std::size_t axle = 0; axle < axles.size(); ++axle)
    for (const bool is_left : {true, false}) {
      Joint joint;
      joint.kind = Joint::Kind::Wheel;
      joint.radius = plan.wheel_radius;
      joint.steers = static_cast<int>(axle) < steered;
      const Vec3 center(axles[axle], is_left ? y : -y, plan.wheel_radius);
      joint.root_from_link.translation = center;
      auto mesh = wheel;
      if (!is_left) {  // the outer face of a right wheel looks to -y: the left one, turned round
        Mesh turned;
        append(turned, *wheel, {rotation_about(Vec3::UnitZ(), kPi), Vec3::Zero()});
        mesh = std::make_shared<const Mesh>(std::move(turned));
      }
      const char* end = axle == 0 ? "front" : axle + 1 == axles.size() ? "rear" : "middle";
      asset.links.push_back({fmt::format("wheel_{}_{}", end, is_left ? "left" : "right"), mesh, joint});
      asset.collision.emplace_back(CylinderShape{along_y(center), plan.wheel_radius, .5 * plan.wheel_width});
    }
  asset.wheelbase = axles.front() - axles.back();
}

}  // namespace tailcast
