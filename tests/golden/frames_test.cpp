// SPDX-License-Identifier: Apache-2.0
// Three frames of three events in three kinds of weather, with footprints and moving bodies: their bytes are the same on
// every instruction set, at any number of threads, from every compiler. tests/golden/regenerate writes the hashes anew;
// CHANGELOG.md says why they moved.
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <sstream>

#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"
#include "core/parallel.h"
#include "dataset/scan_io.h"
#include "dataset/truth_npz.h"
#include "pipeline/world.h"

namespace tailcast {
namespace {

constexpr const char* kHashes = TAILCAST_SOURCE_DIR "/tests/golden/frames.sha256";

struct Golden {
  std::string scenario, weather;
  int frame;
};
const std::vector<Golden> kFrames{{"occlusion/child_between_parked_vans", "rain=12 mm/h", 3},
                                  {"debris/ladder_off_pickup", "visibility=90 m", 5},
                                  {"debris/rolling_lost_wheel", "snow=2 mm/h", 4}};

std::unique_ptr<const World> world_of(const Golden& golden) {
  const auto path = std::string(TAILCAST_SOURCE_DIR "/scenarios/library/") + golden.scenario + ".yaml";
  Diagnostics diagnostics;
  auto spec = parse_scenario(read_file(path), path, diagnostics);
  if (spec) apply_override(*spec, "weather." + golden.weather, diagnostics);
  if (!diagnostics.ok()) throw InputError(diagnostics);
  return build_world(*spec, 7, 0);
}

// Points, labels' truth and boxes.
std::string hash_of(const LabelledFrame& frame) {
  std::string bytes = encode_kitti_bin(frame) + encode_truth_npz(frame);
  for (const auto& box : frame.objects)
    bytes += box.name + " " + std::to_string(box.returns) + " of " + std::to_string(box.returns_alone) + "\n";
  return sha256_hex(bytes);
}

std::map<std::string, std::string> stored() {
  std::map<std::string, std::string> hashes;
  std::istringstream lines(read_file(kHashes));
  for (std::string hash, name; lines >> hash >> name;) hashes[name] = hash;
  return hashes;
}

class GoldenFrames : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    for (const auto& golden : kFrames) worlds_.push_back(world_of(golden));
  }
  static void TearDownTestSuite() { worlds_.clear(); }
  static std::string render(std::size_t i) { return hash_of(render_frame(*worlds_[i], kFrames[i].frame, MotionMode::Raw)); }
  static inline std::vector<std::unique_ptr<const World>> worlds_;
};

TEST_F(GoldenFrames, HaveTheHashesThatAreStored) {
  std::string text;
  for (std::size_t i = 0; i < kFrames.size(); ++i) text += render(i) + "  " + kFrames[i].scenario + "\n";
  if (std::getenv("TAILCAST_REGENERATE") != nullptr) write_file(kHashes, text);
  EXPECT_EQ(text, read_file(kHashes)) << "run tests/golden/regenerate and say in CHANGELOG.md why";
}

std::vector<std::string> instruction_sets() {
  std::vector<std::string> sets{"sse2"};
  if (__builtin_cpu_supports("avx2")) sets.emplace_back("avx2");
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl")) sets.emplace_back("avx512");
  return sets;
}

TEST_F(GoldenFrames, AreTheSameOnEveryInstructionSet) {
  const auto hashes = stored();
  for (std::size_t i = 0; i < kFrames.size(); ++i)
    for (const auto& isa : instruction_sets()) {
      const RayCaster caster(worlds_[i]->placed.scene, worlds_[i]->timeline, isa);
      EXPECT_EQ(hash_of(render_frame(*worlds_[i], caster, kFrames[i].frame, MotionMode::Raw)), hashes.at(kFrames[i].scenario))
          << kFrames[i].scenario << " on " << isa;
    }
}

TEST_F(GoldenFrames, AreTheSameAtAnyNumberOfThreads) {
  const auto hashes = stored();
  for (const unsigned threads : {1U, 2U, 7U}) {
    std::vector<std::string> rendered(2 * kFrames.size());
    parallel_for(rendered.size(), threads, [&](std::size_t i) { rendered[i] = render(i % kFrames.size()); });
    for (std::size_t i = 0; i < rendered.size(); ++i)
      EXPECT_EQ(rendered[i], hashes.at(kFrames[i % kFrames.size()].scenario)) << threads << " threads";
  }
}

}  // namespace
}  // namespace tailcast
