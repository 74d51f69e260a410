// SPDX-License-Identifier: Apache-2.0
// Where people sit, wait and park their bicycles.
#include <algorithm>
#include <array>

#include "assets/assembly.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

using enum MaterialId;
constexpr Paint kWood{Wood, Part::Panel}, kZinc{GalvanisedSteel, Part::Post}, kPainted{PaintedMetal, Part::Post},
    kPlastic{Plastic, Part::Whole}, kCloth{Cloth, Part::Roof}, kGlass{WindowGlass, Part::Window},
    kConcrete{Concrete, Part::Post}, kSoil{Soil, Part::Whole};

// Slatted, its back reclined; looks forward.
Assembly make_bench(RandomStream& random) {
  const double length = random.uniform(1.5, 2.0), seat = random.uniform(.43, .46);
  Assembly bench;
  for (int i = 0; i < 4; ++i) add_box(bench, offset(-.18 + .12 * i, 0, seat), {.10, length, .035}, kWood);
  const Quat recline = rotation_about(Vec3::UnitY(), -.22);
  for (int i = 0; i < 3; ++i)
    add_box(bench, {recline, Vec3(-.27 - .032 * i, 0, seat + .13 + .135 * i)}, {.03, length, .10}, kWood);
  for (const double y : {-.40 * length, .40 * length}) {
    add_tube(bench, Vec3(-.26, y, 0), Vec3(-.20, y, seat - .02), .03, .026, kPainted, 8);
    add_tube(bench, Vec3(.20, y, 0), Vec3(.16, y, seat - .02), .03, .026, kPainted, 8);
    add_box(bench, offset(-.02, y, seat - .035), {.46, .05, .035}, kPainted);
    add_box(bench, {recline, Vec3(-.325, y, seat + .22)}, {.03, .05, .50}, kPainted);
    const std::array arm{Vec3(-.30, y, seat + .20), Vec3(.14, y, seat + .21), Vec3(.21, y, seat + .17),
                         Vec3(.19, y, seat)};
    add_bent_tube(bench, arm, .018, kPainted, 8);
  }
  return bench;
}

Assembly make_picnic_table(RandomStream& random) {
  const double length = random.uniform(1.7, 2.0), top = .74, seat = .45;
  Assembly table;
  for (int i = 0; i < 5; ++i) add_box(table, offset((i - 2) * .145, 0, top), {.135, length, .04}, kWood);
  for (const double side : {-1.0, 1.0})
    for (const double x : {.62, .76}) add_box(table, offset(side * x, 0, seat), {.13, length, .04}, kWood);
  for (const double y : {-.34 * length, .34 * length}) {
    add_box(table, offset(0, y, top - .065), {.66, .045, .09}, kWood);
    add_box(table, offset(0, y, seat - .065), {1.62, .045, .09}, kWood);
    for (const double side : {-1.0, 1.0}) {
      const Vec3 foot(side * .60, y + .045, .05), head(side * .27, y + .045, top - .05),
          along = (head - foot).normalized();
      add_box(table, {rotation_about(Vec3::UnitY(), dmath::atan2(along.x(), along.z())), .5 * (foot + head)},
              {.09, .045, (head - foot).norm()}, kWood);
    }
  }
  return table;
}

// A light chair of tubes, as stands before a café.
Assembly cafe_chair() {
  Assembly chair;
  add_rounded_box(chair, offset(0, 0, .45), {.40, .40, .03}, .01, {WoodPlanks, Part::Panel});
  for (const double side : {-1.0, 1.0}) {
    add_tube(chair, Vec3(.20, side * .19, 0), Vec3(.16, side * .17, .44), .012, .012, kPainted, 8);
    const std::array back{Vec3(-.24, side * .19, 0), Vec3(-.18, side * .17, .45), Vec3(-.24, side * .17, .86)};
    add_bent_tube(chair, back, .012, kPainted, 8);
  }
  for (const double z : {.62, .72, .82})
    add_box(chair, {rotation_about(Vec3::UnitY(), -.14), Vec3(-.185 - .145 * (z - .45), 0, z)}, {.015, .34, .06},
            {WoodPlanks, Part::Panel});
  return chair;
}

