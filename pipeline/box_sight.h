// SPDX-License-Identifier: Apache-2.0
// One box of a real scan as the sensor saw it: which pulses go through it, what became of them, and what
// stands around. The scan's frame is the sensor's, and nothing in it moves.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "gap/paired.h"
#include "labels/labelled_frame.h"
#include "scene/mesh.h"
#include "sensors/lidar_spec.h"

namespace tailcast {

// A real return on the beam that took it.
struct BeamReturn {
  double azimuth = 0;  // rad, of the beam, in (-pi, pi]
  Vec3 point = Vec3::Zero();
  double intensity = 0;
};
// By ring of the preset, each by azimuth.
using BeamReturns = std::vector<std::vector<BeamReturn>>;

// The returns of a scan by the preset's beams. A ring of the file belongs to the beam whose elevation is
// nearest to the ring's; where the file has no rings, each point to the beam that it lies nearest to, if
// within half of what separates that beam from its neighbours.
BeamReturns sort_by_beam(const LabelledFrame& frame, const LidarSpec& spec);

// A pulse of the grid that goes through the box, as far as the real scan shows.
struct SightedPulse {
  std::uint32_t ring = 0, column = 0;
  double entry = 0, exit = 0;  // m along the pulse
  Vec3 origin, direction;      // sensor frame
  bool core = false;
  Outcome real;
};

struct BoxSight {
  LidarSpec spec;  // the preset; its columns turned to where that scan's were, ring by ring, all but the
                   // box's sector blocked
  Pose box_from_sensor;
  std::vector<SightedPulse> pulses;  // ring by ring
  Mesh ground, surroundings;  // sensor frame: what pulses meet that do not end in the box, one facet a pulse
  std::uint32_t returns = 0, stopped = 0, unpaired = 0;  // as of PairedSight
};

// Sizes of the box that is looked at: the drawn one, its sides and top moved out by kBoxMargin (boxes are
// drawn by hand), its bottom kFoot above the ground around it, so that neither side counts the ground at its
// foot.
inline constexpr double kBoxMargin = 0.10, kFoot = 0.20;  // m

// Nothing where the sensor stands within two metres of the box, or no pulse goes through it.
std::optional<BoxSight> sight_box(const BeamReturns& returns, const LidarSpec& spec, const ObjectBox& box);

// What the pulses return with `thing` (box frame) in the box: one outcome a pulse. `looks` seeds what its
// materials reflect, `noise` the sensor's draws and what the surroundings reflect.
std::vector<Outcome> cast_into(const BoxSight& sight, const Mesh& thing, ClassId class_id,
                               std::uint64_t looks, std::uint64_t noise);

}  // namespace tailcast
