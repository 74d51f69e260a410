// SPDX-License-Identifier: Apache-2.0
#include "viewer/picture.h"

#include <cairo.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <memory>

#include "core/dmath.h"
#include "viewer/camera.h"
#include "viewer/colours.h"
#include "viewer/legend.h"
#include "viewer/sheet.h"
#include "viewer/views.h"

namespace tailcast {
namespace {

struct Rgb {
  int r = 0, g = 0, b = 0;
};

struct Picture {
  int width = 0, height = 0;
  std::vector<Rgb> pixels;
  Rgb at(double x, double y) const {
    return pixels.at(static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x));
  }
};

struct Reading {
  const std::string* bytes;
  std::size_t at = 0;
};

cairo_status_t next_bytes(void* closure, unsigned char* to, unsigned int length) {
  auto& reading = *static_cast<Reading*>(closure);
  if (reading.at + length > reading.bytes->size()) return CAIRO_STATUS_READ_ERROR;
  std::memcpy(to, reading.bytes->data() + reading.at, length);
  reading.at += length;
  return CAIRO_STATUS_SUCCESS;
}

Picture decode(const std::string& png) {
  Reading reading{&png};
  auto* surface = cairo_image_surface_create_from_png_stream(next_bytes, &reading);
  EXPECT_EQ(cairo_surface_status(surface), CAIRO_STATUS_SUCCESS);
  Picture picture{cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface), {}};
  const auto* bytes = cairo_image_surface_get_data(surface);
  for (int y = 0; y < picture.height; ++y)
    for (int x = 0; x < picture.width; ++x) {
      const auto* p = bytes + y * cairo_image_surface_get_stride(surface) + 4 * x;
      picture.pixels.push_back({p[2], p[1], p[0]});
    }
  cairo_surface_destroy(surface);
  return picture;
}

bool resembles(const Rgb& pixel, const Colour& colour, int tolerance = 40) {
  return std::abs(pixel.r - 255 * colour.r) <= tolerance && std::abs(pixel.g - 255 * colour.g) <= tolerance &&
         std::abs(pixel.b - 255 * colour.b) <= tolerance;
}

std::size_t count_like(const Picture& picture, const Rect& rect, const Colour& colour, int tolerance = 40) {
  std::size_t count = 0;
  for (int y = static_cast<int>(rect.y); y < static_cast<int>(rect.bottom()); ++y)
    for (int x = static_cast<int>(rect.x); x < static_cast<int>(rect.right()); ++x)
      if (resembles(picture.at(x, y), colour, tolerance)) ++count;
  return count;
}

void add_point(LabelledFrame& frame, float x, float y, float z, float intensity, ClassId id) {
  frame.x.push_back(x), frame.y.push_back(y), frame.z.push_back(z), frame.intensity.push_back(intensity);
  frame.truth.class_id.push_back(id);
  frame.truth.instance.push_back(0);
}

// A block of points, 0.6 m a side: wide enough to cover whole pixels.
void add_block(LabelledFrame& frame, float x, float y, float z, ClassId id) {
  for (int i = -3; i <= 3; ++i)
    for (int j = -3; j <= 3; ++j) add_point(frame, x + 0.1F * static_cast<float>(i), y + 0.1F * static_cast<float>(j), z, 0.4F, id);
}

ObjectBox box_at(double x, double y, bool hazard) {
  ObjectBox box;
  box.name = "ladder", box.track_id = 7, box.class_id = ClassId::Car, box.hazard = hazard;
  box.sensor_from_box = pose_at({x, y, -0.7}, 0);
  box.size = {8, 4, 2};
  return box;
}

PictureOptions options_for(View view, Colouring colouring = Colouring::Class) {
  return {.view = view, .colouring = colouring, .width = 1000, .title = "a title"};
}

Rect rect_of(const PictureOptions& options) { return lay_out_sheet(options, 1).columns.front().front().rect; }

// By the definition of the view: forward up, left to the left, 40 m to the edge.
Point2 birds_eye_pixel(const Rect& rect, double x, double y) {
  return {rect.x + rect.width / 2 - y * rect.width / 80, rect.y + rect.height / 2 - x * rect.height / 80};
}

