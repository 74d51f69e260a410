// SPDX-License-Identifier: Apache-2.0
#include "scenarios/format.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "core/file.h"
#include "scenarios/spec.h"
#include "tests/scenarios/support.h"

namespace tailcast {
namespace {

std::string formatted(std::string_view text) {
  Diagnostics diagnostics;
  auto out = format_scenario(text, "t.yaml", diagnostics);
  EXPECT_TRUE(diagnostics.ok()) << render(diagnostics);
  Diagnostics again;
  EXPECT_EQ(format_scenario(out, "t.yaml", again), out) << "formatting twice changes more";
  return out;
}

TEST(Format, LaysOutWhatIsCrooked) {
  EXPECT_EQ(formatted("\n\n# first\ntailcast:   1\nname: x   # why\n\n\n\nstage: { place:highway,lanes: 3 ,  length : 200 m}\n"
                      "ego:\n    lane: 2\n    speed: [ 1,2 , 3 ]\n    sensors:\n        top:   {preset: a, at: [0,0,1.67 m]}\n"
                      "events:\n    -   at: 1 s\n        do: x\n\n"),
            "# first\ntailcast: 1\nname: x  # why\n\nstage: {place:highway, lanes: 3, length : 200 m}\n"
            "ego:\n  lane: 2\n  speed: [1, 2, 3]\n  sensors:\n    top: {preset: a, at: [0, 0, 1.67 m]}\n"
            "events:\n  - at: 1 s\n    do: x\n");
}

TEST(Format, KeepsColumnsThatAreAlignedCommentsAndTexts) {
  const std::string text =
      "parameters:\n  a:    1 m  # short\n  long: 2 m\n  # of its own\n  b: {choice: [\"x # y\", 'it''s']}\n"
      "notes: >-\n  Two   blanks,\n    an indent # and no comment.\n\n  More.\nsummary: \"a: b, {c}\"\n";
  EXPECT_EQ(formatted(text), text);
}

TEST(Format, SaysTheSameAndLeavesTheLibraryAsItIs) {
  for (const auto& file : list_files(TAILCAST_SOURCE_DIR "/scenarios/library", ".yaml", true)) EXPECT_EQ(formatted(read_file(file)), read_file(file)) << file;
  Diagnostics diagnostics;
  EXPECT_EQ(parse_scenario(formatted(testing::kSound), "t.yaml", diagnostics), parse_scenario(testing::kSound, "t.yaml", diagnostics));
}

TEST(Format, LeavesAloneWhatIsNoYaml) {
  Diagnostics diagnostics;
  EXPECT_EQ(format_scenario("a: [1,\n", "t.yaml", diagnostics), "a: [1,\n");
  EXPECT_FALSE(diagnostics.ok());
}

}  // namespace
}  // namespace tailcast
