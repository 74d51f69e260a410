// SPDX-License-Identifier: Apache-2.0
#include "dataset/box_files.h"

#include <gtest/gtest.h>

#include <functional>
#include <limits>

#include "core/error.h"
#include "core/file.h"
#include "dataset/boxed_scan.h"
#include "dataset/scan_io.h"
#include "frames.h"

namespace tailcast {
namespace {

using testing::ScratchDirectory;

// The camera 27 cm ahead of the LiDAR and 8 cm below, no tilt.
constexpr const char* kCalibration =
    "P0: 1 0 0 0 0 1 0 0 0 0 1 0\nR0_rect: 1 0 0 0 1 0 0 0 1\nTr_velo_to_cam: 0 -1 0 0 0 0 -1 -0.08 1 0 0 "
    "-0.27\n";

std::string message_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const IoError& e) {
    return e.what();
  }
  return "nothing was thrown";
}

// 12 m ahead of the camera, 2 m to its right, heading away from it: along x of the LiDAR.
TEST(KittiBoxes, StandWhereTheirCameraSawThem) {
  const Pose camera = read_kitti_camera(kCalibration, "calib");
  const auto boxes = read_kitti_objects(
      "DontCare -1 -1 -10 0 0 0 0 -1 -1 -1 -1000 -1000 -1000 -10\n"
      "Car 0.00 0 1.55 0 0 0 0 1.50 1.60 3.90 2.00 1.60 12.00 -1.5707963267948966\n",
      camera, "label");
  ASSERT_EQ(boxes.size(), 1U);
  const auto& box = boxes[0];
  EXPECT_EQ(box.class_id, ClassId::Car);
  EXPECT_EQ(box.name, "line 2");
  EXPECT_TRUE(box.size.isApprox(Vec3(3.9, 1.6, 1.5)));
  EXPECT_TRUE(box.sensor_from_box.translation.isApprox(Vec3(12.27, -2, -1.6 + 0.75 - 0.08), 1e-9))
      << box.sensor_from_box.translation.transpose();
  EXPECT_TRUE((box.sensor_from_box.rotation * Vec3::UnitX()).isApprox(Vec3::UnitX(), 1e-9));
  EXPECT_TRUE((box.sensor_from_box.rotation * Vec3::UnitZ()).isApprox(Vec3::UnitZ(), 1e-9));
}

TEST(KittiBoxes, OfADriveComeByFrameAndTrack) {
  std::string calibration = kCalibration;
  calibration.replace(calibration.find("R0_rect:"), 8, "R_rect");
  calibration.replace(calibration.find("Tr_velo_to_cam:"), 15, "Tr_velo_cam");
  const auto frames = read_kitti_tracks(
      "3 7 Cyclist 0 0 1.5 0 0 0 0 1.7 0.6 1.8 -2 1.7 9.5 0.3\n"
      "3 -1 DontCare -1 -1 -10 1 2 3 4 -1 -1 -1 -1000 -1000 -1000 -10\n"
      "4 7 Cyclist 0 0 1.5 0 0 0 0 1.7 0.6 1.8 -2 1.7 9.0 0.3\n",
      read_kitti_camera(calibration, "calib"), "label");
  ASSERT_EQ(frames.size(), 2U);
  EXPECT_EQ(frames.at(3)[0].name, frames.at(4)[0].name);
  EXPECT_EQ(frames.at(4)[0].class_id, ClassId::Bicyclist);
}

TEST(SustechBoxes, AreCentreSizeAndAngles) {
  const auto boxes =
      read_sustech_boxes(R"([{"obj_id":"4","obj_type":"Car","psr":{"position":{"x":5,"y":-9,"z":0.5},
      "rotation":{"x":0,"y":0,"z":1.5707963267948966},"scale":{"x":4.5,"y":1.7,"z":1.6}}}])",
                         "label");
  ASSERT_EQ(boxes.size(), 1U);
  EXPECT_TRUE((boxes[0].sensor_from_box * Vec3(2, 0, 0)).isApprox(Vec3(5, -7, 0.5), 1e-9));
}

