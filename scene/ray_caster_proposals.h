// SPDX-License-Identifier: Apache-2.0
// What Embree has proposed to a packet, noted in passing, and the lanes that one proposal settles beyond
// doubt: those that meet one triangle well within its edges and nothing else within Embree's error of it. All
// other lanes are for meet().
#pragma once
#include "scene/ray_caster_exact.h"

namespace tailcast::exact {

inline constexpr int kMostProposals = 64;
using FloatLane = std::array<float, kLanes>;
using IntLane = std::array<int, kLanes>;

// A triangle as Embree met it, by lane, in single precision.
struct alignas(64) Proposal {
  FloatLane low;     // m, the least that the range can be
  FloatLane inside;  // the least of the three barycentric coordinates
  IntLane valid;     // -1 or 0
  const Corners* corners;
  const Frame* frame;  // the body's
  bool in_world_frame;
  std::int64_t id;
};

struct alignas(64) Proposals {
  FloatLane t_min;  // m: of the ray
  FloatLane high;   // m, by which at the latest the nearest proposal is met
  FloatLane reach;  // m, up to which Embree has proposed everything
  // After settle():
  IntLane sole = {};  // the number of the one proposal that may be the nearest; -1: none, or several
  IntLane open = {};  // -1 where there may be a hit, and it is not settled; else 0
  FloatLane low = {}, inside = {};  // of the last proposal that may be the nearest
  int count = 0;
  std::array<Proposal, kMostProposals> at;
};

// Embree's fields of `count` values each: direction x y z; normal x y z, u, v. Value i is of lane first + i.
struct Met {
  int first, count;
  int* valid;  // -1 or 0; on return, whether the triangle bounds how far Embree is to go on
  const float* direction;
  const float* hit;
  float* t_far;  // m: where the triangle is met; on return how far Embree is to go on
};

void begin(const Nearest& nearest, Proposals& proposals);
// Adds what proposals.at[proposals.count] names. `error` is what Embree's range may be wrong by, m; and over
// the cosine.
void note(const Met& met, double error, Proposals& proposals);
// Settles those of the lanes first … first + count - 1 that have one contender and are beyond doubt: their
// nearest is set. Returns whether any is left open. Embree's triangles are grown by `growth`, and it may be
// wrong by `margin` across the ray, m.
bool settle(Proposals& proposals, const LocalRays& world, double growth, double margin, int first, int count,
            Nearest& nearest);

}  // namespace tailcast::exact
