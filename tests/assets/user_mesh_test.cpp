// SPDX-License-Identifier: Apache-2.0
// A user's mesh becomes an asset, or says why not.
#include "assets/user_mesh.h"

#include <gtest/gtest.h>

#include <limits>

#include "assets/decompose.h"
#include "assets/shapes.h"
#include "assets/surface.h"
#include "assets/triangle_tree.h"
#include "core/dmath.h"
#include "core/random.h"
#include "tests/assets/mesh_probe.h"
#include "tests/scene/mesh_writers.h"

namespace tailcast {
namespace {

using namespace tailcast::testing;

const Paint kPaint{MaterialId::Plastic, Part::Whole};

Mesh box(const Vec3& center, const Vec3& size) {
  Mesh mesh;
  add_box(mesh, offset(center.x(), center.y(), center.z()), size, kPaint);
  return mesh;
}

MeshFile file_of(const Mesh& mesh) {
  MeshFile file{MeshFormat::Obj, decode_obj(to_obj(mesh), "made.obj"), {"made.obj"}, ""};
  return file;
}

UserMesh taken(const MeshFile& file, MeshReading reading = {}) {
  Diagnostics diagnostics;
  auto made = take_in(file, reading, {}, diagnostics);
  if (!made) throw std::runtime_error(render(diagnostics));
  return std::move(*made);
}
UserMesh taken(const Mesh& mesh) { return taken(file_of(mesh)); }

std::string refused(const MeshFile& file, const MeshReading& reading = {}) {
  Diagnostics diagnostics;
  EXPECT_FALSE(take_in(file, reading, {"s.yaml", 3, 9}, diagnostics).has_value());
  return render(diagnostics);
}

bool has_note(const UserMesh& made, const std::string& text) {
  return std::ranges::any_of(made.notes, [&](const auto& note) { return note.find(text) != std::string::npos; });
}
std::string notes_of(const UserMesh& made) {
  std::string all;
  for (const auto& note : made.notes) all += note + "\n";
  return all;
}
const Mesh& mesh_of(const UserMesh& made) { return *made.asset.links.front().mesh; }

TEST(UserMesh, IsTheSameCubeFromEveryFormat) {
  const Mesh cube = box({0, 0, .5}, {1, 1, 1});
  std::vector<UserMesh> all;
  const auto nothing = [](const std::string& name) -> std::string { throw std::runtime_error(name); };
  all.push_back(taken({MeshFormat::Stl, decode_stl(to_stl(cube), "t"), {"t"}, ""}));
  all.push_back(taken({MeshFormat::Stl, decode_stl(to_stl_text(cube), "t"), {"t"}, ""}));
  for (const auto encoding : {PlyEncoding::Text, PlyEncoding::Little, PlyEncoding::Big})
    all.push_back(taken({MeshFormat::Ply, decode_ply(to_ply(cube, encoding), "t"), {"t"}, ""}));
  all.push_back(taken({MeshFormat::Obj, decode_obj(to_obj(cube), "t"), {"t"}, ""}));
  all.push_back(taken({MeshFormat::Gltf, decode_gltf(to_glb(cube), "t", nothing), {"t"}, ""}, usual_reading(MeshFormat::Gltf)));
  for (const auto& made : all) {
    EXPECT_EQ(mesh_of(made).vertices, mesh_of(all[0]).vertices);
    EXPECT_EQ(mesh_of(made).triangles, mesh_of(all[0]).triangles);
    EXPECT_EQ(mesh_of(made).vertices.size(), 8U);
    EXPECT_DOUBLE_EQ(made.volume, 1);
    EXPECT_FALSE(made.thin);
    EXPECT_EQ(made.asset.box.low, Vec3(-.5, -.5, 0));
    EXPECT_EQ(made.asset.box.high, Vec3(.5, .5, 1));
    EXPECT_LT((made.asset.center_of_mass - Vec3(0, 0, .5)).norm(), 1e-9);
    EXPECT_NEAR(*first_hit(mesh_of(made), {-10, .1, .3}, {1, 0, 0}), 9.5, 1e-6);
    ASSERT_EQ(made.asset.collision.size(), 1U);
    EXPECT_EQ(std::get<HullShape>(made.asset.collision[0]).points.size(), 8U);
    EXPECT_LT(made.gap, 1e-6);
  }
}

TEST(UserMesh, StandsOnTheGroundWithItsOwnForwardAhead) {
  MeshReading reading;
  reading.unit = .001, reading.up = Vec3::UnitY(), reading.forward = -Vec3::UnitZ();
  const auto made = taken(file_of(box({500, 900, -3000}, {400, 800, 2000})), reading);  // x, y, z of the file in mm
  EXPECT_LT((made.asset.box.low - Vec3(-1, -.2, 0)).norm(), 1e-6);
  EXPECT_LT((made.asset.box.high - Vec3(1, .2, .8)).norm(), 1e-6);
  EXPECT_NEAR(made.volume, .64, 1e-6);
}

TEST(UserMesh, OfAnUnlikelySizeIsRefusedWithTheUnitThatItLikelyHas) {
  const auto sofa = refused(file_of(box({0, 0, 0}, {1900, 800, 700})));
  EXPECT_NE(sofa.find("s.yaml:3:9: error[E0704]: made.obj would be 1.9e+03 m long in metres"), std::string::npos) << sofa;
  EXPECT_NE(sofa.find("write `unit: mm` (1.9 m)"), std::string::npos) << sofa;
  MeshReading car;
  car.class_id = ClassId::Car;
  const auto cm = refused(file_of(box({0, 0, 0}, {450, 180, 150})), car);
  EXPECT_NE(cm.find("write `unit: cm` (4.5 m)"), std::string::npos) << cm;
  EXPECT_NE(refused(file_of(box({0, 0, 0}, {1e-4, 1e-4, 1e-4}))).find("E0704"), std::string::npos);
  EXPECT_NE(refused(file_of(box({0, 0, 0}, {1e30, 1, 1}))).find("no usual unit"), std::string::npos);
  EXPECT_TRUE(has_note(taken(file_of(box({0, 0, 0}, {30, 1, 1})), car), "unusual for the class car"));
}

TEST(UserMesh, WithoutASurfaceOrWithoutFinitePlacesIsRefused) {
  EXPECT_NE(refused(file_of({})).find("E0702"), std::string::npos);
  Mesh line;
  add_triangle(line, {0, 0, 0}, {1, 0, 0}, {2, 0, 0}, kPaint);
  EXPECT_NE(refused(file_of(line)).find("none of its 1 triangles has an area"), std::string::npos);
  auto broken = file_of(box({0, 0, 0}, {1, 1, 1}));
  broken.mesh.vertices[5].y() = std::numeric_limits<double>::quiet_NaN();
  broken.mesh.vertices[6].x() = std::numeric_limits<double>::infinity();
  EXPECT_NE(refused(broken).find("E0703]: made.obj has 2 vertices that are no finite numbers, the first of them vertex 5"), std::string::npos);
}

TEST(UserMesh, InsideOutIsTurned) {
  Mesh mesh = box({0, 0, 0}, {1, 1, 1});
  for (auto& t : mesh.triangles) std::swap(t[1], t[2]);
  const auto made = taken(mesh);
  EXPECT_DOUBLE_EQ(made.volume, 1);
  EXPECT_TRUE(has_note(made, "faces outward: 12 faces")) << notes_of(made);
  mesh = box({0, 0, 0}, {1, 1, 1});
  std::swap(mesh.triangles[7][0], mesh.triangles[7][1]);
  EXPECT_TRUE(has_note(taken(mesh), "faces outward: 1 face"));
  EXPECT_DOUBLE_EQ(taken(mesh).volume, 1);
}

TEST(UserMesh, WithAHoleIsASheetAndSaysHowWideItIs) {
  Mesh mesh = box({0, 0, 0}, {1, 1, 1});
  mesh.triangles.pop_back(), mesh.material.pop_back(), mesh.part.pop_back();
  const auto made = taken(mesh);
  EXPECT_TRUE(made.thin);
  EXPECT_TRUE(has_note(made, "not closed: 1 hole or rim, the widest 1.41 m across")) << notes_of(made);
  EXPECT_EQ(made.asset.collision.size(), 6U) << "its six sides";
  EXPECT_LT(made.gap, .005);
}

TEST(UserMesh, WithFacesTwiceOrWithoutAreaLosesThem) {
  Mesh mesh = box({0, 0, 0}, {1, 1, 1});
  const auto add = [&](std::array<std::uint32_t, 3> t) {
    mesh.triangles.push_back(t), mesh.material.push_back(kPaint.material), mesh.part.push_back(kPaint.part);
  };
  add(mesh.triangles[3]), add({mesh.triangles[4][0], mesh.triangles[4][2], mesh.triangles[4][1]}), add({1, 1, 2});
  const auto made = taken(mesh);
  EXPECT_EQ(mesh_of(made).triangles.size(), 12U);
  EXPECT_FALSE(made.thin);
  EXPECT_TRUE(has_note(made, "left out: 2 faces that were there twice")) << notes_of(made);
  EXPECT_TRUE(has_note(made, "left out: 1 face without area")) << notes_of(made);
}

TEST(UserMesh, ThatIsNoManifoldSaysWhere) {
  Mesh mesh = box({0, 0, 0}, {1, 1, 1});
  add_triangle(mesh, corner(mesh, 0, 0), corner(mesh, 0, 1), {0, 0, 2}, kPaint);  // a fin on an edge
  const auto made = taken(mesh);
  EXPECT_TRUE(has_note(made, "more than two faces meet at 1 edge")) << notes_of(made);
  Mesh touching = box({0, 0, 0}, {1, 1, 1});  // two cubes that share an edge are two solids
  append(touching, box({1, 1, 0}, {1, 1, 1}), Pose{});
  const auto two = taken(touching);
  EXPECT_FALSE(two.thin);
  EXPECT_DOUBLE_EQ(two.volume, 2);
}

TEST(UserMesh, TakesItsMaterialsByNameOrAsIsSaid) {
  Mesh mesh = box({0, 0, 0}, {1, 1, 1});
  const auto material = [&](const std::string& name, const MeshReading& reading) {
    return mesh_of(taken({MeshFormat::Obj, decode_obj(to_obj(mesh, name), "t"), {"t"}, ""}, reading)).material[0];
  };
  MeshReading reading;
  EXPECT_EQ(material("Wood", reading), MaterialId::Wood);  // one of ours
  EXPECT_EQ(material("Fabric", reading), MaterialId::Plastic);
  reading.other = MaterialId::Rubber;
  EXPECT_EQ(material("Fabric", reading), MaterialId::Rubber);
  reading.materials["Fabric"] = MaterialId::Cloth;
  EXPECT_EQ(material("Fabric", reading), MaterialId::Cloth);
  const auto typo = refused({MeshFormat::Obj, decode_obj(to_obj(mesh, "Fabrik"), "t"), {"t.obj"}, ""}, reading);
  EXPECT_NE(typo.find("E0705]: t.obj has no material `Fabric`"), std::string::npos) << typo;
  EXPECT_NE(typo.find("did you mean `Fabrik`?"), std::string::npos) << typo;
  EXPECT_TRUE(has_note(taken({MeshFormat::Obj, decode_obj(to_obj(mesh, "Fabric"), "t"), {"t"}, ""}), "taken as plastic: the material `Fabric`"));
}

// What is seen and what collides, by beams from all round against the mesh and against the hulls.
double farthest_apart(const UserMesh& made, int beams) {
  const Mesh& seen = mesh_of(made);
  Mesh hulls;
  for (const auto& shape : made.asset.collision) {
    std::vector<Vec3> points;
    for (const auto& p : std::get<HullShape>(shape).points) points.push_back(p.cast<double>());
    // Every plane through three of its corners that has all of it on one side bounds it.
    for (std::size_t a = 0; a < points.size(); ++a)
      for (std::size_t b = a + 1; b < points.size(); ++b)
        for (std::size_t c = b + 1; c < points.size(); ++c) {
          const Vec3 n = (points[b] - points[a]).cross(points[c] - points[a]).normalized();
          double low = 0, high = 0;
          for (const auto& p : points) low = std::min(low, n.dot(p - points[a])), high = std::max(high, n.dot(p - points[a]));
          if (std::min(-low, high) < 1e-5) add_triangle(hulls, points[a], points[b], points[c], kPaint);
        }
  }
  RandomStream random(7, Domain::Asset);
  double most = 0;
  for (int i = 0; i < beams; ++i) {
    const double x = random.uniform(-1, 1), y = random.uniform(-1, 1), z = random.uniform(-1, 1);
    const Vec3 from = made.asset.box.center() + 10 * Vec3(x, y, z).normalized();
    const double u = random.uniform(-.45, .45), v = random.uniform(-.45, .45), w = random.uniform(-.45, .45);
    const Vec3 to = made.asset.box.center() + made.asset.box.size().cwiseProduct(Vec3(u, v, w));
    for (const auto& [one, other] : std::array<std::pair<const Mesh*, const Mesh*>, 2>{{{&seen, &hulls}, {&hulls, &seen}}})
      if (const auto hit = first_hit(*one, from, (to - from).normalized()))
        most = std::max(most, distance_to(*other, from + *hit * (to - from).normalized()));
  }
  return most;
}

Mesh table() {
  Mesh mesh = box({0, 0, .72}, {1.4, .8, .04});
  for (const double x : {-.6, .6})
    for (const double y : {-.3, .3}) append(mesh, box({x, y, .35}, {.05, .05, .7}), Pose{});
  return mesh;
}

TEST(Collision, OfATableIsItsTopAndItsLegs) {
  const auto made = taken(table());
  EXPECT_EQ(made.asset.collision.size(), 5U);
  EXPECT_LT(made.gap, 1e-3);
  EXPECT_LT(farthest_apart(made, 300), .02);
}

TEST(Collision, OfASolidLIsCutIntoTwo) {
  Mesh mesh;
  const std::vector<Eigen::Vector2d> outline{{0, 0}, {2, 0}, {2, .4}, {.4, .4}, {.4, 2}, {0, 2}};
  add_prism(mesh, Pose{rotation_about(Vec3::UnitZ(), .4), Vec3::Zero()}, outline, 0, .5, kPaint);
  const auto made = taken(mesh);
  EXPECT_EQ(made.asset.collision.size(), 2U);
  EXPECT_LT(made.gap, 1e-3);
}

TEST(Collision, LeavesATubAndAPipeOpen) {
  for (const bool pipe : {false, true}) {
    Mesh mesh;
    std::vector<std::vector<Vec3>> rings;
    const auto ring = [&](double z, double radius) { rings.push_back(ellipse_ring({0, 0, z}, {radius, 0, 0}, {0, radius, 0}, 24)); };
    ring(0, .5), ring(.6, .5), ring(.6, .47);
    if (pipe) ring(0, .47), rings.push_back(rings.front());
    else ring(.03, .47);
    add_loft(mesh, rings, kPaint, !pipe);
    const auto made = taken(mesh);
    EXPECT_FALSE(made.thin);
    EXPECT_LE(made.gap, .02) << notes_of(made);
    EXPECT_LE(made.asset.collision.size(), 80U);
    EXPECT_LT(farthest_apart(made, 300), .025);
  }
}

TEST(Collision, OfASheetHasAThicknessAndFollowsItsCurve) {
  Mesh mesh;  // a half pipe of one layer
  std::vector<Vec3> arc;
  for (int i = 0; i <= 24; ++i) arc.emplace_back(0, .5 * dmath::cos(kPi * i / 24), .5 * dmath::sin(kPi * i / 24));
  for (int i = 0; i < 24; ++i)
    add_quad(mesh, arc[static_cast<std::size_t>(i)], arc[static_cast<std::size_t>(i + 1)],
             arc[static_cast<std::size_t>(i + 1)] + Vec3(1, 0, 0), arc[static_cast<std::size_t>(i)] + Vec3(1, 0, 0), kPaint);
  const auto made = taken(mesh);
  EXPECT_TRUE(made.thin);
  EXPECT_LE(made.gap, .02) << notes_of(made);
  EXPECT_LT(farthest_apart(made, 300), .025);
  Mesh plate;
  add_quad(plate, {0, 0, 0}, {1, 0, 0}, {1, 1, 0}, {0, 1, 0}, kPaint);
  const auto flat = taken(plate);
  ASSERT_EQ(flat.asset.collision.size(), 1U);
  Bounds bounds;
  for (const auto& p : std::get<HullShape>(flat.asset.collision[0]).points) bounds.extend(p.cast<double>());
  EXPECT_NEAR(bounds.size().z(), .004, 1e-6);
}

TEST(Collision, OfTrianglesAllThroughEachOtherIsFoundAllTheSame) {
  RandomStream random(5, Domain::Asset);
  Mesh soup;
  for (int i = 0; i < 3000; ++i) {
    std::array<Vec3, 3> corners;
    for (auto& p : corners)
      for (int k = 0; k < 3; ++k) p[k] = random.uniform(-5, 5);
    add_triangle(soup, corners[0], corners[1], corners[2], kPaint);
  }
  EXPECT_FALSE(taken(soup).asset.collision.empty());
}

TEST(Collision, IsTheSameTwiceToTheBit) {
  const auto a = taken(table()), b = taken(table());
  ASSERT_EQ(a.asset.collision.size(), b.asset.collision.size());
  for (std::size_t i = 0; i < a.asset.collision.size(); ++i)
    EXPECT_EQ(std::get<HullShape>(a.asset.collision[i]).points, std::get<HullShape>(b.asset.collision[i]).points);
}

TEST(TriangleTree, AgreesWithEveryFaceLookedAt) {
  Mesh mesh;
  add_ellipsoid(mesh, offset(0, 0, 1), {1, .5, .8}, 12, 20, kPaint);
  TriangleTree tree(mesh);
  RandomStream random(3, Domain::Asset);
  int inside = 0;
  for (int i = 0; i < 300; ++i) {
    const double x = random.uniform(-1.2, 1.2), y = random.uniform(-.7, .7), z = random.uniform(0, 2);
    const Vec3 p(x, y, z);
    EXPECT_NEAR(tree.distance(p), distance_to(mesh, p), 1e-9);
    const bool within = first_hit(mesh, p, {1, 0, 0}).has_value() && first_hit(mesh, p, {-1, 0, 0}).has_value() &&
                        first_hit(mesh, p, {0, 0, 1}).has_value() && first_hit(mesh, p, {0, 0, -1}).has_value();
    EXPECT_EQ(tree.contains(p), within) << p.transpose();  // it is convex
    inside += within ? 1 : 0;
  }
  EXPECT_GT(inside, 50);
}

}  // namespace
}  // namespace tailcast
