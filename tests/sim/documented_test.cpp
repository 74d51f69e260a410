// SPDX-License-Identifier: Apache-2.0
// The example of docs/dsl.md about what hangs on what, played on its motorway: each thing happens that it says.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/dmath.h"
#include "core/file.h"
#include "scenarios/sample.h"
#include "scenarios/spec.h"
#include "sim/simulate.h"

namespace tailcast {
namespace {

std::string example(const std::string& name) {
  const auto page = read_file(TAILCAST_SOURCE_DIR "/docs/dsl.md");
  const auto at = page.rfind("```yaml\n", page.find("name: " + name)) + 8;
  return page.substr(at, page.find("```", at) - at);
}

struct Played {
  PlacedScene placed;
  Timeline timeline;
  const std::vector<Pose>& track(const std::string& name) const {
    return timeline.tracks[placed.scene.instances[placed.actors.at(name)].root];
  }
  double broke_at(const std::string& subject, const std::string& object) const {
    for (const auto& e : timeline.events)
      if (e.kind == "break" && e.subject == subject && e.object == object) return to_seconds(e.time);
    return -1;
  }
};

Played play(std::uint32_t index) {
  Diagnostics diagnostics;
  const auto spec = parse_scenario(example("what_hangs_on_what"), "dsl.md", diagnostics);
  const auto instance = sample(spec.value(), 5, index);
  const Stage stage = build_place(instance.place, instance.place_parameters, instance.stage_seed);
  Played played{place(instance, stage), {}};
  played.timeline = simulate(instance, played.placed, stage);
  return played;
}

TEST(WhatHangsOnWhat, BreaksLooseJackKnifesAndShedsItsTread) {
  const Played played = play(0);
  const double crate = played.broke_at("crate", "dropside"), tread = played.broke_at("tread", "lorry");
  EXPECT_GT(crate, 0.5);  // not before it brakes
  EXPECT_LT(crate, 1.5);
  EXPECT_GT(tread, 0.5);
  const auto &car = played.track("car"), &caravan = played.track("caravan");
  double bend = 0, straight = 0;
  for (std::size_t k = 0; k < car.size(); ++k) {
    const double now = std::fabs(wrap_angle(yaw_of(caravan[k].rotation) - yaw_of(car[k].rotation)));
    bend = std::max(bend, now);
    if (k == 125) straight = now;
  }
  EXPECT_LT(straight, 0.15);
  EXPECT_GT(bend, 1.0);
  EXPECT_EQ(played.broke_at("caravan", "car"), -1);
  for (const char* name : {"lorry", "car", "caravan", "dropside"})  // nobody is thrown over
    EXPECT_GT((played.track(name).back().rotation * Vec3::UnitZ()).z(), 0.98) << name;
}

}  // namespace
}  // namespace tailcast
