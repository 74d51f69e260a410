// SPDX-License-Identifier: Apache-2.0
// Debris, loads and furniture against what is known of the real ones: sizes, masses, solidity, what collides.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>

#include "assets/catalog.h"
#include "tests/assets/mesh_probe.h"

namespace tailcast {
namespace {

using testing::corner;
using testing::whole;

constexpr std::uint64_t kSeeds = 6;

bool is_thing(const AssetInfo& info) {
  return std::ranges::any_of(std::array{"debris/", "load/", "furniture/", "sign/"},
                             [&](const char* group) { return info.id.starts_with(group); });
}

std::vector<std::string> thing_ids() {
  std::vector<std::string> ids;
  for (const auto& info : catalog())
    if (is_thing(info)) ids.push_back(info.id);
  return ids;
}

struct Range {
  double low, high;
};
// What is known of the real one: extents sorted from the longest, m; mass, kg.
struct Prior {
  const char* id;
  Range longest, middle, shortest, mass;
};
// Reports of road debris, standards and product data; a range covers the family's members.
const std::array kPriors{
    Prior{"debris/tyre_tread", {.3, 2.5}, {.2, .35}, {.02, .35}, {2, 20}},
    Prior{"debris/ladder_3m", {2.4, 3.7}, {.34, .46}, {.07, .09}, {5, 12}},
    Prior{"debris/mattress", {1.9, 2.0}, {.9, 1.6}, {.15, .30}, {15, 35}},
    Prior{"debris/cardboard_box", {.3, .6}, {.3, .6}, {.28, .6}, {.3, 6}},
    Prior{"debris/pallet", {1.19, 1.21}, {.79, .81}, {.14, .15}, {20, 28}},  // EN 13698-1
    Prior{"debris/car_wheel", {.59, .70}, {.59, .70}, {.19, .25}, {18, 25}},
    Prior{"debris/truck_wheel", {.95, 1.10}, {.95, 1.10}, {.27, .33}, {80, 110}},
    Prior{"debris/exhaust", {1.0, 2.2}, {.2, .3}, {.12, .25}, {5, 15}},
    Prior{"debris/bumper", {1.6, 1.85}, {.40, .56}, {.26, .38}, {4, 6}},
    Prior{"debris/timber", {2.0, 2.8}, {.08, .14}, {.045, .075}, {3, 14}},
    Prior{"debris/cargo_strap", {.6, 2.0}, {.5, 1.6}, {.03, .15}, {1, 3}},  // of up to 9 m, bent
    Prior{"debris/stone", {.13, .34}, {.10, .28}, {.06, .22}, {1.5, 20}},
    Prior{"debris/rock", {.28, .70}, {.22, .60}, {.15, .45}, {15, 200}},
    Prior{"debris/boulder", {.7, 1.5}, {.5, 1.3}, {.35, 1.0}, {200, 2000}},
    Prior{"debris/manhole_cover", {.58, .68}, {.58, .68}, {.04, .08}, {40, 80}},     // EN 124
    Prior{"debris/football", {.214, .226}, {.214, .226}, {.214, .226}, {.41, .45}},  // size 5
    Prior{"debris/jerrycan", {.42, .50}, {.30, .36}, {.15, .18}, {3.5, 21}},         // 20 l
    Prior{"debris/scaffold_tube", {2, 4.1}, {.045, .065}, {.045, .065}, {6, 16}},    // EN 39
    Prior{"debris/bricks", {.6, 1.2}, {.5, 1.2}, {.1, .4}, {45, 80}},
    Prior{"debris/suitcase", {.85, 1.25}, {.38, .55}, {.22, .36}, {7, 23}},  // 23 kg: airlines' limit
    Prior{"debris/toy_car", {.5, .65}, {.36, .50}, {.25, .34}, {2.2, 4.5}},
    Prior{"debris/tyre", {.6, .73}, {.6, .73}, {.18, .25}, {7, 13}},
    Prior{"debris/car_door", {1.0, 1.25}, {.98, 1.3}, {.12, .32}, {20, 38}},
    Prior{"debris/child_seat", {.55, .80}, {.42, .65}, {.38, .56}, {4, 13}},
    Prior{"load/sofa", {1.4, 2.6}, {.8, 1.1}, {.7, 1.0}, {40, 60}},
    Prior{"load/fridge", {1.5, 2.0}, {.55, .80}, {.54, .72}, {70, 110}},
    Prior{"load/washing_machine", {.84, .87}, {.58, .66}, {.5, .66}, {60, 80}},
    Prior{"load/oil_drum", {.85, .90}, {.57, .60}, {.57, .60}, {15, 200}},  // ISO 15750-2
    Prior{"load/ibc_container", {1.19, 1.30}, {1.08, 1.25}, {.98, 1.02}, {55, 1100}},
    Prior{"load/square_bale", {.8, 1.1}, {.42, .54}, {.33, .40}, {12, 24}},
    Prior{"load/round_bale", {1.2, 1.55}, {1.2, 1.55}, {1.15, 1.3}, {150, 330}},
    Prior{"load/pipe", {2, 5.1}, {.10, .23}, {.10, .23}, {18, 110}},
    Prior{"load/lumber_bundle", {2.3, 4.1}, {.45, 1.0}, {.22, .55}, {100, 800}},
    Prior{"load/christmas_tree", {1.5, 2.4}, {.7, 1.3}, {.7, 1.3}, {6, 15}},
    Prior{"load/gas_bottle", {.5, .66}, {.27, .33}, {.27, .33}, {9, 26}},
    Prior{"furniture/traffic_cone", {.47, .77}, {.24, .42}, {.24, .42}, {1.5, 5.2}},
    Prior{"furniture/traffic_cone_tall", {.88, .94}, {.38, .52}, {.38, .52}, {4, 5}},
    Prior{"furniture/traffic_barrel", {.9, 1.2}, {.6, .8}, {.6, .8}, {10, 25}},
    Prior{"furniture/jersey_barrier", {2, 4.1}, {.8, .9}, {.58, .62}, {800, 2800}},
    Prior{"furniture/wheelie_bin", {.85, 1.1}, {.55, .80}, {.48, .62}, {8, 45}},         // EN 840-1
    Prior{"furniture/waste_container", {1.3, 1.55}, {1.2, 1.5}, {.95, 1.2}, {45, 300}},  // EN 840-2
    Prior{"furniture/bench", {1.5, 2.05}, {.75, 1.0}, {.5, .8}, {30, 65}},
    Prior{"furniture/shopping_trolley", {.9, 1.15}, {.85, 1.1}, {.5, .65}, {18, 32}},
    Prior{"furniture/telephone_box", {2.2, 2.5}, {.85, 1.05}, {.85, 1.05}, {300, 800}},
    Prior{"furniture/street_lamp", {4.9, 8.2}, {1.2, 2.5}, {.2, .5}, {80, 200}},
    Prior{"sign/stop", {2.7, 3.3}, {.88, .92}, {.2, .35}, {40, 65}},            // face of .90 m
    Prior{"sign/warning_triangle", {.44, .52}, {.38, .52}, {.2, .3}, {.9, 2}},  // ECE R27
};

TEST(Things, AreAsLargeAndHeavyAsRealOnes) {
  for (const auto& prior : kPriors)
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      ASSERT_NE(find_asset(prior.id), nullptr) << prior.id;
      const auto asset = make_asset(prior.id, seed);
      Vec3 size = asset->box.size();
      std::sort(size.data(), size.data() + 3, std::greater<>());
      const std::array ranges{prior.longest, prior.middle, prior.shortest};
      for (int k = 0; k < 3; ++k) {
        EXPECT_GE(size[k], ranges[static_cast<std::size_t>(k)].low) << prior.id << " " << seed;
        EXPECT_LE(size[k], ranges[static_cast<std::size_t>(k)].high) << prior.id << " " << seed;
      }
      EXPECT_GE(asset->mass, prior.mass.low) << prior.id << " " << seed;
      EXPECT_LE(asset->mass, prior.mass.high) << prior.id << " " << seed;
    }
}

// Rubber .7 to .9, metal .4 to .6, cardboard .4 to .5 on dry asphalt; restitution .05 to .3, balls and tyres more.
TEST(Things, SlideAndBounceAsTheirMaterialsDo) {
  for (const auto& id : thing_ids()) {
    const auto asset = make_asset(id, 1);
    EXPECT_GE(asset->friction, .3) << id;
    EXPECT_LE(asset->friction, .9) << id;
    EXPECT_GE(asset->restitution, .02) << id;
    EXPECT_LE(asset->restitution, id == "debris/football" ? .75 : .5) << id;
  }
}

// Mean mass over the box's volume: between foam and stone.
TEST(Things, AreNeitherLighterThanFoamNorDenserThanStone) {
  for (const auto& id : thing_ids()) {
    const auto asset = make_asset(id, 2);
    const double density = asset->mass / asset->box.size().prod();
    EXPECT_GT(density, .2) << id;
    EXPECT_LT(density, 4600) << id;
  }
}

using Corner = std::array<float, 3>;
Corner place(const Mesh& mesh, std::uint32_t vertex) {
  const auto& v = mesh.vertices[vertex];
  return {v.x() + 0.F, v.y() + 0.F, v.z() + 0.F};  // -0 is 0
}

// Edges of faces at the same two places that are not run through as often one way as the other.
std::size_t open_edges(const Mesh& mesh) {
  std::map<std::pair<Corner, Corner>, int> balance;
  for (const auto& t : mesh.triangles)
    for (std::size_t k = 0; k < 3; ++k) {
      const Corner a = place(mesh, t[k]), b = place(mesh, t[(k + 1) % 3]);
      if (a == b) continue;
      a < b ? ++balance[{a, b}] : --balance[{b, a}];
    }
  return static_cast<std::size_t>(std::ranges::count_if(balance, [](const auto& edge) { return edge.second != 0; }));
}

// The faces of each piece: faces that share corners.
std::vector<std::vector<std::size_t>> pieces_of(const Mesh& mesh) {
  std::map<Corner, std::size_t> known;
  std::vector<std::size_t> parent, of_vertex;
  for (std::uint32_t v = 0; v < mesh.vertices.size(); ++v) {
    const auto [entry, is_new] = known.try_emplace(place(mesh, v), parent.size());
    if (is_new) parent.push_back(parent.size());
    of_vertex.push_back(entry->second);
  }
  const auto root = [&](std::size_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  };
  for (const auto& t : mesh.triangles)
    for (const std::size_t k : {1u, 2u}) parent[root(of_vertex[t[k]])] = root(of_vertex[t[0]]);
  std::map<std::size_t, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < mesh.triangles.size(); ++i) groups[root(of_vertex[mesh.triangles[i][0]])].push_back(i);
  std::vector<std::vector<std::size_t>> pieces;
  for (auto& [first, faces] : groups) pieces.push_back(std::move(faces));
  return pieces;
}

