// SPDX-License-Identifier: Apache-2.0
// Scenarios to a dataset on disk. The bytes depend on the scenarios, the seed and the number of instances alone: not on
// threads, shards, or how often the work was interrupted.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/json.h"
#include "labels/labelled_frame.h"
#include "pipeline/world.h"
#include "scenarios/spec.h"

namespace tailcast {

struct Shard {
  int index = 1, count = 1;  // this is part `index` of `count`, from 1
};

struct RenderJob {
  std::vector<ScenarioSpec> scenarios;   // each with n instances: sequence = position * n + instance
  int instances = 1;
  std::uint64_t seed = 1;
  MotionMode motion = MotionMode::Raw;
  Device device;
  DesignChoice design;                   // of each scenario
  std::string output;
  unsigned jobs = 0;                     // 0: one per core
  Shard shard;
  std::function<void(int done, int total)> progress;  // in frames; may be called from any thread
};

struct RenderPlan {
  int sequences = 0, frames = 0;         // of this shard
  double megabytes = 0;                  // estimated, on disk
  double core_seconds = 0;               // estimated, on one core
};
RenderPlan plan(const RenderJob& job);

struct RenderResult {
  int frames_rendered = 0, frames_kept = 0;  // kept: there already, from an earlier run
};
// The names of the sensors of these scenarios' egos, in the order that they are first met.
std::vector<std::string> sensors_of(const std::vector<ScenarioSpec>& scenarios);

// Resumes what an earlier run of the same job left; a finished one is only recognised. InputError when the directory
// holds something else. IoError.
RenderResult render(const RenderJob& job);

// Joins the shards of one job into the dataset that a single run would have written, byte for byte. InputError when they
// are not shards of one job or some are missing.
void merge(const std::vector<std::string>& shards, const std::string& output);

// Renders frame `frame` of sequence `sequence` of a finished dataset again. True when its bytes agree.
bool reproduce(const std::string& dataset, int sequence, int frame);

std::string version();

}  // namespace tailcast
