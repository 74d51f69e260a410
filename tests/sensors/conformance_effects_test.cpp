// SPDX-License-Identifier: Apache-2.0
// What goes wrong in a device, and what a bright or mirroring target does to it, for every preset:
// saturation, bloom, ghosts, false alarms, faults, the fate of every pulse, and the switches of each effect.
#include <algorithm>
#include <cmath>
#include <set>

#include "conformance.h"
#include "sensors/effects.h"
#include "sensors/radiometry.h"

namespace tailcast {
namespace {

using Effects = Conformance;

constexpr double kDeviates = 4.5;  // standard errors

Scan scan_in(const Scene& scene, const LidarSpec& documented, const Defect& defect,
             const Timeline& timeline = still_timeline()) {
  const RayCaster caster(scene, timeline);
  return scanned(caster, documented, defect);
}
Scan without(Scan scan, Cause cause) {
  erase_returns(scan, [&](std::size_t i) { return scan.cause[i] == cause; });
  return scan;
}

// Every k-th beam, so that some are left.
LidarSpec thinned(LidarSpec spec, std::size_t left = 16) {
  const auto every = std::max<std::size_t>(1, spec.beams.size() / left);
  std::vector<Beam> beams;
  for (std::size_t k = 0; k < spec.beams.size(); k += every) beams.push_back(spec.beams[k]);
  spec.beams = beams, spec.blocked.clear();
  return spec;
}

double known_azimuth(const LidarSpec& spec, std::uint32_t ring, std::uint32_t column) {
  const auto line = documented_line(spec, ring, column, true);
  const double azimuth = std::atan2(line.direction.y(), line.direction.x());
  return azimuth < 0 ? azimuth + 2 * kPi : azimuth;
}

// A carrier in the way and lost packets: each pulse of the grid is accounted for, once.
Complaints check_fates(const LidarSpec& preset, const Defect& defect) {
  auto spec = thinned(preset);
  spec.returns = ReturnMode::Dual;
  spec.receiver.false_alarms = 1e-3;
  spec.blocked = {{2, 0.1, 0.3}, {3, 0, 0.05}, {3, 6.2, 2 * kPi}};
  spec.faults.packets_lost = 0.25, spec.faults.packet_columns = 6;
  auto scene = room();
  add_face(scene, 6, -3, 1, -1, 3, MaterialId::WindowGlass);
  const auto scan = scan_in(scene, spec, defect);
  Complaints out;
  check_account(spec, scan, out);
  double packets = 0, lost = 0;
  for (std::uint32_t first = 0; first < spec.sweep.columns; first += spec.faults.packet_columns) {
    std::set<bool> fates;
    for (std::uint32_t column = first;
         column < std::min(spec.sweep.columns, first + spec.faults.packet_columns); ++column)
      for (std::uint32_t ring = 0; ring < spec.beams.size(); ++ring) {
        const auto state = scan.pulses[std::size_t{ring} * spec.sweep.columns + column];
        const double azimuth = known_azimuth(spec, ring, column);
        bool behind = false, doubtful = false;
        for (const auto& sector : spec.blocked) {
          if (sector.ring != ring) continue;
          behind = behind || (azimuth >= sector.from && azimuth < sector.to);
          doubtful =
              doubtful || std::fabs(azimuth - sector.from) < 1e-9 || std::fabs(azimuth - sector.to) < 1e-9;
        }
        const bool fires = column % spec.beams[ring].column_stride == spec.beams[ring].column_phase;
        out.expect(doubtful || (state == PulseState::Blocked) == (fires && behind),
                   "ring {} at {} rad: blocked or not", ring, azimuth);
        if (fires && !behind && !doubtful) fates.insert(state == PulseState::Lost);
      }
    out.expect(fates.size() <= 1, "half of the packet from column {} is lost", first);
    if (!fates.empty()) packets += 1, lost += *fates.begin();
  }
  out.near(lost, 0.25 * packets, kDeviates * std::sqrt(packets * 0.25 * 0.75), "lost packets");
  return out;
}

TEST_P(Effects, EachPulseOfTheGridIsAccountedFor) {
  expect_conformance(
      check_fates, preset,
      {{"the carrier is elsewhere", [](LidarSpec& s) { s.blocked[0].to += 0.1; }, {}},
       {"packets of another size", [](LidarSpec& s) { s.faults.packet_columns = 4; }, {}},
       {"twice as many packets are lost", [](LidarSpec& s) { s.faults.packets_lost = 0.6; }, {}},
       {"a pulse that returned is said to be missed",
        {},
        [](Scan& s) {
          *std::find(s.pulses.begin(), s.pulses.end(), PulseState::Returned) = PulseState::Missed;
        }},
       {"a return without a pulse", {}, [](Scan& s) {
          *std::find(s.pulses.begin(), s.pulses.end(), PulseState::Lost) = PulseState::Returned;
        }}});
}

// A lost packet takes its returns with it and changes no other: neither their power nor their noise.
Complaints check_lost_packets(const LidarSpec& preset, const Defect& defect) {
  auto spec = thinned(preset);
  const auto scene = room();
  auto whole = scan_in(scene, spec, {});
  spec.faults.packets_lost = 0.2, spec.faults.packet_columns = 12;
  const auto scan = scan_in(scene, spec, defect);
  erase_returns(whole, [&](std::size_t i) {
    return scan.pulses[std::size_t{whole.ring[i]} * whole.columns + whole.column[i]] == PulseState::Lost;
  });
  Complaints out;
  out.expect(scan.size() > 100 && same_returns(scan, whole),
             "other returns than those of the packets that arrived");
  return out;
}

TEST_P(Effects, ALostPacketChangesNoOtherReturn) {
  expect_conformance(check_lost_packets, preset,
                     {{"power returns to full after the gap", {}, [](Scan& s) { s.intensity[20] += 0.01F; }},
                      {"a dead channel besides",
                       [](LidarSpec& s) {
                         s.faults.weak = {{4, 0.0}};
                       },
                       {}}});
}

// A weak channel reads what is left of its light, a dead one nothing; dirt takes its square. No other return
// changes.
Complaints check_window_and_channels(const LidarSpec& preset, const Defect& defect) {
  auto spec = thinned(photometer(preset));
  const auto scene = room();
  const auto clean = scan_in(scene, spec, {});
  spec.faults.weak = {{3, 0.5}, {5, 0.0}};
  spec.faults.dirt = {{0.1, 0.4, -0.05, 0.1, 0.6}};
  const auto scan = scan_in(scene, spec, defect);
  Complaints out;
  std::size_t next = 0, soiled = 0;
  for (std::size_t i = 0; i < clean.size(); ++i) {
    const auto ring = clean.ring[i];
    if (ring == 5) continue;
    const auto line = documented_line(spec, ring, clean.column[i], false);
    double azimuth = std::atan2(line.direction.y(), line.direction.x());
    const double elevation = spec.beams[ring].elevation;
    const bool dirty = azimuth >= 0.1 && azimuth < 0.4 && elevation >= -0.05 && elevation < 0.1;
    soiled += dirty;
    const double left = (ring == 3 ? 0.5 : 1) * (dirty ? 0.36 : 1);
    if (next >= scan.size() || scan.ring[next] != ring || scan.column[next] != clean.column[i]) {
      out.expect(false, "ring {} column {} lacks its return", ring, clean.column[i]);
      continue;
    }
    out.near(scan.intensity[next], left * clean.intensity[i], 1e-6, "what is left of the light");
    out.expect(scan.x[next] == clean.x[i], "a point of ring {} has moved", ring);
    ++next;
  }
  out.expect(next == scan.size(), "{} returns too many", scan.size() - next);
  out.expect(soiled > 0, "nothing looks through the dirt");
  return out;
}

TEST_P(Effects, WeakAndDeadChannelsAndDirtTakeTheirLightAndNoOther) {
  expect_conformance(
      check_window_and_channels, preset,
      {{"light passes the dirt once",
        [](LidarSpec& s) { s.faults.dirt[0].transmission = std::sqrt(0.6); },
        {}},
       {"dirt on the other side",
        [](LidarSpec& s) { std::swap(s.faults.dirt[0].from = 5.9, s.faults.dirt[0].to = 6.2); },
        {}},
       {"the dead channel is its neighbour", [](LidarSpec& s) { s.faults.weak[1].ring = 6; }, {}},
       {"no faults at all", [](LidarSpec& s) { switch_off(s, "faults"); }, {}}});
}

// The device stands askew and does not know it: ranges are those of where its beams go, points lie where it
// believes.
Complaints check_misalignment(const LidarSpec& preset, const Defect& defect) {
  auto spec = thinned(ideal(preset));
  spec.faults.misalignment = from_yaw_pitch_roll(0.02, -0.03, 0.01);
  const auto scan = scan_in(room(), spec, defect);
  Complaints out;
  out.expect(scan.size() > 1000, "{} returns", scan.size());
  const Eigen::Matrix3d turn = spec.faults.misalignment.toRotationMatrix();
  for (std::size_t i = 0; i < scan.size(); ++i) {
    const auto line = documented_line(spec, scan.ring[i], scan.column[i], false);
    const Vec3 want =
        line.origin + range_to_room({turn * line.origin, turn * line.direction}) * line.direction;
    out.near((want - Vec3(scan.x[i], scan.y[i], scan.z[i])).norm(), 0, 1e-5,
             "m from where a wrong mounting puts it");
  }
  return out;
}

TEST_P(Effects, AWrongMountingMovesThePointsAsItsAnglesSay) {
  expect_conformance(check_misalignment, preset,
                     {{"mounted as it should be", [](LidarSpec& s) { switch_off(s, "faults"); }, {}},
                      {"turned the other way",
                       [](LidarSpec& s) { s.faults.misalignment = s.faults.misalignment.conjugate(); },
                       {}}});
}

LidarSpec level(const LidarSpec& preset) {
  return sector(level_beam(photometer(preset)), 0, 5);
}

// A signal of a hundred times saturation reads two walks short.
Complaints check_walk(const LidarSpec& preset, const Defect& defect) {
  auto spec = level(preset);
  Scene scene;
  add_face(scene, 10, -5, 5, -5, 5);
  const auto timeline = still_timeline();
  const RayCaster caster(scene, timeline);
  const double signal = matt_share(MaterialId::Concrete, 1) * signal_at(spec, 10);
  spec.range.walk = preset.range.walk != 0 ? preset.range.walk : 0.02;
  Complaints out;
  for (const double over : {0.5, 10.0, 100.0}) {
    spec.receiver.saturation = signal / over;
    const auto scan = scanned(caster, spec, defect);
    out.expect(scan.size() == 5, "{} returns", scan.size());
    for (std::size_t i = 0; i < scan.size(); ++i) {
      const double early = scan.true_range[i] - measured_range(spec, scan, i);
      out.near(early, spec.range.walk * std::max(0.0, std::log10(over)), 2e-5, "m read short");
    }
  }
  return out;
}

TEST_P(Effects, ASaturatedPulseIsReadEarly) {
  expect_conformance(check_walk, preset,
                     {{"no walk", [](LidarSpec& s) { switch_off(s, "range_walk"); }, {}},
                      {"a walk per doubling", [](LidarSpec& s) { s.range.walk *= std::log2(10.0); }, {}},
                      {"twice the saturation", [](LidarSpec& s) { s.receiver.saturation *= 2; }, {}}});
}

// A retro-reflector of twelve times saturation: three columns to either side and a ring above and below
// answer at its range; without bloom they do not, and what the target itself returns is the same.
Complaints check_bloom(const LidarSpec& preset, const Defect& defect) {
  auto spec = ahead(ideal(preset), 0.4);
  Scene scene;
  add_face(scene, 20, -0.4, 0.4, -1, 1, MaterialId::RetroSheet);
  spec.receiver.saturation = (material_info(MaterialId::RetroSheet).retro + 0.5) * signal_at(spec, 20) / 12;
  spec.receiver.bloom_share = 1e-3;
  const auto scan = scan_in(scene, spec, defect);
  auto dark = spec;
  switch_off(dark, "blooming");
  const auto target = scan_in(scene, dark, {});
  Complaints out;
  out.expect(same_returns(without(scan, Cause::Bloom), target), "the target itself returns something else");
  const auto columns = std::int64_t{spec.sweep.columns}, rings = static_cast<std::int64_t>(spec.beams.size());
  std::set<std::pair<std::int64_t, std::int64_t>> bright, wanted, found;
  for (std::size_t i = 0; i < target.size(); ++i) bright.insert({target.ring[i], target.column[i]});
  for (const auto& [ring, column] : bright)
    for (const auto& [r, c] : {std::pair{0, -3}, {0, -2}, {0, -1}, {0, 1}, {0, 2}, {0, 3}, {-1, 0}, {1, 0}}) {
      const auto at = std::pair{ring + r, column + c};
      if (at.first < 0 || at.first >= rings || at.second < 0 || at.second >= columns || bright.contains(at))
        continue;
      const auto& beam = spec.beams[static_cast<std::size_t>(at.first)];
      if (static_cast<std::uint32_t>(at.second) % beam.column_stride == beam.column_phase) wanted.insert(at);
    }
  for (std::size_t i = 0; i < scan.size(); ++i) {
    if (scan.cause[i] != Cause::Bloom) continue;
    found.insert({scan.ring[i], scan.column[i]});
    out.expect(scan.body[i] == kNoBody, "bloom that is an object");
    out.near(measured_range(spec, scan, i), 20, 1.5, "range of bloom");
  }
  out.expect(!wanted.empty() && found == wanted, "{} pulses beside the target answer instead of {}",
             found.size(), wanted.size());
  return out;
}

TEST_P(Effects, NeighboursOfARetroReflectorBloom) {
  expect_conformance(
      check_bloom, preset,
      {{"no bloom", [](LidarSpec& s) { switch_off(s, "blooming"); }, {}},
       {"half the signal over saturation", [](LidarSpec& s) { s.receiver.saturation *= 2; }, {}},
       {"bloom called a surface", {}, [](Scan& s) {
          std::replace(s.cause.begin(), s.cause.end(), Cause::Bloom, Cause::Surface);
        }}});
}

TEST_P(Effects, ADeadChannelDoesNotBloom) {
  auto spec = ahead(ideal(preset), 0.2);
  Scene scene;
  add_face(scene, 20, -5, 5, -5, 5, MaterialId::RetroSheet);
  spec.receiver.saturation = 1e-3, spec.receiver.bloom_share = 1e-3;
  const auto dead = static_cast<std::uint32_t>(spec.beams.size() / 2);
  spec.faults.weak = {{dead, 0.0}};
  const auto scan = scan_in(scene, spec, {});
  EXPECT_GT(scan.size(), 10U);
  EXPECT_EQ(std::count(scan.ring.begin(), scan.ring.end(), dead), 0);
}

// A mirror at 45 deg, and a board 4 m beside it: read 4 m behind the mirror, by Fresnel's share there and
// back.
Complaints check_ghost(const LidarSpec& preset, const Defect& defect) {
  const auto spec = level(preset);
  Scene scene;
  Mesh mirror;
  add_quad(mirror, {4, -1, -1}, {6, 1, -1}, {6, 1, 1}, {4, -1, 1}, {MaterialId::CarGlass, Part::Whole});
  add_stuff(scene, "mirror", ClassId::Building, std::move(mirror), 1);
  add_plate(scene, {5, 4.5, 0}, {8, 1, 8}, MaterialId::Wood);
  const auto timeline = still_timeline();
  const RayCaster caster(scene, timeline);
  auto dual = spec;
  dual.returns = ReturnMode::Dual;
  const auto scan = scanned(caster, dual, defect);
  const double f0 = material_info(MaterialId::CarGlass).specular_f0;
  const double mirrored = f0 + (1 - f0) * std::pow(1 - std::sqrt(0.5), 5);
  Complaints out;
  std::size_t ghosts = 0;
  for (std::size_t i = 0; i < scan.size(); ++i) {
    if (scan.column[i] != 2 || scan.cause[i] == Cause::Surface) continue;
    ++ghosts;
    out.expect(scan.cause[i] == Cause::Ghost, "a mirror image is called {}", name_of(scan.cause[i]));
    out.near(scan.x[i], 9, 1e-2, "range of the ghost");
    out.near(scan.y[i], 0, 1e-2, "it lies along the beam");
    const double want = mirrored * mirrored * matt_share(MaterialId::Wood, 1);
    out.near(scan.intensity[i], want, 0.01 * want, "its light");
  }
  out.expect(ghosts == 1, "{} ghosts", ghosts);
  return out;
}

TEST_P(Effects, AMirrorShowsAGhostAtTheSumOfDistances) {
  expect_conformance(check_ghost, preset,
                     {{"no mirrors", [](LidarSpec& s) { switch_off(s, "mirrors"); }, {}},
                      {"ghosts called surfaces",
                       {},
                       [](Scan& s) { std::fill(s.cause.begin(), s.cause.end(), Cause::Surface); }},
                      {"ghosts at the mirror", {}, [](Scan& s) {
                         for (auto& x : s.x) x = std::min(x, 5.0F);
                       }}});
}

// The same board farther and farther from the mirror, up to where its light is below the threshold. (The preset has no
// parallax: its law falls all the way.)
TEST(Ghosts, AreFoundAsFarAsTheirLightIsAboveTheThreshold) {
  auto spec = level(load_lidar_spec("velodyne_hdl64e_kitti"));
  const double f0 = material_info(MaterialId::CarGlass).specular_f0;
  const double mirrored = f0 + (1 - f0) * std::pow(1 - std::sqrt(0.5), 5);
  constexpr double kFarthest = 14;
  spec.receiver.threshold =
      mirrored * mirrored * matt_share(MaterialId::Wood, 1) * range_law(kFarthest, spec.optics);
  spec.returns = ReturnMode::Dual;
  for (double range = 9; range < 20; range += 0.7) {
    Scene scene;
    Mesh mirror;
    add_quad(mirror, {4, -1, -1}, {6, 1, -1}, {6, 1, 1}, {4, -1, 1}, {MaterialId::CarGlass, Part::Whole});
    add_stuff(scene, "mirror", ClassId::Building, std::move(mirror), 1);
    add_plate(scene, {5, range - 5 + 0.5, 0}, {8, 1, 8}, MaterialId::Wood);
    const auto scan = scan_in(scene, spec, {});
    const auto ghosts = std::count(scan.cause.begin(), scan.cause.end(), Cause::Ghost);
    EXPECT_EQ(ghosts > 0, range < kFarthest) << range << " m";
  }
}

// Noise answers from nowhere at the stated rate, anywhere within the range that is looked at.
Complaints check_false_alarms(const LidarSpec& preset, const Defect& defect) {
  auto spec = thinned(preset);
  spec.receiver.false_alarms = 0.02;
  const auto scan = scan_in({}, spec, defect);
  Complaints out;
  double fired = 0, sum = 0;
  for (const auto state : scan.pulses) fired += state != PulseState::NotFired;
  for (std::size_t i = 0; i < scan.size(); ++i) {
    out.expect(scan.cause[i] == Cause::Noise && scan.body[i] == kNoBody, "noise is called {}",
               name_of(scan.cause[i]));
    const double range = measured_range(spec, scan, i), slack = spec.range.coordinate_quantum + 1e-4;
    out.expect(range > spec.range.minimum - slack && range < spec.range.maximum + slack, "noise at {} m",
               range);
    sum += range;
  }
  const double n = static_cast<double>(scan.size()), span = spec.range.maximum - spec.range.minimum;
  out.near(n, 0.02 * fired, kDeviates * std::sqrt(fired * 0.02 * 0.98), "false alarms");
  out.near(sum / n, spec.range.minimum + span / 2, kDeviates * span / std::sqrt(12 * n),
           "mean range of false alarms");
  return out;
}

TEST_P(Effects, FalseAlarmsComeAtTheirRate) {
  expect_conformance(check_false_alarms, preset,
                     {{"none", [](LidarSpec& s) { switch_off(s, "false_alarms"); }, {}},
                      {"half as many again", [](LidarSpec& s) { s.receiver.false_alarms *= 1.5; }, {}},
                      {"they look like surfaces", {}, [](Scan& s) { s.cause[0] = Cause::Surface; }}});
}

// A street in which every effect has something to do, and a device that has every one.
struct Bustle {
  Scene scene;
  Timeline timeline = still_timeline();
  Environment weather{.visibility = 80, .rain = 60 / 3.6e6, .snow = 10 / 3.6e6, .water_film = 1e-3};
  LidarSpec spec;