Assembly make_cafe_table(RandomStream& random) {
  const double r = random.uniform(.32, .40), reach = random.uniform(.62, .72), turn = random.uniform(.3, .9);
  const int chairs = random.integer(2, 3);
  Assembly group;
  add_lathe(group, Pose{}, std::array<Eigen::Vector2d, 4>{{{.24, 0}, {.24, .015}, {.06, .035}, {.03, .06}}}, kPainted,
            24);
  add_tube(group, Vec3(0, 0, .05), Vec3(0, 0, .72), .026, .026, kPainted, 12);
  add_tube(group, Vec3(0, 0, .72), Vec3(0, 0, .745), r, r, {BareMetal, Part::Panel}, 32);
  const Assembly chair = cafe_chair();
  for (int i = 0; i < chairs; ++i) {  // drawn up, each looking at the table
    const double angle = turn + 2 * kPi * i / chairs;
    append(group, chair,
           {rotation_about(Vec3::UnitZ(), angle + kPi), Vec3(reach * dmath::cos(angle), reach * dmath::sin(angle), 0)});
  }
  for (const double y : {-.1, .08}) {  // cups
    add_tube(group, Vec3(y, .12, .744), Vec3(y, .12, .752), .06, .07, {Foam, Part::Load}, 14);
    add_tube(group, Vec3(y, .12, .75), Vec3(y, .12, .815), .028, .038, {Foam, Part::Load}, 14);
  }
  return group;
}

// Open, on a weighted foot: eight ribs, a valance.
Assembly make_parasol(RandomStream& random) {
  const double r = random.uniform(1.2, 1.6), rim = random.uniform(2.0, 2.2), rise = .32 * r;
  Assembly parasol;
  add_lathe(parasol, Pose{}, std::array<Eigen::Vector2d, 4>{{{.32, 0}, {.32, .05}, {.10, .09}, {.04, .30}}}, kConcrete,
            24);
  add_tube(parasol, Vec3(0, 0, .25), Vec3(0, 0, rim + rise), .024, .024, kWood, 12);
  const Pose down{rotation_about(Vec3::UnitX(), kPi), Vec3(0, 0, rim + rise)};  // a vessel upside down
  const auto ring = [&](double z, double radius) {
    auto points = circle(z, radius, 8);
    for (auto& p : points) p = down * p;
    return points;
  };
  add_vessel(parasol, std::array{ring(0, .05), ring(.36 * rise, .45 * r), ring(rise, r), ring(rise + .18, r + .005)},
             std::array{ring(.006, .05), ring(.36 * rise + .006, .45 * r), ring(rise + .006, r - .008),
                        ring(rise + .18, r - .005)},
             kCloth);
  for (int i = 0; i < 8; ++i) {
    const double angle = 2 * kPi * i / 8;
    add_tube(parasol, Vec3(.02 * dmath::cos(angle), .02 * dmath::sin(angle), rim - .15),
             Vec3(.5 * r * dmath::cos(angle), .5 * r * dmath::sin(angle), rim + .56 * rise), .008, .008, kWood, 6);
  }
  add_ellipsoid(parasol, offset(0, 0, rim + rise + .03), {.03, .03, .05}, kWood, 6, 12);
  return parasol;
}

// A market stall: table with crates, striped awning on four posts.
Assembly make_market_stall(RandomStream& random) {
  const double wide = random.uniform(2.4, 3.2), deep = random.uniform(1.6, 2.0), front = random.uniform(2.0, 2.15),
               back = front + .35;
  Assembly stall;
  for (const double y : {-.5 * wide, .5 * wide}) {
    add_tube(stall, Vec3(.5 * deep, y, 0), Vec3(.5 * deep, y, front), .022, .022, kZinc, 10);
    add_tube(stall, Vec3(-.5 * deep, y, 0), Vec3(-.5 * deep, y, back), .022, .022, kZinc, 10);
  }
  const int stripes = 9;
  const double half = .5 * deep + .35;
  const Vec3 rise(-2 * half, 0, (back - front) * 2 * half / deep);
  for (int i = 0; i < stripes; ++i) {  // the awning's stripes, each a strip with its tongue
    const double w = (wide + .4) / stripes, y = -.5 * (wide + .4) + (i + .5) * w;
    const Vec3 low(half, y, front - .35 * (back - front) / deep), high = low + rise;
    const Paint paint = i % 2 ? kCloth : Paint{Foam, Part::Roof};
    add_band(stall, {{low, high}, {Vec3::UnitY(), Vec3::UnitY()}, w, .006}, paint);
    add_box(stall, offset(low.x(), y, low.z() - .10), {.006, w, .22}, paint);
  }
  add_box(stall, offset(.10 * deep, 0, .80), {.62 * deep, wide - .1, .04}, kWood);
  add_box(stall, offset(.40 * deep, 0, .42), {.012, wide - .1, .74}, kCloth);
  for (const double y : {-.42, .42}) add_box(stall, offset(-.15 * deep, y * wide, .39), {.05, .05, .78}, kWood);
  for (int i = 0; i < 4; ++i) {
    const double y = (i - 1.5) * .23 * wide;
    add_tray(stall, offset(.14 * deep, y, .82), {{.40, .19 * wide}, {.42, .20 * wide}, 0, .15, .012},
             {WoodPlanks, Part::Load});
    for (int k = 0; k < 9; ++k)
      add_ellipsoid(stall, offset(.14 * deep + (k % 3 - 1) * .11, y + (k / 3 - 1) * .055 * wide, .955),
                    {.045, .045, .042}, {i % 2 ? SignalPlastic : Leaf, Part::Load}, 5, 10);
  }
  return stall;
}

