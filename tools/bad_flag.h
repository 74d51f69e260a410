// SPDX-License-Identifier: Apache-2.0
// A flag that asks for something that cannot be done: E0500, exit code 2.
#pragma once
#include <string>

namespace tailcast {

[[noreturn]] void bad_flag(const std::string& message, const std::string& hint);

}  // namespace tailcast
