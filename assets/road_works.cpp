// SPDX-License-Identifier: Apache-2.0
// What guides and guards at road works: cones, drums, barriers, boards, fences.
#include <algorithm>
#include <array>

#include "assets/assembly.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

using enum MaterialId;
constexpr Paint kSignal{SignalPlastic, Part::Whole}, kRetro{RetroSheet, Part::Panel}, kRed{RedRetroSheet, Part::Panel},
    kRubber{Rubber, Part::Whole}, kZinc{GalvanisedSteel, Part::Post}, kStone{Concrete, Part::Whole},
    kPlastic{Plastic, Part::Whole}, kPainted{PaintedMetal, Part::Whole};

// Square foot, cone, two retro-reflective collars (EN 13422), its tip up.
Assembly cone_of(double height, RandomStream& random) {
  const double base = random.uniform(.40, .46) * height / .91 * 1.05, plate = .035, foot = .17 * height,
               tip = .03 * height;
  const auto radius = [&](double z) { return foot + (tip - foot) * (z - plate) / (height - plate); };
  Assembly cone;
  add_rounded_box(cone, offset(0, 0, .5 * plate), {base, base, plate}, .008, kRubber);
  add_tube(cone, Vec3(0, 0, plate), Vec3(0, 0, height), foot, tip, kSignal, 24);
  for (const auto& [low, high] : {std::array{.40, .60}, std::array{.72, .86}}) {
    const double a = low * height, b = high * height;
    add_tube(cone.mesh, Vec3(0, 0, a), Vec3(0, 0, b), radius(a) + .003, radius(b) + .003, 24, kRetro);
  }
  return cone;
}
Assembly make_tall_cone(RandomStream& random) {
  return cone_of(random.uniform(.88, .94), random);
}

// Knocked over: on its tip and an edge of its foot.
Assembly make_fallen_cone(RandomStream& random) {
  const double height = random.uniform(.70, .76);
  const Assembly cone = cone_of(height, random);
  const double half = .5 * bounds_of(cone.mesh).size().x(), tip = .03 * height;
  const double lean = .5 * kPi + dmath::atan2(half - tip, height);
  Assembly fallen;
  append(fallen, cone, {rotation_about(Vec3::UnitY(), lean), Vec3::Zero()});
  return fallen;
}

// Tapering drum with four collars, on a ring of rubber.
Assembly make_barrel(RandomStream& random) {
  const double h = random.uniform(.90, 1.02), r = random.uniform(.26, .30);
  const auto at = [&](double share) { return r * (1 - .22 * share); };
  Assembly barrel;
  add_tube(barrel, Vec3(0, 0, 0), Vec3(0, 0, .06), 1.28 * r, 1.24 * r, kRubber, 24);
  for (int i = 0; i < 6; ++i) {  // six steps, each lip over the next, collars on four
    const double low = i / 6.0, high = (i + 1) / 6.0;
    add_tube(barrel, Vec3(0, 0, .06 + low * (h - .06)), Vec3(0, 0, .06 + high * (h - .06)), at(low), at(low) - .012,
             kSignal, 24);
    if (i > 0 && i < 5)
      add_tube(barrel.mesh, Vec3(0, 0, .06 + (low + .02) * (h - .06)), Vec3(0, 0, .06 + (high - .02) * (h - .06)),
               at(low) + .003, at(low) - .008, 24, i % 2 ? kRetro : kRed);
  }
  add_bent_tube(barrel, points_of({Vec3(0, 0, h - .01), Vec3(0, .12, 0), Vec3(0, 0, .09), 0, kPi}, 8), .018, kSignal,
                8);
  return barrel;
}

// A flexible post on a foot: three collars.
Assembly make_flexible_post(RandomStream& random) {
  const double h = random.uniform(.75, 1.0), r = .04;
  Assembly post;
  add_lathe(post, Pose{}, std::array<Eigen::Vector2d, 4>{{{.11, 0}, {.11, .02}, {.07, .05}, {r, .06}}}, kRubber, 20);
  add_tube(post, Vec3(0, 0, .06), Vec3(0, 0, h), r, r, kSignal, 20);
  add_ellipsoid(post, offset(0, 0, h), {.998 * r, .998 * r, .02}, kSignal, 6, 20);
  for (const double z : {.45, .65, .85})
    add_tube(post.mesh, Vec3(0, 0, z * h - .05), Vec3(0, 0, z * h + .05), r + .002, r + .002, 20, kRetro);
  return post;
}

