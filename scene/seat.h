// SPDX-License-Identifier: Apache-2.0
// Where something can be put on an asset: on one of its anchors, or on one of its wheels.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scene/asset.h"

namespace tailcast {

struct Seat {
  Pose asset_from_seat;  // at rest; z away from the surface that bears
  std::size_t link = 0;  // that it moves with
};

// Of that name: an anchor; or a wheel, and then the crown of its tyre, z to the hub and x along the asset. What is there
// turns with the wheel.
std::optional<Seat> find_seat(const Asset& asset, std::string_view name);
std::vector<std::string> seat_names(const Asset& asset);  // anchors, then wheels

}  // namespace tailcast
