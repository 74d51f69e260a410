// SPDX-License-Identifier: Apache-2.0
// What falls off vehicles. Sizes and masses: reports of road debris and product data; lying as it comes to
// rest.
#include <algorithm>
#include <array>

#include "assets/collide.h"
#include "assets/families.h"
#include "assets/shapes.h"
#include "assets/wheel.h"
#include "core/dmath.h"
#include "core/random.h"

namespace tailcast {
namespace {

void add_solid_box(Asset& asset, Mesh& mesh, const Pose& center, const Vec3& size, Paint paint) {
  add_box(mesh, center, size, paint);
  asset.collision.emplace_back(BoxShape{center, .5 * size});
}

struct Span {
  double low, high;  // m
};
struct LadderSize {
  Span length, width;  // m
  double mass_per_metre;
};

Asset build_ladder(const LadderSize& range, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double length = random.uniform(range.length.low, range.length.high);
  const double width = random.uniform(range.width.low, range.width.high), depth = .08, rail = .028;
  const Paint rails{MaterialId::BareMetal, Part::Rail}, rungs{MaterialId::BareMetal, Part::Rung};
  Asset asset;
  Mesh mesh;
  for (const double side : {-1.0, 1.0})
    add_solid_box(asset, mesh, offset(0, side * .5 * (width - rail), .5 * depth), {length, rail, depth},
                  rails);
  const int count = static_cast<int>(length / .28);
  for (int i = 0; i < count; ++i) {
    const double x = (i + .5) * length / count - .5 * length;
    add_tube(mesh, Vec3(x, -.5 * width + rail - .004, .5 * depth),
             Vec3(x, .5 * width - rail + .004, .5 * depth), .017, .017, 10, rungs, false);
    asset.collision.emplace_back(BoxShape{offset(x, 0, .5 * depth), {.014, .5 * width - rail, .014}});
  }
  for (const double x : {-.5 * length, .5 * length})  // rubber feet
    for (const double side : {-1.0, 1.0})
      add_solid_box(asset, mesh, offset(x, side * .5 * (width - rail), .5 * depth),
                    {.05, rail + .012, depth - .006}, {MaterialId::Rubber, Part::Rail});
  set_root(asset, std::move(mesh));
  set_mass(asset, std::clamp(length * range.mass_per_metre * random.uniform(.9, 1.1), 5.0, 25.0), .45, .2);
  return asset;
}

Asset make_short_ladder(const AssetInfo&, std::uint64_t seed) {
  return build_ladder({{2.4, 3.6}, {.36, .44}, 2.8}, seed);
}
Asset make_long_ladder(const AssetInfo&, std::uint64_t seed) {
  return build_ladder({{4.6, 5.4}, {.40, .50}, 3.2}, seed);
}

// Upright, ready to roll along x.
Asset make_car_wheel(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double radius = .5 * random.uniform(.60, .68), width = random.uniform(.20, .235);
  Mesh mesh;
  append(mesh, make_wheel({radius, width, .63 * radius}, random.chance(.5) ? 5 : 10), offset(0, 0, radius));
  Asset asset;
  set_root(asset, std::move(mesh));
  for (const auto& part : rolling_shapes({radius, width, .63 * radius}, along_y(Vec3(0, 0, radius))))
    asset.collision.emplace_back(part);
  set_mass(asset, random.uniform(18, 25), .8, .5);
  asset.rolling_friction = .015 * radius;  // rolling resistance of a tyre on asphalt, 1.5 %
  return asset;
}

Asset make_cardboard_box(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const Vec3 size{random.uniform(.40, .60), random.uniform(.30, .45), random.uniform(.30, .42)};
  const Paint board{MaterialId::Cardboard, Part::Whole};
  Asset asset;
  Mesh mesh;
  add_solid_box(asset, mesh, offset(0, 0, .5 * size.z()), size, board);
  for (const double side : {-1.0, 1.0}) {  // flaps, ajar
    const double angle = random.uniform(.08, .5);
    const Pose hinge{rotation_about(Vec3::UnitX(), -side * angle), Vec3(0, side * .5 * size.y(), size.z())};
    add_box(mesh, hinge * offset(0, -side * .235 * size.y(), .005), {.98 * size.x(), .46 * size.y(), .004},
            board);
  }
  set_root(asset, std::move(mesh));
  set_mass(asset, random.uniform(.5, 6.0), .45, .1);
  asset.center_of_mass.z() = .5 * size.z();
  return asset;
}

Asset make_mattress(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const Vec3 size{random.uniform(1.9, 2.0), random.uniform(.9, 1.6), random.uniform(.18, .26)};
  Mesh mesh;
  add_rounded_box(mesh, offset(0, 0, .5 * size.z()), size, .02, {MaterialId::Foam, Part::Whole});
  Asset asset;
  set_root(asset, std::move(mesh));
  asset.collision.emplace_back(BoxShape{offset(0, 0, .5 * size.z()), .5 * size});
  set_mass(asset, std::clamp(45 * size.prod(), 15.0, 35.0), .6, .05);
  return asset;
}

// EUR pallet (EN 13698-1): 1.2 x .8 x .144 m.
Asset make_pallet(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const Paint wood{MaterialId::Wood, Part::Whole};
  Asset asset;
  Mesh mesh;
  for (const double y : {-.3505, 0.0, .3505})
    add_solid_box(asset, mesh, offset(0, y, .011), {1.2, y == 0 ? .145 : .099, .0215}, wood);
  for (const double y : {-.3505, 0.0, .3505})
    for (const double x : {-.5275, 0.0, .5275})
      add_solid_box(asset, mesh, offset(x, y, .0605), {.145, y == 0 ? .142 : .095, .0725}, wood);
  for (const double x : {-.5275, 0.0, .5275})
    add_solid_box(asset, mesh, offset(x, 0, .1095), {.142, .798, .0205}, wood);
  for (const double y : {-.3275, -.165, 0.0, .165, .3275})
    add_solid_box(asset, mesh, offset(0, y, .1325), {1.198, std::fabs(y) == .165 ? .098 : .144, .0215}, wood);
  for (auto& v : mesh.vertices) v.z() -= .00025F;  // the runners' underside to the ground
  set_root(asset, std::move(mesh));
  set_mass(asset, random.uniform(20, 28), .5, .1);
  return asset;
}

Asset make_timber(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const Vec3 size{random.uniform(2.0, 2.8), random.uniform(.08, .14), random.uniform(.045, .075)};
  Asset asset;
  Mesh mesh;
  add_solid_box(asset, mesh, offset(0, 0, .5 * size.z()), size, {MaterialId::Wood, Part::Whole});
  set_root(asset, std::move(mesh));
  set_mass(asset, 480 * size.prod(), .5, .15);
  return asset;
}

// A strip of a lorry's tyre, thrown off: arched, its ends off the ground, ribbed.
Asset make_tyre_tread(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double length = random.uniform(.6, 2.0), width = random.uniform(.20, .30), thick = .022;
  const double radius = random.uniform(1.1, 1.8) * std::max(1.0, .8 * length);  // of its curl
  const double half = .5 * length / radius, twist = random.uniform(-.05, .05);
  const int pieces = std::max(6, static_cast<int>(length / .08));
  const Paint rubber{MaterialId::Rubber, Part::Whole};
  const auto ring = [&](double angle, double inset) {
    const double x = radius * dmath::sin(angle), z = radius * (1 - dmath::cos(angle));
    const Vec3 up(-dmath::sin(angle), 0, dmath::cos(angle)), foot(x, twist * x * std::fabs(x), z);
    const Vec3 across(0, .5 * width - inset, 0);
    return std::vector<Vec3>{foot - across, foot - across + up * thick, foot + across + up * thick,
                             foot + across};
  };
  Asset asset;
  Mesh mesh;
  std::vector<std::vector<Vec3>> rings;
  for (int i = 0; i <= pieces; ++i) {
    rings.push_back(ring(-half + 2 * half * i / pieces,
                         i == 0 || i == pieces ? random.uniform(.02, .08) : random.uniform(0, .02)));
    if (i == 0) continue;
    HullShape hull;
    for (const auto& r : {rings[rings.size() - 2], rings.back()})
      for (const auto& p : r) hull.points.push_back(p.cast<float>());
    asset.collision.emplace_back(std::move(hull));
    const double angle = -half + 2 * half * (i - .5) / pieces;  // a lug across each piece
    const Vec3 up(-dmath::sin(angle), 0, dmath::cos(angle));
    add_box(mesh,
            {rotation_about(Vec3::UnitY(), -angle),
             Vec3(radius * dmath::sin(angle), 0, radius * (1 - dmath::cos(angle))) + up * (thick + .004)},
            {.04, width - .06, .012}, rubber);
  }
  for (auto& r : rings) std::ranges::reverse(r);
  add_loft(mesh, rings, rubber);
  const auto low = static_cast<float>(bounds_of(mesh).low.z());
  for (auto& v : mesh.vertices) v.z() -= low;
  for (auto& shape : asset.collision)
    for (auto& p : std::get<HullShape>(shape).points) p.z() -= low;
  set_root(asset, std::move(mesh));
  set_mass(asset, std::clamp(700 * length * width * thick * 1.3, 2.0, 20.0), .8, .2);
  return asset;
}

Asset make_exhaust(const AssetInfo&, std::uint64_t seed) {
  RandomStream random(seed, Domain::Asset);
  const double pipe = .5 * random.uniform(.9, 1.4), muffler = random.uniform(.38, .52), r = .027, rz = .085,
               ry = .125;
  const Paint metal{MaterialId::BareMetal, Part::Whole};
  Asset asset;
  Mesh mesh;
  const double front = .5 * muffler;
  const std::array<double, 4> x{-front, -front + .03, front - .03, front}, share{.78, 1, 1, .78};
  std::vector<std::vector<Vec3>> rings;
  for (std::size_t i = 0; i < x.size(); ++i)
    rings.push_back(
        ellipse_ring(Vec3(x[i], 0, rz), Vec3(0, share[i] * ry, 0), Vec3(0, 0, share[i] * rz), 20));
  add_loft(mesh, rings, metal);
  const std::array path{Vec3(front - .02, .02, rz), Vec3(front + .3 * pipe, .02, rz - .01),
                        Vec3(front + .8 * pipe, .05, .6 * rz), Vec3(front + 1.5 * pipe, .02, r + .006),
                        Vec3(front + 2 * pipe, -.03, r + .002)};
  const std::array radii{r, r, r, r, r};
  // What collides is convex: the muffler and the tail pipe whole, the bent pipe in lengths.
  auto hulls = hulls_of_pieces(mesh, Pose{});
  const auto collide = [&](const Mesh& piece) {
    for (auto& hull : hulls_of_pieces(piece, Pose{})) hulls.push_back(std::move(hull));
  };
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    Mesh straight;
    add_limb(straight, std::span(path).subspan(i, 2), std::span(radii).subspan(i, 2), 12, metal);
    collide(straight);
  }
  Mesh tail;
  add_tube(tail, Vec3(-front + .02, .03, rz), Vec3(-front - .16, .05, rz - .02), r, r, 12, metal);
  collide(tail);
  append(mesh, tail, Pose{});
  add_limb(mesh, path, radii, 12, metal);
  // The footprint's middle to the origin.
  const Bounds box = bounds_of(mesh);
  const Vec3f shift = Vec3(-box.center().x(), -box.center().y(), -box.low.z()).cast<float>();
  for (auto& v : mesh.vertices) v += shift;
  for (auto& hull : hulls) {
    for (auto& p : hull.points) p += shift;
    asset.collision.emplace_back(std::move(hull));
  }
  set_root(asset, std::move(mesh));
  set_mass(asset, random.uniform(6, 14), .45, .2);
  asset.rolling_friction = .003;  // the grain of asphalt under round pipes: without it they rock for ten seconds
  return asset;
}

}  // namespace

