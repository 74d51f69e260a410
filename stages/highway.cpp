// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "assets/furniture.h"
#include "core/dmath.h"
#include "stages/furnish.h"
#include "stages/places.h"
#include "stages/relief.h"

namespace tailcast {
namespace {

constexpr double kLead = 60, kBeyond = 95, kReach = 90;  // m: usable behind s = 0; ground beyond the ends; to either side
constexpr double kMedian = 1.8;      // m, half of it
constexpr double kInnerEdge = 0.5;   // m of asphalt beside the median
constexpr double kEdgeLine = 0.15;   // m
constexpr double kLaneMark = 0.12;   // m
constexpr double kShoulder = 2.6;    // m

struct Highway : Stretch {
  int lanes = 3;
  double lane_width = 3.6;
  int gantries = 0;         // besides the one of either side
  double noise_wall = 0;    // m; 0: walls where the seed draws them
  double embankment = 0;    // m over the land
  double ramp_from = 1e9;   // s at which the exit's lane leaves the shoulder
  std::uint64_t seed = 0;
  double inner() const { return kMedian + kInnerEdge + kEdgeLine; }  // m from the middle to the fast lane
  double outer() const { return inner() + lanes * lane_width; }      // to the outer edge line
  double edge() const { return outer() + kEdgeLine + kShoulder; }    // to the end of the asphalt
  bool has_ramp() const { return ramp_from < to; }
  // |d| of the exit's middle: along the shoulder, then away, on the right side.
  double ramp_at(double s) const {
    constexpr double kEase = 130, kAway = 16;  // m
    const double u = (s - ramp_from) / kEase;
    return edge() - 1.0 + (u < 0 ? 0.0 : u < 1 ? kAway * u * u : kAway * (2 * u - 1));
  }
  // m within the ramp's edge; negative beside it.
  double in_ramp(double s, double off) const {
    constexpr double kHalf = 2.6;  // m
    return has_ramp() && s > ramp_from - 20 ? kHalf - std::fabs(off - ramp_at(s)) : -1e9;
  }
};

Highway plan(const PlaceParameters& parameters, std::uint64_t seed) {
  Highway road{stretch_of(kLead, parameters.at("length"), kBeyond)};
  road.lanes = static_cast<int>(parameters.at("lanes"));
  road.lane_width = parameters.at("lane_width");
  road.seed = seed;
  road.gantries = static_cast<int>(parameters.at("gantries"));
  road.noise_wall = parameters.at("noise_wall");
  road.embankment = parameters.at("embankment");
  if (parameters.at("ramp") > 0.5) road.ramp_from = 0.2 * road.end;
  return road;
}

Side cross_section(const Highway& road, std::uint64_t seed) {
  RandomStream random(seed, Domain::Stage);
  CrossSection ground({.fall = 0.025, .step = 0.65, .unevenness = 0.0015, .waves = 0.002});
  ground.soft(kMedian, 0.03, 0.45, 0.015, 0.01);
  ground.paved(kInnerEdge, MaterialId::Asphalt);
  ground.paved(kEdgeLine, MaterialId::LanePaint);
  for (int lane = road.lanes; lane >= 1; --lane) {  // the fast lane first; a mark's halves belong to its two lanes
    const int marks = (lane < road.lanes ? 1 : 0) + (lane > 1 ? 1 : 0);
    ground.paved(road.lane_width - 0.5 * kLaneMark * marks, MaterialId::Asphalt);
    if (lane > 1) ground.paved(kLaneMark, MaterialId::LanePaint, {6, 18});
  }
  ground.paved(kEdgeLine, MaterialId::LanePaint);
  ground.paved(kShoulder, MaterialId::Asphalt);
  ground.soft(0.9, -0.05, 0.45, 0.008, 0.01, MaterialId::Gravel);
  const double ditch = random.uniform(0.3, 0.8);
  ground.soft(2.5, -ditch, 0.5, 0.02, 0.02);
  ground.soft(3.0, ditch, 0.6, 0.02, 0.03);
  ground.soft(16, 0.3, 1.1, 0.03, 0.05);
  const double far = kReach - road.edge() - 22.4;
  ground.soft(0.4 * far, 0.4, 2.0, 0.04, 0.10);
  ground.soft(0.6 * far, 0.6, 3.5, 0.05, 0.15);
  ground.hill = {road.edge() + 6, random.uniform(26, 40), random.uniform(2.5, 4.5), random.uniform(0.6, 1.2)};
  return ground;
}

std::vector<MeshPtr> variants_of(std::uint64_t seed, int count, const std::function<Mesh(std::uint64_t)>& make) {
  std::vector<MeshPtr> variants;
  for (int i = 0; i < count; ++i)
    variants.push_back(std::make_shared<const Mesh>(make(derive_seed(seed, static_cast<std::uint64_t>(i)))));
  return variants;
}

// Where it runs, something keeps vehicles on the road or noise off the neighbours: stretches along one side.
struct Stretch {
  double from, to;
};

void set_up_barriers(Site& site, const Highway& road, double sign, const std::vector<Stretch>& walls, RandomStream& random) {
  const auto rails = variants_of(random.seed(), 2, [](std::uint64_t s) { return make_guard_rail(kRailLength, s); });
  const double facing_out = sign > 0 ? 0.0 : kPi;  // +y towards the traffic
  set_up_row(site, "median_rail", ClassId::GuardRail, rails, kRailLength, road.from, road.to, sign * 1.1, facing_out, random);
  const double verge = sign * (road.edge() + 0.6);
  for (double s = road.from; s < road.to;) {
    const double length = random.uniform(40, 160);
    if (random.chance(0.55))
      set_up_row(site, "rail", ClassId::GuardRail, rails, kRailLength, s, std::min(s + length, road.to), verge, facing_out + kPi, random);
    s += length;
  }
  if (walls.empty()) return;
  const double drawn = random.uniform(2.5, 4.0), height = road.noise_wall > 0 ? road.noise_wall : drawn;
  const auto panels = variants_of(random.seed(), 2, [&](std::uint64_t s) { return make_noise_wall(4.0, height, s); });
  for (const auto& wall : walls)
    set_up_row(site, "noise_wall", ClassId::Wall, panels, 4.0, wall.from, wall.to, sign * (road.edge() + 7.5), 0, random);
}

// What stands across the road or beside it, by its s.
struct Uprights {
  std::vector<double> gantries, signs;
};
bool any_within(const std::vector<double>& all, double s, double reach) {
  return std::ranges::any_of(all, [&](double other) { return std::fabs(other - s) < reach; });
}

void set_up_signs(Site& site, const Highway& road, double sign, Uprights& uprights, RandomStream& random) {
  const double heading = sign > 0 ? kPi : 0.0;
  const auto posts = variants_of(random.seed(), 2, [](std::uint64_t s) { return make_delineator(s); });
  for (double s = road.from + 10; s < road.to; s += 50)
    set_up(site, "delineator", ClassId::Pole, pick(posts, random), s, sign * (road.edge() + 0.3), heading);
  for (double s = road.from + random.uniform(20, 90); s < road.to; s += random.uniform(70, 170)) {
    const double height = random.uniform(2.8, 3.6);
    set_up(site, "sign", ClassId::TrafficSign, std::make_shared<const Mesh>(make_sign(height, random.seed())), s,
           sign * (road.edge() + 1.9), heading);
    uprights.signs.push_back(s);
  }
  double gantry = random.uniform(60, std::max(80.0, road.end));
  for (const auto& others : {uprights.gantries, uprights.signs})
    for (const double other : others)
      if (std::fabs(other - gantry) < 1.5) gantry = other + 3.0;  // their posts would be one
  uprights.gantries.push_back(gantry);
  const double span = road.edge() + 2.4 - 0.4;
  set_up(site, "gantry", ClassId::OtherStructure, std::make_shared<const Mesh>(make_gantry(span, 6.2, random.seed())), gantry,
         sign * (0.4 + 0.5 * span), heading);
}

// Over the whole road, from verge to verge.
void set_up_gantries(Site& site, const Highway& road, const Uprights& uprights) {
  RandomStream random(derive_seed(road.seed, "gantries"), Domain::Stage);
  const double span = 2 * (road.edge() + 1.6);
  for (int i = 0; i < road.gantries; ++i) {
    const double s = road.end * (i + random.uniform(0.2, 0.8)) / road.gantries;
    const auto seed = random.seed();
    if (!any_within(uprights.gantries, s, 4) && !any_within(uprights.signs, s, 1.5))
      set_up(site, "gantry", ClassId::OtherStructure, std::make_shared<const Mesh>(make_gantry(span, 6.4, seed)), s, 0, 0);
  }
}

// Nothing stands on the exit: there are no instances yet whose bodies could lose their place.
void clear_ramp(Site& site, const Highway& road) {
  auto& bodies = site.stage.scene.bodies;
  bodies.erase(std::remove_if(bodies.begin() + site.stage.ground_bodies, bodies.end(),
                              [&](const Body& body) {
                                if (body.class_id == ClassId::OtherStructure) return false;  // spans it
                                const auto at = site.stage.reference.locate(body.world_from_body.translation.x(), body.world_from_body.translation.y());
                                const double reach = body.class_id == ClassId::Vegetation ? 1.5 : 1.0;
                                return at.y() < 0 && (road.in_ramp(at.x(), -at.y()) > -reach || road.in_ramp(at.x() + 2.3, -at.y()) > -reach ||
                                                      road.in_ramp(at.x() - 2.3, -at.y()) > -reach);
                              }),
               bodies.end());
}

// Height of the strips' design at `off` m from the reference line.
double design_at(const Side& side, double off) {
  double height = 0;
  for (const auto& strip : side.strips) {
    if (off <= strip.width) return height + strip.rise * off / strip.width;
    off -= strip.width;
    height += strip.rise;
  }
  return height;
}

bool within(const std::vector<Stretch>& stretches, double s) {
  return std::any_of(stretches.begin(), stretches.end(), [&](const Stretch& t) { return s > t.from - 2 && s < t.to + 2; });
}

void plant_verge(Site& site, const Highway& road, double sign, const std::vector<Stretch>& walls, const Greenery& green,
                 RandomStream& random) {
  constexpr double kRim = 3.0;  // m: whole plants stand on the ground that there is
  const double last = road.to - kRim;
  for (double s = road.from + kRim; s < last;) {  // thickets, with open fields between
    const double length = random.uniform(25, 90);
    const double spacing = random.chance(0.75) ? random.uniform(5.5, 9) : random.uniform(16, 30);
    for (double at = s; at < std::min(s + length, last); at += random.uniform(0.6, 1.4) * spacing) {
      const double near = road.edge() + (within(walls, at) ? 10.0 : 8.5);
      const double share = random.uniform(0, 1), d = near + share * random.uniform(0, 26);  // denser near the road
      if (random.chance(0.5)) plant(site, "bush", ClassId::Vegetation, green.bushes, at, sign * d, 1.2, random);
      else plant(site, "tree", ClassId::Vegetation, random.chance(0.25) ? green.conifers : random.chance(0.4) ? green.young_trees : green.trees, at, sign * (d + 2), 2.0, random);
    }
    s += length;
  }
  set_up_row(site, "grass", ClassId::Terrain, green.tufts, kTuftLength, road.begin, road.end, sign * (road.edge() + 1.8), 0, random,
             [&](double) { return random.chance(0.4); });
  set_up_row(site, "grass", ClassId::Terrain, green.tufts, kTuftLength, road.begin, road.end, sign * 0.6, 0, random,
             [&](double) { return random.chance(0.7); });
}

std::vector<Stretch> draw_walls(const Highway& road, RandomStream& random) {
  if (road.noise_wall > 0) return {{road.from + 2, road.to - 6}};
  if (!random.chance(0.4)) return {};
  const double from = random.uniform(road.from, road.end - 100);
  return {{from, from + random.uniform(80, 240)}};
}

PlaceInfo describe() {
  return {"highway",
          "A dual carriageway with a median, hard shoulders, guard rails and planted slopes.",
          {{"lanes", "driving lanes each way", kNumber, 3, 2, 4, true},
           {"length", "usable length ahead of s = 0", kLength, 400, 120, 800, false},
           {"curvature", "of the road, positive to the left", Dimension{-1}, 0, -0.004, 0.004, false},
           {"lane_width", "width of a driving lane", kLength, 3.6, 3.25, 4.0, false},
           {"gantries", "over the whole road, besides the one of either side", kNumber, 0, 0, 4, true},
           {"noise_wall", "height of noise walls all along; 0: where the seed draws them", kLength, 0, 0, 6, false},
           {"embankment", "of the road over the land; negative: in a cutting", kLength, 0, -6, 8, false},
           {"ramp", "1: an exit on the right", kNumber, 0, 0, 1, true}}};
}

std::vector<Lane> lanes_of(const PlaceParameters& parameters) {
  const Highway road = plan(parameters, 0);
  std::vector<Lane> lanes;
  const double shoulder = road.outer() + kEdgeLine + 0.5 * kShoulder, verge = road.edge() + 1.0;
  const auto driving = [&](int lane) { return road.outer() - (lane - 0.5) * road.lane_width; };
  lanes.push_back({"verge_right", LaneKind::Verge, -verge, 2.0, 1});
  lanes.push_back({"shoulder", LaneKind::Shoulder, -shoulder, kShoulder, 1});
  for (int i = 1; i <= road.lanes; ++i) lanes.push_back({std::to_string(i), LaneKind::Driving, -driving(i), road.lane_width, 1});
  for (int i = road.lanes; i >= 1; --i)
    lanes.push_back({std::to_string(-i), LaneKind::Driving, driving(i), road.lane_width, -1});
  lanes.push_back({"shoulder_left", LaneKind::Shoulder, shoulder, kShoulder, -1});
  lanes.push_back({"verge_left", LaneKind::Verge, verge, 2.0, -1});
  return lanes;
}

Stage build(const PlaceParameters& parameters, std::uint64_t seed) {
  const Highway road = plan(parameters, seed);
  Corridor corridor = lay_out(road, arc_over(road, parameters.at("curvature")), 10, seed);
  corridor.right = cross_section(road, derive_seed(seed, "right section"));
  corridor.left = cross_section(road, derive_seed(seed, "left section"));
  corridor.patches = draw_patches(seed, road.from, road.to, road.edge(), 45);
  if (road.embankment != 0 || road.has_ramp())
    corridor.shape = [&](double s, double d) {
      const double off = std::fabs(d), slope = 2.0 * std::fabs(road.embankment) + 1;
      double lift = -road.embankment * smooth_step((off - road.edge() - 9) / slope);
      if (d >= 0) return lift;
      // On the exit a level carriageway takes the place of verge, ditch and slope.
      const double on_ramp = smooth_step(road.in_ramp(s, off) / 1.5 + 1);
      const double level = design_at(corridor.right, road.edge()) - 0.01 * (off - road.edge());
      if (off > road.edge()) lift += on_ramp * (level - design_at(corridor.right, off) - lift);
      return lift;
    };
  if (road.has_ramp())
    corridor.cover = [&](double s, double d) -> std::optional<Cover> {
      if (d < 0 && -d > road.edge() && road.in_ramp(s, -d) > 0) return Cover{ClassId::Road, MaterialId::Asphalt};
      return std::nullopt;
    };

  Site site = open_site(corridor, lanes_of(parameters), road.begin, road.end, seed);
  const Greenery green = grow_greenery(seed);
  Uprights uprights;
  for (const double sign : {-1.0, 1.0}) {
    RandomStream random(derive_seed(seed, sign > 0 ? "left side" : "right side"), Domain::Stage);
    const auto walls = draw_walls(road, random);
    set_up_barriers(site, road, sign, walls, random);
    set_up_signs(site, road, sign, uprights, random);
    plant_verge(site, road, sign, walls, green, random);
  }
  set_up_gantries(site, road, uprights);
  if (road.has_ramp()) clear_ramp(site, road);
  return std::move(site.stage);
}

}  // namespace

Place highway_place() { return {describe(), lanes_of, build}; }

}  // namespace tailcast
