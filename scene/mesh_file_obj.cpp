// SPDX-License-Identifier: Apache-2.0
// Wavefront OBJ (Alias, 1995): vertices, polygons and the names of their materials. Curves and the library of materials
// that it names are left out.
#include <fmt/core.h>

#include <charconv>
#include <set>

#include "core/text.h"
#include "scene/mesh_file_parts.h"

namespace tailcast {
namespace {

class ObjReader {
 public:
  explicit ObjReader(const std::string& origin) : origin_(origin), cutter_(mesh_, origin) {}

  RawMesh read(std::string_view bytes) {
    std::string joined;  // of lines that end in a backslash
    for_each_line(bytes, [&](std::string_view line, int number) {
      const bool goes_on = line.ends_with('\\');
      if (goes_on) line.remove_suffix(1);
      if (!goes_on && joined.empty()) return read_line(line, number);
      joined.append(line).append(" ");
      if (goes_on) return;
      read_line(joined, number);
      joined.clear();
    });
    if (!joined.empty()) throw IoError(origin_, "ends within a line that goes on");
    if (mesh_.materials.empty()) mesh_.materials.emplace_back();
    for (const auto& name : left_out_) mesh_.notes.push_back(fmt::format("its `{}` lines are left out", name));
    return std::move(mesh_);
  }

 private:
  void read_line(std::string_view line, int number) {
    const auto words = split_words(line);
    if (words.empty() || words[0].front() == '#') return;
    if (words[0] == "v") {
      if (words.size() < 4) fail(number, "a vertex is `v x y z`");
      Vec3 v;
      for (std::size_t k = 0; k < 3; ++k)
        v[static_cast<Eigen::Index>(k)] = parse_number(words[k + 1], fmt::format("{}:{}", origin_, number));
      mesh_.vertices.push_back(v);
      expect_vertices(mesh_.vertices.size(), origin_);
    } else if (words[0] == "f") {
      corners_.clear();
      for (std::size_t k = 1; k < words.size(); ++k) corners_.push_back(corner(words[k], number));
      if (corners_.size() < 3) fail(number, "a face has three corners or more");
      if (!material_) material_ = material_named(mesh_, "");
      cutter_.add(corners_, *material_);
    } else if (words[0] == "usemtl") {
      material_ = material_named(mesh_, words.size() > 1 ? line.substr(static_cast<std::size_t>(words[1].data() - line.data())) : "");
      if (mesh_.materials.size() > kMostMaterials) fail(number, "too many materials");
    } else if (words[0] == "curv" || words[0] == "curv2" || words[0] == "surf") {
      left_out_.insert(std::string(words[0]));
    }
  }

  // "7", "7/1", "7//3", "7/1/3"; from 1, or from the end when below 0.
  std::uint32_t corner(std::string_view word, int number) const {
    const auto text = word.substr(0, word.find('/'));
    long long index = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
    if (error != std::errc{} || end != text.data() + text.size()) fail(number, fmt::format("`{}` is no corner", printable(word)));
    const auto count = static_cast<long long>(mesh_.vertices.size());
    const long long at = index < 0 ? count + index : index - 1;
    if (at < 0 || at >= count)
      fail(number, fmt::format("a face names vertex {}, and {} are there so far", index, count));
    return static_cast<std::uint32_t>(at);
  }
  static std::string printable(std::string_view word) { return std::string(word.substr(0, 32)); }
  [[noreturn]] void fail(int number, const std::string& what) const {
    throw IoError(fmt::format("{}:{}", origin_, number), what);
  }

  static constexpr std::size_t kMostMaterials = 1000;
  const std::string& origin_;
  RawMesh mesh_;
  PolygonCutter cutter_;
  std::vector<std::uint32_t> corners_;
  std::optional<std::uint32_t> material_;
  std::set<std::string> left_out_;
};

}  // namespace

RawMesh decode_obj(std::string_view bytes, const std::string& origin) {
  return ObjReader(origin).read(bytes);
}

}  // namespace tailcast
