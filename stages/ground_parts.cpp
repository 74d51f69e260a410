// SPDX-License-Identifier: Apache-2.0
#include "stages/ground_parts.h"

#include "core/random.h"

namespace tailcast {
namespace {

const char* body_name(ClassId class_id) {
  switch (class_id) {
    case ClassId::Road:
      return "road";
    case ClassId::Parking:
      return "parking";
    case ClassId::Kerb:
      return "kerb";
    case ClassId::Sidewalk:
      return "pavement";
    case ClassId::OtherGround:
      return "driveway";
    default:
      return "terrain";
  }
}

// Keeps of the whole ground's vertices those that its own triangles use.
class Cut {
 public:
  explicit Cut(const Mesh& whole) : whole_(whole), own_(whole.vertices.size(), kNone) {}
  Mesh take(const std::vector<std::uint32_t>& triangles) {
    Mesh mesh;
    std::vector<std::uint32_t> used;
    for (const auto t : triangles) {
      std::array<std::uint32_t, 3> corners{};
      for (std::size_t k = 0; k < 3; ++k) {
        const auto v = whole_.triangles[t][k];
        if (own_[v] == kNone) {
          own_[v] = static_cast<std::uint32_t>(mesh.vertices.size());
          mesh.vertices.push_back(whole_.vertices[v]);
          used.push_back(v);
        }
        corners[k] = own_[v];
      }
      mesh.triangles.push_back(corners);
      mesh.material.push_back(whole_.material[t]);
      mesh.part.push_back(whole_.part[t]);
    }
    for (const auto v : used) own_[v] = kNone;
    return mesh;
  }

 private:
  static constexpr std::uint32_t kNone = 0xffffffffU;
  const Mesh& whole_;
  std::vector<std::uint32_t> own_;
};

}  // namespace

Ground cut_up(const Mesh& whole, const PartsOfGround& parts, std::uint64_t seed) {
  Ground ground;
  Cut cut(whole);
  for (const auto& [key, triangles] : parts) {
    Body body;
    body.name = body_name(key.first);
    if (key.second > 0) body.name += "_patch_" + std::to_string(key.second);
    body.class_id = key.first;
    body.mesh = std::make_shared<const Mesh>(cut.take(triangles));
    body.appearance_seed = derive_seed(seed, body.name);
    ground.bodies.push_back(std::move(body));
  }
  ground.surface = GroundSurface(whole);
  return ground;
}

}  // namespace tailcast