// Beside roads: the marker post of the verge, its slanting black band and reflectors; standing in a foot.
void add_marker(Assembly& to, const Pose& frame, double tall) {
  const std::array<Eigen::Vector2d, 6> outline{
      {{-.05, -.06}, {-.02, -.06}, {.05, -.02}, {.05, .02}, {-.02, .06}, {-.05, .06}}};
  add_prism(to, frame, outline, 0, tall, {Foam, Part::Post});
  auto band = outline;
  for (auto& p : band) p *= 1.05;
  add_prism(to.mesh, frame, band, tall - .30, tall - .10, {DarkInterior, Part::Panel});
}

// New-Jersey profile (81 cm), ends notched, anchors' slots.
std::vector<Eigen::Vector2d> jersey_outline(double tall) {
  return {{-.30, 0}, {.30, 0}, {.30, .075}, {.175, .33}, {.09, tall}, {-.09, tall}, {-.175, .33}, {-.30, .075}};
}
Assembly make_jersey_barrier(RandomStream& random) {
  const double half = .5 * random.uniform(2.0, 4.0), tall = .81;
  const auto outline = jersey_outline(tall);
  std::vector<std::vector<Vec3>> upper, lower;
  for (const double x : {-half, half}) {
    std::vector<Vec3> low, high;
    for (const std::size_t k : {0u, 1u, 2u, 3u, 6u, 7u}) low.emplace_back(x, outline[k].x(), outline[k].y());
    for (const std::size_t k : {6u, 3u, 4u, 5u}) high.emplace_back(x, outline[k].x(), outline[k].y());
    lower.push_back(low), upper.push_back(high);
  }
  Assembly barrier;
  add_loft(barrier, lower, kStone);
  add_loft(barrier, upper, kStone);
  for (const double x : {-.55, .55})  // slots for the fork, dark
    for (const double side : {-1.0, 1.0})
      add_box(barrier.mesh, offset(x * half, side * .292, .05), {.45, .02, .09}, {DarkInterior, Part::Whole});
  for (const double x : {-.96, .96})
    add_box(barrier.mesh, offset(x * half, 0, .5 * tall), {.02, .05, .78 * tall}, {BareMetal, Part::Whole});
  for (const double x : {-.6, 0.0, .6}) add_box(barrier, offset(x * half, 0, tall + .03), {.02, .10, .07}, kRetro);
  barrier.mass = 2400 * volume_of(barrier.mesh);
  return barrier;
}

// Hollow, of plastic, filled with water: ribs, fork slots, filler cap.
Assembly make_water_barrier(RandomStream& random) {
  const double half = .5 * random.uniform(1.0, 1.6), tall = random.uniform(.75, .95);
  const auto ring = [&](double z, double y, double x) { return rectangle(z, 2 * x, 2 * y); };
  Assembly barrier;
  add_loft(barrier,
           std::array{ring(0, .24, half), ring(.16, .24, half), ring(.30, .19, half - .01),
                      ring(tall - .10, .13, half - .02), ring(tall, .10, half - .05)},
           kSignal);
  for (const double x : {-.45, .45})
    for (const double side : {-1.0, 1.0})
      add_box(barrier.mesh, offset(x * half, side * .236, .06), {.22, .014, .10}, {DarkInterior, Part::Whole});
  for (int i = -2; i <= 2; ++i)
    for (const double side : {-1.0, 1.0})
      add_box(barrier.mesh, {rotation_about(Vec3::UnitX(), side * .11), Vec3(.36 * i * half, side * .158, .55 * tall)},
              {.07, .016, .46 * tall}, kSignal);
  add_tube(barrier, Vec3(.2, 0, tall - .01), Vec3(.2, 0, tall + .03), .05, .05, kPlastic, 16);
  for (const double end : {-1.0, 1.0})
    for (const double z : {.35, .75})
      add_tube(barrier, Vec3(end * (half - .03), 0, z * tall - .06), Vec3(end * (half - .03), 0, z * tall + .06), .05,
               .05, kSignal, 12);
  return barrier;
}

