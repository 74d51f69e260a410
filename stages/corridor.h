// SPDX-License-Identifier: Apache-2.0
// The ground of a road and its surroundings: a cross-section of strips swept along the reference line into one
// triangulation. Rows (s) cross columns (d) in one grid, so that there are neither holes nor T-junctions.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "scene/scene.h"
#include "stages/ground_parts.h"
#include "stages/stage.h"

namespace tailcast {

// Painted in lengths of `on` m every `period` m along s; period 0: all along.
struct Dash {
  double on = 0, period = 0;
};

// A strip of the cross-section, from the reference line outwards.
struct Strip {
  double width;              // m
  double rise;               // m over its width, positive upwards
  MaterialId material;
  ClassId class_id;
  double step = 0.5;         // m, largest distance of columns
  double unevenness = 0.002; // m, standard deviation of the height at the grid's own scale
  double waves = 0.002;      // m, of waves of 2.5 to 9 m
  Dash dash = {};               // where it has one, `between` shows between the dashes
  MaterialId between = MaterialId::Asphalt;
  // Share of the kerb's height that an opening takes off at the strip's inner and outer edge.
  double dip_inner = 0, dip_outer = 0;
  bool opens = false;        // an opening shows its own material here
};

// A dropped kerb and what leads away from it: a driveway or a side street.
struct Opening {
  double from, to;           // m along s
  double dip;                // m, by which the kerb is lowered
  MaterialId material;
  double reach;              // m from the reference line, to which its material goes
};

// The land rises (or falls) from `start` m off the reference line over `width` m by base + amplitude * waves along s.
struct Hill {
  double start = 1e9, width = 1, base = 0, amplitude = 0;
};

struct Side {
  std::vector<Strip> strips;
  std::vector<Opening> openings;
  Hill hill;
};

// What a roadway's strips have in common.
struct Roadway {
  double fall;  // outwards, per unit of width
  double step, unevenness, waves;
};

// A side put together strip by strip, outwards.
struct CrossSection : Side {
  Roadway roadway;
  explicit CrossSection(const Roadway& of_roadway) : roadway(of_roadway) {}
  void paved(double width, MaterialId material, Dash dash = {});
  void soft(double width, double rise, double step, double unevenness, double waves,
            MaterialId material = MaterialId::Grass);
};

// A resurfaced rectangle of asphalt: the same heights, a body (and so a reflectance) of its own.
struct Patch {
  double from, to, right, left;  // m: s, s, d, d
};

struct Corridor {
  ReferenceLine reference;
  double from = 0, to = 0;             // m along s
  double fine_from = 0, fine_to = 0;   // rows every kRowStep within, coarser beyond
  Side right, left;
  std::vector<Patch> patches;
  std::vector<double> rows;  // s of further rows, ascending: edges across the road that must be where they are
  std::uint64_t seed = 0;
  // m, added to the design at (s, d): crests, ditches, ruts, slopes that change along the road. Continuous. Empty: none.
  std::function<double(double s, double d)> shape = {};
  // Asked for the middle of each cell of the grid: crossings, stop lines, tracks. Empty: none.
  std::function<std::optional<Cover>(double s, double d)> cover = {};
};

inline constexpr double kRowStep = 0.5;  // m

// What of a road there is, m along s.
struct Stretch {
  double begin = 0, end = 0;  // usable
  double from = 0, to = 0;    // of the ground
};
// From `lead` behind s = 0 to `length` ahead of it, with `beyond` of ground at either end.
Stretch stretch_of(double lead, double length, double beyond);
ReferenceLine arc_over(const Stretch& stretch, double curvature);  // 1/m, positive to the left
// A corridor that is fine within `margin` of what is usable; sides and the rest are left to add.
Corridor lay_out(const Stretch& stretch, ReferenceLine reference, double margin, std::uint64_t seed);

// World x, y of lane coordinates.
Eigen::Vector2d point_at(const ReferenceLine& reference, double s, double d);

Ground sweep(const Corridor& corridor);

}  // namespace tailcast
