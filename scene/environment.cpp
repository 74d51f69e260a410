// SPDX-License-Identifier: Apache-2.0
#include "scene/environment.h"

#include "core/dmath.h"

namespace tailcast {

double water_film_of(double rain) {
  constexpr double kTexture = 1.2, kFlow = 5, kCrossFall = 2.5;  // mm, m, %
  if (rain <= 0) return 0;
  const double hourly = rain * 3.6e6;  // mm/h
  return 1e-3 * 0.103 * dmath::pow(kTexture, 0.11) * dmath::pow(kFlow, 0.43) * dmath::pow(hourly, 0.59) /
         dmath::pow(kCrossFall, 0.42);
}

}  // namespace tailcast
