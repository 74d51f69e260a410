// SPDX-License-Identifier: Apache-2.0
// What serves a street: bins and containers, boxes and cabinets, bollards, a trolley that went astray.
#include <algorithm>
#include <array>

#include "assets/assembly.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

using enum MaterialId;
constexpr Paint kZinc{GalvanisedSteel, Part::Post}, kPainted{PaintedMetal, Part::Body}, kPlastic{Plastic, Part::Body},
    kMetal{BareMetal, Part::Whole}, kRubber{Rubber, Part::Wheel}, kDark{DarkInterior, Part::Panel},
    kConcrete{Concrete, Part::Post}, kLight{Foam, Part::Panel};

// A rounded rectangle of twelve points.
std::vector<Vec3> rounded(double z, double x, double y, double corner, double center_x = 0) {
  std::vector<Vec3> ring;
  const double hx = .5 * x - corner, hy = .5 * y - corner;
  for (int quarter = 0; quarter < 4; ++quarter)
    for (const double part : {0.0, .25, .5}) {
      const double angle = kPi * (.5 * quarter + part), sx = quarter == 0 || quarter == 3 ? 1 : -1,
                   sy = quarter < 2 ? 1 : -1;
      ring.emplace_back(center_x + sx * hx + corner * dmath::cos(angle), sy * hy + corner * dmath::sin(angle), z);
    }
  return ring;
}

// On a post: a drum with its slot under a hood.
Assembly make_litter_bin(RandomStream& random) {
  const double r = random.uniform(.17, .21), low = .38, high = random.uniform(.86, .94);
  Assembly bin;
  add_tube(bin, Vec3(-r - .035, 0, 0), Vec3(-r - .035, 0, high + .14), .03, .03, kZinc, 12);
  add_tube(bin, Vec3(-r - .035, 0, 0), Vec3(-r - .035, 0, .015), .10, .10, kZinc, 14);
  add_vessel(bin, std::array{circle(low, .9 * r, 20), circle(high, r, 20)},
             std::array{circle(low + .01, .9 * r - .006, 20), circle(high, r - .006, 20)}, kPainted);
  for (const double z : {.47, .80}) {
    const std::array<Eigen::Vector2d, 4> band{
        {{.95 * r, z - .012}, {r + .006, z - .012}, {r + .006, z + .012}, {.95 * r, z + .012}}};
    add_ring(bin, Pose{}, band, kMetal, 20);
  }
  add_lathe(bin, Pose{},
            std::array<Eigen::Vector2d, 4>{
                {{r + .01, high + .13}, {r + .01, high + .15}, {.75 * r, high + .21}, {.2 * r, high + .235}}},
            kPainted, 20);
  for (const double angle : {.6, 2.2, 4.1, 5.7})
    add_box(bin, offset(.95 * r * dmath::cos(angle), .95 * r * dmath::sin(angle), high + .065), {.02, .02, .14},
            kPainted);
  return bin;
}

// 120 or 240 l (EN 840-1): tapering body, hinged lid, two wheels behind.
Assembly make_wheelie_bin(RandomStream& random) {
  const double s = random.chance(.5) ? random.uniform(.86, .90) : random.uniform(.98, 1.02);
  Assembly bin;
  add_loft(bin,
           std::array{rounded(.03 * s, .40 * s, .44 * s, .04), rounded(.12 * s, .43 * s, .46 * s, .04),
                      rounded(.90 * s, .57 * s, .54 * s, .05)},
           kPlastic);
  add_loft(bin, std::array{rounded(.90 * s, .62 * s, .58 * s, .05), rounded(.95 * s, .62 * s, .58 * s, .05)}, kPlastic);
  add_loft(bin,
           std::array{rounded(.955 * s, .64 * s, .59 * s, .06, .01), rounded(1.00 * s, .62 * s, .57 * s, .08, .005),
                      rounded(1.04 * s, .46 * s, .42 * s, .08, -.02)},
           {SignalPlastic, Part::Door});
  add_tube(bin, Vec3(-.37 * s, -.24 * s, .95 * s), Vec3(-.37 * s, .24 * s, .95 * s), .016, .016, kPlastic, 8);
  for (const double y : {-.20, 0.0, .20}) add_box(bin, offset(-.335 * s, y * s, .93 * s), {.08, .03, .06}, kPlastic);
  for (const double side : {-1.0, 1.0}) {
    add_tube(bin, Vec3(-.19 * s, side * .235 * s, .10), Vec3(-.19 * s, side * .285 * s, .10), .10, .10, kRubber, 18);
    add_tube(bin, Vec3(-.19 * s, side * .28 * s, .10), Vec3(-.19 * s, side * .291 * s, .10), .055, .05, kLight, 14);
  }
  add_tube(bin, Vec3(-.19 * s, -.24 * s, .10), Vec3(-.19 * s, .24 * s, .10), .012, .012, kMetal, 8);
  add_box(bin.mesh, {rotation_about(Vec3::UnitY(), .09), Vec3(.262 * s, 0, .62 * s)}, {.012, .22 * s, .16 * s}, kLight);
  return bin;
}

