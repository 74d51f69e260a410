// SPDX-License-Identifier: Apache-2.0
// Pictures of frames and assets, drawn in software: no GPU, no display. Cairo's only door.
#pragma once
#include <string>

#include "labels/labelled_frame.h"
#include "scene/asset.h"

namespace tailcast {

enum class View { Perspective, BirdsEye, RangeImage, All };      // All: the three on one sheet
enum class Colouring { Class, Intensity, Height };

struct PictureOptions {
  View view = View::All;
  Colouring colouring = Colouring::Class;
  int width = 1600;        // px
  bool boxes = true;
  std::string title;
};

// PNG bytes. Colouring::Class falls back to Height when the frame has no truth.
std::string draw_frame(const LabelledFrame& frame, const PictureOptions& options);
// A shaded picture of the asset from two sides, with its size.
std::string draw_asset(const Asset& asset, int width);

}  // namespace tailcast
