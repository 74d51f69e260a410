// SPDX-License-Identifier: Apache-2.0
// What each diagnostic code means, for people. docs/diagnostics.md lists the same.
#pragma once
#include <span>
#include <string_view>

namespace tailcast {

struct CodeInfo {
  std::string_view code;  // "E0203"
  std::string_view title;
  std::string_view meaning;  // what is wrong and what to do
};

std::span<const CodeInfo> all_codes();             // sorted by code
const CodeInfo* find_code(std::string_view code);  // nullptr when there is none

}  // namespace tailcast