// 1100 l on four castors: ribbed tub, rolled lid.
Assembly make_waste_container(RandomStream& random) {
  const double s = random.uniform(.96, 1.04), wide = 1.32 * s, deep = 1.02 * s, foot = .20;
  Assembly tub;
  add_loft(tub, std::array{rectangle(foot, .72 * deep, .90 * wide), rectangle(1.08 * s, deep, wide)}, kPlastic);
  add_box(tub, offset(0, 0, 1.10 * s), {deep + .06, wide + .06, .06}, kPlastic);
  std::vector<std::vector<Vec3>> lid;
  for (const double side : {-1.0, 1.0}) {
    auto arc =
        points_of({Vec3(0, side * .51 * wide, 1.13 * s), Vec3(-.5 * deep, 0, 0), Vec3(0, 0, .24 * s), 0, kPi}, 14);
    lid.push_back(std::move(arc));
  }
  for (auto& ring : lid) std::ranges::reverse(ring);
  add_loft(tub, std::array{lid[1], lid[0]}, {SignalPlastic, Part::Door});
  for (int i = -3; i <= 3; ++i)
    for (const double side : {-1.0, 1.0})
      add_box(tub, {rotation_about(Vec3::UnitY(), side * .158), Vec3(side * .438 * deep, .13 * i * wide, .64 * s)},
              {.03, .035, .74 * s}, kPlastic);
  for (const double side : {-1.0, 1.0})
    add_tube(tub, Vec3(0, side * .50 * wide, .96 * s), Vec3(0, side * (.5 * wide + .07), .96 * s), .022, .022, kMetal,
             10);
  for (const double x : {-.28, .28})
    for (const double side : {-1.0, 1.0}) {
      const Vec3 hub(x * deep, side * .38 * wide, .08);
      add_tube(tub, hub - Vec3(0, .02, 0), hub + Vec3(0, .02, 0), .08, .08, kRubber, 16);
      add_box(tub, offset(hub.x(), hub.y(), .175), {.07, .08, .06}, kMetal);
    }
  return tub;
}

// An igloo for glass: dome, two port-holes, lifting eye.
Assembly make_bottle_bank(RandomStream& random) {
  const double r = random.uniform(.72, .85), tall = random.uniform(1.45, 1.65);
  Assembly bank;
  add_lathe(bank, Pose{},
            std::array<Eigen::Vector2d, 8>{{{.86 * r, 0},
                                            {.93 * r, .04},
                                            {r, .35 * tall},
                                            {.96 * r, .55 * tall},
                                            {.82 * r, .74 * tall},
                                            {.58 * r, .88 * tall},
                                            {.30 * r, .97 * tall},
                                            {.1 * r, tall}}},
            kPlastic, 28);
  for (const double angle : {-.55, .55, 2.6, -2.6}) {
    const Vec3 out = Vec3(dmath::cos(angle) * .93, dmath::sin(angle) * .93, .36).normalized(),
               at(.88 * r * dmath::cos(angle), .88 * r * dmath::sin(angle), .68 * tall);
    const Pose port{Quat::FromTwoVectors(Vec3::UnitZ(), out), at};
    const std::array<Eigen::Vector2d, 4> rim{{{.10, -.04}, {.135, -.04}, {.135, .05}, {.10, .05}}};
    add_ring(bank, port, rim, kRubber, 20);
    add_tube(bank, at - .05 * out, at + .02 * out, .105, .105, kDark, 20);
  }
  add_box(bank, {rotation_about(Vec3::UnitY(), .02), Vec3(.985 * r, 0, .36 * tall)}, {.03, .46, .30}, kLight);
  const std::array eye{Vec3(0, -.10, tall - .02), Vec3(0, -.08, tall + .12), Vec3(0, .08, tall + .12),
                       Vec3(0, .10, tall - .02)};
  add_bent_tube(bank, eye, .018, kMetal, 8);
  return bank;
}

