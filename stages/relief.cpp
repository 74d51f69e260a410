// SPDX-License-Identifier: Apache-2.0
#include "stages/relief.h"

#include <algorithm>

#include "core/dmath.h"
#include "core/random.h"

namespace tailcast {

WaveField::WaveField(std::uint64_t seed, double shortest, double longest) {
  RandomStream random(seed, Domain::Stage);
  for (std::size_t i = 0; i < waves_.size(); ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(waves_.size() - 1);
    const double k = 2.0 * kPi / (shortest * dmath::pow(longest / shortest, share));
    const double direction = random.uniform(0, 2.0 * kPi);
    waves_[i] = {k * dmath::cos(direction), k * dmath::sin(direction), random.uniform(0, 2.0 * kPi)};
  }
}

double WaveField::at(double x, double y) const {
  double sum = 0;
  for (const auto& wave : waves_) sum += dmath::sin(wave.kx * x + wave.ky * y + wave.phase);
  return sum * std::sqrt(2.0 / static_cast<double>(waves_.size()));
}

double smooth_step(double u) {
  u = std::clamp(u, 0.0, 1.0);
  return u * u * (3.0 - 2.0 * u);
}

}  // namespace tailcast
