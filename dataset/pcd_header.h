// SPDX-License-Identifier: Apache-2.0
// The header of a PCD v0.7 file, read and checked by us before PCL sees a byte of the body.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tailcast {

enum class PcdData { Ascii, Binary, BinaryCompressed };

struct PcdField {
  std::string name;
  std::size_t size = 0;    // bytes of one value: 1, 2, 4 or 8
  char type = 'F';         // 'F', 'I' or 'U'
  std::size_t count = 1;   // values
  std::size_t offset = 0;  // bytes from the record's start
};

struct PcdHeader {
  std::vector<PcdField> fields;
  std::size_t stride = 0;  // bytes a record
  std::size_t points = 0;
  PcdData data = PcdData::Binary;
  std::size_t body = 0;    // bytes from the file's start
};

// IoError naming `origin` for anything but a header whose body of that size is there in `bytes`: PCL may then read
// header.points records without another look.
PcdHeader parse_pcd_header(std::string_view bytes, const std::string& origin);

}  // namespace tailcast
