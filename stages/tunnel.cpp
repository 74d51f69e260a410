// SPDX-License-Identifier: Apache-2.0
// A road that enters a hill.
#include <algorithm>
#include <array>
#include <cmath>

#include "assets/furniture.h"
#include "assets/shapes.h"
#include "core/dmath.h"
#include "stages/furnish.h"
#include "stages/places.h"
#include "stages/profile.h"

namespace tailcast {
namespace {

constexpr double kLead = 50, kBeyond = 95,
                 kReach = 85;                   // m: usable behind s = 0; ground beyond the ends; to either side
constexpr double kMark = 0.15, kMargin = 0.25;  // m: painted edge, asphalt beside it
constexpr double kWalk = 1.0, kKerbFace = 0.02, kKerb = 0.12;  // m
constexpr double kWall = 0.45;                                 // m, thickness of the lining
constexpr double kPiece = 8.0;                                 // m of lining between two joints
constexpr double kStep = 1.0;                                  // m between its rings

struct Tube : Stretch {
  double lane_width = 3.5, clearance = 5.2;
  bool vaulted = true;
  double portal = 0, exit = 0;  // s of the two mouths
  double cover = 3;             // m of earth over the crown
  std::uint64_t seed = 0;

  double road_edge() const { return 0.5 * kMark + lane_width + kMark + kMargin; }
  double wall() const { return road_edge() + kKerbFace + kWalk; }  // |d| of the lining's inner face at the ground
  double outside() const { return wall() + kWall; }
  double crown() const { return vaulted ? clearance + 1.6 : clearance + 0.5; }  // m above the road
  double top() const { return crown() + kWall; }
};

Tube draw_tube(const PlaceParameters& parameters, std::uint64_t seed) {
  RandomStream random(derive_seed(seed, "tunnel"), Domain::Stage);
  Tube tube{stretch_of(kLead, parameters.at("length"), kBeyond)};
  tube.seed = seed;
  tube.lane_width = parameters.at("lane_width");
  tube.clearance = parameters.at("clearance");
  tube.vaulted = parameters.at("vault") > 0.5;
  tube.portal = parameters.at("portal");
  // It ends where there is ground to end on.
  tube.exit = tube.portal + kPiece * std::floor(std::min(parameters.at("tunnel"), tube.to - 30 - tube.portal) / kPiece);
  tube.cover = random.uniform(1.5, 5);
  return tube;
}

Side cross_section(const Tube& tube, std::uint64_t seed) {
  RandomStream random(seed, Domain::Stage);
  CrossSection ground({.fall = 0.02, .step = 0.5, .unevenness = 0.0015, .waves = 0.002});
  ground.paved(0.5 * kMark, MaterialId::LanePaint);
  ground.paved(tube.lane_width, MaterialId::Asphalt);
  ground.paved(kMark, MaterialId::LanePaint);
  ground.paved(kMargin, MaterialId::Asphalt);
  ground.strips.push_back(
      {.width = kKerbFace, .rise = kKerb, .material = MaterialId::KerbStone, .class_id = ClassId::Kerb});
  ground.strips.push_back({.width = kWalk,
                           .rise = 0.01,
                           .material = MaterialId::Concrete,
                           .class_id = ClassId::Sidewalk,
                           .step = 0.5,
                           .unevenness = 0.001});
  // Under the lining, then up behind it: shape_of() lifts what is outside to the hill.
  ground.strips.push_back({.width = kWall - 0.05,
                           .rise = 0,
                           .material = MaterialId::Concrete,
                           .class_id = ClassId::OtherGround,
                           .step = 0.5,
                           .unevenness = 0.001});
  ground.strips.push_back({.width = 0.05,
                           .rise = 0,
                           .material = MaterialId::Soil,
                           .class_id = ClassId::Terrain,
                           .step = 0.5,
                           .unevenness = 0.001});
  ground.soft(3, 0.1, 0.5, 0.02, 0.02);
  ground.soft(12, 0.3, 0.9, 0.03, 0.04);
  const double far = kReach - tube.outside() - 15;
  ground.soft(0.4 * far, 0.4, 2.0, 0.04, 0.08);
  ground.soft(0.6 * far, 0.6, 3.5, 0.05, 0.12);
  ground.hill = {tube.outside() + 8, random.uniform(24, 40), random.uniform(1, 4), random.uniform(0.6, 1.4)};
  return ground;
}

// Out in the open a cutting's slopes; beside the tunnel the hill, behind the portal's wall.
double shape_of(const Tube& tube, double s, double d) {
  const double off = std::fabs(d) - (tube.outside() - 0.02);
  if (off <= 0) return 0;
  const double within = plateau(s, tube.portal + 1.0, tube.exit - 1.0, 0.5);
  const double near = std::min({std::fabs(s - tube.portal), std::fabs(s - tube.exit)});
  const bool inside = s > tube.portal && s < tube.exit;
  const double hill = tube.top() + tube.cover * smooth_step(off / 14);
  // The cutting: as high as the hill a few metres aside at the mouth, gone 60 m before it.
  const double cutting =
      inside ? 0 : (1 - smooth_step(near / 60)) * (tube.top() + 0.5 * tube.cover) * smooth_step((off - 1.5) / 10);
  const double at_mouth = (tube.top() + 0.5 * tube.cover) * smooth_step((off - 1.5) / 10);
  return inside ? within * hill + (1 - within) * at_mouth : cutting;
}

// The inner profile from the left foot over the crown to the right foot, (d, z) with z over the walkway.
std::vector<Eigen::Vector2d> profile_of(const Tube& tube, double outwards) {
  std::vector<Eigen::Vector2d> points;
  const double half = tube.wall() + outwards, low = -0.3;
  points.emplace_back(half, low);
  if (!tube.vaulted) {
    const double top = tube.crown() + outwards;
    for (const double u : {0.35, 0.7}) points.emplace_back(half, low + u * (top - low));
    points.emplace_back(half, top);
    for (const double u : {0.5, 0.0, -0.5}) points.emplace_back(u * half, top);
    points.emplace_back(-half, top);
    for (const double u : {0.7, 0.35}) points.emplace_back(-half, low + u * (top - low));
  } else {
    const double spring = tube.clearance - 2.2, rise = tube.crown() + outwards - spring;
    for (int i = 0; i <= 20; ++i) {
      const double angle = kPi * i / 20;
      points.emplace_back(half * dmath::cos(angle), spring + rise * dmath::sin(angle));
    }
  }
  points.emplace_back(-half, low);
  return points;
}

class Lining {
 public:
  Lining(const Stage& stage, const Tube& tube)
      : stage_(stage), tube_(tube), inner_(profile_of(tube, 0)), outer_(profile_of(tube, kWall)) {
    const auto foot = stage.reference.at(tube.portal);
    frame_ = pose_at(Vec3(foot.x, foot.y, stage.ground.height(foot.x, foot.y)), foot.heading);
  }

