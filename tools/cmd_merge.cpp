// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "core/json.h"
#include "pipeline/render.h"
#include "tools/commands.h"

namespace tailcast {
namespace {

struct MergeOptions {
  std::vector<std::string> shards;
  std::string output;
  bool json = false;
};

struct ReproduceOptions {
  std::string dataset, frame;
  bool json = false;
};

int run(const MergeOptions& options) {
  merge(options.shards, options.output);
  if (options.json)
    fmt::print("{}", Json(Json::Object{{"output", options.output}, {"shards", options.shards.size()}}).dump(2));
  else
    fmt::print("{}: {} shards joined\n", options.output, options.shards.size());
  return kDone;
}

int run(const ReproduceOptions& options) {
  int sequence = 0, frame = 0;
  char rest = 0;
  if (std::sscanf(options.frame.c_str(), "%d/%d%c", &sequence, &frame, &rest) != 2)
    throw CLI::ValidationError("FRAME", "write SEQUENCE/FRAME, such as 00/12");
  const bool same = reproduce(options.dataset, sequence, frame);
  if (options.json)
    fmt::print("{}", Json(Json::Object{{"frame", options.frame}, {"same_bytes", same}}).dump(2));
  else
    fmt::print("{} {}: {}\n", options.dataset, options.frame, same ? "the same bytes" : "OTHER BYTES");
  return same ? kDone : kFinding;
}

}  // namespace

void add_merge(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<MergeOptions>();
  auto* verb = app.add_subcommand("merge", "Joins the shards of a render into one dataset");
  verb->add_option("shards", options->shards, "directories rendered with --shard")->required();
  verb->add_option("-o,--output", options->output, "directory of the joined dataset")->required();
  verb->add_flag("--json", options->json, "machine output");
  verb->footer("Example: tailcast merge S1 S2 S3 -o out/whole");
  verb->callback([options, &exit_code] { exit_code = run(*options); });
}

void add_reproduce(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ReproduceOptions>();
  auto* verb = app.add_subcommand("reproduce", "Renders one frame again and says whether the bytes agree");
  verb->add_option("dataset", options->dataset, "a dataset of ours")->required();
  verb->add_option("frame", options->frame, "SEQUENCE/FRAME")->required();
  verb->add_flag("--json", options->json, "machine output");
  verb->footer("Example: tailcast reproduce out/ladder 00/12");
  verb->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace tailcast
