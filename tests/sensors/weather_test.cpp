// SPDX-License-Identifier: Apache-2.0
// The air: extinction, back-scatter, drops and flakes, against their formulas. Bounds are four standard
// errors: a sound model fails one in 16,000 times, and never with these seeds.
#include "sensors/weather.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <map>
#include <set>

#include "core/dmath.h"
#include "core/parallel.h"
#include "sensors/fog.h"
#include "sensors/precipitation.h"
#include "world.h"

namespace tailcast {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double mm_per_h(double rate) {
  return rate / 3.6e6;
}

const LidarSpec& preset() {
  static const LidarSpec spec = load_lidar_spec("velodyne_hdl64e_kitti");
  return spec;
}

// Reads the signal itself, over the range law.
LidarSpec photometer() {
  auto spec = ideal(preset());
  for (auto& beam : spec.beams) beam.intensity_floor = 0;
  spec.intensity.law = ReflectivityIntensity{1, 1e6};
  spec.intensity.quantum = 0, spec.intensity.maximum = 1e9;
  return spec;
}

// The footprint of the preset; next to no focus: 1/R^2. A receiver without noise that finds much.
LidarSpec keen() {
  auto spec = photometer();
  spec.optics = preset().optics;
  spec.optics.focus = 0.5;
  spec.receiver.threshold = 2e-6;
  return spec;
}

Environment fog(double visibility) {
  return {.visibility = visibility};
}
Environment rain(double rate) {
  return {.rain = mm_per_h(rate)};
}

Scan scan_in(const Environment& environment, const Scene& scene, const LidarSpec& spec,
             const Timeline& timeline = still_timeline(), const std::string& isa = {}) {
  const RayCaster caster(scene, timeline, isa);
  return scan_revolution(spec, caster, kMount, 0, {7, 0, 0}, environment);
}

Scene wall_at(double distance) {
  Scene scene;
  Mesh wall;
  add_box(wall, Pose{Quat::Identity(), {distance + 0.5, 0, 0}}, {1, 60, 60},
          {MaterialId::Concrete, Part::Whole});
  add_stuff(scene, "wall", ClassId::Building, wall, 1);
  return scene;
}

bool same(const Scan& a, const Scan& b) {
  return a.x == b.x && a.y == b.y && a.z == b.z && a.intensity == b.intensity && a.ring == b.ring &&
         a.column == b.column && a.cause == b.cause && a.body == b.body && a.true_range == b.true_range;
}

std::map<std::pair<std::uint32_t, std::uint32_t>, double> surface_intensities(const Scan& scan) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> out;
  for (std::size_t i = 0; i < scan.size(); ++i)
    if (scan.cause[i] == Cause::Surface)
      out[{scan.ring[i], scan.column[i]}] = static_cast<double>(scan.intensity[i]);
  return out;
}

struct Moments {
  double n = 0, sum = 0, squares = 0;
  void add(double x) { n += 1, sum += x, squares += x * x; }
  double mean() const { return sum / n; }
  double variance() const { return squares / n - mean() * mean(); }
  double error() const { return std::sqrt(variance() / n); }
};

double integral(double from, double to, int steps, const std::function<double(double)>& f) {
  double sum = 0;
  for (int i = 0; i < steps; ++i) sum += f(from + (to - from) * (i + 0.5) / steps);
  return sum * (to - from) / steps;
}

