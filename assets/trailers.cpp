// SPDX-License-Identifier: Apache-2.0
// Semitrailers with their kingpin 1.22 m above the ground, where a tractor unit's fifth wheel is, and
// trailers for cars.
#include <algorithm>

#include "assets/lorry.h"
#include "core/check.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

struct Trailer {
  Coachwork work;
  double rear, front, half_width, deck, height;  // m
};

struct TrailerRow {
  const char* id;
  const char* summary;
  Span length, height, mass;
  double half_width, deck;
  std::vector<double> axles;  // m, ahead of the rear end
  void (*body)(Trailer&, RandomStream&);
  std::vector<std::string> anchors;
};

void add_kingpin(Trailer& t) {
  const double x = t.front - 1.4;
  add_tube(t.work.solid, {x, 0, t.deck - .14}, {x, 0, t.deck}, .045, .045, 10, paint::kSteel);
  t.work.asset.anchors.push_back({"kingpin", offset(x, 0, t.deck - .10), {.1, .1, 0}});
}

// Rails, legs that stand on the ground, side guards, rear guard with lamps and plate.
void add_semi_frame(Trailer& t, const std::vector<double>& axles) {
  Mesh& m = t.work.solid;
  const double front_axle = t.rear + *std::ranges::max_element(axles), w = t.half_width;
  add_blocks(m, {t.rear + .1, .42, .86}, {t.front - 3.2, .55, t.deck}, paint::kFrame);
  add_blocks(m, {t.front - 3.2, .42, t.deck - .16}, {t.front - .2, .55, t.deck}, paint::kFrame);
  const double leg = t.front - 2.75;
  add_blocks(m, {leg - .06, .58, .05}, {leg + .06, .70, t.deck}, paint::kSteel);
  add_blocks(m, {leg - .13, .52, 0}, {leg + .13, .76, .045}, paint::kSteel);
  for (const double z : {.52, .86})
    add_blocks(m, {front_axle + .75, w - .06, z}, {leg - .5, w - .02, z + .13}, paint::kRail);
  add_block(m, {t.rear + .08, -w + .08, .46}, {t.rear + .16, w - .08, .58}, paint::kRail);
  add_blocks(m, {t.rear + .09, .46, .57}, {t.rear + .15, .54, .88}, paint::kFrame);
  add_rear_lamps(t.work.trim, t.rear + .07, w - .05, .70);
  add_stripes(t.work.trim, {t.rear + .075, -w + .1, .52}, {t.rear + .075, w - .1, .52}, {.012, .2, .09}, 10);
  for (const double axle : axles) {
    add_block(m, {t.rear + axle - .06, -w + .5, .43}, {t.rear + axle + .06, w - .5, .55}, paint::kFrame);
    add_blocks(m, {t.rear + axle - .52, w - .42, 1.02}, {t.rear + axle + .52, w - .03, 1.05},
               paint::kPlastic);
  }
}

Vec3 low_of(const Trailer& t) {
  return {t.rear, -t.half_width, t.deck};
}
Vec3 high_of(const Trailer& t) {
  return {t.front, t.half_width, t.height};
}

void semi_box(Trailer& t, RandomStream&) {
  add_kingpin(t);
  add_cargo_box(t.work.solid, low_of(t), high_of(t));
  add_block(t.work.solid, {t.front - .02, -.85, t.height - 1.15}, {t.front + .38, .85, t.height - .15},
            paint::kPlastic, .08);  // cooler
  add_contour_marks(t.work.trim, {t.rear - .02, t.front, t.half_width + .015, t.deck + .04, t.height - .03});
}

void semi_curtain(Trailer& t, RandomStream&) {
  add_kingpin(t);
  add_curtain_body(t.work, low_of(t), high_of(t));
}

void semi_flatbed(Trailer& t, RandomStream& random) {
  add_kingpin(t);
  add_drop_sides(t.work, low_of(t), {t.front, t.half_width, t.deck + .14 + random.uniform(.5, .65)});
}

