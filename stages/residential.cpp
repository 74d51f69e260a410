// SPDX-License-Identifier: Apache-2.0
#include "stages/residential.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "stages/misfits.h"

namespace tailcast {
namespace {

constexpr double kLead = 45;      // m of usable street behind s = 0
constexpr double kBeyond = 95;    // m of ground beyond the usable ends: a sensor at the very end still sees street
constexpr double kReach = 85;     // m to either side
constexpr double kEndRadius = 115;  // m: the least that the street bends by at its ends

Street draw_street(const PlaceParameters& parameters, std::uint64_t seed) {
  RandomStream random(derive_seed(seed, "street"), Domain::Stage);
  Street street{stretch_of(kLead, parameters.at("length"), kBeyond)};
  street.seed = seed;
  street.lane_width = parameters.at("lane_width");
  street.setback = parameters.at("building_setback");
  street.built = parameters.at("built");
  street.tree_density = parameters.at("tree_density");
  street.pavement_width = random.uniform(1.6, 2.6);
  street.parking_width = parameters.at("parking_width");
  street.right.sign = -1;
  street.left.sign = 1;
  // Crossfall: 2.5 % when new, worn and overlaid since; mostly a crown, else all of it to one side.
  const double fall = random.uniform(0.002, 0.022);
  const bool crowned = random.chance(0.7), rightwards = random.chance(0.5);
  street.right.fall = crowned || rightwards ? fall : -fall;
  street.left.fall = crowned || !rightwards ? fall : -fall;
  street.right.parking = street.left.parking = random.chance(0.6) ? MaterialId::Paving : MaterialId::Asphalt;
  // One side has more of the parked cars than the other.
  const double parked = parameters.at("parked"), slant = random.uniform(-1, 1) * std::min(parked, 1 - parked);
  street.right.parked = parked + slant;
  street.left.parked = parked - slant;
  return street;
}

// On the row grid, so that what is paved and where the kerb is low agree.
double snap(double s) { return kRowStep * static_cast<double>(static_cast<int>(s / kRowStep + (s < 0 ? -0.5 : 0.5))); }

void draw_plots(Street& street, StreetSide& side) {
  RandomStream random(derive_seed(street.seed, side.sign > 0 ? "left plots" : "right plots"), Domain::Stage);
  const bool terraced = random.chance(0.3);
  const double built = std::clamp(street.built + random.uniform(-0.25, 0.25), 0.0, 1.0);
  double side_street = random.chance(0.6) ? random.uniform(-20, std::max(20.0, street.end)) : 1e9;
  for (double s = street.from; s < street.to;) {
    if (s > side_street) {
      const double from = snap(s) + 1.0;
      side.openings.push_back({from, from + 5.5, kKerbHeight - 0.01, MaterialId::Asphalt, kReach});
      s = from + 5.5 + random.uniform(2, 5);
      side_street = 1e9;
    }
    Plot plot{};
    plot.house = random.chance(built);
    plot.width = random.uniform(7.5, 14.5);
    plot.depth = random.uniform(8, 11.5);
    plot.eaves = random.chance(0.3) ? random.uniform(3.2, 4.2) : random.uniform(5.4, 8.6);
    plot.setback = std::max(0.6, street.setback + random.uniform(-1.4, 1.8));
    const bool joined = terraced && random.chance(0.7);
    const double gap = joined ? 0.05 : random.uniform(3.0, 14.0);
    const double ground = random.uniform();  // by no means all is lawn
    plot.garden = ground < 0.55   ? MaterialId::Grass
                  : ground < 0.75 ? MaterialId::Soil
                  : ground < 0.88 ? MaterialId::Gravel
                                  : MaterialId::Paving;
    plot.from = s;
    plot.to = s + plot.width + gap;
    side.plots.push_back(plot);
    if (gap > 3.2 && random.chance(0.75)) {
      const double from = snap(s + plot.width + 0.2);
      const double reach = street.pavement_edge() + plot.setback + random.uniform(1, 9);
      side.openings.push_back({from, from + 2.5, kKerbHeight - 0.03, random.chance(0.3) ? MaterialId::Gravel : MaterialId::Paving, reach});
    }
    s = plot.to;
  }
}

// Openings that overlap would leave a driveway in the mouth of a street.
void settle_openings(StreetSide& side) {
  std::vector<Opening> settled;
  for (const auto& opening : side.openings)
    if (settled.empty() || opening.from > settled.back().to + 1.5) settled.push_back(opening);
  side.openings = settled;
}

Side cross_section(const Street& street, const StreetSide& side, std::uint64_t seed) {
  RandomStream random(seed, Domain::Stage);
  const double fall = side.fall;
  constexpr double kCenterLine = 0.06;  // half of it belongs to either side
  Side ground;
  auto& strips = ground.strips;
  const auto add = [&](Strip strip) { strips.push_back(strip); };
  add({.width = kCenterLine, .rise = -fall * kCenterLine, .material = MaterialId::LanePaint, .class_id = ClassId::Road,
       .dash = {3, 9}});
  add({.width = street.lane_width - kCenterLine, .rise = -fall * (street.lane_width - kCenterLine),
       .material = MaterialId::Asphalt, .class_id = ClassId::Road});
  if (street.parking_width > 0)
    add({.width = street.parking_width, .rise = -fall * street.parking_width, .material = side.parking,
         .class_id = ClassId::Parking});
  constexpr double kKerbStone = 0.13;
  add({.width = Street::kKerbFaceWidth, .rise = kKerbHeight, .material = MaterialId::KerbStone, .class_id = ClassId::Kerb,
       .waves = 0.002, .dip_inner = 0, .dip_outer = 1});
  add({.width = kKerbStone, .rise = 0.002, .material = MaterialId::KerbStone, .class_id = ClassId::Kerb, .unevenness = 0.001,
       .dip_inner = 1, .dip_outer = 1});
  const double paved = street.pavement_width - kKerbStone;
  add({.width = paved, .rise = 0.02 * paved, .material = MaterialId::Paving, .class_id = ClassId::Sidewalk, .step = 0.4,
       .unevenness = 0.003, .waves = 0.004, .dip_inner = 1, .dip_outer = 0, .opens = true});
  const auto lawn = [&](double width, double slope, double step, double unevenness, double waves) {
    add({.width = width, .rise = slope * width, .material = MaterialId::Grass, .class_id = ClassId::Terrain, .step = step,
         .unevenness = unevenness, .waves = waves, .opens = true});
  };
  // On a hillside gardens rise on one side and fall on the other.
  const double garden = random.uniform(-0.02, 0.04), yard = random.uniform(-0.03, 0.04);
  lawn(street.setback, garden, 0.5, 0.018, 0.02);
  lawn(16, yard, 0.9, 0.02, 0.03);
  const double far = kReach - street.pavement_edge() - street.setback - 16;
  lawn(0.4 * far, 0.005, 2.0, 0.03, 0.06);
  lawn(0.6 * far, 0.005, 3.5, 0.04, 0.10);
  ground.openings = side.openings;
  ground.hill = {30, kReach - 30, random.uniform(-1.5, 1.0), random.uniform(0.3, 1.0)};
  return ground;
}

std::optional<Cover> cover_of(const Street& street, double s, double d) {
  const auto& side = d < 0 ? street.right : street.left;
  const double beyond = std::fabs(d) - street.pavement_edge();
  if (beyond < 0 || is_paved(side, s, std::fabs(d), 0)) return std::nullopt;
  const auto plot = std::ranges::find_if(side.plots, [&](const Plot& p) { return s < p.to; });
  if (plot == side.plots.end() || s < plot->from || beyond > plot->setback) return std::nullopt;
  const bool grown = plot->garden == MaterialId::Grass || plot->garden == MaterialId::Soil;
  return Cover{grown ? ClassId::Terrain : ClassId::OtherGround, plot->garden};
}

ReferenceLine lay_reference(const Street& street, double curvature) {
  RandomStream random(derive_seed(street.seed, "bends"), Domain::Stage);
  const double before = random.uniform(-1, 1) / kEndRadius, after = random.uniform(-1, 1) / kEndRadius;
  return ReferenceLine(street.from, {{street.begin - street.from, before},
                                     {street.end - street.begin, curvature},
                                     {street.to - street.end, after}});
}

// Trees stand in the way of whoever looks along the street past its bends.
void close_ends(Site& site, const Street& street, const Greenery& green) {
  RandomStream random(derive_seed(street.seed, "ends"), Domain::Stage);
  for (const double s : {street.from + 4, street.to - 4})
    for (double d = -16; d <= 16; d += random.uniform(6.0, 9.0))
      plant(site, "tree", ClassId::Vegetation, green.trees, s + random.uniform(-2, 2), d, 1.0, random);
}

}  // namespace

bool in_opening(const StreetSide& side, double s, double margin) {
  return std::any_of(side.openings.begin(), side.openings.end(),
                     [&](const Opening& o) { return s > o.from - margin && s < o.to + margin; });
}

bool is_paved(const StreetSide& side, double s, double d, double margin) {
  return std::any_of(side.openings.begin(), side.openings.end(), [&](const Opening& o) {
    return s > o.from - margin && s < o.to + margin && d < o.reach + margin;
  });
}

namespace {

PlaceInfo describe() {
  return {"residential",
          "A street of houses: one lane each way, parked cars, kerbs, pavements, front gardens, trees.",
          {{"length", "usable length ahead of s = 0", kLength, 160, 60, 400, false},
           {"curvature", "of the usable street, positive to the left", Dimension{-1}, 0, -0.008, 0.008, false},
           {"lane_width", "width of a driving lane", kLength, 3.0, 2.5, 4.0, false},
           {"parking_width", "width of the parking lane on either side", kLength, 2.1, 1.9, 2.6, false},
           {"parked", "share of the parking places that are taken, on average", kNumber, 0.45, 0, 1, false},
           {"built", "share of the plots that hold a house, on average; the rest are open, with trees", kNumber, 0.5, 0, 1, false},
           {"building_setback", "from the pavement to the house fronts, on average", kLength, 5.0, 0.8, 15, false},
           {"tree_density", "share of the tree places that hold one", kNumber, 0.5, 0, 1, false}}};
}

std::vector<Lane> lanes_of(const PlaceParameters& parameters) {
  const double lane = parameters.at("lane_width"), parking = parameters.at("parking_width");
  constexpr double kWalkway = 1.6;  // m: the least width of a pavement that a seed draws
  const double walk = lane + parking + Street::kKerbFaceWidth + 0.5 * kWalkway;
  return {{"pavement_right", LaneKind::Pavement, -walk, kWalkway, 1},
          {"parking_right", LaneKind::Parking, -(lane + 0.5 * parking), parking, 1},
          {"1", LaneKind::Driving, -0.5 * lane, lane, 1},
          {"-1", LaneKind::Driving, 0.5 * lane, lane, -1},
          {"parking_left", LaneKind::Parking, lane + 0.5 * parking, parking, -1},
          {"pavement_left", LaneKind::Pavement, walk, kWalkway, -1}};
}

Stage build(const PlaceParameters& parameters, std::uint64_t seed) {
  Street street = draw_street(parameters, seed);
  for (auto* side : {&street.right, &street.left}) {
    draw_plots(street, *side);
    settle_openings(*side);
  }
  Corridor corridor = lay_out(street, lay_reference(street, parameters.at("curvature")), 15, seed);
  corridor.right = cross_section(street, street.right, derive_seed(seed, "right section"));
  corridor.left = cross_section(street, street.left, derive_seed(seed, "left section"));
  corridor.patches = draw_patches(seed, street.from, street.to, street.lane_width, 18);

  corridor.cover = [&](double s, double d) { return cover_of(street, s, d); };
  Site site = open_site(corridor, lanes_of(parameters), street.begin, street.end, seed);
  const Greenery green = grow_greenery(seed);
  for (const auto* side : {&street.right, &street.left}) {
    furnish_plots(site, street, *side, green);
    furnish_pavement(site, street, *side, green);
    park_vehicles(site, street, *side);
  }
  close_ends(site, street, green);
  leave_out_misfits(site);
  return std::move(site.stage);
}

}  // namespace

Place residential_place() { return {describe(), lanes_of, build}; }

}  // namespace tailcast
