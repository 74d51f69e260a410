// SPDX-License-Identifier: Apache-2.0
// How ground departs from its design: heights as smooth functions of the place, fixed by a seed.
#pragma once
#include <array>
#include <cstdint>

namespace tailcast {

// A band of plane waves with random directions and phases: isotropic, stationary, root mean square 1.
class WaveField {
 public:
  // Wavelengths spread geometrically over [shortest, longest], m.
  WaveField(std::uint64_t seed, double shortest, double longest);
  double at(double x, double y) const;  // m -> unitless

 private:
  struct Wave {
    double kx, ky, phase;  // rad/m, rad/m, rad
  };
  std::array<Wave, 8> waves_;
};

// 3 u^2 - 2 u^3, u clamped to [0, 1].
double smooth_step(double u);

}  // namespace tailcast
