// SPDX-License-Identifier: Apache-2.0
#include "tests/architecture/rules.h"

#include <algorithm>
#include <array>
#include <regex>
#include <sstream>
#include <string_view>

namespace tailcast::architecture {
namespace {

std::string module_of(const std::string& path) { return path.substr(0, path.find('/')); }
bool is_header(const std::string& path) { return path.ends_with(".h"); }

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

struct Include {
  int line;
  std::string header;
  bool angled;
};

std::vector<Include> includes_of(const std::string& text) {
  static const std::regex kInclude(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
  std::vector<Include> includes;
  const auto lines = lines_of(without_comments(text, false));
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (std::smatch match; std::regex_search(lines[i], match, kInclude))
      includes.push_back({static_cast<int>(i) + 1, match[2], match[1] == "<"});
  return includes;
}

Violations find_in_code(const SourceFile& file, const std::regex& pattern, const std::string& message) {
  Violations found;
  const auto lines = lines_of(without_comments(file.text, true));
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (std::smatch match; std::regex_search(lines[i], match, pattern))
      found.push_back({file.path, static_cast<int>(i) + 1, message + ": `" + match.str() + "`"});
  return found;
}

Violations find_includes(const SourceFile& file, const std::set<std::string>& headers, const std::string& message) {
  Violations found;
  for (const auto& include : includes_of(file.text))
    if (headers.contains(include.header)) found.push_back({file.path, include.line, message + ": <" + include.header + ">"});
  return found;
}

void append(Violations& to, Violations more) { to.insert(to.end(), more.begin(), more.end()); }

// A third party, and the only sources that may include it.
struct Door {
  std::string_view prefix;
  std::string_view sources;  // regular expression on the path
  std::string_view where;
};
constexpr std::array kDoors{
    Door{"yaml-cpp/", "core/yaml\\.cpp", "core/yaml.cpp"},
    Door{"nlohmann/", "core/json\\.cpp", "core/json.cpp"},
    Door{"openssl/", "core/hash\\.cpp", "core/hash.cpp"},
    Door{"Random123/", "core/random\\.cpp", "core/random.cpp"},
    Door{"embree3/", "scene/ray_caster\\w*\\.cpp", "scene/ray_caster*.cpp"},
    Door{"open3d/", "scene/mesh_io\\w*\\.cpp", "scene/mesh_io*.cpp"},
    Door{"Open3D/", "scene/mesh_io\\w*\\.cpp", "scene/mesh_io*.cpp"},
    Door{"bt", "sim/.*\\.cpp", "sim/*.cpp"},
    Door{"bullet/", "sim/.*\\.cpp", "sim/*.cpp"},
    Door{"Bullet", "sim/.*\\.cpp", "sim/*.cpp"},
    Door{"LinearMath/btConvexHullComputer.h", "assets/convex_hull_bullet\\.cpp", "assets/convex_hull_bullet.cpp"},
    Door{"LinearMath/", "sim/.*\\.cpp", "sim/*.cpp"},
    Door{"pcl/", "dataset/\\w*(pcd|pcl)\\w*\\.cpp", "dataset/*pcd*.cpp"},
    Door{"zip.h", "dataset/\\w+\\.cpp", "dataset/*.cpp"},
    Door{"cairo", "viewer/\\w+\\.cpp", "viewer/*.cpp"},
    Door{"CLI/", "tools/\\w+\\.cpp", "tools/*.cpp"},
    Door{"fmt/", ".*\\.cpp", "any .cpp"},
};

// Headers with a folder or a .h that are no third party of ours to guard: Eigen is the one type that crosses modules.
bool needs_no_door(const std::string& header) {
  static const std::set<std::string> kPosix{"unistd.h", "fcntl.h", "malloc.h"};
  return header.starts_with("Eigen/") || header.starts_with("sys/") || kPosix.contains(header);
}

bool reaches_bytes(const std::string& path) {
  static const std::set<std::string> kModules{"core", "scene", "assets", "stages", "scenarios", "sim",
                                              "sensors", "labels", "dataset", "pipeline"};
  return kModules.contains(module_of(path));
}

bool is_library(const std::string& path) { return module_of(path) != "tools"; }
bool is_failed_check(const std::string& path) { return path == "core/check.cpp"; }

std::set<std::string> reachable(const std::string& from, const Dependencies& declared) {
  std::set<std::string> seen{from};
  std::vector<std::string> open{from};
  while (!open.empty()) {
    const auto at = declared.find(open.back());
    open.pop_back();
    if (at == declared.end()) continue;
    for (const auto& next : at->second)
      if (seen.insert(next).second) open.push_back(next);
  }
  return seen;
}

}  // namespace

std::string to_string(const Violation& v) { return v.file + ":" + std::to_string(v.line) + ": " + v.message; }

const Dependencies& allowed_arrows() {
  static const Dependencies kArrows{
      {"core", {}},
      {"scene", {"core"}},
      {"assets", {"core", "scene"}},
      {"sensors", {"core", "scene"}},
      {"labels", {"core", "scene", "sensors"}},
      {"dataset", {"core", "scene", "sensors", "labels"}},
      {"stages", {"core", "scene", "assets", "labels", "dataset"}},
      {"scenarios", {"core", "scene", "assets", "stages"}},
      {"sim", {"core", "scene", "assets", "stages", "scenarios"}},
      {"gap", {"core", "scene", "sensors", "labels", "dataset"}},
      {"viewer", {"core", "scene", "assets", "sensors", "labels", "dataset"}},
      {"pipeline", {"core", "scene", "assets", "sensors", "labels", "dataset", "stages", "scenarios", "sim", "gap"}},
      {"tools", {"core", "scene", "assets", "sensors", "labels", "dataset", "stages", "scenarios", "sim", "gap", "viewer", "pipeline"}},
  };
  return kArrows;
}

Dependencies declared_dependencies(const std::string& cmake_text) {
  static const std::regex kCall(R"(tailcast_module\s*\(\s*(\w+)([^)]*)\))"), kWord(R"(\S+)");
  Dependencies declared;
  for (std::sregex_iterator call(cmake_text.begin(), cmake_text.end(), kCall), end; call != end; ++call) {
    auto& modules = declared[(*call)[1]];
    const std::string arguments = (*call)[2];
    bool depends = false;
    for (std::sregex_iterator word(arguments.begin(), arguments.end(), kWord); word != end; ++word) {
      if (word->str() == "DEPENDS" || word->str() == "LIBRARIES") depends = word->str() == "DEPENDS";
      else if (depends) modules.insert(word->str());
    }
  }
  return declared;
}

Violations check_declared_arrows(const Dependencies& declared) {
  Violations found;
  for (const auto& [module, modules] : declared) {
    const std::string file = module + "/CMakeLists.txt";
    const auto row = allowed_arrows().find(module);
    if (row == allowed_arrows().end()) {
      found.push_back({file, 1, "module `" + module + "` has no row in the table of arrows"});
      continue;
    }
    for (const auto& to : modules)
      if (!row->second.contains(to)) found.push_back({file, 1, "`" + module + "` may not depend on `" + to + "`"});
  }
  return found;
}

Violations check_include_arrows(const SourceFile& file, const Dependencies& declared) {
  const auto module = module_of(file.path);
  const auto row = allowed_arrows().find(module);
  if (row == allowed_arrows().end()) return {{file.path, 1, "`" + module + "` has no row in the table of arrows"}};
  const auto linked = reachable(module, declared);
  Violations found;
  for (const auto& include : includes_of(file.text)) {
    if (include.angled) continue;
    const auto to = module_of(include.header);
    if (include.header.find('/') == std::string::npos || !allowed_arrows().contains(to))
      found.push_back({file.path, include.line, "\"" + include.header + "\" is not named from the root of the house"});
    else if (to != module && !row->second.contains(to))
      found.push_back({file.path, include.line, "wrong arrow: `" + module + "` includes \"" + include.header + "\""});
    else if (declared.contains(module) && !linked.contains(to))
      found.push_back({file.path, include.line, "`" + to + "` is not among the DEPENDS of " + module + "/CMakeLists.txt"});
  }
  return found;
}

Violations check_third_party_doors(const SourceFile& file) {
  Violations found;
  for (const auto& include : includes_of(file.text)) {
    if (!include.angled || needs_no_door(include.header)) continue;
    const auto door = std::ranges::find_if(kDoors, [&](const Door& d) { return include.header.starts_with(d.prefix); });
    if (door == kDoors.end()) {
      if (include.header.find('/') != std::string::npos || include.header.ends_with(".h"))
        found.push_back({file.path, include.line, "no door is known for <" + include.header + ">"});
    } else if (!std::regex_match(file.path, std::regex(door->sources.begin(), door->sources.end()))) {
      found.push_back({file.path, include.line, "<" + include.header + "> may be included in " + std::string(door->where) + " only"});
    }
  }
  return found;
}

Violations check_no_printing(const SourceFile& file) {
  if (!is_library(file.path) || is_failed_check(file.path)) return {};
  static const std::regex kPrinting(
      R"(\bstd::(cout|cerr|clog)\b|\b(printf|fprintf|vprintf|puts|fputs|putchar|perror)\s*\(|\bfmt::print(ln)?\b)");
  auto found = find_in_code(file, kPrinting, "a library never prints");
  append(found, find_includes(file, {"iostream"}, "a library never prints"));
  return found;
}

Violations check_no_exit(const SourceFile& file) {
  if (!is_library(file.path) || is_failed_check(file.path)) return {};
  static const std::regex kExit(R"((^|[^\w.>])(std::|::)?(exit|_exit|_Exit|quick_exit|abort|terminate)\s*\()");
  return find_in_code(file, kExit, "a library never ends the program");
}

Violations check_determinism(const SourceFile& file) {
  if (!is_library(file.path)) return {};
  static const std::regex kChance(
      R"(\bs?rand\s*\(|\brandom_device\b|\bmt19937|\bsystem_clock\b|\bgettimeofday\b|\bstd::time\s*\(|\btime\s*\(\s*(nullptr|NULL)\s*\))");
  static const std::regex kAngleAxis(R"(\bAngleAxis[df]?\b)");
  auto found = find_in_code(file, kChance, "the same seed must give the same bytes");
  append(found, find_includes(file, {"random", "ctime", "time.h"}, "the same seed must give the same bytes"));
  if (reaches_bytes(file.path)) append(found, find_in_code(file, kAngleAxis, "uses the platform's sine: take rotation_about()"));
  return found;
}

Violations check_no_platform_libm(const SourceFile& file) {
  if (!reaches_bytes(file.path) || file.path.starts_with("core/dmath.")) return {};
  static const std::string kNames =
      "(a?sinh?|a?cosh?|a?tanh?|atan2|exp2?|expm1|log(2|10|1p)?|pow|cbrt|hypot|erfc?|[tl]gamma)";
  static const std::regex kQualified(R"((\bstd|(^|[^\w>])):: *)" + kNames + R"(f?\s*\()");
  static const std::regex kBare(R"((^|[^\w:.>"]))" + kNames + R"(f?\s*\()");
  const std::string message = "the platform's libm differs between CPUs: take dmath::";
  auto found = find_in_code(file, kQualified, message);
  if (file.text.find("using dmath::") == std::string::npos && file.text.find("using namespace dmath") == std::string::npos)
    append(found, find_in_code(file, kBare, message));
  return found;
}

Violations check_no_mutable_statics(const SourceFile& file) {
  static const std::regex kStatic(R"(^\s*(inline\s+)?(static|thread_local)\s+(?!.*\bconst(expr|init|eval)?\b)[^()]*[;={])");
  return find_in_code(file, kStatic, "no mutable statics");
}

Violations check_layout(const SourceFile& file) {
  Violations found;
  const auto lines = lines_of(file.text);
  if (lines.empty() || lines.front() != "// SPDX-License-Identifier: Apache-2.0")
    found.push_back({file.path, 1, "the first line is `// SPDX-License-Identifier: Apache-2.0`"});
  if (is_header(file.path) && std::ranges::find(lines, "#pragma once") == lines.end())
    found.push_back({file.path, 1, "a header has `#pragma once`"});
  const std::size_t longest = is_header(file.path) ? 300 : 600;
  if (lines.size() > longest)
    found.push_back({file.path, static_cast<int>(longest) + 1, "has " + std::to_string(lines.size()) + " lines, more than " + std::to_string(longest)});
  static const std::regex kPath(R"([a-z0-9_]+(/[a-z0-9_]+)*\.(h|cpp))"), kVagueFolder(R"((^|/)(utils?|common|helpers?|misc|include|src)/)");
  if (!std::regex_match(file.path, kPath)) found.push_back({file.path, 1, "files and folders are snake_case"});
  if (std::regex_search(file.path, kVagueFolder)) found.push_back({file.path, 1, "a folder is named for what it holds"});
  static const std::regex kVagueType(R"(\b(class|struct)\s+\w*(Manager|Helper|Utils?|Utility|Processor|Handler|Base)\b)");
  append(found, find_in_code(file, kVagueType, "a type is named for what it is"));
  return found;
}

Violations check_build_flags(const SourceFile& cmake_file) {
  static const std::regex kFlags(R"(-march=|-mtune=|-mavx|-mfma|-ffast-math|-Ofast|-ffp-contract=(fast|on)|-funsafe-math)");
  Violations found;
  const auto lines = lines_of(cmake_file.text);
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (const auto code = lines[i].substr(0, lines[i].find('#')); std::regex_search(code, kFlags))
      found.push_back({cmake_file.path, static_cast<int>(i) + 1, "this flag gives other bits on other machines"});
  return found;
}

FunctionLength length_of_function(const std::string& text, const std::string& name) {
  const auto lines = lines_of(without_comments(text, true));
  const std::regex opening("^[A-Za-z_].*\\b" + name + "\\s*\\(");
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!std::regex_search(lines[i], opening)) continue;
    int depth = 0;
    bool body = false;
    for (std::size_t k = i; k < lines.size(); ++k)
      for (const char c : lines[k]) {
        if (c == ';' && !body) k = lines.size() - 1;  // a declaration
        if (c == '{') ++depth, body = true;
        if (c == '}' && --depth == 0) return {static_cast<int>(i) + 1, static_cast<int>(k - i) + 1};
      }
  }
  return {};
}

Violations check_source(const SourceFile& file, const Dependencies& declared) {
  auto found = check_include_arrows(file, declared);
  for (const auto check : {check_third_party_doors, check_no_printing, check_no_exit, check_determinism,
                           check_no_platform_libm, check_order_of_draws, check_no_mutable_statics, check_layout})
    append(found, check(file));
  return found;
}

}  // namespace tailcast::architecture
