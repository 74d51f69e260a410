// SPDX-License-Identifier: Apache-2.0
// Lorries that carry goods: a row of lengths and axles each, and the body that stands on its frame.
#include <algorithm>

#include "assets/lorry.h"
#include "core/check.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

Vec3 low_of(const Lorry& l) {
  return {l.rear, -l.half_width, l.deck};
}
Vec3 high_of(const Lorry& l) {
  return {l.front, l.half_width, l.roof};
}

void curtain_sider(Lorry& l, RandomStream&) {
  add_curtain_body(l.work, low_of(l), high_of(l));
}

void flatbed(Lorry& l, RandomStream& random) {
  const double board = l.deck + .14 + random.uniform(.40, .60);
  add_drop_sides(l.work, low_of(l), {l.front, l.half_width, board});
}

void tipper(Lorry& l, RandomStream& random) {
  add_tipper_body(l.work, low_of(l), {l.front - .05, l.half_width - .02, l.roof - .35}, random.chance(.5));
}

void tanker(Lorry& l, RandomStream&) {
  add_tank_body(l.work, {l.rear + .1, -l.half_width, l.deck},
                {l.front - .1, l.half_width - .02, l.roof - .3});
}

void container(Lorry& l, RandomStream&) {
  add_container(l.work, {l.rear + .05, -1.219, l.deck}, {l.front - .02, 1.219, l.deck + 2.591});
}

// A drum on an incline, mouth at the rear, hopper, chute and ladder.
void mixer(Lorry& l, RandomStream& random) {
  const double incline = random.uniform(.20, .25), length = l.length() - .9;
  const Vec3 foot(l.front - .35, 0, l.deck + 1.02);
  const Pose drum{rotation_about(Vec3::UnitY(), -.5 * kPi + incline),
                  foot};  // z of the drum: towards the mouth
  const std::array<Eigen::Vector2d, 9> profile{{{.02, 0},
                                                {.62, .02},
                                                {.86, .30},
                                                {1.15, .32 * length},
                                                {1.17, .45 * length},
                                                {1.10, .60 * length},
                                                {.74, .88 * length},
                                                {.52, length},
                                                {.02, length + .01}}};
  Mesh& m = l.work.solid;
  add_lathe(m, drum, profile, 24, {MaterialId::PaintedMetal, Part::Load});
  for (const double turn : {.30, .45, .62}) {  // the blades' weld seams show as rings
    const Vec3 center = drum * Vec3(0, 0, turn * length);
    const double r = turn == .45 ? 1.172 : turn == .30 ? 1.13 : 1.085;
    const auto ring = ellipse_ring(center, drum.rotation * Vec3(r, 0, 0), drum.rotation * Vec3(0, r, 0), 24);
    for (std::size_t i = 0; i < ring.size(); ++i)
      add_tube(l.work.trim, ring[i], ring[(i + 1) % ring.size()], .018, .018, 5, paint::kSteel);
  }
  const Vec3 mouth = drum * Vec3(0, 0, length);
  add_block(m, {l.front - .42, -.7, l.deck - .02}, {l.front - .12, .7, l.deck + 1.0},
            paint::kSheet);  // front stand
  for (const double side : {-1.0, 1.0}) {
    add_beam(m, {l.rear + .55, side * .62, l.deck - .02}, {l.rear + .75, side * .55, mouth.z() - .55}, .12,
             .16, paint::kFrame);
    add_beam(m, {l.rear + .10, side * .50, l.deck - .02}, {l.rear + .20, side * .42, mouth.z() + .2}, .08,
             .10, paint::kFrame);
  }
  std::vector<std::vector<Vec3>> hopper;  // wider at its top
  for (const auto& [z, half] : {std::pair{mouth.z() + .12, .30}, {mouth.z() + .72, .62}})
    hopper.push_back({{l.rear - .05 - .2 * half, -half, z},
                      {l.rear + .45 + .2 * half, -half, z},
                      {l.rear + .45 + .2 * half, half, z},
                      {l.rear - .05 - .2 * half, half, z}});
  add_loft(m, hopper, paint::kSheet);
  add_beam(m, {l.rear + .18, 0, mouth.z() - .55}, {l.rear - .62, .15, l.deck + .25}, .44, .16,
           paint::kSheet);  // chute
  add_ladder(m, {l.rear + .42, -.95, .7}, {l.rear + .42, -.80, mouth.z() + .4}, Vec3::UnitX(), .36,
             paint::kRail);
  add_tube(m, {l.front - .62, -1.0, l.deck + .45}, {l.front - .62, .3, l.deck + .45}, .28, .28, 14,
           paint::kPlastic);  // water
  add_contour_marks(l.work.trim, {l.rear + .04, l.front, l.half_width - .4, l.deck - .10, l.deck - .02});
}

