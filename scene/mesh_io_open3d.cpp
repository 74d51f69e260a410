// SPDX-License-Identifier: Apache-2.0
#include <open3d/geometry/TriangleMesh.h>
#include <open3d/io/TriangleMeshIO.h>
#include <open3d/t/geometry/RaycastingScene.h>
#include <open3d/t/geometry/TriangleMesh.h>
#include <open3d/utility/Logging.h>

#include "core/error.h"
#include "core/file.h"
#include "scene/mesh_io.h"

namespace tailcast {

namespace o3d = open3d;

namespace {

// Open3D logs to stdout, where a caller's results go.
class Quiet {
 public:
  Quiet() : context_(o3d::utility::VerbosityLevel::Error) { context_.Enter(); }
  ~Quiet() { context_.Exit(); }
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;

 private:
  o3d::utility::VerbosityContextManager context_;
};

}  // namespace

Mesh read_mesh(const std::string& path, Paint paint) {
  if (!file_exists(path)) throw IoError(path, "no such file");
  o3d::geometry::TriangleMesh read;
  const Quiet quiet;
  if (!o3d::io::ReadTriangleMesh(path, read) || read.triangles_.empty()) throw IoError(path, "no triangle mesh could be read");
  Mesh mesh;
  for (const auto& v : read.vertices_) {
    if (!v.allFinite()) throw IoError(path, "a vertex is not finite");
    mesh.vertices.push_back(v.cast<float>());
  }
  for (const auto& t : read.triangles_) {
    for (int i = 0; i < 3; ++i)
      if (t[i] < 0 || static_cast<std::size_t>(t[i]) >= mesh.vertices.size()) throw IoError(path, "a face names a vertex that is not there");
    mesh.triangles.push_back({static_cast<std::uint32_t>(t[0]), static_cast<std::uint32_t>(t[1]), static_cast<std::uint32_t>(t[2])});
  }
  mesh.material.assign(mesh.triangles.size(), paint.material);
  mesh.part.assign(mesh.triangles.size(), paint.part);
  return mesh;
}

void write_mesh(const std::string& path, const Mesh& mesh) {
  o3d::geometry::TriangleMesh out;
  for (const auto& v : mesh.vertices) out.vertices_.push_back(v.cast<double>());
  for (const auto& t : mesh.triangles) out.triangles_.emplace_back(static_cast<int>(t[0]), static_cast<int>(t[1]), static_cast<int>(t[2]));
  if (!o3d::io::WriteTriangleMesh(path, out)) throw IoError(path, "the mesh could not be written");
}

std::vector<float> distances_to_mesh(const Mesh& mesh, std::span<const Vec3f> points) {
  const auto vertices = static_cast<std::int64_t>(mesh.vertices.size()), triangles = static_cast<std::int64_t>(mesh.triangles.size());
  const auto count = static_cast<std::int64_t>(points.size());
  o3d::core::Tensor vertex(mesh.vertices.front().data(), {vertices, 3}, o3d::core::Float32);
  o3d::core::Tensor triangle(mesh.triangles.front().data(), {triangles, 3}, o3d::core::UInt32);
  o3d::core::Tensor query(points.front().data(), {count, 3}, o3d::core::Float32);
  o3d::t::geometry::RaycastingScene scene;
  scene.AddTriangles(vertex, triangle);
  return scene.ComputeDistance(query).ToFlatVector<float>();
}

}  // namespace tailcast
