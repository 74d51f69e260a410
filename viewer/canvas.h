// SPDX-License-Identifier: Apache-2.0
// A picture under construction. Pixels, origin at the top left, y down. Cairo stays behind it.
#pragma once
#include <memory>
#include <span>
#include <string>

#include "viewer/colours.h"
#include "viewer/raster.h"

namespace tailcast {

struct Point2 {
  double x = 0, y = 0;  // px
};

struct Rect {
  double x = 0, y = 0, width = 0, height = 0;  // px
  double right() const { return x + width; }
  double bottom() const { return y + height; }
  Point2 center() const { return {x + width / 2, y + height / 2}; }
  bool overlaps(const Rect& o) const { return x < o.right() && o.x < right() && y < o.bottom() && o.y < bottom(); }
};

enum class Align { Left, Center, Right };

struct Font {
  double size = 14;  // px
  bool bold = false;
  Align align = Align::Left;
};

struct Stroke {
  Colour colour;
  double width = 1;  // px
  bool dashed = false;
};

class Canvas {
 public:
  Canvas(int width, int height);  // px
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  void fill(const Rect& rect, const Colour& colour, double corner_radius = 0);
  void fill_downwards(const Rect& rect, const Colour& top, const Colour& bottom);
  void fill_polygon(std::span<const Point2> outline, const Colour& colour);
  void stroke(std::span<const Point2> line, const Stroke& stroke);
  void stroke(const Rect& rect, const Stroke& stroke);
  void stroke_circle(Point2 center, double radius, const Stroke& stroke);
  void paste(const Raster& raster, Point2 top_left);
  void text(Point2 baseline, const std::string& text, const Font& font, const Colour& colour);
  double text_width(const std::string& text, const Font& font) const;

  void clip(const Rect& rect);  // until unclip()
  void unclip();

  std::string png() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tailcast
