// SPDX-License-Identifier: Apache-2.0
#include "viewer/views.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/dmath.h"

namespace tailcast {
namespace {

void draw_birds_eye_grid(Canvas& canvas, const Rect& rect, double px_per_m, double scale) {
  const auto center = rect.center();
  for (int metres = 10; metres <= 50; metres += 10)
    canvas.stroke_circle(center, metres * px_per_m, {kGrid, scale});
  canvas.stroke(std::array{Point2{center.x, rect.y}, Point2{center.x, rect.bottom()}}, {with_alpha(kGrid, 0.6), scale});
  canvas.stroke(std::array{Point2{rect.x, center.y}, Point2{rect.right(), center.y}}, {with_alpha(kGrid, 0.6), scale});
}

// Over the points: a number below them could not be read.
void draw_birds_eye_numbers(Canvas& canvas, const Rect& rect, double px_per_m, double scale) {
  for (int metres = 10; metres < kBirdsEyeReach; metres += 10)
    draw_label(canvas, {rect.center().x, rect.center().y - metres * px_per_m}, fmt::format("{} m", metres),
               {11 * scale, false, Align::Center}, kText);
}

void draw_scale_bar(Canvas& canvas, const Rect& rect, double px_per_m, double scale) {
  const double y = rect.bottom() - 16 * scale, left = rect.x + 16 * scale, right = left + 10 * px_per_m;
  canvas.stroke(std::array{Point2{left, y - 4 * scale}, Point2{left, y}, Point2{right, y}, Point2{right, y - 4 * scale}},
                {kText, 1.5 * scale});
  canvas.text({(left + right) / 2, y - 6 * scale}, "10 m", {11 * scale, false, Align::Center}, kText);
}

void draw_sensor_mark(Canvas& canvas, Point2 at, double size) {
  canvas.fill_polygon(std::array{Point2{at.x, at.y - size}, Point2{at.x + 0.6 * size, at.y + 0.7 * size},
                                 Point2{at.x, at.y + 0.35 * size}, Point2{at.x - 0.6 * size, at.y + 0.7 * size}},
                      hex(0xffffff));
}

void draw_birds_eye_boxes(Canvas& canvas, const Rect& rect, const Painting& painting, double px_per_m) {
  const auto center = rect.center();
  for (const auto& box : painting.frame.objects) {
    const auto corners = corners_of(box);
    const auto at = [&](int corner) {
      const auto& p = corners[static_cast<std::size_t>(corner)];
      return Point2{center.x - p.y() * px_per_m, center.y - p.x() * px_per_m};
    };
    const Colour colour = box.hazard ? kHazardColour : mix(class_colour(box.class_id), hex(0xffffff), 0.25);
    for (const auto& [a, b] : kBoxEdges) canvas.stroke(std::array{at(a), at(b)}, {colour, (box.hazard ? 2 : 1.2) * painting.scale});
    if (!box.hazard) continue;
    const Vec3 middle = box.sensor_from_box.translation;
    const Point2 mark{center.x - middle.y() * px_per_m, center.y - middle.x() * px_per_m};
    const double radius = std::max(14 * painting.scale, (box.size.head<2>().norm() / 2 + 0.5) * px_per_m);
    canvas.stroke_circle(mark, radius, {with_alpha(kHazardColour, 0.7), 1.5 * painting.scale});
    draw_label(canvas, {mark.x + radius + 6 * painting.scale, mark.y}, box.name, {12 * painting.scale, true}, kHazardColour);
  }
}

// ---- range image

struct Grid {
  int rows = 0, columns = 0;
  std::vector<int> row = {}, column = {};  // of each point; -1: stands nowhere
};

std::size_t cell_index(const Grid& grid, int row, int column) {
  return static_cast<std::size_t>(row) * static_cast<std::size_t>(grid.columns) + static_cast<std::size_t>(column);
}

int azimuth_column(double x, double y, int columns) {
  const double turn = 0.5 - std::atan2(y, x) / (2 * kPi);  // 0: behind, on the left's side; 0.5: forward
  return std::clamp(static_cast<int>(turn * columns), 0, columns - 1);
}

double elevation_of(const LabelledFrame& frame, std::size_t i) {
  return std::atan2(static_cast<double>(frame.z[i]), std::hypot(static_cast<double>(frame.x[i]), static_cast<double>(frame.y[i])));
}

// Extreme elevations, one in a thousand points left out at either end.
std::pair<double, double> elevation_limits(const LabelledFrame& frame) {
  std::vector<double> elevations;
  for (std::size_t i = 0; i < frame.size(); ++i)
    if (const double e = elevation_of(frame, i); std::isfinite(e)) elevations.push_back(e);
  if (elevations.empty()) return {-0.4, 0.1};
  std::sort(elevations.begin(), elevations.end());
  const std::size_t out = elevations.size() / 1000;
  const double low = elevations[out], high = elevations[elevations.size() - 1 - out];
  return {low, std::max(high, low + 1e-3)};
}

// As many cells a turn as the fullest ring has returns (more would be stripes), unless it is next to empty.
int range_image_columns(const LabelledFrame& frame) {
  if (frame.ring.size() != frame.size() || frame.size() == 0) return kRangeImageColumns;
  std::vector<int> returns(1 + *std::ranges::max_element(frame.ring));
  for (const auto ring : frame.ring) ++returns[ring];
  const int fullest = *std::ranges::max_element(returns);
  return fullest < kFewestColumns ? kRangeImageColumns : std::min(fullest, kRangeImageColumns);
}

Grid lay_out_grid(const LabelledFrame& frame, int columns) {
  Grid grid{.columns = columns};
  const bool rings = frame.ring.size() == frame.size() && frame.size() > 0;
  grid.rows = !rings ? kRangeImageRows : std::max<int>(static_cast<int>(frame.rings), 1 + *std::ranges::max_element(frame.ring));
  const auto [low, high] = rings ? std::pair{0.0, 1.0} : elevation_limits(frame);
  for (std::size_t i = 0; i < frame.size(); ++i) {
    const double x = static_cast<double>(frame.x[i]), y = static_cast<double>(frame.y[i]);
    const bool finite = std::isfinite(x) && std::isfinite(y) && std::isfinite(frame.z[i]);
    grid.column.push_back(finite ? azimuth_column(x, y, columns) : -1);
    const double fall = rings ? 0 : (high - elevation_of(frame, i)) / (high - low) * grid.rows;
    grid.row.push_back(!finite ? -1 : rings ? frame.ring[i] : std::clamp(static_cast<int>(fall), 0, grid.rows - 1));
  }
  return grid;
}

// Index of the nearest point of each cell, -1 where there is none.
std::vector<std::ptrdiff_t> nearest_points(const LabelledFrame& frame, const Grid& grid) {
  std::vector<std::ptrdiff_t> nearest(static_cast<std::size_t>(grid.rows) * static_cast<std::size_t>(grid.columns), -1);
  const auto range = [&](std::size_t i) { return std::hypot(frame.x[i], frame.y[i], frame.z[i]); };
  for (std::size_t i = 0; i < frame.size(); ++i) {
    if (grid.row[i] < 0) continue;
    auto& cell = nearest[cell_index(grid, grid.row[i], grid.column[i])];
    if (cell < 0 || range(i) < range(static_cast<std::size_t>(cell))) cell = static_cast<std::ptrdiff_t>(i);
  }
  return nearest;
}

Raster paint_range_image(const Painting& painting, const Grid& grid, int width, int height) {
  Raster raster(width, height);
  const auto nearest = nearest_points(painting.frame, grid);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const int row = y * grid.rows / height, column = x * grid.columns / width;
      const auto point = nearest[cell_index(grid, row, column)];
      if (point < 0) continue;
      const auto& c = painting.colours[static_cast<std::size_t>(point)];
      raster.at(x, y) = {static_cast<float>(c.r), static_cast<float>(c.g), static_cast<float>(c.b), 1};
    }
  return raster;
}

// A frame around the returns of each hazard.
void mark_hazards(Canvas& canvas, const Rect& rect, const Painting& painting, const Grid& grid) {
  const auto& frame = painting.frame;
  if (frame.truth.instance.size() != frame.size()) return;
  for (const auto& box : frame.objects) {
    if (!box.hazard) continue;
    int left = grid.columns, right = -1, top = grid.rows, bottom = -1;
    for (std::size_t i = 0; i < frame.size(); ++i) {
      if (frame.truth.instance[i] != box.track_id || grid.row[i] < 0) continue;
      left = std::min(left, grid.column[i]), right = std::max(right, grid.column[i]);
      top = std::min(top, grid.row[i]), bottom = std::max(bottom, grid.row[i]);
    }
    if (right < 0) continue;
    const double sx = rect.width / grid.columns, sy = rect.height / grid.rows, pad = 4 * painting.scale;
    const Rect around{rect.x + left * sx - pad, rect.y + top * sy - pad, (right - left + 1) * sx + 2 * pad,
                      (bottom - top + 1) * sy + 2 * pad};
    canvas.stroke(around, {kHazardColour, 1.8 * painting.scale});
  }
}

}  // namespace

