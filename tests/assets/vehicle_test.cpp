// SPDX-License-Identifier: Apache-2.0
// What holds for everything that rolls: beams meet the outside of its skin, it stands on its wheels, its glass has something behind it, its plates are there.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "assets/catalog.h"
#include "core/random.h"
#include "tests/assets/mesh_probe.h"
#include "tests/assets/shape_probe.h"

namespace tailcast {
namespace {

using testing::beams_at;
using testing::corner;
using testing::Faces;

Vec3 normal_of(const Mesh& mesh, std::size_t face) {
  const Vec3 a = corner(mesh, face, 0);
  return (corner(mesh, face, 1) - a).cross(corner(mesh, face, 2) - a).normalized();
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

}  // namespace
}  // namespace tailcast
