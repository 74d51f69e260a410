// SPDX-License-Identifier: Apache-2.0
// A street of shops.
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "assets/furniture.h"
#include "assets/street_scene.h"
#include "core/dmath.h"
#include "stages/furnish.h"
#include "stages/places.h"

namespace tailcast {
namespace {

constexpr double kLead = 45, kBeyond = 90,
                 kReach = 80;     // m: usable behind s = 0; ground beyond the ends; to either side
constexpr double kMark = 0.12;    // m, width of a painted line
constexpr double kParking = 2.1;  // m
constexpr double kKerbFace = 0.02, kKerbStone = 0.13, kKerb = 0.12;  // m: plan of its face, its top, its height
constexpr double kCrossing = 2.0;                                    // m, half the length of a crossing along the road
constexpr double kBusStop = 14.0;                                    // m, half of it
constexpr double kYard = 14;                                         // m, depth of the yards behind the pavements
constexpr double kSideStreet = 3.5;                                  // m, half the width of a side street

// What lines a stretch of the street: shops at the pavement, houses behind front gardens, or no house at all.
enum class Frontage { Shops, Gardens, Open };
struct Section {
  double from, to;  // m along s
  Frontage kind;
  double setback;  // m from the pavement to the fronts
};

struct CityStreet : Stretch {
  int lanes = 1;
  double lane_width = 3.25, cycle = 1.6, pavement = 4, storeys = 4, awnings = 0.5, parked = 0.6, clutter = 0.6,
         trees = 0.6;
  double fall = 0.025;  // of the roadway outwards
  MaterialId parking = MaterialId::Asphalt, cycle_way = MaterialId::Asphalt;
  std::array<double, 2> taken = {};     // share of the parking places of either side
  std::array<bool, 2> planted = {};     // whether a strip of shrubs lines the pavement
 
  std::vector<double> crossings = {}, stops = {};             // s of their middles
  std::array<std::vector<Opening>, 2> openings = {};     // right, left
  std::array<std::vector<double>, 2> side_streets = {};  // s
  std::array<std::vector<Section>, 2> sections = {};
  std::uint64_t seed = 0;

