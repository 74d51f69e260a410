// SPDX-License-Identifier: Apache-2.0
// Where and when each beam goes, for every preset, against numbers read from its YAML and trigonometry of the
// test's own.
#include <algorithm>
#include <cmath>

#include "conformance.h"
#include "core/file.h"
#include "core/yaml.h"

namespace tailcast {
namespace {

using Geometry = Conformance;

// "48 us" in ns, "0.09 deg" in rad, "26 mm" in m; without the library's units.
double scaled(double value, const std::string& unit) {
  if (unit == "deg") return value * std::acos(-1.0) / 180;
  if (unit == "ms") return value * 1e6;
  if (unit == "us") return value * 1e3;
  if (unit == "mm") return value * 1e-3;
  EXPECT_TRUE(unit.empty() || unit == "1" || unit == "m" || unit == "ns") << unit;
  return value;
}
double value_of(const YamlNode* node, double otherwise = 0) {
  if (!node) return otherwise;
  std::size_t end = 0;
  const double value = std::stod(node->scalar, &end);
  const auto unit = node->scalar.find_first_not_of(' ', end);
  return scaled(value, unit == std::string::npos ? "" : node->scalar.substr(unit));
}
std::vector<double> table_of(const YamlNode& beams, const char* key, std::size_t count, double otherwise) {
  const auto* node = beams.find(key);
  if (!node || node->is_scalar()) return std::vector<double>(count, value_of(node, otherwise));
  std::vector<double> out;
  const auto* values = node->find("values");
  if (!values) {
    const double from = value_of(node->find("from")), to = value_of(node->find("to"));
    for (std::size_t i = 0; i < count; ++i)
      out.push_back(from + (to - from) * static_cast<double>(i) / static_cast<double>(count - 1));
    return out;
  }
  for (const auto& item : values->items)
    out.push_back(scaled(std::stod(item.scalar), node->find("unit")->scalar));
  return out;
}

// Sweep and beams alone.
LidarSpec geometry_in_yaml(const std::string& name) {
  const auto path = std::string(TAILCAST_SOURCE_DIR) + "/sensors/presets/" + name + ".yaml";
  Diagnostics diagnostics;
  const auto root = parse_yaml(read_file(path), path, diagnostics);
  const auto &sweep = *root->find("sweep"), &beams = *root->find("beams");
  LidarSpec spec;
  spec.sweep.columns = static_cast<std::uint32_t>(value_of(sweep.find("columns")));
  spec.sweep.column_period = std::llround(value_of(sweep.find("column_period")));
  spec.sweep.start_azimuth = value_of(sweep.find("start_azimuth"));
  spec.sweep.angle = value_of(sweep.find("angle"), 2 * std::acos(-1.0));
  spec.sweep.azimuth_grid = value_of(sweep.find("azimuth_grid"));
  spec.sweep.direction = sweep.find("direction")->scalar == "clockwise" ? -1 : 1;
  spec.sweep.turns_while_firing = sweep.find("offsets_at") && sweep.find("offsets_at")->scalar == "firing";
  const auto count = static_cast<std::size_t>(value_of(beams.find("count")));
  const auto column = [&](const char* key, double otherwise = 0) {
    return table_of(beams, key, count, otherwise);
  };
  const auto elevation = column("elevation"), offset = column("azimuth_offset"),
             height = column("origin_height");
  const auto left = column("origin_left"), forward = column("origin_forward"),
             firing = column("firing_offset");
  const auto stride = column("column_stride", 1), phase = column("column_phase");
  for (std::size_t i = 0; i < count; ++i) {
    Beam beam{elevation[i], offset[i], height[i], left[i], forward[i]};
    beam.firing_offset = std::llround(firing[i]);
    beam.column_stride = static_cast<std::uint32_t>(stride[i]),
    beam.column_phase = static_cast<std::uint32_t>(phase[i]);
    spec.beams.push_back(beam);
  }
  return spec;
}

// Each pulse goes where and when the numbers say, and is reported on the azimuth grid; none lacks, none is
// out of order.
Complaints check_directions(const LidarSpec& preset, const Defect& defect) {
  const auto scene = room();
  const auto timeline = still_timeline();
  const RayCaster caster(scene, timeline);
  auto spec = ideal(preset);
  spec.sweep.azimuth_grid = preset.sweep.azimuth_grid;
  const auto scan = scanned(caster, spec, defect);
  const auto documented = geometry_in_yaml(preset.name);
  Complaints out;
  check_account(documented, scan, out);
  out.expect(std::none_of(scan.pulses.begin(), scan.pulses.end(),
                          [](PulseState s) { return s == PulseState::Missed; }),
             "the room has holes");
  for (std::size_t i = 0; i < scan.size() && out.none(); ++i) {
    const auto ring = scan.ring[i], column = std::uint32_t{scan.column[i]};
    const auto goes = documented_line(documented, ring, column, false),
               known = documented_line(documented, ring, column, true);
    const double range = range_to_room(goes);
    const Vec3 want = known.origin + range * known.direction, got(scan.x[i], scan.y[i], scan.z[i]);
    out.expect((got - want).norm() < 1e-5, "ring {} column {}: point {} m aside", ring, column,
               (got - want).norm());
    out.near(scan.true_range[i], range, 1e-5, "range");
    out.expect(scan.time[i] == documented.sweep.column_period * column + documented.beams[ring].firing_offset,
               "ring {} column {}: fired at {} ns", ring, column, scan.time[i]);
  }
  return out;
}

TEST_P(Geometry, EachBeamGoesWhereAndWhenItsNumbersSay) {
  expect_conformance(
      check_directions, preset,
      {{"an elevation off by 0.05 deg", [](LidarSpec& s) { s.beams[3].elevation += deg_to_rad(0.05); }, {}},
       {"azimuth mirrored", [](LidarSpec& s) { s.sweep.direction = 1, s.sweep.start_azimuth *= -1; }, {}},
       {"a beam 2 mm beside its place", [](LidarSpec& s) { s.beams.back().origin_left += 2e-3; }, {}},
       {"a laser fires 50 ns late", [](LidarSpec& s) { s.beams[5].firing_offset += 50; }, {}},
       {"the grid is another one",
        [](LidarSpec& s) { s.sweep.azimuth_grid = s.sweep.azimuth_grid * 3 + 1e-3; },
        {}},
       {"a return lacks", {}, [](Scan& s) { erase_returns(s, [](std::size_t i) { return i == 100; }); }},
       {"two returns in each other's place", {}, [](Scan& s) { std::swap(s.column[7], s.column[8]); }}});
}

// A plane through (distance, 0, 0): each ring that meets it within its range reads it, and nothing else
// returns. Beams keep their footprint: on a plane it must change nothing.
void check_plane(const LidarSpec& preset, const Defect& defect, double distance, const Quat& tilt,
                 Complaints& out) {
  constexpr double kHalf = 400;
  const Vec3 at(distance, 0, 0), normal = tilt * Vec3(-1, 0, 0), a = kHalf * (tilt * Vec3(0, 1, 0)),
                                 b = kHalf * (tilt * Vec3(0, 0, 1));
  Mesh mesh;
  add_quad(mesh, at + a + b, at - a + b, at - a - b, at + a - b, {MaterialId::Plaster, Part::Whole});
  Scene scene;
  add_stuff(scene, "plane", ClassId::Building, std::move(mesh), 1);
  const auto timeline = still_timeline();
  const RayCaster caster(scene, timeline);
  auto spec = ahead(ideal(preset), 0.5);
  spec.optics = preset.optics;
  const auto scan = scanned(caster, spec, defect);
  std::size_t next = 0;
  for (std::uint32_t ring = 0; ring < spec.beams.size(); ++ring)
    for (std::uint32_t column = 0; column < spec.sweep.columns; ++column) {
      const auto line = documented_line(spec, ring, column, false);
      const double range = (at - line.origin).dot(normal) / line.direction.dot(normal);
      const bool there = next < scan.size() && scan.ring[next] == ring && scan.column[next] == column;
      const bool clear_of_limits = range < spec.range.maximum - 0.01;
      const bool fires = column % spec.beams[ring].column_stride == spec.beams[ring].column_phase;
      if (!there) {
        out.expect(!fires || range < 0 || !clear_of_limits, "ring {} column {} lacks its return at {} m",
                   ring, column, range);
        continue;
      }
      const double cosine = std::fabs(line.direction.dot(normal));
      // Where a part of the footprint lies beyond the range that is looked at, the rest alone is measured.
      if (range * (1 + spec.optics.divergence_azimuth / cosine) < spec.range.maximum) {
        out.near(measured_range(spec, scan, next), range, 1e-4 + 1e-6 * range * range, "range of a plane");
        out.near(std::cos(scan.incidence[next]), cosine, 1e-5, "cosine of incidence");
      }
      ++next;
    }
  out.expect(next == scan.size(), "{} returns from nowhere", scan.size() - next);
}

Complaints check_planes(const LidarSpec& preset, const Defect& defect) {
  Complaints out;
  for (const double distance : {4.0, 15.0, 55.0})
    check_plane(preset, defect, distance, Quat::Identity(), out);
  check_plane(preset, defect, 15, from_yaw_pitch_roll(0.6, 0, 0), out);
  check_plane(preset, defect, 15, from_yaw_pitch_roll(0, -0.7, 0), out);
  check_plane(preset, defect, 10, from_yaw_pitch_roll(-0.5, 0.9, 0), out);
  return out;
}

TEST_P(Geometry, WallsAndSlopesReadTheirDistanceOnEveryRing) {
  expect_conformance(
      check_planes, preset,
      {{"a ring reads 3 mm long", [](LidarSpec& s) { s.beams[2].range_bias = 3e-3; }, {}},
       {"ranges on a coarse grid", [](LidarSpec& s) { s.range.quantum = 5e-3; }, {}},
       {"incidence from the wrong side", {}, [](Scan& s) { s.incidence[0] = 0.8F - s.incidence[0]; }},
       {"a dead ring",
        [](LidarSpec& s) {
          s.faults.weak.push_back({1, 0.0});
        },
        {}}});
}

// As many returns on a plate as the beam table sends pulses to it, and fewer the farther.
Complaints check_counts(const LidarSpec& preset, const Defect& defect) {
  Complaints out;
  const auto spec = ahead(ideal(preset), 0.6);
  std::size_t last = 1U << 30;
  for (const double distance : {5.0, 10.0, 20.0, 40.0}) {
    Scene scene;
    add_face(scene, distance, -0.9, 0.9, -0.75, 0.75, MaterialId::PaintedMetal);
    const auto timeline = still_timeline();
    const RayCaster caster(scene, timeline);
    const auto scan = scanned(caster, spec, defect);
    std::size_t sure = 0, doubtful = 0;
    for (std::uint32_t ring = 0; ring < spec.beams.size(); ++ring)
      for (std::uint32_t column = 0; column < spec.sweep.columns; ++column) {
        if (column % spec.beams[ring].column_stride != spec.beams[ring].column_phase) continue;
        const auto line = documented_line(spec, ring, column, false);
        const Vec3 p = line.origin + (distance - line.origin.x()) / line.direction.x() * line.direction;
        const double inside = std::min(0.9 - std::fabs(p.y()), 0.75 - std::fabs(p.z()));
        (std::fabs(inside) < 1e-6 ? doubtful : sure) += std::fabs(inside) < 1e-6 || inside > 0 ? 1 : 0;
      }
    out.expect(scan.size() >= sure && scan.size() <= sure + doubtful, "{} m: {} returns instead of {}",
               distance, scan.size(), sure);
    out.expect(sure < last && sure > 0, "{} m: as many as nearer", distance);
    last = sure;
  }
  return out;
}

TEST_P(Geometry, ATargetGetsTheReturnsThatTheBeamTableGives) {
  expect_conformance(
      check_counts, preset,
      {{"a beam looks up", [](LidarSpec& s) { s.beams[s.beams.size() / 2].elevation += 0.3; }, {}},
       {"every tenth return is dropped", {}, [](Scan& s) {
          erase_returns(s, [](std::size_t i) { return i % 10 == 5; });
        }}});
}

// A plate that crosses at 30 m/s: each point lies on it as it stood when its pulse went out, and it is seen
// to its edges.
Complaints check_crossing(const LidarSpec& preset, const Defect& defect) {
  const double speed = 30, half_width = 1.5;
  Scene scene;
  add_box_instance(scene, "plate", {0.1, 2 * half_width, 6}, Pose{}, true);
  Timeline timeline = still_timeline();
  timeline.tracks.resize(1);
  for (int k = 0; k < 60; ++k)
    timeline.tracks[0].push_back(pose_at({12, speed * (to_seconds(k * kTick) - 0.004), 0}, 0));
  const RayCaster caster(scene, timeline);
  const auto spec = ahead(ideal(preset), 0.5);
  const auto scan = scanned(caster, spec, defect);
  Complaints out;
  double left = -1e9, right = 1e9;
  for (std::size_t i = 0; i < scan.size(); ++i) {
    const double on_plate = scan.y[i] - speed * (scan.time[i] * 1e-9 - 0.004);
    const auto line = documented_line(spec, scan.ring[i], scan.column[i], false);
    const double fired_at = 1e-9 * static_cast<double>(spec.sweep.column_period * scan.column[i] +
                                                       spec.beams[scan.ring[i]].firing_offset);
    out.near(scan.time[i] * 1e-9, fired_at, 1e-12, "time of firing");
    out.expect(std::fabs(on_plate) < half_width + 1e-4, "a point {} m from the middle of the plate",
               on_plate);
    out.near(scan.x[i], 11.95, 1e-4, "the plate's distance");
    out.near(scan.velocity[i].y(), speed, 1e-3, "velocity");
    out.near(scan.y[i], line.origin.y() + line.direction.y() / line.direction.x() * (11.95 - line.origin.x()),
             1e-4, "y of the beam");
    left = std::max(left, on_plate), right = std::min(right, on_plate);
  }
  const double grain = 13 * 2 * column_step(spec.sweep) + 0.01;
  out.expect(scan.size() > 0 && left > half_width - grain && right < -half_width + grain,
             "the plate is seen from {} to {}", right, left);
  return out;
}

TEST_P(Geometry, ACrossingPlateIsShearedByTheTimeOfEachPulse) {
  expect_conformance(check_crossing, preset,
                     {{"the world stands still", [](LidarSpec& s) { s.effects.motion = false; }, {}},
                      {"times one column late",
                       {},
                       [](Scan& s) {
                         for (auto& t : s.time) t += 60'000;
                       }},
                      {"velocities in another frame", {}, [](Scan& s) {
                         for (auto& v : s.velocity) v = -v;
                       }}});
}

// A blade that spins at 4 rad/s is seen twisted.
Complaints check_spinning(const LidarSpec& preset, const Defect& defect) {
  const double rate = 4, square_on = 0.004;
  Scene scene;
  add_box_instance(scene, "blade", {0.1, 4, 5}, Pose{}, true);
  Timeline timeline = still_timeline();
  timeline.tracks.resize(1);
  for (int k = 0; k < 60; ++k)
    timeline.tracks[0].push_back(pose_at({10, 0, 0}, rate * (to_seconds(k * kTick) - square_on)));
  const RayCaster caster(scene, timeline);
  const auto scan = scanned(caster, ahead(ideal(preset), 0.6), defect);
  Complaints out;
  out.expect(scan.size() > 100, "{} returns", scan.size());
  for (std::size_t i = 0; i < scan.size(); ++i) {
    const double yaw = rate * (scan.time[i] * 1e-9 - square_on);
    const double depth = (scan.x[i] - 10) * std::cos(yaw) + scan.y[i] * std::sin(yaw);
    out.near(depth, -0.05, 3e-4, "depth in the blade (poses are interpolated over 4 ms)");
  }
  return out;
}

TEST_P(Geometry, ASpinningBladeIsTwisted) {
  expect_conformance(check_spinning, preset,
                     {{"the world stands still", [](LidarSpec& s) { s.effects.motion = false; }, {}},
                      {"times in units of 1.1 ns", {}, [](Scan& s) {
                         for (auto& t : s.time) t += t / 10;
                       }}});
}

// The carrier drives at 20 m/s and turns at 0.5 rad/s: each point, put back by the pose at its time, lies on
// the wall.
Complaints check_ego_motion(const LidarSpec& preset, const Defect& defect) {
  Scene scene;
  add_face(scene, 30, -60, 60, -60, 60);
  Timeline timeline;
  const auto ego = [](double t) { return pose_at({20 * t, 0, 0}, 0.5 * t); };
  for (int k = 0; k < 60; ++k) timeline.ego.push_back(ego(to_seconds(k * kTick)));
  const RayCaster caster(scene, timeline);
  const auto scan = scanned(caster, ahead(ideal(preset), 0.8), defect, kMount);
  Complaints out;
  out.expect(scan.size() > 100, "{} returns", scan.size());
  for (std::size_t i = 0; i < scan.size(); ++i) {
    const Vec3 p = ego(scan.time[i] * 1e-9) * (kMount * Vec3(scan.x[i], scan.y[i], scan.z[i]));
    out.near(p.x(), 30, 2e-4, "the wall in the world");
  }
  return out;
}

TEST_P(Geometry, TheSensorMovesWhileItTurns) {
  expect_conformance(
      check_ego_motion, preset,
      {{"the sensor stands still", [](LidarSpec& s) { s.effects.motion = false; }, {}},
       {"mounted askew", [](LidarSpec& s) { s.faults.misalignment = from_yaw_pitch_roll(0.01, 0, 0); }, {}}});
}

TAILCAST_EVERY_PRESET(Geometry);

}  // namespace
}  // namespace tailcast
