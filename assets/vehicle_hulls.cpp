// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "assets/convex.h"
#include "assets/vehicle_body.h"

namespace tailcast {
namespace {

using Ring = std::vector<Vec3>;

// A part's cross-section: convex, counter-clockwise or not, always of as many points.
Ring ring(double x, std::initializer_list<Eigen::Vector2d> yz) {
  Ring ring;
  for (const auto& p : yz) ring.emplace_back(x, p.x(), p.y());
  return ring;
}
Eigen::Vector2d flipped(const Eigen::Vector2d& p) {
  return {-p.x(), p.y()};
}

// Rows: see section_body(). The belly is what lies between the wheel wells, up to the foot of the windows.
Ring belly(const BodySection& s) {
  const Eigen::Vector2d low = s.yz[1], high(low.x(), s.yz[7].y());
  return ring(s.x, {flipped(low), low, high, flipped(high)});
}
Ring flank(const BodySection& s) {
  return ring(s.x, {s.yz[2], s.yz[3], s.yz[4], s.yz[5], s.yz[6], s.yz[7], {s.yz[2].x(), s.yz[7].y()}});
}
Ring greenhouse(const BodySection& s) {
  return ring(s.x, {s.yz[7], s.yz[8], s.yz[9], s.yz[10], s.yz[11], flipped(s.yz[10]), flipped(s.yz[9]),
                    flipped(s.yz[8]), flipped(s.yz[7])});
}

// In a bed: walls, a floor that cargo slides on, of one piece, and what carries it.
constexpr double kFloor = .02;  // m thick
Ring wall(const BodySection& s) {
  return ring(s.x, {{s.yz[8].x(), s.yz[3].y()}, s.yz[3], s.yz[4], s.yz[5], s.yz[6], s.yz[7], s.yz[8]});
}
Ring bed_floor(const BodySection& s) {
  const Eigen::Vector2d high = s.yz[9], low(high.x(), high.y() - kFloor);
  return ring(s.x, {flipped(low), low, high, flipped(high)});
}
Ring bed_belly(const BodySection& s) {
  const Eigen::Vector2d low = s.yz[1], high(low.x(), std::max(low.y(), s.yz[9].y() - .5 * kFloor));
  return ring(s.x, {flipped(low), low, high, flipped(high)});
}
Ring bed_flank(const BodySection& s) {
  const Eigen::Vector2d low = s.yz[2], high(s.yz[9].x(), std::max(low.y(), s.yz[9].y() - .5 * kFloor));
  return ring(s.x, {low, {high.x(), low.y()}, high, {low.x(), high.y()}});
}

void add_lengths(Asset& asset, std::span<const BodySection> sections, Ring (*part)(const BodySection&),
                 bool both_sides) {
  std::vector<Ring> rings;
  for (const auto& section : sections) rings.push_back(part(section));
  for (auto& hull : convex_lengths(rings, kAsSeen)) {
    if (both_sides) {
      HullShape other = hull;
      for (auto& p : other.points) p.y() = -p.y();
      asset.collision.emplace_back(std::move(other));
    }
    asset.collision.emplace_back(std::move(hull));
  }
}

}  // namespace

void add_shell_hulls(Asset& asset, const BodyPlan& plan, std::span<const BodySection> sections) {
  for (std::size_t first = 0; first < sections.size();) {
    const bool bed = plan.in_bed(sections[first].x);
    std::size_t end = first;
    while (end < sections.size() && plan.in_bed(sections[end].x) == bed) ++end;
    const auto stretch = sections.subspan(first, end - first);
    add_lengths(asset, stretch, bed ? bed_belly : belly, false);
    add_lengths(asset, stretch, bed ? wall : flank, true);
    add_lengths(asset, stretch, bed ? bed_floor : greenhouse, false);
    if (bed) add_lengths(asset, stretch, bed_flank, true);
    first = end;
  }
}

}  // namespace tailcast
