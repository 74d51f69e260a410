// SPDX-License-Identifier: Apache-2.0
// A country road between fields and woods.
#include <algorithm>
#include <array>
#include <cmath>

#include "assets/furniture.h"
#include "assets/roadside.h"
#include "core/dmath.h"
#include "stages/furnish.h"
#include "stages/places.h"
#include "stages/profile.h"

namespace tailcast {
namespace {

constexpr double kLead = 50, kBeyond = 100,
                 kReach = 85;  // m: usable behind s = 0; ground beyond the ends; to either side
constexpr double kEdgeLine = 0.12, kCentreLine = 0.06;  // m; half of the centre line belongs to either side
constexpr double kShoulder = 0.9;                       // m of grass and gravel before the ditch
constexpr double kDitchSlope = 1.5;                     // m of width for a metre of depth
constexpr double kDitchFloor = 0.4;                     // m

struct Access {  // a track from the road into a field, across the ditch
  double s, half;
};

struct Flank {
  double sign = 1;
  bool wooded = false;          // at the road's beginning; changes along it
  std::vector<double> changes;  // s at which wood turns to field and back
  std::vector<Access> accesses;

  bool is_wood(double s) const {
    const auto passed = std::count_if(changes.begin(), changes.end(), [&](double at) { return at < s; });
    return wooded != (passed % 2 == 1);
  }
  double track(double s) const {  // 1 on an access, 0 a few metres beside it
    double most = 0;
    for (const auto& access : accesses)
      most = std::max(most, plateau(s, access.s - access.half, access.s + access.half, 2.0));
    return most;
  }
};

struct CountryRoad : Stretch {
  double lane_width = 2.75, crest = 0, dip = 0, ditch = 0, forest = 0;
  double crest_at = 0, crest_half = 1, dip_at = 0, dip_half = 1;
  Flank right = {}, left = {};
  std::uint64_t seed = 0;

