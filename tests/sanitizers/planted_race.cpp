// SPDX-License-Identifier: Apache-2.0
// Two threads write one counter without a lock: ThreadSanitizer must say so.
#include <thread>

int main() {
  int counter = 0;
  const auto count = [&counter] {
    for (int i = 0; i < 100000; ++i) ++counter;
  };
  std::thread other(count);
  count();
  other.join();
  return counter == 0 ? 1 : 0;
}
