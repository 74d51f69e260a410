// SPDX-License-Identifier: Apache-2.0
// Internal to scenarios: covering arrays.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace tailcast {

// How many combinations of any `strength` factors there are, in all; saturates.
std::size_t count_combinations(std::span<const std::uint16_t> levels, std::size_t strength);

// Rows of one level for each factor (`levels` says how many it has) in which each combination of levels of any
// `strength` factors occurs. Greedy, a row at a time, as AETG (Cohen et al. 1997): near the least number of rows, not the
// least. A function of its arguments.
std::vector<std::vector<std::uint16_t>> covering_array(std::span<const std::uint16_t> levels, std::size_t strength, std::uint64_t seed);

}  // namespace tailcast