// For rubble: ends that slope, ribs, lugs for the chains, some rubble in it.
Assembly make_skip(RandomStream& random) {
  const double length = random.uniform(3.2, 4.0), wide = random.uniform(1.65, 1.85), tall = random.uniform(1.15, 1.45),
               wall = .03;
  Assembly skip;
  add_tray(skip, Pose{}, {{.52 * length, .88 * wide}, {length, wide}, .06, tall, wall}, kPainted);
  for (const double y : {-.3, .3}) add_box(skip, offset(0, y * wide, .03), {.50 * length, .10, .06}, kPainted);
  for (const double side : {-1.0, 1.0}) {
    add_box(skip, offset(0, side * .5 * wide, tall), {length + .05, .07, .07}, kPainted);
    add_box(skip, offset(side * .5 * length, 0, tall), {.07, wide, .07}, kPainted);
    for (const double x : {-.26, .26})
      add_tube(skip, Vec3(x * length, side * (.47 * wide), .78 * tall),
               Vec3(x * length, side * (.5 * wide + .11), .78 * tall), .045, .045, kMetal, 12);
    for (const double x : {-.2, 0.0, .2})
      add_box(skip, {rotation_about(Vec3::UnitX(), -side * .08), Vec3(x * length, side * .472 * wide, .52 * tall)},
              {.08, .07, .80 * tall}, kPainted);
  }
  const double level = .62 * tall;  // what fills it
  const auto heap = [&](double u, double v) {
    const double x = 2 * u - 1, y = 2 * v - 1, mound = .30 * (1 - x * x) * (1 - y * y);
    return Vec3(.5 * length * .70 * x, .5 * wide * .88 * y,
                level + mound + .03 * dmath::sin(17 * u + 3) * dmath::sin(13 * v));
  };
  add_sheet(skip, {8, 6, heap, .10}, {Gravel, Part::Load});
  for (int i = 0; i < 12; ++i) {
    const double u = random.uniform(.2, .8), v = random.uniform(.2, .8), yaw = random.uniform(0, kPi),
                 tip = random.uniform(-.4, .4);
    add_box(skip, {from_yaw_pitch_roll(yaw, tip, 0), heap(u, v) + Vec3(0, 0, .02)}, {.24, .115, .071},
            {Brick, Part::Load});
  }
  return skip;
}

// A pillar box: round, domed, its slot under a brow.
Assembly make_postbox(RandomStream& random) {
  const double r = random.uniform(.22, .26), tall = random.uniform(1.45, 1.6);
  Assembly box;
  add_lathe(box, Pose{},
            std::array<Eigen::Vector2d, 10>{{{1.12 * r, 0},
                                             {1.12 * r, .12},
                                             {r, .16},
                                             {r, .80 * tall},
                                             {1.02 * r, .82 * tall},
                                             {1.16 * r, .88 * tall},
                                             {1.16 * r, .91 * tall},
                                             {1.02 * r, .95 * tall},
                                             {.6 * r, .985 * tall},
                                             {.1 * r, tall}}},
            kPainted, 28);
  add_box(box, offset(.96 * r, 0, .74 * tall), {.05, .26, .05}, kDark);
  add_box(box, offset(1.0 * r, 0, .775 * tall), {.08, .32, .02}, kPainted);
  add_box(box, offset(.965 * r, 0, .60 * tall), {.05, .15, .20}, kLight);
  add_box(box, offset(.955 * r, 0, .33 * tall), {.04, .22, .44 * tall}, kPainted);
  add_tube(box.mesh, Vec3(.9 * r, .08, .36 * tall), Vec3(1.01 * r, .08, .36 * tall), .018, .018, 10, kMetal);
  return box;
}