double ground_height(const LabelledFrame& frame) {
  constexpr double kBin = 0.05, kLowest = -4, kHighest = -0.3;
  std::vector<int> counts(static_cast<std::size_t>((kHighest - kLowest) / kBin) + 1);
  for (std::size_t i = 0; i < frame.size(); ++i) {
    const double z = static_cast<double>(frame.z[i]);
    if (z > kLowest && z < kHighest && std::hypot(frame.x[i], frame.y[i]) < 20)
      ++counts[static_cast<std::size_t>((z - kLowest) / kBin)];
  }
  const auto most = std::ranges::max_element(counts);
  if (*most == 0) return Painting{frame, {}}.ground;
  return kLowest + (static_cast<double>(most - counts.begin()) + 0.5) * kBin;
}

void draw_label(Canvas& canvas, Point2 middle, const std::string& label, const Font& font, const Colour& colour) {
  const double width = canvas.text_width(label, font), pad = 0.3 * font.size;
  const double left = middle.x - (font.align == Align::Center ? width / 2 : font.align == Align::Right ? width : 0);
  canvas.fill({left - pad, middle.y - 0.75 * font.size, width + 2 * pad, 1.5 * font.size}, with_alpha(kPanel, 0.7), pad);
  canvas.text({middle.x, middle.y + 0.36 * font.size}, label, font, colour);
}