double volume_of(const Mesh& mesh, const std::vector<std::size_t>& faces) {
  double volume = 0;
  const Vec3 at = corner(mesh, faces[0], 0);
  for (const auto i : faces)
    volume += (corner(mesh, i, 0) - at).dot((corner(mesh, i, 1) - at).cross(corner(mesh, i, 2) - at)) / 6;
  return volume;
}

// Open on purpose: the slots of rims, rungs that end within rails, the collars of the older cone.
const std::set<std::string> kThin{"debris/car_wheel", "debris/truck_wheel", "debris/ladder_3m", "debris/ladder_5m",
                                  "furniture/traffic_cone"};

class EveryThing : public ::testing::TestWithParam<std::string> {};

TEST_P(EveryThing, IsMadeOfClosedPiecesThatFaceOutwardUnlessDeclaredThin) {
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    const auto asset = make_asset(GetParam(), seed);
    for (const auto& link : asset->links) {
      if (kThin.contains(GetParam())) {
        EXPECT_GT(open_edges(*link.mesh), 0U) << "no longer thin: take it off the list";
        continue;
      }
      EXPECT_EQ(open_edges(*link.mesh), 0U) << seed;
      for (const auto& faces : pieces_of(*link.mesh))
        EXPECT_GT(volume_of(*link.mesh, faces), 0) << seed << ": at " << corner(*link.mesh, faces[0], 0).transpose();
    }
  }
}