// Of glass panes between mullions, a domed top, the telephone within.
Assembly make_telephone_box(RandomStream& random) {
  const double wide = random.uniform(.88, .96), tall = random.uniform(2.3, 2.45), post = .09;
  Assembly box;
  add_box(box, offset(0, 0, .05), {wide + .04, wide + .04, .10}, kConcrete);
  const double h = .5 * wide, eaves = tall - .30;
  for (const double x : {-1.0, 1.0})
    for (const double y : {-1.0, 1.0})
      add_box(box, offset(x * (h - .5 * post), y * (h - .5 * post), .5 * (.1 + eaves)), {post, post, eaves - .1},
              kPainted);
  for (int side = 0; side < 4; ++side) {
    const Quat turn = rotation_about(Vec3::UnitZ(), .5 * kPi * side);
    const auto at = [&](double y, double z) { return Pose{turn, turn * Vec3(h - .04, y, z)}; };
    add_box(box, at(0, .28), {.05, wide - 2 * post, .36}, kPainted);
    if (side == 2) {  // the back is solid
      add_box(box, at(0, .5 * (.46 + eaves)), {.05, wide - 2 * post, eaves - .46}, kPainted);
      continue;
    }
    add_box(box, at(0, .5 * (.46 + eaves)), {.008, wide - 2 * post, eaves - .46}, {WindowGlass, Part::Window});
    for (int k = 1; k < 6; ++k) add_box(box, at(0, .46 + (eaves - .46) * k / 6), {.03, wide - 2 * post, .03}, kPainted);
    for (const double y : {-.16, .16})
      add_box(box, at(y * wide, .5 * (.46 + eaves)), {.03, .03, eaves - .46}, kPainted);
  }
  for (int side = 0; side < 4; ++side) {
    const Quat turn = rotation_about(Vec3::UnitZ(), .5 * kPi * side);
    add_box(box.mesh, {turn, turn * Vec3(h + .008, 0, eaves + .075)}, {.02, .62, .10}, kLight);
  }
  add_box(box, offset(0, 0, eaves + .075), {wide + .01, wide + .01, .15}, kPainted);
  add_loft(box,
           std::array{rectangle(eaves + .15, wide + .05, wide + .05), rectangle(eaves + .19, wide + .05, wide + .05),
                      rectangle(eaves + .26, .72 * wide, .72 * wide), rectangle(tall, .30 * wide, .30 * wide)},
           kPainted);
  add_box(box, offset(-h + .16, 0, 1.30), {.16, .30, .45}, {BareMetal, Part::Interior});
  add_bent_tube(box,
                std::array{Vec3(-h + .26, -.08, 1.18), Vec3(-h + .29, -.08, 1.22), Vec3(-h + .29, -.08, 1.36),
                           Vec3(-h + .26, -.08, 1.40)},
                .022, {Plastic, Part::Interior}, 8);
  return box;
}

Assembly make_hydrant(RandomStream& random) {
  const double s = random.uniform(.92, 1.08), r = .095 * s;
  Assembly hydrant;
  add_lathe(hydrant, Pose{},
            std::array<Eigen::Vector2d, 12>{{{1.7 * r, 0},
                                             {1.7 * r, .03},
                                             {r, .035},
                                             {r, .40 * s},
                                             {1.35 * r, .41 * s},
                                             {1.35 * r, .44 * s},
                                             {1.1 * r, .45 * s},
                                             {1.15 * r, .58 * s},
                                             {1.35 * r, .59 * s},
                                             {1.35 * r, .62 * s},
                                             {.85 * r, .70 * s},
                                             {.2 * r, .73 * s}}},
            kPainted, 20);
  add_tube(hydrant, Vec3(0, 0, .72 * s), Vec3(0, 0, .77 * s), .03, .026, kPainted, 5);
  const Vec3 middle(0, 0, .51 * s);
  for (const auto& [out, radius] : {std::pair{Vec3(Vec3::UnitY()), .05}, std::pair{Vec3(-Vec3::UnitY()), .05},
                                    std::pair{Vec3(Vec3::UnitX()), .068}}) {
    add_tube(hydrant, middle + .8 * r * out, middle + (r + .07) * out, radius, radius, kPainted, 16);
    add_tube(hydrant, middle + (r + .07) * out, middle + (r + .10) * out, 1.15 * radius, 1.1 * radius, kMetal, 16);
    add_tube(hydrant, middle + (r + .10) * out, middle + (r + .125) * out, .018, .016, kMetal, 5);
  }
  for (int i = 0; i < 8; ++i) {
    const double angle = 2 * kPi * i / 8;
    add_tube(hydrant.mesh, Vec3(1.45 * r * dmath::cos(angle), 1.45 * r * dmath::sin(angle), .028),
             Vec3(1.45 * r * dmath::cos(angle), 1.45 * r * dmath::sin(angle), .045), .012, .012, 6, kMetal);
  }
  return hydrant;
}