  explicit Bustle(const LidarSpec& preset)
      : spec(sector(thinned(preset, 12), 0, static_cast<std::uint32_t>(0.4 / column_step(preset.sweep)))) {
    Mesh road, mirror;
    add_quad(road, {-5, -40, -1.7}, {60, -40, -1.7}, {60, 40, -1.7}, {-5, 40, -1.7},
             {MaterialId::Asphalt, Part::Whole});
    add_quad(road, {6, 1.6, -1.7}, {12, 1.6, 0.3}, {12, 2.6, 0.3}, {6, 2.6, -1.7}, {MaterialId::Asphalt, Part::Whole});
    add_stuff(scene, "road", ClassId::Road, std::move(road), 1);
    add_quad(mirror, {4, -1.6, -1.5}, {5, -0.6, -1.5}, {5, -0.6, 1.5}, {4, -1.6, 1.5},
             {MaterialId::CarGlass, Part::Whole});
    add_stuff(scene, "mirror", ClassId::Building, std::move(mirror), 1);
    add_plate(scene, {4.5, 3, 0}, {6, 0.5, 6}, MaterialId::RetroSheet);
    add_face(scene, 8, 0.6, 1.8, -2, 2, MaterialId::WindowGlass);
    add_face(scene, 14, -3, 3, -2, 1, MaterialId::Plaster);
    add_face(scene, 7, -0.4, 0.3, -1, 1, MaterialId::RetroSheet);
    add_box_instance(scene, "car", {1, 0.7, 1.5}, Pose{}, true);
    scene.bodies.back().name = "car/wheel_front_left";
    timeline.tracks.resize(scene.bodies.size());
    for (int k = 0; k < 60; ++k)
      timeline.tracks.back().push_back(pose_at({6 + 20 * to_seconds(k * kTick), 0.5, -1}, 0));
    enrich();
  }
  Scan scan(const LidarSpec& device, const Environment& environment) const {
    const RayCaster caster(scene, timeline);
    return scan_revolution(device, caster, {}, 0, {7, 0, 0}, environment);
  }

