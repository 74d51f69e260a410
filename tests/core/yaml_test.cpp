// SPDX-License-Identifier: Apache-2.0
#include "core/yaml.h"

#include <gtest/gtest.h>

#include "core/error.h"

namespace tailcast {
namespace {

std::string codes(const Diagnostics& diagnostics) {
  std::string out;
  for (const auto& e : diagnostics.errors)
    out += e.code + "@" + std::to_string(e.loc.line) + ":" + std::to_string(e.loc.column) + " ";
  return out;
}

TEST(Yaml, KnowsThePlaceOfEveryValue) {
  Diagnostics diagnostics;
  const auto root = parse_yaml("a: 1\nb:\n  - x\n  - {c: \"2\"}\nd:\n", "f.yaml", diagnostics);
  ASSERT_TRUE(root && diagnostics.ok());
  EXPECT_EQ(root->find("a")->loc, (SourceLoc{"f.yaml", 1, 4}));
  EXPECT_EQ(root->find("b")->items[1].find("c")->loc, (SourceLoc{"f.yaml", 4, 9}));
  EXPECT_TRUE(root->find("b")->items[1].find("c")->quoted);
  EXPECT_TRUE(root->find("d")->is_null());
  EXPECT_EQ(root->find("d")->loc.line, 5) << "an empty value is where its key is";
}

TEST(Yaml, ReportsEveryMistakeOfAFile) {
  Diagnostics diagnostics;
  parse_yaml("a: 1\na: 2\nb: &x 3\nc: *x\nd: !t 4\n", "f.yaml", diagnostics);
  EXPECT_EQ(codes(diagnostics), "E0004@2:1 E0006@3:4 E0006@4:4 E0007@5:4 ");
}

TEST(Yaml, RefusesWhatIsNoYaml) {
  for (const std::string& bad : {std::string("a: [1, 2"), std::string("a: b: c"), std::string("\t- x\n\ty"), std::string("a\0b", 3),
                                 std::string(), std::string("# only a comment\n"), std::string(100000, '['), std::string(5 << 20, 'x')}) {
    Diagnostics diagnostics;
    parse_yaml(bad, "f.yaml", diagnostics);
    EXPECT_FALSE(diagnostics.ok()) << bad.substr(0, 40);
  }
}

TEST(Yaml, AcceptsOnlyFiniteNumbers) {
  for (const char* bad : {".nan", ".inf", "1e999", "0x1f", "'3'", "3 m", "yes", "[]"}) {
    Diagnostics diagnostics;
    const auto root = parse_yaml(std::string("a: ") + bad, "f.yaml", diagnostics);
    EXPECT_FALSE(read_number(*root->find("a"), "a", diagnostics)) << bad;
    EXPECT_EQ(codes(diagnostics), "E0105@1:4 ");
  }
}

TEST(Diagnostic, ShowsTheLineACaretAndAHint) {
  Diagnostics diagnostics;
  const auto root = parse_yaml("ego:\n  lnae: 2\n", "cut_in.yaml", diagnostics);
  const std::vector<std::string> known{"lane", "speed"};
  check_keys(*root->find("ego"), known, "ego", diagnostics);
  EXPECT_EQ(render(diagnostics),
            "cut_in.yaml:2:3: error[E0102]: unknown key `lnae` in ego\n"
            "    2 |   lnae: 2\n"
            "      |   ^\n"
            "      = hint: did you mean `lane`?\n");
}

TEST(Diagnostic, LetsNoControlCharacterThrough) {
  Diagnostics diagnostics;
  diagnostics.error({"f", 1, 1}, "E0001", "bad \x1b[31m", "");
  EXPECT_EQ(render(diagnostics).find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace tailcast
