// SPDX-License-Identifier: Apache-2.0
#include "assets/catalog.h"

#include <algorithm>
#include <string>

#include "assets/families.h"
#include "core/check.h"
#include "core/random.h"

namespace tailcast {
namespace {

std::vector<Family> collect_families() {
  std::vector<Family> all;
  for (auto& group :
       {vehicle_families(), passenger_car_families(), open_car_families(), lorry_families(),
        service_lorry_families(), light_lorry_families(), trailer_families(), bus_families(),
        two_wheeler_families(), machine_families(), rail_families(), person_families(),
        pedestrian_families(), laden_pedestrian_families(), wheeled_person_families(), rider_families(),
        bird_families(), wildlife_families(), animal_families(), debris_families(), shed_part_families(),
        litter_families(), natural_debris_families(), household_load_families(), building_load_families(),
        prop_families(), road_works_families(), traffic_sign_families(), signal_families(),
        street_seating_families(), street_service_families(), jointed_families()})
    all.insert(all.end(), group.begin(), group.end());
  std::ranges::sort(all, {}, [](const Family& f) { return f.info.id; });
  return all;
}

const std::vector<Family>& families() {
  static const std::vector<Family> all = collect_families();
  return all;
}

std::vector<AssetInfo> collect_infos() {
  std::vector<AssetInfo> infos;
  for (const auto& family : families()) infos.push_back(family.info);
  return infos;
}

Bounds box_of(const Asset& asset) {
  Bounds box;
  for (const auto& link : asset.links)
    for (const auto& v : link.mesh->vertices) box.extend(link.joint.root_from_link * Vec3(v.cast<double>()));
  return box;
}

}  // namespace

std::span<const AssetInfo> catalog() {
  static const std::vector<AssetInfo> infos = collect_infos();
  return infos;
}

const AssetInfo* find_asset(std::string_view id) {
  const auto all = catalog();
  const auto it = std::ranges::find(all, id, &AssetInfo::id);
  return it == all.end() ? nullptr : &*it;
}

std::shared_ptr<const Asset> make_asset(std::string_view id, std::uint64_t seed) {
  const auto it =
      std::ranges::find(families(), id, [](const Family& f) -> std::string_view { return f.info.id; });
  TAILCAST_CHECK(it != families().end(), "no such asset: " + std::string(id));
  auto asset = std::make_shared<Asset>(it->make(it->info, derive_seed(seed, id)));
  asset->id = it->info.id;
  asset->class_id = it->info.class_id;
  asset->box = box_of(*asset);
  return asset;
}

void set_root(Asset& asset, Mesh mesh, const char* name) {
  asset.links.insert(asset.links.begin(), Link{name, std::make_shared<const Mesh>(std::move(mesh)), Joint{}});
}

void add_link(Asset& asset, const char* name, Mesh mesh, const Joint& joint) {
  asset.links.push_back({name, std::make_shared<const Mesh>(std::move(mesh)), joint});
}

void set_mass(Asset& asset, double mass, double friction, double restitution) {
  asset.mass = mass, asset.friction = friction, asset.restitution = restitution;
  asset.center_of_mass = box_of(asset).center();
}

}  // namespace tailcast
