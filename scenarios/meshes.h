// SPDX-License-Identifier: Apache-2.0
// The meshes of a scenario's own assets: read, checked and made into assets, once for all of its instances.
#pragma once
#include <string>

#include "scenarios/spec.h"

namespace tailcast {

// Where the mesh of an asset lies: its path, from the directory of the scenario's file unless it is absolute.
std::string mesh_path(const ScenarioSpec& spec, const AssetSpec& asset);

// Fills `taken` of every asset that lacks it. Reported at the places where the scenario names the meshes: E0701 a file that
// is no mesh, and what assets/user_mesh.h finds.
void take_in_meshes(ScenarioSpec& spec, Diagnostics& diagnostics);
bool has_all_meshes(const ScenarioSpec& spec);

// Of each mesh a line of what it is, then what was found, mended and assumed; for people.
std::string report_meshes(const ScenarioSpec& spec);

}  // namespace tailcast
