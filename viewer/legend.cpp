// SPDX-License-Identifier: Apache-2.0
#include "viewer/legend.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "viewer/views.h"

namespace tailcast {
namespace {

constexpr double kRow = 24, kSwatch = 13, kFontSize = 13;

std::vector<std::size_t> count_classes(const LabelledFrame& frame) {
  std::vector<std::size_t> counts(all_classes().size());
  for (const auto id : frame.truth.class_id) ++counts[static_cast<std::size_t>(id)];
  return counts;
}

std::vector<LegendEntry> class_entries(std::span<const LabelledFrame* const> frames) {
  std::vector<std::vector<std::size_t>> counts;
  counts.reserve(frames.size());
  for (const auto* frame : frames) counts.push_back(count_classes(*frame));
  std::vector<std::pair<std::size_t, LegendEntry>> found;
  for (const auto& info : all_classes()) {
    std::size_t total = 0;
    std::string text;
    for (const auto& of_frame : counts) {
      const auto count = of_frame[static_cast<std::size_t>(info.id)];
      total += count;
      text += (text.empty() ? "" : " / ") + grouped(count);
    }
    if (total > 0) found.push_back({total, {class_colour(info.id), std::string(info.name), text, {}}});
  }
  std::ranges::stable_sort(found, std::greater{}, [](const auto& entry) { return entry.first; });
  std::vector<LegendEntry> entries;
  entries.reserve(found.size());
  for (auto& entry : found) entries.push_back(std::move(entry.second));
  return entries;
}

void draw_scale(Canvas& canvas, Point2 at, Colouring colouring, double scale) {
  const bool height = colouring == Colouring::Height;
  const double width = 320 * scale, bar = 13 * scale;
  constexpr int kSteps = 160;
  for (int i = 0; i < kSteps; ++i) {
    const double share = (i + 0.5) / kSteps;
    canvas.fill({at.x + width * i / kSteps, at.y, width / kSteps + 1, bar}, height ? height_colour(share) : intensity_colour(share));
  }
  for (int i = 0; i <= 4; ++i) {
    const double share = i / 4.0;
    const std::string label = height ? fmt::format("{:+.1f} m", kHeightLow + share * (kHeightHigh - kHeightLow)) : fmt::format("{:.2f}", share);
    const Align align = i == 0 ? Align::Left : i == 4 ? Align::Right : Align::Center;
    canvas.text({at.x + share * width, at.y + bar + 14 * scale}, label, {11 * scale, false, align}, kDimText);
  }
  canvas.text({at.x + width + 14 * scale, at.y + 11.5 * scale},
              height ? "height above the sensor" : "intensity, as a share of the device's scale", {kFontSize * scale}, kText);
}

}  // namespace

std::string grouped(std::size_t count) {
  std::string digits = std::to_string(count);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) digits.insert(static_cast<std::size_t>(at), " ");
  return digits;
}

Legend lay_out_legend(std::span<const LabelledFrame* const> frames, Colouring colouring, double width, double scale) {
  Legend legend{.colouring = colouring, .height = 34 * scale};
  if (colouring != Colouring::Class) return legend;
  legend.entries = class_entries(frames);
  const Canvas measure(1, 1);
  const Font font{kFontSize * scale};
  double x = 0, y = 0;
  for (auto& entry : legend.entries) {
    const double wide = (kSwatch + 6 + 8 + 26) * scale + measure.text_width(entry.name, font) + measure.text_width(entry.count, font);
    if (x > 0 && x + wide > width) x = 0, y += kRow * scale;
    entry.rect = {x, y, wide, kRow * scale};
    x += wide;
  }
  legend.height = y + kRow * scale;
  return legend;
}

void draw_legend(Canvas& canvas, Point2 top_left, const Legend& legend, double scale) {
  if (legend.colouring != Colouring::Class) return draw_scale(canvas, top_left, legend.colouring, scale);
  const Font font{kFontSize * scale};
  for (const auto& entry : legend.entries) {
    const double x = top_left.x + entry.rect.x, y = top_left.y + entry.rect.y;
    canvas.fill({x, y, kSwatch * scale, kSwatch * scale}, entry.colour, 3 * scale);
    const double name = x + (kSwatch + 6) * scale, baseline = y + 11.5 * scale;
    canvas.text({name, baseline}, entry.name, font, kText);
    canvas.text({name + canvas.text_width(entry.name, font) + 8 * scale, baseline}, entry.count, font, kDimText);
  }
}

}  // namespace tailcast
