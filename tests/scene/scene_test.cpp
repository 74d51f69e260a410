// SPDX-License-Identifier: Apache-2.0
#include "scene/scene.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "core/dmath.h"
#include "core/error.h"
#include "core/file.h"
#include "scene/ground.h"
#include "scene/mesh_file.h"
#include "scene/mesh_io.h"
#include "scene/timeline.h"

namespace tailcast {
namespace {

constexpr Paint kPaint{MaterialId::Concrete, Part::Whole};

// Signed volume by the divergence theorem: positive for a closed mesh whose faces point outwards.
double volume(const Mesh& mesh) {
  double sum = 0;
  for (const auto& t : mesh.triangles)
    sum += mesh.vertices[t[0]].cast<double>().dot(mesh.vertices[t[1]].cast<double>().cross(mesh.vertices[t[2]].cast<double>())) / 6;
  return sum;
}

TEST(Mesh, SolidsHaveTheirVolume) {
  Mesh box;
  add_box(box, pose_at({1, 2, 3}, 0.3), {2, 3, 4}, kPaint);
  EXPECT_NEAR(volume(box), 24, 1e-4);
  Mesh tube;
  add_tube(tube, {0, 0, 0}, {0, 3, 4}, 1, 1, 96, kPaint);
  EXPECT_NEAR(volume(tube), 5 * kPi, 0.02);
  Mesh cone;
  add_tube(cone, {0, 0, 0}, {0, 0, 3}, 1, 0, 96, kPaint);
  EXPECT_NEAR(volume(cone), kPi, 0.01);
  Mesh ball;
  add_ellipsoid(ball, Pose{}, {1, 2, 3}, 48, 96, kPaint);
  EXPECT_NEAR(volume(ball), 8 * kPi, 0.1);
  Mesh prism;
  const std::vector<Eigen::Vector2d> outline{{0, 0}, {2, 0}, {2, 2}, {1, 1}, {0, 2}};
  add_prism(prism, Pose{}, outline, 0, 2, kPaint);
  EXPECT_NEAR(volume(prism), 6, 1e-5) << "a concave outline too";
  EXPECT_EQ(prism.material.size(), prism.triangles.size());
}

TEST(Ground, IsAsHighAsItsTriangles) {
  Mesh slope;
  add_quad(slope, {0, 0, 0}, {10, 0, 1}, {10, 8, 1}, {0, 8, 0}, kPaint);
  add_quad(slope, {0, 0, -5}, {0, 8, -5}, {10, 8, -5}, {10, 0, -5}, kPaint);  // faces down: no ground
  const GroundSurface ground(slope);
  EXPECT_NEAR(ground.at(5, 4)->height, 0.5, 1e-6);
  EXPECT_NEAR(ground.at(9.9, 7.9)->height, 0.99, 1e-6);
  EXPECT_NEAR(ground.at(5, 4)->normal.dot(Vec3(-0.1, 0, 1).normalized()), 1, 1e-9);
  EXPECT_FALSE(ground.at(-1, 4));
  EXPECT_EQ(ground.height(50, 50), 0.0);
}

TEST(Timeline, InterpolatesBetweenTicks) {
  Timeline timeline;
  timeline.tracks = {{}, {pose_at({0, 0, 0}, 0), pose_at({0.1, 0, 0}, 0.02), pose_at({0.2, 0, 0}, 0.04)}};
  timeline.ego.resize(3);
  EXPECT_FALSE(moves(timeline, 0));
  const Pose middle = pose_at(timeline, 1, kTick + kTick / 2);
  EXPECT_NEAR(middle.translation.x(), 0.15, 1e-12);
  EXPECT_NEAR(yaw_of(middle.rotation), 0.03, 1e-9);
  EXPECT_NEAR(pose_at(timeline, 1, 99 * kSecond).translation.x(), 0.2, 1e-12) << "clamped at the end";
  EXPECT_NEAR(velocity_at(timeline, 1, kTick, Vec3::Zero()).x(), 25, 1e-9);
  EXPECT_NEAR(velocity_at(timeline, 1, kTick / 2, Vec3(0, -1, 0)).x(), 25 + 5, 0.1) << "rotation adds omega x r";
  EXPECT_EQ(velocity_at(timeline, 0, 0, Vec3::Zero()), Vec3::Zero());
}

TEST(Scene, RemovingAnInstanceKeepsTheOthersWhole) {
  auto asset = std::make_shared<Asset>();
  asset->id = "test/box";
  asset->class_id = ClassId::Debris;
  auto mesh = std::make_shared<Mesh>();
  add_box(*mesh, Pose{}, {1, 1, 1}, kPaint);
  asset->links = {{"body", mesh, {}}, {"lid", mesh, {}}};
  asset->box = bounds_of(*mesh);
  Scene scene;
  add_stuff(scene, "ground", ClassId::Road, *mesh, 1);
  for (const char* name : {"a", "b", "c"}) add_instance(scene, asset, name, Pose{}, 1, true);
  remove_instances(scene, {2});
  ASSERT_EQ(scene.instances.size(), 3U);
  EXPECT_EQ(scene.bodies.size(), 5U);
  EXPECT_EQ(scene.instances[2].name, "c");
  for (const auto body : scene.instances[2].bodies) EXPECT_EQ(scene.bodies[body].instance, 2);
  EXPECT_EQ(scene.bodies[scene.instances[2].root].name, "c/body");
}

TEST(Ontology, NamesAndIdsAreUnambiguous) {
  std::set<std::string_view> names;
  for (const auto& info : all_classes()) {
    EXPECT_TRUE(names.insert(info.name).second) << info.name;
    EXPECT_EQ(find_class(info.name), info.id);
    EXPECT_TRUE(!info.rare || info.semantic_kitti >= 300) << info.name;
    EXPECT_LT(info.strict_semantic_kitti, 300) << info.name;
  }
  EXPECT_EQ(class_info(ClassId::OnRails).semantic_kitti, 16);
  EXPECT_EQ(class_info(ClassId::OnRails).semantic_kitti_moving, 256);
  EXPECT_EQ(static_cast<int>(ClassId::OnRails), 39);  // appended: the ids of the others are part of the byte contract
  for (const char* own : {"debris", "animal", "fallen-load", "lying-person"}) EXPECT_TRUE(find_class(own)) << own;
}

TEST(Material, EveryReflectanceIsPhysicalInBothBands) {
  for (const auto& m : all_materials())
    for (const auto band : {Band::Nm905, Band::Nm1550}) {
      const auto& range = reflectance_in(m, band);
      EXPECT_GE(range.min, 0) << m.name;
      EXPECT_LE(range.max + m.transmission, 1) << m.name;  // no more light leaves than came
      EXPECT_LT(range.min, range.max) << m.name;
      const double rho = body_reflectance(m.id, 7, band);
      EXPECT_TRUE(rho >= range.min && rho <= range.max) << m.name;
      EXPECT_EQ(rho, body_reflectance(m.id, 7, band));
    }
}

// ASTER library samples (Baldridge et al. 2009), reflectance at 1550 nm over that at 905 nm; skin: 15 % over 57 %.
TEST(Material, ChangesBetweenTheBandsAsItsLibrarySampleDoes) {
  struct Sample {
    MaterialId id;
    double ratio;
  };
  for (const auto& sample : {Sample{MaterialId::Asphalt, 36.2 / 27.8}, Sample{MaterialId::BareMetal, 81.3 / 59.6},
                             Sample{MaterialId::Grass, 24.3 / 50.9}, Sample{MaterialId::Leaf, 25.3 / 55.4},
                             Sample{MaterialId::Wood, 56.5 / 91.8}, Sample{MaterialId::Straw, 56.9 / 59.8},
                             Sample{MaterialId::Stone, 17.3 / 18.9}, Sample{MaterialId::Skin, 15.0 / 57.0}}) {
    const auto& m = material_info(sample.id);
    const double ratio = std::sqrt(m.at_1550.min * m.at_1550.max / (m.at_905.min * m.at_905.max));
    EXPECT_NEAR(ratio, sample.ratio, 0.1 * sample.ratio) << m.name;
  }
}

TEST(Material, ABodyKeepsItsPlaceInTheRangeFromBandToBand) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto place = [&](Band band) {
      const auto& range = reflectance_in(material_info(MaterialId::Cloth), band);
      return std::log(body_reflectance(MaterialId::Cloth, seed, band) / range.min) / std::log(range.max / range.min);
    };
    EXPECT_NEAR(place(Band::Nm905), place(Band::Nm1550), 1e-12);
  }
}