TEST(Weather, DimsAWallByExpOfTwiceTheExtinctionTimesTheRange) {
  const auto scene = wall_at(30);
  const auto spec = photometer();
  const auto dry = surface_intensities(scan_in({}, scene, spec));
  ASSERT_GT(dry.size(), 10000U);
  // Marshall-Palmer, twice the shadow: pi/4 * 2 * 8e6 * 2 / lambda^3.
  const double lambda = 4.1e3 * dmath::pow(10, -0.21),
               rain_alpha = kPi / 4 * 2 * 8e6 * 2 / (lambda * lambda * lambda);
  for (const auto& [environment, alpha] :
       {std::pair{fog(200), dmath::log(20) / 200}, std::pair{rain(10), rain_alpha}}) {
    const auto scan = scan_in(environment, scene, spec);
    const auto dimmed = surface_intensities(scan);
    EXPECT_GT(dimmed.size(), dry.size() * 95 / 100);
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> range;
    for (std::size_t i = 0; i < scan.size(); ++i)
      range[{scan.ring[i], scan.column[i]}] = static_cast<double>(scan.true_range[i]);
    for (const auto& [pulse, intensity] : dimmed)
      ASSERT_NEAR(intensity / dry.at(pulse), dmath::exp(-2 * alpha * range.at(pulse)), 1e-5)
          << "at " << range.at(pulse) << " m";
  }
}

// A white face sends 1/R^2; a volume of back-scatter b (1/m/sr) and of the pulse's length L sends pi b L
// exp(-2 a R) / R^2.
TEST(Fog, AnswersAsItsBackScatterOverTheLengthOfThePulse) {
  const auto spec = keen();
  const double visibility = 60, alpha = dmath::log(20) / visibility, length = spec.optics.pulse_length;
  const Fog fog_60(visibility, spec, {7, 0, 0});
  EXPECT_DOUBLE_EQ(fog_60.extinction(), alpha);
  for (const double range : {10.0, 17.3, 25.0}) {
    const double expected = kPi * alpha / 18.8 * length * dmath::exp(-2 * alpha * range) / (range * range);
    EXPECT_NEAR(fog_60.back_scatter(range) / expected, 1, 0.005) << range << " m";
  }
  for (const double range :
       {1.5, 2.0, 3.0}) {  // near: the pulse's shape counts, and the crossover of beam and view
    const double expected = integral(std::max(0.9, range - length), range + length, 20000, [&](double r) {
      const double pulse = dmath::cos(kPi * (r - range) / (2 * length)),
                   view = std::min(1.0, (r - 0.9) / 0.1);
      return kPi * alpha / 18.8 * pulse * pulse * dmath::exp(-2 * alpha * r) /
             std::sqrt(r * r * r * r + 0.0625) * view;
    });
    EXPECT_NEAR(fog_60.back_scatter(range) / expected, 1, 0.01) << range << " m";
  }
}

TEST(Fog, PatchesKeepTheMeanOfTheProfile) {
  const auto spec = keen();
  const double length = spec.optics.pulse_length, first = spec.range.minimum;
  const Fog fog_60(60, spec, {7, 0, 0});
  // So near that one patch alone can answer, wherever within it the pulse's patches begin.
  const double expected =
      integral(first, first + length, 4000, [&](double r) { return fog_60.back_scatter(r); }) / length;
  Moments answered;
  for (std::uint32_t pulse = 0; pulse < 100000; ++pulse) {
    std::vector<Echo> echoes;
    fog_60.answer({pulse, Vec3::Zero(), Vec3::UnitX(), 0, first + 2 * length}, echoes);
    ASSERT_EQ(echoes.size(), 1U);
    ASSERT_EQ(echoes[0].cause, Cause::Fog);
    ASSERT_LE(echoes[0].range, first + length) << "one pulse's length before what ends the path";
    answered.add(echoes[0].signal);
  }
  EXPECT_NEAR(answered.mean(), expected, 4 * answered.error());
}

