// SPDX-License-Identifier: Apache-2.0
// The verbs. Each adds itself to the app: its flags, its help with an example that works, and what runs it.
// Results go to stdout, everything else to stderr. Exit codes: 0 done, 1 a finding, 2 bad input, 3 I/O, 70 internal.
#pragma once

namespace CLI {
class App;
}

namespace tailcast {

inline constexpr int kDone = 0, kFinding = 1, kBadInput = 2, kIo = 3, kInternal = 70;

// `exit_code` is set by the verb that ran.
void add_new(CLI::App& app, int& exit_code);
void add_fmt(CLI::App& app, int& exit_code);
void add_check(CLI::App& app, int& exit_code);
void add_sample(CLI::App& app, int& exit_code);
void add_render(CLI::App& app, int& exit_code);
void add_merge(CLI::App& app, int& exit_code);
void add_inspect(CLI::App& app, int& exit_code);
void add_compare(CLI::App& app, int& exit_code);
void add_reproduce(CLI::App& app, int& exit_code);
void add_resimulate(CLI::App& app, int& exit_code);
void add_list(CLI::App& app, int& exit_code);
void add_explain(CLI::App& app, int& exit_code);

}  // namespace tailcast
