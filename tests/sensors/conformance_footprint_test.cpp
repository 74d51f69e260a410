// SPDX-License-Identifier: Apache-2.0
// A beam that straddles an edge, for every preset: its light is split as the footprint's area is, on all four
// sides alike.
#include <algorithm>
#include <array>
#include <cmath>

#include "conformance.h"

namespace tailcast {
namespace {

using Footprint = Conformance;

constexpr double kNear = 10, kSize = 8;  // m
constexpr std::uint32_t kMiddle = 2;     // of five columns

// A level beam that looks along x in the middle column, with echoes as bright as the area that they come
// from.
LidarSpec one_beam(const LidarSpec& preset) {
  auto spec = sector(level_beam(photometer(preset)), 0, 5);
  spec.returns = ReturnMode::Dual;
  spec.range.minimum = 0, spec.range.maximum = std::max(60.0, spec.range.maximum);
  return spec;
}

// Which way the plate lies of its edge, seen from the sensor.
struct Side {
  const char* name;
  double left, up;  // of the plate's middle: one is 0, the other 1 or -1
};
constexpr std::array<Side, 4> kSides{{{"left", 1, 0}, {"right", -1, 0}, {"top", 0, 1}, {"bottom", 0, -1}}};

Scene plate_before_wall(const Side& side, double gap) {
  Scene scene;
  const double y0 = side.left > 0 ? 0 : -kSize, y1 = side.left < 0 ? 0 : kSize;
  const double z0 = side.up > 0 ? 0 : -kSize, z1 = side.up < 0 ? 0 : kSize;
  add_face(scene, kNear, y0, y1, z0, z1, MaterialId::Plaster);
  add_face(scene, kNear + gap, -20, 20, -20, 20, MaterialId::Concrete);
  return scene;
}

// Shares of the footprint that the two faces send back, and where, of the pulse in the middle.
struct Split {
  double near = 0, far = 0;              // share of the footprint
  double near_range = 0, far_range = 0;  // m
  std::size_t returns = 0;
};
Split split_of(const Scan& scan) {
  Split split;
  for (std::size_t i = 0; i < scan.size(); ++i) {
    if (scan.column[i] != kMiddle) continue;
    ++split.returns;
    const bool near = scan.body[i] == 0;
    const auto share = matt_share(near ? MaterialId::Plaster : MaterialId::Concrete, 1);
    (near ? split.near : split.far) += scan.intensity[i] / share;
    (near ? split.near_range : split.far_range) = std::hypot(scan.x[i], scan.y[i], scan.z[i]);
  }
  return split;
}

// The beam moves over the edge in 40 steps; at each, what is expected of the area. With the plate on the left
// or right, the beam's azimuth moves; on top or at the bottom, its elevation.
struct Step {
  double covered;  // share of the footprint's area
  Pose mount;
};
std::vector<Step> steps_over(const LidarSpec& spec, const Side& side) {
  constexpr int kSteps = 40;
  const bool upright = side.left != 0;
  const double width = upright ? spec.optics.divergence_azimuth : spec.optics.divergence_elevation;
  std::vector<Step> steps;
  for (int k = 0; k < kSteps; ++k) {
    const double off =
        1.4 * ((k + 0.5) / kSteps - 0.5);  // of the axis from the edge, towards the plate, in widths
    const double turn = off * width * (upright ? side.left : side.up);
    // The edge that is not looked at lies well away.
    const double yaw = upright ? turn : 0, pitch = upright ? 0 : -turn;
    steps.push_back({std::clamp(0.5 + off, 0.0, 1.0), {from_yaw_pitch_roll(yaw, pitch, 0), Vec3::Zero()}});
  }
  return steps;
}

// Two echoes, farther apart than the pulse is long: each as bright as its area. A step may be off by half a
// cell of the sample grid; the mean over all steps may not, and the sides agree.
Complaints check_split(const LidarSpec& preset, const Defect& defect) {
  Complaints out;
  const auto spec = one_beam(preset);
  for (const auto& side : kSides) {
    const auto scene = plate_before_wall(side, 1.5 * spec.optics.pulse_length);
    const auto timeline = still_timeline();
    const RayCaster caster(scene, timeline);
    const double cells = side.left != 0 ? spec.optics.samples_azimuth : spec.optics.samples_elevation;
    double error = 0;
    const auto steps = steps_over(spec, side);
    for (const auto& step : steps) {
      const auto split = split_of(scanned(caster, spec, defect, step.mount));
      out.near(split.near, step.covered, 0.5 / cells + 2e-3, side.name);
      out.near(split.near + split.far, 1, 2e-3, "light of both echoes");
      if (split.near > 0.02) out.near(split.near_range, kNear, 1e-3, "range of the plate");
      error += (split.near - step.covered) / static_cast<double>(steps.size());
    }
    out.near(error, 0, 0.01, fmt::format("mean over positions, plate on the {}", side.name));
  }
  return out;
}

TEST_P(Footprint, AnEdgeSplitsTheLightAsTheAreaOnAllFourSides) {
  expect_conformance(
      check_split, preset,
      {{"the axis looks aside",
        [](LidarSpec& s) { s.beams[0].azimuth_offset += 0.2 * s.optics.divergence_azimuth; },
        {}},
       {"the axis looks up",
        [](LidarSpec& s) { s.beams[0].elevation += 0.2 * s.optics.divergence_elevation; },
        {}},
       {"half as wide", [](LidarSpec& s) { s.optics.divergence_azimuth *= 0.5; }, {}},
       {"a line", [](LidarSpec& s) { s.optics.divergence_azimuth = s.optics.divergence_elevation = 0; }, {}},
       {"the second return is lost",
        {},
        [](Scan& s) { erase_returns(s, [&](std::size_t i) { return s.return_number[i] == 1; }); }},
       {"the strongest alone", [](LidarSpec& s) { s.returns = ReturnMode::Strongest; }, {}}});
}

// One echo, from faces nearer to each other than the pulse is long: at the mean range of its light.
Complaints check_mixed(const LidarSpec& preset, const Defect& defect) {
  Complaints out;
  const auto spec = one_beam(preset);
  const double gap = 0.6 * spec.optics.pulse_length;
  for (const auto& side : kSides) {
    const auto scene = plate_before_wall(side, gap);
    const auto timeline = still_timeline();
    const RayCaster caster(scene, timeline);
    const double cells = side.left != 0 ? spec.optics.samples_azimuth : spec.optics.samples_elevation;
    const double front = matt_share(MaterialId::Plaster, 1) * signal_at(spec, kNear);
    const double back = matt_share(MaterialId::Concrete, 1) * signal_at(spec, kNear + gap);
    double error = 0;
    const auto steps = steps_over(spec, side);
    for (const auto& step : steps) {
      const auto split = split_of(scanned(caster, spec, defect, step.mount));
      out.expect(split.returns == 1, "{} returns", split.returns);
      const double of_back = back * (1 - step.covered) / (front * step.covered + back * (1 - step.covered));
      const double range = std::max(split.near_range, split.far_range), want = kNear + gap * of_back;
      // The share of light differs from that of area by the ratio of brightness at most.
      const double steepest = std::max(front / back, back / front);
      out.near(range, want, gap * steepest * 0.5 / cells + 2e-3, side.name);
      error += (range - want) / static_cast<double>(steps.size());
    }
    out.near(error, 0, 0.02 * gap, fmt::format("mean over positions, plate on the {}", side.name));
  }
  return out;
}

TEST_P(Footprint, AMixedPixelLiesAtTheMeanRangeOfItsLight) {
  expect_conformance(
      check_mixed, preset,
      {{"a short pulse parts them", [](LidarSpec& s) { s.optics.pulse_length *= 0.3; }, {}},
       {"a line", [](LidarSpec& s) { s.optics.divergence_azimuth = s.optics.divergence_elevation = 0; }, {}},
       {"the axis looks aside",
        [](LidarSpec& s) { s.beams[0].azimuth_offset += 0.2 * s.optics.divergence_azimuth; },
        {}}});
}

// A hole of half the beam's width and height: both plate and wall answer, three quarters to one quarter. The
// beam moves over one cell of the sample grid, so that the mean is that of the area; its axis stays in the
// hole.
Complaints check_hole(const LidarSpec& preset, const Defect& defect) {
  const auto spec = one_beam(preset);
  const double y = 0.25 * spec.optics.divergence_azimuth * kNear,
               z = 0.25 * spec.optics.divergence_elevation * kNear;
  Scene scene;
  Mesh plate;
  const auto part = [&](double y0, double y1, double z0, double z1) {
    add_quad(plate, {kNear, y0, z0}, {kNear, y0, z1}, {kNear, y1, z1}, {kNear, y1, z0},
             {MaterialId::Plaster, Part::Whole});
  };
  part(-kSize, -y, -kSize, kSize), part(y, kSize, -kSize, kSize), part(-y, y, -kSize, -z),
      part(-y, y, z, kSize);
  add_stuff(scene, "plate", ClassId::Building, std::move(plate), 1);
  add_face(scene, kNear + 5, -20, 20, -20, 20, MaterialId::Concrete);
  const auto timeline = still_timeline();
  const RayCaster caster(scene, timeline);
  Complaints out;
  constexpr int kSteps = 16;
  double through = 0, held = 0;
  for (int u = 0; u < kSteps; ++u)
    for (int v = 0; v < kSteps; ++v) {
      const double yaw =
          ((u + 0.5) / kSteps - 0.5) / spec.optics.samples_azimuth * spec.optics.divergence_azimuth;
      const double pitch =
          ((v + 0.5) / kSteps - 0.5) / spec.optics.samples_elevation * spec.optics.divergence_elevation;
      const Pose mount{from_yaw_pitch_roll(yaw, pitch, 0), Vec3::Zero()};
      const auto split = split_of(scanned(caster, spec, defect, mount));
      out.expect(split.returns == 2, "{} returns", split.returns);
      out.near(split.near_range, kNear, 1e-3, "range of the plate");
      out.near(split.far_range, kNear + 5, 1e-3, "range of what is behind");
      through += split.far / (kSteps * kSteps), held += split.near / (kSteps * kSteps);
    }
  out.near(through, 0.25, 0.01, "light through the hole");
  out.near(held, 0.75, 0.01, "light of the plate");
  return out;
}

TEST_P(Footprint, AHoleNarrowerThanTheBeamReturnsPlateAndBackgroundInProportion) {
  expect_conformance(
      check_hole, preset,
      {{"the second return is lost",
        {},
        [](Scan& s) { erase_returns(s, [&](std::size_t i) { return s.return_number[i] == 1; }); }},
       {"a line", [](LidarSpec& s) { s.optics.divergence_azimuth = s.optics.divergence_elevation = 0; }, {}},
       {"twice as high", [](LidarSpec& s) { s.optics.divergence_elevation *= 2; }, {}}});
}

// A plane that runs away from the sensor: its light comes from many ranges, farther from ray to ray than the pulse is
// long, and is still one echo, at the plane and as bright as the plane is there.
Complaints check_askew(const LidarSpec& preset, const Defect& defect) {
  constexpr double kAway = 60;  // m
  auto spec = one_beam(preset);
  spec.range.maximum = 1e4;
  spec.optics.always_split = true;
  const double grazing = std::max(0.012, 4 * spec.optics.divergence_elevation);
  const double drop = kAway * std::tan(grazing);
  Scene scene;
  Mesh road;
  add_quad(road, {-5, -500, -drop}, {9e3, -500, -drop}, {9e3, 500, -drop}, {-5, 500, -drop},
           {MaterialId::Asphalt, Part::Whole});
  add_stuff(scene, "road", ClassId::Road, std::move(road), 1);
  const auto timeline = still_timeline();
  const RayCaster caster(scene, timeline);
  Complaints out;
  const Pose mount{from_yaw_pitch_roll(0, grazing, 0), Vec3::Zero()};
  const auto scan = scanned(caster, spec, defect, mount);
  std::size_t returns = 0;
  for (std::size_t i = 0; i < scan.size(); ++i) {
    if (scan.column[i] != kMiddle) continue;
    ++returns;
    out.near(std::hypot(scan.x[i], scan.y[i], scan.z[i]), kAway / std::cos(grazing), 0.05 * kAway, "range");
    out.near(scan.intensity[i], matt_share(MaterialId::Asphalt, std::sin(grazing)), 0.05 * scan.intensity[i], "light");
  }
  out.expect(returns == 1, "{} returns", returns);
  return out;
}

TEST_P(Footprint, ARoadMetAskewIsOneEchoHoweverLongItIs) {
  expect_conformance(check_askew, preset,
                     {{"looks higher", [](LidarSpec& s) { s.beams[0].elevation += 0.002; }, {}},
                      {"the first return is lost", {}, [](Scan& s) { erase_returns(s, [](std::size_t) { return true; }); }}});
}

TAILCAST_EVERY_PRESET(Footprint);

}  // namespace
}  // namespace tailcast
