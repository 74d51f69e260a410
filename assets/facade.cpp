// SPDX-License-Identifier: Apache-2.0
#include "assets/facade.h"

#include <algorithm>

namespace tailcast {
namespace {

struct Rect {
  double left, right, bottom, top;  // m, along x and z of the wall
};

// Faces outwards (y of the wall).
void add_panel(Mesh& mesh, const Pose& wall, const Rect& r, double y, Paint paint) {
  add_patch(mesh, wall * Vec3(r.right, y, r.bottom), wall * Vec3(r.left, y, r.bottom),
            wall * Vec3(r.left, y, r.top), wall * Vec3(r.right, y, r.top), paint);
}

void add_bar(Mesh& mesh, const Pose& wall, const Vec3& low, const Vec3& high, Paint paint) {
  add_box(mesh, wall * Pose{Quat::Identity(), .5 * (low + high)}, high - low, paint);
}

// The wall of a bay around its opening, and the four cheeks of the opening.
void add_pierced_panel(Mesh& mesh, const Pose& wall, const Rect& bay, const Rect& hole, double y,
                       double reveal, Paint paint) {
  add_panel(mesh, wall, {bay.left, hole.left, bay.bottom, bay.top}, y, paint);
  add_panel(mesh, wall, {hole.right, bay.right, bay.bottom, bay.top}, y, paint);
  add_panel(mesh, wall, {hole.left, hole.right, bay.bottom, hole.bottom}, y, paint);
  add_panel(mesh, wall, {hole.left, hole.right, hole.top, bay.top}, y, paint);
  const auto p = [&](double x, double depth, double z) { return wall * Vec3(x, y - depth, z); };
  const double l = hole.left, r = hole.right, b = hole.bottom, t = hole.top;
  add_patch(mesh, p(l, reveal, b), p(l, 0, b), p(l, 0, t), p(l, reveal, t), paint);
  add_patch(mesh, p(r, 0, b), p(r, reveal, b), p(r, reveal, t), p(r, 0, t), paint);
  add_patch(mesh, p(l, reveal, b), p(r, reveal, b), p(r, 0, b), p(l, 0, b), paint);
  add_patch(mesh, p(l, 0, t), p(r, 0, t), p(r, reveal, t), p(l, reveal, t), paint);
}

// What a beam meets behind the glass: back wall, floor, ceiling, sides, some furniture. `inset` keeps
// neighbours apart.
void add_room(Mesh& mesh, const Pose& wall, const Rect& bay, double glass_y, double depth,
              RandomStream& random) {
  const double inset = random.uniform(.02, .05), near = glass_y - .12, far = glass_y - depth;
  const double l = bay.left + inset, r = bay.right - inset, b = bay.bottom + inset, t = bay.top - inset;
  const Paint plaster{MaterialId::Plaster, Part::Interior}, dark{MaterialId::DarkInterior, Part::Interior};
  const auto p = [&](double x, double y, double z) { return wall * Vec3(x, y, z); };
  add_patch(mesh, p(r, far, b), p(l, far, b), p(l, far, t), p(r, far, t), plaster);
  add_patch(mesh, p(l, near, b), p(l, far, b), p(r, far, b), p(r, near, b), dark);
  add_patch(mesh, p(l, far, t), p(l, near, t), p(r, near, t), p(r, far, t), plaster);
  add_patch(mesh, p(l, far, b), p(l, near, b), p(l, near, t), p(l, far, t), plaster);
  add_patch(mesh, p(r, near, b), p(r, far, b), p(r, far, t), p(r, near, t), plaster);
  const double x = random.uniform(l + .3, r - .3), y = far + (near - far) * random.uniform(.2, .7);
  add_bar(mesh, wall, {x - .25, y - .2, b + .004}, {x + .25, y + .2, b + random.uniform(.5, 1.6)}, dark);
}

void add_window(Mesh& mesh, const Pose& wall, const Rect& hole, double y, const FacadeStyle& style,
                RandomStream& random) {
  const Paint frame{style.trim, Part::Window}, glass{MaterialId::WindowGlass, Part::Window};
  const double g = y - style.reveal, t = .055;
  add_panel(mesh, wall, hole, g, glass);
  const double back = g - .03, front = g + .025;
  add_bar(mesh, wall, {hole.left, back, hole.bottom}, {hole.left + t, front, hole.top}, frame);
  add_bar(mesh, wall, {hole.right - t, back, hole.bottom}, {hole.right, front, hole.top}, frame);
  add_bar(mesh, wall, {hole.left + t, back, hole.bottom}, {hole.right - t, front, hole.bottom + t}, frame);
  add_bar(mesh, wall, {hole.left + t, back, hole.top - t}, {hole.right - t, front, hole.top}, frame);
  const double middle = .5 * (hole.left + hole.right);
  if (hole.right - hole.left > .9)
    add_bar(mesh, wall, {middle - .03, back, hole.bottom + t}, {middle + .03, front, hole.top - t}, frame);
  add_bar(mesh, wall, {hole.left - .06, g + .03, hole.bottom - .06},
          {hole.right + .06, y + .07, hole.bottom - .003}, {MaterialId::Stone, Part::WallPart});
  if (random.chance(.7)) {  // a curtain or blind
    const double drop = random.uniform(.3, 1.0) * (hole.top - hole.bottom),
                 slack = random.uniform(0, .35) * (hole.right - hole.left);
    add_panel(mesh, wall, {hole.left + slack, hole.right - .02, hole.top - drop, hole.top}, g - .08,
              {MaterialId::Cloth, Part::Interior});
  }
}

void add_door(Mesh& mesh, const Pose& wall, const Rect& hole, double y, const FacadeStyle& style,
              RandomStream& random) {
  const Paint leaf{MaterialId::WoodPlanks, Part::Door}, stone{MaterialId::Stone, Part::WallPart};
  const double face = y - style.reveal - .05;
  add_panel(mesh, wall, hole, face, leaf);
  const double x = .5 * (hole.left + hole.right), half = .5 * (hole.right - hole.left);
  for (const double z : {.35, 1.15})
    add_bar(mesh, wall, {x - .6 * half, face + .002, z}, {x + .6 * half, face + .03, z + .6}, leaf);
  add_bar(mesh, wall, {hole.left, face, hole.bottom - .5}, {hole.right, y + .35, hole.bottom + .004}, stone);
  if (random.chance(.5))
    add_bar(mesh, wall, {hole.left - .2, y - .02, hole.top + .12}, {hole.right + .2, y + .8, hole.top + .22},
            {MaterialId::Concrete, Part::WallPart});
}

void add_balcony(Mesh& mesh, const Pose& wall, const Rect& bay, double floor) {
  const double l = bay.left + .25, r = bay.right - .25, out = 1.05;
  add_bar(mesh, wall, {l, -.12, floor - .20}, {r, out, floor - .04}, {MaterialId::Concrete, Part::WallPart});
  const Paint rail{MaterialId::PaintedMetal, Part::Rail};
  const auto post = [&](double x, double y) {
    add_tube(mesh, wall * Vec3(x, y, floor - .05), wall * Vec3(x, y, floor + .95), .009, .009, 5, rail,
             false);
  };
  for (double x = l + .05; x < r; x += .13) post(x, out - .05);
  for (const double x : {l + .05, r - .05}) {
    for (double y = .10; y < out - .1; y += .13) post(x, y);
    add_bar(mesh, wall, {x - .02, 0, floor + .95}, {x + .02, out - .06, floor + .99}, rail);
  }
  add_bar(mesh, wall, {l, out - .075, floor + .952}, {r, out - .025, floor + .992}, rail);
}

}  // namespace

void add_facade(Mesh& mesh, const Pose& wall, const FacadeSize& size, const FacadeStyle& style,
                RandomStream& random) {
  const int storeys = std::max(1, static_cast<int>(size.height / style.storey + .25));
  const double storey = size.height / storeys;
  const int bays = std::max(1, static_cast<int>(size.width / (style.window_width + 1.5)));
  const double wide = size.width / bays;
  const int door = size.front ? random.integer(0, bays - 1) : -1;
  const Paint trim{MaterialId::Stone, Part::WallPart};
  for (int i = 0; i < bays; ++i) {
    // Columns of bays stand back by turns: nowhere is the wall one plane over its whole length.
    const double y = style.pilaster > 0 ? -.05 * random.integer(0, 3) : -.02 * random.integer(0, 1) * (i % 2);
    const double left = i * wide, right = left + wide, middle = .5 * (left + right);
    const bool balcony = style.balconies && random.chance(.5);
    for (int k = 0; k < storeys; ++k) {
      const double floor = k * storey;
      const Rect bay{left, right, k == 0 ? -size.foot : floor, floor + storey};
      const Paint paint{k == 0 ? style.ground_floor_wall : style.wall, Part::WallPart};
      const bool is_door = i == door && k == 0;
      const double half =
          is_door ? .52 : .5 * std::min(style.window_width * random.uniform(.93, 1.07), wide - .7);
      const double sill = is_door ? .14 : floor + style.window_sill;
      const Rect hole{middle - half, middle + half, sill,
                      std::min(is_door ? 2.24 : sill + style.window_height, floor + storey - .2)};
      if (!is_door && random.chance(size.front ? .04 : .25)) {  // a blind bay
        add_panel(mesh, wall, bay, y, paint);
        continue;
      }
      add_pierced_panel(mesh, wall, bay, hole, y, is_door ? style.reveal + .05 : style.reveal, paint);
      if (is_door) {
        add_door(mesh, wall, hole, y, style, random);
        continue;
      }
      add_window(mesh, wall, hole, y, style, random);
      // Rooms at the ends stay clear of the windows round the corner.
      const Rect room{std::max(left, .45), std::min(right, size.width - .45), floor, floor + storey};
      add_room(mesh, wall, room, y - style.reveal, style.room_depth, random);
      if (balcony && k > 0) add_balcony(mesh, wall, bay, floor);
    }
  }
  if (style.pilaster > 0)
    for (int i = 0; i <= bays; ++i)
      add_bar(mesh, wall, {std::max(i * wide - .17, .004), -.22, -size.foot},
              {std::min(i * wide + .17, size.width - .004), style.pilaster, size.height - .05}, trim);
  if (style.course > 0)
    for (int k = 1; k < storeys; ++k)
      add_bar(mesh, wall, {.01, -.23, k * storey - .11}, {size.width - .01, style.course, k * storey + .05},
              trim);
  const double plinth = random.uniform(.35, .6);
  for (int i = 0; i < bays; ++i)
    if (i != door)
      add_bar(mesh, wall, {i * wide + .012, -.21, -size.foot}, {(i + 1) * wide - .012, .035, plinth}, trim);
}

}  // namespace tailcast
