// SPDX-License-Identifier: Apache-2.0
// The things of a scene that physics knows about, and how each is moved at the moment.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "scenarios/instance.h"
#include "scenarios/place.h"
#include "sim/driver.h"
#include "sim/lashing.h"
#include "sim/physics_world.h"
#include "stages/stage.h"

namespace tailcast {

struct Thing {
  std::string name;
  std::uint16_t instance = 0;
  const Asset* asset = nullptr;
  Bounds box;                   // root's frame, m
  BodyRole role = BodyRole::Standing;
  bool is_ego = false;
  int body = -1;                // in the physics world
  Pose rest;                    // where it was put
  Pose pose;                    // world_from_root now
  Driver driver;                // Driven
  Pose frame_from_root;         // Driven: the root in the driver's frame
  double lift = 0;              // m; Driven on legs: what brings the lowest foot to the ground
  double heading = 0;           // rad: of the frame that pushes are given in (Loose from the start)
  Twist start;                  // Loose: at t = 0
  int carrier = -1;             // Held: index of the thing that carries it
  std::size_t carrier_link = 0; // … and its link that does
  Pose carrier_from_root;       // from that link's frame
  Quat root_from_floor;         // Held: z away from what it lies on
  std::optional<Lashing> lashing;  // Held: what gives way by itself
  int tower = -1;               // Loose: index of the thing that tows it
  Pose tower_from_root;         // where it is when both stand straight
  Hold coupling;                // in the tower's frame
  bool rolls = false;           // Loose: its wheels turn with the way that it goes
  double rolled = 0;            // m, of what has wheels, in the last tick
};

// All instances that collide, in order of instance: actors in their roles, what else stands there as Standing.
std::vector<Thing> cast_of(const ScenarioInstance& instance, const PlacedScene& placed, const Stage& stage);
// The ego's own driver: its frame is the ego frame, whether or not a body stands for it.
Driver ego_driver(const ScenarioInstance& instance, const Stage& stage);
// d of a lane's centre, `offset` to the left seen along it. InputError when there is no such lane.
double lateral_of(const Stage& stage, const std::string& lane, double offset);

// Index of the thing of that name, -1 when there is none.
int find_thing(const std::vector<Thing>& things, const std::string& name);

}  // namespace tailcast
