// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <CLI/CLI.hpp>

#include "core/error.h"
#include "core/memory.h"
#include "tools/commands.h"

int main(int argc, char** argv) {
  tailcast::keep_memory();
  CLI::App app{"tailcast: rare road events as labelled LiDAR point clouds, and how far they are from real ones.\n\n"
               "  tailcast check scenarios/library\n"
               "  tailcast render scenarios/library/debris/ladder_off_pickup.yaml -n 3 -o out/ladder\n"
               "  tailcast inspect out/ladder --frame 5 --png frame.png\n"
               "  tailcast compare out/ladder path/to/real --html gap.html\n",
               "tailcast"};
  app.set_version_flag("--version", "tailcast " TAILCAST_VERSION);
  app.require_subcommand(1);
  app.footer("Exit codes: 0 done, 1 a finding or a gate not met, 2 bad input, 3 I/O, 70 internal.");
  int exit_code = tailcast::kDone;
  tailcast::add_new(app, exit_code);
  tailcast::add_fmt(app, exit_code);
  tailcast::add_check(app, exit_code);
  tailcast::add_sample(app, exit_code);
  tailcast::add_render(app, exit_code);
  tailcast::add_merge(app, exit_code);
  tailcast::add_inspect(app, exit_code);
  tailcast::add_compare(app, exit_code);
  tailcast::add_resimulate(app, exit_code);
  tailcast::add_reproduce(app, exit_code);
  tailcast::add_list(app, exit_code);
  tailcast::add_explain(app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& e) {  // --help, --version
    return app.exit(e);
  } catch (const CLI::ParseError& e) {
    app.exit(e);
    return tailcast::kBadInput;
  } catch (const tailcast::InputError& e) {
    fmt::print(stderr, "{}", e.what());
    return tailcast::kBadInput;
  } catch (const tailcast::IoError& e) {
    fmt::print(stderr, "error: {}\n", e.what());
    return tailcast::kIo;
  } catch (const std::exception& e) {
    fmt::print(stderr, "internal error: {}\n", e.what());
    return tailcast::kInternal;
  }
  return exit_code;
}
