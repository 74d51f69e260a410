// SPDX-License-Identifier: Apache-2.0
#include "sensors/receiver.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/dmath.h"
#include "core/random.h"

namespace tailcast {
namespace {

constexpr std::uint32_t kDrawsOfACause = 64, kFalseAlarm = 0xff00;
constexpr double kLn10 = 2.302585092994045684;

double device_intensity(const LidarSpec& spec, const Beam& beam, double amplitude, double power, double range) {
  const auto& intensity = spec.intensity;
  double value = 0;
  if (const auto* law = std::get_if<LogarithmicIntensity>(&intensity.law)) {
    if (beam.gain * amplitude > law->knee)
      value = law->slope * beam.intensity_slope * dmath::log(beam.gain * amplitude / law->knee);
  } else {
    const auto& scale = std::get<ReflectivityIntensity>(intensity.law);
    const double reflectance = std::max(0.0, beam.gain * amplitude / power) / range_law(range, spec.optics.focus);
    value = reflectance <= 1 ? scale.diffuse * reflectance
                             : scale.diffuse + (intensity.maximum - scale.diffuse) * dmath::log(reflectance) / dmath::log(scale.retro);
  }
  if (value < beam.intensity_floor) return 0;
  return std::min(intensity.maximum, quantise(value, intensity.quantum));
}

}  // namespace

double quantise(double value, double quantum) {
  constexpr double kRound = 6755399441055744.0;  // 1.5 * 2^52: added and taken away again, leaves the nearest whole number
  return quantum > 0 ? ((value / quantum + kRound) - kRound) * quantum : value;
}

// What that mode reports, nearest first.
void RingReceiver::choose(std::vector<Found>& found) const {
  const auto weaker = [](const Found& a, const Found& b) { return a.amplitude < b.amplitude; };
  if (found.size() < 2) return;
  std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.range < b.range; });
  if (spec_.returns == ReturnMode::First) return found.resize(1);
  if (spec_.returns == ReturnMode::Last) {
    found.front() = found.back();
    return found.resize(1);
  }
  const auto strongest = std::max_element(found.begin(), found.end(), weaker);
  if (spec_.returns == ReturnMode::Strongest) {
    found.front() = *strongest;
    return found.resize(1);
  }
  auto other = std::prev(found.end());
  if (other == strongest) other = std::max_element(found.begin(), strongest, weaker);
  const std::array pair{std::min(other, strongest), std::max(other, strongest)};
  found = {*pair[0], *pair[1]};
}

std::span<const Detection> RingReceiver::receive(std::uint32_t pulse, std::span<const Echo> echoes) {
  reported_.clear();
  auto& found = found_;
  found.clear();
  std::array<std::uint32_t, kCauses> seen{};  // of each cause: so that no drop moves the draws of a surface
  const auto& receiver = spec_.receiver;
  for (std::uint32_t i = 0; i < echoes.size(); ++i) {
    const auto& echo = echoes[i];
    const auto cause = static_cast<std::uint32_t>(echo.cause);
    const auto draw = cause * kDrawsOfACause + std::min(seen[cause]++, kDrawsOfACause - 1);
    const auto normals = random_normals({key_.seed, Domain::Detection}, {key_.instance, key_.frame, pulse, draw});
    double signal = echo.signal;
    if (spec_.intensity.texture > 0 && echo.body != kNoBody) {
      const double texture = spec_.intensity.texture * std::min(1.0, spec_.intensity.texture_range / echo.range);
      signal *= dmath::exp(texture * normals[0] - 0.5 * texture * texture);
    }
    const double amplitude = power_ * signal + receiver.noise * normals[1];
    if (amplitude < receiver.threshold || amplitude <= 0) continue;
    const double low_signal = spec_.range.sigma_at_unit_snr * spec_.range.sigma_at_unit_snr * receiver.noise / (2 * amplitude);
    const double sigma = std::sqrt(beam_.range_sigma * beam_.range_sigma + low_signal);
    double range = echo.range + beam_.range_bias + sigma * normals[2];
    if (receiver.saturation > 0 && amplitude > receiver.saturation)
      range -= spec_.range.walk * dmath::log(amplitude / receiver.saturation) / kLn10;
    range = quantise(range, spec_.range.quantum);
    if (range < spec_.range.minimum || range > spec_.range.maximum) continue;
    found.push_back({i, range, signal, amplitude});
  }
  choose(found);
  for (const auto& one : found)
    reported_.push_back({one.echo, static_cast<std::uint8_t>(reported_.size()), one.range,
                         device_intensity(spec_, beam_, one.amplitude, power_, one.range)});
  if (found.empty()) {
    miss();
    if (receiver.false_alarms > 0) false_alarm(pulse);
    return reported_;
  }
  if (receiver.power_exponent > 0) {
    const double wanted = receiver.power_reference / (beam_.gain * std::max(found.front().signal, found.back().signal));
    power_ = wanted >= 1 ? 1 : std::max(receiver.power_min, dmath::pow(wanted, receiver.power_exponent));
  }
  return reported_;
}

void RingReceiver::false_alarm(std::uint32_t pulse) {
  const RandomKey key{key_.seed, Domain::Detection};
  const auto bits = random_bits(key, {key_.instance, key_.frame, pulse, kFalseAlarm});
  const auto unit = [&](std::size_t i) { return (static_cast<double>(bits[i]) + 0.5) * (1.0 / 4294967296.0); };
  if (unit(0) >= spec_.receiver.false_alarms) return;
  const double range = quantise(spec_.range.minimum + unit(1) * (spec_.range.maximum - spec_.range.minimum), spec_.range.quantum);
  if (range > spec_.range.maximum) return;
  reported_.push_back({kNoEcho, 0, range, device_intensity(spec_, beam_, spec_.receiver.threshold, 1, range)});
}

}  // namespace tailcast
