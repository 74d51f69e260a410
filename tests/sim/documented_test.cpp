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

Played play(const std::string& text) {
  Diagnostics diagnostics;
  const auto spec = parse_scenario(text, "text", diagnostics);
  const auto instance = sample(spec.value(), 5, 0);
  const Stage stage = build_place(instance.place, instance.place_parameters, instance.stage_seed);
  Played played{place(instance, stage), {}};
  played.timeline = simulate(instance, played.placed, stage);
  return played;
}

TEST(WhatHangsOnWhat, BreaksLooseJackKnifesAndShedsItsTread) {
  const Played played = play(example("what_hangs_on_what"));
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

// The ground of the places is rough, and what drives follows it. That alone breaks neither a weak strap nor a coupling that
// bears half the weight of the trailer.
TEST(OnRoughGround, StrapsAndCouplingsHoldWhatIsMerelyDriven) {
  struct Drive {
    const char *place, *speed;
  };
  for (const auto& [place, speed] : {Drive{"highway", "30 m/s"}, {"rural", "22 m/s"}, {"residential", "9 m/s"}, {"city", "13 m/s"}}) {
    const std::string text = std::string("tailcast: 1\nname: drive\nstage: {place: ") + place +
                             "}\nego: {lane: 1, speed: 3 m/s, sensors: {top: {preset: velodyne_hdl64e_kitti, at: [0, 0, "
                             "1.67 m]}}}\nactors:\n  car: {asset: vehicle/pickup, lane: 1, ahead: 20 m, speed: " + speed +
                             "}\n  load: {asset: load/oil_drum, on: car.bed, bears: 250 N}\n  trailer: {asset: trailer/boat, "
                             "towed_by: car, bears: 5 kN}\nrecord: {to: 2.5 s}\nhazard: load\n";
    const Played played = play(text);
    EXPECT_EQ(played.broke_at("load", "car"), -1) << place;
    EXPECT_EQ(played.broke_at("trailer", "car"), -1) << place;
    for (const auto& pose : played.track("trailer")) ASSERT_GT((pose.rotation * Vec3::UnitZ()).z(), 0.98) << place;
  }
}

}  // namespace
}  // namespace tailcast