// Three glass sides under a roof: bench, timetable, lit poster; open in front.
Assembly make_bus_shelter(RandomStream& random) {
  const double wide = random.uniform(3.2, 4.2), deep = random.uniform(1.3, 1.6), tall = random.uniform(2.3, 2.45);
  Assembly shelter;
  const double back = -.5 * deep;
  const int bays = 3;
  for (int i = 0; i <= bays; ++i)
    add_box(shelter, offset(back, wide * (static_cast<double>(i) / bays - .5), .5 * tall), {.06, .06, tall}, kPainted);
  for (int i = 0; i < bays; ++i)
    add_box(shelter, offset(back, wide * ((i + .5) / bays - .5), 1.18), {.012, wide / bays - .07, 1.9}, kGlass);
  add_box(shelter, offset(back + .55 * deep, .5 * wide, 1.18), {.85 * deep, .012, 1.9}, kGlass);
  add_box(shelter, offset(.42 * deep, .5 * wide, .5 * tall), {.06, .06, tall}, kPainted);
  add_box(shelter, offset(back + .56 * deep, -.5 * wide, 1.16), {.86 * deep, .16, 1.98},
          {PaintedMetal, Part::Panel});  // poster case
  for (const double side : {-1.0, 1.0})
    add_box(shelter.mesh, offset(back + .56 * deep, -.5 * wide + side * .08, 1.22), {.70 * deep, .014, 1.64},
            {LampCover, Part::Panel});
  for (const double x : {-.30, .30})
    add_box(shelter, offset(back + (.56 + x) * deep, -.5 * wide, .09), {.06, .08, .18}, kPainted);
  add_loft(
      shelter,
      std::array{rectangle(tall, deep + .25, wide + .3, .05, 0), rectangle(tall + .07, deep + .25, wide + .3, .05, 0),
                 rectangle(tall + .16, .7 * deep, .92 * wide, 0, 0)},
      {PaintedMetal, Part::Roof});
  add_box(shelter, offset(.5 * deep + .16, 0, tall + .04), {.03, .9 * wide, .13}, {Foam, Part::Panel});
  for (int i = 0; i < 3; ++i)
    add_box(shelter, offset(back + .22 + .11 * i, .06 * wide, .46), {.09, .55 * wide, .03}, kWood);
  for (const double y : {-.14, .26}) add_box(shelter, offset(back + .18, y * wide, .42), {.34, .05, .05}, kPainted);
  for (const double y : {-.14, .26}) add_box(shelter, offset(back + .33, y * wide, .21), {.05, .05, .42}, kPainted);
  add_box(shelter, offset(back + .02, -.30 * wide, 1.40), {.03, .55, .75}, {Foam, Part::Panel});
  return shelter;
}

