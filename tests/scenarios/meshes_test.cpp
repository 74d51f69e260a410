// SPDX-License-Identifier: Apache-2.0
// Meshes as assets of a scenario: what is written, what is drawn, and what is said of a mesh that is wrong.
#include "scenarios/meshes.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "assets/user_mesh.h"
#include "core/file.h"
#include "scenarios/place.h"
#include "scenarios/sample.h"
#include "scene/ray_caster.h"
#include "tests/scenarios/support.h"
#include "tests/scene/mesh_writers.h"

namespace tailcast {
namespace {

using namespace tailcast::testing;

class OwnMesh : public ::testing::Test {
 protected:
  OwnMesh() : root_(::testing::TempDir() + "tailcast_meshes_" + std::to_string(getpid())) {}
  ~OwnMesh() override { std::filesystem::remove_all(root_); }

  // A box of that size in the unit of the file, z up, whose faces are of the material "Fabric".
  void write_box(const std::string& name, const Vec3& size) const {
    Mesh mesh;
    add_box(mesh, Pose{}, size, {});
    const auto bytes = name.ends_with(".obj") ? to_obj(mesh, "Fabric") : name.ends_with(".glb") ? to_glb(mesh, "Fabric") : to_stl(mesh);
    write_file(root_ + "/" + name, bytes);
  }
  static std::string text(const std::string& assets) {
    return sound_with("actors:\n", "assets:\n" + assets + "actors:\n  thing: {asset: thing, lane: 1, ahead: 20 m}\n");
  }
  std::optional<ScenarioSpec> load(const std::string& assets) {
    diagnostics_ = {};
    auto spec = parse_scenario(text(assets), root_ + "/s.yaml", diagnostics_);
    if (spec) take_in_meshes(*spec, diagnostics_);
    return diagnostics_.ok() ? spec : std::nullopt;
  }
  // "line:column code" of each.
  std::string refused(const std::string& assets) {
    EXPECT_FALSE(load(assets).has_value());
    std::string found;
    for (const auto& e : diagnostics_.errors) found += std::to_string(e.loc.line) + ":" + std::to_string(e.loc.column) + " " + e.code + " ";
    return found;
  }

