// SPDX-License-Identifier: Apache-2.0
#include "dataset/kitti_poses.h"

#include <fmt/format.h>

#include <cmath>

#include "core/error.h"
#include "core/text.h"

namespace tailcast {
namespace {

constexpr std::string_view kAxes = "0 -1 0 0 0 0 -1 0 1 0 0 0";  // camera from LiDAR
constexpr std::string_view kNoCamera = "1 0 0 0 0 1 0 0 0 0 1 0";

Eigen::Matrix4d camera_from_sensor() {
  Eigen::Matrix4d axes;
  axes << 0, -1, 0, 0, 0, 0, -1, 0, 1, 0, 0, 0, 0, 0, 0, 1;
  return axes;
}

Eigen::Matrix4d to_matrix(const std::vector<double>& numbers, const std::string& origin) {
  if (numbers.size() != 12) throw IoError(origin, "not twelve numbers");
  Eigen::Matrix4d matrix = Eigen::Matrix4d::Identity();
  for (int row = 0; row < 3; ++row)
    for (int column = 0; column < 4; ++column) matrix(row, column) = numbers[static_cast<std::size_t>(row * 4 + column)];
  return matrix;
}

Eigen::Matrix4d read_tr(std::string_view calibration, const std::string& origin) {
  Eigen::Matrix4d tr;
  bool found = false;
  for_each_line(calibration, [&](std::string_view line, int) {
    if (!line.starts_with("Tr:")) return;
    tr = to_matrix(parse_numbers(line.substr(3), origin), origin);
    found = true;
  });
  if (!found) throw IoError(origin, "calib.txt has no Tr");
  if (std::fabs(std::fabs(tr.determinant()) - 1.0) > 1e-3) throw IoError(origin, "calib.txt: Tr is no rigid pose");
  return tr;
}

}  // namespace

std::string kitti_calibration() {
  std::string text;
  for (int camera = 0; camera < 4; ++camera) text += fmt::format("P{}: {}\n", camera, kNoCamera);
  return text + fmt::format("Tr: {}\n", kAxes);
}

std::string kitti_pose_line(const Pose& world_from_sensor) {
  Eigen::Matrix4d pose = Eigen::Matrix4d::Identity();
  pose.topLeftCorner<3, 3>() = world_from_sensor.rotation.toRotationMatrix();
  pose.topRightCorner<3, 1>() = world_from_sensor.translation;
  const Eigen::Matrix4d camera = camera_from_sensor() * pose * camera_from_sensor().transpose();
  std::string line;
  for (int i = 0; i < 12; ++i) line += fmt::format("{}{}", i ? " " : "", camera(i / 4, i % 4) + 0.0);  // no "-0"
  return line + '\n';
}

std::vector<Pose> read_kitti_poses(std::string_view poses, std::string_view calibration, const std::string& origin) {
  const Eigen::Matrix4d tr = read_tr(calibration, origin);
  const Eigen::Matrix4d back = tr.inverse();
  std::vector<Pose> read;
  for_each_line(poses, [&](std::string_view line, int) {
    const Eigen::Matrix4d pose = back * to_matrix(parse_numbers(line, origin), origin) * tr;
    const Eigen::Matrix3d rotation = pose.topLeftCorner<3, 3>();
    if (!((rotation * rotation.transpose() - Eigen::Matrix3d::Identity()).cwiseAbs().maxCoeff() < 1e-3))
      throw IoError(origin, "a pose that is not rigid");
    read.push_back({Quat(rotation).normalized(), pose.topRightCorner<3, 1>()});
  });
  return read;
}

std::vector<double> read_kitti_times(std::string_view text, const std::string& origin) {
  std::vector<double> times;
  for_each_line(text, [&](std::string_view line, int) {
    const auto numbers = parse_numbers(line, origin);
    if (numbers.size() != 1 || std::fabs(numbers[0]) > 1e9) throw IoError(origin, "not one time a line");
    times.push_back(numbers[0]);
  });
  return times;
}

}  // namespace tailcast
