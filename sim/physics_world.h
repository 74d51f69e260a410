// SPDX-License-Identifier: Apache-2.0
// A Bullet world in our own types. Symplectic Euler, sequential impulses, single precision about `origin` (a float has
// 8 um of resolution 100 m out). Poses are world_from_asset; velocities are those of the centre of mass, in the world.
#pragma once
#include <memory>
#include <vector>

#include "core/pose.h"
#include "scene/asset.h"
#include "scene/ground.h"

namespace tailcast {

// 1 ms, four steps a tick: at 40 m/s a surface moves 4 cm a step, less than any of our bodies is thick.
inline constexpr int kStepsPerTick = 4;

enum class BodyRole : std::uint8_t {
  Standing,  // immovable until it is made loose: a parked car
  Driven,    // goes where it is told and pushes what is loose
  Held,      // cargo: goes where it is told, meets only what is loose
  Loose,     // moved by forces
};

struct Twist {
  Vec3 linear = Vec3::Zero();   // m/s
  Vec3 angular = Vec3::Zero();  // rad/s
};

// Two bodies that touched in the last step. `a` is a body's id; `b` may be kGroundId or kSceneryId.
struct Contact {
  int a, b;
  double impulse;  // N s: what the solver applied, or what the driven bodies would exchange if they were loose
};
inline constexpr int kGroundId = -1, kSceneryId = -2;

class PhysicsWorld {
 public:
  // The ground must outlive the world. Only its triangles inside `reach` collide.
  PhysicsWorld(const GroundSurface& ground, const Bounds& reach, const Vec3& origin);
  ~PhysicsWorld();
  PhysicsWorld(const PhysicsWorld&) = delete;
  PhysicsWorld& operator=(const PhysicsWorld&) = delete;

  // Immovable triangles, in the world frame.
  void add_scenery(const Mesh& mesh);
  // Ids count from 0 in order of addition; the order decides the solver's, so it must be canonical.
  int add_body(const Asset& asset, const Pose& world_from_asset, BodyRole role, const Twist& twist = {});

  void drive_to(int id, const Pose& world_from_asset);  // Driven and Held: where it is at the end of the next step
  void make_loose(int id, const Twist& twist);
  void change_velocity(int id, const Twist& change);
  Pose pose_of(int id) const;
  Twist twist_of(int id) const;

  void step();
  // Of the last step, in the order of the bodies' ids.
  std::vector<Contact> contacts() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tailcast
