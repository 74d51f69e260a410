// SPDX-License-Identifier: Apache-2.0
#include "stages/paving.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/random.h"

namespace tailcast {
namespace {

constexpr double kTile = 16;  // m

using Triangle = std::array<std::uint32_t, 3>;

// Right triangles halved across their longest edge until they are as small as the grain asks; a split is passed on to
// the neighbour (after Evans, Kirkpatrick and Townsend, Right-triangulated irregular networks, Algorithmica 30, 2001).
class Triangulation {
 public:
  explicit Triangulation(const Paving& paving) : paving_(paving), cell_(paving.finest) {
    tile_ = static_cast<int>(kTile / cell_ + 0.5);
    low_ = {kTile * std::floor(paving.low.x() / kTile), kTile * std::floor(paving.low.y() / kTile)};
    tiles_x_ = static_cast<int>(std::ceil((paving.high.x() - low_.x()) / kTile));
    tiles_y_ = static_cast<int>(std::ceil((paving.high.y() - low_.y()) / kTile));
    width_ = tiles_x_ * tile_ + 1;
    split_.assign(static_cast<std::size_t>(width_) * static_cast<std::size_t>(tiles_y_ * tile_ + 1), false);
    number_.assign(split_.size(), kNone);
    int depth = 0;
    for (int n = tile_ * tile_; n > 1; n /= 2) ++depth;
    for (int level = depth - 1; level >= 0; --level) each_root([&](Node a, Node b, Node c) { mark(a, b, c, level); });
    each_root([&](Node a, Node b, Node c) { collect(a, b, c); });
  }
  std::vector<Point2> points;
  std::vector<Triangle> triangles;

 private:
  struct Node {
    int x, y;
  };
  static constexpr std::uint32_t kNone = 0xffffffffU;
  std::size_t index(Node n) const {
    return static_cast<std::size_t>(n.y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(n.x);
  }
  Point2 position(Node n) const { return {low_.x() + n.x * cell_, low_.y() + n.y * cell_}; }
  static Node between(Node a, Node b) { return {(a.x + b.x) / 2, (a.y + b.y) / 2}; }
  // Whether the longest edge has a node of the lattice in its middle.
  static bool divisible(Node a, Node b) { return (a.x + b.x) % 2 == 0 && (a.y + b.y) % 2 == 0; }

  template <typename Visit>
  void each_root(const Visit& visit) {
    for (int j = 0; j < tiles_y_; ++j)
      for (int i = 0; i < tiles_x_; ++i) {
        const Node p{i * tile_, j * tile_}, q{p.x + tile_, p.y + tile_};
        visit(q, p, Node{q.x, p.y});
        visit(p, q, Node{p.x, q.y});
      }
  }
  // a and b end the longest edge, c is opposite; counter-clockwise.
  void mark(Node a, Node b, Node c, int level) {
    if (!divisible(a, b)) return;
    const Node m = between(a, b);
    if (level > 0) {
      mark(c, a, m, level - 1);
      mark(b, c, m, level - 1);
      return;
    }
    const auto is_split = [&](Node p, Node q) { return divisible(p, q) && split_[index(between(p, q))]; };
    const double longest = (position(a) - position(b)).norm();
    if (is_split(c, a) || is_split(b, c) || longest > 1.415 * paving_.grain(position(m))) split_[index(m)] = true;
  }
  void collect(Node a, Node b, Node c) {
    if (divisible(a, b) && split_[index(between(a, b))]) {
      const Node m = between(a, b);
      collect(c, a, m);
      collect(b, c, m);
      return;
    }
    triangles.push_back({number(a), number(b), number(c)});
  }
  std::uint32_t number(Node n) {
    auto& known = number_[index(n)];
    if (known == kNone) {
      known = static_cast<std::uint32_t>(points.size());
      points.push_back(position(n));
    }
    return known;
  }

  const Paving& paving_;
  double cell_;
  int tile_ = 0, tiles_x_ = 0, tiles_y_ = 0, width_ = 0;
  Point2 low_;
  std::vector<bool> split_;
  std::vector<std::uint32_t> number_;
};

// Cuts all triangles along one level of one field. A corner that the line passes closely is moved onto it, unless
// another line has it already: no slivers.
class Knife {
 public:
  Knife(std::vector<Point2>& points, std::vector<Triangle>& triangles)
      : points_(points), triangles_(triangles), fixed_(points.size()) {}

  void cut(const PlanLine& line) {
    for (const double level : line.levels) {
      value_.clear();
      for (const auto& p : points_) value_.push_back(snapped(line.field(p) - level));
      pull(line.field, level);
      cuts_.clear();
      std::vector<Triangle> next;
      next.reserve(triangles_.size() + triangles_.size() / 8);
      for (const auto& t : triangles_) split(t, line.field, level, next);
      triangles_.swap(next);
    }
  }

