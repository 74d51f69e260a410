// SPDX-License-Identifier: Apache-2.0
// A thing put together from solids: what is seen and what collides grow together. Every block is closed and faces
// outward; its collision shapes are the convex pieces that it is made of. Metres; rings and sections counter-clockwise.
#pragma once
#include <functional>
#include <span>
#include <vector>

#include "assets/families.h"
#include "assets/shapes.h"
#include "core/random.h"

namespace tailcast {

struct Assembly {
  Mesh mesh;
  std::vector<CollisionShape> shapes;
  double mass = 0;  // kg; 0: drawn from its family's range
};

void add_box(Assembly& to, const Pose& center, const Vec3& size, Paint paint);
void add_rounded_box(Assembly& to, const Pose& center, const Vec3& size, double radius, Paint paint);
// Frustum from `a` to `b`. Collides as its hull.
void add_tube(Assembly& to, const Vec3& a, const Vec3& b, double ra, double rb, Paint paint, int sides = 12);
// Collides as a cylinder, so that it rolls round.
void add_roller(Assembly& to, const Vec3& a, const Vec3& b, double radius, Paint paint, int sides = 32);
void add_ellipsoid(Assembly& to, const Pose& center, const Vec3& radii, Paint paint, int rings = 8, int sides = 16);
// `outline` convex.
void add_prism(Assembly& to, const Pose& frame, std::span<const Eigen::Vector2d> outline, double low, double high,
               Paint paint);
// Convex from each ring to the next.
void add_loft(Assembly& to, std::span<const std::vector<Vec3>> rings, Paint paint);
// A solid of revolution about z of `frame`; the profile (radius, height) runs low to high outside.
void add_lathe(Assembly& to, const Pose& frame, std::span<const Eigen::Vector2d> profile, Paint paint, int sides = 24);
void add_limb(Assembly& to, std::span<const Vec3> path, std::span<const double> radii, Paint paint, int sides = 8);
void add_bent_tube(Assembly& to, std::span<const Vec3> path, double radius, Paint paint, int sides = 8);
// A ring about z of `frame`; `section`: convex, (radius, height).
void add_ring(Assembly& to, const Pose& frame, std::span<const Eigen::Vector2d> section, Paint paint, int sides = 24);
void add_torus(Assembly& to, const Pose& frame, double radius, double thick, Paint paint, int sides = 24);
// An open vessel: outer and inner rings from its floor up to its rim, as many of each.
void add_vessel(Assembly& to, std::span<const std::vector<Vec3>> outer, std::span<const std::vector<Vec3>> inner,
                Paint paint);
// A vessel of four walls: base and rim in size, at their heights.
struct Tray {
  Eigen::Vector2d base, rim;  // m: x, y
  double low, high, wall;     // m
};
void add_tray(Assembly& to, const Pose& frame, const Tray& tray, Paint paint);
// A band along `path`: `across[i]` unit, of its width at each point.
struct Band3 {
  std::vector<Vec3> path, across;
  double width, thick;  // m
};
void add_band(Assembly& to, const Band3& band, Paint paint);
// A sheet over a grid of points, `thick` downwards along `under`.
struct Sheet {
  int columns, rows;                           // cells
  std::function<Vec3(double u, double v)> at;  // u, v in 0..1
  double thick;                                // m
  Vec3 under = -Vec3::UnitZ();
};
void add_sheet(Assembly& to, const Sheet& sheet, Paint paint);
void append(Assembly& to, const Assembly& part, const Pose& to_from_part);

std::vector<Vec3> rectangle(double z, double x, double y, double center_x = 0, double center_y = 0);
std::vector<Vec3> circle(double z, double radius, int sides);
// Points of an arc about `center`, `from` and `to` in rad from u towards v.
struct Arc {
  Vec3 center, u, v;  // u, v: of the radius' length
  double from, to;
};
std::vector<Vec3> points_of(const Arc& arc, int pieces);

double volume_of(const Mesh& mesh);  // m^3, of closed pieces

// A family of assemblies.
struct Interval {
  double low, high;
};
struct Thing {
  const char* id;
  ClassId class_id;
  const char* summary;
  Vec3 size;      // m, nominal
  Interval mass;  // kg
  double friction, restitution;
  Assembly (*build)(RandomStream& random);
  double rolling_friction = .003;  // m: the grain of asphalt, without which what is round rocks for half a minute
};
// Each asset stands with the middle of its footprint at the origin; its centre of mass is that of its volume.
std::vector<Family> families_of(std::span<const Thing> things);

}  // namespace tailcast
