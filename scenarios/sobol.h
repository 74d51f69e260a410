// SPDX-License-Identifier: Apache-2.0
// Internal to scenarios: Sobol's sequence (the only door to Boost).
#pragma once
#include <cstdint>
#include <vector>

namespace tailcast {

// The first 32 binary digits of each coordinate of point `index` (Joe and Kuo's directions). The point of index 0 is 0.
std::vector<std::uint32_t> sobol_point(std::size_t dimensions, std::uint32_t index);

// Owen's scrambling of such digits, by a hash (Laine and Karras 2011; Burley 2020): another seed, another sequence of the
// same discrepancy.
std::uint32_t owen_scrambled(std::uint32_t digits, std::uint32_t seed);

}  // namespace tailcast
