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
// away, half of all near returns from cars read 0). Oren-Nayar slopes of road surfaces 0.3–0.5 rad.
// Specular coats: glass and clear coat F0 = 0.04. Glass absorbs in the near infrared: green automotive glass passes some
// 33 % at 905 nm, a coated double glazing some 50 %. Retro-reflectors: pi R_A with R_A = 70–250 cd/lx/m^2.
constexpr std::array kMaterials{
    //       id               name               rho        rough f0    width trans retro friction
    Material{Asphalt,         "asphalt",         .145, .185,  .40,  0,    0,    0,   0,   .80},
    Material{Concrete,        "concrete",        .25, .40,  .30,  0,    0,    0,   0,   .75},
    Material{LanePaint,       "lane-paint",      .45, .70,  .30,  0,    0,    0,   90,  .65},
    Material{KerbStone,       "kerb-stone",      .25, .42,  .35,  0,    0,    0,   0,   .75},
    Material{Paving,          "paving",          .22, .38,  .35,  0,    0,    0,   0,   .75},
    Material{Gravel,          "gravel",          .18, .35,  .50,  0,    0,    0,   0,   .60},
    Material{Grass,           "grass",           .35, .55,  .50,  0,    0,    0,   0,   .45},
    Material{Soil,            "soil",            .12, .25,  .50,  0,    0,    0,   0,   .50},
    Material{Brick,           "brick",           .20, .40,  .30,  0,    0,    0,   0,   .70},
    Material{Plaster,         "plaster",         .20, .48,  .25,  0,    0,    0,   0,   .70},
    Material{RoofTile,        "roof-tile",       .12, .30,  .35,  0,    0,    0,   0,   .60},
    Material{WindowGlass,     "window-glass",    .01, .03,  .05,  .04,  .01,  .50, 0,   .40},
    Material{WoodPlanks,      "wood-planks",     .10, .26,  .30,  0,    0,    0,   0,   .50},
    Material{Stone,           "stone",           .15, .38,  .40,  0,    0,    0,   0,   .70},
    Material{CarPaint,        "car-paint",       .003, .25,  .15,  .04,  .02,  0,   0,   .35},
    Material{CarGlass,        "car-glass",       .01, .03,  .05,  .04,  .01,  .33, 0,   .40},
    Material{Rubber,          "rubber",          .03, .06,  .30,  0,    0,    0,   0,   .80},
    Material{BareMetal,       "bare-metal",      .20, .50,  .15,  .30,  .20,  0,   0,   .45},
    Material{PaintedMetal,    "painted-metal",   .06, .40,  .20,  .04,  .10,  0,   0,   .45},
    Material{GalvanisedSteel, "galvanised-steel",.15, .40,  .25,  .20,  .25,  0,   0,   .45},
    Material{Plastic,         "plastic",         .04, .40,  .20,  .04,  .15,  0,   0,   .40},
    Material{RetroSheet,      "retro-sheet",     .40, .60,  .20,  0,    0,    0,   400, .50},
    Material{LampCover,       "lamp-cover",      .05, .15,  .10,  .04,  .02,  .30, 150, .40},
    Material{Cloth,           "cloth",           .12, .70,  .45,  0,    0,    0,   0,   .55},
    Material{Skin,            "skin",            .50, .65,  .35,  0,    0,    0,   0,   .60},
    Material{Fur,             "fur",             .20, .50,  .50,  0,    0,    0,   0,   .55},
    Material{Bark,            "bark",            .15, .38,  .50,  0,    0,    0,   0,   .60},
    Material{Leaf,            "leaf",            .16, .28,  .30,  0,    0,    0,   0,   .40},
    Material{Wood,            "wood",            .50, .90,  .30,  0,    0,    0,   0,   .45},
    Material{Cardboard,       "cardboard",       .50, .65,  .30,  0,    0,    0,   0,   .45},
    Material{Foam,            "foam",            .45, .70,  .40,  0,    0,    0,   0,   .60},
    Material{DarkInterior,    "dark-interior",   .01, .08,  .40,  0,    0,    0,   0,   .50},
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

double body_reflectance(MaterialId id, std::uint64_t appearance_seed) {
  const auto& m = material_info(id);
  const double u = random_uniform({appearance_seed, Domain::Asset}, {static_cast<std::uint32_t>(id), 0, 0, 0});
  return m.reflectance_min * dmath::exp(u * dmath::log(m.reflectance_max / m.reflectance_min));
}

std::string_view name_of(Part part) {
  static constexpr std::array<std::string_view, 25> kNames{
      "whole", "body", "window", "wheel", "mirror", "lamp",   "plate", "bed",  "interior", "underbody", "head", "torso", "arm",
      "leg",   "trunk", "branch", "leaves", "wall",  "roof",   "door",  "rail", "rung",     "post",      "panel", "load"};
  return kNames.at(static_cast<std::size_t>(part));
}

}  // namespace tailcast