  double edge() const { return kCentreLine + lane_width + kEdgeLine; }  // of the asphalt
  double ditch_from() const { return edge() + kShoulder; }
  double ditch_to() const { return ditch_from() + 2 * kDitchSlope * ditch + kDitchFloor; }
  double field_from() const { return ditch_to() + 0.6; }
};

void draw_flank(CountryRoad& road, Flank& flank, RandomStream& random) {
  flank.wooded = random.chance(road.forest);
  for (double s = road.from; s < road.to;) {
    const bool wood = flank.is_wood(s + 0.01);
    const double share = wood ? road.forest : 1 - road.forest;
    s += random.uniform(60, 140) * (0.4 + 1.6 * share);
    if (share < 0.999) flank.changes.push_back(s);
  }
  for (double s = road.from + random.uniform(10, 90); s < road.to - 10; s += random.uniform(60, 160))
    flank.accesses.push_back({s, random.uniform(1.6, 2.4)});
}

CountryRoad draw_road(const PlaceParameters& parameters, std::uint64_t seed) {
  RandomStream random(derive_seed(seed, "country road"), Domain::Stage);
  CountryRoad road{stretch_of(kLead, parameters.at("length"), kBeyond)};
  road.seed = seed;
  road.lane_width = parameters.at("lane_width");
  road.crest = parameters.at("crest");
  road.dip = parameters.at("dip");
  road.ditch = parameters.at("ditch");
  road.forest = parameters.at("forest");
  // Vertical curves of a rural road: gradients up to 8 per cent on the way up and down.
  road.crest_half = std::max(45.0, 19 * road.crest);
  road.crest_at = road.crest_half + random.uniform(0, 30);
  road.dip_half = std::max(40.0, 19 * road.dip);
  road.dip_at = road.crest_at + road.crest_half + road.dip_half;
  road.right.sign = -1;
  for (auto* flank : {&road.right, &road.left}) draw_flank(road, *flank, random);
  return road;
}

Side cross_section(const CountryRoad& road, const Flank& flank) {
  RandomStream random(derive_seed(road.seed, flank.sign > 0 ? "left section" : "right section"), Domain::Stage);
  CrossSection ground({.fall = 0.025, .step = 0.35, .unevenness = 0.0025, .waves = 0.004});
  ground.paved(kCentreLine, MaterialId::LanePaint, {4, 12});
  ground.paved(road.lane_width, MaterialId::Asphalt);
  ground.paved(kEdgeLine, MaterialId::LanePaint);
  ground.soft(0.3, -0.03, 0.3, 0.008, 0.01, MaterialId::Gravel);  // where wheels leave the asphalt
  ground.soft(kShoulder - 0.3, -0.04, 0.3, 0.02, 0.02, MaterialId::Grass);
  ground.soft(2 * kDitchSlope * road.ditch + kDitchFloor + 0.6, 0.05, 0.35, 0.02, 0.02, MaterialId::Grass);
  const MaterialId field = random.chance(0.5) ? MaterialId::Soil : MaterialId::Grass;
  ground.soft(14, random.uniform(-0.3, 0.8), 0.8, 0.045, 0.05, field);
  const double far = kReach - road.field_from() - 14;
  ground.soft(0.4 * far, random.uniform(-0.3, 0.6), 2.0, 0.05, 0.08, field);
  ground.soft(0.6 * far, random.uniform(-0.3, 0.9), 3.5, 0.05, 0.12, field);
  const double bank = random.uniform(-1.8, 2.6);
  ground.hill = {road.field_from(), random.uniform(12, 30), bank, random.uniform(0.3, 0.9)};
  return ground;
}

double shape_of(const CountryRoad& road, double s, double d) {
  const auto& flank = d > 0 ? road.left : road.right;
  const double off = std::fabs(d);
  double height = road.crest * bump(s, road.crest_at, road.crest_half) - road.dip * bump(s, road.dip_at, road.dip_half);
  if (off < road.edge()) {
    const double lane = std::copysign(kCentreLine + 0.5 * road.lane_width, d);
    return height + rut(d, lane, 0.006);
  }
  const double floor_from = road.ditch_from() + kDitchSlope * road.ditch;
  const double in_ditch = std::min({(off - road.ditch_from()) / kDitchSlope, road.ditch,
                                    (floor_from + kDitchFloor + kDitchSlope * road.ditch - off) / kDitchSlope});
  return height - (1 - flank.track(s)) * std::max(0.0, in_ditch);
}

std::optional<Cover> cover_of(const CountryRoad& road, double s, double d) {
  const auto& flank = d > 0 ? road.left : road.right;
  const double off = std::fabs(d);
  if (off < road.edge()) return std::nullopt;
  for (const auto& access : flank.accesses)
    if (std::fabs(s - access.s) < access.half && off < road.field_from() + 25)
      return Cover{ClassId::OtherGround, off < road.field_from() + 3 ? MaterialId::Gravel : MaterialId::Soil};
  if (off > road.field_from() && flank.is_wood(s)) return Cover{ClassId::Terrain, MaterialId::Soil};
  return std::nullopt;
}

bool on_access(const Flank& flank, double s, double margin) {
  return std::any_of(flank.accesses.begin(), flank.accesses.end(),
                     [&](const Access& a) { return std::fabs(s - a.s) < a.half + margin; });
}

// An edge of bushes and low branches, trunks behind it that let a beam in some way.
void grow_wood(Site& site, const CountryRoad& road, const Flank& flank, const Greenery& green, RandomStream& random) {
  constexpr double kRim = 4.0;
  int trees = 0;
  constexpr int kMost = 70;  // a tree has some ten thousand triangles
  const double edge = road.field_from() + 0.6;
  for (double s = road.from + kRim; s < road.to - kRim; s += random.uniform(1.6, 3.4)) {
    const bool near = s > road.begin - 20 && s < road.end + 20;
    const bool bush = random.chance(0.35), conifer = random.chance(0.4), young = random.chance(0.35);
    const double depth = random.uniform(), deep = depth * depth * (near ? 18 : 8);
    const double stride = near ? 0 : random.uniform(1, 5);
    s += stride;
    if (!flank.is_wood(s) || on_access(flank, s, 1.5)) continue;
    if (bush)
      plant(site, "bush", ClassId::Vegetation, green.bushes, s, flank.sign * (edge + random.uniform(0, 1.5)), 1.0,
            random);
    if (trees++ >= kMost) continue;
    plant(site, "tree", ClassId::Vegetation,
          conifer ? green.conifers
          : young ? green.young_trees
                  : green.trees,
          s, flank.sign * (edge + 1.8 + deep), 1.1, random);
  }
}

// What stands on open land: a wire fence along it, single trees, bales, heaps.
void furnish_field(Site& site, const CountryRoad& road, const Flank& flank, const Greenery& green,
                   RandomStream& random) {
  std::array<MeshPtr, 2> wire;
  for (auto& piece : wire) piece = std::make_shared<const Mesh>(make_field_fence(4.0, random.seed()));
  if (random.chance(0.6)) {
    const double line = flank.sign * (road.field_from() + 0.5);
    for (double s = road.from + 6; s < road.to - 6; s += 4.0) {
      const auto& piece = pick(wire, random);
      if (!flank.is_wood(s) && !on_access(flank, s, 2.2))
        stand(site, "field_fence", ClassId::Fence, piece, s, line, 0, Stance::Along);
    }
  }
  for (double s = road.from + 8; s < road.to - 8; s += random.uniform(18, 60)) {
    const double d = flank.sign * (road.field_from() + random.uniform(3, 40));
    const double what = random.uniform(), heading = random.uniform(0, kPi);
    const auto seed = random.seed();
    if (flank.is_wood(s) || on_access(flank, s, 4)) continue;
    if (what < 0.35)
      stand(site, "bale", ClassId::OtherStructure, make_round_bale(seed), s, d, heading);
    else if (what < 0.6)
      plant(site, "tree", ClassId::Vegetation, green.trees, s, d, 1.2, random);
    else if (what < 0.9)
      plant(site, "bush", ClassId::Vegetation, green.bushes, s, d, 1.2, random);
    else
      stand(site, "shed", ClassId::Building, make_shed(seed), s, flank.sign * (road.field_from() + 14),
            flank.sign > 0 ? kPi : 0.0);
  }
}

void furnish_verge(Site& site, const CountryRoad& road, const Flank& flank, const Greenery& green,
                   RandomStream& random) {
  const double facing = flank.sign > 0 ? kPi : 0.0, post_line = flank.sign * (road.edge() + 0.55);
  std::array<MeshPtr, 2> posts;
  for (auto& post : posts) post = std::make_shared<const Mesh>(make_delineator(random.seed()));
  for (double s = road.from + 5; s < road.to - 2; s += 25) {
    const auto& post = pick(posts, random);
    if (!on_access(flank, s, 0.5)) stand(site, "delineator", ClassId::Pole, post, s, post_line, facing);
  }
  for (double s = road.from + random.uniform(20, 80); s < road.to - 5; s += random.uniform(60, 150)) {
    const double height = random.uniform(2.2, 2.8);
    const auto seed = random.seed();
    if (!on_access(flank, s, 1))
      stand(site, "sign", ClassId::TrafficSign, make_sign(height, seed), s, flank.sign * (road.edge() + 1.1), facing);
  }
  if (flank.sign > 0)
    for (double s = road.from + random.uniform(5, 40); s < road.to - 3; s += random.uniform(38, 46)) {
      const double height = random.uniform(7.5, 9);
      const auto seed = random.seed();
      if (!on_access(flank, s, 1))
        stand(site, "utility_pole", ClassId::Pole, make_utility_pole(height, seed), s,
              flank.sign * (road.field_from() + 0.1), 0);
    }
  for (const double d : {road.edge() + 0.5 + 0.5 * kTuftWidth, road.ditch_to() + 0.2})
    for (double s = road.begin - 15; s < road.end + 15; s += kTuftLength) {
      const bool grown = random.chance(0.7), turned = random.chance(0.5);
      const auto& tuft = pick(green.tufts, random);
      if (grown && !on_access(flank, s, 2.2))
        set_up(site, "grass", ClassId::Terrain, tuft, s, flank.sign * d, turned ? kPi : 0.0, Stance::Along);
    }
}

PlaceInfo describe() {
  return {"rural",
          "A country road: one lane each way over a crest and through a dip, ditches, forest edges and fields.",
          {{"length", "usable length ahead of s = 0", kLength, 250, 120, 600, false},
           {"curvature", "of the road, positive to the left", Dimension{-1}, 0, -0.006, 0.006, false},
           {"lane_width", "width of a driving lane", kLength, 2.75, 2.5, 3.5, false},
           {"crest", "height of the crest ahead", kLength, 1.5, 0, 6, false},
           {"dip", "depth of the dip behind the crest", kLength, 1.0, 0, 4, false},
           {"ditch", "depth of the ditches", kLength, 0.6, 0, 1.2, false},
           {"forest", "share of the roadside that is a forest's edge; the rest is fields", kNumber, 0.4, 0, 1, false}}};
}

std::vector<Lane> lanes_of(const PlaceParameters& parameters) {
  const double lane = parameters.at("lane_width"), middle = kCentreLine + 0.5 * lane;
  const double verge = kCentreLine + lane + kEdgeLine + 0.5 * kShoulder;
  return {{"verge_right", LaneKind::Verge, -verge, kShoulder, 1},
          {"1", LaneKind::Driving, -middle, lane, 1},
          {"-1", LaneKind::Driving, middle, lane, -1},
          {"verge_left", LaneKind::Verge, verge, kShoulder, -1}};
}

Stage build(const PlaceParameters& parameters, std::uint64_t seed) {
  const CountryRoad road = draw_road(parameters, seed);
  Corridor corridor = lay_out(road, arc_over(road, parameters.at("curvature")), 15, seed);
  corridor.right = cross_section(road, road.right);
  corridor.left = cross_section(road, road.left);
  corridor.patches = draw_patches(seed, road.from, road.to, road.edge(), 25);
  corridor.shape = [&](double s, double d) { return shape_of(road, s, d); };
  corridor.cover = [&](double s, double d) { return cover_of(road, s, d); };
  Site site = open_site(corridor, lanes_of(parameters), road.begin, road.end, seed);
  const Greenery green = grow_greenery(seed);
  for (const auto* flank : {&road.right, &road.left}) {
    RandomStream random(derive_seed(seed, flank->sign > 0 ? "left side" : "right side"), Domain::Stage);
    furnish_verge(site, road, *flank, green, random);
    furnish_field(site, road, *flank, green, random);
    grow_wood(site, road, *flank, green, random);
  }
  return std::move(site.stage);
}

}  // namespace

Place rural_place() {
  return {describe(), lanes_of, build};
}

}  // namespace tailcast
