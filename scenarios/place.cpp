// SPDX-License-Identifier: Apache-2.0
#include "scenarios/place.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "assets/catalog.h"
#include "core/check.h"
#include "core/dmath.h"
#include "core/error.h"
#include "core/random.h"
#include "scene/seat.h"

namespace tailcast {
namespace {

constexpr double kClearance = 0.5;     // m, of actors to what stands on the stage
constexpr double kCorridorStep = 1.0;  // m along a driven way
constexpr double kTouch = 0.01;        // m: boxes that overlap by less only touch

[[noreturn]] void refuse(std::string_view code, std::string message, std::string hint) {
  Diagnostics diagnostics;
  diagnostics.error({}, code, std::move(message), std::move(hint));
  throw InputError(std::move(diagnostics));
}

// A box seen from above, and its span of heights.
struct Footprint {
  Eigen::Vector2d center, along;   // m, unit
  double half_length, half_width;  // m
  double low, high;                // m
};

Footprint footprint_of(const Pose& world_from_asset, const Bounds& box) {
  const Vec3 center = world_from_asset * box.center();
  Vec3 forward = world_from_asset.rotation * Vec3(1, 0, 0);
  if (forward.head<2>().norm() < 1e-6) forward = Vec3(1, 0, 0);
  Footprint f{center.head<2>(), forward.head<2>().normalized(), 0, 0, 1e30, -1e30};
  for (int i = 0; i < 8; ++i) {
    const Vec3 corner((i & 1) != 0 ? box.high.x() : box.low.x(), (i & 2) != 0 ? box.high.y() : box.low.y(),
                      (i & 4) != 0 ? box.high.z() : box.low.z());
    const Vec3 p = world_from_asset * corner;
    const Eigen::Vector2d d = p.head<2>() - f.center;
    f.half_length = std::fmax(f.half_length, std::fabs(d.dot(f.along)));
    f.half_width = std::fmax(f.half_width, std::fabs(d.x() * -f.along.y() + d.y() * f.along.x()));
    f.low = std::fmin(f.low, p.z()), f.high = std::fmax(f.high, p.z());
  }
  return f;
}

// Separating axes of two rectangles; `margin` is added to the gap that is asked for.
bool overlap(const Footprint& a, const Footprint& b, double margin) {
  const Eigen::Vector2d d = b.center - a.center;
  const auto side = [](const Eigen::Vector2d& v) { return Eigen::Vector2d(-v.y(), v.x()); };
  const auto reach = [&](const Footprint& f, const Eigen::Vector2d& axis) {
    return f.half_length * std::fabs(f.along.dot(axis)) + f.half_width * std::fabs(side(f.along).dot(axis));
  };
  for (const auto& axis : std::array<Eigen::Vector2d, 4>{a.along, side(a.along), b.along, side(b.along)})
    if (std::fabs(d.dot(axis)) > reach(a, axis) + reach(b, axis) + margin) return false;
  return true;
}

struct Placed {
  std::string name;
  std::shared_ptr<const Asset> asset;
  std::uint64_t seed;
  Pose world_from_asset;
  std::string carrier;  // or what tows it; empty: stands on the ground
  bool towed = false;
};

bool stands_upright(const Asset& asset) {
  return asset.class_id == ClassId::Person || asset.class_id == ClassId::Child;
}

// Turned about the middle of its box, then set down so that its lowest vertex is at z = 0 of the frame it
// lies in.
Pose set_down(const Asset& asset, const Quat& attitude) {
  const Vec3 middle = asset.box.center();
  Pose pose{attitude, middle - attitude * middle};
  double lowest = 1e30;
  for (const auto& link : asset.links)
    for (const auto& v : link.mesh->vertices)
      lowest = std::fmin(lowest, (pose * (link.joint.root_from_link * Vec3(v.cast<double>()))).z());
  pose.translation.z() -= lowest;
  return pose;
}

class Placer {
 public:
  Placer(const ScenarioInstance& instance, const Stage& stage) : instance_(instance), stage_(stage) {}

  PlacedScene run() {
    place_ego();
    for (const auto& actor : instance_.actors) place_actor(actor);
    expect_room();
    PlacedScene placed;
    placed.scene = stage_.scene;
    remove_instances(placed.scene, in_the_way());
    for (const auto& p : placed_) {
      const auto id = add_instance(placed.scene, p.asset, p.name, p.world_from_asset, p.seed, true);
      placed.actors[p.name] = id;
      if (p.name != "ego") continue;
      for (const auto body : placed.scene.instances[id].bodies) placed.scene.bodies[body].seen = false;
    }
    return placed;
  }

