// SPDX-License-Identifier: Apache-2.0
#include "scene/material.h"

#include <array>

#include "core/dmath.h"
#include "core/random.h"

namespace tailcast {
namespace {

using enum MaterialId;
// Reflectances: ASTER library samples and near-infrared practice, as ranges, narrowed where the intensity of labelled real
// scans by class says so (leaves in clusters return half of a flat leaf's .5; clear-coated car paint sends most of the light
// away, half of all near returns from cars read 0). At 1550 nm each range is that at 905 nm times what library samples
// of it gain or lose (asphaltic concrete 1.30, aluminium 1.36, grass .48, deciduous leaves .46, pine .62, straw .95),
// skin's is measured there, and what has no sample keeps to within a third: hydrocarbons and paints a little darker.
// Oren-Nayar slopes of road surfaces 0.3–0.5 rad.
// Car paint and car glass scatter what pairs of real cars and ours say (docs/resimulate.md).
// Specular coats: glass and clear coat F0 = 0.04. Glass absorbs in the near infrared: green automotive glass passes some
// 33 % at 905 nm, a double glazing coated against heat some 45 %. Retro-reflectors: pi R_A with R_A = 70–250 cd/lx/m^2.
constexpr std::array kMaterials{
    //       id               name                at 905 nm     at 1550 nm    rough f0    width trans retro friction
    Material{Asphalt,         "asphalt",          {.145, .185}, {.19, .24},   .40,  0,    0,    0,    0,   .80},
    Material{Concrete,        "concrete",         {.25, .40},   {.26, .42},   .30,  0,    0,    0,    0,   .75},
    Material{LanePaint,       "lane-paint",       {.45, .70},   {.38, .60},   .30,  0,    0,    0,    90,  .65},
    Material{KerbStone,       "kerb-stone",       {.25, .42},   {.26, .44},   .35,  0,    0,    0,    0,   .75},
    Material{Paving,          "paving",           {.22, .38},   {.24, .41},   .35,  0,    0,    0,    0,   .75},
    Material{Gravel,          "gravel",           {.18, .35},   {.20, .38},   .50,  0,    0,    0,    0,   .60},
    Material{Grass,           "grass",            {.20, .42},   {.10, .20},   .50,  0,    0,    0,    0,   .45},
    Material{Soil,            "soil",             {.12, .25},   {.15, .32},   .50,  0,    0,    0,    0,   .50},
    Material{Brick,           "brick",            {.12, .38},   {.14, .44},   .30,  0,    0,    0,    0,   .70},
    Material{Plaster,         "plaster",          {.11, .44},   {.10, .40},   .25,  0,    0,    0,    0,   .70},
    Material{RoofTile,        "roof-tile",        {.12, .30},   {.13, .34},   .35,  0,    0,    0,    0,   .60},
    Material{WindowGlass,     "window-glass",     {.01, .03},   {.01, .03},   .05,  .04,  .01,  .45,  0,   .40},
    Material{WoodPlanks,      "wood-planks",      {.10, .26},   {.07, .18},   .30,  0,    0,    0,    0,   .50},
    Material{Stone,           "stone",            {.15, .38},   {.14, .36},   .40,  0,    0,    0,    0,   .70},
    Material{CarPaint,        "car-paint",        {.006, .40},  {.006, .33},  .15,  .04,  .02,  0,    0,   .35},
    Material{CarGlass,        "car-glass",        {.002, .012}, {.002, .012},  .05,  .04,  .01,  .33,  0,   .40},
    Material{Rubber,          "rubber",           {.03, .06},   {.03, .06},   .30,  0,    0,    0,    0,   .80},
    Material{BareMetal,       "bare-metal",       {.20, .50},   {.27, .68},   .15,  .30,  .20,  0,    0,   .45},
    Material{PaintedMetal,    "painted-metal",    {.06, .40},   {.05, .30},   .20,  .04,  .10,  0,    0,   .45},
    Material{GalvanisedSteel, "galvanised-steel", {.15, .40},   {.20, .54},   .25,  .20,  .25,  0,    0,   .45},
    Material{Plastic,         "plastic",          {.04, .40},   {.03, .32},   .20,  .04,  .15,  0,    0,   .40},
    Material{RetroSheet,      "retro-sheet",      {.40, .60},   {.34, .52},   .20,  0,    0,    0,    400, .50},
    Material{LampCover,       "lamp-cover",       {.05, .15},   {.04, .13},   .10,  .04,  .02,  .30,  150, .40},
    Material{Cloth,           "cloth",            {.12, .70},   {.11, .62},   .45,  0,    0,    0,    0,   .55},
    Material{Skin,            "skin",             {.50, .65},   {.10, .20},   .35,  0,    0,    0,    0,   .60},
    Material{Fur,             "fur",              {.20, .50},   {.15, .40},   .50,  0,    0,    0,    0,   .55},
    Material{Bark,            "bark",             {.15, .38},   {.14, .36},   .50,  0,    0,    0,    0,   .60},
    Material{Leaf,            "leaf",             {.11, .25},   {.05, .12},   .30,  0,    0,    0,    0,   .40},
    Material{Wood,            "wood",             {.50, .90},   {.31, .55},   .30,  0,    0,    0,    0,   .45},
    Material{Cardboard,       "cardboard",        {.50, .65},   {.36, .50},   .30,  0,    0,    0,    0,   .45},
    Material{Foam,            "foam",             {.45, .70},   {.38, .62},   .40,  0,    0,    0,    0,   .60},
    Material{DarkInterior,    "dark-interior",    {.01, .08},   {.01, .08},   .40,  0,    0,    0,    0,   .50},
    Material{SignalPlastic,   "signal-plastic",   {.40, .70},   {.34, .58},   .20,  .04,  .15,  0,    0,   .45},
    Material{PlasticFilm,     "plastic-film",     {.20, .45},   {.16, .38},   .25,  .05,  .10,  .35,  0,   .35},
    Material{Straw,           "straw",            {.45, .62},   {.43, .59},   .50,  0,    0,    0,    0,   .55},
    Material{RedRetroSheet,   "red-retro-sheet",  {.30, .50},   {.26, .44},   .20,  0,    0,    0,    250, .50},
};

consteval bool in_order() {
  for (std::size_t i = 0; i < kMaterials.size(); ++i)
    if (static_cast<std::size_t>(kMaterials[i].id) != i) return false;
  return true;
}
static_assert(in_order());

}  // namespace

std::span<const Material> all_materials() { return kMaterials; }
const Material& material_info(MaterialId id) { return kMaterials.at(static_cast<std::size_t>(id)); }
std::optional<MaterialId> find_material(std::string_view name) {
  for (const auto& material : kMaterials)
    if (material.name == name) return material.id;
  return std::nullopt;
}

Band band_of(double wavelength) {
  constexpr double kBetween = 0.5 * (905e-9 + 1550e-9);
  return wavelength < kBetween ? Band::Nm905 : Band::Nm1550;
}

const ReflectanceRange& reflectance_in(const Material& material, Band band) {
  return band == Band::Nm905 ? material.at_905 : material.at_1550;
}

double body_reflectance(MaterialId id, std::uint64_t appearance_seed, Band band) {
  const auto& [min, max] = reflectance_in(material_info(id), band);
  const double u = random_uniform({appearance_seed, Domain::Asset}, {static_cast<std::uint32_t>(id), 0, 0, 0});
  return min * dmath::exp(u * dmath::log(max / min));
}

std::string_view name_of(Part part) {
  static constexpr std::array<std::string_view, 25> kNames{
      "whole", "body", "window", "wheel", "mirror", "lamp",   "plate", "bed",  "interior", "underbody", "head", "torso", "arm",
      "leg",   "trunk", "branch", "leaves", "wall",  "roof",   "door",  "rail", "rung",     "post",      "panel", "load"};
  return kNames.at(static_cast<std::size_t>(part));
}

}  // namespace tailcast
