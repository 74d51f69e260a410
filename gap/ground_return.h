// SPDX-License-Identifier: Apache-2.0
// How often a pulse returns from open road ahead, by range: what shows the detection threshold, on real scans too.
#pragma once
#include <cstdint>
#include <vector>

#include "gap/measure.h"

namespace tailcast {

// Returns of each kRoadBands band, then pulses of each band.
//
// Pulses that did not return are the gaps along a ring, cut into steps of kAzimuthStepDeg; straight ahead is
// |azimuth| < 4 deg. A ring's beam is the line z = z0 + rho tan(elevation) fitted to its own returns; the road ahead is
// the line z = a + b rho fitted to the returns at 5 to 30 m. A pulse counts at the range rho where the two meet (so that
// neither the pitch of the vehicle nor a gradient moves it to another band), when
//  - in at least four rings the road is seen at 10 to 32 m within half a degree of its azimuth, and
//  - nothing stands 0.3 to 2.2 m above the road nearer than 1.25 rho within 0.75 deg of its azimuth, and
//  - it did not return from elsewhere than the road near rho.
std::vector<std::uint32_t> count_ground_returns(const LabelledFrame& frame, const std::vector<RingPoints>& rings);

}  // namespace tailcast
