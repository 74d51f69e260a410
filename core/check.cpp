// SPDX-License-Identifier: Apache-2.0
#include "core/check.h"

#include <cstdio>
#include <cstdlib>

namespace tailcast {

void check_failed(const char* condition, const char* file, int line, const std::string& detail) {
  std::fprintf(stderr, "%s:%d: internal error: %s: %s\n", file, line, condition, detail.c_str());
  std::_Exit(70);
}

}  // namespace tailcast