void semi_tank(Trailer& t, RandomStream&) {
  add_kingpin(t);
  add_tank_body(t.work, {t.rear + .15, -t.half_width, t.deck}, {t.front, t.half_width - .01, t.height - .36});
}

void semi_container(Trailer& t, RandomStream&) {
  add_kingpin(t);
  add_container(t.work, {t.rear + .05, -1.219, t.deck}, {t.rear + .05 + 12.192, 1.219, t.deck + 2.591});
}

void semi_tipper(Trailer& t, RandomStream& random) {
  add_kingpin(t);
  add_tipper_body(t.work, {t.rear + .2, -t.half_width, t.deck},
                  {t.front - .65, t.half_width - .03, t.height - .12}, random.chance(.5));
}

// Neck, low deck, ramps folded up at the rear.
void low_loader(Trailer& t, RandomStream& random) {
  Mesh& m = t.work.solid;
  const double w = t.half_width, low = .88, neck = t.front - random.uniform(3.3, 3.6);
  add_kingpin(t);
  add_block(m, {neck + .7, -w, t.deck}, {t.front, w, t.deck + .22}, paint::kSheet);
  add_profile(m, {{neck, low - .2}, {neck + .35, low - .2}, {neck + .9, t.deck}, {neck + .7, t.deck + .22}},
              -w, w, paint::kSheet);
  add_block(m, {t.rear + .1, -w, low - .06}, {neck, w, low}, paint::kPlanks);
  add_blocks(m, {t.rear + .1, w - .10, low - .28}, {neck + .1, w, low - .062}, paint::kFrame);
  add_blocks(m, {t.rear + .1, .35, low - .32}, {neck + .1, .55, low - .062}, paint::kFrame);
  for (const double side : {-1.0, 1.0}) {
    const double y = side * .80;
    for (const double in : {-.30, .30})
      add_beam(m, {t.rear, y + in, low - .05}, {t.rear - .35, y + in, low + 1.75}, .06, .12, paint::kSteel);
    for (double s = .08; s < 1.0; s += .15)
      add_beam(m, {t.rear - .35 * s, y - .30, low + 1.8 * s - .05},
               {t.rear - .35 * s, y + .30, low + 1.8 * s - .05}, .05, .05, paint::kSteel);
  }
  add_rear_lamps(t.work.trim, t.rear + .08, w - .05, .70);
  add_stripes(t.work.trim, {t.rear + .09, -w + .1, low - .15}, {t.rear + .09, w - .1, low - .15},
              {.02, .2, .12}, 10);
  for (const double axle : {1.2, 2.35, 3.5})
    add_block(m, {t.rear + axle - .06, -w + .4, .36}, {t.rear + axle + .06, w - .4, .48}, paint::kFrame);
  t.work.asset.anchors.push_back(
      {"bed", offset(.5 * (t.rear + neck), 0, low), {neck - t.rear - .3, 2 * w, 0}});
}

// V-shaped drawbar with its coupling at (front, .43) and a jockey wheel.
void add_drawbar(Trailer& t, double body_front, double z, double spread) {
  Mesh& m = t.work.solid;
  const double tip = t.front - .08;
  for (const double side : {-1.0, 1.0})
    add_beam(m, {body_front + .02, side * spread, z}, {tip - .15, side * .04, .43}, .06, .09, paint::kZinc);
  add_block(m, {tip - .22, -.05, .39}, {tip + .08, .05, .50}, paint::kSteel, .02);
  add_tube(m, {tip - .42, .12, .10}, {tip - .42, .12, .78}, .024, .024, 8, paint::kZinc);
  add_tube(m, {tip - .42, .09, .10}, {tip - .42, .15, .10}, .0998, .0998, 14, paint::kRubber);
  t.work.asset.anchors.push_back({"hitch", offset(tip + .03, 0, .46), {.06, .06, 0}});
}

