// SPDX-License-Identifier: Apache-2.0
#include "scenarios/meshes.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "assets/user_mesh.h"
#include "core/error.h"

namespace tailcast {
namespace {

MeshReading reading_of(const AssetSpec& asset, MeshFormat format) {
  MeshReading reading = usual_reading(format);
  if (!asset.unit.empty()) reading.unit = mesh_unit(asset.unit);
  if (!asset.up.empty()) {
    // Unless it says so itself, what is modelled with y up looks along z, as in glTF, and with z up along x.
    reading.up = *axis_named(asset.up);
    reading.forward = asset.up.back() == 'y' ? Vec3::UnitZ() : asset.up.back() == 'x' ? Vec3::UnitY() : Vec3::UnitX();
  }
  if (!asset.forward.empty()) reading.forward = *axis_named(asset.forward);
  reading.class_id = class_of(asset);
  for (const auto& [name, material] : asset.materials) {
    if (name == "*") reading.other = find_material(material);
    else reading.materials[name] = *find_material(material);
  }
  return reading;
}

}  // namespace

std::string mesh_path(const ScenarioSpec& spec, const AssetSpec& asset) {
  return (std::filesystem::path(spec.origin.file).parent_path() / asset.mesh).string();
}

void take_in_meshes(ScenarioSpec& spec, Diagnostics& diagnostics) {
  for (auto& asset : spec.assets) {
    if (asset.taken.mesh) continue;
    diagnostics.sources.try_emplace(spec.origin.file, spec.origin.text);
    try {
      const auto file = read_mesh_file(mesh_path(spec, asset));
      const auto reading = reading_of(asset, file.format);
      if (std::fabs(reading.up.dot(reading.forward)) > .5) {
        diagnostics.error(asset.where.loc, "E0107", fmt::format("`forward: {}` is the mesh's way up", asset.forward), "name `up` as well");
        continue;
      }
      auto mesh = take_in(file, reading, asset.mesh_where.loc, diagnostics);
      if (!mesh) continue;
      mesh->asset.id = asset.name;
      asset.taken = {std::make_shared<const UserMesh>(std::move(*mesh)), file.files, file.sha256};
    } catch (const IoError& e) {
      diagnostics.error(asset.mesh_where.loc, "E0701", e.what(), "a path is from the directory of the scenario");
    }
  }
}

bool has_all_meshes(const ScenarioSpec& spec) {
  return std::ranges::all_of(spec.assets, [](const AssetSpec& asset) { return asset.taken.mesh != nullptr; });
}

std::string report_meshes(const ScenarioSpec& spec) {
  std::string text;
  for (const auto& own : spec.assets) {
    if (!own.taken.mesh) continue;
    const auto& [asset, volume, thin, gap, notes] = *own.taken.mesh;
    const Vec3 size = asset.box.size();
    text += fmt::format("{} ({}): {}, {:.2f} x {:.2f} x {:.2f} m, {} triangles, {}\n", own.name, own.mesh,
                        class_info(asset.class_id).name, size.x(), size.y(), size.z(), triangles_of(asset),
                        thin ? "thin" : fmt::format("closed, {:.3g} m^3", volume));
    if (!own.mass) text += fmt::format("  {:.3g} kg, as things of its class weigh for their size: `mass` says better\n", asset.mass);
    for (const auto& note : notes) text += "  " + note + "\n";
  }
  return text;
}

}  // namespace tailcast