// Two decks of wheel tracks, the upper one over the cab, on braced posts.
void car_transporter(Lorry& l, RandomStream& random) {
  Mesh& m = l.work.solid;
  const double lower = l.deck + .06, upper = l.cab.top.at(l.cab.front - .8) + random.uniform(.16, .22),
               end = l.cab.front - .25;
  add_blocks(m, {l.rear, .42, l.deck}, {l.front, 1.12, lower}, paint::kSteel);
  add_blocks(m, {l.rear + .25, .42, upper - .06}, {end, 1.12, upper}, paint::kSteel);
  add_profile(m, {{l.rear - 1.0, .52}, {l.rear, l.deck}, {l.rear, lower}, {l.rear - 1.0, .58}}, .45, 1.05,
              paint::kSteel);
  add_profile(m, {{l.rear - 1.0, .52}, {l.rear, l.deck}, {l.rear, lower}, {l.rear - 1.0, .58}}, -1.05, -.45,
              paint::kSteel);
  for (double x = l.rear + .5; x < end; x += 1.3)
    add_block(m, {x, -1.1, upper - .14}, {x + .08, 1.1, upper - .05}, paint::kSheet);
  const int bays = 4;
  for (int i = 0; i <= bays; ++i) {
    const double x = l.rear + .35 + (l.length() - .6) * i / bays,
                 next = l.rear + .35 + (l.length() - .6) * (i + 1) / bays;
    for (const double side : {-1.0, 1.0}) {
      add_block(m, {x - .06, side * 1.13, l.deck - .02}, {x + .06, side * 1.23, upper - .04}, paint::kSheet);
      if (i < bays)
        add_beam(m, {x, side * 1.18, i % 2 ? upper - .1 : lower},
                 {next, side * 1.18, i % 2 ? lower : upper - .1}, .05, .08, paint::kSheet);
    }
  }
  for (const double side : {-1.0, 1.0}) {
    add_block(m, {l.rear + .25, side * 1.13, upper - .12}, {end, side * 1.22, upper + .02}, paint::kSheet);
    for (double x = l.rear + .6; x < end; x += 1.2)
      add_tube(m, {x, side * 1.19, upper}, {x, side * 1.19, upper + .55}, .014, .014, 6, paint::kRail);
    add_tube(m, {l.rear + .6, side * 1.19, upper + .55}, {end - .4, side * 1.19, upper + .55}, .014, .014, 6,
             paint::kRail);
  }
  add_contour_marks(l.work.trim, {l.rear + .3, l.front, 1.23, l.deck, upper});
  l.work.asset.anchors.push_back(
      {"lower_deck", offset(.5 * (l.rear + l.front), 0, lower), {l.length() - .4, 2.2, 0}});
  l.work.asset.anchors.push_back(
      {"upper_deck", offset(.5 * (l.rear + end), 0, upper), {end - l.rear - .6, 2.2, 0}});
}

