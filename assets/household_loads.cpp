// SPDX-License-Identifier: Apache-2.0
// What moves house: furniture, white goods, sports gear. Fallen, and come to rest on its feet.
#include <algorithm>
#include <array>

#include "assets/assembly.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

using enum MaterialId;
constexpr Paint kCloth{Cloth, Part::Whole}, kWood{Wood, Part::Whole}, kPlanks{WoodPlanks, Part::Panel},
    kMetal{BareMetal, Part::Whole}, kEnamel{PaintedMetal, Part::Body}, kDark{DarkInterior, Part::Interior},
    kPlastic{Plastic, Part::Whole}, kRubber{Rubber, Part::Whole};

// Seats beside each other between two arms, the back behind. Faces +x.
Assembly make_seats(int seats, double seat_width, double deep, RandomStream& random) {
  const double inner = seats * seat_width, arm = random.uniform(.16, .22), wide = inner + 2 * arm,
               back = random.uniform(.78, .88);
  Assembly sofa;
  add_rounded_box(sofa, offset(0, 0, .19), {deep, wide, .22}, .02, kCloth);
  add_rounded_box(sofa, {rotation_about(Vec3::UnitY(), -.10), Vec3(-.5 * deep + .12, 0, .30 + .5 * (back - .30))},
                  {.20, wide, back - .26}, .05, kCloth);
  for (const double side : {-1.0, 1.0}) {
    add_rounded_box(sofa, offset(.02, side * .5 * (inner + arm), .35), {deep - .04, arm, .50}, .05, kCloth);
    for (const double x : {-.42, .42})
      add_tube(sofa, Vec3(x * deep, side * .44 * wide, 0), Vec3(x * deep, side * .44 * wide, .09), .022, .03, kWood,
               10);
  }
  for (int i = 0; i < seats; ++i) {
    const double y = (i - .5 * (seats - 1)) * seat_width;
    add_rounded_box(sofa, offset(.08, y, .375), {deep - .26, seat_width - .015, .16}, .045, kCloth);
    add_rounded_box(sofa, {rotation_about(Vec3::UnitY(), -.22), Vec3(-.5 * deep + .28, y, .60)},
                    {.15, seat_width - .02, .40}, .055, kCloth);
  }
  return sofa;
}
Assembly make_sofa(RandomStream& random) {
  const int seats = random.integer(2, 3);
  const double width = random.uniform(.58, .66), deep = random.uniform(.84, .95);
  return make_seats(seats, width, deep, random);
}
Assembly make_armchair(RandomStream& random) {
  const double width = random.uniform(.52, .60), deep = random.uniform(.80, .90);
  return make_seats(1, width, deep, random);
}

Assembly make_chair(RandomStream& random) {
  const double wide = random.uniform(.40, .45), deep = random.uniform(.40, .44), seat = random.uniform(.44, .47),
               top = random.uniform(.84, .95);
  Assembly chair;
  add_rounded_box(chair, offset(0, 0, seat), {deep, wide, .03}, .008, kWood);
  const double x = .5 * deep - .03, y = .5 * wide - .03, lean = -.07 * (top - seat);
  for (const double side : {-1.0, 1.0}) {
    add_tube(chair, Vec3(x, side * y, 0), Vec3(x, side * y, seat), .016, .02, kWood, 8);
    add_tube(chair, Vec3(-x - .02, side * y, 0), Vec3(-x, side * y, seat), .016, .02, kWood, 8);
    add_tube(chair, Vec3(-x, side * y, seat), Vec3(-x + lean, side * y, top), .02, .016, kWood, 8);
    add_tube(chair, Vec3(x, side * y, .5 * seat), Vec3(-x - .01, side * y, .5 * seat), .01, .01, kWood, 8);
  }
  for (const double z : {.45, .70, .94}) {
    const double at = seat + z * (top - seat);
    add_box(chair, offset(-x + lean * z, 0, at), {.018, 2 * y, .055}, kWood);
  }
  add_tube(chair, Vec3(0, -y, .5 * seat), Vec3(0, y, .5 * seat), .01, .01, kWood, 8);
  return chair;
}

