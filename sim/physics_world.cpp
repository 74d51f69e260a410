// SPDX-License-Identifier: Apache-2.0
#include "sim/physics_world.h"

#include <btBulletDynamicsCommon.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include "core/check.h"
#include "core/time.h"
#include "scene/timeline.h"
#include "sim/mass_properties.h"

namespace tailcast {
namespace {

constexpr double kStepSeconds = 1e-9 * static_cast<double>(kTick) / kStepsPerTick;
constexpr double kGravity = 9.81;  // m/s^2
// Bullet's own 40 mm would be a visible gap below what rests. Boxes and cylinders keep their faces and round their
// edges by it (the wider, the seldomer the solver's inexact answer to deep overlaps is needed); hulls grow by theirs.
constexpr btScalar kMargin = btScalar(8e-3), kHullMargin = btScalar(1e-3);
constexpr double kTouching = 1e-3;  // m: nearer than this is a contact
// The contact of what resists rolling is a patch, half of it some 4 cm (a tyre, a limb): turned about its normal it resists
// by 2/3 of that x friction x load.
constexpr double kScrub = 2.0 / 3.0 * 0.04;  // m
constexpr int kSolverIterations = 30;
constexpr btScalar kSleepLinear = btScalar(0.1), kSleepAngular = btScalar(0.25);  // m/s, rad/s, for 2 s

// Who may meet whom.
enum Group : int { kGroundGroup = 1, kSceneryGroup = 2, kStandingGroup = 4, kDrivenGroup = 8, kHeldGroup = 16, kLooseGroup = 32 };

struct Filter {
  int group, mask;
};

Filter filter_of(BodyRole role) {
  switch (role) {
    case BodyRole::Standing: return {kStandingGroup, kDrivenGroup | kLooseGroup};
    case BodyRole::Driven: return {kDrivenGroup, kStandingGroup | kDrivenGroup | kLooseGroup};
    case BodyRole::Held: return {kHeldGroup, kLooseGroup};
    case BodyRole::Loose: break;
  }
  return {kLooseGroup, kGroundGroup | kSceneryGroup | kStandingGroup | kDrivenGroup | kHeldGroup | kLooseGroup};
}

btVector3 to_bullet(const Vec3& v) {
  return {static_cast<btScalar>(v.x()), static_cast<btScalar>(v.y()), static_cast<btScalar>(v.z())};
}
btTransform to_bullet(const Pose& p) {
  const auto q = p.rotation.cast<btScalar>();
  return btTransform(btQuaternion(q.x(), q.y(), q.z(), q.w()), to_bullet(p.translation));
}
Vec3 from_bullet(const btVector3& v) {
  return {static_cast<double>(v.x()), static_cast<double>(v.y()), static_cast<double>(v.z())};
}
Pose from_bullet(const btTransform& t) {
  const btQuaternion q = t.getRotation();
  return {Quat(static_cast<double>(q.w()), static_cast<double>(q.x()), static_cast<double>(q.y()), static_cast<double>(q.z())).normalized(),
          from_bullet(t.getOrigin())};
}

// Where a rolling cylinder truly touches: straight below its axis, at the contact's station along it. A cached or inexact
// point a few millimetres ahead comes down at spin x that distance, and would make the wheel stumble.
void settle_on_tread(Vec3& on_body, const btCollisionObject& body, int part, const Vec3& normal, const Vec3& origin) {
  const auto& compound = static_cast<const btCompoundShape&>(*body.getCollisionShape());
  if (part < 0 || part >= compound.getNumChildShapes()) return;
  const auto* shape = compound.getChildShape(part);
  if (shape->getShapeType() != CYLINDER_SHAPE_PROXYTYPE) return;
  const auto& cylinder = static_cast<const btCylinderShape&>(*shape);
  const Pose world_from_part = from_bullet(body.getWorldTransform() * compound.getChildTransform(part));
  const Vec3 down = world_from_part.rotation.conjugate() * Vec3(-normal);
  const double radial = std::sqrt(down.x() * down.x() + down.y() * down.y());
  constexpr double kLiesOnItsFace = 0.3;  // sine of the axis' angle from the normal
  if (radial < kLiesOnItsFace) return;
  const Vec3 half = from_bullet(cylinder.getHalfExtentsWithMargin());
  const double station = (inverse(world_from_part) * Vec3(on_body - origin)).z();
  const Vec3 touch(half.x() * down.x() / radial, half.x() * down.y() / radial, std::clamp(station, -half.z(), half.z()));
  on_body = world_from_part * touch + origin;
}

// A contact with the ground takes the normal of the surface, not of the seam between two triangles that a body slides
// over (Bullet's own remedy hangs on a global callback). Only a real step, such as a kerb's edge, keeps the edge's.
void straighten_normal(btManifoldPoint& point, const btPersistentManifold& manifold, const GroundSurface& ground, const Vec3& origin) {
  const bool ground_is_b = manifold.getBody1()->getUserIndex() == kGroundId;
  const Vec3 normal = (ground_is_b ? 1.0 : -1.0) * from_bullet(point.m_normalWorldOnB);
  const Vec3 on_ground = from_bullet(ground_is_b ? point.m_positionWorldOnB : point.m_positionWorldOnA) + origin;
  const auto surface = ground.at(on_ground.x(), on_ground.y());
  constexpr double kSameSurface = 0.02, kStep = 0.01;  // m
  if (!surface || std::fabs(surface->height - on_ground.z()) > kSameSurface) return;  // a kerb's face
  const double level = std::sqrt(normal.x() * normal.x() + normal.y() * normal.y());
  if (level > 1e-9) {
    const Vec3 ahead = on_ground + kSameSurface / level * Vec3(normal.x(), normal.y(), 0);
    const double drop = on_ground.z() - ground.height(ahead.x(), ahead.y());
    const double slope = (surface->normal.x() * normal.x() + surface->normal.y() * normal.y()) / (level * surface->normal.z());
    if (level > 0.02 && drop > slope * kSameSurface + kStep) return;
    const Vec3 behind = on_ground - kSameSurface / level * Vec3(normal.x(), normal.y(), 0);
    if (level > 0.5 && ground.height(behind.x(), behind.y()) > on_ground.z() + kStep) return;  // the foot of a kerb
  }
  // The other body's point stays; the ground's becomes its foot on the triangle.
  Vec3 on_body = from_bullet(ground_is_b ? point.m_positionWorldOnA : point.m_positionWorldOnB) + origin;
  settle_on_tread(on_body, *(ground_is_b ? manifold.getBody0() : manifold.getBody1()), ground_is_b ? point.m_index0 : point.m_index1, surface->normal, origin);
  (ground_is_b ? point.m_positionWorldOnA : point.m_positionWorldOnB) = to_bullet(on_body - origin);
  const double above = (on_body - Vec3(on_ground.x(), on_ground.y(), surface->height)).dot(surface->normal);
  (ground_is_b ? point.m_positionWorldOnB : point.m_positionWorldOnA) = to_bullet(on_body - above * surface->normal - origin);
  point.m_normalWorldOnB = to_bullet(ground_is_b ? surface->normal : Vec3(-surface->normal));
  point.m_distance1 = static_cast<btScalar>(above);
}

class GroundDispatcher : public btCollisionDispatcher {
 public:
  GroundDispatcher(btCollisionConfiguration* configuration, const GroundSurface& ground, const Vec3& origin)
      : btCollisionDispatcher(configuration), ground_(ground), origin_(origin) {
    setNearCallback(collide);
  }

