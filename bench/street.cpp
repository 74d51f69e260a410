// SPDX-License-Identifier: Apache-2.0
#include "bench/street.h"

#include "core/dmath.h"
#include "core/random.h"

namespace tailcast::bench {
namespace {

constexpr double kReach = 140;  // m, half the street's length
constexpr double kEgoSpeed = 10;  // m/s

double relief(double x, double y) { return 0.04 * dmath::sin(0.7 * x) * dmath::cos(0.9 * y); }

Mesh ground(int cells) {
  Mesh mesh;
  const double step = 2 * kReach / cells;
  const auto at = [&](int i, int j) {
    const double x = -kReach + i * step, y = -kReach + j * step;
    return Vec3(x, y, relief(x, y));
  };
  for (int i = 0; i < cells; ++i)
    for (int j = 0; j < cells; ++j)
      add_quad(mesh, at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1), {MaterialId::Asphalt, Part::Whole});
  return mesh;
}

// A block of 14 m by 10 m by 12 m whose face to the street (at y = 0, looking to -y) has windows and ledges.
Mesh building(const StreetSize& size) {
  Mesh mesh;
  const Vec3 extent(14, 10, 12);
  add_box(mesh, Pose{Quat::Identity(), {0, extent.y() / 2, extent.z() / 2}}, extent, {MaterialId::Brick, Part::WallPart});
  const double dx = extent.x() / size.relief_columns, dz = extent.z() / size.relief_rows;
  for (int r = 0; r < size.relief_rows; ++r)
    for (int c = 0; c < size.relief_columns; ++c)
      add_box(mesh, Pose{Quat::Identity(), {-extent.x() / 2 + (c + 0.5) * dx, -0.1, (r + 0.5) * dz}},
              {0.6 * dx, 0.15 + 0.05 * ((r + c) % 3), 0.6 * dz}, {MaterialId::Plaster, Part::WallPart});
  return mesh;
}

Vec3 unit(RandomStream& random) {
  const double z = random.uniform(-1, 1), angle = random.uniform(0, 2 * kPi), r = std::sqrt(1 - z * z);
  return {r * dmath::cos(angle), r * dmath::sin(angle), z};
}

Mesh tree(int leaves, std::uint64_t seed) {
  Mesh mesh;
  RandomStream random(seed, Domain::Asset);
  add_tube(mesh, {0, 0, -0.2}, {0, 0, 3}, 0.18, 0.12, 12, {MaterialId::Bark, Part::TrunkPart});
  for (int i = 0; i < leaves; ++i) {
    const double r = 2.2 * std::sqrt(random.uniform());
    const Vec3 at = Vec3(0, 0, 4.5) + r * unit(random);
    const Vec3 along = 0.09 * unit(random), across = 0.05 * along.cross(unit(random)).normalized();
    add_quad(mesh, at - along, at + across, at + along, at - across, {MaterialId::Leaf, Part::Leaves});
  }
  return mesh;
}

Mesh car(int rings) {
  Mesh mesh;
  add_box(mesh, Pose{Quat::Identity(), {0, 0, 0.55}}, {4.2, 1.75, 0.5}, {MaterialId::CarPaint, Part::Body});
  add_ellipsoid(mesh, Pose{Quat::Identity(), {0, 0, 0.6}}, {2.2, 0.88, 0.42}, rings, 2 * rings, {MaterialId::CarPaint, Part::Body});
  add_ellipsoid(mesh, Pose{Quat::Identity(), {-0.2, 0, 1.0}}, {1.2, 0.75, 0.5}, rings, rings, {MaterialId::CarGlass, Part::Window});
  for (const double x : {-1.35, 1.35})
    for (const double y : {-0.85, 0.65}) add_tube(mesh, {x, y, 0.32}, {x, y + 0.2, 0.32}, 0.32, 0.32, rings, {MaterialId::Rubber, Part::Wheel});
  return mesh;
}

std::shared_ptr<const Asset> asset_of(Mesh mesh, ClassId class_id) {
  auto asset = std::make_shared<Asset>();
  asset->id = "bench/thing";
  asset->class_id = class_id;
  asset->box = bounds_of(mesh);
  asset->links = {{"body", std::make_shared<const Mesh>(std::move(mesh)), {}}};
  return asset;
}

Mesh crate(int kind) {
  Mesh mesh;
  const Paint paint{MaterialId::Cardboard, Part::Whole};
  if (kind == 0) add_box(mesh, Pose{Quat::Identity(), {0, 0, 0.3}}, {0.6, 0.5, 0.6}, paint);
  if (kind == 1) add_tube(mesh, {0, 0, 0}, {0, 0, 0.9}, 0.3, 0.3, 24, paint);
  if (kind == 2) add_ellipsoid(mesh, Pose{Quat::Identity(), {0, 0, 0.4}}, {0.4, 0.4, 0.4}, 12, 16, paint);
  return mesh;
}

// Along the kerbs, or anywhere on the street that the ego's lane leaves free.
Pose beside(RandomStream& random, double near, double far) {
  const double side = random.chance(0.5) ? 1.0 : -1.0;
  const double x = random.uniform(-kReach + 10, kReach - 10), y = side * random.uniform(near, far);
  return pose_at({x, y, relief(x, y)}, random.uniform(-0.1, 0.1));
}

void add_scenery(const StreetSize& size, std::uint64_t seed, Scene& scene) {
  RandomStream random(seed, Domain::Stage);
  add_stuff(scene, "ground", ClassId::Road, ground(size.ground_cells), 1);
  const auto house = asset_of(building(size), ClassId::Building);
  for (int i = 0; i < size.buildings; ++i) {
    const bool left = i % 2 == 0;
    const double x = (i / 2 + 0.5) * 2 * kReach / ((size.buildings + 1) / 2) - kReach;
    add_instance(scene, house, "building", pose_at({x, left ? 16.0 : -16.0, -0.1}, left ? 0 : kPi), 2, false);
  }
  std::vector<std::shared_ptr<const Asset>> trees;
  for (int k = 0; k < 4; ++k) trees.push_back(asset_of(tree(size.leaves, seed + static_cast<std::uint64_t>(k)), ClassId::Vegetation));
  for (int i = 0; i < size.trees; ++i) {
    Pose pose = beside(random, 9, 13);
    pose.rotation = from_yaw_pitch_roll(random.uniform(0, 6), 0, 0);
    add_instance(scene, trees[static_cast<std::size_t>(i % 4)], "tree", pose, 3, false);
  }
  Mesh post_mesh;
  add_tube(post_mesh, {0, 0, -0.1}, {0, 0, 5}, 0.06, 0.05, 12, {MaterialId::GalvanisedSteel, Part::Post});
  const auto post = asset_of(post_mesh, ClassId::Pole);
  for (int i = 0; i < size.posts; ++i) add_instance(scene, post, "post", beside(random, 7.5, 8.5), 4, false);
  const auto parked = asset_of(car(size.car_rings), ClassId::Car);
  for (int i = 0; i < size.parked; ++i) add_instance(scene, parked, "parked", beside(random, 6, 7), 5, false);
}

// Straight on at its own speed, spinning when it is a crate.
std::vector<Pose> track_of(const Pose& start, double speed, double spin, int ticks) {
  std::vector<Pose> track;
  for (int k = 0; k < ticks; ++k) {
    const double t = to_seconds(k * kTick);
    track.push_back({(start.rotation * from_yaw_pitch_roll(spin * t, 0.3 * spin * t, 0)).normalized(),
                     start.translation + Vec3(speed * t, 0, spin != 0 ? 0.5 + 0.2 * dmath::sin(5 * t) : 0)});
  }
  return track;
}

void add_movable(const StreetSize& size, std::uint64_t seed, int ticks, Street& street) {
  RandomStream random(seed + 1, Domain::Stage);
  const auto car_asset = asset_of(car(size.car_rings), ClassId::Car);
  const std::vector<std::shared_ptr<const Asset>> crates{asset_of(crate(0), ClassId::Debris), asset_of(crate(1), ClassId::Debris),
                                                         asset_of(crate(2), ClassId::Debris)};
  const int total = size.cars + size.crates;
  for (int i = 0; i < total; ++i) {
    const bool is_car = i < size.cars, awake = i * size.awake / total != (i + 1) * size.awake / total;
    const Pose start = is_car ? beside(random, 2.5, 6) : beside(random, 2, 13);
    const auto body = street.scene.bodies.size();
    add_instance(street.scene, is_car ? car_asset : crates[static_cast<std::size_t>(i % 3)], "thing", start, 6, true);
    street.timeline.tracks.resize(body + 1);
    const double speed = awake ? random.uniform(-12, 12) : 0, spin = awake && !is_car ? random.uniform(-6, 6) : 0;
    street.timeline.tracks[body] = track_of(start, speed, spin, ticks);
  }
}

}  // namespace

Street make_street(const StreetSize& size, std::uint64_t seed, int ticks) {
  Street street;
  add_scenery(size, seed, street.scene);
  add_movable(size, seed, ticks, street);
  for (int k = 0; k < ticks; ++k) street.timeline.ego.push_back(pose_at({-20 + kEgoSpeed * to_seconds(k * kTick), 0, 0}, 0));
  for (const auto& body : street.scene.bodies) street.triangles += body.mesh->triangles.size();
  return street;
}

}  // namespace tailcast::bench
