// SPDX-License-Identifier: Apache-2.0
#include "assets/figure_shape.h"

#include <algorithm>

#include "assets/shapes.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

constexpr int kTrunkSides = 18, kLimbSides = 10;
constexpr Paint kCloth{MaterialId::Cloth, Part::Torso}, kFace{MaterialId::Skin, Part::Head};

double limb(const Figure& f) {
  return f.measures.stature * (.5 + .5 * f.measures.girth) * (1 + .12 * f.measures.youth);
}

// Stations along the spine, in lengths of the trunk.
std::vector<Section> trunk_sections(const Figure& f) {
  const Measures& m = f.measures;
  const Outfit& o = f.outfit;
  const double s = m.stature, g = m.girth, pad = o.padding;
  const double d = .061 * s * g + pad, w = .094 * s * g * (o.bust ? 1.04 : 1) + pad;
  const double waist = w * (o.bust ? .80 : .86) + .3 * std::max(0.0, g - 1) * w;
  const double chest = .088 * s * (.5 + .5 * g) * (o.bust ? .94 : 1) + pad,
               sh = 1.02 * m.half_shoulders + pad;
  const double belly = o.belly, bust = o.bust ? .016 * s : .003 * s;
  return {{-.24, -.05 * d, .62 * d, .66 * w},
          {-.10, -.10 * d, .98 * d, .97 * w},
          {.06, -.10 * d + .3 * belly, 1.05 * d + .3 * belly, w},
          {.22, -.03 * d + .5 * belly, .96 * d + .5 * belly, .5 * (w + waist)},
          {.42, .02 * d + .45 * belly, .90 * d + .45 * belly, waist},
          {.60, .05 * d + .5 * bust + .2 * belly, .98 * d + .5 * bust + .2 * belly, .98 * chest},
          {.76, .03 * d + .5 * bust, 1.02 * d + .5 * bust, 1.10 * chest},
          {.89, -.04 * d, .90 * d, .96 * sh},
          {.98, -.09 * d, .72 * d, .82 * sh},
          {1.06, -.13 * d, .56 * d, .54 * sh},
          {1.13, -.13 * d, .42 * d, .33 * sh}};
}

Spine spine_of(const Figure& f) {
  return [&f](double s) { return spine_at(f, s); };
}

void add_vest_bands(Mesh& mesh, const Figure& f) {
  const Paint band{MaterialId::RetroSheet, Part::Torso};
  for (const double low : {.22, .50}) {
    const double high = low + .05 / f.measures.trunk;  // EN ISO 20471: 50 mm wide
    std::vector<Section> around;
    for (const double s : {low, high}) {
      Section at = trunk_section(f, s);
      at.rx += .006, at.ry += .006;
      around.push_back(at);
    }
    add_flesh(mesh, spine_of(f), around, 1, kTrunkSides, band, false);
  }
  for (const bool front : {true, false})
    for (const double side : {-.52, .52}) {
      std::vector<Vec3> points, out;
      for (const double s : {.54, .66, .78, .90, .99}) {
        points.push_back(on_trunk(f, s, side, front));
        out.push_back(spine_at(f, s).rotation * Vec3(front ? 1 : -1, 0, .25));
      }
      add_strap(mesh, points, out, .05, .007, band);
    }
}

// A bell from the waist to above or below the knee; legs walk within.
void add_skirt(Mesh& mesh, const Figure& f) {
  const bool coat = f.outfit.bottom == Outfit::Bottom::Coat;
  const Section hip = trunk_section(f, .02), waist = trunk_section(f, .40);
  const double hem = (coat ? -1.12 : -.80) * f.measures.thigh / f.measures.trunk, s = f.measures.stature;
  const double pad = coat ? .012 : .006;
  const std::array<Section, 5> bell{
      {{hem, 0, .098 * s, .108 * s + pad},
       {.6 * hem, .3 * hip.x, .100 * s, .106 * s + pad},
       {.2 * hem, .5 * hip.x, std::max(hip.rx + pad, .084 * s), hip.ry + pad + .004 * s},
       {.12, hip.x, hip.rx + pad, hip.ry + pad},
       {.42, waist.x, waist.rx + pad, waist.ry + pad}}};
  add_flesh(mesh, spine_of(f), bell, 3, kTrunkSides + 4, kCloth, false);
  if (!coat) return;
  // Its upper part, with a collar, stands off as well.
  std::vector<Section> top;
  for (const double at : {.40, .62, .80, .94, 1.06}) {
    Section section = trunk_section(f, at);
    section.rx += pad, section.ry += .6 * pad;
    top.push_back(section);
  }
  add_flesh(mesh, spine_of(f), top, 2, kTrunkSides, kCloth, false);
}

