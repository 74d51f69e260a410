// SPDX-License-Identifier: Apache-2.0
// Our own mistakes: a broken invariant ends the program with the place. Always on.
#pragma once
#include <string>

namespace tailcast {
[[noreturn]] void check_failed(const char* condition, const char* file, int line, const std::string& detail);
}

#define TAILCAST_CHECK(condition, detail)                                            \
  do {                                                                               \
    if (!(condition)) ::tailcast::check_failed(#condition, __FILE__, __LINE__, detail); \
  } while (false)
