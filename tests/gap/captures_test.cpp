// SPDX-License-Identifier: Apache-2.0
// The test vectors of docs/gap.md, on real scans.
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "core/file.h"
#include "gap/place.h"
#include "gap/scan_set.h"

namespace tailcast {
namespace {

class GapOnCaptures : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* root = std::getenv("TAILCAST_CAPTURES");
    if (root == nullptr) GTEST_SKIP() << "TAILCAST_CAPTURES is not set: no real scans to measure";
    root_ = root;
  }
  std::vector<FrameRef> object() const { return find_frames(root_ + "/kitti_object/training/velodyne"); }
  std::vector<FrameRef> drive() const { return find_frames(root_ + "/kitti_raw_0005_tracking_0000/pcd"); }
  std::vector<FrameRef> second_drive() const { return find_frames(root_ + "/kitti_raw_sfnd3d/velodyne_points/data"); }
  static ScanSet set_of(const std::vector<FrameRef>& frames) { return measure_frames("set", frames, 0, {}); }
  static std::vector<FrameRef> part(const std::vector<FrameRef>& frames, std::size_t from, std::size_t count) {
    return {frames.begin() + static_cast<std::ptrdiff_t>(from), frames.begin() + static_cast<std::ptrdiff_t>(from + count)};
  }

  std::string root_;
};

// range, height, intensity, ring occupancy, first, second, gap, between, road 5-10, road 10-20, bird's eye
constexpr std::array<Statistic, 11> kColumns{
    Statistic::Range, Statistic::Height, Statistic::Intensity, Statistic::RingOccupancy, Statistic::RangeFirstDifference,
    Statistic::RangeSecondDifference, Statistic::GapRunLength, Statistic::BetweenRings, Statistic::RoadIntensity5To10,
    Statistic::RoadIntensity10To20, Statistic::Bev};

void expect_distances(const ScanSet& a, const ScanSet& b, const std::array<double, 11>& expected) {
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    const auto s = static_cast<std::size_t>(kColumns[i]);
    const StatisticInfo& info = all_statistics()[s];
    const auto d = distance(info, a.all[s], b.all[s]);
    ASSERT_TRUE(d.has_value()) << info.name;
    EXPECT_NEAR(*d, expected[i], 0.003) << info.name;
  }
}

double mean_missing(const ScanSet& set) {
  const PooledCounts& missing = set.all[static_cast<std::size_t>(Statistic::MissingShots)];
  return missing.counts[0] / missing.scans;
}

TEST_F(GapOnCaptures, one_drive_against_mixed_places) {
  expect_distances(set_of(drive()), set_of(object()), {.077, .079, .036, .007, .062, .090, .088, .033, .041, .067, .264});
}

TEST_F(GapOnCaptures, two_scans_of_a_second_drive_against_mixed_places) {
  expect_distances(set_of(second_drive()), set_of(object()), {.210, .115, .166, .033, .075, .085, .137, .095, .303, .282, .448});
}

TEST_F(GapOnCaptures, halves_of_the_mixed_places) {
  const auto frames = object();
  expect_distances(set_of(part(frames, 0, 5)), set_of(part(frames, 5, 5)),
                   {.155, .119, .028, .009, .046, .050, .039, .110, .090, .092, .328});
}

TEST_F(GapOnCaptures, neighbouring_stretches_of_one_drive_are_a_false_floor) {
  const auto frames = drive();  // 0, 20, 40, 60 … 80, 100, 120, 140
  expect_distances(set_of(part(frames, 3, 10)), set_of(part(frames, 13, 10)),
                   {.107, .106, .018, .006, .023, .012, .031, .028, .024, .067, .298});
}

TEST_F(GapOnCaptures, points_zeros_and_missing_shots_are_the_published_ones) {
  const ScanSet mixed = set_of(object()), one = set_of(drive());
  EXPECT_NEAR(mixed.points_per_scan, 119608, 1);
  EXPECT_NEAR(one.points_per_scan, 123097, 1);
  EXPECT_NEAR(mixed.zero_share, .115, .0006);
  EXPECT_NEAR(one.zero_share, .105, .0006);
  EXPECT_NEAR(mean_missing(mixed), 16661, 50);
  EXPECT_NEAR(mean_missing(one), 13901, 50);
}

TEST_F(GapOnCaptures, the_open_road_fades_out_at_about_fifty_metres) {
  const PooledCounts counts = set_of(object()).all[static_cast<std::size_t>(Statistic::GroundReturn)];
  const std::vector<double> p = shares(info_of(Statistic::GroundReturn), counts);
  EXPECT_GT(p[2], .95);   // 21 m
  EXPECT_GT(p[7], .85);   // 38.6 m
  EXPECT_LT(p[10], .35);  // 60.5 m
}

TEST_F(GapOnCaptures, places_that_are_real_are_near_to_each_other) {
  const ScanSet mixed = set_of(object()), one = set_of(drive());
  const auto apart = [&](Statistic s) {
    const auto i = static_cast<std::size_t>(s);
    return distance(all_statistics()[i], one.all[i], mixed.all[i]).value_or(9);
  };
  EXPECT_LT(apart(Statistic::GroundRoughness), .2);
  EXPECT_LT(apart(Statistic::SurfaceTilt), .2);
  EXPECT_LT(apart(Statistic::SurfaceKind), .3);  // houses here, trees there
  EXPECT_LT(apart(Statistic::CanopyPorosity), .2);
  EXPECT_LT(apart(Statistic::CanopyGapRun), .15);
  EXPECT_LT(apart(Statistic::ObjectDensity), .7);
  EXPECT_EQ(mixed.all[static_cast<std::size_t>(Statistic::ObjectDensity)].scans, 10) << "boxes lie beside every scan";
}

// Six scans of SemanticKITTI, 41 % of whose points have a label.
TEST_F(GapOnCaptures, what_is_taken_for_a_canopy_is_vegetation) {
  constexpr char kVegetation = 15, kNone = '\xff';
  double canopy = 0, vegetation = 0;
  for (const FrameRef& ref : find_frames(root_ + "/semantickitti/sequences/00/velodyne")) {
    LabelledFrame frame = read_frame(ref);
    const std::string stem = std::filesystem::path(ref.path).stem().string();
    const std::string labels = read_file(root_ + "/derived/semantickitti_00_partial_labels/" + stem + ".learnid_u8.bin");
    ASSERT_EQ(labels.size(), frame.size());
    const auto around = look_around(frame);
    ASSERT_TRUE(around);
    const auto cubes = find_canopies(split_rings(frame), *around);
    for (std::size_t i = 0; i < frame.size(); ++i) {
      if (around->cube_of[i] == kNoCube || !cubes[around->cube_of[i]] || labels[i] == kNone) continue;
      canopy += 1;
      vegetation += labels[i] == kVegetation;
    }
  }
  EXPECT_GT(canopy, 2000);
  EXPECT_GT(vegetation / canopy, .9);
}

}  // namespace
}  // namespace tailcast
