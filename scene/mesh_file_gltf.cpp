// SPDX-License-Identifier: Apache-2.0
// glTF 2.0 (ISO/IEC 12113): the triangles of a scene in its rest pose, and the names of their materials. Textures, skins,
// animations, lines and points are left out; compressed meshes are refused.
#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <limits>
#include <set>

#include "core/json.h"
#include "scene/mesh_file_parts.h"

namespace tailcast {
namespace {

constexpr std::size_t kMostJsonParts = 500'000;  // each takes some hundred bytes of memory
constexpr std::size_t kMostNodes = 100'000, kMostMaterials = 1000, kMostPrimitives = 50'000;

using Matrix = Eigen::Matrix4d;

struct Glb {
  std::string_view json, binary;
};

// The two chunks of a .glb; a .gltf is all JSON.
Glb split_chunks(std::string_view bytes, const std::string& origin) {
  if (!bytes.starts_with("glTF")) return {bytes, {}};
  constexpr std::size_t kHeader = 12, kChunk = 8;
  constexpr std::uint32_t kJson = 0x4E4F534A, kBin = 0x004E4942;
  if (bytes.size() < kHeader + kChunk) throw IoError(origin, "ends within its header");
  if (const auto version = number_at<std::uint32_t>(bytes, 4); version != 2)
    throw IoError(origin, fmt::format("is glTF of version {}; 2 is read", version));
  Glb glb;
  for (std::size_t at = kHeader; at + kChunk <= bytes.size();) {
    const auto length = number_at<std::uint32_t>(bytes, at), kind = number_at<std::uint32_t>(bytes, at + 4);
    at += kChunk;
    if (length > bytes.size() - at)
      throw IoError(origin, fmt::format("claims a chunk of {} bytes, and {} are left", length, bytes.size() - at));
    if (kind == kJson && glb.json.empty()) glb.json = bytes.substr(at, length);
    if (kind == kBin && glb.binary.empty()) glb.binary = bytes.substr(at, length);
    at += length;
  }
  return glb;
}

std::string decode_base64(std::string_view text, const std::string& origin) {
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : text) {
    if (c == '=') break;
    const int value = c >= 'A' && c <= 'Z' ? c - 'A' : c >= 'a' && c <= 'z' ? c - 'a' + 26 : c >= '0' && c <= '9' ? c - '0' + 52
                      : c == '+' ? 62 : c == '/' ? 63 : -1;
    if (value < 0) throw IoError(origin, "a buffer is no base64");
    bits = (bits << 6) | static_cast<std::uint32_t>(value), held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes += static_cast<char>((bits >> held) & 0xFF);
  }
  return bytes;
}

// A file beside or below the mesh, and nowhere else: a mesh from a stranger must not name /dev/zero.
std::string plain_name(const std::string& uri, const std::string& origin) {
  std::string name;
  const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1; };
  for (std::size_t i = 0; i < uri.size(); ++i) {
    const bool escaped = uri[i] == '%' && i + 2 < uri.size() && digit(uri[i + 1]) >= 0 && digit(uri[i + 2]) >= 0;
    name += escaped ? static_cast<char>(16 * digit(uri[i + 1]) + digit(uri[i + 2])) : uri[i];
    if (escaped) i += 2;
  }
  const bool climbs = name == ".." || name.starts_with("../") || name.ends_with("/..") || name.find("/../") != std::string::npos;
  const bool odd = std::ranges::any_of(name, [](char c) { return c == '\\' || c == ':' || c == '\0'; });
  if (name.empty() || name.front() == '/' || climbs || odd)
    throw IoError(origin, fmt::format("a buffer lies at `{}`: only files beside the mesh are read", name.substr(0, 80)));
  return name;
}

class GltfReader {
 public:
  GltfReader(const Json& root, std::string_view binary, const std::string& origin, const ReadBeside& read_beside)
      : root_(root), binary_(binary), origin_(origin), read_beside_(read_beside) {}

  RawMesh read() {
    expect_readable();
    for (const auto& material : list(root_, "materials")) materials_.push_back(text(material, "name"));
    if (materials_.size() > kMostMaterials) fail("has too many materials");
    mesh_.materials.emplace_back();
    load_buffers();
    walk();
    if (drawn_ > 0) mesh_.notes.push_back(fmt::format("{} sets of lines or points are left out", drawn_));
    if (skinned_ > 0) mesh_.notes.push_back(fmt::format("{} skinned meshes are taken in their bind pose", skinned_));
    return std::move(mesh_);
  }

