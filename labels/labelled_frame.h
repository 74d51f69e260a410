// SPDX-License-Identifier: Apache-2.0
// Measurement and truth of one frame: what datasets write and read, and what the gap compares.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/pose.h"
#include "core/time.h"
#include "scene/material.h"
#include "scene/ontology.h"
#include "sensors/scan.h"

namespace tailcast {

// The material of a return that no surface caused.
inline constexpr MaterialId kNoMaterial{255};

struct ObjectBox {
  std::string name;             // "ladder"
  std::uint32_t track_id = 0;   // > 0, stable through a sequence
  ClassId class_id = ClassId::Unlabeled;
  bool hazard = false;
  Nanoseconds time = 0;         // since the sequence's start: when the object was swept (raw), or the frame's instant
  Pose sensor_from_box;         // centre of the box, x along its length, at `time`; so the box holds its own returns
  Vec3 size = Vec3::Zero();     // m: length, width, height
  Vec3 velocity = Vec3::Zero(); // m/s, world, of the box's centre
  bool moving = false;
  std::uint32_t returns = 0;        // received
  std::uint32_t returns_alone = 0;  // that it would receive alone in the world
  double visibility() const { return returns_alone ? double(returns) / returns_alone : 0.0; }
};

// Truth of each return, aligned with the points. Empty for scans that came without. Where only SemanticKITTI's labels
// lie beside a scan, class_id, instance and moving are set and the other arrays are empty.
struct PointTruth {
  std::vector<ClassId> class_id;
  std::vector<std::uint16_t> instance;   // track id of the thing; 0: stuff
  std::vector<std::uint8_t> moving;      // 1: its thing moves
  std::vector<Part> part;
  std::vector<MaterialId> material;      // kNoMaterial where cause is not Surface
  std::vector<Cause> cause;
  std::vector<Vec3f> velocity;           // m/s, world, of the surface hit
  std::vector<float> true_range;         // m
  std::vector<float> incidence;          // rad
  std::vector<std::int32_t> time;        // ns after LabelledFrame::sweep_start
  std::vector<std::uint8_t> return_number;
  bool empty() const { return class_id.empty(); }
};

struct LabelledFrame {
  Nanoseconds time = 0;          // start of the sweep (raw) or the instant compensated to, since the sequence's start
  Nanoseconds sweep_start = 0;   // firing of the first column; equals `time` in raw frames
  Nanoseconds duration = 0;      // of the sweep
  Pose world_from_sensor;        // at `time`
  Pose ego_from_sensor;          // the mount: world_from_ego = world_from_sensor * inverse(ego_from_sensor)
  bool compensated = false;      // points stand in the sensor frame at `time`, not each at its own
  // Points, in the file's order: ring by ring from the top, azimuth as measured (before any compensation) increasing
  // from forward, counter-clockwise.
  std::vector<float> x, y, z, intensity;
  std::vector<std::uint32_t> ring;    // 0 = top; empty when not known
  std::vector<std::uint16_t> column;  // in the order of firing; empty when not known
  std::uint32_t rings = 0, columns = 0;  // the device's grid; 0 when not known
  std::vector<PulseState> pulses;        // [ring * columns + column]: what became of each pulse; empty when not known
  PointTruth truth;
  std::vector<ObjectBox> objects;
  bool objects_known = false;    // `objects` are all that stand there, perhaps none

  std::size_t size() const { return x.size(); }
};

enum class MotionMode : std::uint8_t { Raw, Compensated };

}  // namespace tailcast
