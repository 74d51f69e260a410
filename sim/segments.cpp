// SPDX-License-Identifier: Apache-2.0
#include "sim/segments.h"

#include "core/check.h"
#include "sim/mass_properties.h"

namespace tailcast {
namespace {

// Does it bend forward, by negative turns about y, when it walks?
bool bends_forward(const Joint& joint) {
  double sum = 0;
  for (const double angle : joint.cycle) sum += angle;
  return sum < 0;
}

// A hip, or the shoulder of a quadruped: forward is a negative turn about y. Ranges of motion of the relaxed
// joint in round figures (flexion 100 deg, extension 35, abduction 30, rotation 25); muscles resist a little. What hangs
// on another limb is a hinge, as knees and elbows are, and bends one way (130 deg).
Hold hold_of_limb(const Joint& joint, double mass) {
  Hold hold;
  hold.parent = joint.parent;
  hold.root_from_hold = joint.root_from_link;
  if (joint.parent == 0)
    hold.low = -1.75, hold.high = 0.6, hold.spread = 0.5, hold.twist = 0.45;
  else if (bends_forward(joint))
    hold.low = -2.3, hold.high = 0.1, hold.spread = 0.1, hold.twist = 0.1;
  else
    hold.low = -0.1, hold.high = 2.3, hold.spread = 0.1, hold.twist = 0.1;
  constexpr double kSlack = 0.06;  // N m for each kg of the whole
  hold.friction = kSlack * mass;
  return hold;
}

std::size_t link_of_shape(const Asset& asset, std::size_t shape) {
  return shape < asset.link_of_shape.size() ? asset.link_of_shape[shape] : 0;
}

bool has_shape(const Asset& asset, std::size_t link) {
  for (std::size_t i = 0; i < asset.collision.size(); ++i)
    if (link_of_shape(asset, i) == link) return true;
  return false;
}

// What the links do not state is shared by volume.
void share_mass(const Asset& asset, std::vector<Segment>& segments) {
  double left = asset.mass, volume = 0;
  for (auto& segment : segments) {
    segment.mass = segment.link == 0 ? 0 : asset.links[segment.link].mass;
    left -= segment.mass;
    if (segment.mass == 0) volume += filling_of(segment.shapes).volume;
  }
  TAILCAST_CHECK(left > 0 && volume > 0, asset.id + ": its links weigh more than it does");
  for (auto& segment : segments) {
    const Filling filling = filling_of(segment.shapes);
    if (segment.mass == 0) segment.mass = left * filling.volume / volume;
    segment.center_of_mass = filling.center;
  }
}

}  // namespace

Segments segments_of(const Asset& asset) {
  Segments segments;
  segments.all.emplace_back();
  for (std::size_t i = 0; i < asset.links.size(); ++i) {
    const Link& link = asset.links[i];
    const bool limb = link.joint.kind == Joint::Kind::Swing || link.joint.kind == Joint::Kind::Cycle;
    if (i == 0 || (!link.hold && !limb) || !has_shape(asset, i)) {
      segments.of_link.push_back(i == 0 ? 0 : segments.of_link.at(link.joint.parent));
      continue;
    }
    Segment segment;
    segment.hold = link.hold ? *link.hold : hold_of_limb(link.joint, asset.mass);
    TAILCAST_CHECK(segment.hold.parent < i, asset.id + ": a link hangs on one that comes after it");
    segment.parent = static_cast<int>(segments.of_link[segment.hold.parent]);
    segment.link = i;
    segments.of_link.push_back(segments.all.size());
    segments.all.push_back(std::move(segment));
  }
  Segment& root = segments.all.front();
  if (segments.all.size() == 1) {
    root.shapes = asset.collision, root.mass = asset.mass, root.center_of_mass = asset.center_of_mass;
    return segments;
  }
  for (std::size_t i = 0; i < asset.collision.size(); ++i)
    segments.all[segments.of_link[link_of_shape(asset, i)]].shapes.push_back(asset.collision[i]);
  TAILCAST_CHECK(!root.shapes.empty(), asset.id + ": its root has no shape to hang links on");
  share_mass(asset, segments.all);
  return segments;
}

}  // namespace tailcast