// In units of the head's height about its middle: x to the face, z up.
void add_skull(Mesh& mesh, const Figure& f) {
  const double h = f.measures.head, round = 1 + .06 * f.measures.youth;
  std::vector<Section> skull{{-.498, .13, .09, .07},  {-.46, .12, .20, .165},  {-.41, .09, .28, .215},
                             {-.28, .05, .355, .275}, {-.08, .01, .40, .32},   {.12, -.02, .425, .335},
                             {.28, -.03, .385, .305}, {.40, -.035, .28, .225}, {.465, -.035, .17, .14},
                             {.498, -.035, .06, .05}};
  for (auto& s : skull) s = {h * s.z, h * s.x, round * h * s.rx, round * h * s.ry};
  const Pose at = head_pose(f);
  add_flesh(mesh, straight(at), skull, 2, 14, kFace, false);
  add_ellipsoid(mesh, at * offset(.415 * h, 0, -.08 * h), {.085 * h, .045 * h, .11 * h}, 6, 8, kFace);
  for (const double side : {-1.0, 1.0})
    add_ellipsoid(mesh, at * offset(-.01 * h, side * .335 * round * h, -.06 * h),
                  {.075 * h, .03 * h, .115 * h}, 6, 8, kFace);
}

void add_hair(Mesh& mesh, const Figure& f) {
  const double h = f.measures.head;
  const Pose at = head_pose(f);
  const Paint hair{MaterialId::Fur, Part::Head};
  const auto hair_kind = f.outfit.hair;
  if (hair_kind == Outfit::Hair::None || f.outfit.headgear == Outfit::Headgear::FullHelmet) return;
  add_ellipsoid(mesh, at * offset(-.060 * h, 0, .165 * h), {.425 * h, .375 * h, .395 * h}, 8, 14, hair);
  if (hair_kind == Outfit::Hair::Long) {
    const std::array<Section, 4> fall{{{-.72 * h, -.20 * h, .10 * h, .26 * h},
                                       {-.45 * h, -.22 * h, .17 * h, .34 * h},
                                       {-.10 * h, -.17 * h, .26 * h, .38 * h},
                                       {.20 * h, -.10 * h, .30 * h, .34 * h}}};
    add_flesh(mesh, straight(at), fall, 2, 14, hair);
  } else if (hair_kind == Outfit::Hair::Bun) {
    add_ellipsoid(mesh, at * offset(-.47 * h, 0, .16 * h), {.17 * h, .18 * h, .17 * h}, 6, 10, hair);
  }
}

// A dome over the skull from `low` up, `rx` and `ry` at its rim, all in heads.
void add_dome(Mesh& mesh, const Figure& f, double low, double rx, double ry, double top, double back,
              Paint paint) {
  const double h = f.measures.head;
  std::vector<Section> dome;
  for (const double u : {0.0, .35, .62, .82, .95}) {
    const double in = std::sqrt(1 - u * u);
    dome.push_back({h * (low + u * (top - low)), -back * h, h * rx * in, h * ry * in});
  }
  add_flesh(mesh, straight(head_pose(f)), dome, 2, 16, paint, false);
}

void add_peak(Mesh& mesh, const Figure& f, double x, double z, double length, double breadth, Paint paint) {
  const double h = f.measures.head;
  const Pose at =
      head_pose(f) * offset(x * h, 0, z * h) * Pose{rotation_about(Vec3::UnitY(), .18), Vec3::Zero()};
  add_ellipsoid(mesh, at, {length * h, breadth * h, .035 * h}, 6, 14, paint);
}

