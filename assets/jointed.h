// SPDX-License-Identifier: Apache-2.0
// Assets whose links hang on each other by holds.
#pragma once
#include <string>
#include <vector>

#include "assets/assembly.h"
#include "assets/families.h"

namespace tailcast {

// A link at `asset_from_link` whose mesh is in its own frame.
void hang(Asset& asset, const std::string& name, Mesh mesh, const Pose& asset_from_link, const Hold& hold);
// The same with the shapes that the part collides by; the first part of an asset is its root, whatever the hold.
void hang(Asset& asset, const std::string& name, const Assembly& part, const Pose& asset_from_part, const Hold& hold);

// Loads that are bound, wrapped or heaped, and spill when they fall.
std::vector<Family> spilling_load_families();

}  // namespace tailcast
