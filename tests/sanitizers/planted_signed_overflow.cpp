// SPDX-License-Identifier: Apache-2.0
// A sum that no int can hold: UndefinedBehaviorSanitizer must say so.
#include <limits>

int main(int count, char**) {
  volatile int sum = std::numeric_limits<int>::max();
  sum = sum + count;
  return sum == 0 ? 1 : 0;
}
