// SPDX-License-Identifier: Apache-2.0
// Wheels that one sees through, drums, and wheelsets: links that roll.
#pragma once
#include "assets/coachwork.h"

namespace tailcast {

struct SpokedWheel {
  double radius, tyre;  // m: outer radius, half thickness of the tyre
  int spokes = 18;
  double spoke_radius = .0015, hub_radius = .02, hub_half_width = .04;
};
Mesh make_spoked_wheel(const SpokedWheel& wheel);  // axis along y, centre at the origin

// A link whose axle runs along y through (x, y, radius), and the cylinder that collides.
struct Roll {
  const char* name;
  double x, y, radius, half_width;
  bool steers = false;
};
void add_roll(Asset& asset, Mesh mesh, const Roll& roll);

}  // namespace tailcast
