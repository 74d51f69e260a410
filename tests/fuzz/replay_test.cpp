// SPDX-License-Identifier: Apache-2.0
// What the fuzzers hunt for, without a fuzzer: every input of the corpora, cut, repeated and with bytes changed, goes
// through each target. A target fails by crashing, by a sanitizer's report, or by an exception that leaves it.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/fuzz/replay.h"

namespace tailcast::fuzz {
namespace {

using Bytes = std::string;

// In the order of their names: a failure is the same on every machine.
std::vector<Bytes> corpus_of(const Target& target) {
  const auto folder = std::filesystem::path(TAILCAST_SOURCE_DIR) / "tests/fuzz/corpus" / target.name;
  std::vector<std::filesystem::path> paths;
  if (std::filesystem::is_directory(folder))
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      if (entry.is_regular_file()) paths.push_back(entry.path());
  std::ranges::sort(paths);
  std::vector<Bytes> inputs;
  for (const auto& path : paths) {
    std::ifstream stream(path, std::ios::binary);
    inputs.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
  }
  return inputs;
}

// xorshift64 (Marsaglia, 2003): all that is needed of it is that it repeats.
struct Dice {
  std::uint64_t state;
  std::size_t below(std::size_t bound) {
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    return static_cast<std::size_t>(state % bound);
  }
};

void feed(const Target& target, const Bytes& input) {
  EXPECT_NO_THROW(target.feed(reinterpret_cast<const std::uint8_t*>(input.data()), input.size()))
      << target.name << ", input of " << input.size() << " bytes";
}

void feed_cut(const Target& target, const Bytes& input) {
  constexpr std::size_t kCuts = 40;
  for (std::size_t i = 0; i < kCuts; ++i) feed(target, input.substr(0, input.size() * i / kCuts));
  if (!input.empty()) feed(target, input.substr(0, input.size() - 1));
  feed(target, input + input);
}

void feed_changed(const Target& target, const Bytes& input, std::uint64_t seed) {
  if (input.empty()) return;
  Dice dice{seed * 0x9E3779B97F4A7C15U + 1};
  for (int round = 0; round < 150; ++round) {
    Bytes changed = input;
    for (std::size_t edits = 1 + dice.below(4); edits > 0; --edits) {
      const auto at = dice.below(changed.size());
      switch (dice.below(4)) {
        case 0: changed[at] = static_cast<char>(dice.below(256)); break;
        case 1: changed.insert(at, 1 + dice.below(8), static_cast<char>(dice.below(256))); break;
        case 2: changed[at] = "\xff\x80\x7f\0\n:{[-9"[dice.below(10)]; break;
        default: changed.erase(at, std::min(changed.size() - 1, 1 + dice.below(16))); break;
      }
    }
    feed(target, changed);
  }
}

void feed_noise(const Target& target) {
  Dice dice{88172645463325252U};
  for (const std::size_t size : {1U, 2U, 3U, 15U, 16U, 17U, 64U, 1000U, 4096U}) {
    Bytes noise(size, '\0');
    feed(target, noise);
    feed(target, Bytes(size, '\xff'));
    for (auto& byte : noise) byte = static_cast<char>(dice.below(256));
    feed(target, noise);
  }
}

class EveryTarget : public testing::TestWithParam<Target> {};

TEST_P(EveryTarget, HasACorpus) { EXPECT_FALSE(corpus_of(GetParam()).empty()) << "tests/fuzz/corpus/" << GetParam().name; }

TEST_P(EveryTarget, SurvivesNothingAndNoise) {
  feed(GetParam(), "");
  feed_noise(GetParam());
}

TEST_P(EveryTarget, SurvivesItsCorpusWholeAndCut) {
  for (const auto& input : corpus_of(GetParam())) {
    feed(GetParam(), input);
    feed_cut(GetParam(), input);
  }
}

TEST_P(EveryTarget, SurvivesItsCorpusWithBytesChanged) {
  std::uint64_t seed = 1;
  for (const auto& input : corpus_of(GetParam())) feed_changed(GetParam(), input, seed++);
}

INSTANTIATE_TEST_SUITE_P(Fuzz, EveryTarget, testing::ValuesIn(targets().begin(), targets().end()),
                         [](const auto& target) { return std::string(target.param.name); });

}  // namespace
}  // namespace tailcast::fuzz
