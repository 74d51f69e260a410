// SPDX-License-Identifier: Apache-2.0
#include "scene/ray_caster.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

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
  const auto placed = [&](double reach, double z) {
    const Vec3 at{random.uniform(-reach, reach), random.uniform(-reach, reach), z};
    return pose_at(at, random.uniform(0, 6));
  };
  Mesh ground;
  for (int i = -20; i < 20; ++i)
    for (int j = -20; j < 20; ++j)
      add_quad(ground, {i * 4.0, j * 4.0, 0}, {i * 4.0 + 4, j * 4.0, 0}, {i * 4.0 + 4, j * 4.0 + 4, 0}, {i * 4.0, j * 4.0 + 4, 0}, kPaint);
  add_stuff(scene, "ground", ClassId::Road, ground, 1);
  Mesh boxes;
  for (int i = 0; i < 200; ++i)
    add_box(boxes, placed(60, 0.5), {1, 2, 1}, kPaint);
  add_stuff(scene, "boxes", ClassId::Building, boxes, 2);
  for (int i = 0; i < 50; ++i) add_instance(scene, cube_asset(1.5), "c" + std::to_string(i), placed(50, 0), 1, true);
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

// ---- against every triangle, one by one

// The ray caster's own definition of a hit, written out plainly: no packets, no tree, no single precision.
struct Plain {
  double range;
  std::uint32_t body = kNoBody, triangle = 0;
};

std::array<double, 9> rotation_of(const Quat& q) {
  const double scale = 1.0 / std::sqrt(q.x() * q.x() + q.y() * q.y() + q.z() * q.z() + q.w() * q.w());
  const double x = q.x() * scale, y = q.y() * scale, z = q.z() * scale, w = q.w() * scale;
  return {1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w), 2 * (x * y + z * w), 1 - 2 * (x * x + z * z),
          2 * (y * z - x * w),     2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)};
}

Vec3 cross(const Vec3& p, const Vec3& q) {
  return {p.y() * q.z() - p.z() * q.y(), p.z() * q.x() - p.x() * q.z(), p.x() * q.y() - p.y() * q.x()};
}
double dot(const Vec3& p, const Vec3& q) { return p.x() * q.x() + p.y() * q.y() + p.z() * q.z(); }
Vec3 back(const std::array<double, 9>& m, const Vec3& v) {
  return {m[0] * v.x() + m[3] * v.y() + m[6] * v.z(), m[1] * v.x() + m[4] * v.y() + m[7] * v.z(),
          m[2] * v.x() + m[5] * v.y() + m[8] * v.z()};
}

Plain nearest_of_all(const Scene& scene, const Timeline& timeline, const Ray& ray) {
  Plain best{ray.t_max};
  for (std::uint32_t b = 0; b < scene.bodies.size(); ++b) {
    const auto& body = scene.bodies[b];
    Quat q = body.world_from_body.rotation;
    Vec3 p = body.world_from_body.translation;
    if (moves(timeline, b)) {
      const auto& track = timeline.tracks[b];
      const auto tick = std::min(static_cast<std::size_t>(ray.time / kTick), track.size() - 2);
      const double u = static_cast<double>(ray.time - static_cast<Nanoseconds>(tick) * kTick) / static_cast<double>(kTick);
      const double onward = dot(track[tick].rotation.vec(), track[tick + 1].rotation.vec()) + track[tick].rotation.w() * track[tick + 1].rotation.w() < 0 ? -u : u;
      q.coeffs() = (1.0 - u) * track[tick].rotation.coeffs() + onward * track[tick + 1].rotation.coeffs();
      p = (1.0 - u) * track[tick].translation + u * track[tick + 1].translation;
    }
    const auto m = rotation_of(q);
    const Vec3 o = back(m, ray.origin - p), d = back(m, ray.direction);
    const double sign = d.z() < 0 ? -1.0 : 1.0, r = -1.0 / (sign + d.z()), s = d.x() * d.y() * r;
    const Vec3 across(1.0 + sign * d.x() * d.x() * r, sign * s, -sign * d.x()), up(s, sign + d.y() * d.y() * r, -d.y());
    for (std::uint32_t k = 0; k < body.mesh->triangles.size(); ++k) {
      const auto& t = body.mesh->triangles[k];
      const Vec3 ca = body.mesh->vertices[t[0]].cast<double>(), cb = body.mesh->vertices[t[1]].cast<double>(), cc = body.mesh->vertices[t[2]].cast<double>();
      const Vec3 n = cross(cb - ca, cc - ca);
      const Vec3 a = ca - o;
      const double ap = dot(a, across), aq = dot(a, up), bp = dot(cb - o, across), bq = dot(cb - o, up), cp = dot(cc - o, across), cq = dot(cc - o, up);
      const double u = bp * cq - bq * cp, v = cp * aq - cq * ap, w = ap * bq - aq * bp, det = dot(n, d);
      if (det == 0 || !((u >= 0 && v >= 0 && w >= 0) || (u <= 0 && v <= 0 && w <= 0))) continue;
      const double range = dot(n, a) * (1.0 / det);
      if (range > ray.t_min && range < ray.t_max && range < best.range) best = {range, b, k};  // ties: the first
    }
  }
  return best;
}