  void add_piece(Mesh& mesh, double s0, double s1, RandomStream& random) const {
    const Paint lining{tube_.vaulted ? MaterialId::Concrete : MaterialId::Plaster, Part::WallPart},
        rough{MaterialId::Concrete, Part::WallPart};
    const int rings = std::max(1, static_cast<int>((s1 - s0) / kStep + 0.5));
    for (int i = 0; i < rings; ++i) {
      const double a = s0 + (s1 - s0) * i / rings, b = s0 + (s1 - s0) * (i + 1) / rings;
      for (std::size_t k = 0; k + 1 < inner_.size(); ++k) {
        add_quad(mesh, at(a, inner_[k]), at(b, inner_[k]), at(b, inner_[k + 1]), at(a, inner_[k + 1]), lining);
        add_quad(mesh, at(a, outer_[k + 1]), at(b, outer_[k + 1]), at(b, outer_[k]), at(a, outer_[k]), rough);
      }
    }
    for (const double s : {s0, s1})  // the joint's faces
      for (std::size_t k = 0; k + 1 < inner_.size(); ++k) {
        const Vec3 p = at(s, inner_[k]), q = at(s, inner_[k + 1]), r = at(s, outer_[k + 1]), t = at(s, outer_[k]);
        if (s == s0)
          add_quad(mesh, p, q, r, t, rough);
        else
          add_quad(mesh, t, r, q, p, rough);
      }
    fit_out(mesh, s0, s1, random);
  }

  // The wall around a mouth, with wings that hold the slopes. `outwards`: -1 at the first mouth, 1 at the last.
  void add_headwall(Mesh& mesh, double s, double outwards) const {
    const Paint stone{MaterialId::Stone, Part::WallPart};
    const double top = tube_.top() + 1.0, wide = tube_.outside() + 5.0, near = s + 0.02 * outwards,
                 far = s + 0.7 * outwards;
    // The face is a ring: from the lining's outer profile out to a rectangle.
    const auto rim = [&](const Eigen::Vector2d& p) {
      const double scale = std::min(wide / std::max(std::fabs(p.x()), 1e-6), top / std::max(p.y(), 1e-6));
      return p.y() <= 0 ? Eigen::Vector2d(std::copysign(wide, p.x()), p.y()) : Eigen::Vector2d(scale * p);
    };
    for (std::size_t k = 0; k + 1 < inner_.size(); ++k) {
      const auto a = inner_[k], b = inner_[k + 1], c = rim(outer_[k + 1]), d = rim(outer_[k]);
      const auto face = [&](double plane, bool turned) {
        const Vec3 p = at(plane, a), q = at(plane, b), r = at(plane, c), t = at(plane, d);
        if (turned)
          add_patch(mesh, t, r, q, p, stone);
        else
          add_patch(mesh, p, q, r, t, stone);
      };
      face(far, outwards > 0);
      face(near, outwards < 0);
      for (const auto& [u, v] : {std::pair{b, a}, std::pair{d, c}}) {
        if (outwards > 0)
          add_patch(mesh, at(near, u), at(near, v), at(far, v), at(far, u), stone);
        else
          add_patch(mesh, at(near, v), at(near, u), at(far, u), at(far, v), stone);
      }
    }
  }