 private:
  void enrich() {
    for (std::size_t k = 0; k < spec.beams.size(); ++k) {
      auto& beam = spec.beams[k];
      beam.range_bias = 0.01, beam.gain = 1 + 0.2 * static_cast<double>(k % 3),
      beam.intensity_floor = 0.05 * spec.intensity.maximum;
    }
    auto& receiver = spec.receiver;
    receiver.power_exponent = 0.5, receiver.power_reference = 1e-4, receiver.power_min = 0.1;
    receiver.saturation = 1e-2, receiver.bloom_share = 1e-2, receiver.false_alarms = 0.2;
    receiver.threshold = 1e-5, receiver.noise = 3e-6;
    spec.optics.focus = 0, spec.optics.overlap_half = 2, spec.optics.overlap_order = 4;
    spec.optics.overlap_floor = 0;
    spec.range.walk = 0.05, spec.range.coordinate_quantum = 2e-3;
    spec.faults.weak = {{static_cast<std::uint32_t>(spec.beams.size() / 2), 0.3}};
    for (std::uint32_t ring = 0; ring < spec.beams.size(); ring += 2) spec.blocked.push_back({ring, 0, 0.08});
  }
};

// Each effect has its share in that street; alone or with all others, it is gone when it is switched off; and
// what it has nothing to do with stays the same to the bit.
Complaints check_switches(const LidarSpec& preset, const Defect& defect) {
  const Bustle bustle(preset);
  const Environment clear;
  Complaints out;
  const auto all = bustle.scan(bustle.spec, bustle.weather);
  const auto dry = bustle.scan(bustle.spec, clear);
  auto none = bustle.spec;
  for (const auto& effect : all_effects())
    out.expect(switch_off(none, effect.name), "{} is unknown", effect.name);
  const auto nothing = bustle.scan(none, bustle.weather);
  out.expect(same_returns(nothing, bustle.scan(none, clear)), "weather without its effects");
  const std::set<std::string_view> of_weather{"fog", "rain", "snow", "spray", "wetness"};
  for (const auto& effect : all_effects()) {
    auto rest = bustle.spec;
    switch_off(rest, effect.name);
    rest = built(rest, defect);
    const auto wet = bustle.scan(rest, bustle.weather);
    const auto rest_dry = bustle.scan(rest, clear);
    const bool same_in_clear_air = same_returns(dry, rest_dry);
    out.expect(!same_returns(all, wet) || !same_in_clear_air, "{} has no share", effect.name);
    out.expect(same_in_clear_air == of_weather.contains(effect.name), "{} in clear air: {}", effect.name,
               same_in_clear_air);
    if (effect.name == "false_alarms")
      out.expect(same_returns(without(dry, Cause::Noise), rest_dry), "without false alarms others change");
    if (effect.name == "range_noise" || effect.name == "range_bias" || effect.name == "range_walk")
      out.expect(dry.ring == rest_dry.ring && dry.column == rest_dry.column && dry.body == rest_dry.body &&
                     dry.pulses == rest_dry.pulses,
                 "without {} other pulses return", effect.name);
    const std::set<std::pair<std::string_view, Cause>> causes{
        {"false_alarms", Cause::Noise}, {"blooming", Cause::Bloom},
        {"mirrors", Cause::Ghost},      {"fog", Cause::Fog},
        {"rain", Cause::Rain},          {"snow", Cause::Snow},
        {"spray", Cause::Spray}};
    for (const auto& [name, cause] : causes)
      out.expect(name != effect.name || std::count(wet.cause.begin(), wet.cause.end(), cause) == 0,
                 "{} is off and {} returns", name, name_of(cause));
  }
  return out;
}

TEST_P(Effects, EachIsSwitchedOffByItsNameAndLeavesTheRest) {
  expect_conformance(
      check_switches, preset,
      {{"no false alarms whatever is switched", [](LidarSpec& s) { s.receiver.false_alarms = 0; }, {}},
       {"spray stays", [](LidarSpec& s) { s.effects.spray = true; }, {}}});
}

TAILCAST_EVERY_PRESET(Effects);

}  // namespace
}  // namespace tailcast