 private:
  static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
  [[noreturn]] void fail(const std::string& what) const { throw IoError(origin_, what); }
  static const Json::Array& list(const Json& object, std::string_view key) {
    static const Json kNothing;
    const Json* found = object.find(key);
    return (found ? *found : kNothing).items();
  }
  static std::string text(const Json& object, std::string_view key) {
    const Json* found = object.find(key);
    return found ? found->string_or("") : "";
  }
  // A count or an offset: a whole number from 0; `fallback` where the key is not.
  std::size_t whole(const Json& object, std::string_view key, std::size_t fallback) const {
    const Json* found = object.find(key);
    if (!found) return fallback;
    const auto value = found->integer_or(-1);
    if (value < 0) fail(fmt::format("`{}` is no whole number", key));
    return static_cast<std::size_t>(value);
  }
  // What that key's index points at in the list; nullptr where the key is not.
  const Json* at(const Json& object, std::string_view key, std::string_view list_name) const {
    const std::size_t index = whole(object, key, kNone);
    if (index == kNone) return nullptr;
    const auto& items = list(root_, list_name);
    if (index >= items.size()) fail(fmt::format("names {}[{}], and {} are there", list_name, index, items.size()));
    return &items[index];
  }

  void expect_readable() const {
    const Json* asset = root_.find("asset");
    if (!asset || !text(*asset, "version").starts_with("2")) fail("is no glTF of version 2");
    for (const auto& extension : list(root_, "extensionsRequired")) {
      const auto name = extension.string_or("");
      if (name.find("compression") != std::string::npos)
        fail(fmt::format("needs {}: write it without compression", name.substr(0, 80)));
    }
  }

  void load_buffers() {
    std::size_t total = 0;
    const auto& buffers = list(root_, "buffers");
    for (std::size_t i = 0; i < buffers.size(); ++i) {
      const auto uri = text(buffers[i], "uri");
      const auto length = whole(buffers[i], "byteLength", 0);
      std::string bytes;
      if (uri.starts_with("data:")) {
        const auto comma = uri.find(";base64,");
        if (comma == std::string::npos) fail("a buffer's data is not base64");
        bytes = decode_base64(std::string_view(uri).substr(comma + 8), origin_);
      } else if (!uri.empty()) {
        bytes = read_beside_(plain_name(uri, origin_));
      } else if (i == 0) {
        bytes = binary_;
      }
      total += bytes.size();
      if (total > kMaxMeshBytes) fail("its buffers are too large");
      if (length > bytes.size()) fail(fmt::format("buffers[{}] claims {} bytes, and has {}", i, length, bytes.size()));
      buffers_.push_back(std::move(bytes));
    }
  }

