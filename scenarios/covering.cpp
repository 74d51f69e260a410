// SPDX-License-Identifier: Apache-2.0
#include "scenarios/covering.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "core/random.h"

namespace tailcast {
namespace {

constexpr int kCandidates = 8;  // rows tried for each that is kept

// The factors that a set of combinations is of, and which of their levels have met.
struct Group {
  std::vector<std::size_t> factors;  // ascending
  std::vector<bool> met;             // by mixed radix of the levels, the first factor the slowest
  std::size_t left = 0;
};

std::vector<Group> groups_of(std::span<const std::uint16_t> levels, std::size_t strength) {
  std::vector<Group> groups;
  std::vector<std::size_t> pick(strength);
  std::iota(pick.begin(), pick.end(), std::size_t{0});
  while (true) {
    std::size_t size = 1;
    for (const auto factor : pick) size *= levels[factor];
    groups.push_back({pick, std::vector<bool>(size, false), size});
    // The next subset.
    std::size_t i = strength;
    while (i > 0 && pick[i - 1] == levels.size() - strength + i - 1) --i;
    if (i == 0) return groups;
    ++pick[i - 1];
    for (; i < strength; ++i) pick[i] = pick[i - 1] + 1;
  }
}

using Row = std::vector<std::uint16_t>;

std::size_t place_of(const Group& group, const Row& row, std::span<const std::uint16_t> levels) {
  std::size_t place = 0;
  for (const auto factor : group.factors) place = place * levels[factor] + row[factor];
  return place;
}

class Array {
 public:
  Array(std::span<const std::uint16_t> levels, std::size_t strength, std::uint64_t seed)
      : levels_(levels), groups_(groups_of(levels, strength)), of_factor_(levels.size()), random_(seed, Domain::Parameter) {
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      left_ += groups_[g].left;
      for (const auto factor : groups_[g].factors) of_factor_[factor].push_back(g);
    }
  }

  std::vector<Row> build() {
    std::vector<Row> rows;
    while (left_ > 0) {
      Row best;
      std::size_t most = 0;
      for (int i = 0; i < kCandidates; ++i) {
        auto row = candidate();
        const auto gain = gain_of(row);
        if (gain > most || best.empty()) most = gain, best = std::move(row);
      }
      mark(best);
      rows.push_back(std::move(best));
    }
    return rows;
  }

 private:
  // A row that begins with a combination that is still missing and goes on, factor by factor in random order, with the
  // level that brings the most missing combinations among the factors set so far.
  Row candidate() {
    Row row(levels_.size(), 0);
    std::vector<bool> set(levels_.size(), false);
    start(row, set);
    std::vector<std::size_t> order;
    for (std::size_t f = 0; f < levels_.size(); ++f)
      if (!set[f]) order.push_back(f);
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[static_cast<std::size_t>(random_.integer(0, static_cast<int>(i) - 1))]);
    for (const auto factor : order) {
      set[factor] = true;
      choose_level(row, set, factor);
    }
    return row;
  }
  void start(Row& row, std::vector<bool>& set) {
    const auto first = static_cast<std::size_t>(random_.integer(0, static_cast<int>(groups_.size()) - 1));
    for (std::size_t k = 0; k < groups_.size(); ++k) {
      const auto& group = groups_[(first + k) % groups_.size()];
      if (group.left == 0) continue;
      auto skip = random_.integer(0, static_cast<int>(group.left) - 1);
      for (std::size_t place = 0; place < group.met.size(); ++place) {
        if (group.met[place] || skip-- > 0) continue;
        auto rest = place;
        for (auto i = group.factors.size(); i-- > 0;) {
          const auto factor = group.factors[i];
          row[factor] = static_cast<std::uint16_t>(rest % levels_[factor]);
          rest /= levels_[factor];
          set[factor] = true;
        }
        return;
      }
    }
  }
  void choose_level(Row& row, const std::vector<bool>& set, std::size_t factor) {
    std::size_t most = 0;
    const auto offset = static_cast<std::uint16_t>(random_.integer(0, levels_[factor] - 1));
    std::uint16_t best = offset;
    for (std::uint16_t k = 0; k < levels_[factor]; ++k) {
      row[factor] = static_cast<std::uint16_t>((offset + k) % levels_[factor]);
      std::size_t gain = 0;
      for (const auto g : of_factor_[factor]) {
        const auto& group = groups_[g];
        if (group.left == 0 || !std::ranges::all_of(group.factors, [&](std::size_t f) { return set[f]; })) continue;
        gain += group.met[place_of(group, row, levels_)] ? 0 : 1;
      }
      if (gain > most) most = gain, best = row[factor];
    }
    row[factor] = best;
  }
  std::size_t gain_of(const Row& row) const {
    std::size_t gain = 0;
    for (const auto& group : groups_) gain += group.left > 0 && !group.met[place_of(group, row, levels_)] ? 1 : 0;
    return gain;
  }
  void mark(const Row& row) {
    for (auto& group : groups_) {
      const auto place = place_of(group, row, levels_);
      if (group.met[place]) continue;
      group.met[place] = true;
      --group.left, --left_;
    }
  }

  std::span<const std::uint16_t> levels_;
  std::vector<Group> groups_;
  std::vector<std::vector<std::size_t>> of_factor_;  // the groups that each factor is in
  RandomStream random_;
  std::size_t left_ = 0;
};

}  // namespace

std::size_t count_combinations(std::span<const std::uint16_t> levels, std::size_t strength) {
  // Elementary symmetric polynomial of the numbers of levels.
  constexpr std::size_t kMost = std::numeric_limits<std::size_t>::max() / 2;
  std::vector<std::size_t> sums(strength + 1, 0);
  sums[0] = 1;
  for (const std::size_t level : levels)
    for (std::size_t t = strength; t > 0; --t) sums[t] = sums[t - 1] > (kMost - sums[t]) / level ? kMost : sums[t] + sums[t - 1] * level;
  return sums[strength];
}

std::vector<Row> covering_array(std::span<const std::uint16_t> levels, std::size_t strength, std::uint64_t seed) {
  return Array(levels, strength, seed).build();
}

}  // namespace tailcast
