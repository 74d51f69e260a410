// SPDX-License-Identifier: Apache-2.0
// The rigid bodies that an asset consists of when forces move it.
#pragma once
#include <vector>

#include "scene/asset.h"

namespace tailcast {

struct Segment {
  std::vector<CollisionShape> shapes;  // asset frame, at rest
  double mass = 0;                     // kg
  Vec3 center_of_mass = Vec3::Zero();  // asset frame, at rest
  std::size_t link = 0;                // that leads it
  int parent = -1;                     // segment that it hangs on, before it in order; -1: none
  Hold hold;
};

// The root's first. One segment, with the asset's own mass and centre of mass, when nothing hangs on
// anything.
struct Segments {
  std::vector<Segment> all;
  std::vector<std::size_t> of_link;  // the segment that each link moves with
};
Segments segments_of(const Asset& asset);

}  // namespace tailcast
