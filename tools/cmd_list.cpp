// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "assets/catalog.h"
#include "core/dmath.h"
#include "core/file.h"
#include "core/json.h"
#include "scenarios/spec.h"
#include "scene/ontology.h"
#include "sensors/effects.h"
#include "sensors/lidar_spec.h"
#include "stages/stage.h"
#include "tools/commands.h"

namespace tailcast {
namespace {

struct Row {
  std::string name, summary;
  Json::Object more = {};            // machine output's further keys
  std::vector<std::string> details = {};  // further lines of text
};

template <typename T>
Json array_of(const std::vector<T>& values) {
  Json array = Json::array();
  for (const auto& value : values) array.push_back(value);
  return array;
}

// Friction, restitution, materials and joints are those of the family's member of seed 1.
Row asset_row(const AssetInfo& info) {
  const auto asset = make_asset(info.id, 1);
  const auto joints = articulation_of(*asset);
  std::vector<std::string> materials;
  for (const auto id : materials_of(*asset)) materials.emplace_back(material_info(id).name);
  const std::string_view class_name = class_info(info.class_id).name;
  const Vec3& size = info.nominal_size;
  Row row{info.id, fmt::format("{}; {}: {:.2f} x {:.2f} x {:.2f} m, {:.4g} kg", info.summary, class_name,
                               size.x(), size.y(), size.z(), info.nominal_mass)};
  row.more = {{"class", class_name},
              {"size_m", array_of<double>({size.x(), size.y(), size.z()})},
              {"mass_kg", info.nominal_mass},
              {"friction", asset->friction},
              {"restitution", asset->restitution},
              {"rolling_friction_m", asset->rolling_friction},
              {"materials", array_of(materials)},
              {"articulation", array_of(joints)},
              {"anchors", array_of(info.anchors)}};
  row.details = {fmt::format("friction {:.2g}, restitution {:.2g}; {}", asset->friction, asset->restitution,
                             fmt::join(materials, ", "))};
  if (!joints.empty()) row.details.push_back(fmt::format("joints: {}", fmt::join(joints, ", ")));
  if (!info.anchors.empty()) row.details.push_back(fmt::format("anchors: {}", fmt::join(info.anchors, ", ")));
  return row;
}

Row material_row(const Material& m) {
  Row row{std::string(m.name),
          fmt::format("reflects {:g} to {:g} at 905 nm, {:g} to {:g} at 1550 nm; roughness {:g} rad, friction {:g}",
                      m.at_905.min, m.at_905.max, m.at_1550.min, m.at_1550.max, m.roughness, m.friction)};
  if (m.specular_f0 > 0) row.summary += fmt::format("; coat of F0 {:g}, width {:g}", m.specular_f0, m.specular_width);
  if (m.transmission > 0) row.summary += fmt::format("; lets {:g} through", m.transmission);
  if (m.retro > 0) row.summary += fmt::format("; retro-reflects as {:g} times white", m.retro);
  row.more = {{"reflectance_905", array_of<double>({m.at_905.min, m.at_905.max})},
              {"reflectance_1550", array_of<double>({m.at_1550.min, m.at_1550.max})},
              {"roughness_rad", m.roughness},
              {"specular_f0", m.specular_f0},
              {"specular_width", m.specular_width},
              {"transmission", m.transmission},
              {"retro", m.retro},
              {"friction", m.friction}};
  return row;
}

std::vector<Row> rows_of(const std::string& what) {
  std::vector<Row> rows;
  if (what == "assets") {
    for (const auto& info : catalog()) rows.push_back(asset_row(info));
  } else if (what == "materials") {
    for (const auto& m : all_materials()) rows.push_back(material_row(m));
  } else if (what == "places") {
    for (const auto& p : all_places()) rows.push_back({p.name, p.summary});
  } else if (what == "sensors") {
    for (const auto& name : lidar_presets()) {
      const auto spec = load_lidar_spec(name);
      rows.push_back({name, fmt::format("{} beams, {:+.1f} to {:+.1f} deg, {} columns of {:.3f} deg, {:.1f} Hz, {:g} to {:g} m", spec.beams.size(),
                                        rad_to_deg(spec.beams.back().elevation), rad_to_deg(spec.beams.front().elevation), spec.sweep.columns,
                                        rad_to_deg(column_step(spec.sweep)), 1.0 / to_seconds(revolution_of(spec)), spec.range.minimum,
                                        spec.range.maximum)});
    }
  } else if (what == "effects") {
    for (const auto& effect : all_effects()) rows.push_back({std::string(effect.name), fmt::format("without it: {}", effect.summary)});
  } else if (what == "classes") {
    for (const auto& c : all_classes()) rows.push_back({std::string(c.name), fmt::format("SemanticKITTI {}, strict {}", c.semantic_kitti, c.strict_semantic_kitti)});
  } else if (what == "formats") {
    rows.push_back({"semantic_kitti", "SemanticKITTI sequences, with truth/ beside them"});
  } else {
    for (const auto& file : list_files(data_path("scenarios/library"), ".yaml", true)) {
      Diagnostics diagnostics;
      const auto spec = parse_scenario(read_file(file), file, diagnostics);
      rows.push_back({file, spec ? spec->summary : "does not parse: run `tailcast check` on it"});
    }
  }
  return rows;
}

}  // namespace

void add_list(CLI::App& app, int& exit_code) {
  struct ListOptions {
    std::string what;
    bool json = false;
  };
  auto options = std::make_shared<ListOptions>();
  auto* verb = app.add_subcommand("list", "What there is");
  verb->add_option("what", options->what, "what to list")
      ->required()
      ->check(CLI::IsMember(
          {"sensors", "effects", "assets", "materials", "places", "scenarios", "classes", "formats"}));
  verb->add_flag("--json", options->json, "machine output");
  verb->footer("Example: tailcast list assets");
  verb->callback([options, &exit_code] {
    Json list = Json::array();
    for (const auto& row : rows_of(options->what)) {
      if (options->json) {
        Json::Object entry{{"name", row.name}, {"summary", row.summary}};
        entry.insert(entry.end(), row.more.begin(), row.more.end());
        list.push_back(std::move(entry));
      } else {
        fmt::print("{:<28} {}\n", row.name, row.summary);
        for (const auto& line : row.details) fmt::print("{:<28} {}\n", "", line);
      }
    }
    if (options->json) fmt::print("{}", list.dump(2));
    exit_code = kDone;
  });
}

}  // namespace tailcast
