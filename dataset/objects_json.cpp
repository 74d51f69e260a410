// SPDX-License-Identifier: Apache-2.0
#include "dataset/objects_json.h"

#include <cmath>

#include "core/check.h"
#include "core/error.h"

namespace tailcast {
namespace {

constexpr std::int64_t kMaxTrack = 0xffff;        // .label files hold 16 bits
constexpr std::int64_t kMaxTime = 1'000'000 * kSecond;

Json to_json(const Vec3& v) { return Json::Array{v.x(), v.y(), v.z()}; }
Json to_json(const Pose& pose) {
  Json json;
  json["position"] = to_json(pose.translation);
  json["rotation"] = Json::Array{pose.rotation.w(), pose.rotation.x(), pose.rotation.y(), pose.rotation.z()};
  return json;
}

Json to_json(const ObjectBox& box) {
  TAILCAST_CHECK(box.track_id <= kMaxTrack, "track ids are 16 bits in .label files");
  Json json;
  json["track"] = box.track_id;
  json["name"] = box.name;
  json["class"] = class_info(box.class_id).name;
  json["hazard"] = box.hazard;
  json["moving"] = box.moving;
  json["time_ns"] = box.time;
  json["sensor_from_box"] = to_json(box.sensor_from_box);
  json["size"] = to_json(box.size);
  json["velocity"] = to_json(box.velocity);
  json["returns"] = box.returns;
  json["returns_alone"] = box.returns_alone;
  json["visibility"] = box.returns_alone ? Json(box.visibility()) : Json();
  return json;
}

// Reads with the file's name at hand: everything absent or of another type is an IoError.
class Reader {
 public:
  Reader(const Json& json, const std::string& origin) : json_(json), origin_(origin) {}

  const Json& at(const char* key) const {
    const Json* value = json_.find(key);
    if (!value) fail(key);
    return *value;
  }
  Reader in(const char* key) const { return {at(key), origin_}; }
  bool flag(const char* key) const {
    const Json& value = at(key);
    if (value.bool_or(false) != value.bool_or(true)) fail(key);
    return value.bool_or(false);
  }
  std::int64_t integer(const char* key, std::int64_t low, std::int64_t high) const {
    const auto value = at(key).integer_or(low - 1);
    if (value < low || value > high) fail(key);
    return value;
  }
  std::string text(const char* key) const {
    if (!at(key).is_string()) fail(key);
    return at(key).string_or({});
  }
  template <int N>
  Eigen::Matrix<double, N, 1> numbers(const char* key) const {
    const auto& items = at(key).items();
    if (items.size() != N) fail(key);
    Eigen::Matrix<double, N, 1> values;
    for (int i = 0; i < N; ++i) {
      values[i] = items[static_cast<std::size_t>(i)].number_or(std::nan(""));
      if (!std::isfinite(values[i])) fail(key);
    }
    return values;
  }
  Pose pose(const char* key) const {
    const Reader inner = in(key);
    const auto q = inner.numbers<4>("rotation");
    if (std::fabs(q.norm() - 1.0) > 1e-6) inner.fail("rotation");
    return {Quat(q[0], q[1], q[2], q[3]), inner.numbers<3>("position")};
  }
  [[noreturn]] void fail(const char* key) const { throw IoError(origin_, std::string("objects: no valid ") + key); }

 private:
  const Json& json_;
  const std::string& origin_;
};

ObjectBox box_from(const Reader& reader) {
  ObjectBox box;
  box.track_id = static_cast<std::uint32_t>(reader.integer("track", 1, kMaxTrack));
  box.name = reader.text("name");
  const auto class_id = find_class(reader.text("class"));
  if (!class_id) reader.fail("class");
  box.class_id = *class_id;
  box.hazard = reader.flag("hazard");
  box.moving = reader.flag("moving");
  box.time = reader.integer("time_ns", -kMaxTime, kMaxTime);
  box.sensor_from_box = reader.pose("sensor_from_box");
  box.size = reader.numbers<3>("size");
  box.velocity = reader.numbers<3>("velocity");
  box.returns = static_cast<std::uint32_t>(reader.integer("returns", 0, 0xffffffff));
  box.returns_alone = static_cast<std::uint32_t>(reader.integer("returns_alone", 0, 0xffffffff));
  return box;
}

}  // namespace

Json objects_to_json(int frame, const LabelledFrame& labelled) {
  Json json;
  json["frame"] = frame;
  json["time_ns"] = labelled.time;
  json["sweep_start_ns"] = labelled.sweep_start;
  json["duration_ns"] = labelled.duration;
  json["compensated"] = labelled.compensated;
  json["rings"] = labelled.rings;
  json["columns"] = labelled.columns;
  json["world_from_sensor"] = to_json(labelled.world_from_sensor);
  json["ego_from_sensor"] = to_json(labelled.ego_from_sensor);
  json["objects"] = Json::array();
  for (const auto& box : labelled.objects) json["objects"].push_back(to_json(box));
  return json;
}

void objects_from_json(const Json& line, int frame, const std::string& origin, LabelledFrame& labelled) {
  const Reader reader(line, origin);
  if (reader.integer("frame", 0, 999'999'999) != frame) reader.fail("frame");
  labelled.time = reader.integer("time_ns", -kMaxTime, kMaxTime);
  labelled.sweep_start = reader.integer("sweep_start_ns", -kMaxTime, kMaxTime);
  labelled.duration = reader.integer("duration_ns", 0, kMaxTime);
  labelled.compensated = reader.flag("compensated");
  labelled.rings = static_cast<std::uint32_t>(reader.integer("rings", 0, 0xffff));
  labelled.columns = static_cast<std::uint32_t>(reader.integer("columns", 0, 0x10000));
  labelled.world_from_sensor = reader.pose("world_from_sensor");
  labelled.ego_from_sensor = reader.pose("ego_from_sensor");
  if (!reader.at("objects").is_array()) reader.fail("objects");
  labelled.objects.clear();
  labelled.objects_known = true;
  for (const Json& object : reader.at("objects").items()) labelled.objects.push_back(box_from({object, origin}));
}

}  // namespace tailcast
