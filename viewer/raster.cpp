// SPDX-License-Identifier: Apache-2.0
#include "viewer/raster.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tailcast {
namespace {

void blend_over(Pixel& below, const Colour& colour, double coverage) {
  const auto alpha = static_cast<float>(colour.a * coverage);
  const float rest = 1 - alpha;
  below.r = static_cast<float>(colour.r) * alpha + below.r * rest;
  below.g = static_cast<float>(colour.g) * alpha + below.g * rest;
  below.b = static_cast<float>(colour.b) * alpha + below.b * rest;
  below.a = alpha + below.a * rest;
}

// The pixels [first, last) whose centres may lie in [low, high], cut to the raster before the conversion to int.
struct Span1 {
  int first, last;
};
Span1 covered(double low, double high, int size) {
  return {static_cast<int>(std::clamp(std::floor(low), 0.0, static_cast<double>(size))),
          static_cast<int>(std::clamp(std::ceil(high) + 1, 0.0, static_cast<double>(size)))};
}

double edge(const Vec3& a, const Vec3& b, double x, double y) {
  return (b.x() - a.x()) * (y - a.y()) - (b.y() - a.y()) * (x - a.x());
}

}  // namespace

Raster::Raster(int width_px, int height_px)
    : width(std::max(width_px, 1)),
      height(std::max(height_px, 1)),
      pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height)),
      depth(pixels.size(), std::numeric_limits<float>::infinity()) {}

void splat(Raster& raster, double x, double y, double radius, const Colour& colour) {
  const auto columns = covered(x - radius - 1, x + radius, raster.width);
  const auto rows = covered(y - radius - 1, y + radius, raster.height);
  for (int row = rows.first; row < rows.last; ++row)
    for (int column = columns.first; column < columns.last; ++column) {
      const double distance = std::hypot(column + 0.5 - x, row + 0.5 - y);
      const double coverage = std::clamp(radius + 0.5 - distance, 0.0, 1.0);
      if (coverage > 0) blend_over(raster.at(column, row), colour, coverage);
    }
}

void shade_triangle(Raster& raster, const std::array<Vec3, 3>& corners, const Colour& colour) {
  const auto& [a, b, c] = corners;
  const double area = edge(a, b, c.x(), c.y());
  if (std::abs(area) < 1e-12) return;
  const auto columns = covered(std::min({a.x(), b.x(), c.x()}), std::max({a.x(), b.x(), c.x()}), raster.width);
  const auto rows = covered(std::min({a.y(), b.y(), c.y()}), std::max({a.y(), b.y(), c.y()}), raster.height);
  for (int row = rows.first; row < rows.last; ++row)
    for (int column = columns.first; column < columns.last; ++column) {
      const double x = column + 0.5, y = row + 0.5;
      const double wa = edge(b, c, x, y) / area, wb = edge(c, a, x, y) / area, wc = 1 - wa - wb;
      if (wa < 0 || wb < 0 || wc < 0) continue;
      const auto depth = static_cast<float>(wa * a.z() + wb * b.z() + wc * c.z());
      auto& nearest = raster.depth[static_cast<std::size_t>(row) * static_cast<std::size_t>(raster.width) +
                                   static_cast<std::size_t>(column)];
      if (depth >= nearest) continue;
      nearest = depth;
      raster.at(column, row) = {static_cast<float>(colour.r), static_cast<float>(colour.g),
                                static_cast<float>(colour.b), 1};
    }
}

Raster downsample(const Raster& raster, int factor) {
  Raster small(raster.width / factor, raster.height / factor);
  const float share = 1.0F / static_cast<float>(factor * factor);
  for (int y = 0; y < small.height; ++y)
    for (int x = 0; x < small.width; ++x) {
      Pixel sum;
      for (int dy = 0; dy < factor; ++dy)
        for (int dx = 0; dx < factor; ++dx) {
          const auto& p = raster.at(x * factor + dx, y * factor + dy);
          sum.r += p.r, sum.g += p.g, sum.b += p.b, sum.a += p.a;
        }
      small.at(x, y) = {sum.r * share, sum.g * share, sum.b * share, sum.a * share};
    }
  return small;
}

}  // namespace tailcast
