// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>

#include "core/error.h"
#include "dataset/scan_io.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    auto frame = tailcast::decode_kitti_bin({reinterpret_cast<const char*>(data), size}, "fuzz");
    tailcast::recover_rings(frame);
  } catch (const tailcast::IoError&) {
  }
  return 0;
}
