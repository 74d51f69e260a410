// SPDX-License-Identifier: Apache-2.0
// What space a thing fills, as one span of heights for each cell of the world's plan.
#pragma once
#include <array>
#include <functional>
#include <optional>
#include <vector>

#include "scene/mesh.h"

namespace tailcast {

class Columns {
 public:
  static constexpr double kCell = 0.06;  // m
  Columns() = default;
  explicit Columns(const Bounds& box);  // of all that will be added
  void add(const std::array<Vec3, 3>& triangle);
  // Cells that walls shut in (what has no way out between things lower than a metre above the lowest) are full from the
  // base.
  void fill_rooms();
  void shrink();  // to the cells' cores

  struct Span {
    float low = 1e30F, high = -1e30F;  // m
    bool empty() const { return low > high; }
  };
  // Of the cell with that index, counted from the world's origin; empty beyond.
  Span at(int x, int y) const;
  // Of the cell and its four neighbours, what all of them fill.
  Span core(int x, int y) const;
  std::optional<double> top_at(double x, double y) const;  // m
  // The first filled cell for which `wanted` (by its middle and its lower end) holds.
  std::optional<Vec3> find(const std::function<bool(double x, double y, double low)>& wanted) const;

  int x0 = 0, y0 = 0, width = 0, depth = 0;  // cells

 private:
  std::vector<Span> spans_;
};

struct SharedSpace {
  Vec3 at;        // m, world
  double height;  // m
};
// The greatest span of heights within a cell's core of one and any cell of the other; of things that have no core
// there, within cells of both.
std::optional<SharedSpace> deepest_overlap(const Columns& a, const Columns& b);

}  // namespace tailcast
