// SPDX-License-Identifier: Apache-2.0
// A road that crosses a valley. Nothing on the road sees what is under the deck: the ground is the deck and, beyond its
// edges, the valley, with the deck's sides as upright faces.
#include <algorithm>
#include <array>
#include <cmath>

#include "assets/furniture.h"
#include "assets/structures.h"
#include "core/dmath.h"
#include "stages/furnish.h"
#include "stages/places.h"
#include "stages/profile.h"

namespace tailcast {
namespace {

constexpr double kLead = 50, kBeyond = 100,
                 kReach = 90;  // m: usable behind s = 0; ground beyond the ends; to either side
constexpr double kMark = 0.12, kMargin = 0.4, kFace = 0.02, kKerb = 0.14;  // m
constexpr double kEdgeBeam = 0.5;                                          // m, outside the walkway, under the parapet
constexpr double kSide = 0.06;                                             // m of plan for the deck's upright side
constexpr double kPiece = 4.0;                                             // m of parapet

struct Crossing : Stretch {
  double lane_width = 3.4, walk = 1.5, depth = 12, bank = 40;
  bool solid = false;
  double abutment = 0, far_abutment = 0;  // s of the deck's ends
  std::uint64_t seed = 0;

  double road_edge() const { return 0.5 * kMark + lane_width + kMark + kMargin; }
  double parapet() const { return road_edge() + kFace + walk + 0.5 * kEdgeBeam; }  // |d| of its axis
  double edge() const { return road_edge() + kFace + walk + kEdgeBeam; }           // |d| of the deck's
};

Crossing draw_crossing(const PlaceParameters& parameters, std::uint64_t seed) {
  RandomStream random(derive_seed(seed, "bridge"), Domain::Stage);
  Crossing bridge{stretch_of(kLead, parameters.at("length"), kBeyond)};
  bridge.seed = seed;
  bridge.lane_width = parameters.at("lane_width");
  bridge.walk = parameters.at("walkway");
  bridge.depth = parameters.at("depth");
  bridge.solid = parameters.at("solid_parapet") > 0.5;
  bridge.abutment = parameters.at("ahead");
  bridge.far_abutment = bridge.abutment + kPiece * std::floor(parameters.at("bridge") / kPiece + 0.5);
  bridge.bank = random.uniform(1.2, 2.2) * bridge.depth;
  return bridge;
}

Side cross_section(const Crossing& bridge, std::uint64_t seed) {
  RandomStream random(seed, Domain::Stage);
  CrossSection ground({.fall = 0.022, .step = 0.45, .unevenness = 0.0018, .waves = 0.002});
  ground.paved(0.5 * kMark, MaterialId::LanePaint, {4, 12});
  ground.paved(bridge.lane_width, MaterialId::Asphalt);
  ground.paved(kMark, MaterialId::LanePaint);
  ground.paved(kMargin, MaterialId::Asphalt);
  ground.strips.push_back(
      {.width = kFace, .rise = kKerb, .material = MaterialId::KerbStone, .class_id = ClassId::Kerb});
  ground.strips.push_back({.width = bridge.walk,
                           .rise = 0.02 * bridge.walk,
                           .material = MaterialId::Concrete,
                           .class_id = ClassId::Sidewalk,
                           .step = 0.5,
                           .unevenness = 0.002});
  ground.strips.push_back({.width = kEdgeBeam,
                           .rise = 0.01,
                           .material = MaterialId::Concrete,
                           .class_id = ClassId::Sidewalk,
                           .step = 0.5,
                           .unevenness = 0.001,
                           .waves = 0.001});
  ground.strips.push_back({.width = kSide,
                           .rise = -0.02,
                           .material = MaterialId::Grass,
                           .class_id = ClassId::Terrain,
                           .step = 0.5,
                           .unevenness = 0.001,
                           .waves = 0.001});
  ground.soft(2.5, -0.2, 0.5, 0.02, 0.02);
  ground.soft(14, -0.3, 0.9, 0.03, 0.05);
  const double far = kReach - bridge.edge() - kSide - 16.5;
  ground.soft(0.4 * far, 0.2, 2.0, 0.05, 0.10);
  ground.soft(0.6 * far, 0.6, 3.5, 0.06, 0.16);
  ground.hill = {bridge.edge() + 12, random.uniform(30, 50), random.uniform(-1, 3), random.uniform(0.6, 1.6)};
  return ground;
}

// The valley: its floor between the banks, which end some metres inside the deck's ends.
double depth_at(const Crossing& bridge, double s) {
  const double from = bridge.abutment + 3 + bridge.bank, to = bridge.far_abutment - 3 - bridge.bank;
  if (from < to) return bridge.depth * plateau(s, from, to, bridge.bank);
  const double middle = 0.5 * (bridge.abutment + bridge.far_abutment),
               half = 0.5 * (bridge.far_abutment - bridge.abutment) - 3;
  return bridge.depth * bump(s, middle, half);
}

double shape_of(const Crossing& bridge, double s, double d) {
  const double off = std::fabs(d) - bridge.edge();
  if (off <= 0.5 * kSide) return 0;
  return -depth_at(bridge, s);
}

std::optional<Cover> cover_of(const Crossing& bridge, double s, double d) {
  const double off = std::fabs(d) - bridge.edge();
  if (off < 0) {
    // Expansion joints: a strip of steel across the deck.
    const bool joint = std::fabs(s - bridge.abutment - 0.15) < 0.15 || std::fabs(s - bridge.far_abutment + 0.15) < 0.15;
    if (joint && std::fabs(d) < bridge.road_edge()) return Cover{ClassId::Road, MaterialId::GalvanisedSteel};
    return std::nullopt;
  }
  const double depth = depth_at(bridge, s);
  if (off < kSide && depth > 0.3) return Cover{ClassId::OtherGround, MaterialId::Concrete};
  if (depth > 0.985 * bridge.depth && bridge.depth > 5)
    return Cover{ClassId::Terrain, MaterialId::Gravel};  // the river's bed
  return std::nullopt;
}

void furnish_side(Site& site, const Crossing& bridge, double sign, const Greenery& green, RandomStream& random) {
  const double facing = sign > 0 ? kPi : 0.0;
  std::array<MeshPtr, 2> pieces, rails;
  for (auto& piece : pieces) {
    const auto seed = random.seed();
    piece = std::make_shared<const Mesh>(bridge.solid ? make_parapet(kPiece, seed) : make_railing(kPiece, seed));
  }
  for (auto& rail : rails) rail = std::make_shared<const Mesh>(make_guard_rail(kRailLength, random.seed()));
  const auto on_bridge = [&](double s) { return s > bridge.abutment && s < bridge.far_abutment; };
  const auto advance = [&](double s, double d) { return kPiece / (1 - site.stage.reference.at(s).curvature * d); };
  const double axis = sign * bridge.parapet();
  for (double s = bridge.abutment; s < bridge.far_abutment - 0.5;) {
    const double step = advance(s, axis);
    stand(site, "parapet", bridge.solid ? ClassId::Wall : ClassId::Fence, pick(pieces, random), s + 0.5 * step, axis, 0,
          Stance::Along, 0.0);
    s += step;
  }
  for (double s = bridge.from + 2; s < bridge.to - 6; s += kRailLength)  // rails lead up to it
    if (!on_bridge(s + 2.5) && !on_bridge(s - 2.5) && (s > bridge.abutment - 60 && s < bridge.far_abutment + 60))
      stand(site, "rail", ClassId::GuardRail, pick(rails, random), s, axis, facing + kPi, Stance::Along, 0.0);
  for (double s = bridge.from + random.uniform(4, 25); s < bridge.to - 3; s += random.uniform(28, 36)) {
    const double height = random.uniform(6.5, 8.5);
    const auto seed = random.seed();
    if (sign < 0 || !on_bridge(s))
      stand(site, "lamp", ClassId::Pole, make_street_lamp(height, 1.4, seed), s, axis - sign * 0.45, facing);
  }
  for (double s = bridge.from + random.uniform(10, 50); s < bridge.to - 3; s += random.uniform(60, 120)) {
    const auto seed = random.seed();
    if (!on_bridge(s))
      stand(site, "sign", ClassId::TrafficSign, make_sign(2.6, seed), s, sign * (bridge.edge() + 0.9), facing);
  }
  for (double s = bridge.from + 4; s < bridge.to - 4; s += random.uniform(3, 9)) {
    const double what = random.uniform(), d = sign * (bridge.edge() + random.uniform(4, 34));
    plant(site, what < 0.45 ? "bush" : "tree", ClassId::Vegetation,
          what < 0.45  ? green.bushes
          : what < 0.6 ? green.conifers
                       : green.trees,
          s, d, 1.5, random);
  }
}

PlaceInfo describe() {
  return {"bridge",
          "A road of one lane each way that crosses a valley: parapets, walkways, lamps, expansion joints, tree tops "
          "below.",
          {{"length", "usable length ahead of s = 0", kLength, 160, 80, 300, false},
           {"curvature", "of the road, positive to the left", Dimension{-1}, 0, -0.004, 0.004, false},
           {"lane_width", "width of a driving lane", kLength, 3.4, 2.75, 3.75, false},
           {"walkway", "width of the walkways", kLength, 1.5, 0.75, 2.5, false},
           {"ahead", "from s = 0 to the deck; negative: it starts on it", kLength, 25, -40, 80, false},
           {"bridge", "length of the deck", kLength, 90, 32, 200, false},
           {"depth", "of the valley below the road", kLength, 9, 3, 25, false},
           {"solid_parapet", "1: concrete; 0: railings, which beams pass", kNumber, 0, 0, 1, true}}};
}

std::vector<Lane> lanes_of(const PlaceParameters& parameters) {
  Crossing bridge;
  bridge.lane_width = parameters.at("lane_width");
  bridge.walk = parameters.at("walkway");
  const double lane = 0.5 * kMark + 0.5 * bridge.lane_width, walk = bridge.road_edge() + kFace + 0.5 * bridge.walk;
  return {{"walkway_right", LaneKind::Pavement, -walk, bridge.walk, 1},
          {"1", LaneKind::Driving, -lane, bridge.lane_width, 1},
          {"-1", LaneKind::Driving, lane, bridge.lane_width, -1},
          {"walkway_left", LaneKind::Pavement, walk, bridge.walk, -1}};
}

Stage build(const PlaceParameters& parameters, std::uint64_t seed) {
  const Crossing bridge = draw_crossing(parameters, seed);
  Corridor corridor = lay_out(bridge, arc_over(bridge, parameters.at("curvature")), 15, seed);
  corridor.right = cross_section(bridge, derive_seed(seed, "right section"));
  corridor.left = cross_section(bridge, derive_seed(seed, "left section"));
  corridor.patches = draw_patches(seed, bridge.from, bridge.to, bridge.road_edge(), 45);
  corridor.shape = [&](double s, double d) { return shape_of(bridge, s, d); };
  corridor.cover = [&](double s, double d) { return cover_of(bridge, s, d); };
  corridor.rows = {bridge.abutment, bridge.abutment + 0.3, bridge.far_abutment - 0.3, bridge.far_abutment};
  Site site = open_site(corridor, lanes_of(parameters), bridge.begin, bridge.end, seed);
  const Greenery green = grow_greenery(seed);
  for (const double sign : {-1.0, 1.0}) {
    RandomStream random(derive_seed(seed, sign > 0 ? "left side" : "right side"), Domain::Stage);
    furnish_side(site, bridge, sign, green, random);
  }
  return std::move(site.stage);
}

}  // namespace

Place bridge_place() {
  return {describe(), lanes_of, build};
}

}  // namespace tailcast