TEST(Picture, APlantedPointLightsItsPixelInTheBirdsEyeViewAndNoOther) {
  LabelledFrame frame;
  add_block(frame, 20, 10, -1.7F, ClassId::Car);
  const auto options = options_for(View::BirdsEye);
  const Rect rect = rect_of(options);
  const auto picture = decode(draw_frame(frame, options));
  const auto lit = birds_eye_pixel(rect, 20, 10), mirrored = birds_eye_pixel(rect, 20, -10), behind = birds_eye_pixel(rect, -20, 10);
  EXPECT_TRUE(resembles(picture.at(lit.x, lit.y), class_colour(ClassId::Car)));
  EXPECT_FALSE(resembles(picture.at(mirrored.x, mirrored.y), class_colour(ClassId::Car)));
  EXPECT_FALSE(resembles(picture.at(behind.x, behind.y), class_colour(ClassId::Car)));
  const double block = 0.6 * rect.width / 80 + 3;
  EXPECT_LE(count_like(picture, rect, class_colour(ClassId::Car)), static_cast<std::size_t>(block * block));
}

TEST(Picture, ABoxsEdgesAreDrawnFromAboveAndCanBeLeftOut) {
  LabelledFrame frame;
  add_block(frame, -30, -30, -1.7F, ClassId::Road);
  frame.objects.push_back(box_at(20, 10, false));
  auto options = options_for(View::BirdsEye);
  const Rect rect = rect_of(options);
  const Colour edge = mix(class_colour(ClassId::Car), hex(0xffffff), 0.25);
  const Rect around{birds_eye_pixel(rect, 24, 12).x - 3, birds_eye_pixel(rect, 24, 12).y - 3, 4 * rect.width / 80 + 6, 8 * rect.width / 80 + 6};
  const auto with_box = decode(draw_frame(frame, options));
  // Each long side is 8 m of line; 130: an antialiased line may share its colour between two pixels.
  EXPECT_GE(count_like(with_box, around, edge, 130), static_cast<std::size_t>(2 * 8 * rect.width / 80));
  const auto inside = birds_eye_pixel(rect, 20, 10.9);
  EXPECT_FALSE(resembles(with_box.at(inside.x, inside.y), edge));
  options.boxes = false;
  EXPECT_EQ(count_like(decode(draw_frame(frame, options)), around, edge, 130), 0U);
}

TEST(Picture, AHazardStandsOutInItsOwnColourInEveryView) {
  LabelledFrame frame;
  add_block(frame, 20, 5, -0.7F, ClassId::Debris);
  for (auto& instance : frame.truth.instance) instance = 7;
  frame.objects.push_back(box_at(20, 5, true));
  frame.objects.back().returns = 49;
  for (const auto view : {View::Perspective, View::BirdsEye, View::RangeImage}) {
    const auto options = options_for(view);
    EXPECT_GE(count_like(decode(draw_frame(frame, options)), rect_of(options), kHazardColour), 20U) << static_cast<int>(view);
    auto plain = frame;
    plain.objects.front().hazard = false;
    EXPECT_EQ(count_like(decode(draw_frame(plain, options)), rect_of(options), kHazardColour, 25), 0U) << static_cast<int>(view);
  }
}

TEST(Picture, TheClassesOfTheFrameAppearInEveryViewAndInTheLegend) {
  LabelledFrame frame;
  add_block(frame, 12, 3, -0.5F, ClassId::Car);
  add_block(frame, 12, -3, -0.5F, ClassId::Vegetation);
  for (const auto view : {View::Perspective, View::BirdsEye, View::RangeImage, View::All}) {
    const auto options = options_for(view);
    const auto picture = decode(draw_frame(frame, options));
    for (const auto id : {ClassId::Car, ClassId::Vegetation}) {
      EXPECT_GE(count_like(picture, rect_of(options), class_colour(id)), 4U) << static_cast<int>(view);
      const double below = lay_out_sheet(options, 1).bottom;
      EXPECT_GE(count_like(picture, {0, below, 1000, picture.height - below}, class_colour(id), 10), 30U);
    }
  }
}

TEST(Picture, TheLegendNamesEachClassPresentWithItsCountTheMostFrequentFirst) {
  LabelledFrame frame;
  add_point(frame, 1, 0, 0, 0, ClassId::Debris);
  add_block(frame, 5, 0, 0, ClassId::Road);
  const LabelledFrame* frames[] = {&frame};
  const auto legend = lay_out_legend(frames, Colouring::Class, 1000, 1);
  ASSERT_EQ(legend.entries.size(), 2U);
  EXPECT_EQ(legend.entries[0].name, "road");
  EXPECT_EQ(legend.entries[0].count, "49");
  EXPECT_EQ(legend.entries[1].name, "debris");
  EXPECT_EQ(grouped(1234567), "1 234 567");
}