// Chance that the brightest of independent lognormal patches is above the threshold.
TEST(Fog, AnswersInTheSkyAsOftenAsItsBrightestPatchIsFound) {
  auto spec = photometer();
  spec.receiver.threshold = preset().receiver.threshold;
  const double length = spec.optics.pulse_length, s = kFogPatchiness;
  for (const double visibility : {30.0, 60.0}) {
    const Fog there(visibility, spec, {7, 0, 0});
    const double missed = integral(0, 1, 400, [&](double u) {
      double chance = 1;
      for (double r = spec.range.minimum + u * length; r < 60; r += length)
        if (const double mean = there.back_scatter(r); mean > 0)
          chance *= dmath::normal_cdf((dmath::log(spec.receiver.threshold / mean) + 0.5 * s * s) / s);
      return chance;
    });
    const auto scan = scan_in(fog(visibility), Scene{}, spec);
    const double fired = static_cast<double>(scan.pulses.size());
    EXPECT_NEAR(static_cast<double>(scan.size()) / fired, 1 - missed,
                4 * std::sqrt(missed * (1 - missed) / fired) + 2e-4)
        << visibility;
    EXPECT_GT(scan.size(), 500U);
    for (const auto cause : scan.cause) ASSERT_EQ(cause, Cause::Fog);
  }
}

// Expected number of drops a pulse that send more than the threshold, by the size law alone.
double findable_drops(const LidarSpec& spec, double rate) {
  const double lambda = 4.1e3 * dmath::pow(rate, -0.21), share = (0.328 / 2.328) * (0.328 / 2.328);
  return integral(spec.range.minimum, spec.range.maximum, 20000, [&](double r) {
    const double a = std::max(1e-3, r * spec.optics.divergence_azimuth),
                 b = std::max(1e-3, r * spec.optics.divergence_elevation);
    const double law = share / std::sqrt(r * r * r * r + std::pow(spec.optics.focus, 4));
    if (law <= spec.receiver.threshold) return 0.0;
    const double least = std::sqrt(spec.receiver.threshold / law * a * b * 4 / kPi);
    return a * b * 8e6 / lambda * dmath::exp(-lambda * std::max(5e-5, least));
  });
}

TEST(Rain, HasAsManyDropsAsMarshallAndPalmerSayAndOfTheirSizes) {
  const auto spec = keen();
  constexpr std::uint32_t kPulses = 200000;
  for (const double rate : {5.0, 50.0}) {
    const double lambda = 4.1e3 * dmath::pow(rate, -0.21), expected = findable_drops(spec, rate);
    const Rain falling(mm_per_h(rate), spec, {7, 0, 0});
    const ParticleField field(rain_sizes(kHeaviestRain), spec);
    Moments count, size;
    for (std::uint32_t pulse = 0; pulse < kPulses; ++pulse) {
      std::vector<Echo> drops;
      falling.answer({pulse, Vec3::Zero(), Vec3::UnitX(), 0, kInfinity}, 0, drops);
      count.add(static_cast<double>(drops.size()));
      for (const auto& drop : drops) {
        ASSERT_EQ(drop.cause, Cause::Rain);
        const double area = footprint_area(drop.range, spec.optics),
                     law = 0.01985085 * air_law(drop.range, spec.optics);
        const double share = drop.signal / law;
        if (share > 0.999) continue;  // larger than the footprint: its size cannot be told from its echo
        const double diameter = std::sqrt(share * area * 4 / kPi), filled = std::sqrt(area * 4 / kPi);
        // Beyond the least that is drawn there, sizes are exponential, cut where the footprint is filled.
        const double x = lambda * (diameter - field.smallest(drop.range)),
                     cut = lambda * (filled - field.smallest(drop.range));
        if (cut > 0.01) size.add((1 - dmath::exp(-x)) / (1 - dmath::exp(-cut)));  // even in (0, 1)
      }
    }
    ASSERT_GT(size.n, 1000);
    EXPECT_NEAR(count.mean(), expected, 4 * std::sqrt(expected / kPulses) + 0.01 * expected)
        << rate << " mm/h; 1 %: cells of .1 m";
    EXPECT_NEAR(count.variance() / count.mean(), 1, 4 * std::sqrt((2 + 1 / expected) / kPulses)) << "Poisson";
    EXPECT_NEAR(size.mean(), 0.5, 4 * std::sqrt(1.0 / 12 / size.n) + 0.004) << rate;
    EXPECT_NEAR(size.variance(), 1.0 / 12, 0.006) << rate;
  }
}