void add_light_rear(Trailer& t, double x, double w, double z) {
  add_blocks(t.work.trim, {x - .014, w - .30, z - .05}, {x + .04, w - .03, z + .05}, paint::kLamp);
  add_number_plate(t.work.trim, {x - .004, 0, z});
  for (const double side : {-1.0, 1.0})
    add_section(
        t.work.trim,
        {{side * (w - .42) - .07, z - .06}, {side * (w - .42) + .07, z - .06}, {side * (w - .42), z + .07}},
        x - .012, x + .01, paint::kRetro);
}

void car_trailer(Trailer& t, RandomStream& random) {
  const double front = t.front - 1.25, w = t.half_width - .22, floor = t.deck + .14;
  add_drawbar(t, front, t.deck - .02, w - .1);
  t.work.asset.anchors.clear();
  add_drop_sides(t.work, {t.rear, -w, t.deck}, {front, w, floor + random.uniform(.32, .40)});
  const Anchor bed = t.work.asset.anchors.back();
  t.work.asset.anchors = {bed, {"hitch", offset(t.front - .05, 0, .46), {.06, .06, 0}}};
  for (const double side : {-1.0, 1.0})
    add_mudguard(t.work.solid, {t.rear + 1.05, side * (t.half_width - .10), .29}, .34, .20, .25, 2.9,
                 paint::kPlastic);
  add_block(t.work.solid, {t.rear + 1.0, -w - .1, .25}, {t.rear + 1.1, w + .1, .33}, paint::kZinc);
  add_blocks(t.work.solid, {t.rear + .95, w - .10, .32}, {t.rear + 1.15, w - .04, t.deck}, paint::kZinc);
  add_light_rear(t, t.rear, w, t.deck + .05);
}

void caravan(Trailer& t, RandomStream&) {
  const double front = t.front - 1.15, w = t.half_width, h = t.height;
  BodyPlan plan;
  plan.rear = t.rear, plan.front = front, plan.half_width = w, plan.floor = .36, plan.sill = .40;
  plan.wheel_radius = .31, plan.wheel_width = .19, plan.arch = .36,
  plan.axles = {.5 * (t.rear + front) - .25};
  plan.tumblehome = .02, plan.nose_taper = .04, plan.tail_taper = .01, plan.nose_corner = .12,
  plan.tail_corner = .08;
  plan.top =
      Curve{{plan.rear, .80}, {plan.rear + .10, h - .55}, {plan.rear + .35, h - .10}, {plan.rear + .7, h},
            {front - 1.4, h}, {front - .75, h - .14},     {front - .28, 1.55},        {front, .85}};
  plan.belt = Curve{{plan.rear, 1.2}, {plan.rear + .5, 1.50}, {front - .6, 1.48}, {front, .72}};
  plan.top_windows = {{front - .62, front - .34}, {plan.rear + .13, plan.rear + .20}};
  const double length = front - plan.rear;
  plan.side_windows = {{plan.rear + .5, plan.rear + 1.4},
                       {plan.rear + .40 * length, plan.rear + .40 * length + .75},
                       {front - 1.75, front - .9}};
  const auto sections = section_body(plan);
  add_shell(t.work.trim, plan, sections);
  add_shell_hulls(t.work.asset, plan, sections);
  Mesh& m = t.work.trim;
  add_block(m, {plan.rear + .2, -w + .25, .42}, {front - .2, w - .25, .46},
            {MaterialId::Wood, Part::Interior});
  add_block(m, {front - 1.0, -w + .35, .46}, {front - .42, w - .35, .95}, paint::kSeat, .05);
  add_block(m, {plan.rear + .25, -w + .35, .46}, {plan.rear + 1.3, w - .35, 1.0}, paint::kSeat, .05);
  add_block(m, {plan.rear + 1.7, -w + .12, .46}, {plan.rear + 2.5, -w + .62, 1.35},
            {MaterialId::Wood, Part::Interior});
  add_block(m, {plan.rear + 1.7, .0, .46}, {plan.rear + 1.76, w - .12, h - .3},
            {MaterialId::Wood, Part::Interior});
  add_drawbar(t, front, .42, .7);
  add_block(t.work.solid, {front + .05, -.22, .48}, {front + .50, .22, .80}, paint::kPlastic, .04);
  add_block(t.work.solid, {-.3, -.35, h - .01}, {.35, .35, h + .09}, paint::kPlastic, .03);  // roof light
  add_light_rear(t, t.rear, w - .12, .62);
  add_blocks(t.work.trim, {plan.rear + .7, w - .03, .95}, {front - .7, w + .004, 1.0}, paint::kSheet);
}

