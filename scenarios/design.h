// SPDX-License-Identifier: Apache-2.0
// Designs of experiment: which part of the unit cube of its draws each instance lies in.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/spec.h"

namespace tailcast {

// `random`, `latin`, `sobol`, `grid:BINS`, `covering:STRENGTH:BINS`. Bins are of equal probability; a choice has one for
// each option.
struct DesignChoice {
  enum class Kind : std::uint8_t { Random, Latin, Sobol, Grid, Covering };
  Kind kind = Kind::Random;
  int bins = 3;      // grid, covering: of each distribution
  int strength = 2;  // covering: any so many parameters meet in each combination of their bins
  bool operator==(const DesignChoice&) const = default;
};
// E0500 with what to write instead.
std::optional<DesignChoice> parse_design(std::string_view text, Diagnostics& diagnostics);
// parse_design(print(choice)) == choice
std::string print(const DesignChoice& choice);

// Of one scenario. A cell is addressed by parameter and index; in random and Latin designs adding a parameter moves no
// other. An instance's cell depends on how many instances there are in a Latin design alone.
class Design {
 public:
  Design() = default;  // random
  // InputError where the design would be too large. `instances` matters to a Latin design alone.
  Design(const ScenarioSpec& spec, const DesignChoice& choice, std::uint64_t seed, std::uint32_t instances);

  // How many instances make the design whole; nullopt: any number.
  std::optional<std::uint32_t> size() const { return size_; }

  // Shares from `from` to `from + width` are drawn evenly.
  struct Cell {
    double from = 0, width = 1;
  };
  // Where requirements refuse a draw it is drawn again in the same cell (Sobol: anywhere); after so many times anywhere.
  static constexpr std::uint32_t kInCell = 200;
  Cell cell(std::string_view parameter, std::uint32_t index, std::uint32_t attempt) const;

 private:
  struct Axis {
    std::string parameter;
    std::vector<double> edges;         // of its bins: shares from 0 to 1
    std::vector<std::uint32_t> order;  // Latin: stratum of each instance
    std::uint32_t scramble = 0;        // Sobol
  };
  Cell bin(const Axis& axis, std::uint32_t number) const { return {axis.edges[number], axis.edges[number + 1] - axis.edges[number]}; }
  void make_latin(std::uint64_t seed, std::uint32_t instances);
  void make_covering(std::uint64_t seed);

  DesignChoice choice_;
  std::vector<Axis> axes_;                         // by name
  std::vector<std::vector<std::uint16_t>> rows_;   // covering: the bin of each axis
  std::optional<std::uint32_t> size_;
};

}  // namespace tailcast
