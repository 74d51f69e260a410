// SPDX-License-Identifier: Apache-2.0
#include "scene/ray_caster_packet.h"

#include <algorithm>

namespace tailcast {
namespace {

constexpr double kErrorOfGrowth =
    0.25;                           // what Embree is wrong by across a ray, as a share of the growth, at most
constexpr double kAllKnown = 4e-3;  // m: a hit so much nearer than Embree has looked leaves nothing out

// Tries the triangles that share a corner with this one on the lanes that pass one of its edges closely;
// those that hit are added to `valid`.
void try_neighbours(const Target& target, std::uint32_t triangle, const exact::LocalRays& rays,
                    const exact::Trial& trial, exact::Nearest& nearest) {
  const auto& shape = *target.shape;
  std::array<int, kLanes> tried, near;
  for (const auto point : shape.point_of[triangle])
    for (auto k = shape.fan_begin[point]; k < shape.fan_begin[point + 1]; ++k) {
      if (shape.fan[k] == triangle) continue;
      std::copy_n(trial.near, trial.count, tried.begin());
      exact::meet(shape.corners[shape.fan[k]], exact::id_of(target.body, shape.fan[k]), rays,
                  {trial.first, trial.count, tried.data(), trial.reach, near.data(), trial.margin}, nearest);
      for (int i = 0; i < trial.count; ++i) trial.valid[i] |= tried[static_cast<std::size_t>(i)];
    }
}

}  // namespace

void enter(const Target& target, Packet& packet) {
  if (target.in_world_frame) {
    if (!packet.complete) exact::complete(packet.world);
    packet.complete = true;
    return;
  }
  if (packet.entered == &target) return;
  packet.entered = &target;
  if (!target.track) return exact::enter(packet.world, target.frame, packet.local);
  alignas(64) exact::LanePoses poses;
  const auto& track = *target.track;
  const Nanoseconds start = packet.timeline->start, last = static_cast<Nanoseconds>(track.size() - 1) * kTick;
  for (std::size_t i = 0; i < kLanes; ++i) {
    const Nanoseconds since = std::clamp<Nanoseconds>(packet.rays[i].time - start, 0, last);
    const auto tick = std::min(static_cast<std::size_t>(since / kTick), track.size() - 2);
    const auto& from = track[tick];
    const auto& to = track[tick + 1];
    // Between equal poses there is nothing to interpolate: a body at rest stays where it is to the bit.
    poses.u[i] = same(from, to) ? 0.0
                                : static_cast<double>(since - static_cast<Nanoseconds>(tick) * kTick) /
                                      static_cast<double>(kTick);
    for (std::size_t k = 0; k < 4; ++k) {
      const auto c = static_cast<Eigen::Index>(k);
      poses.from[k][i] = from.rotation.coeffs()[c], poses.to[k][i] = to.rotation.coeffs()[c];
      if (k < 3) poses.from[4 + k][i] = from.translation[c], poses.to[4 + k][i] = to.translation[c];
    }
  }
  exact::enter(packet.world, poses, packet.local);
}

void try_on(const Named& named, const exact::Trial& trial, Packet& packet) {
  const Target& target = *named.target;
  enter(target, packet);
  const auto& rays = target.in_world_frame ? packet.world : packet.local;
  if (exact::meet(target.shape->corners[named.triangle], exact::id_of(target.body, named.triangle), rays,
                  trial, packet.nearest))
    try_neighbours(target, named.triangle, rays, trial, packet.nearest);
}

namespace {

// Tries all that was proposed to the open lanes. Those are open afterwards to which Embree may not have
// proposed all that counts: what it met first was no hit.
void try_noted(int width, Packet& packet) {
  const auto first = static_cast<std::size_t>(packet.first), end = first + static_cast<std::size_t>(width);
  alignas(64) std::array<int, kLanes> tried, near;
  alignas(64) std::array<float, kLanes> reach;
  auto& proposals = packet.proposals;
  auto& open = proposals.open;
  for (std::size_t k = 0; k < static_cast<std::size_t>(proposals.count); ++k) {
    const auto& proposal = proposals.at[k];
    int any = 0;
    for (std::size_t i = first; i < end; ++i) {
      const int behind = static_cast<double>(proposal.low[i]) > packet.nearest.range[i] ? -1 : 0;
      any |= tried[i] = open[i] & proposal.valid[i] & ~behind;
    }
    if (any)
      try_on(packet.named[k],
             {packet.first, width, tried.data() + first, reach.data() + first, near.data() + first,
              packet.margin},
             packet);
  }
  for (std::size_t i = first; i < end; ++i)
    if (packet.nearest.range[i] + kAllKnown <= static_cast<double>(proposals.reach[i])) open[i] = 0;
}

}  // namespace

bool decide(int width, Packet& packet) {
  const auto first = static_cast<std::size_t>(packet.first), end = first + static_cast<std::size_t>(width);
  auto& open = packet.proposals.open;
  if (!exact::settle(packet.proposals, packet.world, packet.growth, packet.margin, packet.first, width,
                     packet.nearest))
    return false;
  try_noted(width, packet);
  return std::any_of(open.begin() + first, open.begin() + end, [](int lane) { return lane != 0; });
}

void begin(Packet& packet, const Timeline& timeline, double growth) {
  packet.timeline = &timeline;
  exact::be_world(packet.world);
  packet.growth = growth;
  packet.margin = kErrorOfGrowth * growth;
}

void load(std::span<const Ray> rays, Packet& packet) {
  packet.count = static_cast<int>(rays.size());
  packet.entered = nullptr;
  packet.complete = false;
  packet.rays = rays.data();
  if (rays.size() < kLanes) {
    std::fill(std::copy(rays.begin(), rays.end(), packet.filled.begin()), packet.filled.end(), rays.front());
    packet.rays = packet.filled.data();
  }
  exact::load_rays(packet.rays, packet.world, packet.nearest);
  std::fill(packet.valid.begin(), packet.valid.end(), 0);
  std::fill_n(packet.valid.begin(), rays.size(), -1);
  packet.any_from = false;
  for (std::size_t i = 0; i < rays.size(); ++i) packet.any_from |= rays[i].from_body != kNoBody;
  if (!packet.any_from) return;
  for (std::size_t i = 0; i < kLanes; ++i) {
    const auto& ray = packet.rays[i];
    packet.from[i] = ray.from_body != kNoBody ? exact::id_of(ray.from_body, ray.from_triangle) : 0;
  }
}

void load_hits(std::span<const Hit> hits, Packet& packet) {
  for (std::size_t i = 0; i < hits.size(); ++i) {
    if (!hits[i].hit()) continue;
    packet.nearest.range[i] = hits[i].range;
    packet.nearest.id[i] = exact::id_of(hits[i].body, hits[i].triangle);
    for (std::size_t k = 0; k < 3; ++k) {
      packet.nearest.normal[k][i] = hits[i].normal[static_cast<Eigen::Index>(k)];
      packet.nearest.p_body[k][i] = hits[i].p_body[static_cast<Eigen::Index>(k)];
    }
  }
}

void store(const Packet& packet, std::span<Hit> hits) {
  if (hits.size() == kLanes) return exact::store_hits(packet.nearest, hits.data());
  std::array<Hit, kLanes> all;
  exact::store_hits(packet.nearest, all.data());
  std::copy_n(all.begin(), hits.size(), hits.begin());
}

}  // namespace tailcast