// Skip loader: two arms that swing, and a skip.
void skip(Lorry& l, RandomStream& random) {
  Mesh& m = l.work.solid;
  const double rear = l.rear + .35, front = l.front - .9, low = l.deck + .08,
               high = low + random.uniform(1.25, 1.5);
  add_block(m, {l.rear, -1.0, l.deck - .02}, {l.front, 1.0, low}, paint::kFrame);
  add_profile(m,
              {{rear + .55, low},
               {front - .55, low},
               {front, high - .55},
               {front, high},
               {rear, high},
               {rear, high - .55}},
              -.88, .88, paint::kLoad);
  add_blocks(m, {rear - .03, .84, high - .08}, {front + .03, .94, high + .02}, paint::kLoad);
  for (const double x : {rear - .05, front - .05})
    add_block(m, {x, -.92, high - .08}, {x + .10, .92, high + .02}, paint::kLoad);
  for (double x = rear + .7; x < front - .6; x += .7)
    add_blocks(m, {x, .86, low}, {x + .08, .94, high - .06}, paint::kLoad);
  for (const double side : {-1.0, 1.0}) {
    const double y = side * 1.10;
    add_beam(m, {l.rear + 1.0, y, low - .05}, {l.front - .45, y, high + .70}, .16, .26, paint::kSheet);
    add_beam(m, {l.front - .55, y, high + .66}, {l.rear + 1.5, y, high + 1.0}, .15, .22, paint::kSheet);
    add_tube(m, {l.rear + 2.6, y, low}, {l.front - .9, y, high + .4}, .06, .06, 8, paint::kSteel);
    for (const double x : {rear + .5, front - .45})  // chains
      add_tube(m, {l.rear + 1.55, y, high + .9}, {x, side * .93, high - .2}, .012, .012, 5, paint::kRail);
    add_block(m, {l.rear + .1, side * .75, .28}, {l.rear + .26, side * 1.05, l.deck},
              paint::kSteel);  // supports
  }
}

// Platform with a crane folded behind the cab.
void crane_lorry(Lorry& l, RandomStream& random) {
  const double board = l.deck + .14 + random.uniform(.35, .5), front = l.front - .85;
  add_drop_sides(l.work, low_of(l), {front, l.half_width, board});
  Mesh& m = l.work.solid;
  const double x = l.front - .40, top = l.deck + random.uniform(2.2, 2.5);
  add_block(m, {x - .30, -l.half_width, l.deck - .25}, {x + .30, l.half_width, l.deck + .12}, paint::kSheet);
  for (const double side : {-1.0, 1.0}) {  // legs
    add_block(m, {x - .10, side * (l.half_width - .16), .42}, {x + .10, side * l.half_width, l.deck + .5},
              paint::kSheet);
    add_tube(m, {x, side * (l.half_width - .08), .30}, {x, side * (l.half_width - .08), .42}, .14, .14, 12,
             paint::kSteel);
  }
  add_tube(m, {x, 0, l.deck + .1}, {x, 0, top}, .20, .17, 14, paint::kSheet);
  add_beam(m, {x, -.1, top - .1}, {x - .1, 1.08, l.deck + 1.1}, .26, .28, paint::kSheet, Vec3::UnitX());
  add_beam(m, {x - .05, 1.0, l.deck + 1.2}, {x - .05, -1.02, top + .15}, .22, .24, paint::kSheet,
           Vec3::UnitX());
  add_beam(m, {x - .05, -1.02, top + .15}, {x - .08, -.3, l.deck + .9}, .18, .2, paint::kSheet,
           Vec3::UnitX());
  add_tube(m, {x + .16, .2, top - .5}, {x + .05, .95, l.deck + 1.5}, .06, .06, 8, paint::kSteel);
  add_contour_marks(l.work.trim, {l.rear, front, l.half_width, l.deck + .02, l.deck + .10});
}

// Stakes and a load of logs.
void logs(Lorry& l, RandomStream& random) {
  Mesh& m = l.work.solid;
  const double low = l.deck + .16;
  for (double x = l.rear + .5; x < l.front - .3; x += 1.9) {
    add_block(m, {x - .09, -1.22, l.deck}, {x + .09, 1.22, low}, paint::kFrame);
    add_blocks(m, {x - .05, 1.14, low}, {x + .05, 1.22, l.roof - .25}, paint::kSteel);
  }
  add_block(m, {l.front - .12, -1.2, l.deck}, {l.front - .04, 1.2, l.roof - .45}, paint::kSteel);
  double z = low;
  for (int layer = 0; layer < 6; ++layer) {
    const int count = layer % 2 == 0 ? 5 : 4;
    for (int i = 0; i < count; ++i) {
      const double r = random.uniform(.185, .222);
      const double rear = l.rear + random.uniform(.02, .30), front = l.front - .2 - random.uniform(.0, .25);
      const double y = (i - .5 * (count - 1)) * .452;
      add_tube(m, {rear, y, z + .225}, {front, y, z + .225}, r, .92 * r, 12, {MaterialId::Bark, Part::Load},
               false);
      for (const double end : {rear, front}) {
        const double radius = end == rear ? r : .92 * r;
        const double side = end == rear ? -1 : 1;
        add_tube(m, {end - side * .02, y, z + .225}, {end + side * .002, y, z + .225}, radius, radius, 12,
                 {MaterialId::Wood, Part::Load});
      }
    }
    z += .39;
  }
}

