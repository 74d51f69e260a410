// SPDX-License-Identifier: Apache-2.0
#include "core/memory.h"

#include <malloc.h>

namespace tailcast {
namespace {

constexpr int kKept = 1 << 29;  // bytes

}  // namespace

void keep_memory() {
  mallopt(M_MMAP_THRESHOLD, kKept);
  mallopt(M_TRIM_THRESHOLD, kKept);
}

}  // namespace tailcast
