// SPDX-License-Identifier: Apache-2.0
#include "sensors/fog.h"

#include <algorithm>
#include <cmath>

#include "core/dmath.h"
#include "core/random.h"

namespace tailcast {
namespace {

constexpr double kLn20 = 2.995732273553991;
constexpr int kStepsOfPulse = 8;    // of the table, in one length of the pulse
constexpr int kPointsOfShape = 32;  // of the integral, over two lengths
constexpr std::size_t kPatches = 4096;
constexpr std::uint32_t kShift = 0xffff;  // draw of where a pulse's patches begin

// Lognormal, of mean 1.
std::vector<double> patch_quantiles() {
  std::vector<double> patch(kPatches);
  double sum = 0;
  for (std::size_t i = 0; i < kPatches; ++i)
    sum += patch[i] =
        dmath::exp(kFogPatchiness * dmath::normal_quantile((static_cast<double>(i) + 0.5) / kPatches));
  for (auto& one : patch) one *= kPatches / sum;
  return patch;
}

}  // namespace

double fog_extinction(double visibility) {
  return std::isfinite(visibility) ? kLn20 / visibility : 0;
}

Fog::Fog(double visibility, const LidarSpec& spec, const ScanKey& key)
    : extinction_(fog_extinction(visibility)), length_(spec.optics.pulse_length), key_(key) {
  if (extinction_ <= 0 || length_ <= 0) return;
  faintest_ = faintest_echo(spec.receiver);
  first_ = last_ = std::max(spec.range.minimum, kNearestInAir);
  step_ = length_ / kStepsOfPulse;
  patch_ = patch_quantiles();
  const double reach = faintest_ / patch_.back();
  const double unit = kPi * extinction_ / kDropletRatio * 2 * length_ / kPointsOfShape;
  double brightest = 0;
  for (double range = first_; range <= spec.range.maximum;
       range = first_ + step_ * static_cast<double>(table_.size())) {
    double sum = 0;
    for (int i = 0; i < kPointsOfShape; ++i) {
      const double u = (i + 0.5) / kPointsOfShape - 0.5,
                   r = range + 2 * length_ * u;  // u: -1/2 … 1/2 over the pulse
      if (r <= kNearestInAir) continue;
      const double cosine = dmath::cos(kPi * u);
      sum += cosine * cosine * dmath::exp(-2 * extinction_ * r) * air_law(r, spec.optics);
    }
    table_.push_back(unit * sum);
    brightest = std::max(brightest, table_.back());
    if (table_.back() >= reach) last_ = range;
    if (table_.back() < reach && table_.back() < 0.01 * brightest) break;
  }
}

double Fog::back_scatter(double range) const {
  const double at = (range - first_) / step_;
  if (table_.empty() || at < 0) return 0;
  const auto k = static_cast<std::size_t>(at);
  if (k + 1 >= table_.size()) return 0;
  return table_[k] + (at - static_cast<double>(k)) * (table_[k + 1] - table_[k]);
}

void Fog::answer(const AirPath& path, std::vector<Echo>& echoes) const {
  const double last = std::min(last_, path.open_to - length_);
  if (last <= first_) return;
  const RandomKey key{key_.seed, Domain::Weather};
  const auto draw = [&](std::uint32_t k) {
    return RandomAt{key_.instance, key_.frame, path.pulse, static_cast<std::uint32_t>(AirDraw::Fog) + k};
  };
  const double begin = first_ + length_ * random_uniform(key, draw(kShift));
  double range = begin, brightest = 0;
  for (std::uint32_t k = 0; begin + length_ * k < last; k += 4) {
    const auto bits = random_bits(key, draw(k));
    for (std::uint32_t j = 0; j < 4; ++j) {
      const double r = begin + length_ * (k + j);
      if (r >= last) break;
      const double signal = back_scatter(r) * patch_[bits[j] % kPatches];
      if (signal > brightest) brightest = signal, range = r;
    }
  }
  if (brightest >= faintest_) echoes.push_back(echo_in_air(path.pulse, Cause::Fog, range, brightest));
}

}  // namespace tailcast
