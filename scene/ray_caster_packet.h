// SPDX-License-Identifier: Apache-2.0
// Sixteen rays and what they have met so far, without Embree: how they are loaded, how what Embree proposes
// is decided.
#pragma once
#include <span>

#include "scene/ray_caster.h"
#include "scene/ray_caster_proposals.h"
#include "scene/ray_caster_rows.h"
#include "scene/ray_caster_shape.h"

namespace tailcast {

using exact::kLanes;

// A body that rays can meet.
struct Target {
  std::uint32_t body = 0;
  const Shape* shape = nullptr;
  const std::vector<Pose>* track = nullptr;  // null for one that rests at `frame`
  exact::Frame frame;
  bool in_world_frame = false;  // its frame is the world's
};

// A triangle of a body.
struct Named {
  const Target* target = nullptr;
  std::uint32_t triangle = 0;
};

struct Packet {
  exact::LocalRays world, local;
  exact::Nearest nearest;
  exact::Proposals proposals;
  std::array<Named, exact::kMostProposals> named;  // the proposals' triangles
  bool too_many = false;                           // for the proposals to hold
  bool complete = false;                           // `world` is
  const Ray* rays = nullptr;                       // kLanes of them
  std::array<Ray, kLanes> filled;                  // up with the first, where there are fewer
  alignas(64) std::array<int, kLanes> valid;       // -1 or 0
  alignas(64) std::array<std::int64_t, kLanes> from;  // ids of the triangles that the rays go on from; 0: none
  bool any_from = false;                              // else `from` is not set
  int count = 0;
  int first = 0;                    // lane of Embree's first: its packets are 4, 8 or 16 wide
  const Target* targets = nullptr;  // by Embree's id in the scene that is traced
  const Target* visited = nullptr;  // of whose shape the triangles are, when a shape is traced by itself
  const Target* entered = nullptr;  // in whose frame `local` is
  const Timeline* timeline = nullptr;
  double growth = 0;  // m, of Embree's triangles
  double margin = 0;  // m, from an edge within which Embree may be on its wrong side
};

void begin(Packet& packet, const Timeline& timeline, double growth);
// Up to 16 rays. Lanes beyond the last ray repeat the first, so that they compute on ordinary numbers.
void load(std::span<const Ray> rays, Packet& packet);
void load_hits(std::span<const Hit> hits, Packet& packet);
void store(const Packet& packet, std::span<Hit> hits);
// Takes the rays into the body's frame, each at its own time: to packet.local, unless that is the world's
// frame.
void enter(const Target& target, Packet& packet);
// Tries a triangle on the lanes that the trial says, and where they pass an edge closely also its neighbours.
void try_on(const Named& named, const exact::Trial& trial, Packet& packet);
// What Embree has proposed to `width` lanes, tried: one proposal for each lane on all lanes together, and
// what that leaves in doubt one after the other. Returns whether there are lanes to be traced again:
// packet.proposals.open.
bool decide(int width, Packet& packet);

}  // namespace tailcast
