// SPDX-License-Identifier: Apache-2.0
// PLY (Stanford, 1994): elements of properties, in text or binary of either byte order. Read are the places of vertices and
// the corners of faces; all else is stepped over.
#include <fmt/core.h>

#include <charconv>
#include <cmath>

#include "core/text.h"
#include "scene/mesh_file_parts.h"

namespace tailcast {
namespace {

enum class Kind : std::uint8_t { Int8, Uint8, Int16, Uint16, Int32, Uint32, Float, Double };

std::optional<Kind> kind_of(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, Kind>, 16> kNames{
      {{"char", Kind::Int8}, {"int8", Kind::Int8}, {"uchar", Kind::Uint8}, {"uint8", Kind::Uint8},
       {"short", Kind::Int16}, {"int16", Kind::Int16}, {"ushort", Kind::Uint16}, {"uint16", Kind::Uint16},
       {"int", Kind::Int32}, {"int32", Kind::Int32}, {"uint", Kind::Uint32}, {"uint32", Kind::Uint32},
       {"float", Kind::Float}, {"float32", Kind::Float}, {"double", Kind::Double}, {"float64", Kind::Double}}};
  for (const auto& [known, kind] : kNames)
    if (known == name) return kind;
  return std::nullopt;
}

std::size_t size_of(Kind kind) {
  switch (kind) {
    case Kind::Int8: case Kind::Uint8: return 1;
    case Kind::Int16: case Kind::Uint16: return 2;
    case Kind::Int32: case Kind::Uint32: case Kind::Float: return 4;
    case Kind::Double: return 8;
  }
  return 8;
}

struct Property {
  std::string name;
  Kind kind = Kind::Float;          // of a list, its items'
  std::optional<Kind> count = {};   // of a list, its length's
};
struct Element {
  std::string name;
  std::uint64_t count = 0;
  std::vector<Property> properties;
};

enum class Encoding : std::uint8_t { Text, Little, Big };
struct Header {
  Encoding encoding = Encoding::Text;
  std::vector<Element> elements;
  std::size_t size = 0;  // bytes
};

class HeaderReader {
 public:
  explicit HeaderReader(const std::string& origin) : origin_(origin) {}

  Header read(std::string_view bytes) {
    bool ended = false, has_format = false;
    std::size_t at = 0;
    for (int number = 1; !ended; ++number) {
      if (at >= bytes.size() || number > kMostLines) throw IoError(origin_, "its header does not end");
      const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
      auto line = bytes.substr(at, end - at);
      at = std::min(end + 1, bytes.size());
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (number == 1 && line != "ply") throw IoError(origin_, "no PLY file: its first line is not `ply`");
      const auto words = split_words(line);
      if (words.empty() || number == 1) continue;
      if (words[0] == "end_header") ended = true;
      if (words[0] == "format") has_format = true, read_format(words, number);
      if (words[0] == "element") read_element(words, number);
      if (words[0] == "property") read_property(words, number);
    }
    if (!has_format) throw IoError(origin_, "its header names no format");
    header_.size = at;
    return std::move(header_);
  }

 private:
  using Words = std::vector<std::string_view>;
  [[noreturn]] void fail(int number, std::string_view what) const {
    throw IoError(fmt::format("{}:{}", origin_, number), std::string(what));
  }
  void read_format(const Words& words, int number) {
    if (words.size() != 3 || words[2] != "1.0") fail(number, "a format other than version 1.0");
    if (words[1] == "ascii") header_.encoding = Encoding::Text;
    else if (words[1] == "binary_little_endian") header_.encoding = Encoding::Little;
    else if (words[1] == "binary_big_endian") header_.encoding = Encoding::Big;
    else fail(number, "an unknown format");
  }
  void read_element(const Words& words, int number) {
    Element element;
    if (words.size() != 3) fail(number, "an element is `element name count`");
    element.name = words[1];
    const auto [end, error] = std::from_chars(words[2].data(), words[2].data() + words[2].size(), element.count);
    if (error != std::errc{} || end != words[2].data() + words[2].size()) fail(number, "an element's count is no number");
    header_.elements.push_back(std::move(element));
  }
  void read_property(const Words& words, int number) {
    if (header_.elements.empty()) fail(number, "a property of no element");
    Property property;
    const bool list = words.size() == 5 && words[1] == "list";
    if (!list && words.size() != 3) fail(number, "a property is `property type name` or `property list type type name`");
    property.name = words.back();
    const auto kind = kind_of(words[words.size() - 2]), count = list ? kind_of(words[2]) : kind_of("uchar");
    if (!kind || !count) fail(number, "an unknown type");
    property.kind = *kind;
    if (list) property.count = *count;
    header_.elements.back().properties.push_back(std::move(property));
  }

  static constexpr int kMostLines = 1000;
  const std::string& origin_;
  Header header_;
};

// The values one after the other, whatever the encoding.
class Values {
 public:
  Values(std::string_view bytes, Encoding encoding, const std::string& origin)
      : bytes_(bytes), encoding_(encoding), origin_(origin) {}

