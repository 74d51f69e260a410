// SPDX-License-Identifier: Apache-2.0
#include "sim/footprint.h"

#include <algorithm>

namespace tailcast {
namespace {

using Point = Eigen::Vector2d;

double cross(const Point& a, const Point& b, const Point& c) {
  return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
}

// Andrew's monotone chain.
std::vector<Point> convex_hull(std::vector<Point> points) {
  std::sort(points.begin(), points.end(), [](const Point& a, const Point& b) { return a.x() < b.x() || (a.x() == b.x() && a.y() < b.y()); });
  std::vector<Point> hull;
  const auto chain = [&](auto begin, auto end) {
    const std::size_t floor = hull.size() + 2;
    for (auto p = begin; p != end; ++p) {
      while (hull.size() >= floor && cross(hull[hull.size() - 2], hull.back(), *p) <= 0) hull.pop_back();
      hull.push_back(*p);
    }
    hull.pop_back();  // the other chain begins with it
  };
  chain(points.begin(), points.end());
  chain(points.rbegin(), points.rend());
  return hull;
}

double distance_to_segment(const Point& p, const Point& a, const Point& b) {
  const Point ab = b - a;
  const double u = std::clamp((p - a).dot(ab) / std::max(ab.squaredNorm(), 1e-12), 0.0, 1.0);
  return (p - a - u * ab).norm();
}

// Does an edge of `a` leave all of `b` on its outer side?
bool separates(const std::vector<Point>& a, const std::vector<Point>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    const Point &from = a[i], &to = a[(i + 1) % a.size()];
    if (std::all_of(b.begin(), b.end(), [&](const Point& p) { return cross(from, to, p) < 0; })) return true;
  }
  return false;
}

double nearest_corner(const std::vector<Point>& corners, const std::vector<Point>& edges) {
  double nearest = 1e30;
  for (const auto& p : corners)
    for (std::size_t i = 0; i < edges.size(); ++i) nearest = std::min(nearest, distance_to_segment(p, edges[i], edges[(i + 1) % edges.size()]));
  return nearest;
}

}  // namespace

std::vector<Point> footprint_of(const Bounds& box, const Pose& world_from_box) {
  std::vector<Point> corners;
  for (int i = 0; i < 8; ++i) {
    const Vec3 corner(i & 1 ? box.high.x() : box.low.x(), i & 2 ? box.high.y() : box.low.y(), i & 4 ? box.high.z() : box.low.z());
    corners.push_back((world_from_box * corner).head<2>());
  }
  return convex_hull(std::move(corners));
}

double distance_between(const std::vector<Point>& a, const std::vector<Point>& b) {
  if (!separates(a, b) && !separates(b, a)) return 0;
  return std::min(nearest_corner(a, b), nearest_corner(b, a));
}

}  // namespace tailcast