void add_headgear(Mesh& mesh, const Figure& f) {
  using enum Outfit::Headgear;
  const double h = f.measures.head;
  const Paint cloth{MaterialId::Cloth, Part::Head}, shell{MaterialId::Plastic, Part::Head};
  const Pose at = head_pose(f);
  switch (f.outfit.headgear) {
    case None:
      return;
    case Cap:
      add_dome(mesh, f, .10, .455, .385, .57, .03, cloth);
      return add_peak(mesh, f, .52, .13, .27, .30, cloth);
    case PeakedCap: {  // a band, a crown wider than the head, a peak of leather
      const std::array<Section, 5> crown{{{.16 * h, -.03 * h, .45 * h, .375 * h},
                                          {.30 * h, -.03 * h, .46 * h, .385 * h},
                                          {.40 * h, -.02 * h, .62 * h, .56 * h},
                                          {.50 * h, -.03 * h, .60 * h, .54 * h},
                                          {.56 * h, -.04 * h, .30 * h, .28 * h}}};
      add_flesh(mesh, straight(at), crown, 2, 18, cloth, false);
      return add_peak(mesh, f, .48, .17, .24, .30, shell);
    }
    case HardHat:
      add_dome(mesh, f, .13, .50, .43, .64, .03, shell);
      add_ellipsoid(mesh, at * offset(.06 * h, 0, .14 * h), {.66 * h, .52 * h, .035 * h}, 6, 18, shell);
      return add_strap(mesh,
                       std::array<Vec3, 3>{at * Vec3(.40 * h, 0, .40 * h), at * Vec3(-.03 * h, 0, .63 * h),
                                           at * Vec3(-.45 * h, 0, .40 * h)},
                       std::array<Vec3, 3>{at.rotation * Vec3(1, 0, 1), at.rotation * Vec3(0, 0, 1),
                                           at.rotation * Vec3(-1, 0, 1)},
                       .12 * h, .03 * h, shell);
    case CycleHelmet: {
      add_dome(mesh, f, .12, .56, .43, .66, .04, {MaterialId::Foam, Part::Head});
      for (const double y : {-.26, -.09, .09, .26}) {  // ribs between the vents
        const double top = .66 - 1.1 * y * y;
        add_strap(mesh,
                  std::array<Vec3, 4>{
                      at * Vec3(.50 * h, y * h, .26 * h), at * Vec3(.26 * h, y * h, (top - .07) * h),
                      at * Vec3(-.25 * h, y * h, (top - .06) * h), at * Vec3(-.60 * h, .8 * y * h, .22 * h)},
                  std::array<Vec3, 4>{at.rotation * Vec3(1, 0, .6), at.rotation * Vec3(.4, 0, 1),
                                      at.rotation * Vec3(-.4, 0, 1), at.rotation * Vec3(-1, 0, .6)},
                  .10 * h, .045 * h, shell);
      }
      return;
    }
    case FullHelmet: {
      const std::array<Section, 7> helmet{{{-.52 * h, .10 * h, .42 * h, .34 * h},
                                           {-.36 * h, .10 * h, .53 * h, .43 * h},
                                           {-.05 * h, .01 * h, .59 * h, .50 * h},
                                           {.25 * h, -.03 * h, .58 * h, .49 * h},
                                           {.46 * h, -.03 * h, .48 * h, .40 * h},
                                           {.59 * h, -.04 * h, .32 * h, .27 * h},
                                           {.655 * h, -.04 * h, .12 * h, .10 * h}}};
      add_flesh(mesh, straight(at), helmet, 2, 18, shell, false);
      const std::array<Section, 3> visor{{{-.16 * h, .10 * h, .525 * h, .42 * h},
                                          {.02 * h, .09 * h, .545 * h, .43 * h},
                                          {.20 * h, .06 * h, .52 * h, .41 * h}}};
      return add_flesh(mesh, straight(at), visor, 2, 18, {MaterialId::DarkInterior, Part::Head}, false);
    }
    case Hood: {
      const std::array<Section, 5> hood{{{-.60 * h, -.12 * h, .44 * h, .44 * h},
                                         {-.30 * h, -.09 * h, .42 * h, .42 * h},
                                         {.10 * h, -.09 * h, .45 * h, .42 * h},
                                         {.40 * h, -.07 * h, .38 * h, .33 * h},
                                         {.52 * h, -.08 * h, .20 * h, .17 * h}}};
      return add_flesh(mesh, straight(at), hood, 3, 16, cloth);
    }
    case Beanie:
      add_dome(mesh, f, .06, .46, .385, .64, .04, cloth);
      return add_ellipsoid(mesh, at * offset(-.04 * h, 0, .68 * h), Vec3::Constant(.11 * h), 6, 10,
                           {MaterialId::Fur, Part::Head});
    case Hat:
      add_dome(mesh, f, .16, .45, .38, .66, .03, cloth);
      return add_ellipsoid(mesh, at * offset(0, 0, .17 * h), {.74 * h, .66 * h, .04 * h}, 6, 18, cloth);
  }
}

