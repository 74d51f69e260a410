// SPDX-License-Identifier: Apache-2.0
// Houses: four facades, a gabled, hipped or flat roof, gutters and downpipes, chimneys.
#include <algorithm>
#include <array>

#include "assets/facade.h"
#include "assets/furniture.h"
#include "core/dmath.h"

namespace tailcast {
namespace {

constexpr double kFoot = .5;       // m of wall below the ground, for uneven ground
constexpr double kOverhang = .38;  // m
constexpr double kRoofThickness = .14;
constexpr Paint kTiles{MaterialId::RoofTile, Part::Roof};

// An outline in the y-z plane, swept along x.
void add_section(Mesh& mesh, std::span<const Eigen::Vector2d> yz, double low, double high, Paint paint) {
  add_prism(mesh, {Quat(.5, .5, .5, .5), Vec3::Zero()}, yz, low, high, paint);
}

void add_gable_roof(Mesh& mesh, const BuildingSize& size, double rise, MaterialId wall) {
  const double e = size.eaves, back = -size.depth, ridge = e + rise, half = .5 * size.width;
  const double drop = rise / (.5 * size.depth) * kOverhang;  // the slope goes on below the eaves
  const std::array<Eigen::Vector2d, 6> roof{{{kOverhang, e - drop},
                                             {kOverhang, e - drop + kRoofThickness},
                                             {.5 * back, ridge + kRoofThickness},
                                             {back - kOverhang, e - drop + kRoofThickness},
                                             {back - kOverhang, e - drop},
                                             {.5 * back, ridge}}};
  add_section(mesh, roof, -half - .25, half + .25, kTiles);
  const std::array<Eigen::Vector2d, 3> gable{{{-.02, e}, {.5 * back, ridge - .03}, {back + .02, e}}};
  for (const double side : {-1.0, 1.0}) {
    const double outer = side * (half - .012), inner = side * (half - .25);
    add_section(mesh, gable, std::min(outer, inner), std::max(outer, inner), {wall, Part::WallPart});
  }
  // Courses of tiles: a step every third of a metre, as a roof is not a plane.
  const double run = .5 * size.depth + kOverhang, slope = rise / (.5 * size.depth);
  const int courses = static_cast<int>(run / .35);
  const double length = std::sqrt(1 + slope * slope) * run / courses, angle = dmath::atan(slope);
  for (int i = 0; i < courses; ++i)
    for (const double side : {1.0, -1.0}) {
      const double out = kOverhang - (i + .5) * run / courses,
                   z = e - drop + kRoofThickness + slope * (i + .5) * run / courses + .016;
      const double y = side > 0 ? out : back - out;
      add_box(mesh, {rotation_about(Vec3::UnitX(), -side * (angle - .05)), Vec3(0, y, z)},
              {size.width + .48, length, .02}, kTiles);
    }
}

void add_hipped_roof(Mesh& mesh, const BuildingSize& size, double rise) {
  const auto ring = [&](double inset, double z) {
    const double x = .5 * size.width - std::min(inset, .5 * size.width - .08), front = -inset,
                 back = -size.depth + inset;
    return std::vector<Vec3>{{-x, back, z}, {x, back, z}, {x, front, z}, {-x, front, z}};
  };
  const double top = .5 * size.depth - .06;
  std::vector<std::vector<Vec3>> rings{ring(-kOverhang, size.eaves - .05)};
  const int courses = static_cast<int>((top + kOverhang) / .35);
  for (int i = 0; i <= courses; ++i) {  // each course overhangs the one above by 3 cm
    const double u = static_cast<double>(i) / courses, inset = -kOverhang + u * (top + kOverhang);
    rings.push_back(ring(inset, size.eaves - .05 + kRoofThickness + u * rise));
    if (i < courses) rings.push_back(ring(inset + .004, size.eaves - .02 + kRoofThickness + u * rise));
  }
  add_loft(mesh, rings, kTiles);
}

void add_flat_roof(Mesh& mesh, const BuildingSize& size, double parapet) {
  const double middle = -.5 * size.depth, z = size.eaves;
  add_box(mesh, offset(0, middle, z - .15), {size.width - .1, size.depth - .1, .3},
          {MaterialId::Concrete, Part::Roof});
  const Paint rim{MaterialId::Concrete, Part::WallPart};
  for (const double y : {.05, -size.depth - .05})
    add_box(mesh, offset(0, y, z + .5 * parapet - .1), {size.width + .4, .3, parapet + .2}, rim);
  for (const double side : {-1.0, 1.0})
    add_box(mesh, offset(side * (.5 * size.width + .05), middle, z + .5 * parapet - .1),
            {.29, size.depth - .21, parapet + .19}, rim);
  add_box(mesh, offset(.2 * size.width, middle, z + 1.1), {2.4, 2.0, 2.2}, {MaterialId::Plaster, Part::Roof});
}

void add_gutters(Mesh& mesh, const BuildingSize& size, double eaves_z, double pipe_y, RandomStream& random) {
  const Paint metal{MaterialId::GalvanisedSteel, Part::Roof};
  const double half = .5 * size.width;
  for (const double y : {kOverhang + .065, -size.depth - kOverhang - .065})
    add_tube(mesh, Vec3(-half - .2, y, eaves_z), Vec3(half + .2, y, eaves_z), .06, .06, 8, metal);
  for (const double side : {-1.0, 1.0}) {
    const double x = side * (half - random.uniform(.08, .14));
    const std::array path{Vec3(x, kOverhang + .06, eaves_z - .03), Vec3(x, kOverhang + .02, eaves_z - .18),
                          Vec3(x, pipe_y, eaves_z - .55), Vec3(x, pipe_y, -kFoot)};
    const std::array radii{.045, .045, .045, .045};
    add_limb(mesh, path, radii, 8, metal);
  }
}

void add_chimneys(Mesh& mesh, const BuildingSize& size, double ridge, RandomStream& random) {
  const int count = random.integer(1, 2);
  for (int i = 0; i < count; ++i) {
    const double x = size.width * random.uniform(-.38, .38), y = -.5 * size.depth + random.uniform(-.8, .8);
    const double top = ridge + random.uniform(.7, 1.3);
    add_box(mesh, offset(x, y, .5 * (size.eaves + top)), {.85, .55, top - size.eaves},
            {MaterialId::Brick, Part::Roof});
    add_box(mesh, offset(x, y, top + .04), {.97, .67, .10}, {MaterialId::Concrete, Part::Roof});
    for (const double dx : {-.2, .2})
      add_tube(mesh, Vec3(x + dx, y, top + .08), Vec3(x + dx, y, top + .38), .11, .09, 10,
               {MaterialId::RoofTile, Part::Roof});
  }
}

}  // namespace

FacadeStyle draw_facade_style(double depth, double eaves, RandomStream& random) {
  FacadeStyle style{};
  style.wall = random.chance(.55) ? MaterialId::Plaster : MaterialId::Brick;
  style.ground_floor_wall = random.chance(.3) ? MaterialId::Stone : style.wall;
  style.trim = random.chance(.5) ? MaterialId::Plastic : MaterialId::WoodPlanks;
  style.storey = random.uniform(2.75, 3.3);
  style.window_width = random.uniform(.95, 1.45);
  style.window_height = random.uniform(1.25, 1.65);
  style.window_sill = random.uniform(.80, .95);
  style.reveal = random.uniform(.10, .20);
  style.pilaster = random.chance(.45) ? random.uniform(.05, .12) : 0;
  style.course = random.chance(.55) ? random.uniform(.07, .16) : 0;
  if (style.course > 0 && std::fabs(style.course - style.pilaster) < .01) style.course += .02;
  style.balconies = eaves > 7 && random.chance(.35);
  style.room_depth = std::min(random.uniform(3.0, 4.0), .42 * depth);
  return style;
}

void add_roof(Mesh& mesh, const BuildingSize& size, const FacadeStyle& style, RandomStream& random) {
  const double pipe_y = std::max({style.pilaster, style.course, .04}) + .055;
  const bool flat = size.eaves > 9 && random.chance(.5);
  const double rise = .5 * size.depth * random.uniform(.55, .95);
  if (flat) {
    add_flat_roof(mesh, size, random.uniform(.3, .7));
    return;
  }
  if (random.chance(.6)) {
    add_gable_roof(mesh, size, rise, style.wall);
    add_gutters(mesh, size, size.eaves - rise / (.5 * size.depth) * kOverhang + .02, pipe_y, random);
  } else {
    add_hipped_roof(mesh, size, rise);
    add_gutters(mesh, size, size.eaves, pipe_y, random);
  }
  add_chimneys(mesh, size, size.eaves + rise, random);
}

Mesh make_building(const BuildingSize& size, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  Mesh mesh;
  const FacadeStyle style = draw_facade_style(size.depth, size.eaves, random);
  const double half = .5 * size.width;
  add_facade(mesh, pose_at(Vec3(-half, 0, 0), 0), {size.width, size.eaves, kFoot, true}, style, random);
  add_facade(mesh, pose_at(Vec3(half, -size.depth, 0), kPi), {size.width, size.eaves, kFoot, false}, style,
             random);
  FacadeStyle sides = style;
  sides.pilaster = 0, sides.balconies = false;
  sides.room_depth = std::min(style.room_depth, .3 * size.width);
  add_facade(mesh, pose_at(Vec3(half, 0, 0), -.5 * kPi), {size.depth, size.eaves, kFoot, false}, sides,
             random);
  add_facade(mesh, pose_at(Vec3(-half, -size.depth, 0), .5 * kPi), {size.depth, size.eaves, kFoot, false},
             sides, random);

  add_roof(mesh, size, style, random);
  return mesh;
}

}  // namespace tailcast
