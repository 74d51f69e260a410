// SPDX-License-Identifier: Apache-2.0
#include "stages/faults.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "stages/columns.h"
#include "stages/corridor.h"
#include "stages/sheet.h"

namespace tailcast {
namespace {

using Kind = PlaceFault::Kind;

constexpr double kInAir = 0.01;      // m: contact is closer than this
constexpr double kBase = 0.02;       // m above the lowest vertex
constexpr double kDeep = 0.05;       // m of height: below this things only touch
constexpr double kHeadroom = 4.2;    // m
constexpr double kBesideLane = 0.3;  // m within a lane's edges that mirrors and twigs may lean into
constexpr double kRayReach = 40;     // m to either side
constexpr double kRayStep = 1.3;     // m

void find_holes(const Stage& stage, std::vector<PlaceFault>& faults) {
  std::vector<const Body*> ground;
  for (std::uint32_t i = 0; i < stage.ground_bodies; ++i) ground.push_back(&stage.scene.bodies[i]);
  for (const auto& tear : find_tears(ground))
    faults.push_back({tear.folded ? Kind::Fold : Kind::Hole, tear.body, "", tear.at, tear.length});
  for (double s = stage.begin; s <= stage.end; s += kRayStep)
    for (double d = -kRayReach; d <= kRayReach; d += kRayStep) {
      const auto p = point_at(stage.reference, s, d);
      if (!stage.ground.at(p.x(), p.y())) faults.push_back({Kind::Hole, "ground", "", Vec3(p.x(), p.y(), 0), 0});
    }
}

// One thing that stands there: a body of stuff, or all bodies of an instance.
struct Thing {
  std::string name;
  ClassId class_id;
  std::vector<const Body*> bodies;
  Bounds box;  // world, of what is solid
  bool stuff = true;
  Columns columns;  // raised when first needed
  bool raised = false;
};

// What blades and leaves there are does not make a thing solid; a hedge is all leaves.
bool is_solid(const Body& body, std::size_t triangle) {
  const Part part = body.mesh->part[triangle];
  return body.class_id == ClassId::Hedge || (part != Part::Leaves && part != Part::Branch);
}

Bounds solid_bounds(const Body& body) {
  std::vector<bool> counted(body.mesh->vertices.size());
  Bounds box;
  for (std::size_t t = 0; t < body.mesh->triangles.size(); ++t) {
    if (!is_solid(body, t)) continue;
    for (const auto v : body.mesh->triangles[t])
      if (!counted[v])
        counted[v] = true, box.extend(body.world_from_body * Vec3(body.mesh->vertices[v].cast<double>()));
  }
  return box;
}

std::vector<Thing> things_of(const Stage& stage) {
  std::vector<Thing> things;
  const auto add = [&](Thing thing) {
    for (const auto* body : thing.bodies) {
      const Bounds box = solid_bounds(*body);
      if (!box.empty()) thing.box.extend(box.low), thing.box.extend(box.high);
    }
    things.push_back(std::move(thing));
  };
  for (std::size_t i = stage.ground_bodies; i < stage.scene.bodies.size(); ++i) {
    const auto& body = stage.scene.bodies[i];
    if (body.instance == 0) add({body.name, body.class_id, {&body}, {}, true, {}, false});
  }
  for (std::size_t i = 1; i < stage.scene.instances.size(); ++i) {
    const auto& instance = stage.scene.instances[i];
    Thing thing{instance.name, instance.class_id, {}, {}, false, {}, false};
    for (const auto b : instance.bodies) thing.bodies.push_back(&stage.scene.bodies[b]);
    add(std::move(thing));
  }
  return things;
}

const Columns& columns_of(Thing& thing) {
  if (thing.raised) return thing.columns;
  thing.raised = true;
  thing.columns = Columns(thing.box);
  for (const auto* body : thing.bodies)
    for (std::size_t t = 0; t < body->mesh->triangles.size(); ++t) {
      if (!is_solid(*body, t)) continue;
      std::array<Vec3, 3> corners;
      for (std::size_t k = 0; k < 3; ++k)
        corners[k] = body->world_from_body * Vec3(body->mesh->vertices[body->mesh->triangles[t][k]].cast<double>());
      thing.columns.add(corners);
    }
  thing.columns.fill_rooms();
  constexpr int kTwigs = 2;  // cells: a hedge gives way that far
  for (int i = 0; thing.class_id == ClassId::Hedge && i < kTwigs; ++i) thing.columns.shrink();
  return thing.columns;
}

// What runs along plots and roads may run into its like, and end where another begins.
bool may_meet(const Thing& a, const Thing& b) {
  const auto is_line = [](ClassId id) {
    return id == ClassId::GuardRail || id == ClassId::Fence || id == ClassId::Wall || id == ClassId::Hedge;
  };
  return is_line(a.class_id) && is_line(b.class_id);
}

// Of two houses wall to wall the roofs and sills may run into each other: what counts lies further within.
std::optional<SharedSpace> space_of_both(Thing& a, Thing& b) {
  if (a.class_id != ClassId::Building || b.class_id != ClassId::Building)
    return deepest_overlap(columns_of(a), columns_of(b));
  Columns inner_a = columns_of(a), inner_b = columns_of(b);
  constexpr int kEaves = 4;  // cells
  for (int i = 0; i < kEaves; ++i) inner_a.shrink(), inner_b.shrink();
  return deepest_overlap(inner_a, inner_b);
}

void find_overlaps(std::vector<Thing>& things, std::vector<PlaceFault>& faults) {
  std::vector<std::size_t> by_x;
  for (std::size_t i = 0; i < things.size(); ++i)
    if (!things[i].box.empty()) by_x.push_back(i);
  std::sort(by_x.begin(), by_x.end(), [&](std::size_t a, std::size_t b) {
    return std::make_pair(things[a].box.low.x(), a) < std::make_pair(things[b].box.low.x(), b);
  });
  for (std::size_t i = 0; i < by_x.size(); ++i)
    for (std::size_t j = i + 1; j < by_x.size(); ++j) {
      auto &a = things[by_x[i]], &b = things[by_x[j]];
      if (b.box.low.x() > a.box.high.x()) break;
      if ((b.box.low.array() > a.box.high.array()).any() || (a.box.low.array() > b.box.high.array()).any()) continue;
      if (may_meet(a, b)) continue;
      if (const auto shared = space_of_both(a, b); shared && shared->height > kDeep)
        faults.push_back({Kind::Overlap, a.name, b.name, shared->at, shared->height});
    }
}

// Height of air below p: above the ground, or above another thing's top.
double air_below(const Stage& stage, std::vector<Thing>& things, const Thing& self, const Vec3& p) {
  const auto ground = stage.ground.at(p.x(), p.y());
  double air = ground ? p.z() - ground->height : 1e9;
  if (air <= kInAir) return air;
  for (auto& other : things) {
    if (&other == &self || other.box.empty()) continue;
    const Bounds& box = other.box;
    if (p.x() < box.low.x() || p.x() > box.high.x() || p.y() < box.low.y() || p.y() > box.high.y()) continue;
    if (const auto top = columns_of(other).top_at(p.x(), p.y()); top && *top < p.z() + kInAir)
      air = std::min(air, p.z() - *top);
  }
  return air;
}

void find_floating(const Stage& stage, std::vector<Thing>& things, std::vector<PlaceFault>& faults) {
  constexpr double kFeet = 0.25;  // m: on a slope what touches is that near to the lowest vertex
  for (const auto& thing : things) {
    double lowest = 1e30, nearest = 1e30, worst = 0;
    Vec3 at = Vec3::Zero();
    for (const auto* body : thing.bodies)
      for (const auto& v : body->mesh->vertices)
        lowest = std::min(lowest, (body->world_from_body * Vec3(v.cast<double>())).z());
    for (const auto* body : thing.bodies) {
      double base = 1e30;
      for (const auto& v : body->mesh->vertices) base = std::min(base, static_cast<double>(v.z()));
      for (const auto& v : body->mesh->vertices) {
        const Vec3 p = body->world_from_body * Vec3(v.cast<double>());
        const bool is_base = thing.stuff && static_cast<double>(v.z()) < base + kBase;
        if (!is_base && p.z() > lowest + kFeet) continue;
        if (!is_base && nearest <= kInAir) continue;
        const double air = air_below(stage, things, thing, p);
        if (air < nearest) nearest = air, at = air > kInAir ? p : at;
        if (is_base && air > worst) worst = air, at = p;
      }
    }
    if (nearest > kInAir || worst > kInAir)
      faults.push_back({Kind::Floating, thing.name, "", at, std::max(nearest, worst)});
  }
}

// Quick: whether the box lies wholly to one side of all driving lanes. On a bend a box of 20 m bulges by half a metre.
bool keeps_beside(const Stage& stage, const Bounds& box) {
  double right = 1e9, left = -1e9, least = 1e9, most = -1e9;
  for (const auto& lane : stage.lanes)
    if (lane.kind == LaneKind::Driving)
      right = std::min(right, lane.offset - 0.5 * lane.width), left = std::max(left, lane.offset + 0.5 * lane.width);
  for (const double x : {box.low.x(), box.high.x()})
    for (const double y : {box.low.y(), box.high.y()}) {
      const double d = stage.reference.locate(x, y).y();
      least = std::min(least, d), most = std::max(most, d);
    }
  constexpr double kBulge = 0.5;
  return least > left + kBulge || most < right - kBulge;
}

void find_on_carriageway(const Stage& stage, std::vector<Thing>& things, std::vector<PlaceFault>& faults) {
  const auto in_lane = [&](const Eigen::Vector2d& p, double margin) {
    const auto at = stage.reference.locate(p.x(), p.y());
    if (at.x() < stage.begin - margin || at.x() > stage.end + margin) return false;
    return std::any_of(stage.lanes.begin(), stage.lanes.end(), [&](const Lane& lane) {
      return lane.kind == LaneKind::Driving &&
             std::fabs(at.y() - lane.offset) < 0.5 * lane.width - kBesideLane + margin;
    });
  };
  for (auto& thing : things) {
    if (thing.box.empty()) continue;
    const Eigen::Vector2d middle = thing.box.center().head<2>();
    if (!in_lane(middle, 0.5 * thing.box.size().head<2>().norm()) || keeps_beside(stage, thing.box)) continue;
    const auto found = columns_of(thing).find([&](double x, double y, double low) {
      if (!in_lane({x, y}, 0)) return false;
      const auto ground = stage.ground.at(x, y);
      return ground && low < ground->height + kHeadroom;
    });
    if (found) faults.push_back({Kind::OnCarriageway, thing.name, "", *found, 0});
  }
}

}  // namespace

std::vector<PlaceFault> find_faults(const Stage& stage) {
  std::vector<PlaceFault> faults;
  find_holes(stage, faults);
  auto things = things_of(stage);
  find_overlaps(things, faults);
  find_floating(stage, things, faults);
  find_on_carriageway(stage, things, faults);
  return faults;
}

std::string describe(const PlaceFault& fault) {
  const auto at = fmt::format("at ({:.2f}, {:.2f}, {:.2f})", fault.at.x(), fault.at.y(), fault.at.z());
  switch (fault.kind) {
    case Kind::Hole:
      return fmt::format("hole of {:.2f} m rim in {} {}", fault.extent, fault.thing, at);
    case Kind::Fold:
      return fmt::format("fold in {} {}", fault.thing, at);
    case Kind::Overlap:
      return fmt::format("{} and {} fill the same {:.2f} m of height {}", fault.thing, fault.other, fault.extent, at);
    case Kind::Floating:
      return fmt::format("{} floats {:.3f} m in the air {}", fault.thing, fault.extent, at);
    case Kind::OnCarriageway:
      return fmt::format("{} stands on the carriageway {}", fault.thing, at);
  }
  return {};
}

}  // namespace tailcast
