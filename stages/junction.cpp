// SPDX-License-Identifier: Apache-2.0
// Two streets that cross, or one that ends at the other.
#include <algorithm>
#include <cmath>

#include "assets/street_scene.h"
#include "core/dmath.h"
#include "stages/arms.h"
#include "stages/places.h"

namespace tailcast {
namespace {

constexpr double kLead = 45, kAfter = 50, kBeyond = 85,
                 kReach = 112;  // m: usable before s = 0 and after the middle; ground beyond; aside

struct Junction {
  double ahead = 35, lane_width = 3.1, corner = 7;
  bool signals = true;
  std::vector<Arm> arms;  // ahead, behind, left, right
  KerbSection section;
  Neighbourhood around;
  double waiting = 0.5;
  std::uint64_t seed = 0;

  // Signed distance to the kerb's foot. The side street may lie to one side only.
  double edge(const Point2& p) const {
    const auto& through = arms[0];
    double f = std::fabs(through.locate(p).y()) - through.half_width();
    double aside = 1e9;
    for (std::size_t i = 2; i < arms.size(); ++i) {
      const auto at = arms[i].locate(p);
      aside = std::min(aside, std::max(std::fabs(at.y()) - arms[i].half_width(), -at.x()));
    }
    return round_union(f, aside, corner);
  }
};

Junction draw_junction(const PlaceParameters& parameters, std::uint64_t seed) {
  RandomStream random(derive_seed(seed, "junction"), Domain::Stage);
  Junction junction;
  junction.seed = seed;
  junction.ahead = parameters.at("ahead");
  junction.lane_width = parameters.at("lane_width");
  junction.corner = parameters.at("corner_radius");
  junction.signals = parameters.at("signals") > 0.5;
  junction.waiting = parameters.at("waiting");
  junction.section.pavement = random.uniform(2.0, 3.4);
  auto& around = junction.around;
  around.pavement = junction.section.pavement;
  around.sight = parameters.at("corner_sight");
  around.built = parameters.at("built");
  around.storeys = parameters.at("storeys");
  around.setback = around.storeys >= 3 ? random.uniform(0, 0.6) : random.uniform(1.5, 5);
  around.clutter = random.uniform(0.3, 0.9);
  around.reach = kReach;
  const double skew = parameters.at("angle"), side_lane = junction.lane_width - random.uniform(0, 0.3);
  const Point2 middle(junction.ahead, 0);
  const double cut = dmath::sin(skew), slant = std::fabs(dmath::cos(skew)) / cut;
  const auto arm = [&](double heading, double lane, double other) {
    Arm made{middle, heading, lane, 0, true};
    made.crossing = random.chance(junction.signals ? 0.9 : 0.6);
    // Where the rounded corner touches the arm's own edge, on the sharper side.
    made.mouth = (other + junction.corner) / cut + slant * (made.half_width() + junction.corner);
    return made;
  };
  const double wide = Arm::kHalfMark + junction.lane_width + Arm::kGutter,
               narrow = Arm::kHalfMark + side_lane + Arm::kGutter;
  junction.arms.push_back(arm(0, junction.lane_width, narrow));
  junction.arms.push_back(arm(kPi, junction.lane_width, narrow));
  const bool left = random.chance(0.5);
  const bool four = parameters.at("arms") > 3.5;
  if (four || left) junction.arms.push_back(arm(skew, side_lane, wide));
  if (four || !left) junction.arms.push_back(arm(skew - kPi, side_lane, wide));
  return junction;
}

Ground pave_junction(const Junction& junction, double from, double to) {
  const auto edge = [&](const Point2& p) { return junction.edge(p); };
  const auto marks = [&](const Point2& p) {
    double nearest = 1e9;
    for (const auto& arm : junction.arms) nearest = std::min(nearest, marks_distance(arm, p));
    return nearest;
  };
  const WaveField settlement(derive_seed(junction.seed, "long waves"), 22, 90),
      waves(derive_seed(junction.seed, "waves"), 2.5, 9), fine(derive_seed(junction.seed, "fine waves"), 0.5, 1.6),
      land(derive_seed(junction.seed, "land"), 40, 160);
  Paving paving;
  paving.seed = derive_seed(junction.seed, "ground");
  paving.low = {from, -kReach};
  paving.high = {to, kReach};
  paving.finest = 0.25;
  paving.grain = [&](const Point2& p) {
    const double f = junction.edge(p), off = std::max(0.0, f - 6);
    if (marks(p) < 0.8 && f < 0.5) return 0.25;
    return std::min(0.5 + 0.06 * off, 6.0);
  };
  paving.lines.push_back({edge, junction.section.levels()});
  for (std::size_t i : {std::size_t{0}, std::size_t{2}})
    paving.lines.push_back(
        {[&, i](const Point2& p) { return junction.arms[i].locate(p).y(); }, {-Arm::kHalfMark, Arm::kHalfMark}});
  paving.lines.push_back({marks, {0}});
  paving.height = [&](const Point2& p) {
    const double f = junction.edge(p), plots = smooth_step((f - junction.section.edge()) / 3.0);
    double dip = 0;
    for (const auto& arm : junction.arms) dip = std::max(dip, crossing_dip(arm, p));
    return junction.section.height(f, dip) + 0.0066 * settlement.at(p.x(), p.y()) +
           (0.002 + 0.015 * plots) * waves.at(p.x(), p.y()) + (0.0015 + 0.012 * plots) * fine.at(p.x(), p.y()) +
           plots * smooth_step((f - 14) / 40) * 0.6 * land.at(p.x(), p.y());
  };
  paving.cover = [&](const Point2& p) -> Cover {
    const double f = junction.edge(p);
    if (f > junction.section.edge()) {
      const bool yards = junction.around.storeys >= 3 && f < 16;
      return yards ? Cover{ClassId::OtherGround, MaterialId::Concrete} : Cover{ClassId::Terrain, MaterialId::Grass};
    }
    if (f > KerbSection::kStone) return {ClassId::Sidewalk, MaterialId::Paving};
    if (f > 0) return {ClassId::Kerb, MaterialId::KerbStone};
    const bool painted =
        marks(p) < 0 || std::ranges::any_of(junction.arms, [&](const Arm& arm) { return on_centre_line(arm, p); });
    return {ClassId::Road, painted ? MaterialId::LanePaint : MaterialId::Asphalt};
  };
  return pave(paving);
}

void set_up_signals(Site& site, const Junction& junction, RandomStream& random) {
  for (std::size_t i = 0; i < junction.arms.size(); ++i) {
    const auto& arm = junction.arms[i];
    const double kerb = arm.half_width() + KerbSection::kStone + 0.4, facing = arm.heading + kPi;
    const auto seed = random.seed(), other = random.seed();
    const double boom = random.chance(0.6) && i < 2 ? 3.6 : 0.0;
    if (junction.signals) {
      stand_at(site, "signal", ClassId::Pole, make_signal(boom, seed), arm.at(arm.stop() - 0.3, kerb), facing);
      stand_at(site, "signal", ClassId::Pole, make_signal(0, other), arm.at(arm.stop() - 0.3, -kerb), facing);
    } else if (i >= 2) {
      stand_at(site, "sign", ClassId::TrafficSign, make_sign(2.4, seed), arm.at(arm.stop(), kerb), facing);
    }
    const double v = random.chance(0.5) ? kerb : -kerb;
    stand_at(site, "street_sign", ClassId::TrafficSign, make_sign(2.6, random.seed()),
             arm.at(arm.mouth - 0.5, v + (v > 0 ? 0.8 : -0.8)), facing);
  }
  const auto& corner = junction.arms.front();
  stand_at(site, "cabinet", ClassId::StreetFurniture, make_cabinet(random.seed()),
           corner.at(corner.mouth + 3, corner.half_width() + KerbSection::kStone + junction.section.pavement - 0.45),
           corner.heading + kPi);
}

PlaceInfo describe() {
  return {"junction",
          "Two streets that cross, or one that ends at the other: signals or signs, crossings, corners that hide or "
          "show what comes.",
          {{"ahead", "from s = 0 to the middle of the junction", kLength, 35, 15, 60, false},
           {"arms", "3: one street ends at the other; 4: they cross", kNumber, 4, 3, 4, true},
           {"angle", "between the through street and the left arm", kAngle, deg_to_rad(90), deg_to_rad(65),
            deg_to_rad(115), false},
           {"lane_width", "width of a driving lane of the through street", kLength, 3.1, 2.75, 3.6, false},
           {"corner_radius", "of the kerbs", kLength, 7, 3, 12, false},
           {"corner_sight", "from the end of the rounded corner to the first house", kLength, 3, 0, 15, false},
           {"signals", "1: signals; 0: signs", kNumber, 1, 0, 1, true},
           {"built", "share of the plots that hold a house", kNumber, 0.8, 0, 1, false},
           {"storeys", "of the houses, on average; from 3 they have shops and stand wall to wall", kNumber, 2.4, 1, 6,
            false},
           {"waiting", "how likely vehicles wait in the side street", kNumber, 0.5, 0, 1, false}}};
}

std::vector<Lane> lanes_of(const PlaceParameters& parameters) {
  const double lane = parameters.at("lane_width"), middle = Arm::kHalfMark + 0.5 * lane;
  const double walk = Arm::kHalfMark + lane + Arm::kGutter + KerbSection::kStone + 0.8;
  return {{"pavement_right", LaneKind::Pavement, -walk, 1.6, 1},
          {"1", LaneKind::Driving, -middle, lane, 1},
          {"-1", LaneKind::Driving, middle, lane, -1},
          {"pavement_left", LaneKind::Pavement, walk, 1.6, -1}};
}

Stage build(const PlaceParameters& parameters, std::uint64_t seed) {
  Junction junction = draw_junction(parameters, seed);
  const double begin = -kLead, end = junction.ahead + kAfter, from = begin - kBeyond, to = end + kBeyond;
  junction.around.edge = [&](const Point2& p) { return junction.edge(p); };
  Site site = open_site(pave_junction(junction, from, to), ReferenceLine(from, {{to - from, 0.0}}),
                        lanes_of(parameters), begin, end, seed);
  for (const auto& arm : junction.arms)  // nothing stands on a road
    site.taken.push_back({arm.at(0.5 * 200, 0), arm.heading, {0.5 * 200, arm.half_width() + 0.1}});
  const Greenery green = grow_greenery(seed);
  RandomStream random(derive_seed(seed, "furniture"), Domain::Stage);
  set_up_signals(site, junction, random);
  for (const auto& arm : junction.arms) {
    Neighbourhood around = junction.around;
    if (std::fabs(arm.direction().y()) < 0.01)
      around.reach = arm.direction().x() > 0 ? to - junction.ahead : junction.ahead - from;
    furnish_arm(site, arm, around, green, random);
  }
  for (std::size_t i = 2; i < junction.arms.size(); ++i)
    if (random.chance(junction.waiting)) queue_at(site, junction.arms[i], random.integer(1, 3), random);
  return std::move(site.stage);
}

}  // namespace

Place junction_place() {
  return {describe(), lanes_of, build};
}

}  // namespace tailcast