TEST_P(EveryThing, HasAMaterialWhoseShareOfItsFacesIsSeen) {
  const auto asset = make_asset(GetParam(), 1);
  EXPECT_FALSE(materials_of(*asset).empty());
  EXPECT_GE(triangles_of(*asset), 12U);
  EXPECT_LE(triangles_of(*asset), 9000U);
}

// Is the point within the shape, grown by `slack`?
bool within(const CollisionShape& shape, const Vec3& p, double slack) {
  if (const auto* box = std::get_if<BoxShape>(&shape)) {
    const Vec3 q = inverse(box->center) * p;
    return (q.cwiseAbs().array() <= box->half_size.array() + slack).all();
  }
  if (const auto* cylinder = std::get_if<CylinderShape>(&shape)) {
    const Vec3 q = inverse(cylinder->center) * p;
    return q.head<2>().norm() <= cylinder->radius + slack && std::fabs(q.z()) <= cylinder->half_length + slack;
  }
  if (const auto* sphere = std::get_if<SphereShape>(&shape))
    return (p - sphere->center).norm() <= sphere->radius + slack;
  // A hull: its nearest point as a weighted mean of its corners, by Mitchell, Demyanov and Malozemov (1974): weight
  // moves from the corner that is worst to the one that is best, until the point is known to be within the slack or
  // beyond.
  const auto& points = std::get<HullShape>(shape).points;
  std::vector<double> weight(points.size(), 0.0);
  weight[0] = 1;
  Vec3 nearest = points[0].cast<double>();
  for (int step = 0; step < 30000; ++step) {
    const Vec3 to = p - nearest;
    if (to.norm() <= slack) return true;
    std::size_t best = 0, worst = points.size();
    for (std::size_t i = 0; i < points.size(); ++i) {
      const double along = to.dot(points[i].cast<double>());
      if (along > to.dot(points[best].cast<double>())) best = i;
      if (weight[i] > 0 && (worst == points.size() || along < to.dot(points[worst].cast<double>()))) worst = i;
    }
    if (to.dot(p - points[best].cast<double>()) > slack * to.norm()) return false;  // a plane between them
    const Vec3 shift = (points[best] - points[worst]).cast<double>();
    if (shift.squaredNorm() < 1e-18) return false;
    const double moved = std::clamp(to.dot(shift) / shift.squaredNorm(), 0.0, weight[worst]);
    weight[best] += moved, weight[worst] -= moved, nearest += moved * shift;
  }
  return false;
}

