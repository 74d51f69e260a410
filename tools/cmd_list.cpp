// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

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
};

std::vector<Row> rows_of(const std::string& what) {
  std::vector<Row> rows;
  if (what == "assets") {
    for (const auto& a : catalog())
      rows.push_back({a.id, fmt::format("{:.2f} x {:.2f} x {:.2f} m, {:.4g} kg: {}", a.nominal_size.x(), a.nominal_size.y(), a.nominal_size.z(), a.nominal_mass, a.summary)});
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
  verb->add_option("what", options->what, "what to list")->required()->check(CLI::IsMember({"sensors", "effects", "assets", "places", "scenarios", "classes", "formats"}));
  verb->add_flag("--json", options->json, "machine output");
  verb->footer("Example: tailcast list assets");
  verb->callback([options, &exit_code] {
    Json list = Json::array();
    for (const auto& row : rows_of(options->what)) {
      if (options->json)
        list.push_back(Json::Object{{"name", row.name}, {"summary", row.summary}});
      else
        fmt::print("{:<28} {}\n", row.name, row.summary);
    }
    if (options->json) fmt::print("{}", list.dump(2));
    exit_code = kDone;
  });
}

}  // namespace tailcast
