// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include "core/error.h"
#include "core/file.h"
#include "core/json.h"
#include "core/yaml.h"
#include "scenarios/meshes.h"
#include "scenarios/sample.h"
#include "scenarios/spec.h"
#include "tools/commands.h"

namespace tailcast {
namespace {

struct CheckOptions {
  std::vector<std::string> paths;
  bool json = false;
};

std::vector<std::string> scenario_files(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const auto& path : paths) {
    if (!std::filesystem::is_directory(path)) {
      files.push_back(path);
      continue;
    }
    for (auto& file : list_files(path, ".yaml", true)) files.push_back(std::move(file));
  }
  return files;
}

Json to_json(const Diagnostics& diagnostics) {
  Json list = Json::array();
  for (const auto& error : diagnostics.errors) {
    Json entry = Json::object();
    entry["file"] = error.loc.file;
    entry["line"] = error.loc.line;
    entry["column"] = error.loc.column;
    entry["code"] = error.code;
    entry["message"] = error.message;
    entry["hint"] = error.hint;
    list.push_back(std::move(entry));
  }
  return list;
}

// Draws it once as well: requirements that hardly ever hold show only then.
void check_file(const std::string& file, Diagnostics& diagnostics, std::string& meshes) {
  auto spec = parse_scenario(read_file(file, kMaxYamlBytes), file, diagnostics);
  if (!spec) return;
  take_in_meshes(*spec, diagnostics);
  meshes += report_meshes(*spec);
  if (!diagnostics.ok()) return;
  try {
    sample(*spec, 1, 0);
  } catch (const InputError& e) {
    diagnostics.errors.insert(diagnostics.errors.end(), e.diagnostics.errors.begin(), e.diagnostics.errors.end());
  }
}

int check(const CheckOptions& options) {
  const auto files = scenario_files(options.paths);
  Diagnostics diagnostics;
  std::string meshes;
  for (const auto& file : files) check_file(file, diagnostics, meshes);
  if (options.json) {
    Json result = Json::object();
    result["files"] = files.size();
    result["errors"] = to_json(diagnostics);
    result["meshes"] = meshes;
    fmt::print("{}", result.dump(2));
    return diagnostics.ok() ? kDone : kBadInput;
  }
  fmt::print("{}", meshes);
  if (diagnostics.ok()) {
    fmt::print("{} scenario{} checked, no errors\n", files.size(), files.size() == 1 ? "" : "s");
  } else {
    fmt::print(stderr, "{}{} error{} in {} file{}\n", render(diagnostics), diagnostics.errors.size(), diagnostics.errors.size() == 1 ? "" : "s",
               files.size(), files.size() == 1 ? "" : "s");
  }
  return diagnostics.ok() ? kDone : kBadInput;
}

}  // namespace

void add_check(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<CheckOptions>();
  auto* verb = app.add_subcommand("check", "Validates scenarios: every problem, with its place and what to write instead");
  verb->add_option("paths", options->paths, "scenario files, or directories of them")->required();
  verb->add_flag("--json", options->json, "machine output");
  verb->footer("Example: tailcast check scenarios/library");
  verb->callback([options, &exit_code] { exit_code = check(*options); });
}

}  // namespace tailcast
