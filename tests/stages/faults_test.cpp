// SPDX-License-Identifier: Apache-2.0
// Every place in the corners of its parameters: no hole, no overlap, nothing in the air or in the way. As many
// instances of each as TAILCAST_PLACE_INSTANCES says (a few if it says nothing); and the checker is shown what it must
// find.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>

#include "assets/furniture.h"
#include "core/random.h"
#include "stages/faults.h"
#include "stages/site.h"

namespace tailcast {
namespace {

using Kind = PlaceFault::Kind;

int instances_of_each() {
  const char* asked = std::getenv("TAILCAST_PLACE_INSTANCES");
  return asked ? std::max(1, std::atoi(asked)) : 2;
}

// Each parameter at one of its ends in every other instance, anywhere in its range in the rest.
std::map<std::string, double> draw_parameters(const PlaceInfo& info, int instance, std::uint64_t seed) {
  RandomStream random(seed, Domain::Stage);
  std::map<std::string, double> parameters;
  for (const auto& p : info.parameters) {
    const double u = random.uniform(), within = p.min + u * (p.max - p.min);
    const double value = instance % 2 == 0 ? (u < 0.5 ? p.min : p.max) : within;
    parameters[p.name] = p.integer ? std::floor(value + 0.5) : value;
  }
  return parameters;
}

std::string text_of(const std::map<std::string, double>& parameters) {
  std::string text;
  for (const auto& [name, value] : parameters) text += name + "=" + std::to_string(value) + " ";
  return text;
}

class EachPlace : public testing::TestWithParam<std::size_t> {};
INSTANTIATE_TEST_SUITE_P(Named, EachPlace, testing::Range<std::size_t>(0, all_places().size()),
                         [](const auto& test) { return all_places()[test.param].name; });

TEST_P(EachPlace, has_no_fault_in_any_corner_of_its_parameters) {
  const auto& info = all_places()[GetParam()];
  for (int i = 0; i < instances_of_each(); ++i) {
    const auto seed = derive_seed(hash_name(info.name), static_cast<std::uint64_t>(i));
    const auto parameters = draw_parameters(info, i, seed);
    const auto faults = find_faults(build_place(info.name, parameters, seed));
    for (std::size_t k = 0; k < std::min<std::size_t>(faults.size(), 8); ++k)
      ADD_FAILURE() << info.name << ' ' << i << " (" << text_of(parameters) << "): " << describe(faults[k]);
  }
}

const Stage& whole() {
  static const Stage stage = build_place("residential", {{"length", 60}}, 4);
  return stage;
}

std::size_t count(const std::vector<PlaceFault>& faults, Kind kind, const std::string& thing) {
  return static_cast<std::size_t>(std::count_if(faults.begin(), faults.end(), [&](const PlaceFault& f) {
    return f.kind == kind && (f.thing == thing || f.other == thing);
  }));
}

void replace_mesh(Body& body, const std::function<void(Mesh&)>& change) {
  Mesh mesh = *body.mesh;
  change(mesh);
  body.mesh = std::make_shared<const Mesh>(std::move(mesh));
}

Body& body_named(Stage& stage, const std::string& start) {
  return *std::find_if(stage.scene.bodies.begin(), stage.scene.bodies.end(),
                       [&](const Body& body) { return body.name.rfind(start, 0) == 0; });
}

void stand(Stage& stage, const char* name, Mesh mesh, double x, double y, double lift) {
  Body body;
  body.name = name;
  body.class_id = ClassId::StreetFurniture;
  body.mesh = std::make_shared<const Mesh>(std::move(mesh));
  body.world_from_body.translation = Vec3(x, y, stage.ground.height(x, y) + lift);
  stage.scene.bodies.push_back(body);
}

Mesh block() {
  Mesh mesh;
  add_box(mesh, {Quat::Identity(), Vec3(0, 0, 0.25)}, Vec3(0.5, 0.5, 0.5), {});
  return mesh;
}

TEST(Faults, are_none_in_a_place_as_it_is_built) {
  for (const auto& fault : find_faults(whole())) ADD_FAILURE() << describe(fault);
}

TEST(Faults, show_a_hole_of_one_triangle) {
  Stage stage = whole();
  replace_mesh(body_named(stage, "road"), [](Mesh& mesh) {
    const auto n = static_cast<std::ptrdiff_t>(mesh.triangles.size() / 2);
    mesh.triangles.erase(mesh.triangles.begin() + n);
    mesh.material.erase(mesh.material.begin() + n);
    mesh.part.erase(mesh.part.begin() + n);
  });
  EXPECT_EQ(count(find_faults(stage), Kind::Hole, "road"), 1U);
}

TEST(Faults, show_a_crack_of_a_hundredth_of_a_millimetre_between_two_bodies) {
  Stage stage = whole();
  const Mesh& road = *body_named(stage, "road").mesh;
  replace_mesh(body_named(stage, "parking"), [&](Mesh& mesh) {
    for (auto& v : mesh.vertices)
      if (std::fabs(v.x()) < 1 && std::find(road.vertices.begin(), road.vertices.end(), v) != road.vertices.end()) {
        v.z() += 1e-5F;
        return;
      }
    FAIL();
  });
  EXPECT_GE(find_faults(stage).size(), 1U);
}

TEST(Faults, show_ground_that_is_folded_over) {
  Stage stage = whole();
  replace_mesh(body_named(stage, "terrain"), [](Mesh& mesh) { std::swap(mesh.triangles[7][0], mesh.triangles[7][1]); });
  EXPECT_GE(count(find_faults(stage), Kind::Fold, "terrain"), 1U);
}

TEST(Faults, show_furniture_inside_a_house) {
  Stage stage = whole();
  const auto& house = body_named(stage, "house");
  const Vec3 middle = house.world_from_body * Vec3(bounds_of(*house.mesh).center());
  stand(stage, "planted", make_bollard(1), middle.x(), middle.y(), 0);
  EXPECT_EQ(count(find_faults(stage), Kind::Overlap, "planted"), 1U);
}

TEST(Faults, show_blocks_a_quarter_of_a_metre_within_each_other_but_not_side_by_side) {
  const double free_d = 6.3;  // the pavement's: looked for below
  for (const double apart : {0.25, 0.52}) {
    Stage stage = whole();
    stand(stage, "first", block(), 10, free_d, -0.05);
    stand(stage, "second", block(), 10 + apart, free_d, -0.05);
    EXPECT_EQ(count(find_faults(stage), Kind::Overlap, "second") > 0, apart < 0.5) << apart;
  }
}

TEST(Faults, show_a_thing_two_centimetres_in_the_air_but_not_one_on_another) {
  Stage stage = whole();
  stand(stage, "hovering", block(), 10, 6.3, 0.03);
  EXPECT_EQ(count(find_faults(stage), Kind::Floating, "hovering"), 1U);

  Stage stacked = whole();
  stand(stacked, "lower", block(), 10, 6.3, -0.05);
  stand(stacked, "upper", block(), 10, 6.3, 0.45);
  const auto faults = find_faults(stacked);
  EXPECT_EQ(count(faults, Kind::Floating, "lower") + count(faults, Kind::Floating, "upper"), 0U);
}

TEST(Faults, show_what_stands_in_a_lane_but_not_what_hangs_high_above_it) {
  Stage stage = whole();
  stand(stage, "planted", make_bollard(1), 20, -1.5, 0);
  EXPECT_EQ(count(find_faults(stage), Kind::OnCarriageway, "planted"), 1U);

  Stage bridged = whole();
  Mesh beam;
  for (const double y : {-9.0, 9.0}) add_box(beam, {Quat::Identity(), Vec3(0, y, 2.5)}, Vec3(0.3, 0.3, 6), {});
  add_box(beam, {Quat::Identity(), Vec3(0, 0, 5.5)}, Vec3(0.3, 18, 0.5), {});
  stand(bridged, "beam", std::move(beam), 20, 0, 0);
  EXPECT_EQ(count(find_faults(bridged), Kind::OnCarriageway, "beam"), 0U);
}

}  // namespace
}  // namespace tailcast
