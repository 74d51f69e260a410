// SPDX-License-Identifier: Apache-2.0
#include "stages/arms.h"

#include <algorithm>
#include <cmath>

#include "assets/street_scene.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

constexpr double kZebraFrom = 0.6, kZebraTo = 4.1;  // m beyond the mouth
constexpr double kBar = 0.5;                        // m, of a zebra bar and the gap beside it

}  // namespace

Point2 Arm::direction() const {
  return {dmath::cos(heading), dmath::sin(heading)};
}
Point2 Arm::at(double t, double v) const {
  const Point2 u = direction();
  return origin + t * u + v * Point2(-u.y(), u.x());
}
Eigen::Vector2d Arm::locate(const Point2& p) const {
  const Point2 u = direction(), r = p - origin;
  return {u.dot(r), u.x() * r.y() - u.y() * r.x()};
}

double KerbSection::height(double distance, double dip) const {
  constexpr double kCamber = 0.022, kCrown = 4.5, kFall = 0.018;  // m from the edge the crown is flat
  if (distance <= 0) return kCamber * std::min(-distance, kCrown);
  const double kerb = kHeight * (1 - dip * 0.85);
  if (distance <= kFace) return kerb * distance / kFace;
  if (distance <= kStone) return kerb + 0.002 * (distance - kFace) / (kStone - kFace);
  const double out = distance - kStone, back = kHeight + 0.002 + kFall * std::min(out, pavement);
  // A lowered kerb is ramped up over the pavement.
  const double ramp = smooth_step(out / std::max(pavement, 1.0));
  return back - (1 - ramp) * (kHeight - kerb) + 0.004 * std::max(0.0, out - pavement);
}

bool on_centre_line(const Arm& arm, const Point2& p) {
  const auto at = arm.locate(p);
  if (at.x() < arm.stop() || std::fabs(at.y()) > Arm::kHalfMark) return false;
  const double t = at.x() - arm.stop();
  return t < 12 || t - 9 * std::floor(t / 9) < 3;
}

double marks_distance(const Arm& arm, const Point2& p) {
  const auto at = arm.locate(p);
  const double inner = Arm::kHalfMark, outer = arm.half_width() - 0.1;
  const auto rectangle = [&](double t0, double t1, double v0, double v1) {
    return std::max(std::fabs(at.x() - 0.5 * (t0 + t1)) - 0.5 * (t1 - t0),
                    std::fabs(at.y() - 0.5 * (v0 + v1)) - 0.5 * (v1 - v0));
  };
  const double stop = rectangle(arm.stop(), arm.stop() + 0.5, inner, outer);
  if (!arm.crossing) return stop;
  const double phase = at.y() - 2 * kBar * std::floor(at.y() / (2 * kBar));
  const double bars = std::fabs(phase - kBar) - 0.5 * kBar;
  const double band = rectangle(arm.mouth + kZebraFrom, arm.mouth + kZebraTo, -outer, outer);
  return std::min(stop, std::max(bars, band));
}

double crossing_dip(const Arm& arm, const Point2& p) {
  if (!arm.crossing) return 0;
  const auto at = arm.locate(p);
  if (std::fabs(at.y()) > arm.half_width() + 4) return 0;
  return smooth_step(at.x() - arm.mouth + 0.6) * smooth_step(arm.mouth + 5.0 - at.x());
}

