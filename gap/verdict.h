// SPDX-License-Identifier: Apache-2.0
// What a distance means, in words.
#pragma once
#include <string>
#include <vector>

#include "gap/gap.h"

namespace tailcast {

// From distance, floor, ratio and the two distributions of `gap`: what is off, by how many floors, what to look at.
std::string verdict_of(const StatisticGap& gap);

enum class Grade { Within, Near, Off, Unknown };  // ratio to 1.5, to 3, above; no floor
Grade grade_of(const StatisticGap& gap);

// Worst ratio first within each tier; those without a ratio last, by distance.
std::vector<const StatisticGap*> ordered(const GapReport& report);

}  // namespace tailcast