 private:
  static void collide(btBroadphasePair& pair, btCollisionDispatcher& dispatcher, const btDispatcherInfo& info) {
    defaultNearCallback(pair, dispatcher, info);
    const auto* a = static_cast<const btCollisionObject*>(pair.m_pProxy0->m_clientObject);
    const auto* b = static_cast<const btCollisionObject*>(pair.m_pProxy1->m_clientObject);
    if (!pair.m_algorithm || (a->getUserIndex() != kGroundId && b->getUserIndex() != kGroundId)) return;
    const auto& self = static_cast<const GroundDispatcher&>(dispatcher);
    btManifoldArray manifolds;
    pair.m_algorithm->getAllContactManifolds(manifolds);
    for (int m = 0; m < manifolds.size(); ++m)
      for (int i = 0; i < manifolds[m]->getNumContacts(); ++i)
        straighten_normal(manifolds[m]->getContactPoint(i), *manifolds[m], self.ground_, self.origin_);
  }
  const GroundSurface& ground_;
  Vec3 origin_;
};

std::unique_ptr<btCollisionShape> make_shape(const BoxShape& box) {
  auto shape = std::make_unique<btBoxShape>(to_bullet(box.half_size));
  shape->setMargin(std::min(kMargin, btScalar(0.2) * static_cast<btScalar>(box.half_size.minCoeff())));
  return shape;
}
std::unique_ptr<btCollisionShape> make_shape(const CylinderShape& c) {
  auto shape = std::make_unique<btCylinderShapeZ>(to_bullet(Vec3(c.radius, c.radius, c.half_length)));
  shape->setMargin(std::min(kMargin, btScalar(0.2) * static_cast<btScalar>(std::min(c.radius, c.half_length))));
  return shape;
}
std::unique_ptr<btCollisionShape> make_shape(const SphereShape& s) {
  return std::make_unique<btSphereShape>(static_cast<btScalar>(s.radius));
}
std::unique_ptr<btCollisionShape> make_shape(const HullShape& hull) {
  auto shape = std::make_unique<btConvexHullShape>();
  for (const auto& p : hull.points) shape->addPoint({p.x(), p.y(), p.z()}, false);
  shape->recalcLocalAabb();
  shape->setMargin(kHullMargin);
  return shape;
}
Pose center_of(const BoxShape& s) { return s.center; }
Pose center_of(const CylinderShape& s) { return s.center; }
Pose center_of(const SphereShape& s) { return {Quat::Identity(), s.center}; }
Pose center_of(const HullShape&) { return {}; }

// The largest sphere about the centre of mass that the sweep may stand for: within the thinnest shape.
double swept_radius(const btCompoundShape& compound) {
  double radius = 1e3;
  for (int i = 0; i < compound.getNumChildShapes(); ++i) {
    btVector3 low, high;
    compound.getChildShape(i)->getAabb(btTransform::getIdentity(), low, high);
    const Vec3 size = from_bullet(high - low);
    radius = std::min(radius, 0.5 * size.minCoeff());
  }
  return 0.8 * radius;
}

struct Solid {
  std::vector<std::unique_ptr<btCollisionShape>> parts;
  std::unique_ptr<btCompoundShape> compound;
  std::unique_ptr<btRigidBody> body;
  Pose asset_from_principal;
  btVector3 inertia;
  double mass = 0;
  BodyRole role = BodyRole::Standing;
};

struct Fixed {
  std::unique_ptr<btTriangleMesh> triangles;
  std::unique_ptr<btBvhTriangleMeshShape> shape;
  std::unique_ptr<btRigidBody> body;
};

bool overlaps(const Bounds& reach, const std::array<Vec3, 3>& corners) {
  Bounds box;
  for (const auto& c : corners) box.extend(c);
  return (box.low.array() <= reach.high.array()).all() && (box.high.array() >= reach.low.array()).all();
}

void set_sweep(Solid& solid) {
  const double radius = swept_radius(*solid.compound);
  solid.body->setCcdSweptSphereRadius(static_cast<btScalar>(radius));
  solid.body->setCcdMotionThreshold(static_cast<btScalar>(radius));
}

}  // namespace

// Declared in the order of construction: what is destroyed last stands first.
struct PhysicsWorld::Impl {
  Vec3 origin;
  Bounds reach;
  btDefaultCollisionConfiguration configuration;
  GroundDispatcher dispatcher;
  btDbvtBroadphase broadphase;
  btSequentialImpulseConstraintSolver solver;
  std::vector<Fixed> fixed;
  std::vector<Solid> solids;
  btDiscreteDynamicsWorld world;

