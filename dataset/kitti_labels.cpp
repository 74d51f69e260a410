// SPDX-License-Identifier: Apache-2.0
#include "dataset/kitti_labels.h"

#include <fmt/format.h>

#include <vector>

#include "core/check.h"
#include "core/error.h"
#include "dataset/bytes.h"

namespace tailcast {
namespace {

using Rgb = std::array<std::uint8_t, 3>;

struct LabelId {
  std::string name;
  Rgb rgb;
  int train = 0;  // 0: ignored
};

// SemanticKITTI's own train classes: the id that stands for each.
constexpr std::array<std::uint16_t, 20> kTrainIds{0,  10, 11, 15, 18, 20, 30, 31, 32, 40,
                                                  44, 48, 49, 50, 51, 70, 71, 72, 80, 81};

// The train class that SemanticKITTI gives to each of its own ids.
int official_train_id(std::uint16_t id) {
  switch (id) {
    case 252: return 1;
    case 258: return 4;
    case 13: case 16: case 256: case 257: case 259: return 5;
    case 254: return 6;
    case 253: return 7;
    case 255: return 8;
    case 60: return 9;
    default: break;
  }
  for (std::size_t t = 0; t < kTrainIds.size(); ++t)
    if (kTrainIds[t] == id) return static_cast<int>(t);
  return 0;
}

// Rare things that SemanticKITTI would ignore, and persons who lie, are what this data is for: train classes of their own.
bool trains_alone(const ClassInfo& info) {
  return info.rare && info.thing &&
         (official_train_id(info.strict_semantic_kitti) == 0 || info.id == ClassId::LyingPerson);
}

struct Configuration {
  std::map<std::uint16_t, LabelId> labels;
  std::vector<std::uint16_t> train_to_label;
};

Configuration configure() {
  Configuration config;
  config.train_to_label.assign(kTrainIds.begin(), kTrainIds.end());
  // An id of SemanticKITTI that no class of ours uses: its own data stays readable with this configuration.
  config.labels[99] = {"other-object", {255, 255, 50}, 0};
  for (const auto& info : all_classes()) {
    int train = official_train_id(info.rare ? info.strict_semantic_kitti : info.semantic_kitti);
    if (trains_alone(info)) {
      train = static_cast<int>(config.train_to_label.size());
      config.train_to_label.push_back(info.semantic_kitti);
    }
    const std::string name = info.id == ClassId::Noise ? "outlier" : std::string(info.name);
    config.labels[info.semantic_kitti] = {name, info.rgb, train};
    if (info.semantic_kitti_moving != info.semantic_kitti)
      config.labels[info.semantic_kitti_moving] = {"moving-" + name, info.rgb, train};
  }
  return config;
}

struct Meaning {
  ClassId class_id = ClassId::Unlabeled;
  bool moving = false;
};

std::map<std::uint16_t, Meaning> meanings() {
  std::map<std::uint16_t, Meaning> of;
  for (const auto& info : all_classes()) {
    of[info.semantic_kitti_moving] = {info.id, true};
    of[info.semantic_kitti] = {info.id, false};  // after: where both are the same id, it says nothing of motion
  }
  return of;
}

const char* role_of(int sequence) {
  if (sequence == 8) return "valid";
  return sequence >= 11 && sequence <= 21 ? "test" : "train";
}

std::string split_lines(std::span<const int> sequences) {
  std::string text = "split: # by the roles that SemanticKITTI gives to these numbers\n";
  for (const std::string_view role : {"train", "valid", "test"}) {
    std::string list;
    for (const int sequence : sequences)
      if (role == role_of(sequence)) list += fmt::format("{}{}", list.empty() ? "" : ", ", sequence);
    text += fmt::format("  {}: [{}]\n", role, list);
  }
  return text;
}

}  // namespace

std::string encode_kitti_labels(const LabelledFrame& frame) {
  const PointTruth& truth = frame.truth;
  std::string bytes;
  bytes.reserve(frame.size() * sizeof(std::uint32_t));
  for (std::size_t i = 0; i < frame.size(); ++i) {
    if (truth.empty()) {
      append_bytes(bytes, std::uint32_t{0});
      continue;
    }
    const ClassInfo& info = class_info(truth.class_id[i]);
    const std::uint32_t id = truth.moving[i] ? info.semantic_kitti_moving : info.semantic_kitti;
    append_bytes(bytes, id | static_cast<std::uint32_t>(truth.instance[i]) << 16);
  }
  return bytes;
}

void decode_kitti_labels(std::string_view bytes, const std::string& origin, LabelledFrame& frame) {
  if (bytes.size() != frame.size() * sizeof(std::uint32_t))
    throw IoError(origin, fmt::format("{} bytes of labels for {} points", bytes.size(), frame.size()));
  const auto meaning = meanings();
  PointTruth truth;
  truth.class_id.resize(frame.size());
  truth.instance.resize(frame.size());
  truth.moving.resize(frame.size());
  for (std::size_t i = 0; i < frame.size(); ++i) {
    const auto label = value_at<std::uint32_t>(bytes, i * sizeof(std::uint32_t));
    const auto at = meaning.find(static_cast<std::uint16_t>(label & 0xffffU));
    const Meaning known = at == meaning.end() ? Meaning{} : at->second;
    truth.class_id[i] = known.class_id;
    truth.moving[i] = known.moving;
    truth.instance[i] = static_cast<std::uint16_t>(label >> 16);
  }
  frame.truth = std::move(truth);
}

std::string semantic_kitti_config(const std::map<std::uint16_t, std::uint64_t>& content, std::span<const int> sequences) {
  const Configuration config = configure();
  std::uint64_t total = 0;
  for (const auto& [id, points] : content) {
    TAILCAST_CHECK(config.labels.contains(id), "a label that the configuration does not name");
    total += points;
  }
  std::string labels = "labels:\n", colors = "color_map: # bgr\n", ratios = "content: # share of all points\n",
              map = "learning_map:\n", inverse = "learning_map_inv:\n", ignore = "learning_ignore:\n";
  for (const auto& [id, label] : config.labels) {
    labels += fmt::format("  {}: \"{}\"\n", id, label.name);
    colors += fmt::format("  {}: [{}, {}, {}]\n", id, label.rgb[2], label.rgb[1], label.rgb[0]);
    const auto at = content.find(id);
    const double share = at == content.end() ? 0.0 : static_cast<double>(at->second) / static_cast<double>(total);
    ratios += fmt::format("  {}: {:.9f}\n", id, share);
    map += fmt::format("  {}: {}\n", id, label.train);
  }
  for (std::size_t train = 0; train < config.train_to_label.size(); ++train) {
    inverse += fmt::format("  {}: {}\n", train, config.train_to_label[train]);
    ignore += fmt::format("  {}: {}\n", train, train == 0 ? "True" : "False");
  }
  return "# SemanticKITTI's classes with their own ids and train ids, and rare ones from id 300 and train id 20.\n" +
         labels + colors + ratios + map + inverse + ignore + split_lines(sequences);
}

}  // namespace tailcast
