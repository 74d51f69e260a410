// SPDX-License-Identifier: Apache-2.0
#include "sim/physics_world.h"

#include <btBulletDynamicsCommon.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <tuple>

#include "core/check.h"
#include "core/time.h"
#include "scene/timeline.h"
#include "sim/bullet.h"
#include "sim/ground_dispatcher.h"
#include "sim/piece.h"
#include "sim/segments.h"
#include "sim/suspension.h"
#include "sim/tie.h"

namespace tailcast {
namespace {

constexpr double kStepSeconds = 1e-9 * static_cast<double>(kTick) / kStepsPerTick;
constexpr double kGravity = 9.81;  // m/s^2
constexpr double kFirmest =
    0.5 / kStepSeconds;             // 1/s: air brakes by half in a step at most, or it would oscillate
constexpr double kTouching = 1e-3;  // m: nearer than this is a contact
constexpr int kSolverIterations = 30;

// Who may meet whom.
enum Group : int {
  kGroundGroup = 1,
  kSceneryGroup = 2,
  kStandingGroup = 4,
  kDrivenGroup = 8,
  kHeldGroup = 16,
  kLooseGroup = 32
};

struct Filter {
  int group, mask;
};

Filter filter_of(BodyRole role) {
  switch (role) {
    case BodyRole::Standing:
      return {kStandingGroup, kDrivenGroup | kLooseGroup};
    case BodyRole::Driven:
      return {kDrivenGroup, kStandingGroup | kDrivenGroup | kLooseGroup};
    case BodyRole::Held:
      return {kHeldGroup, kLooseGroup};
    case BodyRole::Loose:
      break;
  }
  return {kLooseGroup,
          kGroundGroup | kSceneryGroup | kStandingGroup | kDrivenGroup | kHeldGroup | kLooseGroup};
}

struct Solid {
  Asset asset;
  Segments segments;
  BodyRole role = BodyRole::Standing;
  Piece whole;  // as long as nothing moves it freely, and for good when nothing hangs on anything
  std::vector<Piece> pieces;             // one a segment, once loose
  std::optional<Suspension> suspension;  // once loose, of what has wheels: `whole` is then its chassis
  std::vector<std::optional<Tie>> ties;  // one a segment; none: the root's, and those that broke

  bool falls_apart() const { return segments.all.size() > 1; }
};

struct Coupled {
  int tower, trailer;
  Pose tower_from_trailer;
  Hold hold;
  std::optional<Tie> tie;  // none: it broke
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

std::vector<std::size_t> links_of(const Segments& segments, std::size_t segment) {
  std::vector<std::size_t> links;
  for (std::size_t link = 0; link < segments.of_link.size(); ++link)
    if (segments.of_link[link] == segment) links.push_back(link);
  return links;
}

}  // namespace

// Declared in the order of construction: what is destroyed last stands first.
struct PhysicsWorld::Impl {
  const GroundSurface& ground;
  Vec3 origin;
  Bounds reach;
  btDefaultCollisionConfiguration configuration;
  std::unique_ptr<btCollisionDispatcher> dispatcher;
  btDbvtBroadphase broadphase;
  btSequentialImpulseConstraintSolver solver;
  std::vector<Fixed> fixed;
  std::vector<Solid> solids;
  std::vector<Coupled> couplings;
  btDiscreteDynamicsWorld world;
  std::vector<Break> breaks;
  std::vector<Contact> touches;
  Air air;

  Impl(const GroundSurface& ground_, const Bounds& reach_, const Vec3& origin_)
      : ground(ground_),
        origin(origin_),
        reach(reach_),
        dispatcher(make_ground_dispatcher(&configuration, ground_, origin_, kGroundId)),
        world(dispatcher.get(), &broadphase, &solver, &configuration) {
    world.setGravity(btVector3(0, 0, static_cast<btScalar>(-kGravity)));
    world.setForceUpdateAllAabbs(false);
    auto& info = world.getSolverInfo();
    info.m_numIterations = kSolverIterations;
    info.m_splitImpulse = 1;
    info.m_splitImpulsePenetrationThreshold = 0;  // undoing an overlap never adds velocity
  }
  ~Impl() {
    for (int i = world.getNumConstraints() - 1; i >= 0; --i) world.removeConstraint(world.getConstraint(i));
    for (int i = world.getNumCollisionObjects() - 1; i >= 0; --i)
      world.removeCollisionObject(world.getCollisionObjectArray()[i]);
  }