  Impl(const GroundSurface& ground, const Bounds& reach_, const Vec3& origin_)
      : origin(origin_), reach(reach_), dispatcher(&configuration, ground, origin_), world(&dispatcher, &broadphase, &solver, &configuration) {
    world.setGravity(btVector3(0, 0, static_cast<btScalar>(-kGravity)));
    world.setForceUpdateAllAabbs(false);
    auto& info = world.getSolverInfo();
    info.m_numIterations = kSolverIterations;
    info.m_splitImpulse = 1;
    info.m_splitImpulsePenetrationThreshold = 0;  // undoing an overlap never adds velocity
  }
  ~Impl() {
    for (int i = world.getNumCollisionObjects() - 1; i >= 0; --i) world.removeCollisionObject(world.getCollisionObjectArray()[i]);
  }

  void add_fixed(const Mesh& mesh, int id, Filter filter, double friction) {
    Fixed f;
    f.triangles = std::make_unique<btTriangleMesh>(true, false);
    for (const auto& t : mesh.triangles) {
      const std::array<Vec3, 3> c{mesh.vertices[t[0]].cast<double>(), mesh.vertices[t[1]].cast<double>(), mesh.vertices[t[2]].cast<double>()};
      if (!overlaps(reach, c) || (c[1] - c[0]).cross(c[2] - c[0]).norm() < 1e-10) continue;
      f.triangles->addTriangle(to_bullet(c[0] - origin), to_bullet(c[1] - origin), to_bullet(c[2] - origin));
    }
    if (f.triangles->getNumTriangles() == 0) return;
    f.shape = std::make_unique<btBvhTriangleMeshShape>(f.triangles.get(), true);
    f.shape->setMargin(0);
    f.body = std::make_unique<btRigidBody>(btRigidBody::btRigidBodyConstructionInfo(0, nullptr, f.shape.get()));
    f.body->setUserIndex(id);
    f.body->setFriction(static_cast<btScalar>(friction));
    f.body->setRestitution(1);  // Bullet multiplies: the asset's own figure is what counts
    world.addRigidBody(f.body.get(), filter.group, filter.mask);
    fixed.push_back(std::move(f));
  }

