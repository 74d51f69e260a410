// SPDX-License-Identifier: Apache-2.0
// Mesh files: every format gives the same triangles, and no claim is believed.
#include "scene/mesh_file.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "core/error.h"
#include "core/file.h"
#include "tests/scene/mesh_writers.h"

namespace tailcast {
namespace {

using namespace tailcast::testing;

Mesh cube() {
  Mesh mesh;
  add_box(mesh, {Quat::Identity(), Vec3(0, 0, .5)}, {1, 1, 1}, {});
  return mesh;
}

std::string nothing_beside(const std::string& name) { throw IoError(name, "no such file"); }

RawMesh decode(const std::string& ending, const std::string& bytes) {
  if (ending == "stl") return decode_stl(bytes, "t");
  if (ending == "ply") return decode_ply(bytes, "t");
  if (ending == "obj") return decode_obj(bytes, "t");
  return decode_gltf(bytes, "t", nothing_beside);
}

std::string complaint(const std::string& ending, const std::string& bytes) {
  try {
    decode(ending, bytes);
  } catch (const IoError& e) {
    return e.what();
  }
  return "";
}

double volume(const RawMesh& mesh) {
  double six = 0;
  for (const auto& t : mesh.triangles) six += mesh.vertices[t[0]].dot(mesh.vertices[t[1]].cross(mesh.vertices[t[2]]));
  return six / 6;
}

TEST(MeshFile, IsTheSameUnitCubeInEveryFormat) {
  const Mesh mesh = cube();
  for (const auto& [ending, bytes] : std::vector<std::pair<std::string, std::string>>{{"stl", to_stl(mesh)},
                                                                                     {"stl", to_stl_text(mesh)},
                                                                                     {"ply", to_ply(mesh, PlyEncoding::Text)},
                                                                                     {"ply", to_ply(mesh, PlyEncoding::Little)},
                                                                                     {"ply", to_ply(mesh, PlyEncoding::Big)},
                                                                                     {"obj", to_obj(mesh)},
                                                                                     {"glb", to_glb(mesh)}}) {
    const auto raw = decode(ending, bytes);
    ASSERT_EQ(raw.triangles.size(), 12U) << ending;
    EXPECT_DOUBLE_EQ(volume(raw), 1) << ending;
  }
}

TEST(MeshFile, ReadsMaterialsByName) {
  EXPECT_EQ(decode_obj(to_obj(cube(), "Dark Oak"), "t").materials, std::vector<std::string>{"Dark Oak"});
  const auto glb = decode("glb", to_glb(cube(), "Fabric"));
  EXPECT_EQ(glb.materials.at(glb.material.at(0)), "Fabric");
}

TEST(MeshFile, CutsPolygonsThatAreNotConvexAtTheirEars) {
  // An L of area 3, whose fan from the first corner would leave it.
  const auto raw = decode_obj("v 1 2 0\nv 0 2 0\nv 0 0 0\nv 2 0 0\nv 2 1 0\nv 1 1 0\nf -6 -5 -4 -3 -2 -1\n", "t");
  ASSERT_EQ(raw.triangles.size(), 4U);
  double area = 0;
  for (const auto& t : raw.triangles) {
    const double z = (raw.vertices[t[1]] - raw.vertices[t[0]]).cross(raw.vertices[t[2]] - raw.vertices[t[0]]).z();
    EXPECT_GT(z, 0);
    area += .5 * z;
  }
  EXPECT_DOUBLE_EQ(area, 3);
}

TEST(MeshFile, FollowsTheNodesOfAGltfScene) {
  auto [json, binary] = gltf_parts(cube(), "", "data.bin");
  const auto at = json.find(R"([{"mesh":0}])");
  // Twice as large, a metre up; and a mirrored copy of it, which still faces outward.
  json.replace(at, 12, R"([{"children":[1,2],"translation":[0,1,0]},{"mesh":0,"scale":[2,2,2]},{"mesh":0,"scale":[-1,1,1]}])");
  const auto raw = decode_gltf(json, "t", [&](const std::string& name) {
    EXPECT_EQ(name, "data.bin");
    return binary;
  });
  ASSERT_EQ(raw.triangles.size(), 24U);
  EXPECT_NEAR(volume(raw), 9, 1e-9);
  double low = 1e9, high = -1e9;
  for (const auto& v : raw.vertices) low = std::min(low, v.y()), high = std::max(high, v.y());
  EXPECT_DOUBLE_EQ(low, 1);
  EXPECT_DOUBLE_EQ(high, 3);
}

TEST(MeshFile, ReadsAGltfWithItsBufferBesideItAndHashesBoth) {
  const auto folder = ::testing::TempDir() + "tailcast_gltf";
  const auto [json, binary] = gltf_parts(cube(), "", "my%20data.bin");
  write_file(folder + "/cube.gltf", json), write_file(folder + "/my data.bin", binary);
  const auto file = read_mesh_file(folder + "/cube.gltf");
  EXPECT_EQ(file.files, (std::vector<std::string>{"cube.gltf", "my data.bin"}));
  EXPECT_EQ(file.mesh.triangles.size(), 12U);
  auto other = binary;
  other[0] = static_cast<char>(other[0] ^ 1);
  write_file(folder + "/my data.bin", other);
  EXPECT_NE(read_mesh_file(folder + "/cube.gltf").sha256, file.sha256);
  std::filesystem::remove_all(folder);
}

TEST(HostileMeshFile, ReadsNoFileThatLiesElsewhere) {
  for (const auto* uri : {"/etc/passwd", "../secret.bin", "a/../../b", "file:///dev/zero", "..%2Fsecret.bin", "C:\\\\x"})
    EXPECT_NE(complaint("gltf", gltf_parts(cube(), "", uri).json).find("only files beside the mesh"), std::string::npos) << uri;
}

TEST(HostileMeshFile, ClaimsABillionTrianglesAndIsNotBelieved) {
  std::string stl = to_stl(cube());
  const std::uint32_t billion = 1'000'000'000;
  std::memcpy(stl.data() + 80, &billion, 4);
  EXPECT_NE(complaint("stl", stl).find("claims 1000000000 triangles, of which 600 bytes can hold 12"), std::string::npos);
  for (const auto encoding : {PlyEncoding::Text, PlyEncoding::Little}) {
    auto ply = to_ply(cube(), encoding);
    ply.replace(ply.find("face 12"), 7, "face 1000000000");
    EXPECT_NE(complaint("ply", ply).find("claims 1000000000 faces"), std::string::npos);
  }
  auto glb = gltf_parts(cube(), "", "").json;
  const auto at = glb.find("\"count\":36");
  glb.replace(at, 10, "\"count\":3000000000");
  EXPECT_NE(complaint("gltf", glb), "");
}

TEST(HostileMeshFile, HasANameForEachFault) {
  const auto says = [](const std::string& ending, const std::string& bytes, const std::string& what) {
    EXPECT_NE(complaint(ending, bytes).find(what), std::string::npos) << complaint(ending, bytes);
  };
  says("obj", "v 0 0 0\nv 1 0 0\nf 1 2 3\n", "t:3: a face names vertex 3, and 2 are there so far");
  says("obj", "v 0 0\n", "t:1: a vertex is");
  says("obj", "v 0 zero 0\n", "t:1: not a number");
  says("stl", "solid\nfacet\nvertex 0 0 0\nendfacet\n", "t:4: a facet with 1 corners");
  says("stl", "nothing", "no STL file");
  says("ply", "ply\nformat ascii 1.0\nelement vertex 1\nproperty float x\nend_header\n0\n", "a cloud of points");
  says("ply", "ply\nformat ascii 1.0\nelement face 1\nproperty list uchar int vertex_index\nend_header\n3 0 1 2\n", "names vertex 0");
  says("ply", "ply\nformat ascii 1.0\n", "header does not end");
  says("glb", to_glb(cube()).substr(0, 300), "claims a chunk");
  says("gltf", "{}", "no glTF of version 2");
  says("gltf", R"({"asset":{"version":"2.0"},"extensionsRequired":["KHR_draco_mesh_compression"]})", "without compression");
  says("gltf", R"({"asset":{"version":"2.0"},"nodes":[{"children":[1]},{"children":[0]},{"children":[0]}],"scenes":[{"nodes":[2]}]})",
       "hangs on two");
}

TEST(HostileMeshFile, IsOfAFormatByItsName) {
  EXPECT_EQ(mesh_format_of("a/Sofa.GLB"), MeshFormat::Gltf);
  EXPECT_EQ(mesh_format_of("a.fbx"), std::nullopt);
  EXPECT_THROW(read_mesh_file("a.fbx"), IoError);
  EXPECT_THROW(read_mesh_file("/nowhere/a.stl"), IoError);
}

}  // namespace
}  // namespace tailcast
