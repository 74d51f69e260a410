// SPDX-License-Identifier: Apache-2.0
// Internal to scenarios: a parsed document -> spec, for whole files and for files with overrides laid over
// them.
#pragma once
#include <optional>

#include "core/yaml.h"
#include "scenarios/spec.h"

namespace tailcast {

// Reads and checks; nullopt if anything was reported.
std::optional<ScenarioSpec> read_scenario(const YamlNode& root, Diagnostics& diagnostics);

}  // namespace tailcast