// In front of a gore: a nose with chevrons, bays of absorber between W-beams that telescope.
Assembly make_crash_cushion(RandomStream& random) {
  const int bays = random.integer(3, 5);
  const double bay = random.uniform(.75, .9), wide = random.uniform(.62, .75), tall = .81, length = bays * bay;
  Assembly cushion;
  const double front = .5 * length;
  for (int i = 0; i <= bays; ++i)
    add_box(cushion, offset(front - i * bay, 0, .5 * tall), {.06, wide - .05, tall}, kZinc);
  for (int i = 0; i < bays; ++i) {
    add_box(cushion, offset(front - (i + .5) * bay, 0, .45), {bay - .08, .5 * wide, .55}, kPlastic);
    for (const double side : {-1.0, 1.0})
      for (const double z : {.28, .38, .56, .66}) {  // each bay's fender laps over the next
        const double y = side * (.5 * wide + .02 - .006 * i);
        add_box(cushion, offset(front - (i + .5) * bay, y, z), {bay + .06, .035, .07}, {GalvanisedSteel, Part::Rail});
      }
    for (const double side : {-1.0, 1.0})
      for (const double z : {.33, .61})
        add_box(cushion, offset(front - (i + .5) * bay, side * (.5 * wide - .008 - .006 * i), z),
                {bay + .06, .012, .12}, {GalvanisedSteel, Part::Rail});
  }
  std::vector<std::vector<Vec3>> nose;
  for (const double z : {.04, tall}) {
    std::vector<Vec3> ring = points_of({Vec3(front, 0, z), Vec3(0, -.5 * wide, 0), Vec3(.42, 0, 0), 0, kPi}, 12);
    nose.push_back(std::move(ring));
  }
  add_loft(cushion, nose, kSignal);
  for (int i = 0; i < 5; ++i)  // chevron bands about the nose
    for (const double side : {-1.0, 1.0}) {
      const double z = .14 + .13 * i;
      std::vector<Vec3> path =
          points_of({Vec3(front, 0, z), Vec3(.425, 0, 0), Vec3(0, side * (.5 * wide + .004), 0), .02, .5 * kPi}, 8);
      for (std::size_t k = 0; k < path.size(); ++k) path[k].z() += .10 * static_cast<double>(k) / 8;
      Assembly band;
      add_band(band, {path, std::vector<Vec3>(path.size(), Vec3::UnitZ()), .065, .006}, i % 2 ? kRed : kRetro);
      append(cushion.mesh, band.mesh, Pose{});
    }
  add_box(cushion, offset(-.03, 0, .012), {length, .35, .024}, kZinc);
  return cushion;
}

// A board of slanting red and white bands across two posts, a lamp on each, in rubber feet.
Assembly make_barrier_board(RandomStream& random) {
  const double wide = random.uniform(1.2, 2.0), tall = .25, top = 1.0;
  Assembly board;
  for (const double side : {-1.0, 1.0}) {
    const double y = side * .36 * wide;
    add_loft(board,
             std::array{rectangle(0, .80, .36, 0, y), rectangle(.06, .80, .36, 0, y), rectangle(.11, .74, .30, 0, y)},
             kRubber);
    add_box(board, offset(0, y, .55), {.04, .04, .92}, kZinc);
    add_box(board, offset(0, y, top + .10), {.09, .16, .14}, kPlastic);
    add_tube(board, Vec3(-.055, y, top + .28), Vec3(.055, y, top + .28), .10, .10, {LampCover, Part::Lamp}, 20);
    add_tube(board, Vec3(-.03, y, top + .28), Vec3(.03, y, top + .28), .112, .112, kPlastic, 20);
  }
  add_box(board, offset(.03, 0, top - .5 * tall), {.02, wide, tall}, {RetroSheet, Part::Panel});
  add_box(board, offset(.03, 0, .40), {.018, wide, .13}, {RetroSheet, Part::Panel});
  const int bands = static_cast<int>(wide / .25);
  for (int i = 0; i < bands; ++i) {
    const double y = -.5 * wide + wide * (i + .25) / bands, w = .5 * wide / bands, lean = .5 * w;
    for (const auto& [z0, z1] : {std::array{top - tall + .003, top - .003}, std::array{.338, .462}}) {
      const std::array<Eigen::Vector2d, 4> band{
          {{y, z0}, {y + w, z0}, {y + w + lean * (z1 - z0) / tall, z1}, {y + lean * (z1 - z0) / tall, z1}}};
      // y and z of the thing are x and y of the outline, its z the thing's x.
      add_prism(board.mesh, {Quat(.5, .5, .5, .5), Vec3(.041, 0, 0)}, band, -.002, .002, kRed);
    }
  }
  return board;
}