// Leaves, and the flaps of a box, give way to whatever they touch.
bool gives_way(const Asset& asset, Part part) {
  return part == Part::Leaves || asset.id == "debris/cardboard_box";
}

TEST_P(EveryThing, CollidesWhereverItIsSeen) {
  for (std::uint64_t seed = 0; seed < 2; ++seed) {
    const auto asset = make_asset(GetParam(), seed);
    const Mesh mesh = whole(*asset);
    const std::size_t stride = std::max<std::size_t>(1, mesh.triangles.size() / 150);
    for (std::size_t i = 0; i < mesh.triangles.size(); i += stride) {
      if (gives_way(*asset, mesh.part[i])) continue;
      const Vec3 p = (corner(mesh, i, 0) + corner(mesh, i, 1) + corner(mesh, i, 2)) / 3;
      EXPECT_TRUE(std::ranges::any_of(asset->collision, [&](const auto& shape) { return within(shape, p, .02); }))
          << "seen, but nothing collides at " << p.transpose() << ", seed " << seed;
    }
  }
}

std::vector<Vec3> points_on(const CollisionShape& shape) {
  std::vector<Vec3> points;
  if (const auto* box = std::get_if<BoxShape>(&shape)) {
    for (const double x : {-1.0, 0.0, 1.0})
      for (const double y : {-1.0, 1.0})
        for (const double z : {-1.0, 1.0}) points.push_back(box->center * box->half_size.cwiseProduct(Vec3(x, y, z)));
  } else if (const auto* c = std::get_if<CylinderShape>(&shape)) {
    for (const Vec3& out : {Vec3(1, 0, 0), Vec3(0, 1, 0), Vec3(-1, 0, 0), Vec3(0, -1, 0), Vec3(.6, .8, 0)})
      for (const double end : {-1.0, 1.0})
        points.push_back(c->center * Vec3(c->radius * out + end * c->half_length * Vec3::UnitZ()));
  } else if (const auto* sphere = std::get_if<SphereShape>(&shape)) {
    for (const Vec3& out : {Vec3(1, 0, 0), Vec3(0, -1, 0), Vec3(0, 0, 1), Vec3(.6, 0, -.8)})
      points.push_back(sphere->center + sphere->radius * out);
  } else {
    for (const auto& p : std::get<HullShape>(shape).points) points.push_back(p.cast<double>());
  }
  return points;
}

