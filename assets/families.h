// SPDX-License-Identifier: Apache-2.0
// The makers behind the catalog, one file a group of families. Each table row names a family and what draws
// it.
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "assets/catalog.h"

namespace tailcast {

struct Family {
  AssetInfo info;
  std::function<Asset(const AssetInfo& info, std::uint64_t seed)> make;  // leaves id, class and box to make_asset()
};

std::vector<Family> vehicle_families();
std::vector<Family> passenger_car_families();
std::vector<Family> open_car_families();
std::vector<Family> lorry_families();
std::vector<Family> service_lorry_families();
std::vector<Family> light_lorry_families();
std::vector<Family> trailer_families();
std::vector<Family> bus_families();
std::vector<Family> two_wheeler_families();
std::vector<Family> machine_families();
std::vector<Family> rail_families();
std::vector<Family> person_families();
std::vector<Family> pedestrian_families();
std::vector<Family> laden_pedestrian_families();
std::vector<Family> wheeled_person_families();
std::vector<Family> rider_families();
std::vector<Family> wildlife_families();
std::vector<Family> bird_families();
std::vector<Family> debris_families();
std::vector<Family> animal_families();
std::vector<Family> prop_families();
std::vector<Family> shed_part_families();
std::vector<Family> litter_families();
std::vector<Family> natural_debris_families();
std::vector<Family> household_load_families();
std::vector<Family> building_load_families();
std::vector<Family> road_works_families();
std::vector<Family> traffic_sign_families();
std::vector<Family> signal_families();
std::vector<Family> street_seating_families();
std::vector<Family> street_service_families();
std::vector<Family> jointed_families();

// One rigid mesh as the asset's root link.
void set_root(Asset& asset, Mesh mesh, const char* name = "body");
void add_link(Asset& asset, const char* name, Mesh mesh, const Joint& joint);
// Spreads the mass evenly over the bounding box's middle.
void set_mass(Asset& asset, double mass, double friction, double restitution);

}  // namespace tailcast
