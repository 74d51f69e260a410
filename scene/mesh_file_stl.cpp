// SPDX-License-Identifier: Apache-2.0
// STL (3D Systems, 1988): triangles without shared vertices, in binary or text. The normals that it repeats are not read.
#include <fmt/core.h>

#include "core/text.h"
#include "scene/mesh_file_parts.h"

namespace tailcast {
namespace {

constexpr std::size_t kHeader = 84, kFacet = 50;  // bytes

void add_facet(RawMesh& mesh, const std::array<Vec3, 3>& corners, const std::string& origin) {
  const auto first = static_cast<std::uint32_t>(mesh.vertices.size());
  mesh.vertices.insert(mesh.vertices.end(), corners.begin(), corners.end());
  mesh.triangles.push_back({first, first + 1, first + 2});
  mesh.material.push_back(0);
  expect_triangles(mesh.triangles.size(), origin);
}

RawMesh decode_binary(std::string_view bytes, std::uint32_t count, const std::string& origin) {
  expect_bytes(count, kFacet, bytes.size() - kHeader, "triangles", origin);
  expect_triangles(count, origin);
  RawMesh mesh;
  mesh.materials.emplace_back();
  mesh.vertices.reserve(std::size_t{3} * count), mesh.triangles.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    std::array<Vec3, 3> corners;
    for (std::size_t k = 0; k < 9; ++k)
      corners[k / 3][static_cast<Eigen::Index>(k % 3)] =
          static_cast<double>(number_at<float>(bytes, kHeader + i * kFacet + 12 + 4 * k));
    add_facet(mesh, corners, origin);
  }
  return mesh;
}

RawMesh decode_text(std::string_view bytes, const std::string& origin) {
  RawMesh mesh;
  mesh.materials.emplace_back();
  std::array<Vec3, 3> corners;
  std::size_t found = 0;
  for_each_line(bytes, [&](std::string_view line, int number) {
    const auto words = split_words(line);
    if (words.empty()) return;
    if (words[0] == "vertex") {
      const auto where = fmt::format("{}:{}", origin, number);
      if (words.size() < 4 || found == 3) throw IoError(where, "a facet is three times `vertex x y z`");
      for (std::size_t k = 0; k < 3; ++k) corners[found][static_cast<Eigen::Index>(k)] = parse_number(words[k + 1], where);
      ++found;
    } else if (words[0] == "endfacet") {
      if (found != 3) throw IoError(fmt::format("{}:{}", origin, number), fmt::format("a facet with {} corners", found));
      add_facet(mesh, corners, origin);
      found = 0;
    }
  });
  if (found != 0) throw IoError(origin, "ends within a facet");
  return mesh;
}

}  // namespace

RawMesh decode_stl(std::string_view bytes, const std::string& origin) {
  // Binary files may begin with `solid` too: the count that fits the size tells them apart.
  const bool may_be_binary = bytes.size() >= kHeader;
  const auto count = may_be_binary ? number_at<std::uint32_t>(bytes, kHeader - 4) : 0;
  const bool fits = may_be_binary && bytes.size() == kHeader + kFacet * std::size_t{count};
  const auto begin = bytes.find_first_not_of(" \t\r\n");
  const bool solid = begin != std::string_view::npos && bytes.substr(begin).starts_with("solid");
  if (!fits && solid) return decode_text(bytes, origin);
  if (!may_be_binary) throw IoError(origin, "no STL file: neither `solid` nor a header of 84 bytes");
  return decode_binary(bytes, count, origin);
}

}  // namespace tailcast
