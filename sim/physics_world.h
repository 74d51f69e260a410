// SPDX-License-Identifier: Apache-2.0
// A Bullet world in our own types. What hangs on holds (scene/asset.h) falls apart into rigid bodies once it
// is loose. Symplectic Euler, sequential impulses, single precision about `origin` (a float has 8 um of
// resolution 100 m out). Poses are world_from_asset; velocities are those of the centre of mass, in the
// world.
#pragma once
#include <memory>
#include <vector>

#include "core/pose.h"
#include "scene/asset.h"
#include "scene/ground.h"
#include "sim/air.h"
#include "sim/links.h"
#include "sim/twist.h"

namespace tailcast {

// 1 ms, four steps a tick. A step is cut where something loose would move by more than half its thickness in
// it.
inline constexpr int kStepsPerTick = 4;

enum class BodyRole : std::uint8_t {
  Standing,  // immovable until it is made loose: a parked car
  Driven,    // goes where it is told and pushes what is loose
  Held,      // cargo: goes where it is told, meets only what is loose
  Loose,     // moved by forces
};

// Two bodies that touched in the last step. `a` is a body's id; `b` may be kGroundId or kSceneryId.
struct Contact {
  int a, b;
  double
      impulse;  // N s: what the solver applied, or what the driven bodies would exchange if they were loose
};
// A hold that gave way in the last step.
struct Break {
  int id;
  std::size_t link;  // that came off; 0: the whole body came off what towed it
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

  void set_air(Air air);  // a vacuum until then
  void drive_to(int id,
                const Pose& world_from_asset);  // Driven and Held: where it is at the end of the next step
  // Its limbs are where that gait has them. What has wheels stands on springs from now on (sim/suspension.h),
  // its brakes locked if it stood still.
  void make_loose(int id, const Twist& twist, const Gait& gait = {});
  // A trailer that is loose hangs on a body of any role from now on, and stands on its wheels, which roll. `hold` is in
  // the tower's asset frame, `tower_from_trailer` where the trailer is in it when both stand straight.
  void couple(int tower, int trailer, const Pose& tower_from_trailer, const Hold& hold);
  void uncouple(int trailer);  // if it is coupled at all
  // The brakes of what stands on springs ask for that deceleration (m/s^2) from now on; its tyres and those of what it
  // tows have that grip.
  void brake(int id, double deceleration, double grip);
  void change_velocity(int id, const Twist& change);
  Pose pose_of(int id) const;  // of its root
  // Where the whole asset would be, at rest in itself, as that link has it: times root_from_link(…, {}) the
  // link's pose.
  Pose pose_of(int id, std::size_t link) const;
  Twist twist_of(int id) const;  // of its root
  bool is_asleep(int id) const;  // it has come to rest, with all that hangs on it or came off it

  void step();
  // Of the last step, in the order of the bodies' ids.
  const std::vector<Contact>& contacts() const;
  const std::vector<Break>& breaks() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tailcast
