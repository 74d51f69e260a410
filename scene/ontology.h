// SPDX-License-Identifier: Apache-2.0
// The taxonomy: every class that a return can have, in one table, with its ids in the datasets that we write.
// Debris, animals, fallen loads and lying persons are classes of their own. Ids are part of the byte contract.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace tailcast {

enum class ClassId : std::uint16_t {
  Unlabeled, Noise,
  Road, LaneMarking, Parking, Sidewalk, Kerb, OtherGround, Terrain,
  Building, Fence, GuardRail, Wall, OtherStructure,
  Vegetation, Trunk, Hedge,
  Pole, TrafficSign, StreetFurniture,
  Car, Van, Pickup, Truck, Bus, Trailer, OtherVehicle, Bicycle, Motorcycle,
  Person, Child, Bicyclist, Motorcyclist,
  LyingPerson, Animal, Debris, FallenLoad, TrafficCone, Barrier,
  OnRails,
};

struct ClassInfo {
  ClassId id;
  std::string_view name;             // "debris"
  bool thing;                        // has instances and boxes
  bool rare;                         // of the long tail: has no id of its own in SemanticKITTI
  std::uint16_t semantic_kitti;      // id in .label files (ours: 300 and up)
  std::uint16_t semantic_kitti_moving;   // the same while it moves
  std::uint16_t strict_semantic_kitti;   // nearest id that the official configuration knows
  std::array<std::uint8_t, 3> rgb;   // colour in pictures
};

std::span<const ClassInfo> all_classes();  // in the order of ClassId
const ClassInfo& class_info(ClassId id);
std::optional<ClassId> find_class(std::string_view name);

// Why a return exists. Anything but Surface is labelled Noise, never as an object. Ghost: by way of a mirror. Bloom: stray
// light of a bright target beside the pulse. Noise: no light of the device's own.
enum class Cause : std::uint8_t { Surface, Rain, Fog, Snow, Spray, Ghost, Noise, Bloom };
inline constexpr std::size_t kCauses = 8;
std::string_view name_of(Cause cause);

}  // namespace tailcast
