// SPDX-License-Identifier: Apache-2.0
#include "core/random.h"

#include <Random123/philox.h>

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
  const auto bits = random_bits(key, at);
  std::array<double, 4> normals;
  for (std::size_t i = 0; i < 4; ++i)
    normals[i] = dmath::normal_quantile((static_cast<double>(bits[i]) + 0.5) * (1.0 / 4294967296.0));
  return normals;
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
