// SPDX-License-Identifier: Apache-2.0
// The catalog of things: parametric families, each generated from a seed. All geometry is ours.
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scene/asset.h"

namespace tailcast {

// What can be known of a family without building it.
struct AssetInfo {
  std::string id;  // "vehicle/pickup"
  ClassId class_id;
  std::string summary;  // one line
  Vec3 nominal_size;    // m: length, width, height
  double nominal_mass;  // kg
  std::vector<std::string> anchors;
};

std::span<const AssetInfo> catalog();              // sorted by id
const AssetInfo* find_asset(std::string_view id);  // nullptr when there is none
// One member of the family: shape and size drawn by the seed; the same seed gives the same bytes. `id` must
// be in the catalog.
std::shared_ptr<const Asset> make_asset(std::string_view id, std::uint64_t seed);

}  // namespace tailcast