TEST(Rain, ThatIsHeavierHasAllTheDropsOfALighterOne) {
  const auto spec = keen();
  std::vector<Echo> lighter, heavier;
  std::size_t more = 0;
  const Rain light(mm_per_h(4), spec, {7, 0, 0}), heavy(mm_per_h(40), spec, {7, 0, 0});
  for (std::uint32_t pulse = 0; pulse < 50000; ++pulse) {
    lighter.clear(), heavier.clear();
    light.answer({pulse, Vec3::Zero(), Vec3::UnitX(), 0, kInfinity}, 0, lighter);
    heavy.answer({pulse, Vec3::Zero(), Vec3::UnitX(), 0, kInfinity}, 0, heavier);
    std::set<std::pair<double, double>> there;
    for (const auto& drop : heavier) there.insert({drop.range, drop.signal});
    for (const auto& drop : lighter) ASSERT_TRUE(there.contains({drop.range, drop.signal}));
    more += heavier.size() - lighter.size();
  }
  EXPECT_GT(more, 1000U);
}

// A flake that fills share s of the beam takes 1 - (1 - s)^2 of the light on its way there and back.
TEST(Snow, DimsAWallAsItsFlakesShadeTheBeam) {
  auto spec = keen();
  spec.receiver.threshold = 1e-5;
  const double rate = 2, density = 3.8e6 * dmath::pow(rate, -0.87), lambda = 2.55e3 * dmath::pow(rate, -0.48),
               swell = dmath::pow(10, 1.0 / 3);
  const double range = 40;
  const double taken = integral(0, range, 1000, [&](double r) {
    const double area = std::max(1e-3, r * spec.optics.divergence_azimuth) *
                        std::max(1e-3, r * spec.optics.divergence_elevation);
    return integral(0, 12 / lambda, 400, [&](double d) {
      const double share = std::min(1.0, kPi / 4 * swell * swell * d * d / area);
      return area * density * dmath::exp(-lambda * d) * (1 - (1 - share) * (1 - share));
    });
  });
  const Snow falling(mm_per_h(rate), spec, {7, 0, 0});
  Moments left, flakes;
  for (std::uint32_t pulse = 0; pulse < 100000; ++pulse) {
    std::vector<Echo> echoes{echo_in_air(pulse, Cause::Surface, range, 1)};
    falling.pass({pulse, Vec3::Zero(), Vec3::UnitX(), 0, range}, 0, echoes);
    left.add(echoes[0].signal);
    flakes.add(static_cast<double>(echoes.size() - 1));
    for (std::size_t i = 1; i < echoes.size(); ++i)
      ASSERT_TRUE(echoes[i].cause == Cause::Snow && echoes[i].range < range);
  }
  // Near the sensor, where a large flake covers the whole footprint, what is not drawn (nearer than the
  // device measures) dims by exp(-2 s) instead: up to 1 % of the optical depth.
  EXPECT_NEAR(-dmath::log(left.mean()), taken, 4 * left.error() / left.mean() + 0.03 * taken);
  EXPECT_GT(flakes.mean(), 0.05);
}

Scene street() {
  Scene scene;
  add_road(scene);
  add_box_instance(scene, "car", {4, 1.8, 1.5}, pose_at({8, 3, 0.75}, 0.1), true, MaterialId::CarPaint);
  add_box_instance(scene, "house", {10, 8, 9}, pose_at({15, -12, 4.5}, 0), false, MaterialId::Plaster);
  add_box_instance(scene, "far house", {10, 40, 9}, pose_at({55, 0, 4.5}, 0), false, MaterialId::Brick);
  return scene;
}

Environment wet(double rate) {
  return {.rain = mm_per_h(rate), .water_film = water_film_of(mm_per_h(rate))};
}

