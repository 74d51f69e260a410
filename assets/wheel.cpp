// SPDX-License-Identifier: Apache-2.0
#include "assets/wheel.h"

#include <array>

#include "assets/shapes.h"

namespace tailcast {
namespace {

constexpr int kSides = 32;  // round within 1 - cos(pi / 32) = 0.5 %

// A tyre's section, (radius, half width) from the middle of the tread, crowned by 5 mm, over the shoulder to the widest of
// the sidewall.
std::array<Eigen::Vector2d, 4> shoulder(const WheelSize& size) {
  const double r = size.radius, h = 0.5 * size.width;
  return {{{r, .35 * h}, {r - .005, h - .035}, {r - .024, h - .008}, {.5 * (r + size.rim_radius), h}}};
}

void add_tyre(Mesh& mesh, const WheelSize& size) {
  const double h = 0.5 * size.width, rim = size.rim_radius;
  const auto outer = shoulder(size);
  std::vector<Eigen::Vector2d> profile{{rim, -h + .012}};
  for (std::size_t i = outer.size(); i-- > 0;) profile.emplace_back(outer[i].x(), -outer[i].y());
  profile.insert(profile.end(), outer.begin(), outer.end());
  profile.emplace_back(rim, h - .012);
  add_lathe(mesh, along_y(Vec3::Zero()), profile, kSides, {MaterialId::Rubber, Part::Wheel});
}

// The slotted face: spokes of metal, openings between them that show the disc and the dark well behind.
void add_spokes(Mesh& mesh, const WheelSize& size, int spokes) {
  const Pose frame = along_y(Vec3::Zero());
  const double outer = size.rim_radius - .03, inner = .3 * size.rim_radius, h = .5 * size.width;
  const auto edge = ellipse_ring(frame * Vec3(0, 0, h - .05), frame.rotation * Vec3(outer, 0, 0),
                                 frame.rotation * Vec3(0, outer, 0), kSides);
  const auto hub = ellipse_ring(frame * Vec3(0, 0, h - .025), frame.rotation * Vec3(inner, 0, 0),
                                frame.rotation * Vec3(0, inner, 0), kSides);
  for (int i = 0; i < kSides; ++i) {
    if ((i * spokes) % kSides >= kSides / 2) continue;
    const auto a = static_cast<std::size_t>(i), b = static_cast<std::size_t>((i + 1) % kSides);
    add_quad(mesh, edge[a], edge[b], hub[b], hub[a], {MaterialId::BareMetal, Part::Wheel});
  }
}

void add_rim(Mesh& mesh, const WheelSize& size) {
  const double rim = size.rim_radius, h = 0.5 * size.width;
  const Paint metal{MaterialId::BareMetal, Part::Wheel}, dark{MaterialId::DarkInterior, Part::Wheel};
  const Pose frame = along_y(Vec3::Zero());
  const std::array<Eigen::Vector2d, 3> lip{{{rim, h - .012}, {rim - .015, h - .015}, {rim - .03, h - .05}}};
  const std::array<Eigen::Vector2d, 2> barrel{{{rim - .03, h - .05}, {rim - .03, -h + .02}}};
  const std::array<Eigen::Vector2d, 3> hub{{{.3 * rim, h - .025}, {.26 * rim, h - .012}, {0, h - .012}}};
  const std::array<Eigen::Vector2d, 4> disc{{{0, -.01}, {.72 * rim, -.01}, {.72 * rim, .012}, {0, .012}}};
  const std::array<Eigen::Vector2d, 3> back{{{0, -h + .02}, {rim - .03, -h + .02}, {rim, -h + .012}}};
  add_lathe(mesh, frame, lip, kSides, metal);
  add_lathe(mesh, frame, barrel, kSides, metal);
  add_lathe(mesh, frame, hub, kSides, metal);
  add_lathe(mesh, frame, disc, kSides, metal);
  add_lathe(mesh, frame, back, kSides, dark);
}

}  // namespace

Mesh make_wheel(const WheelSize& size, int spokes) {
  Mesh mesh;
  add_tyre(mesh, size);
  add_rim(mesh, size);
  add_spokes(mesh, size, spokes);
  return mesh;
}

std::vector<CylinderShape> rolling_shapes(const WheelSize& size, const Pose& wheel) {
  std::vector<CylinderShape> shapes;
  for (const auto& edge : shoulder(size)) shapes.push_back({wheel, edge.x(), edge.y()});
  return shapes;
}

}  // namespace tailcast
