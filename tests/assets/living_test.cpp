// SPDX-License-Identifier: Apache-2.0
// People, riders and animals: closed bodies, human measures, feet that step and pedal as the closed forms
// say.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>

#include "assets/catalog.h"
#include "assets/figure.h"
#include "assets/gait.h"
#include "core/dmath.h"
#include "tests/assets/mesh_probe.h"

namespace tailcast {
namespace {

using Corner = std::array<float, 3>;
using Point = Eigen::Vector2d;

std::vector<std::string> living() {
  std::vector<std::string> ids;
  for (const auto& info : catalog())
    for (const char* group : {"person/", "rider/", "animal/"})
      if (info.id.starts_with(group)) ids.push_back(info.id);
  return ids;
}

class Living : public ::testing::TestWithParam<std::string> {};

Corner corner_of(const Mesh& mesh, std::uint32_t vertex) {
  const auto& v = mesh.vertices[vertex];
  return {v.x(), v.y(), v.z()};
}

// Edges that no face on the other side takes back.
std::size_t open_edges(const Mesh& mesh) {
  std::map<std::pair<Corner, Corner>, int> edges;
  for (const auto& t : mesh.triangles)
    for (std::size_t k = 0; k < 3; ++k) {
      const Corner a = corner_of(mesh, t[k]), b = corner_of(mesh, t[(k + 1) % 3]);
      a < b ? ++edges[{a, b}] : --edges[{b, a}];
    }
  return static_cast<std::size_t>(std::ranges::count_if(edges, [](const auto& e) { return e.second != 0; }));
}

// m^3 of each piece whose faces share corners; below 0 when it is inside out.
std::vector<double> volumes_of_pieces(const Mesh& mesh) {
  std::map<Corner, std::size_t> corners;
  std::vector<std::size_t> parent;
  const auto find = [&](std::size_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  };
  const auto id = [&](std::uint32_t vertex) {
    const auto [entry, is_new] = corners.try_emplace(corner_of(mesh, vertex), parent.size());
    if (is_new) parent.push_back(parent.size());
    return entry->second;
  };
  for (const auto& t : mesh.triangles)
    for (const std::size_t k : {1u, 2u}) {
      const std::size_t a = find(id(t[0])), b = find(id(t[k]));
      parent[std::max(a, b)] = std::min(a, b);
    }
  std::map<std::size_t, double> volume;
  for (const auto& t : mesh.triangles) {
    const Vec3 a = mesh.vertices[t[0]].cast<double>(), b = mesh.vertices[t[1]].cast<double>(),
               c = mesh.vertices[t[2]].cast<double>();
    volume[find(id(t[0]))] += a.dot(b.cross(c)) / 6;
  }
  std::vector<double> volumes;
  for (const auto& [piece, v] : volume) volumes.push_back(v);
  return volumes;
}

TEST_P(Living, IsClosedAndFacesOutwards) {
  for (const std::uint64_t seed : {0u, 3u}) {
    const auto asset = make_asset(GetParam(), seed);
    for (const auto& link : asset->links) {
      EXPECT_EQ(open_edges(*link.mesh), 0u) << link.name;
      for (const double volume : volumes_of_pieces(*link.mesh)) EXPECT_GT(volume, 0) << link.name;
    }
  }
}

TEST_P(Living, HasLimbsThatHangOnWhatComesBeforeThem) {
  const auto asset = make_asset(GetParam(), 1);
  for (std::size_t i = 0; i < asset->links.size(); ++i) {
    const Joint& joint = asset->links[i].joint;
    EXPECT_TRUE(joint.parent < i || joint.parent == 0) << asset->links[i].name;
    EXPECT_EQ(joint.kind == Joint::Kind::Cycle, !joint.cycle.empty());
  }
}

TEST_P(Living, StandsAndRollsOnWhatCollides) {
  const auto asset = make_asset(GetParam(), 2);
  const Mesh mesh = testing::whole(*asset);
  double low = 1e9;
  for (const auto& shape : asset->collision) {
    if (const auto* hull = std::get_if<HullShape>(&shape))
      for (const auto& p : hull->points) low = std::min(low, static_cast<double>(p.z()));
    const auto* wheel = std::get_if<CylinderShape>(&shape);
    if (wheel == nullptr) continue;
    low = std::min(low, wheel->center.translation.z() - wheel->radius);
    for (const Vec3& rim : {Vec3(1, 0, 0), Vec3(0, 1, 0), Vec3(-1, 0, 0), Vec3(0, -1, 0)})
      for (const double end : {-1.0, 1.0}) {
        const Vec3 p = wheel->center * Vec3(wheel->radius * rim + end * wheel->half_length * Vec3::UnitZ());
        EXPECT_LT(testing::distance_to(mesh, p), .02) << p.transpose();
      }
  }
  EXPECT_NEAR(low, 0, .001);
}

INSTANTIATE_TEST_SUITE_P(All, Living, ::testing::ValuesIn(living()), [](const auto& test) {
  std::string name = test.param;
  std::ranges::replace(name, '/', '_');
  return name;
});

TEST(ClosedBodies, AreToldFromOpenAndInvertedOnes) {
  Mesh box;
  add_box(box, {}, {1, 2, 3}, {});
  EXPECT_EQ(open_edges(box), 0u);
  EXPECT_NEAR(volumes_of_pieces(box).at(0), 6, 1e-6);
  Mesh inverted = box;
  for (auto& t : inverted.triangles) std::swap(t[0], t[1]);
  EXPECT_NEAR(volumes_of_pieces(inverted).at(0), -6, 1e-6);
  box.triangles.pop_back();
  EXPECT_EQ(open_edges(box), 3u);
}

TEST(Measures, AddUpToTheStatureAndFollowTheAge) {
  for (const double youth : {0.0, .5, 1.0}) {
    const Measures m = measures_of(1.5, youth, 1);
    EXPECT_NEAR(leg_length(m) + m.trunk + m.neck + m.head, 1.5, 1e-12);
    EXPECT_GT(m.trunk, .25 * m.stature);
  }
  EXPECT_NEAR(1 / measures_of(1, 0, 1).head, 7.5, .2);  // grown up
  EXPECT_NEAR(1 / measures_of(1, .5, 1).head, 6, .3);   // at school
  EXPECT_NEAR(1 / measures_of(1, 1, 1).head, 5, .3);    // learns to walk
}

TEST(Figure, StandsAsTallAsItsStature) {
  for (const double youth : {0.0, .5, 1.0}) {
    Figure figure{measures_of(1.6, youth, 1), {}, {}};
    figure.posture = standing(figure.measures);
    figure.outfit.hair = Outfit::Hair::None;
    Mesh mesh;
    add_trunk(mesh, figure);
    EXPECT_NEAR(bounds_of(mesh).high.z(), 1.6, .015);
  }
}

TEST(TwoBones, BendIntoTheTriangleOfTheirLengths) {
  // 3, 4 and 5: a right angle at the knee.
  const Bend bend = bend_leg({3, 4, true}, {0, -5});
  EXPECT_NEAR(bend.lower - bend.upper, kPi / 2, 1e-9);
  EXPECT_LT(bend.upper, 0);  // the knee is ahead
  EXPECT_LT(bend_leg({3, 4, false}, {0, -5}).lower, 0);
  for (const Vec3& to : {Vec3(2, 1, -4), Vec3(-1, 3, 2)}) {
    const Limb limb = bend_limb({3, 4, true}, Vec3(.1, .2, .3), to, Vec3(1, .2, .4));
    EXPECT_NEAR((limb.end - to).norm(), 0, 1e-9);
    EXPECT_NEAR((limb.upper * Vec3(0, 0, -3) - limb.lower.translation).norm(), 0, 1e-9);
    EXPECT_GT((limb.lower.translation - limb.upper.translation).dot(Vec3(1, .2, .4)), 0);
    EXPECT_NEAR((limb.upper.rotation * Vec3::UnitY() - limb.lower.rotation * Vec3::UnitY()).norm(), 0, 1e-9);
  }
}

Point down(double length, double pitch) {
  return -length * Point(dmath::sin(pitch), dmath::cos(pitch));
}
Point turned(const Point& p, double pitch) {
  const double c = dmath::cos(pitch), s = dmath::sin(pitch);
  return {c * p.x() + s * p.y(), -s * p.x() + c * p.y()};
}

TEST(WalkCycle, LeavesTheFootWhereItStandsAndLiftsItAfterwards) {
  const Measures m = measures_of(1.75, 0, 1);
  const Leg leg{m.thigh, m.shank};
  const Sole sole = sole_of(m);
  Step step = easy_step(m);
  const LegCycle cycle = walk_cycle(leg, sole, true, step, .997 * (m.thigh + m.shank) + m.ankle);
  const std::size_t n = cycle.upper.size();
  ASSERT_EQ(cycle.foot.size(), n);
  std::map<std::size_t, double> stood;  // corner -> where on the ground
  int standing_steps = 0, lifted = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double u = static_cast<double>(i) / static_cast<double>(n);
    const Point hip(step.stride * u, cycle.hip + step.bob * dmath::cos(4 * kPi * (u - .5 * step.stance)));
    const Point ankle = hip + down(leg.upper, cycle.upper[i]) + down(leg.lower, cycle.lower[i]);
    double lowest = 1e9;
    for (std::size_t k = 0; k < sole.size(); ++k) {
      const Point corner = ankle + turned(sole[k], cycle.foot[i]);
      lowest = std::min(lowest, corner.y());
      if (u >= step.stance || corner.y() > 1e-6) continue;
      const auto [entry, is_new] = stood.try_emplace(k, corner.x());
      EXPECT_NEAR(entry->second, corner.x(), 1e-6) << "slides at " << u;
    }
    if (u < step.stance) {
      ++standing_steps;
      EXPECT_NEAR(lowest, 0, 1e-6) << u;
    } else {
      EXPECT_GT(lowest, -1e-9) << u;
      lifted += lowest > .5 * step.clearance ? 1 : 0;
    }
    EXPECT_GE(cycle.lower[i], cycle.upper[i]) << "the knee bends forwards at " << u;
  }
  EXPECT_EQ(stood.size(), 3u) << "heel, ball and toe have all stood";
  EXPECT_GT(standing_steps, 15);
  EXPECT_GT(lifted, 3);
  EXPECT_GT(cycle.hip, .9 * leg_length(m));
}

TEST(PedalCycle, KeepsTheBallOfTheFootOnThePedal) {
  const Measures m = measures_of(1.7, 0, 1);
  const Leg leg{m.thigh, m.shank};
  const Sole sole = sole_of(m);
  const Point crank(.12, -.70);
  const LegCycle cycle = pedal_cycle(leg, sole, crank, .17);
  for (std::size_t i = 0; i < cycle.upper.size(); ++i) {
    const double angle = 2 * kPi * static_cast<double>(i) / static_cast<double>(cycle.upper.size());
    const Point ball =
        down(leg.upper, cycle.upper[i]) + down(leg.lower, cycle.lower[i]) + turned(sole[1], cycle.foot[i]);
    EXPECT_NEAR((ball - crank - .17 * Point(dmath::cos(angle), -dmath::sin(angle))).norm(), 0, 1e-6) << angle;
  }
}

TEST(CycleAngle, PassesThroughItsStepsAndComesRound) {
  Joint joint;
  joint.kind = Joint::Kind::Cycle, joint.stride = 1.6;
  for (int i = 0; i < 32; ++i) joint.cycle.push_back(dmath::sin(2 * kPi * i / 32));
  for (int i = 0; i < 32; ++i)
    EXPECT_NEAR(cycle_angle(joint, 1.6 * i / 32), joint.cycle[static_cast<std::size_t>(i)], 1e-9);
  for (int i = 0; i < 200; ++i) {
    const double distance = .0237 * i;
    EXPECT_NEAR(cycle_angle(joint, distance), dmath::sin(2 * kPi * distance / 1.6), 5e-4);
    EXPECT_NEAR(cycle_angle(joint, distance), cycle_angle(joint, distance + 3 * 1.6), 1e-9);
  }
}

TEST(Horse, WalksWithEachFootAQuarterOfAStrideAfterTheOther) {
  const auto horse = make_asset("animal/horse", 2);
  std::map<std::string, std::vector<double>> cycles;
  for (const auto& link : horse->links)
    if (link.joint.kind == Joint::Kind::Cycle) cycles[link.name] = link.joint.cycle;
  ASSERT_EQ(cycles.size(), 8u);
  const auto expect_lag = [&](const std::string& a, const std::string& b, std::size_t steps) {
    const auto &first = cycles.at(a), &second = cycles.at(b);
    for (std::size_t i = 0; i < first.size(); ++i)
      EXPECT_NEAR(first[i], second[(i + steps) % second.size()], 1e-9);
  };
  expect_lag("leg_rear_left", "leg_rear_right", 16);
  expect_lag("leg_front_left", "leg_front_right", 16);
  expect_lag("leg_rear_left_lower", "leg_rear_right_lower", 16);
}

}  // namespace
}  // namespace tailcast
