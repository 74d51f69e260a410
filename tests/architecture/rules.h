// SPDX-License-Identifier: Apache-2.0
// The house's rules as functions of text, so that each can be shown a violation. Paths are relative to the root.
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

namespace tailcast::architecture {

struct SourceFile {
  std::string path;  // "scene/mesh.cpp"
  std::string text;
};

struct Violation {
  std::string file;
  int line = 1;  // from 1
  std::string message;
};
std::string to_string(const Violation& violation);  // file:line: message

using Violations = std::vector<Violation>;
using Dependencies = std::map<std::string, std::set<std::string>>;  // module -> those that it may see

// Which module's headers a module may include: the arrows of docs/architecture.md.
const Dependencies& allowed_arrows();
// What a module's CMakeLists.txt declares: the DEPENDS of its tailcast_module call. Empty where there is no call.
Dependencies declared_dependencies(const std::string& cmake_text);

// The text with comments, and string and character literals too if asked, blanked out; lines stay where they are.
std::string without_comments(const std::string& text, bool blank_literals);

Violations check_declared_arrows(const Dependencies& declared);
// `declared`: of all modules; an include needs a path through it.
Violations check_include_arrows(const SourceFile& file, const Dependencies& declared);
Violations check_third_party_doors(const SourceFile& file);
Violations check_no_printing(const SourceFile& file);
Violations check_no_exit(const SourceFile& file);
Violations check_determinism(const SourceFile& file);
Violations check_no_platform_libm(const SourceFile& file);
Violations check_order_of_draws(const SourceFile& file);  // from a RandomStream
Violations check_no_mutable_statics(const SourceFile& file);
Violations check_layout(const SourceFile& file);  // SPDX, #pragma once, length, names
Violations check_build_flags(const SourceFile& cmake_file);
// Of the file that defines it; empty where it is defined elsewhere.
struct FunctionLength {
  int line = 0, length = 0;  // both 0: not defined here
};
FunctionLength length_of_function(const std::string& text, const std::string& name);

// Every check of one source file.
Violations check_source(const SourceFile& file, const Dependencies& declared);

}  // namespace tailcast::architecture
