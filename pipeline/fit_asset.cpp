// SPDX-License-Identifier: Apache-2.0
#include "pipeline/fit_asset.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "assets/catalog.h"
#include "core/dmath.h"
#include "sim/links.h"

namespace tailcast {
namespace {

constexpr double kWalking = 1.4;  // m/s

// Classes whose families may stand for a class, its own first. Most data sets draw no line between cars and
// vans.
std::vector<ClassId> classes_for(ClassId wanted) {
  using enum ClassId;
  if (wanted == Car) return {Car, Van, Pickup};
  if (wanted == Person) return {Person, Child};
  return {wanted};
}

// Faces that a box is drawn along; limbs have none.
bool has_sides(ClassId class_id) {
  using enum ClassId;
  return class_id == Car || class_id == Van || class_id == Pickup || class_id == Truck || class_id == Bus ||
         class_id == Trailer;
}

double stride_of(const Asset& asset) {
  for (const auto& link : asset.links)
    if (link.joint.kind == Joint::Kind::Swing) return link.joint.stride;
  return 0;
}

Mesh mesh_of(const Asset& asset, double travelled) {
  Mesh mesh;
  for (const auto& link : asset.links)
    append(mesh, *link.mesh, root_from_link(asset, link, {travelled, kWalking, 0}));
  return mesh;
}

Bounds bounds_without_mirrors(const Mesh& mesh) {
  Bounds bounds;
  for (std::size_t i = 0; i < mesh.triangles.size(); ++i)
    if (mesh.part[i] != Part::Mirror)
      for (const auto v : mesh.triangles[i]) bounds.extend(mesh.vertices[v].cast<double>());
  return bounds;
}

double departure(const Vec3& box, const Vec3& size) {
  double sum = 0;
  for (int i = 0; i < 3; ++i) {
    const double off = dmath::log(box[i] / size[i]);
    sum += off * off;
  }
  return sum;
}

}  // namespace

const std::vector<AssetFitter::Member>& AssetFitter::members_of(ClassId family) const {
  const std::scoped_lock lock(mutex_);
  const auto [at, first] = members_.try_emplace(family);
  if (!first) return at->second;
  for (const auto& info : catalog()) {
    if (info.class_id != family) continue;
    for (int seed = 1; seed <= seeds_; ++seed) {
      const auto asset = make_asset(info.id, static_cast<std::uint64_t>(seed));
      const double stride = stride_of(*asset);
      // From legs together to a whole step; every other member leads with the other leg.
      for (const double phase : {0.0, 1.0 / 16, 1.0 / 8, 1.0 / 4}) {
        const double travelled = stride * (phase + (seed % 2 ? 0 : 0.5));
        at->second.push_back({info.id, static_cast<std::uint64_t>(seed), travelled,
                              bounds_without_mirrors(mesh_of(*asset, travelled)).size()});
        if (stride == 0) break;
      }
    }
  }
  return at->second;
}

std::optional<FittedAsset> AssetFitter::fit(ClassId class_id, const Vec3& box, const Vec3& sensor) const {
  // A van must fit a car's box by more than scaling makes up for.
  const double stranger = class_id == ClassId::Car ? departure({1 + kMostScaling, 1, 1}, Vec3::Ones()) : 0;
  const Member* best = nullptr;
  double least = std::numeric_limits<double>::infinity();
  for (const auto family : classes_for(class_id))
    for (const auto& member : members_of(family))
      if (const double off = departure(box, member.size) + (family == class_id ? 0 : stranger); off < least)
        least = off, best = &member;
  if (!best) return std::nullopt;
  const Member& member = *best;
  FittedAsset fitted{member.id, member.seed, Vec3::Ones(), Vec3::Zero(),
                     mesh_of(*make_asset(member.id, member.seed), member.travelled)};
  const auto bounds = bounds_without_mirrors(fitted.mesh);
  for (int i = 0; i < 3; ++i) {
    const double wanted = box[i] / bounds.size()[i];
    fitted.scale[i] = std::clamp(wanted, 1 - kMostScaling, 1 + kMostScaling);
    fitted.misfit[i] = wanted / fitted.scale[i] - 1;
  }
  const Vec3 foot(bounds.center().x(), bounds.center().y(), bounds.low.z());
  Vec3 shift(0, 0, -0.5 * box.z());
  for (int i = 0; i < 2 && has_sides(class_id); ++i)
    if (std::fabs(sensor[i]) > 0.5 * box[i])
      shift[i] = (sensor[i] > 0 ? 0.5 : -0.5) * (box[i] - fitted.scale[i] * bounds.size()[i]);
  for (auto& v : fitted.mesh.vertices) {
    const Vec3 p = (v.cast<double>() - foot).cwiseProduct(fitted.scale) + shift;
    v = p.cast<float>();
  }
  return fitted;
}

}  // namespace tailcast
