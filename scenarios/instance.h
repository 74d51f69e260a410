// SPDX-License-Identifier: Apache-2.0
// What will happen: a scenario with every number drawn. A function of (spec, seed, index) alone. Plain numbers, SI.
#pragma once
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/pose.h"
#include "core/time.h"
#include "scene/asset.h"
#include "scene/environment.h"

namespace tailcast {

// One drawn parameter, as the manifest lists it.
struct Draw {
  std::string name;
  double value = 0;      // SI; meaningless when text is set
  std::string text;      // a choice among names
  std::string unit;      // SI unit for people: "m/s", "" for plain numbers
};

// On the stage's lane coordinates.
struct LanePlacement {
  std::string lane;      // a name of Stage::lanes
  double s = 0;          // m along the reference line, of the asset's origin
  double offset = 0;     // m to the left (seen along the lane's direction) of the lane's centre
  double heading = 0;    // rad, relative to the lane's direction
};
// Resting on another actor.
struct AnchorPlacement {
  std::string actor;
  std::string anchor;    // an anchor of its asset
  Vec3 offset = Vec3::Zero();  // m, in the anchor's frame
  double heading = 0;    // rad about the anchor's z
};
// Coupled behind another actor: its `hitch` on the other's ball, its `kingpin` on the other's `fifth_wheel`.
struct TowedPlacement {
  std::string actor;
  double heading = 0;    // rad, from straight behind
};
using Placement = std::variant<LanePlacement, AnchorPlacement, TowedPlacement>;

// How an actor moves until an event changes it.
enum class Motion : std::uint8_t {
  Free,       // physics alone: debris, cargo (held by its carrier until released)
  Kinematic,  // follows its lane at its speed; becomes free when struck hard
};

struct Actor {
  std::string name;
  std::string asset;           // catalog id, or a name of ScenarioInstance::assets
  std::uint64_t asset_seed = 0;
  Placement placement;
  double bears = std::numeric_limits<double>::infinity();  // N: what its straps or its coupling hold
  double speed = 0;            // m/s along its heading at t = 0
  Motion motion = Motion::Kinematic;
  Vec3 velocity = Vec3::Zero();          // Free: m/s at t = 0, in its own frame, on top of speed
  Vec3 angular_velocity = Vec3::Zero();  // Free: rad/s at t = 0, in its own frame
  double drop_height = 0;      // Free: m above where it would stand
  Quat attitude = Quat::Identity();      // Free: extra rotation of the asset about its centre, applied first
};

// Conditions. `ego` and `road` are valid names beside the actors'.
struct AtTime {
  Nanoseconds time;
};
struct OnContact {
  std::string a, b;
};
struct OnDistance {            // between the nearest points of the two boxes' footprints
  std::string a, b;
  double below;                // m
};
struct OnTimeToCollision {     // gap along the line between them / closing speed
  std::string a, b;
  double below;                // s
};
struct Condition {
  std::variant<AtTime, OnContact, OnDistance, OnTimeToCollision> when;
  Nanoseconds delay = 0;       // acts that long after the condition first holds
};

// Actions. Vectors are in the frame of the actor's carrier or lane: x along its heading, y left, z up.
struct Release {               // loose what lay on its carrier, with this velocity added to the carrier's
  std::string actor;
  Vec3 push = Vec3::Zero();    // m/s
  Vec3 spin = Vec3::Zero();    // rad/s
};
struct Push {                  // a free body: velocity change at once
  std::string actor;
  Vec3 push = Vec3::Zero();
  Vec3 spin = Vec3::Zero();
};
struct Brake {
  std::string actor;
  double deceleration;         // m/s^2, to a stop
  std::optional<double> grip{};  // friction of tyre on road; given: forces move it from now on, and its wheels lock where
                               // the deceleration asks for more
};
struct SetSpeed {
  std::string actor;
  double speed;                // m/s
  double acceleration;         // m/s^2, > 0
};
struct ChangeLane {
  std::string actor;
  std::string lane;
  double duration;             // s
};
// A person (or animal) sets off: straight, at that speed, heading relative to its own at that moment.
struct Walk {
  std::string actor;
  double heading;              // rad
  double speed;                // m/s
  double acceleration;         // m/s^2
};
using Action = std::variant<Release, Push, Brake, SetSpeed, ChangeLane, Walk>;

struct Event {
  Condition condition;
  std::vector<Action> actions;
};

struct SensorMount {
  std::string name;            // "top"
  std::string preset;          // "velodyne_hdl64e_kitti"
  Pose ego_from_sensor;
  Nanoseconds phase = 0;       // of the device's clock: its first frame begins so long after the record does
};

struct ScenarioInstance {
  std::string scenario;        // name
  std::uint64_t seed = 0;      // of the run
  std::uint32_t index = 0;     // of the instance
  double log_weight = 0;       // ln(natural density / proposal density) of the draw; 0: drawn naturally
  std::vector<Draw> draws;

  std::string place;
  std::map<std::string, double> place_parameters;  // SI
  std::uint64_t stage_seed = 0;

  Environment weather;

  // The ego drives its lane; its origin is on the road below the sensor mount.
  std::string ego_lane;
  double ego_s = 0;            // m
  double ego_speed = 0;        // m/s
  std::vector<SensorMount> sensors;

  std::map<std::string, std::shared_ptr<const Asset>> assets;  // the scenario's own: of its meshes that were taken in
  std::vector<Actor> actors;
  std::vector<Event> events;
  Nanoseconds record_from = 0, record_to = 0;
  std::vector<std::string> hazards;  // names of actors: what the event is about
};

}  // namespace tailcast
