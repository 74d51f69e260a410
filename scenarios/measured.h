// SPDX-License-Identifier: Apache-2.0
// Internal to scenarios: values that a user measured.
#pragma once
#include "core/yaml.h"
#include "scenarios/spec.h"

namespace tailcast {

// `{file: logs.csv, column: headway, unit: s}`, or a list of quantities. The file is looked for beside the scenario and
// below, nowhere else. What is wrong with it is reported at its own line and column (E0214, E0215).
Empirical read_empirical(const YamlNode& node, Diagnostics& diagnostics);

}  // namespace tailcast
