// SPDX-License-Identifier: Apache-2.0
// What a face is made of, as LiDARs of the two common bands see it. Ranges, because the world varies: a body draws its
// own.
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
  SignalPlastic, PlasticFilm, Straw, RedRetroSheet,
};

// Silicon detectors see some 850 to 950 nm, InGaAs ones some 1530 to 1565 nm, where whatever holds water is dark.
enum class Band : std::uint8_t { Nm905, Nm1550 };
// The band whose reflectances stand for that wavelength (m): the nearer one.
Band band_of(double wavelength);

struct ReflectanceRange {
  double min, max;  // diffuse, 0..1
};

struct Material {
  MaterialId id;
  std::string_view name;
  ReflectanceRange at_905, at_1550;  // nm
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

const ReflectanceRange& reflectance_in(const Material& material, Band band);

// The diffuse reflectance that the body with this appearance seed has for that material: fixed for the body,
// log-uniform in the material's range, since surfaces differ by factors; at the same place of the range in either band.
double body_reflectance(MaterialId id, std::uint64_t appearance_seed, Band band = Band::Nm905);

// Part of a thing that a face belongs to.
enum class Part : std::uint8_t {
  Whole, Body, Window, Wheel, Mirror, Lamp, Plate, Bed, Interior, Underbody, Head, Torso, Arm, Leg,
  TrunkPart, Branch, Leaves, WallPart, Roof, Door, Rail, Rung, Post, Panel, Load,
};
std::string_view name_of(Part part);

}  // namespace tailcast
