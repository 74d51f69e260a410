// SPDX-License-Identifier: Apache-2.0
// Content hashes.
#pragma once
#include <span>
#include <string>
#include <string_view>

namespace tailcast {

std::string sha256_hex(std::string_view bytes);
std::string sha256_file(const std::string& path);  // IoError

}  // namespace tailcast
