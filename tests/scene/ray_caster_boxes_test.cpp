// SPDX-License-Identifier: Apache-2.0
#include "scene/ray_caster_boxes.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/random.h"

namespace tailcast::exact {
namespace {

constexpr double kNarrower = 1e-3;  // m: boxes are wider than what they hold

// Whether the ray meets the box in (t_min, range), by its entries into and exits from the slabs.
bool meets(const Bounds& box, const Vec3& origin, const Vec3& direction, double t_min, double range) {
  double begin = t_min, end = range;
  for (int k = 0; k < 3; ++k) {
    if (direction[k] == 0) {
      if (origin[k] < box.low[k] || origin[k] > box.high[k]) return false;
      continue;
    }
    const double a = (box.low[k] - origin[k]) / direction[k], b = (box.high[k] - origin[k]) / direction[k];
    begin = std::max(begin, std::min(a, b)), end = std::min(end, std::max(a, b));
  }
  return begin <= end;
}

struct Sixteen {
  LocalRays rays;
  Nearest nearest;
};

// Neighbours, spread by `spread`; some along an axis or in a plane of two.
Sixteen sixteen_rays(RandomStream& draw, double spread) {
  Sixteen packet;
  Vec3 origin, middle;
  for (int k = 0; k < 3; ++k) origin[k] = draw.uniform(-60, 60);
  for (int k = 0; k < 3; ++k) middle[k] = draw.chance(0.2) ? 0 : draw.uniform(-1, 1);
  for (std::size_t i = 0; i < kLanes; ++i) {
    Vec3 direction = middle;
    for (int k = 0; k < 3; ++k) direction[k] += draw.chance(0.2) ? 0 : draw.uniform(-spread, spread);
    if (direction.norm() < 1e-3) direction = Vec3::UnitX();
    direction.normalize();
    for (std::size_t k = 0; k < 3; ++k) {
      packet.rays.origin[k][i] = origin[static_cast<int>(k)] + draw.uniform(-0.01, 0.01);
      packet.rays.direction[k][i] = direction[static_cast<int>(k)];
    }
    packet.nearest.t_min[i] = 0.5, packet.nearest.range[i] = draw.uniform(1, 120);
  }
  return packet;
}

TEST(Boxes, NoRayOfAPacketMeetsABoxThatIsLeftOutAndFewOthersAreKept) {
  RandomStream draw(7, Domain::Asset);
  std::vector<Bounds> narrow, wide;
  for (int b = 0; b < 203; ++b) {
    Vec3 at, half;
    for (int k = 0; k < 3; ++k) at[k] = draw.uniform(-60, 60), half[k] = draw.uniform(0, 4);
    narrow.push_back({at - half, at + half});
    const Vec3 more = Vec3::Constant(kNarrower);
    wide.push_back({at - half - more, at + half + more});
  }
  const Boxes boxes = boxes_of(wide);
  std::size_t met = 0, kept = 0, lanes_met = 0, lanes_kept = 0, pairs = 0;
  for (int round = 0; round < 3000; ++round) {
    const bool coherent = round % 10 != 0;
    const auto packet = sixteen_rays(draw, coherent ? 0.01 : 1.0);
    Bundle rays;
    bundle(packet.rays, packet.nearest, 0.1, rays);
    std::vector<int> bundled(boxes.low[0].size(), 0);
    std::array<int, kLanes> some, lanes;
    for (auto from = next_met(boxes, rays, 0, some); from < bundled.size();
         from = next_met(boxes, rays, from + kLanes, some))
      std::copy(some.begin(), some.end(), bundled.begin() + static_cast<std::ptrdiff_t>(from));
    for (std::size_t b = wide.size(); b < bundled.size(); ++b)
      EXPECT_EQ(bundled[b], 0) << "there is no such box";
    for (std::size_t b = 0; b < wide.size(); ++b) {
      const bool any = lanes_that_may_meet(boxes, b, rays, lanes);
      EXPECT_EQ(any, std::count(lanes.begin(), lanes.end(), 0) != kLanes);
      bool truly = false;
      for (std::size_t i = 0; i < kLanes; ++i) {
        const auto at = [&](const std::array<Lane, 3>& of) { return Vec3(of[0][i], of[1][i], of[2][i]); };
        const bool ray = meets(narrow[b], at(packet.rays.origin), at(packet.rays.direction),
                               packet.nearest.t_min[i], packet.nearest.range[i]);
        ASSERT_TRUE(!ray || (lanes[i] != 0 && bundled[b] != 0))
            << "packet " << round << ", ray " << i << ", box " << b;
        truly |= ray;
        lanes_met += ray ? 1U : 0U, lanes_kept += lanes[i] != 0 ? 1U : 0U;
      }
      if (!coherent) continue;
      ++pairs, met += truly ? 1U : 0U, kept += bundled[b] != 0 ? 1U : 0U;
    }
  }
  EXPECT_GT(met, 300U);
  EXPECT_LT(kept - met, pairs / 100)
      << "a packet of neighbours is tried against little that none of them meets";
  EXPECT_LT(lanes_kept, lanes_met + lanes_met / 10);
}

}  // namespace
}  // namespace tailcast::exact