// Panels of wire mesh in concrete feet.
Assembly make_site_fence(RandomStream& random) {
  const double wide = random.uniform(3.3, 3.5), tall = 1.9, foot = .12;
  Assembly fence;
  for (const double side : {-1.0, 1.0}) {
    const double y = side * (.5 * wide - .08);
    add_rounded_box(fence, offset(0, y, .5 * foot), {.68, .22, foot}, .02, kStone);
    add_tube(fence, Vec3(0, y, .04), Vec3(0, y, .1 + tall), .021, .021, kZinc, 10);
  }
  for (const double z : {.22, .1 + tall - .02})
    add_tube(fence, Vec3(0, -.5 * wide + .08, z), Vec3(0, .5 * wide - .08, z), .021, .021, kZinc, 10);
  const int columns = 32, rows = 8;
  for (int i = 1; i < columns; ++i) {
    const double y = -.5 * wide + .08 + (wide - .16) * i / columns;
    add_tube(fence, Vec3(0, y, .22), Vec3(0, y, .08 + tall), .002, .002, kZinc, 4);
  }
  for (int i = 1; i < rows; ++i) {
    const double z = .22 + (tall - .14) * i / rows;
    add_tube(fence, Vec3(.004, -.5 * wide + .08, z), Vec3(.004, .5 * wide - .08, z), .002, .002, kZinc, 4);
  }
  return fence;
}

// A cabin: door with its vent and sign, sloped roof, air pipe.
Assembly make_portable_toilet(RandomStream& random) {
  const double wide = random.uniform(1.05, 1.15), tall = random.uniform(2.05, 2.15);
  const Paint wall{Plastic, Part::WallPart};
  Assembly cabin;
  add_box(cabin, offset(0, 0, .08), {wide, wide, .16}, kPlastic);
  add_loft(cabin, std::array{rectangle(.16, .96 * wide, .96 * wide), rectangle(tall, .92 * wide, .92 * wide)}, wall);
  add_loft(cabin,
           std::array{rectangle(tall, wide, wide), rectangle(tall + .05, wide, wide),
                      rectangle(tall + .22, .35 * wide, .5 * wide)},
           {Foam, Part::Roof});
  const double front = .475 * wide;
  add_box(cabin, offset(front - .005, 0, .5 * (tall + .16)), {.05, .66 * wide, tall - .30},
          {SignalPlastic, Part::Door});
  for (int i = 0; i < 5; ++i)
    add_box(cabin.mesh, offset(front + .018, 0, tall - .28 - .045 * i), {.012, .40 * wide, .02},
            {DarkInterior, Part::Door});
  add_box(cabin.mesh, offset(front + .022, .26 * wide, 1.05), {.02, .05, .14}, {DarkInterior, Part::Door});
  add_box(cabin.mesh, offset(front + .021, 0, 1.45), {.006, .22, .22}, kRetro);
  for (const double z : {.5, 1.1, 1.7})
    add_box(cabin.mesh, offset(front - .004, -.34 * wide, z), {.04, .04, .12}, {BareMetal, Part::Door});
  for (const double side : {-1.0, 1.0})
    for (int i = -1; i <= 1; ++i)
      add_box(cabin.mesh, offset(.28 * i * wide, side * .467 * wide, 1.0), {.14 * wide, .018, 1.5}, wall);
  add_tube(cabin, Vec3(-.38 * wide, .34 * wide, tall), Vec3(-.38 * wide, .34 * wide, tall + .30), .05, .05, kPlastic,
           12);
  return cabin;
}

// A battery lamp on its box, as stands on barriers and, knocked off, on the road.
Assembly make_warning_lamp(RandomStream& random) {
  const double s = random.uniform(.9, 1.1);
  Assembly lamp;
  add_rounded_box(lamp, offset(0, 0, .09 * s), {.09 * s, .18 * s, .18 * s}, .012, kSignal);
  add_tube(lamp, Vec3(-.05 * s, 0, .27 * s), Vec3(.05 * s, 0, .27 * s), .10 * s, .10 * s, {LampCover, Part::Lamp}, 24);
  const std::array<Eigen::Vector2d, 4> rim{{{.096 * s, -.022}, {.112 * s, -.022}, {.112 * s, .022}, {.096 * s, .022}}};
  add_ring(lamp, {rotation_about(Vec3::UnitY(), .5 * kPi), Vec3(0, 0, .27 * s)}, rim, kPlastic, 24);
  add_bent_tube(lamp, points_of({Vec3(0, 0, .37 * s), Vec3(0, .035, 0), Vec3(0, 0, .04), 0, kPi}, 6), .007, kPlastic,
                6);
  return lamp;
}

