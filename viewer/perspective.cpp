// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/dmath.h"
#include "viewer/camera.h"
#include "viewer/views.h"

namespace tailcast {
namespace {

constexpr Colour kSkyTop = hex(0x060914), kSkyHorizon = hex(0x141d33), kGroundNear = hex(0x070a12);

void draw_background(Canvas& canvas, const Rect& rect, const Camera& camera) {
  const Vec3 ahead(camera.axes(2, 0), camera.axes(2, 1), 0);
  const auto far = project(camera, camera.eye + ahead.normalized() * 1e4);
  const double horizon = std::clamp(far ? far->y : rect.y, rect.y, rect.bottom());
  canvas.fill_downwards({rect.x, rect.y, rect.width, horizon - rect.y}, kSkyTop, kSkyHorizon);
  canvas.fill_downwards({rect.x, horizon, rect.width, rect.bottom() - horizon}, mix(kSkyHorizon, kGroundNear, 0.45), kGroundNear);
}

void draw_range_rings(Canvas& canvas, const Camera& camera, const Painting& painting) {
  for (const int radius : {10, 20, 30, 40, 60, 80}) {
    constexpr int kSides = 180;
    for (int i = 0; i < kSides; ++i) {
      const auto on_ring = [&](int k) {
        const double angle = 2 * kPi * k / kSides;
        return Vec3(radius * std::cos(angle), radius * std::sin(angle), painting.ground);
      };
      if (const auto s = project_segment(camera, on_ring(i), on_ring(i + 1)))
        canvas.stroke(std::array{s->first, s->second}, {kGrid, painting.scale});
    }
  }
}

// Over the points: a number below them could not be read.
void draw_range_numbers(Canvas& canvas, const Camera& camera, const Painting& painting) {
  for (const int radius : {10, 20, 40, 60, 80})
    if (const auto at = project(camera, Vec3(radius, 0, painting.ground)))
      draw_label(canvas, *at, fmt::format("{} m", radius), {11 * painting.scale, false, Align::Center}, kText);
}

// Far points first, smaller and a little darker, so that depth can be read.
void draw_points(Canvas& canvas, const Rect& rect, const Camera& camera, const Painting& painting, double splat_size) {
  const auto& frame = painting.frame;
  struct Splat {
    double depth, x, y;
    std::size_t point;
  };
  std::vector<Splat> splats;
  for (std::size_t i = 0; i < frame.size(); ++i) {
    const Vec3 p(static_cast<double>(frame.x[i]), static_cast<double>(frame.y[i]), static_cast<double>(frame.z[i]));
    if (!p.allFinite()) continue;
    const Vec3 q = camera_from_world(camera, p);
    if (q.z() <= kNearPlane) continue;
    splats.push_back({q.z(), camera.center.x + camera.focal * q.x() / q.z() - std::round(rect.x),
                      camera.center.y + camera.focal * q.y() / q.z() - std::round(rect.y), i});
  }
  std::ranges::stable_sort(splats, std::greater{}, &Splat::depth);
  Raster raster(static_cast<int>(rect.width), static_cast<int>(rect.height));
  for (const auto& s : splats) {
    const double radius = std::clamp(splat_size / 2 * camera.focal / s.depth, 0.55 * std::max(painting.scale, 1.0), 4 * std::max(painting.scale, 1.0));
    const double haze = 0.5 * std::clamp((s.depth - 15) / 85, 0.0, 1.0);
    splat(raster, s.x, s.y, radius, with_alpha(mix(painting.colours[s.point], kSkyHorizon, haze), 0.95));
  }
  canvas.paste(raster, {rect.x, rect.y});
}

void draw_wireframe(Canvas& canvas, const Camera& camera, const std::array<Vec3, 8>& corners, const Stroke& stroke) {
  for (const auto& [a, b] : kBoxEdges)
    if (const auto s = project_segment(camera, corners[static_cast<std::size_t>(a)], corners[static_cast<std::size_t>(b)]))
      canvas.stroke(std::array{s->first, s->second}, stroke);
}

void draw_boxes(Canvas& canvas, const Camera& camera, const Painting& painting) {
  for (const bool hazards : {false, true})
    for (const auto& box : painting.frame.objects) {
      if (box.hazard != hazards) continue;
      const auto corners = corners_of(box);
      if (hazards) draw_wireframe(canvas, camera, corners, {with_alpha(kHazardColour, 0.25), 6 * painting.scale});
      const Colour colour = hazards ? kHazardColour : mix(class_colour(box.class_id), hex(0xffffff), 0.25);
      draw_wireframe(canvas, camera, corners, {colour, (hazards ? 2 : 1.2) * painting.scale});
    }
}

// A name tag above each hazard, moved up until it covers no other, and sideways from the close-up.
void draw_tags(Canvas& canvas, const Rect& rect, const Camera& camera, const Painting& painting, const Rect& close_up) {
  std::vector<Rect> taken;
  const double s = painting.scale;
  for (const auto& box : painting.frame.objects) {
    if (!box.hazard) continue;
    const Vec3 center = box.sensor_from_box.translation;
    const auto at = project(camera, center + Vec3(0, 0, box.size.norm() / 2));
    if (!at) continue;
    const std::string label = fmt::format("{} · {:.0f} m · {} returns", box.name, center.head<2>().norm(), box.returns);
    const Font font{13 * s, true, Align::Center};
    const double width = canvas.text_width(label, font) + 16 * s;
    const double left = std::clamp(at->x - width / 2, rect.x + 4 * s, std::max(rect.x + 4 * s, rect.right() - width - 4 * s));
    Rect tag{left, std::clamp(at->y - 44 * s, rect.y + 4 * s, rect.bottom() - 26 * s), width, 22 * s};
    while (std::ranges::any_of(taken, [&](const Rect& other) { return other.overlaps(tag); })) tag.y -= 26 * s;
    if (tag.overlaps(close_up)) tag.x = close_up.center().x < tag.center().x ? close_up.right() + 4 * s : close_up.x - width - 4 * s;
    taken.push_back(tag);
    canvas.stroke(std::array{Point2{tag.center().x, tag.bottom()}, *at}, {kHazardColour, 1.5 * s});
    canvas.fill(tag, kHazardColour, 5 * s);
    canvas.text({tag.center().x, tag.y + 15.5 * s}, label, font, hex(0xffffff));
  }
}

// The car that carries the sensor, as KITTI's: enough to see where one stands and where forward is.
void draw_ego(Canvas& canvas, const Camera& camera, const Painting& painting) {
  ObjectBox ego;
  ego.sensor_from_box.translation = Vec3(-0.3, 0, painting.ground + 0.75);
  ego.size = Vec3(4.6, 1.8, 1.5);
  draw_wireframe(canvas, camera, corners_of(ego), {hex(0xffffff, 0.35), painting.scale});
}

const ObjectBox* hazard_to_show(const LabelledFrame& frame) {
  const ObjectBox* best = nullptr;
  for (const auto& box : frame.objects)
    if (box.hazard && box.returns > 0 && (best == nullptr || box.returns > best->returns)) best = &box;
  return best;
}

// The upper corner that the hazard does not stand in.
Rect close_up_corner(const Rect& rect, const Camera& camera, const ObjectBox& hazard, double scale) {
  const auto at = project(camera, hazard.sensor_from_box.translation);
  const bool on_left = at && at->x > rect.center().x;
  const double width = std::round(0.3 * rect.width), height = std::round(0.66 * width), gap = 12 * scale;
  return {std::round(on_left ? rect.x + gap : rect.right() - width - gap), std::round(rect.y + gap), width, height};
}

// The hazard as seen from the sensor's side, near enough to count its returns.
void draw_close_up(Canvas& canvas, const Rect& rect, const Painting& painting, const ObjectBox& box) {
  const Vec3 center = box.sensor_from_box.translation;
  Vec3 towards = -center;
  towards.z() = 0;
  towards = towards.norm() > 1e-6 ? Vec3(towards.normalized()) : Vec3(-Vec3::UnitX());
  const double distance = 1.6 * std::max(box.size.norm(), 1.5);
  const auto camera = look_at(center + towards * distance + Vec3(0, 0, 0.35 * distance), center, deg_to_rad(50), rect);
  draw_background(canvas, rect, camera);
  draw_points(canvas, rect, camera, painting, 0.05);
  draw_wireframe(canvas, camera, corners_of(box), {with_alpha(kHazardColour, 0.8), 1.5 * painting.scale});
  canvas.text({rect.x + 8 * painting.scale, rect.bottom() - 9 * painting.scale},
              fmt::format("{}, close up: {:.1f} × {:.1f} × {:.1f} m", box.name, box.size.x(), box.size.y(), box.size.z()),
              {11 * painting.scale}, kText);
}

}  // namespace

void draw_perspective(Canvas& canvas, const Rect& rect, const Painting& painting) {
  const auto camera = look_at({-13, 0, painting.ground + 9}, {11, 0, painting.ground}, deg_to_rad(68), rect);
  const auto* hazard = painting.boxes ? hazard_to_show(painting.frame) : nullptr;
  const Rect close_up = hazard == nullptr ? Rect{} : close_up_corner(rect, camera, *hazard, painting.scale);
  canvas.clip(rect);
  draw_background(canvas, rect, camera);
  draw_range_rings(canvas, camera, painting);
  draw_points(canvas, rect, camera, painting, 0.07);
  draw_range_numbers(canvas, camera, painting);
  draw_ego(canvas, camera, painting);
  if (painting.boxes) {
    draw_boxes(canvas, camera, painting);
    draw_tags(canvas, rect, camera, painting, close_up);
  }
  canvas.unclip();
  if (hazard == nullptr) return;
  canvas.clip(close_up);
  draw_close_up(canvas, close_up, painting, *hazard);
  canvas.unclip();
  canvas.stroke(close_up, {kHazardColour, 1.5 * painting.scale});
}

}  // namespace tailcast