// Upside down, as a table comes to rest: legs up.
Assembly make_table(RandomStream& random) {
  const double length = random.uniform(1.1, 1.5), wide = random.uniform(.7, .85), tall = random.uniform(.72, .76),
               leg = random.uniform(.06, .08);
  Assembly table;
  add_box(table, offset(0, 0, .015), {length, wide, .03}, kWood);
  for (const double x : {-1.0, 1.0})
    for (const double y : {-1.0, 1.0})
      add_tube(table, Vec3(x * (.5 * length - .08), y * (.5 * wide - .08), .03),
               Vec3(x * (.5 * length - .08), y * (.5 * wide - .08), tall), .7 * leg, .45 * leg, kWood, 4);
  for (const double y : {-1.0, 1.0})
    add_box(table, offset(0, y * (.5 * wide - .08), .08), {length - .22, .022, .10}, kWood);
  for (const double x : {-1.0, 1.0})
    add_box(table, offset(x * (.5 * length - .08), 0, .08), {.022, wide - .22, .10}, kWood);
  return table;
}

// Refrigerator over freezer; two doors with their handles, the works at the back.
Assembly make_fridge(RandomStream& random) {
  const double deep = random.uniform(.58, .66), wide = random.uniform(.55, .70), tall = random.uniform(1.55, 1.95),
               split = random.uniform(.32, .40) * tall;
  Assembly fridge;
  add_box(fridge, offset(-.03, 0, .5 * tall + .02), {deep - .06, wide, tall - .04}, kEnamel);
  add_rounded_box(fridge, offset(.5 * deep - .025, 0, .5 * (split + .05)), {.05, wide, split - .06}, .012,
                  {Foam, Part::Door});
  add_rounded_box(fridge, offset(.5 * deep - .025, 0, .5 * (split + tall)), {.05, wide, tall - split - .015}, .012,
                  {Foam, Part::Door});
  for (const auto& [low, high] : {std::array{split - .38, split - .08}, std::array{split + .08, split + .48}}) {
    const std::array grip{Vec3(.5 * deep - .01, .40 * wide, low), Vec3(.5 * deep + .045, .40 * wide, low + .02),
                          Vec3(.5 * deep + .045, .40 * wide, high - .02), Vec3(.5 * deep - .01, .40 * wide, high)};
    add_bent_tube(fridge, grip, .011, kMetal, 8);
  }
  for (int i = 0; i < 14; ++i)
    add_tube(fridge, Vec3(-.5 * deep - .012, -.42 * wide, .45 + .07 * i),
             Vec3(-.5 * deep - .012, .42 * wide, .45 + .07 * i), .004, .004, kDark, 5);
  add_box(fridge, offset(-.5 * deep - .005, 0, .16), {.05, .7 * wide, .22}, kDark);
  for (const double x : {-.38, .38})
    for (const double y : {-.40, .40})
      add_tube(fridge, Vec3(x * deep, y * wide, -.01), Vec3(x * deep, y * wide, .045), .02, .02, kRubber, 8);
  return fridge;
}

Assembly make_washing_machine(RandomStream& random) {
  const double deep = random.uniform(.50, .60), wide = .60, tall = .85, r = random.uniform(.16, .185);
  Assembly machine;
  add_rounded_box(machine, offset(0, 0, .5 * tall + .012), {deep, wide, tall - .024}, .012, {Foam, Part::Body});
  const Pose front{rotation_about(Vec3::UnitY(), .5 * kPi), Vec3(.5 * deep, 0, .46)};
  const std::array<Eigen::Vector2d, 4> frame{{{r, -.01}, {r + .045, -.01}, {r + .04, .022}, {r, .034}}};
  add_ring(machine, front, frame, kMetal, 32);
  const std::array<Eigen::Vector2d, 3> pane{{{r, 0}, {.9 * r, .024}, {.5 * r, .036}}};
  add_lathe(machine, front, pane, kDark, 32);
  add_box(machine.mesh, offset(.5 * deep, 0, .77), {.016, wide - .02, .11}, kEnamel);
  add_box(machine.mesh, offset(.5 * deep + .006, .17, .77), {.016, .20, .085}, kPlastic);
  add_tube(machine, Vec3(.5 * deep, -.08, .77), Vec3(.5 * deep + .032, -.08, .77), .034, .03, kMetal, 20);
  add_box(machine.mesh, offset(.5 * deep + .002, -.20, .775), {.014, .10, .035}, kDark);
  for (const double x : {-.4, .4})
    for (const double y : {-.4, .4})
      add_tube(machine, Vec3(x * deep, y * wide, -.006), Vec3(x * deep, y * wide, .02), .022, .022, kRubber, 8);
  return machine;
}

