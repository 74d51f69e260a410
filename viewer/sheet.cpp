// SPDX-License-Identifier: Apache-2.0
#include "viewer/sheet.h"

#include <algorithm>
#include <cmath>

namespace tailcast {
namespace {

constexpr double kMargin = 24, kGap = 16, kTitle = 64, kAxis = 22;

double height_share(View view) {
  switch (view) {
    case View::Perspective: return 0.58;
    case View::BirdsEye: return 1;
    case View::RangeImage: return 0.16;
    case View::All: break;
  }
  return 0;
}

Rect whole(double x, double y, double width, double height) {
  return {std::round(x), std::round(y), std::round(width), std::round(height)};
}

double below(const PlacedView& placed, double scale) {
  return placed.rect.bottom() + (placed.view == View::RangeImage ? kAxis : kGap) * scale;
}

// One under the other, each as wide as the column.
std::vector<PlacedView> stack(View view, double x, double y, double width, double scale) {
  std::vector<PlacedView> views;
  for (const auto each : {View::Perspective, View::RangeImage, View::BirdsEye}) {
    if (view != each && view != View::All) continue;
    views.push_back({each, whole(x, y, width, width * height_share(each))});
    y = below(views.back(), scale);
  }
  return views;
}

// The bird's eye beside the perspective, the range image below both.
std::vector<PlacedView> spread(double x, double y, double width, double scale) {
  const double side = 0.365 * width;
  std::vector<PlacedView> views;
  views.push_back({View::Perspective, whole(x, y, width - side - kGap * scale, side)});
  views.push_back({View::BirdsEye, whole(x + width - side, y, side, side)});
  views.push_back({View::RangeImage, whole(x, y + side + kGap * scale, width, 0.125 * width)});
  return views;
}

}  // namespace

SheetLayout lay_out_sheet(const PictureOptions& options, int columns) {
  const double full = std::clamp(options.width, 320, 8192);
  SheetLayout layout{.scale = std::max(full / 1600, 0.5)};
  const double margin = kMargin * layout.scale, gap = kGap * layout.scale;
  const double width = (full - 2 * margin - gap * (columns - 1)) / columns;
  for (int column = 0; column < columns; ++column) {
    const double x = margin + column * (width + gap), y = kTitle * layout.scale;
    layout.columns.push_back(columns == 1 && options.view == View::All ? spread(x, y, width, layout.scale)
                                                                       : stack(options.view, x, y, width, layout.scale));
  }
  for (const auto& placed : layout.columns.front()) layout.bottom = std::max(layout.bottom, below(placed, layout.scale));
  return layout;
}

}  // namespace tailcast
