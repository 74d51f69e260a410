// SPDX-License-Identifier: Apache-2.0
#include "sensors/air.h"

#include <algorithm>

#include "sensors/radiometry.h"

namespace tailcast {
namespace {

constexpr double kCrossed = 1.0;     // m: from here on the receiver sees the whole beam
constexpr double kLikelyFocus = 18;  // m: the HDL-64E's, the one device where it was measured
constexpr double kThinnest = 1e-3;   // m: no optics of this size focus any better
constexpr double kFaintest = 1e-6;   // 1/m^2
constexpr double kNoiseReach = 3;    // standard deviations: once in 700

}  // namespace

double crossover(double range) {
  return std::clamp((range - kNearestInAir) / (kCrossed - kNearestInAir), 0.0, 1.0);
}

double air_law(double range, const Optics& optics) {
  if (optics.focus > 0 || optics.overlap_half > 0) return range_law(range, optics) * crossover(range);
  Optics likely;
  likely.focus = kLikelyFocus;
  return range_law(range, likely) * crossover(range);
}

double faintest_echo(const Receiver& receiver) {
  return std::max({receiver.threshold - kNoiseReach * receiver.noise, 0.25 * receiver.threshold, kFaintest});
}

double footprint_area(double range, const Optics& optics) {
  return std::max(range * optics.divergence_azimuth, kThinnest) *
         std::max(range * optics.divergence_elevation, kThinnest);
}

Echo echo_in_air(std::uint32_t pulse, Cause cause, double range, double signal) {
  Echo echo;
  echo.pulse = pulse, echo.cause = cause;
  echo.range = echo.true_range = range, echo.signal = signal;
  return echo;
}

}  // namespace tailcast
