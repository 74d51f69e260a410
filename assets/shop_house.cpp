// SPDX-License-Identifier: Apache-2.0
// Houses with shops.
#include <algorithm>
#include <array>
#include <cmath>

#include "assets/facade.h"
#include "assets/street_scene.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

constexpr double kFoot = .5;  // m of wall below the ground

void add_bar(Mesh& mesh, const Vec3& low, const Vec3& high, Paint paint) {
  add_box(mesh, {Quat::Identity(), .5 * (low + high)}, high - low, paint);
}

struct Shop {
  double left, right;  // m, between its piers
  double top;          // of the glazing
  double back;         // how far the glazing stands back
};

void add_glazing(Mesh& mesh, const Shop& shop, RandomStream& random) {
  const Paint glass{MaterialId::WindowGlass, Part::Window}, frame{MaterialId::PaintedMetal, Part::Window},
      wall{random.chance(.5) ? MaterialId::Stone : MaterialId::WoodPlanks, Part::WallPart};
  const double riser = random.uniform(.25, .6), y = -shop.back;
  const double door = random.chance(.5) ? shop.left + .15 : shop.right - 1.15;
  const auto pane = [&](double from, double to, double low) {
    if (to - from < .2) return;
    add_patch(mesh, Vec3(to, y, low), Vec3(from, y, low), Vec3(from, y, shop.top), Vec3(to, y, shop.top), glass);
    for (const double x : {from, to - .05}) add_bar(mesh, {x, y - .03, low}, {x + .05, y + .03, shop.top}, frame);
    add_bar(mesh, {from + .05, y - .03, low}, {to - .05, y + .03, low + .05}, frame);
  };
  for (const auto& [from, to] : {std::array{shop.left, door}, std::array{door + 1.0, shop.right}}) {
    if (to - from < .2) continue;
    add_bar(mesh, {from, y - .15, -kFoot}, {to, y + .04, riser}, wall);
    pane(from, to, riser + .003);
  }
  add_bar(mesh, {door, y - 1.0, -kFoot}, {door + 1.0, -.01, .015},
          {MaterialId::Stone, Part::WallPart});  // the threshold
  const double leaf = y - .5;                    // the door is in a recess of its own
  add_patch(mesh, Vec3(door + 1, leaf, .02), Vec3(door, leaf, .02), Vec3(door, leaf, 2.1), Vec3(door + 1, leaf, 2.1),
            glass);
  for (const double x : {door, door + .94})
    add_bar(mesh, {x, leaf - .03, .02}, {x + .06, leaf + .03, 2.1}, {MaterialId::WoodPlanks, Part::Door});
  add_bar(mesh, {door, leaf - .04, 2.103}, {door + 1, y + .03, shop.top}, frame);
}

// Shelves, a counter, things in the window: what a beam meets behind the glass.
void add_shop_room(Mesh& mesh, const Shop& shop, double depth, double height, RandomStream& random) {
  const double near = -shop.back - .6, far = -shop.back - depth, l = shop.left - .1, r = shop.right + .1;
  const Paint plaster{MaterialId::Plaster, Part::Interior}, dark{MaterialId::DarkInterior, Part::Interior};
  const auto p = [](double x, double y, double z) { return Vec3(x, y, z); };
  add_patch(mesh, p(r, far, .02), p(l, far, .02), p(l, far, height), p(r, far, height), plaster);
  add_patch(mesh, p(l, near + .5, .02), p(l, far, .02), p(r, far, .02), p(r, near + .5, .02), dark);
  add_patch(mesh, p(l, far, height), p(l, near + .5, height), p(r, near + .5, height), p(r, far, height), plaster);
  add_patch(mesh, p(l, far, .02), p(l, near + .5, .02), p(l, near + .5, height), p(l, far, height), plaster);
  add_patch(mesh, p(r, near + .5, .02), p(r, far, .02), p(r, far, height), p(r, near + .5, height), plaster);
  const int things = random.integer(3, 6);
  for (int i = 0; i < things; ++i) {
    const double x = random.uniform(l + .4, r - .4), y = random.uniform(far + .5, near), w = random.uniform(.3, .9);
    const double tall = random.uniform(.5, 1.9);
    add_bar(mesh, {x - .5 * w, y - .2, .024}, {x + .5 * w, y + .2, tall}, random.chance(.5) ? plaster : dark);
  }
}

