// SPDX-License-Identifier: Apache-2.0
// What a face is made of, as a 905 nm LiDAR sees it. Ranges, because the world varies: a body draws its own values.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace tailcast {

enum class MaterialId : std::uint8_t {
  Asphalt, Concrete, LanePaint, KerbStone, Paving, Gravel, Grass, Soil,
  Brick, Plaster, RoofTile, WindowGlass, WoodPlanks, Stone,
  CarPaint, CarGlass, Rubber, BareMetal, PaintedMetal, GalvanisedSteel, Plastic, RetroSheet, LampCover,
  Cloth, Skin, Fur, Bark, Leaf, Wood, Cardboard, Foam, DarkInterior,
};

struct Material {
  MaterialId id;
  std::string_view name;
  double reflectance_min, reflectance_max;  // diffuse, 905 nm, 0..1
  double roughness;       // Oren-Nayar slope standard deviation, rad
  double specular_f0;     // Fresnel reflectance at normal incidence of the smooth coat; 0: none
  double specular_width;  // GGX alpha of that coat
  double transmission;    // two-way-independent one-way share that passes through at normal incidence (glass .9), 0..1
  double retro;           // Lambert-equivalent reflectance of a retro-reflector (pi R_A); 0: none
  double friction;        // Coulomb, against dry asphalt
};

std::span<const Material> all_materials();  // in the order of MaterialId
const Material& material_info(MaterialId id);
std::optional<MaterialId> find_material(std::string_view name);

// The diffuse reflectance that the body with this appearance seed has for that material: fixed for the body,
// log-uniform in the material's range, since surfaces differ by factors.
double body_reflectance(MaterialId id, std::uint64_t appearance_seed);

// Part of a thing that a face belongs to.
enum class Part : std::uint8_t {
  Whole, Body, Window, Wheel, Mirror, Lamp, Plate, Bed, Interior, Underbody, Head, Torso, Arm, Leg,
  TrunkPart, Branch, Leaves, WallPart, Roof, Door, Rail, Rung, Post, Panel, Load,
};
std::string_view name_of(Part part);

}  // namespace tailcast
