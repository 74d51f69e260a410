// SPDX-License-Identifier: Apache-2.0
#include "sensors/receiver.h"

#include <algorithm>
#include <cmath>

#include "core/dmath.h"
#include "core/random.h"

namespace tailcast {
namespace {

enum Draw : std::uint32_t { kTexture, kDetection, kRange };

double device_intensity(const IntensityMeasurement& law, const Beam& beam, double amplitude) {
  if (beam.gain * amplitude <= law.knee) return 0;
  const double value = law.slope * dmath::log(beam.gain * amplitude / law.knee);
  if (value < beam.intensity_floor) return 0;
  return std::min(law.maximum, quantise(value, law.quantum));
}

}  // namespace

double quantise(double value, double quantum) { return quantum > 0 ? std::floor(value / quantum + 0.5) * quantum : value; }

std::optional<Detection> RingReceiver::receive(std::uint32_t pulse, double range, double signal) {
  const auto draw = [&](Domain domain, Draw what) {
    return random_normal({key_.seed, domain}, {key_.instance, key_.frame, pulse, what});
  };
  if (signal <= 0) {
    miss();
    return std::nullopt;
  }
  const auto& law = spec_.intensity;
  if (law.texture > 0) {
    const double texture = law.texture * std::min(1.0, law.texture_range / range);
    signal *= dmath::exp(texture * draw(Domain::Intensity, kTexture) - 0.5 * texture * texture);
  }
  const auto& receiver = spec_.receiver;
  double amplitude = power_ * signal;
  if (receiver.noise > 0) amplitude += receiver.noise * draw(Domain::Detection, kDetection);
  if (amplitude < receiver.threshold) {
    miss();
    return std::nullopt;
  }
  const double wanted = receiver.power_reference / (beam_.gain * signal);
  power_ = wanted >= 1 ? 1 : std::max(receiver.power_min, dmath::pow(wanted, receiver.power_exponent));

  const double low_signal = receiver.noise > 0
                                ? spec_.range.sigma_at_unit_snr * spec_.range.sigma_at_unit_snr * receiver.noise / (2 * amplitude)
                                : 0;
  const double sigma = std::sqrt(beam_.range_sigma * beam_.range_sigma + low_signal);
  double measured = range + beam_.range_bias;
  if (sigma > 0) measured += sigma * draw(Domain::RangeNoise, kRange);
  measured = quantise(measured, spec_.range.quantum);
  if (measured < spec_.range.minimum || measured > spec_.range.maximum) {
    miss();
    return std::nullopt;
  }
  return Detection{measured, device_intensity(law, beam_, amplitude)};
}

}  // namespace tailcast
