// SPDX-License-Identifier: Apache-2.0
#include "pipeline/mesh_copies.h"

#include <fmt/core.h>

#include <filesystem>

#include "core/error.h"
#include "core/file.h"
#include "scenarios/meshes.h"
#include "scene/mesh_file.h"

namespace fs = std::filesystem;

namespace tailcast {
namespace {

std::string folder_of(const AssetSpec& asset) { return "meshes/" + asset.taken.sha256.substr(0, 16); }

}  // namespace

ScenarioSpec with_copies(ScenarioSpec spec) {
  for (auto& asset : spec.assets)
    if (asset.taken.mesh) asset.mesh = folder_of(asset) + "/" + asset.taken.files.front();
  return spec;
}

Json describe_meshes(const ScenarioSpec& spec) {
  Json list = Json::array();
  for (const auto& asset : with_copies(spec).assets)
    list.push_back(Json::Object{{"asset", asset.name}, {"file", asset.mesh}, {"sha256", asset.taken.sha256}});
  return list;
}

void copy_meshes(const ScenarioSpec& spec, const std::string& dataset) {
  for (const auto& asset : spec.assets) {
    const fs::path from = fs::path(mesh_path(spec, asset)).parent_path(), to = fs::path(dataset) / folder_of(asset);
    for (const auto& file : asset.taken.files) write_file((to / file).string(), read_file((from / file).string(), kMaxMeshBytes));
    if (read_mesh_file((to / asset.taken.files.front()).string()).sha256 == asset.taken.sha256) continue;
    Diagnostics diagnostics;
    diagnostics.error(asset.mesh_where.loc, "E0701", fmt::format("{} changed while it was read", asset.mesh), "render again");
    throw InputError(std::move(diagnostics));
  }
}

}  // namespace tailcast
