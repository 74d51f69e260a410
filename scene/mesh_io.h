// SPDX-License-Identifier: Apache-2.0
// Mesh files out, and point-to-mesh distances: the only door to Open3D. Files of users come in by scene/mesh_file.h.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "scene/mesh.h"

namespace tailcast {

// PLY, OBJ, STL, GLB by extension. IoError.
void write_mesh(const std::string& path, const Mesh& mesh);
// Unsigned distance (m) of each point to the mesh's surface.
std::vector<float> distances_to_mesh(const Mesh& mesh, std::span<const Vec3f> points);

}  // namespace tailcast