void horse_trailer(Trailer& t, RandomStream&) {
  Mesh& m = t.work.solid;
  const double front = t.front - 1.2, w = t.half_width - .20, h = t.height, low = .42;
  add_profile(m,
              {{t.rear + .06, low},
               {front - .25, low},
               {front, low + .45},
               {front - .08, h - .75},
               {front - .75, h - .04},
               {front - 1.2, h},
               {t.rear + .06, h}},
              -w, w, paint::kSheet);
  add_block(m, {t.rear, -w + .05, low}, {t.rear + .055, w - .05, 1.55}, paint::kPlanks);  // ramp
  add_block(t.work.trim, {t.rear + .045, -w + .10, 1.58}, {t.rear + .066, w - .10, h - .22},
            paint::kDark);  // opening over it
  add_block(m, {t.rear + .02, -.03, 1.5}, {t.rear + .055, .03, h - .05}, paint::kSteel);
  for (const double side : {-1.0, 1.0}) {
    add_block(t.work.trim, {front - 1.15, side * (w - .01), h - .85},
              {front - .72, side * (w + .008), h - .45}, paint::kDark);
    add_mudguard(m, {t.rear + 1.35, side * (t.half_width - .10), .31}, .35, .21, .1, 3.0, paint::kPlastic);
    add_mudguard(m, {t.rear + 2.10, side * (t.half_width - .10), .31}, .35, .21, .1, 3.0, paint::kPlastic);
    add_block(t.work.trim, {t.rear + .1, side * (w - .01), .95}, {front - .3, side * (w + .012), 1.05},
              paint::kRail);
  }
  add_block(m, {t.rear + 1.2, -w - .08, .26}, {t.rear + 2.2, w + .08, .38}, paint::kZinc);
  add_drawbar(t, front - .3, low + .02, .6);
  add_light_rear(t, t.rear, w - .02, .52);
}

