// SPDX-License-Identifier: Apache-2.0
// The layout of scenario files: two spaces a level, one after a colon (columns that are aligned stay so), one between the
// pieces of `{…}` and `[…]`, two before a comment, at most one blank line, none at the ends. Comments, block texts and the
// order of keys are the author's.
#pragma once
#include <string>
#include <string_view>

#include "core/diagnostic.h"

namespace tailcast {

// Says the same as `text`, laid out; formatting twice changes nothing more. What is no YAML is reported and comes back as it
// was.
std::string format_scenario(std::string_view text, const std::string& file, Diagnostics& diagnostics);

}  // namespace tailcast
