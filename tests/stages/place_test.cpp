// SPDX-License-Identifier: Apache-2.0
// What holds of every place, for several seeds and shapes.
#include <gtest/gtest.h>

#include <cstring>
#include <map>
#include <set>

#include "core/dmath.h"
#include "core/file.h"
#include "stages/corridor.h"
#include "stages/site.h"

namespace tailcast {
namespace {

struct Case {
  const char* place;
  std::map<std::string, double> parameters;
  std::uint64_t seed;
};

const std::vector<Case>& cases() {
  static const std::vector<Case> kCases = {{"residential", {}, 1},
                                           {"residential", {{"curvature", 0.008}, {"parked", 1}, {"length", 60}}, 2},
                                           {"residential", {{"curvature", -0.004}, {"building_setback", 1.0}}, 3},
                                           {"highway", {{"length", 200}}, 1},
                                           {"highway", {{"lanes", 2}, {"curvature", -0.004}, {"length", 150}}, 2},
                                           {"highway", {{"length", 150}, {"ramp", 1}, {"embankment", 5}, {"gantries", 1}}, 3},
                                           {"rural", {}, 1},
                                           {"city", {{"length", 80}}, 1},
                                           {"junction", {}, 1},
                                           {"roundabout", {}, 1},
                                           {"road_works", {{"length", 100}}, 1},
                                           {"tunnel", {{"length", 120}}, 1},
                                           {"bridge", {{"length", 120}}, 1},
                                           {"car_park", {}, 1},
                                           {"level_crossing", {{"length", 80}}, 1}};
  return kCases;
}

// Built once each: the tests only look.
const Stage& stage_of(std::size_t index) {
  static std::vector<std::unique_ptr<Stage>> stages(cases().size());
  if (!stages[index])
    stages[index] = std::make_unique<Stage>(build_place(cases()[index].place, cases()[index].parameters, cases()[index].seed));
  return *stages[index];
}

class Place : public testing::TestWithParam<std::size_t> {};
INSTANTIATE_TEST_SUITE_P(Every, Place, testing::Range<std::size_t>(0, cases().size()));

TEST_P(Place, has_exactly_one_height_of_ground_at_every_point_of_the_corridor) {
  const Stage& stage = stage_of(GetParam());
  const Mesh& mesh = stage.ground.mesh();
  // The triangles' plan areas add up to the hull's only if they neither overlap nor leave holes: no triangle may be
  // turned over, and each inner edge must be shared by exactly two.
  std::map<std::pair<std::uint32_t, std::uint32_t>, int> edges;
  for (const auto& t : mesh.triangles) {
    const Vec3 a = mesh.vertices[t[0]].cast<double>(), b = mesh.vertices[t[1]].cast<double>(), c = mesh.vertices[t[2]].cast<double>();
    ASSERT_GT((b - a).cross(c - a).z(), 0);
    for (std::size_t k = 0; k < 3; ++k) ++edges[std::minmax(t[k], t[(k + 1) % 3])];
  }
  std::size_t open = 0;
  for (const auto& [edge, count] : edges) {
    ASSERT_LE(count, 2);
    open += count == 1;
  }
  EXPECT_LT(open, 5000U);  // the rim alone: a few hundred rows and columns
  for (double s = stage.begin; s <= stage.end; s += 3.1)
    for (double d = -60; d <= 60; d += 1.7) {
      const auto p = point_at(stage.reference, s, d);
      EXPECT_TRUE(stage.ground.at(p.x(), p.y())) << s << ' ' << d;
    }
}

TEST_P(Place, shows_the_very_triangles_that_it_collides_with) {
  const Stage& stage = stage_of(GetParam());
  std::size_t seen = 0;
  std::set<std::array<float, 3>> vertices;
  for (const auto& v : stage.ground.mesh().vertices) vertices.insert({v.x(), v.y(), v.z()});
  for (std::size_t i = 0; i < stage.ground_bodies; ++i) {
    const auto& body = stage.scene.bodies[i];
    seen += body.mesh->triangles.size();
    for (const auto& v : body.mesh->vertices) ASSERT_TRUE(vertices.count({v.x(), v.y(), v.z()})) << body.name;
  }
  EXPECT_EQ(seen, stage.ground.mesh().triangles.size());
}

TEST_P(Place, is_furnished_and_lets_nothing_sink) {
  const Stage& stage = stage_of(GetParam());
  std::size_t things = 0;
  for (std::size_t i = stage.ground_bodies; i < stage.scene.bodies.size(); ++i) {
    const auto& body = stage.scene.bodies[i];
    if (body.instance != 0) continue;
    ++things;
    const Vec3 foot = body.world_from_body.translation;
    EXPECT_GT(foot.z() - stage.ground.height(foot.x(), foot.y()), -1.5) << body.name;
  }
  EXPECT_GT(things, 60U);
}

TEST_P(Place, keeps_buildings_off_the_carriageway) {
  const Stage& stage = stage_of(GetParam());
  double edge = 0;
  for (const auto& lane : stage.lanes)
    if (lane.kind != LaneKind::Verge) edge = std::max(edge, std::fabs(lane.offset) + 0.5 * lane.width);
  for (const auto& body : stage.scene.bodies) {
    if (body.class_id != ClassId::Building) continue;
    for (const auto& v : body.mesh->vertices) {
      const Vec3 p = body.world_from_body * Vec3(v.cast<double>());
      const auto lane = stage.reference.locate(p.x(), p.y());
      if (p.z() < 2.2) {  // awnings and balconies reach over pavements
        EXPECT_GT(std::fabs(lane.y()), edge - 0.4) << body.name;
      }
    }
  }
}

TEST_P(Place, orders_its_lanes_from_right_to_left_and_names_each_once) {
  const auto& [place, parameters, seed] = cases()[GetParam()];
  const Stage& stage = stage_of(GetParam());
  const auto names = lane_names(place, parameters);
  ASSERT_EQ(names.size(), stage.lanes.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    EXPECT_EQ(names[i], stage.lanes[i].name);
    EXPECT_EQ(find_lane(stage, names[i]), &stage.lanes[i]);
    if (i > 0) {
      EXPECT_GT(stage.lanes[i].offset, stage.lanes[i - 1].offset);
    }
    if (i > 0 && stage.lanes[i].kind == LaneKind::Driving && stage.lanes[i - 1].kind == LaneKind::Driving &&
        stage.lanes[i].direction == stage.lanes[i - 1].direction) {
      EXPECT_NEAR(stage.lanes[i].offset - stage.lanes[i - 1].offset, stage.lanes[i].width, 1e-12);
    }
  }
  EXPECT_EQ(find_lane(stage, "no such lane"), nullptr);
}

TEST_P(Place, paves_its_driving_lanes_within_camber_of_a_plane) {
  const Stage& stage = stage_of(GetParam());
  for (const auto& lane : stage.lanes) {
    if (lane.kind != LaneKind::Driving) continue;
    for (double s = stage.begin; s < stage.end; s += 2.3) {
      const auto p = point_at(stage.reference, s, lane.offset);
      const auto ground = stage.ground.at(p.x(), p.y());
      ASSERT_TRUE(ground);
      const auto material = ground->material;  // of crossings and joints as well
      EXPECT_TRUE(material == MaterialId::Asphalt || material == MaterialId::LanePaint || material == MaterialId::Concrete ||
                  material == MaterialId::BareMetal || material == MaterialId::GalvanisedSteel)
          << lane.name << ' ' << s;
      // 3.6 degrees of camber, waves and unevenness, and up to 8 % of gradient.
      EXPECT_GT(ground->normal.z(), 0.993) << lane.name << ' ' << s;
    }
  }
}

TEST_P(Place, stands_vehicles_on_the_ground_with_all_four_wheels) {
  const Stage& stage = stage_of(GetParam());
  const double u = 1.35, v = 0.78;
  for (const auto& lane : stage.lanes) {
    if (lane.kind != LaneKind::Driving) continue;
    for (double s = stage.begin + 3; s < stage.end; s += 7.9) {
      const Pose pose = ground_pose(stage, s, lane.offset, lane.direction, 2 * u, 2 * v);
      for (const double x : {-u, u})
        for (const double y : {-v, v}) {
          const Vec3 wheel = pose * Vec3(x, y, 0);
          // Of ground that is twisted between crown and kerb a rigid rectangle leaves half the twist.
          EXPECT_NEAR(wheel.z() - stage.ground.height(wheel.x(), wheel.y()), 0, 0.015) << lane.name << ' ' << s;
        }
      const double along = stage.reference.at(s).heading;
      const Eigen::Vector2d forward = (pose.rotation * Vec3::UnitX()).head<2>().normalized();
      EXPECT_GT(forward.dot(Eigen::Vector2d(dmath::cos(along), dmath::sin(along))) * lane.direction, 0.999);
    }
  }
}

TEST_P(Place, parks_vehicles_on_their_wheels_and_clear_of_each_other) {
  const Stage& stage = stage_of(GetParam());
  std::vector<Footprint> plans;
  for (std::size_t i = 1; i < stage.scene.instances.size(); ++i) {
    const auto& instance = stage.scene.instances[i];
    const Pose& pose = stage.scene.bodies[instance.root].world_from_body;
    EXPECT_TRUE(instance.removable);
    const Eigen::Vector2d half_stance = 0.5 * stance_of(*instance.asset);
    const double u = half_stance.x(), v = half_stance.y();
    for (const double x : {-u, u})
      for (const double y : {-v, v}) {
        const Vec3 wheel = pose * Vec3(x, y, 0);
        EXPECT_NEAR(wheel.z() - stage.ground.height(wheel.x(), wheel.y()), 0, 0.01) << instance.name;
      }
    const Vec3 center = pose * instance.box.center();
    plans.push_back({center.head<2>(), yaw_of(pose.rotation), 0.5 * instance.box.size().head<2>()});
    for (std::size_t j = 0; j + 1 < plans.size(); ++j) ASSERT_FALSE(overlap(plans[j], plans.back())) << instance.name;
  }
  if (std::string(cases()[GetParam()].place) == "residential") {
    EXPECT_GT(plans.size(), 15U);
  }
}

TEST_P(Place, stays_within_its_budget_of_triangles) {
  std::size_t triangles = 0;
  for (const auto& body : stage_of(GetParam()).scene.bodies) triangles += body.mesh->triangles.size();
  EXPECT_LT(triangles, 3'000'000U);
  EXPECT_GT(triangles, 100'000U);
}

bool same_bytes(const Stage& a, const Stage& b) {
  if (a.scene.bodies.size() != b.scene.bodies.size()) return false;
  for (std::size_t i = 0; i < a.scene.bodies.size(); ++i) {
    const auto &p = a.scene.bodies[i], &q = b.scene.bodies[i];
    if (p.name != q.name || p.appearance_seed != q.appearance_seed || p.mesh->vertices.size() != q.mesh->vertices.size()) return false;
    if (p.world_from_body.translation != q.world_from_body.translation ||
        p.world_from_body.rotation.coeffs() != q.world_from_body.rotation.coeffs())
      return false;
    if (std::memcmp(p.mesh->vertices.data(), q.mesh->vertices.data(), p.mesh->vertices.size() * sizeof(Vec3f)) != 0) return false;
    if (p.mesh->material != q.mesh->material || p.mesh->triangles != q.mesh->triangles) return false;
  }
  return true;
}

TEST(Places, are_the_same_for_the_same_seed_and_others_for_another) {
  for (const std::size_t i : {std::size_t{1}, std::size_t{4}}) {
    const auto& [place, parameters, seed] = cases()[i];
    EXPECT_TRUE(same_bytes(stage_of(i), build_place(place, parameters, seed)));
    EXPECT_FALSE(same_bytes(stage_of(i), build_place(place, parameters, seed + 100)));
  }
}

TEST(Places, are_found_by_name_and_have_fallbacks_in_range) {
  EXPECT_EQ(find_place("moon"), nullptr);
  for (const auto& info : all_places()) {
    EXPECT_EQ(find_place(info.name), &info);
    for (const auto& parameter : info.parameters) {
      EXPECT_LE(parameter.min, parameter.fallback) << parameter.name;
      EXPECT_GE(parameter.max, parameter.fallback) << parameter.name;
    }
  }
}

TEST(Places, are_in_the_documentation_with_all_their_parameters) {
  const auto text = read_file(TAILCAST_SOURCE_DIR "/docs/places.md");
  for (const auto& info : all_places()) {
    const auto from = text.find("\n## " + info.name + "\n");
    ASSERT_NE(from, std::string::npos) << info.name;
    const auto section = text.substr(from, text.find("\n## ", from + 4) - from);
    for (const auto& parameter : info.parameters)
      EXPECT_NE(section.find("| `" + parameter.name + "` | " + parameter.summary), std::string::npos) << info.name << '.' << parameter.name;
  }
}

TEST(Residential, has_kerbs_as_high_as_designed_except_at_driveways) {
  const Stage& stage = stage_of(0);
  const double foot = 3.0 + 2.1;  // the lane's and the parking lane's fallback widths
  int full = 0, lowered = 0;
  for (double s = stage.begin; s < stage.end; s += 0.83)
    for (const double sign : {-1.0, 1.0}) {
      const auto low = point_at(stage.reference, s, sign * (foot - 0.005)), high = point_at(stage.reference, s, sign * (foot + 0.03));
      const double height = stage.ground.height(high.x(), high.y()) - stage.ground.height(low.x(), low.y());
      EXPECT_GT(height, -0.005);
      EXPECT_LT(height, 0.12);
      full += height > 0.10;
      lowered += height < 0.05;
    }
  EXPECT_GT(full, 100);
  EXPECT_GT(lowered, 5);
}

TEST(Residential, marks_paint_as_faces_of_the_road_itself) {
  const Stage& stage = stage_of(0);
  int painted = 0;
  for (const auto& body : stage.scene.bodies) {
    if (body.class_id != ClassId::Road) continue;
    for (std::uint32_t t = 0; t < body.mesh->triangles.size(); ++t)
      if (body.mesh->material[t] == MaterialId::LanePaint) {
        ++painted;
        ASSERT_TRUE(class_of(body, t) == ClassId::LaneMarking);
      }
  }
  EXPECT_GT(painted, 100);
}

TEST(Residential, fills_its_parking_places_as_asked) {
  const auto parked = [](double share) {
    return build_place("residential", {{"parked", share}, {"length", 60}}, 9).scene.instances.size() - 1;
  };
  const auto none = parked(0), all = parked(1);
  EXPECT_EQ(none, 0U);
  EXPECT_GT(all, 35U);  // 150 m of street, two sides, some 6 m a place, less the driveways
}

}  // namespace
}  // namespace tailcast