// A closed ring of the shoe: half a super-ellipse over a flat bottom, in the yz plane at x.
std::vector<Vec3> shoe_ring(double x, double half, double bottom, double top) {
  constexpr int kSides = 14;
  const double middle = bottom + .35 * (top - bottom);
  std::vector<Vec3> ring;
  for (int i = 0; i < kSides; ++i) {
    const double angle = 2 * kPi * i / kSides, c = dmath::cos(angle), s = dmath::sin(angle);
    const double z =
        s >= 0 ? middle + s * (top - middle) : middle + std::max(-1.0, 1.7 * s) * (middle - bottom);
    ring.emplace_back(x, half * c, z);
  }
  return ring;
}

}  // namespace

Section trunk_section(const Figure& f, double s) {
  const auto sections = trunk_sections(f);
  const auto curve = [&](double Section::*value) {
    std::vector<Eigen::Vector2d> knots;
    for (const auto& section : sections) knots.emplace_back(section.z, section.*value);
    return Curve(std::move(knots)).at(s);
  };
  return {s, curve(&Section::x), curve(&Section::rx), curve(&Section::ry)};
}

Vec3 on_trunk(const Figure& f, double s, double across, bool front) {
  const Section at = trunk_section(f, s);
  return spine_at(f, s) *
         Vec3(at.x + (front ? 1 : -1) * at.rx * std::sqrt(1 - across * across), across * at.ry, 0);
}

void add_trunk(Mesh& root, const Figure& f) {
  const Measures& m = f.measures;
  add_flesh(root, spine_of(f), trunk_sections(f), 2, kTrunkSides, kCloth);
  if (f.outfit.bottom == Outfit::Bottom::Skirt || f.outfit.bottom == Outfit::Bottom::Coat) add_skirt(root, f);
  if (f.outfit.vest) add_vest_bands(root, f);
  const Pose head = head_pose(f), top = spine_at(f, 1.0);
  const std::array path{Vec3(top * Vec3(-.012 * m.stature, 0, -.02 * m.stature)),
                        Vec3(head * Vec3(-.10 * m.head, 0, -.20 * m.head))};
  const std::array radii{.33 * m.head, .27 * m.head};
  add_limb(root, path, radii, 12, kFace);
  add_skull(root, f);
  add_hair(root, f);
  add_headgear(root, f);
}

Mesh thigh_mesh(const Figure& f) {
  Mesh mesh;
  const double l = f.measures.thigh, t = limb(f), pad = f.outfit.padding;
  const bool skirt = f.outfit.bottom == Outfit::Bottom::Skirt;
  const Paint cloth{skirt ? MaterialId::Skin : MaterialId::Cloth, Part::Leg};
  const std::array<Section, 5> sections{{{-l, .002 * t, .033 * t + pad, .031 * t + pad},
                                         {-.75 * l, .004 * t, .036 * t + pad, .035 * t + pad},
                                         {-.40 * l, .004 * t, .045 * t + pad, .043 * t + pad},
                                         {-.12 * l, 0, .051 * t + pad, .047 * t + pad},
                                         {.02 * l, -.004 * t, .047 * t + pad, .044 * t + pad}}};
  add_flesh(mesh, straight({}), sections, 1, kLimbSides, cloth);
  return mesh;
}

Mesh shank_mesh(const Figure& f) {
  Mesh mesh;
  const double l = f.measures.shank, t = limb(f);
  const bool bare = f.outfit.bottom == Outfit::Bottom::Shorts || f.outfit.bottom == Outfit::Bottom::Skirt;
  const double wide = bare ? 0 : .006 * t + f.outfit.padding;
  const std::array<Section, 6> sections{{{-.99 * l, -.002 * t, .021 * t + 1.2 * wide, .019 * t + 1.2 * wide},
                                         {-.80 * l, -.003 * t, .022 * t + wide, .021 * t + wide},
                                         {-.50 * l, -.008 * t, .031 * t + .8 * wide, .029 * t + .8 * wide},
                                         {-.28 * l, -.009 * t, .034 * t + .6 * wide, .031 * t + .6 * wide},
                                         {-.10 * l, -.002 * t, .031 * t + .5 * wide, .029 * t + .5 * wide},
                                         {0, .001 * t, .031 * t + .4 * wide, .030 * t + .4 * wide}}};
  add_flesh(mesh, straight({}), sections, 1, kLimbSides,
            {bare ? MaterialId::Skin : MaterialId::Cloth, Part::Leg});
  return mesh;
}

