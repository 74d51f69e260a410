// SPDX-License-Identifier: Apache-2.0
#include "viewer/picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "viewer/legend.h"
#include "viewer/sheet.h"
#include "viewer/views.h"

namespace tailcast {
namespace {

constexpr Colour kPage = hex(0x0d1220);

void draw_view(Canvas& canvas, const PlacedView& placed, const Painting& painting) {
  switch (placed.view) {
    case View::Perspective: draw_perspective(canvas, placed.rect, painting); break;
    case View::BirdsEye: draw_birds_eye(canvas, placed.rect, painting); break;
    case View::RangeImage: draw_range_image(canvas, placed.rect, painting); break;
    case View::All: return;
  }
  canvas.stroke(placed.rect, {kGrid, painting.scale});
}

std::string facts_of(const LabelledFrame& frame) {
  std::string facts = grouped(frame.size()) + " points";
  if (frame.rings > 0) facts += fmt::format(" · {} rings", frame.rings);
  if (!frame.objects.empty()) facts += fmt::format(" · {} boxes", frame.objects.size());
  if (frame.time > 0) facts += fmt::format(" · {:.2f} s", to_seconds(frame.time));
  return facts;
}

// Cut to the room there is, so that a long path does not run into its neighbour.
std::string fitted(const Canvas& canvas, std::string text, const Font& font, double room) {
  if (canvas.text_width(text, font) <= room) return text;
  while (!text.empty() && canvas.text_width(text + "…", font) > room) {
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80) text.pop_back();
    if (!text.empty()) text.pop_back();
  }
  return text + "…";
}

void draw_heading(Canvas& canvas, const Rect& over, const std::string& title, const LabelledFrame& frame, double scale) {
  const Font small{13 * scale, false, Align::Right}, large{20 * scale, true};
  const std::string facts = facts_of(frame);
  const double baseline = over.y - 20 * scale, room = over.width - canvas.text_width(facts, small) - 24 * scale;
  canvas.text({over.right(), baseline}, facts, small, kDimText);
  canvas.text({over.x, baseline}, fitted(canvas, title, large, room), large, kText);
}

struct TitledFrame {
  const LabelledFrame* frame;
  std::string title;
};

std::string draw_sheet(std::span<const TitledFrame> titled, const PictureOptions& options) {
  const auto layout = lay_out_sheet(options, static_cast<int>(titled.size()));
  Colouring colouring = options.colouring;
  std::vector<const LabelledFrame*> frames;
  for (const auto& each : titled) {
    frames.push_back(each.frame);
    colouring = usable_colouring(*each.frame, colouring);
  }
  const double width = std::clamp(options.width, 320, 8192), left = layout.columns.front().front().rect.x;
  const auto legend = lay_out_legend(frames, colouring, width - 2 * left, layout.scale);
  const double height = layout.bottom + legend.height + 14 * layout.scale;
  Canvas canvas(static_cast<int>(width), static_cast<int>(std::ceil(height)));
  canvas.fill({0, 0, width, height + 1}, kPage);
  for (std::size_t i = 0; i < titled.size(); ++i) {
    const Painting painting{*frames[i], point_colours(*frames[i], colouring), ground_height(*frames[i]), layout.scale, options.boxes};
    for (const auto& placed : layout.columns[i]) draw_view(canvas, placed, painting);
    const Rect first = layout.columns[i].front().rect, last = layout.columns[i][titled.size() == 1 && layout.columns[i].size() > 1 ? 1 : 0].rect;
    draw_heading(canvas, {first.x, first.y, std::max(first.right(), last.right()) - first.x, 0}, titled[i].title, *frames[i], layout.scale);
  }
  draw_legend(canvas, {left, layout.bottom + 6 * layout.scale}, legend, layout.scale);
  return canvas.png();
}

}  // namespace

std::string draw_frame(const LabelledFrame& frame, const PictureOptions& options) {
  return draw_sheet(std::array{TitledFrame{&frame, options.title}}, options);
}

std::string draw_pair(const LabelledFrame& left, const LabelledFrame& right, const std::string& left_title,
                      const std::string& right_title, const PictureOptions& options) {
  return draw_sheet(std::array{TitledFrame{&left, left_title}, TitledFrame{&right, right_title}}, options);
}

}  // namespace tailcast
