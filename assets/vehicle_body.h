// SPDX-License-Identifier: Apache-2.0
// The shell of a road vehicle, lofted over cross-sections from its side profile and its plan: wheel arches,
// shoulders, tumblehome, windows of glass, and for pickups a hollow bed. Asset frame.
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "assets/shapes.h"
#include "scene/asset.h"

namespace tailcast {

struct Span {
  double low, high;  // m along x
  bool contains(double x) const { return x >= low && x <= high; }
};

struct CargoBed {
  double rear, front;  // x of the inner faces of tailgate and front wall
  double half_width;   // inner
  double floor, rail;  // z
  Paint lining{MaterialId::PaintedMetal, Part::Bed};
};

struct BodyPlan {
  double rear = 0, front = 0;  // x of the bumpers
  double half_width = .9;
  double floor = .18, sill = .22;  // z of the underbody and of the doors' lower edge
  Curve top;   // z of the centreline, rear to front: boot, rear window, roof, windscreen, bonnet
  Curve belt;  // z of the shoulder below the side windows
  std::vector<Span> side_windows;                            // between the pillars
  std::vector<Span> top_windows;                             // windscreen and rear window
  std::vector<double> axles;                                 // x
  double wheel_radius = .32, wheel_width = .21, arch = .39;  // m; arch: radius of the cut-out
  double tumblehome = .32;                                   // m inward per m above the belt
  double nose_taper = .10, tail_taper = .06;                 // share of the width
  double nose_corner = .22, tail_corner = .15;               // m, rounding in plan
  std::optional<CargoBed> bed;

  bool in_bed(double x) const { return bed && x >= bed->rear && x <= bed->front; }
};

// Half of a cross-section, from the middle of the underbody up the left side to the middle of the roof.
inline constexpr std::size_t kSectionRows = 12;
struct BodySection {
  double x;
  std::array<Eigen::Vector2d, kSectionRows> yz;
};

std::vector<BodySection> section_body(const BodyPlan& plan);
void add_shell(Mesh& mesh, const BodyPlan& plan, std::span<const BodySection> sections);
// What collides of the shell, glass and all, as solid: belly, flanks with their wheel wells, greenhouse, and the floor and
// the walls of a bed, each in lengths that are within kAsSeen of their hulls.
void add_shell_hulls(Asset& asset, const BodyPlan& plan, std::span<const BodySection> sections);
double half_width_at(const BodyPlan& plan, double x);  // widest

}  // namespace tailcast
