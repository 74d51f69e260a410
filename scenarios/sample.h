// SPDX-License-Identifier: Apache-2.0
// ScenarioSpec -> ScenarioInstance: every number drawn. A pure function of its arguments, the same on every
// machine.
#pragma once
#include <cstdint>

#include "scenarios/design.h"
#include "scenarios/instance.h"
#include "scenarios/spec.h"

namespace tailcast {

// How often the parameters are drawn anew when a requirement is not met.
inline constexpr std::uint32_t kMaxAttempts = 1000;

// A draw is addressed by (seed; index, attempt, hash of the parameter's name): adding a parameter moves no
// other. Distributions are drawn by their quantiles, cut ones by those of what the cut leaves. InputError, with its place, when
// no draw meets the requirements (E0211 names the one that starves), or when a drawn value is none that its
// place allows.
ScenarioInstance sample(const ScenarioSpec& spec, std::uint64_t seed, std::uint32_t index, const Design& design = {});

}  // namespace tailcast
