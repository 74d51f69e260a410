// SPDX-License-Identifier: Apache-2.0
// Rows of bays on either side of aisles. The reference line is the middle aisle.
#include <algorithm>
#include <array>
#include <cmath>

#include "assets/street_scene.h"
#include "assets/structures.h"
#include "core/dmath.h"
#include "stages/furnish.h"
#include "stages/places.h"

namespace tailcast {
namespace {

constexpr double kLead = 25, kEnd = 35, kReach = 70;  // m: usable behind s = 0; ground beyond the bays; to either side
constexpr double kMark = 0.12, kFace = 0.02, kKerb = 0.11;  // m
constexpr double kCross = 6.5;                              // m, width of the cross aisles

struct CarPark : Stretch {
  double aisle = 6, bay = 2.5, depth = 5, island = 1.5, taken = 0.6;
  int rows = 2;  // of bays to either side, counted from the aisle outwards
  std::vector<double> crosses = {};  // s of the cross aisles' middles
  std::vector<double> marks = {};    // s of the lines between bays
  std::uint64_t seed = 0;

  // |d| of the inner edge of the row with that number. Behind every second row is an island, then a row, then an aisle.
  double row_from(int row) const {
    const int pairs = row / 2;
    const double pair = aisle + 2 * depth + island;
    return 0.5 * aisle + pairs * pair + (row % 2) * (depth + island);
  }
  bool faces_in(int row) const { return row % 2 == 0; }  // its aisle lies towards the middle
  double edge() const {
    const int last = rows - 1;
    return row_from(last) + depth + (faces_in(last) ? 0.0 : aisle);
  }
  bool in_cross(double s, double margin) const {
    return std::ranges::any_of(crosses, [&](double at) { return std::fabs(s - at) < 0.5 * kCross + margin; });
  }
  bool in_bays(double s) const { return s > begin && s < end && !in_cross(s, 0); }
};

CarPark draw_park(const PlaceParameters& parameters, std::uint64_t seed) {
  RandomStream random(derive_seed(seed, "car park"), Domain::Stage);
  CarPark park{stretch_of(kLead, parameters.at("length"), kEnd)};
  park.seed = seed;
  park.aisle = parameters.at("aisle");
  park.bay = parameters.at("bay_width");
  park.depth = parameters.at("bay_depth");
  park.island = parameters.at("island");
  park.taken = parameters.at("taken");
  park.rows = static_cast<int>(parameters.at("rows"));
  for (double s = park.begin + random.uniform(20, 35); s < park.end - 15; s += random.uniform(30, 45))
    park.crosses.push_back(kRowStep * std::floor(s / kRowStep));
  for (double s = park.begin + kCross; s < park.end; s += park.bay)
    if (!park.in_cross(s, 0)) park.marks.push_back(s);
  return park;
}

Side cross_section(const CarPark& park, std::uint64_t seed) {
  RandomStream random(seed, Domain::Stage);
  Side ground;
  std::vector<Opening> openings;
  for (const double s : park.crosses)
    openings.push_back({s - 0.5 * kCross, s + 0.5 * kCross, kKerb - 0.002, MaterialId::Asphalt, kReach});
  openings.push_back({park.from - 1, park.begin, kKerb - 0.002, MaterialId::Asphalt, kReach});
  openings.push_back({park.end, park.to + 1, kKerb - 0.002, MaterialId::Asphalt, kReach});
  ground.openings = openings;
  const auto paved = [&](double width, ClassId class_id, MaterialId material = MaterialId::Asphalt,
                         double fall = -0.008) {
    ground.strips.push_back({.width = width,
                             .rise = fall * width,
                             .material = material,
                             .class_id = class_id,
                             .step = 0.6,
                             .unevenness = 0.002,
                             .waves = 0.004});
  };
  const auto kerb = [&](double rise) {
    ground.strips.push_back({.width = kFace,
                             .rise = rise,
                             .material = MaterialId::KerbStone,
                             .class_id = ClassId::Kerb,
                             .dip_inner = rise > 0 ? 0.0 : 1.0,
                             .dip_outer = rise > 0 ? 1.0 : 0.0,
                             .opens = true});
  };
  paved(0.5 * park.aisle, ClassId::Road);
  for (int row = 0; row < park.rows; ++row) {
    paved(park.depth, ClassId::Parking);
    const bool last = row + 1 == park.rows;
    if (park.faces_in(row) && !last) {
      kerb(kKerb);
      ground.strips.push_back({.width = park.island,
                               .rise = 0,
                               .material = MaterialId::Grass,
                               .class_id = ClassId::Terrain,
                               .step = 0.5,
                               .unevenness = 0.012,
                               .waves = 0.01,
                               .dip_inner = 1,
                               .dip_outer = 1,
                               .opens = true});
      kerb(-kKerb);
    } else if (!park.faces_in(row)) {
      paved(park.aisle, ClassId::Road);
    }
  }
  ground.strips.push_back(
      {.width = kFace, .rise = kKerb, .material = MaterialId::KerbStone, .class_id = ClassId::Kerb});
  const auto soft = [&](double width, double rise, double step, double unevenness) {
    ground.strips.push_back({.width = width,
                             .rise = rise,
                             .material = MaterialId::Grass,
                             .class_id = ClassId::Terrain,
                             .step = step,
                             .unevenness = unevenness,
                             .waves = 0.03});
  };
  soft(4, 0.05, 0.5, 0.018);
  const double far = kReach - park.edge() - kFace - 4;
  soft(0.5 * far, random.uniform(0, 0.6), 1.2, 0.03);
  soft(0.5 * far, random.uniform(0, 0.6), 2.5, 0.04);
  return ground;
}

std::optional<Cover> cover_of(const CarPark& park, double s, double d) {
  if (!park.in_bays(s)) {
    // Where the rows end, cars turn.
    if (std::fabs(d) < park.edge()) return Cover{ClassId::Road, MaterialId::Asphalt};
    return std::nullopt;
  }
  for (int row = 0; row < park.rows; ++row) {
    const double in = std::fabs(d) - park.row_from(row);
    if (in < 0 || in > park.depth) continue;
    const auto near = std::ranges::lower_bound(park.marks, s - 0.5 * kMark);
    const bool line = near != park.marks.end() && *near < s + 0.5 * kMark;
    if (line) return Cover{ClassId::Road, MaterialId::LanePaint};  // its class is lane-marking by its paint
  }
  return std::nullopt;
}

void park_cars(Site& site, const CarPark& park, RandomStream& random) {
  const auto fleet = draw_fleet(random);
  for (const double sign : {-1.0, 1.0})
    for (int row = 0; row < park.rows; ++row)
      for (std::size_t i = 0; i + 1 < park.marks.size(); ++i) {
        const auto& asset = fleet[static_cast<std::size_t>(random.integer(0, static_cast<int>(fleet.size()) - 1))];
        const bool taken = random.chance(park.taken), nose_in = random.chance(0.75);
        const double skew = random.normal(0, deg_to_rad(1.6)), off = random.normal(0, 0.09),
                     in = random.uniform(0.1, 0.35);
        const auto appearance = random.seed();
        const Bounds& box = asset->box;
        const double spare = park.depth - box.size().x();
        if (!taken || spare < -0.15 || park.marks[i + 1] - park.marks[i] > 1.01 * park.bay) continue;
        const double gap = std::min(in, std::max(0.03, spare));
        const double s = 0.5 * (park.marks[i] + park.marks[i + 1]) + std::clamp(off, -0.18, 0.18);
        // Up to the kerb or the line at the bay's end, a hand's breadth before it.
        const double inner = sign * park.row_from(row), depth = sign * park.depth, half = 0.5 * box.size().x();
        const double end = park.faces_in(row) ? inner + depth - sign * (half + gap) : inner + sign * (half + gap);
        const double outwards = sign * (park.faces_in(row) ? 1.0 : -1.0);
        const double heading = (outwards > 0) == nose_in ? 0.5 * kPi : -0.5 * kPi;
        if (!reserve(site,
                     footprint_at(site.stage, s, end, heading + skew, box.size().x() + 0.1, box.size().y() + 0.05)))
          continue;
        park_at(site, asset, point_at(site.stage.reference, s, end),
                site.stage.reference.at(s).heading + heading + skew, appearance);
      }
}

void furnish(Site& site, const CarPark& park, const Greenery& green, RandomStream& random) {
  for (const double sign : {-1.0, 1.0}) {
    for (int row = 0; row + 1 < park.rows; row += 2) {  // on the islands
      const double d = sign * (park.row_from(row) + park.depth + kFace + 0.5 * park.island);
      for (double s = park.begin + 4; s < park.end - 2; s += random.uniform(5, 11)) {
        const double what = random.uniform();
        const auto seed = random.seed();
        if (park.in_cross(s, 1.2)) continue;
        if (what < 0.4)
          plant(site, "tree", ClassId::Vegetation, green.young_trees, s, d, 0.9, random);
        else if (what < 0.6)
          plant(site, "bush", ClassId::Vegetation, green.bushes, s, d, 0.9, random);
        else if (what < 0.85)
          stand(site, "lamp", ClassId::Pole, make_street_lamp(6.5, 1.2, seed), s, d, sign > 0 ? kPi : 0.0);
        else
          stand(site, "sign", ClassId::TrafficSign, make_sign(2.4, seed), s, d, 0);
      }
    }
    const double rim = sign * (park.edge() + kFace);
    for (double s = park.from + 4; s < park.to - 4; s += random.uniform(3, 12)) {
      const double what = random.uniform(), d = rim + sign * random.uniform(1.5, 16);
      const auto seed = random.seed();
      if (what < 0.35)
        plant(site, "bush", ClassId::Vegetation, green.bushes, s, d, 1.2, random);
      else if (what < 0.6)
        plant(site, "tree", ClassId::Vegetation, green.trees, s, d, 1.2, random);
      else if (what < 0.75)
        stand(site, "lamp", ClassId::Pole, make_street_lamp(7, 1.5, seed), s, rim + sign * 0.6, sign > 0 ? kPi : 0.0);
      else if (what < 0.8)
        stand(site, "sign", ClassId::TrafficSign, make_sign(2.5, seed), s, rim + sign * 0.6, sign > 0 ? kPi : 0.0);
    }
    const auto hedge = random.integer(0, 3);
    for (double s = park.begin; s < park.end; s += kHedgeLength)
      if (random.chance(0.6))
        stand(site, "hedge", ClassId::Hedge, green.hedges[static_cast<std::size_t>(hedge)], s, rim + sign * 1.4, 0,
              Stance::Along);
    for (int i = 0; i < 3; ++i) {
      const double s = random.uniform(park.begin, park.end);
      const auto seed = random.seed();
      stand(site, "cabinet", ClassId::StreetFurniture,
            i == 0   ? make_parking_meter(seed)
            : i == 1 ? make_bicycle_stands(seed)
                     : make_waste_bin(seed),
            s, rim + sign * 0.9, sign > 0 ? kPi : 0.0);
    }
  }
  // The shop that it belongs to, across the far end, and houses behind the hedges.
  const double front = park.to - 16;
  for (double d = -park.edge() + 8; d < park.edge() - 8; d += 18.5) {
    const auto seed = random.seed();
    if (std::fabs(d) > 12)
      stand(site, "house", ClassId::Building, make_shop_house({18, 12, 5.5}, 0.2, seed), front, d, 0.5 * kPi,
            Stance::Upright, -0.12);
  }
  for (const double sign : {-1.0, 1.0})
    for (double s = park.begin; s < park.end; s += random.uniform(16, 30)) {
      const double width = random.uniform(8, 13), height = random.uniform(4, 8);
      const auto seed = random.seed();
      const double d = park.edge() + 20;
      if (d + 12 < kReach)
        stand(site, "house", ClassId::Building, make_building({width, 9, height}, seed), s, sign * d,
              sign > 0 ? kPi : 0.0, Stance::Upright, 0.5);
    }
}

PlaceInfo describe() {
  return {"car_park",
          "Bays at right angles to aisles, cross aisles, planted islands with lamps, a shop at the end.",
          {{"length", "usable length ahead of s = 0", kLength, 70, 40, 120, false},
           {"aisle", "width of the aisles", kLength, 6, 5.5, 7.5, false},
           {"bay_width", "width of a bay", kLength, 2.5, 2.3, 2.8, false},
           {"bay_depth", "depth of a bay", kLength, 5, 4.8, 5.5, false},
           {"rows", "rows of bays to either side", kNumber, 3, 1, 4, true},
           {"island", "width of the planted islands between rows", kLength, 1.6, 1.2, 3, false},
           {"taken", "share of the bays that are taken", kNumber, 0.6, 0, 1, false}}};
}

// One aisle, driven both ways on its right half.
std::vector<Lane> lanes_of(const PlaceParameters& parameters) {
  const double lane = 0.5 * parameters.at("aisle"), bay = lane + 0.5 * parameters.at("bay_depth");
  return {{"parking_right", LaneKind::Parking, -bay, parameters.at("bay_depth"), 1},
          {"1", LaneKind::Driving, -0.5 * lane, lane, 1},
          {"-1", LaneKind::Driving, 0.5 * lane, lane, -1},
          {"parking_left", LaneKind::Parking, bay, parameters.at("bay_depth"), -1}};
}

Stage build(const PlaceParameters& parameters, std::uint64_t seed) {
  const CarPark park = draw_park(parameters, seed);
  Corridor corridor = lay_out(park, arc_over(park, 0.0), 10, seed);
  corridor.right = cross_section(park, derive_seed(seed, "right section"));
  corridor.left = cross_section(park, derive_seed(seed, "left section"));
  corridor.patches = draw_patches(seed, park.from, park.to, 0.5 * park.aisle, 20);
  corridor.cover = [&](double s, double d) { return cover_of(park, s, d); };
  for (const double s : park.marks) corridor.rows.push_back(s - 0.5 * kMark), corridor.rows.push_back(s + 0.5 * kMark);
  Site site = open_site(corridor, lanes_of(parameters), park.begin, park.end, seed);
  const Greenery green = grow_greenery(seed);
  RandomStream cars(derive_seed(seed, "cars"), Domain::Stage), random(derive_seed(seed, "furniture"), Domain::Stage);
  park_cars(site, park, cars);
  furnish(site, park, green, random);
  return std::move(site.stage);
}

}  // namespace

Place car_park_place() {
  return {describe(), lanes_of, build};
}

}  // namespace tailcast
