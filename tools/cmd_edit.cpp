// SPDX-License-Identifier: Apache-2.0
// `new` and `fmt`: a scenario's text.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>
#include <regex>

#include "core/error.h"
#include "core/file.h"
#include "core/yaml.h"
#include "scenarios/format.h"
#include "scenarios/spec.h"
#include "tools/bad_flag.h"
#include "tools/commands.h"

namespace fs = std::filesystem;

namespace tailcast {
namespace {

struct NewOptions {
  std::string file, from = "debris/ladder_off_pickup";
};

// The library's file of that name, with or without its family.
std::string library_file(const std::string& name) {
  const auto library = data_path("scenarios/library");
  std::vector<std::string> names;
  for (const auto& file : list_files(library, ".yaml", true)) {
    const auto relative = fs::path(file).lexically_relative(library).replace_extension().generic_string();
    if (relative == name || fs::path(file).stem() == name) return file;
    names.push_back(relative);
  }
  bad_flag(fmt::format("--from {}: no scenario of the library", name), did_you_mean(name, names));
}

int make_new(const NewOptions& options) {
  if (!options.file.ends_with(".yaml")) bad_flag(fmt::format("{} is no name for a scenario's file", options.file), "it ends in .yaml");
  const auto name = fs::path(options.file).stem().string();
  if (!is_identifier(name)) bad_flag(fmt::format("`{}` is no name for a scenario", name), "letters, digits and `_`, beginning with a letter");
  if (file_exists(options.file)) bad_flag(options.file + " is there already", "give another name");
  auto text = read_file(library_file(options.from), kMaxYamlBytes);
  text = std::regex_replace(text, std::regex("(^|\\n)name: *[^\\n]*"), "$1name: " + name, std::regex_constants::format_first_only);
  write_file(options.file, text);
  fmt::print("{} written; next: tailcast check {}\n", options.file, options.file);
  return kDone;
}

struct FormatOptions {
  std::vector<std::string> files;
  bool check = false;
};

int format_files(const FormatOptions& options) {
  Diagnostics diagnostics;
  int changed = 0;
  for (const auto& file : options.files) {
    const auto text = read_file(file, kMaxYamlBytes);
    const auto before = diagnostics.errors.size();
    const auto formatted = format_scenario(text, file, diagnostics);
    if (diagnostics.errors.size() != before || formatted == text) continue;
    ++changed;
    fmt::print("{}{}\n", file, options.check ? ": not formatted" : "");
    if (!options.check) write_file(file, formatted);
  }
  if (!diagnostics.ok()) throw InputError(std::move(diagnostics));
  return options.check && changed > 0 ? kFinding : kDone;
}

}  // namespace

void add_new(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<NewOptions>();
  auto* verb = app.add_subcommand("new", "Starts a scenario from one of the library");
  verb->add_option("file", options->file, "the file to write; its name becomes the scenario's")->required();
  verb->add_option("--from", options->from, "a scenario of the library: `tailcast list scenarios`")->capture_default_str();
  verb->footer("Example: tailcast new my_ladder.yaml --from ladder_off_pickup");
  verb->callback([options, &exit_code] { exit_code = make_new(*options); });
}

void add_fmt(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<FormatOptions>();
  auto* verb = app.add_subcommand("fmt", "Lays scenario files out the usual way; comments stay");
  verb->add_option("files", options->files, "scenario files, rewritten in place")->required();
  verb->add_flag("--check", options->check, "rewrites nothing; exit code 1 if a file would change");
  verb->footer("Example: tailcast fmt my_ladder.yaml");
  verb->callback([options, &exit_code] { exit_code = format_files(*options); });
}

}  // namespace tailcast
