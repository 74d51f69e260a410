// SPDX-License-Identifier: Apache-2.0
// Streets that meet at a roundabout. The reference line is the way through it: up to it, round the island, and out by
// the exit that is asked for; a driver that follows its lane drives round.
#include <algorithm>
#include <cmath>

#include "assets/street_scene.h"
#include "core/dmath.h"
#include "stages/arms.h"
#include "stages/places.h"

namespace tailcast {
namespace {

constexpr double kLead = 30, kReach = 112,
                 kAfter = 30;        // m: usable behind s = 0; ground around the middle; usable after the exit
constexpr double kEntryRadius = 12;  // m of the driven way, where there is room
constexpr double kCorner = 10;       // m of the kerb

struct Roundabout {
  double lane_width = 3.2, island = 8, ring = 6;
  Point2 middle;
  double way_in = 0;           // s at which the entry's arc begins
  double entry = kEntryRadius;  // m: radius of the entry's and the exit's arc
  double turn = 0, round = 0;   // rad: along each of those arcs, and round the island
  double driven = 0;           // m, radius of the driven circle
  std::vector<Arm> arms;       // the first is where the ego comes from
  KerbSection section;
  Neighbourhood around;
  std::uint64_t seed = 0;

  double outer() const { return island + ring; }
  // Signed distance to the outer kerb's foot.
  double outer_edge(const Point2& p) const {
    double f = (p - middle).norm() - outer();
    for (const auto& arm : arms) {
      const auto at = arm.locate(p);
      f = round_union(f, std::max(std::fabs(at.y()) - arm.half_width(), -at.x()), kCorner);
    }
    return f;
  }
  double island_edge(const Point2& p) const { return island - (p - middle).norm(); }
};

Roundabout draw_roundabout(const PlaceParameters& parameters, std::uint64_t seed) {
  RandomStream random(derive_seed(seed, "roundabout"), Domain::Stage);
  Roundabout place;
  place.seed = seed;
  place.lane_width = parameters.at("lane_width");
  place.island = parameters.at("island");
  place.ring = parameters.at("ring");
  place.driven = place.island + 0.5 * place.ring;
  const double aside = Arm::kHalfMark + 0.5 * place.lane_width;  // of the lane from the arm's axis
  place.middle = {parameters.at("ahead"), aside};
  const int exit = static_cast<int>(parameters.at("exit"));
  // Both arcs of a turn to the right touch a small island's circle at one point at most where they turn by pi / 4 each:
  // aside + entry = cos(pi / 4) (driven + entry).
  if (const double c = std::sqrt(0.5); exit == 1)
    place.entry = std::min(kEntryRadius, 0.999 * (c * place.driven - aside) / (1 - c));
  // The entry's arc touches the lane's centre line and the driven circle from outside.
  const double rise = aside + place.entry, reach = place.driven + place.entry;
  const double along = std::sqrt(reach * reach - rise * rise);
  place.way_in = place.middle.x() - along;
  place.turn = 0.5 * kPi - dmath::atan2(rise, along);
  const double outwards = 0.5 * kPi * (exit - 2);  // right, straight on, left
  place.round = outwards + 2 * place.turn;
  place.section.pavement = random.uniform(1.8, 2.8);
  const auto add = [&](double heading) {
    Arm arm{place.middle, heading, place.lane_width, 0, random.chance(0.7)};
    const double c = place.outer() + kCorner, w = arm.half_width() + kCorner;
    arm.mouth = std::sqrt(c * c - w * w) + 0.3;
    place.arms.push_back(arm);
  };
  add(kPi);
  add(outwards);
  const bool all = parameters.at("arms") > 3.5;
  int others = 0;
  for (int k = 1; k <= 3; ++k) {
    if (k == exit || (!all && others > 0)) continue;
    add(0.5 * kPi * (k - 2));
    ++others;
  }
  auto& around = place.around;
  around.pavement = place.section.pavement;
  around.sight = random.uniform(4, 12);
  around.built = parameters.at("built");
  around.storeys = random.uniform(1, 3.4);
  around.setback = around.storeys >= 3 ? 0.4 : random.uniform(2, 6);
  around.clutter = random.uniform(0.2, 0.7);
  around.reach = kReach - 4;
  return place;
}

ReferenceLine way_through(const Roundabout& place, double from, double to) {
  const double arc = place.entry * place.turn, circle = place.driven * place.round;
  const double out = place.way_in + 2 * arc + circle;
  return ReferenceLine(from, {{place.way_in - from, 0.0},
                              {arc, -1 / place.entry},
                              {circle, 1 / place.driven},
                              {arc, -1 / place.entry},
                              {to - out, 0.0}});
}

Ground pave_roundabout(const Roundabout& place) {
  const auto outer = [&](const Point2& p) { return place.outer_edge(p); };
  const auto inner = [&](const Point2& p) { return place.island_edge(p); };
  const auto marks = [&](const Point2& p) {
    double nearest = 1e9;
    for (const auto& arm : place.arms) nearest = std::min(nearest, marks_distance(arm, p));
    return nearest;
  };
  const WaveField settlement(derive_seed(place.seed, "long waves"), 22, 90),
      waves(derive_seed(place.seed, "waves"), 2.5, 9), fine(derive_seed(place.seed, "fine waves"), 0.5, 1.6),
      land(derive_seed(place.seed, "land"), 40, 160);
  constexpr double kApron = 1.3;  // m of stone around the island, for long vehicles
  Paving paving;
  paving.seed = derive_seed(place.seed, "ground");
  paving.low = place.middle - Point2(kReach, kReach);
  paving.high = place.middle + Point2(kReach, kReach);
  paving.finest = 0.25;
  paving.grain = [&](const Point2& p) {
    const double f = place.outer_edge(p), off = std::max(0.0, f - 6);
    if (marks(p) < 0.8 && f < 0.5) return 0.25;
    return std::min(0.5 + 0.06 * off, 6.0);
  };
  paving.lines.push_back({outer, place.section.levels()});
  paving.lines.push_back({inner, {0, KerbSection::kFace, KerbSection::kStone, KerbSection::kStone + kApron}});
  for (std::size_t i : {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{3}})
    if (i < place.arms.size())
      paving.lines.push_back(
          {[&, i](const Point2& p) { return place.arms[i].locate(p).y(); }, {-Arm::kHalfMark, Arm::kHalfMark}});
  paving.lines.push_back({marks, {0}});
  const double mound = 0.12 * place.island;
  paving.height = [&, mound](const Point2& p) {
    const double f = place.outer_edge(p), g = place.island_edge(p),
                 plots = smooth_step((f - place.section.edge()) / 3.0);
    const double green = std::max(plots, smooth_step((g - 2) / 2));
    double dip = 0;
    for (const auto& arm : place.arms) dip = std::max(dip, crossing_dip(arm, p));
    const double design = g > f ? place.section.height(std::min(g, KerbSection::kStone + kApron), 0) +
                                      mound * smooth_step((g - 1.6) / (0.7 * place.island))
                                : place.section.height(f, dip);
    return design + 0.0066 * settlement.at(p.x(), p.y()) + (0.002 + 0.015 * green) * waves.at(p.x(), p.y()) +
           (0.0015 + 0.012 * green) * fine.at(p.x(), p.y()) +
           plots * smooth_step((f - 14) / 40) * 0.6 * land.at(p.x(), p.y());
  };
  paving.cover = [&](const Point2& p) -> Cover {
    const double f = place.outer_edge(p), g = place.island_edge(p);
    if (g > KerbSection::kStone + kApron || f > place.section.edge()) return {ClassId::Terrain, MaterialId::Grass};
    if (g > KerbSection::kStone) return {ClassId::OtherGround, MaterialId::Stone};
    if (f > KerbSection::kStone) return {ClassId::Sidewalk, MaterialId::Paving};
    if (f > 0 || g > 0) return {ClassId::Kerb, MaterialId::KerbStone};
    const bool painted =
        marks(p) < 0 || std::ranges::any_of(place.arms, [&](const Arm& arm) { return on_centre_line(arm, p); });
    return {ClassId::Road, painted ? MaterialId::LanePaint : MaterialId::Asphalt};
  };
  return pave(paving);
}

void furnish_island(Site& site, const Roundabout& place, const Greenery& green, RandomStream& random) {
  for (const auto& arm : place.arms) {  // what tells those who come that the road ends
    const double turn = random.normal(0, 0.05), out = place.island - 2.0;
    stand_at(site, "sign", ClassId::TrafficSign, make_sign(1.9, random.seed()), arm.at(out, Arm::kHalfMark + 1.2),
             arm.heading + kPi + turn);
  }
  const int plants = static_cast<int>(place.island * random.uniform(0.4, 1.2));
  for (int i = 0; i < plants; ++i) {
    const double angle = random.uniform(0, 2 * kPi), out = (place.island - 3.2) * std::sqrt(random.uniform()),
                 what = random.uniform();
    const Point2 at = place.middle + out * Point2(dmath::cos(angle), dmath::sin(angle));
    const bool tree = what < 0.3 && place.island > 6;
    const auto& mesh = tree ? pick(green.trees, random) : pick(green.bushes, random);
    stand_at(site, tree ? "tree" : "bush", ClassId::Vegetation, mesh, at, angle, Stance::Upright, 0.4);
  }
}

void furnish_ring(Site& site, const Roundabout& place, RandomStream& random) {
  for (const auto& arm : place.arms) {
    const double kerb = arm.half_width() + KerbSection::kStone + 0.45, facing = arm.heading + kPi;
    const auto seed = random.seed(), other = random.seed();
    const double height = random.uniform(6, 8);
    stand_at(site, "sign", ClassId::TrafficSign, make_sign(2.4, seed), arm.at(arm.stop() + 0.3, kerb), facing);
    stand_at(site, "direction_sign", ClassId::TrafficSign, make_sign(3.0, other), arm.at(arm.stop() + 16, kerb),
             facing);
    stand_at(site, "lamp", ClassId::Pole, make_street_lamp(height, 1.4, random.seed()), arm.at(arm.mouth, -kerb - 0.2),
             arm.heading);
  }
}

PlaceInfo describe() {
  return {
      "roundabout",
      "Streets that meet at a roundabout; lane 1 leads round the island to the exit that is asked for.",
      {{"ahead", "from s = 0 to the island's middle", kLength, 45, 35, 70, false},
       {"arms", "streets that meet", kNumber, 4, 3, 4, true},
       {"exit", "that lane 1 takes: the first (right), second (straight on) or third (left)", kNumber, 2, 1, 3, true},
       {"island", "radius of the island", kLength, 8, 5, 18, false},
       {"ring", "width of the carriageway round it", kLength, 6, 5, 8, false},
       {"lane_width", "width of a lane of the streets", kLength, 3.2, 2.9, 3.6, false},
       {"built", "share of the plots that hold a house", kNumber, 0.6, 0, 1, false}}};
}

std::vector<Lane> lanes_of(const PlaceParameters& parameters) {
  return {{"1", LaneKind::Driving, 0, parameters.at("lane_width"), 1}};
}

Stage build(const PlaceParameters& parameters, std::uint64_t seed) {
  Roundabout place = draw_roundabout(parameters, seed);
  place.around.edge = [&](const Point2& p) { return place.outer_edge(p); };
  const double out = place.way_in + 2 * place.entry * place.turn + place.driven * place.round;
  const double begin = -kLead, end = out + kAfter;
  Site site = open_site(pave_roundabout(place), way_through(place, begin - 20, end + 20), lanes_of(parameters), begin,
                        end, seed);
  for (const auto& arm : place.arms)  // nothing stands on a road
    site.taken.push_back(
        {arm.at(place.outer() + 0.5 * kReach, 0), arm.heading, {0.5 * kReach, arm.half_width() + 0.1}});
  const Greenery green = grow_greenery(seed);
  RandomStream random(derive_seed(seed, "furniture"), Domain::Stage);
  furnish_ring(site, place, random);
  furnish_island(site, place, green, random);
  for (const auto& arm : place.arms) furnish_arm(site, arm, place.around, green, random);
  return std::move(site.stage);
}

}  // namespace

Place roundabout_place() {
  return {describe(), lanes_of, build};
}

}  // namespace tailcast