void add_awning(Mesh& mesh, double left, double right, double top, RandomStream& random) {
  const Paint cloth{MaterialId::Cloth, Part::Panel}, metal{MaterialId::PaintedMetal, Part::Rail};
  const double out = random.uniform(1.0, 1.5), low = 2.32, thick = .02, y = .13;
  const Vec3 a(left, y, top), b(right, y, top), c(right, y + out, low + .2), d(left, y + out, low + .2),
      down(0, 0, -thick);
  add_patch(mesh, d, c, b, a, cloth);
  add_patch(mesh, a + down, b + down, c + down, d + down, cloth);
  const int flaps = std::max(3, static_cast<int>((right - left) / .3));  // the valance
  for (int i = 0; i < flaps; ++i) {
    const double x0 = left + (right - left) * i / flaps, x1 = left + (right - left) * (i + 1) / flaps;
    const double hang = low + (i % 2 ? .02 : 0.0);
    add_patch(mesh, Vec3(x1, y + out, hang), Vec3(x0, y + out, hang), Vec3(x0, y + out, low + .2),
              Vec3(x1, y + out, low + .2), cloth);
  }
  for (const double x : {left + .05, right - .05})
    add_tube(mesh, Vec3(x, y, low + .15), Vec3(x, y + out - .02, low + .18), .015, .015, 6, metal);
}

}  // namespace

Mesh make_shop_house(const BuildingSize& size, double awnings, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  FacadeStyle style = draw_facade_style(size.depth, size.eaves, random);
  style.storey = std::max(style.storey, 3.0);
  const double ground_floor = random.uniform(3.5, 4.1), half = .5 * size.width;
  const Paint pier{random.chance(.5) ? MaterialId::Stone : style.wall, Part::WallPart};
  const int shops = std::max(1, static_cast<int>(size.width / random.uniform(4.2, 6.5)));
  for (int i = 0; i < shops; ++i) {
    const double wide = size.width / shops, left = -half + i * wide;
    const double glass_back = random.uniform(.12, .35), glass_top = random.uniform(2.5, 2.8);
    const Shop shop{left + .22, left + wide - .22, glass_top, glass_back};
    add_glazing(mesh, shop, random);
    const double room = std::min(random.uniform(4, 7), .6 * size.depth);
    add_shop_room(mesh, shop, room, ground_floor - .4, random);
    const double fascia = random.uniform(.05, .16), board = random.uniform(.45, .7);
    add_bar(mesh, {left, -.35, shop.top + .003}, {left + wide, -.01, ground_floor}, pier);
    add_bar(mesh, {shop.left - .1, -.02, shop.top + .12}, {shop.right + .1, fascia, shop.top + .12 + board},
            {random.chance(.5) ? MaterialId::Plastic : MaterialId::PaintedMetal, Part::Panel});
    if (random.chance(awnings)) add_awning(mesh, shop.left, shop.right, shop.top + .1, random);
    if (random.chance(.35)) {  // a sign that hangs out
      const double x = random.chance(.5) ? shop.left : shop.right;
      add_bar(mesh, {x - .04, .02, 2.75}, {x + .04, .75, 3.35}, {MaterialId::Plastic, Part::Panel});
    }
  }
  for (int i = 0; i <= shops; ++i) {
    const double x = -half + size.width * i / shops;
    add_bar(mesh, {std::max(x - .22, -half), -.4, -kFoot}, {std::min(x + .22, half), .03, ground_floor - .003}, pier);
  }
  const double upper = size.eaves - ground_floor;
  add_facade(mesh, pose_at(Vec3(-half, 0, ground_floor), 0), {size.width, upper, 0, false}, style, random);
  FacadeStyle plain = style;
  plain.balconies = false;
  add_facade(mesh, pose_at(Vec3(half, -size.depth, 0), kPi), {size.width, size.eaves, kFoot, false}, plain, random);
  plain.pilaster = 0, plain.course = 0;
  plain.room_depth = std::min(style.room_depth, .3 * size.width);
  add_facade(mesh, pose_at(Vec3(half, 0, 0), -.5 * kPi), {size.depth, size.eaves, kFoot, false}, plain, random);
  add_facade(mesh, pose_at(Vec3(-half, -size.depth, 0), .5 * kPi), {size.depth, size.eaves, kFoot, false}, plain,
             random);
  // Houses stand wall to wall: no roof hangs over into the next.
  add_roof(mesh, {size.width - .44, size.depth, size.eaves}, style, random);
  return mesh;
}

}  // namespace tailcast
