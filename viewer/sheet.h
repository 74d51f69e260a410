// SPDX-License-Identifier: Apache-2.0
// Where things stand on a picture.
#pragma once
#include <vector>

#include "viewer/canvas.h"
#include "viewer/picture.h"

namespace tailcast {

struct PlacedView {
  View view = View::Perspective;
  Rect rect;  // whole px
};

// Room that the views of a sheet take below `top`. `columns`: frames side by side.
struct SheetLayout {
  double scale = 1;  // of text, lines and gaps: 1 at a width of 1600 px
  std::vector<std::vector<PlacedView>> columns = {};  // by frame
  double bottom = 0;  // px, below the last view and its axis
};
SheetLayout lay_out_sheet(const PictureOptions& options, int columns);

}  // namespace tailcast