TEST(BoxTables, TakeTheColumnsOfSeveralDataSets) {
  const auto ours = read_box_table(
      "frame,track,class,x,y,z,length,width,height,yaw\n7,a,car,10,2,-.9,4.2,1.8,1.5,0\n", "t");
  const auto argoverse = read_box_table(
      "timestamp_ns,track_uuid,category,length_m,width_m,height_m,qw,qx,qy,qz,tx_m,ty_m,tz_m,num_interior_"
      "pts\r\n"
      "7,a,REGULAR_VEHICLE,4.2,1.8,1.5,1,0,0,0,10,2,-.9,24\r\n",
      "t");
  const auto nuscenes =
      read_box_table("class,x,y,z,dim0,dim1,dim2,yaw,num_lidar_pts\ncar,10,2,-.9,4.2,1.8,1.5,0,24\n", "t");
  for (const auto* table : {&ours, &argoverse, &nuscenes}) {
    const auto& box = table->begin()->second.at(0);
    EXPECT_EQ(box.class_id, ClassId::Car);
    EXPECT_TRUE(box.size.isApprox(Vec3(4.2, 1.8, 1.5)));
    EXPECT_TRUE(box.sensor_from_box.translation.isApprox(Vec3(10, 2, -.9)));
  }
  EXPECT_EQ(ours.begin()->first, "7");
  EXPECT_EQ(ours.at("7")[0].name, argoverse.at("7")[0].name);
  EXPECT_EQ(nuscenes.begin()->first, "") << "for every frame";
}

TEST(BoxFiles, SayFileAndLineOfWhatIsDamaged) {
  const Pose camera = read_kitti_camera(kCalibration, "calib");
  const auto objects = [&](const char* text) {
    return message_of([&] { read_kitti_objects(text, camera, "a.txt"); });
  };
  EXPECT_EQ(objects("Car 0 0 0 0 0 0 0 1.5 1.6 3.9 2 1.6 12 0\nCar 0 0\n"),
            "a.txt:2: not the 15 fields of a KITTI label");
  EXPECT_EQ(objects("Car 0 0 0 0 0 0 0 1.5 1.6 nan 2 1.6 12 0\n"), "a.txt:1: not a number");
  EXPECT_EQ(objects("Car 0 0 0 0 0 0 0 1.5 -1 3.9 2 1.6 12 0\n"),
            "a.txt:1: a box whose edges are not above 0 and up to 100 m");
  EXPECT_EQ(objects("Car 0 0 0 0 0 0 0 1.5 1.6 3.9 2 1e9 12 0\n"), "a.txt:1: a box that lies nowhere");
  EXPECT_EQ(message_of([] { read_kitti_camera("R0_rect: 2 0 0 0 1 0 0 0 1\n", "c"); }),
            "c:1: a calibration that is no rigid pose");
  EXPECT_EQ(message_of([] { read_kitti_camera("R0_rect: 1 0 0 0 1 0 0 0 1\n", "c"); }),
            "c: no calibration of camera and LiDAR");
  EXPECT_EQ(message_of([] { read_box_table("class,x,y\n", "t.csv"); }), "t.csv: no column z");
  EXPECT_EQ(message_of([] { read_box_table("class,x,y,z,length,width,height,yaw\ncar,1,2\n", "t.csv"); }),
            "t.csv:2: not one cell a column");
  EXPECT_EQ(message_of([] { read_sustech_boxes(R"([{"obj_type":"Car"}])", "s.json"); }),
            "s.json box 1: no psr.scale");
  EXPECT_EQ(message_of([] { decode_nuscenes_bin("abc", "n.bin"); }),
            "n.bin: not a whole number of points of 20 bytes");
}

