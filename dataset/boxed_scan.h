// SPDX-License-Identifier: Apache-2.0
// Real scans with the boxes that others drew in them, from the layouts in which they are published.
#pragma once
#include <string>
#include <vector>

#include "labels/labelled_frame.h"

namespace tailcast {

enum class BoxLayout {
  KittiObject,    // velodyne/*.bin, label_2/*.txt, calib/*.txt
  KittiTracking,  // label_02/NNNN.txt, calib/NNNN.txt, and velodyne/NNNN/*.bin or the scans of the one
                  // sequence
  Sustech,        // lidar/*.pcd, label/*.json
  Argoverse,      // *.xyzi_f32.bin and *.laser_u8.bin (two LiDARs, vehicle's frame), annotations*.csv,
                  // egovehicle_SE3_sensor.csv
  Table,          // *.pcd.bin (nuScenes), *.bin or *.pcd, and boxes.csv (box_files.h says its columns)
  Tailcast,       // a dataset of ours
};

struct BoxedScanRef {
  BoxLayout layout = BoxLayout::Table;
  std::string scan;         // path
  std::string boxes;        // path of the file that has this scan's boxes; empty for ours
  std::string calibration;  // path; KITTI, Argoverse
  std::string scene;        // drive, log: the unit of the bootstrap
  std::string device;       // which of a vehicle's LiDARs; empty: the only one
  std::string sensor;       // preset that the layout tells; empty: not known
  int sequence = -1, frame = -1;
};

// Scans with boxes at or below `path`, sorted. `table`: boxes for the scans of a directory that has none;
// empty: none. IoError when there are none.
std::vector<BoxedScanRef> find_boxed_scans(const std::string& path, const std::string& table = {});

// The same of the data set that `folder`, which holds scans, is part of: it, or one of the two folders above it, is the
// top. Empty where there is none; datasets of ours are not looked for, since read_frame knows their boxes.
std::vector<BoxedScanRef> boxed_scans_around(const std::string& folder);

// The boxes alone, in the frame of the LiDAR that took the scan. IoError.
std::vector<ObjectBox> read_boxes(const BoxedScanRef& ref);

// Points and `objects` in the frame of the LiDAR that took them; `ring` as the file has it, any order, or
// empty. Only points of that device. IoError.
LabelledFrame read_boxed_scan(const BoxedScanRef& ref);

// nuScenes' .pcd.bin: N x float32[5], x y z intensity ring. Points that are not finite are dropped.
LabelledFrame decode_nuscenes_bin(std::string_view bytes, const std::string& origin);
// Keeps the points of lasers `from` … `to` - 1 of a scan of several devices, one byte of laser number a
// point.
void keep_lasers(LabelledFrame& frame, std::string_view lasers, std::uint32_t from, std::uint32_t to,
                 const std::string& origin);

}  // namespace tailcast
