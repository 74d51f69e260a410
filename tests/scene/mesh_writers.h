// SPDX-License-Identifier: Apache-2.0
// Mesh files for tests, made in memory: the same triangles in every format that is read.
#pragma once
#include <fmt/core.h>

#include <array>
#include <cstring>
#include <string>
#include <vector>

#include "scene/mesh.h"

namespace tailcast::testing {

template <typename T>
void put(std::string& bytes, T value) {
  char raw[sizeof(T)];
  std::memcpy(raw, &value, sizeof(T));
  bytes.append(raw, sizeof(T));
}

inline std::string to_stl(const Mesh& mesh) {
  std::string bytes(80, ' ');
  put(bytes, static_cast<std::uint32_t>(mesh.triangles.size()));
  for (const auto& t : mesh.triangles) {
    bytes.append(12, '\0');
    for (const auto v : t)
      for (const float x : mesh.vertices[v]) put(bytes, x);
    bytes.append(2, '\0');
  }
  return bytes;
}

inline std::string to_stl_text(const Mesh& mesh) {
  std::string text = "solid made\n";
  for (const auto& t : mesh.triangles) {
    text += "facet normal 0 0 0\nouter loop\n";
    for (const auto v : t) text += fmt::format("vertex {} {} {}\n", mesh.vertices[v].x(), mesh.vertices[v].y(), mesh.vertices[v].z());
    text += "endloop\nendfacet\n";
  }
  return text + "endsolid made\n";
}

enum class PlyEncoding { Text, Little, Big };
inline std::string to_ply(const Mesh& mesh, PlyEncoding encoding) {
  constexpr std::array kNames{"ascii", "binary_little_endian", "binary_big_endian"};
  std::string bytes = fmt::format(
      "ply\nformat {} 1.0\ncomment made\nelement vertex {}\nproperty float x\nproperty float y\nproperty float z\n"
      "element face {}\nproperty list uchar int vertex_indices\nend_header\n",
      kNames[static_cast<std::size_t>(encoding)], mesh.vertices.size(), mesh.triangles.size());
  const auto number = [&](auto value) {
    if (encoding == PlyEncoding::Text) {
      bytes += fmt::format("{} ", value);
      return;
    }
    std::string raw;
    put(raw, value);
    if (encoding == PlyEncoding::Big) raw = {raw.rbegin(), raw.rend()};
    bytes += raw;
  };
  for (const auto& v : mesh.vertices)
    for (const float x : v) number(x);
  for (const auto& t : mesh.triangles) {
    if (encoding == PlyEncoding::Text) bytes += "3 ";
    else bytes += '\3';
    for (const auto v : t) number(static_cast<std::int32_t>(v));
  }
  return bytes;
}

inline std::string to_obj(const Mesh& mesh, const std::string& material = "") {
  std::string text = "# made\n";
  for (const auto& v : mesh.vertices) text += fmt::format("v {} {} {}\n", v.x(), v.y(), v.z());
  if (!material.empty()) text += "usemtl " + material + "\n";
  for (const auto& t : mesh.triangles) text += fmt::format("f {} {} {}\n", t[0] + 1, t[1] + 1, t[2] + 1);
  return text;
}

// glTF's axes: what is forward, left, up here is z, x, y there.
struct GltfParts {
  std::string json, binary;
};
inline GltfParts gltf_parts(const Mesh& mesh, const std::string& material, const std::string& buffer_uri) {
  GltfParts parts;
  for (const auto& v : mesh.vertices)
    for (const float x : {v.y(), v.z(), v.x()}) put(parts.binary, x);
  const std::size_t places = parts.binary.size();
  for (const auto& t : mesh.triangles)
    for (const auto v : t) put(parts.binary, static_cast<std::uint16_t>(v));
  while (parts.binary.size() % 4 != 0) parts.binary += '\0';
  parts.json = fmt::format(
      R"({{"asset":{{"version":"2.0"}},"scene":0,"scenes":[{{"nodes":[0]}}],"nodes":[{{"mesh":0}}],)"
      R"("materials":[{{"name":"{}"}}],"meshes":[{{"primitives":[{{"attributes":{{"POSITION":0}},"indices":1,"material":0}}]}}],)"
      R"("buffers":[{{{}"byteLength":{}}}],"bufferViews":[{{"buffer":0,"byteLength":{}}},{{"buffer":0,"byteOffset":{},"byteLength":{}}}],)"
      R"("accessors":[{{"bufferView":0,"componentType":5126,"count":{},"type":"VEC3"}},{{"bufferView":1,"componentType":5123,"count":{},"type":"SCALAR"}}]}})",
      material, buffer_uri.empty() ? "" : fmt::format(R"("uri":"{}",)", buffer_uri), parts.binary.size(), places, places,
      6 * mesh.triangles.size(), mesh.vertices.size(), 3 * mesh.triangles.size());
  while (parts.json.size() % 4 != 0) parts.json += ' ';
  return parts;
}

inline std::string to_glb(const Mesh& mesh, const std::string& material = "") {
  const auto [json, binary] = gltf_parts(mesh, material, "");
  std::string bytes = "glTF";
  put(bytes, std::uint32_t{2});
  put(bytes, static_cast<std::uint32_t>(28 + json.size() + binary.size()));
  put(bytes, static_cast<std::uint32_t>(json.size()));
  bytes += "JSON" + json;
  put(bytes, static_cast<std::uint32_t>(binary.size()));
  bytes += std::string("BIN\0", 4) + binary;
  return bytes;
}

}  // namespace tailcast::testing