// Everything that is hard: faces that coincide, boxes that touch, meshes that are shared and placed askew, bodies that
// tumble through each other, triangles like needles.
struct Hard {
  Scene scene;
  Timeline timeline;
};

Hard hard() {
  Hard h;
  RandomStream random(8, Domain::Stage);
  const auto place = [&](double far) { return Vec3{random.uniform(-far, far), random.uniform(-far, far), random.uniform(0, 6)}; };
  const auto turned = [&](const Vec3& at) {
    const double yaw = random.uniform(0, 6), pitch = random.uniform(-1, 1), roll = random.uniform(-1, 1);
    return Pose{from_yaw_pitch_roll(yaw, pitch, roll), at};
  };
  Mesh ground;
  for (int i = -12; i < 12; ++i)
    for (int j = -12; j < 12; ++j)
      add_quad(ground, {i * 5.0, j * 5.0, 0}, {i * 5.0 + 5, j * 5.0, 0}, {i * 5.0 + 5, j * 5.0 + 5, 0}, {i * 5.0, j * 5.0 + 5, 0}, kPaint);
  add_stuff(h.scene, "ground", ClassId::Road, ground, 1);
  Mesh paint;  // on the ground, coplanar, with other corners
  for (int i = 0; i < 20; ++i) add_quad(paint, {-40, i - 10.0, 0}, {40, i - 9.8, 0}, {40, i - 9.3, 0}, {-40, i - 9.5, 0}, kPaint);
  add_stuff(h.scene, "paint", ClassId::Road, paint, 1);
  add_stuff(h.scene, "ground again", ClassId::Road, ground, 1);
  Mesh boxes;
  for (int i = 0; i < 6; ++i)
    for (int j = 0; j < 4; ++j) add_box(boxes, Pose{Quat::Identity(), {10.0 + i, 5.0, 0.5 + j}}, Vec3::Ones(), kPaint);
  add_stuff(h.scene, "stacked boxes", ClassId::Building, boxes, 1);
  Mesh soup;
  for (int i = 0; i < 800; ++i) {
    const Vec3 at = place(30), along{random.normal(), random.normal(), random.normal()}, across{random.normal(), random.normal(), random.normal()};
    add_triangle(soup, at, at + along, at + (i % 4 == 0 ? 1e-4 : 0.5) * across + (i % 8 == 0 ? 0.9 : 0.0) * along, kPaint);
  }
  add_stuff(h.scene, "soup", ClassId::Building, soup, 1);
  auto ball = std::make_shared<Asset>(*cube_asset(1));
  auto mesh = std::make_shared<Mesh>();
  add_ellipsoid(*mesh, Pose{}, {1.5, 1, 1}, 60, 60, kPaint);
  ball->links = {{"body", mesh, {}}};
  for (int i = 0; i < 5; ++i) add_instance(h.scene, ball, "ball", turned(place(25)), 1, false);  // shared: traced as instances
  const auto cube = cube_asset(1);
  for (int i = 0; i < 12; ++i) add_instance(h.scene, cube, "cube", i < 4 ? pose_at({-10.0 + i, -5, 0}, 0) : turned(place(25)), 1, true);
  h.timeline.ego.resize(26);
  h.timeline.tracks.resize(h.scene.bodies.size());
  for (std::size_t b = h.scene.bodies.size() - 8; b < h.scene.bodies.size(); ++b) {
    const Pose start = h.scene.bodies[b].world_from_body;
    const Vec3 velocity{random.uniform(-20, 20), random.uniform(-20, 20), 0};
    const double spin = random.uniform(-40, 40);
    for (int k = 0; k < 26; ++k) {
      const double t = to_seconds(k * kTick);
      h.timeline.tracks[b].push_back({(start.rotation * from_yaw_pitch_roll(spin * t, 0, 0)).normalized(), start.translation + t * velocity});
    }
  }
  return h;
}