// For the electricity or the telephone of a street: two doors, louvres, a sloping cap.
Assembly make_utility_cabinet(RandomStream& random) {
  const double wide = random.uniform(.75, 1.3), deep = random.uniform(.30, .42), tall = random.uniform(.95, 1.35);
  Assembly cabinet;
  add_box(cabinet, offset(0, 0, .06), {deep + .06, wide + .06, .12}, kConcrete);
  add_box(cabinet, offset(0, 0, .5 * (tall + .12)), {deep, wide, tall - .12}, kPainted);
  add_loft(cabinet,
           std::array{rectangle(tall, deep + .06, wide + .06), rectangle(tall + .03, deep + .06, wide + .06),
                      rectangle(tall + .07, .5 * deep, wide)},
           kPainted);
  for (const double side : {-1.0, 1.0}) {
    add_box(cabinet.mesh, offset(.5 * deep, side * .245 * wide, .5 * (tall + .12)), {.024, .475 * wide, tall - .18},
            {PaintedMetal, Part::Door});
    for (int i = 0; i < 6; ++i)
      add_box(cabinet.mesh, offset(.5 * deep + .009, side * .25 * wide, tall - .14 - .035 * i),
              {.012, .26 * wide, .012}, kDark);
  }
  add_box(cabinet, offset(.5 * deep + .02, .05 * wide, .5 * tall), {.03, .03, .14}, kMetal);
  // Lightning in a triangle.
  const Quat facing(.5, .5, .5, .5);
  const std::array<Eigen::Vector2d, 3> triangle{
      {{-.24 * wide - .09, .40 * tall}, {-.24 * wide + .09, .40 * tall}, {-.24 * wide, .40 * tall + .16}}};
  add_prism(cabinet.mesh, {facing, Vec3(.5 * deep, 0, 0)}, triangle, .008, .016, {SignalPlastic, Part::Panel});
  const double y = -.24 * wide, z = .40 * tall;
  const std::array<Eigen::Vector2d, 4> bolt{
      {{y - .008, z + .02}, {y + .028, z + .072}, {y + .004, z + .11}, {y - .022, z + .062}}};
  add_prism(cabinet.mesh, {facing, Vec3(.5 * deep, 0, 0)}, bolt, .015, .019, kDark);
  return cabinet;
}

// Post and head: coin slot, dial window, domed top.
Assembly make_parking_meter(RandomStream& random) {
  const double height = random.uniform(1.32, 1.45);
  const int heads = random.integer(1, 2);
  Assembly meter;
  add_tube(meter, Vec3(0, 0, 0), Vec3(0, 0, .02), .11, .10, kZinc, 16);
  add_tube(meter, Vec3(0, 0, .01), Vec3(0, 0, height - .30), .032, .032, kZinc, 14);
  if (heads == 2) add_box(meter, offset(0, 0, height - .31), {.06, .34, .04}, kZinc);
  for (int i = 0; i < heads; ++i) {
    const double y = heads == 2 ? (i - .5) * .26 : 0;
    std::vector<std::vector<Vec3>> slabs;
    for (const double x : {-.055, .055}) {
      std::vector<Vec3> outline{{x, y - .075, height - .30}, {x, y + .075, height - .30}};
      const auto dome = points_of({Vec3(x, y, height - .10), Vec3(0, .09, 0), Vec3(0, 0, .10), 0, kPi}, 10);
      outline.insert(outline.end(), dome.begin(), dome.end());
      slabs.push_back(std::move(outline));
    }
    add_loft(meter, slabs, kPainted);
    add_box(meter.mesh, offset(.056, y, height - .085), {.008, .11, .075}, {WindowGlass, Part::Window});
    add_box(meter.mesh, offset(.057, y - .02, height - .17), {.010, .012, .05}, kDark);
    add_tube(meter, Vec3(.05, y + .03, height - .18), Vec3(.085, y + .03, height - .18), .022, .018, kMetal, 12);
    add_box(meter.mesh, offset(.056, y, height - .245), {.010, .09, .05}, kMetal);
  }
  return meter;
}

