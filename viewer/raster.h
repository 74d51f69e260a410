// SPDX-License-Identifier: Apache-2.0
// A transparent layer of pixels that points are splatted and triangles are shaded into.
#pragma once
#include <array>
#include <cstddef>
#include <vector>

#include "viewer/colours.h"

namespace tailcast {

struct Pixel {
  float r = 0, g = 0, b = 0, a = 0;  // premultiplied, 0..1
};

struct Raster {
  Raster(int width_px, int height_px);

  int width, height;  // px
  std::vector<Pixel> pixels;  // row by row from the top
  std::vector<float> depth;   // of the nearest triangle, larger is farther; splats ignore it

  Pixel& at(int x, int y) { return pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)]; }
  const Pixel& at(int x, int y) const { return const_cast<Raster*>(this)->at(x, y); }
};

// A disc over what is there already, its rim antialiased. `radius` in px; what lies outside the raster is cut off.
void splat(Raster& raster, double x, double y, double radius, const Colour& colour);
// Screen x, y in px and depth at each corner; the nearest wins.
void shade_triangle(Raster& raster, const std::array<Vec3, 3>& corners, const Colour& colour);
// Every square of `factor` x `factor` pixels averaged into one.
Raster downsample(const Raster& raster, int factor);

}  // namespace tailcast