  std::size_t left() const { return bytes_.size() - at_; }
  // Bytes that a value takes at least; in text, a digit and a blank.
  std::size_t least(Kind kind) const { return encoding_ == Encoding::Text ? 2 : size_of(kind); }
  double next(Kind kind) {
    if (encoding_ == Encoding::Text) return next_word();
    const std::size_t size = size_of(kind);
    if (left() < size) throw IoError(origin_, "ends before its last value");
    const std::size_t at = at_;
    at_ += size;
    const bool big = encoding_ == Encoding::Big;
    switch (kind) {
      case Kind::Int8: return number_at<std::int8_t>(bytes_, at, big);
      case Kind::Uint8: return number_at<std::uint8_t>(bytes_, at, big);
      case Kind::Int16: return number_at<std::int16_t>(bytes_, at, big);
      case Kind::Uint16: return number_at<std::uint16_t>(bytes_, at, big);
      case Kind::Int32: return number_at<std::int32_t>(bytes_, at, big);
      case Kind::Uint32: return number_at<std::uint32_t>(bytes_, at, big);
      case Kind::Float: return static_cast<double>(number_at<float>(bytes_, at, big));
      case Kind::Double: return number_at<double>(bytes_, at, big);
    }
    return 0;
  }
  std::uint64_t next_count(Kind kind, Kind item) {
    const double count = next(kind);
    if (!(count >= 0) || count != std::floor(count)) throw IoError(origin_, "a list of no whole length");
    expect_bytes(count < 1e18 ? static_cast<std::uint64_t>(count) : ~std::uint64_t{0}, least(item), left() + 1, "list items", origin_);
    return static_cast<std::uint64_t>(count);
  }

 private:
  double next_word() {
    constexpr std::string_view kBlank = " \t\r\n";
    at_ = std::min(bytes_.find_first_not_of(kBlank, at_), bytes_.size());
    const std::size_t end = std::min(bytes_.find_first_of(kBlank, at_), bytes_.size());
    if (at_ == bytes_.size()) throw IoError(origin_, "ends before its last value");
    const auto word = bytes_.substr(at_, end - at_);
    at_ = end;
    return parse_number(word, origin_);
  }

  std::string_view bytes_;
  Encoding encoding_;
  const std::string& origin_;
  std::size_t at_ = 0;
};

std::uint32_t index_of(double value, std::size_t vertices, const std::string& origin) {
  if (!(value >= 0 && value < static_cast<double>(vertices)) || value != std::floor(value))
    throw IoError(origin, fmt::format("a face names vertex {}, and {} are there", value, vertices));
  return static_cast<std::uint32_t>(value);
}

class PlyReader {
 public:
  PlyReader(std::string_view body, const Header& header, const std::string& origin)
      : header_(header), origin_(origin), values_(body, header.encoding, origin) {}

  RawMesh read() {
    mesh_.materials.emplace_back();
    PolygonCutter cutter(mesh_, origin_);
    bool faces = false;
    for (const auto& element : header_.elements) {
      if (element.properties.empty()) continue;  // takes no bytes, however many
      std::uint64_t least = 0;
      for (const auto& p : element.properties) least += values_.least(p.count ? *p.count : p.kind);
      expect_bytes(element.count, least, values_.left() + 1, element.name == "face" ? "faces" : "vertices", origin_);
      if (element.name == "vertex") expect_vertices(element.count, origin_);
      faces = faces || element.name == "face";
      for (std::uint64_t i = 0; i < element.count; ++i) read_one(element, cutter);
    }
    if (!faces) throw IoError(origin_, "has no faces: a cloud of points is no mesh");
    return std::move(mesh_);
  }

 private:
  void read_one(const Element& element, PolygonCutter& cutter) {
    Vec3 place = Vec3::Zero();
    corners_.clear();
    for (const auto& property : element.properties) {
      if (!property.count) {
        const double value = values_.next(property.kind);
        if (property.name == "x") place.x() = value;
        if (property.name == "y") place.y() = value;
        if (property.name == "z") place.z() = value;
        continue;
      }
      const bool corners = element.name == "face" && property.name.starts_with("vertex_ind");
      const auto count = values_.next_count(*property.count, property.kind);
      for (std::uint64_t k = 0; k < count; ++k) {
        const double value = values_.next(property.kind);
        if (corners) corners_.push_back(index_of(value, mesh_.vertices.size(), origin_));
      }
    }
    if (element.name == "vertex") mesh_.vertices.push_back(place);
    if (element.name == "face") cutter.add(corners_, 0);
  }

  const Header& header_;
  const std::string& origin_;
  Values values_;
  RawMesh mesh_;
  std::vector<std::uint32_t> corners_;
};

}  // namespace

RawMesh decode_ply(std::string_view bytes, const std::string& origin) {
  const Header header = HeaderReader(origin).read(bytes);
  return PlyReader(bytes.substr(header.size), header, origin).read();
}

}  // namespace tailcast