void boat_trailer(Trailer& t, RandomStream& random) {
  Mesh& m = t.work.solid;
  const double w = t.half_width - .20, keel = .55, stern = t.rear + .15, bow = t.front - .45,
               deck = random.uniform(1.35, 1.50);
  std::vector<std::vector<Vec3>> rings;
  for (const auto& [u, half, depth, sheer] : {std::array{0.0, .86, 1.0, .0},
                                              {.35, 1.0, 1.0, .0},
                                              {.62, .92, .94, .05},
                                              {.82, .62, .72, .12},
                                              {.94, .28, .42, .18},
                                              {1.0, .05, .12, .22}}) {
    const double x = stern + u * (bow - stern), y = half * w, top = deck + sheer,
                 low = top - depth * (deck - keel);
    rings.push_back({{x, -.12 * half, low},
                     {x, .12 * half, low},
                     {x, .86 * y, low + .52 * (top - low)},
                     {x, y, top},
                     {x, -y, top},
                     {x, -.86 * y, low + .52 * (top - low)}});
  }
  add_loft(m, std::span(rings).first(3), {MaterialId::Plastic, Part::Load});
  const double middle = .5 * (stern + bow);
  add_block(m, {middle - .9, -.55, deck - .01}, {middle + .5, .55, deck + .32},
            {MaterialId::Plastic, Part::Load}, .08);
  add_loft(m, std::span(rings).subspan(2), {MaterialId::Plastic, Part::Load});  // the bow, whose sheer rises
  add_profile(m,
              {{middle + .45, deck + .02},
               {middle + .62, deck + .02},
               {middle + .20, deck + .72},
               {middle + .12, deck + .72}},
              -.52, .52, {MaterialId::Plastic, Part::Load});
  add_block(m, {stern - .30, -.22, deck - .55}, {stern - .01, .22, deck + .42},
            {MaterialId::Plastic, Part::Load}, .08);  // outboard
  add_tube(m, {stern - .2, 0, deck - .54}, {stern - .24, 0, keel + .1}, .07, .05, 10, paint::kSteel);
  for (const double side : {-1.0, 1.0}) {
    add_beam(m, {t.rear + .1, side * .55, .40}, {.35 * t.front, side * .50, .40}, .06, .10, paint::kZinc);
    add_mudguard(m, {t.rear + 1.6, side * (t.half_width - .10), .30}, .35, .20, .25, 2.9, paint::kPlastic);
    add_beam(m, {t.rear + .5, side * .62, .52}, {t.rear + 2.9, side * .55, .56}, .10, .06, paint::kPlanks);
    for (const double x : {t.rear + .8, t.rear + 2.4})
      add_block(m, {x - .03, side * .53, .42}, {x + .03, side * .60, .54}, paint::kZinc);
  }
  for (const double x : {t.rear + .12, t.rear + 1.6, .3 * t.front})
    add_block(m, {x - .04, -w, .34}, {x + .04, w, .44}, paint::kZinc);
  add_beam(m, {bow - .35, 0, .45}, {bow - .05, 0, deck - .15}, .08, .08, paint::kZinc, Vec3::UnitX());
  add_drawbar(t, .3 * t.front, .40, .48);
  add_block(m, {t.rear, -.75, .36}, {t.rear + .04, .75, .50}, paint::kSheet);
  add_light_rear(t, t.rear, .74, .43);
}

void drawbar_box(Trailer& t, RandomStream&) {
  const double front = t.front - 1.5;
  Mesh& m = t.work.solid;
  add_cargo_box(m, {t.rear, -t.half_width, t.deck}, {front, t.half_width, t.height});
  add_blocks(m, {t.rear + .05, .42, .80}, {front - .1, .54, t.deck}, paint::kFrame);
  for (const double side : {-1.0, 1.0})
    add_beam(m, {front - 1.2, side * .5, .72}, {t.front - .1, side * .05, .62}, .10, .14, paint::kFrame);
  add_block(m, {t.front - .22, -.08, .56}, {t.front, .08, .68}, paint::kSteel, .02);
  add_block(m, {t.rear + .08, -t.half_width + .08, .46}, {t.rear + .16, t.half_width - .08, .58},
            paint::kRail);
  add_blocks(m, {t.rear + .09, .44, .57}, {t.rear + .15, .52, .82}, paint::kFrame);
  add_rear_lamps(t.work.trim, t.rear + .07, t.half_width - .05, .70);
  for (const double axle : {3.05, 4.4})
    add_block(m, {t.rear + axle - .06, -.9, .43}, {t.rear + axle + .06, .9, .55}, paint::kFrame);
  add_contour_marks(t.work.trim, {t.rear - .02, front, t.half_width + .015, t.deck + .04, t.height - .03});
  t.work.asset.anchors.push_back({"hitch", offset(t.front - .06, 0, .66), {.1, .1, 0}});
}

