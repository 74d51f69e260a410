// SPDX-License-Identifier: Apache-2.0
// Time is an integer count of nanoseconds since the scenario's start: exact, and the same on every machine.
#pragma once
#include <cstdint>

namespace tailcast {

using Nanoseconds = std::int64_t;

inline constexpr Nanoseconds kSecond = 1'000'000'000;
constexpr double to_seconds(Nanoseconds t) { return static_cast<double>(t) * 1e-9; }
constexpr Nanoseconds from_seconds(double s) {
  return static_cast<Nanoseconds>(s * 1e9 + (s >= 0 ? 0.5 : -0.5));
}

}  // namespace tailcast
