// SPDX-License-Identifier: Apache-2.0
#include "dataset/npy.h"

#include <fmt/format.h>

#include <charconv>

#include "core/error.h"
#include "dataset/bytes.h"

namespace tailcast {
namespace {

constexpr std::string_view kMagic{"\x93NUMPY\x01\x00", 8};
constexpr std::size_t kPreamble = 10;  // magic, version, u16 length of the header
constexpr std::size_t kAlignment = 64;

// What follows `'key':` in the header's dictionary, spaces skipped.
std::string_view after_key(std::string_view header, std::string_view key, const std::string& origin) {
  const std::size_t at = header.find(fmt::format("'{}':", key));
  if (at == std::string_view::npos) throw IoError(origin, fmt::format("npy header without {}", key));
  header.remove_prefix(at + key.size() + 3);
  header.remove_prefix(std::min(header.find_first_not_of(' '), header.size()));
  return header;
}

std::string quoted(std::string_view text, const std::string& origin) {
  const std::size_t end = text.empty() || text[0] != '\'' ? std::string_view::npos : text.find('\'', 1);
  if (end == std::string_view::npos) throw IoError(origin, "npy header: descr");
  return std::string(text.substr(1, end - 1));
}

// "(5,)" or "(5, 3)".
void read_shape(std::string_view text, NpyArray& array, const std::string& origin) {
  const std::size_t close = text.find(')');
  if (text.empty() || text[0] != '(' || close == std::string_view::npos) throw IoError(origin, "npy header: shape");
  text = text.substr(1, close - 1);
  std::size_t dimension[2]{0, 1};
  std::size_t found = 0;
  while (true) {
    text.remove_prefix(std::min(text.find_first_not_of(" ,"), text.size()));
    if (text.empty()) break;
    if (found == 2) throw IoError(origin, "npy: more than two dimensions");
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), dimension[found]);
    if (error != std::errc{} || dimension[found] > kMaxPoints) throw IoError(origin, "npy header: shape");
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    ++found;
  }
  if (found == 0) throw IoError(origin, "npy: no dimension");
  array.rows = dimension[0];
  array.columns = dimension[1];
}

std::size_t width_of(const std::string& type, const std::string& origin) {
  if (type.size() == 3 && (type[0] == '<' || type[0] == '|') && std::string_view("fiu").find(type[1]) != std::string_view::npos)
    for (const std::size_t width : {1U, 2U, 4U, 8U})
      if (type[2] == static_cast<char>('0' + width)) return width;
  throw IoError(origin, "npy: an array of an unknown type");
}

}  // namespace

std::string npy_header(const NpyView& array) {
  const std::string shape = array.columns == 1 ? fmt::format("({},)", array.rows)
                                               : fmt::format("({}, {})", array.rows, array.columns);
  std::string header = fmt::format("{{'descr': '{}', 'fortran_order': False, 'shape': {}, }}", array.type, shape);
  header.append(kAlignment - (kPreamble + header.size() + 1) % kAlignment, ' ');
  header += '\n';
  std::string bytes(kMagic);
  append_bytes(bytes, static_cast<std::uint16_t>(header.size()));
  return bytes + header;
}

NpyArray decode_npy(std::string_view bytes, const std::string& origin) {
  if (bytes.size() < kPreamble || bytes.substr(0, kMagic.size()) != kMagic) throw IoError(origin, "not an npy 1.0 array");
  const std::size_t length = value_at<std::uint16_t>(bytes, kMagic.size());
  if (bytes.size() < kPreamble + length) throw IoError(origin, "npy: ends early");
  const std::string_view header = bytes.substr(kPreamble, length);
  NpyArray array;
  array.type = quoted(after_key(header, "descr", origin), origin);
  if (!after_key(header, "fortran_order", origin).starts_with("False")) throw IoError(origin, "npy: not in C order");
  read_shape(after_key(header, "shape", origin), array, origin);
  const std::string_view data = bytes.substr(kPreamble + length);
  const std::size_t width = width_of(array.type, origin);
  if (array.columns == 0 || data.size() % (width * array.columns) != 0 ||
      data.size() / (width * array.columns) != array.rows)
    throw IoError(origin, "npy: not as many values as its shape says");
  array.data = std::string(data);
  return array;
}

}  // namespace tailcast