  void add_fixed(const Mesh& mesh, int id, Filter filter, double friction) {
    Fixed f;
    f.triangles = std::make_unique<btTriangleMesh>(true, false);
    for (const auto& t : mesh.triangles) {
      const std::array<Vec3, 3> c{mesh.vertices[t[0]].cast<double>(), mesh.vertices[t[1]].cast<double>(),
                                  mesh.vertices[t[2]].cast<double>()};
      if (!overlaps(reach, c) || (c[1] - c[0]).cross(c[2] - c[0]).norm() < 1e-10) continue;
      f.triangles->addTriangle(to_bullet(c[0] - origin), to_bullet(c[1] - origin), to_bullet(c[2] - origin));
    }
    if (f.triangles->getNumTriangles() == 0) return;
    f.shape = std::make_unique<btBvhTriangleMeshShape>(f.triangles.get(), true);
    f.shape->setMargin(0);
    f.body =
        std::make_unique<btRigidBody>(btRigidBody::btRigidBodyConstructionInfo(0, nullptr, f.shape.get()));
    f.body->setUserIndex(id);
    f.body->setFriction(static_cast<btScalar>(friction));
    f.body->setRestitution(1);  // Bullet multiplies: the asset's own figure is what counts
    world.addRigidBody(f.body.get(), filter.group, filter.mask);
    fixed.push_back(std::move(f));
  }