TEST(BoxedScans, AreFoundInEveryLayout) {
  const ScratchDirectory scratch;
  const std::string root = scratch.path();
  const auto put = [&](const std::string& name, const std::string& text) {
    write_file(root + "/" + name, text);
  };
  const std::string label = "Car 0 0 0 0 0 0 0 1.5 1.6 3.9 2 1.6 12 0\n";
  LabelledFrame frame;
  frame.x = {5, 6}, frame.y = {1, 2}, frame.z = {0, .5F}, frame.intensity = {.1F, .2F};
  const std::string points = encode_kitti_bin(frame);
  put("object/velodyne/000003.bin", points), put("object/label_2/000003.txt", label),
      put("object/calib/000003.txt", kCalibration);
  put("object/velodyne/000004.bin", points);  // of which nobody drew boxes
  put("drive/label_02/0000.txt", "20 1 " + label), put("drive/calib/0000.txt", kCalibration);
  put("drive/pcd/0000000020.bin", points);
  put("log/7.xyzi_f32.bin", points), put("log/7.laser_u8.bin", std::string("\x03\x23", 2));
  put("log/annotations.csv", "timestamp_ns,category,length,width,height,yaw,x,y,z\n7,BUS,12,2.5,3,0,9,0,1\n");
  put("log/egovehicle_SE3_sensor.csv",
      "sensor_name,qw,qx,qy,qz,tx_m,ty_m,tz_m\nup_lidar,1,0,0,0,1,0,2\ndown_lidar,0,1,0,0,1,0,2\n");
  const auto refs = find_boxed_scans(root);
  ASSERT_EQ(refs.size(), 4U);
  for (const auto& ref : refs) {
    const auto read = read_boxed_scan(ref);
    ASSERT_EQ(read.objects.size(), 1U) << ref.scan;
    EXPECT_EQ(read.size(), ref.layout == BoxLayout::Argoverse ? 1U : 2U);
  }
  // The two LiDARs of a vehicle each have their own frame; the lower one hangs upside down.
  const auto &lower = refs[1], &upper = refs[2];  // in order of path
  EXPECT_EQ(lower.device, "down_lidar");
  EXPECT_FLOAT_EQ(read_boxed_scan(upper).x[0], 4);
  EXPECT_FLOAT_EQ(read_boxed_scan(upper).z[0], -2);
  EXPECT_FLOAT_EQ(read_boxed_scan(lower).y[0], -2);
  EXPECT_FLOAT_EQ(read_boxed_scan(lower).z[0], 1.5);
  EXPECT_TRUE(read_boxed_scan(lower).objects[0].sensor_from_box.translation.isApprox(Vec3(8, 0, 1)));
  EXPECT_THROW(find_boxed_scans(root + "/object/velodyne"), IoError);
}

TEST(BoxedScans, AreFoundFromTheFolderOfTheScans) {
  const ScratchDirectory scratch;
  const std::string root = scratch.path(), label = "Car 0 0 0 0 0 0 0 1.5 1.6 3.9 2 1.6 12 0\n";
  LabelledFrame frame;
  frame.x = {5}, frame.y = {1}, frame.z = {0}, frame.intensity = {.1F};
  for (const char* scan : {"object/velodyne/000003.bin", "drive/pcd/0000000020.bin", "bare/velodyne/000000.bin"})
    write_file(root + "/" + scan, encode_kitti_bin(frame));
  write_file(root + "/object/label_2/000003.txt", label), write_file(root + "/object/calib/000003.txt", kCalibration);
  write_file(root + "/drive/label_02/0000.txt", "20 1 " + label), write_file(root + "/drive/calib/0000.txt", kCalibration);
  for (const char* folder : {"/object/velodyne", "/object", "/drive/pcd"}) {
    const auto refs = boxed_scans_around(root + folder);
    ASSERT_EQ(refs.size(), 1U) << folder;
    const auto boxes = read_boxes(refs[0]);
    ASSERT_EQ(boxes.size(), 1U) << folder;
    EXPECT_TRUE(boxes[0].sensor_from_box.translation.isApprox(read_boxed_scan(refs[0]).objects[0].sensor_from_box.translation));
  }
  EXPECT_TRUE(boxed_scans_around(root + "/bare/velodyne").empty());
}

TEST(NuscenesScans, HaveFiveFloatsAPoint) {
  std::string bytes;
  for (const float v :
       {1.F, 2.F, 3.F, 40.F, 5.F, std::numeric_limits<float>::quiet_NaN(), 2.F, 3.F, 40.F, 6.F})
    bytes.append(reinterpret_cast<const char*>(&v), 4);
  const auto frame = decode_nuscenes_bin(bytes, "n");
  ASSERT_EQ(frame.size(), 1U);
  EXPECT_EQ(frame.ring[0], 5U);
  EXPECT_EQ(frame.intensity[0], 40.F);
}

}  // namespace
}  // namespace tailcast