std::array<Vec3, 8> corners_of(const ObjectBox& box) {
  std::array<Vec3, 8> corners;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const Vec3 sign((i & 1) ? 0.5 : -0.5, (i & 2) ? 0.5 : -0.5, (i & 4) ? 0.5 : -0.5);
    corners[i] = box.sensor_from_box * Vec3(sign.cwiseProduct(box.size));
  }
  return corners;
}

void draw_birds_eye(Canvas& canvas, const Rect& rect, const Painting& painting) {
  const auto& frame = painting.frame;
  const double px_per_m = std::min(rect.width, rect.height) / (2 * kBirdsEyeReach);
  canvas.fill(rect, kPanel);
  canvas.clip(rect);
  draw_birds_eye_grid(canvas, rect, px_per_m, painting.scale);
  std::vector<std::size_t> order(frame.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::erase_if(order, [&](std::size_t i) { return !std::isfinite(frame.x[i]) || !std::isfinite(frame.y[i]) || !std::isfinite(frame.z[i]); });
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return frame.z[i]; });
  Raster raster(static_cast<int>(rect.width), static_cast<int>(rect.height));
  for (const auto i : order)
    splat(raster, rect.width / 2 - static_cast<double>(frame.y[i]) * px_per_m,
          rect.height / 2 - static_cast<double>(frame.x[i]) * px_per_m, 0.75 * std::max(painting.scale, 1.0), with_alpha(painting.colours[i], 0.9));
  canvas.paste(raster, {rect.x, rect.y});
  draw_sensor_mark(canvas, rect.center(), 9 * painting.scale);
  draw_birds_eye_numbers(canvas, rect, px_per_m, painting.scale);
  if (painting.boxes) draw_birds_eye_boxes(canvas, rect, painting, px_per_m);
  draw_scale_bar(canvas, rect, px_per_m, painting.scale);
  canvas.unclip();
}

void draw_range_image(Canvas& canvas, const Rect& rect, const Painting& painting) {
  canvas.fill(rect, kPanel);
  const int width = static_cast<int>(rect.width), height = static_cast<int>(rect.height);
  const auto grid = lay_out_grid(painting.frame, std::min(width, range_image_columns(painting.frame)));
  canvas.clip(rect);
  canvas.paste(paint_range_image(painting, grid, width, height), {rect.x, rect.y});
  if (painting.boxes) mark_hazards(canvas, rect, painting, grid);
  canvas.unclip();
  constexpr std::array<const char*, 5> kDirections{"180°", "left 90°", "forward 0°", "right −90°", "−180°"};
  for (std::size_t i = 0; i < kDirections.size(); ++i) {
    const double x = rect.x + rect.width * static_cast<double>(i) / 4;
    const Align align = i == 0 ? Align::Left : i == 4 ? Align::Right : Align::Center;
    canvas.text({x, rect.bottom() + 14 * painting.scale}, kDirections[i], {11 * painting.scale, false, align}, kDimText);
  }
}

}  // namespace tailcast
