// SPDX-License-Identifier: Apache-2.0
#include "sensors/precipitation.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/dmath.h"
#include "core/random.h"

namespace tailcast {
namespace {

constexpr double kCell = 0.1;  // m
constexpr std::size_t kMostCells = 4000;
constexpr double kMostParticles = 24;     // a pulse, on average
constexpr std::uint32_t kMostDrawn = 63;  // a pulse
constexpr double kSmallestDrop = 5e-5;    // m: drizzle (Goodin et al. 2021, LISA)

// m/s to mm/h.
double hourly(double flux) {
  return flux * 3.6e6;
}

struct Units {
  double a, b, c;
};
// Three uniform draws of 32 bits.
Units units(const ScanKey& key, AirDraw kind, std::uint32_t pulse, std::uint32_t k) {
  const auto bits = random_bits({key.seed, Domain::Weather},
                                {key.instance, key.frame, pulse, static_cast<std::uint32_t>(kind) + k});
  const auto unit = [&](std::size_t i) {
    return (static_cast<double>(bits[i]) + 0.5) * (1.0 / 4294967296.0);
  };
  return {unit(0), unit(1), unit(2)};
}

// pi/4 D^2 of the sizes above `least`, for one m^3: 1/m.
double shadow_above(const SizeLaw& sizes, double least) {
  const double x = sizes.decay * least, scale = sizes.density / (sizes.decay * sizes.decay * sizes.decay);
  return kPi / 4 * sizes.swell * sizes.swell * scale * dmath::exp(-x) * (x * x + 2 * x + 2);
}

}  // namespace

SizeLaw rain_sizes(double rain) {
  constexpr double kFresnel = (1.328 - 1) / (1.328 + 1);  // of water at 905 nm
  const double rate = hourly(std::min(rain, kHeaviestRain));
  return {8e6, 4.1e3 * dmath::pow(rate, -0.21), 1, kFresnel * kFresnel};
}

SizeLaw snow_sizes(double snow) {
  constexpr double kDensity = 0.1, kAlbedo = 0.9;  // of a flake over water's; Hahner et al. 2022
  const double rate = hourly(snow);
  return {3.8e6 * dmath::pow(rate, -0.87), 2.55e3 * dmath::pow(rate, -0.48), dmath::pow(kDensity, -1.0 / 3),
          kAlbedo};
}

double extinction_of(const SizeLaw& sizes, double efficiency) {
  return efficiency * shadow_above(sizes, 0);
}

ParticleField::ParticleField(const SizeLaw& sizes, const LidarSpec& spec)
    : sizes_(sizes), optics_(spec.optics) {
  const double reach = spec.range.maximum;
  const auto cells = std::min(kMostCells, static_cast<std::size_t>(reach / kCell) + 1);
  step_ = reach / static_cast<double>(cells);
  // Where there would be too many, the faintest are left to the mean.
  for (double faintest = faintest_echo(spec.receiver);; faintest *= 1.5) {
    smallest_.clear(), count_.clear(), rest_.clear();
    double count = 0, rest = 0;
    for (std::size_t k = 0; k < cells; ++k) {
      const double range = step_ * (static_cast<double>(k) + 0.5);
      const double law = sizes.reflectance * air_law(range, spec.optics);
      const double area = footprint_area(range, spec.optics);
      // pi/4 (swell D)^2 / area * law = faintest; no disc sends more than one that fills the footprint.
      double least = std::numeric_limits<double>::infinity();
      if (range >= spec.range.minimum && law > faintest)
        least = std::max(kSmallestDrop, std::sqrt(faintest / law * area * 4 / kPi) / sizes.swell);
      smallest_.push_back(least);
      const bool any = std::isfinite(least);
      if (any) count += area * step_ * sizes.density / sizes.decay * dmath::exp(-sizes.decay * least);
      rest += step_ * (shadow_above(sizes, 0) - (any ? shadow_above(sizes, least) : 0));
      count_.push_back(count), rest_.push_back(rest);
    }
    if (count <= kMostParticles) break;
  }
  none_ = dmath::exp(-mean());
}

double ParticleField::smallest(double range) const {
  const auto k = static_cast<std::size_t>(std::max(0.0, range) / step_);
  return k < smallest_.size() ? smallest_[k] : std::numeric_limits<double>::infinity();
}

double ParticleField::depth_of_rest(double range) const {
  if (rest_.empty()) return 0;
  const double at = std::max(0.0, range) / step_;
  const auto k = std::min(static_cast<std::size_t>(at), rest_.size() - 1);
  const double before = k == 0 ? 0 : rest_[k - 1];
  return before + (at - static_cast<double>(k)) * (rest_[k] - before);
}

std::uint32_t ParticleField::count(double u) const {
  double chance = none_, sum = none_;
  std::uint32_t n = 0;
  while (u > sum && n < kMostDrawn) chance *= mean() / ++n, sum += chance;
  return n;
}

Particle ParticleField::particle(double u_range, double u_size) const {
  const double wanted = u_range * mean();
  const auto cell = std::min(
      static_cast<std::size_t>(std::lower_bound(count_.begin(), count_.end(), wanted) - count_.begin()),
      count_.size() - 1);
  const double before = cell == 0 ? 0 : count_[cell - 1];
  const double inside = (wanted - before) / (count_[cell] - before);
  Particle drop;
  drop.range = step_ * (static_cast<double>(cell) + inside);
  drop.diameter = smallest_[cell] - dmath::log(u_size) / sizes_.decay;
  const double across = sizes_.swell * drop.diameter;
  drop.share = std::min(1.0, kPi / 4 * across * across / footprint_area(drop.range, optics_));
  drop.signal = sizes_.reflectance * drop.share * air_law(drop.range, optics_);
  return drop;
}

Rain::Rain(double rain, const LidarSpec& spec, const ScanKey& key) : key_(key) {
  if (rain <= 0) return;
  const auto sizes = rain_sizes(rain), heaviest = rain_sizes(kHeaviestRain);
  extinction_ = extinction_of(sizes, kRainEfficiency);
  thinned_ = sizes.decay - heaviest.decay;
  field_ = ParticleField(heaviest, spec);
}

void Rain::answer(const AirPath& path, double fog_extinction, std::vector<Echo>& echoes) const {
  if (field_.mean() <= 0) return;
  const auto drops = field_.count(units(key_, AirDraw::Rain, path.pulse, 0).a);
  for (std::uint32_t k = 1; k <= drops; ++k) {
    const auto u = units(key_, AirDraw::Rain, path.pulse, k);
    const auto drop = field_.particle(u.a, u.b);
    if (drop.range >= path.open_to || u.c >= dmath::exp(-thinned_ * drop.diameter)) continue;
    const double left = dmath::exp(-2 * fog_extinction * drop.range);
    echoes.push_back(echo_in_air(path.pulse, Cause::Rain, drop.range, left * drop.signal));
  }
}

Snow::Snow(double snow, const LidarSpec& spec, const ScanKey& key)
    : length_(spec.optics.pulse_length), key_(key) {
  if (snow <= 0) return;
  const auto sizes = snow_sizes(snow);
  extinction_ = extinction_of(sizes, kSnowEfficiency);
  field_ = ParticleField(sizes, spec);
}

void Snow::pass(const AirPath& path, double fog_extinction, std::vector<Echo>& echoes) const {
  if (extinction_ <= 0) return;
  std::vector<Particle> flakes;
  const auto count = field_.mean() > 0 ? field_.count(units(key_, AirDraw::Snow, path.pulse, 0).a) : 0;
  for (std::uint32_t k = 1; k <= count; ++k) {
    const auto u = units(key_, AirDraw::Snow, path.pulse, k);
    flakes.push_back(field_.particle(u.a, u.b));
  }
  std::sort(flakes.begin(), flakes.end(), [](const Particle& a, const Particle& b) {
    return a.range != b.range ? a.range < b.range : a.diameter < b.diameter;
  });
  std::vector<double> behind{1};  // share of light that is left behind that many flakes, there and back
  for (const auto& flake : flakes) behind.push_back(behind.back() * (1 - flake.share) * (1 - flake.share));
  const auto left = [&](double range) {
    const auto first = std::lower_bound(flakes.begin(), flakes.end(), range,
                                        [](const Particle& f, double r) { return f.range < r; });
    return behind[static_cast<std::size_t>(first - flakes.begin())] *
           dmath::exp(-2 * field_.depth_of_rest(range));
  };
  for (auto& echo : echoes) echo.signal *= left(echo.range);
  // Flakes nearer to each other than the pulse is long are one echo.
  for (std::size_t k = 0; k < flakes.size() && flakes[k].range < path.open_to;) {
    const double first = flakes[k].range;
    double signal = 0, moment = 0;
    for (; k < flakes.size() && flakes[k].range < path.open_to && flakes[k].range - first <= length_; ++k) {
      const double range = flakes[k].range;
      const double light = flakes[k].signal * left(range) * dmath::exp(-2 * fog_extinction * range);
      signal += light, moment += light * range;
    }
    if (signal > 0) echoes.push_back(echo_in_air(path.pulse, Cause::Snow, moment / signal, signal));
  }
}

}  // namespace tailcast