TEST(Picture, EveryViewAndColouringIsAValidPngOfTheWidthAskedFor) {
  LabelledFrame frame;
  add_block(frame, 10, 0, -1.7F, ClassId::Road);
  frame.objects.push_back(box_at(15, 0, true));
  for (const auto view : {View::Perspective, View::BirdsEye, View::RangeImage, View::All})
    for (const auto colouring : {Colouring::Class, Colouring::Intensity, Colouring::Height}) {
      const auto picture = decode(draw_frame(frame, options_for(view, colouring)));
      EXPECT_EQ(picture.width, 1000);
      EXPECT_GT(picture.height, 100);
    }
}

TEST(Picture, AnEmptyFrameIsAPictureToo) {
  for (const auto view : {View::Perspective, View::BirdsEye, View::RangeImage, View::All})
    EXPECT_EQ(decode(draw_frame({}, options_for(view))).width, 1000);
}

TEST(Picture, PointsThatAreNotFiniteAndTitlesThatAreNotUtf8AreSurvived) {
  LabelledFrame frame;
  add_block(frame, 10, 0, -1.7F, ClassId::Road);
  add_point(frame, NAN, 0, 0, NAN, ClassId::Road);
  add_point(frame, 1, INFINITY, 0, 0, ClassId::Road);
  add_point(frame, 3e38F, 3e38F, 3e38F, 0, ClassId::Road);
  for (const auto colouring : {Colouring::Class, Colouring::Intensity, Colouring::Height}) {
    auto options = options_for(View::All, colouring);
    options.title = "a\xff\xfe\xc3 \xf0\x9f\x9a\x97 path";
    EXPECT_EQ(decode(draw_frame(frame, options)).width, 1000);
  }
}

TEST(Picture, AFrameWithoutTruthIsColouredByHeight) {
  LabelledFrame frame;
  add_block(frame, 20, 10, -1.5F, ClassId::Car);
  frame.truth = {};
  EXPECT_EQ(usable_colouring(frame, Colouring::Class), Colouring::Height);
  EXPECT_EQ(draw_frame(frame, options_for(View::All, Colouring::Class)), draw_frame(frame, options_for(View::All, Colouring::Height)));
}

TEST(Picture, TheSameFrameGivesTheSameBytes) {
  LabelledFrame frame;
  add_block(frame, 20, 10, -1.5F, ClassId::Car);
  EXPECT_EQ(draw_frame(frame, options_for(View::All)), draw_frame(frame, options_for(View::All)));
}

TEST(Picture, TheRangeImagePutsLeftOnTheLeftAndTheTopRingOnTop) {
  LabelledFrame frame;
  frame.rings = 4;
  const auto plant = [&](float x, float y, std::uint16_t ring, ClassId id) {
    add_point(frame, x, y, 0, 0.5F, id);
    frame.ring.push_back(ring);
  };
  plant(0, 10, 0, ClassId::Car);          // left, top
  plant(0, -10, 3, ClassId::Vegetation);  // right, bottom
  const auto options = options_for(View::RangeImage);
  const Rect rect = rect_of(options);
  const auto picture = decode(draw_frame(frame, options));
  EXPECT_TRUE(resembles(picture.at(rect.x + std::floor(0.25 * rect.width), rect.y + 0.125 * rect.height), class_colour(ClassId::Car)));
  EXPECT_TRUE(resembles(picture.at(rect.x + std::floor(0.75 * rect.width), rect.y + 0.875 * rect.height), class_colour(ClassId::Vegetation)));
}

TEST(Picture, TheNearestReturnOfACellIsTheOneSeen) {
  LabelledFrame frame;
  add_point(frame, 10, 0.001F, 0, 0.5F, ClassId::Car);
  add_point(frame, 30, 0.001F, 0, 0.5F, ClassId::Vegetation);
  add_point(frame, 10, 0, -4, 0.5F, ClassId::Road);
  frame.ring = {0, 0, 1};
  frame.rings = 2;
  const auto options = options_for(View::RangeImage);
  const auto picture = decode(draw_frame(frame, options));
  EXPECT_GT(count_like(picture, rect_of(options), class_colour(ClassId::Car)), 0U);
  EXPECT_EQ(count_like(picture, rect_of(options), class_colour(ClassId::Vegetation)), 0U);
}

