// SPDX-License-Identifier: Apache-2.0
// Lorries of the town's services: refuse, fire brigade, recovery, street cleaning, winter.
#include "assets/lorry.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

// Body that rises to the rear, a hopper with a lift for bins behind it.
void refuse(Lorry& l, RandomStream& random) {
  const double w = l.half_width, top = l.roof, hopper = random.uniform(1.75, 2.0);
  Mesh& m = l.work.solid;
  const double x = l.rear + hopper;
  add_block(m, {x, -w + .02, l.deck}, {l.front, w - .02, top}, paint::kLoad, .06);
  for (double at = x + .3; at < l.front - .2; at += .7)
    add_blocks(m, {at, w - .04, l.deck + .05}, {at + .10, w + .012, top - .1}, paint::kLoad);
  add_profile(m,
              {{x - .35, .75},
               {x, .75},
               {x, top + .10},
               {x - .75, top + .10},
               {x - 1.30, top - .30},
               {x - 1.45, 1.75},
               {x - .9, 1.6}},
              -w + .01, -w + .12, paint::kLoad);
  add_profile(m,
              {{x - .35, .75},
               {x, .75},
               {x, top + .10},
               {x - .75, top + .10},
               {x - 1.30, top - .30},
               {x - 1.45, 1.75},
               {x - .9, 1.6}},
              w - .12, w - .01, paint::kLoad);
  add_profile(m, {{x - .75, top + .02}, {x, top + .02}, {x, top + .10}, {x - .75, top + .10}}, -w + .12,
              w - .12, paint::kLoad);
  add_profile(m, {{x - 1.30, top - .38}, {x - .75, top + .02}, {x - .75, top + .10}, {x - 1.30, top - .30}},
              -w + .12, w - .12, paint::kLoad);
  add_profile(m, {{x - 1.45, 1.65}, {x - 1.40, 1.65}, {x - 1.25, top - .4}, {x - 1.30, top - .30}}, -w + .12,
              w - .12, paint::kLoad);
  add_profile(
      m, {{x - 1.45, .80}, {x - .02, .66}, {x - .02, .80}, {x - .6, .86}, {x - 1.20, 1.05}, {x - 1.45, 1.10}},
      -w + .12, w - .12, paint::kSteel);  // trough
  add_block(m, {x - .12, -w + .13, .80}, {x - .02, w - .13, top + .02},
            {MaterialId::DarkInterior, Part::Load});
  for (const double side : {-1.0, 1.0}) {
    add_beam(m, {x - 1.42, side * .62, 1.12}, {x - 1.78, side * .62, .78}, .10, .12,
             paint::kSteel);                                                                    // lift arms
    add_block(m, {x - 1.62, side * (w - .36), .42}, {x - 1.22, side * w, .48}, paint::kSteel);  // foot boards
    add_block(m, {x - 1.30, side * (w - .10), .44}, {x - 1.22, side * (w - .02), .95}, paint::kSteel);
    add_tube(m, {x - 1.50, side * (w - .05), 1.0}, {x - 1.50, side * (w - .05), 1.9}, .018, .018, 6,
             paint::kRail);
  }
  add_block(m, {x - 1.82, -.72, .74}, {x - 1.74, .72, .90}, paint::kSteel);
  add_stripes(l.work.trim, {x - 1.46, -w + .12, 1.45}, {x - 1.46, w - .12, 1.45}, {.018, .20, .14}, 10);
  add_lamps(l.work.trim, {x - 1.30, .95, top - .35}, {.05, .10, .08});
  add_beacons(l.work, l.cab.rear + .5, .55, l.cab.top.at(l.cab.rear + .5));
}

// Pump of a fire brigade: roller shutters, ladders on the roof, light bar, retro-reflective band.
void fire_engine(Lorry& l, RandomStream& random) {
  const double w = l.half_width - .02, top = l.roof - random.uniform(.35, .45);
  Mesh& m = l.work.solid;
  add_block(m, {l.rear, -w, .72}, {l.front + .10, w, top}, paint::kBody, .04);
  const int lockers = 3;
  for (int i = 0; i < lockers; ++i) {
    const double a = l.rear + .15 + (l.length() - .2) * i / lockers,
                 b = l.rear + .02 + (l.length() - .2) * (i + 1) / lockers;
    for (double z = .98; z < top - .35; z += .12)  // slats
      add_blocks(l.work.trim, {a, w - .01, z}, {b, w + .008, z + .095}, paint::kSteel);
  }
  add_blocks(l.work.trim, {l.rear + .03, w - .01, .80}, {l.front, w + .006, .95}, paint::kRetro);
  for (double z = 1.0; z < 1.9; z += .12)
    add_block(l.work.trim, {l.rear - .01, -.65, z}, {l.rear + .02, .65, z + .095}, paint::kSteel);
  add_stripes(l.work.trim, {l.rear - .002, -w + .05, top - .30}, {l.rear - .002, w - .05, top - .30},
              {.018, .19, .34}, 12);
  for (const double y : {-.52, .52}) {
    add_ladder(m, {l.rear - .25, y, top + .30}, {l.front + .3, y, top + .30}, Vec3::UnitY(), .46,
               paint::kRail);
    for (const double x : {l.rear + .6, l.front - .5})
      add_block(m, {x, y - .26, top - .01}, {x + .06, y + .26, top + .27}, paint::kSteel);
  }
  add_tube(m, {l.rear + .9, -.1, top + .12}, {l.front - .9, -.1, top + .12}, .11, .11, 10,
           paint::kRubber);  // suction hose
  add_beacons(l.work, l.cab.front - .8, .80, l.cab.top.at(l.cab.front - .8));
  add_lamps(l.work.trim, {l.rear - .01, w - .14, top - .65}, {.05, .08, .12});
  add_tube(m, {l.front + .02, .9, .6}, {l.rear + .4, .9, .6}, .16, .16, 10, paint::kSteel);
}

