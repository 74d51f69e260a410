// SPDX-License-Identifier: Apache-2.0
// Signals, and what else stands on a pole at a junction or a stop. Faces look forward (+x).
#include <algorithm>
#include <array>

#include "assets/assembly.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

using enum MaterialId;
constexpr Paint kZinc{GalvanisedSteel, Part::Post}, kPainted{PaintedMetal, Part::Post}, kHousing{Plastic, Part::Body},
    kLens{LampCover, Part::Lamp}, kConcrete{Concrete, Part::Post}, kWhite{RetroSheet, Part::Panel},
    kRed{RedRetroSheet, Part::Panel}, kDark{DarkInterior, Part::Panel};

// A lamp of a signal head: lens, and the visor above it.
void add_lamp(Assembly& to, const Vec3& at, double radius) {
  add_tube(to, at - Vec3(.02, 0, 0), at + Vec3(.012, 0, 0), radius, .92 * radius, kLens, 20);
  const auto arc = points_of(
      {at + Vec3(.10, 0, 0), Vec3(0, 1.12 * radius, 0), Vec3(0, 0, 1.12 * radius), -.12 * kPi, 1.12 * kPi}, 14);
  add_band(to, {arc, std::vector<Vec3>(arc.size(), Vec3::UnitX()), .20, .006}, kHousing);
}

void add_head(Assembly& to, const Vec3& middle, int lamps, double radius) {
  const double pitch = 2.6 * radius, tall = lamps * pitch;
  add_rounded_box(to, offset(middle.x(), middle.y(), middle.z()), {.18, 2.7 * radius, tall}, .02, kHousing);
  for (int i = 0; i < lamps; ++i) add_lamp(to, middle + Vec3(.10, 0, (i - .5 * (lamps - 1)) * pitch), radius);
}

void add_pole(Assembly& to, double height, double radius) {
  add_rounded_box(to, offset(0, 0, .05), {.40, .40, .10}, .02, kConcrete);
  add_tube(to, Vec3(0, 0, .09), Vec3(0, 0, .12), .14, .14, kZinc, 16);
  add_tube(to, Vec3(0, 0, .1), Vec3(0, 0, height), radius, .9 * radius, kZinc, 16);
}

Assembly make_traffic_signal(RandomStream& random) {
  const double height = random.uniform(3.2, 3.6), lens = random.chance(.6) ? .10 : .15;
  Assembly signal;
  add_pole(signal, height, .065);
  const double middle = height - .45;
  for (const double z : {-.35, .35}) add_box(signal, offset(.08, 0, middle + z), {.10, .06, .05}, kZinc);
  add_box(signal, offset(.12, 0, middle), {.012, 4.6 * lens, 10.4 * lens}, {PaintedMetal, Part::Panel});
  add_head(signal, Vec3(.22, 0, middle), 3, lens);
  add_rounded_box(signal, offset(.09, 0, 1.05), {.09, .13, .22}, .02, {SignalPlastic, Part::Body});
  return signal;
}

Assembly make_pedestrian_signal(RandomStream& random) {
  const double height = random.uniform(2.7, 3.0);
  Assembly signal;
  add_pole(signal, height, .05);
  for (const double z : {-.15, .15}) add_box(signal, offset(.06, 0, height - .35 + z), {.08, .05, .04}, kZinc);
  add_head(signal, Vec3(.18, 0, height - .35), 2, .10);
  // A walker and a stander, before the lenses.
  for (const double z : {-.48, -.22}) {
    const double y = 0, x = .302, at = height + z;
    add_ellipsoid(signal.mesh, offset(x, y, at + .055), {.004, .016, .016}, 6, 10, kDark);
    add_box(signal.mesh, offset(x, y, at + .005), {.006, .032, .06}, kDark);
    const double stride = z < -.3 ? .35 : .08;
    for (const double side : {-1.0, 1.0})
      add_box(signal.mesh, {rotation_about(Vec3::UnitX(), side * stride), Vec3(x, side * .018, at - .045)},
              {.006, .012, .06}, kDark);
  }
  add_rounded_box(signal, offset(.08, 0, 1.0), {.10, .12, .20}, .02, {SignalPlastic, Part::Body});
  add_tube(signal, Vec3(.125, 0, 1.03), Vec3(.145, 0, 1.03), .03, .028, {BareMetal, Part::Body}, 14);
  return signal;
}

