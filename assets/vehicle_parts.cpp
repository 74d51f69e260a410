// SPDX-License-Identifier: Apache-2.0
#include "assets/vehicle_parts.h"

#include <algorithm>

#include "assets/coachwork.h"

namespace tailcast {
namespace {

constexpr Paint kDark{MaterialId::DarkInterior, Part::Interior};

// Round the corner they are flush with the side, and their back is dark: a lamp is not seen past the car from
// its other end, nor through its windows.
void add_lamp_pair(Mesh& mesh, const BodyPlan& plan, double x, const LampSpot& spot) {
  const double y = std::min(spot.y, .975 * half_width_at(plan, x) - spot.radii.y());
  const float end = x > .5 * (plan.front + plan.rear) ? 1 : -1;
  const std::size_t first = mesh.triangles.size();
  for (const double side : {-1.0, 1.0})
    add_ellipsoid(mesh, offset(x, side * y, spot.z), spot.radii, 6, 10, {MaterialId::LampCover, Part::Lamp});
  for (std::size_t i = first; i < mesh.triangles.size(); ++i) {
    const auto corner = [&](std::size_t k) -> Vec3f { return mesh.vertices[mesh.triangles[i][k]]; };
    const Vec3f normal = (corner(1) - corner(0)).cross(corner(2) - corner(0));
    if (end * normal.x() < 0) mesh.material[i] = MaterialId::DarkInterior;
  }
}

}  // namespace

void add_cabin(Mesh& mesh, const BodyPlan& plan, const Cabin& cabin) {
  const double width = 2 * (plan.half_width - plan.wheel_width - .10);
  const double rear = std::max(cabin.rows.back() - .35, plan.rear + .10);
  const double dash_top = std::min(plan.belt.at(cabin.cowl - .3), plan.top.at(cabin.cowl)) - .07;
  add_box(mesh, offset(.5 * (cabin.cowl + rear), 0, cabin.floor - .02), {cabin.cowl - rear, width, .04},
          kDark);
  add_rounded_box(mesh, offset(cabin.cowl - .26, 0, dash_top - .14), {.46, width, .28}, .05, kDark);
  const double place = width / cabin.seats_a_row;
  for (const double row : cabin.rows)
    for (int i = 0; i < cabin.seats_a_row; ++i)
      add_seat(mesh, {row, (i - .5 * (cabin.seats_a_row - 1)) * place, cabin.floor, cabin.seat_height,
                      std::min(.56, .9 * place), row == cabin.rows.front() ? .64 : .52});
  add_steering_wheel(mesh, {cabin.cowl - .62, .25 * width, dash_top}, .18, -1.15);
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
  add_lamp_pair(mesh, plan, plan.front - head.inset, head);
  add_lamp_pair(mesh, plan, plan.rear + tail.inset, tail);
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
  std::vector<double> places = plan.axles;
  std::ranges::sort(places, std::greater{});
  std::vector<Axle> axles;
  for (const double x : places)
    axles.push_back({x, plan.wheel_radius, plan.wheel_width, plan.half_width - .5 * plan.wheel_width - .035,
                     static_cast<int>(axles.size()) < steered});
  add_axles(asset, axles, spokes);
}

}  // namespace tailcast