std::vector<Family> debris_families() {
  using enum ClassId;
  return {
      {{"debris/ladder_3m", Debris, "aluminium ladder, 2.4 to 3.6 m", {3.0, .40, .08}, 8.4, {}},
       make_short_ladder},
      {{"debris/ladder_5m", Debris, "aluminium ladder, 4.6 to 5.4 m", {5.0, .45, .08}, 16, {}},
       make_long_ladder},
      {{"debris/car_wheel", Debris, "lost road wheel, upright", {.64, .22, .64}, 21.5, {}}, make_car_wheel},
      {{"debris/cardboard_box", Debris, "cardboard box, its flaps ajar", {.50, .38, .42}, 3, {}},
       make_cardboard_box},
      {{"debris/mattress", Debris, "mattress", {1.95, 1.25, .22}, 24, {}}, make_mattress},
      {{"debris/pallet", Debris, "EUR pallet", {1.20, .80, .144}, 24, {}}, make_pallet},
      {{"debris/timber", Debris, "squared timber", {2.40, .11, .06}, 7.6, {}}, make_timber},
      {{"debris/tyre_tread", Debris, "thrown tread of a lorry tyre", {1.25, .25, .12}, 6.5, {}},
       make_tyre_tread},
      {{"debris/exhaust", Debris, "muffler and pipe of an exhaust", {1.75, .25, .17}, 10, {}}, make_exhaust},
  };
}

}  // namespace tailcast
