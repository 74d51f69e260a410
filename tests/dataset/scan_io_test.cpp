// SPDX-License-Identifier: Apache-2.0
#include "dataset/scan_io.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <limits>

#include "core/dmath.h"
#include "core/error.h"
#include "core/file.h"
#include "dataset/dataset.h"
#include "frames.h"

namespace tailcast {
namespace {

using testing::random_frame;
using testing::ScratchDirectory;

void expect_same_points(const LabelledFrame& a, const LabelledFrame& b) {
  EXPECT_EQ(a.x, b.x);
  EXPECT_EQ(a.y, b.y);
  EXPECT_EQ(a.z, b.z);
  EXPECT_EQ(a.intensity, b.intensity);
}

std::string pcd(const std::string& fields, const std::string& sizes, const std::string& types, std::size_t points,
                const std::string& data, const std::string& body) {
  std::string counts;
  for (char c : sizes) counts += c == ' ' ? " " : "1";
  return "# .PCD v0.7\nVERSION 0.7\nFIELDS " + fields + "\nSIZE " + sizes + "\nTYPE " + types + "\nCOUNT " + counts +
         "\nWIDTH " + std::to_string(points) + "\nHEIGHT 1\nVIEWPOINT 0 0 0 1 0 0 0\nPOINTS " + std::to_string(points) +
         "\nDATA " + data + "\n" + body;
}

// 64 rings of `points` each, ring by ring, azimuth increasing from forward.
LabelledFrame ringed_frame(int rings, int points) {
  LabelledFrame frame;
  for (int r = 0; r < rings; ++r)
    for (int k = 0; k < points; ++k) {
      const double azimuth = 2 * kPi * (k + 0.5) / points;
      frame.x.push_back(static_cast<float>(10 * std::cos(azimuth)));
      frame.y.push_back(static_cast<float>(10 * std::sin(azimuth)));
      frame.z.push_back(static_cast<float>(-r));
      frame.intensity.push_back(0);
    }
  return frame;
}

TEST(KittiBin, ReadsBackWhatItWrote) {
  const auto frame = random_frame(1, 1000);
  const auto bytes = encode_kitti_bin(frame);
  EXPECT_EQ(bytes.size(), 16'000U);
  expect_same_points(decode_kitti_bin(bytes, "test"), frame);
}

TEST(KittiBin, DropsPointsThatAreNotFinite) {
  auto frame = random_frame(2, 10);
  frame.y[3] = std::numeric_limits<float>::quiet_NaN();
  frame.intensity[7] = std::numeric_limits<float>::infinity();
  EXPECT_EQ(decode_kitti_bin(encode_kitti_bin(frame), "test").size(), 8U);
}

TEST(KittiBin, RefusesATruncatedFileByName) {
  const auto bytes = encode_kitti_bin(random_frame(3, 10));
  try {
    decode_kitti_bin(std::string_view(bytes).substr(0, 100), "scan.bin");
    FAIL();
  } catch (const IoError& e) {
    EXPECT_EQ(e.path, "scan.bin");
  }
  EXPECT_EQ(decode_kitti_bin({}, "empty").size(), 0U);
}

TEST(Pcd, ReadsBackWhatItWrote) {
  const ScratchDirectory scratch;
  const auto frame = random_frame(4, 777);
  write_pcd(scratch / "a.pcd", frame);
  expect_same_points(read_scan(scratch / "a.pcd"), frame);
  const auto text = read_file(scratch / "a.pcd");
  EXPECT_NE(text.find("\nDATA binary\n"), std::string::npos);
  EXPECT_NE(text.find("\nPOINTS 777\n"), std::string::npos);
}

TEST(Pcd, ReadsAsciiWithFieldsInAnyOrderAndOfAnyWidth) {
  const auto frame = decode_pcd(pcd("intensity x ring y z", "1 8 2 4 4", "U F U F F", 2, "ascii", "200 1.5 3 -2 0.25\n7 nan 4 1 1\n"), "t");
  ASSERT_EQ(frame.size(), 1U);
  EXPECT_EQ(frame.x[0], 1.5F);
  EXPECT_EQ(frame.y[0], -2.0F);
  EXPECT_EQ(frame.z[0], 0.25F);
  EXPECT_EQ(frame.intensity[0], 200.0F);
}

TEST(Pcd, KeepsTheSignOfIntegersOfEveryWidth) {
  for (const char* size : {"1", "2", "4", "8"}) {
    const auto sizes = std::string(size) + " " + size + " " + size + " 4";
    const auto frame = decode_pcd(pcd("x y z intensity", sizes, "I I U F", 1, "ascii", "-2 3 4 0.5\n"), "t");
    ASSERT_EQ(frame.size(), 1U) << size;
    EXPECT_EQ(frame.x[0], -2) << size;
    EXPECT_EQ(frame.y[0], 3) << size;
    EXPECT_EQ(frame.z[0], 4) << size;
  }
}

TEST(Pcd, DropsTheExtraZeroPointAtTheEnd) {
  auto frame = random_frame(5, 20);
  const auto add_zero = [&] {
    for (auto* values : {&frame.x, &frame.y, &frame.z, &frame.intensity}) values->push_back(0);
  };
  add_zero();
  const auto bytes = pcd("x y z intensity", "4 4 4 4", "F F F F", 21, "binary", encode_kitti_bin(frame));
  EXPECT_EQ(decode_pcd(bytes, "t").size(), 20U);
}

TEST(Pcd, IgnoresThePagePaddingThatPclLeavesAtTheEnd) {
  const auto body = encode_kitti_bin(random_frame(6, 3)) + std::string(4000, '\0');
  EXPECT_EQ(decode_pcd(pcd("x y z intensity", "4 4 4 4", "F F F F", 3, "binary", body), "t").size(), 3U);
}

TEST(Pcd, RefusesEveryPrefixOfAFile) {
  const auto bytes = pcd("x y z intensity", "4 4 4 4", "F F F F", 3, "binary", encode_kitti_bin(random_frame(6, 3)));
  EXPECT_EQ(decode_pcd(bytes, "t").size(), 3U);
  for (std::size_t n = 0; n < bytes.size(); ++n) EXPECT_THROW(decode_pcd(std::string_view(bytes).substr(0, n), "t"), IoError) << n;
}

TEST(Pcd, RefusesHeadersThatLie) {
  const std::string body = encode_kitti_bin(random_frame(7, 2));
  const std::string f = "x y z intensity", s = "4 4 4 4", t = "F F F F";
  for (const auto& bad : {
           pcd(f, s, t, 3, "binary", body),                                // too few bytes
           pcd(f, s, t, 0, "binary", std::string(100'000, 'x')),           // far too many
           pcd(f, s, t, 99'999'999'999, "binary", body),                   // huge
           pcd(f, "4 4 4 3", t, 2, "binary", body),                        // a width that no type has
           pcd(f, "4 4 4 1", t, 2, "binary", body),                        // a float of one byte
           pcd(f, "4 4 4", "F F F", 2, "binary", body),                    // fewer sizes than fields
           pcd("x y z i", s, t, 2, "binary", body),                        // no intensity
           pcd(f, s, t, 2, "zipped", body),                                // unknown data
           pcd(f, s, t, 2, "binary_compressed", body),                     // no such sizes
           pcd(f, s, t, 2, "ascii", "1 2 3\n4 5 6 7\n"),                   // a short line
           pcd(f, s, t, 2, "ascii", "1 2 3 4\n4 5 six 7\n"),               // no number
       })
    EXPECT_THROW(decode_pcd(bad, "t"), IoError) << bad.substr(0, 200);
}

TEST(ReadScan, RefusesWhatItDoesNotKnow) {
  EXPECT_THROW(read_scan("scan.las"), IoError);
  EXPECT_THROW(read_scan("sweep.pcd.bin"), IoError);
  EXPECT_THROW(read_scan("no_such.bin"), IoError);
}

TEST(RecoverRings, FindsSixtyFourWhereTheAzimuthWraps) {
  auto frame = ringed_frame(64, 100);
  ASSERT_TRUE(recover_rings(frame));
  for (std::size_t i = 0; i < frame.size(); ++i) ASSERT_EQ(frame.ring[i], i / 100);
  EXPECT_EQ(frame.rings, 64U);
}

TEST(RecoverRings, JoinsAStrayWrapToTheRingBefore) {
  auto frame = ringed_frame(64, 100);
  // Near its end ring 5 crosses forward once more and comes back: ten points between two wraps.
  for (std::size_t i = 590; i < 595; ++i) frame.x[i] = 10, frame.y[i] = 0.01F;
  ASSERT_TRUE(recover_rings(frame));
  EXPECT_EQ(frame.ring[599], 5);
  EXPECT_EQ(frame.ring[600], 6);
}

TEST(RecoverRings, DropsTheSmallestOfSixtyFive) {
  auto frame = ringed_frame(65, 100);
  const auto cut = [](std::vector<float>& v) { v.erase(v.begin() + 2000, v.begin() + 2030); };  // ring 20 is the smallest
  cut(frame.x), cut(frame.y), cut(frame.z), cut(frame.intensity);
  ASSERT_TRUE(recover_rings(frame));
  EXPECT_EQ(frame.size(), 6400U);
  EXPECT_EQ(frame.ring[1999], 19);
  EXPECT_EQ(frame.z[2000], -21.0F);
  EXPECT_EQ(frame.ring[2000], 20);
}

TEST(RecoverRings, RefusesOtherCountsAndChangesNothing) {
  for (const int rings : {0, 1, 32, 63, 66, 128}) {
    auto frame = ringed_frame(rings, 100);
    const auto before = frame.x;
    EXPECT_FALSE(recover_rings(frame));
    EXPECT_TRUE(frame.ring.empty());
    EXPECT_EQ(frame.x, before);
  }
}

TEST(RealScans, GiveSixtyFourRingsAndNoZeroPoint) {
  const char* captures = std::getenv("TAILCAST_CAPTURES");
  if (!captures || !*captures) GTEST_SKIP() << "TAILCAST_CAPTURES is not set: real scans were not read";
  const std::string root = captures;
  std::size_t scans = 0;
  for (const auto& set : {root + "/kitti_object/training/velodyne", root + "/kitti_raw_0005_tracking_0000/pcd", root + "/semantickitti"})
    for (const auto& ref : find_frames(set)) {
      const auto frame = read_frame(ref);
      EXPECT_EQ(frame.rings, 64U) << ref.path;
      EXPECT_EQ(frame.ring.size(), frame.size());
      EXPECT_GT(frame.size(), 100'000U);
      EXPECT_FALSE(frame.x.back() == 0 && frame.y.back() == 0 && frame.z.back() == 0) << ref.path;
      ++scans;
    }
  EXPECT_EQ(scans, 43U);
}

TEST(RealScans, CompressedPcdIsRead) {
  const char* captures = std::getenv("TAILCAST_CAPTURES");
  if (!captures || !*captures) GTEST_SKIP() << "TAILCAST_CAPTURES is not set: no compressed scan at hand";
  EXPECT_EQ(read_scan(std::string(captures) + "/pjlab/p64.pcd").size(), 77'547U);
}

}  // namespace
}  // namespace tailcast