  double driven() const { return 0.5 * kMark + lanes * lane_width; }
  double cycle_edge() const { return driven() + (cycle > 0 ? kMark + cycle : 0.0); }
  double road_edge() const { return cycle_edge() + kParking; }
  double kerb_edge() const { return road_edge() + kKerbFace + kKerbStone; }
  double pavement_edge() const { return kerb_edge() + pavement; }
};

double snap(double s) {
  return kRowStep * std::floor(s / kRowStep + 0.5);
}

std::vector<Section> draw_sections(const CityStreet& street, double gardens, double open, RandomStream& random) {
  std::vector<Section> sections;
  for (double s = street.from; s < street.to;) {
    const double what = random.uniform();
    const Frontage kind = what < open                        ? Frontage::Open
                          : what < open + (1 - open) * gardens ? Frontage::Gardens
                                                             : Frontage::Shops;
    const auto [least, most] = kind == Frontage::Open ? std::pair(10.0, 26.0) : std::pair(18.0, 50.0);
    const double length = random.uniform(least, most);
    const double setback = random.uniform(2.5, 6.0);
    sections.push_back({s, std::min(s + length, street.to), kind, kind == Frontage::Shops ? 0.0 : setback});
    s += length;
  }
  return sections;
}

const Section& section_at(const CityStreet& street, std::size_t side, double s) {
  const auto& all = street.sections[side];
  const auto found = std::ranges::find_if(all, [&](const Section& section) { return s < section.to; });
  return found == all.end() ? all.back() : *found;
}

CityStreet draw_street(const PlaceParameters& parameters, std::uint64_t seed) {
  RandomStream random(derive_seed(seed, "city street"), Domain::Stage);
  CityStreet street{stretch_of(kLead, parameters.at("length"), kBeyond)};
  street.seed = seed;
  street.lanes = static_cast<int>(parameters.at("lanes"));
  street.lane_width = parameters.at("lane_width");
  street.cycle = parameters.at("cycle_lane");
  street.pavement = parameters.at("pavement");
  street.storeys = parameters.at("storeys");
  street.awnings = parameters.at("awnings");
  street.parked = parameters.at("parked");
  street.clutter = parameters.at("clutter");
  const int crossings = static_cast<int>(parameters.at("crossings"));
  for (int i = 0; i < crossings; ++i)
    street.crossings.push_back(snap(10 + (street.end - 20) * (i + random.uniform(0.3, 0.7)) / crossings));
  const int stops = static_cast<int>(parameters.at("bus_stops"));
  for (int i = 0; i < stops; ++i) street.stops.push_back(snap(random.uniform(0, street.end)));
  for (std::size_t side = 0; side < 2; ++side) {
    auto& openings = street.openings[side];
    for (const double s : street.crossings)
      openings.push_back({s - kCrossing, s + kCrossing, kKerb - 0.02, MaterialId::Paving, street.pavement_edge()});
    for (double s = street.from + random.uniform(20, 80); s < street.to - 20; s += random.uniform(50, 110)) {
      const double at = snap(s);
      const bool clear =
          std::ranges::all_of(street.crossings,
                              [&](double c) { return std::fabs(c - at) > kCrossing + kSideStreet + 4; }) &&
          std::ranges::all_of(street.stops, [&](double c) { return std::fabs(c - at) > kBusStop + 6; });
      if (!clear) continue;
      openings.push_back({at - kSideStreet, at + kSideStreet, kKerb - 0.01, MaterialId::Asphalt, kReach});
      street.side_streets[side].push_back(at);
    }
    street.sections[side] = draw_sections(street, parameters.at("gardens"), parameters.at("open"), random);
  }
  street.trees = parameters.at("trees");
  street.fall = random.uniform(0.002, 0.022);
  street.parking = random.chance(0.6) ? MaterialId::Paving : MaterialId::Asphalt;
  street.cycle_way = random.chance(0.5) ? MaterialId::Paving : MaterialId::Asphalt;
  const double slant = random.uniform(-1, 1) * std::min(street.parked, 1 - street.parked);
  street.taken = {street.parked + slant, street.parked - slant};
  for (auto& planted : street.planted) planted = random.chance(std::min(1.0, 1.3 * street.trees));
  return street;
}

bool near_any(const std::vector<double>& all, double s, double distance) {
  return std::ranges::any_of(all, [&](double at) { return std::fabs(s - at) < distance; });
}
// Whether things on the pavement have to leave s free.
bool is_open(const CityStreet& street, std::size_t side, double s, double margin) {
  return std::ranges::any_of(street.openings[side],
                             [&](const Opening& o) { return s > o.from - margin && s < o.to + margin; });
}

Side cross_section(const CityStreet& street, std::size_t side) {
  Side ground;
  const auto paved = [&](double width, MaterialId material, ClassId class_id = ClassId::Road, Dash dash = {}) {
    ground.strips.push_back({.width = width,
                             .rise = -street.fall * width,
                             .material = material,
                             .class_id = class_id,
                             .step = 0.5,
                             .dash = dash});
  };
  paved(0.5 * kMark, MaterialId::LanePaint, ClassId::Road, street.lanes > 1 ? Dash{} : Dash{3, 9});
  for (int lane = street.lanes; lane >= 1; --lane) {
    const int marks = (lane < street.lanes ? 1 : 0) + (lane > 1 ? 1 : 0);
    paved(street.lane_width - 0.5 * kMark * marks, MaterialId::Asphalt);
    if (lane > 1) paved(kMark, MaterialId::LanePaint, ClassId::Road, {3, 9});
  }
  if (street.cycle > 0) {
    paved(kMark, MaterialId::LanePaint, ClassId::Road);
    paved(street.cycle, street.cycle_way);
  }
  paved(kParking, street.parking, ClassId::Parking);
  ground.strips.push_back({.width = kKerbFace,
                           .rise = kKerb,
                           .material = MaterialId::KerbStone,
                           .class_id = ClassId::Kerb,
                           .dip_outer = 1});
  ground.strips.push_back({.width = kKerbStone,
                           .rise = 0.002,
                           .material = MaterialId::KerbStone,
                           .class_id = ClassId::Kerb,
                           .unevenness = 0.001,
                           .dip_inner = 1,
                           .dip_outer = 1});
  ground.strips.push_back({.width = street.pavement,
                           .rise = 0.018 * street.pavement,
                           .material = MaterialId::Paving,
                           .class_id = ClassId::Sidewalk,
                           .step = 0.4,
                           .unevenness = 0.003,
                           .waves = 0.004,
                           .dip_inner = 1,
                           .opens = true});
  const auto yard = [&](double width, MaterialId material, ClassId class_id, double step, double unevenness) {
    ground.strips.push_back({.width = width,
                             .rise = 0.005 * width,
                             .material = material,
                             .class_id = class_id,
                             .step = step,
                             .unevenness = unevenness,
                             .waves = 0.01,
                             .opens = true});
  };
  yard(kYard, MaterialId::Concrete, ClassId::OtherGround, 0.9, 0.006);
  const double far = kReach - street.pavement_edge() - kYard;
  yard(0.4 * far, MaterialId::Gravel, ClassId::OtherGround, 2.0, 0.015);
  yard(0.6 * far, MaterialId::Grass, ClassId::Terrain, 3.5, 0.03);
  ground.openings = street.openings[side];
  return ground;
}

std::optional<Cover> cover_of(const CityStreet& street, double s, double d) {
  if (std::fabs(d) < street.road_edge() && near_any(street.crossings, s, kCrossing)) {
    const double phase = d - std::floor(d);
    return Cover{ClassId::Road, phase < 0.5 ? MaterialId::LanePaint : MaterialId::Asphalt};
  }
  const std::size_t side = d < 0 ? 0 : 1;
  const double beyond = std::fabs(d) - street.pavement_edge();
  if (beyond < 0 || is_open(street, side, s, 0)) return std::nullopt;
  const auto& section = section_at(street, side, s);
  if (section.kind == Frontage::Gardens && beyond < section.setback) return Cover{ClassId::Terrain, MaterialId::Grass};
  if (section.kind == Frontage::Open && beyond < kYard) return Cover{ClassId::Terrain, MaterialId::Grass};
  return std::nullopt;
}

void build_row(Site& site, const CityStreet& street, std::size_t side, RandomStream& random) {
  const double sign = side == 0 ? -1 : 1;
  constexpr double kDepth = 13, kEaves = 0.42;  // m: of the deepest houses; past the walls
  for (double s = street.from + 1; s < street.to - 1;) {
    const auto& section = section_at(street, side, s);
    if (section.kind == Frontage::Open) {
      s = section.to + 0.5;
      continue;
    }
    const double front = street.pavement_edge() + 0.2 + section.setback;
    const double width = random.uniform(8, 17), depth = random.uniform(9, kDepth);
    const double storeys = std::max(2.0, std::floor(street.storeys + random.uniform(-1.4, 1.6)));
    const double eaves = 3.9 + (storeys - 1) * random.uniform(2.9, 3.3);
    const double gap = random.chance(0.7) ? 0.12 : random.uniform(0.8, 5),
                 back = random.chance(0.2) ? random.uniform(0.2, 1.5) : 0.0;
    const auto seed = random.seed();
    const double bend = site.stage.reference.at(s).curvature * sign;
    const double advance = width / std::min(1 - bend * front, 1 - bend * (front + depth));
    const auto& streets = street.side_streets[side];
    const auto blocking = std::ranges::find_if(
        streets, [&](double at) { return s < at + kSideStreet + 1.5 && s + advance + 0.5 > at - kSideStreet - 1.5; });
    if (blocking != streets.end()) {
      s = *blocking + kSideStreet + 1.5;
      continue;
    }
    // Where roofs hang over, neighbours stand as much farther apart.
    const BuildingSize size{section.kind == Frontage::Shops ? width : width - 2 * kEaves, depth, eaves};
    stand(site, "house", ClassId::Building,
          section.kind == Frontage::Shops ? make_shop_house(size, street.awnings, seed) : make_building(size, seed),
          s + 0.5 * advance, sign * (front + back), sign > 0 ? kPi : 0.0, Stance::Upright, -0.12);  // sills may meet
    s += advance + gap;
  }
}

// Front gardens behind hedges, fences or walls; grown-over plots where no house stands, and what is seen across them.
void furnish_sections(Site& site, const CityStreet& street, std::size_t side, const Greenery& green,
                      RandomStream& random) {
  const double sign = side == 0 ? -1 : 1, edge = street.pavement_edge();
  const auto boundaries = make_boundaries(green, random.seed());
  for (const auto& section : street.sections[side]) {
    if (section.kind == Frontage::Shops) continue;
    const bool open = section.kind == Frontage::Open;
    const double depth = open ? kYard : section.setback, lush = 2 * street.trees * random.uniform();
    const auto skip = [&](double s, double) { return is_open(street, side, s, 1.2); };
    if (open && random.chance(0.15)) {  // a house in the yard
      const double width = std::min(random.uniform(7, 12), section.to - section.from), high = random.uniform(4, 9);
      const double back = edge + random.uniform(18, 26);
      stand(site, "house", ClassId::Building, make_building({width, 8, high}, random.seed()),
            0.5 * (section.from + section.to), sign * back, sign > 0 ? kPi : 0.0);
    }
    const auto which = static_cast<std::size_t>(random.integer(0, static_cast<int>(boundaries.size()) - 1));
    const bool enclosed = random.chance(open ? 0.55 : 0.7);
    for (double s = section.from + 0.5 * kFenceLength + 0.2; enclosed && s + 0.5 * kFenceLength < section.to;
         s += kFenceLength + 0.02) {
      const bool gate = random.chance(0.15);
      const auto& piece = pick(boundaries[which].pieces, random);
      if (!gate && !is_open(street, side, s, 0.5 * kFenceLength + 0.3))
        stand(site, boundaries[which].name, boundaries[which].class_id, piece, s, sign * (edge + 0.5), 0,
              Stance::Along);
    }
    for (double s = section.from + random.uniform(2, 8); s < section.to - 2; s += random.uniform(7, 14)) {
      const double d = edge + random.uniform(1.2, depth);
      const bool grows = random.chance(street.trees);
      if (grows && !skip(s, d))
        plant(site, "tree", ClassId::Vegetation, open ? green.trees : green.young_trees, s, sign * d, 1.0, random);
    }
    const double density = lush * (open ? 0.035 : 0.12);
    plant_bed(site, sign, {section.from + 0.8, section.to - 0.8, edge + 1.1, edge + depth - 0.9, density}, green, random,
              skip);
  }
}

void furnish_pavement(Site& site, const CityStreet& street, std::size_t side, const Greenery& green,
                      RandomStream& random) {
  const double sign = side == 0 ? -1 : 1, across = sign > 0 ? kPi : 0.0;  // +y towards the road
  const double kerb = sign * (street.kerb_edge() + 0.45), wall = sign * (street.pavement_edge() - 0.95);
  if (side == 0)
    for (const double s : street.stops)
      stand(site, "bus_shelter", ClassId::OtherStructure, make_bus_shelter(random.seed()), s,
            -(street.kerb_edge() + 1.4), 0);
  for (double s = street.from + random.uniform(4, 20); s < street.to - 2; s += random.uniform(24, 32)) {
    const double height = random.uniform(6, 8.5);
    const auto seed = random.seed();
    if (!is_open(street, side, s, 0.5))
      stand(site, "lamp", ClassId::Pole, make_street_lamp(height, 1.4, seed), s, kerb, across);
  }
  for (double s = street.from + random.uniform(2, 12); s < street.to - 2; s += random.uniform(8, 14)) {
    const bool grows = random.chance(street.trees), underplanted = random.chance(0.5);
    if (!grows || is_open(street, side, s, 1.2) || near_any(street.stops, s, kBusStop)) continue;
    plant(site, "street_tree", ClassId::Vegetation, green.young_trees, s, kerb, 0.8, random);
    if (!underplanted) continue;
    for (const double at : {s - 1.0, s + 1.0})
      plant(site, "bush", ClassId::Vegetation, std::span(green.bushes).first(2), at, kerb + sign * 0.35, 0.7, random);
  }
  for (double s = street.begin - 30; street.planted[side] && s < street.end + 30; s += random.uniform(4, 14))
    for (const double to = s + random.uniform(3, 10); s < to; s += random.uniform(0.75, 1.2)) {  // shrubs by the kerb
      const auto low = std::span(green.bushes).first(3);
      if (!is_open(street, side, s, 1.2) && !near_any(street.stops, s, kBusStop))
        plant(site, "bush", ClassId::Vegetation, low, s, kerb + sign * random.uniform(0.2, 0.6), 0.5, random);
    }
  for (double s = street.from + random.uniform(4, 30); s < street.to - 2; s += random.uniform(14, 40)) {
    const double height = random.uniform(2.3, 2.9);
    const auto seed = random.seed();
    if (!is_open(street, side, s, 0.5))
      stand(site, "sign", ClassId::TrafficSign, make_sign(height, seed), s, kerb, sign > 0 ? kPi : 0.0);
  }
  for (double s = street.begin - 20; s < street.end + 20;
       s += random.uniform(1.2, 7.0)) {  // what the kerb is lined with
    const double what = random.uniform();
    const bool there = random.chance(street.clutter);
    const auto seed = random.seed();
    if (!there || is_open(street, side, s, 0.9)) continue;
    const auto put = [&](const char* name, Mesh mesh, double heading) {
      stand(site, name, ClassId::StreetFurniture, std::move(mesh), s, kerb, heading);
    };
    if (what < 0.30)
      put("bollard", make_bollard(seed), 0);
    else if (what < 0.42)
      put("bin", make_waste_bin(seed), across);
    else if (what < 0.54)
      put("bicycle_stands", make_bicycle_stands(seed), 0.5 * kPi);
    else if (what < 0.62)
      put("cabinet", make_cabinet(seed), across + kPi);
    else if (what < 0.72)
      put("bench", make_bench(seed), across + 0.5 * kPi);
    else if (what < 0.80)
      put("parking_meter", make_parking_meter(seed), across);
    else if (what < 0.86)
      put("hydrant", make_hydrant(seed), 0);
    else if (what < 0.90)
      put("poster_column", make_poster_column(seed), 0);
    else
      put("planter", make_planter(seed), 0);
  }
  for (double s = street.begin - 20; s < street.end + 20; s += random.uniform(1.5, 6.0)) {  // what shops put out
    const double what = random.uniform(), heading = across + random.uniform(-0.3, 0.3);
    const bool there = random.chance(0.8 * street.clutter);
    const auto seed = random.seed();
    if (!there || is_open(street, side, s, 1.2)) continue;
    const auto put = [&](const char* name, Mesh mesh) {
      stand(site, name, ClassId::StreetFurniture, std::move(mesh), s, wall, heading);
    };
    if (what < 0.35)
      put("cafe_table", make_cafe_table(seed));
    else if (what < 0.6)
      put("shop_board", make_shop_board(seed));
    else if (what < 0.85)
      put("planter", make_planter(seed));
    else
      put("bin", make_waste_bin(seed));
  }
}

PlaceInfo describe() {
  return {"city",
          "A street of shops: cycle lanes, parked cars, wide pavements with all that stands on them, crossings, a bus "
          "stop.",
          {{"length", "usable length ahead of s = 0", kLength, 140, 60, 300, false},
           {"curvature", "of the street, positive to the left", Dimension{-1}, 0, -0.003, 0.003, false},
           {"lanes", "driving lanes each way", kNumber, 1, 1, 2, true},
           {"lane_width", "width of a driving lane", kLength, 3.0, 2.9, 3.6, false},
           {"cycle_lane", "width of the cycle lanes; 0: none", kLength, 1.5, 0, 2.2, false},
           {"parked", "share of the parking places that are taken, on average", kNumber, 0.4, 0, 1, false},
           {"pavement", "width of the pavements", kLength, 4.2, 3.0, 7.0, false},
           {"storeys", "of the houses, on average", kNumber, 4, 2, 7, false},
           {"awnings", "share of the shops whose awning is out", kNumber, 0.4, 0, 1, false},
           {"crossings", "zebra crossings along the usable street", kNumber, 1, 0, 3, true},
           {"bus_stops", "bus stops on the right", kNumber, 1, 0, 2, true},
           {"clutter", "how densely the pavements are furnished", kNumber, 0.6, 0, 1, false},
           {"trees", "share of the tree places that hold one", kNumber, 0.7, 0, 1, false},
           {"gardens", "share of the houses that stand behind front gardens", kNumber, 0.45, 0, 1, false},
           {"open", "share of the plots without a house", kNumber, 0.35, 0, 1, false}}};
}

std::vector<Lane> lanes_of(const PlaceParameters& parameters) {
  const CityStreet street = draw_street(parameters, 0);
  std::vector<Lane> right;  // from the pavement inwards
  const double edge = street.road_edge();
  right.push_back({"pavement", LaneKind::Pavement, street.kerb_edge() + 0.5 * street.pavement, street.pavement, 1});
  right.push_back({"parking", LaneKind::Parking, edge - 0.5 * kParking, kParking, 1});
  if (street.cycle > 0)
    right.push_back({"cycle", LaneKind::Cycle, street.cycle_edge() - 0.5 * street.cycle, street.cycle, 1});
  for (int lane = 1; lane <= street.lanes; ++lane)
    right.push_back({std::to_string(lane), LaneKind::Driving, street.driven() - (lane - 0.5) * street.lane_width,
                     street.lane_width, 1});
  std::vector<Lane> lanes;
  for (auto lane : right) {
    lane.offset = -lane.offset;
    if (lane.kind != LaneKind::Driving) lane.name += "_right";
    lanes.push_back(lane);
  }
  for (auto it = right.rbegin(); it != right.rend(); ++it) {
    Lane lane = *it;
    lane.name = lane.kind == LaneKind::Driving ? "-" + lane.name : lane.name + "_left";
    lane.direction = -1;
    lanes.push_back(lane);
  }
  return lanes;
}

Stage build(const PlaceParameters& parameters, std::uint64_t seed) {
  const CityStreet street = draw_street(parameters, seed);
  Corridor corridor = lay_out(street, arc_over(street, parameters.at("curvature")), 15, seed);
  corridor.right = cross_section(street, 0);
  corridor.left = cross_section(street, 1);
  corridor.patches = draw_patches(seed, street.from, street.to, street.driven(), 14);
  corridor.cover = [&](double s, double d) { return cover_of(street, s, d); };
  Site site = open_site(corridor, lanes_of(parameters), street.begin, street.end, seed);
  const Greenery green = grow_greenery(seed);
  for (std::size_t side = 0; side < 2; ++side) {
    RandomStream random(derive_seed(seed, side == 0 ? "right side" : "left side"), Domain::Stage);
    build_row(site, street, side, random);
    furnish_sections(site, street, side, green, random);
    furnish_pavement(site, street, side, green, random);
    RandomStream parking(derive_seed(seed, side == 0 ? "parked right" : "parked left"), Domain::Stage);
    park_along(
        site,
        {side == 0 ? -1.0 : 1.0, street.begin - 20, street.end + 30, street.cycle_edge(), kParking, street.taken[side]},
        [&](double s, double half) {
          return is_open(street, side, s, half + 1.5) || (side == 0 && near_any(street.stops, s, kBusStop + half));
        },
        parking);
  }
  return std::move(site.stage);
}

}  // namespace

Place city_place() {
  return {describe(), lanes_of, build};
}

}  // namespace tailcast