  const Pose& frame() const { return frame_; }

 private:
  Vec3 at(double s, const Eigen::Vector2d& dz) const {
    const auto p = point_at(stage_.reference, s, dz.x());
    return inverse(frame_) * Vec3(p.x(), p.y(), frame_.translation.z() + dz.y());
  }
  void bar(Mesh& mesh, double s, double d, double z, const Vec3& size, Paint paint) const {
    const Pose turn = inverse(frame_) * pose_at(Vec3(frame_.translation), stage_.reference.at(s).heading);
    add_box(mesh, {turn.rotation, at(s, {d, z})}, size, paint);
  }
  // Lights and cable trays under the crown, reflectors, doors of emergency exits, hydrants' niches, fans.
  void fit_out(Mesh& mesh, double s0, double s1, RandomStream& random) const {
    const double wall = tube_.wall(), middle = 0.5 * (s0 + s1), tray = tube_.vaulted ? 0.72 * wall : 0.85 * wall;
    const double high = tube_.vaulted ? tube_.clearance + 0.2 : tube_.crown() - 0.35;
    for (const double side : {-1.0, 1.0}) {
      for (double s = s0 + 0.5; s < s1; s += 1.0)
        bar(mesh, s, side * tray, high, {1.0, 0.3, 0.06}, {MaterialId::GalvanisedSteel, Part::Rail});
      for (double s = s0 + 2; s < s1; s += 4) {
        bar(mesh, s, side * 0.42 * wall, tube_.vaulted ? tube_.clearance + 0.75 : tube_.crown() - 0.12,
            {1.3, 0.25, 0.14}, {MaterialId::LampCover, Part::Lamp});
        bar(mesh, s, side * 0.42 * wall, tube_.vaulted ? tube_.clearance + 0.95 : tube_.crown() - 0.02, {0.3, 0.1, 0.3},
            {MaterialId::GalvanisedSteel, Part::Post});
      }
      bar(mesh, middle, side * (wall - 0.03), 0.75, {0.12, 0.06, 0.16}, {MaterialId::RetroSheet, Part::Panel});
    }
    if (random.chance(0.25))
      bar(mesh, middle, -(wall - 0.02), 1.15, {1.1, 0.08, 2.2}, {MaterialId::PaintedMetal, Part::Door});
    if (random.chance(0.3))
      bar(mesh, middle + 2, wall - 0.06, 1.4, {0.7, 0.16, 0.9}, {MaterialId::PaintedMetal, Part::Panel});
    if (random.chance(0.3))
      bar(mesh, middle - 2, -(wall - 0.3), 2.6, {0.06, 0.5, 0.5}, {MaterialId::RetroSheet, Part::Panel});
    if (random.chance(0.2)) {  // a pair of fans
      const double z = tube_.vaulted ? tube_.clearance + 0.55 : tube_.crown() - 0.55;
      for (const double d : {-0.9, 0.9}) {
        add_tube(mesh, at(middle - 1.3, {d, z}), at(middle + 1.3, {d, z}), 0.4, 0.4, 20,
                 {MaterialId::GalvanisedSteel, Part::Body}, false);
        add_tube(mesh, at(middle - 0.5, {d, z}), at(middle + 0.5, {d, z}), 0.16, 0.16, 12,
                 {MaterialId::PaintedMetal, Part::Body});
      }
    }
  }

