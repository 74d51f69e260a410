// SPDX-License-Identifier: Apache-2.0
// How a program that renders holds on to its memory.
#pragma once

namespace tailcast {

// For a program's main(): a frame's arrays are taken and given back some ten times a second. They stay with the process,
// instead of being mapped and cleared anew each time.
void keep_memory();

}  // namespace tailcast
