// SPDX-License-Identifier: Apache-2.0
// What goes to building sites and workshops: timber, tubes, drums, blocks, tools.
#include <algorithm>
#include <array>

#include "assets/assembly.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

using enum MaterialId;
constexpr Paint kWood{Wood, Part::Whole}, kSteel{BareMetal, Part::Whole}, kZinc{GalvanisedSteel, Part::Whole},
    kPainted{PaintedMetal, Part::Whole}, kStone{Concrete, Part::Whole}, kPlastic{Plastic, Part::Whole},
    kRubber{Rubber, Part::Whole}, kDark{DarkInterior, Part::Interior};
constexpr double kSoftwood = 480, kConcrete = 2300, kSteelDensity = 7850;  // kg/m^3

// kg, of a tube.
double tube_mass(double length, double radius, double wall) {
  return kSteelDensity * kPi * (radius * radius - (radius - wall) * (radius - wall)) * length;
}

// A tube along x that lies at `z`, its bore to be seen at both ends.
void add_pipe(Assembly& to, double length, const Vec3& middle, double radius, Paint paint) {
  add_roller(to, middle - Vec3(.5 * length, 0, 0), middle + Vec3(.5 * length, 0, 0), radius, paint, 28);
  for (const double end : {-1.0, 1.0})
    add_tube(to.mesh, middle + Vec3(end * (.5 * length - .02), 0, 0), middle + Vec3(end * (.5 * length + .002), 0, 0),
             .84 * radius, .84 * radius, 28, kDark);
}

Assembly make_plank(RandomStream& random) {
  const Vec3 size{random.uniform(2.4, 4.0), random.uniform(.18, .24), random.uniform(.028, .045)};
  Assembly plank;
  add_box(plank, offset(0, 0, .5 * size.z()), size, kWood);
  for (const double end : {-1.0, 1.0})
    add_box(plank.mesh, offset(end * (.5 * size.x() - .03), 0, .5 * size.z()), {.03, size.y() + .002, size.z() + .002},
            kSteel);
  plank.mass = kSoftwood * volume_of(plank.mesh);
  return plank;
}

// Boards in layers on two bearers, strapped.
Assembly make_lumber_bundle(RandomStream& random) {
  const double length = random.uniform(2.4, 4.0), thick = random.uniform(.040, .055), board = random.uniform(.13, .16);
  const int across = random.integer(4, 6), layers = random.integer(5, 8);
  const double wide = across * board, bearer = .08, tall = layers * thick;
  Assembly bundle;
  for (const double x : {-.3, .3}) add_box(bundle, offset(x * length, 0, .5 * bearer), {.10, wide, bearer}, kWood);
  for (int k = 0; k < layers; ++k)
    for (int i = 0; i < across; ++i) {
      const double slip = random.uniform(-.05, .05), cut = random.uniform(.96, 1);
      add_box(bundle, offset(slip, (i + .5) * board - .5 * wide, bearer + (k + .5) * thick),
              {cut * length, board - .006, thick - .004}, kWood);
    }
  bundle.mass = kSoftwood * volume_of(bundle.mesh);
  for (const double x : {-.3, .3}) {
    add_box(bundle.mesh, offset(x * length, 0, bearer + tall + .001), {.03, wide + .006, .003}, kSteel);
    for (const double side : {-1.0, 1.0})
      add_box(bundle.mesh, offset(x * length, side * (.5 * wide + .001), bearer + .5 * tall), {.03, .003, tall},
              kSteel);
  }
  return bundle;
}

Assembly make_pipe(RandomStream& random) {
  const double length = random.uniform(2.0, 5.0), r = .5 * random.uniform(.11, .22);
  Assembly pipe;
  add_pipe(pipe, length, Vec3(0, 0, r), r, kZinc);
  pipe.mass = tube_mass(length, r, .004);
  return pipe;
}