namespace {

void build_along(Site& site, const Arm& arm, const Neighbourhood& around, double side, const Greenery& green,
                 RandomStream& random) {
  const double kerb = arm.half_width(), edge = kerb + KerbSection::kStone + around.pavement;
  const double yaw = arm.heading + (side > 0 ? kPi : 0.0);
  const auto on_plots = [&](const Point2& p) { return around.edge(p) > KerbSection::kStone + around.pavement + 0.15; };
  for (double t = arm.mouth + around.sight; t < around.reach - 12;) {
    const double width = random.uniform(7.5, 14), depth = random.uniform(8, 11),
                 setback = around.setback + random.uniform(0, 1.5);
    const double floors = std::max(1.0, std::floor(around.storeys + random.uniform(-0.6, 1.2)));
    const bool joined = around.storeys >= 3 && random.chance(0.7), there = random.chance(around.built);
    const double gap = joined ? 0.15 : random.uniform(2.5, 8);
    const auto seed = random.seed();
    const double middle = t + 0.5 * width, front = side * (edge + 0.25 + setback), back = front + side * depth;
    const bool clear = on_plots(arm.at(t - 0.4, front)) && on_plots(arm.at(t + width + 0.4, front)) &&
                       on_plots(arm.at(t - 0.4, back)) && on_plots(arm.at(t + width + 0.4, back)) &&
                       on_plots(arm.at(middle, back));
    if (there && clear) {
      const BuildingSize size{width, depth, 3.4 + 2.9 * (floors - 1) + (around.storeys >= 3 ? 0.7 : 0.0)};
      if (around.storeys >= 3)
        stand_at(site, "house", ClassId::Building, make_shop_house(size, around.awnings, seed), arm.at(middle, front),
                 yaw, Stance::Upright, -0.12);  // sills may meet
      else
        stand_at(site, "house", ClassId::Building, make_building(size, seed), arm.at(middle, front), yaw,
                 Stance::Upright, 0.5);
    } else if (on_plots(arm.at(middle, front))) {
      const double deeper = side * random.uniform(2, 8);
      const auto at = arm.at(middle, front + deeper);
      const auto& tree = pick(random.chance(0.5) ? green.trees : green.bushes, random);
      if (on_plots(at)) stand_at(site, "tree", ClassId::Vegetation, tree, at, 0, Stance::Upright, 0.5);
    }
    t += width + gap;
  }
  // Along the plots' front, low: sight lines at corners stay open.
  const auto low_fence = std::make_shared<const Mesh>(make_fence(3.0, 0.8, random.seed()));
  const bool hedged = random.chance(0.5);
  if (around.setback > 1.2)
    for (double t = arm.mouth + around.sight + 2; t < around.reach - 6; t += 3.0) {
      const bool there = random.chance(0.7);
      const auto& hedge = pick(green.hedges, random);
      const auto at = arm.at(t, side * (edge + 0.7));
      if (there && on_plots(at))
        stand_at(site, hedged ? "hedge" : "fence", hedged ? ClassId::Hedge : ClassId::Fence, hedged ? hedge : low_fence,
                 at, arm.heading, Stance::Along);
    }
}

void furnish_pavement(Site& site, const Arm& arm, const Neighbourhood& around, double side, const Greenery& green,
                      RandomStream& random) {
  const double line = side * (arm.half_width() + KerbSection::kStone + 0.45),
               back = side * (arm.half_width() + KerbSection::kStone + around.pavement - 0.45);
  const double across = arm.heading + (side > 0 ? kPi : 0.0);
  const double from = arm.stop() + 1.5;
  for (double t = from + random.uniform(2, 14); t < around.reach - 3; t += random.uniform(24, 32)) {
    const double height = random.uniform(5.5, 8);
    stand_at(site, "lamp", ClassId::Pole, make_street_lamp(height, 1.2, random.seed()), arm.at(t, line), across);
  }
  for (double t = from + random.uniform(0, 8); t < around.reach - 3; t += random.uniform(3, 14)) {
    const double what = random.uniform();
    const bool there = random.chance(around.clutter);
    const auto seed = random.seed();
    if (!there) continue;
    const auto put = [&](const char* name, ClassId class_id, Mesh mesh, double v, double yaw) {
      stand_at(site, name, class_id, std::move(mesh), arm.at(t, v), yaw);
    };
    if (what < 0.2)
      put("sign", ClassId::TrafficSign, make_sign(2.5, seed), line, arm.heading + (side > 0 ? kPi : 0.0));
    else if (what < 0.35)
      put("bin", ClassId::StreetFurniture, make_waste_bin(seed), back, across);
    else if (what < 0.5)
      put("cabinet", ClassId::StreetFurniture, make_cabinet(seed), back, across);
    else if (what < 0.6)
      put("bench", ClassId::StreetFurniture, make_bench(seed), back, across + 0.5 * kPi);
    else if (what < 0.7)
      put("hydrant", ClassId::StreetFurniture, make_hydrant(seed), line, 0);
    else if (what < 0.8)
      put("bollard", ClassId::StreetFurniture, make_bollard(seed), line, 0);
    else
      stand_at(site, "street_tree", ClassId::Vegetation, pick(green.young_trees, random), arm.at(t, line), 0);
  }
}

}  // namespace

void furnish_arm(Site& site, const Arm& arm, const Neighbourhood& around, const Greenery& green, RandomStream& random) {
  for (const double side : {-1.0, 1.0}) {
    build_along(site, arm, around, side, green, random);
    furnish_pavement(site, arm, around, side, green, random);
  }
}

void queue_at(Site& site, const Arm& arm, int vehicles, RandomStream& random) {
  const auto fleet = draw_fleet(random);
  double t = arm.stop() + 0.5;
  for (int i = 0; i < vehicles; ++i) {
    const auto& asset = fleet[static_cast<std::size_t>(random.integer(0, static_cast<int>(fleet.size()) - 1))];
    const double gap = random.uniform(0.8, 2.5), length = asset->box.size().x(), aside = random.normal(0, 0.12);
    t += gap;
    const auto appearance = random.seed();
    park_at(site, asset, arm.at(t + 0.5 * length, Arm::kHalfMark + 0.5 * arm.lane_width + std::clamp(aside, -0.3, 0.3)),
            arm.heading + kPi, appearance);
    t += length;
  }
}

}  // namespace tailcast
