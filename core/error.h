// SPDX-License-Identifier: Apache-2.0
// What is thrown. The user's mistakes are collected (core/diagnostic.h) and thrown once, at the boundary.
#pragma once
#include <stdexcept>
#include <string>
#include <utility>

#include "core/diagnostic.h"

namespace tailcast {

// The world is wrong: disk full, unreadable or damaged file. Exit code 3.
struct IoError : std::runtime_error {
  IoError(std::string path_, const std::string& reason)
      : std::runtime_error(path_ + ": " + reason), path(std::move(path_)) {}
  std::string path;
};

// The user's file or flag is wrong. Exit code 2. `what()` is the rendered diagnostics.
struct InputError : std::runtime_error {
  explicit InputError(Diagnostics d) : std::runtime_error(render(d)), diagnostics(std::move(d)) {}
  Diagnostics diagnostics;
};

}  // namespace tailcast
