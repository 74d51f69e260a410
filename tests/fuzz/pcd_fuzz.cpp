// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>

#include "core/error.h"
#include "dataset/scan_io.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    tailcast::decode_pcd({reinterpret_cast<const char*>(data), size}, "fuzz");
  } catch (const tailcast::IoError&) {
  }
  return 0;
}
