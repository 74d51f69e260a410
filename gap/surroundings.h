// SPDX-License-Identifier: Apache-2.0
// What stands around the sensor, told from the points alone: the level of the ground, and how the points above it lie in
// cubes of one metre. Definitions: docs/gap.md.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/pose.h"
#include "labels/labelled_frame.h"

namespace tailcast {

inline constexpr double kCubeSize = 1.0;     // m: a side of a column and of a cube
inline constexpr int kColumnsAcross = 80;    // columns along x and along y, the sensor in the middle: 40 m each way
inline constexpr int kCubeLayers = 8;
inline constexpr double kLowestCube = 0.3;   // m above the ground: where the lowest layer of cubes begins

// How points lie about their mean: the square roots of the eigenvalues of their covariance.
struct Spread {
  std::array<double, 3> sigma{};  // m, descending
  Vec3 along = Vec3::Zero();      // unit: direction of sigma[0]
  Vec3 normal = Vec3::Zero();     // unit: direction of sigma[2]
};

// Count, first and second moments of points; given about a point nearby, so that nothing cancels.
class Moments {
 public:
  void add(double x, double y, double z);
  std::size_t count() const { return count_; }
  Spread spread() const;  // of one point or more

 private:
  std::size_t count_ = 0;
  double x_ = 0, y_ = 0, z_ = 0, xx_ = 0, xy_ = 0, xz_ = 0, yy_ = 0, yz_ = 0, zz_ = 0;
};

// After Demantké et al. 2011: which of (s0 - s1) / s0, (s1 - s2) / s0 and s2 / s0 is the largest.
enum class Shape : std::uint8_t { Line, Plane, Scatter };
Shape shape_of(const Spread& spread);

inline constexpr std::uint32_t kNoCube = 0xffffffff;

struct Surroundings {
  // By column, row by row from -y: [row * kColumnsAcross + column].
  std::vector<float> ground;          // m, the sensor's z: level of the ground, carried over from neighbours where unseen
  std::vector<Moments> ground_points;  // of what lies within -0.1 … +0.3 m of it where it was seen
  // By cube: [column * kCubeLayers + layer].
  std::vector<Moments> cubes;
  std::vector<std::uint32_t> cube_of;  // by point of the frame; kNoCube: below the cubes, above or beyond them

  static Vec3 centre_of_column(std::size_t column);  // m, z = 0
};

// Nothing where no ground is seen below the sensor within 12 m. Points that are not finite are left aside.
std::optional<Surroundings> look_around(const LabelledFrame& frame);

}  // namespace tailcast
