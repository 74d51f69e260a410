// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "core/diagnostic.h"
#include "core/json.h"
#include "scenarios/codes.h"
#include "tools/bad_flag.h"
#include "tools/commands.h"

namespace tailcast {
namespace {

struct ExplainOptions {
  std::string code;
  bool json = false;
};

int run(const ExplainOptions& options) {
  const auto* info = find_code(options.code);
  if (!info) {
    std::vector<std::string> codes;
    for (const auto& known : all_codes()) codes.emplace_back(known.code);
    bad_flag(fmt::format("no code `{}`", options.code), did_you_mean(options.code, codes));
  }
  if (options.json)
    fmt::print("{}", Json(Json::Object{{"code", info->code}, {"title", info->title}, {"meaning", info->meaning}}).dump(2));
  else
    fmt::print("{}: {}\n{}\n", info->code, info->title, info->meaning);
  return kDone;
}

}  // namespace

void add_explain(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ExplainOptions>();
  auto* verb = app.add_subcommand("explain", "What a diagnostic code means, and what to do");
  verb->add_option("code", options->code, "a code such as E0203")->required();
  verb->add_flag("--json", options->json, "machine output");
  verb->footer("Example: tailcast explain E0203");
  verb->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace tailcast
