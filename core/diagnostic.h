// SPDX-License-Identifier: Apache-2.0
// Located diagnostics, compiler style. A reader reports everything it finds into a Diagnostics sink and goes on;
// whoever called it decides. Codes are stable: docs/diagnostics.md lists them.
#pragma once
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tailcast {

// A place in a user's file. Lines and columns count from 1; 0 means unknown.
struct SourceLoc {
  std::string file;
  int line = 0;
  int column = 0;
  bool operator==(const SourceLoc&) const = default;
};

struct Diagnostic {
  SourceLoc loc;
  std::string code;     // "E0203"
  std::string message;  // what is wrong: "uniform: min 32 m is above max 18 m"
  std::string hint;     // what to write instead; may be empty
};

// The sink. Also keeps the text of each file named, so that the line can be shown with a caret.
struct Diagnostics {
  std::vector<Diagnostic> errors;
  std::map<std::string, std::string> sources;  // file name -> its whole text

  bool ok() const { return errors.empty(); }
  void error(SourceLoc loc, std::string_view code, std::string message, std::string hint = {});
};

// file:line:column: error[E0203]: message, the source line, a caret, the hint; errors in order of place.
std::string render(const Diagnostics& diagnostics);

// The candidate nearest to `word` by edit distance when it is near enough to be a slip, else "".
std::string nearest(std::string_view word, std::span<const std::string> candidates);
// "did you mean `lane`?", or "one of: a, b, c" when nothing is near.
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

}  // namespace tailcast