  struct View {
    std::string_view bytes;
    std::size_t stride = 0, component = 0, count = 0;
    int kind = 0;
    bool normalized = false;
  };
  // `parts`: of each item, 3 of a place, 1 of an index.
  View view_of(const Json& accessor, std::size_t parts, std::string_view what) const {
    View view;
    view.count = whole(accessor, "count", 0);
    view.kind = static_cast<int>(std::min<std::size_t>(whole(accessor, "componentType", 0), 100'000));
    const Json* normalized = accessor.find("normalized");
    view.normalized = normalized && normalized->bool_or(false);
    switch (view.kind) {
      case 5120: case 5121: view.component = 1; break;
      case 5122: case 5123: view.component = 2; break;
      case 5125: case 5126: view.component = 4; break;
      default: fail(fmt::format("an accessor's components are of type {}", view.kind));
    }
    if (text(accessor, "type") != (parts == 3 ? "VEC3" : "SCALAR")) fail(fmt::format("an accessor of {} is no {}", what, parts == 3 ? "VEC3" : "SCALAR"));
    if (accessor.find("sparse")) fail("a sparse accessor: write it whole");
    const Json* buffer_view = at(accessor, "bufferView", "bufferViews");
    if (!buffer_view) fail("an accessor without a bufferView: its mesh is compressed, or empty");
    const std::size_t buffer = whole(*buffer_view, "buffer", 0), begin = whole(*buffer_view, "byteOffset", 0),
                      length = whole(*buffer_view, "byteLength", 0), offset = whole(accessor, "byteOffset", 0);
    if (buffer >= buffers_.size()) fail(fmt::format("names buffers[{}], and {} are there", buffer, buffers_.size()));
    const std::string_view bytes = buffers_[buffer];
    if (begin > bytes.size() || length > bytes.size() - begin || offset > length) fail("a bufferView reaches beyond its buffer");
    view.bytes = bytes.substr(begin, length).substr(offset);
    const std::size_t item = parts * view.component;
    view.stride = whole(*buffer_view, "byteStride", 0);
    if (view.stride == 0) view.stride = item;
    if (view.stride < item || view.stride > 252 + item) fail("a bufferView's stride is out of range");
    const std::size_t held = view.bytes.size() < item ? 0 : (view.bytes.size() - item) / view.stride + 1;
    if (view.count > held) fail(fmt::format("claims {} {}, of which {} bytes can hold {} at most", view.count, what, view.bytes.size(), held));
    return view;
  }
  double number(const View& view, std::size_t item, std::size_t part) const {
    const std::size_t at = item * view.stride + part * view.component;
    const auto scaled = [&](double value, double full) { return view.normalized ? std::max(value / full, -1.0) : value; };
    switch (view.kind) {
      case 5120: return scaled(number_at<std::int8_t>(view.bytes, at), 127);
      case 5121: return scaled(number_at<std::uint8_t>(view.bytes, at), 255);
      case 5122: return scaled(number_at<std::int16_t>(view.bytes, at), 32767);
      case 5123: return scaled(number_at<std::uint16_t>(view.bytes, at), 65535);
      case 5125: return number_at<std::uint32_t>(view.bytes, at);
      default: return static_cast<double>(number_at<float>(view.bytes, at));
    }
  }

  static Matrix matrix_of(const Json& node) {
    const auto values = [&](std::string_view key, std::vector<double> fallback) {
      const auto& items = list(node, key);
      if (items.size() != fallback.size()) return fallback;
      for (std::size_t i = 0; i < items.size(); ++i) fallback[i] = items[i].number_or(0);
      return fallback;
    };
    if (list(node, "matrix").size() == 16) return Eigen::Map<const Matrix>(values("matrix", std::vector<double>(16)).data());
    const auto t = values("translation", {0, 0, 0}), q = values("rotation", {0, 0, 0, 1}), s = values("scale", {1, 1, 1});
    Matrix matrix = Matrix::Identity();
    matrix.topLeftCorner<3, 3>() = Quat(q[3], q[0], q[1], q[2]).normalized().toRotationMatrix() * Vec3(s[0], s[1], s[2]).asDiagonal();
    matrix.topRightCorner<3, 1>() = Vec3(t[0], t[1], t[2]);
    return matrix;
  }

  std::vector<std::size_t> roots() const {
    std::vector<std::size_t> found;
    const auto add = [&](const Json& index) {
      const auto value = index.integer_or(-1);
      if (value >= 0) found.push_back(static_cast<std::size_t>(value));
    };
    const auto& scenes = list(root_, "scenes");
    const std::size_t scene = whole(root_, "scene", 0);
    if (scene < scenes.size()) {
      for (const auto& node : list(scenes[scene], "nodes")) add(node);
      return found;
    }
    std::set<std::int64_t> children;
    const auto& nodes = list(root_, "nodes");
    for (const auto& node : nodes)
      for (const auto& child : list(node, "children")) children.insert(child.integer_or(-1));
    for (std::size_t i = 0; i < nodes.size(); ++i)
      if (!children.contains(static_cast<std::int64_t>(i))) found.push_back(i);
    return found;
  }

  // Each node once: the scene is a forest, and one that is none would grow without end.
  void walk() {
    struct Open {
      std::size_t node;
      Matrix scene_from_parent;
    };
    const auto& nodes = list(root_, "nodes");
    if (nodes.size() > kMostNodes) fail(fmt::format("has {} nodes; at most {} are read", nodes.size(), kMostNodes));
    std::vector<Open> open;
    for (const auto root : roots()) open.push_back({root, Matrix::Identity()});
    std::ranges::reverse(open);
    std::vector<bool> seen(nodes.size(), false);
    while (!open.empty()) {
      const Open next = open.back();
      open.pop_back();
      if (next.node >= nodes.size()) fail(fmt::format("names nodes[{}], and {} are there", next.node, nodes.size()));
      if (seen[next.node]) fail(fmt::format("nodes[{}] hangs on two others: no scene is so", next.node));
      seen[next.node] = true;
      const Json& node = nodes[next.node];
      const Matrix scene_from_node = next.scene_from_parent * matrix_of(node);
      const bool skinned = node.find("skin") != nullptr;
      if (const Json* mesh = at(node, "mesh", "meshes")) {
        skinned_ += skinned ? 1 : 0;
        for (const auto& primitive : list(*mesh, "primitives"))
          add_primitive(primitive, skinned ? Matrix(Matrix::Identity()) : scene_from_node);
      }
      for (const auto& child : list(node, "children")) {
        const auto value = child.integer_or(-1);
        if (value < 0 || open.size() > kMostNodes) fail("a node's children are no nodes");
        open.push_back({static_cast<std::size_t>(value), scene_from_node});
      }
    }
  }

  void add_primitive(const Json& primitive, const Matrix& scene_from_mesh) {
    if (++primitives_ > kMostPrimitives) fail(fmt::format("has more than {} primitives", kMostPrimitives));
    const std::size_t mode = whole(primitive, "mode", 4);
    constexpr std::size_t kTriangles = 4, kFan = 6;  // 5: a strip
    if (mode < kTriangles || mode > kFan) {
      ++drawn_;
      return;
    }
    const Json* attributes = primitive.find("attributes");
    const Json* places = attributes ? at(*attributes, "POSITION", "accessors") : nullptr;
    if (!places) return;
    const View place = view_of(*places, 3, "vertices");
    expect_vertices(mesh_.vertices.size() + place.count, origin_);
    const auto first = static_cast<std::uint32_t>(mesh_.vertices.size());
    for (std::size_t i = 0; i < place.count; ++i) {
      const Eigen::Vector4d p(number(place, i, 0), number(place, i, 1), number(place, i, 2), 1);
      mesh_.vertices.push_back((scene_from_mesh * p).head<3>());
    }
    const Json* indices = at(primitive, "indices", "accessors");
    const View corner = indices ? view_of(*indices, 1, "corners") : View{};
    const std::size_t count = indices ? corner.count : place.count;
    const auto vertex = [&](std::size_t i) {
      const double index = indices ? number(corner, i, 0) : static_cast<double>(i);
      if (!(index >= 0 && index < static_cast<double>(place.count)))
        fail(fmt::format("a face names vertex {}, and {} are there", index, place.count));
      return first + static_cast<std::uint32_t>(index);
    };
    const std::uint32_t material = material_of(primitive);
    const bool mirrored = scene_from_mesh.topLeftCorner<3, 3>().determinant() < 0;
    const std::size_t faces = mode == kTriangles ? count / 3 : count < 3 ? 0 : count - 2;
    expect_triangles(mesh_.triangles.size() + faces, origin_);
    for (std::size_t i = 0; i < faces; ++i) {
      std::array<std::uint32_t, 3> t = mode == kTriangles ? std::array{vertex(3 * i), vertex(3 * i + 1), vertex(3 * i + 2)}
                                       : mode == kFan     ? std::array{vertex(0), vertex(i + 1), vertex(i + 2)}
                                                          : std::array{vertex(i), vertex(i + 1 + i % 2), vertex(i + 2 - i % 2)};
      if (mirrored) std::swap(t[1], t[2]);
      mesh_.triangles.push_back(t);
      mesh_.material.push_back(material);
    }
  }

  // Two materials may have one name, and are one to whoever maps names.
  std::uint32_t material_of(const Json& primitive) {
    const std::size_t index = whole(primitive, "material", kNone);
    if (index == kNone) return 0;
    if (index >= materials_.size()) fail(fmt::format("names materials[{}], and {} are there", index, materials_.size()));
    return material_named(mesh_, materials_[index]);
  }

  const Json& root_;
  std::string_view binary_;
  const std::string& origin_;
  const ReadBeside& read_beside_;
  RawMesh mesh_;
  std::vector<std::string> materials_, buffers_;
  int drawn_ = 0, skinned_ = 0;
  std::size_t primitives_ = 0;
};

}  // namespace

RawMesh decode_gltf(std::string_view bytes, const std::string& origin, const ReadBeside& read_beside) {
  const Glb glb = split_chunks(bytes, origin);
  const auto parts = std::ranges::count_if(glb.json, [](char c) { return c == ',' || c == '[' || c == '{'; });
  if (static_cast<std::size_t>(parts) > kMostJsonParts)
    throw IoError(origin, fmt::format("its JSON has more than {} parts", kMostJsonParts));
  const Json root = Json::parse(glb.json, origin);
  return GltfReader(root, glb.binary, origin, read_beside).read();
}

}  // namespace tailcast