 private:
  static double snapped(double value) { return std::fabs(value) < 2e-4 ? 0 : value; }
  bool crosses(std::uint32_t a, std::uint32_t b) const {
    return (value_[a] < 0 && value_[b] > 0) || (value_[a] > 0 && value_[b] < 0);
  }
  // By false position, four times: the fields are distances, all but straight over an edge.
  Point2 crossing(const Field& field, double level, std::uint32_t a, std::uint32_t b) const {
    Point2 p = points_[a], q = points_[b], m = p;
    double at_p = value_[a], at_q = value_[b];
    for (int i = 0; i < 4; ++i) {
      m = p + at_p / (at_p - at_q) * (q - p);
      const double at_m = field(m) - level;
      if (std::fabs(at_m) < 1e-7) break;
      if ((at_m < 0) == (at_p < 0))
        p = m, at_p = at_m;
      else
        q = m, at_q = at_m;
    }
    return m;
  }
  void pull(const Field& field, double level) {
    constexpr double kNear = 0.2;  // of the edge
    for (const auto& t : triangles_)
      for (std::size_t k = 0; k < 3; ++k) {
        auto a = t[k], b = t[(k + 1) % 3];
        if (!crosses(a, b)) continue;
        const Point2 m = crossing(field, level, a, b);
        if ((m - points_[b]).norm() < (m - points_[a]).norm()) std::swap(a, b);
        if (fixed_[a] || (m - points_[a]).norm() > kNear * (points_[b] - points_[a]).norm()) continue;
        points_[a] = m;
        value_[a] = 0;
        fixed_[a] = true;
      }
    for (std::size_t i = 0; i < points_.size(); ++i)
      if (value_[i] == 0) fixed_[i] = true;
  }
  std::uint32_t corner(const Field& field, double level, std::uint32_t a, std::uint32_t b) {
    if (a > b) std::swap(a, b);
    const auto [it, is_new] = cuts_.try_emplace({a, b}, static_cast<std::uint32_t>(points_.size()));
    if (is_new) {
      points_.push_back(crossing(field, level, a, b));
      value_.push_back(0);
      fixed_.push_back(true);
    }
    return it->second;
  }
  void split(Triangle t, const Field& field, double level, std::vector<Triangle>& out) {
    int crossed = 0;
    for (std::size_t k = 0; k < 3; ++k) crossed += crosses(t[k], t[(k + 1) % 3]);
    if (crossed == 0) {
      out.push_back(t);
    } else if (crossed == 1) {  // from a corner on the line to the opposite edge
      while (!crosses(t[1], t[2])) std::rotate(t.begin(), t.begin() + 1, t.end());
      const auto m = corner(field, level, t[1], t[2]);
      out.push_back({t[0], t[1], m});
      out.push_back({t[0], m, t[2]});
    } else {  // t[0] alone on its side
      while (crosses(t[1], t[2])) std::rotate(t.begin(), t.begin() + 1, t.end());
      const auto m = corner(field, level, t[0], t[1]), n = corner(field, level, t[0], t[2]);
      out.push_back({t[0], m, n});
      if ((points_[m] - points_[t[2]]).squaredNorm() < (points_[n] - points_[t[1]]).squaredNorm()) {
        out.push_back({m, t[1], t[2]});
        out.push_back({m, t[2], n});
      } else {
        out.push_back({m, t[1], n});
        out.push_back({t[1], t[2], n});
      }
    }
  }

  std::vector<Point2>& points_;
  std::vector<Triangle>& triangles_;
  std::vector<bool> fixed_;
  std::vector<double> value_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> cuts_;
};

}  // namespace

double round_union(double a, double b, double radius) {
  const double u = std::max(radius - a, 0.0), v = std::max(radius - b, 0.0);
  return std::max(radius, std::min(a, b)) - std::sqrt(u * u + v * v);
}

Ground pave(const Paving& paving) {
  Triangulation plan(paving);
  Knife knife(plan.points, plan.triangles);
  for (const auto& line : paving.lines) knife.cut(line);
  Mesh whole;
  for (std::uint32_t i = 0; i < plan.points.size(); ++i) {
    const auto& p = plan.points[i];
    whole.vertices.push_back(Vec3(p.x(), p.y(), paving.height(p)).cast<float>());
  }
  PartsOfGround parts;
  for (const auto& t : plan.triangles) {
    const auto cover = paving.cover((plan.points[t[0]] + plan.points[t[1]] + plan.points[t[2]]) / 3.0);
    parts[{cover.class_id, 0}].push_back(static_cast<std::uint32_t>(whole.triangles.size()));
    whole.triangles.push_back(t);
    whole.material.push_back(cover.material);
    whole.part.push_back(Part::Whole);
  }
  return cut_up(whole, parts, paving.seed);
}

}  // namespace tailcast
