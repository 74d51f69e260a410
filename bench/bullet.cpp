// SPDX-License-Identifier: Apache-2.0
#include <btBulletCollisionCommon.h>

#include <map>
#include <memory>

#include "bench/sweep.h"

namespace tailcast::bench {
namespace {

btVector3 vector_of(const Vec3& v) { return {static_cast<float>(v.x()), static_cast<float>(v.y()), static_cast<float>(v.z())}; }

struct World {
  btDefaultCollisionConfiguration configuration;
  btCollisionDispatcher dispatcher{&configuration};
  btDbvtBroadphase broadphase;
  btCollisionWorld world{&dispatcher, &broadphase, &configuration};
  std::map<const Mesh*, std::unique_ptr<btTriangleMesh>> meshes;
  std::map<const Mesh*, std::unique_ptr<btBvhTriangleMeshShape>> shapes;
  std::vector<std::unique_ptr<btCollisionObject>> objects;

  ~World() {
    for (const auto& object : objects) world.removeCollisionObject(object.get());
  }

  void add(const Mesh& mesh, const Pose& pose) {
    auto& shape = shapes[&mesh];
    if (!shape) {
      auto& triangles = meshes[&mesh] = std::make_unique<btTriangleMesh>();
      const auto at = [&](std::uint32_t i) { return btVector3(mesh.vertices[i].x(), mesh.vertices[i].y(), mesh.vertices[i].z()); };
      for (const auto& t : mesh.triangles) triangles->addTriangle(at(t[0]), at(t[1]), at(t[2]));
      shape = std::make_unique<btBvhTriangleMeshShape>(triangles.get(), true);
    }
    const auto& q = pose.rotation;
    const auto& p = pose.translation;
    auto& object = objects.emplace_back(std::make_unique<btCollisionObject>());
    object->setCollisionShape(shape.get());
    const Eigen::Vector4f turn = q.coeffs().cast<float>();
    object->setWorldTransform(btTransform(btQuaternion(turn.x(), turn.y(), turn.z(), turn.w()), vector_of(p)));
    world.addCollisionObject(object.get());
  }
};

}  // namespace

Cast bullet(const Street& street, const std::vector<Sweep>& sweeps, std::size_t stride) {
  auto world = std::make_shared<World>();
  for (std::size_t b = 0; b < street.scene.bodies.size(); ++b) world->add(*street.scene.bodies[b].mesh, pose_in(street, b, sweeps.front()));
  return [world, stride, &sweeps](std::size_t s) {
    for (std::size_t i = 0; i < sweeps[s].rays.size(); i += stride) {
      const auto& ray = sweeps[s].rays[i];
      const btVector3 from = vector_of(ray.origin + kNearest * ray.direction), to = vector_of(ray.origin + kFarthest * ray.direction);
      btCollisionWorld::ClosestRayResultCallback nearest(from, to);
      world->world.rayTest(from, to, nearest);
    }
  };
}

}  // namespace tailcast::bench