// Tractor unit: short frame, fifth wheel, deflectors behind the cab.
void tractor(Lorry& l, RandomStream&) {
  Mesh& m = l.work.solid;
  const double x = l.rear + 1.28;
  add_tube(m, {x, 0, l.deck + .16}, {x, 0, l.deck + .24}, .50, .48, 20, paint::kSteel);
  add_block(m, {x - .75, -.30, l.deck + .13}, {x - .30, .30, l.deck + .20}, paint::kSteel);
  add_blocks(m, {x - .35, .30, l.deck - .03}, {x + .35, .50, l.deck + .17}, paint::kFrame);
  add_blocks(m, {l.front - .05, 1.14, 1.1}, {l.front + .45 - .4, 1.19, l.cab.top.at(l.cab.rear) - .15},
             paint::kBody);
  for (const double side : {-1.0, 1.0})
    add_mudguard(m, {l.rear + 1.0, side * .94, .50}, .57, .60, .55, 2.6, paint::kPlastic);
  add_block(m, {l.front - .3, -.55, l.deck - .02}, {l.front - .1, .55, l.deck + .9}, paint::kFrame);
  for (const double y : {-.2, .0, .2})
    add_tube(m, {l.front - .12, y, l.deck + .8}, {x - .4, y, l.deck + .3}, .015, .015, 6, paint::kRubber);
  // deflector on the roof
  const double roof = l.cab.top.at(l.cab.rear + .3);
  add_profile(m,
              {{l.cab.rear + .02, roof - .10},
               {l.cab.rear + 1.5, roof - .05},
               {l.cab.rear + .45, roof + .62},
               {l.cab.rear + .02, roof + .66}},
              -1.05, 1.05, paint::kBody);
  l.work.asset.anchors.push_back({"fifth_wheel", offset(x, 0, l.deck + .24), {.5, .5, 0}});
}

