// SPDX-License-Identifier: Apache-2.0
// What exists. A Body is one rigid mesh; an Instance is one thing, made of one or more bodies (a car and its wheels).
// World frame: x forward along the road at the origin, y left, z up; the event stays within some 300 m of the origin.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/pose.h"
#include "scene/asset.h"
#include "scene/mesh.h"
#include "scene/ontology.h"

namespace tailcast {

struct Body {
  std::string name;              // "ladder", "pickup/wheel_front_left", "terrain"
  ClassId class_id = ClassId::Unlabeled;  // faces may override by material (lane paint: see class_of)
  std::uint16_t instance = 0;    // index into Scene::instances, 0: stuff
  std::shared_ptr<const Mesh> mesh;
  Pose world_from_body;          // where it rests when the timeline has no track for it
  std::uint64_t appearance_seed = 0;
  bool movable = false;          // false: part of the static world, traced as one flat scene
  bool seen = true;              // false: only collides (the ego vehicle's own body)
};

struct Instance {
  std::string name;              // unique in the scene: "pickup", "parked_12"
  std::string asset_id;
  ClassId class_id = ClassId::Unlabeled;
  std::uint32_t root = 0;        // index of its root body
  std::vector<std::uint32_t> bodies;  // all of its bodies, root first
  Bounds box;                    // in the root body's frame, m
  bool removable = false;        // scenery that makes room for a scenario's actors
  std::shared_ptr<const Asset> asset;  // null for what came from elsewhere
};

struct Scene {
  std::vector<Body> bodies;
  std::vector<Instance> instances{Instance{}};  // [0] stands for "no instance"
};

// The class of a return on that face: lane paint on a road is LaneMarking, leaves of a tree Vegetation, its bark Trunk.
ClassId class_of(const Body& body, std::uint32_t triangle);

// Adds the asset as one instance with all its links, its origin at `world_from_asset`. Returns the instance's index.
std::uint16_t add_instance(Scene& scene, std::shared_ptr<const Asset> asset, std::string name, const Pose& world_from_asset,
                           std::uint64_t appearance_seed, bool movable);
// Adds static stuff: terrain, buildings, vegetation.
void add_stuff(Scene& scene, std::string name, ClassId class_id, Mesh mesh, std::uint64_t appearance_seed);
// Takes instances away; indices of the others change.
void remove_instances(Scene& scene, const std::vector<std::uint16_t>& instances);

}  // namespace tailcast
