// SPDX-License-Identifier: Apache-2.0
#include "dataset/box_files.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <optional>

#include "core/dmath.h"
#include "core/error.h"
#include "core/json.h"
#include "core/text.h"

namespace tailcast {
namespace {

constexpr double kFarthest = 1e4, kLongest = 100;  // m: of a centre's coordinate, of an edge
constexpr std::size_t kMaxBoxes = 1'000'000;

std::string at_line(const std::string& origin, int line) {
  return origin + ":" + std::to_string(line);
}

struct NamedClass {
  std::string_view name;
  ClassId class_id;
};
constexpr NamedClass kClasses[]{
    {"car", ClassId::Car},
    {"regular_vehicle", ClassId::Car},
    {"van", ClassId::Van},
    {"pickup", ClassId::Pickup},
    {"truck", ClassId::Truck},
    {"box_truck", ClassId::Truck},
    {"truck_cab", ClassId::Truck},
    {"large_vehicle", ClassId::Truck},
    {"bus", ClassId::Bus},
    {"school_bus", ClassId::Bus},
    {"articulated_bus", ClassId::Bus},
    {"trailer", ClassId::Trailer},
    {"vehicular_trailer", ClassId::Trailer},
    {"construction_vehicle", ClassId::OtherVehicle},
    {"pedestrian", ClassId::Person},
    {"person", ClassId::Person},
    {"child", ClassId::Child},
    {"cyclist", ClassId::Bicyclist},
    {"bicyclist", ClassId::Bicyclist},
    {"rider", ClassId::Bicyclist},
    {"motorcyclist", ClassId::Motorcyclist},
    {"bicycle", ClassId::Bicycle},
    {"motorcycle", ClassId::Motorcycle},
    {"motor", ClassId::Motorcycle},
    {"traffic_cone", ClassId::TrafficCone},
    {"construction_cone", ClassId::TrafficCone},
    {"barrier", ClassId::Barrier},
    {"animal", ClassId::Animal},
};

// A box that could stand there, or an IoError.
ObjectBox checked(ObjectBox box, const std::string& origin) {
  if (!(box.size.allFinite() && box.size.minCoeff() > 0 && box.size.maxCoeff() <= kLongest))
    throw IoError(origin, "a box whose edges are not above 0 and up to 100 m");
  const Vec3& at = box.sensor_from_box.translation;
  if (!(at.allFinite() && at.cwiseAbs().maxCoeff() <= kFarthest))
    throw IoError(origin, "a box that lies nowhere");
  return box;
}

Quat checked_rotation(const Quat& rotation, const std::string& origin) {
  const double norm = rotation.norm();
  if (!(std::fabs(norm - 1) < 1e-2)) throw IoError(origin, "a quaternion that is no rotation");
  return rotation.normalized();
}

double checked_angle(double angle, const std::string& origin) {
  if (!(std::fabs(angle) < 1e3)) throw IoError(origin, "an angle that is none");
  return angle;
}

// KITTI's fields from `first` on: type, truncation, occlusion, alpha, four of the image, h w l, x y z, ry.
// The place is the middle of the bottom, in the camera's frame (x right, y down, z forward).
ObjectBox kitti_box(const std::vector<std::string_view>& words, std::size_t first,
                    const Pose& sensor_from_camera, const std::string& origin) {
  double value[7];
  for (std::size_t i = 0; i < 7; ++i) value[i] = parse_number(words[first + 8 + i], origin);
  const double height = value[0], turn = checked_angle(value[6], origin);
  ObjectBox box;
  box.class_id = class_of_box(words[first]);
  box.size = {value[2], value[1], height};
  Eigen::Matrix3d axes;  // of the box, in the camera's frame
  axes.col(0) = Vec3(dmath::cos(turn), 0, -dmath::sin(turn));
  axes.col(2) = Vec3(0, -1, 0);
  axes.col(1) = axes.col(2).cross(axes.col(0));
  const Pose camera_from_box{Quat(axes), {value[3], value[4] - height / 2, value[5]}};
  box.sensor_from_box = sensor_from_camera * camera_from_box;
  return checked(box, origin);
}

Eigen::Matrix3d checked_turn(const Eigen::Matrix3d& turn, const std::string& origin) {
  if (!((turn * turn.transpose() - Eigen::Matrix3d::Identity()).cwiseAbs().maxCoeff() < 1e-3) ||
      turn.determinant() < 0)
    throw IoError(origin, "a calibration that is no rigid pose");
  return turn;
}

Eigen::Matrix3d rows_of(const std::vector<double>& numbers, int columns) {
  Eigen::Matrix3d turn;
  for (int row = 0; row < 3; ++row)
    for (int column = 0; column < 3; ++column)
      turn(row, column) = numbers[static_cast<std::size_t>(row * columns + column)];
  return turn;
}

// The columns of a table by name, and the cells of its lines.
class Table {
 public:
  Table(std::string_view text, const std::string& origin) : text_(text), origin_(origin) {
    for_each_line(text, [&](std::string_view line, int number) {
      if (number != 1) return;
      const auto cells = split_cells(line);
      for (std::size_t i = 0; i < cells.size(); ++i) columns_.emplace(std::string(cells[i]), i);
      width_ = cells.size();
    });
    if (columns_.empty()) throw IoError(origin, "no line of column names");
  }
  // The first of these columns that there is.
  std::optional<std::size_t> find(std::initializer_list<const char*> names) const {
    for (const char* name : names)
      if (const auto at = columns_.find(name); at != columns_.end()) return at->second;
    return std::nullopt;
  }
  std::size_t want(std::initializer_list<const char*> names) const {
    if (const auto column = find(names)) return *column;
    throw IoError(origin_, std::string("no column ") + *names.begin());
  }
  template <typename Each>
  void each_row(Each each) const {
    std::size_t rows = 0;
    for_each_line(text_, [&](std::string_view line, int number) {
      if (number == 1) return;
      const auto cells = split_cells(line);
      if (cells.size() != width_) throw IoError(at_line(origin_, number), "not one cell a column");
      if (++rows > kMaxBoxes) throw IoError(at_line(origin_, number), "more boxes than any scan has");
      each(cells, at_line(origin_, number), number);
    });
  }

