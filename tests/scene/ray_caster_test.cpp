// SPDX-License-Identifier: Apache-2.0
#include "scene/ray_caster.h"

#include <gtest/gtest.h>

#include "core/dmath.h"
#include "core/parallel.h"
#include "core/random.h"

namespace tailcast {
namespace {

constexpr Paint kPaint{MaterialId::Concrete, Part::Whole};

std::shared_ptr<const Asset> cube_asset(double size) {
  auto asset = std::make_shared<Asset>();
  asset->id = "test/cube";
  asset->class_id = ClassId::Debris;
  auto mesh = std::make_shared<Mesh>();
  add_box(*mesh, pose_at({0, 0, size / 2}, 0), Vec3::Constant(size), kPaint);
  asset->box = bounds_of(*mesh);
  asset->links = {{"body", mesh, {}}};
  return asset;
}

Hit cast_one(const RayCaster& caster, const Ray& ray) {
  Hit hit;
  caster.window(0, kSecond).cast({&ray, 1}, {&hit, 1});
  return hit;
}

TEST(RayCaster, AWallAtTenMetresIsTenMetresAway) {
  Scene scene;
  Mesh wall;
  add_box(wall, Pose{Quat::Identity(), {10.5, 0, 0}}, {1, 40, 40}, kPaint);
  add_stuff(scene, "wall", ClassId::Building, wall, 1);
  const Timeline timeline;
  const RayCaster caster(scene, timeline);
  const auto hit = cast_one(caster, {Vec3::Zero(), Vec3::UnitX()});
  ASSERT_TRUE(hit.hit());
  EXPECT_NEAR(hit.range, 10, 1e-12);
  EXPECT_NEAR((hit.normal + Vec3::UnitX()).norm(), 0, 1e-12) << "normals face the sensor";
  for (int deg = -60; deg <= 60; ++deg) {
    const Vec3 direction(dmath::cos(deg_to_rad(deg)), dmath::sin(deg_to_rad(deg)), 0);
    EXPECT_NEAR(cast_one(caster, {Vec3::Zero(), direction}).range, 10 / direction.x(), 1e-9);
  }
  EXPECT_FALSE(cast_one(caster, {Vec3::Zero(), -Vec3::UnitX()}).hit());
  EXPECT_FALSE(cast_one(caster, {Vec3::Zero(), Vec3::UnitX(), 0, 9.99}).hit()) << "beyond t_max";
  EXPECT_NEAR(cast_one(caster, {Vec3::Zero(), Vec3::UnitX(), 10.0001, 50}).range, 11, 1e-9) << "on from the first face";
}

TEST(RayCaster, MovingBodiesAreWhereTheyAreAtTheRaysOwnTime) {
  Scene scene;
  const auto id = add_instance(scene, cube_asset(1), "cube", Pose{}, 1, true);
  Timeline timeline;
  timeline.tracks.resize(1);
  for (int k = 0; k <= 50; ++k) timeline.tracks[0].push_back(pose_at({5 + 30 * to_seconds(k * kTick), 0, -0.5}, 0));
  timeline.ego.resize(51);
  const RayCaster caster(scene, timeline);
  const auto window = caster.window(0, 50 * kTick);
  for (const Nanoseconds t : {Nanoseconds{0}, kTick * 7 / 3, kTick * 50}) {
    const Ray ray{Vec3::Zero(), Vec3::UnitX(), 0, 250, t};
    Hit hit, alone;
    window.cast({&ray, 1}, {&hit, 1});
    EXPECT_NEAR(hit.range, 4.5 + 30 * to_seconds(t), 1e-9);
    EXPECT_EQ(hit.body, 0U);
    window.cast_alone(id, {&ray, 1}, {&alone, 1});
    EXPECT_EQ(alone.range, hit.range);
  }
}

// A heap of boxes and a ground, in which rays meet edges, contacts and near coincidences.
Scene heap() {
  Scene scene;
  RandomStream random(3, Domain::Stage);
  Mesh ground;
  for (int i = -20; i < 20; ++i)
    for (int j = -20; j < 20; ++j)
      add_quad(ground, {i * 4.0, j * 4.0, 0}, {i * 4.0 + 4, j * 4.0, 0}, {i * 4.0 + 4, j * 4.0 + 4, 0}, {i * 4.0, j * 4.0 + 4, 0}, kPaint);
  add_stuff(scene, "ground", ClassId::Road, ground, 1);
  Mesh boxes;
  for (int i = 0; i < 200; ++i)
    add_box(boxes, pose_at({random.uniform(-60, 60), random.uniform(-60, 60), 0.5}, random.uniform(0, 6)), {1, 2, 1}, kPaint);
  add_stuff(scene, "boxes", ClassId::Building, boxes, 2);
  for (int i = 0; i < 50; ++i)
    add_instance(scene, cube_asset(1.5), "c" + std::to_string(i), pose_at({random.uniform(-50, 50), random.uniform(-50, 50), 0}, random.uniform(0, 6)), 1, true);
  return scene;
}

std::vector<Ray> fan(std::size_t count) {
  std::vector<Ray> rays;
  for (std::uint32_t i = 0; i < count; ++i) {
    const double azimuth = random_uniform({5, Domain::RangeNoise}, {i, 0, 0, 0}) * 2 * kPi, elevation = random_uniform({5, Domain::RangeNoise}, {i, 1, 0, 0}) * -0.5;
    rays.push_back({{0.1, 0.2, 2.0}, Vec3(dmath::cos(elevation) * dmath::cos(azimuth), dmath::cos(elevation) * dmath::sin(azimuth), dmath::sin(elevation)).normalized()});
  }
  return rays;
}

TEST(RayCaster, EveryInstructionSetGivesTheSameBits) {
  const Scene scene = heap();
  const Timeline timeline;
  const auto rays = fan(40000);
  std::vector<Hit> reference(rays.size());
  RayCaster(scene, timeline, "sse2").window(0, 0).cast(rays, reference);
  std::size_t hits = 0;
  for (const char* isa : {"sse4.2", "avx", "avx2", "avx512", ""}) {
    std::vector<Hit> other(rays.size());
    RayCaster(scene, timeline, isa).window(0, 0).cast(rays, other);
    for (std::size_t i = 0; i < rays.size(); ++i) {
      ASSERT_EQ(other[i].body, reference[i].body) << isa << " ray " << i;
      if (!reference[i].hit()) continue;
      ++hits;
      ASSERT_EQ(other[i].range, reference[i].range) << isa << " ray " << i;
      ASSERT_EQ(other[i].triangle, reference[i].triangle) << isa << " ray " << i;
      ASSERT_EQ(other[i].normal, reference[i].normal) << isa << " ray " << i;
    }
  }
  EXPECT_GT(hits, rays.size());
}

TEST(RayCaster, IsTheSameOnSeveralThreads) {
  const Scene scene = heap();
  const Timeline timeline;
  const auto rays = fan(8000);
  const RayCaster caster(scene, timeline);
  std::vector<Hit> reference(rays.size());
  caster.window(0, 0).cast(rays, reference);
  std::vector<std::vector<Hit>> each(6, std::vector<Hit>(rays.size()));
  parallel_for(each.size(), 3, [&](std::size_t i) { caster.window(0, 0).cast(rays, each[i]); });
  for (const auto& hits : each)
    for (std::size_t i = 0; i < rays.size(); ++i) ASSERT_EQ(hits[i].range, reference[i].range);
}

TEST(RayCaster, LeavesOutWhatIsNotSeen) {
  Scene scene;
  add_instance(scene, cube_asset(1), "ego", pose_at({5, 0, -0.5}, 0), 1, true);
  scene.bodies[0].seen = false;
  const Timeline timeline;
  EXPECT_FALSE(cast_one(RayCaster(scene, timeline), {Vec3::Zero(), Vec3::UnitX()}).hit());
}

}  // namespace
}  // namespace tailcast
