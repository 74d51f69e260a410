// SPDX-License-Identifier: Apache-2.0
// The ground that an event plays on: geometry, lanes, and what already stands there.
#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "core/pose.h"
#include "core/quantity.h"
#include "scene/ground.h"
#include "scene/scene.h"

namespace tailcast {

// A planar curve by arc length: a chain of arcs (curvature 1/m, positive left), through the world's origin at s = 0
// heading +x.
class ReferenceLine {
 public:
  struct Segment {
    double length;     // m
    double curvature;  // 1/m
  };
  ReferenceLine() = default;
  // From s = begin (may be negative) onwards.
  ReferenceLine(double begin, std::vector<Segment> segments);
  struct Point {
    double x, y, heading, curvature;  // m, m, rad, 1/m
  };
  Point at(double s) const;  // extended straight beyond the ends
  double begin() const { return begin_; }
  double end() const;
  // The (s, d) of a world point near the line; d positive left.
  Eigen::Vector2d locate(double x, double y) const;

 private:
  double begin_ = 0;
  std::vector<Segment> segments_;
  std::vector<Point> starts_;
};

enum class LaneKind : std::uint8_t { Driving, Shoulder, Parking, Cycle, Pavement, Verge };

struct Lane {
  // Driving lanes along +s are "1", "2", … from the right edge (slow lane first); oncoming ones "-1", "-2", … from
  // theirs. Others: "shoulder", "parking_right", "pavement_left", "verge_right", …
  std::string name;
  LaneKind kind;
  double offset;   // m: d of its centre line, positive left of the reference line
  double width;    // m
  int direction;   // +1: along s, -1: against
};

struct Stage {
  Scene scene;                 // static stuff, and things that stand there (parked vehicles: removable instances)
  std::uint32_t ground_bodies = 0;  // the first of the scene's bodies: one sheet of ground, in the world's frame
  ReferenceLine reference;
  std::vector<Lane> lanes;     // from right to left
  GroundSurface ground;        // the collision and driving surface: the very triangles of the scene's ground bodies
  double begin = 0, end = 0;   // usable s, m; the ego starts at s = 0 unless the scenario says otherwise
};

const Lane* find_lane(const Stage& stage, std::string_view name);
// Pose on the ground at lane coordinate (s, d left of the reference line), heading along the road (or against it),
// tilted with the ground under a footprint of `length` x `width` (0: upright).
Pose ground_pose(const Stage& stage, double s, double d, int direction, double length = 0, double width = 0);

// The pose at (x, y) with that yaw in which the four corners of a `length` x `width` footprint best fit the ground (least
// squares), lifted until the highest of them touches. 0 x 0: upright on the point.
Pose rest_on_ground(const GroundSurface& ground, double x, double y, double yaw, double length, double width);

// What a place can be asked for.
struct PlaceParameter {
  std::string name;       // "lanes"
  std::string summary;
  Dimension dimension;
  double fallback, min, max;  // SI
  bool integer = false;
};
struct PlaceInfo {
  std::string name;       // "highway"
  std::string summary;
  std::vector<PlaceParameter> parameters;
};
std::span<const PlaceInfo> all_places();
const PlaceInfo* find_place(std::string_view name);
// The lane names that a place with these parameters has, without building it (for checking scenarios).
std::vector<std::string> lane_names(std::string_view place, const std::map<std::string, double>& parameters);

// Parameters missing from the map take their fallback; values must be in range (checked by scenarios).
Stage build_place(std::string_view place, const std::map<std::string, double>& parameters, std::uint64_t seed);

}  // namespace tailcast
