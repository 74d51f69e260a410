// SPDX-License-Identifier: Apache-2.0
// The makers behind the catalog, one file a group of families. Each table row names a family and what draws
// it.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "assets/catalog.h"

namespace tailcast {

struct Family {
  AssetInfo info;
  Asset (*make)(const AssetInfo& info, std::uint64_t seed);  // leaves id, class and box to make_asset()
};

std::vector<Family> vehicle_families();
std::vector<Family> person_families();
std::vector<Family> debris_families();
std::vector<Family> animal_families();
std::vector<Family> prop_families();
std::vector<Family> jointed_families();

// One rigid mesh as the asset's root link.
void set_root(Asset& asset, Mesh mesh, const char* name = "body");
void add_link(Asset& asset, const char* name, Mesh mesh, const Joint& joint);
// Spreads the mass evenly over the bounding box's middle.
void set_mass(Asset& asset, double mass, double friction, double restitution);

}  // namespace tailcast
