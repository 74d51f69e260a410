// SPDX-License-Identifier: Apache-2.0
#include "sim/air.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/dmath.h"

namespace tailcast {
namespace {

double wind_share(double height) {
  constexpr double kRoughness = 0.03, kStated = 10;  // m
  if (height <= kRoughness) return 0;
  static const double scale = 1 / dmath::log(kStated / kRoughness);
  return scale * dmath::log(height / kRoughness);
}

// Of a point source on the ground that swells by `rate` m^3/s into the half space above.
Vec3 from_source(const Vec3& offset, double rate) {
  const double squared = offset.squaredNorm();
  if (squared < 1e-6) return Vec3::Zero();
  return rate / (2 * kPi * squared * std::sqrt(squared)) * offset;
}

// Share of the vehicle's speed that the wake has `behind` its tail, `aside` from its axis on the road. The
// road mirrors the vehicle, so that twice its drag goes into a round wake: theta^2 = drag area.
double wake_share(double drag_area, double behind, double aside_squared) {
  const double start = drag_area / (2 * kPi);  // sigma^2 where the air stands still against the vehicle
  constexpr double kGrowth = 0.405 * 0.405 * 0.405;
  const double sigma = dmath::pow(start * std::sqrt(start) + kGrowth * drag_area * behind, 1.0 / 3.0);
  return start / (sigma * sigma) * dmath::exp(-aside_squared / (2 * sigma * sigma));
}

Vec3 stream_velocity(const AirStream& stream, const Vec3& world) {
  const Vec3 p = inverse(stream.world_from_box) * world;
  const Vec3& half = stream.half_size;
  const double speed = stream.velocity.norm();
  if (speed < 0.5) return Vec3::Zero();
  if ((p.cwiseAbs().array() <= half.array()).all()) return stream.velocity;
  const double frontal = 4 * half.y() * half.z();
  const Vec3 over_road = p + Vec3(0, 0, half.z());
  Vec3 flow = from_source(over_road - Vec3(half.x(), 0, 0), speed * frontal) -
              from_source(over_road + Vec3(half.x(), 0, 0), speed * frontal);
  if (const double fastest = flow.norm(); fastest > speed) flow *= speed / fastest;
  const double behind = -half.x() - p.x();
  if (behind > 0) {
    const double share =
        wake_share(stream.drag_area, behind, over_road.y() * over_road.y() + over_road.z() * over_road.z());
    flow =
        (1 - share) * flow + Vec3(share * speed, 0, 0);  // where the wake is whole, nothing flows around it
  }
  return stream.world_from_box.rotation * flow;
}

struct Silhouette {
  Vec3 area = Vec3::Zero();
  Bounds box;
};

// Half the area of all faces along each axis: exact for what is convex, and no more than the box's.
Silhouette silhouette_of(const Asset& asset, const std::vector<std::size_t>& links) {
  Silhouette all;
  for (const auto index : links) {
    const auto& link = asset.links[index];
    const Mesh& mesh = *link.mesh;
    const auto at = [&](std::uint32_t v) {
      return Vec3(link.joint.root_from_link * Vec3(mesh.vertices[v].cast<double>()));
    };
    for (const auto& t : mesh.triangles) {
      const Vec3 a = at(t[0]), b = at(t[1]), c = at(t[2]);
      all.area += 0.25 * (b - a).cross(c - a).cwiseAbs();
      all.box.extend(a), all.box.extend(b), all.box.extend(c);
    }
  }
  const Vec3 size = all.box.size();
  all.area = all.area.cwiseMin(Vec3(size.y() * size.z(), size.x() * size.z(), size.x() * size.y()));
  return all;
}

bool is_round(const Asset& asset) {
  return std::all_of(asset.collision.begin(), asset.collision.end(),
                     [](const auto& s) { return std::holds_alternative<SphereShape>(s); });
}

// Where the force on a plate acts, from its middle, in its plane.
Vec3 ahead_of_middle(const AirFaces& faces, int normal, const Vec3& flow) {
  if (normal != faces.thin) return Vec3::Zero();
  Vec3 along = flow;
  along[normal] = 0;
  const double airspeed = flow.norm(), in_plane = along.norm();
  if (in_plane < 1e-6 * airspeed || airspeed <= 0) return Vec3::Zero();
  const double sine = std::fabs(flow[normal]) / airspeed;
  const Vec3 direction = along / in_plane;
  const double chord =
      2 * direction.cwiseAbs().dot(faces.half_size.cwiseProduct(Vec3::Ones() - Vec3::Unit(normal)));
  return -(0.5 - 0.195 - 0.305 * sine) * chord * direction;
}

}  // namespace

Vec3 air_velocity(const Air& air, const Vec3& world, double height_above_ground) {
  Vec3 velocity = wind_share(height_above_ground) * air.wind;
  for (const auto& stream : air.streams) velocity += stream_velocity(stream, world);
  return velocity;
}

double drag_area_of(ClassId class_id, const Vec3& size) {
  const double frontal = size.y() * size.z();
  switch (class_id) {
    case ClassId::Car:
      return 0.32 * frontal;
    case ClassId::Van:
    case ClassId::Pickup:
      return 0.42 * frontal;
    case ClassId::Truck:
    case ClassId::Bus:
      return 0.65 * frontal;
    default:
      return 0.6 * frontal;
  }
}

AirFaces air_faces_of(const Asset& asset, const std::vector<std::size_t>& links) {
  const Silhouette silhouette = silhouette_of(asset, links);
  AirFaces faces;
  if (silhouette.box.empty()) return faces;
  faces.center = silhouette.box.center();
  faces.half_size = 0.5 * silhouette.box.size();
  faces.area = silhouette.area;
  constexpr double kThin = 0.15, kPlate = 1.17, kBox = 1.05, kSphere = 0.47;
  for (int axis = 0; axis < 3; ++axis) {
    const double across = std::min(faces.half_size[(axis + 1) % 3], faces.half_size[(axis + 2) % 3]);
    if (faces.half_size[axis] < kThin * across) faces.thin = axis;
  }
  faces.coefficient = Vec3::Constant(is_round(asset) ? kSphere : faces.thin >= 0 ? kPlate : kBox);
  return faces;
}

Wrench air_load(const AirFaces& faces, const Pose& world_from_asset, const Vec3& center_of_mass, double mass,
                const Twist& twist, const Vec3& air_velocity, double density, double stiffest) {
  const Quat asset_from_world = world_from_asset.rotation.conjugate();
  const Vec3 flow = asset_from_world * Vec3(air_velocity - twist.linear),
             spin = asset_from_world * twist.angular;
  Wrench load;
  for (int axis = 0; axis < 3; ++axis) {
    const int u = (axis + 1) % 3, v = (axis + 2) % 3;
    const Vec3 lead = ahead_of_middle(faces, axis, flow);
    for (const double su : {-0.5, 0.5})
      for (const double sv : {-0.5, 0.5}) {
        Vec3 arm = faces.center - center_of_mass + lead;
        arm[u] += su * faces.half_size[u], arm[v] += sv * faces.half_size[v];
        const Vec3 past = flow - spin.cross(arm);
        const double rate =
            std::min(0.125 * density * faces.coefficient[axis] * faces.area[axis] * past.norm(),
                     0.25 * stiffest * mass);
        Vec3 force = Vec3::Zero();
        force[axis] = rate * past[axis];
        load.force += force;
        load.torque += arm.cross(force);
      }
  }
  return {world_from_asset.rotation * load.force, world_from_asset.rotation * load.torque};
}

}  // namespace tailcast
