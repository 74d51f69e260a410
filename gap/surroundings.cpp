// SPDX-License-Identifier: Apache-2.0
#include "gap/surroundings.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <limits>

namespace tailcast {
namespace {

constexpr std::size_t kColumns = static_cast<std::size_t>(kColumnsAcross) * kColumnsAcross;
constexpr double kHalf = 0.5 * kColumnsAcross * kCubeSize;
constexpr std::uint32_t kNoColumn = 0xffffffff;
constexpr double kSeedReach = 12.0;            // m: where the level below the sensor is looked for
constexpr double kBelow = 0.1, kAbove = 0.3;   // m about the level: points of the ground
// How far a column's own level may lie above and below the one it is reached from, and how that grows with each unseen
// column between: what stands on the ground is always above it, and a bonnet is 0.7 m up.
constexpr double kRise = 0.15, kRiseEach = 0.05, kMostRise = 0.4;
constexpr double kFall = 0.20, kFallEach = 0.10, kMostFall = 0.6;

// The third lowest point of each column: one or two below the ground (mirrored ones) do not count.
struct Lows {
  std::array<float, 3> z;
  void add(float value) {
    if (value >= z[2]) return;
    z[2] = value;
    if (z[2] < z[1]) std::swap(z[1], z[2]);
    if (z[1] < z[0]) std::swap(z[0], z[1]);
  }
};
constexpr float kUnseen = std::numeric_limits<float>::infinity();

std::uint32_t column_of(float x, float y) {
  const double column = std::floor((x + kHalf) / kCubeSize), row = std::floor((y + kHalf) / kCubeSize);
  if (!(column >= 0 && column < kColumnsAcross && row >= 0 && row < kColumnsAcross)) return kNoColumn;  // NaN too
  return static_cast<std::uint32_t>(row) * kColumnsAcross + static_cast<std::uint32_t>(column);
}

std::optional<float> level_below(const std::vector<Lows>& lows) {
  std::vector<float> levels;
  for (std::size_t c = 0; c < kColumns; ++c)
    if (lows[c].z[2] < 0 && Surroundings::centre_of_column(c).norm() <= kSeedReach) levels.push_back(lows[c].z[2]);
  if (levels.empty()) return std::nullopt;
  const auto middle = levels.begin() + static_cast<std::ptrdiff_t>(levels.size() / 2);
  std::nth_element(levels.begin(), middle, levels.end());
  return *middle;
}

struct Ground {
  std::vector<float> level;
  std::vector<std::uint8_t> seen;
};

// From the sensor outwards, column by column.
Ground spread_ground(const std::vector<Lows>& lows, float start) {
  Ground ground{std::vector<float>(kColumns, start), std::vector<std::uint8_t>(kColumns, 0)};
  std::vector<int> unseen(kColumns, -1);  // columns since the last seen one; -1: not reached
  const std::size_t middle = kColumns / 2 + kColumnsAcross / 2;
  std::vector<std::size_t> queue{middle};
  queue.reserve(kColumns);
  unseen[middle] = 0;
  for (std::size_t next = 0; next < queue.size(); ++next) {
    const std::size_t from = queue[next];
    const auto x = static_cast<int>(from % kColumnsAcross), y = static_cast<int>(from / kColumnsAcross);
    constexpr std::array<std::array<int, 2>, 4> kSteps{{{1, 0}, {-1, 0}, {0, 1}, {0, -1}}};
    for (const auto& [dx, dy] : kSteps) {
      if (x + dx < 0 || x + dx >= kColumnsAcross || y + dy < 0 || y + dy >= kColumnsAcross) continue;
      const auto to = static_cast<std::size_t>((y + dy) * kColumnsAcross + x + dx);
      if (unseen[to] >= 0) continue;
      const double step = static_cast<double>(lows[to].z[2]) - ground.level[from], n = unseen[from];
      const bool seen = step <= std::min(kMostRise, kRise + kRiseEach * n) && step >= -std::min(kMostFall, kFall + kFallEach * n);
      ground.level[to] = seen ? lows[to].z[2] : ground.level[from];
      ground.seen[to] = seen;
      unseen[to] = seen ? 0 : unseen[from] + 1;
      queue.push_back(to);
    }
  }
  return ground;
}

}  // namespace

void Moments::add(double x, double y, double z) {
  ++count_;
  x_ += x, y_ += y, z_ += z;
  xx_ += x * x, xy_ += x * y, xz_ += x * z;
  yy_ += y * y, yz_ += y * z, zz_ += z * z;
}

Spread Moments::spread() const {
  const double n = static_cast<double>(count_), x = x_ / n, y = y_ / n, z = z_ / n;
  Eigen::Matrix3d covariance;
  covariance << xx_ / n - x * x, xy_ / n - x * y, xz_ / n - x * z,  //
      xy_ / n - x * y, yy_ / n - y * y, yz_ / n - y * z,            //
      xz_ / n - x * z, yz_ / n - y * z, zz_ / n - z * z;
  const Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d> solver(covariance);  // ascending
  Spread spread;
  for (std::size_t i = 0; i < 3; ++i)
    spread.sigma[i] = std::sqrt(std::max(0.0, solver.eigenvalues()[2 - static_cast<Eigen::Index>(i)]));
  spread.along = solver.eigenvectors().col(2);
  spread.normal = solver.eigenvectors().col(0);
  return spread;
}

Shape shape_of(const Spread& spread) {
  const auto& s = spread.sigma;
  if (s[0] - s[1] >= std::max(s[1] - s[2], s[2])) return Shape::Line;
  return s[1] - s[2] >= s[2] ? Shape::Plane : Shape::Scatter;
}

Vec3 Surroundings::centre_of_column(std::size_t column) {
  return {(static_cast<double>(column % kColumnsAcross) + 0.5) * kCubeSize - kHalf,
          (static_cast<double>(column / kColumnsAcross) + 0.5) * kCubeSize - kHalf, 0.0};
}

std::optional<Surroundings> look_around(const LabelledFrame& frame) {
  std::vector<std::uint32_t> column(frame.size(), kNoColumn);
  std::vector<Lows> lows(kColumns, Lows{{kUnseen, kUnseen, kUnseen}});
  for (std::size_t i = 0; i < frame.size(); ++i) {
    if (!std::isfinite(frame.z[i])) continue;
    column[i] = column_of(frame.x[i], frame.y[i]);
    if (column[i] != kNoColumn) lows[column[i]].add(frame.z[i]);
  }
  const std::optional<float> start = level_below(lows);
  if (!start) return std::nullopt;
  Ground ground = spread_ground(lows, *start);

  Surroundings around;
  around.ground_points.resize(kColumns);
  around.cubes.resize(kColumns * kCubeLayers);
  around.cube_of.assign(frame.size(), kNoCube);
  for (std::size_t i = 0; i < frame.size(); ++i) {
    const std::uint32_t c = column[i];
    if (c == kNoColumn) continue;
    const Vec3 centre = Surroundings::centre_of_column(c);
    const double x = frame.x[i] - centre.x(), y = frame.y[i] - centre.y(), height = static_cast<double>(frame.z[i]) - ground.level[c];
    if (ground.seen[c] && height > -kBelow && height < kAbove) around.ground_points[c].add(x, y, height);
    const double layer = std::floor((height - kLowestCube) / kCubeSize);
    if (!(layer >= 0 && layer < kCubeLayers)) continue;
    around.cube_of[i] = c * kCubeLayers + static_cast<std::uint32_t>(layer);
    around.cubes[around.cube_of[i]].add(x, y, height - kLowestCube - layer);
  }
  around.ground = std::move(ground.level);
  return around;
}

}  // namespace tailcast