// Stacked as a pyramid and strapped: one body until the straps give.
Assembly make_pipe_bundle(RandomStream& random) {
  const double length = random.uniform(2.4, 4.5), r = .5 * random.uniform(.09, .15), rise = std::sqrt(3.0) * r;
  Assembly bundle;
  const int bottom = 4;
  for (int row = 0; row < 3; ++row)
    for (int i = 0; i < bottom - row; ++i) {
      const double slip = random.uniform(-.06, .06);
      add_pipe(bundle, length, Vec3(slip, (2 * i - (bottom - row - 1)) * r, r + row * rise), r, kZinc);
    }
  bundle.mass = 9 * tube_mass(length, r, .0035);
  const double top = 2 * r + 2 * rise;
  for (const double x : {-.32, .32}) {
    const std::array<Vec3, 5> loop{Vec3(x * length, -4 * r - .004, .9 * r), Vec3(x * length, -3.85 * r, 1.7 * r),
                                   Vec3(x * length, -1.6 * r, top - .22 * r), Vec3(x * length, -1.0 * r, top + .004),
                                   Vec3(x * length, 0, top + .004)};
    std::vector<Vec3> path(loop.begin(), loop.end());
    for (std::size_t i = loop.size() - 1; i-- > 0;) path.emplace_back(loop[i].x(), -loop[i].y(), loop[i].z());
    Assembly strap;
    add_band(strap, {path, std::vector<Vec3>(path.size(), Vec3::UnitX()), .05, .004}, {Cloth, Part::Whole});
    append(bundle.mesh, strap.mesh, Pose{});
  }
  return bundle;
}

Assembly make_scaffold_tube(RandomStream& random) {
  const double length = random.uniform(2.0, 4.0), r = .5 * .0483;  // EN 39
  Assembly tube;
  add_pipe(tube, length, Vec3(0, 0, r), r, kZinc);
  const double at = random.uniform(-.3, .3) * length;  // a coupler still on it
  const std::array<Eigen::Vector2d, 4> clamp{{{r - .004, -.03}, {r + .004, -.03}, {r + .004, .03}, {r - .004, .03}}};
  Assembly coupler;
  add_ring(coupler, {rotation_about(Vec3::UnitY(), .5 * kPi), Vec3(at, 0, r)}, clamp, kSteel, 20);
  append(tube.mesh, coupler.mesh, Pose{});
  tube.mass = tube_mass(length, r, .0032);
  return tube;
}

// Corrugated, one corner bent up.
Assembly make_metal_sheet(RandomStream& random) {
  const double length = random.uniform(1.6, 2.4), wide = random.uniform(.8, 1.05), bend = random.uniform(.10, .25);
  const int waves = 9;
  const auto surface = [=](double u, double v) {
    const double corner = std::max(0.0, u + v - 1.35) / .65;
    return Vec3((u - .5) * length, (v - .5) * wide, .012 * dmath::sin(2 * kPi * waves * v) + bend * corner * corner);
  };
  Assembly sheet;
  add_sheet(sheet, {6, 8 * waves, surface, .003}, kZinc);
  // Its corrugation is 2.4 cm high: what collides are flat strips of it.
  sheet.shapes.clear();
  Assembly strips;
  const auto flat = [&](double u, double v) {
    Vec3 p = surface(u, v);
    p.z() -= .012 * dmath::sin(2 * kPi * waves * v);
    return p;
  };
  add_sheet(strips, {6, 6, [&](double u, double v) { return Vec3(flat(u, v) + Vec3(0, 0, .012)); }, .027}, kZinc);
  sheet.shapes = std::move(strips.shapes);
  sheet.mass = 5.5 * length * wide;
  return sheet;
}