// A Litfass column: plinth, posters round, cornice and cupola.
Assembly make_advertising_column(RandomStream& random) {
  const double r = random.uniform(.60, .70), tall = random.uniform(3.2, 3.7), body = .80 * tall;
  Assembly column;
  add_lathe(column, Pose{},
            std::array<Eigen::Vector2d, 12>{{{1.10 * r, 0},
                                             {1.10 * r, .30},
                                             {1.0 * r, .36},
                                             {r, body},
                                             {1.16 * r, body + .05},
                                             {1.20 * r, body + .10},
                                             {1.20 * r, body + .15},
                                             {1.0 * r, body + .18},
                                             {.90 * r, body + .34},
                                             {.55 * r, tall - .13},
                                             {.12 * r, tall - .06},
                                             {.05 * r, tall}}},
            {Concrete, Part::WallPart}, 32);
  int i = 0;
  for (double angle = 0; angle < 2 * kPi - .4; angle += .72, ++i) {  // posters, bent about it
    const double low = i % 2 ? .55 : .75, high = i % 2 ? body - .55 : body - .18, span = .62;
    const auto sheet = [&](double u, double v) {
      const double a = angle + span * u;
      return Vec3((r + .009) * dmath::cos(a), (r + .009) * dmath::sin(a), low + (high - low) * v);
    };
    Assembly poster;
    for (int k = 0; k < 5; ++k) {
      const Vec3 a = sheet(k / 5.0, 0), b = sheet((k + 1) / 5.0, 0), c = sheet((k + 1) / 5.0, 1), d = sheet(k / 5.0, 1);
      const Vec3 in = -.012 * ((a + b).cwiseProduct(Vec3(1, 1, 0))).normalized();
      add_loft(poster.mesh,
               std::array{std::vector<Vec3>{a, b, b + in, a + in}, std::vector<Vec3>{d, c, c + in, d + in}},
               i % 3 == 0   ? Paint{SignalPlastic, Part::Panel}
               : i % 3 == 1 ? kLight
                            : Paint{Cloth, Part::Panel});
    }
    append(column.mesh, poster.mesh, Pose{});
  }
  return column;
}

// Basket of wire on a chassis that narrows forward, four castors, child's flap, handle behind.
Assembly make_shopping_trolley(RandomStream& random) {
  const double s = random.uniform(.95, 1.05);
  Assembly trolley;
  const auto wire = [&](const Vec3& a, const Vec3& b, double r) {
    add_tube(trolley, s * a, s * b, r, r, {BareMetal, Part::Whole}, r > .006 ? 8 : 4);
  };
  const auto corner = [](double x, double y, double z) {  // x 0 behind, 1 in front; y -1..1; z 0 floor, 1 rim
    const double half = .24 + .04 * z - .05 * x;
    return Vec3(-.42 + (.74 + .10 * z) * x - .03 * z, half * y,
                .42 + .42 * z - .10 * (1 - z) * (1 - x) * .0 + .06 * z * (1 - x));
  };
  for (const double side : {-1.0, 1.0}) {
    for (int i = 0; i <= 12; ++i) wire(corner(i / 12.0, side, 0), corner(i / 12.0, side, 1), .0025);
    for (int k = 0; k <= 5; ++k)
      wire(corner(0, side, k / 5.0), corner(1, side, k / 5.0), k == 5 || k == 0 ? .007 : .0025);
    wire(corner(0, side, 0), Vec3(-.44, side * .25, .14), .012);
    wire(Vec3(-.44, side * .25, .14), Vec3(.40, side * .19, .14), .012);
    wire(Vec3(.40, side * .19, .14), corner(.55, side, 0), .012);
    wire(corner(0, side, 1), Vec3(-.58, side * .26, .98), .011);
  }
  for (int i = 0; i <= 8; ++i) {
    const double y = i / 4.0 - 1;
    wire(corner(1, y, 0), corner(1, y, 1), .0025);
    wire(corner(0, y, 0), corner(0, y, 1), .0025);
    wire(corner(0, y, 0), corner(1, y, 0), .0025);
  }
  for (int k = 0; k <= 5; ++k)
    for (const double x : {0.0, 1.0}) wire(corner(x, -1, k / 5.0), corner(x, 1, k / 5.0), k == 5 ? .007 : .0025);
  for (int i = 1; i < 10; ++i) wire(corner(i / 10.0, -1, 0), corner(i / 10.0, 1, 0), .0025);
  wire(Vec3(-.44, -.25, .14), Vec3(-.44, .25, .14), .010);
  wire(Vec3(.40, -.19, .14), Vec3(.40, .19, .14), .010);
  add_tube(trolley, s * Vec3(-.58, -.27, .98), s * Vec3(-.58, .27, .98), .016, .016, {SignalPlastic, Part::Rail}, 12);
  add_box(trolley, offset(-.43 * s, 0, .80 * s), {.012, .36 * s, .14 * s}, {SignalPlastic, Part::Panel});
  for (const double side : {-1.0, 1.0})
    for (const double x : {-.44, .40}) {
      const Vec3 hub = s * Vec3(x - .02, side * (x < 0 ? .25 : .19), 0) + Vec3(0, 0, .062);
      add_tube(trolley, hub - Vec3(0, .016, 0), hub + Vec3(0, .016, 0), .062, .062, kRubber, 16);
      add_box(trolley, offset(hub.x() + .01, hub.y(), .5 * (.07 + .14 * s) + .025), {.035, .045, .14 * s - .045},
              kMetal);
    }
  return trolley;
}