// At random, at vertices, at the middles of edges, along the ground and in it, from near and far.
std::vector<Ray> hard_rays(const Scene& scene, std::size_t count) {
  RandomStream random(9, Domain::Stage);
  std::vector<Ray> rays;
  while (rays.size() < count) {
    const auto& body = scene.bodies[static_cast<std::size_t>(random.integer(0, static_cast<int>(scene.bodies.size()) - 1))];
    const auto& t = body.mesh->triangles[static_cast<std::size_t>(random.integer(0, static_cast<int>(body.mesh->triangles.size()) - 1))];
    const Vec3 a = body.world_from_body * Vec3(body.mesh->vertices[t[0]].cast<double>()), b = body.world_from_body * Vec3(body.mesh->vertices[t[1]].cast<double>()),
               c = body.world_from_body * Vec3(body.mesh->vertices[t[2]].cast<double>());
    const int kind = random.integer(0, 4);
    const Vec3 target = kind == 0 ? a : kind == 1 ? Vec3(0.5 * (a + b)) : kind == 2 ? Vec3(0.999 * a + 0.001 * c) : Vec3((a + b + c) / 3);
    const double far = random.chance(0.2) ? 200 : 20;
    Vec3 origin{std::floor(random.uniform(-far, far)), std::floor(random.uniform(-far, far)), kind == 4 ? 0.001 : random.uniform(0.1, 8)};
    if (kind == 3 && random.chance(0.2)) origin.z() = 0;
    if ((target - origin).norm() < 0.1) continue;
    const double t_min = random.chance(0.3) ? random.uniform(0, 20) : 0;
    rays.push_back({origin, (target - origin).normalized(), t_min, random.chance(0.2) ? t_min + 15 : 400, random.integer(0, 25 * 4'000'000 - 1)});
  }
  return rays;
}

void expect_same(const Hit& a, const Hit& b, const std::string& what) {
  ASSERT_EQ(a.body, b.body) << what;
  ASSERT_EQ(a.triangle, b.triangle) << what;
  ASSERT_EQ(a.range, b.range) << what;
  ASSERT_EQ(a.normal, b.normal) << what;
  ASSERT_EQ(a.p_body, b.p_body) << what;
}

std::vector<Hit> cast_all(const RayCaster& caster, std::span<const Ray> rays) {
  std::vector<Hit> hits(rays.size());
  caster.window(0, 25 * kTick).cast(rays, hits);
  return hits;
}

TEST(RayCaster, FindsTheNearestOfAllTriangles) {
  const auto h = hard();
  const auto rays = hard_rays(h.scene, 3000);
  const auto hits = cast_all(RayCaster(h.scene, h.timeline), rays);
  std::size_t found = 0, moving = 0;
  for (std::size_t i = 0; i < rays.size(); ++i) {
    const auto plain = nearest_of_all(h.scene, h.timeline, rays[i]);
    ASSERT_EQ(hits[i].body, plain.body) << "ray " << i << ": " << hits[i].range << " and " << plain.range;
    if (plain.body == kNoBody) continue;
    ASSERT_EQ(hits[i].triangle, plain.triangle) << "ray " << i;
    ASSERT_EQ(hits[i].range, plain.range) << "ray " << i << ": to the bit, whatever the instruction set";
    ++found;
    if (moves(h.timeline, plain.body)) {
      ++moving;
      const Pose pose = pose_at(h.timeline, plain.body, rays[i].time);
      EXPECT_LT((pose * hits[i].p_body - (rays[i].origin + plain.range * rays[i].direction)).norm(), 1e-9);
    }
  }
  EXPECT_GT(found, rays.size() / 2);
  EXPECT_GT(moving, rays.size() / 50);
}

