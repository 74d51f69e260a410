// SPDX-License-Identifier: Apache-2.0
// A user's mesh as an asset: its unit and axes made ours, its materials mapped, its faults found, mended or refused, and its
// collision shapes cut.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/diagnostic.h"
#include "scene/asset.h"
#include "scene/mesh_file.h"

namespace tailcast {

// What the file itself does not say. `up` and `forward` are axes of the file.
struct MeshReading {
  std::optional<double> unit;  // m; none: a metre
  Vec3 up = Vec3::UnitZ(), forward = Vec3::UnitX();
  ClassId class_id = ClassId::Debris;
  std::map<std::string, MaterialId> materials;  // by the file's names
  std::optional<MaterialId> other;              // of every other name; none: one of ours if it is called so, else plastic
};
// m: "mm", "cm", "m", "in", "ft"; nullopt for what is no unit that meshes are made in.
std::optional<double> mesh_unit(std::string_view name);
// "x", "-y", …; nullopt for what is no axis.
std::optional<Vec3> axis_named(std::string_view name);
// What the format is defined to have: glTF is in metres, y up and z forward. Others are in metres until told otherwise, z
// up and x forward.
MeshReading usual_reading(MeshFormat format);

// Things on roads are no smaller and no larger: what is, is in another unit.
inline constexpr double kLeastSize = .02, kMostSize = 60;  // m, of the longest side

struct UserMesh {
  Asset asset;                     // one link; without id, its mass, friction and restitution what its class usually has
  double volume = 0;               // m^3, of its closed pieces
  bool thin = false;               // not closed: a sheet, or a body with holes
  double gap = 0;                  // m, between where it is seen and where it collides, at most
  std::vector<std::string> notes;  // what was found, mended and assumed, for people
};

// Reported at `where`: E0702 no surface, E0703 not finite, E0704 an unlikely size, E0705 a mapping of a name that the file
// lacks. Then nullopt.
std::optional<UserMesh> take_in(const MeshFile& file, const MeshReading& reading, const SourceLoc& where, Diagnostics& diagnostics);

}  // namespace tailcast
