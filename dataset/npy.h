// SPDX-License-Identifier: Apache-2.0
// NumPy's .npy 1.0 and the .npz archive of them (libzip's door is npz_libzip.cpp).
// https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
#pragma once
#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace tailcast {

struct NpyArray {
  std::string type;         // "<f4", "<u2", "|u1", …
  std::size_t rows = 0;
  std::size_t columns = 1;  // 1: one-dimensional
  std::string data;         // C order
};

// The same, of values that lie elsewhere.
struct NpyView {
  std::string type;
  std::size_t rows = 0;
  std::size_t columns = 1;
  std::string_view data;
};

// What stands before the values in the file.
std::string npy_header(const NpyView& array);
// IoError unless it is a whole array of at most two dimensions in C order with `type`'s width as its type says.
NpyArray decode_npy(std::string_view bytes, const std::string& origin);

// Members by name, without the ".npy". Stored, with a fixed date: equal arrays give equal bytes.
std::string encode_npz(const std::map<std::string, NpyView>& arrays);
// IoError for a damaged archive, one with more than 64 members, or a member above `max_member_bytes`.
std::map<std::string, NpyArray> decode_npz(std::string_view bytes, std::size_t max_member_bytes, const std::string& origin);

}  // namespace tailcast
