// SPDX-License-Identifier: Apache-2.0
// Pictures of frames and assets, drawn in software: no GPU, no display. Cairo's only door.
#pragma once
#include <memory>
#include <span>
#include <string>

#include "labels/labelled_frame.h"
#include "scene/asset.h"

namespace tailcast {

enum class View { Perspective, BirdsEye, RangeImage, All };      // All: the three on one sheet
enum class Colouring { Class, Intensity, Height };

struct PictureOptions {
  View view = View::All;
  Colouring colouring = Colouring::Class;
  int width = 1600;        // px, 320 to 8192; clamped
  bool boxes = true;
  std::string title;
};

// PNG bytes. Colouring::Class falls back to Height when the frame has no truth.
std::string draw_frame(const LabelledFrame& frame, const PictureOptions& options);
// Two frames side by side, in the same views, colours and scales: a real one beside a synthetic one. Colouring::Class
// falls back to Height for both when either has no truth.
std::string draw_pair(const LabelledFrame& left, const LabelledFrame& right, const std::string& left_title,
                      const std::string& right_title, const PictureOptions& options);
// A shaded picture of the asset from two sides, with its size.
std::string draw_asset(const Asset& asset, int width);
// From the front left, with its size but without its name. `width`: px, 120 to 4096; clamped.
std::string draw_thumbnail(const Asset& asset, int width);
// Thumbnails in rows, each above its id. `width`: of the sheet, px, 320 to 8192; clamped.
std::string draw_contact_sheet(std::span<const std::shared_ptr<const Asset>> assets, int width);

}  // namespace tailcast
