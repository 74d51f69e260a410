// SPDX-License-Identifier: Apache-2.0
// What the receiver makes of an echo, for every preset: range errors, brightness, detection, limits, quanta,
// return modes.
#include <algorithm>
#include <cmath>

#include "conformance.h"

namespace tailcast {
namespace {

using Receiving = Conformance;

constexpr double kDeviates = 4.5;  // standard errors: one in 150,000 by chance, and never with this seed

// Range errors over their documented sigma: mean 0 on each ring, variance 1. `snr`: of the wall head on; 0:
// no noise at all.
void check_range_errors(const LidarSpec& preset, const Defect& defect, double snr, Complaints& out) {
  constexpr double kWall = 15;
  Scene scene;
  add_face(scene, kWall, -30, 30, -30, 30);
  const auto timeline = still_timeline();
  const RayCaster caster(scene, timeline);
  auto spec = ahead(ideal(preset), 0.5);
  for (std::size_t k = 0; k < spec.beams.size(); ++k) {
    spec.beams[k].range_sigma = preset.beams[k].range_sigma;
    spec.beams[k].range_bias = preset.beams[k].range_bias + 1e-3 * (static_cast<double>(k % 7) - 3);
  }
  spec.range.sigma_at_unit_snr = preset.range.sigma_at_unit_snr;
  const double unit = matt_share(MaterialId::Concrete, 1) * signal_at(spec, kWall);
  spec.receiver.noise = snr > 0 ? unit / snr : 0;
  const auto scan = scanned(caster, spec, defect);
  std::vector<double> sum(spec.beams.size()), count(spec.beams.size());
  double squares = 0;
  for (std::size_t i = 0; i < scan.size(); ++i) {
    const auto& beam = spec.beams[scan.ring[i]];
    const double range = scan.true_range[i];
    const double signal =
        matt_share(MaterialId::Concrete, std::cos(scan.incidence[i])) * signal_at(spec, range);
    const double grown = std::pow(spec.range.sigma_at_unit_snr, 2) * spec.receiver.noise / (2 * signal);
    const double z = (measured_range(spec, scan, i) - range - beam.range_bias) /
                     std::sqrt(std::pow(beam.range_sigma, 2) + grown);
    sum[scan.ring[i]] += z, count[scan.ring[i]] += 1, squares += z * z;
  }
  for (std::size_t k = 0; k < spec.beams.size(); ++k)
    if (count[k] > 0)
      out.near(sum[k] / count[k], 0, kDeviates / std::sqrt(count[k]) + 1e-2,
               fmt::format("bias of ring {} in sigmas", k));
  const auto n = static_cast<double>(scan.size());
  out.expect(n > 1000, "{} returns", n);
  // Noise of the signal itself makes the mean of 1 / signal a little larger.
  out.near(squares / n, 1, kDeviates * std::sqrt(2 / n) + (snr > 0 ? 1.5 / (snr * snr) : 0) + 1e-3,
           "variance in sigmas squared");
}

Complaints check_range_noise(const LidarSpec& preset, const Defect& defect) {
  Complaints out;
  check_range_errors(preset, defect, 0, out);
  check_range_errors(preset, defect, 10, out);
  return out;
}

TEST_P(Receiving, RangesHaveTheBiasOfTheBeamAndNoiseThatGrowsAsTheSignalFalls) {
  expect_conformance(check_range_noise, preset,
                     {{"the bias of a beam is dropped",
                       [](LidarSpec& s) { s.beams[s.beams.size() / 2 + 3].range_bias += 0.03; },
                       {}},
                      {"no noise",
                       [](LidarSpec& s) {
                         for (auto& b : s.beams) b.range_sigma = 0;
                         s.range.sigma_at_unit_snr = 0;
                       },
                       {}},
                      {"a fifth more noise",
                       [](LidarSpec& s) {
                         for (auto& b : s.beams) b.range_sigma *= 1.2;
                         s.range.sigma_at_unit_snr *= 1.2;
                       },
                       {}},
                      {"noise that does not grow", [](LidarSpec& s) { s.range.sigma_at_unit_snr = 0; }, {}}});
}

double share_of(MaterialId material, double incidence, Band band = Band::Nm905) {
  const double c = std::cos(incidence), u = incidence / deg_to_rad(35);
  return matt_share(material, c, 1, band) + material_info(material).retro * c * std::exp(-u * u);
}

double read_intensity(const LidarSpec& spec, const Beam& beam, double amplitude, double power, double range) {
  const auto& intensity = spec.intensity;
  double value = 0;
  if (const auto* log = std::get_if<LogarithmicIntensity>(&intensity.law)) {
    value = std::max(0.0, log->slope * beam.intensity_slope * std::log(beam.gain * amplitude / log->knee));
  } else {
    const auto& law = std::get<ReflectivityIntensity>(intensity.law);
    const double rho = beam.gain * amplitude / power / signal_at(spec, range);
    value = rho <= 1 ? law.diffuse * rho
                     : law.diffuse + (intensity.maximum - law.diffuse) * std::log(rho) / std::log(law.retro);
  }
  return value < beam.intensity_floor ? 0 : std::min(intensity.maximum, value);
}

// Brightness of a face at that distance, tilted, by the preset's own law: gain and floor of the beam, power
// by the pulse before.
void check_brightness(const LidarSpec& preset, const Defect& defect, MaterialId material, double distance,
                      double tilt, Complaints& out) {
  const Quat turn = from_yaw_pitch_roll(tilt, 0, 0);
  const Vec3 at(distance, 0, 0), a = turn * Vec3(0, 30, 0), b = turn * Vec3(0, 0, 30);
  Mesh mesh;
  add_quad(mesh, at + a + b, at - a + b, at - a - b, at + a - b, {material, Part::Whole});
  Scene scene;
  add_stuff(scene, "face", ClassId::Building, std::move(mesh), 1);
  const auto timeline = still_timeline();
  const RayCaster caster(scene, timeline);
  auto spec = ahead(ideal(preset), 0.15);
  for (std::size_t k = 0; k < spec.beams.size(); ++k) spec.beams[k].gain = preset.beams[k].gain;
  spec.receiver.power_reference = preset.receiver.power_reference,
  spec.receiver.power_exponent = preset.receiver.power_exponent;
  spec.receiver.power_min = preset.receiver.power_min;
  const auto scan = scanned(caster, spec, defect);
  out.expect(scan.size() > 100, "{} returns", scan.size());
  double power = 1;
  for (std::size_t i = 0; i < scan.size(); ++i) {
    const auto& beam = spec.beams[scan.ring[i]];
    const bool follows = i > 0 && scan.ring[i - 1] == scan.ring[i] &&
                         scan.column[i - 1] + beam.column_stride == scan.column[i];
    if (!follows) power = 1;
    const double share = share_of(material, scan.incidence[i], band_of(spec.optics.wavelength));
    const double signal = share * signal_at(spec, scan.true_range[i]);
    const double want = read_intensity(spec, beam, power * signal, power, measured_range(spec, scan, i));
    const double got = scan.intensity[i], quantum = spec.intensity.quantum;
    const bool on_floor = std::fabs(want - beam.intensity_floor) < quantum ||
                          (want == 0 && got <= beam.intensity_floor + quantum);
    if (!on_floor) out.near(got, want, 0.5 * quantum + 2e-3 * want, "intensity");
    out.expect(got <= spec.intensity.maximum + 1e-6, "intensity {}", got);
    out.expect(got == 0 || got >= beam.intensity_floor - 0.5 * quantum, "intensity {} below the floor", got);
    const bool at_maximum = std::fabs(got - spec.intensity.maximum) < 1e-6;
    out.expect(at_maximum || std::fabs(got / quantum - std::round(got / quantum)) < 1e-4,
               "intensity {} is off the quantum", got);
    power = 1;
    if (spec.receiver.power_exponent > 0)
      power = std::clamp(
          std::pow(spec.receiver.power_reference / (beam.gain * signal), spec.receiver.power_exponent),
          spec.receiver.power_min, 1.0);
  }
}

Complaints check_intensities(const LidarSpec& preset, const Defect& defect) {
  Complaints out;
  for (const double distance : {3.0, 9.0, 25.0, 50.0})
    check_brightness(preset, defect, MaterialId::Plaster, distance, 0, out);
  for (const double tilt : {0.5, -1.0}) check_brightness(preset, defect, MaterialId::Gravel, 12, tilt, out);
  check_brightness(preset, defect, MaterialId::RetroSheet, 20, 0, out);
  check_brightness(preset, defect, MaterialId::RetroSheet, 20, 0.7, out);
  auto infrared = preset;
  infrared.optics.wavelength = 1550e-9;
  check_brightness(infrared, defect, MaterialId::Wood, 12, 0, out);
  return out;
}

TEST_P(Receiving, IntensityFollowsTheLawOfTheDevice) {
  std::vector<Defect> defects{
      {"a beam has a third more gain", [](LidarSpec& s) { s.beams[s.beams.size() / 2].gain *= 1.33; }, {}},
      {"a coarse quantum", [](LidarSpec& s) { s.intensity.quantum *= 3; }, {}},
      {"surfaces are grained", [](LidarSpec& s) { s.intensity.texture = 0.3; }, {}},
      {"another maximum", [](LidarSpec& s) { s.intensity.maximum *= 0.8; }, {}},
      {"light of the other band", [](LidarSpec& s) { s.optics.wavelength = 2455e-9 - s.optics.wavelength; }, {}}};
  if (preset.receiver.power_exponent > 0)
    defects.push_back({"constant power", [](LidarSpec& s) { s.receiver.power_exponent = 0; }, {}});
  if (std::holds_alternative<LogarithmicIntensity>(preset.intensity.law))
    defects.push_back({"the near range is brighter", [](LidarSpec& s) { s.optics.focus = 10; }, {}});
  expect_conformance(check_intensities, preset, defects);
}

TEST_P(Receiving, ARetroReflectorReadsAboveAnyDiffuseFace) {
  const auto& maximum = preset.intensity.maximum;
  for (const double range : {10.0, 30.0}) {
    const double white = read_intensity(preset, {}, signal_at(preset, range), 1, range);
    const double retro = read_intensity(preset, {}, 400 * signal_at(preset, range), 1, range);
    EXPECT_GT(retro, white);
    if (const auto* law = std::get_if<ReflectivityIntensity>(&preset.intensity.law)) {
      EXPECT_NEAR(white, law->diffuse, 1e-9);
      EXPECT_GT(retro, law->diffuse + 0.8 * (maximum - law->diffuse));
    }
  }
}

// A level beam that looks at one spot a thousand times.
LidarSpec stare(const LidarSpec& preset) {
  auto spec = level_beam(ideal(preset));
  spec.sweep.columns = 1000, spec.sweep.angle = 1e-3, spec.sweep.start_azimuth = 0, spec.sweep.dead_time = 0;
  spec.beams[0].range_sigma = 0;
  return spec;
}
std::size_t returns_from(const LidarSpec& spec, const Defect& defect, double distance,
                         MaterialId material = MaterialId::Concrete) {
  Scene scene;
  add_face(scene, distance, -30, 30, -30, 30, material);
  const auto timeline = still_timeline();
  const RayCaster caster(scene, timeline);
  return scanned(caster, spec, defect).size();
}
// Of the two where the near range loses light, the farther one.
double range_of_signal(const LidarSpec& spec, double share, double signal) {
  double near = 1.5 * spec.optics.overlap_half + 1e-3, far = 5000;  // falls all the way between
  for (int i = 0; i < 100; ++i) {
    const double middle = 0.5 * (near + far);
    (share * signal_at(spec, middle) > signal ? near : far) = middle;
  }
  return far;
}

// Probability of a return = 1/2 erfc((threshold - signal) / (sqrt 2 noise)), from a wall where the signal is
// what is wanted; and a target of a tenth is found half the time where its signal equals the threshold.
Complaints check_fade(const LidarSpec& preset, const Defect& defect) {
  Complaints out;
  auto spec = stare(preset);
  spec.receiver.noise = preset.receiver.noise, spec.receiver.threshold = preset.receiver.threshold;
  spec.range.maximum = 5000;
  const double share = matt_share(MaterialId::Concrete, 1), n = spec.sweep.columns;
  for (const double z : {-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0}) {
    const double signal = spec.receiver.threshold + z * spec.receiver.noise;
    const auto found = static_cast<double>(returns_from(spec, defect, range_of_signal(spec, share, signal)));
    const double p = 0.5 * std::erfc(-z / std::sqrt(2.0));
    out.near(found, n * p, kDeviates * std::sqrt(n * p * (1 - p)),
             fmt::format("returns of 1000 at {} sigmas", z));
  }
  spec.faults.weak = {{0, 0.1 / share}};
  const auto found =
      static_cast<double>(returns_from(spec, defect, range_of_signal(spec, 0.1, spec.receiver.threshold)));
  out.near(found, n / 2, kDeviates * std::sqrt(n) / 2,
           "returns of 1000 from a target of a tenth at its range");
  return out;
}

TEST_P(Receiving, ReturnsFadeAsNoiseAndThresholdSay) {
  expect_conformance(check_fade, preset,
                     {{"a tenth more threshold", [](LidarSpec& s) { s.receiver.threshold *= 1.1; }, {}},
                      {"no noise", [](LidarSpec& s) { s.receiver.noise = 0; }, {}},
                      {"twice the noise", [](LidarSpec& s) { s.receiver.noise *= 2; }, {}},
                      {"a weak channel",
                       [](LidarSpec& s) {
                         s.faults.weak.push_back({0, 0.8});
                       },
                       {}}});
}

// Half of the pulses are found where the signal equals the threshold, also where the near range loses light.
Complaints check_near_range(const LidarSpec& preset, const Defect& defect) {
  Complaints out;
  auto spec = stare(preset);
  const double share = matt_share(MaterialId::Concrete, 1), n = spec.sweep.columns;
  const double half = std::max(spec.optics.focus, spec.optics.overlap_half);
  for (const double distance : {0.3 * half, 0.6 * half, half}) {
    if (distance < spec.range.minimum) continue;
    spec.receiver.threshold = share * signal_at(spec, distance),
    spec.receiver.noise = 0.02 * spec.receiver.threshold;
    const auto found = static_cast<double>(returns_from(spec, defect, distance));
    out.near(found, n / 2, kDeviates * std::sqrt(n) / 2, fmt::format("returns of 1000 at {} m", distance));
  }
  return out;
}

TEST_P(Receiving, NearLightIsLostAsTheOpticsSay) {
  std::vector<Defect> defects;
  if (preset.optics.focus > 0)
    defects.push_back({"another focus", [](LidarSpec& s) { s.optics.focus *= 1.1; }, {}});
  if (preset.optics.overlap_half > 0) {
    defects.push_back(
        {"lenses nearer to each other", [](LidarSpec& s) { s.optics.overlap_half *= 0.9; }, {}});
    defects.push_back({"another order", [](LidarSpec& s) { s.optics.overlap_order = 2; }, {}});
    defects.push_back({"scatters twice as much", [](LidarSpec& s) { s.optics.overlap_floor *= 2; }, {}});
  }
  expect_conformance(check_near_range, preset, defects);
}

// A face at a slant draws its echo out over stretch = range * divergence * tan(slant). Of its light 1 /
// sqrt(1 + (stretch / peak)^2) is held against the threshold, whether the footprint is one ray or many.
Complaints check_peak(const LidarSpec& preset, const Defect& defect) {
  constexpr double kAway = 20, kSlant = 1.45;  // m, rad
  Complaints out;
  auto spec = stare(preset);
  spec.optics = preset.optics;
  spec.sweep.columns = 300, spec.sweep.angle = 1e-6;
  const double stretch = kAway * spec.optics.divergence_elevation * std::tan(kSlant), n = spec.sweep.columns;
  Scene scene;
  Mesh mesh;
  const double high = 2, lean = high * std::tan(kSlant);
  add_quad(mesh, {kAway - lean, -30, -high}, {kAway + lean, -30, high}, {kAway + lean, 30, high},
           {kAway - lean, 30, -high}, {MaterialId::Concrete, Part::Whole});
  add_stuff(scene, "slope", ClassId::Building, std::move(mesh), 1);
  const auto timeline = still_timeline();
  const RayCaster caster(scene, timeline);
  for (const bool split : {false, true})
    for (const double lengths : {0.5, 2.0}) {
      spec.optics.always_split = split;
      spec.receiver.peak_length = stretch / lengths;
      spec.receiver.threshold = matt_share(MaterialId::Concrete, std::cos(kSlant)) * signal_at(spec, kAway) /
                                std::sqrt(1 + lengths * lengths);
      spec.receiver.noise = 0.1 * spec.receiver.threshold;
      const auto found = static_cast<double>(scanned(caster, spec, defect).size());
      out.near(
          found, n / 2, kDeviates * std::sqrt(n) / 2,
          fmt::format("returns of 300 from {} peaks of range, {}", lengths, split ? "many rays" : "one ray"));
    }
  return out;
}

TEST_P(Receiving, AnEchoDrawnOutIsFoundByItsPeak) {
  expect_conformance(check_peak, preset,
                     {{"found by the whole echo", [](LidarSpec& s) { s.receiver.peak_length = 0; }, {}},
                      {"a longer peak", [](LidarSpec& s) { s.receiver.peak_length *= 1.3; }, {}},
                      {"a wider beam", [](LidarSpec& s) { s.optics.divergence_elevation *= 1.3; }, {}}});
}

// A flat road under the device at five heights, with its own beams, footprint, threshold, noise and peak: of each
// ring as many return as the light of asphalt at that slant and range has a chance to be found, drawn out as it is.
Complaints check_road(const LidarSpec& preset, const Defect& defect) {
  Complaints out;
  auto spec = ahead(ideal(preset), 0.6);
  spec.optics = preset.optics;
  spec.receiver.threshold = preset.receiver.threshold, spec.receiver.noise = preset.receiver.noise;
  spec.receiver.peak_length = preset.receiver.peak_length;
  double fading = 0;  // pulses of rings of which some are found and some are not
  for (const double height : {1.2, 1.5, 1.9, 2.4, 3.0}) {
    Scene scene;
    Mesh road;
    add_quad(road, {-5, -900, -height}, {900, -900, -height}, {900, 900, -height}, {-5, 900, -height},
             {MaterialId::Asphalt, Part::Whole});
    add_stuff(scene, "road", ClassId::Road, std::move(road), 1);
    const auto scan = scan_of(scene, still_timeline(), built(spec, defect), {7, 0, 0}, Pose{});
    std::vector<double> found(spec.beams.size());
    for (const auto ring : scan.ring) found[ring] += 1;
    for (std::size_t k = 0; k < spec.beams.size(); ++k) {
      const auto& beam = spec.beams[k];
      const double slant = -beam.elevation, half = spec.optics.divergence_elevation / 2;
      const double range = (height + beam.origin_height) / std::sin(slant);
      // Where the footprint meets the road as a whole, within the range that is looked at.
      if (slant <= half || (height + beam.origin_height) / std::sin(slant - half) > 0.9 * spec.range.maximum ||
          range < spec.range.minimum + 0.1)
        continue;
      double share = 1;
      if (spec.receiver.peak_length > 0)
        share = 1 / std::hypot(1.0, 2 * half * range / std::tan(slant) / spec.receiver.peak_length);
      const double light = matt_share(MaterialId::Asphalt, std::sin(slant)) * signal_at(spec, range) * share;
      const double z = (light - spec.receiver.threshold) / spec.receiver.noise;
      const double p = 0.5 * std::erfc(-z / std::sqrt(2.0));
      const double n = (spec.sweep.columns - beam.column_phase + beam.column_stride - 1) / beam.column_stride;
      if (p > 0.05 && p < 0.95) fading += n;
      out.near(found[k], n * p, kDeviates * std::sqrt(n * p * (1 - p)) + 0.01 * n + 1,
               fmt::format("returns of ring {} from road at {:.1f} m, {} up", k, range, height));
    }
  }
  out.expect(fading > 0, "no road fades");
  return out;
}

TEST_P(Receiving, ARoadFadesAsItsLightAndItsSlantSay) {
  std::vector<Defect> defects{{"a third more threshold", [](LidarSpec& s) { s.receiver.threshold *= 1.33; }, {}},
                              {"no noise", [](LidarSpec& s) { s.receiver.noise = 0; }, {}},
                              {"a weak channel", [](LidarSpec& s) {
                                 for (std::uint32_t k = 0; k < s.beams.size(); ++k) s.faults.weak.push_back({k, 0.75});
                               }, {}}};
  if (preset.receiver.peak_length > 0)
    defects.push_back({"found by the whole echo", [](LidarSpec& s) { s.receiver.peak_length = 0; }, {}});
  expect_conformance(check_road, preset, defects);
}

Complaints check_limits(const LidarSpec& preset, const Defect& defect) {
  Complaints out;
  const auto spec = stare(preset);
  const auto n = std::size_t{spec.sweep.columns};
  const double margin = 0.02;
  const auto expect = [&](double distance, std::size_t want) {
    const auto found = returns_from(spec, defect, distance);
    out.expect(found == want, "{} returns at {} m", found, distance);
  };
  if (spec.range.minimum > margin) expect(spec.range.minimum - margin, 0);
  expect(spec.range.minimum + margin, n), expect(spec.range.maximum - margin, n),
      expect(spec.range.maximum + margin, 0);
  return out;
}

TEST_P(Receiving, NothingReturnsNearerThanTheMinimumOrBeyondTheMaximum) {
  expect_conformance(check_limits, preset,
                     {{"a longer minimum", [](LidarSpec& s) { s.range.minimum += 0.05; }, {}},
                      {"a shorter maximum", [](LidarSpec& s) { s.range.maximum -= 0.05; }, {}},
                      {"a longer maximum", [](LidarSpec& s) { s.range.maximum += 0.05; }, {}}});
}

// Ranges are multiples of their quantum, and the nearest ones; so are coordinates.
Complaints check_quanta(const LidarSpec& preset, const Defect& defect) {
  Scene scene;
  add_face(scene, 11.1234, -30, 30, -30, 30);
  const auto timeline = still_timeline();
  const RayCaster caster(scene, timeline);
  auto spec = ahead(ideal(preset), 0.2);
  spec.sweep.azimuth_grid = preset.sweep.azimuth_grid;
  spec.range.quantum = preset.range.quantum;
  Complaints out;
  const auto off = [](double value, double quantum) {
    return std::fabs(value / quantum - std::round(value / quantum)) * quantum;
  };
  const auto scan = scanned(caster, spec, defect);
  for (std::size_t i = 0; i < scan.size(); ++i) {
    const double range = measured_range(spec, scan, i);
    out.expect(off(range, spec.range.quantum) < 1e-5, "range {} is off the quantum", range);
    out.near(range, scan.true_range[i], spec.range.quantum / 2 + 1e-5, "quantised range");
  }
  spec.range.coordinate_quantum =
      preset.range.coordinate_quantum > 0 ? preset.range.coordinate_quantum : 2e-3;
  const auto exact = scan;
  const auto rounded = scanned(caster, spec, defect);
  out.expect(rounded.size() == exact.size() && !exact.x.empty(), "{} returns", rounded.size());
  for (std::size_t i = 0; i < std::min(rounded.size(), exact.size()); ++i)
    for (const auto axis : {&Scan::x, &Scan::y, &Scan::z}) {
      const double value = (rounded.*axis)[i];
      out.expect(off(value, spec.range.coordinate_quantum) < 2e-6, "coordinate {} is off the quantum", value);
      out.near(value, (exact.*axis)[i], spec.range.coordinate_quantum / 2 + 2e-6, "quantised coordinate");
    }
  return out;
}

TEST_P(Receiving, RangesAndCoordinatesLieOnTheirQuanta) {
  expect_conformance(
      check_quanta, preset,
      {{"another quantum of range", [](LidarSpec& s) { s.range.quantum *= 1.5; }, {}},
       {"no quantum of range", [](LidarSpec& s) { s.range.quantum = 0; }, {}},
       {"rounded down", {}, [](Scan& s) { s.x[0] -= 0.002F; }},
       {"coordinates as they come", [](LidarSpec& s) { s.range.coordinate_quantum = 0; }, {}}});
}

struct Layer {
  MaterialId material;
  double distance;  // m
};
struct Light {
  double range, share;  // m; Lambert-equivalent, of what arrives
};

// Echoes of faces one behind the other, each turned by 20 deg so that no coat shines back.
constexpr double kTurned = 20 * kPi / 180;

Scene layered(const std::vector<Layer>& layers) {
  Scene scene;
  for (const auto& layer : layers) {
    const Quat turn = from_yaw_pitch_roll(kTurned, 0, 0);
    const Vec3 at(layer.distance, 0, 0), a = turn * Vec3(0, 2, 0), b = turn * Vec3(0, 0, 2);
    Mesh mesh;
    add_quad(mesh, at + a + b, at - a + b, at - a - b, at + a - b, {layer.material, Part::Whole});
    add_stuff(scene, "pane", ClassId::Building, std::move(mesh), 1);
  }
  return scene;
}
std::vector<Light> echoes_of(const std::vector<Layer>& layers) {
  std::vector<Light> echoes;
  double left = 1;
  for (const auto& layer : layers) {
    echoes.push_back({layer.distance, left * share_of(layer.material, kTurned)});
    left *= std::pow(material_info(layer.material).transmission, 2);
  }
  return echoes;
}

std::vector<Light> reported(const LidarSpec& spec, const std::vector<Light>& echoes, ReturnMode mode) {
  const auto dimmer = [&](const Light& a, const Light& b) {
    return a.share * signal_at(spec, a.range) < b.share * signal_at(spec, b.range);
  };
  const auto best = std::max_element(echoes.begin(), echoes.end(), dimmer);
  if (mode == ReturnMode::First) return {echoes.front()};
  if (mode == ReturnMode::Last) return {echoes.back()};
  if (mode == ReturnMode::Strongest) return {*best};
  if (best + 1 != echoes.end()) return {*best, echoes.back()};
  if (echoes.size() == 1) return {*best};
  return {*std::max_element(echoes.begin(), echoes.end() - 1, dimmer), *best};
}

Complaints check_modes(const LidarSpec& preset, const Defect& defect) {
  using enum MaterialId;
  Complaints out;
  const std::vector<std::vector<Layer>> worlds{{{Wood, 9}},
                                               {{WindowGlass, 8}, {Wood, 11}},
                                               {{WindowGlass, 8}, {LampCover, 10}, {Wood, 12}},
                                               {{LampCover, 6}, {WindowGlass, 9}, {Wood, 13}},
                                               {{WindowGlass, 6}, {WindowGlass, 8}, {Plaster, 10}}};
  auto spec = sector(level_beam(photometer(preset)), 0, 5);
  spec.effects.mirrors = false;
  for (const auto& world : worlds)
    for (const auto mode : {ReturnMode::Strongest, ReturnMode::First, ReturnMode::Last, ReturnMode::Dual}) {
      const auto scene = layered(world);
      const auto timeline = still_timeline();
      const RayCaster caster(scene, timeline);
      spec.returns = mode;
      const auto want = reported(spec, echoes_of(world), mode);
      const auto scan = scanned(caster, spec, defect);
      check_account(spec, scan, out);
      std::size_t k = 0;
      for (std::size_t i = 0; i < scan.size(); ++i) {
        if (scan.column[i] != 2) continue;
        if (k < want.size()) {
          out.near(scan.x[i], want[k].range, 1e-3, name_of(mode));
          // Above 1 the scale of the photometer is logarithmic: ln 1e6 for 1e9.
          const double share = scan.intensity[i] <= 1
                                   ? scan.intensity[i]
                                   : std::exp((scan.intensity[i] - 1) / 1e9 * std::log(1e6));
          out.near(share, want[k].share, 0.03 * want[k].share, "light");
        }
        out.expect(scan.return_number[i] == k++, "{}: return {} is called {}", name_of(mode), k,
                   scan.return_number[i]);
      }
      out.expect(k == want.size(), "{}: {} returns from {} faces", name_of(mode), k, world.size());
    }
  return out;
}

TEST_P(Receiving, EveryReturnModeReportsTheEchoesThatItShould) {
  expect_conformance(check_modes, preset,
                     {{"dual is read as strongest",
                       [](LidarSpec& s) {
                         if (s.returns == ReturnMode::Dual) s.returns = ReturnMode::Strongest;
                       },
                       {}},
                      {"first is read as last",
                       [](LidarSpec& s) {
                         if (s.returns == ReturnMode::First) s.returns = ReturnMode::Last;
                       },
                       {}},
                      {"glass is opaque", [](LidarSpec& s) { s.effects.transmission = false; }, {}},
                      {"numbers from one",
                       {},
                       [](Scan& s) {
                         for (auto& n : s.return_number) ++n;
                       }},
                      {"the second return is lost", {}, [](Scan& s) {
                         erase_returns(s, [&](std::size_t i) { return s.return_number[i] == 1; });
                       }}});
}

TAILCAST_EVERY_PRESET(Receiving);

}  // namespace
}  // namespace tailcast