// The board with an arrow of lamps that closes a lane of a motorway.
void warning_trailer(Trailer& t, RandomStream& random) {
  Mesh& m = t.work.solid;
  const double front = t.front - 1.2, w = t.half_width - .15, low = 1.05, high = t.height;
  add_block(m, {t.rear, -w + .1, .42}, {front, w - .1, .56}, paint::kZinc);
  add_block(m, {front - .75, -.55, .56}, {front - .1, .55, 1.05}, paint::kSheet, .04);
  add_block(m, {t.rear, -w, low}, {t.rear + .06, w, high}, paint::kSheet);
  for (const double side : {-1.0, 1.0}) {
    add_block(m, {t.rear + .065, side * .55, .50}, {t.rear + .15, side * .63, high - .3}, paint::kZinc);
    add_beam(m, {t.rear + .12, side * .59, high - .9}, {front - .5, side * .5, 1.0}, .06, .06, paint::kZinc);
    add_mudguard(m, {t.rear + 1.0, side * (t.half_width - .09), .31}, .36, .20, .25, 2.9, paint::kPlastic);
    add_lamp(t.work.trim, {t.rear - .01, side * (w - .25), high - .25}, {.03, .16, .16});
  }
  for (int row = 0; row < 4; ++row)  // red and white bars
    add_stripes(t.work.trim, {t.rear - .003, -w + .02, low + .12 + .22 * row},
                {t.rear - .003, w - .02, low + .12 + .22 * row}, {.01, .24, .16}, 8);
  const double middle = .5 * (low + 1.0 + high), reach = random.uniform(.42, .50);
  for (int i = 0; i < 7; ++i) {  // arrow: a shaft and two barbs
    add_lamp(t.work.trim, {t.rear - .01, -reach + 2 * reach * i / 6, middle}, {.03, .055, .055});
    if (i > 0 && i < 4)
      for (const double side : {-1.0, 1.0})
        add_lamp(t.work.trim, {t.rear - .01, -reach + .15 * i, middle + side * .15 * i}, {.03, .055, .055});
  }
  add_drawbar(t, front - .1, .49, .5);
  add_light_rear(t, t.rear, w - .1, .50);
}

const std::vector<TrailerRow>& rows() {
  static const std::vector<TrailerRow> all{
      {"trailer/semi_box",
       "semitrailer with a refrigerated box",
       {13.4, 13.6},
       {3.95, 4.0},
       {8200, 30000},
       1.27,
       1.22,
       {2.3, 3.6, 4.9},
       semi_box,
       {"kingpin"}},
      {"trailer/semi_curtain",
       "semitrailer with curtain sides",
       {13.5, 13.62},
       {3.95, 4.0},
       {6800, 30000},
       1.26,
       1.22,
       {2.3, 3.6, 4.9},
       semi_curtain,
       {"kingpin"}},
      {"trailer/semi_flatbed",
       "semitrailer with drop sides",
       {13.3, 13.6},
       {2.2, 2.4},
       {6000, 6900},
       1.26,
       1.22,
       {2.3, 3.6, 4.9},
       semi_flatbed,
       {"kingpin", "bed"}},
      {"trailer/semi_tank",
       "tank semitrailer",
       {11.2, 12.2},
       {3.65, 3.8},
       {6500, 30000},
       1.24,
       1.22,
       {1.5, 2.8, 4.1},
       semi_tank,
       {"kingpin"}},
      {"trailer/semi_container",
       "skeletal semitrailer with a 40 ft container",
       {12.3, 12.5},
       {3.8, 3.82},
       {9000, 30000},
       1.24,
       1.22,
       {1.7, 3.0, 4.3},
       semi_container,
       {"kingpin"}},
      {"trailer/semi_tipper",
       "tipper semitrailer, empty or loaded",
       {8.6, 9.8},
       {3.2, 3.5},
       {6200, 30000},
       1.25,
       1.22,
       {1.2, 2.5, 3.8},
       semi_tipper,
       {"kingpin", "bed"}},
      {"trailer/low_loader",
       "low loader with ramps",
       {12.6, 13.4},
       {2.6, 2.7},
       {9500, 11500},
       1.27,
       1.22,
       {1.2, 2.35, 3.5},
       low_loader,
       {"kingpin", "bed"}},
      {"trailer/drawbar_box",
       "two-axle box trailer of a lorry",
       {8.9, 9.4},
       {3.8, 3.98},
       {6000, 16000},
       1.26,
       1.02,
       {3.05, 4.4},
       drawbar_box,
       {"hitch"}},
      {"trailer/car",
       "single-axle car trailer with drop sides",
       {3.4, 3.9},
       {.95, 1.05},
       {150, 260},
       .88,
       .48,
       {1.05},
       car_trailer,
       {"bed", "hitch"}},
      {"trailer/caravan",
       "touring caravan",
       {6.2, 7.6},
       {2.55, 2.65},
       {1050, 1600},
       1.13,
       .4,
       {},
       caravan,
       {"hitch"}},
      {"trailer/horse",
       "trailer for two horses",
       {4.1, 4.5},
       {2.6, 2.75},
       {700, 2000},
       1.10,
       .42,
       {1.35, 2.10},
       horse_trailer,
       {"hitch"}},
      {"trailer/boat",
       "motor boat on its trailer",
       {5.6, 6.8},
       {2.1, 2.3},
       {700, 1500},
       1.12,
       .4,
       {1.6},
       boat_trailer,
       {"hitch"}},
      {"trailer/warning",
       "lane closure board with a lamp arrow",
       {3.2, 3.6},
       {3.3, 3.6},
       {800, 1200},
       1.12,
       .42,
       {1.0},
       warning_trailer,
       {"hitch"}},
  };
  return all;
}

