// SPDX-License-Identifier: Apache-2.0
#include "stages/columns.h"

#include <algorithm>
#include <cmath>

namespace tailcast {
namespace {

int cell_of(double v) {
  return static_cast<int>(std::floor(v / Columns::kCell));
}
double middle_of(int cell) {
  return (cell + 0.5) * Columns::kCell;
}

Columns::Span both(const Columns::Span& a, const Columns::Span& b) {
  return {std::max(a.low, b.low), std::min(a.high, b.high)};
}

// No core in the cell or beside it: not the skin of something thicker.
bool is_thin(const Columns& columns, int x, int y) {
  for (int j = y - 1; j <= y + 1; ++j)
    for (int i = x - 1; i <= x + 1; ++i)
      if (!columns.core(i, j).empty()) return false;
  return true;
}

}  // namespace

Columns::Columns(const Bounds& box) {
  if (box.empty()) return;
  x0 = cell_of(box.low.x()), y0 = cell_of(box.low.y());
  width = cell_of(box.high.x()) - x0 + 1, depth = cell_of(box.high.y()) - y0 + 1;
  spans_.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(depth));
}

void Columns::add(const std::array<Vec3, 3>& triangle) {
  const auto& [a, b, c] = triangle;
  const Vec3 u = b - a, v = c - a;
  // Points of a lattice a cell apart in plan: an upright face needs one row of them, each at the ends of its heights.
  const double plan = std::max({u.head<2>().norm(), v.head<2>().norm(), (c - b).head<2>().norm()});
  const int n = std::max(1, static_cast<int>(std::ceil(plan / kCell)));
  for (int i = 0; i <= n; ++i)
    for (int j = 0; i + j <= n; ++j) {
      const Vec3 p = a + static_cast<double>(i) / n * u + static_cast<double>(j) / n * v;
      const int x = std::clamp(cell_of(p.x()) - x0, 0, width - 1), y = std::clamp(cell_of(p.y()) - y0, 0, depth - 1);
      auto& span = spans_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
      const auto z = static_cast<float>(p.z());
      span.low = std::min(span.low, z), span.high = std::max(span.high, z);
    }
}

void Columns::fill_rooms() {
  if (spans_.empty()) return;
  float base = 1e30F;
  for (const auto& span : spans_) base = std::min(base, span.low);
  const auto index = [&](int x, int y) {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
  };
  std::vector<bool> outside(spans_.size());
  std::vector<std::pair<int, int>> front;
  const auto visit = [&](int x, int y) {
    if (x < 0 || y < 0 || x >= width || y >= depth || outside[index(x, y)] || spans_[index(x, y)].low < base + 1.0F)
      return;
    outside[index(x, y)] = true;
    front.emplace_back(x, y);
  };
  for (int x = 0; x < width; ++x) visit(x, 0), visit(x, depth - 1);
  for (int y = 0; y < depth; ++y) visit(0, y), visit(width - 1, y);
  while (!front.empty()) {
    const auto [x, y] = front.back();
    front.pop_back();
    visit(x - 1, y), visit(x + 1, y), visit(x, y - 1), visit(x, y + 1);
  }
  for (std::size_t i = 0; i < spans_.size(); ++i)
    if (!outside[i] && !spans_[i].empty()) spans_[i].low = base;
}

Columns::Span Columns::at(int x, int y) const {
  x -= x0, y -= y0;
  if (x < 0 || y < 0 || x >= width || y >= depth) return {};
  return spans_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
}

Columns::Span Columns::core(int x, int y) const {
  Span core = at(x, y);
  for (const auto& [i, j] : {std::pair{x - 1, y}, std::pair{x + 1, y}, std::pair{x, y - 1}, std::pair{x, y + 1}})
    core = both(core, at(i, j));
  return core;
}

void Columns::shrink() {
  std::vector<Span> cores;
  cores.reserve(spans_.size());
  for (int y = y0; y < y0 + depth; ++y)
    for (int x = x0; x < x0 + width; ++x) cores.push_back(core(x, y));
  spans_ = std::move(cores);
}

std::optional<double> Columns::top_at(double x, double y) const {
  const Span span = at(cell_of(x), cell_of(y));
  return span.empty() ? std::nullopt : std::optional<double>(span.high);
}

std::optional<Vec3> Columns::find(const std::function<bool(double x, double y, double low)>& wanted) const {
  for (int y = y0; y < y0 + depth; ++y)
    for (int x = x0; x < x0 + width; ++x) {
      const Span span = at(x, y);
      if (!span.empty() && wanted(middle_of(x), middle_of(y), span.low))
        return Vec3(middle_of(x), middle_of(y), span.low);
    }
  return std::nullopt;
}

std::optional<SharedSpace> deepest_overlap(const Columns& a, const Columns& b) {
  std::optional<SharedSpace> deepest;
  const int x_end = std::min(a.x0 + a.width, b.x0 + b.width), y_end = std::min(a.y0 + a.depth, b.y0 + b.depth);
  for (int y = std::max(a.y0, b.y0); y < y_end; ++y)
    for (int x = std::max(a.x0, b.x0); x < x_end; ++x) {
      const auto in_a = a.at(x, y), in_b = b.at(x, y);
      if (both(in_a, in_b).empty()) continue;
      const auto core_a = a.core(x, y), core_b = b.core(x, y);
      Columns::Span shared;
      if (core_a.empty() && core_b.empty()) {
        if (is_thin(a, x, y) && is_thin(b, x, y)) shared = both(in_a, in_b);
      } else {
        const auto one = both(core_a, in_b), other = both(in_a, core_b);
        shared = other.empty() || (!one.empty() && one.high - one.low > other.high - other.low) ? one : other;
      }
      const double height = shared.empty() ? 0 : static_cast<double>(shared.high) - static_cast<double>(shared.low);
      if (height > 0 && (!deepest || height > deepest->height))
        deepest = {Vec3(middle_of(x), middle_of(y), shared.low), height};
    }
  return deepest;
}

}  // namespace tailcast
