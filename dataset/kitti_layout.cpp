// SPDX-License-Identifier: Apache-2.0
#include "dataset/kitti_layout.h"

#include <fmt/format.h>

namespace tailcast {

std::string KittiLayout::sequence_directory(int sequence) const { return fmt::format("{}/sequences/{:02d}", root, sequence); }
std::string KittiLayout::truth_directory(int sequence) const { return fmt::format("{}/truth/{:02d}", root, sequence); }
std::string KittiLayout::velodyne(int sequence, int frame) const {
  return fmt::format("{}/velodyne/{:06d}.bin", sequence_directory(sequence), frame);
}
std::string KittiLayout::labels(int sequence, int frame) const {
  return fmt::format("{}/labels/{:06d}.label", sequence_directory(sequence), frame);
}
std::string KittiLayout::truth(int sequence, int frame) const {
  return fmt::format("{}/{:06d}.npz", truth_directory(sequence), frame);
}
std::string KittiLayout::object_part(int sequence, int frame) const {
  return fmt::format("{}/{:06d}.json", object_parts(sequence), frame);
}
std::string KittiLayout::object_parts(int sequence) const { return truth_directory(sequence) + "/.objects"; }
std::string KittiLayout::objects(int sequence) const { return truth_directory(sequence) + "/objects.jsonl"; }
std::string KittiLayout::poses(int sequence) const { return sequence_directory(sequence) + "/poses.txt"; }
std::string KittiLayout::calibration(int sequence) const { return sequence_directory(sequence) + "/calib.txt"; }
std::string KittiLayout::times(int sequence) const { return sequence_directory(sequence) + "/times.txt"; }
std::string KittiLayout::configuration() const { return root + "/semantic-kitti-tailcast.yaml"; }
std::string KittiLayout::names() const { return root + "/truth/names.json"; }

}  // namespace tailcast
