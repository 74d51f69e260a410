// SPDX-License-Identifier: Apache-2.0
#include "dataset/pcd_header.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "core/error.h"
#include "core/file.h"
#include "dataset/bytes.h"
#include "core/text.h"

namespace tailcast {
namespace {

constexpr std::size_t kMaxHeaderLines = 64, kMaxLine = 4096, kMaxStride = 4096;
constexpr std::size_t kMaxPadding = 65'536;  // bytes: PCL fills binary files up to a page, which its pages decide

std::optional<std::size_t> parse_count(std::string_view word) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc{} || end != word.data() + word.size()) return std::nullopt;
  return value;
}

class Reader {
 public:
  Reader(std::string_view bytes, const std::string& origin) : bytes_(bytes), origin_(origin) {}

  PcdHeader read() {
    for (std::size_t lines = 0;; ++lines) {
      if (lines == kMaxHeaderLines) fail("no DATA line within 64 lines");
      if (read_line()) break;
    }
    finish();
    check_body();
    return header_;
  }

 private:
  [[noreturn]] void fail(const std::string& reason) const { throw IoError(origin_, "PCD header: " + reason); }

  // True after the DATA line.
  bool read_line() {
    const std::size_t end = bytes_.find('\n', at_);
    if (end == std::string_view::npos || end - at_ > kMaxLine) fail("ends early");
    const auto words = split_words(bytes_.substr(at_, end - at_));
    at_ = end + 1;
    if (words.empty() || words[0].starts_with('#') || words[0] == "VERSION" || words[0] == "VIEWPOINT") return false;
    const std::vector<std::string_view> values(words.begin() + 1, words.end());
    if (words[0] == "FIELDS") return read_fields(values), false;
    if (words[0] == "SIZE") return each(values, [](PcdField& f, std::string_view w) {
      const auto size = parse_count(w);
      return size && (*size == 1 || *size == 2 || *size == 4 || *size == 8) && (f.size = *size, true);
    }), false;
    if (words[0] == "TYPE") return each(values, [](PcdField& f, std::string_view w) {
      return (w == "F" || w == "I" || w == "U") && (f.type = w[0], true);
    }), false;
    if (words[0] == "COUNT") return each(values, [](PcdField& f, std::string_view w) {
      const auto count = parse_count(w);
      const bool padding = f.name == "_";  // of which there may be none
      return count && *count >= (padding ? 0 : 1) && *count <= kMaxStride && (f.count = *count, true);
    }), false;
    if (words[0] == "WIDTH") return width_ = number(values), false;
    if (words[0] == "HEIGHT") return height_ = number(values), false;
    if (words[0] == "POINTS") return points_ = number(values), false;
    if (words[0] == "DATA") return read_data(values), true;
    fail("unknown line '" + std::string(words[0].substr(0, 40)) + "'");
  }

  void read_fields(const std::vector<std::string_view>& values) {
    if (!header_.fields.empty() || values.empty()) fail("FIELDS");
    for (const auto name : values) header_.fields.push_back({std::string(name)});
  }

  template <typename Set>
  void each(const std::vector<std::string_view>& values, Set set) {
    if (values.size() != header_.fields.size()) fail("not one value a field");
    for (std::size_t i = 0; i < values.size(); ++i)
      if (!set(header_.fields[i], values[i])) fail("'" + std::string(values[i].substr(0, 40)) + "' for " + header_.fields[i].name);
  }

  std::size_t number(const std::vector<std::string_view>& values) const {
    const auto value = values.size() == 1 ? parse_count(values[0]) : std::nullopt;
    if (!value || *value > kMaxPoints) fail("a count that is no number up to " + std::to_string(kMaxPoints));
    return *value;
  }

  void read_data(const std::vector<std::string_view>& values) {
    if (values.size() != 1) fail("DATA");
    if (values[0] == "ascii") header_.data = PcdData::Ascii;
    else if (values[0] == "binary") header_.data = PcdData::Binary;
    else if (values[0] == "binary_compressed") header_.data = PcdData::BinaryCompressed;
    else fail("DATA of an unknown kind");
    header_.body = at_;
  }

  void finish() {
    for (auto& field : header_.fields) {
      if (field.size == 0) fail("no SIZE");
      if (field.type == 'F' && field.size < 4) fail("a float of " + std::to_string(field.size) + " bytes");
      if (field.name == "_" && header_.data != PcdData::Binary) fail("padding outside binary data");
      field.offset = header_.stride;
      header_.stride += field.size * field.count;
      if (header_.stride > kMaxStride) fail("records above " + std::to_string(kMaxStride) + " bytes");
    }
    std::erase_if(header_.fields, [](const PcdField& field) { return field.count == 0; });
    if (header_.fields.empty()) fail("no FIELDS");
    if (!width_ || !points_ || *width_ * height_ != *points_) fail("WIDTH x HEIGHT is not POINTS");
    header_.points = *points_;
    if (header_.points * header_.stride > kMaxFileBytes) fail("a body above " + std::to_string(kMaxFileBytes) + " bytes");
  }

  void check_body() const {
    const std::size_t there = bytes_.size() - header_.body, needed = header_.points * header_.stride;
    switch (header_.data) {
      case PcdData::Binary:
        if (there < needed || there - needed > kMaxPadding) fail(std::to_string(needed) + " bytes of points announced, " + std::to_string(there) + " there");
        break;
      case PcdData::BinaryCompressed: check_compressed(there, needed); break;
      case PcdData::Ascii: check_ascii(); break;
    }
  }

  void check_compressed(std::size_t there, std::size_t needed) const {
    if (there < 8) fail("ends early");
    const auto compressed = value_at<std::uint32_t>(bytes_, header_.body);
    const auto uncompressed = value_at<std::uint32_t>(bytes_, header_.body + 4);
    if (compressed > there - 8) fail("the compressed data ends early");
    if (uncompressed != needed) fail("the compressed data is not of the size announced");
    // LZF makes at most 264 bytes of 3.
    if (uncompressed / 88 > compressed) fail("compressed data too short for its points");
    if (header_.points == 0) fail("no points");
  }

  // PCL turns text that is no number into zeros: every word is looked at here first.
  void check_ascii() const {
    std::size_t values = 0, lines = 0;
    for (const auto& field : header_.fields) values += field.count;
    for (std::size_t at = header_.body; at < bytes_.size();) {
      const std::size_t end = std::min(bytes_.find('\n', at), bytes_.size());
      const auto words = split_words(bytes_.substr(at, end - at));
      at = end + 1;
      if (words.empty()) continue;
      ++lines;
      if (words.size() != values) throw IoError(origin_, "point " + std::to_string(lines) + ": not one word a value");
      for (const auto word : words) check_word(word, lines);
    }
    if (lines != header_.points) fail(std::to_string(header_.points) + " points announced, " + std::to_string(lines) + " there");
  }

  void check_word(std::string_view word, std::size_t line) const {
    double value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc{} || end != word.data() + word.size())
      throw IoError(origin_, "point " + std::to_string(line) + ": not a number");
  }

  std::string_view bytes_;
  const std::string& origin_;
  std::size_t at_ = 0;
  PcdHeader header_;
  std::optional<std::size_t> width_, points_;
  std::size_t height_ = 1;
};

}  // namespace

PcdHeader parse_pcd_header(std::string_view bytes, const std::string& origin) { return Reader(bytes, origin).read(); }

}  // namespace tailcast
