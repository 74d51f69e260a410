// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/check.h"
#include "core/dmath.h"
#include "stages/stage.h"

namespace tailcast {
namespace {

using Point = ReferenceLine::Point;

constexpr double kStraight = 1e-9;  // 1/m: a flatter arc is a straight line to well below a micrometre

// The point `ds` further along an arc. By chord, which stays exact as the curvature goes to zero.
Point advance(const Point& from, double curvature, double ds) {
  const double half_turn = 0.5 * curvature * ds;
  const double sinc = std::fabs(half_turn) < 1e-4 ? 1.0 - half_turn * half_turn / 6.0 : dmath::sin(half_turn) / half_turn;
  const double chord = ds * sinc, direction = from.heading + half_turn;
  return {from.x + chord * dmath::cos(direction), from.y + chord * dmath::sin(direction), from.heading + curvature * ds,
          curvature};
}

// (ds, d) of the point's foot on the arc's whole circle, or on the straight line.
Eigen::Vector2d project(const Point& from, double curvature, double x, double y) {
  const double tx = dmath::cos(from.heading), ty = dmath::sin(from.heading);
  const double dx = x - from.x, dy = y - from.y;
  const double along = dx * tx + dy * ty, left = dy * tx - dx * ty;
  if (std::fabs(curvature) < kStraight) return {along, left};
  const double radius = 1.0 / curvature;  // signed: the centre is that far to the left
  const double side = curvature > 0 ? 1.0 : -1.0;
  const double to_center = std::sqrt(along * along + (left - radius) * (left - radius));
  return {dmath::atan2(side * along, side * (radius - left)) * radius, radius - side * to_center};
}

}  // namespace

ReferenceLine::ReferenceLine(double begin, std::vector<Segment> segments) : begin_(begin), segments_(std::move(segments)) {
  Point next{0, 0, 0, 0};
  for (const auto& segment : segments_) {
    TAILCAST_CHECK(segment.length > 0, "a segment of a reference line has no length");
    next.curvature = segment.curvature;
    starts_.push_back(next);
    next = advance(next, segment.curvature, segment.length);
  }
  // Move the whole so that s = 0 lies at the origin, heading +x.
  const Point zero = at(0);
  const double c = dmath::cos(zero.heading), s = dmath::sin(zero.heading);
  for (auto& start : starts_) {
    const double dx = start.x - zero.x, dy = start.y - zero.y;
    start.x = c * dx + s * dy;
    start.y = c * dy - s * dx;
    start.heading -= zero.heading;
  }
}

double ReferenceLine::end() const {
  double s = begin_;
  for (const auto& segment : segments_) s += segment.length;
  return s;
}

Point ReferenceLine::at(double s) const {
  if (segments_.empty()) return {s, 0, 0, 0};
  double rest = s - begin_;
  if (rest < 0) return advance(starts_.front(), 0, rest);
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    if (rest <= segments_[i].length) return advance(starts_[i], segments_[i].curvature, rest);
    rest -= segments_[i].length;
  }
  return advance(advance(starts_.back(), segments_.back().curvature, segments_.back().length), 0, rest);
}

Eigen::Vector2d ReferenceLine::locate(double x, double y) const {
  if (segments_.empty()) return {x, y};
  Eigen::Vector2d best(0, 1e30);
  const auto offer = [&](double s_start, const Eigen::Vector2d& foot, double low, double high) {
    constexpr double kSlack = 1e-9;  // a joint belongs to both of its arcs
    if (foot.x() < low - kSlack || foot.x() > high + kSlack) return;
    if (std::fabs(foot.y()) < std::fabs(best.y())) best = {s_start + foot.x(), foot.y()};
  };
  offer(begin_, project(starts_.front(), 0, x, y), -1e9, 0);
  double s = begin_;
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    offer(s, project(starts_[i], segments_[i].curvature, x, y), 0, segments_[i].length);
    s += segments_[i].length;
  }
  offer(s, project(advance(starts_.back(), segments_.back().curvature, segments_.back().length), 0, x, y), 0, 1e9);
  return best;
}

}  // namespace tailcast