Assembly make_marker_post(RandomStream& random) {
  const double tall = random.uniform(.98, 1.05);
  Assembly post;
  add_lathe(post, Pose{}, std::array<Eigen::Vector2d, 3>{{{.16, 0}, {.16, .03}, {.09, .06}}}, kRubber, 16);
  add_marker(post, offset(0, 0, .06), tall);
  add_box(post.mesh, offset(-.054, 0, .06 + tall - .20), {.008, .05, .16}, kRetro);
  for (const double side : {-1.0, 1.0})
    add_box(post.mesh, {rotation_about(Vec3::UnitZ(), side * .52), Vec3(.024, side * .042, .06 + tall - .20)},
            {.012, .03, .15}, kRetro);
  return post;
}

Assembly make_fallen_marker_post(RandomStream& random) {
  const double tall = random.uniform(.98, 1.05);
  Assembly post;
  add_marker(post, {rotation_about(Vec3::UnitY(), .5 * kPi), Vec3(-.5 * tall, 0, .05)}, tall);
  for (const double side : {-1.0, 1.0})
    add_box(post, {rotation_about(Vec3::UnitX(), -side * .52), Vec3(.5 * tall - .20, side * .042, .026)},
            {.15, .03, .012}, kRetro);
  add_box(post.mesh, offset(.5 * tall - .20, 0, .103), {.16, .05, .008}, kRetro);
  return post;
}

}  // namespace

std::vector<Family> road_works_families() {
  using enum ClassId;
  static const std::array things{
      Thing{"furniture/traffic_cone_tall",
            TrafficCone,
            "traffic cone of .91 m with retro-reflective collars",
            {.46, .46, .91},
            {4, 5},
            .7,
            .2,
            make_tall_cone},
      Thing{"furniture/traffic_cone_fallen",
            TrafficCone,
            "traffic cone knocked over",
            {.79, .37, .37},
            {2.8, 3.6},
            .7,
            .2,
            make_fallen_cone},
      Thing{"furniture/traffic_barrel",
            Barrier,
            "drum with retro-reflective collars",
            {.72, .72, 1.05},
            {12, 22},
            .65,
            .25,
            make_barrel},
      Thing{"furniture/flexible_post",
            Pole,
            "flexible lane post with collars",
            {.22, .22, .9},
            {2, 5},
            .7,
            .2,
            make_flexible_post},
      Thing{"furniture/marker_post",
            Pole,
            "verge marker post on a foot",
            {.32, .32, 1.07},
            {3, 6},
            .6,
            .2,
            make_marker_post},
      Thing{"debris/marker_post",
            Debris,
            "verge marker post, broken off and lying",
            {1.02, .12, .11},
            {1.2, 2.2},
            .4,
            .2,
            make_fallen_marker_post},
      Thing{"furniture/jersey_barrier",
            Barrier,
            "concrete barrier of New Jersey profile",
            {3.0, .60, .87},
            {1000, 2600},
            .65,
            .05,
            make_jersey_barrier},
      Thing{"furniture/water_barrier",
            Barrier,
            "plastic barrier filled with water",
            {1.3, .48, .88},
            {20, 320},
            .5,
            .1,
            make_water_barrier},
      Thing{"furniture/crash_cushion",
            Barrier,
            "crash cushion with a chevron nose",
            {3.75, .75, .81},
            {450, 900},
            .6,
            .05,
            make_crash_cushion},
      Thing{"furniture/barrier_board",
            Barrier,
            "road-works barrier board with lamps",
            {.80, 1.6, 1.39},
            {58, 75},
            .7,
            .1,
            make_barrier_board},
      Thing{"furniture/site_fence",
            Barrier,
            "panel of a building-site fence in its feet",
            {.68, 3.4, 2.0},
            {70, 90},
            .65,
            .05,
            make_site_fence},
      Thing{"furniture/portable_toilet",
            StreetFurniture,
            "portable toilet",
            {1.1, 1.1, 2.35},
            {75, 110},
            .5,
            .1,
            make_portable_toilet},
      Thing{"debris/warning_lamp", Debris, "battery warning lamp", {.10, .22, .43}, {1, 3}, .45, .2, make_warning_lamp},
  };
  return families_of(things);
}

}  // namespace tailcast
