// SPDX-License-Identifier: Apache-2.0
// Bodies of flesh and cloth: smooth closed skins over elliptic slices. Metres; all append.
#pragma once
#include <functional>
#include <span>
#include <vector>

#include "scene/mesh.h"

namespace tailcast {

// An ellipse in the xy plane of `at`.
struct Slice {
  Pose at;
  double rx, ry;  // m
};
// Closed at both ends; the slices follow each other upwards along their own z.
void add_skin(Mesh& mesh, std::span<const Slice> slices, int sides, Paint paint);

// What a body is drawn by: an ellipse of radii rx, ry about (x, 0) at the station z.
struct Section {
  double z, x, rx, ry;  // m
};
// Where a station is: for a straight limb z is along the frame's own z, for a trunk along its spine.
using Spine = std::function<Pose(double z)>;
Spine straight(const Pose& frame);

// Slices through the sections (ascending z) without overshoot, `steps` from one to the next. With round ends
// they close in a half ellipsoid beyond the last sections.
std::vector<Slice> slices_of(const Spine& spine, std::span<const Section> sections, int steps,
                             bool round_ends);
void add_flesh(Mesh& mesh, const Spine& spine, std::span<const Section> sections, int steps, int sides,
               Paint paint, bool round_ends = true);

// A belt `width` wide and `thick` through the points, its flat side towards `out` (one a point): straps,
// reflective bands.
void add_strap(Mesh& mesh, std::span<const Vec3> points, std::span<const Vec3> out, double width,
               double thick, Paint paint);

// A sheet `thick` through the convex polygon (counter-clockwise seen from above it), closed all round.
void add_sheet(Mesh& mesh, std::span<const Vec3> polygon, double thick, Paint paint);

// A rod with round ends.
void add_rod(Mesh& mesh, const Vec3& a, const Vec3& b, double radius, Paint paint, int sides = 8);
// The same bent through several points.
void add_bent_rod(Mesh& mesh, std::span<const Vec3> points, double radius, Paint paint, int sides = 8);

}  // namespace tailcast