Assembly make_bollard(RandomStream& random) {
  const double tall = random.uniform(.88, 1.05), r = random.uniform(.055, .085);
  Assembly bollard;
  add_lathe(bollard, Pose{},
            std::array<Eigen::Vector2d, 11>{{{1.5 * r, 0},
                                             {1.5 * r, .05},
                                             {r, .09},
                                             {r, .70 * tall},
                                             {1.12 * r, .71 * tall},
                                             {1.12 * r, .74 * tall},
                                             {.95 * r, .75 * tall},
                                             {.95 * r, tall - .9 * r},
                                             {.80 * r, tall - .4 * r},
                                             {.45 * r, tall - .1 * r},
                                             {.1 * r, tall}}},
            kPainted, 20);
  add_tube(bollard.mesh, Vec3(0, 0, .79 * tall), Vec3(0, 0, .87 * tall), .95 * r + .003, .95 * r + .003, 20,
           {RetroSheet, Part::Panel});
  return bollard;
}

// For electric cars: a pillar with its screen, the cable hung in a loop to its plug.
Assembly make_charging_station(RandomStream& random) {
  const double tall = random.uniform(1.5, 1.8), wide = random.uniform(.36, .46), deep = random.uniform(.22, .30);
  Assembly pillar;
  add_box(pillar, offset(0, 0, .05), {deep + .2, wide + .2, .10}, kConcrete);
  add_rounded_box(pillar, offset(0, 0, .5 * (tall + .1)), {deep, wide, tall - .1}, .03, kPainted);
  const double x = .5 * deep;
  add_box(pillar.mesh, offset(x, 0, tall - .30), {.014, .68 * wide, .26}, kDark);
  add_box(pillar.mesh, offset(x + .004, 0, tall - .28), {.014, .50 * wide, .15}, {WindowGlass, Part::Window});
  for (const double side : {-1.0, 1.0}) {
    const double y = side * .5 * wide;
    add_rounded_box(pillar, offset(0, y + side * .03, 1.02), {.10, .07, .16}, .015, kPlastic);
    const std::array cable{Vec3(.02, y + side * .02, .55), Vec3(.04, y + side * .10, .42),
                           Vec3(.05, y + side * .17, .34), Vec3(.05, y + side * .21, .50),
                           Vec3(.03, y + side * .16, .78), Vec3(.0, y + side * .10, .96),
                           Vec3(0, y + side * .06, 1.04)};
    add_bent_tube(pillar, cable, .014, {Rubber, Part::Whole}, 8);
    add_tube(pillar, Vec3(0, y + side * .05, .98), Vec3(.02, y + side * .13, 1.12), .030, .022, kPlastic, 12);
  }
  add_box(pillar.mesh, offset(x + .002, 0, .62), {.012, .05, .30}, {SignalPlastic, Part::Panel});
  return pillar;
}

