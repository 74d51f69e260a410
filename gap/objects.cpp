// SPDX-License-Identifier: Apache-2.0
#include "gap/objects.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/dmath.h"

namespace tailcast {
namespace {

// KITTI's boxes cover what its camera sees: 40 deg to either side.
constexpr double kSectorDeg = 38.0, kSectorFrom = 5.0, kSectorTo = 60.0;  // m, in plan
constexpr double kPointsTo = 75.0;       // m: no point of a box in the sector is farther
constexpr std::size_t kLeastReturns = 5;
constexpr double kMargin = 0.05;         // m: boxes are drawn tightly

enum class Group : std::size_t { Car, Heavy, Person, Rider };

std::optional<Group> group_of(ClassId id) {
  switch (id) {
    case ClassId::Car: case ClassId::Van: case ClassId::Pickup: return Group::Car;
    case ClassId::Truck: case ClassId::Bus: case ClassId::Trailer: return Group::Heavy;
    case ClassId::Person: case ClassId::Child: return Group::Person;
    case ClassId::Bicyclist: case ClassId::Motorcyclist: return Group::Rider;
    default: return std::nullopt;
  }
}

struct Thing {
  Group group;
  Vec3 at;  // m, sensor frame
};

bool in_sector(const Vec3& at) {
  const double distance = std::sqrt(at.x() * at.x() + at.y() * at.y());
  return distance >= kSectorFrom && distance < kSectorTo && std::fabs(rad_to_deg(dmath::atan2(at.y(), at.x()))) < kSectorDeg;
}

bool holds_returns(const ObjectBox& box, const std::vector<Vec3>& points) {
  const Pose box_from_sensor = inverse(box.sensor_from_box);
  const Vec3 half = 0.5 * box.size + Vec3::Constant(kMargin);
  const double reach = half.squaredNorm();
  std::size_t returns = 0;
  for (const Vec3& p : points) {
    if ((p - box.sensor_from_box.translation).squaredNorm() > reach) continue;
    returns += ((box_from_sensor * p).cwiseAbs().array() <= half.array()).all();
    if (returns >= kLeastReturns) return true;
  }
  return false;
}

std::vector<Thing> things_in_view(const LabelledFrame& frame) {
  std::vector<const ObjectBox*> wanted;
  for (const ObjectBox& box : frame.objects)
    if (group_of(box.class_id) && in_sector(box.sensor_from_box.translation)) wanted.push_back(&box);
  std::vector<Thing> things;
  if (wanted.empty()) return things;
  std::vector<Vec3> points;
  for (std::size_t i = 0; i < frame.size(); ++i) {
    const Vec3 p(frame.x[i], frame.y[i], frame.z[i]);
    if (p.x() > -10 && p.squaredNorm() < kPointsTo * kPointsTo) points.push_back(p);  // not what is NaN
  }
  for (const ObjectBox* box : wanted)
    if (holds_returns(*box, points)) things.push_back({*group_of(box->class_id), box->sensor_from_box.translation});
  return things;
}

// From each of them to the nearest other one, in plan.
std::vector<std::uint32_t> spacing_of(const std::vector<Thing>& things) {
  std::vector<std::uint32_t> counts(kSpacingBins, 0);
  for (std::size_t i = 0; i < things.size() && things.size() > 1; ++i) {
    double nearest = 2 * kSectorTo;
    for (std::size_t j = 0; j < things.size(); ++j)
      if (j != i) nearest = std::min(nearest, (things[i].at - things[j].at).head<2>().norm());
    ++counts[std::min(kSpacingBins - 1, static_cast<std::size_t>(nearest / kSpacingBin))];
  }
  return counts;
}

}  // namespace

ObjectCounts count_objects(const LabelledFrame& frame) {
  ObjectCounts counts;
  counts.density.assign(kObjectGroups.size(), 0);
  std::vector<Thing> vehicles, people;
  for (const Thing& thing : things_in_view(frame)) {
    ++counts.density[static_cast<std::size_t>(thing.group)];
    (thing.group == Group::Car || thing.group == Group::Heavy ? vehicles : people).push_back(thing);
  }
  counts.vehicle_spacing = spacing_of(vehicles);
  counts.person_spacing = spacing_of(people);
  return counts;
}

}  // namespace tailcast
