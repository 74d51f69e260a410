// SPDX-License-Identifier: Apache-2.0
#include "scene/ground.h"

#include <algorithm>
#include <cmath>

namespace tailcast {
namespace {

struct Corners {
  Vec3 a, b, c;
};

Corners corners_of(const Mesh& mesh, std::uint32_t triangle) {
  const auto& t = mesh.triangles[triangle];
  return {mesh.vertices[t[0]].cast<double>(), mesh.vertices[t[1]].cast<double>(), mesh.vertices[t[2]].cast<double>()};
}

double area2(const Vec3& a, const Vec3& b, const Vec3& c) {
  return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
}

}  // namespace

GroundSurface::GroundSurface(const Mesh& mesh) : mesh_(mesh) {
  Bounds bounds = bounds_of(mesh_);
  if (bounds.empty()) return;
  low_ = bounds.low.head<2>();
  columns_ = static_cast<int>(bounds.size().x() / cell_) + 1;
  rows_ = static_cast<int>(bounds.size().y() / cell_) + 1;
  const auto cell_count = static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_);

  const auto each_cell = [&](std::uint32_t triangle, auto&& visit) {
    const auto [a, b, c] = corners_of(mesh_, triangle);
    if (area2(a, b, c) <= 1e-12) return;  // seen from above it faces down, or stands upright
    const auto index = [&](double v, double low, int count) {
      return std::clamp(static_cast<int>((v - low) / cell_), 0, count - 1);
    };
    const int x0 = index(std::min({a.x(), b.x(), c.x()}), low_.x(), columns_), x1 = index(std::max({a.x(), b.x(), c.x()}), low_.x(), columns_);
    const int y0 = index(std::min({a.y(), b.y(), c.y()}), low_.y(), rows_), y1 = index(std::max({a.y(), b.y(), c.y()}), low_.y(), rows_);
    for (int y = y0; y <= y1; ++y)
      for (int x = x0; x <= x1; ++x) visit(static_cast<std::size_t>(y) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(x));
  };
  first_.assign(cell_count + 1, 0);
  const auto count = static_cast<std::uint32_t>(mesh_.triangles.size());
  for (std::uint32_t t = 0; t < count; ++t) each_cell(t, [&](std::size_t cell) { ++first_[cell + 1]; });
  for (std::size_t i = 0; i < cell_count; ++i) first_[i + 1] += first_[i];
  triangles_.resize(first_.back());
  auto next = first_;
  for (std::uint32_t t = 0; t < count; ++t) each_cell(t, [&](std::size_t cell) { triangles_[next[cell]++] = t; });
}

std::optional<GroundSurface::Point> GroundSurface::at(double x, double y) const {
  const double fx = (x - low_.x()) / cell_, fy = (y - low_.y()) / cell_;
  if (!(fx >= 0 && fy >= 0 && fx < columns_ && fy < rows_)) return std::nullopt;
  const auto cell = static_cast<std::size_t>(fy) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(fx);
  const Vec3 p(x, y, 0);
  constexpr std::uint32_t kNone = 0xffffffffU;
  std::uint32_t best = kNone;
  double highest = 0;
  for (auto i = first_[cell]; i < first_[cell + 1]; ++i) {
    const auto [a, b, c] = corners_of(mesh_, triangles_[i]);
    const double whole = area2(a, b, c), slack = -1e-7 * whole;  // an edge belongs to both of its triangles
    const double wa = area2(p, b, c);
    if (wa < slack) continue;
    const double wb = area2(a, p, c);
    if (wb < slack) continue;
    const double wc = area2(a, b, p);
    if (wc < slack) continue;
    const double height = (wa * a.z() + wb * b.z() + wc * c.z()) / whole;
    if (best == kNone || height > highest) best = triangles_[i], highest = height;
  }
  if (best == kNone) return std::nullopt;
  const auto [a, b, c] = corners_of(mesh_, best);
  return Point{highest, (b - a).cross(c - a).normalized(), mesh_.material[best]};
}

double GroundSurface::height(double x, double y) const {
  const auto point = at(x, y);
  return point ? point->height : 0.0;
}

}  // namespace tailcast
