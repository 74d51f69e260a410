// SPDX-License-Identifier: Apache-2.0
// Functions over arrays: what they give is what the functions of one number give, to the bit.
#include <gtest/gtest.h>

#include <bit>
#include <limits>
#include <vector>

#include "core/dmath.h"
#include "core/random.h"

namespace tailcast {
namespace {

using One = double (*)(double);
using All = void (*)(std::span<const double>, std::span<double>);

void expect_same_bits(const std::vector<double>& x, One one, All all) {
  std::vector<double> to(x.size());
  all(x, to);
  for (std::size_t i = 0; i < x.size(); ++i)
    EXPECT_EQ(std::bit_cast<std::uint64_t>(to[i]), std::bit_cast<std::uint64_t>(one(x[i]))) << x[i];
}

// Ordinary numbers, hostile ones among them in some of the blocks; of a length that no block divides.
std::vector<double> numbers(double low, double high, const std::vector<double>& hostile) {
  RandomStream random(5, Domain::Bootstrap);
  std::vector<double> x;
  for (int i = 0; i < 5003; ++i) x.push_back(random.uniform(low, high));
  for (std::size_t i = 0; i < hostile.size(); ++i) x[37 * i] = hostile[i];
  return x;
}

constexpr double kMost = std::numeric_limits<double>::max(), kLeast = std::numeric_limits<double>::min(),
                 kEndless = std::numeric_limits<double>::infinity();

TEST(Arrays, ExpHasTheBitsThatItHasOneByOne) {
  expect_same_bits(
      numbers(-50, 50, {0, -0.0, 700, -700, 709.5, 710, -708, -744, -746, kEndless, -kEndless, 1e-320}),
      dmath::exp, dmath::exp);
}

TEST(Arrays, LogHasTheBitsThatItHasOneByOne) {
  expect_same_bits(
      numbers(1e-9, 8,
              {1, 2, 0.5, std::sqrt(2.0), std::sqrt(0.5), kLeast, 0.5 * kLeast, 5e-324, kMost, 1e300}),
      dmath::log, dmath::log);
  expect_same_bits(numbers(1e-9, 8, {0, -0.0, kEndless}), dmath::log, dmath::log);
}

TEST(Arrays, AcosHasTheBitsThatItHasOneByOne) {
  expect_same_bits(numbers(0, 1, {1, 0.9165, 0.8241, 0.6442, 0.3796, 1e-300}), dmath::acos, dmath::acos);
  expect_same_bits(numbers(-1, 1, {0, -0.0, -1, 1, 1.5, -1.5}), dmath::acos, dmath::acos);
}

TEST(Arrays, ARowOfDrawsHasTheBitsOfItsDrawsOneByOne) {
  const RandomKey key{0x123456789abcdef0ULL, Domain::Detection};
  std::vector<std::uint32_t> pulse, draw;
  for (std::uint32_t i = 0; i < 1003; ++i) pulse.push_back(i * 2654435761U), draw.push_back(i % 130);
  std::vector<double> first(pulse.size()), second(pulse.size()), third(pulse.size());
  random_normals(key, {7, 9, pulse, draw}, first, second, third);
  for (std::size_t i = 0; i < pulse.size(); ++i) {
    const auto one = random_normals(key, {7, 9, pulse[i], draw[i]});
    EXPECT_EQ(first[i], one[0]);
    EXPECT_EQ(second[i], one[1]);
    EXPECT_EQ(third[i], one[2]);
  }
}

}  // namespace
}  // namespace tailcast
