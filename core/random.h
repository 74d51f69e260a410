// SPDX-License-Identifier: Apache-2.0
// Addressed randomness: a draw is a pure function of where it is used, so that no draw depends on the order of
// evaluation, on a thread, or on what else was drawn. Philox4x32-10 (Salmon et al. 2011).
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace tailcast {

// What a draw is for. Values are part of the byte contract: append, never renumber.
enum class Domain : std::uint32_t {
  Parameter = 1,     // DSL parameters: counter = hash of the parameter's path
  Stage = 2,         // procedural places
  Asset = 3,         // parametric meshes, appearance
  RangeNoise = 4,
  Intensity = 5,
  Detection = 6,
  Behaviour = 7,
  Bootstrap = 8,
  Weather = 9,
};

// Who draws: everything that does not change from draw to draw.
struct RandomKey {
  std::uint64_t seed = 0;
  Domain domain = Domain::Parameter;
};

// Where in that domain: four 32-bit coordinates, e.g. {instance, frame, pulse, draw}.
using RandomAt = std::array<std::uint32_t, 4>;

std::array<std::uint32_t, 4> random_bits(RandomKey key, RandomAt at);
double random_uniform(RandomKey key, RandomAt at);  // in (0, 1), 53 bits
double random_normal(RandomKey key, RandomAt at);   // mean 0, sd 1, by inverse CDF
std::uint64_t random_u64(RandomKey key, RandomAt at);
// Four independent normal draws of 32 bits each (within 6.3 sd), at the price of one.
std::array<double, 4> random_normals(RandomKey key, RandomAt at);

// Where many draws are that have the first two coordinates in common.
struct RandomRow {
  std::uint32_t first = 0, second = 0;
  std::span<const std::uint32_t> third, fourth;  // of equal length
};
// The first three of random_normals() at each place of a row, to the bit.
void random_normals(RandomKey key, const RandomRow& at, std::span<double> first, std::span<double> second,
                    std::span<double> third);

// 64-bit FNV-1a; names as coordinates.
std::uint64_t hash_name(std::string_view name);
// A seed for a part of a whole: mixes well, pure.
std::uint64_t derive_seed(std::uint64_t seed, std::uint64_t part);
inline std::uint64_t derive_seed(std::uint64_t seed, std::string_view part) { return derive_seed(seed, hash_name(part)); }

// A stream for generators that make many draws in a fixed order (a tree, a street), so never two in one argument list.
// Same seed, same stream. Local to one generator: never shared between things whose number may change independently.
class RandomStream {
 public:
  RandomStream(std::uint64_t seed, Domain domain) : key_{seed, domain} {}
  double uniform();                      // (0, 1)
  double uniform(double low, double high);
  double normal();
  double normal(double mean, double sigma) { return mean + sigma * normal(); }
  int integer(int low, int high);        // inclusive
  bool chance(double p) { return uniform() < p; }
  std::uint64_t seed();                  // for a child generator

 private:
  RandomKey key_;
  std::uint64_t next_ = 0;
};

}  // namespace tailcast
