// SPDX-License-Identifier: Apache-2.0
// The catalog as a page to look at.
#pragma once
#include <cstdint>
#include <span>
#include <string>

#include "assets/catalog.h"

namespace tailcast {

// One HTML file that needs no other: for each family a thumbnail of the member that `seed` draws, and what is known of
// it: class, size, mass, friction, restitution, materials, joints, anchors. A row is marked data-asset="<id>".
std::string draw_gallery(std::span<const AssetInfo> families, std::uint64_t seed);

}  // namespace tailcast
