// SPDX-License-Identifier: Apache-2.0
#include "scene/mesh_file.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>

#include "core/file.h"
#include "core/hash.h"
#include "scene/mesh_file_parts.h"

namespace tailcast {
namespace {

constexpr std::uint64_t kMostEffort = 50'000'000;

// Twice the area, along the normal (Newell): sound for polygons that are not quite flat.
Vec3 newell(const RawMesh& mesh, std::span<const std::uint32_t> corners) {
  Vec3 normal = Vec3::Zero();
  const Vec3& first = mesh.vertices[corners[0]];
  for (std::size_t i = 1; i + 1 < corners.size(); ++i)
    normal += (mesh.vertices[corners[i]] - first).cross(mesh.vertices[corners[i + 1]] - first);
  return normal;
}

double turn(const RawMesh& mesh, std::uint32_t a, std::uint32_t b, std::uint32_t c, const Vec3& normal) {
  return (mesh.vertices[b] - mesh.vertices[a]).cross(mesh.vertices[c] - mesh.vertices[b]).dot(normal);
}

}  // namespace

void expect_vertices(std::size_t count, const std::string& origin) {
  if (count > kMaxMeshVertices)
    throw IoError(origin, fmt::format("has {} vertices; at most {} are taken in: reduce it", count, kMaxMeshVertices));
}

void expect_triangles(std::size_t count, const std::string& origin) {
  if (count > kMaxMeshTriangles)
    throw IoError(origin, fmt::format("has {} triangles; at most {} are taken in: reduce it", count, kMaxMeshTriangles));
}

void expect_bytes(std::uint64_t count, std::uint64_t least, std::size_t left, std::string_view what,
                  const std::string& origin) {
  if (least != 0 && count > left / least)
    throw IoError(origin, fmt::format("claims {} {}, of which {} bytes can hold {} at most", count, what, left, left / least));
}

std::uint32_t material_named(RawMesh& mesh, std::string_view name) {
  const auto at = std::ranges::find(mesh.materials, name) - mesh.materials.begin();
  if (static_cast<std::size_t>(at) == mesh.materials.size()) mesh.materials.emplace_back(name);
  return static_cast<std::uint32_t>(at);
}

void PolygonCutter::add_triangle(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t material) {
  mesh_.triangles.push_back({a, b, c});
  mesh_.material.push_back(material);
  expect_triangles(mesh_.triangles.size(), origin_);
}

bool PolygonCutter::is_convex(std::span<const std::uint32_t> corners, const Vec3& normal) const {
  const std::size_t n = corners.size();
  for (std::size_t i = 0; i < n; ++i)
    if (turn(mesh_, corners[i], corners[(i + 1) % n], corners[(i + 2) % n], normal) < 0) return false;
  return true;
}

void PolygonCutter::cut_ears(std::span<const std::uint32_t> corners, const Vec3& normal, std::uint32_t material) {
  std::vector<std::uint32_t> rest(corners.begin(), corners.end());
  const auto is_ear = [&](std::size_t k) {
    const std::size_t n = rest.size();
    const auto a = rest[(k + n - 1) % n], b = rest[k], c = rest[(k + 1) % n];
    if (turn(mesh_, a, b, c, normal) <= 0) return false;
    return std::ranges::none_of(rest, [&](std::uint32_t p) {
      return p != a && p != b && p != c && turn(mesh_, a, b, p, normal) >= 0 && turn(mesh_, b, c, p, normal) >= 0 &&
             turn(mesh_, c, a, p, normal) >= 0;
    });
  };
  while (rest.size() > 3) {
    effort_ += rest.size() * rest.size();
    if (effort_ > kMostEffort)
      throw IoError(origin_, "has too many large polygons that are not convex: write it as triangles");
    std::size_t k = 0;
    while (k < rest.size() && !is_ear(k)) ++k;
    if (k == rest.size()) k = 0;  // it crosses itself: any cut is as good as another
    const std::size_t n = rest.size();
    add_triangle(rest[(k + n - 1) % n], rest[k], rest[(k + 1) % n], material);
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(k));
  }
  add_triangle(rest[0], rest[1], rest[2], material);
}

void PolygonCutter::add(std::span<const std::uint32_t> corners, std::uint32_t material) {
  if (corners.size() < 3) return;
  if (corners.size() == 3) return add_triangle(corners[0], corners[1], corners[2], material);
  const Vec3 normal = newell(mesh_, corners);
  if (!normal.allFinite() || is_convex(corners, normal)) {
    for (std::size_t i = 1; i + 1 < corners.size(); ++i) add_triangle(corners[0], corners[i], corners[i + 1], material);
    return;
  }
  cut_ears(corners, normal, material);
}

std::optional<MeshFormat> mesh_format_of(std::string_view path) {
  std::string lower(path);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  constexpr std::array<std::pair<std::string_view, MeshFormat>, 5> kEndings{{{".stl", MeshFormat::Stl},
                                                                             {".ply", MeshFormat::Ply},
                                                                             {".obj", MeshFormat::Obj},
                                                                             {".gltf", MeshFormat::Gltf},
                                                                             {".glb", MeshFormat::Gltf}}};
  for (const auto& [ending, format] : kEndings)
    if (lower.ends_with(ending)) return format;
  return std::nullopt;
}

MeshFile read_mesh_file(const std::string& path) {
  const auto format = mesh_format_of(path);
  if (!format) throw IoError(path, "no mesh file: the name ends in none of .glb, .gltf, .obj, .ply, .stl");
  const std::filesystem::path whole(path);
  MeshFile file{*format, {}, {whole.filename().string()}, {}};
  const std::string bytes = read_file(path, kMaxMeshBytes);
  std::string hashes = sha256_hex(bytes);
  const auto read_beside = [&](const std::string& name) {
    std::string beside = read_file((whole.parent_path() / name).string(), kMaxMeshBytes);
    file.files.push_back(name);
    hashes += sha256_hex(beside);
    return beside;
  };
  switch (*format) {
    case MeshFormat::Stl: file.mesh = decode_stl(bytes, path); break;
    case MeshFormat::Ply: file.mesh = decode_ply(bytes, path); break;
    case MeshFormat::Obj: file.mesh = decode_obj(bytes, path); break;
    case MeshFormat::Gltf: file.mesh = decode_gltf(bytes, path, read_beside); break;
  }
  file.sha256 = file.files.size() == 1 ? hashes : sha256_hex(hashes);
  return file;
}

}  // namespace tailcast
