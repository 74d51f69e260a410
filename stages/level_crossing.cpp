// SPDX-License-Identifier: Apache-2.0
// A road across a railway, on the level.
#include <algorithm>
#include <array>
#include <cmath>

#include "assets/roadside.h"
#include "assets/street_scene.h"
#include "assets/structures.h"
#include "core/dmath.h"
#include "stages/furnish.h"
#include "stages/places.h"
#include "stages/profile.h"

namespace tailcast {
namespace {

constexpr double kLead = 50, kBeyond = 95,
                 kReach = 85;                     // m: usable behind s = 0; ground beyond the ends; to either side
constexpr double kMark = 0.12, kShoulder = 0.8;   // m
constexpr double kGauge = 0.7525, kHead = 0.036;  // m: from a track's middle to a rail's; half of a rail's head
constexpr double kTrackGap = 4.2;                 // m between two tracks' middles
constexpr double kHeadHeight = 0.20;              // m of the rails' heads over the ballast (make_track)
constexpr double kPanel = 1.45;                   // m, half the width of the crossing's deck along the road
constexpr double kPiece = 10;                     // m of track

struct Level : Stretch {
  double lane_width = 3, rise = 0.5;
  int tracks = 1;
  bool electrified = true;
  double middle = 0;
  std::uint64_t seed = 0;