// Speeds are taken here: a slim column with dark lenses in rings.
Assembly make_speed_camera(RandomStream& random) {
  const double r = random.uniform(.20, .25), tall = random.uniform(2.6, 2.9);
  Assembly camera;
  add_tube(camera, Vec3(0, 0, 0), Vec3(0, 0, .05), 1.4 * r, 1.4 * r, kConcrete, 24);
  add_tube(camera, Vec3(0, 0, .05), Vec3(0, 0, tall), r, r, kPainted, 28);
  add_lathe(camera, offset(0, 0, tall), std::array<Eigen::Vector2d, 3>{{{1.02 * r, 0}, {.95 * r, .05}, {.4 * r, .10}}},
            kPainted, 28);
  for (const double z : {.62, .76, .90}) {
    const std::array<Eigen::Vector2d, 4> ring{
        {{.9 * r, z * tall - .09}, {r + .004, z * tall - .09}, {r + .004, z * tall + .09}, {.9 * r, z * tall + .09}}};
    Assembly band;
    add_ring(band, Pose{}, ring, kDark, 28);
    append(camera.mesh, band.mesh, Pose{});
    add_tube(camera, Vec3(.9 * r, 0, z * tall), Vec3(r + .018, 0, z * tall), .055, .055, {LampCover, Part::Lamp}, 18);
  }
  return camera;
}

}  // namespace

std::vector<Family> street_service_families() {
  using enum ClassId;
  static const std::array things{
      Thing{"furniture/litter_bin",
            StreetFurniture,
            "litter bin on a post",
            {.48, .38, 1.14},
            {15, 28},
            .5,
            .1,
            make_litter_bin},
      Thing{"furniture/wheelie_bin",
            StreetFurniture,
            "two-wheeled refuse bin",
            {.70, .57, .98},
            {9, 40},
            .5,
            .15,
            make_wheelie_bin},
      Thing{"furniture/waste_container",
            StreetFurniture,
            "four-wheeled refuse container",
            {1.08, 1.46, 1.37},
            {55, 250},
            .5,
            .1,
            make_waste_container},
      Thing{"furniture/bottle_bank",
            StreetFurniture,
            "bottle bank",
            {1.58, 1.58, 1.69},
            {120, 500},
            .5,
            .1,
            make_bottle_bank},
      Thing{"furniture/skip", StreetFurniture, "skip of rubble", {3.65, 1.97, 1.33}, {1500, 4500}, .5, .05, make_skip},
      Thing{"furniture/postbox",
            StreetFurniture,
            "pillar box for letters",
            {.56, .56, 1.52},
            {130, 260},
            .55,
            .05,
            make_postbox},
      Thing{"furniture/telephone_box",
            StreetFurniture,
            "telephone box",
            {.97, .97, 2.38},
            {350, 700},
            .6,
            .05,
            make_telephone_box},
      Thing{"furniture/hydrant", StreetFurniture, "fire hydrant", {.38, .44, .77}, {60, 100}, .55, .05, make_hydrant},
      Thing{"furniture/utility_cabinet",
            StreetFurniture,
            "electricity cabinet",
            {.42, 1.08, 1.22},
            {70, 180},
            .55,
            .05,
            make_utility_cabinet},
      Thing{"furniture/parking_meter",
            StreetFurniture,
            "parking meter",
            {.22, .30, 1.39},
            {18, 35},
            .55,
            .1,
            make_parking_meter},
      Thing{"furniture/advertising_column",
            StreetFurniture,
            "round advertising column",
            {1.56, 1.56, 3.45},
            {1500, 3000},
            .65,
            .05,
            make_advertising_column},
      Thing{"furniture/shopping_trolley",
            StreetFurniture,
            "shopping trolley",
            {1.02, .60, 1.0},
            {20, 30},
            .4,
            .2,
            make_shopping_trolley},
      Thing{"furniture/bollard", Pole, "bollard", {.21, .21, .96}, {18, 45}, .55, .1, make_bollard},
      Thing{"furniture/charging_station",
            StreetFurniture,
            "charging station for electric cars",
            {.46, .85, 1.65},
            {70, 140},
            .55,
            .05,
            make_charging_station},
      Thing{"furniture/speed_camera",
            StreetFurniture,
            "speed-camera column",
            {.63, .63, 2.85},
            {180, 320},
            .6,
            .05,
            make_speed_camera},
  };
  return families_of(things);
}

}  // namespace tailcast
