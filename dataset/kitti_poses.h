// SPDX-License-Identifier: Apache-2.0
// KITTI odometry's poses.txt, calib.txt and times.txt. Poses stand there in the frame of camera 0 (x right, y down,
// z forward); ours never do: world_from_sensor = inverse(Tr) * P * Tr.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/pose.h"

namespace tailcast {

std::string kitti_calibration();                    // Tr: the axes alone, camera and LiDAR at one place
std::string kitti_pose_line(const Pose& world_from_sensor);

// world_from_sensor of each line; `calibration` is the text of calib.txt. IoError for what is no such file.
std::vector<Pose> read_kitti_poses(std::string_view poses, std::string_view calibration, const std::string& origin);
std::vector<double> read_kitti_times(std::string_view text, const std::string& origin);  // s

}  // namespace tailcast
