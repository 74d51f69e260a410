// SPDX-License-Identifier: Apache-2.0
// What the colours of a sheet mean.
#pragma once
#include <span>

#include "viewer/canvas.h"
#include "viewer/picture.h"

namespace tailcast {

struct LegendEntry {
  Colour colour;
  std::string name, count;
  Rect rect;  // relative to the legend's top left
};

struct Legend {
  Colouring colouring = Colouring::Class;
  std::vector<LegendEntry> entries = {};  // Colouring::Class: those present, the most frequent first
  double height = 0;                 // px
};

// `frames`: one or two; counts of two are divided by a slash.
Legend lay_out_legend(std::span<const LabelledFrame* const> frames, Colouring colouring, double width, double scale);
void draw_legend(Canvas& canvas, Point2 top_left, const Legend& legend, double scale);

// 1234567 -> "1 234 567".
std::string grouped(std::size_t count);

}  // namespace tailcast