// Straight on behind what a ray met, and mirrored by it.
TEST(RayCaster, RaysThatGoOnFromATriangleFindTheNearestOfAllWhetherItIsNamedOrNot) {
  constexpr double kOff = 1e-4;
  const auto h = hard();
  const RayCaster caster(h.scene, h.timeline);
  const auto first = hard_rays(h.scene, 3000);
  const auto met = cast_all(caster, first);
  std::vector<Ray> rays;
  for (std::size_t i = 0; i < first.size(); ++i) {
    if (!met[i].hit()) continue;
    Ray behind = first[i], mirrored = first[i];
    behind.t_min = met[i].range + kOff;
    mirrored.origin = first[i].origin + met[i].range * first[i].direction;
    mirrored.direction = first[i].direction - 2 * met[i].normal.dot(first[i].direction) * met[i].normal;
    mirrored.t_min = kOff;
    for (Ray* ray : {&behind, &mirrored}) {
      ray->from_body = met[i].body, ray->from_triangle = met[i].triangle;
      rays.push_back(*ray);
    }
  }
  auto unnamed = rays;
  for (auto& ray : unnamed) ray.from_body = kNoBody;
  const auto hits = cast_all(caster, rays), others = cast_all(caster, unnamed),
             portable = cast_all(RayCaster(h.scene, h.timeline, "sse2"), rays);
  std::size_t found = 0, near = 0;
  for (std::size_t i = 0; i < rays.size(); ++i) {
    const auto plain = nearest_of_all(h.scene, h.timeline, rays[i]);
    ASSERT_EQ(hits[i].body, plain.body) << "ray " << i << ": " << hits[i].range << " and " << plain.range;
    ASSERT_NO_FATAL_FAILURE(expect_same(hits[i], others[i], "not named, ray " + std::to_string(i)));
    ASSERT_NO_FATAL_FAILURE(expect_same(hits[i], portable[i], "sse2, ray " + std::to_string(i)));
    if (plain.body == kNoBody) continue;
    ASSERT_EQ(hits[i].triangle, plain.triangle) << "ray " << i;
    ASSERT_EQ(hits[i].range, plain.range) << "ray " << i;
    ++found, near += plain.range < rays[i].t_min + 0.01;
  }
  EXPECT_GT(found, rays.size() / 3);
  EXPECT_GT(near, 10U);
}