Assembly make_wardrobe(RandomStream& random) {
  const double deep = random.uniform(.54, .62), wide = random.uniform(.95, 1.25), tall = random.uniform(1.85, 2.1),
               plinth = .09;
  Assembly wardrobe;
  add_box(wardrobe, offset(-.02, 0, .5 * plinth), {deep - .06, wide - .04, plinth}, kPlanks);
  add_box(wardrobe, offset(-.011, 0, plinth + .5 * (tall - plinth)), {deep - .022, wide, tall - plinth}, kPlanks);
  add_box(wardrobe, offset(.01, 0, tall + .02), {deep + .05, wide + .06, .04}, kWood);
  for (const double side : {-1.0, 1.0}) {
    const double y = side * .25 * wide;
    add_box(wardrobe, offset(.5 * deep - .01, y, .5 * (plinth + tall)), {.022, .5 * wide - .012, tall - plinth - .03},
            kWood);
    for (const double z : {.28, .74}) {  // raised panels
      add_box(wardrobe.mesh, offset(.5 * deep + .004, y, plinth + z * (tall - plinth)),
              {.014, .36 * wide, .36 * (tall - plinth)}, kPlanks);
    }
    add_ellipsoid(wardrobe, offset(.5 * deep + .02, side * .045, .52 * tall), {.022, .018, .018}, kMetal, 6, 10);
  }
  return wardrobe;
}

// Wound up, one end showing its spiral, tied twice; rolls.
Assembly make_rolled_carpet(RandomStream& random) {
  const double half = .5 * random.uniform(2.0, 3.2), r = random.uniform(.11, .17);
  Assembly carpet;
  add_roller(carpet, Vec3(0, -half, r), Vec3(0, half, r), r, kCloth, 32);
  for (const double end : {-1.0, 1.0}) {
    std::vector<Vec3> spiral;
    for (int i = 0; i <= 60; ++i) {
      const double angle = 2 * kPi * i / 15, out = .1 * r + .84 * r * i / 60;
      spiral.emplace_back(out * dmath::cos(angle), end * half, r + out * dmath::sin(angle));
    }
    Assembly edge;
    add_band(edge, {spiral, std::vector<Vec3>(spiral.size(), Vec3::UnitY()), .012, .04 * r}, kDark);
    append(carpet.mesh, edge.mesh, Pose{});
  }
  for (const double y : {-.5, .5}) {
    const std::array<Eigen::Vector2d, 4> tie{
        {{r - .004, -.012}, {r + .003, -.012}, {r + .003, .012}, {r - .004, .012}}};
    Assembly string;
    add_ring(string, along_y(Vec3(0, y * half, r)), tie, {SignalPlastic, Part::Whole}, 32);
    append(carpet.mesh, string.mesh, Pose{});
  }
  carpet.mass = random.uniform(85, 110) * volume_of(carpet.mesh);
  return carpet;
}

