// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "core/error.h"
#include "core/file.h"
#include "dataset/dataset.h"
#include "dataset/kitti_labels.h"
#include "dataset/kitti_layout.h"
#include "dataset/kitti_poses.h"
#include "dataset/objects_json.h"
#include "dataset/scan_io.h"
#include "dataset/truth_npz.h"

namespace fs = std::filesystem;

namespace tailcast {
namespace {

constexpr std::size_t kBinRecord = 16;

// The line of that frame: lines stand in order of frames.
std::string_view line_of(std::string_view text, int frame, const std::string& origin) {
  for (int line = 0; !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (line == frame) return text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  throw IoError(origin, "no line for frame " + std::to_string(frame));
}

// What our writer noted of that frame; false for datasets of others.
bool read_objects(const KittiLayout& layout, int sequence, int frame, LabelledFrame& labelled) {
  const std::string part = layout.object_part(sequence, frame), joined = layout.objects(sequence);
  if (file_exists(joined)) {
    const std::string text = read_file(joined);
    objects_from_json(Json::parse(line_of(text, frame, joined), joined), frame, joined, labelled);
  } else if (file_exists(part)) {
    objects_from_json(Json::parse(read_file(part), part), frame, part, labelled);
  } else {
    return false;
  }
  return true;
}

void read_poses(const KittiLayout& layout, int sequence, int frame, LabelledFrame& labelled) {
  const auto at = static_cast<std::size_t>(frame);
  const std::string poses = layout.poses(sequence), calibration = layout.calibration(sequence), times = layout.times(sequence);
  labelled.compensated = true;  // as KITTI's odometry set is shipped
  if (file_exists(poses) && file_exists(calibration)) {
    const auto all = read_kitti_poses(read_file(poses), read_file(calibration), poses);
    if (at >= all.size()) throw IoError(poses, "no line for frame " + std::to_string(frame));
    labelled.world_from_sensor = all[at];
  }
  if (file_exists(times)) {
    const auto all = read_kitti_times(read_file(times), times);
    if (at >= all.size()) throw IoError(times, "no line for frame " + std::to_string(frame));
    labelled.time = from_seconds(all[at]);
  }
}

void check_every_point(const FrameRef& ref, const LabelledFrame& frame) {
  std::error_code error;
  if (fs::file_size(ref.path, error) != frame.size() * kBinRecord || error)
    throw IoError(ref.path, "holds points that are not finite, so that labels cannot be told apart");
}

void read_sequence_files(const FrameRef& ref, LabelledFrame& frame) {
  const fs::path velodyne = fs::path(ref.path).parent_path();
  const KittiLayout layout{velodyne.parent_path().parent_path().parent_path().string()};
  const std::string stem = fs::path(ref.path).stem().string();
  const std::string labels = (velodyne.parent_path() / "labels" / (stem + ".label")).string();
  const std::string truth = layout.truth(ref.sequence, ref.frame);
  if (file_exists(labels) || file_exists(truth)) check_every_point(ref, frame);
  if (file_exists(labels)) decode_kitti_labels(read_file(labels), labels, frame);
  if (file_exists(truth)) decode_truth_npz(read_file(truth), truth, frame);
  if (!read_objects(layout, ref.sequence, ref.frame, frame)) read_poses(layout, ref.sequence, ref.frame, frame);
}

}  // namespace

LabelledFrame read_frame(const FrameRef& ref) {
  LabelledFrame frame = read_scan(ref.path);
  if (ref.sequence >= 0 && ref.frame >= 0 && ref.path.ends_with(".bin")) read_sequence_files(ref, frame);
  if (frame.ring.empty()) recover_rings(frame);
  return frame;
}

}  // namespace tailcast
