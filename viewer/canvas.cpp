// SPDX-License-Identifier: Apache-2.0
#include "viewer/canvas.h"

#include <cairo.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/check.h"
#include "core/dmath.h"

namespace tailcast {

struct Canvas::State {
  cairo_surface_t* surface = nullptr;
  cairo_t* cairo = nullptr;
};

namespace {

void set_source(cairo_t* cairo, const Colour& c) { cairo_set_source_rgba(cairo, c.r, c.g, c.b, c.a); }

void trace(cairo_t* cairo, std::span<const Point2> line) {
  cairo_new_path(cairo);
  for (const auto& p : line) cairo_line_to(cairo, p.x, p.y);
}

void finish_stroke(cairo_t* cairo, const Stroke& stroke) {
  set_source(cairo, stroke.colour);
  cairo_set_line_width(cairo, std::max(stroke.width, 1.0));
  const std::array dashes{4 * stroke.width, 4 * stroke.width};
  cairo_set_dash(cairo, dashes.data(), stroke.dashed ? 2 : 0, 0);
  cairo_stroke(cairo);
}

void select_font(cairo_t* cairo, const Font& font) {
  cairo_select_font_face(cairo, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL,
                         font.bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size(cairo, font.size);
}

// Cairo refuses the whole picture over one malformed character: those become "?".
std::string as_utf8(const std::string& text) {
  std::string clean;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead >= 0xC2 && lead < 0xE0 ? 2 : lead >= 0xE1 && lead < 0xF0 && lead != 0xED ? 3 : 0;
    bool whole = length > 0 && lead != 0 && i + length <= text.size();
    for (std::size_t k = 1; whole && k < length; ++k) whole = (static_cast<unsigned char>(text[i + k]) & 0xC0) == 0x80;
    clean += whole ? text.substr(i, length) : "?";
    i += whole ? length : 1;
  }
  return clean;
}

std::uint32_t byte_of(float value) { return static_cast<std::uint32_t>(std::lround(std::clamp(value, 0.0F, 1.0F) * 255)); }

cairo_status_t append_bytes(void* bytes, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

Canvas::Canvas(int width, int height) : state_(std::make_unique<State>()) {
  state_->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
  state_->cairo = cairo_create(state_->surface);
  TAILCAST_CHECK(cairo_status(state_->cairo) == CAIRO_STATUS_SUCCESS, cairo_status_to_string(cairo_status(state_->cairo)));
  cairo_set_line_join(state_->cairo, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap(state_->cairo, CAIRO_LINE_CAP_ROUND);
}

Canvas::~Canvas() {
  cairo_destroy(state_->cairo);
  cairo_surface_destroy(state_->surface);
}

void Canvas::fill(const Rect& rect, const Colour& colour, double corner_radius) {
  auto* cairo = state_->cairo;
  const double r = std::min({corner_radius, rect.width / 2, rect.height / 2});
  cairo_new_path(cairo);
  if (r <= 0) {
    cairo_rectangle(cairo, rect.x, rect.y, rect.width, rect.height);
  } else {
    cairo_arc(cairo, rect.right() - r, rect.y + r, r, -kPi / 2, 0);
    cairo_arc(cairo, rect.right() - r, rect.bottom() - r, r, 0, kPi / 2);
    cairo_arc(cairo, rect.x + r, rect.bottom() - r, r, kPi / 2, kPi);
    cairo_arc(cairo, rect.x + r, rect.y + r, r, kPi, 1.5 * kPi);
    cairo_close_path(cairo);
  }
  set_source(cairo, colour);
  cairo_fill(cairo);
}

void Canvas::fill_downwards(const Rect& rect, const Colour& top, const Colour& bottom) {
  auto* gradient = cairo_pattern_create_linear(0, rect.y, 0, rect.bottom());
  cairo_pattern_add_color_stop_rgba(gradient, 0, top.r, top.g, top.b, top.a);
  cairo_pattern_add_color_stop_rgba(gradient, 1, bottom.r, bottom.g, bottom.b, bottom.a);
  cairo_new_path(state_->cairo);
  cairo_rectangle(state_->cairo, rect.x, rect.y, rect.width, rect.height);
  cairo_set_source(state_->cairo, gradient);
  cairo_fill(state_->cairo);
  cairo_pattern_destroy(gradient);
}

void Canvas::fill_polygon(std::span<const Point2> outline, const Colour& colour) {
  trace(state_->cairo, outline);
  set_source(state_->cairo, colour);
  cairo_fill(state_->cairo);
}

void Canvas::stroke(std::span<const Point2> line, const Stroke& stroke) {
  trace(state_->cairo, line);
  finish_stroke(state_->cairo, stroke);
}

void Canvas::stroke(const Rect& rect, const Stroke& stroke) {
  cairo_new_path(state_->cairo);
  cairo_rectangle(state_->cairo, rect.x, rect.y, rect.width, rect.height);
  finish_stroke(state_->cairo, stroke);
}

void Canvas::stroke_circle(Point2 center, double radius, const Stroke& stroke) {
  cairo_new_path(state_->cairo);
  cairo_arc(state_->cairo, center.x, center.y, radius, 0, 2 * kPi);
  finish_stroke(state_->cairo, stroke);
}

void Canvas::paste(const Raster& raster, Point2 top_left) {
  auto* surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, raster.width, raster.height);
  cairo_surface_flush(surface);
  auto* bytes = cairo_image_surface_get_data(surface);
  TAILCAST_CHECK(bytes != nullptr, "no memory for a layer");
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface));
  for (int y = 0; y < raster.height; ++y) {
    auto* row = reinterpret_cast<std::uint32_t*>(bytes + static_cast<std::size_t>(y) * stride);
    for (int x = 0; x < raster.width; ++x) {
      const auto& p = raster.at(x, y);
      row[x] = byte_of(p.a) << 24 | byte_of(p.r) << 16 | byte_of(p.g) << 8 | byte_of(p.b);
    }
  }
  cairo_surface_mark_dirty(surface);
  // Whole pixels, lest the layer be resampled into a blur.
  cairo_set_source_surface(state_->cairo, surface, std::round(top_left.x), std::round(top_left.y));
  cairo_paint(state_->cairo);
  cairo_surface_destroy(surface);
}

void Canvas::text(Point2 baseline, const std::string& text, const Font& font, const Colour& colour) {
  const double shift = font.align == Align::Left ? 0 : text_width(text, font) * (font.align == Align::Center ? 0.5 : 1);
  select_font(state_->cairo, font);
  set_source(state_->cairo, colour);
  cairo_move_to(state_->cairo, baseline.x - shift, baseline.y);
  cairo_show_text(state_->cairo, as_utf8(text).c_str());
}

double Canvas::text_width(const std::string& text, const Font& font) const {
  select_font(state_->cairo, font);
  cairo_text_extents_t extents;
  cairo_text_extents(state_->cairo, as_utf8(text).c_str(), &extents);
  return extents.x_advance;
}

void Canvas::clip(const Rect& rect) {
  cairo_save(state_->cairo);
  cairo_new_path(state_->cairo);
  cairo_rectangle(state_->cairo, rect.x, rect.y, rect.width, rect.height);
  cairo_clip(state_->cairo);
}

void Canvas::unclip() { cairo_restore(state_->cairo); }

std::string Canvas::png() const {
  std::string bytes;
  cairo_surface_flush(state_->surface);
  const auto status = cairo_surface_write_to_png_stream(state_->surface, append_bytes, &bytes);
  TAILCAST_CHECK(status == CAIRO_STATUS_SUCCESS, cairo_status_to_string(status));
  return bytes;
}

}  // namespace tailcast
