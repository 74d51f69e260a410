// SPDX-License-Identifier: Apache-2.0
// What a real thing returned beside what an asset in the same box returns, to be looked at.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "core/pose.h"

namespace tailcast {

// Returns in a box, in its frame (x forward, origin in its middle).
struct BoxReturns {
  std::vector<Vec3f> points;     // m
  std::vector<float> intensity;  // share of the most that the device reports; one a point
};

struct BoxPair {
  std::string title;
  Vec3 size = Vec3::Zero();    // m
  Vec3 sensor = Vec3::Zero();  // m, box frame
  BoxReturns real, ours;
};

// PNG: a row a pair; real and ours from the sensor's side and a little above it, then real and ours from the
// box's side. Equal scales within a row; colours as of intensity in every picture.
std::string draw_box_pairs(std::span<const BoxPair> pairs, int width);

}  // namespace tailcast
