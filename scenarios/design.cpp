// SPDX-License-Identifier: Apache-2.0
#include "scenarios/design.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <numeric>

#include "core/error.h"
#include "core/random.h"
#include "scenarios/covering.h"
#include "scenarios/sobol.h"

namespace tailcast {
namespace {

constexpr std::size_t kMostInstances = 1'000'000;
constexpr std::size_t kMostCombinations = 2'000'000;  // of a covering array: some 10 s of work
constexpr std::size_t kMostAxes = 3000;               // of Sobol's sequence
constexpr int kMostBins = 1000, kMostStrength = 6;

using Kind = DesignChoice::Kind;

[[noreturn]] void refuse(std::string message, std::string hint) {
  Diagnostics diagnostics;
  diagnostics.error({}, "E0500", std::move(message), std::move(hint));
  throw InputError(std::move(diagnostics));
}

// Shares at which one bin of a distribution ends and the next begins; empty: nothing is drawn.
std::vector<double> edges_of(const Distribution& distribution, int bins) {
  std::vector<double> edges{0};
  if (const auto* choice = std::get_if<Choice>(&distribution)) {
    if (choice->options.size() < 2) return {};
    double total = 0, sum = 0;
    for (const auto& option : choice->options) total += option.weight;
    for (const auto& option : choice->options) edges.push_back((sum += option.weight) / total);
  } else if (std::holds_alternative<Fixed>(distribution)) {
    return {};
  } else {
    for (int i = 1; i <= bins; ++i) edges.push_back(static_cast<double>(i) / bins);
  }
  edges.back() = 1;
  return edges;
}

std::optional<int> number_of(std::string_view text, int least, int most) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < least || number > most) return std::nullopt;
  return number;
}

}  // namespace

std::optional<DesignChoice> parse_design(std::string_view text, Diagnostics& diagnostics) {
  std::vector<std::string_view> parts;
  for (auto rest = text;;) {
    const auto colon = rest.find(':');
    parts.push_back(rest.substr(0, colon));
    if (colon == std::string_view::npos) break;
    rest.remove_prefix(colon + 1);
  }
  DesignChoice choice;
  bool sound = true;
  const auto number = [&](std::size_t i, int fallback, int least, int most) {
    if (i >= parts.size()) return fallback;
    const auto value = number_of(parts[i], least, most);
    sound = sound && value.has_value();
    return value.value_or(fallback);
  };
  std::size_t most_parts = 1;
  if (parts[0] == "latin") {
    choice.kind = Kind::Latin;
  } else if (parts[0] == "sobol") {
    choice.kind = Kind::Sobol;
  } else if (parts[0] == "grid") {
    choice.kind = Kind::Grid, most_parts = 2;
    choice.bins = number(1, choice.bins, 1, kMostBins);
  } else if (parts[0] == "covering") {
    choice.kind = Kind::Covering, most_parts = 3;
    choice.strength = number(1, choice.strength, 1, kMostStrength);
    choice.bins = number(2, choice.bins, 1, kMostBins);
  } else {
    sound = parts[0] == "random";
  }
  if (sound && parts.size() <= most_parts) return choice;
  diagnostics.error({}, "E0500", fmt::format("--design {}: no design", text),
                    "one of: random, latin, sobol, grid:BINS, covering:STRENGTH:BINS, e.g. covering:2:4");
  return std::nullopt;
}

std::string print(const DesignChoice& choice) {
  switch (choice.kind) {
    case Kind::Random: return "random";
    case Kind::Latin: return "latin";
    case Kind::Sobol: return "sobol";
    case Kind::Grid: return fmt::format("grid:{}", choice.bins);
    case Kind::Covering: return fmt::format("covering:{}:{}", choice.strength, choice.bins);
  }
  return {};
}

