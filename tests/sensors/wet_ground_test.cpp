// SPDX-License-Identifier: Apache-2.0
// The ground in bad weather: films of water, snow, and the spray of wheels.
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "core/dmath.h"
#include "sensors/spray.h"
#include "sensors/wet_surface.h"
#include "world.h"

namespace tailcast {
namespace {

const LidarSpec& preset() {
  static const LidarSpec spec = load_lidar_spec("velodyne_hdl64e_kitti");
  return spec;
}

Scan scan_in(const Environment& environment, const Scene& scene, const LidarSpec& spec,
             const Timeline& timeline = still_timeline()) {
  const RayCaster caster(scene, timeline);
  return scan_revolution(spec, caster, kMount, 0, {7, 0, 0}, environment);
}

TEST(Water, MirrorsByFresnelsLaw) {
  EXPECT_NEAR(water_reflectance(1), 0.0200593, 1e-6) << "((n - 1) / (n + 1))^2";
  const double brewster = dmath::cos(dmath::atan(1.33)), n2 = 1.33 * 1.33;
  EXPECT_NEAR(water_reflectance(brewster), 0.5 * (n2 - 1) / (n2 + 1) * (n2 - 1) / (n2 + 1), 1e-12)
      << "one polarisation alone";
  EXPECT_DOUBLE_EQ(water_reflectance(0), 1);
}

TEST(Water, DarkensTheGroundTheMoreTheFlatterTheLightAndTheDeeperTheFilm) {
  const Surface road{0.16, 0.4, 0, 0, 0, 90};
  double before = 0;
  for (const double cosine : {0.02, 0.05, 0.1, 0.3, 0.7, 1.0}) {
    double shallower = 1;
    for (const double film : {0.1e-3, 0.4e-3, 0.8e-3, 1.2e-3, 5e-3}) {
      const auto wet = under_water(road, film, cosine);
      const double share = wet.diffuse / road.diffuse;
      EXPECT_LE(share, shallower);
      shallower = share;
      EXPECT_NEAR(wet.retro, 90 * std::max(0.0, 1 - film / 1.2e-3), 1e-9);
    }
    EXPECT_GT(shallower, before) << "flooded, at cosine " << cosine;
    before = shallower;
  }
  // Head on, flooded: (1 - F)^2 / n^2 / (1 - rho R), and the lobe of a rough face head on.
  EXPECT_NEAR(before, 0.97994 * 0.97994 / 1.7689 / (1 - 0.16 * 0.472), 2e-4);
}

// Share f^4 of the ground is smooth, where f of its texture is full: the light of an image seen in it grows with that
// share, from none to that of a lake, without a step.
TEST(Water, IsAMirrorAsFarAsItIsSmooth) {
  const Surface road{0.16, 0.4, 0, 0, 0, 90};
  const double cosine = 0.1, schlick = 0.0200593 + (1 - 0.0200593) * std::pow(1 - cosine, 5);
  double before = 0;
  for (int percent = 0; percent <= 150; ++percent) {
    const double filled = std::min(1.0, percent / 100.0);
    const double there = mirrored_share(under_water(road, 1.2e-5 * percent, cosine), cosine);
    EXPECT_NEAR(there * there, std::pow(filled, 4) * schlick * schlick, 1e-6) << percent << " % full";
    EXPECT_LE(there * there - before, 0.04 * schlick * schlick) << percent << " % full";
    before = there * there;
  }
}

// In a whole scan: a wall in a film that fills .8 of the texture, and in one that fills all.
TEST(Water, ShowsImagesAsBrightAsItIsSmooth) {
  auto spec = ideal(preset());
  for (auto& beam : spec.beams) beam.intensity_floor = 0;
  spec.intensity.law = ReflectivityIntensity{1, 1e6};
  spec.intensity.maximum = 1e9, spec.intensity.quantum = 0;
  spec.returns = ReturnMode::Last;
  Scene scene;
  add_road(scene);
  add_box_instance(scene, "wall", {0.5, 30, 6}, pose_at({20, 0, 3}, 0), false, MaterialId::Plaster);
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> flooded;
  const auto lake = scan_in({.water_film = 1.2e-3}, scene, spec), film = scan_in({.water_film = 0.96e-3}, scene, spec);
  for (std::size_t i = 0; i < lake.size(); ++i)
    if (lake.cause[i] == Cause::Ghost) flooded[{lake.ring[i], lake.column[i]}] = lake.intensity[i];
  std::size_t compared = 0;
  for (std::size_t i = 0; i < film.size(); ++i) {
    // Farther behind the road than the pulse is long, so that it is an echo of its own.
    if (film.cause[i] != Cause::Ghost || film.z[i] > -kSensorHeight - 0.3) continue;
    const auto at = flooded.find({film.ring[i], film.column[i]});
    ASSERT_NE(at, flooded.end()) << "no image that a lake has not";
    EXPECT_NEAR(film.intensity[i] / at->second, std::pow(0.8, 4), 1e-4);
    ++compared;
  }
  EXPECT_GT(compared, 300U);
}

// The range at which half of the pulses that meet a flat road return.
double cut_off(const Environment& environment) {
  Scene scene;
  add_road(scene);
  const auto scan = scan_in(environment, scene, preset());
  std::vector<double> returned(scan.rings, 0);
  for (std::size_t i = 0; i < scan.size(); ++i)
    if (scan.cause[i] == Cause::Surface && std::fabs(dmath::atan2(scan.y[i], scan.x[i])) < 1.5)
      returned[scan.ring[i]] += 1;
  const double fired = scan.columns * 1.5 / kPi;
  for (std::uint32_t ring = 0; ring < scan.rings; ++ring) {
    const auto& beam = preset().beams[ring];
    const double range = (kSensorHeight + beam.origin_height) / dmath::tan(-beam.elevation);
    if (beam.elevation < 0 && range < 78 && returned[ring] > fired / 2) return range;
  }
  return 0;
}

TEST(Water, MovesTheEndOfTheRoadTowardsTheSensor) {
  const double dry = cut_off({});
  EXPECT_GT(dry, 45);
  double before = dry;
  for (const double film : {0.4e-3, 0.8e-3, 1.2e-3}) {
    const double range = cut_off({.water_film = film});
    EXPECT_LT(range, before) << film;
    before = range;
  }
  EXPECT_LT(before, dry / 2);
}

TEST(Water, ShowsAWallUpsideDownBelowTheRoad) {
  Scene scene;
  add_road(scene);
  add_box_instance(scene, "wall", {0.5, 30, 6}, pose_at({20, 0, 3}, 0), false, MaterialId::Plaster);
  const auto scan = scan_in({.water_film = 1.5e-3}, scene, preset());
  std::size_t ghosts = 0;
  for (std::size_t i = 0; i < scan.size(); ++i) {
    if (scan.cause[i] != Cause::Ghost) continue;
    ++ghosts;
    EXPECT_LT(scan.z[i], -kSensorHeight + 0.2) << "below the road";
  }
  EXPECT_GT(ghosts, 300U);
  const auto dry = scan_in({}, scene, preset());
  for (const auto cause : dry.cause) ASSERT_EQ(cause, Cause::Surface);
}

TEST(Water, StaysOnTheGroundAlone) {
  auto spec = ideal(preset());
  Scene scene;
  add_box_instance(scene, "wall", {0.5, 60, 30}, pose_at({20, 0, 3}, 0), false, MaterialId::Concrete);
  EXPECT_EQ(scan_in({.water_film = 2e-3}, scene, spec).intensity, scan_in({}, scene, spec).intensity)
      << "an upright face";
}

TEST(Snow, WhitensWhatFacesUp) {
  const Surface road{0.16, 0.4, 0, 0, 0, 90};
  const auto white = under_snow(road, 0.03);
  EXPECT_DOUBLE_EQ(white.diffuse, 0.85);
  EXPECT_DOUBLE_EQ(white.retro, 0);
  Scene scene;
  add_road(scene);
  const auto bare = scan_in({}, scene, preset()), covered = scan_in({.snow_cover = 0.03}, scene, preset());
  EXPECT_GT(covered.size(), bare.size()) << "a white road is seen from further away";
  EXPECT_EQ(scan_in({.snow_cover = 0.03}, scene, preset()).size(), covered.size());
}

// A wheel on the road ahead, to the left, that rolls away at that speed.
struct Rolling {
  Scene scene;
  Timeline timeline = still_timeline();
  explicit Rolling(double speed, const std::string& link = "wheel") {
    add_road(scene);
    auto mesh = std::make_shared<Mesh>();
    add_tube(*mesh, {0, -0.1, 0}, {0, 0.1, 0}, 0.33, 0.33, 24, {MaterialId::Rubber, Part::Body});
    auto asset = std::make_shared<Asset>();
    asset->id = "test/wheel", asset->class_id = ClassId::Car, asset->box = bounds_of(*mesh);
    asset->links = {{link, mesh, {}}};
    add_instance(scene, asset, "car", pose_at({12, 2, 0.33}, 0), 1, true);
    timeline.tracks.resize(scene.bodies.size());
    for (int k = 0; k < 60; ++k)
      timeline.tracks[1].push_back(pose_at({12 + speed * to_seconds(k * kTick), 2, 0.33}, 0));
  }
};

TEST(Spray, HangsBehindFastWheelsOnAWetRoadAlone) {
  const Environment wet{.water_film = 0.8e-3};
  const auto sprayed = [&](const Rolling& world, const Environment& environment) {
    std::size_t found = 0;
    const auto scan = scan_in(environment, world.scene, preset(), world.timeline);
    for (std::size_t i = 0; i < scan.size(); ++i) {
      if (scan.cause[i] != Cause::Spray) continue;
      ++found;
      const double wheel = 12 + 25 * static_cast<double>(scan.time[i]) * 1e-9;
      EXPECT_LT(scan.x[i], wheel + 0.1) << "behind it";
      EXPECT_GT(scan.x[i], wheel - 0.6 * 17 - 0.1);
      EXPECT_LT(std::fabs(scan.y[i] - 2), 0.6);
      EXPECT_LT(scan.z[i] + kSensorHeight, 1.05);
    }
    return found;
  };
  EXPECT_GT(sprayed(Rolling(25), wet), 5U);
  EXPECT_EQ(sprayed(Rolling(25), {}), 0U) << "dry";
  EXPECT_EQ(sprayed(Rolling(7), wet), 0U) << "slow";
  EXPECT_EQ(sprayed(Rolling(25, "body"), wet), 0U) << "not a wheel";
}

TEST(Spray, GrowsWithSpeedAndWithTheFilm) {
  const Rolling slow(14), fast(28);
  const auto plume = [](const Rolling& world, double film) {
    return plumes_of(world.scene, world.timeline, film, kTick).at(0);
  };
  EXPECT_GT(plume(fast, 1e-3).length, plume(slow, 1e-3).length);
  EXPECT_GT(plume(fast, 1e-3).extinction, plume(slow, 1e-3).extinction);
  EXPECT_NEAR(plume(fast, 1e-3).extinction / plume(fast, 0.5e-3).extinction, 2, 1e-9);
  EXPECT_NEAR(plume(fast, 1e-3).foot.z(), 0, 1e-6) << "on the road";
  // 4 % of the water under a tyre of 20 cm, (28 - 8) / (30 - 8) of it, spread over 1 m x .99 m, drops of .1
  // mm.
  EXPECT_NEAR(plume(fast, 1e-3).extinction, 1.5 * 0.04 * 20 / 22 * 1e-3 * 0.2 / (1.0 * 0.99) / 1e-4, 1e-3);
}

}  // namespace
}  // namespace tailcast
