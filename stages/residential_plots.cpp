// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "assets/furniture.h"
#include "core/dmath.h"
#include "stages/residential.h"

namespace tailcast {
namespace {

// The heading, relative to the road's, of what faces the road with its +y.
double facing_road(const StreetSide& side) { return side.sign > 0 ? kPi : 0.0; }

bool build_house(Site& site, const StreetSide& side, const BuildingSize& size, double s, double front, std::uint64_t seed) {
  const double scale = 1.0 - site.stage.reference.at(s).curvature * side.sign * front;
  if (scale < 0.3) return false;
  const auto plan = footprint_at(site.stage, s, side.sign * (front + 0.5 * size.depth), 0, size.width, size.depth);
  if (!reserve(site, plan)) return false;
  set_up(site, "house", ClassId::Building, std::make_shared<const Mesh>(make_building(size, seed)), s, side.sign * front,
         facing_road(side));
  return true;
}

// Hedges are dear in triangles: not where no sensor comes near.
const Boundary& pick_boundary(const Street& street, const Plot& plot, const std::vector<Boundary>& boundaries, RandomStream& random) {
  const bool near = plot.to > street.begin && plot.from < street.end;
  const bool hedge = random.chance(0.4) && near;
  const int last = static_cast<int>(boundaries.size()) - 1;
  const auto [first, latest] = hedge ? std::pair(0, kHedges - 1) : std::pair(kHedges, last);
  const int which = random.integer(first, latest);
  return boundaries[static_cast<std::size_t>(which)];
}

// Along the pavement, and back along the plot's flank.
void enclose(Site& site, const Street& street, const StreetSide& side, const Plot& plot, const Boundary& boundary,
             RandomStream& random) {
  const double line = street.pavement_edge() + 0.45;
  if (plot.setback < 1.2) return;
  set_up_row(site, boundary.name, boundary.class_id, boundary.pieces, kFenceLength, plot.from + 0.2, plot.to - 0.2,
             side.sign * line, 0, random, [&](double s) { return in_opening(side, s, 1.7); });
  for (double d = line + 2.0; d + 1.5 < street.pavement_edge() + plot.setback; d += kFenceLength) {
    const double s = plot.to - 0.15;
    if (in_opening(side, s, 0.4)) return;
    set_up(site, boundary.name, boundary.class_id, pick(boundary.pieces, random), s, side.sign * d, 0.5 * kPi);
  }
}

void plant_garden(Site& site, const Street& street, const StreetSide& side, const Plot& plot, const Greenery& green,
                  RandomStream& random) {
  const double edge = street.pavement_edge(), front = edge + plot.setback, back = front + plot.depth;
  const auto put = [&](const char* name, std::span<const MeshPtr> variants, double from, double to, double room) {
    const double s = random.uniform(plot.from + 0.8, plot.to - 0.8), d = random.uniform(from, to);
    if (!is_paved(side, s, d, 0.8)) plant(site, name, ClassId::Vegetation, variants, s, side.sign * d, room, random);
  };
  if (plot.setback > 2.2 && random.chance(street.tree_density))
    put("tree", green.young_trees, edge + 1.2, front - 0.8, 0.8);
  if (!plot.house) put("tree", green.trees, front, front + 10, 1.2);
  const double yard = back + 2;
  if (random.chance(0.1 + 0.4 * street.tree_density))
    put("tree", random.chance(0.2) ? green.conifers : green.trees, yard, yard + 16, 1.2);
  // Some gardens are overgrown, some are lawn; leaves are dear in triangles where no sensor comes near.
  const bool near = plot.to > street.begin - 25 && plot.from < street.end + 25;
  const double lush = (near ? 2.0 : 0.8) * street.tree_density * random.uniform();
  const auto bed = [&](double from, double to, double inner, double outer, double density) {
    plant_bed(site, side.sign, {from + 0.8, to - 0.8, inner, outer, lush * density}, green, random,
              [&](double s, double d) { return is_paved(side, s, d, 0.8); });
  };
  bed(plot.from, plot.to, edge + 1.0, front - 0.9, 0.10);
  if (plot.house)
    bed(plot.from + plot.width, plot.to, front, back, 0.06);
  else
    bed(plot.from, plot.to, front, back, 0.05);
  bed(plot.from, plot.to, yard, yard + 12, 0.025);
}

void lay_tufts(Site& site, const Street& street, const StreetSide& side, const Greenery& green, RandomStream& random) {
  if (street.setback < 2.5) return;
  set_up_row(site, "grass", ClassId::Terrain, green.tufts, kTuftLength, street.begin - 10, street.end + 10,
             side.sign * (street.pavement_edge() + 1.6), 0, random,
             [&](double s) { return in_opening(side, s, 2.3) || random.chance(0.35); });
}

}  // namespace

void furnish_plots(Site& site, const Street& street, const StreetSide& side, const Greenery& green) {
  RandomStream random(derive_seed(street.seed, side.sign > 0 ? "left houses" : "right houses"), Domain::Stage);
  const auto boundaries = make_boundaries(green, derive_seed(street.seed, "boundaries"));
  for (const auto& opening : side.openings) {  // nothing stands in a side street
    if (opening.material != MaterialId::Asphalt) continue;
    const double length = opening.reach - street.pavement_edge();
    site.taken.push_back(footprint_at(site.stage, 0.5 * (opening.from + opening.to),
                                      side.sign * (street.pavement_edge() + 0.5 * length), 0, opening.to - opening.from, length));
  }
  for (const auto& plot : side.plots) {
    const double front = street.pavement_edge() + plot.setback;
    const BuildingSize size{plot.width, plot.depth, plot.eaves};
    const auto seed = random.seed();
    if (plot.house) build_house(site, side, size, plot.from + 0.5 * plot.width, front, seed);
    if (random.chance(0.7))
      enclose(site, street, side, plot, pick_boundary(street, plot, boundaries, random), random);
    if (plot.house && plot.to - plot.from - plot.width > 3.2 && random.chance(0.5)) {  // a garage at the end of the driveway
      const double back = random.uniform(3, 9);
      build_house(site, side, {2.9, 5.5, 2.5}, plot.from + plot.width + 1.6, front + back, random.seed());
    }
    plant_garden(site, street, side, plot, green, random);
  }
  // The houses of the next street, seen between those of this one.
  for (double s = street.from + 6; s < street.to - 6; s += random.uniform(30, 90)) {
    const BuildingSize size{random.uniform(8, 15), random.uniform(8, 11), random.uniform(5.5, 9)};
    const double front = street.pavement_edge() + street.setback + random.uniform(30, 36);
    build_house(site, side, size, s, front, random.seed());
  }
  for (double s = street.from + 2; s < street.to - 2; s += random.uniform(12, 45)) {
    const auto& trees = random.chance(0.3) ? green.conifers : green.trees;
    const double d = random.uniform(street.pavement_edge() + street.setback + 22, 72);
    plant(site, "tree", ClassId::Vegetation, trees, s, side.sign * d, 2.0, random);
  }
  lay_tufts(site, street, side, green, random);
}

void furnish_pavement(Site& site, const Street& street, const StreetSide& side, const Greenery& green) {
  RandomStream random(derive_seed(street.seed, side.sign > 0 ? "left pavement" : "right pavement"), Domain::Stage);
  const double kerb_line = side.sign * (street.road_edge() + 0.5), wall_line = side.sign * (street.pavement_edge() - 0.25);
  const double across = facing_road(side);
  const auto put = [&](const char* name, ClassId class_id, Mesh mesh, double s, double d, double heading, double room) {
    if (in_opening(side, s, 0.6) || !reserve(site, footprint_at(site.stage, s, d, heading, room, room))) return;
    set_up(site, name, class_id, std::make_shared<const Mesh>(std::move(mesh)), s, d, heading);
  };
  const bool lamps = side.sign < 0 || random.chance(0.3);
  for (double s = street.from + random.uniform(4, 24); lamps && s < street.to; s += random.uniform(26, 34)) {
    const double height = random.uniform(5, 7.5);
    put("lamp", ClassId::Pole, make_street_lamp(height, 1.1, random.seed()), s, kerb_line, across, 0.4);
  }
  for (double s = street.from + random.uniform(4, 40); s < street.to; s += random.uniform(22, 60)) {
    const double height = random.uniform(2.2, 2.7);
    put("sign", ClassId::TrafficSign, make_sign(height, random.seed()), s, kerb_line, across, 0.4);
  }
  if (side.sign > 0)
    for (double s = street.from + random.uniform(4, 30); s < street.to; s += random.uniform(36, 44))
      put("utility_pole", ClassId::Pole, make_utility_pole(8.5, random.seed()), s, wall_line, 0, 0.5);
  for (double s = street.from + random.uniform(2, 12); s < street.to; s += random.uniform(6, 22))
    put("bin", ClassId::StreetFurniture, make_waste_bin(random.seed()), s, wall_line, across, 0.8);
  for (double s = street.from + random.uniform(2, 12); s < street.to; s += random.uniform(9, 14)) {
    const bool grows = random.chance(0.6 * street.tree_density);
    if (grows && !in_opening(side, s, 1.2)) plant(site, "street_tree", ClassId::Vegetation, green.young_trees, s, kerb_line, 0.6, random);
  }
}

void park_vehicles(Site& site, const Street& street, const StreetSide& side) {
  RandomStream random(derive_seed(street.seed, side.sign > 0 ? "parked left" : "parked right"), Domain::Stage);
  park_along(site, {side.sign, street.begin - 15, street.end + 30, street.lane_width, street.parking_width, side.parked},
             [&](double s, double half_length) { return in_opening(side, s, half_length); }, random);
}

}  // namespace tailcast
