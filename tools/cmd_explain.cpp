// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "core/diagnostic.h"
#include "core/json.h"
#include "scenarios/codes.h"
#include "scenarios/keys.h"
#include "tools/bad_flag.h"
#include "tools/commands.h"

namespace tailcast {
namespace {

struct ExplainOptions {
  std::string word;
  bool schema = false, json = false;
};

int explain_code(const CodeInfo& info, bool json) {
  if (json)
    fmt::print("{}", Json(Json::Object{{"code", info.code}, {"title", info.title}, {"meaning", info.meaning}}).dump(2));
  else
    fmt::print("{}: {}\n{}\n", info.code, info.title, info.meaning);
  return kDone;
}

int run(const ExplainOptions& options) {
  if (options.schema) {
    fmt::print("{}", scenario_schema().dump(2));
    return kDone;
  }
  if (options.word.empty()) bad_flag("nothing to explain", "give a key such as `ahead`, or a code such as `E0203`");
  if (const auto* info = find_code(options.word)) return explain_code(*info, options.json);
  const auto found = explain_key(options.word);
  if (found.empty()) {
    auto known = all_key_names();
    for (const auto& code : all_codes()) known.emplace_back(code.code);
    bad_flag(fmt::format("no key and no code `{}`", options.word), did_you_mean(options.word, known));
  }
  Json all = Json::array();
  for (const auto& [where, meaning] : found) {
    all.push_back(Json(Json::Object{{"key", options.word}, {"where", where}, {"meaning", meaning}}));
    if (!options.json) fmt::print("{} ({}): {}\n", options.word, where, meaning);
  }
  if (options.json) fmt::print("{}", all.dump(2));
  return kDone;
}

}  // namespace

void add_explain(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ExplainOptions>();
  auto* verb = app.add_subcommand("explain", "What a key of the language, or a diagnostic code, means");
  verb->add_option("word", options->word, "a key such as `ahead`, or a code such as E0203");
  verb->add_flag("--schema", options->schema, "prints the JSON schema of scenarios, for editors");
  verb->add_flag("--json", options->json, "machine output");
  verb->footer("Example: tailcast explain ahead");
  verb->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace tailcast