TEST(Weather, MoreRainNeverAddsASurfaceReturn) {
  const auto scene = street();
  // Pulse by pulse where power is constant, and without mirrors: where the road fades in the car's paint, the
  // paint is left.
  auto steady = preset();
  steady.receiver.power_exponent = 0, steady.receiver.power_min = 1, steady.effects.mirrors = false;
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> lighter;
  std::size_t fewer = 1U << 30, first = 0;
  for (const double rate : {0.0, 1.0, 5.0, 25.0, 80.0, 300.0}) {
    const auto heavier = surface_intensities(scan_in(wet(rate), scene, steady));
    for (const auto& [pulse, intensity] : heavier) {
      ASSERT_TRUE(rate == 0 || lighter.contains(pulse)) << rate << " mm/h, ring " << pulse.first;
    }
    lighter = heavier;
    const auto count = surface_intensities(scan_in(wet(rate), scene, preset())).size();
    EXPECT_LE(count, fewer) << rate << " mm/h, with the device's control of power";
    fewer = count;
    if (rate == 0) first = count;
  }
  EXPECT_LT(fewer, first * 9 / 10);
}

TEST(Weather, OfNothingAndAllEffectsSwitchedOffAreByteIdenticalToNone) {
  const auto scene = street();
  const auto none = scan_in({}, scene, preset());
  EXPECT_TRUE(same(none, scan_of(scene, still_timeline(), preset())));
  EXPECT_TRUE(same(none, scan_in(wet(0), scene, preset())));
  auto off = preset();
  off.effects.fog = off.effects.rain = off.effects.snow = off.effects.spray = off.effects.wetness = false;
  const Environment all{60, mm_per_h(25), mm_per_h(2), 1e-3, 0.05};
  EXPECT_TRUE(same(none, scan_in(all, scene, off)));
  for (auto one :
       {&EffectSwitches::fog, &EffectSwitches::rain, &EffectSwitches::snow, &EffectSwitches::wetness}) {
    auto on = off;
    on.effects.*one = true;
    EXPECT_FALSE(same(none, scan_in(all, scene, on)));
  }
}

TEST(Weather, GivesTheSameBytesOnEveryInstructionSetAndThread) {
  const auto scene = street();
  const auto timeline = still_timeline();
  const Environment all{80, mm_per_h(25), mm_per_h(2), 1e-3, 0};
  const auto first = scan_in(all, scene, preset());
  std::set<Cause> causes(first.cause.begin(), first.cause.end());
  EXPECT_TRUE(causes.contains(Cause::Fog) && causes.contains(Cause::Snow) && causes.contains(Cause::Surface));
  EXPECT_TRUE(same(first, scan_in(all, scene, preset(), timeline, "sse2")));
  EXPECT_TRUE(same(first, scan_in(all, scene, preset(), timeline, "avx2")));
  const RayCaster caster(scene, timeline);
  std::vector<Scan> scans(4);
  parallel_for(scans.size(), 4, [&](std::size_t i) {
    scans[i] = scan_revolution(preset(), caster, kMount, 0, {7, 0, 0}, all);
  });
  for (const auto& scan : scans) EXPECT_TRUE(same(first, scan));
}

TEST(Weather, LeavesAnInstanceAloneUnderTheSameSky) {
  const auto scene = street();
  const auto timeline = still_timeline();
  const RayCaster caster(scene, timeline);
  const auto alone = [&](const Environment& environment) {
    return scan_frame(preset(), caster, kMount, 0, {7, 0, 0}, environment, std::array<std::uint16_t, 2>{1, 3})
        .returns_alone;
  };
  const auto clear = alone(Environment{});
  const auto thick = alone(fog(40));
  EXPECT_LT(thick[1], clear[1] / 4) << "a house at 50 m, in fog of 40 m";
  EXPECT_GT(thick[0], clear[0] / 6) << "a car at 8 m";
}

}  // namespace
}  // namespace tailcast
