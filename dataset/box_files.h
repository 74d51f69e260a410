// SPDX-License-Identifier: Apache-2.0
// The boxes that others drew around things in real scans, as their data sets keep them. Every reader refuses
// what is damaged with an IoError that names file and line; boxes come out in the frame of the scan's points
// (x along the box's length, z up), with the set's own id of the thing as name and our class; Unlabeled where
// we have none for it.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "labels/labelled_frame.h"

namespace tailcast {

// Our class of a class of KITTI, nuScenes, Argoverse 2 or SUSTechPOINTS; case does not matter.
ClassId class_of_box(std::string_view name);

// sensor_from_camera of a KITTI calibration: R0_rect and Tr_velo_to_cam of the object set, or R_rect and
// Tr_velo_cam of the tracking set, with or without a colon.
Pose read_kitti_camera(std::string_view calibration, const std::string& origin);

// label_2/*.txt: one line a thing, named by its line. DontCare has no box and is left out.
std::vector<ObjectBox> read_kitti_objects(std::string_view labels, const Pose& sensor_from_camera,
                                          const std::string& origin);
// label_02/*.txt, by frame: named by their track.
std::map<int, std::vector<ObjectBox>> read_kitti_tracks(std::string_view labels,
                                                        const Pose& sensor_from_camera,
                                                        const std::string& origin);

// label/*.json of SUSTechPOINTS: centre, size and Euler angles (x, then y, then z) of each.
std::vector<ObjectBox> read_sustech_boxes(std::string_view json, const std::string& origin);

// A table with a line of column names, comma separated, one box a line:
//   class (or category); x y z (or tx_m ty_m tz_m): centre; length width height (or dim0 dim1 dim2, or
//   length_m …); yaw, or qw qx qy qz; and where it has them: frame (or timestamp_ns), the stem of the scan's
//   name, and track (or track_uuid). Lengths in m, yaw in rad about z. Other columns are left alone.
// By frame; all under "" where the table has no such column. A thing without a track is named by its line.
std::map<std::string, std::vector<ObjectBox>> read_box_table(std::string_view table,
                                                             const std::string& origin);

// A table of poses by name: sensor_name, qw qx qy qz, tx_m ty_m tz_m (Argoverse 2's egovehicle_SE3_sensor).
std::map<std::string, Pose> read_pose_table(std::string_view table, const std::string& origin);

}  // namespace tailcast
