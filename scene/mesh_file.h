// SPDX-License-Identifier: Apache-2.0
// Mesh files of users, as they are written: STL, PLY, OBJ, glTF 2.0. A file is held to be hostile until it has been read:
// whatever it claims is held against the bytes that are there before memory is taken for it, and every corner of a face is
// one of its vertices. What the numbers mean, and whether they make a surface, is for assets/user_mesh.h.
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/pose.h"

namespace tailcast {

inline constexpr std::size_t kMaxMeshBytes = std::size_t{256} << 20;  // of a file
inline constexpr std::size_t kMaxMeshTriangles = 2'000'000, kMaxMeshVertices = 6'000'000;

enum class MeshFormat : std::uint8_t { Stl, Ply, Obj, Gltf };
// By the name's ending, in either case: .stl, .ply, .obj, .gltf, .glb.
std::optional<MeshFormat> mesh_format_of(std::string_view path);

struct RawMesh {
  std::vector<Vec3> vertices;                           // in the file's own unit and axes; may be no finite numbers
  std::vector<std::array<std::uint32_t, 3>> triangles;  // as wound in the file
  std::vector<std::uint32_t> material;                  // one a triangle: index into `materials`
  std::vector<std::string> materials;                   // by name; "" where the file names none
  std::vector<std::string> notes;                       // what of the file is left out, for people
};

// Gives the bytes of a file that the first one names. IoError.
using ReadBeside = std::function<std::string(const std::string& name)>;

// Each throws IoError, naming `origin` and what is wrong, for bytes that are no such mesh.
RawMesh decode_stl(std::string_view bytes, const std::string& origin);  // binary or text
RawMesh decode_ply(std::string_view bytes, const std::string& origin);  // binary of either order, or text
RawMesh decode_obj(std::string_view bytes, const std::string& origin);
// .gltf and .glb. All meshes of the scene in its rest pose; its buffers may lie in files beside it.
RawMesh decode_gltf(std::string_view bytes, const std::string& origin, const ReadBeside& read_beside);

struct MeshFile {
  MeshFormat format;
  RawMesh mesh;
  std::vector<std::string> files;  // what was read, relative to the directory of the first, which is the mesh itself
  std::string sha256;              // over the bytes of all of them, in that order
};
MeshFile read_mesh_file(const std::string& path);  // IoError

}  // namespace tailcast
