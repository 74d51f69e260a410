// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/dmath.h"
#include "viewer/camera.h"
#include "viewer/picture.h"
#include "viewer/views.h"

namespace tailcast {
namespace {

constexpr int kSupersampling = 2;
constexpr double kThumbnailShape = 0.75;  // height over width
constexpr int kSheetColumns = 6;
const double kFrontLeft = deg_to_rad(38), kRearRight = deg_to_rad(218);  // from where the camera looks
constexpr Colour kSheetGround = hex(0x0d1220);
const double kFieldOfView = deg_to_rad(30);
constexpr double kFilled = 0.74;  // share of the picture that the thing's box may fill
// Neither as dark as rubber nor as bright as a retro-reflector: both are to stand out.
constexpr Colour kFloorFar = hex(0x364258), kFloorNear = hex(0x4d5a72), kFloorGrid = hex(0x5d6b85);
constexpr Colour kLabelGround = hex(0x10151f), kDimension = hex(0xffd166);

// Lambert with a sun over the camera's left shoulder and a sky that fills the shadows.
Colour lit(const Colour& colour, const Vec3& normal, const Vec3& to_eye) {
  const Vec3 outward = normal.dot(to_eye) < 0 ? Vec3(-normal) : normal;
  Vec3 across = Vec3::UnitZ().cross(to_eye);
  across = across.norm() > 1e-6 ? Vec3(across.normalized()) : Vec3(Vec3::UnitX());
  const Vec3 sun = (to_eye - 0.7 * across + Vec3(0, 0, 0.9)).normalized();
  const double light = 0.28 + 0.17 * (0.5 + 0.5 * outward.z()) + 0.62 * std::max(0.0, outward.dot(sun));
  return {std::min(1.0, colour.r * light), std::min(1.0, colour.g * light), std::min(1.0, colour.b * light), 1};
}

Vec3 asset_point(const Link& link, std::uint32_t vertex) {
  return link.joint.root_from_link * Vec3(link.mesh->vertices[vertex].cast<double>());
}

void shade_link(Raster& raster, const Camera& camera, const Link& link) {
  for (std::size_t i = 0; i < link.mesh->triangles.size(); ++i) {
    std::array<Vec3, 3> world, screen;
    for (std::size_t k = 0; k < 3; ++k) {
      world[k] = asset_point(link, link.mesh->triangles[i][k]);
      const Vec3 p = camera_from_world(camera, world[k]);
      if (p.z() <= kNearPlane) return;  // the camera stands outside the asset's box
      // 1 / depth, negated, is linear on the screen, depth is not.
      screen[k] = {camera.center.x + camera.focal * p.x() / p.z(), camera.center.y + camera.focal * p.y() / p.z(), -1 / p.z()};
    }
    const Vec3 normal = (world[1] - world[0]).cross(world[2] - world[0]);
    if (normal.squaredNorm() < 1e-24) continue;
    const Vec3 to_eye = (camera.eye - world[0]).normalized();
    shade_triangle(raster, screen, lit(material_colour(link.mesh->material[i]), normal.normalized(), to_eye));
  }
}

// As near as lets every corner of the box, and the dimensions around it, into the picture.
Camera camera_for(const Bounds& box, double yaw, const Rect& rect) {
  const double pitch = deg_to_rad(24);
  const Vec3 direction(std::cos(yaw) * std::cos(pitch), std::sin(yaw) * std::cos(pitch), std::sin(pitch));
  const auto axes = look_at(direction, Vec3::Zero(), kFieldOfView, rect).axes;
  const double across = kFilled * std::tan(kFieldOfView / 2), upright = across * rect.height / rect.width;
  double distance = 0.1;
  for (int i = 0; i < 8; ++i) {
    const Vec3 half = 0.5 * box.size();
    const Vec3 corner((i & 1) ? half.x() : -half.x(), (i & 2) ? half.y() : -half.y(), (i & 4) ? half.z() : -half.z());
    const Vec3 p = axes * corner;
    const double least = std::max({std::abs(p.x()) / across, std::abs(p.y()) / upright, 1.1 * kNearPlane});
    distance = std::max(distance, least - p.z());
  }
  return look_at(box.center() + direction * distance, box.center(), kFieldOfView, rect);
}

void draw_floor(Canvas& canvas, const Camera& camera, const Bounds& box) {
  const double reach = box.size().norm(), cell = reach > 4 ? 1 : reach > 1 ? 0.25 : 0.1;
  const int cells = static_cast<int>(std::ceil(1.6 * reach / cell));
  for (int i = -cells; i <= cells; ++i) {
    const double at = i * cell, end = cells * cell;
    const Stroke stroke{with_alpha(kFloorGrid, i % 4 == 0 ? 0.9 : 0.45), 1};
    if (const auto s = project_segment(camera, {at, -end, 0}, {at, end, 0})) canvas.stroke(std::array{s->first, s->second}, stroke);
    if (const auto s = project_segment(camera, {-end, at, 0}, {end, at, 0})) canvas.stroke(std::array{s->first, s->second}, stroke);
  }
}

void draw_dimension(Canvas& canvas, const Camera& camera, const Vec3& a, const Vec3& b, const std::string& label, double scale) {
  const auto s = project_segment(camera, a, b);
  if (!s) return;
  canvas.stroke(std::array{s->first, s->second}, {kDimension, 1.5 * scale});
  for (const auto& end : {s->first, s->second}) canvas.stroke_circle(end, 2 * scale, {kDimension, 1.5 * scale});
  const Point2 middle{(s->first.x + s->second.x) / 2, (s->first.y + s->second.y) / 2};
  const Font font{13 * scale, true, Align::Center};
  const double width = canvas.text_width(label, font) + 8 * scale;
  canvas.fill({middle.x - width / 2, middle.y - 9 * scale, width, 18 * scale}, with_alpha(kLabelGround, 0.8), 4 * scale);
  canvas.text({middle.x, middle.y + 5 * scale}, label, font, kDimension);
}

// Along the floor edges of the box that face the camera, and up the edge at their far end.
void draw_dimensions(Canvas& canvas, const Camera& camera, const Bounds& box, double scale) {
  const Vec3 size = box.size(), pad = Vec3::Constant(0.04 * size.norm());
  const bool front = camera.eye.x() > box.center().x(), left = camera.eye.y() > box.center().y();
  const double x = front ? box.high.x() : box.low.x(), y = left ? box.high.y() : box.low.y(), z = box.low.z();
  const double out_x = front ? x + pad.x() : x - pad.x(), out_y = left ? y + pad.y() : y - pad.y();
  const double back_x = front ? box.low.x() : box.high.x();
  draw_dimension(canvas, camera, {box.low.x(), out_y, z}, {box.high.x(), out_y, z}, fmt::format("{:.2f} m", size.x()), scale);
  draw_dimension(canvas, camera, {out_x, box.low.y(), z}, {out_x, box.high.y(), z}, fmt::format("{:.2f} m", size.y()), scale);
  draw_dimension(canvas, camera, {back_x, out_y, z}, {back_x, out_y, box.high.z()}, fmt::format("{:.2f} m", size.z()), scale);
}

void draw_side(Canvas& canvas, const Rect& rect, const Asset& asset, double yaw, const std::string& name, double scale) {
  const auto camera = camera_for(asset.box, yaw, rect);
  canvas.clip(rect);
  canvas.fill_downwards(rect, kFloorFar, kFloorNear);
  draw_floor(canvas, camera, asset.box);
  Raster raster(static_cast<int>(rect.width) * kSupersampling, static_cast<int>(rect.height) * kSupersampling);
  const auto fine = look_at(camera.eye, asset.box.center(), kFieldOfView,
                            {0, 0, rect.width * kSupersampling, rect.height * kSupersampling});
  for (const auto& link : asset.links)
    if (link.mesh) shade_link(raster, fine, link);
  canvas.paste(downsample(raster, kSupersampling), {rect.x, rect.y});
  draw_dimensions(canvas, camera, asset.box, scale);
  canvas.text({rect.x + 12 * scale, rect.y + 22 * scale}, name, {12 * scale}, kText);
  canvas.unclip();
  canvas.stroke(rect, {kGrid, scale});
}

double thumbnail_scale(double width) { return std::max(width / 420, 0.6); }

void draw_materials(Canvas& canvas, Point2 at, double right, const Asset& asset, double scale) {
  const Font font{13 * scale};
  for (const auto id : materials_of(asset)) {
    const std::string name(material_info(id).name);
    const double wide = canvas.text_width(name, font);
    if (at.x + wide + 20 * scale > right) break;
    canvas.fill({at.x, at.y, 13 * scale, 13 * scale}, material_colour(id), 3 * scale);
    canvas.stroke(Rect{at.x, at.y, 13 * scale, 13 * scale}, {kGrid, scale});
    canvas.text({at.x + 19 * scale, at.y + 11.5 * scale}, name, font, kText);
    at.x += wide + 42 * scale;
  }
}

}  // namespace

std::string draw_asset(const Asset& asset, int width) {
  const double full = std::clamp(width, 320, 8192), scale = std::max(full / 1600, 0.5);
  const double margin = 24 * scale, gap = 16 * scale, top = 64 * scale;
  const double side = std::round((full - 2 * margin - gap) / 2), tall = std::round(0.72 * side);
  const double height = top + tall + 48 * scale;
  Canvas canvas(static_cast<int>(full), static_cast<int>(std::ceil(height)));
  canvas.fill({0, 0, full, height + 1}, kSheetGround);
  if (!asset.box.empty()) {
    draw_side(canvas, {std::round(margin), std::round(top), side, tall}, asset, kFrontLeft, "front, left", scale);
    const Rect right{std::round(margin + side + gap), std::round(top), side, tall};
    draw_side(canvas, right, asset, kRearRight, "rear, right", scale);
  }
  const Vec3 size = asset.box.empty() ? Vec3(Vec3::Zero()) : asset.box.size();
  canvas.text({margin, top - 20 * scale}, asset.id, {20 * scale, true}, kText);
  canvas.text({full - margin, top - 20 * scale},
              fmt::format("{} · {:.2f} × {:.2f} × {:.2f} m · {:.4g} kg · {} triangles · {} links", class_info(asset.class_id).name,
                          size.x(), size.y(), size.z(), asset.mass, triangles_of(asset), asset.links.size()),
              {13 * scale, false, Align::Right}, kDimText);
  draw_materials(canvas, {margin, top + tall + 16 * scale}, full - margin, asset, scale);
  return canvas.png();
}

std::string draw_thumbnail(const Asset& asset, int width) {
  const double wide = std::clamp(width, 120, 4096), tall = std::round(kThumbnailShape * wide);
  Canvas canvas(static_cast<int>(wide), static_cast<int>(tall));
  draw_side(canvas, {0, 0, wide, tall}, asset, kFrontLeft, "", thumbnail_scale(wide));
  return canvas.png();
}

std::string draw_contact_sheet(std::span<const std::shared_ptr<const Asset>> assets, int width) {
  const double full = std::clamp(width, 320, 8192);
  const auto count = static_cast<int>(assets.size()), columns = std::clamp(count, 1, kSheetColumns);
  const double side = std::floor(full / columns), tall = std::round(kThumbnailShape * side);
  const double scale = thumbnail_scale(side), line = std::round(24 * scale);
  const int rows = (count + columns - 1) / columns;
  Canvas canvas(static_cast<int>(full), static_cast<int>(rows * (tall + line)));
  canvas.fill({0, 0, full, rows * (tall + line)}, kSheetGround);
  for (int i = 0; i < count; ++i) {
    const auto& asset = *assets[static_cast<std::size_t>(i)];
    const Rect rect{(i % columns) * side, (i / columns) * (tall + line), side, tall};
    draw_side(canvas, rect, asset, kFrontLeft, "", scale);
    canvas.text({rect.x + 8 * scale, rect.bottom() + 0.7 * line}, asset.id, {13 * scale, true}, kText);
  }
  return canvas.png();
}

}  // namespace tailcast
