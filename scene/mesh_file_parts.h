// SPDX-License-Identifier: Apache-2.0
// Internal to the readers of mesh files: what they have in common.
#pragma once
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "scene/mesh_file.h"

namespace tailcast {

// IoError when a mesh of so many would be beyond what is taken in.
void expect_vertices(std::size_t count, const std::string& origin);
void expect_triangles(std::size_t count, const std::string& origin);
// IoError when `count` items of at least `least` bytes each cannot be in what `left` bytes hold.
void expect_bytes(std::uint64_t count, std::uint64_t least, std::size_t left, std::string_view what, const std::string& origin);

// The index of that name among the mesh's materials, added when it is new.
std::uint32_t material_named(RawMesh& mesh, std::string_view name);

// Adds polygons as triangles: convex ones as a fan, others by cutting off ears.
class PolygonCutter {
 public:
  PolygonCutter(RawMesh& mesh, const std::string& origin) : mesh_(mesh), origin_(origin) {}
  // `corners` are vertices of the mesh, around; fewer than three: no surface, and nothing is added.
  void add(std::span<const std::uint32_t> corners, std::uint32_t material);

 private:
  void add_triangle(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t material);
  bool is_convex(std::span<const std::uint32_t> corners, const Vec3& normal) const;
  void cut_ears(std::span<const std::uint32_t> corners, const Vec3& normal, std::uint32_t material);

  RawMesh& mesh_;
  const std::string& origin_;
  std::uint64_t effort_ = 0;  // of cutting ears, bounded: it grows with the cube of the corners
};

// The value at byte `offset`, which the caller has checked to lie inside.
template <typename T>
T number_at(std::string_view bytes, std::size_t offset, bool big_endian = false) {
  char raw[sizeof(T)];
  for (std::size_t i = 0; i < sizeof(T); ++i) raw[i] = bytes[offset + (big_endian ? sizeof(T) - 1 - i : i)];
  T value;
  std::memcpy(&value, raw, sizeof(T));
  return value;
}

}  // namespace tailcast
