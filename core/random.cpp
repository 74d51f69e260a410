// SPDX-License-Identifier: Apache-2.0
#include "core/random.h"

#include <Random123/philox.h>

#include <algorithm>
#include <bit>

#include "core/check.h"
#include "core/dmath.h"
#include "core/wide.h"

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
    return at(segments_.data()->data(), bits);
  }
  const double* coefficients() const { return segments_.data()->data(); }

  // `bits`: 32 of them.
  TAILCAST_INLINE static double at(const double* coefficients, std::uint64_t bits) {
    const std::uint64_t half = (bits << 1 | 1U) & 0xffffffffU;  // p = half / 2^33, odd: neither 0 nor 1/2 occurs
    // As a double, which is exact: the exponent is the octave, the next three bits choose the part of it, the rest is
    // the place in that.
    const auto number = std::bit_cast<std::uint64_t>(std::bit_cast<double>(0x4330000000000000U | half) - 4503599627370496.0);
    const std::uint64_t octave = 1023 + 31 - (number >> 52), part = number >> 49 & 7U;
    const double t = std::bit_cast<double>((number << 3 & 0x000fffffffffffffU) | 0x3ff0000000000000U) - 1.0;
    const auto at = static_cast<std::int64_t>((octave * kParts + part) * kOrder);
    const auto c = [&](std::int64_t k) { return coefficients[at + k]; };
    const double value = c(0) + t * (c(1) + t * (c(2) + t * (c(3) + t * (c(4) + t * c(5)))));
    return std::bit_cast<double>(std::bit_cast<std::uint64_t>(value) ^ (bits >> 31 << 63));
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

const NormalTable& normal_table() {
  static const NormalTable table;
  return table;
}

// Philox's key has 64 bits, a seed and a domain have 96: the domain is mixed in by the seed's first Weyl step.
std::array<std::uint32_t, 2> philox_key(RandomKey key) {
  const auto domain = static_cast<std::uint32_t>(key.domain);
  return {static_cast<std::uint32_t>(key.seed) ^ domain * 0x9E3779B1U,
          static_cast<std::uint32_t>(key.seed >> 32) ^ domain * 0x85EBCA77U};
}

constexpr std::size_t kDrawsAtOnce = 64;
using Words = std::array<std::uint32_t, kDrawsAtOnce>;

// Philox4x32-10 (Salmon et al. 2011) of many counters, one word an array, in place. Constants: its authors'.
TAILCAST_WIDE void philox_all(std::uint32_t key0, std::uint32_t key1, Words& a, Words& b, Words& c, Words& d) {
  for (int round = 0; round < 10; ++round) {
    TAILCAST_LANES
    for (std::size_t i = 0; i < kDrawsAtOnce; ++i) {
      const std::uint64_t p = std::uint64_t{a[i]} * 0xD2511F53U, q = std::uint64_t{c[i]} * 0xCD9E8D57U;
      a[i] = static_cast<std::uint32_t>(q >> 32) ^ b[i] ^ key0, b[i] = static_cast<std::uint32_t>(q);
      c[i] = static_cast<std::uint32_t>(p >> 32) ^ d[i] ^ key1, d[i] = static_cast<std::uint32_t>(p);
    }
    key0 += 0x9E3779B9U, key1 += 0xBB67AE85U;
  }
}

TAILCAST_WIDE void normals_all(const double* coefficients, const Words& bits, double* to) {
  TAILCAST_LANES
  for (std::size_t i = 0; i < kDrawsAtOnce; ++i) to[i] = NormalTable::at(coefficients, bits[i]);
}

}  // namespace

std::array<std::uint32_t, 4> random_bits(RandomKey key, RandomAt at) {
  const auto [key0, key1] = philox_key(key);
  return philox(at, key0, key1);
}

double random_uniform(RandomKey key, RandomAt at) { return to_unit(random_u64(key, at)); }
double random_normal(RandomKey key, RandomAt at) { return dmath::normal_quantile(random_uniform(key, at)); }
std::uint64_t random_u64(RandomKey key, RandomAt at) {
  const auto bits = random_bits(key, at);
  return join(bits[0], bits[1]);
}

std::array<double, 4> random_normals(RandomKey key, RandomAt at) {
  const auto& quantile = normal_table();
  const auto bits = random_bits(key, at);
  return {quantile(bits[0]), quantile(bits[1]), quantile(bits[2]), quantile(bits[3])};
}

void random_normals(RandomKey key, const RandomRow& at, std::span<double> first, std::span<double> second,
                    std::span<double> third) {
  const auto count = at.third.size();
  TAILCAST_CHECK(at.fourth.size() == count && first.size() == count && second.size() == count && third.size() == count,
                 "a draw for each place");
  const auto [key0, key1] = philox_key(key);
  const double* table = normal_table().coefficients();
  Words a, b, c, d;
  std::array<double, kDrawsAtOnce> drawn;
  for (std::size_t begin = 0; begin < count; begin += kDrawsAtOnce) {
    const auto n = std::min(kDrawsAtOnce, count - begin);
    a.fill(at.first), b.fill(at.second);
    for (std::size_t i = 0; i < kDrawsAtOnce; ++i) {
      const auto from = begin + std::min(i, n - 1);  // beyond the last, it again
      c[i] = at.third[from], d[i] = at.fourth[from];
    }
    philox_all(key0, key1, a, b, c, d);
    const auto put = [&](const Words& bits, std::span<double> to) {
      normals_all(table, bits, drawn.data());
      std::copy_n(drawn.begin(), n, to.begin() + static_cast<std::ptrdiff_t>(begin));
    };
    put(a, first), put(b, second), put(c, third);
  }
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
