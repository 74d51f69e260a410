// SPDX-License-Identifier: Apache-2.0
// Any bytes as a mesh file, the first of which chooses the format: an error with its reason, or a mesh of finite vertices
// whose corners are there, which collides.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "assets/user_mesh.h"
#include "core/check.h"
#include "core/error.h"

namespace tailcast {
namespace {

RawMesh decode(MeshFormat format, std::string_view bytes) {
  const auto no_file = [](const std::string& name) -> std::string { throw IoError(name, "no such file"); };
  switch (format) {
    case MeshFormat::Stl: return decode_stl(bytes, "fuzz");
    case MeshFormat::Ply: return decode_ply(bytes, "fuzz");
    case MeshFormat::Obj: return decode_obj(bytes, "fuzz");
    case MeshFormat::Gltf: return decode_gltf(bytes, "fuzz", no_file);
  }
  return {};
}

void check_raw(const RawMesh& raw) {
  TAILCAST_CHECK(raw.material.size() == raw.triangles.size(), "a face without a material");
  for (const auto& t : raw.triangles)
    for (const auto v : t) TAILCAST_CHECK(v < raw.vertices.size(), "a corner that is no vertex");
  for (const auto m : raw.material) TAILCAST_CHECK(m < raw.materials.size(), "a material that is none");
}

void check_made(const UserMesh& made) {
  const Mesh& mesh = *made.asset.links.front().mesh;
  TAILCAST_CHECK(!mesh.empty() && mesh.material.size() == mesh.triangles.size(), "a surface");
  for (const auto& v : mesh.vertices) TAILCAST_CHECK(v.allFinite(), "a finite vertex");
  for (const auto& t : mesh.triangles)
    for (const auto v : t) TAILCAST_CHECK(v < mesh.vertices.size(), "a corner that is no vertex");
  TAILCAST_CHECK(!made.asset.collision.empty(), "what is seen collides");
  TAILCAST_CHECK(made.asset.mass > 0 && made.asset.center_of_mass.allFinite(), "a mass and its centre");
}

}  // namespace
}  // namespace tailcast

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tailcast;
  if (size < 1) return 0;
  const auto format = static_cast<MeshFormat>(data[0] % 4);
  try {
    const MeshFile file{format, decode(format, {reinterpret_cast<const char*>(data) + 1, size - 1}), {"fuzz"}, {}};
    check_raw(file.mesh);
    Diagnostics diagnostics;
    const auto made = take_in(file, usual_reading(format), {"fuzz", 1, 1}, diagnostics);
    TAILCAST_CHECK(made.has_value() == diagnostics.ok(), "an asset, or a reason");
    if (made) check_made(*made);
  } catch (const IoError&) {
  }
  return 0;
}