 private:
  std::string_view text_;
  const std::string& origin_;
  std::map<std::string, std::size_t, std::less<>> columns_;
  std::size_t width_ = 0;
};

using Columns = std::array<std::size_t, 3>;
Vec3 vector_of(const std::vector<std::string_view>& cells, const Columns& columns,
               const std::string& origin) {
  Vec3 v;
  for (int i = 0; i < 3; ++i) v[i] = parse_number(cells[columns[static_cast<std::size_t>(i)]], origin);
  return v;
}

// A rotation from a column of yaw or four of a quaternion.
class RotationColumns {
 public:
  explicit RotationColumns(const Table& table) : yaw_(table.find({"yaw"})) {
    if (!yaw_) wxyz_ = {table.want({"qw"}), table.want({"qx"}), table.want({"qy"}), table.want({"qz"})};
  }
  Quat read(const std::vector<std::string_view>& cells, const std::string& origin) const {
    if (yaw_) return rotation_about(Vec3::UnitZ(), checked_angle(parse_number(cells[*yaw_], origin), origin));
    double q[4];
    for (std::size_t i = 0; i < 4; ++i) q[i] = parse_number(cells[wxyz_[i]], origin);
    return checked_rotation(Quat(q[0], q[1], q[2], q[3]), origin);
  }

