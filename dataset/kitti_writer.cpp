// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "core/check.h"
#include "core/error.h"
#include "core/file.h"
#include "dataset/bytes.h"
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

constexpr int kMaxPart = static_cast<int>(Part::Load);
constexpr int kMaxCause = static_cast<int>(kCauses) - 1;

// What the numbers in truth/NN/*.npz stand for.
std::string names_json() {
  Json json;
  for (const auto& info : all_classes()) json["class"].push_back(info.name);
  for (int part = 0; part <= kMaxPart; ++part) json["part"].push_back(name_of(static_cast<Part>(part)));
  for (const auto& material : all_materials()) json["material"].push_back(material.name);
  for (int cause = 0; cause <= kMaxCause; ++cause) json["cause"].push_back(name_of(static_cast<Cause>(cause)));
  for (const auto& state : kPulseStates) json["pulse"].push_back(state);
  json["no_material"] = static_cast<int>(kNoMaterial);
  return json.dump(2);
}

std::vector<int> sequences_below(const std::string& root) {
  std::vector<int> sequences;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(root + "/sequences", error)) {
    const std::string name = entry.path().filename().string();
    int number = 0;
    const auto [end, bad] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (bad == std::errc{} && end == name.data() + name.size()) sequences.push_back(number);
  }
  std::sort(sequences.begin(), sequences.end());
  return sequences;
}

void count_labels(const std::string& path, std::map<std::uint16_t, std::uint64_t>& content) {
  const std::string bytes = read_file(path);
  for (std::size_t at = 0; at + sizeof(std::uint32_t) <= bytes.size(); at += sizeof(std::uint32_t))
    ++content[static_cast<std::uint16_t>(value_at<std::uint32_t>(bytes, at) & 0xffffU)];
}

class SemanticKittiWriter final : public DatasetWriter {
 public:
  explicit SemanticKittiWriter(const std::string& root) : layout_{root} {}

  void write_frame(int sequence, int frame, const LabelledFrame& labelled) const override {
    TAILCAST_CHECK(sequence >= 0 && frame >= 0 && frame <= 999'999, "frames have six digits");
    write_file(layout_.velodyne(sequence, frame), encode_kitti_bin(labelled));
    write_file(layout_.labels(sequence, frame), encode_kitti_labels(labelled));
    write_file(layout_.truth(sequence, frame), encode_truth_npz(labelled));
    write_file(layout_.object_part(sequence, frame), objects_to_json(frame, labelled).dump() + '\n');
  }

  bool has_frame(int sequence, int frame) const override {
    return file_exists(layout_.velodyne(sequence, frame)) && file_exists(layout_.labels(sequence, frame)) &&
           file_exists(layout_.truth(sequence, frame)) &&
           (file_exists(layout_.object_part(sequence, frame)) || is_joined(sequence));
  }

  // times.txt is the last file written; the parts go after it. Interrupted between the two, the call is made again and
  // only removes them.
  void finish_sequence(int sequence, int frames) const override {
    if (!is_joined(sequence)) join(sequence, frames);
    std::error_code error;
    fs::remove_all(layout_.object_parts(sequence), error);
    if (error) throw IoError(layout_.object_parts(sequence), error.message());
  }

  bool has_sequence(int sequence) const override {
    std::error_code ignored;
    return is_joined(sequence) && !fs::exists(layout_.object_parts(sequence), ignored);
  }

  void finish() const override {
    const auto sequences = sequences_below(layout_.root);
    std::map<std::uint16_t, std::uint64_t> content;
    for (const int sequence : sequences)
      for (const auto& path : list_files(layout_.sequence_directory(sequence), ".label", true)) count_labels(path, content);
    write_file(layout_.configuration(), semantic_kitti_config(content, sequences));
    write_file(layout_.names(), names_json());
  }

 private:
  bool is_joined(int sequence) const { return file_exists(layout_.times(sequence)); }

  void join(int sequence, int frames) const {
    std::string objects, poses, times;
    for (int frame = 0; frame < frames; ++frame) {
      const std::string path = layout_.object_part(sequence, frame);
      const std::string line = read_file(path);
      LabelledFrame placed;
      objects_from_json(Json::parse(line, path), frame, path, placed);
      objects += line;
      poses += kitti_pose_line(placed.world_from_sensor);
      times += fmt::format("{}\n", to_seconds(placed.time));
    }
    write_file(layout_.objects(sequence), objects);
    write_file(layout_.poses(sequence), poses);
    write_file(layout_.calibration(sequence), kitti_calibration());
    write_file(layout_.times(sequence), times);
  }

  KittiLayout layout_;
};

}  // namespace

std::unique_ptr<DatasetWriter> make_semantic_kitti_writer(const std::string& root) {
  return std::make_unique<SemanticKittiWriter>(root);
}

}  // namespace tailcast