TEST_P(EveryThing, IsSeenWhereverItCollides) {
  const auto asset = make_asset(GetParam(), 1);
  const Mesh mesh = whole(*asset);
  const std::size_t stride = std::max<std::size_t>(1, asset->collision.size() / 60);
  for (std::size_t i = 0; i < asset->collision.size(); i += stride) {
    const auto points = points_on(asset->collision[i]);
    for (std::size_t k = 0; k < points.size(); k += 1 + points.size() / 8)
      EXPECT_LT(testing::distance_to(mesh, points[k]), .02) << points[k].transpose();
  }
}

INSTANTIATE_TEST_SUITE_P(Catalog, EveryThing, ::testing::ValuesIn(thing_ids()), [](const auto& test) {
  std::string name = test.param;
  std::ranges::replace(name, '/', '_');
  return name;
});

// The checkers see what they are for.
TEST(ClosedPieces, AreToldFromOpenOnesAndFromThoseTurnedInsideOut) {
  Mesh box;
  add_box(box, Pose{}, {1, 1, 1}, {});
  EXPECT_EQ(open_edges(box), 0U);
  EXPECT_GT(volume_of(box, pieces_of(box)[0]), 0);
  Mesh open = box;
  open.triangles.pop_back();
  EXPECT_EQ(open_edges(open), 3U);
  for (auto& t : box.triangles) std::swap(t[0], t[1]);
  EXPECT_EQ(open_edges(box), 0U);
  EXPECT_LT(volume_of(box, pieces_of(box)[0]), 0);
}

TEST(Within, KnowsAHullFromInsideAndOutside) {
  const CollisionShape tetra = HullShape{{{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
  EXPECT_TRUE(within(tetra, Vec3(.2, .2, .2), .001));
  EXPECT_TRUE(within(tetra, Vec3(.35, .35, .35), .04));  // .05 / sqrt(3) beyond the slope
  EXPECT_FALSE(within(tetra, Vec3(.4, .4, .4), .02));
  EXPECT_FALSE(within(tetra, Vec3(-.1, .2, .2), .05));
}

}  // namespace
}  // namespace tailcast