// Hoops beside each other on two rails.
Assembly make_bike_rack(RandomStream& random) {
  const int hoops = random.integer(4, 6);
  const double pitch = random.uniform(.70, .85), tall = random.uniform(.78, .85), wide = .62, r = .021;
  Assembly rack;
  const double length = pitch * (hoops - 1);
  for (int i = 0; i < hoops; ++i) {
    const double x = pitch * i - .5 * length;
    std::vector<Vec3> path{Vec3(x, -.5 * wide, .03)};
    const auto arc = points_of({Vec3(x, 0, tall - .22), Vec3(0, -.5 * wide, 0), Vec3(0, 0, .22 - r), 0, kPi}, 10);
    path.insert(path.end(), arc.begin(), arc.end());
    path.emplace_back(x, .5 * wide, .03);
    add_bent_tube(rack, path, r, {BareMetal, Part::Rail}, 10);
    add_tube(rack, Vec3(x, -.5 * wide, .42), Vec3(x, .5 * wide, .42), .015, .015, {BareMetal, Part::Rail}, 8);
  }
  for (const double y : {-.5, .5}) add_box(rack, offset(0, y * wide, .02), {length + .25, .07, .04}, kZinc);
  return rack;
}

// A tub with what grows in it: clipped shrubs of leaves about a core.
Assembly make_planter(RandomStream& random) {
  const double wide = random.uniform(.8, 1.4), deep = random.uniform(.45, .6), tall = random.uniform(.42, .55),
               wall = .05;
  Assembly planter;
  add_tray(planter, Pose{}, {{.82 * deep, .9 * wide}, {deep, wide}, 0, tall, wall}, {Concrete, Part::WallPart});
  add_loft(planter,
           std::array{rectangle(.2 * tall, .80 * deep - 2 * wall, .88 * wide - 2 * wall),
                      rectangle(tall - .06, deep - 2 * wall - .006, wide - 2 * wall - .006)},
           kSoil);
  const int shrubs = std::max(2, static_cast<int>(wide / .4));
  for (int i = 0; i < shrubs; ++i) {
    const double y = wide * ((i + .5) / shrubs - .5) * .86, r = random.uniform(.17, .22), up = tall + .55 * r;
    add_ellipsoid(planter, offset(0, y, up), {.82 * r, .82 * r, .9 * r}, {Leaf, Part::Leaves}, 6, 10);
    for (int leaf = 0; leaf < 130; ++leaf) {
      const Vec3 out = random_direction(random);
      if (out.z() < -.4) continue;  // against the tub
      const double roll = random.uniform(0, kPi), size = random.uniform(.05, .08);
      const Quat outwards = Quat::FromTwoVectors(Vec3::UnitX(), (out + Vec3(.1, .2, .5)).normalized());
      const Pose at{outwards * rotation_about(Vec3::UnitX(), roll), Vec3(0, y, up) + .72 * r * out};
      const std::array<Eigen::Vector2d, 4> outline{
          {{0, 0}, {.5 * size, -.3 * size}, {size, 0}, {.5 * size, .3 * size}}};
      add_prism(planter.mesh, at, outline, -.001, .001, {Leaf, Part::Leaves});
    }
  }
  return planter;
}

}  // namespace

std::vector<Family> street_seating_families() {
  using enum ClassId;
  static const std::array things{
      Thing{"furniture/bench",
            StreetFurniture,
            "slatted bench with a back",
            {.62, 1.75, .92},
            {35, 60},
            .55,
            .1,
            make_bench},
      Thing{"furniture/picnic_table",
            StreetFurniture,
            "picnic table with its benches",
            {1.65, 1.85, .76},
            {45, 75},
            .55,
            .1,
            make_picnic_table},
      Thing{"furniture/cafe_table",
            StreetFurniture,
            "café table with chairs and cups",
            {1.7, 1.6, .88},
            {22, 34},
            .5,
            .1,
            make_cafe_table},
      Thing{"furniture/parasol",
            StreetFurniture,
            "open parasol on a foot",
            {2.8, 2.8, 2.63},
            {35, 60},
            .6,
            .1,
            make_parasol},
      Thing{"furniture/market_stall",
            StreetFurniture,
            "market stall under a striped awning",
            {2.5, 3.2, 2.58},
            {70, 120},
            .55,
            .1,
            make_market_stall},
      Thing{"furniture/bus_shelter",
            StreetFurniture,
            "bus shelter of glass",
            {1.75, 4.0, 2.54},
            {400, 700},
            .6,
            .05,
            make_bus_shelter},
      Thing{"furniture/bike_rack",
            StreetFurniture,
            "row of bicycle hoops",
            {3.3, .69, .82},
            {40, 80},
            .5,
            .1,
            make_bike_rack},
      Thing{"furniture/planter",
            StreetFurniture,
            "planter with shrubs",
            {.52, 1.1, .82},
            {120, 320},
            .6,
            .05,
            make_planter},
  };
  return families_of(things);
}

}  // namespace tailcast
