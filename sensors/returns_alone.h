// SPDX-License-Identifier: Apache-2.0
// What each thing would return if nothing else were there: against it, a frame's returns say how much of it
// was hidden.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "sensors/frame_tracer.h"

namespace tailcast {

// Of each of these instances: the returns that it would receive in that same frame if it were alone in the
// world, under the same sky.
std::vector<std::uint32_t> returns_alone(FrameTracer& tracer, std::span<const std::uint16_t> instances);

}  // namespace tailcast
