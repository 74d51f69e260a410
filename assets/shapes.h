// SPDX-License-Identifier: Apache-2.0
// Building blocks beyond scene/mesh.h: bodies from curves. Metres; all append; faces too thin to matter are
// left out.
#pragma once
#include <array>
#include <initializer_list>
#include <span>
#include <vector>

#include "core/random.h"
#include "scene/mesh.h"

namespace tailcast {

// A curve z(x) through knots, without overshoot: cubic Hermite with Fritsch-Carlson slopes (SIAM J. Num.
// Anal. 17, 1980).
class Curve {
 public:
  Curve() = default;
  Curve(std::initializer_list<Eigen::Vector2d> knots);  // x ascending
  explicit Curve(std::vector<Eigen::Vector2d> knots);
  double at(double x) const;  // constant beyond the ends
  std::span<const Eigen::Vector2d> knots() const { return knots_; }

 private:
  std::vector<Eigen::Vector2d> knots_;
  std::vector<double> slopes_;
};

// add_quad() that leaves out triangles below 1e-7 m^2.
void add_patch(Mesh& mesh, const Vec3& a, const Vec3& b, const Vec3& c, const Vec3& d, Paint paint);

// `count` points of an ellipse, counter-clockwise about x_radius cross y_radius.
std::vector<Vec3> ellipse_ring(const Vec3& center, const Vec3& x_radius, const Vec3& y_radius, int count);

// Skin over rings of equal length, each counter-clockwise seen from the end of the loft, closed at both ends.
void add_loft(Mesh& mesh, std::span<const std::vector<Vec3>> rings, Paint paint, bool capped = true);

// A bent tube along `path`; `radii` one a point; round joints.
void add_limb(Mesh& mesh, std::span<const Vec3> path, std::span<const double> radii, int sides, Paint paint);

// The profile (radius, height), low to high outside, turned about the z axis of `frame`. sides: a multiple of
// 4 puts vertices on the axes.
void add_lathe(Mesh& mesh, const Pose& frame, std::span<const Eigen::Vector2d> profile, int sides,
               Paint paint);

// A box with its edges rounded by `radius` (two facets a corner).
void add_rounded_box(Mesh& mesh, const Pose& center, const Vec3& size, double radius, Paint paint);

// A point cloud's direction: uniform on the sphere.
Vec3 random_direction(RandomStream& random);

Pose offset(double x, double y, double z);  // unturned
Pose along_y(const Vec3& position);         // z of the frame along +y: axes of wheels

}  // namespace tailcast