// Slats on a frame, a diagonal brace on each side.
Assembly make_wooden_crate(RandomStream& random) {
  const Vec3 size{random.uniform(.7, 1.1), random.uniform(.6, .9), random.uniform(.6, .85)};
  Assembly crate;
  add_box(crate.mesh, offset(0, 0, .5 * size.z()), size - Vec3(.03, .03, .02), {WoodPlanks, Part::Panel});
  crate.shapes.emplace_back(BoxShape{offset(0, 0, .5 * size.z()), .5 * size});  // it lies on its frame
  const auto side = [&](const Pose& face, double wide) {  // x of `face` across, y up, z out
    const double tall = size.z(), slope = dmath::atan2(tall - .2, wide - .2),
                 run = std::sqrt((tall - .2) * (tall - .2) + (wide - .2) * (wide - .2));
    for (const double y : {-1.0, 1.0})
      add_box(crate.mesh, face * offset(0, y * (.5 * tall - .05), 0), {wide, .10, .024}, kWood);
    for (const double x : {-1.0, 1.0})
      add_box(crate.mesh, face * offset(x * (.5 * wide - .05), 0, 0), {.10, tall - .2, .024}, kWood);
    add_box(crate.mesh, face * Pose{rotation_about(Vec3::UnitZ(), slope), Vec3::Zero()}, {run, .09, .022}, kWood);
    for (double x = -.5 * wide + .19; x < .5 * wide - .12; x += .14)
      add_box(crate.mesh, face * offset(x, 0, -.012), {.006, tall - .2, .006}, kDark);
  };
  const Quat stand = rotation_about(Vec3::UnitX(), .5 * kPi);
  for (int i = 0; i < 4; ++i) {
    const Quat turn = rotation_about(Vec3::UnitZ(), .5 * kPi * i);
    const double out = i % 2 ? .5 * size.y() : .5 * size.x(), wide = i % 2 ? size.x() : size.y();
    side({turn * rotation_about(Vec3::UnitZ(), .5 * kPi) * stand,
          Vec3(0, 0, .5 * size.z()) + turn * Vec3(out - .012, 0, 0)},
         wide);
  }
  for (double y = -.5 * size.y() + .06; y < .5 * size.y() - .05; y += .125)
    add_box(crate.mesh, offset(0, y, size.z() - .012), {size.x() - .03, .11, .024}, kWood);
  return crate;
}

// 200 l (ISO 15750-2): two rolling hoops, rims, two bungs; lying, it rolls.
Assembly make_oil_drum(RandomStream& random) {
  const double r = .286, half = .5 * random.uniform(.835, .86);
  const bool lying = random.chance(.5);
  Assembly drum;
  add_roller(drum, Vec3(0, -half, 0), Vec3(0, half, 0), r, kPainted, 32);
  for (const double y : {-1.0, -.34, .34, 1.0}) {
    const std::array<Eigen::Vector2d, 4> hoop{{{r - .02, -.016}, {r + .006, -.016}, {r + .006, .016}, {r - .02, .016}}};
    Assembly rim;
    add_ring(rim, along_y(Vec3(0, y * (half - .004), 0)), hoop, kPainted, 32);
    append(drum.mesh, rim.mesh, Pose{});
    drum.shapes.emplace_back(CylinderShape{along_y(Vec3(0, y * (half - .004), 0)), r + .006, .016});
  }
  for (const double x : {-.6, .6})
    add_tube(drum, Vec3(x * r, half - .01, 0), Vec3(x * r, half + .012, 0), .035, .032, kSteel, 14);
  Assembly placed;
  append(placed, drum, lying ? Pose{} : Pose{rotation_about(Vec3::UnitX(), .5 * kPi), Vec3::Zero()});
  return placed;
}

