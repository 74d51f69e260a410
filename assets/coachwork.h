// SPDX-License-Identifier: Apache-2.0
// Vehicles and machines from solid pieces: frames, cabs of posts and panes, mudguards, tracks, marks. Asset
// frame; metres; all functions append.
#pragma once
#include <span>
#include <vector>

#include "assets/shapes.h"
#include "scene/asset.h"

namespace tailcast {

// A vehicle while it is built.
struct Coachwork {
  Asset asset;
  Mesh solid;  // pieces: each is seen, and collides
  Mesh trim;   // skin, glass and seats within a shape that collides already; what stands out from it collides too
};
// The root link of all that was built, and its collision shapes. `mass`: kg; `height`: of the centre of mass,
// m.
Asset finish(Coachwork work, double mass, double height);

namespace paint {
inline constexpr Paint kBody{MaterialId::CarPaint, Part::Body};
inline constexpr Paint kSheet{MaterialId::PaintedMetal, Part::Body};
inline constexpr Paint kFrame{MaterialId::PaintedMetal, Part::Underbody};
inline constexpr Paint kSteel{MaterialId::BareMetal, Part::Body};
inline constexpr Paint kRail{MaterialId::BareMetal, Part::Rail};
inline constexpr Paint kZinc{MaterialId::GalvanisedSteel, Part::Rail};
inline constexpr Paint kPlastic{MaterialId::Plastic, Part::Body};
inline constexpr Paint kRubber{MaterialId::Rubber, Part::Body};
inline constexpr Paint kGlass{MaterialId::CarGlass, Part::Window};
inline constexpr Paint kDark{MaterialId::DarkInterior, Part::Interior};
inline constexpr Paint kSeat{MaterialId::Plastic, Part::Interior};  // vinyl, leather, dark cloth
inline constexpr Paint kLamp{MaterialId::LampCover, Part::Lamp};
inline constexpr Paint kRetro{MaterialId::RetroSheet, Part::Plate};
inline constexpr Paint kPlanks{MaterialId::WoodPlanks, Part::Bed};
inline constexpr Paint kLoad{MaterialId::PaintedMetal, Part::Load};
}  // namespace paint

using Outline = std::vector<Eigen::Vector2d>;

// A box between two opposite corners, in any order; its edges rounded where `rounding` is above 0.
void add_block(Mesh& mesh, const Vec3& a, const Vec3& b, Paint paint, double rounding = 0);
// The same and its mirror image in the plane y = 0.
void add_blocks(Mesh& mesh, const Vec3& a, const Vec3& b, Paint paint, double rounding = 0);
// A square bar between two points; `up` is the direction of `height`, about.
void add_beam(Mesh& mesh, const Vec3& a, const Vec3& b, double width, double height, Paint paint,
              const Vec3& up = Vec3::UnitZ());
// An outline in the xz plane, in either sense, swept from y = low to y = high.
void add_profile(Mesh& mesh, const Outline& outline, double low, double high, Paint paint);
// An outline in the yz plane, in either sense, swept from x = low to x = high.
void add_section(Mesh& mesh, const Outline& outline, double low, double high, Paint paint);
// A sheet whose outer face is a b c d, counter-clockwise seen from outside.
void add_sheet(Mesh& mesh, const Vec3& a, const Vec3& b, const Vec3& c, const Vec3& d, double thickness,
               Paint paint);
// Points on a circle's arc, from angle `from` to `to` (rad, counter-clockwise).
Outline arc(const Eigen::Vector2d& center, double radius, double from, double to, int pieces);
// A tank: rounded section of half axes `half_width`, `half_height` about z, with domed ends of that depth.
void add_tank(Mesh& mesh, const Vec3& rear, const Vec3& front, double half_width, double half_height,
              double dome, Paint paint);
// A strip bent about a wheel, from angle `from` to `to` (rad, 0: ahead, pi / 2: above).
void add_mudguard(Mesh& mesh, const Vec3& hub, double radius, double width, double from, double to,
                  Paint paint);
// A crawler track with its rollers, shoes in `work.trim`.
void add_track(Coachwork& work, double rear, double front, double y, double width, double height);
// A ladder between two points, its rungs along `across` (unit).
void add_ladder(Mesh& mesh, const Vec3& a, const Vec3& b, const Vec3& across, double width, Paint paint);

// A cab that one looks through: tub, posts, panes, roof. Collides as its hull.
struct GlassCab {
  Vec3 low, high;    // the box at its foot, and the height of its roof
  double sill = .3;  // m above `low`: lower edge of the side and rear panes
  double front_sill = .3;
  double rake_front = 0, rake_rear = 0;  // m: how far the roof's edge stands back from the foot's
  double lean = .04;                     // m: how far the roof's sides stand in
  double post = .07;
  double eaves = .05;  // m: how far the roof stands out
  Paint paint = paint::kBody;
  bool glazed = true, rear_glazed = true;
};
void add_glass_cab(Coachwork& work, const GlassCab& cab);

struct SeatSpot {
  double x, y, floor;   // the back's x
  double height = .36;  // m, of the cushion above the floor
  double width = .5;
  double headrest = .6;  // m, of its middle above the cushion
};
void add_seat(Mesh& mesh, const SeatSpot& spot);
void add_steering_wheel(Mesh& mesh, const Vec3& center, double radius, double pitch);

void add_number_plate(Mesh& mesh, const Vec3& center);  // across x; 52 x 11 cm
void add_lamp(Mesh& mesh, const Vec3& center, const Vec3& radii);
void add_lamps(Mesh& mesh, const Vec3& center, const Vec3& radii);  // and its mirror image
// Mirrors of size (x, y, z) on arms from `foot` (the left one).
void add_arm_mirrors(Mesh& mesh, const Vec3& foot, const Vec3& center, const Vec3& size);
// UN ECE R104: a line along both sides at `z`, and the rear's outline, 5 cm wide.
struct ContourMarks {
  double rear, front, half_width;
  double low, high;  // z
};
void add_contour_marks(Mesh& mesh, const ContourMarks& marks);
// Warning stripes, red and white: retro-reflective blocks in a row from a to b, `count` of them, every second
// one.
void add_stripes(Mesh& mesh, const Vec3& a, const Vec3& b, const Vec3& size, int count);

struct Axle {
  double x;
  double radius, width;
  double y;  // of the tyre's middle, left; 0: one wheel in the middle
  bool steers = false;
  bool twin = false;  // a second tyre inside
  double rim = .64;   // share of the radius
};
// Wheel links on the axles, foremost first, and the cylinders that collide. The wheelbase is from the first
// to the last.
void add_axles(Asset& asset, std::span<const Axle> axles, int spokes);

}  // namespace tailcast
