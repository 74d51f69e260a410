// SPDX-License-Identifier: Apache-2.0
#include <btBulletDynamicsCommon.h>

#include <memory>

#include "bench/sweep.h"

namespace tailcast::bench {
namespace {

constexpr btScalar kStepOfPhysics = btScalar(1.0 / 240);  // s
constexpr int kStepsOfSweep = 24;

// The street's movable bodies as boxes on the ground; those that move in its timeline are kept awake.
struct World {
  btDefaultCollisionConfiguration configuration;
  btCollisionDispatcher dispatcher{&configuration};
  btDbvtBroadphase broadphase;
  btSequentialImpulseConstraintSolver solver;
  btDiscreteDynamicsWorld world{&dispatcher, &broadphase, &solver, &configuration};
  std::vector<std::unique_ptr<btCollisionShape>> shapes;
  std::vector<std::unique_ptr<btRigidBody>> bodies;

  ~World() {
    for (const auto& body : bodies) world.removeRigidBody(body.get());
  }

  btRigidBody& add(std::unique_ptr<btCollisionShape> shape, btScalar mass, const Vec3& at) {
    btVector3 inertia(0, 0, 0);
    if (mass > 0) shape->calculateLocalInertia(mass, inertia);
    auto& body = bodies.emplace_back(std::make_unique<btRigidBody>(mass, nullptr, shape.get(), inertia));
    shapes.push_back(std::move(shape));
    const Eigen::Vector3f place = at.cast<float>();
    body->setWorldTransform(btTransform(btQuaternion::getIdentity(), {place.x(), place.y(), place.z()}));
    world.addRigidBody(body.get());
    return *body;
  }
};

}  // namespace

Cast physics(const Street& street) {
  auto world = std::make_shared<World>();
  world->world.setGravity({0, 0, btScalar(-9.81)});
  world->add(std::make_unique<btStaticPlaneShape>(btVector3(0, 0, 1), 0), 0, Vec3::Zero());
  for (std::size_t b = 0; b < street.scene.bodies.size(); ++b) {
    if (!moves(street.timeline, b)) continue;
    const auto& track = street.timeline.tracks[b];
    const Bounds bounds = bounds_of(*street.scene.bodies[b].mesh);
    const Eigen::Vector3f half = (0.5 * (bounds.high - bounds.low)).cast<float>();
    const Vec3 at = track.front().translation;
    auto& body = world->add(std::make_unique<btBoxShape>(btVector3(half.x(), half.y(), half.z())), 10,
                            {at.x(), at.y(), static_cast<double>(half.z())});
    const Eigen::Vector3f velocity =
        ((track.back().translation - at) / to_seconds(static_cast<Nanoseconds>(track.size()) * kTick))
            .cast<float>();
    if (velocity.norm() == 0) continue;
    body.setActivationState(DISABLE_DEACTIVATION);
    body.setLinearVelocity({velocity.x(), velocity.y(), 0});
  }
  return [world](std::size_t) {
    for (int k = 0; k < kStepsOfSweep; ++k) world->world.stepSimulation(kStepOfPhysics, 0);
  };
}

}  // namespace tailcast::bench
