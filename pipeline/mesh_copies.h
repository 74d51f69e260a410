// SPDX-License-Identifier: Apache-2.0
// A dataset holds the meshes that it was made with: it can be rendered again wherever it lies, whatever became of the files.
#pragma once
#include <string>

#include "core/json.h"
#include "scenarios/spec.h"

namespace tailcast {

// The scenario as the manifest has it: its meshes are those under meshes/ in the dataset, in folders named by their hashes.
ScenarioSpec with_copies(ScenarioSpec spec);
// Of each mesh its asset, its copy and the SHA-256 of its bytes.
Json describe_meshes(const ScenarioSpec& spec);
// Writes the copies. IoError, or InputError where a file has changed since it was taken in.
void copy_meshes(const ScenarioSpec& spec, const std::string& dataset);

}  // namespace tailcast