TEST(RayCaster, AHitDoesNotHangOnTheOtherRaysOfItsPacketNorOnTheInstructionSet) {
  const auto h = hard();
  const auto rays = hard_rays(h.scene, 12000);
  const auto reference = cast_all(RayCaster(h.scene, h.timeline, "sse2"), rays);
  RandomStream random(10, Domain::Stage);
  for (const char* isa : {"sse2", "sse4.2", "avx", "avx2", "avx512"}) {
    const RayCaster caster(h.scene, h.timeline, isa);
    const auto window = caster.window(0, 25 * kTick);
    const auto hits = cast_all(caster, rays);
    for (std::size_t i = 0; i < rays.size(); ++i) ASSERT_NO_FATAL_FAILURE(expect_same(hits[i], reference[i], isa));
    std::vector<std::size_t> order(rays.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    for (std::size_t i = order.size() - 1; i > 0; --i) std::swap(order[i], order[static_cast<std::size_t>(random.integer(0, static_cast<int>(i)))]);
    for (std::size_t begin = 0, size = 1; begin < order.size(); begin += size, size = size % 17 + 1) {
      std::vector<Ray> some;
      for (std::size_t i = begin; i < std::min(begin + size, order.size()); ++i) some.push_back(rays[order[i]]);
      std::vector<Hit> met(some.size());
      window.cast(some, met);
      for (std::size_t i = 0; i < some.size(); ++i) ASSERT_NO_FATAL_FAILURE(expect_same(met[i], reference[order[begin + i]], isa));
    }
  }
}

TEST(RayCaster, NoRaySlipsBetweenTrianglesThatShareAnEdge) {
  Scene scene;
  Mesh ball;
  add_ellipsoid(ball, Pose{Quat::Identity(), {30, -20, 3}}, {4, 3, 2}, 40, 50, kPaint);
  add_stuff(scene, "ball", ClassId::Building, ball, 1);
  const Timeline timeline;
  std::vector<Ray> rays;
  const Vec3 inside(30.3, -20.1, 2.9);
  const auto aim = [&](const Vec3& at) { rays.push_back({inside, (at - inside).normalized()}); };
  for (const auto& t : ball.triangles)
    for (std::size_t k = 0; k < 3; ++k) {
      const Vec3 a = ball.vertices[t[k]].cast<double>(), b = ball.vertices[t[(k + 1) % 3]].cast<double>();
      aim(a);
      for (const double u : {0.5, 0.25, 1e-6, 0.123}) aim((1 - u) * a + u * b);
    }
  const auto hits = cast_all(RayCaster(scene, timeline), rays);
  for (std::size_t i = 0; i < rays.size(); ++i) {
    ASSERT_TRUE(hits[i].hit()) << "ray " << i;
    ASSERT_LT(hits[i].range, 4.5);
  }
}

// Rounding leaves such components where a ray runs along an axis.
// A fan from the corner of the axes, its middle ray a rounding error beside one of them.
TEST(RayCaster, AFanAboutAnAxisLosesNoRayToARoundingError) {
  Scene scene;
  Mesh mirror;
  add_quad(mirror, {4, -1, -1}, {6, 1, -1}, {6, 1, 1}, {4, -1, 1}, kPaint);
  add_stuff(scene, "mirror", ClassId::Building, mirror, 1);
  Mesh board;
  add_box(board, Pose{Quat::Identity(), {5, 4.5, 0}}, {8, 1, 8}, kPaint);
  add_stuff(scene, "board", ClassId::Building, board, 2);
  const Timeline timeline;
  const RayCaster caster(scene, timeline);
  for (const double tiny : {-8.6736173798840355e-19, 8.6736173798840355e-19, 0.0}) {
    std::vector<Ray> rays;
    for (int i = -2; i <= 2; ++i) rays.push_back({Vec3::Zero(), Vec3(1, i == 0 ? tiny : -0.003475 * i, 0).normalized()});
    const auto hits = cast_all(caster, rays);
    for (std::size_t i = 0; i < rays.size(); ++i) EXPECT_TRUE(hits[i].hit()) << "ray " << i << ", component " << tiny;
  }
}

TEST(RayCaster, MoreFacesInOnePlaceThanAPacketNotesAreTriedAllTheSame) {
  Scene scene;
  Mesh stack;
  for (int i = 0; i < 100; ++i) add_quad(stack, {10, -20, -20}, {10, 20, -20}, {10, 20, 20}, {10, -20, 20}, kPaint);
  add_quad(stack, {9.9999, 0, -20}, {9.9999, 20, -20}, {9.9999, 20, 20}, {9.9999, 0, 20}, kPaint);
  add_stuff(scene, "stack", ClassId::Building, stack, 1);
  std::vector<Ray> rays;
  for (int i = 0; i < 16; ++i) rays.push_back({{0, i - 7.7, i - 7.3}, Vec3::UnitX()});
  const Timeline timeline;
  const auto hits = cast_all(RayCaster(scene, timeline), rays);
  for (std::size_t i = 0; i < rays.size(); ++i) {
    const bool before = rays[i].origin.y() > 0;
    EXPECT_EQ(hits[i].range, before ? static_cast<double>(9.9999F) : 10.0);
    EXPECT_EQ(hits[i].triangle / 2, before ? 100U : 0U) << "of equals the first";
  }
}

TEST(RayCaster, StaticHitsCanBeKept) {
  const auto h = hard();
  const auto rays = hard_rays(h.scene, 5000);
  const RayCaster caster(h.scene, h.timeline);
  const auto window = caster.window(0, 25 * kTick);
  const auto whole = cast_all(caster, rays);
  std::vector<Hit> kept(rays.size());
  window.cast_static(rays, kept);
  std::size_t nearer = 0;
  for (std::size_t i = 0; i < rays.size(); ++i) {
    ASSERT_FALSE(kept[i].hit() && moves(h.timeline, kept[i].body)) << "no body that moves is static";
    nearer += whole[i].body != kept[i].body ? 1U : 0U;
  }
  EXPECT_GT(nearer, 50U);
  window.cast_moving(rays, kept);
  for (std::size_t i = 0; i < rays.size(); ++i) ASSERT_NO_FATAL_FAILURE(expect_same(kept[i], whole[i], "kept"));
}

TEST(RayCaster, ABodyAloneIsHitAsInTheWorld) {
  const auto h = hard();
  const auto rays = hard_rays(h.scene, 4000);
  const RayCaster caster(h.scene, h.timeline);
  const auto window = caster.window(0, 25 * kTick);
  const auto whole = cast_all(caster, rays);
  std::size_t seen = 0;
  for (std::uint16_t instance = 1; instance < h.scene.instances.size(); ++instance) {
    std::vector<Hit> alone(rays.size());
    window.cast_alone(instance, rays, alone);
    for (std::size_t i = 0; i < rays.size(); ++i) {
      if (alone[i].hit()) {
        ASSERT_EQ(h.scene.bodies[alone[i].body].instance, instance);
        ASSERT_TRUE(whole[i].hit() && whole[i].range <= alone[i].range);
      }
      if (!whole[i].hit() || h.scene.bodies[whole[i].body].instance != instance) continue;
      ++seen;
      ASSERT_NO_FATAL_FAILURE(expect_same(alone[i], whole[i], "alone"));
    }
  }
  EXPECT_GT(seen, 200U);
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
