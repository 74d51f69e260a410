// SPDX-License-Identifier: Apache-2.0
// Statistics and distances against closed forms, on scans made here.
#include <cmath>
#include <filesystem>
#include <set>

#include <gtest/gtest.h>

#include "core/dmath.h"
#include "core/file.h"
#include "core/random.h"
#include "dataset/scan_io.h"
#include "gap/gap.h"
#include "gap/scan_set.h"
#include "tests/gap/made_scan.h"

namespace tailcast {
namespace {

const double kDisjoint = std::sqrt(dmath::log(2.0));

PooledCounts pooled(const ScanMeasure& scan, Statistic statistic) {
  const auto& counts = scan.counts[static_cast<std::size_t>(statistic)];
  return {std::vector<double>(counts.begin(), counts.end()), 1.0};
}

double distance_of(Statistic statistic, const LabelledFrame& a, const LabelledFrame& b) {
  return distance(info_of(statistic), pooled(measure(a), statistic), pooled(measure(b), statistic)).value();
}

struct Street {
  double noise = 0;            // m, of the range
  double detection = 1;        // of the road at `far` and beyond
  double far = 30;             // m
  double drop = 0;             // of any shot
  double tilt = 0;             // dz/dx of the road
  double obstacle = 0;         // m ahead: a wall 1 m high across the lane; 0: none
};

// A sensor of 64 beams, 1.73 m above a plane that is closed by a round wall at 60 m: every pulse meets something.
LabelledFrame make_street(const Street& street, std::uint64_t seed = 1) {
  LabelledFrame frame;
  RandomStream random(seed, Domain::RangeNoise);
  for (std::uint16_t ring = 0; ring < 64; ++ring) {
    const double fall = 0.0095 + ring * 0.0065;  // tangent of the depression
    for (int column = 0; column < 2154; ++column) {
      const double azimuth = (column + 0.5) * 360.0 / 2154;
      const double ahead = dmath::cos(deg_to_rad(azimuth));
      double rho = 1.73 / (fall + street.tilt * ahead);
      const bool road = rho > 0 && rho < 200;
      const double chance = random.uniform(), loss = random.uniform(), error = random.normal();
      if (!road || loss < street.drop) continue;
      const bool forward = azimuth < 10 || azimuth > 350;
      if (street.obstacle > 0 && forward && rho > street.obstacle && 1.73 - fall * street.obstacle < 1.0) rho = street.obstacle;
      if (rho >= street.far && rho != street.obstacle && chance > street.detection) continue;
      rho += street.noise * error;
      add_return(frame, ring, along(azimuth, rho, -fall * rho), 0.25);
    }
  }
  return frame;
}

std::vector<double> ground_shares(const LabelledFrame& frame) {
  return shares(info_of(Statistic::GroundReturn), pooled(measure(frame), Statistic::GroundReturn));
}

TEST(Distance, is_zero_between_equal_histograms_whatever_their_size) {
  EXPECT_EQ(jensen_shannon_distance(std::vector<double>{1, 2, 3}, std::vector<double>{1, 2, 3}), 0.0);
  EXPECT_NEAR(jensen_shannon_distance(std::vector<double>{1, 2, 3}, std::vector<double>{10, 20, 30}), 0.0, 1e-8);
}

TEST(Distance, is_the_root_of_ln_2_between_disjoint_histograms) {
  EXPECT_NEAR(jensen_shannon_distance(std::vector<double>{1, 0}, std::vector<double>{0, 5}), kDisjoint, 1e-12);
  EXPECT_NEAR(kDisjoint, .8326, 5e-5);
}

TEST(Distance, agrees_with_the_divergence_worked_by_hand) {
  // P = (1, 0), Q = (1/2, 1/2), M = (3/4, 1/4): (ln(4/3) + ½ ln(2/3) + ½ ln 2) / 2.
  const double divergence = 0.5 * std::log(4.0 / 3) + 0.25 * std::log(2.0 / 3) + 0.25 * std::log(2.0);
  EXPECT_NEAR(jensen_shannon_distance(std::vector<double>{7, 0}, std::vector<double>{4, 4}), std::sqrt(divergence), 1e-12);
}

TEST(Distance, of_missing_shots_is_the_logarithm_of_the_ratio_of_means) {
  const PooledCounts a{{300}, 3}, b{{100}, 2};  // 100 and 50 a scan
  EXPECT_NEAR(distance(info_of(Statistic::MissingShots), a, b).value(), std::log(2.0), 1e-12);
  EXPECT_NEAR(distance(info_of(Statistic::MissingShots), b, a).value(), std::log(2.0), 1e-12);
}

TEST(Distance, of_bands_ignores_those_with_too_few_pulses) {
  std::vector<double> a(2 * kRoadBands.size(), 0.0), b = a;
  a[0] = 90, a[kRoadBands.size()] = 100, b[0] = 160, b[kRoadBands.size()] = 200;
  a[1] = 1, a[kRoadBands.size() + 1] = 99, b[1] = 100, b[kRoadBands.size() + 1] = 100;
  EXPECT_NEAR(distance(info_of(Statistic::GroundReturn), {a, 1}, {b, 1}).value(), 0.1, 1e-12);
  EXPECT_FALSE(distance(info_of(Statistic::GroundReturn), {std::vector<double>(a.size(), 0.0), 1}, {b, 1}).has_value());
}

TEST(Distance, of_classes_is_the_largest_difference_of_roots_of_means) {
  const StatisticInfo& info = info_of(Statistic::ObjectDensity);
  const PooledCounts a{{90, 0, 10, 0}, 10}, b{{20, 0, 0, 11.25}, 5};  // a scan: 9 and 4; none; 1 and 0; 0 and 2.25
  EXPECT_NEAR(distance(info, a, b).value(), 1.5, 1e-12);
  EXPECT_NEAR(counting_error(info, a, b), 0.5 * std::sqrt(0.3), 1e-12);
  EXPECT_EQ(distance(info, {{0, 0, 0, 0}, 1}, {{0, 0, 0, 0}, 1}), 0.0) << "no things on either side is the same";
}

TEST(Distance, of_two_samples_of_one_distribution_is_what_chance_leaves) {
  const StatisticInfo& info = info_of(Statistic::VehicleSpacing);
  RandomStream random(1, Domain::Bootstrap);
  double squares = 0, expected = 0;
  constexpr int kDraws = 400;
  for (int draw = 0; draw < kDraws; ++draw) {
    PooledCounts a{std::vector<double>(info.bins, 0), 1}, b = a;
    for (int i = 0; i < 300; ++i) a.counts[static_cast<std::size_t>(5 * random.uniform())] += 1;
    for (int i = 0; i < 500; ++i) b.counts[static_cast<std::size_t>(5 * random.uniform())] += 1;
    squares += *distance(info, a, b) * *distance(info, a, b) / kDraws;
    expected = counting_error(info, a, b);
  }
  EXPECT_NEAR(std::sqrt(squares), expected, 0.06 * expected);
  EXPECT_FALSE(distance(info, {{9, 0}, 1}, {{30, 0}, 1}).has_value()) << "nine entries tell nothing";
}

TEST(Bins, of_intensity_hold_on_the_hundredths_in_float_and_double) {
  for (int i = 0; i <= 100; ++i) {
    const std::size_t expected = std::min<std::size_t>(20, static_cast<std::size_t>(i / 5));
    EXPECT_EQ(intensity_bin(i / 100.0), expected) << i;
    EXPECT_EQ(intensity_bin(static_cast<double>(static_cast<float>(i) / 100.0F)), expected) << i;
  }
}

TEST(Bins, of_differences_are_ten_a_decade_from_a_millimetre) {
  EXPECT_EQ(difference_bin(0), 0u);
  EXPECT_EQ(difference_bin(0.0009), 0u);
  EXPECT_EQ(difference_bin(0.0101), 10u);
  EXPECT_EQ(difference_bin(1.01), 30u);
  EXPECT_EQ(difference_bin(1e6), 39u);
}

TEST(Bins, of_gaps_are_single_to_eight_and_half_octaves_beyond) {
  for (std::size_t m = 1; m <= 8; ++m) EXPECT_EQ(gap_bin(m), m - 1);
  EXPECT_EQ(gap_bin(11), 7u);
  EXPECT_EQ(gap_bin(12), 8u);
  EXPECT_EQ(gap_bin(16), 9u);
  EXPECT_EQ(gap_bin(32), 11u);
  EXPECT_EQ(gap_bin(100000), 19u);
}

TEST(Bins, have_one_label_each_and_one_middle_that_rises) {
  for (const StatisticInfo& info : all_statistics()) {
    if (info.statistic == Statistic::Bev) continue;
    EXPECT_EQ(bin_labels(info.statistic).size(), info.bins) << info.name;
    for (std::size_t i = 1; i < info.bins; ++i)
      EXPECT_GT(bin_centre(info.statistic, i), bin_centre(info.statistic, i - 1)) << info.name;
  }
  EXPECT_EQ(bin_labels(Statistic::VehicleSpacing)[3], "6");
  EXPECT_EQ(bin_labels(Statistic::GroundRoughness)[10], "10");
  EXPECT_NEAR(bin_centre(Statistic::GroundRoughness, 10), 0.0112, 1e-4);
}

TEST(AlongARing, known_gaps_give_their_run_lengths_and_their_sum) {
  LabelledFrame frame;
  double azimuth = 10;
  for (const int step : {1, 1, 2, 1, 4, 1, 21}) {  // steps of the grid: 1, 3 and 20 shots lost
    add_return(frame, 5, along(azimuth, 10, 0), 0.3);
    azimuth += step * kAzimuthStepDeg;
  }
  add_return(frame, 5, along(azimuth, 10, 0), 0.3);
  const ScanMeasure scan = measure(frame);
  const auto& gaps = scan.counts[static_cast<std::size_t>(Statistic::GapRunLength)];
  for (std::size_t b = 0; b < gaps.size(); ++b) EXPECT_EQ(gaps[b], b == 0 || b == 2 || b == gap_bin(20) ? 1u : 0u) << b;
  EXPECT_EQ(scan.counts[static_cast<std::size_t>(Statistic::MissingShots)][0], 24u);
}

TEST(AlongARing, a_straight_line_of_ranges_has_first_but_no_second_difference) {
  LabelledFrame frame;
  for (int k = 0; k < 20; ++k) add_return(frame, 0, along(20 + k * kAzimuthStepDeg, 10 + 0.05 * k, 0), 0.3);
  const ScanMeasure scan = measure(frame);
  EXPECT_EQ(scan.counts[static_cast<std::size_t>(Statistic::RangeFirstDifference)][difference_bin(0.05 + 1e-4)], 19u);
  EXPECT_EQ(scan.counts[static_cast<std::size_t>(Statistic::RangeSecondDifference)][0], 18u);
}

TEST(AlongARing, the_step_to_the_ring_below_is_to_its_last_shot_that_is_not_ahead) {
  LabelledFrame frame;
  add_return(frame, 0, along(10.0, 10, 0), 0.3);
  add_return(frame, 1, along(9.9, 12.01, 0), 0.3);
  add_return(frame, 1, along(10.05, 30, 0), 0.3);
  const auto counts = measure(frame).counts[static_cast<std::size_t>(Statistic::BetweenRings)];
  for (std::size_t b = 0; b < counts.size(); ++b) EXPECT_EQ(counts[b], b == difference_bin(2.01) ? 1u : 0u) << b;
}

TEST(Sensitivity, noise_moves_the_roughness_and_nothing_else) {
  const LabelledFrame quiet = make_street({.noise = .008}), loud = make_street({.noise = .018});
  EXPECT_GT(distance_of(Statistic::RangeSecondDifference, quiet, loud), .2);
  EXPECT_LT(distance_of(Statistic::RangeSecondDifference, quiet, make_street({.noise = .008}, 2)), .02);
  EXPECT_LT(distance_of(Statistic::Range, quiet, loud), .02);
  EXPECT_EQ(distance_of(Statistic::Intensity, quiet, loud), 0.0);
}

TEST(Sensitivity, lost_shots_move_the_gaps_and_their_number) {
  const LabelledFrame few = make_street({.drop = .02}), many = make_street({.drop = .2});
  EXPECT_GT(distance_of(Statistic::GapRunLength, few, many), .1);
  EXPECT_GT(distance_of(Statistic::MissingShots, few, many), 1.0);
  EXPECT_LT(distance_of(Statistic::RingOccupancy, few, many), .01);
}

TEST(Sensitivity, a_grid_without_losses_has_no_gap) {
  const ScanMeasure scan = measure(make_street({}));
  EXPECT_EQ(scan.counts[static_cast<std::size_t>(Statistic::MissingShots)][0], 0u);
}

TEST(GroundReturn, recovers_the_probability_that_was_planted) {
  LabelledFrame frame = make_street({.detection = .6});
  std::vector<double> share(kRoadBands.size());
  ScanMeasure all = measure(frame);
  for (std::uint64_t seed = 2; seed <= 12; ++seed) {
    const ScanMeasure more = measure(make_street({.detection = .6}, seed));
    auto& into = all.counts[static_cast<std::size_t>(Statistic::GroundReturn)];
    for (std::size_t i = 0; i < into.size(); ++i) into[i] += more.counts[static_cast<std::size_t>(Statistic::GroundReturn)][i];
  }
  share = shares(info_of(Statistic::GroundReturn), pooled(all, Statistic::GroundReturn));
  int near = 0, far = 0;
  for (std::size_t b = 0; b < kRoadBands.size(); ++b) {
    if (std::isnan(share[b])) continue;
    const bool beyond = kRoadBands[b].from >= 30;
    if (!beyond && kRoadBands[b].to > 30) continue;  // the edge lies inside
    EXPECT_NEAR(share[b], beyond ? .6 : 1.0, beyond ? .06 : 1e-12) << kRoadBands[b].nominal;
    ++(beyond ? far : near);
  }
  EXPECT_GE(near, 3);
  EXPECT_GE(far, 3);
}

TEST(GroundReturn, counts_at_the_range_on_the_ground_when_the_road_is_tilted) {
  // Beams that meet a level road beyond 30 m meet this one nearer: the threshold must stay at 30 m of road.
  const std::vector<double> share = ground_shares(make_street({.detection = 0, .tilt = .008}));
  for (std::size_t b = 0; b < kRoadBands.size(); ++b) {
    if (!std::isnan(share[b]) && kRoadBands[b].to <= 29) {
      EXPECT_GT(share[b], .97) << kRoadBands[b].nominal;
    }
    if (!std::isnan(share[b]) && kRoadBands[b].from >= 32) {
      EXPECT_LT(share[b], .03) << kRoadBands[b].nominal;
    }
  }
}

TEST(GroundReturn, says_nothing_behind_an_obstacle) {
  const std::vector<double> share = ground_shares(make_street({.obstacle = 24}));
  for (std::size_t b = 0; b < kRoadBands.size(); ++b)
    if (kRoadBands[b].from > 24) {
      EXPECT_TRUE(std::isnan(share[b])) << kRoadBands[b].nominal;
    }
  EXPECT_FALSE(std::isnan(share[0]));
}

TEST(Rings, known_and_recovered_give_the_same_counts) {
  const LabelledFrame known = make_street({.noise = .008, .drop = .01});
  LabelledFrame bare = known;
  bare.ring.clear();
  ASSERT_TRUE(recover_rings(bare));
  const ScanMeasure a = measure(known), b = measure(bare);
  for (std::size_t s = 0; s < kStatistics; ++s) EXPECT_EQ(a.counts[s], b.counts[s]) << all_statistics()[s].name;
}

TEST(Rings, unknown_leaves_only_what_needs_none) {
  LabelledFrame bare = make_street({});
  bare.ring.clear();
  const ScanMeasure scan = measure(bare);
  EXPECT_FALSE(scan.counts[static_cast<std::size_t>(Statistic::Range)].empty());
  EXPECT_TRUE(scan.counts[static_cast<std::size_t>(Statistic::GapRunLength)].empty());
}

TEST(Units, are_scenes_or_blocks_of_neighbours_when_there_is_one_scene) {
  std::vector<FrameRef> drive(27, FrameRef{"", "drive", -1, -1});
  const auto blocks = bootstrap_units(drive);
  EXPECT_TRUE(std::is_sorted(blocks.begin(), blocks.end()));
  EXPECT_EQ(std::set<std::size_t>(blocks.begin(), blocks.end()).size(), kBlocks);
  const std::vector<FrameRef> two{{"", "b", 0, 0}, {"", "a", 0, 0}, {"", "b", 0, 1}};
  EXPECT_EQ(bootstrap_units(two), (std::vector<std::size_t>{1, 0, 1}));
}

class GapReports : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = (std::filesystem::temp_directory_path() / "tailcast_gap_test").string() +
            std::to_string(hash_name(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::remove_all(root_);
    write_set("synthetic", {.noise = .004, .drop = .002}, 10);
    write_set("real", {.noise = .010, .drop = .01}, 20);
    write_set("other", {.noise = .011, .drop = .012}, 30);
  }
  void TearDown() override { std::filesystem::remove_all(root_); }
  void write_set(const std::string& name, const Street& street, std::uint64_t seed) const {
    for (std::uint64_t i = 0; i < 3; ++i)
      write_file(root_ + "/" + name + "/00000" + std::to_string(i) + ".bin", encode_kitti_bin(make_street(street, seed + i)));
  }
  GapReport report(unsigned jobs) const {
    CompareOptions options;
    options.jobs = jobs;
    options.bootstrap = 20;
    return compare(root_ + "/synthetic", root_ + "/real", {root_ + "/other"}, options);
  }
  std::string root_;
};

TEST_F(GapReports, are_the_same_bytes_for_any_number_of_threads) {
  const GapReport one = report(1), many = report(5);
  EXPECT_EQ(to_json(one).dump(), to_json(many).dump());
  EXPECT_EQ(to_html(one), to_html(many));
}

TEST_F(GapReports, hold_every_statistic_with_distance_interval_floor_and_ratio) {
  const Json json = to_json(report(2));
  std::set<std::string> names;
  for (const Json& s : json.find("statistics")->items()) {
    names.insert(s.find("name")->string_or(""));
    for (const char* key : {"tier", "distance", "interval", "floor", "ratio", "n_synthetic", "n_real", "metric_version"})
      EXPECT_NE(s.find(key), nullptr) << key;
  }
  for (const char* name : {"range", "height", "intensity", "ring_occupancy", "range_second_difference", "gap_run_length",
                           "missing_shots", "ground_return", "ground_roughness", "surface_tilt", "surface_kind", "canopy_porosity",
                           "canopy_gap_run", "object_density", "vehicle_spacing", "person_spacing"})
    EXPECT_TRUE(names.contains(name)) << name;
}

TEST_F(GapReports, name_what_is_off_and_which_way) {
  for (const StatisticGap& gap : report(2).statistics) {
    if (gap.name != "range_second_difference") continue;
    EXPECT_GT(gap.ratio.value(), 3.0);
    EXPECT_LE(gap.interval_low, gap.interval_high);
    EXPECT_NE(gap.verdict.find("too smooth"), std::string::npos) << gap.verdict;
    return;
  }
  FAIL() << "no range_second_difference";
}

TEST_F(GapReports, say_what_is_wrong_with_boxes_beside_the_scans_and_compare_what_they_can) {
  std::filesystem::create_directories(root_ + "/kitti");
  std::filesystem::rename(root_ + "/real", root_ + "/kitti/velodyne");
  write_file(root_ + "/kitti/label_2/000000.txt", "Car 0 0 0 0 0 0 0 1.5 1.6 3.9 2 1.6 12 0\n");  // without calibration
  CompareOptions options;
  options.bootstrap = 5;
  const GapReport report = compare(root_ + "/synthetic", root_ + "/kitti/velodyne", {}, options);
  const auto has = [&](std::string_view text) {
    return std::any_of(report.notes.begin(), report.notes.end(), [&](const std::string& n) { return n.find(text) != n.npos; });
  };
  EXPECT_TRUE(has("Boxes that cannot be read"));
  EXPECT_TRUE(has("3 of 3 scans come without boxes"));
  EXPECT_FALSE(std::isnan(report.statistics[static_cast<std::size_t>(Statistic::Range)].distance));
}

TEST_F(GapReports, make_a_page_that_needs_no_other_file) {
  const std::string page = to_html(report(2));
  for (const char* outside : {"http://", "https://", "<script", "<link", "url(", "@import", "src="})
    EXPECT_EQ(page.find(outside), std::string::npos) << outside;
  EXPECT_NE(page.find("<svg"), std::string::npos);
}

TEST_F(GapReports, have_no_ratio_without_a_floor) {
  const std::set<std::string> kAbsent{"surface_tilt", "surface_kind", "canopy_porosity", "canopy_gap_run", "object_density",
                                      "vehicle_spacing", "person_spacing"};
  CompareOptions options;
  options.bootstrap = 5;
  for (const StatisticGap& gap : compare(root_ + "/real", root_ + "/real", {}, options).statistics) {
    EXPECT_FALSE(gap.ratio.has_value()) << gap.name;
    const bool has_any = !kAbsent.contains(gap.name);  // an open street of scans without boxes
    EXPECT_EQ(has_any, !std::isnan(gap.distance)) << gap.name;
    if (has_any) {
      EXPECT_EQ(gap.distance, 0.0) << gap.name;
    }
  }
}

}  // namespace
}  // namespace tailcast