  btTransform body_transform(const Piece& piece, const Pose& world_from_asset) const {
    Pose pose = world_from_asset * piece.asset_from_principal;
    pose.translation -= origin;
    return to_bullet(pose);
  }
  // world_from_asset, were the whole asset rigid with this piece.
  Pose pose_of(const Piece& piece) const {
    Pose pose = from_bullet(piece.body->getWorldTransform()) * inverse(piece.asset_from_principal);
    pose.translation += origin;
    return pose;
  }
  // Into the world, for the first time or in a new role.
  void enter(Piece& piece, BodyRole role, const Twist& twist) {
    auto& body = *piece.body;
    const bool loose = role == BodyRole::Loose, driven = role == BodyRole::Driven || role == BodyRole::Held;
    body.setMassProps(loose ? static_cast<btScalar>(piece.mass) : 0,
                      loose ? to_bullet(piece.inertia) : btVector3(0, 0, 0));
    body.updateInertiaTensor();
    int flags = body.getCollisionFlags() &
                ~(btCollisionObject::CF_STATIC_OBJECT | btCollisionObject::CF_KINEMATIC_OBJECT);
    if (driven) flags |= btCollisionObject::CF_KINEMATIC_OBJECT;
    if (role == BodyRole::Standing) flags |= btCollisionObject::CF_STATIC_OBJECT;
    body.setCollisionFlags(flags);
    body.forceActivationState(driven ? DISABLE_DEACTIVATION : ACTIVE_TAG);
    body.setDeactivationTime(0);
    const auto [group, mask] = filter_of(role);
    world.addRigidBody(&body, group, mask);
    body.setLinearVelocity(to_bullet(twist.linear));
    body.setAngularVelocity(to_bullet(twist.angular));
  }
  void place(Piece& piece, const Pose& world_from_asset) const {
    const btTransform transform = body_transform(piece, world_from_asset);
    piece.body->setWorldTransform(transform);
    piece.body->setInterpolationWorldTransform(transform);
  }
  // The asset as the rigid bodies that it consists of, moving as one at first.
  void take_apart(Solid& solid, int id, const Pose& world_from_asset, const Twist& twist, const Gait& gait) {
    const Vec3 center = world_from_asset * solid.asset.center_of_mass;
    for (const auto& segment : solid.segments.all) {
      Piece piece = make_piece(solid.asset, segment.shapes, segment.mass, segment.center_of_mass, id);
      piece.faces = air_faces_of(solid.asset, links_of(solid.segments, solid.pieces.size()));
      const Link& link = solid.asset.links[segment.link];
      const Pose moved =
          root_from_link(solid.asset, link, gait) * inverse(root_from_link(solid.asset, link, {}));
      place(piece, world_from_asset * moved);
      const bool stays = solid.asset.rooted && segment.parent < 0;
      const Vec3 arm = world_from_asset * (moved * segment.center_of_mass) - center;
      enter(piece, stays ? BodyRole::Standing : BodyRole::Loose,
            stays ? Twist{} : Twist{twist.linear + twist.angular.cross(arm), twist.angular});
      solid.pieces.push_back(std::move(piece));
    }
    solid.ties.resize(solid.pieces.size());
    for (std::size_t i = 1; i < solid.pieces.size(); ++i) {
      const Segment& segment = solid.segments.all[i];
      const Piece& parent = solid.pieces[static_cast<std::size_t>(segment.parent)];
      const Piece& child = solid.pieces[i];
      solid.ties[i].emplace(*parent.body, parent.asset_from_principal, *child.body,
                            child.asset_from_principal, segment.hold);
      world.addConstraint(&solid.ties[i]->constraint(), false);
    }
    settle_who_meets(solid);
  }
  // Parts that hang together and overlap at rest (a thigh and the hips) or are neighbours never meet.
  static void settle_who_meets(Solid& solid) {
    std::vector<std::size_t> group(solid.pieces.size());
    std::iota(group.begin(), group.end(), std::size_t{0});
    for (std::size_t i = 1; i < group.size(); ++i)  // parents come before their children
      if (solid.ties[i]) group[i] = group[static_cast<std::size_t>(solid.segments.all[i].parent)];
    for (std::size_t i = 1; i < group.size(); ++i)
      for (std::size_t j = 0; j < i; ++j) {
        const bool neighbours = solid.ties[i] && solid.segments.all[i].parent == static_cast<int>(j);
        const bool apart =
            group[i] != group[j] || !(neighbours || overlap_at_rest(solid.pieces[i], solid.pieces[j]));
        solid.pieces[i].body->setIgnoreCollisionCheck(solid.pieces[j].body.get(), !apart);
        solid.pieces[j].body->setIgnoreCollisionCheck(solid.pieces[i].body.get(), !apart);
      }
  }
  static Twist twist_of(const Piece& piece) {
    return {from_bullet(piece.body->getLinearVelocity()), from_bullet(piece.body->getAngularVelocity())};
  }
  // What sleeps is woken by air that could move it.
  void blow(Piece& piece) const {
    auto& body = *piece.body;
    const bool calm = air.wind.isZero() && air.streams.empty();
    if (body.isStaticOrKinematicObject() || (calm && !body.isActive())) return;
    const Vec3 center = from_bullet(body.getCenterOfMassPosition()) + origin;
    const Vec3 wind = air_velocity(air, center, center.z() - ground.height(center.x(), center.y()));
    const Wrench load = air_load(piece.faces, pose_of(piece), piece.asset_from_principal.translation,
                                 piece.mass, twist_of(piece), wind, air.density, kFirmest);
    constexpr double kStirs = 0.2;  // of its weight
    if (!body.isActive() && load.force.norm() > kStirs * piece.mass * kGravity) body.activate(true);
    if (body.isActive()) apply(piece, load);
  }
  static void apply(Piece& piece, const Wrench& load) {
    piece.body->applyCentralForce(to_bullet(load.force));
    piece.body->applyTorque(to_bullet(load.torque));
  }
  void load_what_is_loose(double dt) {
    for (auto& solid : solids) {
      if (solid.role != BodyRole::Loose) continue;
      if (air.density > 0) {
        if (solid.pieces.empty()) blow(solid.whole);
        for (auto& piece : solid.pieces) blow(piece);
      }
      if (!solid.suspension || !solid.whole.body->isActive()) continue;
      apply(solid.whole,
            spring_load(*solid.suspension, ground, pose_of(solid.whole), solid.asset.center_of_mass,
                        solid.whole.mass, twist_of(solid.whole), dt));
    }
  }
  // One rigid body that forces move; on springs when it has wheels.
  void set_free(Solid& solid, int id, const Pose& world_from_asset, const Twist& twist, bool locked,
                const std::optional<Vec3>& coupling = {}) {
    solid.suspension = suspension_of(solid.asset, locked, coupling);
    const auto& shapes = solid.suspension ? solid.suspension->chassis : solid.asset.collision;
    solid.whole = make_piece(solid.asset, shapes, solid.asset.mass, solid.asset.center_of_mass, id);
    solid.whole.faces = air_faces_of(solid.asset, links_of(solid.segments, 0));
    place(solid.whole, world_from_asset);
    enter(solid.whole, BodyRole::Loose, twist);
  }
  void join(Coupled& coupled) {
    const Piece &tower = root(coupled.tower), &trailer = root(coupled.trailer);
    coupled.tie.emplace(*tower.body, tower.asset_from_principal, *trailer.body,
                        coupled.tower_from_trailer * trailer.asset_from_principal, coupled.hold);
    // What lies over each other (a semitrailer's neck) is kept apart by the range of the hold alone.
    constexpr double kOver = 0.2;  // m
    const double front = (coupled.tower_from_trailer * trailer.rest.high).x();
    world.addConstraint(&coupled.tie->constraint(), front > tower.rest.low.x() + kOver);
    // A driven body wakes nobody.
    trailer.body->forceActivationState(at(coupled.tower).role == BodyRole::Loose ? ACTIVE_TAG : DISABLE_DEACTIVATION);
  }
  void part(Coupled& coupled) {
    if (!coupled.tie) return;
    world.removeConstraint(&coupled.tie->constraint());
    coupled.tie.reset();
    for (const int id : {coupled.tower, coupled.trailer})
      if (at(id).role == BodyRole::Loose) root(id).body->forceActivationState(ACTIVE_TAG);
  }
  void break_couplings(double dt) {
    constexpr double kGives = 0.05;  // s: a coupling has play, and what drives is told where to go every 4 ms
    for (auto& coupled : couplings)
      if (coupled.tie && coupled.tie->gives_way(dt, kGives)) {
        part(coupled);
        breaks.push_back({coupled.trailer, 0});
      }
  }
  void break_what_is_overloaded(double dt) {
    for (std::size_t id = 0; id < solids.size(); ++id) {
      Solid& solid = solids[id];
      bool broke = false;
      for (std::size_t i = 0; i < solid.ties.size(); ++i) {
        if (!solid.ties[i] || !solid.ties[i]->gives_way(dt)) continue;
        world.removeConstraint(&solid.ties[i]->constraint());
        solid.ties[i].reset();
        breaks.push_back({static_cast<int>(id), solid.segments.all[i].link});
        broke = true;
      }
      if (!broke) continue;
      settle_who_meets(solid);
      for (auto& piece : solid.pieces) piece.body->activate(true);
    }
  }
  // Bullet's own continuous collision leaves compounds out. So the step is cut until nothing that is loose
  // moves further in one than half its thickness: it cannot be beyond a surface before it has touched it.
  int cuts() const {
    constexpr double kMost = 16;
    double most = 1;
    const auto look_at = [&](const Piece& piece) {
      if (!piece.body || !piece.body->isActive() || piece.body->isStaticOrKinematicObject()) return;
      most =
          std::max(most, twist_of(piece).linear.norm() * kStepSeconds / (0.5 * piece.rest.size().minCoeff()));
    };
    for (const auto& solid : solids) {
      if (solid.role != BodyRole::Loose) continue;
      look_at(solid.whole);
      for (const auto& piece : solid.pieces) look_at(piece);
    }
    return static_cast<int>(std::ceil(std::min(most, kMost)));
  }
  // Where what is driven is along its way of this step.
  struct Drive {
    btRigidBody* body;
    Pose from, to;
  };
  std::vector<Drive> drives() const {
    std::vector<Drive> all;
    for (const auto& solid : solids)
      if (solid.role == BodyRole::Driven || solid.role == BodyRole::Held) {
        auto& body = *solid.whole.body;
        all.push_back({&body, from_bullet(body.getInterpolationWorldTransform()),
                       from_bullet(body.getWorldTransform())});
      }
    return all;
  }
  void step() {
    breaks.clear();
    touches.clear();
    const int count = cuts();
    const auto driven = count > 1 ? drives() : std::vector<Drive>{};
    const double dt = kStepSeconds / count;
    for (int k = 1; k <= count; ++k) {
      for (const auto& [body, from, to] : driven)
        body->setWorldTransform(to_bullet(interpolate(from, to, static_cast<double>(k) / count)));
      load_what_is_loose(dt);
      for (auto& coupled : couplings)
        if (coupled.tie && at(coupled.tower).role != BodyRole::Loose) coupled.tie->hold_where_parent_was();
      world.stepSimulation(static_cast<btScalar>(dt), 0);
      break_what_is_overloaded(dt);
      break_couplings(dt);
      note_touches();
    }
    std::sort(touches.begin(), touches.end(), [](const Contact& x, const Contact& y) {
      return std::tie(x.a, x.b, x.impulse) < std::tie(y.a, y.b, y.impulse);
    });
  }
  void note_touches();
  Solid& at(int id) {
    TAILCAST_CHECK(id >= 0 && static_cast<std::size_t>(id) < solids.size(), "no such body");
    return solids[static_cast<std::size_t>(id)];
  }
  Piece& root(int id) {
    Solid& solid = at(id);
    return solid.pieces.empty() ? solid.whole : solid.pieces.front();
  }
};

PhysicsWorld::PhysicsWorld(const GroundSurface& ground, const Bounds& reach, const Vec3& origin)
    : impl_(std::make_unique<Impl>(ground, reach, origin)) {
  impl_->add_fixed(ground.mesh(), kGroundId, {kGroundGroup, kLooseGroup}, 1.0);
}

PhysicsWorld::~PhysicsWorld() = default;

void PhysicsWorld::add_scenery(const Mesh& mesh) {
  impl_->add_fixed(mesh, kSceneryId, {kSceneryGroup, kLooseGroup}, 0.8);
}

int PhysicsWorld::add_body(const Asset& asset, const Pose& world_from_asset, BodyRole role,
                           const Twist& twist) {
  const int id = static_cast<int>(impl_->solids.size());
  Solid solid;
  solid.asset = asset;
  solid.segments = segments_of(asset);
  solid.role = role;
  if (role == BodyRole::Loose && solid.falls_apart()) {
    impl_->take_apart(solid, id, world_from_asset, twist, {});
  } else if (role == BodyRole::Loose) {
    impl_->set_free(solid, id, world_from_asset, twist, true);
  } else {
    solid.whole = make_piece(asset, asset.collision, asset.mass, asset.center_of_mass, id);
    impl_->place(solid.whole, world_from_asset);
    impl_->enter(solid.whole, role, twist);
  }
  impl_->solids.push_back(std::move(solid));
  return id;
}

void PhysicsWorld::drive_to(int id, const Pose& world_from_asset) {
  auto& whole = impl_->at(id).whole;
  whole.body->setWorldTransform(impl_->body_transform(whole, world_from_asset));
}

void PhysicsWorld::make_loose(int id, const Twist& twist, const Gait& gait) {
  auto& solid = impl_->at(id);
  const Pose pose = impl_->pose_of(solid.whole);
  constexpr double kStandsStill = 0.5;  // m/s
  const bool locked = gait.speed < kStandsStill;
  const auto hangs = [&](const Coupled& coupled) { return coupled.tie && coupled.tower == id; };
  for (auto& coupled : impl_->couplings)
    if (hangs(coupled)) impl_->world.removeConstraint(&coupled.tie->constraint());
  impl_->world.removeRigidBody(solid.whole.body.get());
  solid.whole = Piece{};
  solid.role = BodyRole::Loose;
  if (solid.falls_apart())
    impl_->take_apart(solid, id, pose, twist, gait);
  else
    impl_->set_free(solid, id, pose, twist, locked);
  for (auto& coupled : impl_->couplings)
    if (hangs(coupled)) impl_->join(coupled);
}

void PhysicsWorld::couple(int tower, int trailer, const Pose& tower_from_trailer, const Hold& hold) {
  Solid& solid = impl_->at(trailer);
  TAILCAST_CHECK(solid.role == BodyRole::Loose && !solid.falls_apart(), solid.asset.id + " cannot be towed");
  const Pose pose = pose_of(trailer);
  const Twist twist = twist_of(trailer);
  impl_->world.removeRigidBody(solid.whole.body.get());
  impl_->set_free(solid, trailer, pose, twist, false,
                  inverse(tower_from_trailer) * hold.root_from_hold.translation);
  impl_->couplings.push_back({tower, trailer, tower_from_trailer, hold, {}});
  impl_->join(impl_->couplings.back());
}

void PhysicsWorld::uncouple(int trailer) {
  for (auto& coupled : impl_->couplings)
    if (coupled.trailer == trailer) impl_->part(coupled);
}

void PhysicsWorld::brake(int id, double deceleration, double grip) {
  Solid& solid = impl_->at(id);
  if (solid.suspension) solid.suspension->braking = deceleration, solid.suspension->friction = grip;
  for (const auto& coupled : impl_->couplings)
    if (auto& towed = impl_->at(coupled.trailer).suspension; towed && coupled.tie && coupled.tower == id)
      towed->friction = grip;
}

void PhysicsWorld::change_velocity(int id, const Twist& change) {
  Solid& solid = impl_->at(id);
  const auto push = [&](Piece& piece, const Vec3& linear) {
    if (piece.body->isStaticOrKinematicObject()) return;
    piece.body->activate(true);
    piece.body->setLinearVelocity(piece.body->getLinearVelocity() + to_bullet(linear));
    piece.body->setAngularVelocity(piece.body->getAngularVelocity() + to_bullet(change.angular));
  };
  if (solid.pieces.empty()) return push(solid.whole, change.linear);
  const Vec3 center = impl_->pose_of(solid.pieces.front()) * solid.asset.center_of_mass;
  for (auto& piece : solid.pieces) {
    const Vec3 arm = impl_->pose_of(piece) * piece.asset_from_principal.translation - center;
    push(piece, change.linear + change.angular.cross(arm));
  }
}

Pose PhysicsWorld::pose_of(int id) const {
  return impl_->pose_of(impl_->root(id));
}

Pose PhysicsWorld::pose_of(int id, std::size_t link) const {
  const Solid& solid = impl_->at(id);
  Pose pose = impl_->pose_of(solid.pieces.empty() ? solid.whole : solid.pieces[solid.segments.of_link[link]]);
  if (solid.suspension)
    for (const auto& wheel : solid.suspension->wheels)
      if (wheel.link == link) pose.translation += wheel.lift * (pose.rotation * Vec3::UnitZ());
  return pose;
}

Twist PhysicsWorld::twist_of(int id) const {
  const auto& body = *impl_->root(id).body;
  return {from_bullet(body.getLinearVelocity()), from_bullet(body.getAngularVelocity())};
}

bool PhysicsWorld::is_asleep(int id) const {
  const Solid& solid = impl_->at(id);
  const auto rests = [](const Piece& piece) {
    return !piece.body || piece.body->isStaticOrKinematicObject() || !piece.body->isActive();
  };
  return rests(solid.whole) && std::all_of(solid.pieces.begin(), solid.pieces.end(), rests);
}

void PhysicsWorld::set_air(Air air) {
  impl_->air = std::move(air);
}

void PhysicsWorld::step() {
  impl_->step();
}

const std::vector<Contact>& PhysicsWorld::contacts() const {
  return impl_->touches;
}

const std::vector<Break>& PhysicsWorld::breaks() const {
  return impl_->breaks;
}

namespace {

// What two bodies that the solver does not move would exchange, were they loose: reduced mass x approach
// speed.
double would_be_impulse(const Piece& a, const Piece& b, const btManifoldPoint& point) {
  const auto speed_at = [&](const Piece& s) {
    return s.body->getVelocityInLocalPoint(point.getPositionWorldOnB() - s.body->getCenterOfMassPosition());
  };
  const double approach = -static_cast<double>((speed_at(a) - speed_at(b)).dot(point.m_normalWorldOnB));
  return std::max(0.0, approach) * a.mass * b.mass / (a.mass + b.mass);
}

}  // namespace

void PhysicsWorld::Impl::note_touches() {
  for (int m = 0; m < dispatcher->getNumManifolds(); ++m) {
    const auto& manifold = *dispatcher->getManifoldByIndexInternal(m);
    const int a = manifold.getBody0()->getUserIndex(), b = manifold.getBody1()->getUserIndex();
    if (a == b) continue;  // links of one thing
    const bool solved = !(manifold.getBody0()->isStaticOrKinematicObject() &&
                          manifold.getBody1()->isStaticOrKinematicObject());
    bool touching = false;
    double impulse = 0;
    for (int i = 0; i < manifold.getNumContacts(); ++i) {
      const auto& point = manifold.getContactPoint(i);
      if (static_cast<double>(point.getDistance()) > kTouching) continue;
      touching = true;
      if (solved)
        impulse += static_cast<double>(point.getAppliedImpulse());
      else if (a >= 0 && b >= 0)
        impulse = std::max(impulse, would_be_impulse(root(a), root(b), point));
    }
    if (touching) touches.push_back({std::max(a, b), std::min(a, b), impulse});
  }
}

}  // namespace tailcast