// Turntable ladder: four nested sections lying over the cab, a basket at their head.
void turntable_ladder(Lorry& l, RandomStream& random) {
  const double w = l.half_width - .02, deck = random.uniform(1.40, 1.55);
  Mesh& m = l.work.solid;
  add_block(m, {l.rear, -w, .72}, {l.front + .1, w, deck}, paint::kBody, .03);
  for (int i = 0; i < 3; ++i) {
    const double a = l.rear + .2 + (l.length() - .3) * i / 3,
                 b = l.rear + .05 + (l.length() - .3) * (i + 1) / 3;
    for (double z = .98; z < deck - .15; z += .12)
      add_blocks(l.work.trim, {a, w - .01, z}, {b, w + .008, z + .095}, paint::kSteel);
  }
  add_blocks(l.work.trim, {l.rear + .03, w - .01, .80}, {l.front, w + .006, .93}, paint::kRetro);
  const double turn = l.rear + 1.7;
  add_tube(m, {turn, 0, deck - .02}, {turn, 0, deck + .22}, .80, .80, 24, paint::kSteel);
  add_profile(
      m, {{turn - .9, deck + .2}, {turn + .5, deck + .2}, {turn + .35, deck + .95}, {turn - .55, deck + 1.2}},
      -.62, -.44, paint::kSheet);
  add_profile(
      m, {{turn - .9, deck + .2}, {turn + .5, deck + .2}, {turn + .35, deck + .95}, {turn - .55, deck + 1.2}},
      .44, .62, paint::kSheet);
  add_block(m, {turn - .6, .70, deck + .2}, {turn + .1, 1.15, deck + .75}, paint::kSeat, .05);  // operator
  const double head = l.cab.front + .45;
  for (int i = 0; i < 3; ++i) {  // a truss a section, each narrower and nested
    const double half = .42 - .075 * i, low = deck + .72 + .10 * i, high = low + .40 - .06 * i;
    const double from = turn - .7 + .15 * i, to = head - .55 + .18 * i;
    for (const double side : {-1.0, 1.0}) {
      add_beam(m, {from, side * half, low}, {to, side * half, low + .12}, .05, .07, paint::kRail);
      add_beam(m, {from, side * half, high}, {to, side * half, high + .12}, .04, .05, paint::kRail);
      const int struts = 12;
      for (int k = 0; k <= struts; ++k) {
        const double x = from + (to - from) * k / struts, up = .12 * k / struts;
        add_tube(m, {x, side * half, low + up}, {x, side * half, high + up}, .014, .014, 5, paint::kRail);
        if (side < 0) add_tube(m, {x, -half, low + up}, {x, half, low + up}, .016, .016, 5, paint::kRail);
      }
    }
  }
  const double floor = deck + .72;
  add_block(m, {head - .1, -.75, floor}, {head + .55, .75, floor + .06}, paint::kSteel);  // basket
  for (const double x : {head - .1, head + .55})
    for (const double y : {-.75, 0.0, .75})
      add_tube(m, {x, y, floor}, {x, y, floor + 1.0}, .02, .02, 6, paint::kRail);
  for (const double z : {floor + .5, floor + 1.0}) {
    for (const double x : {head - .1, head + .55})
      add_tube(m, {x, -.75, z}, {x, .75, z}, .02, .02, 6, paint::kRail);
    for (const double y : {-.75, .75})
      add_tube(m, {head - .1, y, z}, {head + .55, y, z}, .02, .02, 6, paint::kRail);
  }
  add_beacons(l.work, l.cab.rear + .35, .75, l.cab.top.at(l.cab.rear + .35));
}