TEST(Picture, APairShowsBothFramesInTheSameViewsAndColours) {
  LabelledFrame left, right;
  add_block(left, 20, 10, -1.5F, ClassId::Car);
  add_block(right, 20, -10, -1.5F, ClassId::Car);
  right.truth = {};
  const auto options = options_for(View::BirdsEye);
  const auto layout = lay_out_sheet(options, 2);
  const auto picture = decode(draw_pair(left, right, "real", "synthetic", options));
  const Colour colour = height_colour((-1.5 - kHeightLow) / (kHeightHigh - kHeightLow));
  const auto in_left = birds_eye_pixel(layout.columns[0][0].rect, 20, 10), in_right = birds_eye_pixel(layout.columns[1][0].rect, 20, -10);
  EXPECT_TRUE(resembles(picture.at(in_left.x, in_left.y), colour));
  EXPECT_TRUE(resembles(picture.at(in_right.x, in_right.y), colour));
  EXPECT_DOUBLE_EQ(layout.columns[0][0].rect.width, layout.columns[1][0].rect.width);
}

TEST(Camera, ProjectsByThePinholeEquation) {
  const Rect rect{0, 0, 200, 100};
  const auto camera = look_at({0, 0, 0}, {10, 0, 0}, kPi / 2, rect);  // focal length: 100 px
  const auto p = project(camera, {10, 2, 3});
  ASSERT_TRUE(p);
  EXPECT_NEAR(p->x, 100 - 100 * 2 / 10.0, 1e-9);  // left of the middle
  EXPECT_NEAR(p->y, 50 - 100 * 3 / 10.0, 1e-9);   // above it
  EXPECT_FALSE(project(camera, {-1, 0, 0}));
}

TEST(Camera, CutsASegmentAtTheNearPlane) {
  const auto camera = look_at({0, 0, 0}, {10, 0, 0}, kPi / 2, {0, 0, 200, 100});
  const auto s = project_segment(camera, {-10, 1, 0}, {10, 1, 0});
  ASSERT_TRUE(s);
  EXPECT_NEAR(s->first.x, 100 - 100 / kNearPlane, 1e-6);
  EXPECT_NEAR(s->second.x, 90, 1e-9);
  EXPECT_FALSE(project_segment(camera, {-10, 1, 0}, {-1, 1, 0}));
}

TEST(GroundHeight, IsTheCommonestHeightBelowTheSensor) {
  LabelledFrame frame;
  for (int i = 0; i < 50; ++i) add_point(frame, 5, static_cast<float>(i) * 0.1F, -1.67F, 0, ClassId::Road);
  for (int i = 0; i < 20; ++i) add_point(frame, 5, static_cast<float>(i) * 0.1F, -0.9F, 0, ClassId::Car);
  EXPECT_NEAR(ground_height(frame), -1.67, 0.03);
}

Asset brick_block() {
  auto mesh = std::make_shared<Mesh>();
  add_box(*mesh, pose_at({0, 0, 0.5}, 0), {4, 2, 1}, {MaterialId::Brick, Part::Body});
  Asset asset;
  asset.id = "test/block", asset.class_id = ClassId::Debris, asset.box = bounds_of(*mesh), asset.mass = 12;
  asset.links.push_back({"body", mesh, {}});
  return asset;
}

TEST(AssetPicture, ShowsTheAssetShadedInItsMaterialFromTwoSides) {
  const auto picture = decode(draw_asset(brick_block(), 1000));
  EXPECT_EQ(picture.width, 1000);
  std::size_t reddish_left = 0, reddish_right = 0;
  for (int y = 40; y < picture.height - 40; ++y)
    for (int x = 0; x < picture.width; ++x) {
      const auto p = picture.at(x, y);
      if (p.r > 50 && p.r > 1.5 * p.g && p.r > 1.5 * p.b) ++(x < picture.width / 2 ? reddish_left : reddish_right);
    }
  // The block fills a fair part of each side and leaves a fair part free.
  for (const auto count : {reddish_left, reddish_right}) {
    EXPECT_GT(count, 10000U);
    EXPECT_LT(count, 120000U);
  }
}

TEST(AssetPicture, FacesTurnedDifferentlyAreLitDifferently) {
  const auto picture = decode(draw_asset(brick_block(), 1000));
  int darkest = 255, brightest = 0;
  for (int y = 60; y < picture.height - 60; ++y)
    for (int x = 30; x < 480; ++x) {
      const auto p = picture.at(x, y);
      if (p.r > 40 && p.r > 1.8 * p.g && p.r > 1.8 * p.b) darkest = std::min(darkest, p.r), brightest = std::max(brightest, p.r);
    }
  EXPECT_GT(brightest, darkest + 25);
}

TEST(AssetPicture, AnAssetWithoutMeshIsAPictureToo) { EXPECT_EQ(decode(draw_asset({}, 400)).width, 400); }

}  // namespace
}  // namespace tailcast
