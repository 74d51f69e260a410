// SPDX-License-Identifier: Apache-2.0
#include "core/random.h"

#include <Random123/philox.h>

#include <bit>

#include "core/dmath.h"

namespace tailcast {
namespace {

std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::uint32_t key0, std::uint32_t key1) {
  const auto out = r123::Philox4x32()({{counter[0], counter[1], counter[2], counter[3]}}, {{key0, key1}});
  return {out[0], out[1], out[2], out[3]};
}

std::uint64_t join(std::uint32_t low, std::uint32_t high) { return low | std::uint64_t{high} << 32; }

double to_unit(std::uint64_t bits) {  // 53 bits, centred so that 0 and 1 cannot occur
  return (static_cast<double>(bits >> 11) + 0.5) * (1.0 / 9007199254740992.0);
}

// The normal quantile of 32-bit uniforms as polynomials over segments that halve towards the tail (after Cheung, Lee, Luk &
// Villasenor 2007): the octave is the number of leading zeros, each split in eight. Interpolates normal_quantile() to 1e-8.
class NormalTable {
 public:
  NormalTable() {
    for (std::size_t octave = 0; octave < kOctaves; ++octave)
      for (std::size_t part = 0; part < kParts; ++part) fit(octave, part);
  }

  double operator()(std::uint32_t bits) const {
    const std::uint32_t half = bits << 1 | 1U;  // p = half / 2^33, odd: neither 0 nor 1/2 occurs
    const auto octave = static_cast<std::size_t>(std::countl_zero(half));
    // The leading one out, the next three bits choose the part, the rest is the place in it.
    const std::uint32_t rest = octave >= 31 ? 0 : half << (octave + 1);
    const auto& c = segments_[octave * kParts + (rest >> 29)];
    const double t = static_cast<double>(rest << 3) * (1.0 / 4294967296.0);
    const double value = c[0] + t * (c[1] + t * (c[2] + t * (c[3] + t * (c[4] + t * c[5]))));
    return (bits >> 31) != 0 ? -value : value;
  }

 private:
  static constexpr std::size_t kOctaves = 32, kParts = 8, kOrder = 6;

  // Newton's divided differences through Chebyshev's nodes, then powers of t.
  void fit(std::size_t octave, std::size_t part) {
    const double scale = dmath::pow(2.0, -2.0 - static_cast<double>(octave)), width = scale / kParts;
    const double low = scale + width * static_cast<double>(part);
    std::array<double, kOrder> node, difference;
    for (std::size_t i = 0; i < kOrder; ++i) {
      node[i] = 0.5 - 0.5 * dmath::cos(kPi * static_cast<double>(2 * i + 1) / (2.0 * kOrder));
      difference[i] = dmath::normal_quantile(low + width * node[i]);
    }
    for (std::size_t order = 1; order < kOrder; ++order)
      for (std::size_t i = kOrder - 1; i >= order; --i) difference[i] = (difference[i] - difference[i - 1]) / (node[i] - node[i - order]);
    std::array<double, kOrder> power{};
    for (std::size_t i = kOrder; i-- > 0;) {  // power := power * (t - node) + difference
      for (std::size_t k = kOrder - 1; k >= 1; --k) power[k] = power[k - 1] - node[i] * power[k];
      power[0] = difference[i] - node[i] * power[0];
    }
    segments_[octave * kParts + part] = power;
  }

  std::array<std::array<double, kOrder>, kOctaves * kParts> segments_;
};

}  // namespace

std::array<std::uint32_t, 4> random_bits(RandomKey key, RandomAt at) {
  // Philox's key has 64 bits, a seed and a domain have 96: the domain is mixed in by the seed's first Weyl step.
  const auto domain = static_cast<std::uint32_t>(key.domain);
  return philox(at, static_cast<std::uint32_t>(key.seed) ^ domain * 0x9E3779B1U,
                static_cast<std::uint32_t>(key.seed >> 32) ^ domain * 0x85EBCA77U);
}

double random_uniform(RandomKey key, RandomAt at) { return to_unit(random_u64(key, at)); }
double random_normal(RandomKey key, RandomAt at) { return dmath::normal_quantile(random_uniform(key, at)); }
std::uint64_t random_u64(RandomKey key, RandomAt at) {
  const auto bits = random_bits(key, at);
  return join(bits[0], bits[1]);
}

std::array<double, 4> random_normals(RandomKey key, RandomAt at) {
  static const NormalTable quantile;
  const auto bits = random_bits(key, at);
  return {quantile(bits[0]), quantile(bits[1]), quantile(bits[2]), quantile(bits[3])};
}

std::uint64_t hash_name(std::string_view name) {
  std::uint64_t h = 0xcbf29ce484222325ULL;
  for (const char c : name) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return h;
}

std::uint64_t derive_seed(std::uint64_t seed, std::uint64_t part) {
  const auto bits = philox({static_cast<std::uint32_t>(part), static_cast<std::uint32_t>(part >> 32), 0x7461696cU, 0x63617374U},
                           static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32));
  return join(bits[0], bits[1]);
}

double RandomStream::uniform() { return to_unit(seed()); }
double RandomStream::uniform(double low, double high) { return low + (high - low) * uniform(); }
double RandomStream::normal() { return dmath::normal_quantile(uniform()); }
int RandomStream::integer(int low, int high) {
  const double span = static_cast<double>(high) - low + 1.0;
  return low + static_cast<int>(uniform() * span);
}
std::uint64_t RandomStream::seed() {
  const auto n = next_++;
  return random_u64(key_, {static_cast<std::uint32_t>(n), static_cast<std::uint32_t>(n >> 32), 0, 0});
}

}  // namespace tailcast
