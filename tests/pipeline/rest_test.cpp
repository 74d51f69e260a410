// SPDX-License-Identifier: Apache-2.0
// On real stages: what rests touches what carries it, and nothing sinks. Meshes as they are seen, at the frames' own times.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/error.h"
#include "core/file.h"
#include "scenarios/sample.h"
#include "sim/simulate.h"

namespace tailcast {
namespace {

constexpr double kTouch = 0.01;  // m
constexpr Nanoseconds kFrame = 103'400'000;
// Free bodies are watched for that long after the record, in which many come to rest.
constexpr Nanoseconds kAfter = 4 * kSecond;

struct Played {
  ScenarioInstance instance;
  Stage stage;
  PlacedScene placed;
  Timeline timeline;
};

Played play(const ScenarioSpec& spec, std::uint32_t index) {
  Played event{sample(spec, 11, index), {}, {}, {}};
  event.stage = build_place(event.instance.place, event.instance.place_parameters, event.instance.stage_seed);
  event.placed = place(event.instance, event.stage);
  event.timeline = simulate(event.instance, event.placed, event.stage, kAfter);
  return event;
}

Pose pose_of(const Played& event, std::uint32_t body, Nanoseconds t) {
  return moves(event.timeline, body) ? pose_at(event.timeline, body, t) : event.placed.scene.bodies[body].world_from_body;
}

// m: the lowest vertex of the body's mesh over the ground below it.
double gap_to_ground(const Played& event, std::uint32_t body, Nanoseconds t) {
  const Pose pose = pose_of(event, body, t);
  double least = 1e30;
  for (const auto& v : event.placed.scene.bodies[body].mesh->vertices) {
    const Vec3 p = pose * v.cast<double>();
    least = std::min(least, p.z() - event.stage.ground.height(p.x(), p.y()));
  }
  return least;
}

double gap_to_ground(const Played& event, const Instance& instance, Nanoseconds t) {
  double least = 1e30;
  for (const auto body : instance.bodies) least = std::min(least, gap_to_ground(event, body, t));
  return least;
}

// Slower than 2 cm/s throughout the last 0.2 s.
bool rests(const Played& event, const Instance& instance, Nanoseconds t) {
  constexpr Nanoseconds kSettled = kSecond / 5;
  if (t < kSettled) return false;
  for (Nanoseconds at = t - kSettled; at < t; at += kTick)
    for (int corner = 0; corner < 8; ++corner) {
      const Vec3 p(corner & 1 ? instance.box.low.x() : instance.box.high.x(), corner & 2 ? instance.box.low.y() : instance.box.high.y(),
                   corner & 4 ? instance.box.low.z() : instance.box.high.z());
      if (velocity_at(event.timeline, instance.root, at, p).norm() > 0.02) return false;
    }
  return true;
}

// On something other than the ground: held cargo until it is released, or what leans on another thing.
bool is_carried(const Played& event, const Actor& actor, Nanoseconds t) {
  if (std::holds_alternative<LanePlacement>(actor.placement)) return false;
  return std::none_of(event.timeline.events.begin(), event.timeline.events.end(),
                      [&](const TimelineEvent& e) { return e.kind == "release" && e.subject == actor.name && e.time <= t; });
}

void expect_cargo_on_its_anchor(const Played& event, const Actor& actor, Nanoseconds t) {
  const auto& on = std::get<AnchorPlacement>(actor.placement);
  const auto& carrier = event.placed.scene.instances[event.placed.actors.at(on.actor)];
  const auto& cargo = event.placed.scene.instances[event.placed.actors.at(actor.name)];
  const auto& anchors = carrier.asset->anchors;
  const auto anchor = std::find_if(anchors.begin(), anchors.end(), [&](const Anchor& a) { return a.name == on.anchor; });
  ASSERT_NE(anchor, anchors.end());
  const Pose anchor_from_cargo = inverse(pose_of(event, carrier.root, t) * anchor->asset_from_anchor) * pose_of(event, cargo.root, t);
  double lowest = 1e30;
  for (const auto& v : event.placed.scene.bodies[cargo.root].mesh->vertices) lowest = std::min(lowest, (anchor_from_cargo * v.cast<double>()).z());
  EXPECT_NEAR(lowest, on.offset.z(), kTouch) << actor.name << " on " << on.actor << '.' << on.anchor;
}

struct Tally {
  int rested = 0, frames = 0;
};

void check_free(const Played& event, const Actor& actor, Nanoseconds t, Tally& tally) {
  const auto& instance = event.placed.scene.instances[event.placed.actors.at(actor.name)];
  if (is_carried(event, actor, t)) return expect_cargo_on_its_anchor(event, actor, t);
  ++tally.frames;
  const double gap = gap_to_ground(event, instance, t);
  EXPECT_GT(gap, -kTouch) << actor.name << " sinks at " << to_seconds(t);
  if (!rests(event, instance, t)) return;
  ++tally.rested;
  EXPECT_LT(gap, kTouch) << actor.name << " floats at " << to_seconds(t);
}

// Wheels of what drives or stands parked, one by one.
void check_wheels(const Played& event, const Instance& instance, Nanoseconds t) {
  for (std::size_t link = 1; link < instance.bodies.size(); ++link) {
    if (instance.asset->links[link].joint.kind != Joint::Kind::Wheel) continue;
    EXPECT_NEAR(gap_to_ground(event, instance.bodies[link], t), 0, kTouch)
        << instance.name << '/' << instance.asset->links[link].name << " at " << to_seconds(t);
  }
}

class Library : public testing::TestWithParam<const char*> {};

TEST_P(Library, WhatRestsTouchesWhatCarriesItAndNothingSinks) {
  const auto path = std::string(TAILCAST_SOURCE_DIR "/scenarios/library/") + GetParam();
  Diagnostics diagnostics;
  const auto spec = parse_scenario(read_file(path), path, diagnostics);
  ASSERT_TRUE(spec && diagnostics.ok()) << render(diagnostics);
  Tally tally;
  for (std::uint32_t index = 0; index < 3; ++index) {
    SCOPED_TRACE(index);
    const Played event = play(*spec, index);
    for (Nanoseconds t = event.instance.record_from; t <= event.timeline.end(); t += kFrame)
      for (const auto& actor : event.instance.actors) {
        const auto& instance = event.placed.scene.instances[event.placed.actors.at(actor.name)];
        if (actor.motion == Motion::Free) check_free(event, actor, t, tally);
        if (actor.motion == Motion::Free || t > event.instance.record_to) continue;
        check_wheels(event, instance, t);
        const bool walks = instance.class_id == ClassId::Person || instance.class_id == ClassId::Child || instance.class_id == ClassId::Animal;
        if (!walks) continue;
        EXPECT_NEAR(gap_to_ground(event, instance, t), 0, kTouch) << actor.name << " at " << to_seconds(t);
      }
    for (const auto& instance : event.placed.scene.instances)  // parked cars and people who stand there
      if (instance.asset && instance.removable) check_wheels(event, instance, 0);
  }
  if (tally.frames > 0) {
    EXPECT_GT(tally.rested, 0) << "nothing came to rest: nothing was tested";
  }
}

INSTANTIATE_TEST_SUITE_P(Scenarios, Library,
                         testing::Values("debris/ladder_off_pickup.yaml", "debris/rolling_lost_wheel.yaml",
                                         "occlusion/child_between_parked_vans.yaml"));

}  // namespace
}  // namespace tailcast
