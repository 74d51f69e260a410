// SPDX-License-Identifier: Apache-2.0
#include "scene/ontology.h"

namespace tailcast {
namespace {

using enum ClassId;
// Ours begin at 300: SemanticKITTI's own ids end at 259, and its tools size their tables from the configuration.
constexpr std::array kClasses{
    //        id              name                thing  rare   id   mov  strict  rgb
    ClassInfo{Unlabeled,      "unlabeled",        false, false, 0,   0,   0,   {120, 120, 120}},
    ClassInfo{Noise,          "noise",            false, false, 1,   1,   1,   {200, 40, 200}},
    ClassInfo{Road,           "road",             false, false, 40,  40,  40,  {128, 90, 128}},
    ClassInfo{LaneMarking,    "lane-marking",     false, false, 60,  60,  60,  {240, 240, 200}},
    ClassInfo{Parking,        "parking",          false, false, 44,  44,  44,  {200, 140, 210}},
    ClassInfo{Sidewalk,       "sidewalk",         false, false, 48,  48,  48,  {150, 70, 120}},
    ClassInfo{Kerb,           "kerb",             false, true,  300, 300, 48,  {190, 120, 160}},
    ClassInfo{OtherGround,    "other-ground",     false, false, 49,  49,  49,  {140, 110, 80}},
    ClassInfo{Terrain,        "terrain",          false, false, 72,  72,  72,  {130, 170, 80}},
    ClassInfo{Building,       "building",         false, false, 50,  50,  50,  {230, 180, 80}},
    ClassInfo{Fence,          "fence",            false, false, 51,  51,  51,  {220, 120, 60}},
    ClassInfo{GuardRail,      "guard-rail",       false, true,  301, 301, 51,  {220, 150, 100}},
    ClassInfo{Wall,           "wall",             false, true,  302, 302, 52,  {200, 160, 120}},
    ClassInfo{OtherStructure, "other-structure",  false, false, 52,  52,  52,  {190, 150, 100}},
    ClassInfo{Vegetation,     "vegetation",       false, false, 70,  70,  70,  {40, 160, 60}},
    ClassInfo{Trunk,          "trunk",            false, false, 71,  71,  71,  {140, 90, 50}},
    ClassInfo{Hedge,          "hedge",            false, true,  303, 303, 70,  {80, 180, 80}},
    ClassInfo{Pole,           "pole",             false, false, 80,  80,  80,  {240, 230, 150}},
    ClassInfo{TrafficSign,    "traffic-sign",     false, false, 81,  81,  81,  {255, 60, 60}},
    ClassInfo{StreetFurniture,"street-furniture", false, true,  304, 304, 99,  {160, 200, 190}},
    ClassInfo{Car,            "car",              true,  false, 10,  252, 10,  {90, 150, 245}},
    ClassInfo{Van,            "van",              true,  true,  310, 330, 10,  {70, 110, 220}},
    ClassInfo{Pickup,         "pickup",           true,  true,  311, 331, 10,  {110, 130, 240}},
    ClassInfo{Truck,          "truck",            true,  false, 18,  258, 18,  {80, 40, 180}},
    ClassInfo{Bus,            "bus",              true,  false, 13,  257, 13,  {100, 80, 250}},
    ClassInfo{Trailer,        "trailer",          true,  true,  312, 332, 20,  {60, 60, 160}},
    ClassInfo{OtherVehicle,   "other-vehicle",    true,  false, 20,  259, 20,  {100, 80, 200}},
    ClassInfo{Bicycle,        "bicycle",          true,  false, 11,  11,  11,  {100, 230, 245}},
    ClassInfo{Motorcycle,     "motorcycle",       true,  false, 15,  15,  15,  {30, 60, 150}},
    ClassInfo{Person,         "person",           true,  false, 30,  254, 30,  {255, 70, 70}},
    ClassInfo{Child,          "child",            true,  true,  313, 333, 30,  {255, 110, 30}},
    ClassInfo{Bicyclist,      "bicyclist",        true,  false, 31,  253, 31,  {255, 40, 200}},
    ClassInfo{Motorcyclist,   "motorcyclist",     true,  false, 32,  255, 32,  {150, 30, 90}},
    ClassInfo{LyingPerson,    "lying-person",     true,  true,  314, 334, 30,  {255, 0, 90}},
    ClassInfo{Animal,         "animal",           true,  true,  315, 335, 99,  {255, 200, 0}},
    ClassInfo{Debris,         "debris",           true,  true,  316, 336, 99,  {255, 140, 0}},
    ClassInfo{FallenLoad,     "fallen-load",      true,  true,  317, 337, 99,  {255, 170, 60}},
    ClassInfo{TrafficCone,    "traffic-cone",     true,  true,  318, 338, 99,  {255, 120, 60}},
    ClassInfo{Barrier,        "barrier",          true,  true,  319, 339, 99,  {220, 100, 100}},
    ClassInfo{OnRails,        "on-rails",         true,  false, 16,  256, 16,  {0, 0, 255}},
};

consteval bool in_order() {
  for (std::size_t i = 0; i < kClasses.size(); ++i)
    if (static_cast<std::size_t>(kClasses[i].id) != i) return false;
  return true;
}
static_assert(in_order());

}  // namespace

std::span<const ClassInfo> all_classes() { return kClasses; }
const ClassInfo& class_info(ClassId id) { return kClasses.at(static_cast<std::size_t>(id)); }
std::optional<ClassId> find_class(std::string_view name) {
  for (const auto& info : kClasses)
    if (info.name == name) return info.id;
  return std::nullopt;
}

std::string_view name_of(Cause cause) {
  static constexpr std::array<std::string_view, kCauses> kNames{"surface", "rain", "fog", "snow", "spray", "ghost", "noise", "bloom"};
  return kNames.at(static_cast<std::size_t>(cause));
}

}  // namespace tailcast
