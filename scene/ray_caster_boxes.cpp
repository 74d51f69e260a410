// SPDX-License-Identifier: Apache-2.0
#include "scene/ray_caster_boxes.h"

#include <cstring>
#include <limits>
#include <utility>

#include "scene/ray_caster_wide.h"

namespace tailcast::exact {
namespace {

// Directions flatter than this along an axis are bounded by the other axes.
constexpr float kFlat = 1e-4F;
constexpr float kTiny = 1e-12F;  // what is taken for the inverse of less

TAILCAST_INLINE bool any_of(const std::array<int, kLanes>& lanes) {
  std::array<std::uint64_t, kLanes / 2> words;
  std::memcpy(words.data(), lanes.data(), sizeof words);
  std::uint64_t any = 0;
  TAILCAST_UNROLL
  for (const auto word : words) any |= word;
  return any != 0;
}

#define TAILCAST_SETS_OF "scene/ray_caster_boxes_lanes.inc"
#include "scene/ray_caster_sets.inc"
#undef TAILCAST_SETS_OF

struct Steps {
  decltype(&plain::bundle) bundle;
  decltype(&plain::next_met) next_met;
  decltype(&plain::lanes_that_may_meet) lanes_that_may_meet;
};

const Steps kSteps = of_machine<Steps>({plain::bundle, plain::next_met, plain::lanes_that_may_meet},
                                       {avx2::bundle, avx2::next_met, avx2::lanes_that_may_meet},
                                       {avx512::bundle, avx512::next_met, avx512::lanes_that_may_meet});

}  // namespace

Boxes boxes_of(std::span<const Bounds> bounds) {
  Boxes boxes;
  const auto count = (bounds.size() + kLanes - 1) / kLanes * kLanes;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const auto k = static_cast<Eigen::Index>(axis);
    boxes.low[axis].assign(count, std::numeric_limits<float>::max());
    boxes.high[axis].assign(count, std::numeric_limits<float>::lowest());
    for (std::size_t b = 0; b < bounds.size(); ++b) {
      boxes.low[axis][b] = static_cast<float>(bounds[b].low[k]);
      boxes.high[axis][b] = static_cast<float>(bounds[b].high[k]);
    }
  }
  return boxes;
}

void bundle(const LocalRays& world, const Nearest& nearest, double behind, Bundle& rays) {
  kSteps.bundle(world, nearest, behind, rays);
}
std::size_t next_met(const Boxes& boxes, const Bundle& rays, std::size_t from, std::array<int, kLanes>& met) {
  return kSteps.next_met(boxes, rays, from, met);
}
bool lanes_that_may_meet(const Boxes& boxes, std::size_t box, const Bundle& rays,
                         std::array<int, kLanes>& lanes) {
  return kSteps.lanes_that_may_meet(boxes, box, rays, lanes);
}

}  // namespace tailcast::exact