// Upright: foot ring, welded bottle, valve within its guard.
Assembly make_gas_bottle(RandomStream& random) {
  const double r = random.uniform(.14, .16), h = random.uniform(.42, .50);
  Assembly bottle;
  const std::array<Eigen::Vector2d, 4> foot{{{.78 * r, 0}, {.80 * r, 0}, {.80 * r, .06}, {.78 * r, .06}}};
  add_ring(bottle, Pose{}, foot, kPainted, 24);
  const std::array<Eigen::Vector2d, 8> shell{{{.5 * r, .035},
                                              {.85 * r, .055},
                                              {r, .12},
                                              {r, h - .08},
                                              {.92 * r, h - .035},
                                              {.7 * r, h - .008},
                                              {.4 * r, h + .008},
                                              {.15 * r, h + .012}}};
  add_lathe(bottle, Pose{}, shell, kPainted, 24);
  const std::array<Eigen::Vector2d, 4> weld{
      {{r - .002, .5 * h - .006}, {r + .003, .5 * h - .006}, {r + .003, .5 * h + .006}, {r - .002, .5 * h + .006}}};
  add_ring(bottle, Pose{}, weld, kPainted, 24);
  for (int i = 0; i < 3; ++i) {
    const double angle = 2 * kPi * i / 3;
    const auto arc = points_of({Vec3(0, 0, h + .05), Vec3(.62 * r, 0, 0), Vec3(0, .62 * r, 0), angle, angle + 1.3}, 6);
    add_band(bottle, {arc, std::vector<Vec3>(arc.size(), Vec3::UnitZ()), .11, .005}, kPainted);
  }
  const auto top = points_of({Vec3(0, 0, h + .105), Vec3(.62 * r, 0, 0), Vec3(0, .62 * r, 0), 0, 2 * kPi}, 20);
  add_bent_tube(bottle, std::span(top).first(18), .010, kPainted, 8);
  add_tube(bottle, Vec3(0, 0, h), Vec3(0, 0, h + .06), .018, .014, kSteel, 10);
  add_tube(bottle, Vec3(0, -.05, h + .05), Vec3(0, .02, h + .05), .012, .012, kSteel, 8);
  return bottle;
}

// Tray on a tube frame that is handles behind and wheel fork in front; on its legs.
Assembly make_wheelbarrow(RandomStream& random) {
  const double s = random.uniform(.95, 1.05), r = .19;
  Assembly barrow;
  const std::array outer{rectangle(.34 * s, .42 * s, .36 * s, .02 * s), rectangle(.62 * s, .88 * s, .62 * s, .04 * s)};
  const std::array inner{rectangle(.355 * s, .40 * s, .34 * s, .02 * s), rectangle(.62 * s, .86 * s, .60 * s, .04 * s)};
  add_vessel(barrow, outer, inner, kZinc);
  for (const double side : {-1.0, 1.0}) {
    const std::array rail{Vec3(-.82 * s, side * .29 * s, .60 * s), Vec3(-.30 * s, side * .24 * s, .36 * s),
                          Vec3(.22 * s, side * .17 * s, .31 * s), Vec3(.56 * s, side * .07 * s, r)};
    add_bent_tube(barrow, rail, .017, kPainted, 8);
    add_tube(barrow, rail[0] + Vec3(-.02, 0, .01), rail[0] + Vec3(.12 * s, -side * .01, -.055 * s), .021, .021, kRubber,
             10);
    const std::array leg{Vec3(-.10 * s, side * .23 * s, .34 * s), Vec3(-.28 * s, side * .25 * s, .014),
                         Vec3(-.42 * s, side * .25 * s, .014), Vec3(-.36 * s, side * .24 * s, .38 * s)};
    add_bent_tube(barrow, leg, .014, kPainted, 8);
  }
  const std::array<Eigen::Vector2d, 6> tyre{
      {{r - .05, -.03}, {r - .015, -.042}, {r, -.02}, {r, .02}, {r - .015, .042}, {r - .05, .03}}};
  add_ring(barrow, along_y(Vec3(.56 * s, 0, r)), tyre, {Rubber, Part::Wheel}, 24);
  add_tube(barrow, Vec3(.56 * s, -.03, r), Vec3(.56 * s, .03, r), r - .05, r - .05, {PaintedMetal, Part::Wheel}, 20);
  add_tube(barrow, Vec3(.56 * s, -.08, r), Vec3(.56 * s, .08, r), .016, .016, kSteel, 8);
  return barrow;
}

