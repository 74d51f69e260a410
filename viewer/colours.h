// SPDX-License-Identifier: Apache-2.0
// What colour a point, a class or a material has in a picture.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "labels/labelled_frame.h"
#include "viewer/picture.h"

namespace tailcast {

struct Colour {
  double r = 0, g = 0, b = 0, a = 1;  // 0..1, not premultiplied
};

// 0xRRGGBB.
constexpr Colour hex(std::uint32_t rgb, double alpha = 1) {
  return {((rgb >> 16) & 255) / 255.0, ((rgb >> 8) & 255) / 255.0, (rgb & 255) / 255.0, alpha};
}
inline Colour with_alpha(Colour colour, double alpha) { return {colour.r, colour.g, colour.b, alpha}; }
Colour mix(const Colour& a, const Colour& b, double share_of_b);

Colour class_colour(ClassId id);
Colour material_colour(MaterialId id);
inline constexpr Colour kHazardColour = hex(0xff2d55);

// Fixed scales, so that two pictures can be compared.
inline constexpr double kHeightLow = -2.0, kHeightHigh = 4.0;  // m above the sensor
Colour intensity_colour(double share);  // luminance grows with `share`, 0..1; the curve is a square root: most returns are dim
Colour height_colour(double share);     // hue tells heights apart

// What `wanted` comes down to for this frame: Class needs truth.
Colouring usable_colouring(const LabelledFrame& frame, Colouring wanted);
// One a point.
std::vector<Colour> point_colours(const LabelledFrame& frame, Colouring colouring);

}  // namespace tailcast