// Its boom down across the lane, towards the left.
Assembly make_level_crossing_barrier(RandomStream& random) {
  const double boom = random.uniform(3.8, 5.2), pivot = .95;
  Assembly gate;
  add_rounded_box(gate, offset(0, 0, .06), {.75, .60, .12}, .03, kConcrete);
  add_rounded_box(gate, offset(-.02, 0, .66), {.42, .38, 1.10}, .04, {PaintedMetal, Part::Body});
  const int bands = 9;
  const auto half_tall = [](double u) { return .065 - .025 * u; };
  const double x = .26;
  std::vector<std::vector<Vec3>> rings;
  for (int i = 0; i <= bands; ++i) {
    const double u = static_cast<double>(i) / bands, h = half_tall(u), y = boom * u;
    rings.push_back(
        {{x - .022, y, pivot - h}, {x - .022, y, pivot + h}, {x + .022, y, pivot + h}, {x + .022, y, pivot - h}});
  }
  
  for (int i = 0; i < bands; ++i)
    add_loft(gate, std::span(rings).subspan(static_cast<std::size_t>(i), 2), i % 2 ? kWhite : kRed);
  for (const double side : {-1.0, 1.0})
    add_box(gate, offset(x, -.45, pivot + side * .03), {.05, .90, .04}, {PaintedMetal, Part::Rail});
  add_box(gate, offset(x, -.80, pivot), {.12, .34, .30}, {PaintedMetal, Part::Whole});  // counterweight
  add_tube(gate, Vec3(.15, 0, pivot), Vec3(.30, 0, pivot), .09, .09, {BareMetal, Part::Whole}, 16);
  for (const double share : {.45, .92})
    add_tube(gate, Vec3(x + .02, share * boom, pivot), Vec3(x + .07, share * boom, pivot), .05, .05, kLens, 14);
  // St Andrew's cross and twin lamps on a mast behind.
  const double mast = 3.0, at = -.55;
  add_rounded_box(gate, offset(0, at - .18, .05), {.4, .4, .10}, .02, kConcrete);
  add_tube(gate, Vec3(0, at - .18, .1), Vec3(0, at - .18, mast), .05, .05, kZinc, 12);
  for (const double slope : {-.62, .62}) {
    const Pose arm{rotation_about(Vec3::UnitX(), slope), Vec3(slope > 0 ? .075 : .063, at - .18, mast - .35)};
    add_box(gate, arm, {.010, 1.10, .14}, kWhite);
    for (const double end : {-1.0, 1.0}) add_box(gate.mesh, arm * offset(.004, end * .45, 0), {.010, .20, .138}, kRed);
  }
  add_box(gate, offset(.07, at - .18, mast - .92), {.02, .62, .26}, {DarkInterior, Part::Panel});
  for (const double side : {-.17, .17}) add_lamp(gate, Vec3(.10, at - .18 + side, mast - .92), .085);
  return gate;
}

Assembly make_street_lamp_asset(RandomStream& random) {
  const double height = random.uniform(5.0, 8.0), arm = random.uniform(.9, 1.5), foot = random.uniform(.07, .095);
  Assembly lamp;
  add_rounded_box(lamp, offset(0, 0, .04), {.42, .42, .08}, .015, kConcrete);
  add_tube(lamp, Vec3(0, 0, .07), Vec3(0, 0, 1.1), foot, foot, kPainted, 16);
  add_tube(lamp, Vec3(0, 0, 1.1), Vec3(0, 0, height - .5), .75 * foot, .45 * foot, kPainted, 16);
  add_box(lamp.mesh, offset(foot, 0, .62), {.02, .09, .40}, {PaintedMetal, Part::Door});
  const std::array path{Vec3(0, 0, height - .52), Vec3(.04, 0, height - .22), Vec3(.25 * arm, 0, height - .06),
                        Vec3(.6 * arm, 0, height - .01), Vec3(arm, 0, height)};
  add_bent_tube(lamp, path, .4 * foot, kPainted, 10);
  add_rounded_box(lamp, offset(arm + .28, 0, height), {.68, .24, .12}, .04, {PaintedMetal, Part::Lamp});
  add_rounded_box(lamp, offset(arm + .30, 0, height - .07), {.50, .18, .05}, .02, kLens);
  return lamp;
}

