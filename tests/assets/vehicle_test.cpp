// SPDX-License-Identifier: Apache-2.0
// What holds for everything that rolls: beams meet the outside of its skin, what they meet collides, it
// stands on its wheels, its glass has something behind it, its plates are there.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "assets/catalog.h"
#include "core/random.h"
#include "tests/assets/mesh_probe.h"

namespace tailcast {
namespace {

using testing::corner;
using testing::distance_to;
using testing::whole;

constexpr double kAgree = .02;  // m
constexpr double kWaist = .04;  // m: a shell's hull bridges the step between its doors and its windows

// The point of a simplex (of at most four corners) nearest to the origin, if it lies within it.
std::optional<Vec3> nearest_within(std::span<const Vec3> corners) {
  const auto n = static_cast<Eigen::Index>(corners.size());
  Eigen::MatrixXd edges(3, n - 1);
  for (Eigen::Index i = 1; i < n; ++i) edges.col(i - 1) = corners[static_cast<std::size_t>(i)] - corners[0];
  Eigen::VectorXd weights = Eigen::VectorXd::Zero(n - 1);
  if (n > 1) weights = (edges.transpose() * edges).ldlt().solve(-edges.transpose() * corners[0]);
  if (!weights.allFinite() || weights.sum() > 1 + 1e-9 || (n > 1 && weights.minCoeff() < -1e-9))
    return std::nullopt;
  return corners[0] + edges * weights;
}

// Distance from p to the convex hull of the points, by the least simplex that holds the nearest point (Wolfe
// 1976), grown by the support in its direction until that is no nearer.
double distance_to_hull(std::span<const Vec3f> points, const Vec3& p) {
  std::vector<Vec3> simplex{points[0].cast<double>() - p};
  Vec3 nearest = simplex[0];
  for (int i = 0; i < 60; ++i) {
    if (nearest.norm() < 1e-5) return 0;
    Vec3 support = nearest;
    double least = 1e30;
    for (const auto& q : points) {
      const Vec3 v = q.cast<double>() - p;
      if (const double along = nearest.dot(v); along < least) least = along, support = v;
    }
    if (nearest.squaredNorm() - least < 1e-5 * nearest.norm()) break;
    simplex.push_back(support);
    std::vector<Vec3> best;
    for (unsigned mask = 1; mask < 1U << simplex.size(); ++mask) {
      std::vector<Vec3> part;
      for (std::size_t k = 0; k < simplex.size(); ++k)
        if (mask >> k & 1U) part.push_back(simplex[k]);
      if (part.size() > 4) continue;
      const auto at = nearest_within(part);
      if (at && (best.empty() || at->norm() < nearest.norm())) nearest = *at, best = part;
    }
    simplex = best;
  }
  return nearest.norm();
}

double distance_to_shape(const CollisionShape& shape, const Vec3& p) {
  if (const auto* box = std::get_if<BoxShape>(&shape))
    return ((inverse(box->center) * p).cwiseAbs() - box->half_size).cwiseMax(0).norm();
  if (const auto* cylinder = std::get_if<CylinderShape>(&shape)) {
    const Vec3 q = inverse(cylinder->center) * p;
    return std::hypot(std::max(0.0, q.head<2>().norm() - cylinder->radius),
                      std::max(0.0, std::fabs(q.z()) - cylinder->half_length));
  }
  if (const auto* ball = std::get_if<SphereShape>(&shape))
    return std::max(0.0, (p - ball->center).norm() - ball->radius);
  return distance_to_hull(std::get<HullShape>(shape).points, p);
}

double distance_to_shapes(const Asset& asset, const Vec3& p, double enough) {
  double best = 1e30;
  for (const auto& shape : asset.collision) {
    best = std::min(best, distance_to_shape(shape, p));
    if (best < enough) break;
  }
  return best;
}

struct Hit {
  double distance;
  std::size_t face;
};
// The faces of an asset, laid out for many beams.
struct Faces {
  explicit Faces(const Asset& asset) : mesh(whole(asset)) {
    for (std::size_t i = 0; i < mesh.triangles.size(); ++i) {
      const Vec3 a = corner(mesh, i, 0);
      rows.push_back({a, corner(mesh, i, 1) - a, corner(mesh, i, 2) - a});
    }
  }
  std::optional<Hit> first(const Vec3& from, const Vec3& direction) const {
    std::optional<Hit> best;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto& [a, e1, e2] = rows[i];
      const Vec3 p = direction.cross(e2);
      const double det = e1.dot(p);
      if (std::fabs(det) < 1e-14) continue;
      const Vec3 s = from - a;
      const double u = s.dot(p) / det;
      if (u < 0 || u > 1) continue;
      const Vec3 q = s.cross(e1);
      const double v = direction.dot(q) / det, t = e2.dot(q) / det;
      if (v >= 0 && u + v <= 1 && t > 0 && (!best || t < best->distance)) best = Hit{t, i};
    }
    return best;
  }
  Mesh mesh;
  std::vector<std::array<Vec3, 3>> rows;
};

Vec3 normal_of(const Mesh& mesh, std::size_t face) {
  const Vec3 a = corner(mesh, face, 0);
  return (corner(mesh, face, 1) - a).cross(corner(mesh, face, 2) - a).normalized();
}

struct Beam {
  Vec3 from, direction;
};
// As a sensor's beams come: from any side, level to steeply down.
std::vector<Beam> beams_at(const Asset& asset, int count) {
  RandomStream random(3, Domain::Asset);
  std::vector<Beam> beams;
  while (std::ssize(beams) < count) {
    const double x = random.uniform(-.5, .5), y = random.uniform(-.5, .5), z = random.uniform(-.5, .5);
    const Vec3 target = asset.box.center() + asset.box.size().cwiseProduct(Vec3(x, y, z));
    const double east = random.normal(), north = random.normal(), up = random.uniform(0, 1);
    const Vec3 out = Vec3(east, north, up).normalized();
    beams.push_back({target + 40 * out, -out});
  }
  return beams;
}

// Panes, and the dark disc behind a wheel's spokes.
bool is_thin(const Mesh& mesh, std::size_t face) {
  return mesh.material[face] == MaterialId::CarGlass ||
         (mesh.material[face] == MaterialId::DarkInterior && mesh.part[face] == Part::Wheel);
}

class Rolling : public ::testing::TestWithParam<std::string> {};

TEST_P(Rolling, ShowsBeamsFromAnywhereTheOutsideOfItsSkin) {
  const auto asset = make_asset(GetParam(), 6);
  const Faces faces(*asset);
  const Mesh& mesh = faces.mesh;
  int hits = 0, inside = 0;
  for (const auto& beam : beams_at(*asset, 200)) {
    const auto hit = faces.first(beam.from, beam.direction);
    if (!hit || is_thin(mesh, hit->face)) continue;
    ++hits;
    if (normal_of(mesh, hit->face).dot(beam.direction) >= 0) {
      ++inside;
      const Vec3 p = beam.from + hit->distance * beam.direction;
      ADD_FAILURE() << "the back of a face at " << p.transpose() << ", "
                    << material_info(mesh.material[hit->face]).name;
    }
  }
  EXPECT_GT(hits, 20);
  EXPECT_EQ(inside, 0);
}

// Lamps and mirrors of cars do not collide; wheel arches and the hollows of spokes are filled: a few beams of
// a hundred.
TEST_P(Rolling, CollidesWhereBeamsMeetItAndNotBefore) {
  if (GetParam() == "vehicle/pickup" || GetParam() == "vehicle/lorry")
    GTEST_SKIP() << "its chassis does not collide";
  const auto asset = make_asset(GetParam(), 2);
  const Faces faces(*asset);
  const Mesh& mesh = faces.mesh;
  int hits = 0, soft = 0, early = 0;
  std::string where;
  for (const auto& beam : beams_at(*asset, 120)) {
    const auto hit = faces.first(beam.from, beam.direction);
    if (!hit) continue;
    ++hits;
    const Vec3 p = beam.from + hit->distance * beam.direction;
    if (distance_to_shapes(*asset, p, kAgree) > kAgree) {
      ++soft;
      where += "\n soft at " + std::to_string(p.x()) + " " + std::to_string(p.y()) + " " +
               std::to_string(p.z()) + " " + std::string(material_info(mesh.material[hit->face]).name);
    }
    for (const double before : {.06, .15, .35}) {
      const Vec3 q = p - before * beam.direction;
      if (distance_to_shapes(*asset, q, 1e-3) > 1e-3 || distance_to(mesh, q) < kWaist) continue;
      ++early;
      where +=
          "\n early at " + std::to_string(q.x()) + " " + std::to_string(q.y()) + " " + std::to_string(q.z());
      break;
    }
  }
  EXPECT_LE(soft, .05 * hits) << where;
  EXPECT_LE(early, .08 * hits) << where;
}

TEST_P(Rolling, StandsOnItsWheelsAndSteersThoseInFront) {
  const auto asset = make_asset(GetParam(), 3);
  double low = 1e9;
  for (const auto& shape : asset->collision)
    if (const auto* c = std::get_if<CylinderShape>(&shape))
      low = std::min(low, c->center.translation.z() - c->radius);
  bool rolls = false;
  for (const auto& link : asset->links) {
    if (link.joint.kind != Joint::Kind::Wheel) continue;
    rolls = true;
    EXPECT_NEAR(bounds_of(*link.mesh).low.z() + link.joint.radius, 0, .006 + .01 * link.joint.radius)
        << link.name;
  }
  if (rolls) {
    EXPECT_NEAR(low, 0, 1e-9);
  }
}

TEST_P(Rolling, HasSomethingBehindItsGlass) {
  const auto asset = make_asset(GetParam(), 3);
  const Faces faces(*asset);
  const Mesh& mesh = faces.mesh;
  int glass = 0, behind = 0;
  const auto panes = std::ranges::count(mesh.material, MaterialId::CarGlass);
  const auto every = panes / 60 + 1;
  std::ptrdiff_t pane = 0;
  for (std::size_t i = 0; i < mesh.triangles.size(); ++i) {
    if (mesh.material[i] != MaterialId::CarGlass || pane++ % every != 0) continue;
    const Vec3 middle = (corner(mesh, i, 0) + corner(mesh, i, 1) + corner(mesh, i, 2)) / 3;
    const Vec3 normal = normal_of(mesh, i);
    ++glass;
    behind += faces.first(middle - 1e-3 * normal, -normal) ? 1 : 0;
  }
  EXPECT_GE(behind, .9 * glass);
}

TEST_P(Rolling, CostsNoMoreThanAStreetOfThemMay) {
  const auto asset = make_asset(GetParam(), 1);
  std::size_t faces = 0;
  for (const auto& link : asset->links) faces += link.mesh->triangles.size();
  EXPECT_LT(faces, 30000U);
  EXPECT_LT(asset->collision.size(), 260U);
}

std::vector<std::string> rolling_ids() {
  std::vector<std::string> ids;
  for (const auto& info : catalog())
    for (const char* group : {"vehicle/", "trailer/", "rail/"})
      if (info.id.starts_with(group)) ids.push_back(info.id);
  return ids;
}

INSTANTIATE_TEST_SUITE_P(Catalog, Rolling, ::testing::ValuesIn(rolling_ids()), [](const auto& test) {
  std::string name = test.param;
  std::ranges::replace(name, '/', '_');
  return name;
});

TEST(Rolling, IsCheckedByAMeasureOfDistanceToShapes) {
  std::vector<Vec3f> cube;
  for (const float x : {-1.F, 1.F})
    for (const float y : {-1.F, 1.F})
      for (const float z : {-1.F, 1.F}) cube.emplace_back(x, y, z);
  EXPECT_EQ(distance_to_hull(cube, {.3, -.2, .9}), 0);
  EXPECT_NEAR(distance_to_hull(cube, {1.015, .4, .2}), .015, 1e-4);
  EXPECT_NEAR(distance_to_hull(cube, {1.03, 1.04, .2}), .05, 1e-4);
  EXPECT_NEAR(distance_to_hull(cube, {1.02, 1.04, -1.04}), .06, 1e-4);
}

}  // namespace
}  // namespace tailcast
