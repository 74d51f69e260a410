// SPDX-License-Identifier: Apache-2.0
#include "scene/ray_caster_proposals.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "scene/ray_caster_wide.h"

namespace tailcast::exact {
namespace {

// How much farther than the nearest proposal Embree goes: for faces seen edge-on, about whose range it errs
// more.
constexpr float kGoOn = 6e-3F;  // m

// A triangle as the arithmetic wants it: its first corner and normal in the body's frame, m, and the unit
// normal in the world's.
struct Face {
  double corner[3], normal[3], unit[3], height, scale;  // scale: 1 / |normal|
  const Frame* frame;                                   // null: the world's
  std::int64_t id, number;                              // number: of the proposal
};

// The sole contenders of up to 16 lanes.
struct Faces {
  int count = 0;
  bool in_world_frame = true;  // all of them
  std::array<Face, kLanes> at;
};

// The same steps, in the same order, as meet(): the same bits.
TAILCAST_INLINE void find_face(const Proposal& proposal, Face& f) {
  const auto& at = proposal.corners->at;
  double e[3], g[3];
  TAILCAST_UNROLL
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
  TAILCAST_UNROLL
  for (std::size_t k = 0; k < 3; ++k) f.unit[k] = r[3 * k] * n[0] + r[3 * k + 1] * n[1] + r[3 * k + 2] * n[2];
  f.frame = proposal.in_world_frame ? nullptr : proposal.frame;
  f.id = proposal.id;
}

TAILCAST_INLINE void find_faces(const Proposals& all, int first, int count, Faces& faces) {
  std::uint64_t used = 0;
  for (auto i = static_cast<std::size_t>(first); i < static_cast<std::size_t>(first + count); ++i)
    used |= std::uint64_t{all.sole[i] >= 0} << (all.sole[i] & (kMostProposals - 1));
  for (; used != 0; used &= used - 1) {
    const auto number = std::countr_zero(used);
    auto& face = faces.at[static_cast<std::size_t>(faces.count++)];
    find_face(all.at[static_cast<std::size_t>(number)], face);
    face.number = number;
    faces.in_world_frame &= face.frame == nullptr;
  }
}

TAILCAST_INLINE bool any_open(const Proposals& all, int first, int count) {
  int any = 0;
  for (auto i = static_cast<std::size_t>(first); i < static_cast<std::size_t>(first + count); ++i)
    any |= all.open[i];
  return any != 0;
}

#define TAILCAST_SETS_OF "scene/ray_caster_proposals_lanes.inc"
#include "scene/ray_caster_sets.inc"
#undef TAILCAST_SETS_OF

struct Steps {
  decltype(&plain::note) note;
  decltype(&plain::settle) settle;
};

const Steps kSteps = of_machine<Steps>({plain::note, plain::settle}, {avx2::note, avx2::settle},
                                       {avx512::note, avx512::settle});

}  // namespace

void begin(const Nearest& nearest, Proposals& proposals) {
  for (std::size_t i = 0; i < kLanes; ++i) proposals.t_min[i] = static_cast<float>(nearest.t_min[i]);
  proposals.high.fill(std::numeric_limits<float>::infinity());
  proposals.reach.fill(std::numeric_limits<float>::infinity());
  proposals.count = 0;
}

void note(const Met& met, double error, Proposals& proposals) {
  kSteps.note(met, error, proposals);
}
bool settle(Proposals& proposals, const LocalRays& world, double growth, double margin, int first, int count,
            Nearest& nearest) {
  return kSteps.settle(proposals, world, growth, margin, first, count, nearest);
}

}  // namespace tailcast::exact