// Two flanges of planks, a barrel wound with cable; on its flanges, it rolls along x.
Assembly make_cable_drum(RandomStream& random) {
  const double r = .5 * random.uniform(.9, 1.4), half = random.uniform(.28, .40), core = .48 * r,
               wound = random.uniform(.58, .8) * r;
  Assembly drum;
  for (const double side : {-1.0, 1.0}) {
    add_roller(drum, Vec3(0, side * half, r), Vec3(0, side * (half + .05), r), r, {WoodPlanks, Part::Panel}, 36);
    for (int i = -4; i <= 4; ++i) {  // planks of the outer face
      const double x = i * .2 * r, tall = std::sqrt(std::max(0.0, .98 * r * r - x * x));
      add_box(drum.mesh, offset(x, side * (half + .055), r), {.19 * r, .012, 2 * tall - .03}, kWood);
    }
    add_tube(drum.mesh, Vec3(0, side * (half + .05), r), Vec3(0, side * (half + .068), r), .10 * r, .10 * r, 16, kDark);
    for (int i = 0; i < 6; ++i) {
      const double angle = 2 * kPi * i / 6;
      const Vec3 at(.4 * r * dmath::cos(angle), side * (half + .05), r + .4 * r * dmath::sin(angle));
      add_tube(drum.mesh, at, at + Vec3(0, side * .012, 0), .025, .025, 8, kSteel);
    }
  }
  add_tube(drum, Vec3(0, -half, r), Vec3(0, half, r), core, core, kWood, 24);
  const int turns = static_cast<int>(2 * half / .05);
  Assembly cable;
  for (int i = 0; i < turns; ++i)
    add_torus(cable, along_y(Vec3(0, -half + (i + .5) * 2 * half / turns, r)), wound - half / turns, half / turns,
              kRubber, 24);
  append(drum.mesh, cable.mesh, Pose{});
  // Its turns, 2.5 cm high, collide as the cylinder through their middle.
  drum.shapes.emplace_back(CylinderShape{along_y(Vec3(0, 0, r)), wound - .01, half});
  return drum;
}

// An intermediate bulk container: bladder in a cage on a pallet, cap above, tap below.
Assembly make_ibc_container(RandomStream& random) {
  const double tall = random.uniform(.96, 1.02), deck = .14;
  Assembly tank;
  for (const double y : {-.42, 0.0, .42}) add_box(tank, offset(0, y, .5 * deck), {1.2, .12, deck - .03}, kPlastic);
  add_box(tank, offset(0, 0, deck - .012), {1.2, 1.0, .028}, kPlastic);
  for (const double x : {-.54, 0.0, .54}) add_box(tank, offset(x, 0, .011), {.10, .96, .022}, kPlastic);
  add_rounded_box(tank, offset(0, 0, deck + .5 * tall), {1.12, .92, tall - .02}, .06, {PlasticFilm, Part::Body});
  const double top = deck + tall;
  const auto bar = [&](const Vec3& a, const Vec3& b) { add_tube(tank, a, b, .010, .010, kZinc, 6); };
  for (const double side : {-1.0, 1.0}) {
    for (int i = 0; i <= 6; ++i)
      bar(Vec3(-.58 + 1.16 * i / 6, side * .48, deck), Vec3(-.58 + 1.16 * i / 6, side * .48, top));
    for (int i = 0; i <= 5; ++i)
      bar(Vec3(side * .58, -.48 + .96 * i / 5, deck), Vec3(side * .58, -.48 + .96 * i / 5, top));
    for (int k = 0; k <= 4; ++k) {
      const double z = deck + .02 + (tall - .02) * k / 4;
      bar(Vec3(-.58, side * .48, z), Vec3(.58, side * .48, z));
      bar(Vec3(side * .58, -.48, z), Vec3(side * .58, .48, z));
    }
    bar(Vec3(-.58, side * .22, top), Vec3(.58, side * .22, top));
  }
  add_box(tank.mesh, offset(.592, 0, deck + .62 * tall), {.006, .46, .34}, kZinc);
  add_tube(tank, Vec3(0, 0, top - .02), Vec3(0, 0, top + .035), .11, .105, {SignalPlastic, Part::Whole}, 20);
  add_tube(tank, Vec3(.54, 0, deck + .07), Vec3(.66, 0, deck + .07), .045, .04, {SignalPlastic, Part::Whole}, 14);
  return tank;
}

