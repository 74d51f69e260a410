// SPDX-License-Identifier: Apache-2.0
// The places that there are, for build_place(). `parameters` are complete: each of the place's, in range.
#pragma once
#include <map>

#include "stages/stage.h"

namespace tailcast {

using PlaceParameters = std::map<std::string, double>;

PlaceInfo describe_highway();
std::vector<Lane> highway_lanes(const PlaceParameters& parameters);
Stage build_highway(const PlaceParameters& parameters, std::uint64_t seed);

PlaceInfo describe_residential();
std::vector<Lane> residential_lanes(const PlaceParameters& parameters);
Stage build_residential(const PlaceParameters& parameters, std::uint64_t seed);

}  // namespace tailcast