Assembly make_bathtub(RandomStream& random) {
  const double length = random.uniform(1.55, 1.75), wide = random.uniform(.70, .78), tall = random.uniform(.52, .58);
  const auto oval = [&](double z, double x, double y) {
    return ellipse_ring(Vec3(0, 0, z), Vec3(x, 0, 0), Vec3(0, y, 0), 28);
  };
  const double a = .5 * length, b = .5 * wide, foot = .10, wall = .025;
  const Paint white{Foam, Part::Body};
  Assembly tub;
  add_vessel(
      tub,
      std::array{oval(foot, .70 * a, .60 * b), oval(foot + .08, .82 * a, .82 * b), oval(tall - .04, .96 * a, .94 * b),
                 oval(tall, a + .02, b + .02)},
      std::array{oval(foot + wall, .68 * a - wall, .58 * b - wall), oval(foot + .10, .82 * a - wall, .82 * b - wall),
                 oval(tall - .04, .96 * a - wall, .94 * b - wall), oval(tall, .95 * a - wall, .93 * b - wall)},
      white);
  for (const double x : {-.5, .5})
    for (const double y : {-.45, .45}) {
      add_tube(tub, Vec3(x * a, y * b, foot + .03), Vec3(1.15 * x * a, 1.2 * y * b, .03), .035, .022, kMetal, 10);
      add_ellipsoid(tub, offset(1.15 * x * a, 1.2 * y * b, .03), {.04, .04, .03}, kMetal, 6, 12);
    }
  add_tube(tub, Vec3(-.80 * a, 0, tall - .01), Vec3(-.80 * a, 0, tall + .14), .016, .016, kMetal, 10);
  return tub;
}

// Deck up on its fins' root; pointed nose forward, a stringer along the middle.
Assembly make_surfboard(RandomStream& random) {
  const double length = random.uniform(1.85, 2.7), wide = random.uniform(.48, .58), thick = random.uniform(.06, .08),
               fin = .11;
  std::vector<std::vector<Vec3>> rings;
  const std::array<Eigen::Vector2d, 9> outline{
      {{-.5, .12}, {-.47, .26}, {-.38, .60}, {-.20, .90}, {.02, 1}, {.22, .88}, {.38, .58}, {.46, .28}, {.5, .05}}};
  for (const auto& p : outline) {
    const double rocker = .30 * p.x() * p.x() * (p.x() > 0 ? 1.9 : .8);
    auto ring = ellipse_ring(Vec3(p.x() * length, 0, fin + .5 * thick + .4 * rocker), Vec3(0, .5 * wide * p.y(), 0),
                             Vec3(0, 0, .5 * thick * std::min(1.0, .35 + p.y())), 16);
    rings.push_back(std::move(ring));
  }
  Assembly board;
  add_loft(board, rings, {Foam, Part::Body});
  add_box(board.mesh, offset(-.01 * length, 0, fin + thick + .002), {.55 * length, .012, .008}, kWood);
  const Pose upright{rotation_about(Vec3::UnitX(), .5 * kPi), Vec3(-.40 * length, 0, fin + .02)};
  const std::array<Eigen::Vector2d, 4> blade{{{-.09, -.12}, {-.04, -.13}, {.10, .01}, {-.04, .01}}};
  for (const double y : {-.16, 0.0, .16})
    add_prism(board, {upright.rotation, upright.translation + Vec3(y == 0 ? -.05 : .08, y * wide * 1.6, 0)}, blade,
              -.005, .005, kPlastic);
  add_box(board.mesh, offset(-.36 * length, 0, fin + thick + .006), {.24, .26, .008}, kRubber);  // traction pad
  return board;
}

