// SPDX-License-Identifier: Apache-2.0
// The house as it stands against its rules, and the rules against planted violations.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/architecture/rules.h"

namespace tailcast::architecture {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

const fs::path& root() {
  static const fs::path kRoot = TAILCAST_SOURCE_DIR;
  return kRoot;
}

std::vector<SourceFile> files_of(const std::string& folder, const std::vector<std::string>& endings) {
  std::vector<SourceFile> files;
  if (!fs::is_directory(root() / folder)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(root() / folder)) {
    const auto path = fs::relative(entry.path(), root()).string();
    if (entry.is_regular_file() && std::ranges::any_of(endings, [&](const auto& e) { return path.ends_with(e); }))
      files.push_back({path, text_of(entry.path())});
  }
  std::ranges::sort(files, {}, &SourceFile::path);
  return files;
}

std::vector<SourceFile> sources() {
  std::vector<SourceFile> all;
  for (const auto& [module, arrows] : allowed_arrows())
    for (auto& file : files_of(module, {".h", ".cpp"})) all.push_back(std::move(file));
  return all;
}

Dependencies declared_by_the_house() {
  Dependencies declared;
  for (const auto& [module, arrows] : allowed_arrows()) declared.merge(declared_dependencies(text_of(root() / module / "CMakeLists.txt")));
  return declared;
}

void expect_none(const Violations& violations) {
  for (const auto& violation : violations) ADD_FAILURE() << to_string(violation);
}

TEST(House, ObeysEveryRuleInEverySourceFile) {
  const auto all = sources();
  ASSERT_GT(all.size(), 40U) << "sources are looked for below " << root();
  const auto declared = declared_by_the_house();
  for (const auto& file : all) expect_none(check_source(file, declared));
}

TEST(House, DrawsInAnOrderThatNoCompilerChoosesNotEvenInItsTests) {
  for (const char* folder : {"tests", "bench"}) {
    const auto files = files_of(folder, {".h", ".cpp"});
    ASSERT_FALSE(files.empty());
    for (const auto& file : files) expect_none(check_order_of_draws(file));
  }
}

TEST(House, DeclaresOnlyTheArrowsThatItsArchitectureHas) {
  const auto declared = declared_by_the_house();
  ASSERT_TRUE(declared.contains("core") && declared.contains("scene"));
  expect_none(check_declared_arrows(declared));
}

TEST(House, HasAFolderForEachModuleThatCMakeBuilds) {
  for (const auto& entry : fs::directory_iterator(root()))
    if (entry.is_directory() && entry.path().filename() != "tests" && text_of(entry.path() / "CMakeLists.txt").find("tailcast_module(") != std::string::npos) {
      EXPECT_TRUE(allowed_arrows().contains(entry.path().filename().string())) << entry.path() << " has no row in the table of arrows";
    }
}

TEST(House, TheMapInTheDocsNamesEveryModule) {
  const auto map = text_of(root() / "docs/architecture.md");
  ASSERT_FALSE(map.empty());
  for (const auto& [module, arrows] : allowed_arrows())
    EXPECT_NE(map.find("| `" + module + "` |"), std::string::npos) << "docs/architecture.md has no row for " << module;
}

TEST(House, IsBuiltWithFlagsThatGiveTheSameBitsEverywhere) {
  expect_none(check_build_flags({"CMakeLists.txt", text_of(root() / "CMakeLists.txt")}));
  expect_none(check_build_flags({"CMakePresets.json", text_of(root() / "CMakePresets.json")}));
  for (const auto& file : files_of("cmake", {".cmake"})) expect_none(check_build_flags(file));
  for (const auto& [module, arrows] : allowed_arrows())
    for (const auto& file : files_of(module, {"CMakeLists.txt"})) expect_none(check_build_flags(file));
}

TEST(House, RendersAFrameInFewerThanFortyLines) {
  FunctionLength found;
  for (const auto& file : files_of("pipeline", {".cpp"}))
    if (const auto length = length_of_function(file.text, "render_frame"); length.length > 0) {
      found = length;
      EXPECT_LT(length.length, 40) << file.path << ":" << length.line << ": render_frame is where composition stays readable";
    }
  EXPECT_GT(found.length, 0) << "pipeline defines no render_frame";
}

// ---- planted violations: each rule must see its own, at its line

Violations in(const std::string& path, const std::string& code) {
  const auto& arrows = allowed_arrows();
  return check_source({path, "// SPDX-License-Identifier: Apache-2.0\n" + code}, arrows);
}

void expect_one(const Violations& violations, int line, const std::string& part) {
  ASSERT_EQ(violations.size(), 1U) << (violations.empty() ? "nothing was found" : to_string(violations[1 % violations.size()]));
  EXPECT_EQ(violations.front().line, line);
  EXPECT_NE(to_string(violations.front()).find(part), std::string::npos) << to_string(violations.front());
}

TEST(Rules, SeeAWrongArrow) {
  expect_one(in("core/a.cpp", "#include \"scene/mesh.h\"\n"), 2, "wrong arrow");
  expect_one(in("sim/a.cpp", "#include \"core/pose.h\"\n#include \"sensors/scan.h\"\n"), 3, "wrong arrow");
  expect_one(in("sensors/a.cpp", "#include \"sim/simulate.h\"\n"), 2, "wrong arrow");
  expect_one(in("gap/a.cpp", "#include \"pipeline/world.h\"\n"), 2, "wrong arrow");
  expect_one(in("scene/a.cpp", "#include \"mesh.h\"\n"), 2, "not named from the root");
  EXPECT_TRUE(in("tools/a.cpp", "#include \"gap/gap.h\"\n#include \"viewer/picture.h\"\n").empty());
}

TEST(Rules, SeeAnIncludeThatCMakeDoesNotDeclare) {
  const Dependencies declared{{"labels", {"scene"}}, {"scene", {"core"}}};
  const std::string spdx = "// SPDX-License-Identifier: Apache-2.0\n";
  EXPECT_TRUE(check_include_arrows({"labels/a.cpp", spdx + "#include \"core/pose.h\"\n"}, declared).empty());
  expect_one(check_include_arrows({"labels/a.cpp", spdx + "#include \"sensors/scan.h\"\n"}, declared), 2, "not among the DEPENDS");
}

TEST(Rules, SeeADeclaredArrowThatPointsBackwards) {
  EXPECT_TRUE(check_declared_arrows({{"scene", {"core"}}}).empty());
  EXPECT_EQ(check_declared_arrows({{"core", {"scene"}}}).size(), 1U);
  EXPECT_EQ(check_declared_arrows({{"sim", {"scenarios", "sensors"}}}).size(), 1U);
  EXPECT_EQ(check_declared_arrows({{"basement", {}}}).size(), 1U);
}

TEST(Rules, ReadWhatCMakeDeclares) {
  const auto declared = declared_dependencies("tailcast_module(viewer DEPENDS core\n  scene LIBRARIES fmt::fmt)\ntailcast_module(core LIBRARIES z)\n");
  EXPECT_EQ(declared, (Dependencies{{"viewer", {"core", "scene"}}, {"core", {}}}));
}

TEST(Rules, SeeAThirdPartyOutsideItsDoor) {
  expect_one(in("sim/a.h", "#pragma once\n#include <btBulletDynamicsCommon.h>\n"), 3, "sim/*.cpp only");
  expect_one(in("scene/mesh.cpp", "#include <embree3/rtcore.h>\n"), 2, "scene/ray_caster*.cpp only");
  expect_one(in("scene/a.h", "#pragma once\n#include <fmt/format.h>\n"), 3, "any .cpp only");
  expect_one(in("dataset/kitti.cpp", "#include <pcl/io/pcd_io.h>\n"), 2, "dataset/*pcd*.cpp only");
  expect_one(in("core/a.cpp", "#include <gsl/gsl_math.h>\n"), 2, "no door is known");
  expect_one(in("core/a.cpp", "#include <lz4.h>\n"), 2, "no door is known");
  EXPECT_TRUE(in("scene/ray_caster_embree.cpp", "#include <embree3/rtcore.h>\n#include <vector>\n").empty());
  EXPECT_TRUE(in("core/pose.h", "#pragma once\n#include <Eigen/Core>\n").empty());
}

TEST(Rules, SeeALibraryPrintOrExit) {
  for (const std::string code : {"std::cout << 1;", "std::printf(\"x\");", "puts(\"x\");", "fmt::print(\"x\");", "std::cerr << 1;"})
    expect_one(in("scene/a.cpp", code + "\n"), 2, "never prints");
  expect_one(in("scene/a.cpp", "#include <iostream>\n"), 2, "never prints");
  for (const std::string code : {"std::exit(1);", "  abort();", "if (x) ::_exit(2);"})
    expect_one(in("scene/a.cpp", code + "\n"), 2, "never ends the program");
  EXPECT_TRUE(in("tools/a.cpp", "std::cout << 1; std::exit(1);\n").empty());
  EXPECT_TRUE(in("scene/a.cpp", "std::snprintf(a, b, c); // std::cout\nauto s = \"std::cout << exit(1)\";\n").empty());
  EXPECT_TRUE(in("scene/a.cpp", "at_exit(1); door.exit(2); on_abort();\n").empty());
}

TEST(Rules, SeeWhatWouldChangeTheBytes) {
  for (const std::string code : {"int x = rand();", "std::random_device d;", "std::mt19937 g;", "std::chrono::system_clock::now();", "auto t = time(nullptr);"})
    expect_one(in("stages/a.cpp", code + "\n"), 2, "same bytes");
  expect_one(in("stages/a.cpp", "#include <random>\n"), 2, "same bytes");
  expect_one(in("stages/a.cpp", "Eigen::AngleAxisd a;\n"), 2, "rotation_about");
  for (const std::string code : {"std::sin(x);", "y = ::cos(x);", "std::atan2(y, x);", "y = exp(x);", "sinf(x);", "std::hypot(x, y);"})
    expect_one(in("sensors/a.cpp", code + "\n"), 2, "dmath");
  EXPECT_TRUE(in("sensors/a.cpp", "dmath::sin(x); std::sqrt(x); std::exp_of(x); path.log(x); p->exp(x); time(3);\n").empty());
  EXPECT_TRUE(in("gap/a.cpp", "std::log(x);\n").empty());
  EXPECT_TRUE(in("core/dmath.cpp", "std::sin(x);\n").empty());
  EXPECT_EQ(check_build_flags({"CMakeLists.txt", "# -march=native\nadd(-march=native)\n"}).size(), 1U);
}

TEST(Rules, SeeDrawsWhoseOrderTheCompilerChooses) {
  const auto planted = [](const std::string& code) {
    return in("stages/a.cpp", "void f(RandomStream& random) {\n" + code + "\n}\n");
  };
  for (const std::string code :
       {"const Vec3 p(random.uniform(0, 1), 2, random.normal());", "x = random.uniform() * random.uniform();",
        "x = random.uniform() + (a < 1 ? random.normal() : 2);", "v[random.integer(0, 3)] = random.uniform();",
        "plant(random.chance(.3) ? a : b, c, random.uniform(2, 3), random);",
        "const double a = 1, b = g(h(random), random.seed());",
        "add(Vec3{random.uniform(), 0, 0}, {random.normal(), 1});",
        "if (random.uniform() < random.uniform()) f();",
        "for (double s = random.uniform(); s < 1; s += random.normal() - random.seed()) f();",
        "x = std::max({1, g(random) / random.integer(1, 2)});",
        "set_up([&](double) { return g(random.chance(.4), random.seed()); });"})
    expect_one(planted(code), 3, "two draws");
  expect_one(planted("put(\"a\", make(random.uniform(5, 7),  // high\n  random.seed()), s);"), 4, "two draws");
  expect_one(planted("const auto put = [&](double a) -> Vec3 { if (a > 0) { return unit(random); } };\n"
                     "const Vec3 p = put(1) -\n put(2);"), 5, "two draws");
  expect_one(in("assets/a.cpp", "Mesh make(int seed) {\n  RandomStream dice(seed, Domain::Asset);\n"
                                "  return box(dice.seed(), dice.seed());\n}\n"), 4, "two draws");
  for (const std::string code :
       {"const Vec3 p{random.uniform(0, 1), 2, random.normal()};", "const double a = random.uniform(), b = random.uniform();",
        "x = random.chance(.5) ? random.uniform() : random.normal();",
        "if (random.chance(.5) && random.chance(.1)) g(random);",
        "if (random.chance(.5)) g(random);\nelse h(random.seed());", "plant(random.chance(.3) ? a : b, 1.2, random);",
        "for (double s = random.uniform(); s < random.uniform(); s += random.normal()) g(random);",
        "set_up(random.seed(), [&](double s) { return s > 1 || random.chance(.4); });",
        "x = random.uniform(0, random.uniform());", "w = {random.uniform(), random.normal(), random.seed()};",
        "g(site.uniform(), site.uniform());"})
    for (const auto& violation : planted(code)) ADD_FAILURE() << code << " " << to_string(violation);
}

TEST(Rules, SeeAMutableStatic) {
  for (const std::string code : {"static int count = 0;", "  static std::map<int, int> cache;", "thread_local int depth{};"})
    expect_one(in("scene/a.cpp", code + "\n"), 2, "mutable statics");
  EXPECT_TRUE(in("scene/a.cpp", "static constexpr int kA = 1;\n  static const std::regex kB(\"x\");\nstatic int f(int a) { return a; }\nstatic_assert(true);\n").empty());
}

TEST(Rules, SeeAFileThatIsLaidOutWrongly) {
  expect_one(check_layout({"scene/a.cpp", "int x;\n"}), 1, "SPDX");
  expect_one(in("scene/a.h", "struct A {};\n"), 1, "#pragma once");
  expect_one(in("scene/a.cpp", "class SceneManager {};\n"), 2, "named for what it is");
  expect_one(in("scene/a.cpp", "struct MeshHelper;\n"), 2, "named for what it is");
  expect_one(in("scene/RayCaster.cpp", ""), 1, "snake_case");
  expect_one(in("scene/utils/a.cpp", ""), 1, "named for what it holds");
  std::string blank_lines(600, '\n');
  expect_one(in("scene/a.cpp", blank_lines), 601, "lines");
  EXPECT_TRUE(in("scene/a.cpp", "struct Handle; class Database;\n").empty());
}

TEST(Rules, MeasureAFunction) {
  const std::string text = "void f();\nint g(int a,\n      int b) {\n  if (a) { return \"}\"[0]; }\n  return b;\n}\nvoid f() {\n}\n";
  EXPECT_EQ(length_of_function(text, "g").length, 5);
  EXPECT_EQ(length_of_function(text, "g").line, 2);
  EXPECT_EQ(length_of_function(text, "f").length, 2);
  EXPECT_EQ(length_of_function(text, "h").length, 0);
}

TEST(Rules, ReadCodeAndNotCommentsOrLiterals) {
  EXPECT_EQ(without_comments("a // b\nc /* d\ne */ f", true), "a     \nc     \n     f");
  EXPECT_EQ(without_comments("x = \"// no\"; 'a'", true), "x = \"     \"; ' '");
  EXPECT_EQ(without_comments("x = \"// no\";", false), "x = \"// no\";");
  EXPECT_EQ(without_comments("n = 1'000'000; // k", true), "n = 1'000'000;     ");
  EXPECT_EQ(without_comments("R\"(a\"b)\" + c", true), "R\"     \" + c");
}

}  // namespace
}  // namespace tailcast::architecture