Design::Design(const ScenarioSpec& spec, const DesignChoice& choice, std::uint64_t seed, std::uint32_t instances) : choice_(choice) {
  if (choice_.kind == Kind::Random) return;
  for (const auto& parameter : spec.parameters) {
    const auto& drawn = parameter.proposal ? *parameter.proposal : parameter.distribution;
    auto edges = edges_of(drawn, choice_.bins);
    const auto own = derive_seed(derive_seed(seed, "design"), parameter.name);
    if (!edges.empty()) axes_.push_back({parameter.name, std::move(edges), {}, static_cast<std::uint32_t>(own)});
  }
  std::ranges::sort(axes_, {}, &Axis::parameter);

  switch (choice_.kind) {
    case Kind::Random:
      break;
    case Kind::Latin:
      make_latin(seed, instances);
      break;
    case Kind::Sobol:
      if (axes_.size() > kMostAxes) refuse(fmt::format("sobol: {} parameters are drawn", axes_.size()), fmt::format("it takes at most {}", kMostAxes));
      break;
    case Kind::Grid: {
      std::size_t size = 1;
      for (const auto& axis : axes_)
        if ((size *= axis.edges.size() - 1) > kMostInstances) break;
      if (size > kMostInstances)
        refuse(fmt::format("grid: the bins of {} parameters make more than {} instances", axes_.size(), kMostInstances),
               "fewer bins (`grid:2`), or `covering:2`, which needs few instances for many parameters");
      size_ = static_cast<std::uint32_t>(size);
      break;
    }
    case Kind::Covering:
      make_covering(seed);
      break;
  }
}

void Design::make_latin(std::uint64_t seed, std::uint32_t instances) {
  for (auto& axis : axes_) {
    const RandomKey key{derive_seed(derive_seed(seed, "latin"), axis.parameter), Domain::Parameter};
    std::vector<std::uint64_t> keys(instances);
    for (std::uint32_t i = 0; i < instances; ++i) keys[i] = random_u64(key, {i, instances, 0, 0});
    axis.order.resize(instances);
    std::iota(axis.order.begin(), axis.order.end(), 0U);
    std::ranges::sort(axis.order, [&](auto a, auto b) { return keys[a] != keys[b] ? keys[a] < keys[b] : a < b; });
  }
}

void Design::make_covering(std::uint64_t seed) {
  std::vector<std::uint16_t> levels;
  for (const auto& axis : axes_) levels.push_back(static_cast<std::uint16_t>(axis.edges.size() - 1));
  const auto strength = std::min<std::size_t>(static_cast<std::size_t>(choice_.strength), levels.size());
  if (strength == 0) {
    size_ = 1;
    return;
  }
  if (const auto combinations = count_combinations(levels, strength); combinations > kMostCombinations)
    refuse(fmt::format("covering:{}:{}: more than {} combinations to cover", choice_.strength, choice_.bins, kMostCombinations),
           "fewer bins or a lower strength");
  rows_ = covering_array(levels, strength, derive_seed(seed, "covering"));
  size_ = static_cast<std::uint32_t>(rows_.size());
}

Design::Cell Design::cell(std::string_view parameter, std::uint32_t index, std::uint32_t attempt) const {
  if (choice_.kind == Kind::Random || attempt >= kInCell) return {};
  const auto axis = std::ranges::lower_bound(axes_, parameter, {}, &Axis::parameter);
  if (axis == axes_.end() || axis->parameter != parameter) return {};
  const auto position = static_cast<std::size_t>(axis - axes_.begin());
  switch (choice_.kind) {
    case Kind::Random:
      break;
    case Kind::Latin: {
      const auto strata = static_cast<double>(axis->order.size());
      if (index < axis->order.size()) return {axis->order[index] / strata, 1 / strata};
      break;
    }
    case Kind::Sobol: {
      if (attempt > 0) break;
      constexpr double kStep = 0x1p-32;
      return {owen_scrambled(sobol_point(position + 1, index)[position], axis->scramble) * kStep, kStep};
    }
    case Kind::Grid: {
      auto rest = index;
      for (std::size_t i = 0; i < position; ++i) rest /= static_cast<std::uint32_t>(axes_[i].edges.size() - 1);
      return bin(*axis, rest % static_cast<std::uint32_t>(axis->edges.size() - 1));
    }
    case Kind::Covering:
      if (index < rows_.size()) return bin(*axis, rows_[index][position]);
      break;
  }
  return {};
}

}  // namespace tailcast
