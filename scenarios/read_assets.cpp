// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>

#include "assets/user_mesh.h"
#include "scenarios/reader.h"
#include "scene/ontology.h"

namespace tailcast {
namespace {

std::vector<std::string> class_names() {
  std::vector<std::string> names;
  for (const auto& info : all_classes())
    if (info.thing) names.emplace_back(info.name);
  return names;
}

std::vector<std::string> material_names() {
  std::vector<std::string> names;
  for (const auto& material : all_materials()) names.emplace_back(material.name);
  return names;
}

void read_path(const YamlNode& node, AssetSpec& asset, Diagnostics& diagnostics) {
  asset.mesh_where = {node.loc};
  asset.mesh = read_text(node, "mesh", diagnostics).value_or("");
  if (asset.mesh.empty() || mesh_format_of(asset.mesh)) return;
  diagnostics.error(node.loc, "E0105", fmt::format("`{}` is no mesh file by its name", asset.mesh),
                    "it ends in .glb, .gltf, .obj, .ply or .stl");
}

void read_axes(const YamlNode& map, AssetSpec& asset, Diagnostics& diagnostics) {
  const auto read = [&](const char* key, std::string& axis) {
    const auto* node = map.find(key);
    if (node == nullptr) return;
    axis = read_text(*node, key, diagnostics).value_or("");
    if (!axis.empty() && !axis_named(axis))
      diagnostics.error(node->loc, "E0105", fmt::format("{} must be an axis of the file", key), "one of: x, y, z, -x, -y, -z");
  };
  read("up", asset.up), read("forward", asset.forward);
  if (!asset.up.empty() && !asset.forward.empty() && asset.up.back() == asset.forward.back())
    diagnostics.error(map.loc, "E0107", "`up` and `forward` are along one axis", "name two axes");
}

void read_materials(const YamlNode& node, AssetSpec& asset, Diagnostics& diagnostics) {
  if (!node.is_map()) {
    diagnostics.error(node.loc, "E0103", "materials must be a map (`name in the mesh: material`)",
                      "write e.g. `{Fabric: cloth, '*': plastic}`");
    return;
  }
  for (const auto& entry : node.entries) {
    const auto material = read_text(entry.value, "a material", diagnostics).value_or("");
    if (!material.empty() && !find_material(material))
      diagnostics.error(entry.value.loc, "E0310", fmt::format("no material `{}`", material), did_you_mean(material, material_names()));
    asset.materials.emplace_back(entry.key, material);
  }
}

}  // namespace

AssetSpec read_asset(const YamlNode::Entry& entry, Diagnostics& diagnostics) {
  AssetSpec asset;
  asset.name = entry.key;
  asset.where = {entry.key_loc};
  expect_identifier(entry, "an asset", diagnostics);
  const auto& map = entry.value;
  if (map.is_scalar()) {  // in short: the mesh alone
    read_path(map, asset, diagnostics);
    return asset;
  }
  const auto what = fmt::format("asset `{}`", entry.key);
  if (!expect_map(map, MapKind::Asset, what, diagnostics))
    return asset;
  if (const auto* mesh = require_key(map, "mesh", what, diagnostics)) read_path(*mesh, asset, diagnostics);
  if (const auto* node = map.find("class")) {
    asset.class_name = read_text(*node, "class", diagnostics).value_or("");
    const auto known = class_names();
    if (!asset.class_name.empty() && std::ranges::find(known, asset.class_name) == known.end())
      diagnostics.error(node->loc, "E0309", fmt::format("no class `{}` of things", asset.class_name), did_you_mean(asset.class_name, known));
  }
  if (const auto* node = map.find("unit")) {
    asset.unit = read_text(*node, "unit", diagnostics).value_or("");
    if (!asset.unit.empty() && !mesh_unit(asset.unit))
      diagnostics.error(node->loc, "E0202", fmt::format("`{}` is no unit that meshes are made in", asset.unit), "one of: mm, cm, m, in, ft");
  }
  read_axes(map, asset, diagnostics);
  if (const auto* node = map.find("materials")) read_materials(*node, asset, diagnostics);
  asset.mass = find_expression(map, "mass", "mass", diagnostics);
  asset.friction = find_expression(map, "friction", "friction", diagnostics);
  asset.restitution = find_expression(map, "restitution", "restitution", diagnostics);
  return asset;
}

}  // namespace tailcast
