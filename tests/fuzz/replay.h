// SPDX-License-Identifier: Apache-2.0
// The seam between libFuzzer's entry points and the test that replays their corpora: each target's
// LLVMFuzzerTestOneInput is compiled under a name of its own and listed in a generated table.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

namespace tailcast::fuzz {

struct Target {
  const char* name;  // of tests/fuzz/<name>_fuzz.cpp and tests/fuzz/corpus/<name>/
  int (*feed)(const std::uint8_t* data, std::size_t size);
};
std::span<const Target> targets();

}  // namespace tailcast::fuzz