// Hull, cockpit with its coaming and seat, hatch lids.
Assembly make_kayak(RandomStream& random) {
  const double length = random.uniform(3.2, 4.8), wide = random.uniform(.58, .68), tall = .30;
  const auto section = [&](double u, double share, double top) {
    const double x = (u - .5) * length, y = .5 * wide * share,
                 rise = .22 * (2 * u - 1) * (2 * u - 1) * (2 * u - 1) * (2 * u - 1);
    return std::vector<Vec3>{{x, -.45 * y, rise},
                             {x, .45 * y, rise},
                             {x, y, rise + .45 * tall},
                             {x, .92 * y, rise + .62 * tall},
                             {x, .5 * y, rise + top * tall},
                             {x, -.5 * y, rise + top * tall},
                             {x, -.92 * y, rise + .62 * tall},
                             {x, -y, rise + .45 * tall}};
  };
  const std::array<Eigen::Vector2d, 10> stations{{{0, .03},
                                                  {.04, .20},
                                                  {.14, .55},
                                                  {.26, .82},
                                                  {.40, .98},
                                                  {.52, 1},
                                                  {.66, .92},
                                                  {.80, .62},
                                                  {.93, .25},
                                                  {1, .03}}};
  Assembly kayak;
  std::vector<std::vector<Vec3>> rings;
  for (const auto& s : stations) rings.push_back(section(s.x(), s.y(), .74 + .10 * s.x()));
  add_loft(kayak, rings, {SignalPlastic, Part::Body});
  const Pose deck = offset(-.06 * length, 0, .79 * tall);
  std::vector<Vec3> rim = ellipse_ring(deck.translation, Vec3(.42, 0, 0), Vec3(0, .21, 0), 20);
  rim.push_back(rim.front());
  add_bent_tube(kayak, rim, .02, kRubber, 8);
  const auto dark = [&](double z, double s) {
    return ellipse_ring(deck.translation + Vec3(0, 0, z), Vec3(.41 * s, 0, 0), Vec3(0, .20 * s, 0), 20);
  };
  add_loft(kayak.mesh, std::array{dark(-.02, 1), dark(.012, .96)}, kDark);
  add_rounded_box(kayak, {rotation_about(Vec3::UnitY(), -.3), deck.translation + Vec3(-.26, 0, .07)}, {.05, .30, .16},
                  .02, kRubber);
  for (const double x : {-.30, .26})
    add_tube(kayak, Vec3(x * length, 0, .70 * tall), Vec3(x * length, 0, .90 * tall), .13, .12, kRubber, 18);
  for (const double x : {-.495, .495}) {
    Assembly handle;
    add_bent_tube(handle, points_of({Vec3::Zero(), Vec3(0, .05, 0), Vec3(0, 0, .05), 0, kPi}, 6), .009, kRubber);
    append(kayak, handle, offset(.93 * x * length, 0, .20 + .66 * tall));
  }
  return kayak;
}

}  // namespace

std::vector<Family> household_load_families() {
  using enum ClassId;
  static const std::array things{
      Thing{"load/sofa", FallenLoad, "sofa of two or three seats", {.92, 2.0, .83}, {40, 60}, .5, .1, make_sofa},
      Thing{"load/armchair", FallenLoad, "upholstered armchair", {.87, .95, .83}, {22, 35}, .5, .1, make_armchair},
      Thing{"load/chair", FallenLoad, "wooden chair", {.47, .43, .92}, {3.5, 6}, .45, .25, make_chair},
      Thing{"load/table", FallenLoad, "table upside down", {1.3, .78, .74}, {15, 30}, .45, .2, make_table},
      Thing{"load/fridge", FallenLoad, "fridge-freezer", {.70, .62, 1.76}, {70, 110}, .4, .1, make_fridge},
      Thing{"load/washing_machine",
            FallenLoad,
            "front-loading washing machine",
            {.60, .60, .85},
            {60, 80},
            .45,
            .1,
            make_washing_machine},
      Thing{"load/wardrobe", FallenLoad, "wardrobe of two doors", {.65, 1.16, 2.0}, {50, 90}, .45, .1, make_wardrobe},
      Thing{"load/rolled_carpet",
            FallenLoad,
            "rolled-up carpet",
            {.28, 2.6, .28},
            {6, 32},
            .6,
            .05,
            make_rolled_carpet,
            .01},
      Thing{"load/bathtub", FallenLoad, "bathtub on feet", {1.7, .78, .68}, {28, 60}, .45, .1, make_bathtub},
      Thing{"load/surfboard", FallenLoad, "surfboard, deck up", {2.3, .53, .36}, {3, 7}, .4, .25, make_surfboard},
      Thing{"load/kayak", FallenLoad, "kayak", {4.0, .63, .52}, {16, 28}, .4, .2, make_kayak},
  };
  return families_of(things);
}

}  // namespace tailcast