  std::string root_;
  Diagnostics diagnostics_;
};

TEST_F(OwnMesh, LiesBesideItsScenarioAndIsReadAsTheScenarioSays) {
  write_box("meshes/sofa.obj", {900, 2000, 800});
  const auto spec = load("  thing: {mesh: meshes/sofa.obj, unit: mm, class: fallen-load, materials: {Fabric: cloth}, mass: 45 kg, friction: 0.7}\n");
  ASSERT_TRUE(spec) << render(diagnostics_);
  const auto instance = sample(*spec, 1, 0);
  const auto& asset = *instance.assets.at("thing");
  EXPECT_EQ(asset.id, "thing");
  EXPECT_EQ(asset.class_id, ClassId::FallenLoad);
  EXPECT_LT((asset.box.size() - Vec3(.9, 2, .8)).norm(), 1e-6);
  EXPECT_EQ(materials_of(asset), std::vector<MaterialId>{MaterialId::Cloth});
  EXPECT_DOUBLE_EQ(asset.mass, 45);
  EXPECT_DOUBLE_EQ(asset.friction, .7);
  EXPECT_EQ(instance.actors.front().motion, Motion::Free);
  EXPECT_NE(report_meshes(*spec).find("thing (meshes/sofa.obj): fallen-load, 0.90 x 2.00 x 0.80 m, 12 triangles, closed, 1.44 m^3"), std::string::npos)
      << report_meshes(*spec);
}

TEST_F(OwnMesh, InShortIsItsFileAlone) {
  write_box("thing.glb", {1, .5, .4});
  const auto spec = load("  thing: thing.glb\n");
  ASSERT_TRUE(spec) << render(diagnostics_);
  const auto asset = sample(*spec, 1, 0).assets.at("thing");
  EXPECT_LT((asset->box.size() - Vec3(1, .5, .4)).norm(), 1e-6);
  EXPECT_EQ(asset->class_id, ClassId::Debris);
  EXPECT_GT(asset->mass, .1);
  EXPECT_LT(asset->mass, 200);
}

TEST_F(OwnMesh, OfAVehicleDrivesAndOfAPersonWalks) {
  write_box("thing.stl", {1.2, .6, 1.7});
  EXPECT_EQ(sample(*load("  thing: {mesh: thing.stl, class: person}\n"), 1, 0).actors.front().motion, Motion::Kinematic);
  EXPECT_EQ(sample(*load("  thing: {mesh: thing.stl, class: car}\n"), 1, 0).actors.front().motion, Motion::Kinematic);
  EXPECT_EQ(sample(*load("  thing: {mesh: thing.stl, class: barrier}\n"), 1, 0).actors.front().motion, Motion::Free);
}

TEST_F(OwnMesh, WeighsWhatIsDrawn) {
  write_box("thing.stl", {1, 1, 1});
  auto written = text("  thing: {mesh: thing.stl, mass: $weight}\n");
  written.replace(written.find("parameters:\n"), 12, "parameters:\n  weight: {uniform: [10 kg, 90 kg]}\n");
  auto spec = parse_scenario(written, root_ + "/s.yaml", diagnostics_);
  ASSERT_TRUE(spec) << render(diagnostics_);
  take_in_meshes(*spec, diagnostics_);
  const double a = sample(*spec, 1, 0).assets.at("thing")->mass, b = sample(*spec, 1, 1).assets.at("thing")->mass;
  EXPECT_NE(a, b);
  EXPECT_GT(std::min(a, b), 10);
  EXPECT_LT(std::max(a, b), 90);
}

TEST_F(OwnMesh, IsMetWhereItStands) {
  write_box("thing.stl", {2000, 4000, 3000});  // a wall
  const auto spec = load("  thing: {mesh: thing.stl, unit: mm, class: barrier}\n");
  ASSERT_TRUE(spec) << render(diagnostics_);
  Scene scene;
  const auto id = add_instance(scene, sample(*spec, 1, 0).assets.at("thing"), "wall", {Quat::Identity(), Vec3(11, 0, 0)}, 1, false);
  const Timeline timeline;
  const RayCaster caster(scene, timeline);
  std::array<Hit, 1> hits;
  caster.window(0, 0).cast(std::array{Ray{{0, 0, 1.5}, {1, 0, 0}}}, hits);
  EXPECT_NEAR(hits[0].range, 10, 1e-6);
  EXPECT_EQ(scene.bodies.at(hits[0].body).instance, id);
  const auto instance = sample(*spec, 1, 0);
  const auto stage = build_place(instance.place, instance.place_parameters, instance.stage_seed);
  const auto placed = place(instance, stage);
  EXPECT_EQ(placed.scene.instances.at(placed.actors.at("thing")).asset_id, "thing");
}

TEST_F(OwnMesh, ThatIsWrongIsSaidWhereTheScenarioNamesIt) {
  write_box("thing.stl", {2000, 4000, 3000});
  EXPECT_EQ(refused("  thing: {mesh: thing.stl}\n"), "15:17 E0704 ");
  EXPECT_NE(render(diagnostics_).find("write `unit: mm` (4 m)"), std::string::npos) << render(diagnostics_);
  EXPECT_EQ(refused("  thing: none.stl\n"), "15:10 E0701 ");
  write_file(root_ + "/thing.ply", "ply\nnonsense");
  EXPECT_EQ(refused("  thing: thing.ply\n"), "15:10 E0701 ");
  EXPECT_EQ(refused("  thing: {mesh: thing.stl, unit: mm, materials: {Wool: cloth}}\n"), "15:17 E0705 ");
  EXPECT_EQ(refused("  thing: {mesh: thing.stl, unit: mm, forward: z}\n"), "15:3 E0107 ");
}

TEST_F(OwnMesh, IsWrittenStrictly) {
  EXPECT_EQ(refused("  thing: thing.fbx\n"), "15:10 E0105 ");
  EXPECT_EQ(refused("  thing: {class: car}\n"), "15:10 E0101 ");
  EXPECT_EQ(refused("  thing: {mesh: a.stl, size: 3}\n"), "15:24 E0102 ");
  EXPECT_EQ(refused("  thing: {mesh: a.stl, unit: furlong}\n"), "15:30 E0202 ");
  EXPECT_EQ(refused("  thing: {mesh: a.stl, class: road}\n"), "15:31 E0309 ");
  EXPECT_EQ(refused("  thing: {mesh: a.stl, materials: {x: wol}}\n"), "15:39 E0310 ");
  EXPECT_EQ(refused("  thing: {mesh: a.stl, up: w}\n"), "15:28 E0105 ");
  EXPECT_EQ(refused("  thing: {mesh: a.stl, up: y, forward: -y}\n"), "15:10 E0107 ");
  EXPECT_EQ(refused("  thing: {mesh: a.stl, mass: -3 kg}\n"), "15:30 E0404 ");
  EXPECT_EQ(refused("  thing: {mesh: a.stl, mass: 3 m}\n"), "15:30 E0201 ");
  EXPECT_EQ(refused("  other: a.stl\n"), "17:18 E0303 ");
}

TEST_F(OwnMesh, IsPrintedAsItIsRead) {
  const auto written = text(
      "  thing: {mesh: \"a b.glb\", class: car, unit: in, up: -y, forward: x, materials: {\"My, cloth\": cloth, '*': wood}, mass: 3 kg, restitution: 0.2}\n");
  Diagnostics diagnostics;
  const auto spec = parse_scenario(written, "t.yaml", diagnostics);
  ASSERT_TRUE(spec) << render(diagnostics);
  EXPECT_EQ(spec->assets.front().materials.front().first, "My, cloth");
  EXPECT_EQ(parse_scenario(print(*spec), "p.yaml", diagnostics), spec) << print(*spec);
  EXPECT_FALSE(parse_scenario(text("  thing: \"a b.glb\"\n"), "t.yaml", diagnostics) == spec);
}

// The page's example, with the meshes that it names.
TEST_F(OwnMesh, OfTheLanguagePageIsTakenIn) {
  const auto page = read_file(TAILCAST_SOURCE_DIR "/docs/dsl.md");
  const auto begin = page.rfind("```yaml\n", page.find("mesh: meshes/sofa.obj")) + 8;
  write_box("meshes/sofa.obj", {1900, 900, 800});
  write_box("meshes/bucket.stl", {.3, .3, .3});
  auto spec = parse_scenario(page.substr(begin, page.find("```", begin) - begin), root_ + "/s.yaml", diagnostics_);
  ASSERT_TRUE(spec) << render(diagnostics_);
  take_in_meshes(*spec, diagnostics_);
  ASSERT_TRUE(diagnostics_.ok()) << render(diagnostics_);
  EXPECT_EQ(sample(*spec, 1, 0).assets.size(), 2U);
  EXPECT_NEAR(sample(*spec, 1, 0).assets.at("sofa")->box.size().z(), .9, 1e-6) << "y is up";
}

}  // namespace
}  // namespace tailcast