  double edge() const { return 0.5 * kMark + lane_width + kMark; }
  std::vector<double> track_middles() const {
    std::vector<double> all;
    for (int i = 0; i < tracks; ++i) all.push_back(middle + kTrackGap * (i - 0.5 * (tracks - 1)));
    return all;
  }
  double bed() const { return 1.9 + 0.5 * kTrackGap * (tracks - 1); }  // half of the ballast's top, along the road
};

Level draw_level(const PlaceParameters& parameters, std::uint64_t seed) {
  Level level{stretch_of(kLead, parameters.at("length"), kBeyond)};
  level.seed = seed;
  level.lane_width = parameters.at("lane_width");
  level.rise = parameters.at("rise");
  level.tracks = static_cast<int>(parameters.at("tracks"));
  level.electrified = parameters.at("electrified") > 0.5;
  level.middle = parameters.at("ahead");
  return level;
}

Side cross_section(const Level& level, std::uint64_t seed) {
  RandomStream random(seed, Domain::Stage);
  CrossSection ground({.fall = 0.02, .step = 0.4, .unevenness = 0.002, .waves = 0.003});
  ground.paved(0.5 * kMark, MaterialId::LanePaint, {4, 12});
  ground.paved(level.lane_width, MaterialId::Asphalt);
  ground.paved(kMark, MaterialId::LanePaint);
  ground.soft(kShoulder, -0.05, 0.4, 0.012, 0.01);
  ground.soft(14, random.uniform(-0.5, 0.1), 0.8, 0.02, 0.02);
  const double far = kReach - level.edge() - kShoulder - 14;
  ground.soft(0.4 * far, 0.1, 2.0, 0.02, 0.03);
  ground.soft(0.6 * far, 0.2, 3.0, 0.02, 0.03);
  return ground;
}

double shape_of(const Level& level, double s, double d) {
  const double off = std::fabs(d);
  const double road = level.rise * plateau(s, level.middle - level.bed() - 1, level.middle + level.bed() + 1, 16);
  const double bed =
      (level.rise - kHeadHeight) * plateau(s, level.middle - level.bed(), level.middle + level.bed(), 1.0);
  const double on_road = 1 - smooth_step((off - level.edge() - 0.3) / (kShoulder + 0.8));
  return on_road * road + (1 - on_road) * std::max(bed, 0.0);
}

std::optional<Cover> cover_of(const Level& level, double s, double d) {
  const double off = std::fabs(d);
  const bool on_road = off < level.edge() + 0.3;
  for (const double track : level.track_middles()) {
    const double from = std::fabs(s - track);
    if (on_road && std::fabs(from - kGauge) < kHead) return Cover{ClassId::OtherGround, MaterialId::BareMetal};
    if (on_road && from < kPanel) return Cover{ClassId::Road, MaterialId::Concrete};
  }
  if (!on_road && std::fabs(s - level.middle) < level.bed() + 0.8)
    return Cover{ClassId::OtherGround, MaterialId::Gravel};
  // Where one stops: a line across the right lane.
  const double stop = level.bed() + 3.0;
  const bool near = d < 0 && d > -level.edge() + kMark && std::fabs(s - level.middle + stop) < 0.25;
  const bool far = d > 0 && d < level.edge() - kMark && std::fabs(s - level.middle - stop) < 0.25;
  if (near || far) return Cover{ClassId::Road, MaterialId::LanePaint};
  return std::nullopt;
}

void lay_tracks(Site& site, const Level& level, RandomStream& random) {
  std::array<MeshPtr, 3> pieces;
  for (auto& piece : pieces) piece = std::make_shared<const Mesh>(make_track(kPiece, random.seed()));
  for (const double track : level.track_middles())
    for (const double sign : {-1.0, 1.0})
      for (double d = level.edge() + 1.6 + 0.5 * kPiece; d + 0.5 * kPiece < kReach - 1; d += kPiece)
        stand(site, "track", ClassId::OtherStructure, pick(pieces, random), track, sign * d, 0.5 * kPi, Stance::Along,
              0.0);
  if (!level.electrified) return;
  for (const double sign : {-1.0, 1.0})
    for (double d = level.edge() + random.uniform(10, 25); d < kReach - 3; d += 38) {
      const double side = random.chance(0.5) ? -1 : 1;
      stand(site, "catenary_mast", ClassId::Pole, make_catenary_mast(random.seed()),
            level.middle + side * (level.bed() + 1.2), sign * d,
            side > 0 ? 0.5 * kPi : -0.5 * kPi);  // its bracket over the rails
    }
}

void furnish(Site& site, const Level& level, double sign, const Greenery& green, RandomStream& random) {
  const double facing = sign > 0 ? kPi : 0.0, gate = level.middle + sign * (level.bed() + 2.0);
  // Traffic on the right is stopped before the tracks: the machine to its right, the boom over its lane.
  stand(site, "gate", ClassId::OtherStructure, make_crossing_gate(level.lane_width + 0.6, random.seed()), gate,
        sign * (level.edge() + 1.0), facing);
  stand(site, "sign", ClassId::TrafficSign, make_sign(2.6, random.seed()), level.middle + sign * 60,
        sign * (level.edge() + 1.1), facing);
  if (sign > 0)
    stand(site, "relay_hut", ClassId::Building, make_site_container(random.seed()), level.middle + level.bed() + 7,
          level.edge() + 7, 0);
  for (double s = level.from + 5; s < level.to - 3; s += 25) {
    const auto seed = random.seed();
    if (std::fabs(s - level.middle) > level.bed() + 4)
      stand(site, "delineator", ClassId::Pole, make_delineator(seed), s, sign * (level.edge() + 0.5), facing);
  }
  std::array<MeshPtr, 2> fence;
  for (auto& piece : fence) piece = std::make_shared<const Mesh>(make_field_fence(4.0, random.seed()));
  for (const double side : {-1.0, 1.0})  // along the line
    for (double d = level.edge() + 6; d < kReach - 4; d += 4)
      stand(site, "field_fence", ClassId::Fence, pick(fence, random), level.middle + side * (level.bed() + 4.5),
            sign * d, 0.5 * kPi, Stance::Along, 0.0);
  for (double s = level.from + 4; s < level.to - 4; s += random.uniform(3, 11)) {
    const double what = random.uniform(), d = sign * (level.edge() + random.uniform(3, 40));
    if (std::fabs(s - level.middle) < level.bed() + 5.5) continue;
    plant(site, what < 0.5 ? "bush" : "tree", ClassId::Vegetation,
          what < 0.5   ? green.bushes
          : what < 0.7 ? green.young_trees
                       : green.trees,
          s, d, 1.3, random);
  }
  for (double s = level.begin - 10; s < level.end + 10; s += kTuftLength) {
    const bool grown = random.chance(0.6);
    const auto& tuft = pick(green.tufts, random);
    if (grown && std::fabs(s - level.middle) > level.bed() + 3)
      set_up(site, "grass", ClassId::Terrain, tuft, s, sign * (level.edge() + kShoulder + 0.8), 0, Stance::Along);
  }
}

PlaceInfo describe() {
  return {"level_crossing",
          "A country road across a railway: rails in the road, ballast and sleepers beside it, raised booms, masts, a "
          "relay hut.",
          {{"length", "usable length ahead of s = 0", kLength, 140, 80, 300, false},
           {"lane_width", "width of a driving lane", kLength, 3.0, 2.6, 3.6, false},
           {"ahead", "from s = 0 to the railway's middle", kLength, 35, 15, 70, false},
           {"tracks", "of the railway", kNumber, 1, 1, 2, true},
           {"rise", "of the road up to the rails", kLength, 0.5, 0.3, 1.2, false},
           {"electrified", "1: with masts; 0: without", kNumber, 1, 0, 1, true}}};
}

std::vector<Lane> lanes_of(const PlaceParameters& parameters) {
  const double lane = parameters.at("lane_width"), middle = 0.5 * kMark + 0.5 * lane,
               verge = 0.5 * kMark + lane + kMark + 0.5 * kShoulder;
  return {{"verge_right", LaneKind::Verge, -verge, kShoulder, 1},
          {"1", LaneKind::Driving, -middle, lane, 1},
          {"-1", LaneKind::Driving, middle, lane, -1},
          {"verge_left", LaneKind::Verge, verge, kShoulder, -1}};
}

Stage build(const PlaceParameters& parameters, std::uint64_t seed) {
  const Level level = draw_level(parameters, seed);
  Corridor corridor = lay_out(level, arc_over(level, 0.0), 15, seed);
  corridor.right = cross_section(level, derive_seed(seed, "right section"));
  corridor.left = cross_section(level, derive_seed(seed, "left section"));
  corridor.patches = draw_patches(seed, level.from, level.to, level.edge(), 30);
  corridor.shape = [&](double s, double d) { return shape_of(level, s, d); };
  corridor.cover = [&](double s, double d) { return cover_of(level, s, d); };
  for (const double track : level.track_middles())
    for (const double at : {-kPanel, -kGauge - kHead, -kGauge + kHead, kGauge - kHead, kGauge + kHead, kPanel})
      corridor.rows.push_back(track + at);
  Site site = open_site(corridor, lanes_of(parameters), level.begin, level.end, seed);
  const Greenery green = grow_greenery(seed);
  RandomStream random(derive_seed(seed, "railway"), Domain::Stage);
  lay_tracks(site, level, random);
  for (const double sign : {-1.0, 1.0}) {
    RandomStream side(derive_seed(seed, sign > 0 ? "left side" : "right side"), Domain::Stage);
    furnish(site, level, sign, green, side);
  }
  return std::move(site.stage);
}

}  // namespace

Place level_crossing_place() {
  return {describe(), lanes_of, build};
}

}  // namespace tailcast