 private:
  const Lane& lane_named(const std::string& name, const std::string& who) const {
    const auto* lane = find_lane(stage_, name);
    if (lane == nullptr) refuse("E0305", fmt::format("`{}`: no lane `{}` on this stage", who, name), "");
    return *lane;
  }
  void expect_on_stage(const std::string& who, double s) const {
    if (s < stage_.begin || s > stage_.end)
      refuse("E0413",
             fmt::format("`{}` stands at s = {:.1f} m, beyond the stage ({:.0f} to {:.0f} m)", who, s,
                         stage_.begin, stage_.end),
             "place it nearer, or make the stage longer");
  }
  Pose lane_pose(const LanePlacement& at, const std::string& who, const Asset& asset) const {
    const auto& lane = lane_named(at.lane, who);
    expect_on_stage(who, at.s);
    const auto size = stance_of(asset);
    const bool upright = stands_upright(asset);
    const auto ground = ground_pose(stage_, at.s, lane.offset + lane.direction * at.offset, lane.direction,
                                    upright ? 0 : size.x(), upright ? 0 : size.y());
    return ground * Pose{rotation_about(Vec3(0, 0, 1), at.heading), Vec3::Zero()};
  }

  void place_ego() {
    auto asset = make_asset("vehicle/estate", derive_seed(instance_.stage_seed, "ego"));
    const auto pose = lane_pose({instance_.ego_lane, instance_.ego_s, 0, 0}, "ego", *asset);
    placed_.push_back({"ego", std::move(asset), derive_seed(instance_.stage_seed, "ego"), pose, ""});
  }
  const Placed* find(const std::string& name) const {
    const auto it =
        std::find_if(placed_.begin(), placed_.end(), [&](const Placed& p) { return p.name == name; });
    return it == placed_.end() ? nullptr : &*it;
  }
  // Carriers first, whatever the order in the file.
  void place_actor(const Actor& actor) {
    if (find(actor.name) != nullptr) return;
    auto asset = make_asset(actor.asset, actor.asset_seed);
    const auto* on = std::get_if<AnchorPlacement>(&actor.placement);
    const auto* towed = std::get_if<TowedPlacement>(&actor.placement);
    const bool free = actor.motion == Motion::Free && towed == nullptr;
    const Pose down = free ? set_down(*asset, actor.attitude) : Pose{};
    Pose pose;
    std::string carrier;
    if (towed != nullptr) {
      pose = towed_pose(actor, *asset, *towed);
      carrier = towed->actor;
    } else if (on == nullptr) {
      pose = lane_pose(std::get<LanePlacement>(actor.placement), actor.name, *asset) * down;
      pose.translation.z() += actor.drop_height;
    } else {
      pose = anchor_pose(actor, *on) * down;
      carrier = on->actor;
    }
    placed_.push_back({actor.name, std::move(asset), actor.asset_seed, pose, carrier, towed != nullptr});
  }
  const Actor& actor_named(const std::string& name) const {
    const auto found = std::find_if(instance_.actors.begin(), instance_.actors.end(),
                                    [&](const Actor& a) { return a.name == name; });
    TAILCAST_CHECK(found != instance_.actors.end(), "no actor " + name);
    return *found;
  }
  Pose towed_pose(const Actor& actor, const Asset& trailer, const TowedPlacement& towed) {
    place_actor(actor_named(towed.actor));
    const auto& tower = *find(towed.actor);
    const auto coupling = coupling_of(*tower.asset, trailer);
    if (!coupling)
      refuse("E0302", fmt::format("`{}` ({}) cannot be coupled to `{}` ({})", actor.name, trailer.id, towed.actor,
                                  tower.asset->id),
             "");
    return tower.world_from_asset * Pose{Quat::Identity(), coupling->on_tower} *
           Pose{rotation_about(Vec3(0, 0, 1), towed.heading), Vec3::Zero()} *
           Pose{Quat::Identity(), -coupling->on_trailer};
  }
  Pose anchor_pose(const Actor& actor, const AnchorPlacement& on) {
    place_actor(actor_named(on.actor));
    const auto& below = *find(on.actor);
    const auto seat = find_seat(*below.asset, on.anchor);
    if (!seat) refuse("E0302", fmt::format("`{}` has no anchor `{}`", on.actor, on.anchor), "");
    return below.world_from_asset * seat->asset_from_seat *
           Pose{rotation_about(Vec3(0, 0, 1), on.heading), on.offset + Vec3(0, 0, actor.drop_height)};
  }

  bool carries(const Placed& a, const Placed& b) const {
    for (const auto* up = &b; !up->carrier.empty(); up = find(up->carrier))
      if (up->carrier == a.name) return true;
    return false;
  }
  // A trailer's front is over its tower's rear, and so over what is there.
  bool belong(const Placed& a, const Placed& b) const {
    return carries(a, b) || (a.towed && carries(*find(a.carrier), b));
  }
  void expect_room() const {
    for (std::size_t i = 0; i < placed_.size(); ++i)
      for (std::size_t j = 0; j < i; ++j) {
        const auto &a = placed_[j], &b = placed_[i];
        if (belong(a, b) || belong(b, a)) continue;
        const auto fa = footprint_of(a.world_from_asset, a.asset->box),
                   fb = footprint_of(b.world_from_asset, b.asset->box);
        if (fa.low > fb.high - kTouch || fb.low > fa.high - kTouch || !overlap(fa, fb, -kTouch)) continue;
        refuse("E0409", fmt::format("no room: `{}` and `{}` overlap at the start", a.name, b.name),
               "place them further apart");
      }
  }

