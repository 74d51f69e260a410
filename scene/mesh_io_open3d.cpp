// SPDX-License-Identifier: Apache-2.0
#include <open3d/geometry/TriangleMesh.h>
#include <open3d/io/TriangleMeshIO.h>
#include <open3d/t/geometry/RaycastingScene.h>
#include <open3d/t/geometry/TriangleMesh.h>

#include "core/error.h"
#include "scene/mesh_io.h"

namespace tailcast {

namespace o3d = open3d;

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
