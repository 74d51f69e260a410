// SPDX-License-Identifier: Apache-2.0
#include "viewer/box_pairs.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/dmath.h"
#include "viewer/canvas.h"
#include "viewer/views.h"

namespace tailcast {
namespace {

constexpr int kPanels = 4, kSmallest = 640, kLargest = 8192;
constexpr double kGap = 8, kTitle = 24,
                 kAbove = 0.26;  // px, px, rad: how far above the box's horizon the eye stands
constexpr std::size_t kMostRows = 64;

// Parallel projection along `view` (unit, from the eye): rows right and up.
struct Screen {
  Vec3 right, up;
  Point2 center;
  double scale = 1;  // px a metre
  Point2 place(const Vec3& p) const {
    return {center.x + scale * right.dot(p), center.y - scale * up.dot(p)};
  }
};

Screen screen_from(double azimuth, double above, const Rect& rect, const Vec3& size) {
  const Vec3 towards(dmath::cos(azimuth) * dmath::cos(above), dmath::sin(azimuth) * dmath::cos(above),
                     dmath::sin(above));
  Screen screen;
  screen.right = Vec3::UnitZ().cross(towards).normalized();
  screen.up = towards.cross(screen.right);
  double wide = 0, tall = 0;
  for (int corner = 0; corner < 8; ++corner) {
    const Vec3 p = 0.5 * Vec3(corner & 1 ? size.x() : -size.x(), corner & 2 ? size.y() : -size.y(),
                              corner & 4 ? size.z() : -size.z());
    wide = std::fmax(wide, std::fabs(screen.right.dot(p))),
    tall = std::fmax(tall, std::fabs(screen.up.dot(p)));
  }
  screen.center = rect.center();
  screen.scale = 0.44 * std::fmin(rect.width / wide, rect.height / tall);
  return screen;
}

void draw_returns(Canvas& canvas, const Rect& rect, const Screen& screen, const BoxReturns& returns,
                  const Vec3& size) {
  canvas.fill(rect, kPanel, 4);
  canvas.clip(rect);
  for (const auto& [a, b] : kBoxEdges) {
    const auto corner = [&](int k) -> Vec3 {
      return 0.5 *
             Vec3(k & 1 ? size.x() : -size.x(), k & 2 ? size.y() : -size.y(), k & 4 ? size.z() : -size.z());
    };
    const std::array line{screen.place(corner(a)), screen.place(corner(b))};
    canvas.stroke(line, {kGrid, 1});
  }
  const double dot = std::fmax(2.0, 0.011 * rect.height);
  for (std::size_t i = 0; i < returns.points.size(); ++i) {
    const auto at = screen.place(returns.points[i].cast<double>());
    canvas.fill({at.x - 0.5 * dot, at.y - 0.5 * dot, dot, dot},
                intensity_colour(std::clamp(double(returns.intensity[i]), 0.02, 1.0)));
  }
  canvas.unclip();
}

}  // namespace

std::string draw_box_pairs(std::span<const BoxPair> pairs, int width) {
  width = std::clamp(width, kSmallest, kLargest);
  const auto rows = std::min(pairs.size(), kMostRows);
  const double panel = (width - kGap * (kPanels + 1)) / kPanels, tall = std::floor(0.62 * panel);
  const double row_height = kTitle + tall + kGap;
  Canvas canvas(width,
                static_cast<int>(kGap + static_cast<double>(std::max<std::size_t>(1, rows)) * row_height));
  canvas.fill({0, 0, double(width), kGap + static_cast<double>(std::max<std::size_t>(1, rows)) * row_height},
              hex(0x0c111d));
  for (std::size_t i = 0; i < rows; ++i) {
    const auto& pair = pairs[i];
    const double top = kGap + static_cast<double>(i) * row_height;
    canvas.text({kGap, top + kTitle - 8}, pair.title, {14, false, Align::Left}, kText);
    const double azimuth = dmath::atan2(pair.sensor.y(), pair.sensor.x());
    const double side = pair.sensor.y() >= 0 ? 0.5 * kPi : -0.5 * kPi;
    for (int k = 0; k < kPanels; ++k) {
      const Rect rect{kGap + k * (panel + kGap), top + kTitle, panel, tall};
      const auto screen =
          k < 2 ? screen_from(azimuth, kAbove, rect, pair.size) : screen_from(side, 0, rect, pair.size);
      draw_returns(canvas, rect, screen, k % 2 == 0 ? pair.real : pair.ours, pair.size);
      canvas.text({rect.x + 8, rect.y + 18}, k % 2 == 0 ? "real" : "ours", {12, false, Align::Left},
                  kDimText);
    }
  }
  return canvas.png();
}

}  // namespace tailcast
