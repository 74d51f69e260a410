// SPDX-License-Identifier: Apache-2.0
// Internal to scenarios: what a document is made of besides itself. Works on YAML nodes, each of which keeps the place it was
// written at, so that every later mistake is reported in the right file.
#pragma once
#include "core/yaml.h"

namespace tailcast {

// Takes in what `extends` (one whole scenario) and `include` (fragments, in order) name, and lays the document over it: maps
// are merged, all else is replaced, `~` removes, `key+` appends to a list. A parameter is replaced whole, a stage that names
// its place too, and an actor that is placed anew forgets its old place. Files are those in the folder of `root`'s file and
// below, and the library's, which may be named without `.yaml`. What is wrong is reported (E0111, E0112); false then.
bool compose(YamlNode& root, Diagnostics& diagnostics);

// Writes out the shorthands: groups of actors, repeated actors, distributions in place of a value. To be called once
// overrides are laid over the composed document. E0113, E0114; false then.
bool expand(YamlNode& root, Diagnostics& diagnostics);

}  // namespace tailcast