// Recovery lorry: sliding bed, winch, light bar; a boom with a hook behind the cab.
void tow(Lorry& l, RandomStream& random) {
  const double w = l.half_width - .03, deck = l.deck + .12;
  Mesh& m = l.work.solid;
  add_block(m, {l.rear, -w, deck - .12}, {l.front - .9, w, deck}, paint::kSteel);
  add_profile(m,
              {{l.rear - .5, deck - .20},
               {l.rear - .005, deck - .12},
               {l.rear - .005, deck},
               {l.rear - .5, deck - .14}},
              -w, w, paint::kSteel);
  add_blocks(m, {l.rear, w - .06, deck}, {l.front - .9, w, deck + .09}, paint::kSheet);
  add_block(m, {l.front - .80, -w, l.deck}, {l.front - .05, w, deck + .75}, paint::kSheet, .03);  // lockers
  add_blocks(m, {l.front - .62, .90, deck + .7}, {l.front - .52, 1.0, deck + 1.75}, paint::kSheet);
  add_block(m, {l.front - .65, -1.0, deck + 1.68}, {l.front - .49, 1.0, deck + 1.80},
            paint::kSheet);  // headboard
  const double reach = random.uniform(3.0, 3.5);
  const Vec3 foot(l.front - .45, 0, deck + .7), knee(l.front - .8, 0, deck + 2.0),
      head(l.front - .8 - reach, 0, deck + 1.55);
  add_beam(m, foot, knee, .34, .34, paint::kSheet, Vec3::UnitX());
  add_beam(m, knee + Vec3(.25, 0, .1), head, .26, .30, paint::kSheet);
  add_tube(m, head + Vec3(.1, 0, -.1), head + Vec3(.1, 0, -.75), .015, .015, 6, paint::kRail);
  add_block(m, head + Vec3(.02, -.06, -.98), head + Vec3(.18, .06, -.72), paint::kSteel, .02);
  add_tube(m, {l.front - 1.0, -.35, deck + .12}, {l.front - 1.0, .35, deck + .12}, .16, .16, 14,
           paint::kSteel);
  add_beam(m, {l.rear - .4, 0, deck - .45}, {l.rear - 1.05, 0, .40}, .18, .16,
           paint::kSteel);  // lift under the bed
  add_beam(m, {l.rear - 1.05, -.85, .40}, {l.rear - 1.05, .85, .40}, .12, .12, paint::kSteel);
  add_beacons(l.work, l.cab.rear + .4, .75, l.cab.top.at(l.cab.rear + .4));
  add_contour_marks(l.work.trim, {l.rear, l.front - .05, w, deck - .10, deck - .04});
  l.work.asset.anchors.push_back(
      {"bed", offset(.5 * (l.rear + l.front - 1.2), 0, deck), {l.length() - 1.3, 2 * w - .14, 0}});
}

// Sweeper: tank body, round brushes before the rear axle, suction nozzle, hood over the rear.
void sweeper(Lorry& l, RandomStream& random) {
  Mesh& m = l.work.solid;
  const double w = l.half_width - .06, top = l.roof - random.uniform(.5, .7);
  add_profile(m,
              {{l.rear, 1.15},
               {l.rear + .45, l.deck - .1},
               {l.front - 1.0, l.deck - .1},
               {l.front - 1.0, top},
               {l.rear + .25, top}},
              -w, w, paint::kLoad);
  add_block(m, {l.front - .92, -w, l.deck - .1}, {l.front - .05, w, top - .25}, paint::kSheet,
            .05);  // engine
  for (int i = 0; i < 6; ++i)
    add_blocks(l.work.trim, {l.front - .8, w - .01, l.deck + .35 + .14 * i},
               {l.front - .2, w + .012, l.deck + .43 + .14 * i}, paint::kDark);
  const double x = l.front - .35;
  for (const double side : {-1.0, 1.0}) {
    add_tube(m, {x, side * 1.10, .02}, {x, side * 1.10, .20}, .46, .34, 18,
             {MaterialId::Plastic, Part::Body});
    add_tube(m, {x, side * 1.10, .19}, {x, side * 1.10, .34}, .18, .18, 12, paint::kSteel);
    add_beam(m, {x, side * 1.08, .30}, {x + .1, side * .5, .75}, .08, .08, paint::kFrame);
    add_tube(m, {x - .85, side * .80, .12}, {x - .75, side * .85, l.deck + .2}, .18, .18, 12,
             paint::kRubber);  // suction pipe
    add_block(m, {x - 1.05, side * .62, .04}, {x - .62, side * 1.05, .16}, paint::kSteel, .02);
  }
  add_tube(m, {x - 1.25, -1.05, .25}, {x - 1.25, 1.05, .25}, .24, .24, 14,
           {MaterialId::Plastic, Part::Body});  // roller brush
  add_beacons(l.work, l.cab.rear + .4, .55, l.cab.top.at(l.cab.rear + .4));
  add_stripes(l.work.trim, {l.rear - .002, -w + .1, 1.4}, {l.rear - .002, w - .1, 1.4}, {.016, .2, .14}, 10);
}

