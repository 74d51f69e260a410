// SPDX-License-Identifier: Apache-2.0
// One frame, drawn into a rectangle of a canvas, in each of the ways that there are.
#pragma once
#include <array>

#include "labels/labelled_frame.h"
#include "viewer/canvas.h"

namespace tailcast {

struct Painting {
  const LabelledFrame& frame;
  std::vector<Colour> colours;  // one a point
  double ground = -1.7;         // m, height of the road in the sensor frame
  double scale = 1;             // of text and lines
  bool boxes = true;
};

inline constexpr double kBirdsEyeReach = 40;       // m, from the sensor to the edge of the picture
inline constexpr int kRangeImageColumns = 2083;    // a turn of the HDL-64E at 10 Hz; of devices with fewer, as many as they have
inline constexpr int kFewestColumns = 512;
inline constexpr int kRangeImageRows = 64;         // where the rings are not known

inline constexpr Colour kText = hex(0xdbe4f3), kDimText = hex(0x8494b0), kGrid = hex(0x2b3852), kPanel = hex(0x080c16);

// Height of the road in the sensor frame: the commonest within 20 m, below the sensor.
double ground_height(const LabelledFrame& frame);

// From behind and above the sensor, looking forward; a close-up of the hazard that returns most in a corner.
void draw_perspective(Canvas& canvas, const Rect& rect, const Painting& painting);
// From straight above, forward up, the sensor in the middle.
void draw_birds_eye(Canvas& canvas, const Rect& rect, const Painting& painting);
// Rows: rings, top first (bins of elevation where rings are not known). Columns: azimuth, left of the sensor on the left,
// forward in the middle. The nearest return of a cell is shown.
void draw_range_image(Canvas& canvas, const Rect& rect, const Painting& painting);

// A line of text on a dark ground, readable over points. `middle`: of its height, and of its width as `font` aligns it.
void draw_label(Canvas& canvas, Point2 middle, const std::string& label, const Font& font, const Colour& colour);

// The eight corners of a box in the sensor frame; bit 0: front, bit 1: left, bit 2: top.
std::array<Vec3, 8> corners_of(const ObjectBox& box);
inline constexpr std::array<std::array<int, 2>, 12> kBoxEdges{
    {{0, 1}, {2, 3}, {4, 5}, {6, 7}, {0, 2}, {1, 3}, {4, 6}, {5, 7}, {0, 4}, {1, 5}, {2, 6}, {3, 7}}};

}  // namespace tailcast