// Paper sacks of cement, some torn open by the fall.
Assembly make_cement_bags(RandomStream& random) {
  Assembly bags;
  const int count = random.integer(3, 5);
  for (int i = 0; i < count; ++i) {
    const int layer = i / 2;
    const double yaw = random.uniform(-.25, .25) + .5 * kPi * (layer % 2), side = i % 2 ? .21 : -.21,
                 slip = random.uniform(-.04, .04);
    const Quat turn = rotation_about(Vec3::UnitZ(), yaw);
    const Vec3 at =
        rotation_about(Vec3::UnitZ(), .5 * kPi * (layer % 2)) * Vec3(slip, side, 0) + Vec3(0, 0, .065 + .125 * layer);
    const auto ring = [&](double x, double share, double flat) {
      auto points = ellipse_ring(Vec3(x, 0, 0), Vec3(0, .20 * share, 0), Vec3(0, 0, .065 * flat), 14);
      for (auto& p : points) p = Pose{turn, at} * p;
      return points;
    };
    add_loft(bags,
             std::array{ring(-.31, .90, .10), ring(-.28, .97, .55), ring(-.20, 1, .95), ring(.20, 1, .95),
                        ring(.28, .97, .55), ring(.31, .90, .10)},
             {Cardboard, Part::Whole});
  }
  bags.mass = 25.0 * count;
  return bags;
}

// Of concrete, its spigot at one end; on its side it rolls.
Assembly make_concrete_pipe(RandomStream& random) {
  const double half = .5 * random.uniform(1.0, 1.5), r = .5 * random.uniform(.6, .9), wall = .13 * r;
  const std::array<Eigen::Vector2d, 4> section{{{r, -half}, {r, half}, {r - wall, half}, {r - wall, -half}}};
  const std::array<Eigen::Vector2d, 4> spigot{
      {{r - .4 * wall, half}, {r - .4 * wall, half + .07}, {r - wall, half + .07}, {r - wall, half}}};
  Assembly pipe;
  add_ring(pipe, along_y(Vec3(0, 0, r)), section, kStone, 48);
  add_ring(pipe, along_y(Vec3(0, 0, r)), spigot, kStone, 48);
  pipe.mass = kConcrete * volume_of(pipe.mesh);
  return pipe;
}

// A cover out of its frame: ribbed, two lifting holes.
Assembly make_manhole_cover(RandomStream& random) {
  const double r = .5 * random.uniform(.60, .66), thick = random.uniform(.04, .05);
  const Paint iron{PaintedMetal, Part::Whole};
  Assembly cover;
  const std::array<Eigen::Vector2d, 3> plate{{{.94 * r, 0}, {r, .015}, {r, thick}}};
  add_lathe(cover, Pose{}, plate, iron, 36);
  for (int ring = 1; ring <= 4; ++ring) {
    const double at = r * (.2 * ring + .1), wide = .05 * r;
    const int studs = 6 * ring + 2;
    for (int i = 0; i < studs; ++i) {
      const double angle = 2 * kPi * i / studs;
      add_box(cover.mesh,
              {rotation_about(Vec3::UnitZ(), angle), Vec3(at * dmath::cos(angle), at * dmath::sin(angle), thick)},
              {1.6 * wide, wide, .012}, kSteel);
    }
  }
  for (const double y : {-.70, .70})
    add_tube(cover.mesh, Vec3(0, y * r, thick - .006), Vec3(0, y * r, thick + .008), .035, .035, 12, kDark);
  cover.mass = 4500 * volume_of(cover.mesh);  // cast iron, hollow below between its ribs
  return cover;
}