// Winter service: plough in front, hopper and spreader behind.
void gritter(Lorry& l, RandomStream& random) {
  Mesh& m = l.work.solid;
  const double top = l.roof - .45, rear = l.rear + .45;
  std::vector<std::vector<Vec3>> hopper;
  for (const auto& [z, half] : {std::pair{l.deck + .1, .42}, {l.deck + .95, 1.12}, {top, 1.14}})
    hopper.push_back(
        {{rear, -half, z}, {l.front - .15, -half, z}, {l.front - .15, half, z}, {rear, half, z}});
  add_loft(m, hopper, paint::kLoad);
  for (double x = rear + .3; x < l.front - .2; x += .9)
    add_blocks(m, {x, 1.02, l.deck - .05}, {x + .07, 1.12, l.deck + .96}, paint::kSteel);
  add_block(m, {rear - .05, -1.17, top - .06}, {l.front - .10, 1.17, top}, paint::kSteel);
  add_beam(m, {rear, 0, l.deck + .3}, {l.rear - .05, 0, .75}, .38, .30, paint::kSteel);
  add_tube(m, {l.rear - .1, 0, .50}, {l.rear - .1, 0, .56}, .32, .32, 18, paint::kSteel);  // disc
  const double turn = random.uniform(.30, .45), x = l.cab.front + .75;
  for (int i = 0; i < 6; ++i) {  // the blade, curved, turned to the right
    const double a = -.5 + i * .25, b = a + .25;
    const auto point = [&](double bend, double across, double z) {
      const double along = .22 * (1 - (1 - bend) * (1 - bend));
      return Vec3(x - along - dmath::sin(turn) * across, dmath::cos(turn) * across, z);
    };
    const double z0 = .03 + (a + .5) * .62, z1 = .03 + (b + .5) * .62;
    const double bend0 = dmath::sin(.5 * kPi * (a + .5) / 1.5), bend1 = dmath::sin(.5 * kPi * (b + .5) / 1.5);
    add_sheet(m, point(bend0, -1.55, z0), point(bend0, 1.55, z0), point(bend1, 1.55, z1),
              point(bend1, -1.55, z1), .03, paint::kSheet);
  }
  for (const double side : {-1.0, 1.0})
    add_beam(m, {l.cab.front - .1, side * .4, .55}, {x - .30, side * .45, .45}, .10, .14, paint::kFrame);
  add_beacons(l.work, l.cab.rear + .5, .75, l.cab.top.at(l.cab.rear + .5));
  add_stripes(l.work.trim, {rear - .012, -1.05, l.deck + 1.4}, {rear - .012, 1.05, l.deck + 1.4},
              {.02, .2, .2}, 10);
}

const std::vector<LorryRow>& rows() {
  static const std::vector<LorryRow> all{
      {"vehicle/refuse_lorry",
       "refuse lorry with a rear loader",
       {9.2, 10.0},
       {3.4, 3.6},
       {15000, 24000},
       {2.1, 2.3},
       2.75,
       {2.35, 3.7},
       refuse,
       {}},
      {"vehicle/fire_engine",
       "fire engine with ladders on its roof",
       {8.0, 8.7},
       {3.3, 3.5},
       {13000, 16000},
       {3.0, 3.3},
       2.9,
       {2.2},
       fire_engine,
       {},
       true},
      {"vehicle/turntable_ladder",
       "fire brigade's turntable ladder",
       {9.6, 10.3},
       {3.2, 3.4},
       {14500, 17500},
       {2.1, 2.3},
       2.55,
       {2.6},
       turntable_ladder,
       {}},
      {"vehicle/tow_truck",
       "recovery lorry with bed, boom and light bar",
       {7.8, 8.8},
       {3.1, 3.3},
       {8500, 12000},
       {2.1, 2.3},
       2.75,
       {2.2},
       tow,
       {"bed"}},
      {"vehicle/street_sweeper",
       "street sweeper with round brushes",
       {6.4, 7.2},
       {3.1, 3.3},
       {8500, 15000},
       {1.9, 2.05},
       2.7,
       {1.5},
       sweeper,
       {}},
      {"vehicle/gritter",
       "winter service lorry with plough and spreader",
       {7.6, 8.4},
       {3.3, 3.5},
       {12000, 19000},
       {2.0, 2.2},
       2.9,
       {1.9},
       gritter,
       {}},
  };
  return all;
}

Asset make_row(const AssetInfo& info, std::uint64_t seed) {
  return build_lorry(rows(), info.id, seed);
}

}  // namespace

std::vector<Family> service_lorry_families() {
  return families_of(rows(), make_row);
}

}  // namespace tailcast
