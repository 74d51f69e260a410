// SPDX-License-Identifier: Apache-2.0
// Plots of a report as SVG elements; colours come from the page's style sheet.
#pragma once
#include <string>
#include <string_view>

#include "gap/gap.h"

namespace tailcast {

std::string escape_html(std::string_view text);
// Both distributions overlaid (shares by band for ground_return), the floor's real set behind them. "" without bins.
std::string plot_bins(const StatisticGap& gap);
// One line: the floor as a band from 0 to its worst pair, the interval as a bar, the distance as a dot.
std::string plot_interval(const StatisticGap& gap);

}  // namespace tailcast
