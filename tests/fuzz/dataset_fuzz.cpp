// SPDX-License-Identifier: Apache-2.0
// What lies beside a scan: the first byte chooses the reader, the second the number of points that it is told.
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/error.h"
#include "core/json.h"
#include "dataset/kitti_labels.h"
#include "dataset/kitti_poses.h"
#include "dataset/objects_json.h"
#include "dataset/truth_npz.h"

namespace tailcast {
namespace {

void read_one(int reader, std::size_t points, std::string_view bytes) {
  LabelledFrame frame;
  for (auto* values : {&frame.x, &frame.y, &frame.z, &frame.intensity}) values->resize(points);
  switch (reader) {
    case 0: return decode_truth_npz(bytes, "fuzz", frame);
    case 1: return decode_kitti_labels(bytes, "fuzz", frame);
    case 2: return objects_from_json(Json::parse(bytes, "fuzz"), 0, "fuzz", frame);
    case 3: read_kitti_poses(bytes, kitti_calibration(), "fuzz"); return;
    case 4: read_kitti_poses("1 0 0 0 0 1 0 0 0 0 1 0\n", bytes, "fuzz"); return;
    default: read_kitti_times(bytes, "fuzz"); return;
  }
}

}  // namespace
}  // namespace tailcast

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  try {
    tailcast::read_one(data[0] % 6, data[1], {reinterpret_cast<const char*>(data) + 2, size - 2});
  } catch (const tailcast::IoError&) {
  }
  return 0;
}
