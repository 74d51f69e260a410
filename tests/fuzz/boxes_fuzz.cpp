// SPDX-License-Identifier: Apache-2.0
// The boxes of other data sets, and scans that lie beside them: the first byte chooses the reader.
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/error.h"
#include "dataset/box_files.h"
#include "dataset/boxed_scan.h"

namespace tailcast {
namespace {

void read_one(int reader, std::size_t points, std::string_view bytes) {
  LabelledFrame frame;
  for (auto* values : {&frame.x, &frame.y, &frame.z, &frame.intensity}) values->resize(points);
  switch (reader) {
    case 0:
      read_kitti_camera(bytes, "fuzz");
      return;
    case 1:
      read_kitti_objects(bytes, Pose{}, "fuzz");
      return;
    case 2:
      read_kitti_tracks(bytes, Pose{}, "fuzz");
      return;
    case 3:
      read_sustech_boxes(bytes, "fuzz");
      return;
    case 4:
      read_box_table(bytes, "fuzz");
      return;
    case 5:
      read_pose_table(bytes, "fuzz");
      return;
    case 6:
      decode_nuscenes_bin(bytes, "fuzz");
      return;
    default:
      keep_lasers(frame, bytes, 0, 32, "fuzz");
      return;
  }
}

}  // namespace
}  // namespace tailcast

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  try {
    tailcast::read_one(data[0] % 8, data[1], {reinterpret_cast<const char*>(data) + 2, size - 2});
  } catch (const tailcast::IoError&) {
  }
  return 0;
}
