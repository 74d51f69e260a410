// SPDX-License-Identifier: Apache-2.0
#include "tools/bad_flag.h"

#include "core/error.h"

namespace tailcast {

void bad_flag(const std::string& message, const std::string& hint) {
  Diagnostics diagnostics;
  diagnostics.error({}, "E0500", message, hint);
  throw InputError(std::move(diagnostics));
}

}  // namespace tailcast