Assembly make_utility_pole_asset(RandomStream& random) {
  const double height = random.uniform(7.0, 9.0), foot = random.uniform(.12, .15);
  const Paint wood{Wood, Part::Post};
  Assembly pole;
  add_tube(pole, Vec3(0, 0, 0), Vec3(0, 0, height), foot, .65 * foot, wood, 16);
  for (const double z : {height - .35, height - 1.05}) {
    add_box(pole, offset(.7 * foot + .03, 0, z), {.09, 1.8, .11}, wood);
    for (const double y : {-.8, -.42, .42, .8}) {
      const Vec3 at(.7 * foot + .03, y, z + .05);
      add_tube(pole, at, at + Vec3(0, 0, .08), .016, .016, {BareMetal, Part::Post}, 8);
      for (const double up : {.09, .15})
        add_tube(pole, at + Vec3(0, 0, up), at + Vec3(0, 0, up + .05), .055, .03, {Plastic, Part::Post}, 12);
    }
    for (const double side : {-1.0, 1.0})
      add_tube(pole, Vec3(.7 * foot + .08, side * .55, z - .04), Vec3(.6 * foot, 0, z - .55), .012, .012,
               {BareMetal, Part::Post}, 6);
  }
  add_tube(pole, Vec3(-.36, 0, height - 2.5), Vec3(-.36, 0, height - 1.6), .23, .23, {PaintedMetal, Part::Body},
           18);  // its transformer
  add_box(pole, offset(-.13, 0, height - 2.0), {.10, .14, .30}, {BareMetal, Part::Post});
  for (int i = 0; i < 6; ++i) {
    const double side = i % 2 ? 1.0 : -1.0, z = 2.4 + .45 * i;
    add_tube(pole, Vec3(0, side * .8 * foot, z), Vec3(0, side * (foot + .14), z), .010, .010, {BareMetal, Part::Post},
             6);
  }
  return pole;
}

// Pole, round stop sign, timetable case.
Assembly make_bus_stop_pole(RandomStream& random) {
  const double height = random.uniform(2.6, 2.9), r = .23;
  Assembly stop;
  add_rounded_box(stop, offset(0, 0, .06), {.5, .5, .12}, .03, kConcrete);
  add_tube(stop, Vec3(0, 0, .1), Vec3(0, 0, height), .038, .038, kPainted, 14);
  const Vec3 disc(0, 0, height - r);
  add_tube(stop, disc - Vec3(.015, 0, 0), disc + Vec3(.015, 0, 0), r, r, {SignalPlastic, Part::Panel}, 32);
  for (const double side : {-1.0, 1.0}) {
    const double x = side * .017;  // an H on either face, in a ring
    Assembly ring;
    const std::array<Eigen::Vector2d, 4> section{
        {{.86 * r, -.0025}, {.96 * r, -.0025}, {.96 * r, .0025}, {.86 * r, .0025}}};
    add_ring(ring, {rotation_about(Vec3::UnitY(), .5 * kPi), disc + Vec3(x, 0, 0)}, section, kDark, 32);
    append(stop.mesh, ring.mesh, Pose{});
    for (const double y : {-.085, .085}) add_box(stop.mesh, offset(x, y, disc.z()), {.006, .035, .22}, kDark);
    add_box(stop.mesh, offset(x, 0, disc.z()), {.006, .15, .035}, kDark);
  }
  add_box(stop, offset(0, 0, height - .58), {.03, .62, .16}, kWhite);
  add_box(stop, offset(.055, 0, 1.40), {.06, .42, .62}, {PaintedMetal, Part::Body});
  add_box(stop.mesh, offset(.087, 0, 1.40), {.008, .36, .54}, {Foam, Part::Panel});
  for (int i = 0; i < 7; ++i) add_box(stop.mesh, offset(.092, 0, 1.62 - .07 * i), {.004, .30, .022}, kDark);
  return stop;
}

}  // namespace

std::vector<Family> signal_families() {
  using enum ClassId;
  static const std::array things{
      Thing{"furniture/traffic_signal",
            Pole,
            "signal head of three lamps on its pole",
            {.64, .52, 3.4},
            {70, 110},
            .6,
            .1,
            make_traffic_signal},
      Thing{"furniture/pedestrian_signal",
            Pole,
            "pedestrian signal on its pole",
            {.58, .40, 2.85},
            {60, 90},
            .6,
            .1,
            make_pedestrian_signal},
      Thing{"furniture/level_crossing_barrier",
            Barrier,
            "level-crossing barrier, its boom down",
            {.75, 5.8, 3.0},
            {260, 420},
            .6,
            .05,
            make_level_crossing_barrier},
      Thing{"furniture/street_lamp",
            Pole,
            "street lamp with an arm",
            {2.0, .42, 6.5},
            {90, 190},
            .6,
            .1,
            make_street_lamp_asset},
      Thing{"furniture/utility_pole",
            Pole,
            "wooden utility pole with cross-arms",
            {.80, 1.9, 8.2},
            {190, 380},
            .6,
            .05,
            make_utility_pole_asset},
      Thing{"furniture/bus_stop_pole",
            Pole,
            "bus-stop pole with its timetable",
            {.5, .62, 2.75},
            {70, 95},
            .6,
            .1,
            make_bus_stop_pole},
  };
  return families_of(things);
}

}  // namespace tailcast
