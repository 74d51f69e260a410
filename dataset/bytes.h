// SPDX-License-Identifier: Apache-2.0
// Little-endian arrays to and from bytes. Files of other byte orders do not occur in the formats read here.
#pragma once
#include <bit>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace tailcast {

static_assert(std::endian::native == std::endian::little, "the formats are little endian and are copied as they are");

// No scan that is read or written holds more points.
inline constexpr std::size_t kMaxPoints = 20'000'000;

template <typename T>
void append_bytes(std::string& out, const T& value) {
  static_assert(std::is_trivially_copyable_v<T>);
  char raw[sizeof(T)];
  std::memcpy(raw, &value, sizeof(T));
  out.append(raw, sizeof(T));
}

// The value at byte `offset`, which the caller has checked to lie inside.
template <typename T>
T value_at(std::string_view bytes, std::size_t offset) {
  static_assert(std::is_trivially_copyable_v<T>);
  T value;
  std::memcpy(&value, bytes.data() + offset, sizeof(T));
  return value;
}

}  // namespace tailcast