Mesh foot_mesh(const Figure& f) {
  Mesh mesh;
  const Measures& m = f.measures;
  const Sole sole = sole_of(m);
  const double l = m.foot, half = .19 * l * (1 + .25 * m.youth), up = m.ankle;
  const double slope = (sole[2].y() - sole[1].y()) / (sole[2].x() - sole[1].x());
  struct Station {
    double x, half,
        top;  // x: share of the length from the ankle; half breadth; height of the upper above the sole
  };
  constexpr std::array<Station, 8> kLast{{{-.285, .42, .62},
                                          {-.25, .66, 1.05},
                                          {-.14, .80, 1.32},
                                          {0, .82, 1.30},
                                          {.16, .84, 1.00},
                                          {.34, .98, .72},
                                          {.52, .96, .56},
                                          {.66, .72, .44}}};
  std::vector<std::vector<Vec3>> rings;
  for (const auto& [x, breadth, top] : kLast) {
    double bottom = -up + std::max(0.0, slope * (x * l - sole[1].x()));
    if (x * l < sole[0].x() - 1e-9) bottom = -up + .5 * (sole[0].x() - x * l);  // the heel's rounded edge
    rings.push_back(shoe_ring(x * l, breadth * half, bottom, -up + top * up));
  }
  rings.push_back(shoe_ring(.74 * l, .36 * half, sole[2].y(), sole[2].y() + .22 * up));
  add_loft(mesh, rings, {MaterialId::Rubber, Part::Leg});
  return mesh;
}

Mesh upper_arm_mesh(const Figure& f) {
  Mesh mesh;
  const double l = f.measures.upper_arm, t = limb(f), pad = f.outfit.padding;
  const std::array<Section, 5> sections{{{-l, 0, .0225 * t + pad, .0225 * t + pad},
                                         {-.70 * l, .001 * t, .0255 * t + pad, .0245 * t + pad},
                                         {-.35 * l, .001 * t, .0280 * t + pad, .0270 * t + pad},
                                         {-.10 * l, 0, .0300 * t + pad, .0285 * t + pad},
                                         {-.01 * l, 0, .0265 * t + pad, .0245 * t + pad}}};
  add_flesh(mesh, straight({}), sections, 1, kLimbSides, {MaterialId::Cloth, Part::Arm});
  return mesh;
}

Mesh forearm_mesh(const Figure& f, double side) {
  Mesh mesh;
  const Measures& m = f.measures;
  const double l = m.forearm, t = limb(f), pad = f.outfit.long_sleeves ? f.outfit.padding : -.001;
  const std::array<Section, 4> sections{{{-.97 * l, 0, .0165 * t + pad, .0150 * t + pad},
                                         {-.60 * l, 0, .0215 * t + pad, .0205 * t + pad},
                                         {-.22 * l, .001 * t, .0250 * t + pad, .0240 * t + pad},
                                         {0, 0, .0225 * t + pad, .0225 * t + pad}}};
  add_flesh(mesh, straight({}), sections, 1, kLimbSides,
            {f.outfit.long_sleeves ? MaterialId::Cloth : MaterialId::Skin, Part::Arm});
  const Paint skin{MaterialId::Skin, Part::Arm};
  const std::array<Section, 4> hand{{{-l - .80 * m.hand, .05 * m.hand, .085 * m.hand, .07 * m.hand},
                                     {-l - .55 * m.hand, .03 * m.hand, .20 * m.hand, .095 * m.hand},
                                     {-l - .28 * m.hand, 0, .225 * m.hand, .11 * m.hand},
                                     {-l + .02 * m.hand, 0, .14 * m.hand, .12 * m.hand}}};
  add_flesh(mesh, straight({}), hand, 1, 10, skin);
  add_rod(mesh, Vec3(.12 * m.hand, 0, -l - .12 * m.hand),
          Vec3(.27 * m.hand, -.06 * side * m.hand, -l - .42 * m.hand), .075 * m.hand, skin);
  return mesh;
}

}  // namespace tailcast