 private:
  std::optional<std::size_t> yaw_;
  std::array<std::size_t, 4> wxyz_{};
};

}  // namespace

ClassId class_of_box(std::string_view name) {
  std::string lower(name);
  std::ranges::transform(lower, lower.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const auto* found = std::ranges::find(kClasses, lower, &NamedClass::name);
  return found == std::end(kClasses) ? ClassId::Unlabeled : found->class_id;
}

Pose read_kitti_camera(std::string_view calibration, const std::string& origin) {
  std::optional<Eigen::Matrix3d> rectified, turn;
  Vec3 shift = Vec3::Zero();
  for_each_line(calibration, [&](std::string_view line, int number) {
    const auto words = split_words(line);
    if (words.empty()) return;
    auto name = words[0];
    if (name.ends_with(':')) name.remove_suffix(1);
    const bool is_rectification = name == "R0_rect" || name == "R_rect";
    if (!is_rectification && name != "Tr_velo_to_cam" && name != "Tr_velo_cam") return;
    const auto where = at_line(origin, number);
    const auto numbers = parse_numbers(line.substr(line.find(words[0]) + words[0].size()), where);
    if (numbers.size() != (is_rectification ? 9 : 12)) throw IoError(where, "not a whole matrix");
    if (is_rectification) {
      rectified = checked_turn(rows_of(numbers, 3), where);
    } else {
      turn = checked_turn(rows_of(numbers, 4), where);
      shift = {numbers[3], numbers[7], numbers[11]};
    }
  });
  if (!rectified || !turn) throw IoError(origin, "no calibration of camera and LiDAR");
  if (!(shift.cwiseAbs().maxCoeff() <= kLongest)) throw IoError(origin, "a camera far from its LiDAR");
  const Pose camera_from_sensor{Quat(*rectified * *turn).normalized(), *rectified * shift};
  return inverse(camera_from_sensor);
}

std::vector<ObjectBox> read_kitti_objects(std::string_view labels, const Pose& sensor_from_camera,
                                          const std::string& origin) {
  std::vector<ObjectBox> boxes;
  for_each_line(labels, [&](std::string_view line, int number) {
    const auto words = split_words(line);
    if (words.empty() || words[0] == "DontCare") return;
    const auto where = at_line(origin, number);
    if (words.size() != 15 && words.size() != 16) throw IoError(where, "not the 15 fields of a KITTI label");
    boxes.push_back(kitti_box(words, 0, sensor_from_camera, where));
    boxes.back().name = "line " + std::to_string(number);
  });
  return boxes;
}

std::map<int, std::vector<ObjectBox>> read_kitti_tracks(std::string_view labels,
                                                        const Pose& sensor_from_camera,
                                                        const std::string& origin) {
  std::map<int, std::vector<ObjectBox>> frames;
  for_each_line(labels, [&](std::string_view line, int number) {
    const auto words = split_words(line);
    if (words.size() > 2 && words[2] == "DontCare") return;
    const auto where = at_line(origin, number);
    if (words.size() != 17 && words.size() != 18) throw IoError(where, "not the 17 fields of a KITTI track");
    const double frame = parse_number(words[0], where), track = parse_number(words[1], where);
    if (!(frame >= 0 && frame < 1e6 && track >= 0 && track < 1e6))
      throw IoError(where, "a frame or a track out of range");
    auto& boxes = frames[static_cast<int>(frame)];
    boxes.push_back(kitti_box(words, 2, sensor_from_camera, where));
    boxes.back().name = "track " + std::to_string(static_cast<int>(track));
  });
  return frames;
}

std::vector<ObjectBox> read_sustech_boxes(std::string_view json, const std::string& origin) {
  const Json file = Json::parse(json, origin);
  if (!file.is_array()) throw IoError(origin, "not a list of boxes");
  std::vector<ObjectBox> boxes;
  for (const auto& entry : file.items()) {
    const std::string where = origin + " box " + std::to_string(boxes.size() + 1);
    const auto vector = [&](const char* key) -> Vec3 {
      const Json* psr = entry.find("psr");
      const Json* value = psr ? psr->find(key) : nullptr;
      Vec3 v;
      const char* names[]{"x", "y", "z"};
      for (int i = 0; i < 3; ++i) {
        const Json* number = value ? value->find(names[i]) : nullptr;
        if (!number || !number->is_number()) throw IoError(where, std::string("no psr.") + key);
        v[i] = number->number_or(0);
      }
      return v;
    };
    const Json* type = entry.find("obj_type");
    const Json* id = entry.find("obj_id");
    if (!type || !type->is_string()) throw IoError(where, "no obj_type");
    ObjectBox box;
    box.class_id = class_of_box(type->string_or(""));
    box.name = id && id->is_string() ? "id " + id->string_or("") : "box " + std::to_string(boxes.size() + 1);
    box.size = vector("scale");
    const Vec3 turn = vector("rotation");
    for (int i = 0; i < 3; ++i) checked_angle(turn[i], where);
    const Quat tilt = rotation_about(Vec3::UnitX(), turn.x()) * rotation_about(Vec3::UnitY(), turn.y());
    box.sensor_from_box = {(tilt * rotation_about(Vec3::UnitZ(), turn.z())).normalized(), vector("position")};
    boxes.push_back(checked(box, where));
  }
  return boxes;
}

std::map<std::string, std::vector<ObjectBox>> read_box_table(std::string_view text,
                                                             const std::string& origin) {
  const Table table(text, origin);
  const auto class_column = table.want({"class", "category"});
  const Columns center{table.want({"x", "tx_m"}), table.want({"y", "ty_m"}), table.want({"z", "tz_m"})};
  const Columns size{table.want({"length", "length_m", "dim0"}), table.want({"width", "width_m", "dim1"}),
                     table.want({"height", "height_m", "dim2"})};
  const RotationColumns rotation(table);
  const auto frame = table.find({"frame", "timestamp_ns"}), track = table.find({"track", "track_uuid"});
  std::map<std::string, std::vector<ObjectBox>> frames;
  table.each_row([&](const std::vector<std::string_view>& cells, const std::string& where, int number) {
    ObjectBox box;
    box.class_id = class_of_box(cells[class_column]);
    box.name = track ? "track " + std::string(cells[*track]) : "line " + std::to_string(number);
    box.size = vector_of(cells, size, where);
    box.sensor_from_box = {rotation.read(cells, where), vector_of(cells, center, where)};
    frames[frame ? std::string(cells[*frame]) : std::string()].push_back(checked(box, where));
  });
  return frames;
}

std::map<std::string, Pose> read_pose_table(std::string_view text, const std::string& origin) {
  const Table table(text, origin);
  const auto name = table.want({"sensor_name"});
  const Columns shift{table.want({"tx_m"}), table.want({"ty_m"}), table.want({"tz_m"})};
  const RotationColumns rotation(table);
  std::map<std::string, Pose> poses;
  table.each_row([&](const std::vector<std::string_view>& cells, const std::string& where, int) {
    const Pose pose{rotation.read(cells, where), vector_of(cells, shift, where)};
    if (!(pose.translation.cwiseAbs().maxCoeff() <= kFarthest))
      throw IoError(where, "a sensor that stands nowhere");
    poses.insert_or_assign(std::string(cells[name]), pose);
  });
  return poses;
}

}  // namespace tailcast