  // --- what stands in the way
  // Footprints along a lane from s on, for as long as is recorded.
  void add_corridor(std::vector<Footprint>& way, const Asset& asset, const Lane& lane, double s,
                    double offset, double speed) const {
    const double distance = speed * to_seconds(instance_.record_to);
    const int steps = static_cast<int>(distance / kCorridorStep) + 1;
    for (int i = 0; i <= steps; ++i) {
      const double at = s + lane.direction * distance * i / steps;
      way.push_back(footprint_of(
          ground_pose(stage_, at, lane.offset + lane.direction * offset, lane.direction), asset.box));
    }
  }
  void add_lane_changes(std::vector<Footprint>& way, const Asset& asset, const std::string& driver, double s,
                        double speed) const {
    for (const auto& event : instance_.events)
      for (const auto& action : event.actions)
        if (const auto* change = std::get_if<ChangeLane>(&action); change != nullptr && change->actor == driver)
          add_corridor(way, asset, lane_named(change->lane, driver), s, 0, speed);
  }
  void add_walks(std::vector<Footprint>& way, const Placed& who) const {
    for (const auto& event : instance_.events)
      for (const auto& action : event.actions) {
        const auto* walk = std::get_if<Walk>(&action);
        if (walk == nullptr || walk->actor != who.name) continue;
        const Vec3 direction =
            who.world_from_asset.rotation * (rotation_about(Vec3(0, 0, 1), walk->heading) * Vec3(1, 0, 0));
        const double distance = walk->speed * to_seconds(instance_.record_to);
        for (double d = 0; d < distance + 0.5; d += 0.5) {
          Pose pose = who.world_from_asset;
          pose.translation += d * direction;
          way.push_back(footprint_of(pose, who.asset->box));
        }
      }
  }
  // Itself, but for a trailer what tows it.
  const Actor& pulls(const Actor& actor) const {
    const auto* towed = std::get_if<TowedPlacement>(&actor.placement);
    return towed == nullptr ? actor : pulls(actor_named(towed->actor));
  }
  std::vector<Footprint> ways() const {
    std::vector<Footprint> way;
    for (const auto& p : placed_) way.push_back(footprint_of(p.world_from_asset, p.asset->box));
    const auto& ego = placed_.front();
    add_corridor(way, *ego.asset, lane_named(instance_.ego_lane, "ego"), instance_.ego_s, 0,
                 instance_.ego_speed);
    add_lane_changes(way, *ego.asset, "ego", instance_.ego_s, instance_.ego_speed);
    for (const auto& actor : instance_.actors) {
      const auto& who = *find(actor.name);
      add_walks(way, who);
      const Actor& ahead = pulls(actor);
      const auto* at = std::get_if<LanePlacement>(&ahead.placement);
      if (at == nullptr || ahead.speed <= 0) continue;
      const Lane& lane = lane_named(at->lane, ahead.name);
      const double behind =
          (find(ahead.name)->world_from_asset.translation - who.world_from_asset.translation).norm();
      const double s = at->s - lane.direction * behind;
      add_corridor(way, *who.asset, lane, s, at->offset, ahead.speed);
      add_lane_changes(way, *who.asset, ahead.name, s, ahead.speed);
    }
    return way;
  }
  std::vector<std::uint16_t> in_the_way() const {
    const auto way = ways();
    std::vector<std::uint16_t> found;
    for (std::size_t i = 1; i < stage_.scene.instances.size(); ++i) {
      const auto& instance = stage_.scene.instances[i];
      if (!instance.removable) continue;
      const auto there = footprint_of(stage_.scene.bodies[instance.root].world_from_body, instance.box);
      if (std::any_of(way.begin(), way.end(),
                      [&](const Footprint& f) { return overlap(f, there, kClearance); }))
        found.push_back(static_cast<std::uint16_t>(i));
    }
    return found;
  }

  const ScenarioInstance& instance_;
  const Stage& stage_;
  std::vector<Placed> placed_;
};

}  // namespace

std::optional<Coupling> coupling_of(const Asset& tower, const Asset& trailer) {
  const auto pin = find_seat(trailer, "kingpin"), eye = find_seat(trailer, "hitch");
  const auto plate = find_seat(tower, "fifth_wheel"), hook = find_seat(tower, "hitch");
  constexpr double kBehind = 0.10;  // m
  const auto joined = [](double x, const Seat& at, bool fifth_wheel) {
    const Vec3& on_trailer = at.asset_from_seat.translation;
    return Coupling{Vec3(x, 0, on_trailer.z()), on_trailer, fifth_wheel};
  };
  if (pin && plate) return joined(plate->asset_from_seat.translation.x(), *pin, true);
  if (!eye) return std::nullopt;
  return joined(hook ? hook->asset_from_seat.translation.x() : tower.box.low.x() - kBehind, *eye, false);
}

PlacedScene place(const ScenarioInstance& instance, const Stage& stage) {
  return Placer(instance, stage).run();
}

}  // namespace tailcast