// Twenty-some bricks, as a dropped stack leaves them: a heap two or three deep.
Assembly make_bricks(RandomStream& random) {
  const Vec3 size{.24, .115, .071};  // DIN 105 NF
  Assembly bricks;
  const int count = random.integer(14, 22);
  for (int i = 0; i < count; ++i) {
    const int layer = i < 9 ? 0 : i < 15 ? 1 : 2;
    const double reach = layer == 0   ? .34
                         : layer == 1 ? .2
                                      : .1,
                 x = random.uniform(-reach, reach), y = random.uniform(-reach, reach);
    const double yaw = random.uniform(0, kPi), tip = layer == 0 ? 0 : random.uniform(-.18, .18);
    const double z = .5 * size.z() + layer * (size.z() + .002) + .5 * size.x() * std::fabs(tip);
    add_box(bricks, {from_yaw_pitch_roll(yaw, tip, 0), Vec3(x, y, z)}, size, {Brick, Part::Whole});
  }
  bricks.mass = 3.5 * count;
  return bricks;
}

// A hollow block: two cells through it.
Assembly make_concrete_block(RandomStream& random) {
  const double length = random.uniform(.39, .50), wide = random.uniform(.19, .25), tall = random.uniform(.19, .25),
               wall = .035;
  Assembly block;
  for (const double y : {-1.0, 1.0})
    add_box(block, offset(0, y * .5 * (wide - wall), .5 * tall), {length, wall, tall}, kStone);
  for (const double x : {-1.0, 0.0, 1.0})
    add_box(block, offset(x * .5 * (length - wall), 0, .5 * tall), {wall, wide - 2 * wall, tall}, kStone);
  block.mass = kConcrete * volume_of(block.mesh);
  return block;
}

Assembly make_shovel(RandomStream& random) {
  const double length = random.uniform(.95, 1.15);
  Assembly shovel;
  add_bent_tube(shovel, std::array{Vec3(-.5 * length, 0, .06), Vec3(0, 0, .075), Vec3(.5 * length, 0, .05)}, .016,
                kWood, 10);
  add_tube(shovel, Vec3(-.5 * length, -.065, .06), Vec3(-.5 * length, .065, .06), .016, .016, kWood, 10);
  const auto blade = [=](double u, double v) {
    const double y = 2 * v - 1, wide = .125 * (1 - .75 * std::max(0.0, u - .55) * std::max(0.0, u - .55) / .2025 * .95);
    return Vec3(.5 * length + .30 * u, wide * y, .045 * (1 - u) + .035 * y * y);
  };
  add_sheet(shovel, {8, 8, blade, .004}, kSteel);
  add_tube(shovel, Vec3(.5 * length - .12, 0, .055), Vec3(.5 * length + .10, 0, .042), .02, .012, kSteel, 10);
  return shovel;
}

// The rubber foot that temporary signs and boards stand in (K1): lying, without its post.
Assembly make_sign_foot(RandomStream& random) {
  const double length = random.uniform(.76, .82), wide = random.uniform(.38, .42), tall = .12;
  Assembly foot;
  add_loft(foot,
           std::array{rectangle(0, length, wide), rectangle(.5 * tall, length, wide),
                      rectangle(tall, .93 * length, .84 * wide)},
           kRubber);
  for (const double x : {-.30, 0.0, .30})
    add_box(foot.mesh, offset(x * length, 0, tall - .002), {.075, .075, .014}, kDark);
  for (const double end : {-1.0, 1.0}) {
    const std::array grip{Vec3(end * .5 * length, -.08, .06), Vec3(end * (.5 * length + .03), -.07, .06),
                          Vec3(end * (.5 * length + .03), .07, .06), Vec3(end * .5 * length, .08, .06)};
    add_bent_tube(foot, grip, .012, kPlastic, 6);
  }
  return foot;
}

}  // namespace

