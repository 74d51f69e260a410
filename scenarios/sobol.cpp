// SPDX-License-Identifier: Apache-2.0
#include "scenarios/sobol.h"

#include <boost/random/sobol.hpp>

namespace tailcast {
namespace {

std::uint32_t reversed(std::uint32_t x) {
  x = ((x >> 1) & 0x55555555U) | ((x & 0x55555555U) << 1);
  x = ((x >> 2) & 0x33333333U) | ((x & 0x33333333U) << 2);
  x = ((x >> 4) & 0x0f0f0f0fU) | ((x & 0x0f0f0f0fU) << 4);
  x = ((x >> 8) & 0x00ff00ffU) | ((x & 0x00ff00ffU) << 8);
  return (x >> 16) | (x << 16);
}

}  // namespace

std::vector<std::uint32_t> sobol_point(std::size_t dimensions, std::uint32_t index) {
  std::vector<std::uint32_t> digits(dimensions, 0);
  if (index == 0 || dimensions == 0) return digits;
  boost::random::sobol_engine<std::uint32_t, 32> engine(dimensions);  // begins with the point of index 1
  engine.seed(index - 1);
  for (auto& each : digits) each = static_cast<std::uint32_t>(engine());
  return digits;
}

std::uint32_t owen_scrambled(std::uint32_t digits, std::uint32_t seed) {
  std::uint32_t x = reversed(digits);
  x ^= x * 0x3d20adeaU;
  x += seed;
  x *= (seed >> 16) | 1U;
  x ^= x * 0x05526c56U;
  x ^= x * 0x53a22864U;
  return reversed(x);
}

}  // namespace tailcast