  btTransform body_transform(const Solid& solid, const Pose& world_from_asset) const {
    Pose pose = world_from_asset * solid.asset_from_principal;
    pose.translation -= origin;
    return to_bullet(pose);
  }
  void apply_role(Solid& solid, BodyRole role) {
    auto& body = *solid.body;
    solid.role = role;
    const bool loose = role == BodyRole::Loose, driven = role == BodyRole::Driven || role == BodyRole::Held;
    body.setMassProps(loose ? static_cast<btScalar>(solid.mass) : 0, loose ? solid.inertia : btVector3(0, 0, 0));
    body.updateInertiaTensor();
    int flags = body.getCollisionFlags() & ~(btCollisionObject::CF_STATIC_OBJECT | btCollisionObject::CF_KINEMATIC_OBJECT);
    if (driven) flags |= btCollisionObject::CF_KINEMATIC_OBJECT;
    if (role == BodyRole::Standing) flags |= btCollisionObject::CF_STATIC_OBJECT;
    body.setCollisionFlags(flags);
    body.forceActivationState(driven ? DISABLE_DEACTIVATION : ACTIVE_TAG);
    body.setDeactivationTime(0);
    if (loose) set_sweep(solid);
    const auto [group, mask] = filter_of(role);
    world.addRigidBody(&body, group, mask);
  }
  Solid& at(int id) {
    TAILCAST_CHECK(id >= 0 && static_cast<std::size_t>(id) < solids.size(), "no such body");
    return solids[static_cast<std::size_t>(id)];
  }
};

PhysicsWorld::PhysicsWorld(const GroundSurface& ground, const Bounds& reach, const Vec3& origin)
    : impl_(std::make_unique<Impl>(ground, reach, origin)) {
  impl_->add_fixed(ground.mesh(), kGroundId, {kGroundGroup, kLooseGroup}, 1.0);
}

PhysicsWorld::~PhysicsWorld() = default;

void PhysicsWorld::add_scenery(const Mesh& mesh) { impl_->add_fixed(mesh, kSceneryId, {kSceneryGroup, kLooseGroup}, 0.8); }

int PhysicsWorld::add_body(const Asset& asset, const Pose& world_from_asset, BodyRole role, const Twist& twist) {
  Solid solid;
  const MassProperties properties = mass_properties(asset);
  solid.asset_from_principal = properties.asset_from_principal;
  solid.inertia = to_bullet(properties.inertia);
  solid.mass = asset.mass;
  solid.compound = std::make_unique<btCompoundShape>();
  const Pose principal_from_asset = inverse(solid.asset_from_principal);
  for (const auto& shape : asset.collision) {
    const Pose center = std::visit([](const auto& s) { return center_of(s); }, shape);
    solid.parts.push_back(std::visit([](const auto& s) { return make_shape(s); }, shape));
    solid.compound->addChildShape(to_bullet(principal_from_asset * center), solid.parts.back().get());
  }
  solid.body = std::make_unique<btRigidBody>(btRigidBody::btRigidBodyConstructionInfo(0, nullptr, solid.compound.get()));
  auto& body = *solid.body;
  const int id = static_cast<int>(impl_->solids.size());
  body.setUserIndex(id);
  body.setFriction(static_cast<btScalar>(asset.friction));
  body.setRollingFriction(static_cast<btScalar>(asset.rolling_friction));
  if (asset.rolling_friction > 0) body.setSpinningFriction(static_cast<btScalar>(kScrub * asset.friction));
  body.setRestitution(static_cast<btScalar>(asset.restitution));
  body.setSleepingThresholds(kSleepLinear, kSleepAngular);
  const btTransform transform = impl_->body_transform(solid, world_from_asset);
  body.setWorldTransform(transform);
  body.setInterpolationWorldTransform(transform);
  impl_->apply_role(solid, role);
  body.setLinearVelocity(to_bullet(twist.linear));
  body.setAngularVelocity(to_bullet(twist.angular));
  impl_->solids.push_back(std::move(solid));
  return id;
}

void PhysicsWorld::drive_to(int id, const Pose& world_from_asset) {
  auto& solid = impl_->at(id);
  solid.body->setWorldTransform(impl_->body_transform(solid, world_from_asset));
}

void PhysicsWorld::make_loose(int id, const Twist& twist) {
  auto& solid = impl_->at(id);
  impl_->world.removeRigidBody(solid.body.get());
  solid.body->setInterpolationWorldTransform(solid.body->getWorldTransform());
  impl_->apply_role(solid, BodyRole::Loose);
  solid.body->setLinearVelocity(to_bullet(twist.linear));
  solid.body->setAngularVelocity(to_bullet(twist.angular));
}

void PhysicsWorld::change_velocity(int id, const Twist& change) {
  auto& body = *impl_->at(id).body;
  body.activate(true);
  body.setLinearVelocity(body.getLinearVelocity() + to_bullet(change.linear));
  body.setAngularVelocity(body.getAngularVelocity() + to_bullet(change.angular));
}

Pose PhysicsWorld::pose_of(int id) const {
  const auto& solid = impl_->at(id);
  Pose pose = from_bullet(solid.body->getWorldTransform()) * inverse(solid.asset_from_principal);
  pose.translation += impl_->origin;
  return pose;
}

Twist PhysicsWorld::twist_of(int id) const {
  const auto& body = *impl_->at(id).body;
  return {from_bullet(body.getLinearVelocity()), from_bullet(body.getAngularVelocity())};
}

void PhysicsWorld::step() { impl_->world.stepSimulation(static_cast<btScalar>(kStepSeconds), 0); }

namespace {

// What two bodies that the solver does not move would exchange, were they loose: reduced mass x approach speed.
double would_be_impulse(const Solid& a, const Solid& b, const btManifoldPoint& point) {
  const auto speed_at = [&](const Solid& s) {
    return s.body->getVelocityInLocalPoint(point.getPositionWorldOnB() - s.body->getCenterOfMassPosition());
  };
  const double approach = -static_cast<double>((speed_at(a) - speed_at(b)).dot(point.m_normalWorldOnB));
  return std::max(0.0, approach) * a.mass * b.mass / (a.mass + b.mass);
}

}  // namespace

std::vector<Contact> PhysicsWorld::contacts() const {
  std::vector<Contact> all;
  auto& dispatcher = impl_->dispatcher;
  for (int m = 0; m < dispatcher.getNumManifolds(); ++m) {
    const auto& manifold = *dispatcher.getManifoldByIndexInternal(m);
    const int a = manifold.getBody0()->getUserIndex(), b = manifold.getBody1()->getUserIndex();
    const bool solved = !(manifold.getBody0()->isStaticOrKinematicObject() && manifold.getBody1()->isStaticOrKinematicObject());
    bool touching = false;
    double impulse = 0;
    for (int i = 0; i < manifold.getNumContacts(); ++i) {
      const auto& point = manifold.getContactPoint(i);
      if (static_cast<double>(point.getDistance()) > kTouching) continue;
      touching = true;
      if (solved)
        impulse += static_cast<double>(point.getAppliedImpulse());
      else if (a >= 0 && b >= 0)
        impulse = std::max(impulse, would_be_impulse(impl_->at(a), impl_->at(b), point));
    }
    if (touching) all.push_back({std::max(a, b), std::min(a, b), impulse});
  }
  std::sort(all.begin(), all.end(), [](const Contact& x, const Contact& y) {
    return std::tie(x.a, x.b, x.impulse) < std::tie(y.a, y.b, y.impulse);
  });
  return all;
}

}  // namespace tailcast
