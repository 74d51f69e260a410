// SPDX-License-Identifier: Apache-2.0
#include "sensors/receiver.h"

#include <algorithm>
#include <cmath>

#include "core/check.h"
#include "core/dmath.h"
#include "core/random.h"
#include "core/wide.h"

namespace tailcast {
namespace {

constexpr std::uint32_t kDrawsOfACause = 64, kFalseAlarm = 0xff00;
constexpr double kLn10 = 2.302585092994045684;
constexpr double kLargestNormal = 6.5;  // that random_normals() gives

struct RangeNoise {
  double beam, unit_snr, noise;  // m, m, 1/m^2
};

// m: of white noise, for an echo of that amplitude.
TAILCAST_INLINE double sigma_of(const RangeNoise& noise, double amplitude) {
  const double low_signal = noise.unit_snr * noise.unit_snr * noise.noise / (2 * amplitude);
  return std::sqrt(noise.beam * noise.beam + low_signal);
}

// ranges[i] becomes what is measured of it, before walk and quantisation.
TAILCAST_WIDE void add_noise(const RangeNoise& noise, double bias, const double* amplitude,
                             const double* normal, double* range, std::size_t count) {
  TAILCAST_LANES
  for (std::size_t i = 0; i < count; ++i)
    range[i] = range[i] + bias + sigma_of(noise, amplitude[i]) * normal[i];
}

TAILCAST_WIDE void quantise_all(double quantum, double* value, std::size_t count) {
  TAILCAST_LANES
  for (std::size_t i = 0; i < count; ++i) value[i] = quantise(value[i], quantum);
}

// exponent[i]: of the factor that the grain of the surface lays on the signal.
TAILCAST_WIDE void grain(double texture, double texture_range, const double* range, const double* normal,
                         double* exponent, std::size_t count) {
  TAILCAST_LANES
  for (std::size_t i = 0; i < count; ++i) {
    const double share = texture_range / range[i];
    const double sigma = texture * (share < 1.0 ? share : 1.0);
    exponent[i] = sigma * normal[i] - 0.5 * sigma * sigma;
  }
}

// Of an echo that is drawn out so far, m.
double peak_share(double stretch, double peak_length) {
  const double lengths = stretch / peak_length;
  return 1.0 / std::sqrt(1.0 + lengths * lengths);
}

TAILCAST_WIDE void multiply(double a, double* value, std::size_t count) {
  TAILCAST_LANES
  for (std::size_t i = 0; i < count; ++i) value[i] = a * value[i];
}

// The share of full power that brings a signal to its reference, before the exponent.
TAILCAST_WIDE void wanted_power(double reference, double gain, const double* signal, double* wanted,
                                std::size_t count) {
  TAILCAST_LANES
  for (std::size_t i = 0; i < count; ++i) {
    const double share = reference / (gain * signal[i]);
    wanted[i] = share >= 1 ? 1.0 : share;
  }
}

// Places of arrays that keep their memory from row to row.
std::span<double> sized(std::vector<double>& values, std::size_t count) {
  if (values.size() < count) values.resize(count);
  return std::span(values).first(count);
}

}  // namespace

std::span<const Detection> RingReceiver::receive(std::uint32_t ring, const EchoRow& row) {
  TAILCAST_CHECK(row.ends.size() == row.pulses.size() && row.dark.size() == row.pulses.size(),
                 "each pulse of a row ends");
  const auto& beam = spec_.beams[ring];
  reported_.clear(), amplitude_.clear(), power_.clear();
  draw(row);
  light(beam, row);
  find(beam, row);
  measure_ranges(beam, row);
  measure_intensities(beam);
  for (std::size_t i = 0; i < reported_.size(); ++i)
    reported_[i].range = range_[i], reported_[i].intensity = reading_[i];
  return reported_;
}

// An echo's normals are addressed by its pulse and cause: so that no drop moves the draws of a surface.
void RingReceiver::draw(const EchoRow& row) {
  const auto count = row.echoes.size();
  address_.resize(count), draw_.resize(count);
  std::uint32_t begin = 0;
  for (const auto end : row.ends) {
    std::array<std::uint32_t, kCauses> seen{};
    for (auto i = begin; i < end; ++i) {
      const auto cause = static_cast<std::uint32_t>(row.echoes[i].cause);
      address_[i] = row.echoes[i].pulse;
      draw_[i] = cause * kDrawsOfACause + std::min(seen[cause]++, kDrawsOfACause - 1);
    }
    begin = end;
  }
  random_normals({key_.seed, Domain::Detection}, {key_.instance, key_.frame, address_, draw_},
                 sized(normals_[0], count), sized(normals_[1], count), sized(normals_[2], count));
}

// What each echo sends, and what the next pulse's power would be after it.
void RingReceiver::light(const Beam& beam, const EchoRow& row) {
  const auto count = row.echoes.size();
  const auto signal = sized(signal_, count);
  for (std::size_t i = 0; i < count; ++i) signal[i] = row.echoes[i].signal;
  if (spec_.intensity.texture > 0) {
    const auto factor = sized(work_, count), range = sized(range_, count);
    for (std::size_t i = 0; i < count; ++i) range[i] = row.echoes[i].range;
    grain(spec_.intensity.texture, spec_.intensity.texture_range, range.data(), normals_[0].data(),
          factor.data(), count);
    dmath::exp(factor, factor);
    for (std::size_t i = 0; i < count; ++i)
      if (row.echoes[i].body != kNoBody) signal[i] *= factor[i];
  }
  const auto peak = sized(peak_, count);
  const auto& receiver = spec_.receiver;
  for (std::size_t i = 0; i < count; ++i) {
    peak[i] = signal[i];
    if (receiver.peak_length > 0) peak[i] *= peak_share(row.echoes[i].stretch, receiver.peak_length);
  }
  const auto next = sized(next_power_, count);
  if (receiver.power_exponent <= 0) return std::fill(next.begin(), next.end(), 1.0);
  wanted_power(receiver.power_reference, beam.gain, signal.data(), next.data(), count);
  dmath::log(next, next);
  multiply(receiver.power_exponent, next.data(), count);
  dmath::exp(next, next);
  for (auto& power : next) power = std::max(receiver.power_min, power);
}

// Pulse by pulse, since each has its power from the one before.
void RingReceiver::find(const Beam& beam, const EchoRow& row) {
  const auto& receiver = spec_.receiver;
  const RangeNoise noise{beam.range_sigma, spec_.range.sigma_at_unit_snr, receiver.noise};
  // However noisy, a range moves by no more; none is found that is fainter than the threshold.
  const double spread =
      std::fabs(beam.range_bias) + spec_.range.quantum +
      kLargestNormal * (receiver.threshold > 0 ? sigma_of(noise, receiver.threshold) : 1e300);
  const double nearest = spec_.range.minimum + spread, farthest = spec_.range.maximum - spread;
  const double saturation = receiver.saturation > 0 ? receiver.saturation : 1e300;
  double power = 1;
  std::uint32_t begin = 0;
  for (std::uint32_t pulse = 0; pulse < row.pulses.size(); ++pulse) {
    const auto end = row.ends[pulse];
    const double sent = power;
    power = 1;
    if (row.dark[pulse]) continue;
    if (end == begin + 1) {
      const auto& echo = row.echoes[begin];
      const double noise_here = receiver.noise * normals_[1][begin];
      const double amplitude = sent * signal_[begin] + noise_here;
      if (sent * peak_[begin] + noise_here >= receiver.threshold && amplitude > 0) {
        const bool surely_within = echo.range > nearest && echo.range < farthest && amplitude <= saturation;
        const double range = surely_within ? spec_.range.minimum : range_of(beam, echo, begin, amplitude);
        if (range >= spec_.range.minimum && range <= spec_.range.maximum) {
          report(pulse, begin, 0, amplitude, sent);
          power = next_power_[begin++];
          continue;
        }
      }
    } else if (end > begin) {
      find_among(beam, row, begin, end, sent);
      for (std::uint8_t number = 0; number < found_.size(); ++number)
        report(pulse, found_[number].echo, number, found_[number].amplitude, sent);
      begin = end;
      if (!found_.empty()) {
        const auto &near = found_.front(), &far = found_.back();
        power = next_power_[near.signal < far.signal ? far.echo : near.echo];
        continue;
      }
    }
    begin = end;
    if (receiver.false_alarms > 0) false_alarm(pulse, row.pulses[pulse]);
  }
}

void RingReceiver::find_among(const Beam& beam, const EchoRow& row, std::uint32_t begin, std::uint32_t end,
                              double power) {
  found_.clear();
  for (auto i = begin; i < end; ++i) {
    const double noise = spec_.receiver.noise * normals_[1][i];
    const double amplitude = power * signal_[i] + noise;
    if (power * peak_[i] + noise < spec_.receiver.threshold || amplitude <= 0) continue;
    const double range = range_of(beam, row.echoes[i], i, amplitude);
    if (range < spec_.range.minimum || range > spec_.range.maximum) continue;
    found_.push_back({i, range, signal_[i], amplitude});
  }
  choose(found_);
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

// Of that one echo, what measure_ranges() gives.
double RingReceiver::range_of(const Beam& beam, const Echo& echo, std::uint32_t i, double amplitude) const {
  const auto& receiver = spec_.receiver;
  const RangeNoise noise{beam.range_sigma, spec_.range.sigma_at_unit_snr, receiver.noise};
  double range = echo.range + beam.range_bias + sigma_of(noise, amplitude) * normals_[2][i];
  if (receiver.saturation > 0 && amplitude > receiver.saturation)
    range -= spec_.range.walk * dmath::log(amplitude / receiver.saturation) / kLn10;
  return quantise(range, spec_.range.quantum);
}

void RingReceiver::report(std::uint32_t pulse, std::uint32_t echo, std::uint8_t number, double amplitude,
                          double power) {
  reported_.push_back({pulse, echo, number, 0, 0});
  amplitude_.push_back(amplitude), power_.push_back(power);
}

void RingReceiver::false_alarm(std::uint32_t pulse, std::uint32_t address) {
  const auto bits =
      random_bits({key_.seed, Domain::Detection}, {key_.instance, key_.frame, address, kFalseAlarm});
  const auto unit = [&](std::size_t i) {
    return (static_cast<double>(bits[i]) + 0.5) * (1.0 / 4294967296.0);
  };
  if (unit(0) >= spec_.receiver.false_alarms) return;
  const double range = quantise(spec_.range.minimum + unit(1) * (spec_.range.maximum - spec_.range.minimum),
                                spec_.range.quantum);
  if (range > spec_.range.maximum) return;
  report(pulse, kNoEcho, 0, spec_.receiver.threshold, 1);
  reported_.back().range = range;
}

void RingReceiver::measure_ranges(const Beam& beam, const EchoRow& row) {
  const auto count = reported_.size();
  const auto range = sized(range_, count), normal = sized(work_, count);
  for (std::size_t k = 0; k < count; ++k) {
    const auto i = reported_[k].echo;
    range[k] = i == kNoEcho ? 0 : row.echoes[i].range, normal[k] = i == kNoEcho ? 0 : normals_[2][i];
  }
  const auto& receiver = spec_.receiver;
  add_noise({beam.range_sigma, spec_.range.sigma_at_unit_snr, receiver.noise}, beam.range_bias,
            amplitude_.data(), normal.data(), range.data(), count);
  if (receiver.saturation > 0)
    for (std::size_t k = 0; k < count; ++k)
      if (amplitude_[k] > receiver.saturation)
        range[k] -= spec_.range.walk * dmath::log(amplitude_[k] / receiver.saturation) / kLn10;
  quantise_all(spec_.range.quantum, range.data(), count);
  for (std::size_t k = 0; k < count; ++k)
    if (reported_[k].echo == kNoEcho) range[k] = reported_[k].range;
}

void RingReceiver::measure_intensities(const Beam& beam) {
  const auto count = reported_.size();
  const auto reading = sized(reading_, count), logarithm = sized(work_, count);
  const auto& intensity = spec_.intensity;
  if (const auto* law = std::get_if<LogarithmicIntensity>(&intensity.law)) {
    for (std::size_t k = 0; k < count; ++k)
      logarithm[k] = beam.gain * amplitude_[k] > law->knee ? beam.gain * amplitude_[k] / law->knee : 1.0;
    dmath::log(logarithm, logarithm);
    const double slope = law->slope * beam.intensity_slope;
    for (std::size_t k = 0; k < count; ++k) reading[k] = slope * logarithm[k];
  } else {
    const auto& scale = std::get<ReflectivityIntensity>(intensity.law);
    for (std::size_t k = 0; k < count; ++k) {
      reading[k] = std::max(0.0, beam.gain * amplitude_[k] / power_[k]) / range_law(range_[k], spec_.optics);
      logarithm[k] = std::max(1.0, reading[k]);
    }
    dmath::log(logarithm, logarithm);
    const double retro = dmath::log(scale.retro);
    for (std::size_t k = 0; k < count; ++k)
      reading[k] = reading[k] <= 1
                       ? scale.diffuse * reading[k]
                       : scale.diffuse + (intensity.maximum - scale.diffuse) * logarithm[k] / retro;
  }
  for (auto& value : reading)
    value =
        value < beam.intensity_floor ? 0.0 : std::min(intensity.maximum, quantise(value, intensity.quantum));
}

}  // namespace tailcast
