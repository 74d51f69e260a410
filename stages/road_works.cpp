// SPDX-License-Identifier: Apache-2.0
// A road with works on it: lanes closed by beacons and barriers, behind them what works need.
#include <algorithm>
#include <array>
#include <cmath>

#include "assets/catalog.h"
#include "assets/furniture.h"
#include "assets/structures.h"
#include "core/dmath.h"
#include "stages/furnish.h"
#include "stages/places.h"
#include "stages/profile.h"

namespace tailcast {
namespace {

constexpr double kLead = 50, kBeyond = 95,
                 kReach = 85;                    // m: usable behind s = 0; ground beyond the ends; to either side
constexpr double kMark = 0.12, kShoulder = 1.5;  // m
constexpr int kLanes = 2;                        // each way
constexpr double kTaper = 35;                    // m over which beacons lead out of the closed lane

struct Works : Stretch {
  double lane_width = 3.3, excavation = 0, equipment = 0.6;
  bool walled = true;  // concrete barriers along the works; else beacons alone
  double works_from = 0, works_to = 0;
  std::uint64_t seed = 0;

  double lane_edge(int lanes) const {
    return 0.5 * kMark + lanes * lane_width;
  }  // |d| beyond that many, from the middle
  double edge() const { return lane_edge(kLanes) + kMark + kShoulder; }
  double closed_from() const { return lane_edge(kLanes - 1); }  // |d| of the closed lane's inner edge
};

Works draw_works(const PlaceParameters& parameters, std::uint64_t seed) {
  Works works{stretch_of(kLead, parameters.at("length"), kBeyond)};
  works.seed = seed;
  works.lane_width = parameters.at("lane_width");
  works.excavation = parameters.at("excavation");
  works.equipment = parameters.at("equipment");
  works.walled = parameters.at("barrier") > 0.5;
  works.works_from = parameters.at("ahead");
  works.works_to = std::min(works.works_from + parameters.at("works"), works.end + 60);
  return works;
}

// 1 where the surface is broken up; 0 elsewhere.
double dug(const Works& works, double s, double d) {
  const double inner = works.closed_from() + 1.2, outer = works.edge() - 0.3;
  return plateau(s, works.works_from + 14, works.works_to - 12, 1.5) * plateau(-d, inner + 0.4, outer - 0.4, 0.4);
}

Side cross_section(const Works& works, std::uint64_t seed) {
  RandomStream random(seed, Domain::Stage);
  CrossSection ground({.fall = 0.022, .step = 0.4, .unevenness = 0.002, .waves = 0.003});
  ground.paved(0.5 * kMark, MaterialId::LanePaint);
  ground.paved(works.lane_width - 0.5 * kMark, MaterialId::Asphalt);
  ground.paved(kMark, MaterialId::LanePaint, {4, 12});
  ground.paved(works.lane_width - 0.5 * kMark, MaterialId::Asphalt);
  ground.paved(kMark, MaterialId::LanePaint);
  ground.paved(kShoulder, MaterialId::Asphalt);
  ground.soft(0.8, -0.05, 0.4, 0.015, 0.01);
  ground.soft(14, random.uniform(-0.4, 0.6), 0.8, 0.03, 0.04);
  const double far = kReach - works.edge() - 14.8;
  ground.soft(0.4 * far, 0.3, 2.0, 0.04, 0.08);
  ground.soft(0.6 * far, 0.4, 3.5, 0.05, 0.12);
  ground.hill = {works.edge() + 8, random.uniform(20, 40), random.uniform(-0.5, 2.5), random.uniform(0.4, 1.0)};
  return ground;
}

std::optional<Cover> cover_of(const Works& works, double s, double d) {
  if (dug(works, s, d) > 0.02)
    return Cover{ClassId::OtherGround, works.excavation > 0.12 ? MaterialId::Soil : MaterialId::Gravel};
  return std::nullopt;
}

// Beacons across the lane and along the works, cones before them.
void close_lane(Site& site, const Works& works, RandomStream& random) {
  std::array<MeshPtr, 3> beacons;
  for (auto& beacon : beacons) beacon = std::make_shared<const Mesh>(make_beacon(random.seed()));
  const double inner = works.closed_from() + 0.45, outer = works.lane_edge(kLanes) + 0.3;
  for (double s = works.works_from - kTaper; s < works.works_from; s += 5) {
    const double u = (s - works.works_from + kTaper) / kTaper;
    stand(site, "beacon", ClassId::TrafficSign, pick(beacons, random), s, -(outer + u * (inner - outer)), 0);
  }
  if (works.walled) {
    std::array<MeshPtr, 2> walls;
    for (auto& wall : walls) wall = std::make_shared<const Mesh>(make_concrete_barrier(8, random.seed()));
    for (double s = works.works_from + 5; s + 4 < works.works_to; s += 8.02)
      stand(site, "barrier", ClassId::Wall, pick(walls, random), s, -inner, 0, Stance::Along, 0.0);
  } else {
    for (double s = works.works_from; s < works.works_to; s += 9) {
      const double off = random.normal(0, 0.05);
      stand(site, "beacon", ClassId::TrafficSign, pick(beacons, random), s, -(inner + std::clamp(off, -0.1, 0.1)), 0);
    }
  }
  const auto cone = make_asset("furniture/traffic_cone", random.seed());
  const auto put_cone = [&](double s, double d) {
    const auto appearance = random.seed();
    if (!reserve(site, footprint_at(site.stage, s, d, 0, 0.5, 0.5))) return;
    auto& scene = site.stage.scene;
    const Pose pose = ground_pose(site.stage, s, d, 1, 0.3, 0.3);
    const auto id = add_instance(scene, cone, "cone_" + std::to_string(scene.instances.size()), pose, appearance, true);
    scene.instances[id].removable = true;
  };
  for (double s = works.works_from - kTaper - 30; s < works.works_from - kTaper; s += 6) {
    const double aside = random.normal(0, 0.1);
    put_cone(s, -(works.lane_edge(kLanes) + 0.6 + std::clamp(aside, -0.2, 0.2)));
  }
  for (double s = works.works_to; s < works.works_to + 18; s += 4.5)
    put_cone(s, -(inner + 0.2 + (s - works.works_to) / 18 * (outer - inner)));
  stand(site, "arrow_board", ClassId::StreetFurniture, make_arrow_board(random.seed()), works.works_from + 0.5,
        -(0.5 * (inner + outer) + 0.3), 0);
}

void furnish_works(Site& site, const Works& works, const Greenery&, RandomStream& random) {
  const double verge = works.edge() + 2.0;
  // In the closed lane: machines and what is being laid, clear of the trench's edge where there is one.
  for (double s = works.works_from + 8; s < works.works_to - 6; s += random.uniform(5, 12)) {
    const double what = random.uniform(), d = -(works.closed_from() + random.uniform(1.9, 3.2)),
                 turn = random.normal(0, 0.08);
    const double radius = random.uniform(1.0, 1.6);
    const bool there = random.chance(works.equipment);
    const auto seed = random.seed();
    if (!there) continue;
    if (what < 0.25)
      stand(site, "heap", ClassId::OtherStructure, make_heap(radius, 0.65 * radius, what < 0.12, seed), s, d, turn);
    else if (what < 0.45)
      stand(site, "pipes", ClassId::OtherStructure, make_pipe_stack(seed), s, d - 0.8, turn);
    else if (what < 0.6) {
      const auto asset = make_asset(what < 0.52 ? "vehicle/lorry" : "vehicle/pickup", seed);
      const double length = asset->box.size().x();
      const Eigen::Vector2d at = point_at(site.stage.reference, s + 0.5 * length, -(works.closed_from() + 2.2));
      // Not with some of its wheels over the trench.
      double least = 1, most = 0;
      for (const double along : {0.0, 1.0})
        for (const double across : {1.0, 3.4}) {
          const double here = dug(works, s + along * length, -(works.closed_from() + across));
          least = std::min(least, here), most = std::max(most, here);
        }
      if (most - least > 0.01) continue;
      if (reserve(site, footprint_at(site.stage, s + 0.5 * length, -(works.closed_from() + 2.2), 0, length + 0.4, 2.7)))
        park_at(site, asset, at, site.stage.reference.at(s).heading, seed);
    } else if (what < 0.8) {
      stand(site, "bollard", ClassId::StreetFurniture, make_bollard(seed), s, d, 0);
    } else {
      stand(site, "bin", ClassId::StreetFurniture, make_waste_bin(seed), s, d, turn);
    }
  }
  // Beside the road: the site's yard behind a fence.
  std::array<MeshPtr, 2> fence;
  for (auto& piece : fence) piece = std::make_shared<const Mesh>(make_site_fence(3.5, random.seed()));
  for (double s = works.works_from; s < works.works_to; s += 3.52)
    if (random.chance(0.9))
      stand(site, "site_fence", ClassId::Fence, pick(fence, random), s, -verge, 0, Stance::Along, 0.0);
  for (double s = works.works_from + 4; s < works.works_to; s += random.uniform(7, 14)) {
    const double what = random.uniform(), d = -(verge + random.uniform(3.5, 9)), turn = random.normal(0, 0.1);
    const double radius = random.uniform(1.5, 3.0);
    const bool there = random.chance(0.3 + 0.7 * works.equipment);
    const auto seed = random.seed();
    if (!there) continue;
    if (what < 0.25)
      stand(site, "container", ClassId::Building, make_site_container(seed), s, d, turn, Stance::Upright, 0.4);
    else if (what < 0.4)
      stand(site, "toilet", ClassId::StreetFurniture, make_portable_toilet(seed), s, d, turn);
    else if (what < 0.7)
      stand(site, "heap", ClassId::OtherStructure, make_heap(radius, 0.65 * radius, what < 0.55, seed), s, d - 1, turn);
    else
      stand(site, "pipes", ClassId::OtherStructure, make_pipe_stack(seed), s, d, turn);
  }
}

void furnish_roadside(Site& site, const Works& works, double sign, const Greenery& green, RandomStream& random) {
  const double facing = sign > 0 ? kPi : 0.0;
  for (double s = works.from + random.uniform(4, 25); s < works.to - 3; s += random.uniform(28, 36)) {
    const double height = random.uniform(7, 9);
    stand(site, "lamp", ClassId::Pole, make_street_lamp(height, 1.8, random.seed()), s, sign * (works.edge() + 0.6),
          facing);
  }
  const double first = sign < 0 ? works.works_from - kTaper - 80 : works.from + 30;
  for (double s = first; s < (sign < 0 ? works.works_from - kTaper : works.to - 10); s += sign < 0 ? 25.0 : 90.0) {
    const double height = random.uniform(2.4, 3.0);
    stand(site, "sign", ClassId::TrafficSign, make_sign(height, random.seed()), s, sign * (works.edge() + 0.9), facing);
  }
  for (double s = works.from + 4; s < works.to - 4; s += random.uniform(4, 16)) {
    const double d = sign * (works.edge() + random.uniform(6, 26)), what = random.uniform();
    const bool yard = sign < 0 && s > works.works_from - 6 && s < works.works_to + 6;
    if (yard && std::fabs(d) < works.edge() + 15) continue;
    plant(site, what < 0.5 ? "bush" : "tree", ClassId::Vegetation,
          what < 0.5   ? green.bushes
          : what < 0.8 ? green.young_trees
                       : green.trees,
          s, d, 1.4, random);
  }
  for (double s = works.begin - 10; s < works.end + 10; s += kTuftLength) {
    const bool grown = random.chance(0.5);
    const auto& tuft = pick(green.tufts, random);
    if (grown) set_up(site, "grass", ClassId::Terrain, tuft, s, sign * (works.edge() + 1.0), 0, Stance::Along);
  }
}

PlaceInfo describe() {
  return {"road_works",
          "An urban road of two lanes each way with the right one closed: taper of beacons, barriers, an excavation, "
          "machines, a yard.",
          {{"length", "usable length ahead of s = 0", kLength, 160, 80, 300, false},
           {"curvature", "of the road, positive to the left", Dimension{-1}, 0, -0.003, 0.003, false},
           {"lane_width", "width of a driving lane", kLength, 3.3, 2.9, 3.6, false},
           {"ahead", "from s = 0 to the end of the taper", kLength, 40, 10, 80, false},
           {"works", "length of the closed stretch", kLength, 80, 40, 150, false},
           {"excavation", "depth of the trench in the closed lane", kLength, 0.3, 0, 1.2, false},
           {"barrier", "1: concrete barriers along the works; 0: beacons alone", kNumber, 1, 0, 1, true},
           {"equipment", "how much stands and lies about", kNumber, 0.6, 0, 1, false}}};
}

// The closed lane is no driving lane; "1" is the one that is left.
std::vector<Lane> lanes_of(const PlaceParameters& parameters) {
  Works works;
  works.lane_width = parameters.at("lane_width");
  const auto middle = [&](int lane) { return works.lane_edge(lane) - 0.5 * works.lane_width; };
  const double verge = works.edge() - 0.5 * kShoulder, lane = works.lane_width;
  return {{"shoulder", LaneKind::Shoulder, -verge, kShoulder, 1},
          {"closed", LaneKind::Verge, -middle(2), lane, 1},
          {"1", LaneKind::Driving, -middle(1), lane, 1},
          {"-2", LaneKind::Driving, middle(1), lane, -1},
          {"-1", LaneKind::Driving, middle(2), lane, -1},
          {"shoulder_left", LaneKind::Shoulder, verge, kShoulder, -1}};
}

Stage build(const PlaceParameters& parameters, std::uint64_t seed) {
  const Works works = draw_works(parameters, seed);
  Corridor corridor = lay_out(works, arc_over(works, parameters.at("curvature")), 15, seed);
  corridor.right = cross_section(works, derive_seed(seed, "right section"));
  corridor.left = cross_section(works, derive_seed(seed, "left section"));
  corridor.patches = draw_patches(seed, works.from, works.to, works.edge(), 16);
  const WaveField rough(derive_seed(seed, "rough"), 0.9, 3);
  corridor.shape = [&](double s, double d) {
    const double depth = dug(works, s, d);
    return depth > 0 ? -depth * (works.excavation + 0.04 + 0.03 * rough.at(s, d)) : 0.0;
  };
  corridor.cover = [&](double s, double d) { return cover_of(works, s, d); };
  Site site = open_site(corridor, lanes_of(parameters), works.begin, works.end, seed);
  const Greenery green = grow_greenery(seed);
  RandomStream random(derive_seed(seed, "works"), Domain::Stage);
  close_lane(site, works, random);
  furnish_works(site, works, green, random);
  for (const double sign : {-1.0, 1.0}) {
    RandomStream side(derive_seed(seed, sign > 0 ? "left side" : "right side"), Domain::Stage);
    furnish_roadside(site, works, sign, green, side);
  }
  return std::move(site.stage);
}

}  // namespace

Place road_works_place() {
  return {describe(), lanes_of, build};
}

}  // namespace tailcast
