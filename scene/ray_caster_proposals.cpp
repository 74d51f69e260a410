// SPDX-License-Identifier: Apache-2.0
#include "scene/ray_caster_proposals.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#define TAILCAST_INLINE __attribute__((always_inline)) inline

namespace tailcast::exact {
namespace {

// How much farther than the nearest proposal Embree goes: for faces seen edge-on, about whose range it errs
// more.
constexpr float kGoOn = 6e-3F;  // m

// A triangle as the arithmetic wants it; see Chosen.
struct Face {
  double corner[3], normal[3], unit[3], height, scale;
};

// The same steps, in the same order, as meet(): the same bits.
TAILCAST_INLINE Face face_of(const Proposal& proposal) {
  const auto& at = proposal.corners->at;
  Face f;
  double e[3], g[3];
  for (int k = 0; k < 3; ++k) {
    const double a = at[0][k];
    f.corner[k] = a, e[k] = at[1][k] - a, g[k] = at[2][k] - a;
  }
  f.normal[0] = e[1] * g[2] - e[2] * g[1], f.normal[1] = e[2] * g[0] - e[0] * g[2],
  f.normal[2] = e[0] * g[1] - e[1] * g[0];
  f.height = proposal.corners->height;
  f.scale =
      1.0 / std::sqrt(f.normal[0] * f.normal[0] + f.normal[1] * f.normal[1] + f.normal[2] * f.normal[2]);
  const double n[3] = {f.normal[0] * f.scale, f.normal[1] * f.scale, f.normal[2] * f.scale};
  const auto& r = proposal.frame->rotation;
  for (std::size_t k = 0; k < 3; ++k) f.unit[k] = r[3 * k] * n[0] + r[3 * k + 1] * n[1] + r[3 * k + 2] * n[2];
  return f;
}

// What lanes in that proposal's frame have in Chosen::frame; 0: the world's.
TAILCAST_INLINE std::int64_t number_of(const Proposal& proposal) {
  return proposal.in_world_frame ? 0
                                 : static_cast<std::int64_t>(reinterpret_cast<std::intptr_t>(proposal.frame));
}

// Names the lanes that have one contender, and returns the set of those contenders.
TAILCAST_INLINE std::uint64_t name_soles(Proposals& all, int first, int count) {
  std::uint64_t used = 0;
  all.chosen.settled.fill(0);
  for (auto i = static_cast<std::size_t>(first); i < static_cast<std::size_t>(first + count); ++i) {
    const auto last = static_cast<std::size_t>(all.last[i]);
    const bool sole = all.contenders[i] == 1;
    all.chosen.settled[i] = sole ? -1 : 0;
    all.chosen.number[i] = all.last[i];
    all.chosen.frame[i] = sole ? number_of(all.at[last]) : 0;  // of no proposal there is nothing to read
    used |= std::uint64_t{sole} << last;
  }
  return used;
}

namespace plain {
#define TAILCAST_STEP 2
#include "scene/ray_caster_proposals_lanes.inc"
#undef TAILCAST_STEP
}  // namespace plain

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define TAILCAST_SEVERAL_SETS
#pragma GCC push_options
#pragma GCC target("avx2")
namespace avx2 {
#define TAILCAST_STEP 4
#include "scene/ray_caster_proposals_lanes.inc"
#undef TAILCAST_STEP
}  // namespace avx2
#pragma GCC pop_options
#pragma GCC push_options
#pragma GCC target("avx512f")
namespace avx512 {
#define TAILCAST_STEP 8
#include "scene/ray_caster_proposals_lanes.inc"
#undef TAILCAST_STEP
}  // namespace avx512
#pragma GCC pop_options
#endif

struct Steps {
  decltype(&plain::note) note = plain::note;
  decltype(&plain::choose) choose = plain::choose;
  decltype(&plain::settle) settle = plain::settle;
};

// Those of the machine's instruction set. Without contraction all give the same bits.
Steps steps_of_machine() {
#ifdef TAILCAST_SEVERAL_SETS
  if (__builtin_cpu_supports("avx512f")) return {avx512::note, avx512::choose, avx512::settle};
  if (__builtin_cpu_supports("avx2")) return {avx2::note, avx2::choose, avx2::settle};
#endif
  return {};
}

const Steps kSteps = steps_of_machine();

}  // namespace

void begin(Proposals& proposals) {
  proposals.high.fill(std::numeric_limits<float>::infinity());
  proposals.reach.fill(std::numeric_limits<float>::infinity());
  proposals.count = 0;
}

void note(const Met& met, double error, Proposals& proposals) {
  kSteps.note(met, error, proposals);
}
void choose(int first, int count, Proposals& proposals) {
  kSteps.choose(first, count, proposals);
}
void settle(Proposals& proposals, const LocalRays& world, double growth, double margin, int first, int count,
            Nearest& nearest) {
  kSteps.settle(proposals, world, growth, margin, first, count, nearest);
}

}  // namespace tailcast::exact