const std::vector<LorryRow>& rows() {
  static const std::vector<LorryRow> all{
      {"vehicle/curtain_sider",
       "rigid lorry with curtain sides",
       {9.2, 10.4},
       {3.75, 3.98},
       {9000, 16000},
       {2.25, 2.40},
       3.05,
       {1.65, 3.0},
       curtain_sider,
       {}},
      {"vehicle/flatbed_lorry",
       "lorry with a drop-side platform",
       {7.6, 9.0},
       {2.9, 3.1},
       {6500, 9500},
       {2.0, 2.2},
       2.85,
       {2.1},
       flatbed,
       {"bed"}},
      {"vehicle/tipper",
       "tipper lorry, 8x4 or 6x4, empty or loaded with gravel",
       {7.9, 8.6},
       {3.1, 3.3},
       {12500, 26000},
       {2.0, 2.15},
       2.9,
       {1.15, 2.5},
       tipper,
       {"bed"},
       false,
       true},
      {"vehicle/tanker",
       "fuel tanker",
       {8.8, 9.8},
       {3.35, 3.5},
       {11000, 24000},
       {2.05, 2.2},
       2.9,
       {1.35, 2.7},
       tanker,
       {}},
      {"vehicle/container_lorry",
       "lorry with a 20 ft container",
       {8.55, 8.65},
       {3.6, 3.7},
       {10500, 22000},
       {2.2, 2.25},
       2.95,
       {1.5, 2.85},
       container,
       {}},
      {"vehicle/cement_mixer",
       "concrete mixer, 8x4",
       {8.8, 9.4},
       {3.7, 3.9},
       {14000, 30000},
       {1.95, 2.1},
       2.9,
       {1.15, 2.5},
       mixer,
       {},
       false,
       true},
      {"vehicle/log_lorry",
       "timber lorry with a load of logs",
       {9.4, 10.4},
       {3.6, 3.85},
       {17000, 25000},
       {2.1, 2.3},
       2.95,
       {1.7, 3.05},
       logs,
       {}},
      {"vehicle/skip_lorry",
       "skip loader with a skip",
       {7.0, 7.5},
       {3.1, 3.3},
       {9000, 14000},
       {1.95, 2.1},
       2.85,
       {1.5},
       skip,
       {}},
      {"vehicle/crane_lorry",
       "drop-side lorry with a loading crane behind its cab",
       {8.6, 9.6},
       {3.2, 3.4},
       {11000, 15000},
       {2.0, 2.2},
       2.9,
       {1.7, 3.05},
       crane_lorry,
       {"bed"}},
      {"vehicle/car_transporter",
       "car transporter with two empty decks",
       {9.4, 10.2},
       {3.3, 3.5},
       {10500, 12500},
       {1.95, 2.05},
       2.45,
       {2.3},
       car_transporter,
       {"lower_deck", "upper_deck"}},
      {"vehicle/tractor_unit",
       "two-axle tractor unit without its semitrailer",
       {5.85, 6.15},
       {3.6, 3.8},
       {7200, 8600},
       {2.25, 2.3},
       3.15,
       {1.0},
       tractor,
       {"fifth_wheel"}},
  };
  return all;
}

Asset make_row(const AssetInfo& info, std::uint64_t seed) {
  return build_lorry(rows(), info.id, seed);
}

}  // namespace

Asset build_lorry(std::span<const LorryRow> rows, std::string_view id, std::uint64_t seed) {
  const auto row = std::ranges::find(rows, id, [](const LorryRow& r) { return std::string_view(r.id); });
  TAILCAST_CHECK(row != rows.end(), "no such lorry");
  RandomStream random(seed, Domain::Asset);
  Lorry lorry;
  const double length = draw(random, row->length);
  lorry.roof = draw(random, row->height);
  lorry.cab = plan_cab({.5 * length, draw(random, row->cab), row->cab_roof, row->crew});
  lorry.rear = -.5 * length, lorry.front = lorry.cab.rear - .12;
  const double front_axle = lorry.cab.axles[0];
  lorry.cab.axles.clear();
  std::vector<Axle> axles{{front_axle, .49, .30, 1.03, true}};
  if (row->second_steered) axles.push_back({front_axle - 1.9, .49, .30, 1.03, true});
  for (auto it = row->rear_axles.rbegin(); it != row->rear_axles.rend(); ++it)
    axles.push_back({lorry.rear + *it, .49, .27, 1.07, false, true});
  for (auto it = axles.rbegin(); it != axles.rend(); ++it) lorry.cab.axles.push_back(it->x);
  add_cab(lorry.work, lorry.cab);
  add_chassis(lorry.work.solid, lorry.cab, lorry.rear, lorry.half_width);
  add_rear_lamps(lorry.work.trim, lorry.rear + .10, lorry.half_width - .06, .64);
  row->body(lorry, random);
  add_axles(lorry.work.asset, axles, 8);
  return finish(std::move(lorry.work), draw(random, row->mass), .36 * lorry.roof);
}

std::vector<Family> families_of(std::span<const LorryRow> rows,
                                Asset (*make)(const AssetInfo&, std::uint64_t)) {
  std::vector<Family> families;
  const auto middle = [](const Span& span) { return .5 * (span.low + span.high); };
  for (const auto& row : rows)
    families.push_back({{row.id,
                         row.class_id,
                         row.summary,
                         {middle(row.length), 2.52, middle(row.height)},
                         middle(row.mass),
                         row.anchors},
                        make});
  return families;
}

std::vector<Family> lorry_families() {
  return families_of(rows(), make_row);
}

}  // namespace tailcast