std::vector<Family> building_load_families() {
  using enum ClassId;
  static const std::array things{
      Thing{"debris/plank", Debris, "scaffold plank", {3.2, .21, .038}, {5, 22}, .5, .15, make_plank},
      Thing{"load/lumber_bundle",
            FallenLoad,
            "strapped bundle of boards",
            {3.3, .75, .40},
            {120, 700},
            .5,
            .05,
            make_lumber_bundle},
      Thing{"load/pipe", FallenLoad, "steel pipe, lying", {3.5, .165, .165}, {20, 110}, .45, .25, make_pipe, .0012},
      Thing{"load/pipe_bundle",
            FallenLoad,
            "strapped bundle of nine pipes",
            {3.5, .48, .33},
            {150, 520},
            .45,
            .1,
            make_pipe_bundle},
      Thing{"debris/scaffold_tube",
            Debris,
            "scaffold tube with a coupler",
            {3.0, .056, .05},
            {7, 15},
            .45,
            .25,
            make_scaffold_tube,
            .0005},
      Thing{"debris/metal_sheet",
            Debris,
            "corrugated sheet, a corner bent up",
            {2.0, .92, .2},
            {7, 14},
            .45,
            .15,
            make_metal_sheet},
      Thing{
          "load/wooden_crate", FallenLoad, "nailed wooden crate", {.9, .75, .72}, {20, 60}, .5, .15, make_wooden_crate},
      Thing{"load/oil_drum",
            FallenLoad,
            "200-litre steel drum",
            {.58, .74, .74},
            {15, 190},
            .45,
            .2,
            make_oil_drum,
            .004},
      Thing{"load/gas_bottle", FallenLoad, "propane bottle", {.30, .30, .58}, {10, 25}, .45, .2, make_gas_bottle},
      Thing{"load/wheelbarrow",
            FallenLoad,
            "wheelbarrow on its legs",
            {1.60, .63, .63},
            {12, 20},
            .5,
            .2,
            make_wheelbarrow},
      Thing{"load/cable_drum",
            FallenLoad,
            "wooden cable drum",
            {1.15, .82, 1.15},
            {80, 320},
            .5,
            .15,
            make_cable_drum,
            .004},
      Thing{"load/ibc_container",
            FallenLoad,
            "caged bulk container on its pallet",
            {1.25, 1.0, 1.16},
            {60, 1050},
            .45,
            .1,
            make_ibc_container},
      Thing{"load/cement_bags", FallenLoad, "sacks of cement", {.7, .8, .3}, {75, 125}, .6, .02, make_cement_bags},
      Thing{"load/concrete_pipe",
            FallenLoad,
            "concrete sewer pipe",
            {.75, 1.32, .75},
            {130, 560},
            .65,
            .1,
            make_concrete_pipe,
            .004},
      Thing{"debris/manhole_cover",
            Debris,
            "manhole cover out of its frame",
            {.63, .63, .05},
            {40, 80},
            .5,
            .1,
            make_manhole_cover},
      Thing{"debris/bricks", Debris, "heap of bricks", {.85, .85, .23}, {49, 77}, .65, .1, make_bricks},
      Thing{"debris/concrete_block",
            Debris,
            "hollow concrete block",
            {.45, .22, .22},
            {12, 32},
            .65,
            .1,
            make_concrete_block},
      Thing{"debris/shovel", Debris, "shovel", {1.37, .25, .10}, {1.6, 2.6}, .45, .2, make_shovel},
      Thing{"debris/sign_foot",
            Debris,
            "rubber foot of a temporary sign",
            {.86, .40, .12},
            {26, 30},
            .7,
            .3,
            make_sign_foot},
  };
  return families_of(things);
}

}  // namespace tailcast
