// SPDX-License-Identifier: Apache-2.0
// One read past the end of a heap block, at a place that the compiler does not know: AddressSanitizer must say so.
#include <memory>

int main(int count, char**) {
  const auto size = static_cast<std::size_t>(count) + 7;
  const auto block = std::make_unique<int[]>(size);
  const volatile int* past = block.get() + size;
  return *past == 12345 ? 1 : 0;
}
