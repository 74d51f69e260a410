// SPDX-License-Identifier: Apache-2.0
#include "dataset/boxed_scan.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <tuple>

#include "core/error.h"
#include "core/file.h"
#include "dataset/box_files.h"
#include "dataset/bytes.h"
#include "dataset/dataset.h"
#include "dataset/scan_io.h"

namespace fs = std::filesystem;

namespace tailcast {
namespace {

constexpr int kDeepest = 4;                 // folders below the path asked for
constexpr std::uint32_t kUpperLasers = 32;  // Argoverse 2: of the upper LiDAR; the lower one's follow
constexpr const char* kArgoverseCloud = ".xyzi_f32.bin";

bool is_folder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

// The name up to its first dot.
std::string stem_of(const std::string& path) {
  const std::string name = fs::path(path).filename().string();
  return name.substr(0, name.find('.'));
}

int number_of(const std::string& text) {
  int value = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() && value >= 0 ? value : -1;
}

std::vector<std::string> scans_in(const fs::path& folder, bool recursive = false) {
  std::vector<std::string> scans;
  if (!is_folder(folder)) return scans;
  for (auto& file : list_files(folder.string(), "", recursive))
    if (file.ends_with(".pcd") || file.ends_with(".bin")) scans.push_back(std::move(file));
  return scans;
}

using Refs = std::vector<BoxedScanRef>;

// Scans picked from many drives: each is a scene of its own.
Refs kitti_objects(const fs::path& top) {
  Refs refs;
  for (const auto& scan : scans_in(top / "velodyne")) {
    const std::string stem = stem_of(scan), labels = (top / "label_2" / (stem + ".txt")).string();
    if (!file_exists(labels)) continue;
    refs.push_back({BoxLayout::KittiObject, scan, labels, (top / "calib" / (stem + ".txt")).string(), stem,
                    "", "velodyne_hdl64e_kitti", -1, number_of(stem)});
  }
  return refs;
}

Refs kitti_tracks(const fs::path& top) {
  Refs refs;
  const auto label_files = list_files((top / "label_02").string(), ".txt");
  for (const auto& labels : label_files) {
    const std::string sequence = stem_of(labels);
    auto scans = scans_in(top / "velodyne" / sequence);
    if (scans.empty() && label_files.size() == 1) scans = scans_in(top, true);
    for (const auto& scan : scans)
      refs.push_back({BoxLayout::KittiTracking, scan, labels, (top / "calib" / (sequence + ".txt")).string(),
                      "tracking " + sequence, "", "velodyne_hdl64e_kitti", number_of(sequence),
                      number_of(stem_of(scan))});
  }
  return refs;
}

Refs sustech(const fs::path& top) {
  Refs refs;
  for (const auto& scan : scans_in(top / "lidar")) {
    const std::string labels = (top / "label" / (stem_of(scan) + ".json")).string();
    if (file_exists(labels))
      refs.push_back({BoxLayout::Sustech, scan, labels, "", top.filename().string(), "", "hesai_pandar40", -1,
                      number_of(stem_of(scan))});
  }
  return refs;
}

Refs argoverse(const fs::path& top) {
  Refs refs;
  const std::string poses = (top / "egovehicle_SE3_sensor.csv").string();
  std::string boxes;
  for (const auto& file : list_files(top.string(), ".csv"))
    if (fs::path(file).filename().string().starts_with("annotations")) boxes = file;
  if (boxes.empty() || !file_exists(poses)) return refs;
  for (const auto& scan : list_files(top.string(), kArgoverseCloud))
    for (const char* device : {"up_lidar", "down_lidar"})
      refs.push_back(
          {BoxLayout::Argoverse, scan, boxes, poses, top.filename().string(), device, "velodyne_vlp32c"});
  return refs;
}

Refs table(const fs::path& top, const std::string& boxes) {
  Refs refs;
  for (const auto& scan : is_folder(top) ? scans_in(top) : std::vector<std::string>{top.string()})
    refs.push_back({BoxLayout::Table, scan, boxes, "", top.filename().string(), "",
                    scan.ends_with(".pcd.bin") ? "velodyne_hdl32e" : ""});
  return refs;
}

Refs ours(const fs::path& top) {
  Refs refs;
  for (const auto& frame : find_frames(top.string()))
    refs.push_back(
        {BoxLayout::Tailcast, frame.path, "", "", frame.scene, "", "", frame.sequence, frame.frame});
  return refs;
}

Refs refs_at(const fs::path& top) {
  if (is_folder(top / "label_2") && is_folder(top / "velodyne")) return kitti_objects(top);
  if (is_folder(top / "label_02")) return kitti_tracks(top);
  if (is_folder(top / "label") && is_folder(top / "lidar")) return sustech(top);
  if (file_exists((top / "egovehicle_SE3_sensor.csv").string())) return argoverse(top);
  if (file_exists((top / "boxes.csv").string())) return table(top, (top / "boxes.csv").string());
  if (is_folder(top / "sequences")) return ours(top);
  return {};
}

void collect(const fs::path& top, int depth, Refs& refs) {
  const auto here = refs_at(top);
  refs.insert(refs.end(), here.begin(), here.end());
  if (!here.empty() || depth == kDeepest) return;
  std::vector<fs::path> folders;
  std::error_code error;
  for (fs::directory_iterator at(top, error), end; !error && at != end; at.increment(error))
    if (is_folder(at->path()) && !fs::is_symlink(at->path())) folders.push_back(at->path());
  std::sort(folders.begin(), folders.end());
  for (const auto& folder : folders) collect(folder, depth + 1, refs);
}

// The boxes of one frame among those of many.
template <typename Frames, typename Key>
std::vector<ObjectBox> boxes_of(const Frames& frames, const Key& key) {
  const auto at = frames.find(key);
  return at == frames.end() ? std::vector<ObjectBox>{} : at->second;
}

Pose sensor_from_vehicle(const BoxedScanRef& ref) {
  const auto poses = read_pose_table(read_file(ref.calibration), ref.calibration);
  const auto pose = poses.find(ref.device);
  if (pose == poses.end()) throw IoError(ref.calibration, "no " + ref.device);
  return inverse(pose->second);
}

std::vector<ObjectBox> argoverse_boxes(const BoxedScanRef& ref) {
  auto boxes = boxes_of(read_box_table(read_file(ref.boxes), ref.boxes), stem_of(ref.scan));
  const Pose to_sensor = sensor_from_vehicle(ref);
  for (auto& box : boxes) box.sensor_from_box = to_sensor * box.sensor_from_box;
  return boxes;
}

LabelledFrame read_argoverse(const BoxedScanRef& ref) {
  LabelledFrame frame = read_scan(ref.scan);
  const std::string lasers =
      ref.scan.substr(0, ref.scan.size() - std::string_view(kArgoverseCloud).size()) + ".laser_u8.bin";
  const bool upper = ref.device == "up_lidar";
  keep_lasers(frame, read_file(lasers), upper ? 0 : kUpperLasers, upper ? kUpperLasers : 2 * kUpperLasers,
              lasers);
  const Pose to_sensor = sensor_from_vehicle(ref);
  for (std::size_t i = 0; i < frame.size(); ++i) {
    const Vec3 p = to_sensor * Vec3(frame.x[i], frame.y[i], frame.z[i]);
    frame.x[i] = static_cast<float>(p.x()), frame.y[i] = static_cast<float>(p.y()),
    frame.z[i] = static_cast<float>(p.z());
  }
  return frame;
}

LabelledFrame read_points(const BoxedScanRef& ref) {
  if (ref.layout == BoxLayout::Argoverse) return read_argoverse(ref);
  return ref.scan.ends_with(".pcd.bin") ? decode_nuscenes_bin(read_file(ref.scan), ref.scan) : read_scan(ref.scan);
}

}  // namespace

std::vector<BoxedScanRef> find_boxed_scans(const std::string& path, const std::string& boxes) {
  std::error_code error;
  fs::path top = fs::absolute(path, error).lexically_normal();
  if (error) throw IoError(path, error.message());
  if (!top.has_filename()) top = top.parent_path();  // a trailing slash
  if (!is_folder(top) && !file_exists(top.string())) throw IoError(path, "no such file or directory");
  Refs refs;
  if (!boxes.empty())
    refs = table(top, boxes);
  else
    collect(top, 0, refs);
  if (refs.empty()) throw IoError(path, "no scans with boxes below it");
  std::stable_sort(refs.begin(), refs.end(), [](const BoxedScanRef& a, const BoxedScanRef& b) {
    return std::tie(a.scan, a.device) < std::tie(b.scan, b.device);
  });
  return refs;
}

LabelledFrame decode_nuscenes_bin(std::string_view bytes, const std::string& origin) {
  constexpr std::size_t kRecord = 20, kMostRings = 256;
  if (bytes.size() % kRecord != 0) throw IoError(origin, "not a whole number of points of 20 bytes");
  if (bytes.size() / kRecord > kMaxPoints) throw IoError(origin, "more points than any scan has");
  LabelledFrame frame;
  for (std::size_t at = 0; at < bytes.size(); at += kRecord) {
    float value[5];
    bool finite = true;
    for (std::size_t k = 0; k < 5; ++k) {
      value[k] = value_at<float>(bytes, at + 4 * k);
      finite = finite && std::isfinite(value[k]);
    }
    if (!finite) continue;
    if (!(value[4] >= 0 && value[4] < kMostRings)) throw IoError(origin, "a ring that no device has");
    frame.x.push_back(value[0]), frame.y.push_back(value[1]), frame.z.push_back(value[2]);
    frame.intensity.push_back(value[3]);
    frame.ring.push_back(static_cast<std::uint32_t>(value[4]));
  }
  return frame;
}

void keep_lasers(LabelledFrame& frame, std::string_view lasers, std::uint32_t from, std::uint32_t to,
                 const std::string& origin) {
  if (lasers.size() != frame.size()) throw IoError(origin, "not one laser a point");
  std::size_t kept = 0;
  frame.ring.clear();
  for (std::size_t i = 0; i < lasers.size(); ++i) {
    const auto laser = static_cast<std::uint32_t>(static_cast<unsigned char>(lasers[i]));
    if (laser < from || laser >= to) continue;
    for (auto* values : {&frame.x, &frame.y, &frame.z, &frame.intensity}) (*values)[kept] = (*values)[i];
    frame.ring.push_back(laser - from);
    ++kept;
  }
  for (auto* values : {&frame.x, &frame.y, &frame.z, &frame.intensity}) values->resize(kept);
}

std::vector<BoxedScanRef> boxed_scans_around(const std::string& folder) {
  fs::path top(folder);
  for (int up = 0; up <= 2 && top.has_filename(); ++up, top = top.parent_path()) {
    auto refs = is_folder(top / "sequences") ? Refs{} : refs_at(top);
    if (!refs.empty()) return refs;
  }
  return {};
}

std::vector<ObjectBox> read_boxes(const BoxedScanRef& ref) {
  switch (ref.layout) {
    case BoxLayout::Argoverse: return argoverse_boxes(ref);
    case BoxLayout::Tailcast: return read_frame({ref.scan, ref.scene, ref.sequence, ref.frame}).objects;
    case BoxLayout::Sustech: return read_sustech_boxes(read_file(ref.boxes), ref.boxes);
    case BoxLayout::Table: {
      const auto frames = read_box_table(read_file(ref.boxes), ref.boxes);
      return boxes_of(frames, frames.contains("") ? std::string() : stem_of(ref.scan));
    }
    case BoxLayout::KittiObject:
    case BoxLayout::KittiTracking: break;
  }
  const Pose sensor_from_camera = read_kitti_camera(read_file(ref.calibration), ref.calibration);
  const std::string labels = read_file(ref.boxes);
  return ref.layout == BoxLayout::KittiObject
             ? read_kitti_objects(labels, sensor_from_camera, ref.boxes)
             : boxes_of(read_kitti_tracks(labels, sensor_from_camera, ref.boxes), ref.frame);
}

LabelledFrame read_boxed_scan(const BoxedScanRef& ref) {
  if (ref.layout == BoxLayout::Tailcast) return read_frame({ref.scan, ref.scene, ref.sequence, ref.frame});
  LabelledFrame frame = read_points(ref);
  if (ref.layout == BoxLayout::KittiObject || ref.layout == BoxLayout::KittiTracking) recover_rings(frame);
  frame.objects = read_boxes(ref);
  frame.objects_known = true;
  return frame;
}

}  // namespace tailcast