TEST(Material, TheNearerBandStandsForAWavelength) {
  for (const double nm : {850.0, 865.0, 905.0, 940.0, 1064.0}) EXPECT_EQ(band_of(nm * 1e-9), Band::Nm905) << nm;
  for (const double nm : {1310.0, 1530.0, 1550.0, 1565.0}) EXPECT_EQ(band_of(nm * 1e-9), Band::Nm1550) << nm;
}

TEST(MeshIo, WritesAndReadsPlyAndMeasuresDistance) {
  Mesh box;
  add_box(box, Pose{}, {2, 2, 2}, kPaint);
  const auto path = testing::TempDir() + "tailcast_box.ply";
  write_mesh(path, box);
  const auto raw = read_mesh_file(path).mesh;  // a file that another program wrote
  Mesh back = box;
  for (std::size_t i = 0; i < raw.vertices.size(); ++i) back.vertices.at(i) = raw.vertices[i].cast<float>();
  back.triangles = raw.triangles;
  EXPECT_EQ(back.triangles.size(), box.triangles.size());
  EXPECT_NEAR(volume(back), 8, 1e-5);
  const auto distances = distances_to_mesh(back, std::vector<Vec3f>{{3, 0, 0}, {0, 0, 1}, {0, 0, 0}});
  EXPECT_NEAR(distances[0], 2, 1e-6);
  EXPECT_NEAR(distances[1], 0, 1e-6);
  EXPECT_NEAR(distances[2], 1, 1e-6);
  write_file(path, "ply\nnonsense");
  EXPECT_THROW(read_mesh_file(path), IoError);
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace tailcast
