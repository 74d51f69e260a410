// SPDX-License-Identifier: Apache-2.0
#include "scene/scene.h"

#include <algorithm>

#include "core/check.h"
#include "core/random.h"

namespace tailcast {

ClassId class_of(const Body& body, std::uint32_t triangle) {
  const auto material = body.mesh->material[triangle];
  switch (body.class_id) {
    case ClassId::Road:
      return material == MaterialId::LanePaint ? ClassId::LaneMarking : ClassId::Road;
    case ClassId::Vegetation:
      return material == MaterialId::Bark && body.mesh->part[triangle] == Part::TrunkPart ? ClassId::Trunk : ClassId::Vegetation;
    default:
      return body.class_id;
  }
}

std::uint16_t add_instance(Scene& scene, std::shared_ptr<const Asset> asset, std::string name, const Pose& world_from_asset,
                           std::uint64_t appearance_seed, bool movable) {
  TAILCAST_CHECK(!asset->links.empty(), asset->id);
  TAILCAST_CHECK(scene.instances.size() < 0xffff, "more than 65,534 instances");
  const auto id = static_cast<std::uint16_t>(scene.instances.size());
  Instance instance;
  instance.name = std::move(name);
  instance.asset_id = asset->id;
  instance.class_id = asset->class_id;
  instance.root = static_cast<std::uint32_t>(scene.bodies.size());
  instance.box = asset->box;
  for (const auto& link : asset->links) {
    instance.bodies.push_back(static_cast<std::uint32_t>(scene.bodies.size()));
    Body body;
    body.name = instance.name + "/" + link.name;
    body.class_id = asset->class_id;
    body.instance = id;
    body.mesh = link.mesh;
    body.world_from_body = world_from_asset * link.joint.root_from_link;
    body.appearance_seed = appearance_seed;
    body.movable = movable;
    scene.bodies.push_back(std::move(body));
  }
  instance.asset = std::move(asset);
  scene.instances.push_back(std::move(instance));
  return id;
}

void add_stuff(Scene& scene, std::string name, ClassId class_id, Mesh mesh, std::uint64_t appearance_seed) {
  Body body;
  body.name = std::move(name);
  body.class_id = class_id;
  body.mesh = std::make_shared<const Mesh>(std::move(mesh));
  body.appearance_seed = appearance_seed;
  scene.bodies.push_back(std::move(body));
}

void remove_instances(Scene& scene, const std::vector<std::uint16_t>& instances) {
  if (instances.empty()) return;
  std::vector<std::uint16_t> new_instance(scene.instances.size());
  std::vector<Instance> kept_instances;
  for (std::size_t i = 0; i < scene.instances.size(); ++i) {
    if (std::find(instances.begin(), instances.end(), i) != instances.end()) continue;
    new_instance[i] = static_cast<std::uint16_t>(kept_instances.size());
    kept_instances.push_back(std::move(scene.instances[i]));
  }
  std::vector<std::uint32_t> new_body(scene.bodies.size());
  std::vector<Body> kept_bodies;
  for (std::size_t b = 0; b < scene.bodies.size(); ++b) {
    auto& body = scene.bodies[b];
    if (body.instance != 0 && std::find(instances.begin(), instances.end(), body.instance) != instances.end()) continue;
    new_body[b] = static_cast<std::uint32_t>(kept_bodies.size());
    body.instance = new_instance[body.instance];
    kept_bodies.push_back(std::move(body));
  }
  for (std::size_t i = 1; i < kept_instances.size(); ++i) {
    kept_instances[i].root = new_body[kept_instances[i].root];
    for (auto& body : kept_instances[i].bodies) body = new_body[body];
  }
  scene.instances = std::move(kept_instances);
  scene.bodies = std::move(kept_bodies);
}

}  // namespace tailcast