// Of semitrailers; lighter ones have the wheels of cars.
bool is_heavy(const TrailerRow& row) {
  return row.deck > .9;
}

std::vector<Axle> axles_of(const TrailerRow& row, const Trailer& t) {
  std::vector<Axle> axles;
  for (auto it = row.axles.rbegin(); it != row.axles.rend(); ++it) {
    if (row.body == low_loader)
      axles.push_back({t.rear + *it, .40, .26, t.half_width - .17, false, false});
    else if (is_heavy(row))
      axles.push_back({t.rear + *it, .49, .36, t.half_width - .24, false, false});
    else
      axles.push_back(
          {t.rear + *it, row.body == car_trailer ? .29 : .31, .18, t.half_width - .10, false, false});
  }
  if (row.body == caravan)
    axles.push_back({.5 * (t.rear + t.front - 1.15) - .25, .31, .19, t.half_width - .16});
  return axles;
}

Asset make_row(const AssetInfo& info, std::uint64_t seed) {
  const auto row = std::ranges::find(rows(), info.id, [](const TrailerRow& r) { return std::string(r.id); });
  TAILCAST_CHECK(row != rows().end(), "no such trailer: " + info.id);
  RandomStream random(seed, Domain::Asset);
  const double length = draw(random, row->length);
  Trailer t{{}, -.5 * length, .5 * length, row->half_width, row->deck, draw(random, row->height)};
  if (is_heavy(*row) && row->body != low_loader && row->body != drawbar_box) add_semi_frame(t, row->axles);
  row->body(t, random);
  const auto axles = axles_of(*row, t);
  add_axles(t.work.asset, axles, is_heavy(*row) ? 8 : 5);
  return finish(std::move(t.work), draw(random, row->mass), .42 * t.height);
}

}  // namespace

std::vector<Family> trailer_families() {
  std::vector<Family> families;
  const auto middle = [](const Span& span) { return .5 * (span.low + span.high); };
  for (const auto& row : rows())
    families.push_back({{row.id,
                         ClassId::Trailer,
                         row.summary,
                         {middle(row.length), 2 * row.half_width, middle(row.height)},
                         middle(row.mass),
                         row.anchors},
                        make_row});
  return families;
}

}  // namespace tailcast
