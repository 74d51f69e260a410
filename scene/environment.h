// SPDX-License-Identifier: Apache-2.0
// What the weather is, in the air and on the surfaces. The default is clear and dry.
#pragma once
#include <limits>

namespace tailcast {

struct Environment {
  // m, meteorological optical range: of fog or haze alone.
  double visibility = std::numeric_limits<double>::infinity();
  double rain = 0;        // m/s of water
  double snow = 0;        // m/s of water, melted
  double water_film = 0;  // m of water that stands on the ground, from the bottom of its texture
  double snow_cover = 0;  // m of snow that lies on what faces up
  double wind = 0;          // m/s, mean, 10 m above open ground
  double wind_heading = 0;  // rad, where it blows to: from the ego's way at t = 0, positive to the left
  double air_density = 1.2; // kg/m^3; 0: bodies move as in a vacuum

  bool operator==(const Environment&) const = default;
};

// The film that steady rain keeps on a road, m: the depth of flow by Gallaway et al. 1979 (FHWA-RD-79-31),
// from the bottom of a texture of 1.2 mm, 5 m down a cross-fall of 2.5 %. 0 for no rain, 0.21 mm at 2 mm/h,
// 0.95 mm at 25 mm/h.
double water_film_of(double rain);

}  // namespace tailcast