  const Stage& stage_;
  const Tube& tube_;
  std::vector<Eigen::Vector2d> inner_, outer_;
  Pose frame_;
};

void line(Site& site, const Tube& tube) {
  RandomStream random(derive_seed(tube.seed, "lining"), Domain::Stage);
  const Lining lining(site.stage, tube);
  Mesh mesh;
  for (double s = tube.portal; s < tube.exit - 0.5; s += kPiece)
    lining.add_piece(mesh, s + 0.01, s + kPiece - 0.01, random);
  for (const double outwards : {-1.0, 1.0}) lining.add_headwall(mesh, outwards < 0 ? tube.portal : tube.exit, outwards);
  Body body;
  body.name = "tunnel";
  body.class_id = ClassId::OtherStructure;
  body.mesh = std::make_shared<const Mesh>(std::move(mesh));
  body.world_from_body = lining.frame();
  body.appearance_seed = derive_seed(site.seed, body.name);
  site.stage.scene.bodies.push_back(std::move(body));
}

void furnish_open(Site& site, const Tube& tube, double sign, const Greenery& green, RandomStream& random) {
  const double facing = sign > 0 ? kPi : 0.0;
  const auto in_hill = [&](double s, double margin) { return s > tube.portal - margin && s < tube.exit + margin; };
  std::array<MeshPtr, 2> rails;
  for (auto& rail : rails) rail = std::make_shared<const Mesh>(make_guard_rail(kRailLength, random.seed()));
  for (double s = tube.from + 2; s < tube.to - 2; s += kRailLength)
    if (!in_hill(s, 4.0))
      stand(site, "rail", ClassId::GuardRail, pick(rails, random), s, sign * (tube.outside() + 0.5), facing + kPi,
            Stance::Along, 0.0);
  for (double s = tube.from + 8; s < tube.to - 4; s += 50) {
    const auto seed = random.seed();
    if (!in_hill(s, 4.0))
      stand(site, "sign", ClassId::TrafficSign, make_sign(2.8, seed), s, sign * (tube.outside() + 1.4), facing);
  }
  for (double s = tube.from + 4; s < tube.to - 4; s += random.uniform(3.5, 11)) {
    const double what = random.uniform(), d = sign * (tube.outside() + random.uniform(6, 32));
    plant(site, what < 0.5 ? "bush" : "tree", ClassId::Vegetation,
          what < 0.5    ? green.bushes
          : what < 0.75 ? green.conifers
                        : green.trees,
          s, d, 1.6, random);
  }
}

PlaceInfo describe() {
  return {"tunnel",
          "A road of one lane each way that enters a hill: cutting, headwalls, a lined tube with lights, trays, doors "
          "and fans.",
          {{"length", "usable length ahead of s = 0", kLength, 160, 80, 400, false},
           {"curvature", "of the road, positive to the left", Dimension{-1}, 0, -0.004, 0.004, false},
           {"lane_width", "width of a driving lane", kLength, 3.5, 3.0, 3.75, false},
           {"portal", "from s = 0 to the mouth; negative: it starts within", kLength, 40, -40, 90, false},
           {"tunnel", "length of the tube", kLength, 104, 48, 240, false},
           {"clearance", "height above the lanes", kLength, 5.2, 4.7, 6.5, false},
           {"vault", "1: vaulted; 0: a box", kNumber, 1, 0, 1, true}}};
}

std::vector<Lane> lanes_of(const PlaceParameters& parameters) {
  Tube tube;
  tube.lane_width = parameters.at("lane_width");
  const double lane = 0.5 * kMark + 0.5 * tube.lane_width, walk = tube.road_edge() + kKerbFace + 0.5 * kWalk;
  return {{"walkway_right", LaneKind::Pavement, -walk, kWalk, 1},
          {"1", LaneKind::Driving, -lane, tube.lane_width, 1},
          {"-1", LaneKind::Driving, lane, tube.lane_width, -1},
          {"walkway_left", LaneKind::Pavement, walk, kWalk, -1}};
}

Stage build(const PlaceParameters& parameters, std::uint64_t seed) {
  const Tube tube = draw_tube(parameters, seed);
  Corridor corridor = lay_out(tube, arc_over(tube, parameters.at("curvature")), 15, seed);
  corridor.right = cross_section(tube, derive_seed(seed, "right section"));
  corridor.left = cross_section(tube, derive_seed(seed, "left section"));
  corridor.patches = draw_patches(seed, tube.from, tube.to, tube.road_edge(), 40);
  corridor.shape = [&](double s, double d) { return shape_of(tube, s, d); };
  corridor.rows = {tube.portal, tube.portal + 0.5, tube.portal + 1.0, tube.exit - 1.0, tube.exit - 0.5, tube.exit};
  Site site = open_site(corridor, lanes_of(parameters), tube.begin, tube.end, seed);
  line(site, tube);
  // The slopes beside a headwall are its own, and above the tube nothing stands.
  for (const double s : {tube.portal, tube.exit})
    site.taken.push_back(footprint_at(site.stage, s, 0, 0, 5.0, 2 * tube.outside() + 13));
  const Greenery green = grow_greenery(seed);
  for (const double sign : {-1.0, 1.0}) {
    RandomStream random(derive_seed(seed, sign > 0 ? "left side" : "right side"), Domain::Stage);
    furnish_open(site, tube, sign, green, random);
  }
  return std::move(site.stage);
}

}  // namespace

Place tunnel_place() {
  return {describe(), lanes_of, build};
}

}  // namespace tailcast
