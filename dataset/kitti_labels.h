// SPDX-License-Identifier: Apache-2.0
// SemanticKITTI's .label files and the data configuration that names their ids.
#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "labels/labelled_frame.h"

namespace tailcast {

// N x uint32 little endian: class in the low half, instance in the high. Frames without truth: all 0.
std::string encode_kitti_labels(const LabelledFrame& frame);
// Sets truth.class_id, instance and moving. An id of another configuration becomes Unlabeled. IoError when there is not
// one label a point.
void decode_kitti_labels(std::string_view bytes, const std::string& origin, LabelledFrame& frame);

// semantic-kitti-tailcast.yaml: SemanticKITTI's own ids and train ids unchanged, ours from 300 and train ids from 20.
// `content`: points by label id; `sequences`: those on disk, split by the roles that SemanticKITTI gives their numbers.
std::string semantic_kitti_config(const std::map<std::uint16_t, std::uint64_t>& content, std::span<const int> sequences);

}  // namespace tailcast
